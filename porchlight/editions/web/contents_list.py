"""The contents list beside a page: every top-level page, and the steps of where the reader is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from porchlight.course_file import course_file
from porchlight.editions.web.downloads import (
    SHORT_BOOK,
)
from porchlight.exercise import exercise_id
from porchlight.languages import in_course_language, language_of
from porchlight.locale import N_, _
from porchlight.outline import (
    Step,
    is_for_leaders,
    once,
    reading_order,
    step,
    unit_number,
    units,
)
from porchlight.short import short_pages

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

# The parts of the contents list, in order.
GROUPS = BEGIN, COURSE, LOOKED_UP, LEADERS = (
    N_("Start"),
    N_("The course"),
    N_("To look up"),
    N_("For group leaders"),
)


def group_of(env: BuildEnvironment, docname: str) -> str:
    """The part of the contents list that a top-level page belongs to."""
    if unit_number(env, docname) is not None:
        return COURSE
    if is_for_leaders(docname):
        return LEADERS
    return LOOKED_UP if docname.startswith("course/reference/") else BEGIN


@dataclass(frozen=True)
class Entry:
    """A top-level page in the contents list; ``steps`` are shown to a reader who is on the page or in one of them."""

    docname: str
    title: str
    group: str
    number: int
    exercise: bool
    language: str
    steps: tuple[Step, ...]


@once
def all_contents(env: BuildEnvironment) -> tuple[list[Entry], dict[str, set[str]]]:
    """The contents list with all that it may show, and for each page the entries that it stands in.

    Of the guide for group leaders and the short book their first page only, with the others as its steps. The title
    of the short book is yet to be translated into the page's language.
    """
    steps = {unit.docname: unit.steps for unit in units(env)}
    numbers = {unit.docname: unit.number for unit in units(env)}
    guide = [name for name in reading_order(env) if is_for_leaders(name)]
    short = short_pages(env)
    for first, *others in filter(None, (guide, short)):
        steps[first] = tuple(step(env, name) for name in others)
    entries = [
        Entry(
            docname,
            SHORT_BOOK if docname in short else env.titles[docname].astext(),
            group_of(env, docname),
            numbers.get(docname, 0),
            exercise_id(docname) is not None,
            "" if in_course_language(env, docname) else language_of(env, docname),
            steps.get(docname, ()),
        )
        for docname in env.toctree_includes.get(env.config.root_doc, [])
        if docname not in guide[1:] and docname not in short[1:]
    ]
    inside: dict[str, set[str]] = {}
    for entry in entries:
        for name in (entry.docname, *(below.docname for below in entry.steps)):
            inside.setdefault(name, set()).add(entry.docname)
    return entries, inside


def page_contents(env: BuildEnvironment, current: str) -> list[Entry]:
    """The contents list as the page *current* shows it: every top-level page, and the steps of where the reader is.

    Of the start no exercises, and of what is looked up no pages for reviewers, unless the reader is there: the list
    should fit beside the text.
    """
    entries, inside = all_contents(env)
    top = env.toctree_includes.get(env.config.root_doc, [])
    group = group_of(env, current)
    at_start = current == env.config.root_doc or (current in top and group == BEGIN)
    here = inside.get(current, set())
    for_reviewers = course_file(env.config).pages.reviewers
    return [
        replace(
            entry,
            title=_(SHORT_BOOK) if entry.title == SHORT_BOOK else entry.title,
            steps=entry.steps if entry.docname in here else (),
        )
        for entry in entries
        if (at_start or not entry.exercise) and (entry.docname not in for_reviewers or group == LOOKED_UP)
    ]
