"""The short version of each lesson keeps to one page and to plain words.

What is measured is what is read there: the words in short, those on safety, the number and the one thing
to do today. What is said in short is measured by itself, too, since it opens the lesson and fills the first hour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.checks.plain_language import page_prose
from porchlight.diagnostics import Code, warn
from porchlight.plain import words
from porchlight.short import short_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from porchlight.checks.measures import Measure

MOST_WORDS = 170
FEWEST_WORDS = 30  # a grade of fewer words says nothing


def check_short(docname: str, document: nodes.document, syllables: dict[str, int], measure: Measure) -> int:
    """Warn about a lesson whose short version is too long or too hard; return how many words it has.

    *syllables* is what is known of words, as in ``measures.grade``.
    """
    short = short_of(document)
    whole = _prose(short.words)
    count = sum(len(words(part).split()) for part in short.words)
    if count > (most := measure.most(MOST_WORDS)):
        problem = f"The short version of '{docname}' has {count} words, above {most}"
        warn(Code.SHORT_PAGE, problem, (docname, 1))
    opening = _prose(part for part in short.in_short if isinstance(part, nodes.Element))
    for what, prose in (("The short version", whole), ("What is said in short", opening)):
        found = measure.of(prose, syllables)
        if len(prose.split()) >= FEWEST_WORDS and measure.is_hard(found, measure.short):
            problem = f"{what} of '{docname}' {measure.words(found, measure.short)}"
            warn(Code.SHORT_PAGE, problem, (docname, 1))
    return count


def _prose(parts: Iterable[nodes.Element]) -> str:
    """The words of *parts*, each paragraph closed; a number's is a sentence inside a paragraph."""
    holder = nodes.compound()
    for part in parts:
        copy = part.deepcopy()
        holder += nodes.paragraph("", "", *copy.children) if isinstance(part, nodes.inline) else copy
    return page_prose(holder)
