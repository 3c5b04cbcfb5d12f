"""What the course is called, in words and in the names of files; ``{course}`` says it on a page.

``{course}`name``` is ``project`` of ``conf.py``, ``{course}`file``` what files of the whole course are called,
``{course}`tagline``` what stands below the name on covers, ``{course}`author``` who wrote it. ``{course}`units``` is
how many units there are, in words; so are ``lessons``, ``exercises`` and ``sessions``. With a capital,
``{course}`Units```, a sentence begins with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from porchlight.course_file import course_file
from porchlight.diagnostics import Code, warn
from porchlight.listings import list_here, listing
from porchlight.outline import exercises_outside, units
from porchlight.plain import meant
from porchlight.session import sessions

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

COUNTED = ("units", "lessons", "exercises", "sessions")
SAID = ("name", "file", "tagline", "author")
# Numbers as people say them in English; above, and in other languages, whose words change with what is counted, digits.
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def file_stem(config: Config) -> str:
    """What files of the whole course are called: ``porch-light``."""
    return in_files(str(config.project))


def in_files(name: str) -> str:
    """A course's *name* in a-z, 0-9 and hyphens."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-") or "course"


class CourseRole(SphinxRole):
    """``{course}`name```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        wanted = self.text.lower()
        if wanted in COUNTED:
            return [list_here("course-count", self.text)], []
        facts = {
            "name": self.config.project,
            "file": file_stem(self.config),
            "tagline": course_file(self.config).tagline,
            "author": self.config.author,
        }
        if wanted not in facts:
            problem = f"Nothing of the course is called '{self.text}'{meant(wanted, (*SAID, *COUNTED))}"
            warn(Code.COURSE_WORD, problem, self.get_location())
        return [nodes.Text(facts.get(wanted, self.text))], []


@listing("course-count")
def count_words(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """How many there are of what *argument* names, in words."""
    steps = [step for unit in units(env) for step in unit.steps]
    number = {
        "units": len(units(env)),
        "lessons": sum(step.kind == "lesson" for step in steps),
        "exercises": sum(step.kind == "exercise" for step in steps) + len(exercises_outside(env)),
        "sessions": len(sessions(env)),
    }[argument.lower()]
    english = str(env.config.language).startswith("en")
    counted = NUMBERS[number] if english and number < len(NUMBERS) else f"{number:,}"
    return [nodes.Text(counted.capitalize() if argument[0].isupper() else counted)]


def setup_naming(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("course", CourseRole())
