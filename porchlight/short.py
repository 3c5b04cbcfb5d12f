"""The short version: of each lesson its in-short, its first picture, one number and one thing to do today, and
before them whom to be afraid of, where the lesson asks that.

Nothing of it is typed twice. ``{short-version} 3`` shows the lessons of unit 3 that way, on a page
``course/short/unit-3``; ``{in-shorts}`` shows what every lesson says in short. The number is a sentence
that stands in the lesson with its note: ``[In a study, …[^note]]{.pl-one-number}`` marks it. Notes stay
in the lessons, to which each part leads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, ancestors, box, in_block, make_box
from porchlight.diagnostics import Code, warn
from porchlight.listings import list_here, listing, page_link
from porchlight.locale import N_, _
from porchlight.outline import Step, Unit, once, units
from porchlight.passages import passage
from porchlight.pictures import picture
from porchlight.private import is_private
from porchlight.reading import format_duration
from porchlight.region_roles import phone, region_words
from porchlight.sources import citation_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PAGE = re.compile(r"course/short/unit-(\d+)")
ONE_NUMBER = "pl-one-number"
WHOLE = N_("The whole lesson")
LEFT_OUT = (nodes.footnote_reference, nodes.footnote, citation_words, nodes.comment, nodes.caption)


class short_lesson(nodes.section):
    """A lesson in short; ``short_lesson["lesson"]`` is its page, where its words are checked and sourced."""


class in_short(nodes.compound):
    """What one lesson says in short, on another page."""


@dataclass(frozen=True)
class Short:
    """The parts of a lesson that its short version shows, as they stand in the lesson."""

    in_short: tuple[nodes.Node, ...]
    safety: box | None
    picture: picture | None
    number: nodes.Element | None
    today: box | None

    @property
    def words(self) -> Iterator[nodes.Element]:
        """What is read: not the picture."""
        yield from (part for part in self.in_short if isinstance(part, nodes.Element))
        yield from (part for part in (self.safety, self.number, self.today) if part is not None)


def is_short(docname: str) -> bool:
    """Whether a page shows the lessons of a unit in short."""
    return PAGE.fullmatch(docname) is not None


def short_name(docname: str) -> str:
    """What a page of lessons in short is called where nothing may tell its topic: ``Unit 3 in short``."""
    found = PAGE.fullmatch(docname)
    return _("Unit %(number)s in short", number=found[1]) if found else ""


def short_of(document: nodes.document) -> Short:
    """The short version of a lesson that has been read."""
    boxes = {node["kind"]: node for node in reversed(list(document.findall(box)))}
    opening = boxes.get("in-short")
    marked = (node for node in document.findall(nodes.inline) if ONE_NUMBER in node["classes"])
    safety = boxes.get("safety-check")
    return Short(
        tuple(opening.children[1:]) if opening else (),
        _question_of(safety) if safety else None,
        next(filter(_is_whole, document.findall(picture)), None),
        next((node for node in marked if opening is None or node not in set(opening.findall(nodes.inline))), None),
        boxes.get("today"),
    )


def _is_whole(drawing: picture) -> bool:
    """Whether a picture says something by itself: not one that sets a mood, nor one of many in a passage."""
    return "pl-picture--mark" not in drawing["classes"] and not any(
        isinstance(node, passage) for node in ancestors(drawing)
    )


def _question_of(safety: box) -> box:
    """The check with the paragraph that asks, and no other."""
    title = next(safety.findall(nodes.title))
    asking = next((part for part in safety.children[1:] if "?" in part.astext()), safety.children[-1])
    return make_box(safety["kind"], title.deepcopy(), [asking.deepcopy()])


@once
def short_pages(env: BuildEnvironment) -> list[str]:
    """Every page of lessons in short, in the order of the units."""
    pages = (f"course/short/unit-{unit.number}" for unit in units(env))
    return [page for page in pages if page in env.found_docs]


@once
def shorts(env: BuildEnvironment) -> dict[str, Short]:
    """The short version of every lesson."""
    return {lesson.docname: short_of(env.get_doctree(lesson.docname)) for unit in units(env) for lesson in unit.lessons}


@once
def short_places(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """For each lesson the page that holds its short version, and where on it."""
    pages = {f"course/short/unit-{unit.number}": unit for unit in units(env)}
    return {
        lesson.docname: (page, anchor_of(lesson))
        for page, unit in pages.items()
        if page in env.found_docs
        for lesson in unit.lessons
    }


def anchor_of(lesson: Step) -> str:
    """The id of a lesson's short version."""
    return lesson.docname.rpartition("/")[2]


