"""The course as its readers meet it: units in order, each with its lessons and exercises.

The order is that of the ``toctree`` directives; nothing is listed twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from porchlight.exercise import ExerciseDomain, exercise_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

UNIT = re.compile(r"course/(\d)-[^/]+/index")
LESSON = re.compile(r"course/\d-[^/]+/(?!index$)[^/]+")
LEADERS = "course/facilitator/"


@dataclass(frozen=True)
class Step:
    """One page of a unit: a lesson or an exercise."""

    docname: str
    title: str
    kind: str
    minutes: int


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
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


def is_lesson(docname: str) -> bool:
    """Whether *docname* is a lesson by its place: in a unit's folder, and not its opening page."""
    return LESSON.fullmatch(docname) is not None


def is_for_leaders(docname: str) -> bool:
    """Whether *docname* is part of the guide for group leaders, which no family edition carries."""
    return docname.startswith(LEADERS)


def reading_order(env: BuildEnvironment) -> list[str]:
    """Every page that a toctree reaches from the front door, in reading order."""

    def below(docname: str) -> Iterator[str]:
        for child in env.toctree_includes.get(docname, []):
            yield child
            yield from below(child)

    return [env.config.root_doc, *below(env.config.root_doc)]


def minutes_of(env: BuildEnvironment, docname: str) -> int:
    """Minutes in a page's front matter; 0 when it has none."""
    text = str(env.metadata.get(docname, {}).get("minutes", ""))
    return int(text) if text.isdecimal() else 0


def step(env: BuildEnvironment, docname: str) -> Step:
    """The step that a lesson's or exercise's page is."""
    domain: ExerciseDomain = env.get_domain(ExerciseDomain.name)  # type: ignore[assignment]
    if exercise_id(docname) is not None and (found := domain.records.get(docname)):
        return Step(docname, found[0].title, "exercise", found[0].minutes)
    title = env.titles[docname].astext() if docname in env.titles else docname
    return Step(docname, title, "lesson", minutes_of(env, docname))


def unit(env: BuildEnvironment, docname: str) -> Unit | None:
    """The unit whose opening page is *docname*, or ``None``."""
    match = UNIT.fullmatch(docname)
    if match is None or docname not in env.titles:
        return None
    steps = tuple(
        step(env, child)
        for child in env.toctree_includes.get(docname, [])
        if is_lesson(child) or exercise_id(child) is not None
    )
    return Unit(docname, int(match[1]), env.titles[docname].astext(), steps)


def units(env: BuildEnvironment) -> list[Unit]:
    """All units in reading order."""
    return [found for name in reading_order(env) if (found := unit(env, name))]


def unit_of(env: BuildEnvironment, docname: str) -> Unit | None:
    """The unit that a lesson or exercise stands in, or ``None``."""
    return next((found for found in units(env) if any(step.docname == docname for step in found.steps)), None)
