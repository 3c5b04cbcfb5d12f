"""``if-then``: plans of two halves, "If …" and "then I will …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.prompts.kind import SCRIPTS, PromptKind, answer, area, prompt, register

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from porchlight.prompts.directive import PromptDirective
    from porchlight.prompts.kind import Paper

HALVES = (("if", "If"), ("then", "then I will"))
BLANK = "_" * 30


class answer_pairs(answer, nodes.line_block):
    """Lines "If … / then I will …"."""


class IfThen(PromptKind):
    """``:pairs:`` plans, one if it is not said."""

    takes = frozenset({"pairs"})
    node_classes = (answer_pairs,)
    one_field = False
    blank: list[str] = []
    scripts = (SCRIPTS / "if-then.js", SCRIPTS / "if-then-later.js")

    def room(self, asking: PromptDirective, asked: prompt) -> answer:
        lines = [
            nodes.line("", f"{words} ", nodes.inline("", BLANK, classes=["pl-blank"]), translatable=False)
            for _ in range(asking.number("pairs", 1))
            for _, words in HALVES
        ]
        return answer_pairs("", *lines, classes=["pl-answer-pairs"])

    def fields(self, page: HTML5Translator, room: answer, described: str) -> str:
        parts = []
        for pair in range(1, pairs(room) + 1):
            for half, words in HALVES:
                name = f"answer-{room['prompt_id']}-{pair}-{half}"
                field = area(name, 2, f' aria-label="{words}, plan {pair}"')
                parts.append(f'<label for="{name}">{words}</label>{field}')
        return f'<div class="pl-pairs">{"".join(parts)}</div>\n'

    def paper(self, paper: Paper, room: answer) -> str:
        return f"if-then({pairs(room)})"

    def cell(self, room: answer) -> str:
        return "\n".join(["- If … , then I will …"] * pairs(room))


def pairs(room: answer) -> int:
    """How many plans there is room for."""
    return len(room.children) // len(HALVES)


register(IfThen("if-then"))
