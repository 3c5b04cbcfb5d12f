"""Messages of Sphinx and MyST, with what is said of our own: how to mend it, and what was meant.

They tell the file and the line well, and leave authors alone with words such as "cross-reference target".
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives, roles
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from sphinx.util.logging import get_node_location

from porchlight.diagnostics import Code
from porchlight.plain import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx

NAMESPACE = "sphinx"
# What comes along with a message that names the note.
SAID_BETTER = "Too many autonumbered footnote references"
UNCALLED = "Nobody calls"  # what is said of a note instead of "Footnote [#] is not referenced", which does not name it
TWICE = "duplicate term description of "
# What follows from a mistake of the same page, and is no mistake of its own: codes, by the code of the first.
PARTS = {"lesson_part", "exercise_part", "prompt_choices", "example_prompt", "agenda_minutes", "agenda_short"}
NEEDS = {"prompt_id", "prompt_kind", "prompt_option", "prompt_choices", "agenda_option", "agenda_minutes", "door"}
FOLLOWS = {
    "directive_unknown": PARTS,
    "directive_option": {*NEEDS, *PARTS},
    Code.SOURCE_UNKNOWN.subtype: {Code.NOTE_SOURCE.subtype},
    Code.REGION_UNKNOWN.subtype: {Code.TERM.subtype},
}


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
        rf"{UNCALLED} '([^']*)'",
        "No place calls the note '{0}'. Write [^{0}] where it belongs, or delete the note",
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
    """Puts our words in the place of theirs, just before a message is printed, and lets each mistake be told once.

    Of a page with an open fence nothing else is said: whatever stands below is read as if it stood inside.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app
        self.told: dict[str, set[str]] = defaultdict(set)  # the codes that were told of each file

    def filter(self, record: logging.LogRecord) -> bool:
        file, line = self._place(record)
        code = getattr(record, "subtype", "")
        told = self.told[file]
        if Code.FENCE.subtype in told or any(code in FOLLOWS.get(other, ()) for other in told):
            return False
        told.add(code)
        said = record.getMessage()
        if said.startswith(SAID_BETTER):
            return False
        if re.fullmatch(r"Footnote \[.*\] is not referenced\.", said):
            said = f"{UNCALLED} '{self._note(file, line)}'"
        if said.startswith(TWICE):
            self._point_at_second(record, file, said)
        for pattern, ours, known in MENDED:
            if found := re.match(pattern, said, re.DOTALL):
                name = found[1] if found.groups() else ""
                record.msg = (ours.format(name) + meant(name, known(self.app)) + ".").replace("%", "%%")
                record.args = ()
                break
        return True

    def _place(self, record: logging.LogRecord) -> tuple[str, int]:
        """The file and the line of which *record* speaks; a page of no line is named at its first."""
        location = getattr(record, "location", None)
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        elif isinstance(location, tuple) and location[0]:
            location = f"{self.app.env.doc2path(location[0])}:{location[1] or ''}"
        elif isinstance(location, str) and location in getattr(self.app.env, "found_docs", ()):
            record.location = location, 1
            location = f"{self.app.env.doc2path(location)}:1"
        file, _, line = str(location or "").rpartition(":")
        return file, int(line) if line.isdecimal() else 0

    @staticmethod
    def _lines(file: str) -> list[str]:
        path = Path(file)
        return path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []

    def _note(self, file: str, line: int) -> str:
        """The name of the note that is written there."""
        written = "".join(self._lines(file)[line - 1 : line])
        return written.partition("[^")[2].partition("]")[0]

    def _point_at_second(self, record: logging.LogRecord, file: str, said: str) -> None:
        """Name the line of the term's second entry, which Sphinx counts wrongly."""
        term = said.removeprefix(TWICE).partition(",")[0]
        places = [number for number, words in enumerate(self._lines(file), start=1) if words.strip() == term]
        if places:
            record.location = f"{file}:{places[-1]}"


render_colon_fence: Callable[[DocutilsRenderer, SyntaxTreeNode], None] = DocutilsRenderer.render_colon_fence


def _render_colon_fence(self: DocutilsRenderer, token: SyntaxTreeNode) -> None:
    found = re.fullmatch(r"\{(\S+)\}\s*(.*)", token.info.strip())
    if found and token.content.startswith(":::"):
        self.render_directive(token, found[1], found[2])
    else:
        render_colon_fence(self, token)


def count_lines_right() -> None:
    """Name the right lines in a box whose first line opens another box: there MyST counts one too many.

    It puts an empty line before the inner one, lest it be read as an option, which it never is.
    """
    DocutilsRenderer.render_colon_fence = _render_colon_fence  # type: ignore[method-assign]


def setup_mending(app: Sphinx) -> None:
    """Have every warning that is printed pass here."""
    count_lines_right()
    for handler in logging.getLogger(NAMESPACE).handlers:
        if handler.level == logging.WARNING:
            handler.filters.insert(0, Mended(app))
