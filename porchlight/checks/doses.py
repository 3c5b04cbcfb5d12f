"""Finds sentences that change a dose and have no source: what they advise can kill.

A sentence is one that names a medicine (what the course file has under ``medicines``, or a dose) with a verb of
changing how much or whether, such as "halve", "skip" or "come off". Its paragraph has a note. Let off are
questions, what nobody should do ("never skip a dose"), and what stories, filled-in examples and choices say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from porchlight.checks.claims import has_note, may_be_wrong
from porchlight.checks.measures import sentences
from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn

if TYPE_CHECKING:
    from docutils import nodes

ALWAYS = r"doses?|dosages?"  # whatever the medicine is
TOLD = (
    r"(?:cut|halve|lower|raise|reduce|increase|double|split|skip|taper|wean|stop|quit|change|come off|go off"
    r"|take (?:more|less|half|two|twice|another|an extra))"
)
DONE = (
    r"(?:halved|lowered|raised|reduced|increased|doubled|skipped|tapered"
    r"|(?:cut|split|skip|halve|double|stop) (?:it|them|in))"
)
FEW_WORDS = r"(?:[ -][\w’']+){0,5}[ -]"
LET_OFF = re.compile(
    r"\b(?:no|not|never|nobody|nor|none|cannot|without|\w+n[’']t|(?:any|some)one says)\b", re.IGNORECASE
)


@lru_cache(maxsize=4)
def changes(medicines: str) -> re.Pattern[str]:
    """What tells of a change of *medicines*, an expression; it may be empty."""
    what = rf"(?:{medicines}|{ALWAYS})" if medicines else rf"(?:{ALWAYS})"
    return re.compile(rf"\b{TOLD}{FEW_WORDS}{what}\b|\b{what}\b[^.!?]*?\b{DONE}\b", re.IGNORECASE)


def check_doses(document: nodes.document, medicines: re.Pattern[str] | None) -> None:
    """Warn about each sentence that changes a dose in a paragraph without a note."""
    pattern = changes(medicines.pattern if medicines else "")
    for paragraph in paragraphs(document):
        if may_be_wrong(paragraph) or has_note(paragraph):
            continue
        for sentence in sentences(text(paragraph)):
            found = pattern.search(sentence)
            if found and not sentence.endswith("?") and not LET_OFF.search(sentence[: found.end()]):
                warn(Code.DOSE, f"'{found[0]}' changes a dose, and no note says who advises it", paragraph)
