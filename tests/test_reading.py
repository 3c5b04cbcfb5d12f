"""How long a page takes to read, and how that is said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from porchlight.outline import minutes_of
from porchlight.reading import Minutes, exactly, format_duration, to_read

if TYPE_CHECKING:
    from tests.conftest import Course

COURSE = Path(__file__).parents[1] / "course"
SOUND = re.compile(r"\b([\w-]+?)s? \((?:[a-z]+-)*[A-Z]{2,}(?:-[A-Za-z]+)+\)")
LESSON = "course/1-first-unit/first-lesson"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (exactly(1), "about a minute"),
        (exactly(10), "about 10 minutes"),
        (exactly(60), "about an hour"),
        (exactly(75), "about an hour"),
        (exactly(150), "about 2 and a half hours"),
        (Minutes(7, 13), "7 to 13 minutes"),
        (Minutes(40, 74), "40 to 74 minutes"),
        (Minutes(45, 80), "about 1 to 1 and a half hours"),
        (Minutes(100, 160), "about 1 and a half to 2 and a half hours"),
        (Minutes(115, 120), "about 2 hours"),
    ],
)
def test_minutes_in_words(minutes: Minutes, said: str) -> None:
    assert format_duration(minutes) == said


@pytest.mark.parametrize("count", [0, 60, 1000, 1500, 4000])
def test_a_slow_reader_is_done_in_the_longer_time(count: int) -> None:
    minutes = to_read(count)

    assert 1 <= minutes.least <= minutes.most
    assert minutes.most * 110 >= count


def test_notes_are_not_counted(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "[^deaths]: ", "[^deaths]: " + "A long note about this. " * 200)

    assert minutes_of(tiny_course.build("dummy").app.env, LESSON).most == 2


def test_what_a_lesson_shows_from_another_page_is_counted(tiny_course: Course) -> None:
    tiny_course.write(
        "course/reference/extra.md",
        "---\norphan: true\n---\n# Extra\n\n:::{passage} long\n" + "Calm words. " * 600 + "\n:::\n",
    )
    tiny_course.replace(f"{LESSON}.md", "Body words.", "Body words.\n\n:::{passage} long\n:::\n")

    assert minutes_of(tiny_course.build("dummy").app.env, LESSON).least >= 6


@pytest.mark.parametrize("unit", sorted(path.name for path in COURSE.glob("[1-8]-*")))
def test_a_unit_says_once_how_a_word_sounds(unit: str) -> None:
    said: dict[str, str] = {}
    for path in (COURSE / unit).glob("*.md"):
        text = re.sub(r"^(:+)\{(?:in-short|today)\}.*?^\1$|^\[\^.*?$", "", path.read_text(), flags=re.M | re.S)
        for word in (found.lower() for found in SOUND.findall(text)):
            assert word not in said, f"{word}: {said[word]} and {path.stem}"
            said[word] = path.stem
