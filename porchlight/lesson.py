"""Lesson blocks: in-short, story, for-you, act-now, law, today, exercise card, check-yourself.

Every block is a box that any builder can print. ``LessonDomain`` warns about a lesson that lacks
a part that its readers count on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from porchlight import front_matter
from porchlight.boxes import OPTIONS, Box, box, in_block, make_box, take_options, without_comments
from porchlight.course_file import course_file
from porchlight.diagnostics import Code, warn
from porchlight.exercise import ExerciseDomain, exercise_id
from porchlight.listings import list_here, listing, page_link
from porchlight.outline import Step, is_lesson, unit, units
from porchlight.plain import meant, words
from porchlight.reading import exactly, format_duration
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

QUESTIONS = range(2, 5)
CHOICE = re.compile(r"\[([ xX])\]\s*")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class check_yourself(nodes.admonition):
    """Questions, then their explained answers."""


class question(nodes.compound):
    """A question and its choices; ``question["number"]`` counts from 1."""


class explained(nodes.compound):
    """The answer of the question with the same ``number``: which choice is right, and why."""


class InShort(Box):
    kind, title = "in-short", "In short"


class Story(Box):
    kind, title = "story", "A story"
    closing = "This scene is put together from many families."


class Today(Box):
    kind, title = "today", "Do one thing today"


class ContentNote(Box):
    kind, title = "content-note", "Before you read on"


class SafetyCheck(Box):
    kind, title = "safety-check", "Is it safe for me to try this?"


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
        return f"If you are {known.get(self.arguments[0], self.arguments[0])}"

    def run(self) -> list[nodes.Node]:
        [node] = super().run()
        assert isinstance(node, box)
        node["relationship"] = self.arguments[0]
        known = course_file(self.config).relationships
        if self.arguments[0] not in known:
            problem = f"'{self.arguments[0]}' is no relationship{meant(self.arguments[0], known)}"
            warn(Code.RELATIONSHIP, problem, self.get_location())
        return [node]


class QuestionDirective(SphinxDirective):
    """``{question} What …?``; the body is a definition list of choices and explanations."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        words, messages = self.parse_inline(self.arguments[0])
        asked = nodes.paragraph(self.arguments[0], "", *words, classes=["pl-question-words"])
        node = question("", asked, *messages, classes=["pl-question"])
        take_options(self, node)
        self.set_source_info(asked)
        self.set_source_info(node)
        body = without_comments(self.parse_content_to_nodes())
        items = [item for part in body for item in part.findall(nodes.definition_list_item)]
        choices, reasons, right = [], [], []
        for number, item in enumerate(items):
            term = next(item.findall(nodes.term))
            reason = [part for definition in item.findall(nodes.definition) for part in definition.children]
            mark = self._take_mark(term)
            if mark is None or not reason:
                self._warn(f"The choice '{term.astext()[:40]}' has no mark or no explanation")
            if mark:
                right.append(number)
            choices.append(nodes.list_item("", nodes.paragraph("", "", *term.children)))
            reasons.append(nodes.list_item("", *reason))
        if len(right) != 1 or len(choices) < 2:
            self._warn("A question needs two or more choices, exactly one of them right")
        if any(not isinstance(part, nodes.definition_list) for part in body):
            self._warn("A question holds something besides choices with explanations")
        node += nodes.enumerated_list(
            "", *choices, enumtype="loweralpha", prefix="", suffix=".", classes=["pl-choices"]
        )
        answer = explained("", classes=["pl-explained"], right=right[0] if right else 0)
        answer += nodes.enumerated_list("", *reasons, enumtype="loweralpha", prefix="", suffix=".")
        self.set_source_info(answer)
        return [node, answer]

    def _warn(self, problem: str) -> None:
        warn(Code.QUESTION, problem, self.get_location())

    @staticmethod
    def _take_mark(term: nodes.Element) -> bool | None:
        """Cut the leading ``[x]`` off a choice; tell whether it was right, or ``None`` without mark."""
        first = next(term.findall(nodes.Text), None)
        match = CHOICE.match(str(first)) if first is not None else None
        if first is None or match is None:
            return None
        first.parent.replace(first, nodes.Text(str(first)[match.end() :]))
        return match[1] != " "


class CheckYourself(SphinxDirective):
    """Holds ``{question}`` directives. The answers stand after all questions, so that a reader
    of the printed page can think first.
    """

    has_content = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        title = nodes.title("Check yourself", "Check yourself")
        node = check_yourself("", title, classes=["pl-box", "pl-box--check-yourself"])
        take_options(self, node)
        self.set_source_info(title)
        self.set_source_info(node)
        body = self.parse_content_to_nodes()
        questions = [part for part in body if isinstance(part, question)]
        answers = [part for part in body if isinstance(part, explained)]
        node += [part for part in body if not isinstance(part, question | explained)]
        node += questions
        node += nodes.paragraph("Answers", "Answers", classes=["pl-answers-title"])
        node += answers
        return [node]


class NumberQuestions(SphinxTransform):
    """Number the questions of a page, and begin each answer with its number and the right letter.

    After Sphinx has put translations in their place; over all the parts "Check yourself" of a page, so
    that no two questions share a number.
    """

    default_priority = 390

    def apply(self, **kwargs: object) -> None:
        questions, answers = self.document.findall(question), self.document.findall(explained)
        for number, (asked, answer) in enumerate(zip(list(questions), list(answers), strict=True), start=1):
            asked["number"] = answer["number"] = number
            next(asked.findall(nodes.paragraph)).insert(0, nodes.Text(f"{number}. "))
            best = f"{number}. The best answer is {LETTERS[answer['right']]}."
            answer.insert(0, nodes.paragraph("", best, classes=["pl-best"], translatable=False))


