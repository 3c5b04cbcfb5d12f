"""The web course: pages that work from a server, from disk and with no internet.

``builder.py`` shows what happens in which order. Before it writes, post-transforms swap printable nodes for
what the web can do more: fields (``worksheet.py``), folds and headings (``shape.py``), marks of notes
(``notes.py``), controls of sessions
(``session_page.py``), links to files (``downloads.py``, ``paper_links.py``). ``view.py`` gives the templates
in ``theme/web`` all that they show, ``assets.py`` says which scripts and styles each page sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.editions.web.builder import setup_builder
from porchlight.editions.web.catalogs import setup_catalogs
from porchlight.editions.web.hosts import setup_hosts
from porchlight.editions.web.notes import setup_notes
from porchlight.editions.web.offline import setup_offline
from porchlight.editions.web.paper_links import setup_paper_links
from porchlight.editions.web.search import setup_search
from porchlight.editions.web.session_page import setup_session_page
from porchlight.editions.web.shape import setup_shape
from porchlight.editions.web.talks import setup_talks
from porchlight.editions.web.worksheet import setup_worksheet

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_web(app: Sphinx) -> None:
    """Register the web edition, part by part."""
    setup_builder(app)
    setup_catalogs(app)
    setup_hosts(app)
    setup_notes(app)
    setup_offline(app)
    setup_paper_links(app)
    setup_search(app)
    setup_session_page(app)
    setup_shape(app)
    setup_talks(app)
    setup_worksheet(app)
