"""The front door's doors: ways into the course, each shown only when what lies behind it exists.

::

    ::::{doors}
    :::{door} Help right now
    :to: course/start/help-right-now
    Who should go here.
    :::
    :::{door} Take it with you
    :file: epub/{course}.epub
    The course as an e-book.
    :::
    ::::

A door to a page of the course stands in every edition; a page that is not there is a mistake, unless the
door is ``:optional:``, for a page that is still to be written. A door to a file stands on the web only,
and only when the file lies among the editions: ``editions/web/downloads.py`` opens it, the others drop it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, take_options, without_comments
from porchlight.diagnostics import Code, nearest, warn
from porchlight.listings import list_here, listing
from porchlight.naming import file_stem
from porchlight.part import left_out_here
from porchlight.plain import meant, words
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class door(nodes.list_item):
    """A way in: ``door["page"]`` is what it leads to, or ``door["file"]`` what is fetched through it."""


class Doors(SphinxDirective):
    """Holds ``{door}`` directives."""

    has_content = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        ways = nodes.bullet_list("", classes=["pl-doors"])
        take_options(self, ways)
        others = []
        for node in without_comments(self.parse_content_to_nodes()):
            if isinstance(node, door):
                ways += node
                continue
            others.append(node)
            docname = self.env.current_document.docname
            warn(Code.DOOR, f"'{words(node)[:40]}' stands among the doors and is none", nearest(node, docname))
        return [*([ways] if ways.children else []), *others]


class Door(SphinxDirective):
    """``{door} Words of the link`` with ``:to:`` (a page, perhaps with ``#heading``) or ``:file:``."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {
        **OPTIONS,
        "to": directives.unchanged_required,
        "file": directives.unchanged_required,
        "optional": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        inline, messages = self.parse_inline(self.arguments[0])
        label = "".join(map(words, inline))
        file = self.options.get("file", "").replace("{course}", file_stem(self.config))
        to = self.options.get("to", "")
        if bool(to) == bool(file):
            warn(Code.DOOR, f"The door '{label}' leads nowhere, or to two places", self.get_location())
        lead = nodes.paragraph(self.arguments[0], "", classes=["pl-door-lead"])
        lead += [list_here("door", f"{to}|{label}")] if to else inline
        node = door("", lead, *messages, *self.parse_content_to_nodes(), file=file, page=to.partition("#")[0])
        node["words"], node["optional"] = label, "optional" in self.options
        self.set_source_info(lead)
        self.set_source_info(node)
        take_options(self, node)
        return [node]


@listing("door")
def door_link(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """The link of a door; *argument* is ``page#heading|words``. Nothing when the page is not there."""
    to, _, label = argument.partition("|")
    page, _, heading = to.partition("#")
    if page not in env.found_docs:
        return []
    link = addnodes.pending_xref(
        "",
        nodes.inline(label, label),
        refdoc=docname,
        refdomain="doc",  # as MyST's own links: it knows the headings of pages by their words
        reftype="myst",
        reftarget=page,
        reftargetid=heading or None,
        refexplicit=True,
    )
    link.source = str(env.doc2path(docname))
    return [link]


@dataclass(frozen=True)
class Way:
    """That a page has a door to a page."""

    page: str
    words: str
    line: int | None
    optional: bool


class DoorDomain(RecordsDomain[Way]):
    """Every door to a page; warns when the page is not there."""

    name = "door"
    label = "Porch Light doors"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for node in document.findall(door):
            if node["page"]:
                self.note(docname, Way(node["page"], node["words"], node.line, node["optional"]))

    def check_consistency(self) -> None:
        gone = left_out_here(self.env.srcdir, self.env.config)
        for docname, way in self.all():
            if way.page not in {*self.env.found_docs, *gone} and not way.optional:
                problem = f"The door '{way.words}' leads to '{way.page}', which is no page"
                problem += meant(way.page, self.env.found_docs)
                warn(Code.DOOR_PAGE, problem, (docname, way.line))


class CloseDoors(SphinxPostTransform):
    """Take away the doors to files that no edition has opened, and to pages that are not there."""

    default_priority = 6  # after editions/web/downloads.py has opened those that it has

    def run(self, **kwargs: Any) -> None:
        for way in list(self.document.findall(door)):
            if way["file"] or (way["page"] and way["page"] not in self.env.found_docs):
                way.parent.remove(way)
        for ways in list(self.document.findall(nodes.bullet_list)):
            if "pl-doors" in ways["classes"] and not ways.children:
                ways.parent.remove(ways)


def setup_doors(app: Sphinx) -> None:
    """Register the directives, the domain and the node, which any builder prints as an item of a list."""
    app.add_node(door)
    app.add_domain(DoorDomain)
    app.add_post_transform(CloseDoors)
    app.add_directive("doors", Doors)
    app.add_directive("door", Door)
