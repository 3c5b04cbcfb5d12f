"""Passages in the Markdown of pages and regions: where each is defined, its words and its notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from porchlight.catalogs.generated import passages_elsewhere
from porchlight.plain import read_text_of
from porchlight.region_file import load_region, region_folder, region_path

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CODE = re.compile(r"(`{3,}|~{3,})")
OPTION = re.compile(r":([a-z-]+):[ \t]*(.*)$")
NOTE = re.compile(r"\[\^([^\]\s]+)\]:")
CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
REGION = "region"


@dataclass(frozen=True)
class Opening:
    """How a directive opens whose body other pages show: its name, and its line as marks and argument."""

    directive: str
    line: re.Pattern[str]


PASSAGE = Opening("passage", re.compile(r"(:{3,})\{passage\}[ \t]+(\S+)[ \t]*$"))


@dataclass(frozen=True)
class Note:
    """A note at the foot of a page: its label, its Markdown, and the line on which it begins."""

    label: str
    words: str
    line: int


@dataclass(frozen=True)
class Definition:
    """A passage as an author wrote it: the file and the line of its first word, its body and its notes.

    ``options`` are those of the directive; a region's file may give a title of its own.
    """

    name: str
    file: Path
    line: int
    body: str
    notes: tuple[Note, ...]
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str) -> str:
        """The value of an option, empty when it is not there."""
        return dict(self.options).get(name, "")

    @property
    def digest(self) -> str:
        """Changes whenever what a page shows of the passage may change."""
        called = set(CALL.findall(self.body))
        notes = [note for note in self.notes if note.label in called]
        return sha256(repr((self.file.name, self.line, self.body, notes, self.options)).encode()).hexdigest()


def _notes(lines: list[str]) -> tuple[Note, ...]:
    """Each note of a page: from its first line on, with the indented lines below."""
    found = []
    for start, words in enumerate(lines):
        if match := NOTE.match(words):
            end = start + 1
            while end < len(lines) and (lines[end].startswith("  ") or not lines[end].strip()):
                end += 1
            found.append(Note(match[1], "\n".join(lines[start:end]).rstrip(), start + 1))
    return tuple(found)


def definitions(file: Path, opening: Opening = PASSAGE) -> tuple[Definition, ...]:
    """What each such directive with a body says in *file*, named by its argument; nothing when there is no file."""
    return _defined_in(file, file.stat().st_mtime, opening) if file.is_file() else ()


@lru_cache(maxsize=1024)
def _defined_in(file: Path, modified: float, opening: Opening) -> tuple[Definition, ...]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):  # Sphinx says so when it reads the page
        return ()
    if f"{{{opening.directive}}}" not in text:
        return ()
    lines = text.splitlines()
    notes = _notes(lines)
    found = []
    code, glossary = "", False
    for number, words in enumerate(lines):
        if fence := CODE.match(words):
            if not code:
                code, glossary = fence[1], words.rstrip().endswith("{glossary}")
            elif words.startswith(code):
                code, glossary = "", False
        match = opening.line.match(words.lstrip(" ") if glossary else words)  # an entry of a glossary is set in
        if (code and not glossary) or not match:
            continue
        closes = words[: len(words) - len(words.lstrip(" "))] + match[1]
        end = next((n for n in range(number + 1, len(lines)) if lines[n].rstrip() == closes), len(lines))
        start, options = number + 1, []
        while start < end and (option := OPTION.match(lines[start].lstrip(" ") if glossary else lines[start])):
            options.append((option[1], option[2].strip()))
            start += 1
        while start < end and not lines[start].strip():
            start += 1
        if start < end or (REGION, "") in options:
            body = dedent("\n".join(lines[start:end])).rstrip()
            found.append(Definition(match[2], file, start + 1, body, notes, tuple(options)))
    return tuple(found)


def passages_folder(env: BuildEnvironment) -> Path:
    """Where the region in use keeps passages of its own."""
    return region_folder(env) / "passages"


@lru_cache(maxsize=1024)
def _of_region(file: Path, modified: float) -> Definition:
    lines = read_text_of(file).splitlines()
    notes = _notes(lines)
    first = next((number for number, words in enumerate(lines) if NOTE.match(words)), len(lines))
    start, options = 0, []
    if lines and lines[0].startswith("# "):
        start, options = 1, [("title", lines[0][2:].strip())]
    while start < first and not lines[start].strip():
        start += 1
    return Definition(file.stem, file, start + 1, "\n".join(lines[start:first]).rstrip(), notes, tuple(options))


def regions_own(env: BuildEnvironment, name: str) -> Definition | None:
    """What the region says in place of the passage, which is nothing if it declines it; ``None`` if neither."""
    file = passages_folder(env) / f"{name}.md"
    if NAME.fullmatch(name) and file.is_file():
        return _of_region(file, file.stat().st_mtime)
    return Definition(name, region_path(env), 1, "", ()) if name in load_region(env).declined.passages else None


_known: WeakKeyDictionary[BuildEnvironment, dict[str, Definition]] = WeakKeyDictionary()


def look_again(app: Sphinx, env: BuildEnvironment, *docnames: Set[str]) -> list[str]:
    """A build begins: what an earlier one saw in the pages no longer counts. No page is read again for it."""
    _known.pop(env, None)
    return []


def all_passages(env: BuildEnvironment) -> dict[str, Definition]:
    """What pages show of each passage: the definition, with the region's words where it has some.

    Every page is looked at, once in a build.
    """
    if env not in _known:
        _known[env] = _all_passages(env)
    return _known[env]


def _all_passages(env: BuildEnvironment) -> dict[str, Definition]:
    passages: dict[str, Definition] = {}
    pages = [Path(env.doc2path(docname)) for docname in sorted(env.found_docs)]
    for page in [*pages, *passages_elsewhere(env.srcdir)]:
        for found in definitions(page):
            own = regions_own(env, found.name)
            passages.setdefault(found.name, with_regions_words(found, own) if own else found)
    return passages


def with_regions_words(defined: Definition, own: Definition) -> Definition:
    """The region's words with the options of the definition, and the region's title if it has one."""
    options = dict(defined.options)
    if title := own.option("title"):
        options["answers" if "answers" in options else "title"] = title
    return Definition(own.name, own.file, own.line, own.body, own.notes, tuple(options.items()))
