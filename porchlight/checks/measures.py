"""How easy prose is to read, measured as each language has it, and how much room its words take.

English: the grade of Flesch and Kincaid (Kincaid and others, 1975: 0.39 words a sentence plus 11.8 syllables a word
minus 15.59), with the syllables of textstat's dictionary. Spanish: INFLESZ, the scale for texts for patients
(Szigriszt Pazos, 1993; Barrio-Cantalejo and others, 2008: 206.835 minus 62.3 syllables a word minus the words a
sentence; 65 and above is fairly easy). Its syllables are counted here: textstat counts where a word may be broken
at the end of a line, and so misses every first or last vowel that stands alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[“‘\"'¿¡A-ZÁÉÍÓÚÜÑ0-9])")
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
VOWELS = re.compile(r"[aeiouáéíóúü]+")
SILENT_U = re.compile(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])")
Y_AS_VOWEL = re.compile(r"y(?![aeiouáéíóúü])")


@dataclass(frozen=True)
class Measure:
    """How a language's prose is measured: *of* gives a figure for some prose and what is known of its words.

    Where *high* is true a high figure is hard. The limits hold for a lesson, any other page, the lesson in the middle,
    and a short version. *room* is how many words the language needs for one of English.
    """

    of: Callable[[str, dict[str, int]], float]
    high: bool
    lesson: float
    other: float
    median: float
    short: float
    said: str
    room: float = 1.0

    def is_hard(self, found: float, limit: float) -> bool:
        """Whether a figure is past its limit."""
        return found > limit if self.high else found < limit

    def words(self, found: float, limit: float) -> str:
        """A figure that is past its limit, for a warning."""
        return self.said.format(f"{found:.1f}", f"{limit:g}")

    def most(self, words: int) -> int:
        """How many words the language has where English has *words* at most."""
        return round(words * self.room)


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


def spanish_syllables(word: str) -> int:
    """How many syllables a Spanish word has: as many as it has vowels that stand for themselves.

    Beside a, e, o and an accented i or u, an i or u without an accent makes one sound with them.
    """
    plain = Y_AS_VOWEL.sub("i", SILENT_U.sub("", word.lower()))
    return sum(max(1, len(re.findall(r"[aeoáéíóú]", group))) for group in VOWELS.findall(plain)) or 1


def inflesz(words: str, syllables: dict[str, int]) -> float:
    """The ease of some Spanish prose on the INFLESZ scale; of none, 100."""
    each = WORD.findall(words)
    if not each:
        return 100.0
    counted = sum(spanish_syllables(word) for word in each)
    parts = [part for line in words.split("\n") for part in sentences(line)]
    return 206.835 - 62.3 * counted / len(each) - len(each) / max(1, len(parts))


ENGLISH = Measure(grade, True, 7.5, 6.0, 6.0, 5.0, "reads at grade {}, above {}")
MEASURES = {
    "en": ENGLISH,
    "es": Measure(inflesz, False, 65, 65, 70, 65, "has {} on the INFLESZ scale, below {}", room=1.25),
}


def measure_of(language: str) -> Measure:
    """How prose in *language* is measured: as English, where nothing is known of it."""
    return MEASURES.get(language.partition("-")[0].partition("_")[0], ENGLISH)
