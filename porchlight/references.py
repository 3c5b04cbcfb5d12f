"""The references: BibTeX entries, checked and put into words.

They live in one file; those that one region alone needs stand in a second. pybtex reads BibTeX and
decodes names; the short form ("Santo T and others. Title. Journal, 2021") is ours, because the styles
that come with pybtex are made for theses, not for a phone screen.
"""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pybtex.database import BibliographyData, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError

from porchlight.diagnostics import Code, warn
from porchlight.locale import _, listed
from porchlight.plain import read_text_of
from porchlight.region_file import region_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pybtex.database import Entry, Person
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NAMED_AUTHORS = 2
# Signs that LaTeX may read in its own way. Text without them is plain, which pybtex takes long to find out.
LATEX = re.compile(r"[\\{}$~^_%&#`'\"<>]|--|,,")
QUOTED = re.compile(r"`([^`]*?)'(?!\w)")  # what the LaTeX reader leaves as it stands: `so'


@dataclass(frozen=True)
class Reference:
    """A source in words: its authors, its title, where and when it appeared, and the address to give readers.

    ``seen`` says how it was read, with the words of ``SEEN``; nothing if it was read at its own place.
    """

    authors: str
    title: str
    appeared: str
    year: str
    address: str
    seen: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def _parse(path: Path, modified: float) -> BibliographyData | PybtexError:
    text = path.read_bytes().decode("utf-8", errors="replace")  # a wrong sign is told by check_references, once
    try:
        parsed: BibliographyData = parse_string(text, bib_format="bibtex")
    except PybtexError as error:
        return error
    return parsed


def load(path: Path) -> BibliographyData:
    """Read the BibTeX file (again only when it has changed).

    Raises ``PybtexError`` when it is not valid and ``OSError`` when it cannot be read.
    """
    parsed = _parse(path, path.stat().st_mtime)
    if isinstance(parsed, PybtexError):
        raise parsed
    return parsed


def entries_of(env: BuildEnvironment) -> Mapping[str, Entry] | None:
    """The references by their keys; ``None`` when they cannot be read, which ``check_references`` tells."""
    try:
        common, *own = (load(path).entries for path in bibliographies(env))
    except (PybtexError, OSError):
        return None
    entries: Mapping[str, Entry] = ChainMap(common, *own) if own else common
    return entries


def bibliographies(env: BuildEnvironment) -> list[Path]:
    """Where the references lie: those of the course, and those that the region alone needs, if it has some."""
    own = region_folder(env) / "references.bib"
    return [Path(env.srcdir, env.config.porchlight_bibliography), *([own] if own.is_file() else [])]


def check_references(app: Sphinx) -> None:
    """Warn, once in a build, about references that are not BibTeX, or that stand in two files."""
    known: set[str] = set()
    for path in filter(Path.is_file, bibliographies(app.env)):
        lines = read_text_of(path).splitlines()
        try:
            keys = set(load(path).entries)
        except PybtexError as error:
            problem, line = _fault(error, lines)
            warn(Code.SOURCE_FILE, f"The references cannot be read: {problem}", f"{path}:{line}")
            return
        for key in sorted(keys & known):
            problem = f"'{key}' stands in the references of the course, too"
            warn(Code.SOURCE_FILE, problem, f"{path}:{line_of_entry(lines, key)}")
        known |= keys


def line_of_entry(lines: list[str], key: str) -> int:
    """The last of *lines* on which an entry of that key begins, or 1."""
    return max((number for number, words in enumerate(lines, 1) if f"{{{key}," in words), default=1)


def _fault(error: PybtexError, lines: list[str]) -> tuple[str, int]:
    """What is wrong, and in which of *lines*; of a brace that is left open pybtex names a line far below."""
    if isinstance(error, PybtexSyntaxError):
        line = _unclosed(lines)
        return ("a brace of this entry is not closed", line) if line else (str(error), int(error.lineno))
    key = str(error).rpartition(" ")[2]  # of an entry that stands there twice
    return str(error), line_of_entry(lines, key)


def _unclosed(lines: list[str]) -> int:
    """The line where the first entry begins whose braces are not closed before the next one; 0 if there is none."""
    start, depth = 1, 0
    for number, words in enumerate(lines, start=1):
        if words.startswith("@"):
            if depth:
                break
            start = number
        depth += words.count("{") - words.count("}")
    return start if depth else 0


def field(entry: Entry, name: str) -> str:
    """A field of an entry as plain text; empty when it is not there."""
    return plain((entry.fields or {}).get(name, ""))


@cache  # most names and titles are asked for many times, and LaTeX is slow
def plain(text: str) -> str:
    """BibTeX text without its braces; accents, dashes and quotation marks decoded."""
    decoded = str(Text.from_latex(text)) if LATEX.search(text) else text
    return " ".join(QUOTED.sub(r"‘\1’", decoded).split())


def name(person: Person) -> str:
    """A person as ``"Santo T"``; an organisation as its name."""
    last = plain(" ".join(person.prelast_names + person.last_names))
    initials = "".join(plain(part)[:1] for part in person.first_names + person.middle_names)
    return f"{last} {initials}".strip()


def authors(entry: Entry) -> str:
    """The first author and how many more: ``"Santo T and others"``."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [name(person) for person in people]
    if not names:
        return field(entry, "organization")
    if "others" in names or len(names) > NAMED_AUTHORS:
        return _("%(author)s and others", author=names[0])
    return listed(names)


def year(entry: Entry) -> str:
    """The year, or "no date"."""
    found = field(entry, "year")
    return _("no date") if found in {"", "n.d."} else found


def link(entry: Entry) -> str:
    """The address to give readers: the DOI's if there is one, else the entry's own, or none."""
    fields = entry.fields or {}
    if doi := fields.get("doi", ""):
        return f"https://doi.org/{doi}"
    return str(fields.get("url", "")).replace("\\", "")


def reference(entry: Entry) -> Reference:
    """What readers are told of an entry."""
    title = field(entry, "title").rstrip(".")
    names = ("journal", "booktitle", "howpublished", "institution", "publisher", "school")
    place = next((words for name in names if (words := field(entry, name))), "")
    by = authors(entry)
    parts = [place] if place not in {"", by, title} else []
    if year(entry) not in place:
        parts.append(year(entry))
    seen = tuple(words for words in re.split(r"[,;\s]+", field(entry, "seen")) if words)
    return Reference(by, title, ", ".join(parts), year(entry), link(entry), seen)


def references(env: BuildEnvironment, location: Any) -> Mapping[str, Entry] | None:
    """The references, which the page being read now depends on; warns when there is no such file."""
    for path in bibliographies(env):
        env.note_dependency(str(path))
        if not path.is_file():
            warn(Code.SOURCE_FILE, f"The references cannot be read: there is no {path}", location)
    return entries_of(env)
