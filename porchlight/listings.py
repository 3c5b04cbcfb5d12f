"""Pages that list what other pages hold, kept fresh.

A directive leaves a placeholder; just before a page is written the placeholder is replaced by
what its listing function returns. The function may use only what the environment holds and pages
as they were read, so that ``freshness.py`` can tell whether a list has changed: Sphinx by itself would
leave a listing page stale when a page that it lists changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.languages import marks_of
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    ListingFunction = Callable[[BuildEnvironment, str, str], list[nodes.Node]]

_functions: dict[str, ListingFunction] = {}


class placeholder(nodes.General, nodes.Element):
    """Stands where a list will be; replaced before any writer sees it."""


def listing(name: str) -> Callable[[ListingFunction], ListingFunction]:
    """Register the decorated function as the listing *name*."""

    def register(function: ListingFunction) -> ListingFunction:
        _functions[name] = function
        return function

    return register


def list_here(name: str, argument: str = "") -> placeholder:
    """The node that the listing *name*, given *argument*, will replace."""
    return placeholder("", name=name, argument=argument)


def page_link(env: BuildEnvironment, docname: str, target: str, words: str = "") -> nodes.Node:
    """A link from one page to another; its words are the other page's title unless given."""
    words = words or env.titles[target].astext()
    link = addnodes.pending_xref(
        "",
        nodes.inline(words, words),
        refdoc=docname,
        refdomain="std",
        reftype="doc",
        reftarget=f"/{target}",
        refexplicit=True,
        refwarn=True,
    )
    link.source = str(env.doc2path(docname))
    marks = marks_of(env, target)
    return nodes.inline("", "", link, classes=marks) if marks else link


def table_of(head: Sequence[str], rows: Iterable[Sequence[nodes.Node]], *classes: str) -> nodes.table:
    """A table with one node in each cell, its columns as wide as their words."""

    def row(cells: Iterable[nodes.Node]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))

    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in head), cols=len(head))
    group += [nodes.thead("", row(map(nodes.Text, head))), nodes.tbody("", *map(row, rows))]
    return nodes.table("", group, classes=[*classes, "colwidths-auto"])


@dataclass(frozen=True)
class Listed:
    """That a page holds a list."""

    name: str
    argument: str


class ListingDomain(RecordsDomain[Listed]):
    """Which pages hold which lists."""

    name = "listing"
    label = "Porch Light listings"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for node in document.findall(placeholder):
            self.note(docname, Listed(node["name"], node["argument"]))


def lists_of(env: BuildEnvironment, docname: str) -> str:
    """All that the lists on a page say."""
    domain = ListingDomain.of(env)
    found = domain.records.get(docname, ())
    return "".join(node.pformat() for item in found for node in _functions[item.name](env, docname, item.argument))


class FillListings(SphinxPostTransform):
    """Replace the placeholders, before Sphinx resolves the links in them."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        docname = self.env.current_document.docname
        for node in list(self.document.findall(placeholder)):
            node.replace_self(_functions[node["name"]](self.env, docname, node["argument"]))


def setup_listings(app: Sphinx) -> None:
    """Register the placeholder's domain and transform."""
    app.add_node(placeholder)
    app.add_domain(ListingDomain)
    app.add_post_transform(FillListings)
