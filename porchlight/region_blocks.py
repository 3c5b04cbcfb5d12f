"""Blocks that print what the region file says: {help-lines}, all services by need, and {law}, a point of law."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from porchlight.age import aging_of
from porchlight.anchors import take_id
from porchlight.boxes import Box
from porchlight.diagnostics import Code, warn
from porchlight.locale import _, month_and_year
from porchlight.plain import meant
from porchlight.references import references
from porchlight.region_file import (
    load_region,
    note_region,
)
from porchlight.region_roles import (
    phone_nodes,
    region_words,
)
from porchlight.sources import cited

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from porchlight.region_schema import Law, Line, Need


class from_region(nodes.compound):
    """Text that came from the region file, and may therefore hold numbers."""


class HelpLines(SphinxDirective):
    """``{help-lines}``: every service, grouped by need; the argument may name needs to keep."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        note_region(self.env)
        region = load_region(self.env)
        wanted = self.arguments[0].split() if self.arguments else [need.id for need in region.needs]
        for name in wanted:
            if name not in {need.id for need in region.needs}:
                warn(
                    Code.REGION_UNKNOWN,
                    f"The region has no need '{name}'{meant(name, (need.id for need in region.needs))}",
                    self.get_location(),
                )
        return [
            section
            for need in region.needs
            if need.id in wanted
            for section in self._group(need, [line for line in region.lines.values() if line.need == need.id])
        ]

    def _group(self, need: Need, lines: list[Line]) -> list[nodes.Node]:
        section = nodes.section(
            "",
            nodes.title(need.heading, "", region_words(need.heading, need.heading)),
            names=[need.heading.casefold()],
        )
        take_id(self.state.document, section, f"need-{need.id}")
        if need.say:
            section += from_region("", nodes.paragraph(need.say, need.say))
        items = [self._service(line) for line in lines]
        section += from_region("", nodes.definition_list("", *items, classes=["pl-help-lines"]))
        return [section]

    @staticmethod
    def _service(line: Line) -> nodes.definition_list_item:
        ways = nodes.bullet_list("", classes=["pl-ways"])
        for way in line.ways:
            words = nodes.paragraph("", "", nodes.Text(f"{way.how}: "), phone_nodes(way))
            ways += nodes.list_item("", words)
        when = f"{line.hours[:1].upper()}{line.hours[1:]}. " if line.hours else ""
        checked = when + _("Last checked: %(month)s.", month=month_and_year(line.checked))
        return nodes.definition_list_item(
            "",
            nodes.term(line.name, line.name),
            nodes.definition(
                "",
                nodes.paragraph(line.use, line.use),
                ways,
                nodes.paragraph(checked, checked, classes=["pl-checked"]),
                aging_of(line.checked),
            ),
        )


class LawDirective(Box):
    """``{law} id``: a point of law with its date; its sources are a note of the page."""

    required_arguments = 1
    optional_arguments = 0
    has_content = False

    def run(self) -> list[nodes.Node]:
        note_region(self.env)
        region = load_region(self.env)
        law = region.laws.get(self.arguments[0])
        if law is None and self.arguments[0] in region.declined.law:
            return []
        if law is None:
            wanted = self.arguments[0]
            problem = f"The region has no point of law '{wanted}'{meant(wanted, load_region(self.env).laws)}"
            if load_region(self.env).misses(f"law.{wanted}"):
                warn(Code.REGION_UNKNOWN, problem, self.get_location())
            return []
        paragraphs = [nodes.paragraph(words, words) for words in re.split(r"\n\s*\n", law.statement.strip())]
        words = _("As we found it in %(month)s; it can change.", month=month_and_year(law.checked))
        foot = nodes.paragraph("", words, classes=["pl-checked"])
        node = self.boxed("law", law.heading, [from_region("", *paragraphs), foot, aging_of(law.checked, law.ends)])
        title = next(node.findall(nodes.title))
        title.children = []
        title.append(region_words(law.heading, law.heading))
        return [node, *self._note(law, foot)]

    def _note(self, law: Law, foot: nodes.paragraph) -> list[nodes.Node]:
        """A note that holds the sources of *law*, called at the end of *foot*; one note if a page shows it twice."""
        entries = references(self.env, self.get_location())
        if entries is None:
            return []
        found: list[nodes.Node] = []
        for key in law.source:
            if key not in entries:
                warn(Code.SOURCE_UNKNOWN, f"There is no source '{key}'", self.get_location())
                continue
            found += [nodes.Text(" "), cited(key, entries[key])]
        if not found:
            return []
        name = f"law-{law.id}"
        document = self.state.document
        call = nodes.footnote_reference("", auto=1, refname=name)
        document.note_autofootnote_ref(call)
        document.note_footnote_ref(call)
        foot += call
        if name in document.nameids:
            return []
        checked = _("Checked in %(month)s.", month=month_and_year(law.checked))
        label = f"{law.heading}. {checked}"
        words = nodes.paragraph("", "", region_words(label, label), *found)
        note = nodes.footnote("", words, auto=1, names=[name])
        self.set_source_info(note)
        document.note_autofootnote(note)
        document.note_explicit_target(note, note)
        return [note]


def setup_region_blocks(app: Sphinx) -> None:
    """Register the directives and their node."""
    app.add_node(from_region)
    app.add_directive("help-lines", HelpLines)
    app.add_directive("law", LawDirective)
