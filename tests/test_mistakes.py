"""Mistakes well told: each once, with file, line and mend; what cannot be read is told first and stops the build.

Many mistakes stand in one build, since a build is what costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXERCISE, FORM, GUIDE, HELP_NOW, LESSON, REFERENCES, REGION, SESSION, UNIT, Course, tiny

if TYPE_CHECKING:
    from collections.abc import Callable

LESSON_FILE, EXERCISE_FILE, SESSION_FILE = f"{LESSON}.md", f"{EXERCISE}.md", f"{SESSION}.md"
GROUP = "title  = {What groups know},"

# What is changed in which file: old words, new words; where the one warning stands; what it says.
SLIPS = [
    (
        LESSON_FILE,
        ":::{story}\nAnn",
        ":::{storry}\nAnn",
        "{storry}",
        "Nothing is called {storry} (did you mean 'story'?).",
    ),
    (LESSON_FILE, "{line}`violence`", "{lime}`violence`", "{lime}", "No role is called {lime} (did you mean 'line'?)."),
    (
        LESSON_FILE,
        "`group2020`\n[^d",
        "`grup2020`\n[^d",
        "`grup2020`",
        "no source 'grup2020' (did you mean 'group2020'?)",
    ),
    (LESSON_FILE, "{law} good-samaritan", "{law} good-samartan", "{law}", "(did you mean 'good-samaritan'?)"),
    (LESSON_FILE, "{for-you} friend", "{for-you} freind", "{for-you} freind", "(did you mean 'friend'?)"),
    (
        LESSON_FILE,
        "{exercise-card} first-steps",
        "{exercise-card} first-step",
        "{exercise-card}",
        "mean 'first-steps'?)",
    ),
    (
        LESSON_FILE,
        "Danger words.",
        "See [this](/exercises/first-step.md).",
        "See [",
        "mean 'exercises/first-steps.md'?)",
    ),
    (
        LESSON_FILE,
        "evidence: strong",
        "evidence: strong\nminuts: 3",
        "minuts",
        "Nothing reads 'minuts' (did you mean 'min",
    ),
    (
        EXERCISE_FILE,
        ":kind: scale",
        ":kind: scales",
        "How sure",
        "'scales' is no kind of prompt (did you mean 'scale'?)",
    ),
    (SESSION_FILE, ":sheets: sign-in", ":sheets: sing-in", "{activity} Welcome", "(did you mean 'sign-in'?)"),
    (f"{UNIT}.md", "first-lesson", "first-leson", "{toctree}", "(did you mean 'course/1-first-unit/first-lesson'?)."),
    (
        "index.md",
        ":::{course-contents}",
        "Words of {course}`nam`.\n\n:::{course-contents}",
        "{course}`nam`",
        "mean 'name'?)",
    ),
    (f"{GUIDE}.md", "Leaderwords", "# Again\n\nLeaderwords", "# Again", "'Again' is a second title of the page"),
    (f"{FORM}.md", "first names only.", "first names only.[^gone]", "[^gone]", "No note is called 'gone'."),
    (f"{HELP_NOW}.md", "Call for", f"[Call](/{HELP_NOW}.md#gone) for", "#gone", "the heading 'gone'"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, list[str]]:
    """A course with all those slips, and what one build said of them."""
    course = tiny(tmp_path_factory.mktemp("slips"))
    for file, old, new, _, _ in SLIPS:
        course.replace(file, old, new)
    return course, course.build("dummy", warns=True).warnings


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[3])
def test_name_with_a_slip_is_told_once_at_its_line_with_what_was_meant(
    told: tuple[Course, list[str]], slip: tuple[str, ...]
) -> None:
    course, warnings = told
    file, _, _, at, words = slip

    [warning] = [text for text in warnings if words in text]

    assert warning.startswith(f"{file}:{course.line(file, at)}: ")


UNREADABLE: list[tuple[str, Callable[[bytes], bytes], str, str]] = [
    (REFERENCES, lambda data: data.replace(GROUP.encode(), GROUP.encode()[:-2]), "", "The references cannot be read"),
    (REFERENCES, lambda data: data + b"\n@misc{group2020,\n  title = {Twice}\n}\n", "", "group2020"),
    (REGION, lambda data: data.replace(b"[[needs]]", b"[[needs", 1), "[[needs", "The file is not valid TOML"),
    (LESSON_FILE, lambda data: data.replace(b"Body words", b"Body w\xf6rds"), "Body w", "not saved as UTF-8"),
    (
        EXERCISE_FILE,
        lambda data: data.replace(b"Help for one", b"Help\x07 for one"),
        "Help\x07",
        "nobody can see (U+0007)",
    ),
    (EXERCISE_FILE, lambda data: data.replace(b"need: A pen.", b"need: A pen: blue."), "need:", "stand in quotes"),
    (EXERCISE_FILE, lambda data: data.replace(b"need: A", b"need:\n\t- A"), "\t- A", "a tab stands there"),
    (LESSON_FILE, lambda data: data.replace(b"true\n---", b"true", 1), "---", "The front matter is not closed"),
]


@pytest.mark.parametrize(
    ("file", "spoil", "at", "words"), UNREADABLE, ids=lambda value: value if isinstance(value, str) else ""
)
def test_file_that_cannot_be_read_is_told_alone_and_stops_the_build(
    tiny_course: Course, file: str, spoil: Callable[[bytes], bytes], at: str, words: str
) -> None:
    path = tiny_course.root / file
    path.write_bytes(spoil(path.read_bytes()))

    built = tiny_course.build("dummy", warns=True)

    [warning] = built.warnings
    assert words in warning
    assert warning.startswith(f"{file}:")
    if at:
        text = path.read_bytes().decode(errors="replace")
        assert warning.startswith(f"{file}:{text[: text.index(at)].count(chr(10)) + 1}: ")
    assert not built.app.env.all_docs


def test_byte_order_mark_and_line_ends_of_windows_are_no_mistake(tiny_course: Course) -> None:
    for file in (LESSON_FILE, REGION, REFERENCES, "course/course.toml"):
        path = tiny_course.root / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    tiny_course.build("dummy")
