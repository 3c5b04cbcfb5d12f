"""Contents lists: {unit-contents} with a unit's lessons and exercises, {course-contents} with all units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, in_block
from porchlight.lesson import duration_nodes, teaches
from porchlight.listings import list_here, listing, page_link
from porchlight.locale import _, ngettext
from porchlight.outline import Step, unit, units
from porchlight.reading import format_duration

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class UnitContents(SphinxDirective):
    """``{unit-contents}``: a unit's lessons and exercises with their minutes."""

    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        return in_block(self, list_here("unit-contents", self.env.current_document.docname))


class CourseContents(SphinxDirective):
    """``{course-contents}``: all units with their minutes."""

    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        return in_block(self, list_here("course-contents"))


@listing("unit-contents")
def unit_contents(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """Lessons and exercises of the unit whose opening page is *argument*."""
    found = unit(env, argument)
    return [_step_list(env, docname, found.steps)] if found and found.steps else []


def _entry(what: str, link: nodes.Node, detail: str) -> nodes.paragraph:
    """``Lesson 1: Title (about 12 minutes)``; a stylesheet may set the parts apart and drop the marks."""
    return nodes.paragraph(
        "",
        "",
        nodes.inline("", what, classes=["pl-step-kind"]),
        nodes.inline("", ": ", classes=["pl-mark"]),
        link,
        *duration_nodes(detail),
    )


def _step_list(env: BuildEnvironment, docname: str, steps: tuple[Step, ...]) -> nodes.Node:
    items = []
    lessons = 0
    for step in steps:
        lessons += step.kind == "lesson"
        what = _("Lesson %(number)s", number=lessons) if step.kind == "lesson" else _("Exercise")
        words = _entry(what, page_link(env, docname, step.docname, step.title), format_duration(step.minutes))
        item = nodes.list_item("", words, classes=[f"pl-step--{step.kind}"], pages=[step.docname])
        if goal := teaches(env, step.docname):
            item += nodes.paragraph(goal, goal, classes=["pl-teaches"])
        items.append(item)
    return nodes.bullet_list("", *items, classes=["pl-steps"])


@listing("course-contents")
def course_contents(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """Every unit with its number of lessons, exercises and minutes."""
    items = []
    for found in units(env):
        taught = len(found.lessons)
        lessons = ngettext("%(number)s lesson", "%(number)s lessons", taught)
        exercises = ngettext("%(number)s exercise", "%(number)s exercises", len(found.steps) - taught)
        detail = f"{lessons}, {exercises}, {format_duration(found.minutes)}"
        words = _entry(found.label, page_link(env, docname, found.docname, found.title), detail)
        pages = [found.docname, *(step.docname for step in found.steps)]
        items.append(nodes.list_item("", words, pages=pages))
    return [nodes.bullet_list("", *items, classes=["pl-units"])] if items else []


def setup_contents(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("unit-contents", UnitContents)
    app.add_directive("course-contents", CourseContents)
