"""Words for one medium: a sheet speaks of paper, a screen of its buttons."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.conftest import EXERCISE, REPOSITORY

if TYPE_CHECKING:
    from tests.conftest import Course

BOTH = """
:::{content-note}
Wordsforboth stand here.

{.pl-on-screen}
Wordsforscreens tell of a button.

{.pl-on-paper}
Wordsforpaper tell of a pen.
:::
"""


def test_sheet_and_screen_each_print_only_their_own_words(tiny_course: Course) -> None:
    tiny_course.add(f"{EXERCISE}.md", BOTH)

    page = tiny_course.build("html").page(EXERCISE)
    sheet = pypdfium2.PdfDocument(tiny_course.build("handout").out / "letter/first-steps.pdf")
    printed = " ".join(part.get_textpage().get_text_bounded() for part in sheet)

    assert ["Wordsforboth" in words for words in (page, printed)] == [True, True]
    assert ["Wordsforscreens" in words for words in (page, printed)] == [True, False]
    assert ["Wordsforpaper" in words for words in (page, printed)] == [False, True]


@pytest.mark.parametrize(("builder", "stands"), [("html", True), ("epub", False), ("notebook", False), ("text", True)])
def test_only_the_web_speaks_of_its_bar(tiny_course: Course, builder: str, stands: bool) -> None:
    tiny_course.add(f"{EXERCISE}.md", BOTH.replace("{.pl-on-screen}", "{.pl-on-screen .pl-on-web}"))
    out = tiny_course.build(builder).out
    if builder == "epub":
        with zipfile.ZipFile(next(out.glob("*.epub"))) as book:
            words = next(book.read(name).decode() for name in book.namelist() if name.endswith("first-steps.xhtml"))
    else:
        page = next(path for path in out.rglob("first-steps.*") if path.suffix in {".html", ".ipynb", ".txt"})
        words = page.read_text(encoding="utf-8")
    assert ("Wordsforboth" in words, "Wordsforscreens" in words) == (True, stands)


def test_no_page_of_the_course_speaks_of_leave_where_there_is_none() -> None:
    """What tells a reader to tap Leave at the top of the page is for the web alone."""
    for page in [*REPOSITORY.glob("course/**/*.md"), *REPOSITORY.glob("exercises/*.md")]:
        paragraphs = page.read_text(encoding="utf-8").split("\n\n")
        found = [words for words in paragraphs if re.search(r"\*\*Leave\*\* at the top", words)]
        assert all(words.startswith("{.pl-on-screen .pl-on-web}") for words in found), page.name
