"""A slip of the pen in Markdown stops the build: no page holds markup as words, or hides what must be seen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from porchlight import plain
from porchlight.outline import units
from porchlight.plain import slip
from porchlight.quiz import question
from porchlight.slips import open_fence
from tests.conftest import EXERCISE, LESSON, REFERENCES, SOURCES, Course

FILE = f"{LESSON}.md"
# name: the lines of a page below its title, the code, and the line that is named (counted from the first)
SLIPS = {
    "blank_in_a_role": ("Call {number} `emergency`, phone on.", "markup", 0),
    "break_in_a_role": ("Call {number}\n`emergency`, phone on.", "markup", 0),
    "escaped_role": (r"Call \{number}`emergency`.", "markup", 0),
    "round_role": ("Call (number)`emergency`.", "markup", 0),
    "square_role": ("Call [number]`emergency`.", "markup", 0),
    "role_left_out": ("Call `emergency`.", "markup", 0),
    "role_without_its_end": ("Call {number}`emergency.", "markup", 0),
    "role_without_its_start": ("Call number}`emergency`.", "markup", 0),
    "role_in_round_quotes": ("Call {number}'emergency'.", "markup", 0),
    "role_in_bold": ("**Call {number} `emergency`.**", "markup", 0),
    "role_in_a_heading": ("## Call {number} `emergency`\n\nWords.", "markup", 0),
    "role_in_a_list": ("- one\n- call {number} `emergency`", "markup", 1),
    "role_in_a_table": ("| a | b |\n|---|---|\n| {number} `emergency` | b |", "markup", 2),
    "source_left_out": ("True.[^note]\n\n[^note]: So it is. `group2020`", "markup", 2),
    "note_without_words": ("Words.[^note]", "docutils", 0),
    "brace_open": (":::{danger Stay with them\nDanger words.\n:::", "markup", 0),
    "two_colons": ("::{act-now} Stay with them\nDanger words.\n::", "markup", 0),
    "no_braces": (":::danger\nDanger words.\n:::", "markup", 0),
    "blank_in_a_fence": ("::: {act-now} Stay\nDanger words.\n:::", "", 0),  # Markdown takes it
    "indented_fence": ("Words.\n\n    :::{act-now} Stay\n    Danger words.\n    :::", "markup", 2),
    "indented_words": ("Words.\n\n    Call and stay.", "markup", 2),
    "attribute_in_the_line": ("Words. {.pl-card}", "markup", 0),
    "option_among_the_words": (":::{act-now} Stay\nDanger words.\n\n:class: mine\n:::", "markup", 3),
    "option_unknown": (":::{act-now} Stay\n:clas: mine\n\nDanger words.\n:::", "myst.directive_option", 1),
    "unknown_box": (":::{dangr} Stay\nDanger words.\n:::", "myst.directive_unknown", 0),
    "bold_with_blanks": ("Words ** not bold**.", "markup", 0),
    "bold_without_its_end": ("Words **never ends.", "markup", 0),
    "slanted_without_its_end": ("Words *never ends.", "markup", 0),
    "role_in_the_code": ("Call `{number}emergency`.", "markup", 0),
    "struck_out": ("Words ~~not these~~ words.", "markup", 0),
    "marked": ("Words ==these== words.", "markup", 0),
    "slanted_with_underscore": ("Words _never ends.", "markup", 0),
    "note_in_the_line": ("Words.^[So it is.]", "markup", 0),
    "name_of_a_place": ("(stay) =\n## Stay\n\nWords.", "markup", 0),
    "address_with_a_blank": ("See <https://example.org/a b>.", "markup", 0),
    "sign_without_its_end": ("Tom &amp Jerry.", "markup", 0),
    "explanation_without_a_blank": ("word\n:what it means", "markup", 0),
    "link_with_a_blank": ("See [the page] (index.md) and ![x] (y).", "markup", 0),
    "link_without_its_end": ("See [the page](index.md and on.", "markup", 0),
    "heading_without_a_blank": ("##Heading\n\nWords.", "markup", 0),
    "choice_outside": ("- [ ] Shouting\n- [x] Listening", "markup", 0),
    "table_without_its_rule": ("| a | b |\n| c | d |", "markup", 0),
    "comment_in_a_paragraph": ("Words.\n%note to a colleague", "", 0),  # Markdown takes it
    "unknown_sign": ("Words &nbps; words.", "markup", 0),
    "html_line": ("Words<br>more words.", "html", 0),
    "html_cell": ("| a | b |\n|---|---|\n| c<br>d | e |", "html", 2),
    "html_block": ("<div>Words in a block</div>", "html", 0),
    "html_above_a_fence": ("<br>\n:::{act-now} Stay\nDanger words.\n:::", "html", 0),
    "html_comment_never_closed": ("<!-- note\n\nWords.\n\n## Heading", "html", 0),
    "fence_never_closed": (":::{act-now} Stay\nDanger words.\n\nWords.", "fence", 0),
    "fence_inside_another": (":::{act-now} Stay\nDanger words.\n\n:::{today}\nWords.\n:::", "fence", 0),
    "fence_that_closes_nothing": ("Words.\n\n:::\n", "fence", 2),
    "fence_too_short": ("::::{act-now} Stay\nDanger words.\n:::\n\nWords.", "fence", 0),
    "code_never_closed": ("```text\nWords.\n\n## Heading", "fence", 0),
    "heading_in_a_box": (":::{today}\nWords.\n\n## Heading\n\nWords.\n:::", "hidden", 3),
    "heading_in_a_list": ("- one\n\n  ## Heading\n- two", "hidden", 2),
    "danger_in_a_fold": ("::::{for-you} parent\nWords.\n\n:::{act-now} Stay\nDanger words.\n:::\n::::", "hidden", 3),
    "plain_box_in_a_fold": ("::::{for-you} parent\nWords.\n\n:::{warning}\nDanger words.\n:::\n::::", "hidden", 3),
    "danger_in_a_story": ("::::{story}\nWords.\n\n:::{act-now} Stay\nDanger words.\n:::\n::::", "hidden", 3),
    "check_in_a_fold": ("::::{for-you} parent\nWords.\n\n:::{safety-check}\nSafe?\n:::\n::::", "hidden", 3),
    "act_in_a_story": ("::::{story}\nWords.\n\n:::{today}\nAct.\n:::\n::::", "hidden", 3),
    "fold_in_a_fold": ("::::{for-you} parent\nWords.\n\n:::{for-you} friend\nWords.\n:::\n::::", "hidden", 3),
}
RIGHT = r"""
{reach}`emergency`: then stay. 5 * 3 is 15; 50% of the AT&T; "quoted" -- and 'so'.
#1 is first. Fill in ______ and a_b_c. At 7:30, or 1/2. Is it (so)? Half: :-) or A: B.

