"""What a leader cuts out and hangs up: ``{card}`` and ``{wall}``.

::

    :::{card} Dell
    :copies: one a pair
    "I mean it this time."
    :::

    :::{wall} Our agreement
    :::{passage} group-agreement
    :::
    :::

Both are admonitions with a title, so every builder can print them with no code of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from porchlight.anchors import take_id

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class cut_card(nodes.admonition):
    """A card to cut out. ``cut_card["copies"]`` says how many are needed, in words."""


class wall_sheet(nodes.admonition):
    """A sheet for the wall, in very large type."""


class _Piece(SphinxDirective):
    """Base of both: a title, and simple blocks below it."""

    node: ClassVar[type[nodes.admonition]]
    prefix: ClassVar[str]

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"copies": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        words, messages = self.parse_inline(self.arguments[0])
        title = nodes.title(self.arguments[0], "", *words)
        kind = f"pl-{self.prefix}"
        node = self.node("", title, *messages, *self.parse_content_to_nodes(), classes=["pl-piece", kind])
        node["copies"] = self.options.get("copies", "").strip()
        take_id(self.state.document, node, f"{self.prefix}-{nodes.make_id(title.astext()) or 'untitled'}")
        self.set_source_info(title)
        self.set_source_info(node)
        return [node]


class CardDirective(_Piece):
    """``{card} Title``: a card to cut out; ``:copies: one a pair`` says how many."""

    node, prefix = cut_card, "cut-card"


class WallDirective(_Piece):
    """``{wall} Title``: a sheet for the wall, a page of its own."""

    node, prefix = wall_sheet, "wall-sheet"


def setup_cards(app: Sphinx) -> None:
    """Register the directives and their nodes."""
    app.add_node(cut_card)
    app.add_node(wall_sheet)
    app.add_directive("card", CardDirective)
    app.add_directive("wall", WallDirective)
