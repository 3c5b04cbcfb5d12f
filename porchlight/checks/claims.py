"""Finds claims without a source.

Two rules, for every page whose front matter says how firm its evidence is, and every exercise:
a paragraph with a figure has a note of its own, and a section that speaks of what the course file
names under ``claims`` has at least one. Stories, filled-in examples and the choices of a question are let
off: there people say what is not so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.boxes import ancestors, box
from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn
from porchlight.exercise import example, exercise_id
from porchlight.quiz import question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COUNT = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten)"
_UNIT = r"(?:percent|times|people|deaths?|states|hours?|days?|weeks?|months?|years?)"
_PART = r"(?:half|a third|two thirds|a quarter|three quarters)"
_WHOLE = r"(?:all|them|those|these|us|people|adults|families)"
_RESEARCH = r"(?:studies|study|trials?|surveys?|researchers?)"
FIGURE = re.compile(
    rf"\d\s?%|\b\d[\d,.]*(?: to \d[\d,.]*)?\+? {_UNIT}\b"
    rf"|\b{_COUNT} (?:in|out of|of every) {_COUNT}\b"
    rf"|\b{_PART} (?:of {_WHOLE}|as)\b|\babout half\b|\btwice as\b|\b(?:fewer|more) than \d"
    rf"|(?<!\bno )\b{_RESEARCH} (?:show|find|found|say|suggest|of)",
    re.IGNORECASE,
)


def may_be_wrong(node: nodes.Node) -> bool:
    """Whether *node* stands where people may say what is not so."""
    return any(
        isinstance(parent, question | example) or (isinstance(parent, box) and parent["kind"] == "story")
        for parent in ancestors(node)
    )


def has_note(node: nodes.Element) -> bool:
    """Whether *node* has a note; what a picture's description says, its caption backs."""
    if isinstance(node.parent, nodes.legend):
        node = node.parent.parent
    return next(node.findall(nodes.footnote_reference), None) is not None


def _sections(document: nodes.document) -> Iterator[tuple[nodes.section, list[nodes.Element]]]:
    """Each section with what stands in it directly, not in the sections inside it."""
    for section in document.findall(nodes.section):
        yield (
            section,
            [
                child
                for child in section.children
                if isinstance(child, nodes.Element) and not isinstance(child, nodes.section | nodes.title)
            ],
        )


def makes_claims(docname: str, front: Mapping[str, str]) -> bool:
    """Whether a page with that front matter must show its sources."""
    return exercise_id(docname) is not None or bool(front.get("evidence"))


def check_claims(docname: str, document: nodes.document, claims: re.Pattern[str] | None) -> None:
    """Warn about each figure, and each section that speaks of what *claims* finds, without a note."""
    for paragraph in paragraphs(document):
        found = FIGURE.search(text(paragraph))
        if found and not may_be_wrong(paragraph) and not has_note(paragraph):
            warn(Code.CLAIM_SOURCE, f"The figure or finding '{found[0]}' has no note", paragraph)
    if exercise_id(docname) is not None or claims is None:
        return
    for section, body in _sections(document):
        blocks = [node for part in body for node in paragraphs(part) if not may_be_wrong(node)]
        word = next((found[0] for node in blocks if (found := claims.search(text(node)))), None)
        if word and not any(has_note(part) for part in body):
            title = section[0].astext()
            warn(Code.CLAIM_SOURCE, f"The part '{title}' speaks of '{word}' and has no note", section)
