"""Quick answers are quick: few words, and a note that says where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn
from porchlight.passages import passage

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS = 40


def answers(document: nodes.document) -> Iterator[passage]:
    """The quick answers that a page defines."""
    return (node for node in document.findall(passage) if node.get("answer") and not node["shown"])


def check_answers(document: nodes.document) -> None:
    """Warn about a quick answer that is too long, or names no source."""
    for node in answers(document):
        count = sum(len(text(part).split()) for part in paragraphs(node))
        if count > MOST_WORDS:
            warn(Code.PASSAGE_WORDS, f"The quick answer '{node['name']}' has {count} words", node)
        if next(node.findall(nodes.footnote_reference), None) is None:
            warn(Code.PASSAGE_WORDS, f"The quick answer '{node['name']}' has no note", node)
