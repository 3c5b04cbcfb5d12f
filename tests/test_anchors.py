"""Each id stands once on a page, and each link leads to what it names, whatever the headings say."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from tests.conftest import EXERCISE, GET_HELP, LESSON, SESSION, Course

# page: words before which a heading is set, and headings that would have the same id as a part of the course or,
# but for the underscore in its id, of what the web puts around and into a page
HEADINGS = {
    LESSON: (":::{today}", ("Sources", "Main", "Contents")),
    EXERCISE: (
        ":::{prompt} Your name for it",
        ("Prompt name", "Your answers", "Answer name", "Answer one 1", "Answer day 1 2", "Ends sure", "Help before"),
    ),
    SESSION: ("::::::{agenda} 45", ("Do Welcome", "Slide 1")),
    GET_HELP: (":::{help-lines}", ("Need fear",)),
}
PASSAGE = "---\norphan: true\n---\n# Passages\n\n:::{passage} here\n:title: A title\n\nWords of the passage.\n:::\n"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_heading_with_the_name_of_a_part_leaves_each_id_to_one_place(tiny_course: Course, *, after: bool) -> None:
    for page, (place, titles) in HEADINGS.items():
        headings = "".join(f"## {title}\n\nWords.\n\n" for title in titles)
        if after:
            tiny_course.add(f"{page}.md", f"\n{headings}")
        else:
            tiny_course.replace(f"{page}.md", place, headings + place)

    built = tiny_course.build("html")

    for page, (_, titles) in HEADINGS.items():
        soup = BeautifulSoup(built.page(page), "html.parser")
        ids = Counter(str(node["id"]) for node in soup.find_all(id=True))
        assert [name for name, times in ids.items() if times > 1] == []
        for title in titles:
            [section] = [part for part in soup.select("section[id]:has(> h2)") if part.h2 and part.h2.string == title]
            assert soup.find(id=str(section["id"])) is section
    session = BeautifulSoup(built.page(SESSION), "html.parser")
    link = session.find("a", string="Welcome")
    assert link is not None
    part = session.find(id=re.sub("^#", "", str(link["href"])))
    assert part is not None
    assert "Leaderwords say hello." in part.get_text()


@pytest.mark.parametrize("heading", ["# Passages\n\n## Passage here\n", "# Passages\n"], ids=["before", "after"])
def test_heading_that_takes_the_links_to_a_passage_is_named(tiny_course: Course, heading: str) -> None:
    page = PASSAGE.replace("# Passages\n", heading)
    tiny_course.write("course/start/passages.md", page if "##" in heading else f"{page}\n## Passage here\n")

    [warning] = tiny_course.build("dummy", warns=True).warnings

    line = tiny_course.line("course/start/passages.md", ":::{passage} here")
    assert warning.startswith(f"course/start/passages.md:{line}: WARNING: A heading of the page has the address")
    assert warning.endswith("[porchlight.passage_duplicate]")
