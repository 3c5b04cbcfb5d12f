"""Pictures: each needs a text that stands for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.diagnostics import Code, nearest, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def check_pictures(app: Sphinx, document: nodes.document) -> None:
    """Warn about each picture without a text alternative."""
    for picture in document.findall(nodes.image):
        if not str(picture.get("alt", "")).strip():
            place = nearest(picture, app.env.current_document.docname)
            warn(Code.PICTURE_TEXT, f"The picture '{picture.get('uri')}' has no text alternative", place)


def setup_pictures(app: Sphinx) -> None:
    """Register the check."""
    app.connect("doctree-read", check_pictures)
