"""Prompts of each kind, their ids, the example, and what other pages know of an exercise."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from hypothesis import example, given
from hypothesis import strategies as st

from porchlight import exercise, prompts
from porchlight.exercise import Exercise, Prompt, exercise_id
from porchlight.prompts import ID, answer_of, choices, grid, if_then, kind_of, scale, split_bar, whole_number, written
from tests.conftest import EXERCISE, Built, Course

FILE = f"{EXERCISE}.md"
ANSWER_OF = {
    "name": ("short", written.answer_space),
    "before": ("lines", written.answer_space),
    "one": ("choose-one", choices.answer_choices),
    "some": ("choose-many", choices.answer_choices),
    "sure": ("scale", scale.answer_scale),
    "day": ("grid", grid.answer_grid),
    "table": ("grid", grid.answer_grid),
    "plan": ("if-then", if_then.answer_pairs),
}


def asked(built: Built) -> dict[str, Any]:
    return {node["prompt_id"]: node for node in built.doctree(EXERCISE).findall(prompts.prompt)}


def cells(table: nodes.Node) -> list[list[str]]:
    """The words of a table, row by row, its head first."""
    return [[entry.astext() for entry in row] for row in table.findall(nodes.row)]


def shown(built: Built) -> dict[str, nodes.Node]:
    """What the example shows below each label."""
    [node] = built.doctree(EXERCISE).findall(exercise.example)
    items = list(node.findall(nodes.definition_list_item))
    return {item[0].astext(): item[1] for item in items}


def test_tiny_exercise_has_a_prompt_of_every_kind(built: Built) -> None:
    assert {node["kind"] for node in asked(built).values()} == set(prompts.KINDS)


@pytest.mark.parametrize("prompt_id", ANSWER_OF)
def test_prompt_is_label_then_help_then_one_answer_of_its_kind(built: Built, prompt_id: str) -> None:
    kind, answer = ANSWER_OF[prompt_id]
    node = asked(built)[prompt_id]

    assert node["kind"] == kind
    assert node["ids"] == [f"prompt-{prompt_id}"]
    assert isinstance(node[0], nodes.title)
    assert [type(child) for child in node.children if isinstance(child, prompts.answer)] == [answer]
    assert isinstance(node[-1], answer)


def test_prompts_stand_in_the_order_in_which_they_were_written(built: Built) -> None:
    assert list(asked(built)) == list(ANSWER_OF)


def test_lines_prompt_has_as_many_lines_as_asked_for(built: Built) -> None:
    assert len(asked(built)["before"][-1]) == asked(built)["before"][-1]["lines"] == 4


def test_short_prompt_has_one_line(built: Built) -> None:
    assert len(asked(built)["name"][-1]) == asked(built)["name"][-1]["lines"] == 1


@pytest.mark.parametrize(
    ("prompt_id", "texts", "mark"), [("one", ["Red", "Blue"], "○"), ("some", ["Tea", "Soup", "Rest"], "☐")]
)
def test_choices_are_marked_on_the_page_and_plain_in_the_data(
    built: Built, prompt_id: str, texts: list[str], mark: str
) -> None:
    node = asked(built)[prompt_id]

    assert kind_of(node).facts(node[-1])["choices"] == texts
    assert [item.astext() for item in node[-1]] == [f"{mark} {text}" for text in texts]


def test_scale_names_both_its_ends_and_shows_eleven_numbers(built: Built) -> None:
    node = asked(built)["sure"]
    numbers, low, high = (line.astext() for line in node[-1])

    assert numbers.split() == [str(number) for number in range(11)]
    assert (low, high) == ("0 = No chance", "10 = Certain")


def test_grid_with_row_names_holds_them_in_its_first_column(built: Built) -> None:
    node = asked(built)["day"]

    assert cells(node) == [["Time", "What happened"], ["Morning", ""], ["Night", ""]]
    assert [spec.get("stub", 0) for spec in node.findall(nodes.colspec)] == [1, 0]


def test_grid_without_row_names_has_the_empty_rows_asked_for(built: Built) -> None:
    node = asked(built)["table"]

    assert cells(node) == [["What", "Where", "When"], *[["", "", ""]] * 3]
    assert [spec.get("stub", 0) for spec in node.findall(nodes.colspec)] == [0, 0, 0]


def test_if_then_prompt_has_two_lines_a_pair(built: Built) -> None:
    lines = [line.astext().rstrip("_ ") for line in asked(built)["plan"][-1]]

    assert lines == ["If", "then I will"] * 2


@pytest.mark.parametrize(
    ("line", "prompt_id", "default"),
    [
        (":lines: 4\n", "before", "lines 3"),
        (":rows: 3\n", "table", "rows 4, lines 3"),
        (":pairs: 2\n", "plan", "pairs 1"),
    ],
)
def test_number_that_is_not_given_has_a_default(tiny_course: Course, line: str, prompt_id: str, default: str) -> None:
    tiny_course.replace(FILE, line, "")

    room = answer_of(asked(tiny_course.build("dummy"))[prompt_id])

    has = {
        "before": f"lines {len(room)}",
        "table": f"rows {len(cells(room)) - 1}, lines {room.get('lines')}",
        "plan": f"pairs {len(room) // 2}",
    }
    assert has[prompt_id] == default


def test_faulty_prompt_keeps_its_words_on_the_page(tiny_course: Course) -> None:
    tiny_course.replace(FILE, ":kind: choose-one", ":kind: poem")

    built = tiny_course.build("text", warns=True)

    assert built.warnings
    assert all(built.shows(EXERCISE, words) for words in ("One of these", "Help for one.", "Red", "Blue"))


def test_choice_without_words_is_reported_and_does_not_stop_the_build(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "- Soup\n", "-\n")

    [warning] = tiny_course.build("dummy", warns=True).warnings

    assert warning.endswith("[porchlight.prompt_choices]")


def test_example_shows_labels_instead_of_ids(built: Built) -> None:
    assert list(shown(built)) == ["Before", "One of these", "The day"]
    assert shown(built)["Before"].astext() == "I shouted."


def test_example_of_a_grid_is_a_filled_table_with_the_same_columns(built: Built) -> None:
    assert cells(shown(built)["The day"]) == [
        ["Time", "What happened"],
        ["Morning", "Coffee"],
        ["Night", "Sleep"],
    ]


def test_example_names_who_filled_it_in(built: Built) -> None:
    [node] = built.doctree(EXERCISE).findall(exercise.example)

    assert node[0].astext() == "An example: Dee, mother of Max"


def test_example_keeps_the_marks_of_emphasis_in_a_label(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{prompt} Before", "{prompt} What came **before**")

    [node] = tiny_course.build("dummy").doctree(EXERCISE).findall(exercise.example)

    assert [strong.astext() for strong in node.findall(nodes.strong)] == ["before"]


def test_why_says_how_long_it_takes_and_what_is_needed(edition: Built) -> None:
    assert edition.shows(EXERCISE, "You need: A pen.")
    assert edition.shows(EXERCISE, "bout 10 minutes")  # above the title on the web, and there alone


@pytest.mark.parametrize(
    "words",
    [
        "To see where you stand.",
        "Your name for it",
        "Help for before.",
        "One of these",
        "Blue",
        "Soup",
        "No chance",
        "Certain",
        "What happened",
        "Night",
        "Where",
        "then I will",
        "An example: Dee, mother of Max",
        "I shouted.",
        "Coffee",
        "Stop when it is too much.",
    ],
)
def test_every_edition_shows_the_words_of_the_exercise(edition: Built, words: str) -> None:
    assert edition.shows(EXERCISE, words)


def test_other_pages_know_title_minutes_and_prompts(built: Built) -> None:
    [record] = built.domain("exercise").records[EXERCISE]

    assert isinstance(record, Exercise)
    assert (record.id, record.title, record.minutes, record.need) == (
        "first-steps",
        "First steps",
        10,
        "A pen.",
    )
    assert [prompt.id for prompt in record.prompts] == list(ANSWER_OF)
    assert record.prompts[1] == Prompt("before", "lines", "Before", record.prompts[1].line)


def test_prompt_record_holds_the_line_it_stands_on(tiny_course: Course) -> None:
    [record] = tiny_course.build("dummy").domain("exercise").records[EXERCISE]

    assert record.prompts[1].line == tiny_course.line(FILE, "{prompt} Before")


def test_exercise_is_found_by_its_id_and_nothing_by_another(built: Built) -> None:
    domain = built.domain("exercise")

    assert domain.find("first-steps") == (EXERCISE, domain.records[EXERCISE][0])
    assert domain.find("last-steps") is None


def test_deleted_exercise_is_forgotten(tiny_course: Course) -> None:
    assert EXERCISE in tiny_course.build("dummy").domain("exercise").records
    (tiny_course.root / FILE).unlink()

    assert EXERCISE not in tiny_course.build("dummy", warns=True).domain("exercise").records


def test_exercise_id_is_the_file_name_inside_the_exercises_folder_only() -> None:
    assert exercise_id("exercises/two-lists") == "two-lists"
    assert exercise_id("exercises/more/two-lists") == "two-lists"
    assert exercise_id("course/1-first/two-lists") is None
    assert exercise_id("course/exercises/two-lists") is None


def test_empty_bar_list_has_no_parts() -> None:
    assert split_bar("") == split_bar("  ") == []


PART = st.text(st.characters(exclude_characters="|", codec="utf-8")).map(str.strip)


@given(st.lists(PART, min_size=1, max_size=6).filter(lambda parts: len(parts) > 1 or parts[0]))
def test_bar_list_gives_back_the_parts_it_was_joined_from(parts: list[str]) -> None:
    assert split_bar(" | ".join(parts)) == parts


@given(st.integers(-50, 200))
@example(0)
@example(1)
@example(40)
@example(41)
def test_whole_number_accepts_one_to_forty_and_nothing_else(number: int) -> None:
    assert whole_number(str(number)) == (number if 1 <= number <= 40 else None)


@given(st.text(max_size=8).filter(lambda text: not text.isdecimal()))
def test_whole_number_refuses_words(text: str) -> None:
    assert whole_number(text) is None


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=48))
def test_prompt_id_may_be_any_small_letters_digits_and_hyphens(text: str) -> None:
    assert ID.fullmatch(text)


@given(st.text(max_size=60))
def test_prompt_id_is_never_anything_else(text: str) -> None:
    allowed = 1 <= len(text) <= 48 and all(letter in "abcdefghijklmnopqrstuvwxyz0123456789-" for letter in text)

    assert bool(ID.fullmatch(text)) is allowed


def test_note_in_a_label_is_called_once_and_is_no_word_of_it(tiny_course: Course) -> None:
    tiny_course.replace(f"{EXERCISE}.md", "{prompt} Before\n", "{prompt} Before[^label]\n")
    tiny_course.add(f"{EXERCISE}.md", "\n[^label]: Known. {source}`group2020`\n")

    page = tiny_course.build("epub").page(EXERCISE)
    notebook = json.loads((tiny_course.build("notebook").out / "first-steps.ipynb").read_text(encoding="utf-8"))

    ids = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert [name for name, times in ids.items() if times > 1] == []
    assert page.count('epub:type="noteref"') == 1
    assert "Before1" not in "".join("".join(cell["source"]) for cell in notebook["cells"])


def test_roles_lead_to_an_exercise_and_to_a_prompt_and_a_wrong_id_is_told_once(tiny_course: Course) -> None:
    links = (
        "{exercise}`first-steps`, {prompt}`first-steps/before`, {prompt}`my plan <first-steps/plan>`, {exercise}`gone`"
    )
    tiny_course.add("course/reference/get-help.md", f"\nSee {links}.\n")

    built = tiny_course.build("html", warns=True)

    page = BeautifulSoup(built.page("course/reference/get-help"), "html.parser")
    found = {tag.get_text(): str(tag["href"]) for tag in page.select("article a") if "first-steps" in str(tag["href"])}
    assert found == {
        "First steps": "../../exercises/first-steps.html",
        "Before": "../../exercises/first-steps.html#prompt-before",
        "my plan": "../../exercises/first-steps.html#prompt-plan",
    }
    [warning] = built.warnings
    assert warning.startswith(
        f"course/reference/get-help.md:{tiny_course.line('course/reference/get-help.md', 'See ')}: "
    )
    assert "exercises/gone" in warning
