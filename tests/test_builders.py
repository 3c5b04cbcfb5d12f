"""Builders that Sphinx brings along print the whole course, and other themes show it."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po

from tests.conftest import EXERCISE, LESSON, Built, Course, tiny


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course, read once for all builders of this module."""
    return tiny(tmp_path_factory.mktemp("builders"))


@pytest.mark.parametrize("builder", ["latex", "man", "texinfo", "xml", "singlehtml", "dirhtml"])
def test_builder_of_sphinx_prints_lessons_and_exercises_without_a_warning(course: Course, builder: str) -> None:
    built = course.build(builder, html_theme="alabaster")

    text = "".join(path.read_text(encoding="utf-8") for path in built.out.rglob("*") if path.suffix in WRITTEN[builder])
    for words in ("Medicine halves deaths", "Listening reason", "Certain", "You will make a plan", "911"):
        assert words in text


WRITTEN = {
    "latex": {".tex"},
    "man": {".1"},
    "texinfo": {".texi"},
    "xml": {".xml"},
    "singlehtml": {".html"},
    "dirhtml": {".html"},
}


def test_messages_to_translate_are_the_words_of_authors(tiny_course: Course) -> None:
    built = tiny_course.build("gettext", gettext_compact=False)

    def messages(docname: str) -> set[str]:
        with (built.out / f"{docname}.pot").open("rb") as file:
            return {str(message.id) for message in read_po(file) if message.id}

    lesson, exercise = messages(LESSON), messages(EXERCISE)
    assert {"First lesson", "What helps most?", "Shouting", "Shouting reason."} <= lesson
    assert {"Your name for it", "Red", "No chance", "Certain", "Morning", "What happened"} <= exercise
    assert not [words for words in lesson | exercise if "best answer" in words or words in {"name", "before", "sure"}]


@pytest.mark.parametrize("theme", ["furo", "sphinx_book_theme"])
def test_another_theme_shows_every_page_and_the_fields(course: Course, theme: str) -> None:
    built: Built = course.build("html", html_theme=theme)

    assert built.shows(LESSON, "Medicine halves deaths.")
    assert "<input" in built.page(EXERCISE)


def test_any_link_finds_pages_and_no_record(course: Course) -> None:
    """Domains that hold records alone are asked for every ``{any}``, and answer that they know no such name."""
    course.add("index.md", "\n{any}`naloxone`, {any}`course/reference/get-help`\n")

    built = course.build("xml")

    assert "Get help" in built.page("index")
    assert "naloxone" in built.page("index")
