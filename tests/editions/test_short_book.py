"""The short book on paper: a lesson on each page, and the same pages to fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from porchlight.books import BOOKLET, HALVES, SHORT_BOOK
from porchlight.editions.paper.booklet import sides, to_fold
from porchlight.handouts import PAPERS
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

UNITS = range(1, 9)
LESSONS = 32


def pages_of(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def size_of(pdf: Path) -> tuple[int, float, float]:
    """How many pages a PDF has, and how wide and high the first is, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document), *document[0].get_size()


@pytest.mark.parametrize("paper", PAPERS)
def test_each_lesson_stands_on_a_page_of_its_own(course: Path, paper: str) -> None:
    pages = pages_of(course / "handouts" / paper / f"{SHORT_BOOK}.pdf")

    lessons = [page for page in pages if page.startswith(tuple(f"{PROJECT} · Unit {unit} in short" for unit in UNITS))]
    assert len(lessons) == LESSONS
    assert all(page.count("Do one thing today") == 1 for page in lessons)
    assert len(pages) < 60


def test_the_book_opens_with_help_and_the_plan_and_leads_nowhere_off_paper(course: Path) -> None:
    pages = pages_of(course / f"handouts/letter/{SHORT_BOOK}.pdf")

    words = " ".join(pages)
    places = [
        words.index(part) for part in ("The short book", "Contents", "Call 911", "Our naloxone", "What opioids do")
    ]
    assert places == sorted(places)
    assert "The whole lesson" not in words


@pytest.mark.parametrize(
    ("pages", "order"),
    [(4, [(4, 1), (2, 3)]), (8, [(8, 1), (2, 7), (6, 3), (4, 5)]), (5, [(8, 1), (2, 7), (6, 3), (4, 5)])],
)
def test_pages_lie_so_that_the_folded_sheets_are_a_book(pages: int, order: list[tuple[int, int]]) -> None:
    assert list(sides(pages)) == order


@pytest.mark.parametrize("paper", HALVES)
def test_the_booklet_is_whole_paper_with_two_pages_on_each_side(course: Path, paper: str) -> None:
    pdf = course / "handouts" / paper / f"{BOOKLET}.pdf"
    _, narrow, _ = size_of(course / "handouts" / paper / f"{SHORT_BOOK}.pdf")
    count, wide, high = size_of(pdf)

    assert wide > high
    assert high == pytest.approx(narrow, abs=1)
    assert count % 2 == 0
    words = " ".join(pages_of(pdf))
    assert words.count("Do one thing today") == LESSONS


def test_the_same_book_makes_the_same_booklet(course: Path) -> None:
    book = (course / "handouts" / "letter" / f"{SHORT_BOOK}.pdf").read_bytes()

    assert to_fold(book) == to_fold(book)
