"""Sentences that say what was not found: each tells when it was looked for, and all are listed.

"We looked for a trial and found none (November 2026)" is true of a day. So the sentence, its
paragraph or one of the paragraph's notes names the month, and the list of all of them tells who
prepares a release what to look for again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.boxes import ancestors
from porchlight.checks.measures import sentences
from porchlight.checks.prose import text
from porchlight.diagnostics import Code, nearest, warn
from porchlight.passages import is_copy
from porchlight.short import in_short, short_lesson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILE = "not-found.txt"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
WHEN = re.compile(rf"\b(?:{MONTHS})(?: \d{{1,2}},)? 20\d\d\b")
# Not "no study in a review found": there it is the review that looked.
NOT_FOUND = re.compile(
    r"\bwe (?:have )?(?:looked|searched|found|read|know of|had) (?:\w+ ){0,3}?"
    r"(?:none\b|nothing\b(?! better)|no\b(?! longer))"
    r"|\bwe (?:looked|searched) (?:for|in|on|again|twice|once)\b"
    r"|\bno (?:study|studies|trial|trials|research)\b(?! (?:in (?:a|the|which|this)|can)\b)"
    r"|\bnobody has (?:shown|studied)\b"
    r"|\bno (?:sound|firm|well-founded) timetable\b",
    re.IGNORECASE,
)
REVIEW_LOOKED = re.compile(r"\breviews?\b[^.]*?\bfound no (?:study|studies|trials?|research)\b", re.IGNORECASE)


@dataclass(frozen=True)
class NotFound:
    """One sentence: where it stands, the month that it names or its note names, and its words."""

    place: str
    when: str
    words: str


def not_found(document: nodes.document, docname: str) -> Iterator[NotFound]:
    """Every such sentence of a page, notes included; warns about each that tells no month."""
    for paragraph in document.findall(nodes.paragraph):
        if any(_is_elsewhere(parent) for parent in ancestors(paragraph)):
            continue  # listed where it is defined
        said = text(paragraph)
        found = [sentence for sentence in sentences(said) if _is_one(sentence)]
        if not found:
            continue
        near = [said, *_notes(document, paragraph)]
        looks = [sentence for words in near for sentence in sentences(words) if _is_one(sentence)]
        when = next((match[0] for words in (*looks, *near) if (match := WHEN.search(words))), "")
        if not when:
            problem = f"'{found[0][:60]}…' does not tell when it was looked for"
            warn(Code.NOT_FOUND_WHEN, problem, nearest(paragraph, docname))
        line = nearest(paragraph, docname)
        place = f"{docname}:{line.line if isinstance(line, nodes.Node) else 1}"
        for sentence in found:
            match = WHEN.search(sentence)
            yield NotFound(place, match[0] if match else when, sentence)


def _is_elsewhere(node: nodes.Element) -> bool:
    return is_copy(node) or bool(node.get("copied")) or isinstance(node, short_lesson | in_short)


def _is_one(sentence: str) -> bool:
    return bool(NOT_FOUND.search(REVIEW_LOOKED.sub("", sentence)))


def _notes(document: nodes.document, paragraph: nodes.Element) -> Iterator[str]:
    for call in paragraph.findall(nodes.footnote_reference):
        note = document.ids.get(call.get("refid", ""))
        if note is not None:
            yield text(note)


def write_list(found: Iterable[NotFound], folder: Path) -> int:
    """Write the list into *folder*, the oldest look first; return how many sentences it holds."""
    once = {finding.words: finding for finding in reversed(list(found))}  # a point of law stands on several pages
    rows = sorted(once.values(), key=lambda finding: (finding.when[-4:], finding.place))
    lines = [f"{finding.place}  [{finding.when or 'no month'}]  {finding.words}" for finding in rows]
    head = "Look for each of these again before a release, then write the new month beside it.\n\n"
    (folder / FILE).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return len(rows)
