"""Ready packets: sheets for one need, bound into one file by the build, for whoever has no command line.

``{packet}`` says one where it is offered, so that the list stands in one place::

    :::{packet} After an overdose
    :name: just-overdose
    :sheets: overdose-card after-an-overdose get-help

    For the days that follow.
    :::
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from porchlight.diagnostics import Code, warn
from porchlight.handouts import PAPERS, paper_files, sheets
from porchlight.locale import _
from porchlight.plain import meant, words
from porchlight.private import is_private
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PACKET = "packet"  # what the files of packets are called
NAMELESS = f"{PACKET}-"


class packet_entry(nodes.bullet_list):
    """A list of one: a packet's title, what it is for, and its files."""


@dataclass(frozen=True)
class Packet:
    """What a page says of a packet; ``name`` is that of its files."""

    name: str
    title: str
    about: str
    sheets: tuple[str, ...]
    line: int


class PacketDomain(RecordsDomain[Packet]):
    """Which packets there are."""

    name = "packet"
    label = "Porch Light packets"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for node in document.findall(packet_entry):
            about = " ".join(words(part) for part in node[0].children[1:-1])
            self.note(docname, Packet(node["file"], node["title"], about, tuple(node["sheets"]), node.line or 1))

    def check_consistency(self) -> None:
        """Name each packet without a name of its own, each sheet that there is not, and each that is nobody's to hand
        out unasked.
        """
        known = {sheet.name: sheet for sheet in sheets(self.env)}
        called: set[str] = set()
        for docname, packet in self.all():
            if packet.name in called or packet.name == NAMELESS:
                problem = f"The packet '{packet.title}' has no ':name:', or that of another"
                warn(Code.HANDOUT_NAME, problem, (docname, packet.line))
            called.add(packet.name)
            if not packet.sheets:
                problem = f"The packet '{packet.title}' has no ':sheets:'"
                warn(Code.SHEET_UNKNOWN, problem, (docname, packet.line))
            for name in packet.sheets:
                if name not in known:
                    problem = f"There is no sheet '{name}'{meant(name, known)}"
                    warn(Code.SHEET_UNKNOWN, problem, (docname, packet.line))
                elif is_private(self.env, known[name].docnames[0]):
                    problem = f"The sheet '{name}' is of a private page, so no packet holds it"
                    warn(Code.SHEET_UNKNOWN, problem, (docname, packet.line))


class PacketDirective(SphinxDirective):
    """``{packet} TITLE`` with ``:name:`` and ``:sheets:``; the body says what it is for."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {
        "class": directives.class_option,
        "name": directives.unchanged_required,
        "sheets": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        title, file = self.arguments[0], f"{NAMELESS}{self.options.get('name', '')}"
        papers = ", ".join(map(_, PAPERS.values()))
        files = paper_files("", f"{papers[0].upper()}{papers[1:]}", name=file, title=title, file=file)
        item = nodes.list_item(
            "",
            nodes.paragraph("", "", nodes.strong(title, title)),
            *self.parse_content_to_nodes(),
            nodes.paragraph("", "", files),
        )
        node = packet_entry("", item, classes=["pl-handouts", *self.options.get("class", [])], title=title, file=file)
        node["sheets"] = self.options.get("sheets", "").split()
        self.set_source_info(node)
        return [node]


def setup_packets(app: Sphinx) -> None:
    """Register the directive, its node and the domain."""
    app.add_node(packet_entry)
    app.add_directive("packet", PacketDirective)
    app.add_domain(PacketDomain)
