"""What was edited is what is published: in every edition, whichever of them was built first."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from porchlight.fingerprints import tools
from tests.conftest import EPOCH, EXERCISE, LESSON, REFERENCES, REGION, SESSION, UNIT, Built, Course, Rebuilt, tiny
from tests.test_pictures import PICTURE, SVG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp


SAME_DAY = "1793500000"
EDITIONS = ("html", "handout", "notebook", "slides", "epub")
EXTRA = "exercises/extra-steps"
DRAWING = SVG.replace("The lamp shines.", "Words of the drawing 0.").replace("Home", "Home 0")


def rich(folder: Path) -> Course:
    """The tiny course, with something in it of each kind that may be edited, in every edition."""
    course = tiny(folder)
    course.write(PICTURE, DRAWING)
    course.replace(REGION, 'number = "911"', 'number = "700"')
    shown = "Page words 0 here. {reach}`emergency`.[^group]\n\n:::{picture} porch\n:::\n"
    note = "\n[^group]: Known. {source}`group2020`\n"
    course.replace(f"{EXERCISE}.md", "Help for before.", "Help for before 0. {reach}`emergency`.")
    course.replace(f"{EXERCISE}.md", ":::{prompt} Your name for it", f"{shown}\n:::{{prompt}} Your name for it")
    course.add(f"{EXERCISE}.md", note)
    first = ":::{slide} Slow breaths, no waking: act.\n"
    course.replace(f"{SESSION}.md", first, f"{first}:picture: porch\n\nPage words 0 here. {{reach}}`emergency`.\n\n")
    text = (course.root / f"{EXERCISE}.md").read_text(encoding="utf-8")
    course.write(f"{EXTRA}.md", text.replace("# First steps", "# Extra steps"))
    course.replace(f"{UNIT}.md", "/exercises/first-steps", "/exercises/first-steps\n/exercises/extra-steps")
    return course


def text_of(built: Built) -> str:
    """Every word of an edition, markup and all."""
    out, name = built.out, built.app.builder.name
    if name == "epub":
        books = [ZipFile(path) for path in sorted(out.rglob("*.epub"))]
        return "\n".join(book.read(page).decode() for book in books for page in book.namelist() if ".x" in page)
    pattern = {"html": "**/*.html", "notebook": "*.ipynb"}.get(name, "typst/**/*.*")  # of PDFs, what they are set from
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(out.glob(pattern)))


def files_of(out: Path) -> dict[str, bytes]:
    """Every file of an edition."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


# The edits: each makes the course say something that it said in no other row, and names what it said before.


def region(course: Course, row: int) -> tuple[str, str]:
    course.replace(REGION, f'number = "{699 + row}"', f'number = "{700 + row}"')
    return f"{700 + row}", f"{699 + row}"


def source(course: Course, row: int) -> tuple[str, str]:
    before = "What groups know" if row == 1 else f"Groups know {row - 1} things"
    course.replace(REFERENCES, f"{{{before}}}", f"{{Groups know {row} things}}")
    return f"Groups know {row} things", before


def drawing(course: Course, row: int) -> tuple[str, str]:
    course.replace(PICTURE, f"drawing {row - 1}.", f"drawing {row}.")
    return f"Words of the drawing {row}.", f"Words of the drawing {row - 1}."


def page(course: Course, row: int) -> tuple[str, str]:
    for path in (EXERCISE, SESSION):
        course.replace(f"{path}.md", f"Page words {row - 1} here.", f"Page words {row} here.")
    return f"Page words {row} here.", ""  # the second exercise goes on saying "Page words 0 here."


def title(course: Course, row: int) -> tuple[str, str]:
    before = "# First steps\n" if row == 1 else f"# First steps {row - 1}.\n"
    course.replace(f"{EXERCISE}.md", before, f"# First steps {row}.\n")
    return f"First steps {row}.", f"First steps {row - 1}."


def renamed(course: Course, row: int) -> tuple[str, str]:
    before = "extra-steps" if row == 1 else f"extra-steps-{row - 1}"
    (course.root / f"exercises/{before}.md").rename(course.root / f"exercises/extra-steps-{row}.md")
    course.replace(f"{UNIT}.md", f"/exercises/{before}\n", f"/exercises/extra-steps-{row}\n")
    return f"extra-steps-{row}", ""


