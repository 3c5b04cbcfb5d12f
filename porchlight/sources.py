"""Sources: a note at the foot of a page ends with ``{source}`key```; this prints the reference.

Notes are Markdown footnotes, so authors write the exact figure in plain words and every edition
knows how to show them. This module prints what ``references.py`` says of a source, gathers a page's
notes under the heading "Sources", and lists everything that is cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.transforms.references import Footnotes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from porchlight.anchors import take_id
from porchlight.boxes import OPTIONS, in_block
from porchlight.diagnostics import Code, warn
from porchlight.listings import list_here, listing, page_link
from porchlight.locale import N_, _
from porchlight.plain import meant
from porchlight.records import RecordsDomain
from porchlight.references import Reference, check_references, entries_of, reference, references

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# How a source was read that was not read whole, or not at its own place: the weakest first.
SEEN = {
    "commercial": N_("on a page of someone who sells"),
    "report": N_("through another page that reports it"),
    "copy": N_("in a copy on another site"),
    "excerpt": N_("in part"),
}


class citation_words(nodes.inline):
    """One formatted reference."""


class used_in(nodes.inline):
    """``Used in:`` and links to pages with commas between; an edition may leave out those that it does not carry."""


@dataclass(frozen=True)
class Citation:
    """That a page cites a source."""

    key: str
    line: int | None
    reference: Reference


def reference_nodes(source: Reference) -> list[nodes.Node]:
    """The reference as text with its title linked: authors, title, where it appeared, year."""
    lead = f"{source.authors}. " if source.authors not in {"", source.title} else ""
    titled: nodes.Node = nodes.Text(source.title)
    if source.address:
        titled = nodes.reference("", source.title, refuri=source.address, internal=False)
    return [nodes.Text(lead), titled, nodes.Text(f". {source.appeared}.")]


def cited(key: str, entry: Entry) -> citation_words:
    """The node that prints the reference of an entry, and is noted as a citation."""
    source = reference(entry)
    return citation_words("", "", *reference_nodes(source), key=key, reference=source, classes=["pl-source"])


class SourceRole(SphinxRole):
    """``{source}`key``` or ``{source}`key, key```: the full references, linked."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        entries = references(self.env, self.get_location())
        if entries is None:
            return [], []
        out: list[nodes.Node] = []
        for key in re.split(r"[,;\s]+", self.text.strip()):
            if key not in entries:
                warn(Code.SOURCE_UNKNOWN, f"There is no source '{key}'{meant(key, entries)}", self.get_location())
                continue
            if out:
                out.append(nodes.Text(" "))
            out.append(cited(key, entries[key]))
        return out, []


class OrderNotes(SphinxTransform):
    """Have notes numbered as the page calls them: answers have moved below all questions by now."""

    default_priority = Footnotes.default_priority - 5

    def apply(self, **kwargs: object) -> None:
        order = {id(node): place for place, node in enumerate(self.document.findall(nodes.footnote_reference))}
        self.document.autofootnote_refs.sort(key=lambda node: order.get(id(node), len(order)))


class GatherNotes(SphinxTransform):
    """Move a page's notes under one heading, "Sources", at its end."""

    # after docutils has numbered the notes
    default_priority = Footnotes.default_priority + 50

    def apply(self, **kwargs: object) -> None:
        notes = list(self.document.findall(nodes.footnote))
        if not notes:
            return
        unread = entries_of(self.document.settings.env) is None  # which is told once, and not at each note
        for note in notes:
            if not next(note.findall(citation_words), None) and not note.get("copied") and not unread:
                warn(Code.NOTE_SOURCE, "A note names no source", note)
            note.parent.remove(note)
        section = nodes.section("", nodes.title("", _("Sources")), classes=["pl-sources"])
        take_id(self.document, section, "sources")
        section.extend(notes)
        # the page's own section, below its title; a page without a title is the document itself
        top: nodes.Element = next(self.document.findall(nodes.section), self.document)
        top.append(section)


class SourceDomain(RecordsDomain[Citation]):
    """Which page cites what."""

    name = "source"
    label = "Porch Light sources"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for words in document.findall(citation_words):
            self.note(docname, Citation(words["key"], words.line, words["reference"]))


def cited_pages(env: BuildEnvironment) -> dict[str, list[str]]:
    """For each key that is cited, the pages that cite it."""
    domain = SourceDomain.of(env)
    pages: dict[str, dict[str, None]] = {}  # in their order, each once
    for docname, citation in domain.all():
        pages.setdefault(citation.key, {})[docname] = None
    return {key: list(found) for key, found in pages.items()}


@listing("source-list")
def source_list(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """Every source that the course cites, by author, with the pages that cite it.

    With *argument* ``seen``, those alone that were not read whole and at their own place, by how they were read.
    """
    domain = SourceDomain.of(env)
    known = {citation.key: citation.reference for _docname, citation in domain.all()}
    pages = cited_pages(env)
    groups: dict[str, list[nodes.Node]] = {}
    for key in sorted(pages, key=lambda key: (known[key].authors.casefold(), known[key].year, key)):
        ways = [way for way in SEEN if way in known[key].seen]
        if argument == "seen" and not ways:
            continue
        seen = ", ".join(_(SEEN[way]) for way in ways)
        read = f" {_('Read %(how)s.', how=seen)}" if ways else ""
        words = nodes.paragraph("", "", *reference_nodes(known[key]), nodes.Text(f"{read} "))
        places = used_in("", nodes.Text(f"{_('Used in:')} "))
        for number, page in enumerate(pages[key]):
            places += [nodes.Text(", ")] * (number > 0) + [page_link(env, docname, page)]
        places += nodes.Text(".")
        words += places
        item = nodes.list_item("", words, cited_by=pages[key])
        groups.setdefault(ways[0] if argument == "seen" else "", []).append(item)
    parts: list[nodes.Node] = []
    for way in ("", *SEEN):
        if way in groups and way:
            heading = _("Read %(how)s", how=_(SEEN[way]))
            parts.append(nodes.rubric(heading, heading, **{"heading-level": 2}))
        if way in groups:
            parts.append(nodes.bullet_list("", *groups[way], classes=["pl-source-list"]))
    return parts


class SourceList(SphinxDirective):
    """``{source-list}``: all sources that are cited; ``{source-list} seen``: how each was seen, for reviewers."""

    optional_arguments = 1
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        references(self.env, self.get_location())
        return in_block(self, list_here("source-list", *self.arguments))


def setup_sources(app: Sphinx) -> None:
    """Register the role, the list and their domain."""
    for node in (citation_words, used_in):
        app.add_node(node)
    app.connect("builder-inited", check_references)
    app.add_role("source", SourceRole())
    app.add_directive("source-list", SourceList)
    app.add_transform(OrderNotes)
    app.add_transform(GatherNotes)
    app.add_domain(SourceDomain)
