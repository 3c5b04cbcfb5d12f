"""The ids by which links lead to a place on a page: each stands there once.

An id that a template, a field or a script brings along holds an underscore: no heading or name of an author's text
gives one with it (docutils knows letters, digits and hyphens alone), whatever it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes


def take_id(document: nodes.document, node: nodes.Element, wanted: str) -> str:
    """Give *node* the id *wanted*, with a number behind it if a heading or another node of the page has it.

    The document is told, so that what comes later takes another. Returns the id.
    """
    number, found = 1, wanted
    while found in document.ids:
        number += 1
        found = f"{wanted}-{number}"
    node["ids"].append(found)
    document.set_id(node)
    return found