def deleted(course: Course, row: int) -> tuple[str, str]:
    """Take the second exercise out, or put another in its place."""
    if row % 2:
        name = "extra-steps" if row == 1 else f"extra-steps-{row - 1}"
        (course.root / f"exercises/{name}.md").unlink()
        course.replace(f"{UNIT}.md", f"/exercises/{name}\n", "")
        return "", "extra-steps"
    text = (course.root / f"{EXERCISE}.md").read_text(encoding="utf-8")
    course.write(f"exercises/extra-steps-{row}.md", text.replace("# First steps", "# Extra steps"))
    course.replace(f"{UNIT}.md", "/exercises/first-steps\n", f"/exercises/first-steps\n/exercises/extra-steps-{row}\n")
    return f"extra-steps-{row}", ""


PAPERLESS = {"html", "notebook", "epub"}
EDITS: dict[str, tuple[Callable[[Course, int], tuple[str, str]], set[str]]] = {
    "region": (region, set(EDITIONS)),
    "source": (source, PAPERLESS),
    "drawing": (drawing, set(EDITIONS) - {"notebook"}),
    "page": (page, set(EDITIONS)),
    "title": (title, set(EDITIONS) - {"slides"}),
    "renamed": (renamed, set(EDITIONS) - {"slides"}),
    "deleted": (deleted, set(EDITIONS) - {"slides"}),
}
# Each edition is once the first and once the second to be built; with all edits, every pair of values occurs.
ORDERS = [(EDITIONS[row], EDITIONS[(row + step) % 5]) for step in (1, 3) for row in range(5)]


@pytest.mark.parametrize(("number", "edit"), list(enumerate(EDITS)))
def test_edit_reaches_every_edition_in_any_order(
    tmp_path: Path, made: Rebuilt, number: int, edit: str, same_day: None
) -> None:
    change, shown = EDITS[edit]
    course = made.again()
    for row, order in enumerate(ORDERS[number % 2 :: 2], start=1):
        new, old = change(course, row)
        for edition in order:
            built = course.build(edition, parallel=row % 2 * 2)
            said = text_of(built) + "\n".join(files_of(built.out))
            assert new in said or edition not in shown, (row, order, edition)
            assert not old or old not in said, (row, order, edition)

    clean = Course(tmp_path / "clean" / "source")
    shutil.copytree(course.root, clean.root)
    for edition in EDITIONS:
        mended, wanted = files_of(course.build(edition).out), files_of(clean.build(edition).out)
        assert {name for name in {*mended, *wanted} if mended.get(name) != wanted.get(name)} == set(), edition


