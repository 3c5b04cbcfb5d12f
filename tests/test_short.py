"""The short version of lessons: what it shows, where it leads, and what keeps it short and plain."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from tests.conftest import LESSON, UNIT, Built, Course, tiny

SHORT = "course/short/unit-1"
IN_SHORT = "Medicine halves deaths.[^deaths]"
SAFETY = """\
:::{safety-check}
Some of it is hard.

Are you afraid? {reach}`violence`.

What else to know.
:::
"""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90" width="100mm">
<title>A lamp</title>
<desc>A lamp on a table.</desc>
<style>%s</style>
<circle cx="9" cy="9" r="8" fill="#F2B544"/>
</svg>
"""


def with_short_pages(course: Course) -> Course:
    """*course* with a page of its unit in short and one of all that is said in short."""
    from porchlight.pictures import DARK

    course.write(f"{SHORT}.md", "# Unit 1 in short\n\n:::{short-version} 1\n:::\n")
    course.write("course/start/first-hour.md", "# The first hour\n\n:::{in-shorts}\n:::\n")
    course.replace("index.md", UNIT, f"course/start/first-hour\n{SHORT}\n{UNIT}")
    course.write("course/pictures/lamp.svg", DRAWING % DARK)
    course.write("course/pictures/step.svg", (DRAWING % DARK).replace("A lamp<", "One step<"))
    steps = "::::{passage} steps\nFirst this.\n\n:::{picture} step\n:::\n::::"
    drawn = f"## What is true?\n\n{steps}\n\n:::{{picture}} lamp\n:::"
    course.replace(f"{LESSON}.md", "## What is true?", f"{SAFETY}\n{drawn}")
    course.replace(f"{LESSON}.md", "Much is known.[^known]", "[Much is known.[^known] Go on.]{.pl-one-number}")
    course.replace(f"{LESSON}.md", IN_SHORT, f"{IN_SHORT} See [help](../start/help-right-now.md).")
    return course


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return with_short_pages(tiny(tmp_path_factory.mktemp("short"))).build("html")


def parsed(built: Built, docname: str) -> BeautifulSoup:
    return BeautifulSoup(built.page(docname), "html.parser")


def short_lesson(pages: Built) -> Tag:
    found = parsed(pages, SHORT).select_one("section#first-lesson")
    assert found is not None
    return found


def test_a_lesson_in_short_is_said_checked_drawn_numbered_and_done(pages: Built) -> None:
    words = short_lesson(pages).get_text(" ", strip=True)

    parts = [
        "First lesson",
        "Medicine halves deaths.",
        "Are you afraid?",
        "One number: Much is known. Go on.",
        "Put a number",
    ]
    places = [words.index(part) for part in parts]
    assert places == sorted(places)
    assert [image["alt"] for image in short_lesson(pages).select("img")] == ["A lamp"]  # not one step of many


def test_a_lesson_in_short_shows_nothing_else(pages: Built) -> None:
    words = short_lesson(pages).get_text()

    assert not [
        part
        for part in ("Some of it is hard", "What else to know", "Ann waits", "Body words", "Shouting")
        if part in words
    ]
    assert not short_lesson(pages).select("sup, .footnote-reference, [href^='#']")


def test_a_lesson_in_short_leads_to_the_whole_and_the_whole_to_it(pages: Built) -> None:
    whole = short_lesson(pages).select_one(".pl-card-link a")
    assert whole
    assert whole["href"] == "../1-first-unit/first-lesson.html"
    there = parsed(pages, LESSON).find("a", string="Short version")
    assert isinstance(there, Tag)
    assert there["href"] == "../short/unit-1.html#first-lesson"
    unit = parsed(pages, UNIT).find("a", string="Short version")
    assert isinstance(unit, Tag)
    assert unit["href"] == "../short/unit-1.html"


def test_links_of_a_lesson_lead_on_from_where_its_words_are_repeated(pages: Built) -> None:
    for docname in (SHORT, "course/start/first-hour"):
        there = parsed(pages, docname).find("a", string="help")
        assert isinstance(there, Tag)
        assert pages.file(docname).parent.joinpath(str(there["href"])).resolve() == pages.file(
            "course/start/help-right-now"
        )


def test_the_first_hour_says_every_lesson_in_short_with_its_title(pages: Built) -> None:
    said = [p.get_text() for p in parsed(pages, "course/start/first-hour").select("main p")]

    assert "First lesson. Medicine halves deaths. See help." in said


def test_numbers_of_a_private_lesson_are_words_wherever_they_are_repeated(tiny_course: Course) -> None:
    course = with_short_pages(tiny_course)
    assert 'href="tel:' in course.build("html").page(SHORT).partition('id="first-lesson"')[2]
    course.replace(f"{LESSON}.md", "evidence: strong", "evidence: strong\nprivate: true\naddress: page-9")

    assert 'href="tel:' not in course.build("html").page(SHORT).partition('id="first-lesson"')[2]


def test_a_change_in_a_lesson_reaches_its_short_version(tiny_course: Course) -> None:
    course = with_short_pages(tiny_course)
    course.build("html")
    course.replace(f"{LESSON}.md", "Put a number in your phone.", "Put a name in your phone.")

    built = course.build("html")

    assert built.read == [LESSON]
    assert "Put a name in your phone." in built.page(SHORT)


def test_a_list_of_lessons_in_short_stands_on_its_own_page_alone(tiny_course: Course) -> None:
    tiny_course.add("course/1-first-unit/index.md", "\n:::{short-version} 1\n:::\n")

    [warning] = tiny_course.build("text", warns=True).warnings

    assert "[porchlight.short_place]" in warning


# what the check holds it to

HARD = "Pharmacological interventions demonstrate considerable effectiveness regarding vulnerabilities. " * 5


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Put a number in your phone.", f"Put a number in your phone. {'Go on and do it. ' * 34}", "words, above 170"),
        (IN_SHORT, f"{HARD}[^deaths]", "What is said in short"),
        ("Put a number in your phone.", HARD, "The short version"),
    ],
)
def test_a_short_version_that_is_long_or_hard_is_found(tiny_course: Course, old: str, new: str, problem: str) -> None:
    tiny_course.replace(f"{LESSON}.md", old, new)

    found = [line for line in tiny_course.build("check", warns=True).warnings if "short_page" in line]

    assert any(problem in line for line in found)
    assert all(line.startswith(f"{LESSON}.md:1: WARNING") for line in found)


def test_words_repeated_from_lessons_are_judged_where_they_are_written(tiny_course: Course) -> None:
    course = with_short_pages(tiny_course)
    course.replace(f"{LESSON}.md", IN_SHORT, f"{HARD}[^deaths]")

    found = course.build("check", warns=True).warnings

    assert found
    assert not [line for line in found if line.startswith(("course/short", "course/start"))]
