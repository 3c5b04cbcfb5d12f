"""What tells an old print from a new one: edition, month, license and address at the foot of every edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pypdfium2
import pytest

from tests.conftest import EXERCISE, LESSON, SESSION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Course

SITE: dict[str, Any] = {"html_baseurl": "https://example.org/lamp/", "release": "1.4"}
LINE = "Edition 1.4 · facts checked November 2026 · CC BY 4.0"
NEWEST = f"{LINE} · newest at example.org/lamp"


def pages_of(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.parametrize("paper", ["letter", "a4", "large-print"])
def test_every_sheet_says_its_edition_on_every_page(tiny_course: Course, paper: str) -> None:
    built = tiny_course.build("handout", **SITE)

    for docname in (LESSON, EXERCISE):
        pages = pages_of(built.out / paper / f"{docname.rpartition('/')[2]}.pdf")
        assert all(NEWEST in page for page in pages), docname
    assert any("Edition 1.4" in page for page in pages_of(built.out / paper / "workbook.pdf"))


def test_slides_pages_and_e_books_say_it_too(tiny_course: Course) -> None:
    slides = tiny_course.build("slides", **SITE).out
    number = SESSION.rpartition("-")[2]
    assert "Edition 1.4" in pages_of(slides / f"session-{number}.pdf")[0]
    assert all("Edition 1.4" in page for page in pages_of(slides / f"session-{number}-notes.pdf"))

    web = tiny_course.build("html", **SITE)
    assert f"<p>{LINE}</p>" in web.page(LESSON)

    book = tiny_course.build("epub", **SITE).out
    [family] = [path for path in book.glob("*.epub") if "facilitator" not in path.name and "unit" not in path.name]
    with ZipFile(family) as packed:
        texts = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xhtml")]
    assert sum("Edition 1.4" in text for text in texts) == 1


def test_a_page_in_another_language_says_it_in_its_own_words(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "checked:", "language: es\nchecked:")

    sheet = tiny_course.build("handout", warns=True, **SITE).out / "letter" / f"{LESSON.rpartition('/')[2]}.pdf"

    assert "Edición 1.4 · datos revisados en noviembre de 2026 · CC BY 4.0" in pages_of(sheet)[0]


def test_the_copy_for_a_memory_stick_brings_its_license(tiny_course: Course) -> None:
    tiny_course.write("LICENSE", "You may share it.\n")

    built = tiny_course.build("html", porchlight_editions=str(tiny_course.root.parent / "editions"), **SITE)

    with ZipFile(built.out / "downloads" / "porch-light-offline.zip") as packed:
        assert packed.read("porch-light/LICENSE.txt") == b"You may share it.\n"
