"""Sheets by their names, as agendas and packets ask for them, and the page that each is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.course_file import course_file
from porchlight.exercise import FORMS, ExerciseDomain
from porchlight.listings import listing, page_link
from porchlight.outline import is_lesson, once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment


@once
def sheet_page(env: BuildEnvironment, name: str) -> str | None:
    """The page that the sheet *name* is made from, or ``None``: an exercise, a form, or a lesson."""
    exercises = ExerciseDomain.of(env)
    if found := exercises.find(name):
        return found[0]
    form = f"{FORMS}{name}"
    if form in env.found_docs:
        return form
    for single in course_file(env.config).sheets:
        if single.rpartition("/")[2] == name:
            return single if single in env.found_docs else None
    lessons = (docname for docname in sorted(env.found_docs) if is_lesson(env, docname))
    return next((docname for docname in lessons if docname.rpartition("/")[2] == name), None)


def sheet_names(env: BuildEnvironment) -> Iterator[str]:
    """The names that agendas may ask for."""
    exercises = ExerciseDomain.of(env)
    pages = (docname for docname in env.found_docs if is_lesson(env, docname) or docname.startswith(FORMS))
    known = course_file(env.config)
    names = (*pages, *(docname for docname, _ in exercises.all()), *known.sheets, known.card.name)
    yield from (name.rpartition("/")[2] for name in names)


@listing("sheet-link")
def sheet_link(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """The title of the sheet *argument*, linked to its page if it has one."""
    page = sheet_page(env, argument)
    if page is None or page not in env.titles:
        return [nodes.Text(argument.replace("-", " "))]
    return [page_link(env, docname, page)]
