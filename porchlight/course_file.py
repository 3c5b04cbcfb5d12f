"""The course file, ``course/course.toml``: what a course is about, whom it is for, which words it minds.

None of it has to be there. Whatever is wrong in it stops the build at once, before anything is read.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from porchlight.locale import N_
from porchlight.plain import line_of_other_encoding, meant, toml_fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

FILE = "course/course.toml"
COLUMNS = 2  # of the table on the page behind "Leave"
MOST_ASKED = 3  # relationships that a lesson speaks to, when the course has as many
# What each table of the file may hold; where it is None, names of the author's own.
TABLES: dict[str, set[str] | None] = {
    "relationships": None,
    "also": None,
    "avoid": None,
    "checks": {"claims", "medicines", "risks"},
    "card": {"name", "title", "about", "lines"},
    "pages": {"help", "get-help", "glossary", "about", "sources", "handouts", "reviewers", "web-only", "braille"},
    "leave": {"title", "about", "columns", "rows"},
}
PLAIN = ("tagline", "services", "sheets", "short-book")


@dataclass(frozen=True)
class Also:
    """What else a reader may be: the words for it, and the parts that fit, by relationship or by what they say."""

    words: str
    relationship: str = ""
    says: str = ""

    def fits(self, relationship: str, words: str) -> bool:
        """Whether a part for that *relationship*, with those words, is for this reader, too."""
        return relationship == self.relationship or (bool(self.says) and self.says.casefold() in words.casefold())


@dataclass(frozen=True)
class CardLines:
    """What people write on the card: behind these words, large on the poster and small in the wallet."""

    fridge: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    pocket: str = ""


@dataclass(frozen=True)
class Card:
    """The card for fridge and wallet."""

    name: str = "card"
    title: str = N_("In an emergency")
    about: str = N_("What to do in an emergency, large for the fridge and small for the wallet.")
    lines: Mapping[str, CardLines] = field(default_factory=dict)


@dataclass(frozen=True)
class Pages:
    """Pages that every edition leads to or treats in its own way; a course may have none of a kind: ``""``.

    ``reviewers`` stand in the contents list only beside what is looked up, ``web_only`` in no e-book; ``braille`` is
    for a braille printer, unless ``conf.py`` names other pages.
    """

    help: str = "course/start/help-right-now"
    get_help: str = "course/reference/get-help"
    glossary: str = "course/reference/glossary"
    about: str = "course/reference/about"
    sources: str = "course/reference/sources"
    handouts: str = "course/reference/all-handouts"
    reviewers: tuple[str, ...] = ()
    web_only: tuple[str, ...] = ()
    braille: tuple[str, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """Those that have to be there: buttons, sheets and checks lead to them."""
        return tuple(filter(None, (self.help, self.get_help, self.glossary)))


@dataclass(frozen=True)
class Leave:
    """The dull page behind "Leave": a table of two columns."""

    title: str = N_("Kitchen measures")
    about: str = N_("How much is how much in the kitchen.")
    columns: tuple[str, ...] = (N_("This much"), N_("is the same as"))
    rows: tuple[tuple[str, str], ...] = (
        (N_("1 tablespoon"), N_("3 teaspoons")),
        (N_("1/4 cup"), N_("4 tablespoons")),
        (N_("1/3 cup"), N_("5 tablespoons and 1 teaspoon")),
        (N_("1/2 cup"), N_("8 tablespoons")),
        (N_("1 cup"), N_("16 tablespoons, or 8 fluid ounces")),
        (N_("1 pint"), N_("2 cups")),
        (N_("1 quart"), N_("2 pints, or 4 cups")),
        (N_("1 gallon"), N_("4 quarts, or 16 cups")),
        (N_("1 stick of butter"), N_("1/2 cup, or 8 tablespoons")),
        (N_("1 pound"), N_("16 ounces")),
    )


@dataclass(frozen=True)
class CourseFile:
    """What the file says; ``avoid``, ``claims``, ``medicines`` and ``risks`` are patterns that ``check`` looks for."""

    tagline: str = ""
    services: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    short_book: tuple[str, ...] = ()
    relationships: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, Also] = field(default_factory=dict)
    avoid: tuple[tuple[re.Pattern[str], str], ...] = ()
    claims: re.Pattern[str] | None = None
    medicines: re.Pattern[str] | None = None
    risks: re.Pattern[str] | None = None
    card: Card = field(default_factory=Card)
    pages: Pages = field(default_factory=Pages)
    leave: Leave = field(default_factory=Leave)

    @property
    def fewest_relationships(self) -> int:
        """How many a lesson speaks to at least."""
        return min(MOST_ASKED, len(self.relationships))


class _Reader:
    """Reads the text of one file; ``problems`` grows with what is wrong, each with its line."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.problems: list[str] = []

    def fault(self, words: str, problem: str) -> None:
        """The line is the one that sets *words*, or else the first that holds them."""
        key = re.compile(rf"\s*[\"']?{re.escape(words)}[\"']?\s*=")
        holds = [number for number, line in enumerate(self.lines, 1) if words in line]
        number = next((number for number in holds if key.match(self.lines[number - 1])), [*holds, 1][0])
        self.problems.append(f"{FILE}:{number}: {problem}.")

    def read(self, data: dict[str, Any]) -> CourseFile:
        for name in data.keys() - TABLES.keys() - set(PLAIN):
            self.fault(name, f"nothing reads '{name}'{meant(name, [*PLAIN, *TABLES])}")
        for name, keys in TABLES.items():
            if not isinstance(data.setdefault(name, {}), dict):
                self.fault(name, f"'{name}' is a table: write '[{name}]' on a line of its own")
                data[name] = {}
            for key in data[name].keys() - keys if keys else ():
                self.fault(key, f"nothing reads '{key}' in '[{name}]'{meant(key, keys or ())}")
        checks, card = data["checks"], data["card"]
        if not isinstance(lines := card.get("lines", {}), dict):
            self.fault("lines", "'lines' is a table: write '[card.lines.en]' on a line of its own")
            lines = {}
        patterns = {name: self.pattern(name, rf"\b(?:{words})") for name, words in checks.items()}
        avoid = {self.pattern(key, rf"\b(?:{key})\b"): self.text_of(key, words) for key, words in data["avoid"].items()}
        return CourseFile(
            tagline=self.text_of("tagline", data.get("tagline", "")),
            services=self.words_of("services", data.get("services", [])),
            sheets=self.words_of("sheets", data.get("sheets", [])),
            short_book=self.words_of("short-book", data.get("short-book", [])),
            relationships={name: self.text_of(name, words) for name, words in data["relationships"].items()},
            also={name: self.entry(name, Also, entry) for name, entry in data["also"].items()},
            avoid=tuple(avoid.items()),
            claims=patterns.get("claims"),
            medicines=patterns.get("medicines"),
            risks=patterns.get("risks"),
            card=Card(
                **{key: self.text_of(key, card[key]) for key in ("name", "title", "about") if key in card},
                lines={name: self.entry(name, CardLines, entry) for name, entry in lines.items()},
            ),
            pages=self.pages(data["pages"]),
            leave=self.leave(data["leave"]),
        )

    def pages(self, data: dict[str, Any]) -> Pages:
        """The pages by their names in the file, where words have hyphens."""
        named = {part.name.replace("_", "-"): part for part in fields(Pages)}
        values: dict[str, Any] = {
            part.name: self.words_of(key, data[key]) if part.default == () else self.text_of(key, data[key])
            for key, part in named.items()
            if key in data
        }
        for name in (one for value in values.values() for one in ([value] if isinstance(value, str) else value)):
            if name.endswith(".md") or name.startswith("/"):
                self.fault(name, f"'{name}' is no page: write '{name.removeprefix('/').removesuffix('.md')}'")
        if values.get("help") == "":
            self.fault("help", "'help' names a page: 'Help now' leads there")
        return Pages(**values)

    def leave(self, data: dict[str, Any]) -> Leave:
        """What the page says; a row is a line of the table: ``"1 pint" = "2 cups"``."""
        values: dict[str, Any] = {key: self.text_of(key, data[key]) for key in ("title", "about") if key in data}
        if "columns" in data:
            values["columns"] = self.words_of("columns", data["columns"])
            if len(values["columns"]) != COLUMNS:
                self.fault("columns", '\'columns\' names two: ["This much", "is the same as"]')
        rows = data.get("rows", {})
        if not isinstance(rows, dict):
            self.fault("rows", "'rows' is a table: write '[leave.rows]' on a line of its own")
        elif rows:
            values["rows"] = tuple((key, self.text_of(key, words)) for key, words in rows.items())
        return Leave(**values)

    def text_of(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self.fault(key, f"'{key}' is words in quotes")
        return str(value)

    def words_of(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, f'\'{key}\' is a list of words in quotes: ["one", "two"]')
            return ()
        return tuple(value)

    def pattern(self, key: str, value: str) -> re.Pattern[str]:
        """The pattern; line breaks only set it out."""
        try:
            return re.compile(value.replace("\n", ""), re.IGNORECASE)
        except re.error as error:
            self.fault(key, f"'{key}' is no regular expression: {error}")
            return re.compile("(?!)")

    def entry(self, name: str, kind: type[Any], data: object) -> Any:
        """A table with the fields of *kind*, each words, or a list of words."""
        known = {part.name: part.default for part in fields(kind)}
        if not isinstance(data, dict) or data.keys() - known.keys():
            strange = next(iter(data.keys() - known.keys()), "") if isinstance(data, dict) else ""
            self.fault(strange or name, f"'{name}' is a table of {', '.join(known)}{meant(strange, known)}")
            return kind(*[""] * (kind is Also))
        values = {
            key: self.words_of(key, value) if known[key] == () else self.text_of(key, value)
            for key, value in data.items()
        }
        return kind(**({"words": ""} if kind is Also else {}) | values)


@lru_cache
def parse(text: str) -> tuple[CourseFile, tuple[str, ...]]:
    """What a file of that *text* says, and what is wrong in it."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem, line = toml_fault(error, text)
        return CourseFile(), (f"{FILE}:{line}: {problem}.",)
    reader = _Reader(text)
    parsed = reader.read(values)
    return parsed, tuple(reader.problems)


def course_file(config: Config) -> CourseFile:
    """What the course says of itself."""
    return parse(config.porchlight_course)[0]


def named_at(config: Config, page: str) -> str:
    """The file and the line on which ``[pages]`` names *page* as one that has to be there; nothing if none does."""
    names = re.compile(rf"""\s*[\w-]+\s*=\s*["']{re.escape(page)}["']""")
    lines = config.porchlight_course.splitlines()
    return next((f"{FILE}:{number}" for number, line in enumerate(lines, 1) if names.match(line)), "")


def load_course_file(app: Sphinx, config: Config) -> None:
    """Read the file into a setting, so that all pages are read again when it changes; stop when it cannot be used."""
    path = Path(app.srcdir, FILE)
    data = path.read_bytes() if path.is_file() else b""
    if line := line_of_other_encoding(data):
        raise ConfigError(f"{FILE}:{line}: the file is not saved as UTF-8. Save it as UTF-8.")
    config.porchlight_course = data.decode("utf-8-sig").replace("\r\n", "\n")
    if problems := parse(config.porchlight_course)[1]:
        raise ConfigError("\n".join(problems))


def setup_course_file(app: Sphinx) -> None:
    """Register the setting that holds the file's text."""
    app.add_config_value("porchlight_course", "", "env", str)
    app.connect("config-inited", load_course_file)
