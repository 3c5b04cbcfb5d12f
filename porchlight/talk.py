"""Talks that branch: what someone says, three answers to choose from, what comes back and why.

::

    ::::{talk} The first ask
    :::{turn} He comes in from the yard
    He hangs up his jacket. "What?" he says.

    [2] "Could I say one thing?"
    : "One," he says. He was asked, so he can say yes.

    [end] "You need help. Look at you."
    : He goes out again. Blame ends a talk.
    :::
    ::::

The number before an answer is the turn that it leads to, ``end`` the end. What comes of an answer stands at a number
of its own, far from it: on paper and in an e-book a reader chooses first and then goes there, by hand or by link. The
web course puts each under its answer, to be opened (``editions/web/talks.py``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, box, take_options, without_comments
from porchlight.diagnostics import Code, warn
from porchlight.locale import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LEADS = re.compile(r"\[(\d+|end)\]\s*")
END = "end"
FEWEST, MOST = 2, 4  # answers of a turn


class turn(nodes.section):
    """What someone says, and the answers to it; a title, its own text, and a list whose items each hold a paragraph.

    ``number`` counts from 1.
    """


class outcome(nodes.section):
    """What comes of an answer, at the number ``number``; its last paragraph says how it goes on.

    ``after`` names the turn, ``answer`` counts the turn's answers from 0, ``leads`` is the turn to go to, 0 at the end.
    """


class answer(nodes.paragraph):
    """What a reader could say; ``leads`` is as in ``outcome``."""


class Turn(SphinxDirective):
    """``{turn} What happens``: text, then a definition list of answers, each with where it leads."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        title, messages = self.parse_inline(self.arguments[0])
        node = turn("", nodes.title(self.arguments[0], "", *title), *messages)
        self.set_source_info(node)
        self.set_source_info(node[0])
        take_options(self, node)
        answers: list[nodes.Node] = []
        outcomes: list[nodes.Node] = []
        for part in without_comments(self.parse_content_to_nodes()):
            if not isinstance(part, nodes.definition_list):
                node += part
                continue
            for item in part.findall(nodes.definition_list_item):
                choice, comes = self._answer(item)
                answers.append(choice)
                outcomes.append(comes)
        if not FEWEST <= len(answers) <= MOST:
            warn(Code.TALK, f"The turn '{self.arguments[0]}' has {len(answers)} answers", self.get_location())
        node += nodes.bullet_list("", *(nodes.list_item("", choice) for choice in answers), classes=["pl-answers-to"])
        return [node, *outcomes]

    def _answer(self, item: nodes.definition_list_item) -> tuple[answer, outcome]:
        term = next(item.findall(nodes.term))
        body = [part for definition in item.findall(nodes.definition) for part in definition.children]
        first = next(term.findall(nodes.Text), None)
        match = LEADS.match(str(first)) if first is not None else None
        if first is None or match is None:
            warn(Code.TALK, f"The answer '{term.astext()[:40]}' leads nowhere", term)
        else:
            first.parent.replace(first, nodes.Text(str(first)[match.end() :]))
        leads = match[1] if match else END
        node = answer("", "", *term.children, leads=leads)
        comes = outcome("", *body, leads=leads)
        self.set_source_info(node)
        self.set_source_info(comes)
        return node, comes


class Talk(SphinxDirective):
    """``{talk} Title``: holds turns; a safety check stands before it on its page."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        checks = (found["kind"] for found in self.state.document.findall(box))
        if "safety-check" not in checks:
            warn(Code.TALK, f"No safety check stands before the talk '{self.arguments[0]}'", self.get_location())
        title, messages = self.parse_inline(self.arguments[0])
        node = nodes.section("", nodes.title(self.arguments[0], "", *title), *messages, classes=["pl-talk"])
        self.set_source_info(node)
        self.set_source_info(node[0])
        name = "talk-" + nodes.make_id(self.options.get("name", self.arguments[0]))  # unlike the id of any heading
        if any(name in part["ids"] for part in self.state.document.findall(nodes.section)):
            warn(Code.TALK, f"Two talks of the page are called '{name}': give one a ':name:'", self.get_location())
        node["ids"] = [name]
        body = self.parse_content_to_nodes()
        turns = [part for part in body if isinstance(part, turn)]
        outcomes = [part for part in body if isinstance(part, outcome)]
        node += [part for part in body if not isinstance(part, turn | outcome)]
        self._number(name, turns, outcomes, body)
        node += turns
        node += outcomes
        return [node]

    def _number(self, name: str, turns: list[turn], outcomes: list[outcome], body: list[nodes.Node]) -> None:
        """Give each part its number and its id, and lead from one to the next."""
        reached = {1}
        numbers: dict[tuple[int, int], int] = {}
        after: dict[int, tuple[int, int]] = {}
        count = place = 0
        for part in body:
            if isinstance(part, turn):
                count, place = count + 1, 0
                part["number"] = count
                part["ids"] = [f"{name}-{count}"]
                next(part.findall(nodes.title)).insert(0, nodes.Text(f"{count}. "))
            elif isinstance(part, outcome):
                after[id(part)] = (count, place)
                place += 1
        # the first answers of all turns, then the second ones: what follows an answer does not lie beside its rivals
        outcomes.sort(key=lambda part: after[id(part)][::-1])
        for number, part in enumerate(outcomes, start=len(turns) + 1):
            where, place = after[id(part)]
            numbers[where, place] = number
            part["number"], part["after"], part["answer"] = number, where, place
            part["ids"] = [f"{name}-{number}"]
            part.insert(0, nodes.title("", f"{number}."))
            leads = 0 if part["leads"] == END else int(part["leads"])
            if leads > len(turns):
                warn(Code.TALK, f"An answer leads to turn {leads}; the talk has {len(turns)}", part)
                leads = 0
            part["leads"] = leads
            reached.add(leads)
            part += _way_on(name, leads)
        for part in turns:
            if part["number"] not in reached:
                warn(Code.TALK, f"No answer leads to turn {part['number']}", part)
            for place, node in enumerate(part.findall(answer)):
                number = numbers[part["number"], place]
                node["goes"] = number
                node += nodes.Text(" ")
                node += _link(name, number, _("Go to %(number)s.", number=number))


def _link(name: str, number: int, words: str) -> nodes.reference:
    return nodes.reference("", words, refid=f"{name}-{number}", internal=True, classes=["pl-go"])


def _way_on(name: str, leads: int) -> nodes.paragraph:
    words = nodes.paragraph("", "", classes=["pl-way-on"], translatable=False)
    if leads:
        words += _link(name, leads, _("Go on with %(number)s.", number=leads))
    else:
        words += nodes.Text(f"{_('The talk ends here.')} ")
        words += _link(name, 1, _("Try again from %(number)s.", number=1))
    return words


def setup_talk(app: Sphinx) -> None:
    """Register the directives and nodes, which print as sections wherever nothing else is said."""
    for node in (turn, outcome, answer):
        app.add_node(node)
    app.add_directive("talk", Talk)
    app.add_directive("turn", Turn)
