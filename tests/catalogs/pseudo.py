"""A language for tests: each word of the course gets an é in front, so that a word without one came from no catalog."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib

from porchlight.catalogs.catalog import update
from porchlight.catalogs.pages import FOLDER
from porchlight.catalogs.segments import NOT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SPARED = re.compile(rf"\{{[\w:-]+\}}`[^`]*`|&\w+;|{NOT_WORDS.pattern}")
WORD = re.compile(r"(?<![^\W_])[^\W\d_]{2,}")
LANGUAGE = "es"


def said(words: str) -> str:
    """*words* in the language."""
    parts, last = [], 0
    for spared in [*SPARED.finditer(words), None]:
        end = spared.start() if spared else len(words)
        parts.append(WORD.sub(lambda found: f"é{found[0]}", words[last:end]))
        if spared:
            parts.append(spared[0])
            last = spared.end()
    return "".join(parts)


def translate(root: Path, pages: Iterable[str], reviewed: str = 'reviewed = "never"') -> None:
    """Give the course in *root* a translation of *pages*."""
    folder = root / FOLDER / LANGUAGE
    folder.mkdir(parents=True, exist_ok=True)
    listed = (f'"{name}" = {{ translated = 2026-11-29, {reviewed} }}\n' for name in pages)
    (folder / "pages.toml").write_text(f"[pages]\n{''.join(listed)}", encoding="utf-8")
    update(root)
    for path in folder.glob("*.po"):
        catalog = polib.pofile(str(path), wrapwidth=100)
        for entry in catalog:
            entry.msgstr = entry.msgstr or said(entry.msgid)
        catalog.save()


def change(root: Path, words: str, said: str, *, fuzzy: bool = False) -> int:
    """Give the sentence *words* another translation; returns the line of its entry."""
    for path in (root / FOLDER / LANGUAGE).glob("*.po"):
        catalog = polib.pofile(str(path), wrapwidth=100)
        if entry := catalog.find(words):
            entry.msgstr, entry.flags = said, ["fuzzy"] if fuzzy else []
            catalog.save()
            return next(int(one.linenum) for one in polib.pofile(str(path)) if one.msgid == words)
    raise AssertionError(words)
