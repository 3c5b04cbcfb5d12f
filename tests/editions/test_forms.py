"""Forms of the leaders' kit on paper; and no leader's word on a family's sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.conftest import REPOSITORY, tiny

if TYPE_CHECKING:
    from pathlib import Path

LAYOUTS = ("invitation-poster", "tear-off-notice", "certificate")
TELLING = ("opioid", "drug", "overdose", "addict", "naloxone", "heroin")
LAST = "last-evening"
LAST_FORM = """\
# Last evening

{.pl-for-leaders}
Leaders: print on one side.

## For the box

:::{prompt} What helped?
:id: helped
:kind: short
:::

{.pl-new-page}
## For your pocket

Take this home.
"""

APART = "apart"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handouts of the tiny course with the real forms of three layouts, and a form in two parts."""
    course = tiny(tmp_path_factory.mktemp("forms"))
    for name in LAYOUTS:
        path = f"course/facilitator/forms/{name}.md"
        course.write(path, (REPOSITORY / path).read_text(encoding="utf-8"))
    course.write(f"course/facilitator/forms/{LAST}.md", LAST_FORM)
    course.write(f"course/facilitator/forms/{APART}.md", LAST_FORM.replace("pl-new-page", "pl-new-sheet"))
    listed = "\n".join(f"forms/{name}" for name in (*LAYOUTS, LAST, APART))
    course.replace("course/facilitator/index.md", "forms/sign-in", f"forms/sign-in\n{listed}")
    return course.build("handout").out


def words(path: Path) -> str:
    """All words of a PDF, in one line."""
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("name", LAYOUTS)
def test_form_with_a_layout_is_one_page_without_what_only_leaders_read(sheets: Path, name: str) -> None:
    path = sheets / "letter" / f"{name}.pdf"

    assert len(pypdfium2.PdfDocument(path)) == 1
    text = words(path)
    assert "Porch Light" in text
    for own in ("Ask before you hang it", "cut between the strips", "Ask first who", "Get help", "large print"):
        assert own not in text


@pytest.mark.parametrize("name", ["tear-off-notice", "certificate"])
def test_what_people_take_home_says_nothing_of_drugs(sheets: Path, name: str) -> None:
    text = words(sheets / "letter" / f"{name}.pdf").casefold()

    assert [word for word in TELLING if word in text] == []


def test_notice_has_eight_strips_with_room_for_time_place_number_and_name(sheets: Path) -> None:
    text = words(sheets / "letter/tear-off-notice.pdf")

    assert [text.count(label) for label in ("Porch Light", "When", "Where", "Call or text", "Ask for")] == [9] * 5


def test_families_sheets_and_workbook_hold_no_word_of_the_guide(sheets: Path) -> None:
    assert "Leaderwords" in words(sheets / "letter" / "facilitator-guide.pdf")

    assert "Help for before." in words(sheets / "letter" / "workbook.pdf")
    for name in ("first-steps", "first-lesson", "workbook"):
        assert "Leaderwords" not in words(sheets / "letter" / f"{name}.pdf")


@pytest.mark.parametrize("paper", ["letter", "a4", "large-print"])
def test_part_that_begins_a_new_page_does_so_and_what_only_leaders_read_stays_in_their_guide(
    sheets: Path, paper: str
) -> None:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(sheets / f"{paper}/{LAST}.pdf")]

    [first] = [text for text in pages if "What helped?" in text]
    [second] = [text for text in pages if "Take this home." in text]
    assert "For the box" in first
    assert "For your pocket" not in first
    assert second.splitlines()[1].strip() == "For your pocket"  # below the header
    assert "print on one side" not in " ".join(pages)
    assert "print on one side" in words(sheets / paper / "facilitator-guide.pdf")


@pytest.mark.parametrize("paper", ["letter", "a4", "large-print"])
def test_what_goes_another_way_lies_on_paper_of_its_own_printed_on_both_sides(sheets: Path, paper: str) -> None:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(sheets / f"{paper}/{APART}.pdf")]

    [box] = [number for number, text in enumerate(pages) if "What helped?" in text]
    [home] = [number for number, text in enumerate(pages) if "Take this home." in text]
    assert box // 2 != home // 2
