"""The course file: whom a course is for and which words it minds stand in the course, not in the code."""

from __future__ import annotations

import pytest
from sphinx.errors import ConfigError

from porchlight.course_file import CourseFile, parse
from tests.conftest import REPOSITORY, Course

FILE = "course/course.toml"


def test_file_of_this_course_has_no_mistake() -> None:
    found, problems = parse((REPOSITORY / FILE).read_text(encoding="utf-8"))

    assert not problems
    assert found.fewest_relationships == 3
    assert found.also["recovery"].fits("friend", "You are in Recovery yourself.")
    assert not found.also["raising"].fits("friend", "raising")


def test_file_of_nothing_asks_for_nothing() -> None:
    assert parse("") == (CourseFile(), ())
    assert CourseFile().fewest_relationships == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n[relationship]\nparent = 'a parent'", "2: nothing reads 'relationship' (did you mean 'relationships'?)."),
        ("[card]\nnam = 'card'", "2: nothing reads 'nam' in '[card]' (did you mean 'name'?)."),
        ("services = 'now'", '1: \'services\' is a list of words in quotes: ["one", "two"].'),
        ("[relationships]\nparent = 3", "2: 'parent' is words in quotes."),
        ("[checks]\nclaims = '(pill'", "2: 'claims' is no regular expression: "),
        ("[also]\nkin = { word = 'kin' }", "2: 'kin' is a table of words, relationship, says (did you mean 'words'?)."),
        ("checks = 3", "1: 'checks' is a table: write '[checks]' on a line of its own."),
        ("\nservices = [", "the file is not valid TOML: "),
    ],
)
def test_mistake_in_the_file_is_told_with_its_line(text: str, told: str) -> None:
    [problem] = parse(text)[1]

    assert problem.startswith(f"{FILE}:")
    assert told in problem


def test_mistake_in_the_file_stops_the_build_before_anything_is_read(tiny_course: Course) -> None:
    tiny_course.write(FILE, "[card]\nnam = 'card'")

    with pytest.raises(ConfigError, match=r"course/course.toml:2: nothing reads 'nam'"):
        tiny_course.build("dummy")
