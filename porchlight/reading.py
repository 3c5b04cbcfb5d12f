"""How long a page takes: from its words for whoever reads it, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from porchlight.locale import _, ngettext
from porchlight.plain import words
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

QUICK, SLOW = 200, 110  # words a minute; a tired reader, or one new to English, should not learn that they are slow


@dataclass(frozen=True)
class Minutes:
    """How long something takes: ``least`` for a quick reader, ``most`` for a slow one."""

    least: int
    most: int

    def __add__(self, other: Minutes) -> Minutes:
        return Minutes(self.least + other.least, self.most + other.most)

    def __bool__(self) -> bool:
        return self.most > 0

    def __str__(self) -> str:
        return f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"


NONE = Minutes(0, 0)


def exactly(minutes: int) -> Minutes:
    """The same for everyone, as an author says it of an exercise."""
    return Minutes(minutes, minutes)


def to_read(count: int) -> Minutes:
    """How long *count* words take."""
    least = max(1, round(count / QUICK))
    return Minutes(least, max(least, ceil(count / SLOW)))


def format_duration(minutes: Minutes) -> str:
    """*minutes* in words, halves of hours from 75: ``8 to 14 minutes``, ``about 2 to 3 and a half hours``."""
    if minutes.most < 75:
        if minutes.least != minutes.most:
            return minutes_in_words(minutes)
        if minutes.most >= 55:
            return _("about an hour")
        return ngettext("about a minute", "about %(number)s minutes", minutes.most)
    least, most = _hours(minutes.least), _hours(minutes.most)
    if least == most:
        return _("about an hour") if most == "1" else _("about %(hours)s hours", hours=most)
    return _("about %(least)s to %(most)s hours", least=least, most=most)


def minutes_in_words(minutes: Minutes) -> str:
    """*minutes* as they are: ``8 to 14 minutes``."""
    if minutes.least == minutes.most:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes.most)
    return _("%(least)s to %(most)s minutes", least=minutes.least, most=minutes.most)


def _hours(minutes: int) -> str:
    halves = max(2, round(minutes / 30))
    return _("%(hours)s and a half", hours=halves // 2) if halves % 2 else f"{halves // 2}"


class ReadingDomain(RecordsDomain[int]):
    """How many words each page has, without its notes."""

    name = "reading"
    label = "Porch Light words to read"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        self.note(docname, len(words(document).split()))


def reading_time(env: BuildEnvironment, docname: str) -> Minutes:
    """How long the page takes to read, folds and questions too."""
    domain = ReadingDomain.of(env)
    return to_read(sum(domain.records.get(docname, [])))


def setup_reading(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(ReadingDomain)
