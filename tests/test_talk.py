"""Talks that branch: answers lead to what comes of them, and on to the next turn, in every edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.conftest import GET_HELP, tiny

if TYPE_CHECKING:
    from tests.conftest import Built, Course

SAFE = """
:::{safety-check}
Are you afraid?
:::
"""
TALK = """
::::{talk} What does Ann say?
:name: ann

:::{turn} "I'm tired"
He sits down.

[2] "Tell me more & more."
: Tellword, he says.

[end] "Then stop."
: Stopword. He goes.
:::

:::{turn} A quiet minute
A dog barks.

[1] "Go on."
: Onword.

[end] "Good night."
: Nightword.
:::
::::
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = tiny(tmp_path_factory.mktemp("talk"))
    course.add(f"{GET_HELP}.md", SAFE + TALK)
    return course


@pytest.fixture(scope="module")
def page(course: Course) -> BeautifulSoup:
    return BeautifulSoup(course.build("html").page(GET_HELP), "html.parser")


def test_what_comes_of_an_answer_opens_under_it_and_leads_on(page: BeautifulSoup) -> None:
    folds = page.select("#talk-ann details")
    assert [fold.summary.get_text() for fold in folds if fold.summary] == [
        "“Tell me more & more.”",
        "“Then stop.”",
        "“Go on.”",
        "“Good night.”",
    ]
    assert "Tellword" in folds[0].get_text()
    links = [link["href"] for link in page.select("#talk-ann a")]
    assert links == ["#talk-ann-2", "#talk-ann-1", "#talk-ann-1", "#talk-ann-1"]
    assert all(page.find(id=str(link)[1:]) for link in links)
    assert "Go to" not in page.get_text()  # for paper alone


@pytest.fixture(scope="module")
def printed(course: Course) -> Built:
    return course.build("text")


def test_elsewhere_a_reader_chooses_first_and_then_goes_to_a_number(printed: Built) -> None:
    words = " ".join(printed.page(GET_HELP).split())

    assert "1. “I’m tired”" in words
    assert "“Tell me more & more.” Go to 3." in words
    assert "“Then stop.” Go to 5." in words  # beside 3 stands what comes of another turn
    assert "Tellword, he says. Go on with 2." in words
    assert "Stopword. He goes. The talk ends here. Try again from 1." in words


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (SAFE, "", "No safety check stands before the talk 'What does Ann say?'"),
        ('[2] "Tell', '[9] "Tell', "An answer leads to turn 9; the talk has 2"),
        ('[2] "Tell', '"Tell', "The answer '“Tell me more & more.”' leads nowhere"),
        ('[end] "Good night."\n: Nightword.\n', "", "The turn 'A quiet minute' has 1 answers"),
        ('[2] "Tell', '[1] "Tell', "No answer leads to turn 2"),
        (TALK, f"{TALK}\n{TALK}", "Two talks of the page are called 'talk-ann': give one a ':name:'"),
    ],
)
def test_a_slip_in_a_talk_is_told(tiny_course: Course, old: str, new: str, problem: str) -> None:
    tiny_course.add(f"{GET_HELP}.md", (SAFE + TALK).replace(old, new))
    told = tiny_course.build("dummy", warns=True).warnings
    assert [line for line in told if f"{problem}. " in line and "porchlight.talk" in line]
