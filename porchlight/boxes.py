"""The titled boxes that lessons and exercises are made of.

A box is an ``admonition`` with a title, so every builder can print it with no code of ours;
``box["kind"]`` and the class ``pl-box--KIND`` tell stylesheets and templates which one it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from porchlight.locale import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class box(nodes.admonition):
    """A titled box; its first child is a ``title``."""


def make_box(kind: str, title: nodes.title, children: Sequence[nodes.Node]) -> box:
    """Build a box of *kind* (such as ``"in-short"``)."""
    return box("", title, *children, kind=kind, classes=["pl-box", f"pl-box--{kind}"])


# What every directive with a body takes. Without any option Markdown would take ':name: words' for words.
OPTIONS: dict[str, Callable[[str], Any]] = {"class": directives.class_option, "name": directives.unchanged}


class Box(SphinxDirective):
    """Base of the box directives. The optional argument replaces the title."""

    kind: ClassVar[str]
    title: ClassVar[str]
    closing: ClassVar[str] = ""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = OPTIONS

    def title_text(self) -> str:
        """The words of the title, as the author may write them (with inline markup)."""
        return self.arguments[0] if self.arguments else _(self.title)

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        return [self.boxed(self.kind, self.title_text(), self.parse_content_to_nodes())]

    def boxed(self, kind: str, title_text: str, children: Sequence[nodes.Node]) -> box:
        """A box with its place in the source set, closed by the kind's standing sentence."""
        inline, messages = self.parse_inline(title_text)
        title = nodes.title(title_text, "", *inline)
        node = make_box(kind, title, [*messages, *children])
        if self.closing:
            closing = _(self.closing)
            node += nodes.paragraph(closing, closing, classes=["pl-closing"])
        self.set_source_info(title)
        self.set_source_info(node)
        take_options(self, node)
        return node


def take_options(directive: SphinxDirective, node: nodes.Element) -> None:
    """Give *node* the ``:class:`` and the ``:name:`` of its directive."""
    node["classes"] += directive.options.get("class", [])
    directive.add_name(node)


def in_block(directive: SphinxDirective, *children: nodes.Node) -> list[nodes.Node]:
    """*children* in a block with the options of *directive*; as they are where it has none.

    For nodes that others will replace, and whose ids and classes would go with them.
    """
    if not directive.options:
        return list(children)
    block = nodes.compound("", *children)
    take_options(directive, block)
    return [block]


def without_comments(children: list[nodes.Node]) -> list[nodes.Node]:
    """*children* without an author's notes to other authors."""
    return [child for child in children if not is_comment(child)]


def is_comment(node: nodes.Node) -> bool:
    """Whether *node* is a comment of Markdown or of HTML."""
    if isinstance(node, nodes.comment):
        return True
    return isinstance(node, nodes.raw) and "<!--" in node.astext() and not COMMENT.sub("", node.astext()).strip()


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """What holds *node*, from its parent up to the document."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
