"""The prose of a page: its paragraphs, without notes, references, and text from the region file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.boxes import ancestors
from porchlight.languages import is_marked
from porchlight.passages import is_copy
from porchlight.region_blocks import from_region
from porchlight.short import in_short, short_lesson
from porchlight.sources import citation_words

if TYPE_CHECKING:
    from collections.abc import Iterator

# Paragraphs that the build wrote itself.
MADE = {"pl-facts", "pl-closing", "pl-checked", "pl-card-link", "pl-best", "pl-answers-title", "pl-minutes", "pl-made"}


def paragraphs(document: nodes.Element) -> Iterator[nodes.TextElement]:
    """Paragraphs and captions that an author wrote."""
    for node in document.findall(nodes.TextElement):
        if not isinstance(node, nodes.paragraph | nodes.caption) or MADE & set(node["classes"]):
            continue
        if not any(_is_made(parent) for parent in ancestors(node)):
            yield node


def _is_made(node: nodes.Element) -> bool:
    """Whether what *node* holds is a note, the region's text, the list of sources, or checked where it is written."""
    if isinstance(node, nodes.footnote | from_region | short_lesson | in_short) or is_copy(node):
        return True
    return "pl-source-list" in node.get("classes", ())


def text(node: nodes.Element) -> str:
    """The words of a paragraph, without its note numbers."""
    parts = []
    for child in node.findall(nodes.Text):
        around = list(ancestors(child))
        if any(isinstance(parent, nodes.footnote_reference | citation_words) or is_marked(parent) for parent in around):
            continue
        parts.append(str(child))
    return " ".join("".join(parts).split())
