"""HTML with no more in it than readers need: the translator of the web course.

Sphinx marks its pages up for every theme there might be, and our own nodes have classes for every
edition. A class that none of our styles and scripts knows is not sent. Notes become one numbered
list at the end of the page, with names that make sense when a screen reader says them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from porchlight.addresses import address
from porchlight.editions.web.static_files import STATIC
from porchlight.locale import _
from porchlight.private import is_private

if TYPE_CHECKING:
    from docutils.nodes import Element

CLASS = re.compile(r' class="([^"]*)"')
OURS = re.compile(r"\bpl-[\w-]+")
LIST_TYPES = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}


@cache
def known_classes() -> frozenset[str]:
    """Every class that our styles and scripts name."""
    files = (path for path in STATIC.iterdir() if path.suffix in {".css", ".js"})
    return frozenset(name for path in files for name in OURS.findall(path.read_text(encoding="utf-8")))


def _our_classes(match: re.Match[str]) -> str:
    kept = " ".join(name for name in match[1].split() if name in known_classes())
    return f' class="{kept}"' if kept else ""


class WebTranslator(HTML5Translator):
    """Writes a page of the web course."""

    def starttag(self, node: Element, *arguments: Any, **attributes: Any) -> str:
        """The start tag with the classes that have a use; a cell says whose head it is, or below which it stands."""
        if isinstance(node, nodes.entry) and isinstance(node.parent.parent, nodes.thead):
            attributes["scope"] = "col"
        elif isinstance(node, nodes.entry) and "column" in node:
            attributes["data-pl-column"] = node["column"]
        return CLASS.sub(_our_classes, super().starttag(node, *arguments, **attributes), count=1)

    # words and their holders

    def visit_compound(self, node: Element) -> None:
        self._open(node, "div")

    def depart_compound(self, node: Element) -> None:
        self.body.append(self.context.pop())

    def _open(self, node: Element, name: str) -> None:
        """A start tag, unless it would say nothing; leaves its end for the departure."""
        tag = self.starttag(node, name, "")
        bare = tag == f"<{name}>"
        self.body.append("" if bare else tag)
        self.context.append("" if bare else f"</{name}>")

    def visit_inline(self, node: Element) -> None:
        self._open(node, "span")

    def depart_inline(self, node: Element) -> None:
        self.body.append(self.context.pop())

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        if _stands_for_its_parent(node):
            return
        super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if _stands_for_its_parent(node):
            return
        super().depart_paragraph(node)

    # lists and tables

    def visit_list_item(self, node: Element) -> None:
        # place.js marks what the reader has done: a page, or what lies in a unit
        named: list[str] = node.get("pages", [])
        pages = [address(self.builder.env, name) for name in named if not is_private(self.builder.env, name)]
        settings = {"data-pl-page": pages[0]} if pages else {}
        if pages[1:]:
            settings["data-pl-steps"] = " ".join(pages[1:])
        self.body.append(self.starttag(node, "li", "", **settings))

    def visit_enumerated_list(self, node: Element) -> None:
        kind = LIST_TYPES.get(node.get("enumtype", ""))
        settings: dict[str, Any] = {"type": kind} if kind else {}
        if "start" in node:
            settings["start"] = node["start"]
        self.body.append(self.starttag(node, "ol", **settings))

    def visit_table(self, node: nodes.table) -> None:
        self._table_row_indices.append(0)
        self.body.append(self.starttag(node, "table"))

    # notes and their sources

    def visit_section(self, node: nodes.section) -> None:
        if not any(isinstance(child, nodes.footnote) for child in node):
            super().visit_section(node)
            return
        self.section_level += 2  # the notes follow the page's own section, and stand below its title all the same
        self.body.append(self.starttag(node, "section", role="doc-endnotes"))

    def depart_section(self, node: nodes.section) -> None:
        notes = any(isinstance(child, nodes.footnote) for child in node)
        super().depart_section(node)
        self.section_level -= notes

    def visit_reference(self, node: Element) -> None:
        super().visit_reference(node)
        if "hreflang" in node:
            self.body[-1] = self.body[-1].replace("<a ", f'<a hreflang="{node["hreflang"]}" ', 1)

    def visit_footnote_reference(self, node: Element) -> None:
        note = f"#{node['refid']}"
        self.body.append(f"<sup>{self.starttag(node, 'a', '', href=note, role='doc-noteref')}")

    def depart_footnote_reference(self, node: Element) -> None:
        self.body.append("</a></sup>")

    def visit_footnote(self, node: nodes.footnote) -> None:
        notes = [child for child in node.parent if isinstance(child, nodes.footnote)]
        if node is notes[0]:
            self.body.append("<ol>\n")
        number = node[0].astext()
        settings = {} if number == str(notes.index(node) + 1) else {"value": number}
        self.body.append(self.starttag(node, "li", "", **settings))
        self.context.append("</ol>\n" if node is notes[-1] else "")

    def depart_footnote(self, node: nodes.footnote) -> None:
        places: list[str] = node.get("backrefs", [])
        links = [f'<a href="#{place}" role="doc-backlink">' for place in places]
        if len(links) == 1:
            self.body.append(f" {links[0]}{self.encode(_('Go back'))}</a>")
        elif links:
            numbered = ", ".join(f"{link}{number}</a>" for number, link in enumerate(links, start=1))
            self.body.append(f" <span>{self.encode(_('Go back to place'))} {numbered}</span>")
        self.body.append("</li>\n")
        self.body.append(self.context.pop())

    def visit_label(self, node: nodes.label) -> None:
        if isinstance(node.parent, nodes.footnote):
            raise nodes.SkipNode  # the list numbers its items
        super().visit_label(node)

    def visit_citation_words(self, node: Element) -> None:
        self.body.append("<small>")

    def depart_citation_words(self, node: Element) -> None:
        self.body.append("</small>")


def _stands_for_its_parent(paragraph: Element) -> bool:
    """Whether *paragraph* is all that a list item, cell, definition or note holds, and needs no tag.

    Items of lists with a class of their own keep it: their look hangs on it.
    """
    parent = paragraph.parent
    if paragraph["classes"] or paragraph["ids"]:
        return False
    if isinstance(parent, nodes.footnote):
        return sum(1 for child in parent if not isinstance(child, nodes.label)) == 1
    if len(parent) != 1:
        return False
    if isinstance(parent, nodes.list_item):
        return not parent["classes"] and not parent.parent["classes"]
    return isinstance(parent, nodes.entry | nodes.definition)
