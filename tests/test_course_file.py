"""The course file: whom a course is for and which words it minds stand in the course, not in the code."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ConfigError

from porchlight.course_file import CourseFile, parse
from tests.conftest import GET_HELP, GLOSSARY, HELP_NOW, LESSON, REPOSITORY, Course

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
        ("[pages]\nglosary = 'course/words'", "2: nothing reads 'glosary' in '[pages]' (did you mean 'glossary'?)."),
        ("short-book = ['help']\n[pages]\nhelp = 3", "3: 'help' is words in quotes."),
        ("[pages]\nhelp = ''", "2: 'help' names a page: 'Help now' leads there."),
        ("[pages]\nabout = '/course/us.md'", "2: '/course/us.md' is no page: write 'course/us'."),
        ("[card]\nlines = 3", "2: 'lines' is a table: write '[card.lines.en]' on a line of its own."),
        ("[leave]\ncolumns = ['one']", "2: 'columns' names two: "),
        ("[leave]\nrows = 3", "2: 'rows' is a table: write '[leave.rows]' on a line of its own."),
        ("\nservices = [", "The file is not valid TOML: "),
    ],
)
def test_mistake_in_the_file_is_told_with_its_line(text: str, told: str) -> None:
    [problem] = parse(text)[1]

    assert problem.startswith(f"{FILE}:")
    assert told in problem


def test_pages_may_lie_anywhere_and_the_page_behind_leave_says_what_the_course_says(tiny_course: Course) -> None:
    moved = {HELP_NOW: "course/first/act", GET_HELP: "course/first/numbers", GLOSSARY: "course/first/words"}
    (tiny_course.root / "course/first").mkdir()
    for old, new in moved.items():
        (tiny_course.root / f"{old}.md").rename(tiny_course.root / f"{new}.md")
        for path in (*tiny_course.root.rglob("*.md"), *tiny_course.root.rglob("*.toml")):
            text = path.read_text(encoding="utf-8")
            if old in text:
                path.write_text(text.replace(old, new), encoding="utf-8")
    named = zip(("help", "get-help", "glossary"), moved.values(), strict=True)
    pages = "".join(f'{name} = "{page}"\n' for name, page in named)
    tiny_course.replace(FILE, "[pages]\n", f"[pages]\n{pages}")
    tiny_course.add(FILE, '\n[leave]\ntitle = "Tides"\ncolumns = ["Day", "Hour"]\n[leave.rows]\nMonday = "7:10"\n')

    built = tiny_course.build("html")

    for name in ("act", "numbers"):
        assert f'href="../first/{name}.html"' in built.page(LESSON)
    dull = BeautifulSoup(built.page("kitchen"), "html.parser")
    assert dull.get_text(" ", strip=True) == "Tides Tides Day Hour Monday 7:10"


def test_page_that_is_named_and_is_not_there_is_told_with_its_line(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "[pages]\n", '[pages]\nget-help = "course/reference/get-hlep"\n')

    [warning] = [words for words in tiny_course.build("dummy", warns=True).warnings if "get-hlep" in words]

    assert f"{FILE}:{tiny_course.line(FILE, 'get-hlep')}: " in warning
    assert f"There is no page 'course/reference/get-hlep' (did you mean '{GET_HELP}'?)" in warning


def test_mistake_in_the_file_stops_the_build_before_anything_is_read(tiny_course: Course) -> None:
    tiny_course.write(FILE, "[card]\nnam = 'card'")

    with pytest.raises(ConfigError, match=r"course/course.toml:2: nothing reads 'nam'"):
        tiny_course.build("dummy")
