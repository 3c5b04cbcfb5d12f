"""Words to read aloud, cards to cut out and sheets for the wall, as pages print them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from porchlight.aloud import first_words
from tests.conftest import LESSON, SESSION, Built, Course


def test_words_to_say_are_a_quotation_below_their_title(built: Built) -> None:
    text = " ".join(built.page(SESSION).split())

    assert "**When all sit** Leaderwords welcome all of you." in text


SECOND = ":::{slide} You may pass\nLeaderwords go with the second slide.\n:::\n"
TOLD = "::::{{slide}} You may pass\n:::{{story-aloud}} {}\n:::\n::::\n"


def test_a_story_read_aloud_is_the_lessons_own(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Ann waits on the porch.", "Ann waits on [the porch](index.md).")
    tiny_course.replace(f"{SESSION}.md", SECOND, TOLD.format("first-lesson"))
    before = tiny_course.build("html")
    page = BeautifulSoup(before.page(SESSION), "html.parser")
    story = page.select_one(".pl-slide > blockquote")

    assert story is not None
    said = " ".join(story.get_text().split())
    assert said.startswith("Read aloud. From First lesson Ann waits on the porch.")
    assert said.endswith("This scene is put together from many families.")
    assert [link["href"] for link in story.select("a")] == [
        "../1-first-unit/first-lesson.html",
        "../1-first-unit/index.html",
    ]

    tiny_course.replace(f"{LESSON}.md", "Ann waits", "Ben waits")
    assert "Ben waits" in tiny_course.build("html").page(SESSION)


@pytest.mark.parametrize("name", ["no-such-lesson", "index"])
def test_a_story_that_is_not_there_is_named(tiny_course: Course, name: str) -> None:
    tiny_course.replace(f"{SESSION}.md", SECOND, TOLD.format(name))

    [warning] = tiny_course.build("text", warns=True).warnings
    assert f"There is no lesson '{name}'" in warning
    assert "[porchlight.story_unknown]" in warning


def test_a_private_lessons_story_stands_nowhere_else(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "evidence: strong", "private: true\naddress: page-9\nevidence: strong")
    tiny_course.replace(f"{SESSION}.md", SECOND, TOLD.format("first-lesson"))

    built = tiny_course.build("text", warns=True)
    assert any("is private" in warning and "story_unknown" in warning for warning in built.warnings)
    assert "Ann waits" not in built.page(SESSION)


def test_cards_and_wall_sheets_fold_on_a_sessions_page(tiny_course: Course) -> None:
    page = BeautifulSoup(tiny_course.build("html").page(SESSION), "html.parser")

    folded = {part.summary.get_text(strip=True): part for part in page.select("details.pl-piece") if part.summary}
    assert list(folded) == ["Dell", "Our agreement"]
    assert "I mean it this time" in folded["Dell"].get_text()


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Good evening.", "Good evening."),
        (
            "Good evening. I am glad that you came. I know that some of you drove around the block first.",
            "Good evening. I am glad that you came.",
        ),
        (
            "Good evening. You may pass, you may leave and come back, and the corner with the lamp is free.",
            "Good evening. You may pass, you may leave and come back, and the corner with the …",
        ),
    ],
)
def test_a_run_sheet_has_words_enough_to_begin_by(said: str, first: str) -> None:
    part = nodes.compound("", nodes.paragraph("", "Read this."), nodes.block_quote("", nodes.paragraph("", said)))

    assert first_words(part, []).words == first
