"""Units, lessons and exercises in the order in which readers meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from porchlight import outline
from porchlight.editions.web import contents_list
from porchlight.reading import Minutes, exactly
from tests.conftest import EXERCISE, FORM, GUIDE, LESSON, SESSION, UNIT, Built, Course

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


@pytest.fixture
def two_units(tiny_course: Course) -> Course:
    """A second unit, named before the first, with its exercise before its lesson."""
    lesson = (tiny_course.root / f"{LESSON}.md").read_text(encoding="utf-8")
    exercise = (tiny_course.root / f"{EXERCISE}.md").read_text(encoding="utf-8")
    lesson = lesson.replace("# First lesson", "# Another lesson")
    tiny_course.write("course/2-second-unit/another-lesson.md", lesson)
    exercise = exercise.replace("# First steps", "# Another exercise").replace("minutes: 10", "minutes: 7")
    tiny_course.write("exercises/another.md", exercise)
    tiny_course.write(
        "course/2-second-unit/index.md",
        "# Second unit\n\n```{toctree}\n:hidden:\n\n/exercises/another\nanother-lesson\n```\n",
    )
    tiny_course.replace("index.md", UNIT, f"course/2-second-unit/index\n{UNIT}")
    return tiny_course


def test_reading_order_is_that_of_the_toctrees(built: Built) -> None:
    assert outline.reading_order(built.app.env) == [
        "index",
        UNIT,
        LESSON,
        EXERCISE,
        "course/reference/get-help",
        "course/reference/sources",
        GUIDE,
        SESSION,
        FORM,
    ]


def test_units_and_their_steps_follow_the_toctrees_and_not_their_names(two_units: Course) -> None:
    units = outline.units(two_units.build("dummy").app.env)

    assert [(unit.number, unit.title) for unit in units] == [(2, "Second unit"), (1, "First unit")]
    assert [(step.kind, step.title) for step in units[0].steps] == [
        ("exercise", "Another exercise"),
        ("lesson", "Another lesson"),
    ]


def test_minutes_of_a_unit_are_the_sum_of_its_steps(two_units: Course) -> None:
    second, first = outline.units(two_units.build("dummy").app.env)

    assert [step.minutes for step in second.steps] == [exactly(7), Minutes(1, 2)]
    assert (second.minutes, first.minutes) == (Minutes(8, 9), Minutes(11, 12))


def test_lessons_are_the_steps_that_are_no_exercises(built: Built) -> None:
    [unit] = outline.units(built.app.env)

    assert [step.docname for step in unit.steps] == [LESSON, EXERCISE]
    assert [step.docname for step in unit.lessons] == [LESSON]


def test_page_that_is_neither_lesson_nor_exercise_is_no_step(tiny_course: Course) -> None:
    tiny_course.write("course/reference/extra.md", "# Extra\n")
    tiny_course.replace(f"{UNIT}.md", "first-lesson\n", "first-lesson\n/course/reference/extra\n")

    [unit] = outline.units(tiny_course.build("dummy").app.env)

    assert [step.docname for step in unit.steps] == [LESSON, EXERCISE]


def test_unit_of_a_step_is_the_one_whose_toctree_names_it(two_units: Course) -> None:
    env = two_units.build("dummy").app.env
    names = (LESSON, EXERCISE, "exercises/another", "index", UNIT)
    found = {name: outline.unit_of(env, name) for name in names}

    assert {name: unit and unit.number for name, unit in found.items()} == {
        LESSON: 1,
        EXERCISE: 1,
        "exercises/another": 2,
        "index": None,
        UNIT: None,
    }


def test_missing_minutes_count_as_none(tiny_course: Course) -> None:
    tiny_course.replace(f"{EXERCISE}.md", "minutes: 10\n", "")

    [unit] = outline.units(tiny_course.build("dummy", warns=True).app.env)

    assert unit.minutes == Minutes(1, 2)


@pytest.mark.parametrize(
    ("docname", "lesson"),
    [
        ("course/1-first-unit/first-lesson", True),
        ("course/1-first-unit/index-of-words", True),
        ("course/1-first-unit/index", False),
        ("course/reference/get-help", False),
        ("course/1-first-unit/deeper/page", False),
        ("exercises/first-steps", False),
        ("index", False),
    ],
)
def test_lesson_is_told_by_its_place(built: Built, docname: str, lesson: bool) -> None:
    assert outline.is_lesson(built.app.env, docname) is lesson


def test_unit_of_any_folder_name_says_its_number(tiny_course: Course) -> None:
    (tiny_course.root / "course/1-first-unit").rename(tiny_course.root / "course/first-of-all")
    tiny_course.replace("index.md", "course/1-first-unit/index", "course/first-of-all/index")
    opening = "course/first-of-all/index.md"
    tiny_course.write(opening, f"---\nunit: 1\n---\n{(tiny_course.root / opening).read_text(encoding='utf-8')}")

    named = tiny_course.build("html")

    [unit] = outline.units(named.app.env)
    assert (unit.number, [step.kind for step in unit.steps]) == (1, ["lesson", "exercise"])
    assert named.shows("course/first-of-all/first-lesson", "Unit 1, lesson 1 of 1")
    assert named.shows("index", "Unit 1: First unit")

    tiny_course.replace(opening, "unit: 1\n", "tocdepth: 2\n")
    nameless = tiny_course.build("html", warns=True)

    assert "course/first-of-all/first-lesson" in nameless.read
    assert outline.units(nameless.app.env) == []
    assert not nameless.shows("course/first-of-all/first-lesson", "Unit 1, lesson 1 of 1")


def test_contents_of_all_pages_cost_one_look_at_each(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    env = built.app.env
    looks: list[str] = []

    def step(env: BuildEnvironment, docname: str) -> outline.Step:
        looks.append(docname)
        return outline.step(env, docname)

    monkeypatch.setattr(contents_list, "step", step)
    outline.all_read(env)

    shown = {docname: contents_list.page_contents(env, docname) for docname in sorted(env.found_docs)}

    assert len(looks) == len(set(looks))
    assert SESSION in looks
    assert [[step.docname for step in entry.steps] for entry in shown[SESSION] if entry.docname == GUIDE] != [[]]
    assert [entry.steps for entry in shown[SESSION] if entry.docname == UNIT] == [()]
