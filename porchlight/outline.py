"""The course as its readers meet it: units in order, each with its lessons and exercises.

The order is that of the ``toctree`` directives; nothing is listed twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from porchlight.catalogs.generated import elsewhere
from porchlight.course_file import course_file, named_at
from porchlight.diagnostics import Code, warn
from porchlight.exercise import ExerciseDomain, exercise_id
from porchlight.locale import _
from porchlight.plain import meant
from porchlight.prompts import ID
from porchlight.reading import NONE, Minutes, exactly, reading_time
from porchlight.unit_folders import number_of_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

More = ParamSpec("More")
Found = TypeVar("Found")

OPENING = re.compile(r"course/[^/]+/index")
IN_FOLDER = re.compile(r"(course/[^/]+)/(?!index$)[^/]+")
START = "course/start/"
REFERENCE = "course/reference/"
LEADERS = "course/facilitator/"
# What no file can be called on Windows, whatever its ending.
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


_known: WeakKeyDictionary[BuildEnvironment, dict[Any, Any]] = WeakKeyDictionary()


def all_read(env: BuildEnvironment) -> None:
    """From now on, no page changes in this build: what follows from all of them is worked out once."""
    _known[env] = {}


def being_read(env: BuildEnvironment) -> None:
    """From now on, pages change."""
    _known.pop(env, None)


def once(
    function: Callable[Concatenate[BuildEnvironment, More], Found],
) -> Callable[Concatenate[BuildEnvironment, More], Found]:
    """Have *function* work out once a build what follows from all pages; whoever gets it changes nothing in it."""

    @wraps(function)
    def found(env: BuildEnvironment, *arguments: More.args, **more: More.kwargs) -> Found:
        known = _known.get(env)
        if known is None:
            return function(env, *arguments, **more)
        key = (function, arguments, *more.items())
        if key not in known:
            known[key] = function(env, *arguments, **more)
        return known[key]  # type: ignore[no-any-return]

    return found  # type: ignore[return-value]


@dataclass(frozen=True)
class Step:
    """One page of a unit: a lesson or an exercise."""

    docname: str
    title: str
    kind: str
    minutes: Minutes


@dataclass(frozen=True)
class Unit:
    """A unit: its opening page and its steps in reading order."""

    docname: str
    number: int
    title: str
    steps: tuple[Step, ...]

    @property
    def lessons(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.kind == "lesson")

    @property
    def minutes(self) -> Minutes:
        return sum((step.minutes for step in self.steps), NONE)

    @property
    def label(self) -> str:
        """``Unit 2``."""
        return _("Unit %(number)s", number=self.number)

    @property
    def heading(self) -> str:
        """``Unit 2: Staying safe``."""
        return f"{self.label}: {self.title}"


@dataclass(frozen=True)
class Place:
    """Where a lesson or an exercise stands: in which unit, and which it is of the unit's lessons or exercises."""

    unit: Unit
    step: Step
    number: int
    of: int

    @property
    def label(self) -> str:
        """``lesson 2 of 4``."""
        if self.step.kind == "lesson":
            return _("lesson %(number)s of %(of)s", number=self.number, of=self.of)
        return _("exercise %(number)s of %(of)s", number=self.number, of=self.of)

    @property
    def short(self) -> str:
        """``Unit 1, lesson 2``."""
        if self.step.kind == "lesson":
            return _("Unit %(unit)s, lesson %(number)s", unit=self.unit.number, number=self.number)
        return _("Unit %(unit)s, exercise %(number)s", unit=self.unit.number, number=self.number)

    @property
    def full(self) -> str:
        """``Unit 1, lesson 2 of 4``."""
        return f"{self.unit.label}, {self.label}"


@once
def unit_number(env: BuildEnvironment, docname: str) -> int | None:
    """The number of the unit whose opening page is *docname*, or ``None``."""
    return number_of_unit(Path(env.doc2path(docname))) if OPENING.fullmatch(docname) else None


def is_lesson(env: BuildEnvironment, docname: str) -> bool:
    """Whether *docname* is a lesson by its place: in a unit's folder, and not its opening page."""
    inside = IN_FOLDER.fullmatch(docname)
    return inside is not None and unit_number(env, f"{inside[1]}/index") is not None


