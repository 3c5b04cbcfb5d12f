"""Words for one medium: ``{.pl-on-paper}`` above a block keeps it off screens, ``{.pl-on-screen}`` off paper.

A sheet must not speak of a button, nor a screen of a pen. ``{.pl-on-screen .pl-on-web}`` keeps a block out of e-books
and notebooks, too: nothing there takes a reader away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAPER = ("handout", "braille")  # the builders of what is printed
NO_BAR = ("epub", "notebook")  # and of screens that have no Leave


def keep_to_one_medium(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Take out what is for another medium. Before: ``paragraph(classes=["pl-on-paper"])``; on the web: nothing."""
    others = {"pl-on-screen" if app.builder.name in PAPER else "pl-on-paper"}
    if app.builder.name in NO_BAR:
        others.add("pl-on-web")
    for node in list(doctree.findall(nodes.Element)):
        if others.intersection(node["classes"]) and node.parent:
            node.parent.remove(node)


def setup_medium(app: Sphinx) -> None:
    """Register what is done to each page."""
    app.connect("doctree-resolved", keep_to_one_medium)
