"""The blocks of a lesson: boxes for readers, questions and their answers, cards, the lesson's record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from docutils import nodes

from porchlight import front_matter
from porchlight.boxes import box
from porchlight.ebooks import answers_page
from porchlight.front_matter import is_stale
from porchlight.lesson import Lesson
from porchlight.quiz import check_yourself, explained, question
from tests.conftest import LESSON, UNIT, Built, Course

FILE = f"{LESSON}.md"


def boxes(built: Built, kind: str) -> list[box]:
    return [node for node in built.doctree(LESSON).findall(box) if node["kind"] == kind]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("in-short", "In short"),
        ("story", "A story"),
        ("danger", "Stay with them"),
        ("today", "Do one thing today"),
        ("law", "Calling for help and the law"),
    ],
)
def test_block_is_a_box_of_its_kind_below_a_title(built: Built, kind: str, title: str) -> None:
    [node] = boxes(built, kind)

    assert isinstance(node[0], nodes.title)
    assert node[0].astext() == title
    assert f"pl-box--{kind}" in node["classes"]


def test_box_and_its_title_know_their_place_in_the_source(tiny_course: Course) -> None:
    [node] = boxes(tiny_course.build("dummy"), "today")

    assert node.line == node[0].line == tiny_course.line(FILE, "{today}")
    assert node.source == str(tiny_course.root / FILE)


@pytest.mark.parametrize(
    ("block", "title"),
    [("content-note", "Before you read on"), ("safety-check", "Is it safe for me to try this?")],
)
def test_quiet_blocks_have_standing_titles(tiny_course: Course, block: str, title: str) -> None:
    tiny_course.replace(FILE, "Body words.", f"Body.\n\n:::{{{block}}}\nQuiet words.\n:::\n\nWords.")

    [node] = boxes(tiny_course.build("dummy"), block)

    assert [child.astext() for child in node] == [title, "Quiet words."]


def test_what_a_clinician_has_yet_to_see_is_recorded_and_shown_nowhere(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "checked: ", "for-review: the least bad hour | what to reward\nchecked: ")

    built = tiny_course.build("text")

    values = built.app.env.metadata[LESSON]
    assert front_matter.read(values, LESSON, wants=()).for_review == ("the least bad hour", "what to reward")
    assert not built.shows(LESSON, "least bad hour")


def test_argument_replaces_a_standing_title_with_its_markup(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{in-short}", "{in-short} The **short** of it")

    [node] = boxes(tiny_course.build("dummy"), "in-short")

    assert node[0].astext() == "The short of it"
    assert [strong.astext() for strong in node[0].findall(nodes.strong)] == ["short"]


def test_story_ends_with_the_sentence_that_it_is_put_together(built: Built) -> None:
    [node] = boxes(built, "story")

    assert [child.astext() for child in node[1:]] == [
        "Ann waits on the porch.",
        "This scene is put together from many families.",
    ]


@pytest.mark.parametrize(
    ("relationship", "title"),
    [("sibling", "If you are a brother or sister"), ("grown-child", "If you are a grown child")],
)
def test_for_you_block_names_the_relationship(tiny_course: Course, relationship: str, title: str) -> None:
    tiny_course.add(FILE, f"\n:::{{for-you}} {relationship}\nWords.\n:::\n")

    node = boxes(tiny_course.build("dummy"), "for-you")[-1]

    assert (node["relationship"], node[0].astext()) == (relationship, title)


def test_danger_block_without_a_heading_is_an_error(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{act-now} Stay with them", "{act-now}")

    warnings = tiny_course.build("dummy", warns=True).warnings

    assert len(warnings) == 1
    assert warnings[0].startswith(f"{FILE}:{tiny_course.line(FILE, '{act-now}')}: ")


def test_empty_block_is_an_error(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "Put a number in your phone.\n", "")

    assert (
        tiny_course.build("dummy", warns=True)
        .warnings[0]
        .startswith(f"{FILE}:{tiny_course.line(FILE, '{today}')}: ERROR")
    )


def test_answers_stand_after_all_questions(built: Built) -> None:
    [node] = built.doctree(LESSON).findall(check_yourself)

    assert [type(child) for child in node] == [
        nodes.title,
        question,
        question,
        nodes.paragraph,
        explained,
        explained,
    ]
    assert node[3].astext() == "Answers"


def test_question_holds_its_choices_without_marks_or_reasons(built: Built) -> None:
    questions: Any = built.doctree(LESSON).findall(question)
    first, second = questions

    assert (first["number"], second["number"]) == (1, 2)
    assert first[0].astext() == "1. What helps most?"
    assert [item.astext() for item in first[1]] == ["Shouting", "Listening"]
    assert [item.astext() for item in second[1]] == ["Anyone", "Nobody"]


def test_answer_names_the_right_choice_and_explains_each(built: Built) -> None:
    answers: Any = built.doctree(LESSON).findall(explained)
    first, second = answers

    assert (first["number"], first["right"], first[0].astext()) == (1, 1, "1. The best answer is b.")
    assert (second["number"], second["right"], second[0].astext()) == (2, 0, "2. The best answer is a.")
    assert [item.astext() for item in first[1]] == ["Shouting reason.", "Listening reason."]


def test_capital_x_marks_the_right_choice_too(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "[x] Listening", "[X] Listening")

    assert next(tiny_course.build("dummy").doctree(LESSON).findall(explained))["right"] == 1


def test_no_explanation_is_lost_when_a_choice_has_two(tiny_course: Course) -> None:
    tiny_course.replace(FILE, ": Listening reason.", ": Listening reason.\n\n: A second reason.")

    built = tiny_course.build("text", warns=True)

    shown = [built.shows(LESSON, words) for words in ("Listening reason.", "A second reason.")]
    assert built.warnings or all(shown)


def test_right_choice_may_stand_ninth(tiny_course: Course) -> None:
    wrong = "".join(f"[ ] Wrong {number}\n: Reason {number}.\n\n" for number in range(8))
    tiny_course.replace(FILE, "[x] Listening\n", f"{wrong}[x] Listening\n")
    tiny_course.replace(FILE, "[ ] Shouting\n: Shouting reason.\n\n", "")

    built = tiny_course.build("text", warns=True)

    assert built.warnings or built.shows(LESSON, "The best answer is i.")


def test_card_shows_title_minutes_and_a_link_from_the_exercise(edition: Built) -> None:
    assert edition.shows(LESSON, "Exercise: First steps")
    assert edition.shows(LESSON, "You will make a plan.")
    assert edition.shows(LESSON, "Open the exercise (about 10 minutes)")


@pytest.mark.parametrize(
    "words",
    [
        "Medicine halves deaths.",
        "This scene is put together from many families.",
        "What is true?",
        "If you are a parent",
        "Words for a parent.",
        "If you are a friend",
        "Stay with them",
        "Danger words.",
        "Most states protect people who call for help.",
        "Do one thing today",
        "1. What helps most?",
        "Listening",
    ],
)
def test_every_edition_shows_the_words_of_the_lesson(edition: Built, words: str) -> None:
    assert edition.shows(LESSON, words)


@pytest.mark.parametrize("words", ["The best answer is b.", "Listening reason.", "Nobody reason."])
def test_every_edition_shows_the_answers(edition: Built, words: str) -> None:
    # an e-book has them at the end of the unit
    assert edition.shows(answers_page(UNIT) if edition.app.builder.name == "epub" else LESSON, words)


def test_other_pages_know_the_lesson(tiny_course: Course) -> None:
    [record] = tiny_course.build("dummy").domain("lesson").records[LESSON]

    card = ("first-steps", tiny_course.line(FILE, "{exercise-card}"))
    assert record == Lesson("First lesson", date(2026, 11, 1), "strong", "Say what is true", (card,))


@pytest.mark.parametrize(
    ("checked", "now", "stale"),
    [
        (date(2024, 11, 1), date(2026, 11, 30), False),
        (date(2024, 10, 31), date(2026, 11, 1), True),
        (date(2026, 11, 1), date(2026, 11, 21), False),
        (date(2027, 1, 1), date(2026, 11, 21), False),
    ],
)
def test_facts_are_stale_after_twenty_four_months(checked: date, now: date, stale: bool) -> None:
    assert is_stale(checked, now) is stale


def test_class_and_name_reach_the_page_from_lists_and_from_boxes_alike(tiny_course: Course) -> None:
    tiny_course.replace(f"{UNIT}.md", ":::{unit-contents}\n", ":::{unit-contents}\n:class: mine\n:name: all-steps\n")
    tiny_course.replace(f"{LESSON}.md", ":::{today}\n", ":::{today}\n:class: mine\n:name: act\n")
    tiny_course.add(f"{LESSON}.md", "\n[All steps](#all-steps)\n")

    built = tiny_course.build("text")

    for page, name in ((UNIT, "all-steps"), (LESSON, "act")):
        found = [part for part in built.doctree(page).findall(nodes.Element) if name in part["ids"]]
        assert ["mine" in part["classes"] for part in found] == [True]
