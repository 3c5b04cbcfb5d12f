"""The package that `pip install .` makes: all of it is in, and a course begun with it builds every edition.

That course has a name of its own, so that one build shows as well that the name of this one stands nowhere in code.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest

from porchlight.new import new_course
from porchlight.release import write_release
from tests.conftest import DAY, REPOSITORY

EDITIONS = ("handouts", "notebooks", "slides", "epub", "html")

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of this checkout installs."""
    folder = tmp_path_factory.mktemp("package")
    source = folder / "checkout"
    shutil.copytree(REPOSITORY / "porchlight", source / "porchlight", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements.txt", "LICENSE"):
        shutil.copy(REPOSITORY / name, source)
    code = "from setuptools import build_meta; build_meta.build_wheel('..')"
    done = subprocess.run([sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = folder.glob("*.whl")
    with ZipFile(wheel) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


def test_package_holds_every_file_of_the_machinery(installed: Path) -> None:
    def files(root: Path) -> set[str]:
        found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        return {path.as_posix() for path in found if "__pycache__" not in path.parts}

    assert files(installed / "porchlight") == files(REPOSITORY / "porchlight")
    assert (installed / "porchlight/py.typed").is_file()


def test_package_needs_what_the_requirements_say_and_says_it_once(installed: Path) -> None:
    [metadata] = installed.glob("*.dist-info/METADATA")
    needs = [line.split(": ")[1] for line in metadata.read_text().splitlines() if line.startswith("Requires-Dist")]
    said = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").splitlines()

    assert needs == [line.split("#")[0].strip() for line in said if line.split("#")[0].strip()]


def test_package_brings_a_command_and_names_its_themes_and_builders(installed: Path) -> None:
    [path] = installed.glob("*.dist-info/entry_points.txt")
    points = ConfigParser()
    points.read(path)

    assert points["console_scripts"]["porchlight"] == "porchlight.__main__:command"
    assert set(points["sphinx.html_themes"]) == {"porchlight", "porchlight-epub"}
    assert set(points["sphinx.builders"]) == {"handout", "notebook", "slides"}


@pytest.fixture(scope="module")
def begun(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that `porchlight new` wrote and the installed package built, far from the checkout."""
    folder = tmp_path_factory.mktemp("begun") / "side"
    environment = {**os.environ, "PYTHONPATH": str(installed), "SOURCE_DATE_EPOCH": DAY}
    for where, *command in (
        (folder.parent, "new", str(folder), "--name", "Side & by Side"),
        (folder, "release", "check"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "porchlight", *command],
            cwd=where,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


def said(path: Path) -> str:
    """All that a file says: its name, its words, and what it holds."""
    if path.suffix in {".epub", ".zip", ".pptx"}:
        with ZipFile(path) as packed:
            return "\n".join(
                [path.name, *(f"{name}\n{packed.read(name).decode(errors='replace')}" for name in packed.namelist())]
            )
    if path.suffix == ".pdf":
        pdf = pdfium.PdfDocument(path)
        return "\n".join(
            [path.name, str(pdf.get_metadata_dict()), *(page.get_textpage().get_text_range() for page in pdf)]
        )
    return f"{path.name}\n{path.read_bytes().decode(errors='replace')}"


def test_course_just_begun_builds_every_edition_and_passes_the_checks(begun: Path) -> None:
    build = begun / "_build"

    assert all(any((build / edition).iterdir()) for edition in EDITIONS)
    for name in (
        "epub/side-by-side.epub",
        "epub/side-by-side-facilitator.epub",
        "html/downloads/side-by-side-offline.zip",
    ):
        assert (build / name).is_file(), name
    lesson = (build / "html/course/1-the-first-unit/what-a-lesson-holds.html").read_text(encoding="utf-8")
    front = (build / "html/index.html").read_text(encoding="utf-8")
    assert "It has two lessons so far" in front
    assert 'data-pl-i-am="parent=a parent|partner=a partner"' in lesson


def test_release_holds_what_is_handed_out_with_a_sum_for_each_file(begun: Path) -> None:
    dist = begun / "dist"
    sums = dict(line.split("  ")[::-1] for line in (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    made = {path.name for path in dist.iterdir()}

    assert set(sums) == made - {"SHA256SUMS"}
    assert all(hashlib.sha256((dist / name).read_bytes()).hexdigest() == found for name, found in sums.items())
    parts = ("offline", "paper-letter", "paper-a4", "paper-large-print", "slides", "notebooks", "units", "site")
    assert {f"side-by-side-0.1-{part}.zip" for part in parts} < made
    assert {"side-by-side-0.1-scorm-1.2.zip", "side-by-side-0.1-common-cartridge.imscc"} < made
    assert {"side-by-side-0.1.epub", "side-by-side-0.1-facilitator.epub"} < made
    told = (dist / "CONTENTS.md").read_text(encoding="utf-8")
    assert all(name in told for name in made - {"SHA256SUMS", "CONTENTS.md"})
    before = {path.name: path.read_bytes() for path in dist.iterdir()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        write_release(begun, begun / "_build")
    assert {path.name: path.read_bytes() for path in dist.iterdir()} == before


def test_name_of_another_course_stands_nowhere_in_any_edition(begun: Path) -> None:
    files = [path for edition in EDITIONS for path in (begun / "_build" / edition).rglob("*") if path.is_file()]
    found = {path.name: re.findall(r".{0,40}porch[ _-]light.{0,20}", said(path), re.IGNORECASE) for path in files}

    assert {name: words for name, words in found.items() if words} == {}
    assert sum("Side & by Side" in said(path) for path in files if path.suffix == ".pdf") > 10


def test_name_of_this_course_is_typed_only_where_it_says_where_the_text_is_from() -> None:
    pages = [REPOSITORY / "index.md", *REPOSITORY.glob("course/**/*.md"), *REPOSITORY.glob("exercises/*.md")]

    typed = [path.name for path in pages if "Porch Light" in path.read_text(encoding="utf-8")]

    assert typed == ["about.md"]


def test_units_lessons_and_sessions_are_counted_and_never_typed() -> None:
    typed = re.compile(r"^(?!\[\^).*\b(?:eight (?:units|sessions|evenings)|(?:nine|32) lessons)\b", re.I | re.M)
    pages = [REPOSITORY / "index.md", *REPOSITORY.glob("course/**/*.md"), *REPOSITORY.glob("exercises/*.md")]
    lessons = [path for path in REPOSITORY.glob("course/[0-9]*/*.md") if path.stem != "index"]
    exercises = [*REPOSITORY.glob("exercises/*.md")]

    assert [path.name for path in pages if typed.search(path.read_text(encoding="utf-8"))] == []
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert f"({len(lessons)} lessons, {len(exercises)} exercises)" in readme


def test_course_begins_in_no_folder_that_holds_something(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.iterdir())

    assert "is there already" in new_course(tmp_path, "Mine")
    assert "without quotes" in new_course(tmp_path / "new", 'A "course"')
    assert sorted(tmp_path.iterdir()) == before
