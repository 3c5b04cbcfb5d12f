"""The schema of a region file: what a service, a way to reach it and a point of law hold.

An entry has the fields of its class, and those without a default it must have. ``cattrs`` reads an entry
into its class; ``mistakes`` puts all that it finds wrong into words.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any, NewType

from cattrs import (
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    override,
)
from cattrs.gen import make_dict_structure_fn

from porchlight.numbers import dialed

if TYPE_CHECKING:
    from collections.abc import Iterator


# A way to reach a service, and what it holds: a number or an address.
WAYS = {"call": "number", "text": "number", "chat": "url", "web": "url"}
SCHEMES = {"call": "tel", "text": "sms"}
Number = NewType("Number", str)


class WrongEntryError(ValueError):
    """What is wrong in an entry, and words of the line on which it stands."""

    def __init__(self, problem: str, at: str = "") -> None:
        super().__init__(problem)
        self.at = at


@dataclass(frozen=True)
class Way:
    """One way to reach a service: its kind, ``how`` ("Call", "Text START to"), and a number or an address."""

    kind: str
    how: str
    number: Number = Number("")
    url: str = ""

    def __post_init__(self) -> None:
        if self.kind not in WAYS:
            raise WrongEntryError(f"'{self.kind}' is no kind of way; there are: {', '.join(WAYS)}", f'"{self.kind}"')
        if [bool(self.number), bool(self.url)] != [WAYS[self.kind] == "number", WAYS[self.kind] == "url"]:
            raise WrongEntryError(f"a way to {self.kind} has a '{WAYS[self.kind]}' and nothing else", self.how)
        if self.url and not re.fullmatch(r"https?://[\w.-]+\.\w+(/\S*)?", self.url):
            raise WrongEntryError(f"'{self.url}' is no address that begins with https://", self.url)

    @property
    def uri(self) -> str:
        """``tel:``, ``sms:`` or web address."""
        return self.url or f"{SCHEMES[self.kind]}:{dialed(self.number)}"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A service, ``[lines.ID]``."""

    id: str = ""
    name: str
    need: str
    use: str
    hours: str = ""
    level: str = ""
    ways: tuple[Way, ...]
    checked: date
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineInLanguage:
    """A service in another language than the course's, ``[lines.ID]`` of ``region.es.toml``.

    A course in that language needs its other words too: without them it has those of ``region.toml``.
    """

    need: str
    ways: tuple[Way, ...]
    name: str = ""
    use: str = ""
    hours: str = ""


@dataclass(frozen=True)
class NeedInLanguage:
    """A group of services in another language, ``[needs.ID]``."""

    heading: str
    say: str = ""


@dataclass(frozen=True)
class LawInLanguage:
    """A point of law in another language, ``[law.ID]``."""

    heading: str
    statement: str


@dataclass(frozen=True)
class CountryInLanguage:
    """The region's name in another language, ``[region]``."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Law:
    """A point of law, ``[law.ID]``."""

    id: str = ""
    heading: str
    statement: str
    checked: date
    ends: date | None = None
    source: tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """A group of services on the get-help page, ``[[needs]]``."""

    id: str
    heading: str
    say: str = ""


@dataclass(frozen=True)
class Country:
    """``[region]``: whose numbers these are; ``numbers`` is a pattern of what phone numbers look like there.

    ``home`` marks the region that the course was written for: nothing need be checked for it again.
    """

    id: str
    name: str
    checked: date
    numbers: str = ""
    home: bool = False

    def __post_init__(self) -> None:
        try:
            re.compile(self.numbers)
        except re.error as error:
            raise WrongEntryError(str(error), "numbers") from error


@dataclass(frozen=True)
class Declined:
    """``[declined]``: passages and points of law that have no counterpart there, each with the reason."""

    passages: dict[str, str] = field(default_factory=dict)
    law: dict[str, str] = field(default_factory=dict)


Pages = dict[str, date]  # [pages]: those that someone has checked for this region, each with the day
TABLES: dict[str, Any] = {
    "region": Country,
    "pages": Pages,
    "needs": Need,
    "lines": Line,
    "law": Law,
    "declined": Declined,
}


def _words_in_quotes(value: Any, _: type) -> str:
    if not (isinstance(value, str) and value.strip()):
        raise TypeError("is words in quotes")
    return value


def _day(value: Any, _: type) -> date:
    if type(value) is not date:
        raise TypeError("is a date without quotes: 2026-11-21")
    return value


def _keys(value: Any, _: type) -> tuple[str, ...]:
    if not (isinstance(value, list) and value and all(isinstance(key, str) for key in value)):
        raise TypeError('is a list of keys: ["key"]')
    return tuple(value)


def _number(value: Any, _: type) -> Number:
    try:
        dialed(value)
    except ValueError as error:
        raise WrongEntryError(str(error), str(value)) from error
    return Number(value)


def _ways(value: Any, _: type) -> tuple[Way, ...]:
    if not isinstance(value, list) or not value:
        raise WrongEntryError("'ways' is empty", "ways")
    if not all(isinstance(way, dict) for way in value):
        raise WrongEntryError(f"a way is no table of {known_keys(Way)}", "ways")
    return tuple(READER.structure(value, list[Way]))


READER = Converter(forbid_extra_keys=True)
READER.register_structure_hook(str, _words_in_quotes)
READER.register_structure_hook(date, _day)
READER.register_structure_hook_func(lambda kind: kind is Number, _number)
READER.register_structure_hook_func(lambda kind: kind == tuple[str, ...], _keys)
READER.register_structure_hook_func(lambda kind: kind == tuple[Way, ...], _ways)
for named in (Line, Law):  # their ids are the names of their tables
    READER.register_structure_hook(named, make_dict_structure_fn(named, READER, id=override(omit=True)))


def known_keys(kind: type) -> str:
    """The keys of an entry, those that it must have first."""
    names = [part for part in fields(kind) if not (part.name == "id" and part.default is not MISSING)]
    must = sorted(part.name for part in names if part.default is MISSING)
    return ", ".join([*must, *sorted(part.name for part in names if part.name not in must)])


def mistakes(error: BaseException, data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each mistake that ``cattrs`` found in *data*, in words, with words of the line on which it stands."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        within, whole = error.group_exceptions()
        for inner, note in within:
            deeper = isinstance(inner, ClassValidationError | IterableValidationError)
            place = getattr(note, "name", None) or getattr(note, "index", 0)
            yield from mistakes(inner, data[place] if deeper else data, str(place))
        for inner in whole:
            yield from mistakes(inner, data)
    elif isinstance(error, KeyError):
        yield f"it lacks '{key}'", str(data.get("how", ""))
    elif isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(error.extra_fields):
            yield f"it has '{name}', which nothing reads; there are: {known_keys(error.cl)}", name
    elif isinstance(error, WrongEntryError):
        yield str(error), error.at
    else:
        yield f"'{key}' {error}", key