def is_for_leaders(docname: str) -> bool:
    """Whether *docname* is part of the guide for group leaders, which no family edition carries."""
    return docname.startswith(LEADERS)


@once
def reading_order(env: BuildEnvironment) -> list[str]:
    """Every page that a toctree reaches from the front door, in reading order."""

    def below(docname: str) -> Iterator[str]:
        for child in env.toctree_includes.get(docname, []):
            yield child
            yield from below(child)

    return [env.config.root_doc, *below(env.config.root_doc)]


def minutes_of(env: BuildEnvironment, docname: str) -> Minutes:
    """What a page's front matter says; of a lesson or a page at the start that says nothing, the time to read it."""
    text = str(env.metadata.get(docname, {}).get("minutes", ""))
    if text.isdecimal():
        return exactly(int(text))
    return reading_time(env, docname) if is_lesson(env, docname) or docname.startswith(START) else NONE


def step(env: BuildEnvironment, docname: str) -> Step:
    """The step that a lesson's or exercise's page is."""
    domain = ExerciseDomain.of(env)
    if exercise_id(docname) is not None and (found := domain.records.get(docname)):
        return Step(docname, found[0].title, "exercise", exactly(found[0].minutes))
    title = env.titles[docname].astext() if docname in env.titles else docname
    return Step(docname, title, "lesson", minutes_of(env, docname))


def unit(env: BuildEnvironment, docname: str) -> Unit | None:
    """The unit whose opening page is *docname*, or ``None``."""
    number = unit_number(env, docname)
    if number is None or docname not in env.titles:
        return None
    steps = tuple(
        step(env, child)
        for child in env.toctree_includes.get(docname, [])
        if is_lesson(env, child) or exercise_id(child) is not None
    )
    return Unit(docname, number, env.titles[docname].astext(), steps)


@once
def units(env: BuildEnvironment) -> list[Unit]:
    """All units in reading order."""
    return [found for name in reading_order(env) if (found := unit(env, name))]


@once
def places(env: BuildEnvironment) -> dict[str, Place]:
    """The place of each lesson and exercise that stands in a unit; of one in two units that in the first."""
    found: dict[str, Place] = {}
    for within in units(env):
        for kind in {step.kind for step in within.steps}:
            same = [step for step in within.steps if step.kind == kind]
            for number, step in enumerate(same, start=1):
                found.setdefault(step.docname, Place(within, step, number, len(same)))
    return found


def unit_of(env: BuildEnvironment, docname: str) -> Unit | None:
    """The unit that a lesson or exercise stands in, or ``None``."""
    place = places(env).get(docname)
    return place.unit if place else None


@once
def exercises_outside(env: BuildEnvironment) -> list[str]:
    """The exercises of the contents list that stand in no unit, in order."""
    return [name for name in reading_order(env) if exercise_id(name) and unit_of(env, name) is None]


def help_page(env: BuildEnvironment) -> str:
    """Where "Help now" leads: its page, or the front page of a course that has none yet."""
    page = course_file(env.config).pages.help
    return page if page in env.found_docs else str(env.config.root_doc)


def exercise_label(env: BuildEnvironment, docname: str) -> str:
    """``Exercise 3`` for an exercise that stands in no unit; nothing for one that no contents list has."""
    outside = exercises_outside(env)
    return _("Exercise %(number)s", number=outside.index(docname) + 1) if docname in outside else ""


def check_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about pages that are not there and that every edition leads to, and about names of files."""
    for docname in course_file(env.config).pages.needed:
        if docname not in env.found_docs and docname not in elsewhere(env.srcdir):
            place = named_at(env.config, docname) or (env.config.root_doc, 1)
            warn(Code.PAGE_NEEDED, f"There is no page '{docname}'{meant(docname, env.found_docs)}", place)
    for docname in sorted(env.found_docs):
        # marks, saved answers, copies for use without internet and e-books count on plain names
        if not all(ID.fullmatch(part) and part not in RESERVED for part in docname.split("/")):
            warn(Code.FILE_NAME, f"'{docname.rpartition('/')[2]}' cannot be the name of a page", (docname, 1))


def setup_outline(app: Sphinx) -> None:
    """Register the check."""
    app.connect("env-updated", check_pages)