@pytest.fixture
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all builds of a test carry one date."""
    monkeypatch.setenv(EPOCH, SAME_DAY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Rebuilt:
    """Every edition of the course, of that date."""
    course = rich(tmp_path_factory.mktemp("made"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(EPOCH, SAME_DAY)
        for edition in EDITIONS:
            course.build(edition)
    return Rebuilt(course)


def test_another_version_of_a_package_makes_everything_anew(
    tiny_course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in tiny_course.build("notebook").out.glob("*.ipynb")}

    before = written()
    assert before == written()
    (tmp_path / "packages" / "typst-99.0.dist-info").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.syspath_prepend(tmp_path / "packages")
        tools.cache_clear()
        after = written()
    tools.cache_clear()
    assert [path for path, when in after.items() if before[path] == when] == []


# mistakes


MISTAKE = ("Help for before 0.", "Call 1-800-555-0199.")  # a number typed by hand
TYPED = "[porchlight.typed_number]"


@pytest.mark.parametrize(("first", "second"), [("html", "notebook"), ("notebook", "html"), ("epub", "epub")])
def test_mistake_is_told_by_every_build_until_it_is_mended(tmp_path: Path, first: str, second: str) -> None:
    course = rich(tmp_path)
    for edition in (first, second):
        course.build(edition)
    course.replace(f"{EXERCISE}.md", *MISTAKE)

    for edition in (first, second, first):
        assert [text.split()[-1] for text in course.build(edition, warns=True).warnings] == [TYPED]
    course.replace(f"{EXERCISE}.md", *reversed(MISTAKE))

    assert course.build(second).read == [EXERCISE]
    assert course.build(first).read == []


def test_link_to_a_page_that_is_gone_is_told_though_its_page_was_not_edited(tmp_path: Path) -> None:
    course = rich(tmp_path)
    course.replace(f"{LESSON}.md", "Body words.", "See [the other one](/exercises/extra-steps.md).")
    course.build("html")
    (course.root / f"{EXTRA}.md").unlink()
    course.replace(f"{UNIT}.md", "/exercises/extra-steps\n", "")

    for _ in range(2):
        warnings = course.build("html", warns=True).warnings
        assert [text.split(": ")[0] for text in warnings] == [f"{LESSON}.md:{course.line(f'{LESSON}.md', 'See [the')}"]


# interruption


class Stop(BaseException):
    """What Ctrl-C raises is no ``Exception`` either."""


@pytest.mark.parametrize("event", ["doctree-read", "doctree-resolved"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_interrupted_build_leaves_nothing_stale(
    tmp_path: Path, made: Rebuilt, same_day: None, edition: str, event: str
) -> None:
    course = made.again()
    region(course, 1)
    page(course, 1)
    renamed(course, 1)
    seen: list[object] = []

    def stop(*found: object) -> None:
        seen.append(found)
        if len(seen) > 2:
            raise Stop

    if edition in {"slides", "notebook"} and event == "doctree-resolved":
        seen += [1, 2]  # they write few pages
    with pytest.raises(Stop):
        course.build(edition, prepare=lambda app: app.connect(event, stop))

    clean = Course(tmp_path / "clean" / "source")
    shutil.copytree(course.root, clean.root)
    mended, wanted = files_of(course.build(edition).out), files_of(clean.build(edition).out)
    assert {name for name in {*mended, *wanted} if mended.get(name) != wanted.get(name)} == set()


def test_page_read_by_an_interrupted_build_and_then_put_back_is_right(tmp_path: Path) -> None:
    course = rich(tmp_path)
    course.build("html")
    source = course.root / f"{EXERCISE}.md"
    kept = source.with_suffix(".kept")
    shutil.copy2(source, kept)
    page(course, 1)

    def stop(app: SphinxTestApp, env: object) -> None:
        raise Stop

    with pytest.raises(Stop):
        course.build("html", prepare=lambda app: app.connect("env-updated", stop))
    kept.replace(source)  # with its old date

    assert course.build("html").shows(EXERCISE, "Page words 0 here.")


# what lies there is not trusted


def test_file_with_an_older_date_is_read_all_the_same(tmp_path: Path) -> None:
    course = rich(tmp_path)
    course.build("html")
    drawing(course, 1)
    os.utime(course.root / PICTURE, (1, 1))

    built = course.build("html")

    assert built.shows(EXERCISE, "Words of the drawing 1.")
    assert "drawing 1." in (built.out / "_images/porch.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("edition", EDITIONS)
def test_broken_files_are_made_again_and_files_of_others_stay(made: Rebuilt, same_day: None, edition: str) -> None:
    course = made.again()
    out = course.root.parent / "build" / edition
    wanted = files_of(out)
    for number, path in enumerate(sorted(path for path in out.rglob("*") if path.is_file())):
        path.write_bytes(path.read_bytes()[: number % 3 * 9])
    (out / "CNAME").write_text("example.org")

    found = files_of(course.build(edition).out)

    assert found.pop("CNAME") == b"example.org"
    assert {name for name in {*found, *wanted} if found.get(name) != wanted.get(name)} == set()


@pytest.mark.parametrize("broken", ["environment.pickle", f"{EXERCISE}.doctree", "written"])
def test_broken_doctrees_and_ledgers_are_not_trusted(tmp_path: Path, broken: str) -> None:
    course = rich(tmp_path)
    built = course.build("html")
    for path in [*built.app.doctreedir.glob(f"{broken}/*"), built.app.doctreedir / broken]:
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-30])
    page(course, 1)

    assert course.build("html").shows(EXERCISE, "Page words 1 here.")


@pytest.mark.parametrize("known", [True, False], ids=["ledger", "no_ledger"])
def test_files_of_an_earlier_version_go_from_the_web_course(tmp_path: Path, *, known: bool) -> None:
    course = rich(tmp_path)
    built = course.build("html")
    old = [built.out / name for name in ("_static/old-script.js", "leave.html")]
    for path in old:
        path.write_text("of an earlier version", encoding="utf-8")
    [ledger] = built.app.doctreedir.glob("written/html-*")
    if known:
        with ledger.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps([path.relative_to(built.out).as_posix(), "", ""]) + "\n" for path in old)
    else:
        ledger.unlink()

    course.build("html")

    assert not any(path.exists() for path in old)
    assert "old-script" not in (built.out / "sw.js").read_text(encoding="utf-8")


def test_unchanged_course_is_not_written_again(tmp_path: Path) -> None:
    course = rich(tmp_path)
    for edition in EDITIONS:
        before = {path: path.stat().st_mtime_ns for path in course.build(edition).out.rglob("*.[ehip][tbpd]*")}
        after = {path: path.stat().st_mtime_ns for path in course.build(edition).out.rglob("*.[ehip][tbpd]*")}
        made = {path for path in after if before.get(path) != after[path]}
        assert not {path for path in made if path.suffix in {".pdf", ".epub", ".ipynb"}}, edition
