"""What a prompt is made of, and what every kind of prompt can do: see the package's docstring."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from docutils import nodes
from docutils.parsers.rst import directives

from porchlight.plain import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx.writers.html5 import HTML5Translator

    from porchlight.prompts.directive import PromptDirective

ID = re.compile(r"[a-z0-9-]{1,48}")
SCRIPTS = Path(__file__).parent


class prompt(nodes.admonition):
    """A question with room for an answer: a title, help, and last the ``answer``."""


class answer(nodes.Element):
    """Base of all room for answers; a kind's own class also subclasses a node that any builder can print.

    ``kind`` and ``prompt_id`` are those of its prompt, ``keys`` the stable ids of its choices or rows, if any.
    """


class mark(nodes.inline):
    """A sign that is printed before an author's words, and is none of them."""


class Paper(Protocol):
    """What a kind may ask of the writer of Typst: nodes as expressions."""

    def content(self, children: Iterable[nodes.Node]) -> str:
        """Nodes as content."""

    def item(self, node: nodes.Element) -> str:
        """The content of a list's item or a cell."""

    def table_parts(self, node: nodes.Element) -> list[str]:
        """Arguments of a table: widths, cells of the head, cells of the body."""


class PromptKind:
    """Base of the kinds. A kind defines ``room`` at least; all else has a default that works."""

    needs: ClassVar[frozenset[str]] = frozenset()
    """Options that ``{prompt}`` must have."""
    takes: ClassVar[frozenset[str]] = frozenset()
    """Options that it may have besides."""
    node_classes: ClassVar[tuple[type[answer], ...]] = ()
    """The node classes of its answers."""
    one_field: ClassVar[bool] = True
    """Whether its fields are one input, whose id is ``answer-PROMPT``; else they stand in a ``fieldset``."""
    blank: Any = ""
    """The stored value of an unanswered prompt."""
    scripts: ClassVar[tuple[Path, Path] | None] = None
    """The script that fills and reads its fields, and the one that few readers need (files, reading)."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def saved_as(self) -> str:
        """The kind under which answers are saved: without scripts of its own, words."""
        return self.name if self.scripts else "lines"

    def room(self, directive: PromptDirective, node: prompt) -> answer | None:
        """Room for the answer to *node*, printable by any builder. It may take nodes out of the help.

        ``None`` if the prompt is so faulty that there is none; the mistake has been reported then.
        """
        raise NotImplementedError

    def finish(self, room: answer) -> None:
        """Add what is printed beside the author's words: their translation stands in *room* by now."""

    def fields(self, page: HTML5Translator, room: answer, described: str) -> str:
        """HTML inputs; *described* is the attribute that leads to the prompt's help, or nothing."""
        return written(page, [room]) + area(f"answer_{room['prompt_id']}", 3, described) + "\n"

    def described_by(self, room: answer) -> tuple[str, ...]:
        """Ids of what ``fields`` writes to explain them all."""
        return ()

    def paper(self, paper: Paper, room: answer) -> str | None:
        """A Typst expression; with ``None``, paper prints *room* as it prints the node's base class."""
        return None

    def cell(self, room: answer) -> str:
        """The Markdown of an unanswered cell of a notebook."""
        return ""

    def question(self, room: answer, markdown: Callable[[nodes.Node], str]) -> str:
        """What the question's cell says below label and help; *markdown* turns a node into Markdown."""
        return ""

    def wrong_answer(self, room: answer, given: Sequence[str]) -> str:
        """What is wrong with an answer that an example gives, each of its paragraphs in *given*; nothing if it fits."""
        return ""

    def facts(self, room: answer) -> dict[str, list[str]]:
        """What a saved answer needs to be read without its page: ``choices``, ``keys``, ``columns``."""
        return {}


KINDS: dict[str, PromptKind] = {}
OPTIONS: dict[str, Callable[[str], Any]] = {
    "id": directives.unchanged,
    "kind": directives.unchanged,
    "class": directives.class_option,
    "name": directives.unchanged,
}


def register(kind: PromptKind) -> None:
    """Make ``:kind: NAME`` known, with its options; one of that name is replaced."""
    KINDS[kind.name] = kind
    OPTIONS.update(dict.fromkeys(kind.needs | kind.takes, directives.unchanged))


def kind_of(node: nodes.Element) -> PromptKind:
    """The kind of a prompt or an answer."""
    return KINDS[node["kind"]]


def answer_of(node: prompt) -> answer:
    """The room for the answer to *node*."""
    return next(child for child in node.children if isinstance(child, answer))


def split_bar(text: str) -> list[str]:
    """Split ``"Time | What happened"`` into its trimmed parts."""
    return [part.strip() for part in text.split("|")] if text.strip() else []


def whole_number(text: str) -> int | None:
    """The whole number from 1 to 40 that *text* is, else ``None``."""
    return int(text) if text.isdecimal() and 1 <= int(text) <= 40 else None


def key_of(text: str) -> str:
    """The stable id of a choice that its author gives none: its words in small letters, joined by hyphens.

    ``slug`` in ``choices.js`` does the same to answers of version 0.1, which were stored as words.
    """
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")


def unmarked(node: nodes.Element) -> list[nodes.Node]:
    """The children of *node* that are an author's words, without a ``mark``."""
    return [child for child in node.children if not isinstance(child, mark)]


def plain_words(node: nodes.Element) -> str:
    """The same as plain text."""
    return words(nodes.inline("", "", *(child.deepcopy() for child in unmarked(node))))


def written(page: HTML5Translator, children: Sequence[nodes.Node]) -> str:
    """*children* as HTML."""
    outer, page.body = page.body, []
    for child in children:
        child.walkabout(page)
    inner, page.body = page.body, outer
    return "".join(inner)


def area(name: str, rows: int, attributes: str = "") -> str:
    """A text area whose id is *name*."""
    return f'<textarea id="{name}" rows="{rows}" autocomplete="off"{attributes}></textarea>'


def cell_of(texts: Sequence[str]) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(texts)} |"
