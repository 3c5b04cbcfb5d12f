"""Messages of Sphinx and MyST, with what is said of our own: how to mend it, and what was meant.

They tell the file and the line well, and leave authors alone with words such as "cross-reference target".
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from docutils.parsers.rst import directives, roles

from porchlight.plain import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx

NAMESPACE = "sphinx"
# What comes along with a message that names the note.
SAID_BETTER = "Too many autonumbered footnote references"


def _of_directives(app: Sphinx) -> Iterable[str]:
    return (name for name in directives._directives if ":" not in name)  # type: ignore[attr-defined]


def _of_roles(app: Sphinx) -> Iterable[str]:
    return (name for name in roles._roles if ":" not in name)  # type: ignore[attr-defined]


def _of_pages(app: Sphinx) -> Iterable[str]:
    return app.env.found_docs


def _of_files(app: Sphinx) -> Iterable[str]:
    return (f"{name}.md" for name in app.env.found_docs)


def _of_nothing(app: Sphinx) -> Iterable[str]:
    return ()


# What the message says; what our words are for it, of which "{}" is the name in it; and the names that may have been
# meant.
MENDED: tuple[tuple[str, str, Callable[[Sphinx], Iterable[str]]], ...] = (
    (r"Unknown directive type: '([^']*)'.*", "Nothing is called {{{}}}", _of_directives),
    (r"Unknown interpreted (?:text )?role (?:name )?[\"']([^\"']*)[\"'].*", "No role is called {{{}}}", _of_roles),
    (
        r"(?:'myst' )?cross-reference target not found: '([^']*)'.*",
        "A link leads to '{}', which is not there",
        _of_files,
    ),
    (
        r"local id not found in doc '[^']*': '([^']*)'.*",
        "A link leads to the heading '{}', which its page has not",
        _of_nothing,
    ),
    (
        r"Unknown target name: \"([^\"]*)\".*",
        "No note is called '{0}'. Write it at the end of the page, as [^{0}]: and its words",
        _of_nothing,
    ),
    (
        r"duplicate term description of ([^,]*),.*",
        "The word '{}' is explained twice. Make one entry of the two",
        _of_nothing,
    ),
    (
        r"'[^']*': Invalid options format.*",
        "An option below the box's name cannot be read. Write ':name: words', with a blank and no tab",
        _of_nothing,
    ),
    (
        r"toctree contains reference to non-?existing document '([^']*)'.*",
        "The list of contents names '{}', which is no page",
        _of_pages,
    ),
    (
        r"document isn't included in any toctree.*",
        "No list of contents has this page. Add it to the 'toctree' of its unit, or write 'orphan: true' between its "
        "'---' lines",
        _of_nothing,
    ),
    (
        r"Non-consecutive header level increase; H(\d) to H\d.*",
        "A heading is deeper than the one above it by more than one '#'. Take some away",
        _of_nothing,
    ),
    (
        r"Footnote \[.*\] is not referenced.*",
        "No place calls this note. Write its [^name] there, or delete it",
        _of_nothing,
    ),
    (
        r"Document or section may not begin with a transition.*",
        "A line of hyphens stands where nothing is above it. Delete it, or close the '---' lines at the top",
        _of_nothing,
    ),
    (
        r"Content block expected for the \"([^\"]*)\" directive; none found.*",
        "Nothing stands in {{{}}}. Write its words",
        _of_nothing,
    ),
)


class Mended(logging.Filter):
    """Puts our words in the place of theirs, just before a message is printed."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if said.startswith(SAID_BETTER):
            return False
        for pattern, ours, known in MENDED:
            if found := re.match(pattern, said, re.DOTALL):
                name = found[1] if found.groups() else ""
                record.msg = (ours.format(name) + meant(name, known(self.app)) + ".").replace("%", "%%")
                record.args = ()
                break
        return True


def setup_mending(app: Sphinx) -> None:
    """Have every warning that is printed pass here."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if handler.level == logging.WARNING:
            handler.filters.insert(0, Mended(app))
