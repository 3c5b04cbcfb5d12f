"""The region file: one country's numbers, services and points of law, read from TOML and checked.

Whatever is wrong in it is listed with its line and never taken over: a number that would ring elsewhere,
a misspelled key, an entry that pages count on and that is not there.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from porchlight.plain import line_of_other_encoding, slip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.environment import BuildEnvironment

# A way to reach a service, and what it holds: a number or an address.
WAYS = {"call": "number", "text": "number", "chat": "url", "web": "url"}
SCHEMES = {"call": "tel", "text": "sms"}
# Services that stand on every sheet or page; without one of them a number would be missing there, unseen.
NEEDED = ("emergency", "suicide", "violence", "treatment")
# The keys of an entry: those that it must have, and those that it may have.
KEYS: dict[str, tuple[set[str], set[str]]] = {
    "region": ({"id", "name", "checked"}, {"numbers"}),
    "needs": ({"id", "heading"}, {"say"}),
    "lines": ({"name", "need", "use", "ways", "checked"}, {"hours", "level", "source"}),
    "ways": ({"kind", "how"}, {"number", "url"}),
    "law": ({"heading", "statement", "checked", "source"}, {"ends"}),
}
SIGNS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2013": "-"})
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
FEWEST_DIGITS, MOST_DIGITS = 2, 15  # https://www.itu.int/rec/T-REC-E.164: no number is longer
SHORT = 6  # digits: a short number stands alone and has no prefix
INTERNATIONAL = r"\+\d[\d .()/-]{6,}\d"
NOT_BEFORE, NOT_AFTER = r"(?<![\d.,$-])", r"(?![\d%-]|[.,]\d)"
# Numbers for emergencies of many countries: in words or drawings of another country they are left over.
EMERGENCY = re.compile(rf"{NOT_BEFORE}(?:000|111|112|911|988|999){NOT_AFTER}")


@dataclass(frozen=True)
class Way:
    """One way to reach a service: its kind, ``how`` ("Call", "Text START to"), and a number or an address."""

    kind: str
    how: str
    number: str
    url: str

    @property
    def uri(self) -> str:
        """``tel:``, ``sms:`` or web address."""
        return self.url or f"{SCHEMES[self.kind]}:{dialed(self.number)}"


@dataclass(frozen=True)
class Line:
    """A service."""

    id: str
    name: str
    need: str
    use: str
    hours: str
    ways: tuple[Way, ...]
    checked: date
    source: tuple[str, ...]


@dataclass(frozen=True)
class Law:
    """A point of law."""

    id: str
    heading: str
    statement: str
    checked: date
    ends: date | None
    source: tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """A group of services on the get-help page."""

    id: str
    heading: str
    say: str


@dataclass(frozen=True)
class Region:
    """A country's data; ``problems`` lists what is wrong in the file, with its line.

    ``typed`` finds numbers in a text: those of the file in any spelling, and what else looks like one.
    """

    needs: tuple[Need, ...] = ()
    lines: dict[str, Line] = field(default_factory=dict)
    laws: dict[str, Law] = field(default_factory=dict)
    problems: tuple[tuple[str, int], ...] = ()
    typed: re.Pattern[str] = re.compile(f"{NOT_BEFORE}{INTERNATIONAL}{NOT_AFTER}")

    @cached_property
    def own(self) -> frozenset[str]:
        """What a phone dials for each number of the file."""
        return frozenset(dialed(way.number) for line in self.lines.values() for way in line.ways if way.number)

    def strange_numbers(self, words: str) -> Iterator[str]:
        """Phone numbers in *words* that no service of the region has."""
        for pattern in (self.typed, EMERGENCY):
            for found in pattern.finditer(words):
                if not self.own & set(_ways_to_dial(found[0])):
                    yield found[0]


def dialed(number: str) -> str:
    """What a phone dials for *number*: ``1-800-555-0199`` as ``18005550199``.

    Raises ``ValueError``, with the way to mend it, for a number that a link could not dial as it is meant.
    """
    if not isinstance(number, str):
        raise ValueError(f"the number {number} stands without quotes")
    plain = number.translate(SIGNS)
    if re.search(r"[^\W\d_]", plain):
        digits = plain.translate(KEYPAD)
        if re.fullmatch(r"[\d .()+-]+", digits, re.ASCII):
            raise ValueError(f"'{number}' holds letters; write '{digits}'")
        raise ValueError(f"'{number}' holds words; put what to press or to say into 'how', or into a way of its own")
    if re.search(r"\(0+\)", plain):
        raise ValueError(f"'{number}' holds '(0)', which is dialed only sometimes; write what is dialed in the country")
    if odd := re.search(r"[^0-9 .()+-]", plain):
        raise ValueError(f"'{number}' holds '{odd[0]}'; a number is digits, blanks and hyphens, two numbers two ways")
    if "+" in plain[1:] or not re.fullmatch(r"[^()]*(\([^()]+\)[^()]*)?", plain) or plain != plain.strip(" .-"):
        raise ValueError(f"'{number}' has a sign where no number has one")
    digits = re.sub(r"[^0-9]", "", plain)
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        raise ValueError(f"'{number}' has {len(digits)} digits, and no number has; two numbers are two ways")
    return ("+" if plain.startswith("+") else "") + digits


def spellings(number: str) -> str:
    """A pattern for *number* in any spelling: with other signs between its digits, or without its first 0 or 1."""
    digits = dialed(number).removeprefix("+")
    if len(digits) <= SHORT:
        return "-?".join(digits)
    first = f"(?:{digits[0]}[ .()/-]{{0,2}})?" if digits[0] in "01" else digits[0]
    rest = r"[ .()/-]{0,2}".join(digits[1:])
    return f"(?:\\+?{first}\\(?{rest})" if digits[0] in "01" else f"(?:\\+?{first}[ .()/-]{{0,2}}{rest})"


class WrongEntryError(ValueError):
    """What is wrong in an entry, and words of the line on which it stands."""

    def __init__(self, problem: str, at: str = "") -> None:
        super().__init__(problem)
        self.at = at


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


def _entry(kind: str, data: Any) -> dict[str, Any]:
    """*data* when it holds what an entry of that kind must hold, and nothing unknown. Raises ``WrongEntryError``."""
    must, may = KEYS[kind]
    if not isinstance(data, dict):
        raise WrongEntryError(f"it is no table of {', '.join(sorted(must))}")
    at = str(data.get("how", ""))
    for name in sorted(must - data.keys()):
        raise WrongEntryError(f"it lacks '{name}'", at)
    for name in data.keys() - must - may:
        raise WrongEntryError(f"it has '{name}', which nothing reads; there are: {', '.join(sorted(must | may))}", name)
    for name, value in data.items():
        if name in {"checked", "ends"}:
            if type(value) is not date:
                raise WrongEntryError(f"'{name}' is a date without quotes: 2026-11-21", name)
        elif name == "source":
            if not (isinstance(value, list) and value and all(isinstance(key, str) for key in value)):
                raise WrongEntryError("'source' is a list of keys: [\"key\"]", name)
        elif name not in {"ways", "number"} and not (isinstance(value, str) and value.strip()):
            raise WrongEntryError(f"'{name}' is words in quotes", name)
    return data


def _way(data: Any) -> Way:
    way = _entry("ways", data)
    kind = way["kind"]
    if kind not in WAYS:
        raise WrongEntryError(f"'{kind}' is no kind of way; there are: {', '.join(WAYS)}", f'"{kind}"')
    if set(way) & {"number", "url"} != {WAYS[kind]}:
        raise WrongEntryError(f"a way to {kind} has a '{WAYS[kind]}' and nothing else", way["how"])
    try:
        dialed(way.get("number", "00"))
    except ValueError as error:
        raise WrongEntryError(str(error), str(way["number"])) from error
    if "url" in way and not re.fullmatch(r"https?://[\w.-]+\.\w+(/\S*)?", way["url"]):
        raise WrongEntryError(f"'{way['url']}' is no address that begins with https://", way["url"])
    return Way(kind, way["how"], way.get("number", ""), way.get("url", ""))


def _service(name: str, data: Any) -> Line:
    line = _entry("lines", data)
    if not isinstance(line["ways"], list) or not line["ways"]:
        raise WrongEntryError("'ways' is empty", "ways")
    ways = tuple(map(_way, line["ways"]))
    source = tuple(line.get("source", ()))
    return Line(name, line["name"], line["need"], line["use"], line.get("hours", ""), ways, line["checked"], source)


def _law(name: str, data: Any) -> Law:
    law = _entry("law", data)
    return Law(name, law["heading"], law["statement"], law["checked"], law.get("ends"), tuple(law["source"]))


def _need(data: Any) -> Need:
    need = _entry("needs", data)
    return Need(need["id"], need["heading"], need.get("say", ""))


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


def _ways_to_dial(number: str) -> list[str]:
    """What *number* may dial, with and without the 1 that begins a number in North America."""
    digits = ("+" if number.startswith("+") else "") + re.sub(r"\D", "", number)
    return [digits, f"1{digits}", f"+{digits}", digits.removeprefix("+")]


class _Reader:
    """Reads the text of one file; ``problems`` grows with what is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[tuple[str, int]] = []

    def fault(self, header: str, problem: str, words: str = "") -> None:
        self.problems.append((f"'{header}': {problem}", line_of(self.text, header, words)))

    def table(self, name: str, entries: Any, make: Callable[[str, Any], Any]) -> dict[str, Any]:
        """Each entry of a table, without those that are wrong."""
        made = {}
        for key, entry in entries.items() if isinstance(entries, dict) else ():
            try:
                made[key] = make(key, entry)
            except WrongEntryError as error:
                self.fault(f"{name}.{key}", str(error), error.at)
        return made

    def read(self) -> Region:
        try:
            data = curly(tomllib.loads(self.text))
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+)", str(error))
            return Region(problems=((f"The file is not valid TOML: {error}", int(place[1]) if place else 1),))
        for name in data.keys() - KEYS.keys() | data.keys() & {"ways"}:
            self.fault(name, f"nothing reads this table; there are: {', '.join(KEYS.keys() - {'ways'})}")
        for words in _words(data):
            if slip(words):
                problem = f"'{slip(words)}' is markup, and what stands in this file is plain words"
                self.problems.append((problem, self.line_with(words)))
        needs: list[Need] = []
        for entry in data.get("needs", []):
            try:
                needs.append(_need(entry))
            except WrongEntryError as error:
                self.fault("needs", str(error), error.at)
        lines: dict[str, Line] = self.table("lines", data.get("lines"), _service)
        laws: dict[str, Law] = self.table("law", data.get("law"), _law)
        known = [need.id for need in needs]
        for twice in sorted({name for name in known if known.count(name) > 1}):
            self.fault("needs", f"the id '{twice}' stands twice", f'"{twice}"')
        for line in lines.values():
            if line.need not in known:
                self.fault(f"lines.{line.id}", f"there is no need '{line.need}'", line.need)
        for name in NEEDED:
            if name not in data.get("lines", {}):
                self.problems.append((f"There is no '[lines.{name}]', which every page and sheet counts on", 1))
        region = Region(tuple(needs), lines, laws, tuple(self.problems), self.typed(data, lines))
        if self.problems:
            return replace(region, problems=tuple(self.problems))
        for words in _words({name: data.get(name) for name in ("needs", "lines", "law")}):
            for number in region.strange_numbers(words):
                self.problems.append((f"'{number}' is no number of an entry of this file", self.line_with(words)))
        return replace(region, problems=tuple(self.problems))

    def line_with(self, words: str) -> int:
        """The first line that begins to say *words*."""
        return next((n for n, line in enumerate(self.text.splitlines(), 1) if words[:30] in curly(line)), 1)

    def typed(self, data: dict[str, Any], lines: dict[str, Line]) -> re.Pattern[str]:
        """What finds a typed number; each long number of the file must look as the file says numbers look."""
        shape = ""
        try:
            region = _entry("region", data.get("region"))
            shape = region.get("numbers", "")
            re.compile(shape)
        except (WrongEntryError, re.error) as error:
            shape = ""
            self.fault("region", str(error), getattr(error, "at", "numbers"))
        patterns = [shape, INTERNATIONAL]
        for line in lines.values():
            for way in line.ways:
                if not way.number:
                    continue
                patterns.append(spellings(way.number))
                if shape and len(dialed(way.number)) > SHORT and not re.fullmatch(shape, way.number.translate(SIGNS)):
                    problem = f"'{way.number}' does not look like a number of this country ('numbers' in [region])"
                    self.fault(f"lines.{line.id}", problem, way.number)
        either = "|".join(f"(?:{pattern})" for pattern in dict.fromkeys(patterns) if pattern)
        return re.compile(f"{NOT_BEFORE}(?:{either}){NOT_AFTER}")


@lru_cache(maxsize=4)
def _parse(path: Path, modified: float) -> Region:
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if line := line_of_other_encoding(data):
        return Region(problems=(("The file is not saved as UTF-8", line),))
    return _Reader(data.decode("utf-8")).read()


def region_path(env: BuildEnvironment) -> Path:
    """The region file in use."""
    return Path(env.srcdir, "course", "regions", f"{env.config.porchlight_region}.toml")


def load_region(env: BuildEnvironment) -> Region:
    """The region in use, parsed again only when its file has changed. Empty if there is no file."""
    path = region_path(env)
    if not path.is_file():
        return Region(problems=((f"There is no file '{path.name}'", 1),))
    return _parse(path, path.stat().st_mtime)
