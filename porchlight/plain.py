"""The words of a node as a reader hears them."""

from __future__ import annotations

from docutils import nodes

SILENT = (nodes.footnote_reference, nodes.footnote, nodes.image, nodes.comment, nodes.raw)


def words(node: nodes.Node) -> str:
    """The words that a reader sees in *node*, in one line, without the marks of notes."""
    if isinstance(node, nodes.Text):
        return node.astext().replace("\u00ad", "")
    if isinstance(node, SILENT):
        return ""
    glue = "" if isinstance(node, nodes.TextElement) else " "
    return " ".join(glue.join(map(words, node.children)).split())
