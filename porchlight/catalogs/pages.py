"""Which pages a language has: ``catalogs/LANGUAGE/pages.toml``.

::

    [pages]
    "course/start/help-right-now" = { translated = 2026-11-29, reviewed = "never" }
    "exercises/my-safety-plan" = { translated = 2026-11-29, reviewed = 2027-02-01, by = "Ana Ruiz, nurse" }
    "course/start/welcome" = {}

A page that is named has its sentences in the catalogs; from the day it is ``translated`` it is built.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from porchlight.plain import meant, read_text_of, toml_fault

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "catalogs"
FILE = "pages.toml"
KEYS = ("translated", "reviewed", "by")
LANGUAGE = re.compile(r"[a-z]{2,3}([_-][A-Za-z]{2,4})?")
NEVER = "never"


@dataclass(frozen=True)
class State:
    """How far the translation of a page is: since when it is whole, and who has read it, on which day."""

    translated: date | None = None
    reviewed: date | None = None
    by: str = ""


def languages(root: Path) -> list[str]:
    """The languages that the course in the folder *root* has catalogs for."""
    return sorted(path.parent.name for path in (root / FOLDER).glob(f"*/{FILE}"))


def pages_of(root: Path, language: str) -> dict[str, State]:
    """The pages of a language, in the order of its list. Raises ``ConfigError`` with all that is wrong in it."""
    path = root / FOLDER / language / FILE
    if not path.is_file():
        raise ConfigError(f"There is no {FOLDER}/{language}/{FILE}: name the pages to translate in it.")
    text = read_text_of(path)
    place = path.relative_to(root).as_posix()
    try:
        listed = tomllib.loads(text).get("pages", {})
    except tomllib.TOMLDecodeError as error:
        problem, line = toml_fault(error, text)
        raise ConfigError(f"{place}:{line}: {problem}.") from error
    if not isinstance(listed, dict):
        raise ConfigError(f"{place}:1: 'pages' is a table: write '[pages]' on a line of its own.")
    problems: list[str] = []
    found: dict[str, State] = {}
    for name, said in listed.items():
        line = next((number for number, line in enumerate(text.split("\n"), 1) if f'"{name}"' in line), 1)
        problems += [f"{place}:{line}: {problem}." for problem in _problems(root, name, said)]
        if isinstance(said, dict):
            reviewed = said.get("reviewed")
            found[name] = State(
                _day(said.get("translated")), _day(None if reviewed == NEVER else reviewed), str(said.get("by", ""))
            )
    if problems:
        raise ConfigError("\n".join(problems))
    return found


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _problems(root: Path, name: str, said: Any) -> list[str]:
    if not (root / f"{name}.md").is_file():
        known = [path.relative_to(root).with_suffix("").as_posix() for path in (root / "course").rglob("*.md")]
        return [f"'{name}' is no page{meant(name, known)}; name its file, without '.md'"]
    if not isinstance(said, dict):
        return [f"'{name}' needs {{ translated = DAY, reviewed = DAY or \"never\", by = WORDS }}, or {{}}"]
    found = [f"nothing reads '{key}'{meant(key, KEYS)}" for key in said if key not in KEYS]
    if "translated" in said:
        if not _day(said["translated"]):
            found.append("'translated' is a day, such as 2026-11-29")
        if said.get("reviewed") != NEVER and not (_day(said.get("reviewed")) and said.get("by")):
            found.append(
                "say who has read the translation: 'reviewed' is a day and 'by' is who, or reviewed = \"never\""
            )
    return found


def translated(root: Path, language: str) -> dict[str, State]:
    """The pages that an edition in that language has."""
    return {name: state for name, state in pages_of(root, language).items() if state.translated}
