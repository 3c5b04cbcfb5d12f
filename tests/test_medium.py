"""Words for one medium: a sheet speaks of paper, a screen of its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from tests.conftest import EXERCISE

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
