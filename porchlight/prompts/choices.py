"""``choose-one`` and ``choose-many``: circles or boxes, one before each item of the list that ends the prompt.

What is saved of a choice is its key, never its words: they may be mended or translated later. A key is made of
the words of the first day. An author who changes them keeps the old keys with ``:keys: red | blue``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.boxes import without_comments
from porchlight.diagnostics import Code
from porchlight.plain import meant, words
from porchlight.prompts.kind import (
    SCRIPTS,
    PromptKind,
    answer,
    key_of,
    mark,
    plain_words,
    prompt,
    register,
    split_bar,
    unmarked,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.writers.html5 import HTML5Translator

    from porchlight.prompts.directive import PromptDirective
    from porchlight.prompts.kind import Paper


class answer_choices(answer, nodes.bullet_list):
    """Choices to mark, a paragraph each."""


def paragraphs(room: answer) -> list[nodes.paragraph]:
    """The words of each choice, as they are printed."""
    return [item[0] for item in room.children if isinstance(item, nodes.list_item)]  # type: ignore[misc]


class Choice(PromptKind):
    """Choices, *one* of them or many, with a *sign* before each."""

    takes = frozenset({"keys"})
    node_classes = (answer_choices,)
    one_field = False
    scripts = (SCRIPTS / "choices.js", SCRIPTS / "choices-later.js")

    def __init__(self, name: str, sign: str, *, single: bool) -> None:
        super().__init__(name)
        self.sign, self.single = sign, single
        self.blank = None if single else []

    def room(self, directive: PromptDirective, node: prompt) -> answer | None:
        last = node.children[-1]
        listed = last.children if isinstance(last, nodes.bullet_list) else []
        items = [item for item in listed if isinstance(item, nodes.list_item)]
        for item in items:
            item.children = without_comments(item.children)
            if len(item.children) != 1 or not isinstance(item[0], nodes.paragraph):
                problem = f"The choice '{words(item)[:40]}' is more than one paragraph, or none"
                directive.mistake(Code.PROMPT_CHOICES, problem)
        items = [item for item in items if item.children and isinstance(item[0], nodes.paragraph)]
        given = split_bar(directive.options.get("keys", ""))
        if given and (len(set(given)) != len(items) or any(key != key_of(key) for key in given)):
            problem = f"':keys:' does not give each of the {len(items)} choices one of its own"
            directive.mistake(Code.PROMPT_KEYS, problem)
            given = []
        texts = [words(item[0]) for item in items]
        keys = given or [key_of(text) or str(number) for number, text in enumerate(texts, start=1)]
        if "" in texts or len(set(texts)) < 2 or len(set(texts)) != len(texts) or len(set(keys)) != len(keys):
            directive.mistake(Code.PROMPT_CHOICES, f"A '{self.name}' prompt lacks distinct choices")
        if not items:
            return None
        for item in items:
            del item[1:]
        node.remove(last)
        return answer_choices("", *items, classes=["pl-answer-choices"], keys=keys)

    def finish(self, room: answer) -> None:
        for paragraph in paragraphs(room):
            paragraph.insert(0, mark("", f"{self.sign} ", classes=["pl-mark"]))

    def fields(self, page: HTML5Translator, room: answer, described: str) -> str:
        name, kind = f"answer_{room['prompt_id']}", "radio" if self.single else "checkbox"
        return "".join(
            f'<div class="pl-choice"><input type="{kind}" name="{name}" id="{name}-{number}" '
            f'value="{page.attval(key)}">'
            f'<label for="{name}-{number}">{written(page, unmarked(paragraph))}</label></div>\n'
            for number, (key, paragraph) in enumerate(zip(room["keys"], paragraphs(room), strict=True), start=1)
        )

    def paper(self, paper: Paper, room: answer) -> str:
        items = [paper.item(child) for child in room.children if isinstance(child, nodes.list_item)]
        return f"choices({', '.join([f'many: {str(not self.single).lower()}', *items])})"

    def cell(self, room: answer) -> str:
        return "\n".join(f"- [ ] {plain_words(paragraph)}" for paragraph in paragraphs(room))

    def wrong_answer(self, room: answer, given: Sequence[str]) -> str:
        known = {plain_words(paragraph) for paragraph in paragraphs(room)}
        chosen = [" ".join(words.split()) for words in given]
        if not self.single:
            chosen = [part for words in chosen for part in ([words] if words in known else words.split("; "))]
        wrong = next((words for words in chosen if words not in known), "")
        return f"The example's '{wrong[:40]}' is none of the choices{meant(wrong, known, 0)}" if wrong else ""

    def facts(self, room: answer) -> dict[str, list[str]]:
        return {"choices": [plain_words(paragraph) for paragraph in paragraphs(room)], "keys": room["keys"]}


register(Choice("choose-one", "○", single=True))
register(Choice("choose-many", "☐", single=False))
