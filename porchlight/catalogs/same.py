"""What a translation must have in common with its sentence: notes, roles, links, numbers, bold words, bars."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from porchlight.catalogs.segments import has_words, of_page, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polib import POEntry

ROLE = re.compile(r"\{([\w:-]+)\}`([^`]*)`")
TARGET = re.compile(r".*<([^>]*)>\s*$", re.DOTALL)
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*|[½⅓⅔¼¾]")
# A translator's comment that allows numbers of its own: "adds 5, 4".
ADDS = re.compile(r"^adds (.+)$", re.MULTILINE)
FOUND = {
    "the note": re.compile(r"\[\^[^\]\s]+\]"),
    "the link to": re.compile(r"\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)"),
    "the mark": re.compile(r"\*\*|(?<!\\)\||(?<=\])\{[.#][^}]*\}"),
}


def _roles(words: str) -> Iterator[str]:
    """The roles of a sentence, without the words that they are said in."""
    for name, text in ROLE.findall(words):
        target = TARGET.match(text)
        yield f"{{{name}}}`{target[1] if target else text}`"


def _numbers(words: str) -> Iterator[str]:
    """The numbers that a reader sees, however their thousands are divided."""
    return (re.sub(r"[.,]", "", found) for found in NUMBER.findall(visible(words)))


def _one_piece(words: str) -> bool:
    """Whether *words* are one piece of text on a page, and no list or the like; "1. Checked" in a table is none."""
    line = " ".join(words.split("\n")).strip()
    return [part.words for part in of_page(line)] == [line]


def faults(entry: POEntry, form: str = "") -> Iterator[str]:
    """What is wrong with a translation, in words; *form* is that of its segment."""
    said, meant = entry.msgstr, entry.msgid
    if has_words(meant) and not has_words(said):
        yield "it has no words"
        return
    parts = {name: (Counter(one.findall(meant)), Counter(one.findall(said))) for name, one in FOUND.items()}
    parts["the role"] = (Counter(_roles(meant)), Counter(_roles(said)))
    own = Counter(_numbers(", ".join(ADDS.findall(entry.tcomment or ""))))
    parts["the number"] = (Counter(_numbers(meant)) + own, Counter(_numbers(said)))
    for name, (wanted, there) in parts.items():
        for what in wanted - there:
            yield f"{name} '{what}' is missing"
        for what in there - wanted:
            yield f"{name} '{what}' is not in the sentence"
    if form == "xml" and re.search(r"<|&(?!#?\w+;)", said):
        yield "'<' and '&' stand in it: write '&lt;' and '&amp;'"
    elif not form and _one_piece(meant) and not _one_piece(said):
        yield "it begins as Markdown of another kind, such as a list"
