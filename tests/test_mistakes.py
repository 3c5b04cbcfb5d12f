"""Mistakes well told: each once, with file, line and mend; what cannot be read is told first and stops the build.

Many mistakes stand in one build, since a build is what costs.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from porchlight import course_file, region_file, reviews, safety_changes, wording
from porchlight.catalogs.catalog import read, sources
from porchlight.catalogs.pages import pages_of
from porchlight.region_report import report, report_lines
from porchlight.reviews import text_mark
from porchlight.unit_folders import unit_folders
from tests.conftest import EXERCISE, GET_HELP, HELP_NOW, LESSON, REFERENCES, REGION, SESSION, UNIT, Course, tiny

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LESSON_FILE, EXERCISE_FILE = f"{LESSON}.md", f"{EXERCISE}.md"
GROUP = "title  = {What groups know},"

PLAIN = "---\norphan: true\n---\n# Title\n\nWords.\n"
LONG = "So " + "he and " * 20 + "she wait."

# Each mistake has a page of its own, which is one of these with other words: "" is a page with a title and words.
# What is changed on it: old words, new words; where the one warning stands; what it says.
MISTAKES: dict[str, list[tuple[str, str, str, str]]] = {
    LESSON: [
        # boxes
        (":::{story}\nAnn", ":::{storry}\nAnn", "{storry}", "Nothing is called {storry} (did you mean 'story'?)."),
        ("porch.\n:::\n", "porch.\n", "{story}", "':::{story}' is not closed above line 20, ':::{for-you} parent'"),
        ("a parent.\n:::\n", "a parent.\n", "{for-you} parent", "':::{for-you} parent' is not closed above line 24"),
        ("Danger words.\n:::\n", "Danger words.\n", "{act-now}", "':::{act-now} Stay with them' is not closed"),
        (
            "::::{check-yourself}",
            ":::{check-yourself}",
            "{check-yourself}",
            "is not closed above line 49, ':::{question",
        ),
        ("reason.\n:::\n::::", "reason.\n:::\n:::", "{check-yourself}", "'::::{check-yourself}' is not closed above"),
        ("friend.\n:::\n", "friend.\n:::\n:::  \n", ":::  ", "':::' closes nothing"),
        ("{for-you} friend", "{for-you} freind", "{for-you} freind", "(did you mean 'friend'?)"),
        ("{for-you} friend", "{for-you} mother", "{for-you} mother", "'mother' is no relationship (there are: "),
        (":::{story}\n", ":::{story}\n:titel: Ann\n\n", ":titel:", "titel"),
        (":::{today}", ":::{content-note}", "", "has no 'today'"),
        ("[x] Anyone", "[ ] Anyone", "{question} Who", "exactly one of them right"),
        # front matter
        ("evidence: strong", "evidence: strong\nminuts: 3", "minuts", "Nothing reads 'minuts' (did you mean 'min"),
        ("evidence: strong", "evidence: solid", "", "'evidence' must be one of strong, good, mixed, thin"),
        ("checked: 2026-11-01", "checked: 11/01/2026", "", "'checked' must be a date such as 2026-11-21"),
        # names
        ("{line}`violence`", "{lime}`violence`", "{lime}", "No role is called {lime} (did you mean 'line'?)."),
        ("`group2020`\n[^d", "`grup2020`\n[^d", "`grup2020`", "no source 'grup2020' (did you mean 'group2020'?)"),
        ("{law} good-samaritan", "{law} good-samartan", "{law}", "(did you mean 'good-samaritan'?)"),
        ("{reach}`emergency`", "{reach}`emergncy`", "Body words", "no service 'emergncy' (did you mean 'emergency'?)"),
        ("{exercise-card} first-steps", "{exercise-card} first-step", "{exercise-card}", "mean 'first-steps'?)"),
        (":::{today}\n", ":::{today}\n{exercise}`first-step`\n\n", "first-step`", "first-step"),
        (":::{today}", ":::{passage} stays\n:::\n\n:::{today}", "{passage}", "stays"),
        (":::{today}", ":::{picture} lampp\n:::\n\n:::{today}", "{picture}", "lampp"),
        (":::{today}", "::::{doors}\n:::{door} In\n:to: inde\n\nWords.\n:::\n::::\n\n:::{today}", "{door} In", "inde"),
        # links and notes
        ("Danger words.", "See [this](/exercises/first-step.md).", "See [", "mean 'exercises/first-steps.md'?)"),
        ("Danger words.", f"See [this](/{HELP_NOW}.md#gone).", "See [", "the heading 'gone'"),
        ("Danger words.", "Danger words.[^gone]", "[^gone]", "No note is called 'gone'."),
        ("known.[^known]", "known.", "[^known]:", "No place calls the note 'known'."),
        ("groups. {source}`group2020`", "groups.", "[^known]:", "A note names no source"),
        # headings
        ("## What is true?", "## What is true?\n\n#### So?", "#### So?", "A heading is deeper than the one above it"),
        ("## What is true?", "# What is true?", "# What is true?", "'What is true?' is a second title of the page"),
        # what is said
        ("Danger words.", "Call 911.", "Call 911.", "The number '911' is typed by hand"),
        ("Danger words.", "Call 1-800-662-4357.", "Call 1-800", "The number '1-800-662-4357' is typed by hand"),
        ("Danger words.", "An addict needs you.", "An addict", "'addict' can hurt; say 'person with"),
        ("Danger words.", LONG, LONG[:12], "43 words"),
        ("Danger words.", "It helps 73 percent.", "It helps", "The figure or finding '73 percent' has no note"),
        ("Put a number", "Tell him to cut his methadone dose in half.\nPut a number", "Tell him", "methadone dose"),
    ],
    EXERCISE: [
        (":kind: scale", ":kind: scales", "How sure", "'scales' is no kind of prompt (did you mean 'scale'?)"),
        (":id: sure\n", ":id: before\n", "{prompt} How sure", "The id 'before' is used twice"),
        (":id: name\n", ":id: Name!\n", "{prompt} Your name", "The prompt's id 'Name!' is not a valid id"),
        (":kind: short\n", "", "{prompt} Your name", "'' is no kind of prompt"),
        (":kind: short\n", ":kind:\tshort\n", ":kind:\t", "with a blank and no tab"),
        (":kind: short\n", ":kind\tshort\n", ":kind\t", "An option below the box's name cannot be read"),
        (":kind: short\n", ":kind: short\n:lins: 3\n", ":lins:", "lins"),
        ("- Tea\n- Soup\n- Rest\n", "", "{prompt} Some of", "lacks distinct choices"),
        ("- Tea\n- Soup", "-\tTea\n-\tSoup", "", ""),
        (":columns: What | Where | When", ":columns: What", "{prompt} Free", "A grid needs two or more ':columns:'"),
        ("one\n: Blue", "one\n: Purple", ": Purple", "'Purple' is none of the choices"),
        ("one\n: Blue", "sure\n: seventy", ": seventy", "'seventy' is no number from 0 to 10"),
        ("before\n: I", "after\n: I", "{example} Dee", "The example answers 'after', which is no prompt here"),
        (": Night | Sleep", ": Night | Sleep | More", ": Night | Sleep", "has 3 cells instead of 2"),
        ("minutes: 10", "minutes: ten", "", "'minutes' must be a whole number from 1 to 240"),
        (":::{why}", ":::{content-note}", "", "has no 'why'"),
        ("Stop when it", "Cut his methadone in half when it", "Cut his", "methadone"),
    ],
    SESSION: [
        (":sheets: sign-in", ":sheets: sing-in", "{activity} Welcome", "(did you mean 'sign-in'?)"),
        ("{agenda} 45", "{agenda} 40", "{agenda}", "45 minutes instead of 40"),
        (":slides: 1, 2", ":slides: 1, 3", "{activity} Practice", "There is no slide 3; the page has 2"),
        ("card: Dell", "card: Del", "{activity} Practice", "Del"),
        (":::{say} When", ":::{story-aloud} first-leson\n:::\n\n:::{say} When", "{story-aloud}", "first-leson"),
    ],
    GET_HELP: [
        ("# Get help", "---\norphan: true\n---\n# Get help", "", ""),
        ("# Get help", "# Get help again", "", "No list of contents has this page."),
        (
            "# Get help\n\n:::{help-lines}",
            "---\norphan: true\n---\n# Get help\n\n:::{help-lines} nou",
            "{help-lines}",
            "need 'nou' (did you mean 'now'?)",
        ),
    ],
    UNIT: [
        (
            "/exercises/first-steps\n",
            "/exercises/first-stps\n",
            "{toctree}",
            "(did you mean 'exercises/first-steps'?).",
        ),
        ("first-steps\n```", "first-steps", "```{toctree}", "'```{toctree}' is never closed"),
    ],
    "": [
        ("Words.", "Words of {course}`nam`.", "{course}`nam`", "mean 'name'?)"),
        (
            "Words.",
            "```{glossary}\nKin\n  One.\n\nnaloxone\n  Two.\n```",
            "naloxone",
            "The word 'naloxone' is explained twice",
        ),
    ],
}
CASES = [(page, number, *mistake) for page, mistakes in MISTAKES.items() for number, mistake in enumerate(mistakes, 11)]


def file_of(page: str, number: int) -> str:
    """The file of the page that has a mistake of that number."""
    if page == UNIT:
        return f"course/{number}-mistakes/index.md"
    folder = page.rpartition("/")[0] or "course/start"
    return f"{folder}/{'session' if page == SESSION else 'page'}-{number}.md"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, list[str]]:
    """A course with all those mistakes, and what one run of the checks said of them."""
    course = tiny(tmp_path_factory.mktemp("slips"))
    for page, number, old, new, _, _ in CASES:
        text = (course.root / f"{page}.md").read_text(encoding="utf-8") if page else PLAIN
        if page != GET_HELP and "orphan" not in text:
            text = (
                text.replace("---\n", "---\norphan: true\n", 1)
                if text.startswith("---")
                else "---\norphan: true\n---\n" + text
            )
        text = text.replace("\nfirst-lesson", "\n/course/1-first-unit/first-lesson")
        assert text.count(old) == 1, old
        course.write(file_of(page, number), text.replace(old, new))
    return course, course.build("check", warns=True).warnings


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].rpartition('/')[2]}-{case[1]}-{case[4]}")
def test_mistake_is_told_once_at_its_line_with_what_was_meant(
    told: tuple[Course, list[str]], case: tuple[str, int, str, str, str, str]
) -> None:
    course, warnings = told
    page, number, _, _, at, words = case
    file = file_of(page, number)

    found = [text for text in warnings if text.startswith(f"{file}:")]

    if not words:
        assert not found
        return
    [warning] = found
    assert words in warning
    assert warning.startswith(f"{file}:{course.line(file, at) if at else 1}: ")


UNREADABLE: list[tuple[str, Callable[[bytes], bytes], str, str]] = [
    (REFERENCES, lambda data: data.replace(GROUP.encode(), GROUP.encode()[:-2]), "", "The references cannot be read"),
    (REFERENCES, lambda data: data + b"\n@misc{group2020,\n  title = {Twice}\n}\n", "", "group2020"),
    (REGION, lambda data: data.replace(b"[[needs]]", b"[[needs", 1), "[[needs", "The file is not valid TOML"),
    (LESSON_FILE, lambda data: data.replace(b"Body words", b"Body w\xf6rds"), "Body w", "not saved as UTF-8"),
    ("course/safety-changes.toml", lambda data: data + b"# \xf6\n", "#", "not saved as UTF-8"),
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
    path.write_bytes(spoil(path.read_bytes() if path.is_file() else b""))

    built = tiny_course.build("dummy", warns=True)

    [warning] = built.warnings
    assert words in warning
    assert warning.startswith(f"{file}:")
    if at:
        text = path.read_bytes().decode(errors="replace")
        assert warning.startswith(f"{file}:{text[: text.index(at)].count(chr(10)) + 1}: ")
    assert not built.app.env.all_docs


def test_byte_order_mark_and_line_ends_of_windows_change_no_word(tiny_course: Course, tmp_path: Path) -> None:
    change = f'day = 2027-01-15\npage = "{HELP_NOW}"\nsays = "New steps."\n'
    beside = {
        "course/safety-changes.toml": f"[[change]]\n{change}",
        "course/regions/us/words.toml": '[words]\nmom = "mum"\n',
        "course/regions/us/region.es.toml": '[needs.now]\nheading = "Ahora"\nsay = "Llame."\n',
        "course/regions/us/passages/regional.md": "# A title of the region\n\nWords of the region.\n",
        "course/start/en-espanol.md": "---\nlanguage: es\norphan: true\n---\n\n# Hola\n\n:::{when-to-stop}\nYa.\n:::\n",
        "course/more/index.md": "---\nunit: 7\norphan: true\n---\n\n# A unit by its front matter\n\nWords.\n",
    }
    for file, text in beside.items():
        tiny_course.write(file, text)
    tiny_course.add(LESSON_FILE, "\n:::{passage} regional\n:title: A title\nWords.\n:::\n")
    tiny_course.add(f"{HELP_NOW}.md", "\n:::{passage} regional\n:::\n")
    plain = tiny_course.build()
    words = {name: plain.page(name) for name in plain.app.env.found_docs}
    marks = {name: text_mark(tiny_course.root / f"{name}.md") for name in words}

    other = Course(shutil.copytree(tiny_course.root, tmp_path / "windows" / "source"))
    for path in (path for path in other.root.rglob("*") if path.suffix in {".md", ".toml", ".bib", ".svg"}):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    there = other.build()
    assert {name for name in words if there.page(name) != words[name]} == set()
    assert {name for name in words if text_mark(other.root / f"{name}.md") != marks[name]} == set()
    assert unit_folders(other.root).keys() == unit_folders(tiny_course.root).keys()
    assert report_lines(report(other.root, "us"), "us") == report_lines(report(tiny_course.root, "us"), "us")
    found = sources(tiny_course.root)
    assert sources(other.root) == found
    assert [read(other.root, path)[0] for path in found] == [read(tiny_course.root, path)[0] for path in found]


# What an author may have meant otherwise: a value of each type of TOML.
VALUES = (
    "1",
    "true",
    "2026-11-21",
    '"x"',
    "[]",
    '["a"]',
    "[[1]]",
    "[{ a = 1 }]",
    "{}",
    "{ a = 1 }",
    "{ a = { b = 1 } }",
)
HEAD = 'who = "a"\nrole = "b"\nday = 2026-01-01\nconflicts = "none"\n[[page]]\n'
# For each reader: what may stand before a key, and the keys.
TOML: dict[str, dict[str, str]] = {
    "course": {
        "": "tagline services sheets short-book relationships also avoid checks card pages leave",
        "[also]\n": "x",
        "[avoid]\n": "x",
        "[card]\n": "name lines",
        "[card.lines]\n": "en",
        "[card.lines.en]\n": "fridge",
        "[checks]\n": "claims",
        "[leave]\n": "title columns rows",
        "[pages]\n": "help reviewers",
        "[relationships]\n": "x",
    },
    "region": {
        "": "region pages needs lines law declined other",
        "[[needs]]\n": "id heading",
        "[declined]\n": "passages law",
        "[law.x]\n": "heading checked source",
        "[lines.x]\n": "name need ways checked source",
        "[lines]\n": "x",
        "[pages]\n": "x",
        "[region]\n": "id checked numbers home",
    },
    "language": {"": "region needs lines law other", "[lines]\n": "x", "[lines.x]\n": "ways", "[needs]\n": "x"},
    "words": {"": "words bound other", "[words]\n": "x", "[bound]\n": "x"},
    "reviews": {"": "who day page", HEAD: "page scope text pemat passage", f"{HEAD}[[page.passage]]\n": "says mended"},
    "changes": {"": "change", "[[change]]\n": "day page says"},
    "catalog": {"": "pages", "[pages]\n": "index", "[pages.index]\n": "translated reviewed by"},
}


def read_toml(kind: str, folder: Path, text: str) -> None:
    """Read *text* as a file of that *kind*. A mistake is listed, or a ``ConfigError``; all else is a fault of ours."""
    file = folder / "catalogs" / "es" / "pages.toml" if kind == "catalog" else folder / f"{kind}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    if kind == "course":
        course_file.parse(text)
    elif kind == "region":
        region_file.parse.__wrapped__(file, 0)
    elif kind == "language":
        region_file._parse_language.__wrapped__(file, 0)
    elif kind == "words":
        wording._parse.__wrapped__(file, 0)
    elif kind == "catalog":
        (folder / "index.md").touch()
        with contextlib.suppress(ConfigError):
            pages_of(folder, "es")
    else:
        (reviews if kind == "reviews" else safety_changes)._read(file, {"page"})


@pytest.mark.parametrize("kind", TOML)
def test_value_of_another_type_is_a_mistake_and_no_crash(kind: str, tmp_path: Path) -> None:
    for before, keys in TOML[kind].items():
        for key in keys.split():
            for value in VALUES:
                read_toml(kind, tmp_path, f"{before}{key} = {value}\n")
