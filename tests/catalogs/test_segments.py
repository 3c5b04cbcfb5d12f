"""The words of a page are found, and put back where they stood, byte for byte."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from porchlight.catalogs import grammar
from porchlight.catalogs.catalog import read, sources
from porchlight.catalogs.segments import of_course_file, of_drawing, of_page
from porchlight.catalogs.tree import translate
from porchlight.prompts import KINDS
from porchlight.readable import KEYS
from porchlight.reference import registered
from tests.conftest import REPOSITORY

PAGE = """\
---
need: A pen: "blue".   # not for readers
handout: "A talk: quiet \\"words\\"."
checked: 2026-11-21
---
(top)=
# A title

% a word to authors
{.pl-act}
- **Bold.** {reach}`emergency`
  goes on
- {call}`emergency`

:::{prompt} Who *calls*?
:id: who
:kind: grid
:columns: Job | Name
:rows: 2
:::

::::{question} What now?
[x] Call.
: Because.[^why]
::::

:::{example} Ann, a mother
who
: Ann | Bob
:::

:::::{activity} Hello
:materials: form: sign-in | card: A card | water
:::::

| Day | Hour |
|---|---|
| Monday | 7 |

```{toctree}
other/page
```

```{glossary}
Agonist
Partial agonist
  A medicine.
```

<!-- nothing
for readers -->
[^why]: In 2020, half. {source}`one`
[^two]: {source}`two`
"""


def test_words_of_a_page() -> None:
    found = [segment.words for segment in of_page(PAGE)]

    assert found == [
        'A pen: "blue".',
        'A talk: quiet "words".',
        "A title",
        "**Bold.** {reach}`emergency`\ngoes on",
        "Who *calls*?",
        "Job",
        "Name",
        "What now?",
        "Call.",
        "Because.[^why]",
        "Ann, a mother",
        "Ann | Bob",
        "Hello",
        "A card",
        "water",
        "Day",
        "Hour",
        "Monday",
        "Agonist",
        "Partial agonist",
        "A medicine.",
        "In 2020, half. {source}`one`",
    ]


def test_other_words_stand_where_the_first_stood() -> None:
    new = translate(PAGE, of_page(PAGE), lambda segment: f"¿{segment.words}?").text

    assert 'need: "¿A pen: \\"blue\\".?"   # not for readers\n' in new
    assert 'handout: "¿A talk: quiet \\"words\\".?"\n' in new
    assert "- ¿**Bold.** {reach}`emergency`\n  goes on?\n" in new
    assert ":columns: ¿Job? | ¿Name?\n:rows: 2\n" in new
    assert ":materials: form: sign-in | card: ¿A card? | ¿water?\n" in new
    assert "\nwho\n: ¿Ann | Bob?\n" in new
    assert "[x] ¿Call.?\n: ¿Because.[^why]?\n" in new
    assert "other/page" in new
    assert "% a word to authors" in new


def test_words_of_a_drawing_and_of_the_course_file() -> None:
    drawing = '<svg><title>A map</title>\n<desc>Two roads.</desc><text x="1"> Start </text><text>7</text></svg>'
    course = 'tagline = "For families"\n[avoid]\n\'a\' = "b"\n[also]\nx = { words = "more", relationship = "parent" }\n'

    assert [segment.words for segment in of_drawing(drawing)] == ["A map", "Two roads.", "Start"]
    assert [segment.words for segment in of_course_file(course)] == ["For families", "more"]


def test_the_whole_course_comes_back_byte_for_byte() -> None:
    files = sources(REPOSITORY)

    assert len(files) > 150
    for path in files:
        text, found = read(REPOSITORY, path)
        assert translate(text, found, lambda segment: segment.words).text == text, path


MARKS = ["", "- ", "  - ", "1. ", "# ", ": ", "[x] ", "| a | ", "> ", ":::{prompt} ", ":::", "```", ":columns: a | "]
MARKS += ["% ", "[^n]: ", "{.pl-act}", "---", "need: ", "<!-- ", "::::{question} ", "```{glossary}", "* - ", "\t"]
LINES = st.builds(str.__add__, st.sampled_from(MARKS), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_any_page_comes_back_byte_for_byte(lines: list[str]) -> None:
    page = "\n".join(lines)
    found = of_page(page)

    assert translate(page, found, lambda segment: segment.words).text == page
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_no_directive_option_or_front_matter_is_forgotten() -> None:
    directives = registered().directives
    options = {(name, option) for name, one in directives.items() for option in one.option_spec or {}}
    words = grammar.OPTION_WORDS | grammar.OPTION_LISTS
    behind = {name for name, one in directives.items() if one.required_arguments or one.optional_arguments}

    assert behind - grammar.ARGUMENT_WORDS - grammar.ARGUMENT_NAME == set(), "name them in catalogs/grammar.py"
    assert {(name, option) for name, option in options - words if option not in grammar.OPTION_OTHER} == set()
    taken = {option for kind in KINDS.values() for option in kind.takes | kind.needs}
    assert {one for one in taken if ("prompt", one) not in words and one not in grammar.OPTION_OTHER} == set()
    assert set(KEYS) - grammar.FRONT_WORDS - grammar.FRONT_OTHER == set()
    assert not grammar.ARGUMENT_WORDS & grammar.ARGUMENT_NAME
    assert not grammar.FRONT_WORDS & grammar.FRONT_OTHER
