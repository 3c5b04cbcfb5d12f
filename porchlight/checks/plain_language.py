"""Reading grade and sentence length of every page.

The grade is Flesch and Kincaid's (Kincaid and others, 1975: 0.39 words a sentence plus 11.8
syllables a word minus 15.59), counted by textstat. It is an alarm, not a proof.
"""

from __future__ import annotations

import re
import statistics
from typing import TYPE_CHECKING

from porchlight.boxes import ancestors
from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn
from porchlight.exercise import example
from porchlight.outline import is_lesson

if TYPE_CHECKING:
    from docutils import nodes

MOST_LESSON = 7.5
MOST_OTHER = 6.0
MOST_MEDIAN = 6.0
LONGEST = 30
FEWEST_WORDS = 60  # a grade of fewer words says nothing

SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[“‘\"'A-Z0-9])")


def sentences(words: str) -> list[str]:
    """Split a paragraph into sentences."""
    return [sentence for sentence in SENTENCE_END.split(words) if sentence]


def grade(words: str, syllables: dict[str, int]) -> float:
    """The Flesch-Kincaid grade of some prose, by US school year.

    *syllables* says how many a word has; words that it lacks are looked up and added to it, since
    opening textstat's dictionary takes longer than reading a lesson.
    """
    import textstat

    each = words.lower().split()
    for word in set(each) - syllables.keys():
        syllables[word] = textstat.syllable_count(word)
    count = textstat.lexicon_count(words)
    if not count:
        return 0.0
    in_a_word = sum(syllables[word] for word in each) / count
    return float(0.39 * textstat.words_per_sentence(words) + 11.8 * in_a_word - 15.59)


def page_prose(document: nodes.Element) -> str:
    """A page's prose, each paragraph closed so that a list item counts as a sentence."""
    parts = [text(node) for node in paragraphs(document)]
    return "\n".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def check_plain_language(docname: str, document: nodes.document, syllables: dict[str, int]) -> float:
    """Warn about a page that reads too hard and about long sentences; return its grade.

    *syllables* is what is known of words, as in ``grade``.
    """
    for node in paragraphs(document):
        if any(isinstance(parent, example) for parent in ancestors(node)):
            continue  # a list of chosen answers is no sentence
        for sentence in sentences(text(node)):
            if len(sentence.split()) > LONGEST:
                warn(
                    Code.LONG_SENTENCE,
                    f"A sentence has {len(sentence.split())} words: '{sentence[:60]}…'",
                    node,
                )
    words = page_prose(document)
    if len(words.split()) < FEWEST_WORDS:
        return 0.0
    found = grade(words, syllables)
    most = MOST_LESSON if is_lesson(docname) else MOST_OTHER
    if found > most:
        warn(Code.READING_GRADE, f"'{docname}' reads at grade {found:.1f}, above {most}", (docname, 1))
    return found


def check_median(grades: dict[str, float]) -> None:
    """Warn when the median lesson reads above grade 6."""
    lessons = [found for docname, found in grades.items() if is_lesson(docname) and found]
    if lessons and (median := statistics.median(lessons)) > MOST_MEDIAN:
        warn(Code.READING_GRADE, f"The median lesson reads at grade {median:.1f}, above {MOST_MEDIAN}", None)
