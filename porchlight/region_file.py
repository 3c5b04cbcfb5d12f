"""The region file: one country's numbers, services and points of law, read from TOML and checked.

Each entry is read by its class in ``region_schema.py``. Each mistake is listed with its line, and nothing
of a wrong entry is taken over, while the others stay: a number that would ring elsewhere, a misspelled
key, an entry that pages count on and that is not there.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cattrs import BaseValidationError

from porchlight.course_file import course_file
from porchlight.numbers import EMERGENCY, SHORT, SIGNS, dialed, finder, spellings, ways_to_dial
from porchlight.plain import are_tables, line_of_other_encoding, meant, read_text_of, slip, toml_fault
from porchlight.region_schema import (
    READER,
    TABLES,
    Country,
    CountryInLanguage,
    Declined,
    Law,
    LawInLanguage,
    Line,
    LineInLanguage,
    Need,
    NeedInLanguage,
    Pages,
    known_keys,
    mistakes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sphinx.environment import BuildEnvironment

FOLDER, FILE = "course/regions", "region.toml"
NO_OTHERS = finder([])


@dataclass(frozen=True)
class Region:
    """A country's data; ``problems`` lists what is wrong in the file, with its line.

    ``typed`` finds numbers in a text: those of the file in any spelling, and what else looks like one.
    """

    country: Country | None = None
    pages: dict[str, date] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    lines: dict[str, Line] = field(default_factory=dict)
    laws: dict[str, Law] = field(default_factory=dict)
    declined: Declined = field(default_factory=Declined)
    problems: tuple[tuple[str, int], ...] = ()
    typed: re.Pattern[str] = NO_OTHERS
    named: frozenset[str] | None = None  # services that the file has an entry for, right or wrong; it can be read
    foreign: frozenset[str] = frozenset()  # entries, as "law.ID", that have no words in the language of the course
    faulty: frozenset[str] = frozenset()  # entries that are wrong, such as "lines.suicide": pages do not miss them

    def misses(self, entry: str) -> bool:
        """Whether *entry* is simply not there: what is wrong in the file, or that there is none, is told once."""
        return self.named is not None and entry not in self.faulty

    @cached_property
    def own(self) -> frozenset[str]:
        """What a phone dials for each number of the file."""
        return frozenset(dialed(way.number) for line in self.lines.values() for way in line.ways if way.number)

    def strange_numbers(self, words: str) -> Iterator[str]:
        """Phone numbers in *words* that no service of the region has."""
        for pattern in (self.typed, EMERGENCY):
            for found in pattern.finditer(words):
                if not self.own & set(ways_to_dial(found[0])):
                    yield found[0]


@dataclass(frozen=True)
class InLanguage:
    """What ``region.es.toml`` says; ``problems`` lists what is wrong in it, with its line."""

    name: str = ""
    needs: dict[str, NeedInLanguage] = field(default_factory=dict)
    lines: dict[str, LineInLanguage] = field(default_factory=dict)
    laws: dict[str, LawInLanguage] = field(default_factory=dict)
    problems: tuple[tuple[str, int], ...] = ()


def curly(value: Any) -> Any:
    """*value* with the apostrophes of its words made curly, as MyST makes them; addresses stay."""
    if isinstance(value, str):
        return value if "://" in value else value.replace("'", "’")
    if isinstance(value, list):
        return [curly(item) for item in value]
    if isinstance(value, dict):
        return {key: curly(item) for key, item in value.items()}
    return value


def line_of(text: str, header: str, words: str = "") -> int:
    """The line on which ``[header]`` stands, or 1; with *words*, the first line of that entry that holds them."""
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines, 1) if re.match(rf"\s*\[+{re.escape(header)}\]", line)), 1)
    for number in range(start, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if words and words in lines[number]:
            return number + 1
    return start


def _words(value: Any) -> Iterator[str]:
    """Every text in *value* that a reader meets as words, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in {"number", "numbers", "url"}:
                yield from _words(item)


