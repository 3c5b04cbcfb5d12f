"""How many words stand on a lesson's page.

Everything that a reader meets is counted, folds, pictures in words and points of law too. Not counted
are the questions at the end and the sources, which a reader comes to when the lesson has been read, and
steps to act by (``{.pl-now}``): they are the same on every page, and none may be left out for room.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.boxes import ancestors
from porchlight.diagnostics import Code, warn
from porchlight.quiz import check_yourself

if TYPE_CHECKING:
    from pathlib import Path

    from porchlight.checks.measures import Measure

MOST_WORDS = 1300
FILE = "lengths.txt"
FILE_SHORT = "lengths-short.txt"
APART = {"pl-sources", "pl-now"}


def words_on_page(document: nodes.document) -> int:
    """Words of the page without its questions, its sources, and steps to act by."""
    return sum(len(block.split()) for block in _blocks(document))


def _blocks(document: nodes.document) -> list[str]:
    """The words of each paragraph, title, term and the like."""
    found = []
    for node in document.findall(nodes.TextElement):
        if isinstance(node.parent, nodes.TextElement) or any(_is_apart(holder) for holder in (node, *ancestors(node))):
            continue
        parts = [
            str(text)
            for text in node.findall(nodes.Text)
            if not any(isinstance(parent, nodes.footnote_reference) for parent in ancestors(text))
        ]
        found.append("".join(parts).replace("\u00ad", ""))
    return found


def _is_apart(node: nodes.Element) -> bool:
    return isinstance(node, check_yourself | nodes.footnote) or bool(APART & set(node.get("classes", ())))


def check_length(docname: str, document: nodes.document, measure: Measure) -> int:
    """Warn about a lesson with too much on its page; return how many words stand there."""
    found = words_on_page(document)
    if found > (most := measure.most(MOST_WORDS)):
        warn(Code.LESSON_LENGTH, f"'{docname}' has {found} words on its page, above {most}", (docname, 1))
    return found


def write_lengths(lengths: dict[str, int], path: Path, what: str) -> None:
    """Write to *path* how long each lesson is, the longest first, below the middle, the most and all together."""
    if not lengths:
        path.unlink(missing_ok=True)
        return
    rows = sorted(lengths.items(), key=lambda row: (-row[1], row[0]))
    middle, most = round(statistics.median(lengths.values())), rows[0][1]
    head = f"{what}: {middle} in the middle, {most} at most, {sum(lengths.values())} in all."
    path.write_text("\n".join([head, "", *(f"{words}  {name}" for name, words in rows), ""]), "utf-8")
