"""``scale``: a number from 0 to 10, both ends in the author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.locale import _
from porchlight.prompts.kind import SCRIPTS, PromptKind, answer, mark, prompt, register, unmarked, written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.writers.html5 import HTML5Translator

    from porchlight.prompts.directive import PromptDirective
    from porchlight.prompts.kind import Paper

NUMBERS = range(11)


class answer_scale(answer, nodes.line_block):
    """The numbers 0 to 10, then a line for each end."""


def ends(room: answer) -> list[list[nodes.Node]]:
    """The author's words for 0 and for 10."""
    return [unmarked(line) for line in room.children[1:] if isinstance(line, nodes.line)]


class Scale(PromptKind):
    """Eleven numbers to choose from."""

    needs = frozenset({"low", "high"})
    node_classes = (answer_scale,)
    one_field = False
    blank = None
    scripts = (SCRIPTS / "scale.js", SCRIPTS / "scale-later.js")

    def room(self, directive: PromptDirective, node: prompt) -> answer:
        numbers = nodes.line("", "   ".join(map(str, NUMBERS)), classes=["pl-scale-numbers"], translatable=False)
        lines = [directive.line(directive.options.get(name, ""), "pl-scale-end") for name in ("low", "high")]
        return answer_scale("", numbers, *lines, classes=["pl-answer-scale"])

    def finish(self, room: answer) -> None:
        for number, line in zip((NUMBERS[0], NUMBERS[-1]), room.children[1:], strict=True):
            assert isinstance(line, nodes.line)
            line.insert(0, mark("", f"{number} = "))

    def wrong_answer(self, room: answer, given: Sequence[str]) -> str:
        number = " ".join(given)
        fits = number.isdecimal() and int(number) in NUMBERS
        return "" if fits else f"The example's '{number}' is no number from {NUMBERS[0]} to {NUMBERS[-1]}"

    def fields(self, page: HTML5Translator, room: answer, described: str) -> str:
        name = f"answer_{room['prompt_id']}"
        low, high = (written(page, words) for words in ends(room))
        inputs = (f'<label><input type="radio" name="{name}" value="{value}">{value}</label>' for value in NUMBERS)
        numbers = "".join(inputs)
        return (
            f'<p class="pl-scale__ends" id="ends_{room["prompt_id"]}">'
            f"<span>0 = {low}</span> <span>10 = {high}</span></p>\n"
            f'<div class="pl-scale">{numbers}</div>\n'
        )

    def described_by(self, room: answer) -> tuple[str, ...]:
        return (f"ends_{room['prompt_id']}",)

    def paper(self, paper: Paper, room: answer) -> str:
        return f"scale({', '.join(paper.content(words) for words in ends(room))})"

    def cell(self, room: answer) -> str:
        return f"{_('My number:')} "

    def question(self, room: answer, markdown: Callable[[nodes.Node], str]) -> str:
        low, high = (markdown(nodes.inline("", "", *(node.deepcopy() for node in words))) for words in ends(room))
        return _("A number from 0 (%(low)s) to 10 (%(high)s).", low=low, high=high)


register(Scale("scale"))
