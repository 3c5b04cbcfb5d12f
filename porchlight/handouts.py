"""What there is on paper: sheets to hand out, and the books that gather them.

A sheet is made of an exercise, a lesson, a form for leaders, or any page whose front matter says in
``handout:`` what the sheet is for. The overdose card is made of the blocks marked ``{.pl-card}``,
wherever they stand. A book is made of sheets, or of all pages of the facilitator's guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from porchlight.addresses import file_name
from porchlight.boxes import OPTIONS, box, in_block
from porchlight.cards import PieceDomain
from porchlight.course_file import course_file
from porchlight.exercise import exercise_id, is_form
from porchlight.languages import LANGUAGES, language_of, marks_of
from porchlight.listings import list_here, listing, page_link
from porchlight.outline import is_for_leaders, is_lesson, once, reading_order, unit_of, units
from porchlight.passages import is_copy, passage
from porchlight.plain import words
from porchlight.private import is_private, is_savable
from porchlight.records import RecordsDomain
from porchlight.session import session_number, sessions
from porchlight.short import is_short, short_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PAPERS = {"letter": "letter", "a4": "A4", "large-print": "large print"}
FILL_PAPERS = ("letter", "a4")  # of sheets that can be filled in on a computer; a screen makes letters large by itself
FILL = "-fill"  # behind the name of such a sheet
HALVES = {"letter": "half-letter", "a4": "a5"}  # the pages of a booklet, two on a side of the paper
SHORT_BOOK = "short-book"
BOOKLET = "short-book-booklet"
PACKET = "packet"
CARD_MARK = "pl-card"
LEADERS_ABOUT = (
    "A run sheet, the list of copies, cards to cut, and sheets for the wall. Print it on one side of the paper."
)
ON_ITS_PAGE = "Its sheets are at the end of its page. Think first about who could find them."


@dataclass(frozen=True)
class Sheet:
    """One thing to hand out. ``kind``: exercise, lesson, form, page or card.

    Agendas and packets ask for it by ``name``; its files are called ``file``.
    """

    name: str
    file: str
    title: str
    kind: str
    docnames: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True)
class Group:
    """Some of a book's documents, or of a pack's sheets, below one divider; no title, no divider.

    ``picture`` is the name of the drawing on it.
    """

    title: str
    names: tuple[str, ...]
    picture: str = ""


@dataclass(frozen=True)
class Book:
    """Several documents in one file. ``kind``: workbook, short, guide, pack or packet (whose names are sheets), leader
    (a session, then pages with cards for the pocket) or booklet (the short book, to fold).
    """

    name: str
    title: str
    kind: str
    groups: tuple[Group, ...]
    about: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All its documents, or sheets, in order."""
        return tuple(name for group in self.groups for name in group.names)


@dataclass(frozen=True)
class Printed:
    """What a page says of itself as a sheet: what it is for, and whether it has blocks for the card."""

    about: str
    card: bool


class HandoutDomain(RecordsDomain[Printed]):
    """Which pages are sheets, and which have a part of the overdose card."""

    name = "handout"
    label = "Porch Light handouts"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        about = str(env.metadata[docname].get("handout", ""))
        if exercise_id(docname):
            whys = (node for node in document.findall(box) if node["kind"] == "why")
            spoken = (words(part) for why in whys for part in why.findall(nodes.paragraph))
            about = about or next(spoken, "")
        self.note(docname, Printed(about, any(card_blocks(document))))

    def printed(self, docname: str) -> Printed:
        """What is known of a page."""
        return next(iter(self.records.get(docname, ())), Printed("", card=False))


def card_blocks(document: nodes.document) -> list[nodes.Element]:
    """The blocks of a page that stand on the overdose card, in order; a copy's stand there from its own page."""
    copied = {block for copy in document.findall(passage) if is_copy(copy) for block in copy.findall(nodes.Element)}
    return [node for node in document.findall(nodes.Element) if CARD_MARK in node["classes"] and node not in copied]


def kind_of(env: BuildEnvironment, docname: str) -> str:
    """What kind of sheet a page is, or nothing if it is none."""
    domain = HandoutDomain.of(env)
    if exercise_id(docname):
        return "exercise"
    if is_lesson(docname):
        return "lesson"
    if is_form(docname):
        return "form"
    return "page" if domain.printed(docname).about and docname in env.titles else ""


def kind_in_book(env: BuildEnvironment, docname: str) -> str:
    """What kind of part a page is in a book: that of its sheet, or ``short``."""
    return "short" if is_short(docname) else kind_of(env, docname)


