"""Files of the other editions that the web course offers: which lie beside a page, and copies of all of them.

A page never links to a file that is not there.
"""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.addresses import address, file_name
from porchlight.books import printed_files
from porchlight.diagnostics import Code, warn
from porchlight.doors import door
from porchlight.ebooks import FAMILY, GUIDE, SHORT, UNIT_BOOKS, book_name
from porchlight.freshness import output_of
from porchlight.handouts import FILL, has_card, is_fillable, kind_of, sheets
from porchlight.languages import LANGUAGES, in_course_language, language_of
from porchlight.locale import N_, _
from porchlight.outline import unit_number
from porchlight.private import is_private, is_savable
from porchlight.session import session_number
from porchlight.short import short_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# What may lie beside a page: the words of the link, and where it lies below the editions.
SHEETS = (
    (N_("Print it (letter)"), "handouts/letter/{name}.pdf"),
    (N_("Print it (A4)"), "handouts/a4/{name}.pdf"),
    (N_("Large print"), "handouts/large-print/{name}.pdf"),
    (N_("To fill in on a computer"), f"handouts/letter/{{name}}{FILL}.pdf"),
    (N_("To change (Word)"), "handouts/word/{name}.docx"),
    (N_("Notebook"), "notebooks/{name}.ipynb"),
)
# What may lie beside a session: its number is put in.
SESSION_FILES = (
    (N_("Sheets for each person (letter)"), "handouts/letter/session-{name}-pack.pdf"),
    (N_("Sheets (A4)"), "handouts/a4/session-{name}-pack.pdf"),
    (N_("Sheets (large print)"), "handouts/large-print/session-{name}-pack.pdf"),
    (N_("Sheets for the table, three of each (letter)"), "handouts/letter/session-{name}-table.pdf"),
    (N_("For the table (A4)"), "handouts/a4/session-{name}-table.pdf"),
    (N_("For the table (large print)"), "handouts/large-print/session-{name}-table.pdf"),
    (N_("Leader’s file: run sheet, cards, wall sheets (letter)"), "handouts/letter/session-{name}-leader.pdf"),
    (N_("Leader’s file (A4)"), "handouts/a4/session-{name}-leader.pdf"),
    (N_("Leader’s file (large print)"), "handouts/large-print/session-{name}-leader.pdf"),
    (N_("Slides"), "slides/session-{name}.pdf"),
    (N_("Slides with your notes"), "slides/session-{name}-notes.pdf"),
    (N_("Plan to change (Word)"), "handouts/word/session-{name}.docx"),
    (N_("Slides to change (PowerPoint)"), "slides/session-{name}.pptx"),
)
CARD_WORDS, CARD_PATH = N_("Card for fridge and wallet"), "handouts/letter/{name}.pdf"
BOOKS = (FAMILY, SHORT)  # offered on more pages than one
GUIDE_PAGE = "course/facilitator/index"
GUIDE_BOOK = N_("The guide and the course as one e-book")
UNIT_BOOK = (N_("This unit as an e-book"), f"epub/{UNIT_BOOKS}.epub")
SHORT_BOOK = N_("The short book")
SHORT_FILES = (
    (N_("Letter"), "handouts/letter/short-book.pdf"),
    (N_("A4"), "handouts/a4/short-book.pdf"),
    (N_("Large print"), "handouts/large-print/short-book.pdf"),
)


class OpenDoors(SphinxPostTransform):
    """Lead a door to its file, where the file lies beside the pages."""

    default_priority = 5
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:
        folder = self.config.porchlight_editions
        up = "../" * address(self.env, self.env.current_document.docname).count("/")
        for way in self.document.findall(door):
            file = way["file"]
            if not (file and folder):
                continue
            if not Path(folder, file).is_file():
                if Path(folder, file).parent.is_dir():
                    problem = f"The door '{way['words']}' leads to the file '{file}', which is not there"
                    warn(Code.DOOR_FILE, problem, way)
                continue
            lead = next(way.findall(nodes.paragraph))
            lead[:] = [nodes.reference("", "", *lead.children, refuri=f"{up}downloads/{file}", internal=True)]
            way["file"] = ""


def book_path(config: Config, kind: str) -> str:
    """Where the e-book of that *kind* lies, below the editions."""
    return f"epub/{book_name(config, kind)}.epub"


def editions(app: Sphinx) -> Path | None:
    """The folder in which the other editions lie, if this build was told of one."""
    return Path(app.config.porchlight_editions) if app.config.porchlight_editions else None


def downloads(app: Sphinx, docname: str) -> list[tuple[str, str]]:
    """``(words, path)`` of each file that truly lies beside a page; paths below ``downloads/``."""
    folder, session, name = editions(app), session_number(docname), file_name(app.env, docname)
    if folder is None:
        return []
    found = []
    if session is not None:
        found += [(words, path.format(name=session)) for words, path in SESSION_FILES]
    elif kind_of(app.env, docname):
        fillable = is_fillable(app.env, docname)
        found += [(words, path.format(name=name)) for words, path in SHEETS if fillable or FILL not in path]
    if has_card(app.env, docname):
        found += _cards(app.env, docname)
    if docname == GUIDE_PAGE:
        found.append((GUIDE_BOOK, book_path(app.config, GUIDE)))
    if docname in short_pages(app.env)[:1]:
        found += [(N_("As an e-book"), book_path(app.config, SHORT)), *SHORT_FILES]
    if (number := unit_number(app.env, docname)) is not None:
        found.append((UNIT_BOOK[0], UNIT_BOOK[1].format(number=number)))
    return [(_(words), path) for words, path in found if (folder / path).is_file()]


def _cards(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, str]]:
    """The overdose card in the page's language; beside a page in the course's language those in others, too."""
    for sheet in sheets(env):
        if sheet.kind != "card":
            continue
        language, path = language_of(env, sheet.docnames[0]), CARD_PATH.format(name=sheet.file)
        if language == language_of(env, docname):
            yield CARD_WORDS, path
        elif in_course_language(env, docname):
            yield _("Card in %(language)s", language=_(LANGUAGES.get(language, language))), path


def offered(app: Sphinx, docname: str) -> list[tuple[str, str]]:
    """The files that a page offers below its title: a private page has none there."""
    return [] if is_private(app.env, docname) else downloads(app, docname)


def offered_below(app: Sphinx, docname: str) -> list[tuple[str, str]]:
    """The empty sheets that a private page with fields offers below its warning."""
    found = downloads(app, docname) if is_savable(app.env, docname) else []
    return [(words, path) for words, path in found if path.endswith(".pdf")]


def copy_downloads(app: Sphinx) -> None:
    """Put the files that pages link to below ``downloads/``; nothing when this build was told of no editions."""
    folder = editions(app)
    if folder is None:
        return
    beside = {path for name in app.env.found_docs for _words, path in offered(app, name) + offered_below(app, name)}
    shared = (book_path(app.config, kind) for kind in BOOKS)
    for path in sorted({*beside, *printed_files(app.env), *shared}):
        if not (folder / path).is_file():
            continue
        target = Path(app.outdir, "downloads", path)
        output_of(app.builder).claim(target)
        if target.is_file() and filecmp.cmp(folder / path, target):
            continue  # the same size and time
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / path, target)
