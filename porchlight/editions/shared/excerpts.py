"""What of a page goes onto its sheet, and what stands after the numbers for help.

A lesson's sheet leaves out the story, the words for one relationship only, and the notes on sources;
all else stays as it is, since a sentence taken out of the middle could take a "perhaps" with it. Its
answers go to the end, so that a reader can think first. An exercise keeps its notes, below the numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.boxes import box
from porchlight.pictures import picture
from porchlight.quiz import explained
from porchlight.short import short_lesson
from porchlight.sources import citation_words

if TYPE_CHECKING:
    from docutils.nodes import Element

LEFT_OUT = {"story", "for-you", "exercise-card"}


def take(found: list[Element]) -> list[Element]:
    """Take nodes out of their document; returns them."""
    for node in found:
        node.parent.remove(node)
    return found


def notes(document: nodes.document) -> list[Element]:
    """Take out the section of notes."""
    return take([node for node in document.findall(nodes.section) if "pl-sources" in node["classes"]])


def without_notes(document: nodes.document) -> None:
    """Take out the notes, the marks that lead to them, and references within a line."""
    notes(document)
    take(list(document.findall(nodes.footnote_reference)))
    take(list(document.findall(citation_words)))


def shorten_for_paper(document: nodes.document, kind: str) -> list[Element]:
    """Bring *document* to what its kind of sheet prints; returns what stands at the sheet's end."""
    if kind == "short":
        take([node for node in document.findall(nodes.paragraph) if "pl-card-link" in node["classes"]])
        for lesson in list(document.findall(short_lesson))[1:]:
            lesson["classes"].append("pl-new-page")
        return []
    if kind not in {"lesson", "page"}:
        return notes(document)
    without_notes(document)
    if kind == "page":
        # what stands beside words is drawn on the sheets to learn from; this one is to act from
        take([node for node in document.findall(picture) if "pl-picture--beside" in node["classes"]])
        # nor a paragraph that is there for its notes
        take([node for node in document.findall(nodes.paragraph) if "pl-sources" in node["classes"]])
        return []
    take([node for node in document.findall(box) if node["kind"] in LEFT_OUT])
    take([node for node in document.findall(nodes.paragraph) if "pl-answers-title" in node["classes"]])
    return take(list(document.findall(explained)))