def is_printed(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page is a sheet, or stands in the facilitator's guide, the short book, or on the overdose card."""
    return bool(kind_in_book(env, docname)) or is_for_leaders(docname) or has_card(env, docname)


def has_card(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page has blocks for the overdose card."""
    domain = HandoutDomain.of(env)
    return domain.printed(docname).card


def is_fillable(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page's sheet is made a second time, to be filled in on a computer.

    Never a private page's: what is typed there would lie in a file that others may find.
    """
    laid_out = "layout" in env.metadata[docname]  # a poster's few lines are for a pen
    return kind_of(env, docname) in {"exercise", "form"} and not laid_out and not is_private(env, docname)


def fill_path(pdf: Path) -> Path:
    """Where the sheet at *pdf* lies that can be filled in on a computer."""
    return pdf.with_name(f"{pdf.stem}{FILL}.pdf")


def is_changeable(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page is a Word file, too: plans of sessions, and forms but one whose strips Word cannot cut.

    Never a page for families: nobody may change a safety plan or the card unseen.
    """
    return session_number(docname) is not None or (
        is_form(docname) and env.metadata[docname].get("layout", "") != "tear-off"
    )


def word_path(docname: str) -> str:
    """Where the Word file of a page lies, below the folder of all handouts."""
    return f"word/{docname.rpartition('/')[2]}.docx"


@once
def printed_files(env: BuildEnvironment) -> list[str]:
    """Every PDF to offer that truly lies there, below the folder of all editions: ``handouts/letter/NAME.pdf``.

    A private page's sheet lies in packs and books, and below the warning on its page if at all.
    """
    folder = env.config.porchlight_editions
    names = (
        [
            *(sheet.file for sheet in sheets(env) if not is_private(env, sheet.docnames[0])),
            *(book.name for book in books(env)),
        ]
        if folder
        else []
    )
    paths = [f"handouts/{paper}/{name}.pdf" for name in names for paper in PAPERS]
    if folder:
        fillable = (sheet.file for sheet in sheets(env) if is_fillable(env, sheet.docnames[0]))
        paths += [f"handouts/{paper}/{name}{FILL}.pdf" for name in fillable for paper in FILL_PAPERS]
        paths += [f"handouts/{word_path(name)}" for name in in_order(env) if is_changeable(env, name)]
    return [path for path in paths if Path(folder, path).is_file()]


@once
def in_order(env: BuildEnvironment) -> list[str]:
    """All pages: those that the contents list reaches in reading order, then the others."""
    order = list(dict.fromkeys(name for name in reading_order(env) if name in env.found_docs))
    return order + sorted(set(env.found_docs) - set(order))


def title_of(env: BuildEnvironment, docname: str) -> str:
    """A page's title in plain words."""
    return env.titles[docname].astext() if docname in env.titles else docname


@once
def sheets(env: BuildEnvironment) -> list[Sheet]:
    """Every sheet, in reading order; the overdose card first."""
    domain = HandoutDomain.of(env)
    order = in_order(env)
    found = []
    marked: dict[str, tuple[str, ...]] = {}
    for docname in order:
        if has_card(env, docname):
            language = language_of(env, docname)
            marked[language] = (*marked.get(language, ()), docname)
    for language, names in sorted(marked.items(), key=lambda found: found[0] != env.config.language):
        found.append(_card(env, language, names))
    for docname in order:
        if kind := kind_of(env, docname):
            name = docname.rpartition("/")[2]
            about = domain.printed(docname).about
            found.append(Sheet(name, file_name(env, docname), title_of(env, docname), kind, (docname,), about))
    return found


def _card(env: BuildEnvironment, language: str, names: tuple[str, ...]) -> Sheet:
    """The overdose card of one language; in another than the course's, a page says what stands over it."""
    card = course_file(env.config).card
    if language == env.config.language:
        return Sheet(card.name, card.name, card.title, "card", names, card.about)
    name = f"{card.name}-{language}"
    titles = (str(env.metadata[docname].get("card", "")) for docname in names)
    about = f"{card.about.removesuffix('.')}, in {LANGUAGES.get(language, language)}."
    return Sheet(name, name, next(filter(None, titles), card.title), "card", names, about)


@once
def books(env: BuildEnvironment) -> list[Book]:
    """The workbook, the short book, packs of each session, the guide and packets, as far as there are pages."""
    order = in_order(env)
    found = []
    if groups := _workbook(env, order):
        about = "Every exercise in order, with a list of contents."
        found.append(Book("workbook", "Workbook", "workbook", groups, about))
    if short := short_pages(env):
        groups = (Group("", (*(name for name in course_file(env.config).short_book if name in env.titles), *short)),)
        about = "Each lesson on one page, with help right now and the plan."
        found.append(Book(SHORT_BOOK, "The short book", "short", groups, about))
        about = "Two pages side by side. Print it on both sides, flip on the short edge, and fold it in the middle."
        found.append(Book(BOOKLET, "The short book, to fold", "booklet", groups, about))
    known = {sheet.name for sheet in sheets(env)}
    for _, session in sessions(env):
        if names := tuple(name for name in session.sheets if name in known):
            title, about = f"Session {session.number}", "All that this session hands out, to print on both sides."
            found.append(Book(f"session-{session.number}-pack", title, "pack", (Group("", names),), about))
    pieces = PieceDomain.of(env)
    for docname, session in sessions(env):
        title = f"Session {session.number}, for the leaders"
        names = (docname, *pieces.pages_for_pockets())
        found.append(Book(f"session-{session.number}-leader", title, "leader", (Group("", names),), LEADERS_ABOUT))
    if guide := tuple(name for name in order if is_for_leaders(name)):
        about = "All pages for group leaders."
        found.append(Book("facilitator-guide", "Facilitator’s guide", "guide", (Group("", guide),), about))
    for _, ready in env.get_domain("packet").all():  # type: ignore[attr-defined]  # packets.py, which needs this module
        if names := tuple(name for name in ready.sheets if name in known):
            found.append(Book(ready.name, ready.title, "packet", (Group("", names),), ready.about))
    if packet := tuple(env.config.porchlight_packet.split()):
        found.append(Book(PACKET, "Packet", "pack", (Group("", packet),)))
    return found


@once
def in_leaders_packs(env: BuildEnvironment) -> set[str]:
    """The pages of which leaders' packs are made."""
    return {docname for book in books(env) if book.kind == "leader" for docname in book.names}


def _workbook(env: BuildEnvironment, order: list[str]) -> tuple[Group, ...]:
    """All exercises: those that stand before the units, then each unit's, then any others."""
    groups = []
    for unit in units(env):
        exercises = tuple(step.docname for step in unit.steps if step.kind == "exercise")
        groups.append(Group(unit.heading, exercises, f"unit-{unit.number}"))
    inside = {name for group in groups for name in group.names}
    others = tuple(name for name in order if exercise_id(name) and name not in inside)
    return tuple(group for group in (Group("To begin", others), *groups) if group.names)


class paper_files(nodes.inline):
    """Stands for the files of ``name``, which are called ``file``; its words name the papers.

    The web links those that exist.
    ``bound`` tells a book from a sheet, which may go into a packet.
    """


class HandoutList(SphinxDirective):
    """``{handout-list} exercise``: every sheet and book of the kinds that the argument names."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        return in_block(self, list_here("handout-list", self.arguments[0]))


@listing("handout-list")
def handout_list(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """Sheets and books of the kinds in *argument*; exercises and lessons by unit."""
    kinds = argument.split()
    found: dict[str, list[nodes.Node]] = {}
    for sheet in sheets(env):
        if sheet.kind in kinds and (is_savable(env, sheet.docnames[0]) or not is_private(env, sheet.docnames[0])):
            unit = unit_of(env, sheet.docnames[0]) if sheet.kind in {"exercise", "lesson"} else None
            group = unit.heading if unit else "To begin" if sheet.kind == "exercise" else ""
            page = "" if sheet.kind in {"form", "card"} else sheet.docnames[0]
            found.setdefault(group, []).append(_entry(env, docname, sheet, page))
    for book in books(env):
        if book.kind in kinds:
            found.setdefault("", []).append(_entry(env, docname, book, ""))
    parts: list[nodes.Node] = []
    for group, items in found.items():
        if group:
            parts.append(nodes.rubric(group, group, **{"heading-level": 3}))
        parts.append(nodes.bullet_list("", *items, classes=["pl-handouts"]))
    return parts


def _entry(env: BuildEnvironment, docname: str, made: Sheet | Book, page: str) -> nodes.Node:
    marks = marks_of(env, made.docnames[0]) if isinstance(made, Sheet) else []
    title = page_link(env, docname, page) if page else nodes.strong("", made.title, classes=marks)
    parts = [nodes.paragraph("", "", title)]
    if made.about:
        parts.append(nodes.paragraph(made.about, made.about))
    papers = ", ".join(PAPERS.values())
    if page and is_private(env, page):
        parts.append(nodes.paragraph(ON_ITS_PAGE, ON_ITS_PAGE))
        return nodes.list_item("", *parts)
    file, bound = (made.file, False) if isinstance(made, Sheet) else (made.name, True)
    files = paper_files("", f"{papers[0].upper()}{papers[1:]}", name=made.name, title=made.title, bound=bound)
    files["file"] = file
    parts.append(nodes.paragraph("", "", files))
    return nodes.list_item("", *parts)


def setup_handouts(app: Sphinx) -> None:
    """Register the domain and the list of all handouts."""
    app.add_node(paper_files)
    app.add_directive("handout-list", HandoutList)
    app.add_domain(HandoutDomain)
