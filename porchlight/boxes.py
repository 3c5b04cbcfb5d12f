"""The titled boxes that lessons and exercises are made of.

A box is an ``admonition`` with a title, so every builder can print it with no code of ours;
``box["kind"]`` and the class ``pl-box--KIND`` tell stylesheets and templates which one it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Sequence


class box(nodes.admonition):
    """A titled box; its first child is a ``title``."""


def make_box(kind: str, title: nodes.title, children: Sequence[nodes.Node]) -> box:
    """Build a box of *kind* (such as ``"in-short"``)."""
    return box("", title, *children, kind=kind, classes=["pl-box", f"pl-box--{kind}"])


class Box(SphinxDirective):
    """Base of the box directives. The optional argument replaces the title."""

    kind: ClassVar[str]
    title: ClassVar[str]
    closing: ClassVar[str] = ""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def title_text(self) -> str:
        """The words of the title, as the author may write them (with inline markup)."""
        return self.arguments[0] if self.arguments else self.title

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        return [self.boxed(self.kind, self.title_text(), self.parse_content_to_nodes())]

    def boxed(self, kind: str, title_text: str, children: Sequence[nodes.Node]) -> box:
        """A box with its place in the source set, closed by the kind's standing sentence."""
        inline, messages = self.parse_inline(title_text)
        title = nodes.title(title_text, "", *inline)
        node = make_box(kind, title, [*messages, *children])
        if self.closing:
            node += nodes.paragraph(self.closing, self.closing, classes=["pl-closing"])
        self.set_source_info(title)
        self.set_source_info(node)
        return node
