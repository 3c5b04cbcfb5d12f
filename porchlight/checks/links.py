"""`make links`: asks every address that the course names, and warns about each that does not answer.

Sphinx asks, and writes all that is dead or has moved into ``output.txt``; it warns only when told to be quiet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.linkcheck import CheckExternalLinksBuilder, _Status

from porchlight.diagnostics import Code, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.linkcheck import CheckResult


class LinksBuilder(CheckExternalLinksBuilder):
    """Sphinx's own checker, whose findings are warnings here."""

    def process_result(self, result: CheckResult) -> None:
        super().process_result(result)
        if result.status in {_Status.BROKEN, _Status.TIMEOUT}:
            problem = f"'{result.uri}' does not answer: {result.message or 'no time left'}"
            warn(Code.LINK_DEAD, problem, (result.docname, result.lineno or 1))


def setup_links(app: Sphinx) -> None:
    """Take the place of Sphinx's checker."""
    app.add_builder(LinksBuilder, override=True)
