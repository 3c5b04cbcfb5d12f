"""Lesson blocks: in-short, story, for-you, act-now, today, safety check, exercise card.

Every block is a box that any builder can print. ``LessonDomain`` warns about a lesson that lacks
a part that its readers count on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from porchlight import front_matter
from porchlight.boxes import OPTIONS, Box, box, make_box, take_options
from porchlight.course_file import course_file
from porchlight.diagnostics import Code, warn
from porchlight.exercise import ExerciseDomain, exercise_id
from porchlight.listings import list_here, listing, page_link
from porchlight.locale import N_, _
from porchlight.outline import is_lesson
from porchlight.part import left_out_here
from porchlight.plain import meant, words
from porchlight.quiz import question
from porchlight.reading import exactly, format_duration
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from collections.abc import Set
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

QUESTIONS = range(2, 5)


class InShort(Box):
    kind, title = "in-short", N_("In short")


class Story(Box):
    kind, title = "story", N_("A story")
    closing = N_("This scene is put together from many families.")


class Today(Box):
    kind, title = "today", N_("Do one thing today")


class ContentNote(Box):
    kind, title = "content-note", N_("Before you read on")


class SafetyCheck(Box):
    kind, title = "safety-check", N_("Is it safe for me to try this?")


class ActNow(Box):
    """What to do in danger, which the title says: "If he will not wake, call for help now"."""

    kind = "danger"
    required_arguments = 1
    optional_arguments = 0


class ForYou(Box):
    """The argument is one of the relationships of the course file."""

    kind = "for-you"
    required_arguments = 1
    optional_arguments = 0

    def title_text(self) -> str:
        known = course_file(self.config).relationships
        return _("If you are %(who)s", who=known.get(self.arguments[0], self.arguments[0]))

    def run(self) -> list[nodes.Node]:
        [node] = super().run()
        assert isinstance(node, box)
        node["relationship"] = self.arguments[0]
        known = course_file(self.config).relationships
        if self.arguments[0] not in known:
            problem = f"'{self.arguments[0]}' is no relationship{meant(self.arguments[0], known)}"
            warn(Code.RELATIONSHIP, problem, self.get_location())
        return [node]


class ExerciseCard(SphinxDirective):
    """``{exercise-card} exercise-id``: what the reader will make; title and minutes come from it."""

    has_content = True
    required_arguments = 1
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        title = nodes.title("", f"{_('Exercise:')} ")
        title += list_here("exercise-title", self.arguments[0])
        node = make_box("exercise-card", title, self.parse_content_to_nodes())
        node["exercise"] = self.arguments[0]
        take_options(self, node)
        node += list_here("exercise-link", self.arguments[0])
        self.set_source_info(node)
        return [node]


@listing("exercise-title")
def exercise_title(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """The exercise's title."""
    found = ExerciseDomain.of(env).find(argument)
    return [nodes.Text(found[1].title if found else argument)]


@listing("exercise-link")
def exercise_link(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """A link to the exercise, and its minutes."""
    found = ExerciseDomain.of(env).find(argument)
    if found is None:
        return []
    target, record = found
    words = nodes.paragraph("", "", classes=["pl-card-link"])
    words += page_link(env, docname, target, _("Open the exercise"))
    words += duration_nodes(format_duration(exactly(record.minutes)))
    return [words]


def duration_nodes(detail: str) -> list[nodes.Node]:
    """`` (about 12 minutes)``, with its marks apart."""
    return [
        nodes.inline("", " (", classes=["pl-mark"]),
        nodes.inline("", detail, classes=["pl-minutes"]),
        nodes.inline("", ")", classes=["pl-mark"]),
    ]


@dataclass(frozen=True)
class Lesson:
    """What other pages and checks know of a lesson."""

    title: str
    checked: date | None
    evidence: str
    teaches: str
    exercises: tuple[tuple[str, int | None], ...]


def teaches(env: BuildEnvironment, docname: str) -> str:
    """What a reader of the lesson *docname* can do afterwards, as a sentence; of another page nothing."""
    domain = LessonDomain.of(env)
    goals = (record.teaches for record in domain.records.get(docname, ()) if record.teaches)
    return next((goal if goal.endswith(("?", ".", "!")) else f"{goal}." for goal in goals), "")


class LessonDomain(RecordsDomain[Lesson]):
    """Every lesson; warns about missing parts and about cards that lead nowhere."""

    name = "lesson"
    label = "Porch Light lessons"
    required: ClassVar = ("in-short", "story", "today", "exercise-card")

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        cards = tuple(
            (node["exercise"], node.line) for node in document.findall(box) if node["kind"] == "exercise-card"
        )
        if not is_lesson(env, docname):
            if cards:
                self.note(docname, Lesson("", None, "", "", cards))
            return
        front = front_matter.read(env.metadata[docname], docname, wants=("checked", "evidence", "teaches"))
        title = next(map(words, document.findall(nodes.title)), docname)
        self.note(docname, Lesson(title, front.checked, front.evidence, front.teaches, cards))
        self._check_parts(document, docname)

    def _check_parts(self, document: nodes.document, docname: str) -> None:
        boxes = list(document.findall(box))
        kinds = {node["kind"] for node in boxes}
        # where a part of the course is built, or what a language has of it, the exercise may be elsewhere
        wanted = set(self.required) - ({"exercise-card"} if left_out_here(self.env.srcdir, self.env.config) else set())
        problems = [f"no '{kind}'" for kind in self.required if kind in wanted - kinds]
        people = {node["relationship"] for node in boxes if node["kind"] == "for-you"}
        fewest = course_file(self.env.config).fewest_relationships
        if len(people) < fewest:
            problems.append(f"'for-you' for {len(people)} relationships instead of {fewest} or more")
        questions = sum(1 for _ in document.findall(question))
        if questions not in QUESTIONS:
            problems.append(f"{questions} 'check-yourself' questions instead of 2 to 4")
        for problem in problems:
            warn(Code.LESSON_PART, f"The lesson '{docname}' has {problem}", (docname, 1))

    def check_consistency(self) -> None:
        domain = ExerciseDomain.of(self.env)
        for docname, record in self.all():
            for wanted, line in record.exercises:
                if domain.find(wanted) is None:
                    known = (exercise_id(name) or "" for name, _ in domain.all())
                    problem = f"There is no exercise '{wanted}'{meant(wanted, known)}"
                    warn(Code.EXERCISE_UNKNOWN, problem, (docname, line))


def outdated_lessons(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> set[str]:
    """Pages that have become lessons since they were read, or are none any more: their unit's page says so."""
    known = {docname for docname, record in LessonDomain.of(env).all() if record.title}
    return {docname for docname in env.found_docs - added if is_lesson(env, docname) != (docname in known)}


def setup_lesson(app: Sphinx) -> None:
    """Register the lesson's directives, node and domain."""
    app.add_node(box)
    for name, directive in {
        "in-short": InShort,
        "story": Story,
        "today": Today,
        "content-note": ContentNote,
        "safety-check": SafetyCheck,
        "act-now": ActNow,  # docutils has a plain "danger" of its own
        "for-you": ForYou,
        "exercise-card": ExerciseCard,
    }.items():
        app.add_directive(name, directive)
    app.add_domain(LessonDomain)
    app.connect("env-get-outdated", outdated_lessons)