class _Reader:
    """Reads the text of one file; ``problems`` grows with what is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[tuple[str, int]] = []
        self.faulty: set[str] = set()

    def fault(self, header: str, problem: str, words: str = "") -> None:
        self.problems.append((f"'{header}': {problem}", line_of(self.text, header, words)))

    def entry(self, header: str, kind: Any, data: Any) -> list[Any]:
        """The entry in a list, or an empty one when it is wrong."""
        if not isinstance(data, dict):
            self.fault(header, f"it is no table of {known_keys(kind)}")
            return []
        try:
            return [READER.structure(data, kind)]
        except BaseValidationError as error:
            for problem, at in mistakes(error, data):
                self.fault(header, problem, at)
            self.faulty.add(header)
            return []

    def drop_what_is_no_table(self, data: dict[str, Any], names: Iterable[str]) -> None:
        """Take out of *data* what stands in place of one of the tables *names*."""
        for name in names:
            if not isinstance(data.get(name, {}), dict):
                self.fault(name, f"it is no table: begin one with '[{name}]', or '[{name}.ID]'", name)
                del data[name]

    def table(self, name: str, entries: dict[str, Any]) -> dict[str, Any]:
        """The entries of a table by their ids, without those that are wrong."""
        read = {key: self.entry(f"{name}.{key}", TABLES[name], data) for key, data in entries.items()}
        return {key: replace(entry, id=key) for key, whole in read.items() for entry in whole}

    def read(self) -> Region:
        try:
            data = curly(tomllib.loads(self.text))
        except tomllib.TOMLDecodeError as error:
            return Region(problems=(toml_fault(error, self.text),))
        for name in data.keys() - TABLES.keys():
            self.fault(name, f"nothing reads this table; there are: {', '.join(TABLES)}")
        if not are_tables(data.setdefault("needs", [])):
            self.fault("needs", "it is no list: write '[[needs]]' above each group of services", "needs")
            data["needs"] = []
        self.drop_what_is_no_table(data, ("lines", "law", "pages"))
        for words in _words(data):
            if slip(words):
                problem = f"'{slip(words)}' is markup, and what stands in this file is plain words"
                self.problems.append((problem, self.line_with(words)))
        country = self.entry("region", Country, data.get("region"))
        needs: list[Need] = [need for entry in data["needs"] for need in self.entry("needs", Need, entry)]
        lines: dict[str, Line] = self.table("lines", data.get("lines", {}))
        laws: dict[str, Law] = self.table("law", data.get("law", {}))
        declined = [Declined(), *self.entry("declined", Declined, data.get("declined", {}))][-1]
        for name in sorted(declined.law.keys() & laws.keys()):
            self.fault("declined", f"the point of law '{name}' is declined, and it stands in this file", name)
        known = [need.id for need in needs]
        for twice in sorted({name for name in known if known.count(name) > 1}):
            self.fault("needs", f"the id '{twice}' stands twice", f'"{twice}"')
        written = [entry.get("id") for entry in data["needs"]]
        for line in lines.values():
            if line.need not in written:
                self.fault(f"lines.{line.id}", f"there is no need '{line.need}'", line.need)
        named = frozenset(data.get("lines", {}))
        region = Region(
            country=country[0] if country else None,
            pages=[{}, *self.entry("pages", Pages, data.get("pages", {}))][-1],
            needs=tuple(needs),
            lines=lines,
            laws=laws,
            declined=declined,
            typed=self.typed(country, lines),
            named=named,
            faulty=frozenset(self.faulty),
        )
        if not self.problems:
            for words in _words({name: data.get(name) for name in ("needs", "lines", "law")}):
                for number in region.strange_numbers(words):
                    strange = (f"'{number}' is no number of an entry of this file", self.line_with(words))
                    if strange not in self.problems:  # a line may say it more than once
                        self.problems.append(strange)
        return replace(region, problems=tuple(self.problems))

    def line_with(self, words: str) -> int:
        """The first line that begins to say *words*."""
        return next((n for n, line in enumerate(self.text.splitlines(), 1) if words[:30] in curly(line)), 1)

    def typed(self, country: list[Country], lines: dict[str, Line]) -> re.Pattern[str]:
        """What finds a typed number; each long number of the file must look as the file says numbers look."""
        shape = country[0].numbers if country else ""
        ways = [(line.id, way.number) for line in lines.values() for way in line.ways if way.number]
        for name, number in ways if shape else ():
            if len(dialed(number)) > SHORT and not re.fullmatch(shape, number.translate(SIGNS)):
                problem = f"'{number}' does not look like a number of this country ('numbers' in [region])"
                self.fault(f"lines.{name}", problem, number)
        return finder([shape, *(spellings(number) for _, number in ways)])


@lru_cache(maxsize=16)
def parse(path: Path, modified: float) -> Region:
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if line := line_of_other_encoding(data):
        return Region(problems=(("The file is not saved as UTF-8", line),))
    return _Reader(data.decode("utf-8")).read()


@lru_cache(maxsize=16)
def _parse_language(path: Path, modified: float) -> InLanguage:
    reader = _Reader(read_text_of(path))
    try:
        data = curly(tomllib.loads(reader.text))
    except tomllib.TOMLDecodeError as error:
        return InLanguage(problems=(toml_fault(error, reader.text),))
    region = read_region(path.parent)
    known: dict[str, tuple[Any, Iterable[str]]] = {
        "needs": (NeedInLanguage, [need.id for need in region.needs]),
        "lines": (LineInLanguage, region.lines),
        "law": (LawInLanguage, region.laws),
    }
    reader.drop_what_is_no_table(data, known)
    found: dict[str, dict[str, Any]] = {}
    for table, (kind, ids) in known.items():
        found[table] = {}
        for name, entry in data.get(table, {}).items():
            if region.named is not None and name not in ids:
                reader.fault(f"{table}.{name}", f"{FILE} has no such entry{meant(name, ids)}")
            for one in reader.entry(f"{table}.{name}", kind, entry):
                found[table][name] = one
    for name, line in found["lines"].items():
        for way in line.ways:
            if way.number and dialed(way.number) not in region.own:
                problem = f"'{way.number}' is no number of an entry of {FILE}"
                reader.fault(f"lines.{name}", problem, way.number)
    for table in data.keys() - {"region", *known}:
        reader.fault(table, f"nothing reads this table; there are: region, {', '.join(known)}")
    country = reader.entry("region", CountryInLanguage, data["region"]) if "region" in data else []
    called = country[0].name if country else ""
    return InLanguage(called, found["needs"], found["lines"], found["law"], tuple(reader.problems))


def read_language(path: Path) -> InLanguage:
    """What ``region.es.toml`` says of the region in that language, and what is wrong there; empty without it."""
    return _parse_language(path, path.stat().st_mtime) if path.is_file() else InLanguage()


def language_path(folder: Path, language: str) -> Path:
    """Where the region in *folder* says its words in a language."""
    return folder / f"region.{language}.toml"


def lines_in(env: BuildEnvironment, language: str) -> dict[str, LineInLanguage]:
    """What the region says of its services in *language*, by their ids."""
    return read_language(language_path(region_folder(env), language)).lines


@lru_cache(maxsize=16)
def _region_in(folder: Path, path: Path, modified: tuple[float, float]) -> Region:
    """The region in *folder* with the words of *path*; ``foreign`` names the entries that these lack."""
    region, words = read_region(folder), read_language(path)
    needs = [replace(need, **vars(words.needs[need.id])) if need.id in words.needs else need for need in region.needs]
    lines = {name: _line_in(line, words.lines.get(name)) for name, line in region.lines.items()}
    laws = {
        name: replace(law, **vars(words.laws[name])) if name in words.laws else law for name, law in region.laws.items()
    }
    country = replace(region.country, name=words.name) if region.country and words.name else region.country
    foreign = {
        *(f"needs.{need.id}" for need in region.needs if need.id not in words.needs),
        *(f"lines.{name}" for name in region.lines if not (name in words.lines and words.lines[name].use)),
        *(f"law.{name}" for name in region.laws if name not in words.laws),
    }
    return replace(region, country=country, needs=tuple(needs), lines=lines, laws=laws, foreign=frozenset(foreign))


def _line_in(line: Line, words: LineInLanguage | None) -> Line:
    if words is None:
        return line
    said = {name: value for name in ("name", "use", "hours") if (value := getattr(words, name))}
    return replace(line, ways=words.ways, **said)


def region_folder(env: BuildEnvironment) -> Path:
    """The folder of the region in use: its file, its passages, sources and drawings."""
    return Path(env.srcdir, FOLDER, str(env.config.porchlight_region))


def region_path(env: BuildEnvironment) -> Path:
    """The region file in use."""
    return region_folder(env) / FILE


def note_region(env: BuildEnvironment) -> None:
    """Note that the page being read hangs on the region: it is read again when that has changed."""
    for path in (region_path(env), language_path(region_folder(env), str(env.config.language))):
        if path.is_file():  # Sphinx takes a file that is not there for one that has changed
            env.note_dependency(str(path))


def read_region(folder: Path) -> Region:
    """The region that lies in *folder*; empty if there is no file."""
    path = folder / FILE
    if not path.is_file():
        return Region(problems=((f"There is no file '{folder.name}/{FILE}'", 1),))
    return parse(path, path.stat().st_mtime)


def other_regions(folder: Path) -> dict[Path, Region]:
    """The regions beside the one in *folder*, by their folders."""
    beside = sorted(path.parent for path in folder.parent.glob(f"*/{FILE}"))
    return {other: read_region(other) for other in beside if other != folder}


def home_name(folder: Path) -> str:
    """What the region is called that the course was written for, unless it is the one in *folder*."""
    found = [region.country for region in other_regions(folder).values() if region.country and region.country.home]
    return found[0].name if found else ""


def not_checked_for(env: BuildEnvironment, docnames: Iterable[str]) -> str:
    """The name of the region for which nobody has checked one of *docnames*; empty where the course was written."""
    region = load_region(env)
    if region.country is None or region.country.home or not home_name(region_folder(env)):
        return ""
    return "" if set(docnames) <= region.pages.keys() else region.country.name


def load_region(env: BuildEnvironment) -> Region:
    """The region in use, in the course's language, parsed again only when a file has changed. Empty without one."""
    folder = region_folder(env)
    region = read_region(folder)
    own = language_path(folder, str(env.config.language))
    if own.is_file() and (folder / FILE).is_file():
        region = _region_in(folder, own, ((folder / FILE).stat().st_mtime, own.stat().st_mtime))
    missing = tuple(
        (f"There is no '[lines.{name}]', which every page and sheet counts on", 1)
        for name in course_file(env.config).services
        if region.named is not None and name not in region.named
    )
    return replace(region, problems=(*region.problems, *missing)) if missing else region
