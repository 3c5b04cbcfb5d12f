"""The e-books: which there are, and what each holds in reading order.

Families have the whole course, or a short book of one page a lesson; group leaders their guide with the
course behind it; and each unit is a small book of its own, with the numbers to call and the words to look up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from porchlight.course_file import course_file
from porchlight.exercise import exercise_id
from porchlight.locale import _
from porchlight.naming import file_stem
from porchlight.outline import is_for_leaders, once, unit, units
from porchlight.short import is_short, short_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# What the name of a book's file has after the course's.
FAMILY, GUIDE, SHORT = "", "-facilitator", "-short"
UNIT_BOOKS = "units/unit-{number}"


@dataclass(frozen=True)
class Entry:
    """A line of a book's contents list, and the page behind it; ``level`` counts from 1."""

    docname: str
    title: str
    level: int


@dataclass(frozen=True)
class Book:
    """An e-book.

    ``name`` is its file's, from the e-books' folder and without suffix; ``uid`` its name inside its package,
    without colon, of which ``urn`` makes what libraries know an edition by; ``cover`` the cover's second line;
    ``start`` the page that reading starts on; ``unit`` the number of the unit that it is made of, or 0.
    """

    name: str
    uid: str
    title: str
    cover: str
    description: str
    entries: tuple[Entry, ...]
    start: str
    unit: int = 0

    @cached_property
    def pages(self) -> frozenset[str]:
        """Every page that it carries."""
        return frozenset(entry.docname for entry in self.entries)


def book_name(config: Config, kind: str) -> str:
    """What the file of the book of that *kind* is called, without suffix."""
    return f"{file_stem(config)}{kind}"


def urn(config: Config, name: str) -> str:
    """What libraries know one edition of the book *name* by: one name for each ``release``."""
    return uuid5(NAMESPACE_URL, f"{config.html_baseurl}|{config.project}|{name}|{config.release}").urn


def answers_page(unit_page: str) -> str:
    """The page that e-books make of the answers of a unit, beside its lessons."""
    return f"{unit_page.rpartition('/')[0]}/check-yourself-answers"


def _title(env: BuildEnvironment, docname: str) -> str:
    """The page's line in a contents list: units have their number, exercises say that they are one."""
    title = env.titles[docname].astext()
    if found := unit(env, docname):
        return found.heading
    return _("Exercise: %(title)s", title=title) if exercise_id(docname) else title


def _entries(env: BuildEnvironment, docname: str, level: int = 1) -> Iterator[Entry]:
    """A page and all below it; at the end of a unit with lessons, the page of answers."""
    yield Entry(docname, _title(env, docname), level)
    for child in env.toctree_includes.get(docname, []):
        if child not in course_file(env.config).pages.web_only:
            yield from _entries(env, child, level + 1)
    if (found := unit(env, docname)) and found.lessons:
        yield Entry(answers_page(docname), _("Answers for unit %(number)s", number=found.number), level + 1)


@once
def books(env: BuildEnvironment) -> list[Book]:
    """Every e-book, the families' first."""
    root = env.config.root_doc
    project = str(env.config.project)
    front, *below = _entries(env, root)
    whole = [replace(entry, level=entry.level - 1) for entry in below if not is_short(entry.docname)]
    guide = tuple(entry for entry in whole if is_for_leaders(entry.docname))
    course = (front, *(entry for entry in whole if not is_for_leaders(entry.docname)))
    about = str(env.config.epub_description)
    tagline, pages = course_file(env.config).tagline, course_file(env.config).pages
    family, leaders, small = (book_name(env.config, kind) for kind in (FAMILY, GUIDE, SHORT))
    found = [Book(family, f"{family}-family", project, tagline, about, course, root)]
    if guide:
        found.append(
            Book(
                leaders,
                leaders,
                _("%(course)s: for group leaders", course=project),
                _("For group leaders"),
                _("%(course)s: a guide for group leaders, the sessions, and the course itself.", course=project),
                (*guide, *course),
                guide[0].docname,
            )
        )
    course_units = units(env)
    if short := tuple(Entry(name, _title(env, name), 1) for name in short_pages(env)):
        before = tuple(
            Entry(name, _title(env, name), 1) for name in course_file(env.config).short_book if name in env.titles
        )
        after = tuple(Entry(name, _title(env, name), 1) for name in (pages.get_help,) if name in env.titles)
        about = _("Each lesson of %(course)s on one page: an evening’s reading.", course=project)
        entries = (*before, *short, *after)
        found.append(
            Book(
                small,
                small,
                _("%(course)s: the short book", course=project),
                _("The short book"),
                about,
                entries,
                short[0].docname,
            )
        )
    for course_unit in course_units:
        words = course_unit.label
        more = tuple(Entry(name, _title(env, name), 1) for name in pages.needed if name in env.titles)
        found.append(
            Book(
                UNIT_BOOKS.format(number=course_unit.number),
                f"{family}-unit-{course_unit.number}",
                _("%(course)s: unit %(number)s", course=project, number=course_unit.number),
                words,
                _(
                    "Unit %(number)s of the %(of)s of %(course)s.",
                    number=course_unit.number,
                    of=len(course_units),
                    course=project,
                ),
                (*_entries(env, course_unit.docname), *more),
                course_unit.docname,
                course_unit.number,
            )
        )
    return found
