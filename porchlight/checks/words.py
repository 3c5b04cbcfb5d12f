"""Words that hurt, and what to say instead (most from NIDA's "Words Matter" list).

Words inside quotation marks are let off: families will hear them, and lessons speak about them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn

if TYPE_CHECKING:
    from docutils import nodes

AVOID = {
    r"addicts?": "person with opioid use disorder",
    r"junkies?": "person who uses drugs",
    r"(?:drug |heroin |opioid )?users?": "person who uses",
    r"(?:drug |substance )?abusers?": "person with a substance use disorder",
    r"(?:drug|substance|opioid|heroin) abuse": "use, or substance use disorder",
    r"drug habit|heroin habit": "heroin use",
    r"(?:clean|dirty) (?:test|urine|screen)s?": "negative or positive test",
    r"(?:got|get|stay(?:ed)?|be|been|is|was) clean": "not using, or in remission",
    r"(?:substitution|replacement) (?:therapy|treatment)": "medication for opioid use disorder",
    r"born addicted": "born with withdrawal symptoms",
    # to someone who grieves, the picture of a reunion pulls hardest where it helps least
    r"(?:of|about) joining (?:them|him|her|(?:the one|those) you lost)": "ending your life",
}
PATTERNS = [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), instead) for pattern, instead in AVOID.items()]
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]|‘[^’]*’")


def check_words(document: nodes.document) -> None:
    """Warn about each word to avoid, outside quotation marks."""
    for paragraph in paragraphs(document):
        said = QUOTED.sub("", text(paragraph))
        for pattern, instead in PATTERNS:
            if found := pattern.search(said):
                warn(Code.WORD, f"'{found[0]}' can hurt; say '{instead}'", paragraph)
