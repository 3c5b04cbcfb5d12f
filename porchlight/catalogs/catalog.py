"""The catalogs of a language: ``catalogs/LANGUAGE/NAME.po``, one for each folder of the course.

``porchlight pot`` takes the words from the source anew. What is there is kept; an edited sentence keeps its
translation as a suggestion, marked ``fuzzy``, with what it was before. No edition shows it until a translator has
taken the mark away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import polib

from porchlight.catalogs.pages import FOLDER, languages, pages_of
from porchlight.catalogs.segments import of_file
from porchlight.plain import read_text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from porchlight.catalogs.segments import Segment

COURSE_FILE = Path("course/course.toml")
PICTURES = Path("course/pictures")
FRONT = "front"  # the catalog of index.md and the course file
TEMPLATES = Path("_build") / FOLDER
ALIKE = 0.5  # from here on an old sentence is taken for an earlier form of a new one
SHOWN = re.compile(r"(?:\{picture\}[ \t]+|^:picture:[ \t]+)([a-z0-9-]+)", re.MULTILINE)
FRONT_LANGUAGE = re.compile(r"\A---\n(?:.*\n)*?language:", re.MULTILINE)


def catalog_of(path: Path) -> str:
    """The name of the catalog that holds the words of the file at *path*, which is relative to the course."""
    if path.parts[0] == "course" and len(path.parts) > 2:
        return path.parts[1]
    return path.parts[0] if len(path.parts) > 1 and path != COURSE_FILE else FRONT


def sources(root: Path, pages: Iterable[str] | None = None, language: str = "") -> list[Path]:
    """The files with words for translators, relative to *root*: all, or those that *pages* need in *language*.

    Not among them are what a region says, which is no translation, and pages and drawings in another language. A
    drawing that the language has of its own, ``NAME-es.svg``, stands in for the common one.
    """
    if pages is None:
        found = [*root.glob("index.md"), *root.glob("course/**/*.md"), *root.glob("exercises/*.md")]
    else:
        found = [root / f"{name}.md" for name in pages]
    found = [path for path in found if not FRONT_LANGUAGE.match(read_text_of(path))]
    listed = sorted(path.relative_to(root) for path in found)
    texts = [read_text_of(root / path) for path in listed]
    drawn = {name for text in texts for name in SHOWN.findall(text)}
    drawings = sorted(
        path.relative_to(root)
        for path in (root / PICTURES).rglob("*.svg")
        if (pages is None or path.stem in drawn) and not re.search(r"-[a-z]{2}$", path.stem)
        if not (language and path.with_stem(f"{path.stem}-{language}").is_file())
    )
    listed = [path for path in listed if "regions" not in path.parts]
    return [*([COURSE_FILE] if (root / COURSE_FILE).is_file() else []), *listed, *drawings]


@dataclass
class Entry:
    """A sentence for translators: where it stands, and what it is there."""

    words: str
    places: list[str]
    kinds: list[str]


def entries_of(root: Path, files: Iterable[Path]) -> dict[str, dict[str, Entry]]:
    """The sentences of *files*, each once a catalog, in the order in which they stand."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for path in files:
        for segment in read(root, path)[1]:
            entry = found[catalog_of(path)].setdefault(segment.words, Entry(segment.words, [], []))
            for value, known in ((path.as_posix(), entry.places), (segment.where, entry.kinds)):
                if value and value not in known:
                    known.append(value)
    return found


def read(root: Path, path: Path) -> tuple[str, list[Segment]]:
    """The text of a file and its segments."""
    text = read_text_of(root / path)
    return text, of_file(path, text)


def template(entries: Mapping[str, Entry], language: str = "") -> polib.POFile:
    """A catalog of *entries* without translations."""
    made = polib.POFile(wrapwidth=100)
    made.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for entry in entries.values():
        made.append(
            polib.POEntry(
                msgid=entry.words, occurrences=[(place, "") for place in entry.places], comment=", ".join(entry.kinds)
            )
        )
    return made


def merged(old: polib.POFile, new: polib.POFile) -> polib.POFile:
    """*new* with the translations of *old*. An edited sentence is fuzzy; what nothing says any more is obsolete."""
    made = polib.POFile(wrapwidth=100)
    made.header, made.metadata = old.header, {**new.metadata, **old.metadata}
    before = {entry.msgid: entry for entry in old}
    said = {entry.msgid for entry in new}
    gone = [entry for entry in old if entry.msgid not in said and entry.msgstr and not entry.obsolete]
    for entry in new:
        known = before.get(entry.msgid)
        if known and known.msgstr:
            entry.msgstr, entry.flags, entry.tcomment = known.msgstr, list(known.flags), known.tcomment
            entry.previous_msgid = known.previous_msgid if known.fuzzy else None
        elif known:
            entry.tcomment = known.tcomment
        elif earlier := _earlier(entry, gone):
            gone.remove(earlier)
            entry.msgstr, entry.tcomment, entry.flags = earlier.msgstr, earlier.tcomment, ["fuzzy"]
            entry.previous_msgid = (earlier.fuzzy and earlier.previous_msgid) or earlier.msgid
        made.append(entry)
    for entry in [*gone, *(entry for entry in old if entry.obsolete and entry.msgid not in said)]:
        entry.obsolete, entry.occurrences, entry.comment = True, [], ""
        made.append(entry)
    return made


def _earlier(entry: polib.POEntry, gone: list[polib.POEntry]) -> polib.POEntry | None:
    """The sentence in *gone* that *entry* most probably was."""
    match = SequenceMatcher(b=entry.msgid, autojunk=False)
    best, alike = None, ALIKE
    for candidate in gone:
        match.set_seq1(candidate.msgid)
        if match.real_quick_ratio() > alike and match.quick_ratio() > alike and (ratio := match.ratio()) > alike:
            best, alike = candidate, ratio
    return best


def text_of(catalog: polib.POFile) -> str:
    """The file of a catalog."""
    return f"{catalog}\n" if not str(catalog).endswith("\n") else str(catalog)


def update(root: Path) -> list[Path]:
    """Write a template for each folder of the course, and bring each language's catalogs up to date.

    Returns the files that changed.
    """
    changed = []
    for name, entries in entries_of(root, sources(root)).items():
        changed += _write(root / TEMPLATES / f"{name}.pot", text_of(template(entries)))
    for language in languages(root):
        folder = root / FOLDER / language
        found = entries_of(root, sources(root, pages_of(root, language), language))
        for name in sorted({*found, *(path.stem for path in folder.glob("*.po"))}):
            path = folder / f"{name}.po"
            new = template(found.get(name, {}), language)
            made = merged(load(path), new) if path.is_file() else new
            changed += _write(path, text_of(made))
    return changed


def load(path: Path) -> polib.POFile:
    """The catalog at *path*."""
    return polib.pofile(str(path), wrapwidth=100)


def _write(path: Path, text: str) -> list[Path]:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return [path]