<!-- a note -- to other authors -->

% a note to other authors

Words <!-- a note --> and `{number}` as code, <https://example.org/a_b__c>, **bold**, *slanted*.

- [words](/index.md), and \<b\> too.[^note]

| a | b |
|---|---|
| c | *d* |

```text
{number}`emergency` | **x**
```

::::{act-now} Stay & call
:class: mine
:name: stay

1. Danger words.

   > Quoted.
::::

[^note]: Known. {source}`group2020`
"""


def test_every_slip_stops_the_build_at_its_line(tiny_course: Course) -> None:
    for name, (words, _, _) in SLIPS.items():
        tiny_course.write(f"course/start/{name.replace('_', '-')}.md", f"---\norphan: true\n---\n# Title\n\n{words}\n")

    found: dict[str, set[tuple[str, int]]] = {name: set() for name in SLIPS}
    for text in tiny_course.build("dummy", warns=True).warnings:
        match = re.match(r"course/start/([\w-]+)\.md:(\d+): .*\[(?:porchlight\.)?([\w.]+)\]$", text)
        assert match, text
        found[match[1].replace("-", "_")].add((match[3], int(match[2]) - 6))

    missed = {
        name: found[name]
        for name, (_, code, line) in SLIPS.items()
        if (code and (code, line) not in found[name]) or (not code and found[name])
    }
    assert not missed


def test_right_markup_is_no_slip_in_any_edition(tiny_course: Course) -> None:
    tiny_course.write("course/start/right.md", f"---\norphan: true\n---\n# Title\n{RIGHT}")

    for builder in ("html", "epub", "handout"):
        tiny_course.build(builder)


def test_notes_to_other_authors_reach_no_reader(tiny_course: Course) -> None:
    note = "\n<!-- secret -- note -->\n"
    tiny_course.replace(FILE, "Body words.", f"Body <!-- secret too --> words.{note}\n% secret as well\n\nMore.")
    tiny_course.replace(f"{EXERCISE}.md", "Help for before.", f"Help for before.\n{note}\n")
    tiny_course.replace(f"{EXERCISE}.md", "- Blue\n:::", f"- Blue\n{note}\n% secret as well\n:::")

    for builder, page in (("html", LESSON), ("html", EXERCISE), ("epub", LESSON), ("epub", EXERCISE)):
        assert "secret" not in tiny_course.build(builder).page(page).replace("<!-- secret as well -->", "")
    tiny_course.build("notebook")


@pytest.mark.parametrize("key", ["need", "handout"])
def test_markup_in_front_matter_is_a_slip(tiny_course: Course, key: str) -> None:
    tiny_course.replace(f"{EXERCISE}.md", "need: A pen.", f"need: A pen.\n{key}: 'A *pen*'")
    if key == "need":
        tiny_course.replace(f"{EXERCISE}.md", "need: A pen.\n", "")

    warnings = tiny_course.build("dummy", warns=True).warnings

    assert any(text.startswith(f"{EXERCISE}.md:1: ") and text.endswith("[porchlight.markup]") for text in warnings)


@pytest.mark.parametrize(
    ("old", "new"), [("---\nchecked", "\n---\nchecked"), ("true\n---", "true\n--")], ids=["blank_above", "open"]
)
def test_front_matter_that_would_be_words_is_named(tiny_course: Course, old: str, new: str) -> None:
    tiny_course.replace(FILE, old, new)

    warnings = tiny_course.build("dummy", warns=True).warnings

    assert any(text.startswith(f"{FILE}:1: ") and "The front matter is not closed" in text for text in warnings)


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="{}`:*_[]!#%|&~=^<\\", exclude_categories=["Cs", "Cc"]))


@given(WORDS)
def test_plain_words_are_never_a_slip(words: str) -> None:
    assert slip(words) == ""


BOXES: st.SearchStrategy[list[Any]] = st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=3), max_leaves=6)


def written(boxes: list[Any]) -> list[str]:
    """The lines of *boxes*, each a list of those in it; an outer one has more colons than those it holds."""
    lines = []
    for inner in boxes:
        marks = ":" * (3 + depth(inner))
        lines += [f"{marks}{{box}}", *written(inner), "Words.", marks]
    return lines


def depth(boxes: list[Any]) -> int:
    """How deep boxes stand in each other."""
    return max((1 + depth(inner) for inner in boxes), default=0)


@given(BOXES, st.data())
def test_boxes_in_boxes_are_closed_and_one_fence_less_is_found(boxes: list[Any], data: st.DataObject) -> None:
    lines = written(boxes)
    assert open_fence("\n".join(lines)) is None

    fences = [number for number, line in enumerate(lines) if line.startswith(":")]
    if fences:
        del lines[data.draw(st.sampled_from(fences))]
        assert open_fence("\n".join(lines))


def test_passage_shown_in_a_box_is_looked_at_where_it_is_defined(tiny_course: Course) -> None:
    shown = ":::{passage} stay\n:::"
    page = "---\norphan: true\n---\n# Title\n\n::::{passage} stay\n:title: Stay\n\n"
    page += ":::{act-now} Stay\nCall {x}.\n:::\n::::\n"
    tiny_course.write("course/start/here.md", page)
    tiny_course.replace(FILE, "Body words.", f"Body words.\n\n{shown}\n\nWords.")
    tiny_course.write("course/regions/us/passages/none.md", ":::{act-now} Stay\n")

    warnings = tiny_course.build("dummy", warns=True).warnings

    assert [text.split(": WARNING")[0] for text in warnings if "markup" in text] == ["course/start/here.md:10"]
    assert not [text for text in warnings if "hidden" in text]
    assert [text for text in warnings if text.startswith("course/regions/us/passages/none.md:1: ") and "fence" in text]


def test_page_that_is_not_utf_8_is_named_with_its_line(tiny_course: Course) -> None:
    path = tiny_course.root / FILE
    text = path.read_text(encoding="utf-8").replace("Danger words.", "Danger w\u00f6rds.")
    path.write_bytes(text.encode("windows-1252"))

    warnings = tiny_course.build("dummy", warns=True).warnings

    line = text[: text.index("w\u00f6rds")].count("\n") + 1
    assert any(text.startswith(f"{FILE}:{line}: ") and text.endswith("[porchlight.file_encoding]") for text in warnings)


def test_references_that_are_not_utf_8_are_named_once_with_their_line(tiny_course: Course) -> None:
    path = tiny_course.root / REFERENCES
    text = path.read_text(encoding="utf-8").replace("What groups know", "What gr\u00f6ups know")
    path.write_bytes(text.encode("windows-1252"))

    [warning] = tiny_course.build("dummy", warns=True).warnings

    line = text[: text.index("gr\u00f6ups")].count("\n") + 1
    assert warning.startswith(f"{REFERENCES}:{line}: WARNING: The file is not saved as UTF-8.")
    assert warning.endswith("[porchlight.file_encoding]")


@pytest.mark.parametrize("new", ["1. Red\n2. Blue\n", "- Red\n- Blue\n\nMore words.\n", "-\n-\n"])
def test_choices_that_are_none_stop_the_web_course_with_a_warning_alone(tiny_course: Course, new: str) -> None:
    tiny_course.replace(f"{EXERCISE}.md", "- Red\n- Blue\n", new)

    built = tiny_course.build("html", warns=True)

    line = tiny_course.line(f"{EXERCISE}.md", "{prompt} One of these")
    found = [text for text in built.warnings if "[porchlight.prompt_choices]" in text]
    assert any(text.startswith(f"{EXERCISE}.md:{line}: ") for text in found)
    assert built.shows(EXERCISE, "One of these")


@pytest.mark.parametrize("end", ["  ", "\\"])
def test_break_inside_a_line_is_named(tiny_course: Course, end: str) -> None:
    tiny_course.replace(FILE, "Danger words.", f"Danger words.{end}\nMore words.")

    [warning] = tiny_course.build("dummy", warns=True).warnings

    assert warning.startswith(f"{FILE}:{tiny_course.line(FILE, 'Danger words.')}: ")
    assert warning.endswith("[porchlight.line_break]")


@pytest.mark.parametrize("name", ["my_plan", "MyPlan", "f\u00fcr-mich", "two words", "a+b", "aux", "a" * 49])
def test_file_name_that_answers_and_copies_could_not_keep_is_named(tiny_course: Course, name: str) -> None:
    tiny_course.write(f"course/start/{name}.md", "---\norphan: true\n---\n# Title\n")

    [warning] = tiny_course.build("dummy", warns=True).warnings

    assert f"'{name}' cannot be the name of a page" in warning
    assert warning.endswith("[porchlight.file_name]")


@pytest.mark.parametrize("page", ["start/help-right-now", "reference/glossary"])
def test_page_that_every_edition_leads_to_is_asked_for(tiny_course: Course, page: str) -> None:
    (tiny_course.root / f"course/{page}.md").unlink()

    [warning] = tiny_course.build("dummy", warns=True).warnings

    assert warning.startswith(f"index.md:1: WARNING: There is no page 'course/{page}'")
    assert warning.endswith("[porchlight.page_needed]")


def test_unit_ten_is_a_unit(tiny_course: Course) -> None:
    tiny_course.write("course/10-more/index.md", "# More\n\n```{toctree}\n\nthe-lesson\n```\n")
    tiny_course.write("course/10-more/the-lesson.md", "# The lesson\n")
    tiny_course.replace("index.md", f"{SOURCES}\n", f"{SOURCES}\ncourse/10-more/index\n")

    built = tiny_course.build("dummy", warns=True)

    assert [unit.number for unit in units(built.app.env)] == [1, 10]
    assert any("The lesson 'course/10-more/the-lesson' has no 'in-short'" in text for text in built.warnings)


def test_questions_of_two_parts_have_numbers_of_their_own(tiny_course: Course) -> None:
    tiny_course.replace(
        FILE, ":::\n\n:::{question} Who can", ":::\n::::\n\n::::{check-yourself}\n:::{question} Who can"
    )

    document = tiny_course.build("dummy").doctree(LESSON)

    assert [node["number"] for node in document.findall(question)] == [1, 2]


def test_words_keep_the_blank_that_ends_a_part() -> None:
    title = nodes.title("", "", nodes.inline("", "Slide 1: "), nodes.Text("Act."))

    assert plain.words(title) == "Slide 1: Act."
