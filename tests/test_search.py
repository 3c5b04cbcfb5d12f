"""What the search page looks in: the words of every section, in a script that a page from disk may read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from porchlight.editions.web.search import INDEX, LEADERS_INDEX, OF_THE_TITLE, pieces, slug
from tests.conftest import EXERCISE, GET_HELP, LESSON

if TYPE_CHECKING:
    from tests.conftest import Built, Course

GLOSSARY = """

```{glossary}
Buprenorphine
Suboxone
  A medicine.[^medicine]

  You may hear: bupe, subs.

Craving
  A pull.
```

[^medicine]: A note of its own. {source}`group2020`
"""


def index_of(built: Built, name: str = INDEX) -> dict[str, Any]:
    script = (built.out / "_static" / name).read_text(encoding="utf-8")
    index: dict[str, Any] = json.loads(script.removeprefix("var porchlightIndex=").removesuffix(";\n"))
    return index


def parts_of(built: Built, docname: str) -> dict[str, tuple[str, str]]:
    """The parts of a page by their anchor: title and words."""
    index = index_of(built)
    words = index["words"].split(" ")
    [parts] = [parts for page, _, _, parts in index["pages"] if page == f"{docname}.html"]
    return {
        slug(title) if anchor == OF_THE_TITLE else anchor: (title, decoded(words, text))
        for anchor, title, text in parts
    }


def decoded(words: list[str], text: str) -> str:
    """A text as ``search.js`` reads it."""
    return re.sub(r" (?=[.,;:?!”)]+(?: |$))", "", " ".join(words[ord(sign) - ord("#")] for sign in text))


def test_words_of_each_section_lead_to_that_section(tiny_course: Course) -> None:
    built = tiny_course.build("html")
    parts = parts_of(built, LESSON)

    assert list(parts) == ["", "what-is-true"]
    title, words = parts["what-is-true"]
    assert title == "What is true?"
    assert words.startswith("Body words. Much is known. Call 911, or reach Violence Hotline.")
    assert "Anyone reason." in words
    assert "Known in 12 groups" not in words  # notes are not the page's own words
    assert 'id="what-is-true"' in built.page(LESSON)
    assert "Stop when it is too much." in parts_of(built, EXERCISE)[""][1]
    assert "1-800-799-7233" in parts_of(built, GET_HELP)["need-fear"][1]


def test_marks_of_paper_are_no_words(tiny_course: Course) -> None:
    found = index_of(tiny_course.build("html"))

    assert "If" in found["words"].split()
    assert not re.search("[_☐○]", found["words"])


def test_entries_of_the_glossary_are_parts_and_give_names_for_one_thing(tiny_course: Course) -> None:
    tiny_course.add(f"{GET_HELP}.md", GLOSSARY)

    built = tiny_course.build("html")

    entry = parts_of(built, GET_HELP)["term-Buprenorphine"]
    assert entry == ("Buprenorphine, Suboxone", "A medicine. You may hear: bupe, subs.")
    assert index_of(built)["names"] == [["buprenorphine", "suboxone", "bupe", "subs"]]


def test_pages_for_group_leaders_and_exercises_are_marked(tiny_course: Course) -> None:
    tiny_course.write("course/facilitator/how.md", "---\norphan: true\n---\n# How to lead\n\nWords for leaders.\n")

    built = tiny_course.build("html")
    kinds = {page: kind for page, _, kind, _ in index_of(built)["pages"]}

    assert {kind for _, _, kind, _ in index_of(built, LEADERS_INDEX)["pages"]} == {"For group leaders"}
    assert "course/facilitator/how.html" in [page for page, *_ in index_of(built, LEADERS_INDEX)["pages"]]
    assert "For group leaders" not in kinds.values()
    assert kinds[f"{EXERCISE}.html"] == "Exercise"
    assert kinds[f"{LESSON}.html"] == ""


def test_edit_reaches_the_index_and_the_same_source_gives_the_same_bytes(tiny_course: Course) -> None:
    before = tiny_course.build("html")
    script = (before.out / "_static" / INDEX).read_bytes()
    tiny_course.replace(f"{LESSON}.md", "Body words.", "Zebra words.")

    after = tiny_course.build("html", parallel=2)

    assert "Zebra words." in parts_of(after, LESSON)["what-is-true"][1]
    tiny_course.replace(f"{LESSON}.md", "Zebra words.", "Body words.")
    tiny_course.build("html")
    assert (after.out / "_static" / INDEX).read_bytes() == script


@given(st.lists(st.text(alphabet="ab.,)?!”(“' ", max_size=12)))
def test_words_are_read_back_as_they_were(texts: list[str]) -> None:
    text = " ".join(" ".join(texts).split())
    vocabulary = sorted(set(pieces(text)))

    signs = "".join(chr(ord("#") + vocabulary.index(piece)) for piece in pieces(text))

    assert decoded(vocabulary, signs) == re.sub(r" (?=[.,;:?!”)]+(?: |$))", "", text)
