"""How easy each page reads, and how long its sentences are. The figures are an alarm, not a proof."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from porchlight.boxes import ancestors
from porchlight.checks.measures import sentences
from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn
from porchlight.exercise import example

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

    from porchlight.checks.measures import Measure

LONGEST = 30
FEWEST_WORDS = 60  # a grade of fewer words says nothing


def page_prose(document: nodes.Element) -> str:
    """A page's prose, each paragraph closed so that a list item counts as a sentence."""
    parts = [text(node) for node in paragraphs(document)]
    return "\n".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def check_plain_language(
    docname: str, document: nodes.document, syllables: dict[str, int], measure: Measure, *, lesson: bool
) -> float:
    """Warn about a page that reads too hard and about long sentences; return its figure, or 0 for a short page.

    *syllables* is what is known of words; a *lesson* has a measure of its own.
    """
    for node in paragraphs(document):
        if any(isinstance(parent, example) for parent in ancestors(node)):
            continue  # a list of chosen answers is no sentence
        for sentence in sentences(text(node)):
            if len(sentence.split()) > measure.most(LONGEST):
                warn(
                    Code.LONG_SENTENCE,
                    f"A sentence has {len(sentence.split())} words: '{sentence[:60]}…'",
                    node,
                )
    words = page_prose(document)
    if len(words.split()) < FEWEST_WORDS:
        return 0.0
    found = measure.of(words, syllables)
    most = measure.lesson if lesson else measure.other
    if measure.is_hard(found, most):
        warn(Code.READING_GRADE, f"'{docname}' {measure.words(found, most)}", (docname, 1))
    return found


def check_median(grades: Iterable[float], measure: Measure) -> None:
    """Warn when, of lessons' *grades*, the one in the middle is too hard; 0 stands for a page too short to grade."""
    lessons = [found for found in grades if found]
    if lessons and measure.is_hard(median := statistics.median(lessons), measure.median):
        warn(Code.READING_GRADE, f"The median lesson {measure.words(median, measure.median)}", None)
