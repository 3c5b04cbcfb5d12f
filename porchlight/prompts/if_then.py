"""``if-then``: plans of two halves, "If …" and "then I will …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.locale import N_, _
from porchlight.prompts.kind import SCRIPTS, PromptKind, answer, area, prompt, register

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from porchlight.prompts.directive import PromptDirective
    from porchlight.prompts.kind import Paper

HALVES = (("if", N_("If")), ("then", N_("then I will")))
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

    def room(self, directive: PromptDirective, node: prompt) -> answer:
        lines = [
            nodes.line("", f"{_(words)} ", nodes.inline("", BLANK, classes=["pl-blank"]), translatable=False)
            for _pair in range(directive.number("pairs", 1))
            for _half, words in HALVES
        ]
        return answer_pairs("", *lines, classes=["pl-answer-pairs"])

    def fields(self, page: HTML5Translator, room: answer, described: str) -> str:
        parts = []
        for pair in range(1, pairs(room) + 1):
            for half, words in HALVES:
                name = f"answer_{room['prompt_id']}-{pair}-{half}"
                said = page.attval(_(words))
                field = area(name, 2, f' aria-label="{said}, {_("plan %(number)s", number=pair)}"')
                parts.append(f'<label for="{name}">{said}</label>{field}')
        return f'<div class="pl-pairs">{"".join(parts)}</div>\n'

    def paper(self, paper: Paper, room: answer) -> str:
        return f"if-then({pairs(room)})"

    def cell(self, room: answer) -> str:
        return "\n".join([f"- {_('If')} … , {_('then I will')} …"] * pairs(room))


def pairs(room: answer) -> int:
    """How many plans there is room for."""
    return len(room.children) // len(HALVES)


register(IfThen("if-then"))
