"""Pages that list other pages: their lists are filled, and fresh in every edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from porchlight.listings import lists_of, placeholder
from tests.conftest import EXERCISE, LESSON, SESSION, UNIT, Built, Course

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

EXERCISE_FILE = f"{EXERCISE}.md"
LISTING_PAGES = [LESSON, UNIT, "index"]


def test_listing_pages_are_remembered_with_what_they_list(built: Built) -> None:
    records = built.domain("listing").records

    assert {name: [item.name for item in found] for name, found in records.items()} == {
        "index": ["course-contents"],
        UNIT: ["unit-contents"],
        LESSON: ["exercise-title", "exercise-link"],
        "course/reference/sources": ["source-list"],
        SESSION: ["pocket-cards", *["sheet-link"] * 14],
    }


@pytest.mark.parametrize("docname", LISTING_PAGES)
def test_page_as_it_was_read_holds_only_a_place_for_its_list(built: Built, docname: str) -> None:
    assert list(built.doctree(docname).findall(placeholder))


def test_unit_page_lists_lessons_and_exercises_with_minutes(edition: Built) -> None:
    assert edition.shows(UNIT, "Lesson 1: First lesson (1 to 2 minutes)")
    assert edition.shows(UNIT, "Exercise: First steps (about 10 minutes)")


def test_front_page_lists_units_with_sums(edition: Built) -> None:
    assert edition.shows("index", "Unit 1: First unit (1 lesson")
    assert edition.shows("index", "1 exercise")
    assert edition.shows("index", "11 to 12 minutes)")


def test_listed_pages_are_linked(tiny_course: Course) -> None:
    page = tiny_course.build("html").page(UNIT)

    assert 'href="first-lesson.html"' in page
    assert 'href="../../exercises/first-steps.html"' in page


def test_unit_without_steps_shows_no_list(tiny_course: Course) -> None:
    tiny_course.write("course/2-second-unit/index.md", "# Second unit\n\n:::{unit-contents}\n:::\n")
    tiny_course.replace("index.md", UNIT, f"{UNIT}\ncourse/2-second-unit/index")

    page = tiny_course.build("text").page("course/2-second-unit/index")

    assert page.split() == ["Second", "unit", "***********"]


def test_new_title_of_an_exercise_reaches_every_page_that_names_it(tiny_course: Course) -> None:
    tiny_course.build("text")
    tiny_course.replace(EXERCISE_FILE, "# First steps", "# Small steps")

    built = tiny_course.build("text")

    assert built.read == [EXERCISE]
    assert built.shows(LESSON, "Exercise: Small steps")
    assert built.shows(UNIT, "Exercise: Small steps")


def test_new_lesson_reaches_its_unit_and_the_front_page(tiny_course: Course) -> None:
    tiny_course.build("text")
    lesson = (tiny_course.root / f"{LESSON}.md").read_text(encoding="utf-8")
    lesson = lesson.replace("# First lesson", "# Second lesson")
    tiny_course.write("course/1-first-unit/second-lesson.md", lesson)
    tiny_course.replace(f"{UNIT}.md", "/exercises/first-steps", "/exercises/first-steps\nsecond-lesson")

    built = tiny_course.build("text")

    assert built.shows(UNIT, "Lesson 2: Second lesson (1 to 2 minutes)")
    assert built.shows("index", "12 to 14 minutes)")


def test_each_edition_is_told_what_changed_since_it_was_last_written(tiny_course: Course) -> None:
    tiny_course.build("html")
    tiny_course.build("text")
    tiny_course.replace(EXERCISE_FILE, "minutes: 10", "minutes: 15")
    tiny_course.build("text")

    # the text edition has read the change already; the web edition has not written it yet
    built = tiny_course.build("html")

    assert built.read == []
    assert built.shows(UNIT, "Exercise: First steps (about 15 minutes)")
    assert built.shows("index", "16 to 17 minutes)")


def test_lists_are_worked_out_once_for_all_editions(tiny_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(env: BuildEnvironment, docname: str) -> str:
        asked.append(docname)
        return lists_of(env, docname)

    monkeypatch.setattr("porchlight.freshness.lists_of", counted)
    found = tiny_course.build("notebook").app.env.found_docs
    assert sorted(asked) == sorted(found)
    tiny_course.build("html")
    tiny_course.build("slides")
    assert len(asked) == len(found), "nothing has changed since"
    tiny_course.replace(EXERCISE_FILE, "# First steps", "# Small steps")
    tiny_course.build("html")
    assert len(asked) == 2 * len(found)


def test_deleted_list_is_forgotten(tiny_course: Course) -> None:
    tiny_course.build("text")
    tiny_course.replace("index.md", ":::{course-contents}\n:::\n", "Words.\n")

    assert "index" not in tiny_course.build("text").domain("listing").records
