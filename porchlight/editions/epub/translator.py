"""The HTML of a page as e-readers need it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from porchlight.addresses import address
from porchlight.locale import _, ngettext
from porchlight.outline import is_for_leaders
from porchlight.prompts import answer

if TYPE_CHECKING:
    from porchlight.doors import door
    from porchlight.editions.epub.builder import EpubBuilder
    from porchlight.sources import used_in

WIDEST = 3  # columns that a small screen shows side by side


class BookTranslator(HTML5Translator):
    """Writes a page's body for e-readers."""

    builder: EpubBuilder

    def starttag(self, node: Any, tagname: str, *arguments: Any, **attributes: Any) -> str:
        """The start tag; it says that choices carry letters, on which "the best answer is b" hangs, and whether a
        heading cell names a column or a row.
        """
        if tagname == "ol" and node.get("enumtype") == "loweralpha":
            attributes["type"] = "a"
        elif tagname == "th":
            attributes["scope"] = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
        return super().starttag(node, tagname, *arguments, **attributes)

    def visit_title(self, node: nodes.title) -> None:
        """The title of a box is a heading, one level below the section it stands in."""
        if not isinstance(node.parent, nodes.Admonition):
            super().visit_title(node)
            return
        tag = f"h{min(self.section_level + 1, 6)}"
        self.body.append(self.starttag(node, tag, "", CLASS="pl-title"))
        self.context.append(f"</{tag}>\n")

    def page_of(self, node: nodes.Element) -> str:
        """The page of the course that a link leads to; nothing for links to other places."""
        uri = node.get("refuri", "").partition("#")[0]
        if not uri or not node.get("internal"):
            return ""
        here = posixpath.dirname(self.builder.get_target_uri(self.builder.current_docname))
        place = posixpath.normpath(posixpath.join(here, uri)).removesuffix(self.builder.out_suffix)
        return self.builder.page_at.get(place, place)

    def address_of(self, page: str) -> str:
        """Where the web course has a page that this book leaves out; nothing where that is not known."""
        course = self.builder.config.html_baseurl
        place = address(self.builder.env, page)
        return f"{course.rstrip('/')}/{place}.html" if course and not is_for_leaders(page) else ""

    def visit_reference(self, node: nodes.Element) -> None:
        """A link to a page that this book leaves out leads to the course on the web where that is
        known, and is plain words otherwise. So is a number to text: EPUBCheck knows ``tel:`` and not ``sms:``.
        """
        page = self.page_of(node)
        if node.get("refuri", "").startswith("sms:"):
            raise nodes.SkipDeparture
        if not page or page in self.builder.book.pages:
            super().visit_reference(node)
            return
        if elsewhere := self.address_of(page):
            outside = node.copy()
            outside["refuri"], outside["internal"] = elsewhere, False
            outside.parent = node.parent
            super().visit_reference(outside)
            return
        if "pl-card-link" in node.parent.get("classes", ()):
            self.body.append(self.encode(_("It is in the whole course")))
            raise nodes.SkipNode
        raise nodes.SkipDeparture

    def visit_door(self, node: door) -> None:
        """A door that would lead nowhere is not there."""
        pages = [self.page_of(link) for link in node.findall(nodes.reference)][:1]
        if any(page not in self.builder.book.pages and not self.address_of(page) for page in pages):
            raise nodes.SkipNode
        self.visit_list_item(node)

    def depart_door(self, node: door) -> None:
        self.depart_list_item(node)

    def visit_list_item(self, node: nodes.list_item) -> None:
        """A source that only pages outside this book use is not there."""
        if node.get("cited_by") and not self.builder.book.pages.intersection(node["cited_by"]):
            raise nodes.SkipNode
        super().visit_list_item(node)

    def visit_used_in(self, node: used_in) -> None:
        """Of the pages that use a source, those in this book."""
        links = [link for link in node.findall(nodes.reference) if self.page_of(link) in self.builder.book.pages]
        for number, link in enumerate(links):
            self.body.append(", " if number else node.children[0].astext())
            link.walkabout(self)
        self.body.append(".")
        raise nodes.SkipNode

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        link: dict[str, Any] = {"epub:type": "noteref", "role": "doc-noteref", "href": self.place(node["refid"])}
        self.body.append("<sup>" + self.starttag(node, "a", "", CLASS="pl-noteref", **link))

    def depart_footnote_reference(self, node: nodes.Element) -> None:
        self.body.append("</a></sup>")

    @staticmethod
    def place(name: str) -> str:
        """The address of an id on this page, or of ``page.xhtml#id`` on another."""
        return name if "#" in name else f"#{name}"

    def visit_footnote(self, node: nodes.footnote) -> None:
        # a div: Apple Books hides an aside of this type, and "Sources" would stand there empty
        note: dict[str, Any] = {"epub:type": "footnote", "role": "doc-footnote"}
        self.body.append(self.starttag(node, "div", CLASS="pl-note", **note))

    def depart_footnote(self, node: nodes.footnote) -> None:
        """Close with a way back to each place that refers to the note."""
        places: list[str] = node.get("backrefs", [])
        back = self.encode(_("Back"))
        words = [back] if len(places) == 1 else [f"{back} {number + 1}" for number in range(len(places))]
        links = [
            f'<a epub:type="backlink" role="doc-backlink" href="{self.place(place)}">{word}</a>'
            for place, word in zip(places, words, strict=True)
        ]
        self.body.append(f'<p class="pl-back">{" ".join(links)}</p>\n</div>\n')

    def visit_label(self, node: nodes.label) -> None:
        self.body.append('<span class="pl-note-number">')

    def depart_label(self, node: nodes.label) -> None:
        self.body.append(".</span>\n")

    def visit_table(self, node: nodes.table) -> None:
        """An agenda, or a table too wide for a small screen, is a list: it fits letters of any size."""
        head = next(node.findall(nodes.thead), None)
        if "pl-agenda-table" in node["classes"]:
            self.agenda_list(node)
        elif head and not isinstance(node, answer) and len(head[0].children) > WIDEST:
            self.row_lists(node, [cell.astext() for cell in head[0].children])
        else:
            super().visit_table(node)

    def agenda_list(self, node: nodes.table) -> None:
        """``6:30 Welcome (10 minutes)`` and what it needs, a part each."""
        self.body.append('<ul class="pl-agenda-list">\n')
        for row in next(node.findall(nodes.tbody)).children:
            when, what, minutes = (cell.children for cell in row.children)
            self.body.append('<li><p class="pl-what">')
            for part in (*when[0].children, nodes.Text(" "), *what[0].children):
                part.walkabout(self)
            number = int(minutes[0].astext())
            length = self.encode(ngettext("%(number)s minute", "%(number)s minutes", number))
            self.body.append(f' <span class="pl-minutes">({length})</span></p>\n')
            for line in what[1:]:
                line.walkabout(self)
            self.body.append("</li>\n")
        self.body.append("</ul>\n")
        raise nodes.SkipNode

    def row_lists(self, node: nodes.table, columns: list[str]) -> None:
        """For each row its first cell, and below it a list: the column's name, then the cell."""
        for title in node.findall(nodes.title):
            self.body.append(f'<p class="pl-table-title">{self.encode(title.astext())}</p>\n')
        for row in next(node.findall(nodes.tbody)).children:
            name, *cells = row.children
            self.body.append('<div class="pl-row">\n<div class="pl-row-name">')
            self.content(name)
            self.body.append("</div>\n<ul>\n")
            for column, cell in zip(columns[1:], cells, strict=True):
                self.body.append(f"<li><p><strong>{self.encode(column)}:</strong></p>\n")
                self.content(cell)
                self.body.append("</li>\n")
            self.body.append("</ul>\n</div>\n")
        raise nodes.SkipNode

    def content(self, node: nodes.Node) -> None:
        """Write what *node* holds."""
        for part in node.children:
            part.walkabout(self)

    def visit_inline(self, node: nodes.inline) -> None:
        """The stylesheet draws rules to write on, in the width of the screen: leave out the underscores."""
        if "pl-blank" in node["classes"]:
            raise nodes.SkipNode
        super().visit_inline(node)
