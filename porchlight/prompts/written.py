"""``short`` and ``lines``: words, on one line or more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.prompts.kind import SCRIPTS, PromptKind, answer, area, prompt, register

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from porchlight.prompts.directive import PromptDirective
    from porchlight.prompts.kind import Paper


class answer_space(answer, nodes.line_block):
    """Empty lines to write on."""


def write_lines(count: int) -> answer_space:
    """*count* empty lines."""
    return answer_space("", *(nodes.line() for _ in range(count)), classes=["pl-answer-space"], lines=count)


class Short(PromptKind):
    """One line."""

    node_classes = (answer_space,)
    scripts = (SCRIPTS / "written.js", SCRIPTS / "written-later.js")

    def room(self, directive: PromptDirective, node: prompt) -> answer:
        return write_lines(1)

    def fields(self, page: HTML5Translator, room: answer, described: str) -> str:
        return area(f"answer_{room['prompt_id']}", room["lines"], described) + "\n"

    def paper(self, paper: Paper, room: answer) -> str:
        return f"write-lines({len(room.children)})"


class Lines(Short):
    """``:lines:`` lines, three if it is not said."""

    takes = frozenset({"lines"})

    def room(self, directive: PromptDirective, node: prompt) -> answer:
        return write_lines(directive.number("lines", 3))


register(Short("short"))
register(Lines("lines"))
