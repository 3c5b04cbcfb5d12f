"""The front door's doors: ways into the course, each shown only when what lies behind it exists.

::

    ::::{doors}
    :::{door} Help right now
    :to: course/start/help-right-now
    Who should go here.
    :::
    :::{door} Take it with you
    :file: epub/porch-light.epub
    The course as an e-book.
    :::
    ::::

A door to a page of the course stands in every edition. A door to a file stands on the web only,
and only when the file lies among the editions: ``outputs/web.py`` opens it, the others drop it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from porchlight.diagnostics import Code, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class door(nodes.list_item):
    """A way in; ``door["file"]`` names what is fetched through it, and is empty for a page."""


class Doors(SphinxDirective):
    """Holds ``{door}`` directives."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        found = [node for node in self.parse_content_to_nodes() if isinstance(node, door)]
        return [nodes.bullet_list("", *found, classes=["pl-doors"])] if found else []


class Door(SphinxDirective):
    """``{door} Words of the link`` with ``:to:`` (a page, perhaps with ``#heading``) or ``:file:``."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"to": directives.unchanged_required, "file": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        words, file = self.arguments[0], self.options.get("file", "")
        page, _, heading = self.options.get("to", "").partition("#")
        if bool(page) == bool(file):
            warn(Code.DOOR, f"The door '{words}' leads nowhere, or to two places", self.get_location())
        if page and page not in self.env.found_docs:
            return []
        link, messages = self.parse_inline(
            f"[{words}](/{page}.md{f'#{heading}' if heading else ''})" if page else words
        )
        lead = nodes.paragraph(words, "", *link, classes=["pl-door-lead"])
        node = door("", lead, *messages, *self.parse_content_to_nodes(), file=file)
        self.set_source_info(lead)
        self.set_source_info(node)
        return [node]


class CloseDoors(SphinxPostTransform):
    """Take away the doors to files that no edition has opened."""

    default_priority = 6  # after outputs/web.py has opened those that it has

    def run(self, **kwargs: Any) -> None:
        for way in list(self.document.findall(door)):
            if way["file"]:
                way.parent.remove(way)


def setup_doors(app: Sphinx) -> None:
    """Register the directives and the node, which any builder prints as an item of a list."""
    app.add_node(door)
    app.add_post_transform(CloseDoors)
    app.add_directive("doors", Doors)
    app.add_directive("door", Door)
