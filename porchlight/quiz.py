"""Check yourself: questions with choices, and their explained answers below all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, take_options, without_comments
from porchlight.diagnostics import Code, warn
from porchlight.locale import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx


CHOICE = re.compile(r"\[([ xX])\]\s*")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class check_yourself(nodes.admonition):
    """Questions, then their explained answers."""


class question(nodes.compound):
    """A question and its choices; ``question["number"]`` counts from 1."""


class explained(nodes.compound):
    """The answer of the question with the same ``number``: which choice is right, and why."""


class QuestionDirective(SphinxDirective):
    """``{question} What …?``; the body is a definition list of choices and explanations."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        words, messages = self.parse_inline(self.arguments[0])
        paragraph = nodes.paragraph(self.arguments[0], "", *words, classes=["pl-question-words"])
        node = question("", paragraph, *messages, classes=["pl-question"])
        take_options(self, node)
        self.set_source_info(paragraph)
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
            choice = nodes.paragraph(CHOICE.sub("", term.rawsource) or term.astext(), "", *term.children)
            self.set_source_info(choice)  # what has no source cannot be translated
            choices.append(nodes.list_item("", choice))
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
        words = _("Check yourself")
        title = nodes.title(words, words)
        node = check_yourself("", title, classes=["pl-box", "pl-box--check-yourself"])
        take_options(self, node)
        self.set_source_info(title)
        self.set_source_info(node)
        body = self.parse_content_to_nodes()
        questions = [part for part in body if isinstance(part, question)]
        answers = [part for part in body if isinstance(part, explained)]
        node += [part for part in body if not isinstance(part, question | explained)]
        node += questions
        words = _("Answers")
        node += nodes.paragraph(words, words, classes=["pl-answers-title"])
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
        for number, (node, answer) in enumerate(zip(list(questions), list(answers), strict=True), start=1):
            node["number"] = answer["number"] = number
            next(node.findall(nodes.paragraph)).insert(0, nodes.Text(f"{number}. "))
            said = _("The best answer is %(letter)s.", letter=LETTERS[answer["right"]])
            best = f"{number}. {said}"
            answer.insert(0, nodes.paragraph("", best, classes=["pl-best"], translatable=False))


def setup_quiz(app: Sphinx) -> None:
    """Register the directives, their nodes, and what numbers the questions."""
    for node in (check_yourself, question, explained):
        app.add_node(node)
    app.add_directive("check-yourself", CheckYourself)
    app.add_directive("question", QuestionDirective)
    app.add_transform(NumberQuestions)
