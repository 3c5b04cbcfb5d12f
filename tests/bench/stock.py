"""A Sphinx extension: the builder ``stock``, HTML as any theme makes it, without our chrome.

Our editions know the HTML builders by name, so this one gets the course's plain nodes: the same
text, in another theme's pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class StockBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder under another name."""

    name = "stock"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder."""
    app.add_builder(StockBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