class ShortVersion(SphinxDirective):
    """``{short-version} NUMBER``: the lessons of a unit in short."""

    required_arguments = 1
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        if not self.arguments[0].isdecimal() or not is_short(self.env.current_document.docname):
            problem = f"'{self.arguments[0]}' is no number of a unit, or this page is not 'course/short/unit-N'"
            warn(Code.SHORT_PLACE, problem, self.get_location())
            return []
        return in_block(self, list_here("short-version", self.arguments[0]))


class InShorts(SphinxDirective):
    """``{in-shorts}``: what every lesson says in short, by unit."""

    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        return in_block(self, list_here("in-shorts"))


@listing("short-version")
def short_version(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """The lessons of the unit with the number *argument*, a section each."""
    found = next((unit for unit in units(env) if unit.number == int(argument)), None)
    return [_lesson(env, docname, lesson) for lesson in found.lessons] if found else []


def _lesson(env: BuildEnvironment, docname: str, lesson: Step) -> short_lesson:
    short = shorts(env)[lesson.docname]
    here = _Copies(env, docname, lesson.docname)
    node = short_lesson("", nodes.title(lesson.title, lesson.title), ids=[anchor_of(lesson)], lesson=lesson.docname)
    node += here.of(short.in_short)
    if short.safety is not None:
        node += here.of([short.safety])
    if short.picture is not None:
        node += here.of([short.picture])
    if short.number is not None:
        paragraph = nodes.paragraph("", "", nodes.strong("", _("One number:")), nodes.Text(" "), classes=[ONE_NUMBER])
        paragraph += [part for copy in here.of([short.number]) for part in copy.children]
        node += paragraph
    if short.today is not None:
        node += here.of([short.today])
    node += _whole(env, docname, lesson)
    return node


def _whole(env: BuildEnvironment, docname: str, lesson: Step) -> nodes.paragraph:
    minutes = f", {format_duration(lesson.minutes)}" if lesson.minutes else ""
    words = nodes.inline("", f" {_('with its sources')}{minutes}", classes=["pl-minutes"])
    return nodes.paragraph("", "", page_link(env, docname, lesson.docname, _(WHOLE)), words, classes=["pl-card-link"])


@listing("in-shorts")
def in_shorts(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """For each unit its title, and for each of its lessons a link with what it says in short."""
    found: list[nodes.Node] = []
    for unit in units(env):
        title = _title(unit)
        found.append(nodes.rubric(title, title, **{"heading-level": 3}))
        for lesson in unit.lessons:
            copies = _Copies(env, docname, lesson.docname).of(shorts(env)[lesson.docname].in_short)
            if copies and isinstance(copies[0], nodes.paragraph):
                lead = nodes.strong("", "", page_link(env, docname, lesson.docname))
                copies[0][:0] = [lead, nodes.Text(". ")]
            found.append(in_short("", *copies))
    return found


def _title(unit: Unit) -> str:
    return f"{unit.number}. {unit.title}"


class _Copies:
    """Copies parts of the page *there* for the page *here*."""

    def __init__(self, env: BuildEnvironment, here: str, there: str) -> None:
        self.here, self.there = here, there
        self.plain_numbers = is_private(env, there)

    def of(self, parts: Iterable[nodes.Node]) -> list[nodes.Node]:
        """*parts* without notes, captions and ids; links lead on from here, and a private page's numbers are words."""
        holder = nodes.compound("", *(part.deepcopy() for part in parts))
        for node in list(holder.findall(lambda node: isinstance(node, LEFT_OUT))):
            node.parent.remove(node)
        for node in holder.findall(nodes.Element):
            if node.get("ids") or node.get("names"):
                node["ids"], node["names"] = [], []
            if isinstance(node, addnodes.pending_xref):
                node["refdoc"] = self.here
        for number in list(holder.findall(phone)) if self.plain_numbers else ():
            number.replace_self(region_words("", "", *number.children, classes=["pl-number"]))
        return list(holder.children)


def setup_short(app: Sphinx) -> None:
    """Register the directives and nodes, which any builder prints as sections and blocks."""
    app.add_node(short_lesson)
    app.add_node(in_short)
    app.add_directive("short-version", ShortVersion)
    app.add_directive("in-shorts", InShorts)
