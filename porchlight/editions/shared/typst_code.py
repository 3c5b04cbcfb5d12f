"""How Typst code is put together: literals, arrays, content, calls and labels.

Code, not markup: every word of the author travels in a string literal, so no character of the
Markdown can mean anything to Typst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from porchlight.diagnostics import Code, warn
from porchlight.languages import marked_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element, Node
    from sphinx.builders import Builder

# Nodes that get a comment with their line, so that a compile error leads back to the Markdown.
TRACED = (nodes.section, nodes.paragraph, nodes.Admonition, nodes.table, nodes.Sequential)


def literal(text: str) -> str:
    """*text* as a Typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def array(items: Iterable[str]) -> str:
    """Typst expressions as one array; the comma after the last keeps an array of one an array."""
    return f"({''.join(f'{item}, ' for item in items).rstrip()})"


class TypstCode(SphinxTranslator):
    """Walks a doctree; ``code()`` is the Typst code of what it has walked over.

    A visitor either adds its whole node and raises ``SkipNode`` (through ``call``), or does
    nothing and lets the walk go on to the children.
    """

    TRANSPARENT: ClassVar = (
        "document", "compound", "container", "inline", "literal", "target", "title_reference",
        "definition_list_item", "term", "definition", "download_reference", "glossary",
        "compact_paragraph", "start_of_file", "abbreviation", "generated", "legend", "caption", "line",
    )  # fmt: skip
    SILENT: ClassVar = (
        "comment", "raw", "substitution_definition", "system_message", "toctree", "index", "meta",
        "tabular_col_spec", "colspec", "transition", "label", "placeholder", "jumps",
    )  # fmt: skip

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.out: list[str] = []
        self.depth = 0
        self.docname = builder.env.path2doc(document["source"]) or ""
        self.labels = {
            name for kind in (nodes.section, nodes.footnote) for node in document.findall(kind) for name in node["ids"]
        }

    def code(self) -> str:
        """What has been walked over, one call a line."""
        return "\n".join(self.out)

    def dispatch_visit(self, node: Node) -> None:
        if isinstance(node, TRACED) and node.line:
            comment = f"// {self.builder.env.doc2path(self.docname, False)}:{node.line}"
            if comment not in self.out[-1:]:
                self.out.append(comment)
        for name in (kind.__name__ for kind in type(node).__mro__):
            if name in self.TRANSPARENT and isinstance(node, nodes.Element) and marked_language(node):
                self.out.append(self.content(node.children))
                raise nodes.SkipNode
            if hasattr(self, f"visit_{name}"):
                break
            if name in self.SILENT:
                raise nodes.SkipNode
            if name in self.TRANSPARENT:
                return
        super().dispatch_visit(node)

    def unknown_visit(self, node: Node) -> None:
        """Warn, and print the words of the node all the same."""
        warn(Code.UNPRINTABLE, f"Paper has no form for '{type(node).__name__}'", node)

    def unknown_departure(self, node: Node) -> None:
        """Leaving a node writes nothing: visitors add whole nodes."""

    def content(self, children: Iterable[Node]) -> str:
        """The *children* of a node as one expression that is Typst content, in the language that the node has."""
        outer, self.out = self.out, []
        language = ""
        for child in children:
            language = marked_language(child.parent) if child.parent is not None else ""
            child.walkabout(self)
        inner, self.out = self.out, outer
        if not inner:
            return "[]"
        several = any("\n" in piece or piece.startswith("//") for piece in inner)
        code = "{\n" + "\n".join(inner) + "\n}" if several else "{ " + "; ".join(inner) + " }"
        return f"spoken-in({literal(language)}, {code})" if language else code

    def call(self, function: str, *arguments: str) -> None:
        """Add the call of *function* and do not walk into the node any more."""
        self.out.append(f"{function}({', '.join(arguments)})")
        raise nodes.SkipNode

    def anchor(self, node: Element) -> None:
        """Let links find *node*."""
        for name in node["ids"]:
            if name in self.labels:
                self.out.append(f"anchor({self.label(name)})")

    def label(self, name: str) -> str:
        """A label that is unique in a book of many documents."""
        return f"label({literal(f'{self.docname}#{name}')})"

    @property
    def below(self) -> str:
        """The level of a heading under the current section's."""
        return str(self.depth + 1)