class ExerciseCard(SphinxDirective):
    """``{exercise-card} exercise-id``: what the reader will make; title and minutes come from it."""

    has_content = True
    required_arguments = 1
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        title = nodes.title("", "Exercise: ")
        title += list_here("exercise-title", self.arguments[0])
        node = make_box("exercise-card", title, self.parse_content_to_nodes())
        node["exercise"] = self.arguments[0]
        take_options(self, node)
        node += list_here("exercise-link", self.arguments[0])
        self.set_source_info(node)
        return [node]


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


def _exercise(env: BuildEnvironment, wanted: str) -> tuple[str, Any] | None:
    domain = ExerciseDomain.of(env)
    return domain.find(wanted)


@listing("exercise-title")
def exercise_title(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """The exercise's title."""
    found = _exercise(env, argument)
    return [nodes.Text(found[1].title if found else argument)]


@listing("exercise-link")
def exercise_link(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """A link to the exercise, and its minutes."""
    found = _exercise(env, argument)
    if found is None:
        return []
    target, record = found
    words = nodes.paragraph("", "", classes=["pl-card-link"])
    words += page_link(env, docname, target, "Open the exercise")
    words += _minutes(format_duration(exactly(record.minutes)))
    return [words]


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
        *_minutes(detail),
    )


def _minutes(detail: str) -> list[nodes.Node]:
    """`` (about 12 minutes)``, with its marks apart."""
    return [
        nodes.inline("", " (", classes=["pl-mark"]),
        nodes.inline("", detail, classes=["pl-minutes"]),
        nodes.inline("", ")", classes=["pl-mark"]),
    ]


def _step_list(env: BuildEnvironment, docname: str, steps: tuple[Step, ...]) -> nodes.Node:
    items = []
    lessons = 0
    for step in steps:
        lessons += step.kind == "lesson"
        what = f"Lesson {lessons}" if step.kind == "lesson" else "Exercise"
        words = _entry(what, page_link(env, docname, step.docname, step.title), format_duration(step.minutes))
        item = nodes.list_item("", words, classes=[f"pl-step--{step.kind}"], pages=[step.docname])
        if goal := teaches(env, step.docname):
            item += nodes.paragraph(goal, goal, classes=["pl-teaches"])
        items.append(item)
    return nodes.bullet_list("", *items, classes=["pl-steps"])


def counted(number: int, noun: str) -> str:
    """``1 lesson``, ``4 lessons``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


@listing("course-contents")
def course_contents(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """Every unit with its number of lessons, exercises and minutes."""
    items = []
    for found in units(env):
        lessons = counted(len(found.lessons), "lesson")
        exercises = counted(len(found.steps) - len(found.lessons), "exercise")
        detail = f"{lessons}, {exercises}, {format_duration(found.minutes)}"
        words = _entry(found.label, page_link(env, docname, found.docname, found.title), detail)
        pages = [found.docname, *(step.docname for step in found.steps)]
        items.append(nodes.list_item("", words, pages=pages))
    return [nodes.bullet_list("", *items, classes=["pl-units"])] if items else []


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
        if not is_lesson(docname):
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
        problems = [f"no '{kind}'" for kind in self.required if kind not in kinds]
        people = {node["relationship"] for node in boxes if node["kind"] == "for-you"}
        fewest = course_file(self.env.config).fewest_relationships
        if len(people) < fewest:
            problems.append(f"'for-you' for {len(people)} relationships instead of {fewest} or more")
        asked = sum(1 for _ in document.findall(question))
        if asked not in QUESTIONS:
            problems.append(f"{asked} 'check-yourself' questions instead of 2 to 4")
        for problem in problems:
            warn(Code.LESSON_PART, f"The lesson '{docname}' has {problem}", (docname, 1))

    def check_consistency(self) -> None:
        domain: ExerciseDomain = self.env.get_domain(ExerciseDomain.name)  # type: ignore[assignment]
        for docname, record in self.all():
            for wanted, line in record.exercises:
                if _exercise(self.env, wanted) is None:
                    known = (exercise_id(name) or "" for name, _ in domain.all())
                    problem = f"There is no exercise '{wanted}'{meant(wanted, known)}"
                    warn(Code.EXERCISE_UNKNOWN, problem, (docname, line))


def setup_lesson(app: Sphinx) -> None:
    """Register the lesson directives, nodes and domain."""
    for node in (box, check_yourself, question, explained):
        app.add_node(node)
    for name, directive in {
        "in-short": InShort,
        "story": Story,
        "today": Today,
        "content-note": ContentNote,
        "safety-check": SafetyCheck,
        "act-now": ActNow,  # docutils has a plain "danger" of its own
        "for-you": ForYou,
        "check-yourself": CheckYourself,
        "question": QuestionDirective,
        "exercise-card": ExerciseCard,
        "unit-contents": UnitContents,
        "course-contents": CourseContents,
    }.items():
        app.add_directive(name, directive)
    app.add_transform(NumberQuestions)
    app.add_domain(LessonDomain)
