"""The command behind `make course`: what it prints, what it leaves, when it fails."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from porchlight import __main__ as command
from porchlight.alone import WAITS, alone
from tests.catalogs.pseudo import LANGUAGE, translate
from tests.conftest import EXERCISE, REGION, REPOSITORY, Course, tiny

if TYPE_CHECKING:
    from pathlib import Path

DATE = "1790000000"


def with_machinery(folder: Path) -> Course:
    """The tiny course with a copy of the package beside it, as in a fresh clone."""
    course = tiny(folder)
    shutil.copytree(REPOSITORY / "porchlight", course.root / "porchlight")  # with its bytecode: each run starts sooner
    course.replace("conf.py", repr(str(REPOSITORY)), "str(Path(__file__).parent)")
    return course


def run(course: Course, *what: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "porchlight", *what],
        cwd=course.root,
        env={**os.environ, "SOURCE_DATE_EPOCH": DATE, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def digests(course: Course) -> dict[str, str]:
    """Every file that a reader may get, by its path, with a digest of its bytes."""
    build = course.root / "_build"
    paths = [path for name in ("html", "epub", "handouts", "notebooks") for path in (build / name).rglob("*")]
    found = {path.relative_to(build).as_posix(): path for path in paths if path.is_file()}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, str]:
    course = with_machinery(tmp_path_factory.mktemp("made"))
    done = run(course, "course")
    assert done.returncode == 0, done.stdout + done.stderr
    return course, done.stdout


@pytest.mark.parametrize(
    "path",
    [
        "html/index.html",
        "html/downloads/handouts/a4/first-steps.pdf",
        "html/downloads/epub/porch-light.epub",
        "epub/porch-light.epub",
        "handouts/letter/first-steps.pdf",
        "handouts/a4/first-steps.pdf",
        "handouts/large-print/first-steps.pdf",
        "notebooks/first-steps.ipynb",
        "slides/session-2.pdf",
        "slides/session-2-notes.pdf",
        "slides/session-2.pptx",
    ],
)
def test_course_leaves_every_edition_where_the_readme_says(made: tuple[Course, str], path: str) -> None:
    assert (made[0].root / "_build" / path).is_file()


def test_course_says_what_it_made_and_where_it_lies(made: tuple[Course, str]) -> None:
    lines = made[1].splitlines()

    assert [line.split(" …")[0] for line in lines[:5]] == ["Handouts", "Notebooks", "Slides", "E-books", "Web course"]
    assert [line.split("/  ")[0].split("_build/")[-1] for line in lines[7:]] == [
        "handouts",
        "notebooks",
        "slides",
        "epub",
        "html",
    ]


def test_same_source_gives_the_same_bytes_in_every_edition(made: tuple[Course, str], tmp_path: Path) -> None:
    again = with_machinery(tmp_path)
    run(again, "course")

    first, second = digests(made[0]), digests(again)

    assert {name for name in first if first[name] != second.get(name)} == set()
    assert set(first) == set(second)


def test_authors_mistake_stops_the_build_and_is_named_with_its_line(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    course.replace(f"{EXERCISE}.md", ":kind: scale", ":kind: scales")

    done = run(course, "notebooks")

    assert done.returncode == 1
    assert f"{EXERCISE}.md:{course.line(f'{EXERCISE}.md', 'How sure')}: WARNING: 'scales' is no kind" in done.stderr
    assert "What to mend is named above." in done.stdout


def test_mistake_still_stops_the_second_build(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    course.replace(f"{EXERCISE}.md", ":kind: scale", ":kind: scales")
    run(course, "notebooks")

    assert run(course, "notebooks").returncode == 1


def test_changed_code_and_looks_reach_what_was_built_before(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    run(course, "notebooks", "html")
    course.write("_build/notebooks/mine.txt", "not ours")

    course.replace("porchlight/editions/notebook/builder.py", "Write in the empty cells", "Type in the empty cells")
    course.replace("porchlight/theme/web/layout.html", "Help now", "Help at once")
    run(course, "html", "notebooks")

    assert "Type in the empty cells" in (course.root / "_build/notebooks/first-steps.ipynb").read_text()
    assert "Help at once" in (course.root / "_build/html/exercises/first-steps.html").read_text()
    assert (course.root / "_build/notebooks/mine.txt").exists()


def test_build_of_an_earlier_version_is_not_trusted(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    for path in ("html/course/withdrawn.html", "notebooks/withdrawn.ipynb", "doctrees/environment.pickle"):
        course.write(f"_build/{path}", "left by an earlier version")
    course.write("_build/html/CNAME", "example.org")

    done = run(course, "notebooks", "html")

    assert done.returncode == 0, done.stdout + done.stderr
    assert not (course.root / "_build/html/course/withdrawn.html").exists()
    assert not (course.root / "_build/notebooks/withdrawn.ipynb").exists()
    assert (course.root / "_build/html/CNAME").exists()


def test_build_with_nothing_to_do_is_told_from_the_files_alone(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    run(course, "notebooks")
    notebook = course.root / "_build/notebooks/first-steps.ipynb"
    course.replace("conf.py", "import sys", "raise SystemExit  # no build may start\nimport sys")
    assert run(course, "notebooks").returncode != 0
    course.replace("conf.py", "raise SystemExit  # no build may start\n", "")
    assert run(course, "notebooks").returncode == 0

    notebook.write_text("cut of", encoding="utf-8")
    run(course, "notebooks")

    assert "First steps" in notebook.read_text(encoding="utf-8")


def test_unchanged_course_is_not_read_again(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    run(course, "notebooks")
    notebook = course.root / "_build/notebooks/first-steps.ipynb"
    before = notebook.stat().st_mtime_ns

    run(course, "notebooks")

    assert notebook.stat().st_mtime_ns == before


def test_setting_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    text = (course.root / "conf.py").read_text(encoding="utf-8")
    course.write("conf.py", text.replace('porchlight_region = "us"', 'porchlight_region = "../us"', 1))

    done = run(course, "notebooks")

    assert done.returncode != 0
    assert "name a folder of course/regions/, such as 'us'." in done.stderr
    assert "Traceback" not in done.stderr


def test_old_facts_hold_back_no_correction(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    course.add("conf.py", '\nporchlight_today = "2030-01-01"\n')

    assert "[porchlight.stale_date]" in run(course, "check").stderr
    assert "[porchlight.stale_date]" not in run(course, "check", "--old-facts").stderr
    publish = (REPOSITORY / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    assert 0 < publish.index("make check OLD_FACTS=1") < publish.index("make course")


@pytest.mark.parametrize("date", ["1764324000000", "yesterday"])
def test_date_that_is_none_is_told_in_a_sentence(tmp_path: Path, date: str) -> None:
    done = run(with_machinery(tmp_path), "notebooks", SOURCE_DATE_EPOCH=date)

    assert done.returncode != 0
    assert f"SOURCE_DATE_EPOCH is '{date}': give whole seconds since 1970, or unset it." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "what",
    [
        ("course", "packet"),
        ("review",),
        ("review", "not-there.docx"),
        ("review", "conf.py.docx"),
        ("pot", "es"),
        ("release", "--language", "es"),
    ],
    ids=" ".join,
)
def test_command_that_cannot_be_followed_is_told_in_a_sentence(tmp_path: Path, what: tuple[str, ...]) -> None:
    course = with_machinery(tmp_path)
    course.write("conf.py.docx", "no Word file")

    done = run(course, *what)

    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert not (course.root / "_build").exists()


@pytest.mark.parametrize("what", [("region", "uk"), ("pot",), ("packet", "first-steps"), ("review", "1"), ("html",)])
def test_where_no_course_is_nothing_begins(tmp_path: Path, what: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "porchlight", *what],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("There is no course here: go to its folder")
    assert list(tmp_path.iterdir()) == []


def test_date_that_is_set_to_nothing_is_none(tmp_path: Path) -> None:
    done = run(with_machinery(tmp_path), "packet", "first-steps", SOURCE_DATE_EPOCH="")

    assert (done.returncode, done.stderr) == (0, "")


def test_answers_of_a_reviewer_are_not_written_over(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    course.write("course/reviews/unit-1.toml", 'who = "Ana"\n')
    course.write("unit-1.docx", "a second reader's")

    done = run(course, "review", "unit-1.docx")

    assert done.returncode == 2
    assert "course/reviews/unit-1.toml is there already" in done.stderr
    assert (course.root / "course/reviews/unit-1.toml").read_text() == 'who = "Ana"\n'


def test_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    course.write("_build", "a file where the folder belongs")

    done = run(course, "notebooks")

    assert done.returncode == 2
    assert f"'{course.root}/_build' cannot be written: File exists. Close it" in done.stderr
    assert "Traceback" not in done.stderr


def test_terminal_that_knows_ascii_alone_is_no_hindrance(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    course.replace(f"{EXERCISE}.md", ":kind: scale", ":kind: ‘scales’")

    done = run(course, "notebooks", PYTHONIOENCODING="ascii")

    assert "Notebooks ... stopped." in done.stdout
    assert "is no kind" in done.stderr
    assert "Traceback" not in done.stderr


def test_environment_whose_python_is_gone_is_set_up_again(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "Makefile", tmp_path)
    for name in ("requirements.txt", "constraints.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(tmp_path / "python3.10")
    (tmp_path / ".venv/ready").touch()

    done = subprocess.run(["make", "-n", "html"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.index("Setting up (once)") < done.stdout.index("porchlight html")
    assert not (tmp_path / ".venv").exists()

    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    (tmp_path / ".venv/ready").touch()
    done = subprocess.run(["make", "-n", "html"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Setting up" not in done.stdout


def test_checks_of_text_and_python_need_no_browser_and_nothing_from_npm(tmp_path: Path) -> None:
    steps = {}
    for name in ("check", "test"):
        done = subprocess.run(["make", "-nB", name], cwd=REPOSITORY, capture_output=True, text=True, check=True)
        steps[name] = [
            word for word in ("porchlight check", "mypy", "tests.chromium", "tests.node") if word in done.stdout
        ]

    assert steps["check"] == ["porchlight check", "mypy"]
    assert steps["test"] == ["porchlight check", "mypy", "tests.chromium", "tests.node"]


def test_language_that_begins_without_a_lesson_is_checked(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    translate(course.root, ["index"])

    done = run(course, "check", "--language", LANGUAGE)

    assert (done.returncode, done.stderr) == (0, "")
    assert "all well" in done.stdout


def test_what_was_built_in_another_language_follows_an_edit_of_the_region(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    course.replace(f"{EXERCISE}.md", "Help for before.", "Help for before: {number}`treatment`.")
    translate(course.root, ["index", EXERCISE])
    assert run(course, "notebooks", "--language", LANGUAGE).returncode == 0
    book = course.root / f"_build/{LANGUAGE}/notebooks/first-steps.ipynb"
    assert "1-800-662-4357" in book.read_text(encoding="utf-8")
    for path in course.root.glob("course/regions/*/region*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace("1-800-662-4357", "1-800-662-4399"), encoding="utf-8")

    done = run(course, "notebooks")

    assert (done.returncode, done.stderr) == (0, "")
    assert "1-800-662-4399" in book.read_text(encoding="utf-8")
    assert "1-800-662-4357" not in book.read_text(encoding="utf-8")


def test_books_carry_the_date_of_the_source_in_every_language_and_after_a_commit_alone(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    translate(course.root, ["index", EXERCISE])
    files = [path for folder in ("course", "exercises") for path in (course.root / folder).rglob("*")]

    for seconds, day in ((1790000000, "2026-09-21"), (1800000000, "2027-01-15")):
        for path in files:
            os.utime(path, (seconds, seconds))
        for what in (("epub", "--language", LANGUAGE), ("epub",)):
            done = run(course, *what, SOURCE_DATE_EPOCH="")
            assert (done.returncode, done.stderr) == (0, "")
        for book in (f"_build/{LANGUAGE}/epub/porch-light.epub", "_build/epub/porch-light.epub"):
            with ZipFile(course.root / book) as held:
                [package] = [held.read(name).decode() for name in held.namelist() if name.endswith(".opf")]
            assert re.findall(r'"dcterms:modified">([^T]+)T', package) == [day], book


def test_part_of_the_course_takes_along_what_was_built_in_another_language(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    translate(course.root, ["index", EXERCISE])
    assert run(course, "html", "--language", LANGUAGE).returncode == 0
    page = course.root / f"_build/html/{LANGUAGE}/404.html"
    assert "911" in page.read_text(encoding="utf-8")
    course.replace(REGION, 'number = "911"', 'number = "112"')

    done = run(course, "html", "--units", "1")

    assert (done.returncode, done.stderr) == (0, "")
    assert "911" not in page.read_text(encoding="utf-8")


def test_language_that_was_taken_out_is_gone_from_every_folder(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)
    translate(course.root, ["index", EXERCISE])
    for what in (("notebooks", "html", "--language", LANGUAGE), ("html",)):
        assert run(course, *what).returncode == 0
    build = course.root / "_build"
    ours = build / "html" / LANGUAGE
    assert LANGUAGE in (build / "html/index.html").read_text(encoding="utf-8")
    (ours / "note.txt").write_text("not ours", encoding="utf-8")
    shutil.rmtree(course.root / "catalogs")

    done = run(course, "notebooks", "html")

    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in ours.rglob("*")] == ["note.txt"]
    assert f'"{LANGUAGE}/' not in (build / "html/index.html").read_text(encoding="utf-8")
    assert not list((build / LANGUAGE).rglob("*.*"))


def test_second_build_in_a_folder_waits_for_the_first(tmp_path: Path) -> None:
    course = with_machinery(tmp_path)

    with alone(course.root / "_build"):
        second = subprocess.Popen(
            [sys.executable, "-m", "porchlight", "notebooks"], cwd=course.root, stderr=subprocess.PIPE, text=True
        )
        assert second.stderr
        assert second.stderr.readline().strip() == WAITS
        assert not (course.root / "_build/notebooks").exists()
    _, told = second.communicate()

    assert (second.returncode, told) == (0, "")
    assert list((course.root / "_build/notebooks").glob("*.ipynb"))


def test_disk_that_is_full_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*what: object, **settings: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "page.html")

    monkeypatch.setattr(command, "build", full)

    assert command.main(["html"]) == 2
    assert "'page.html' cannot be written: No space left on device." in capsys.readouterr().err
