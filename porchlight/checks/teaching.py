"""Whether the words to say fill the minutes in which a leader teaches.

A leader who reads aloud what stands there, and no more, must neither stop after half the time nor have to
hurry. So in each activity marked ``:teaching:`` the words to say, its own and those of the slides that it
shows, are counted against its minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.agenda_parts import activity
from porchlight.aloud import words_to_say
from porchlight.diagnostics import Code, warn
from porchlight.slide import slide

if TYPE_CHECKING:
    from docutils import nodes

WORDS_A_MINUTE = 130  # read aloud, calmly
LEAST, MOST = 70, 110  # percent of the minutes; questions and silences take the rest


def check_teaching(document: nodes.document) -> None:
    """Warn about each teaching activity whose words are too few or too many for its minutes."""
    slides = {node["number"]: node for node in document.findall(slide)}
    for part in document.findall(activity):
        if not (part["teaching"] and part["minutes"]):
            continue
        shown = [slides[number] for number in part["slides"] if number in slides]
        words = sum(words_to_say(node) for node in (part, *shown))
        filled = round(100 * words / (WORDS_A_MINUTE * part["minutes"]))
        if not LEAST <= filled <= MOST:
            title, minutes = part[0].astext(), part["minutes"]
            problem = f"The {words} words to say in '{title}' fill {filled}% of its {minutes} minutes"
            warn(Code.TEACHING_WORDS, problem, part)
