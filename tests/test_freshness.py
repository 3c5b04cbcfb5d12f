"""What was edited is what is published: in every edition, whichever of them was built first."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.conftest import EXERCISE, REFERENCES, REGION, SESSION, UNIT, Built, Course, tiny
from tests.test_pictures import PICTURE, SVG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


EDITIONS = ("html", "handout", "notebook", "slides", "epub")
EXTRA = "exercises/extra-steps"
DRAWING = SVG.replace("The lamp shines.", "Words of the drawing 0.").replace("Home", "Home 0")


def rich(folder: Path) -> Course:
    """The tiny course, with something in it of each kind that may be edited, in every edition."""
    course = tiny(folder)
    course.write(PICTURE, DRAWING)
    course.replace(REGION, 'number = "911"', 'number = "700"')
    shown = "Page words 0. Call {number}`emergency`.[^group]\n\n:::{picture} porch\n:::\n"
    note = "\n[^group]: Known. {source}`group2020`\n"
    course.replace(f"{EXERCISE}.md", "Help for before.", "Help for before 0. Call {number}`emergency`.")
    course.replace(f"{EXERCISE}.md", ":::{prompt} Your name for it", f"{shown}\n:::{{prompt}} Your name for it")
    course.add(f"{EXERCISE}.md", note)
    first = ":::{slide} Slow breaths, no waking: act.\n"
    course.replace(f"{SESSION}.md", first, f"{first}:picture: porch\n\nPage words 0. Call {{number}}`emergency`.\n\n")
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
        course.replace(f"{path}.md", f"Page words {row - 1}.", f"Page words {row}.")
    return f"Page words {row}.", ""  # the second exercise goes on saying "Page words 0."


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
def test_edit_reaches_every_edition_in_any_order(tmp_path: Path, number: int, edit: str, same_day: None) -> None:
    change, shown = EDITS[edit]
    course = rich(tmp_path / "course")
    for edition in EDITIONS:
        course.build(edition)
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
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793500000")
