"""The books on paper: the workbook, the short book, packs of each session, the guide and packets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from porchlight.cards import PieceDomain
from porchlight.course_file import course_file
from porchlight.exercise import exercise_id
from porchlight.handouts import FILL, FILL_PAPERS, PAPERS, in_order, is_changeable, is_fillable, sheets, word_path
from porchlight.locale import N_, _
from porchlight.outline import is_for_leaders, once, units
from porchlight.packets import PACKET, PacketDomain
from porchlight.private import is_private
from porchlight.session import sessions
from porchlight.short import short_pages

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

HALVES = {"letter": "half-letter", "a4": "a5"}  # the pages of a booklet, two on a side of the paper
SHORT_BOOK = "short-book"
BOOKLET = "short-book-booklet"
LEADERS_ABOUT = N_(
    "A run sheet, the list of copies, cards to cut, and sheets for the wall. Print it on one side of the paper."
)


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
def books(env: BuildEnvironment) -> list[Book]:
    """The workbook, the short book, packs of each session, the guide and packets, as far as there are pages."""
    order = in_order(env)
    found = []
    if groups := _workbook(env, order):
        about = _("Every exercise in order, with a list of contents.")
        found.append(Book("workbook", _("Workbook"), "workbook", groups, about))
    if short := short_pages(env):
        groups = (Group("", (*(name for name in course_file(env.config).short_book if name in env.titles), *short)),)
        about = _("Each lesson on one page, with help right now and the plan.")
        found.append(Book(SHORT_BOOK, _("The short book"), "short", groups, about))
        about = _("Two pages side by side. Print it on both sides, flip on the short edge, and fold it in the middle.")
        found.append(Book(BOOKLET, _("The short book, to fold"), "booklet", groups, about))
    known = {sheet.name for sheet in sheets(env)}
    for _docname, session in sessions(env):
        if names := tuple(name for name in session.sheets if name in known):
            title = _("Session %(number)s", number=session.number)
            about = _("What this session hands out to each person, to print on both sides.")
            found.append(Book(f"session-{session.number}-pack", title, "pack", (Group("", names),), about))
        if names := tuple(name for name in session.few if name in known):
            title = _("Session %(number)s, for the table", number=session.number)
            about = _("Sheets for whom they fit, to print three times on both sides.")
            found.append(Book(f"session-{session.number}-table", title, "pack", (Group("", names),), about))
    pieces = PieceDomain.of(env)
    for docname, session in sessions(env):
        title = _("Session %(number)s, for the leaders", number=session.number)
        names = (docname, *pieces.pages_for_pockets())
        found.append(Book(f"session-{session.number}-leader", title, "leader", (Group("", names),), _(LEADERS_ABOUT)))
    if guide := tuple(name for name in order if is_for_leaders(name)):
        about = _("All pages for group leaders.")
        found.append(Book("facilitator-guide", _("Facilitator’s guide"), "guide", (Group("", guide),), about))
    for _docname, ready in PacketDomain.of(env).all():
        if names := tuple(name for name in ready.sheets if name in known):
            found.append(Book(ready.name, ready.title, "packet", (Group("", names),), ready.about))
    if packet := tuple(env.config.porchlight_packet.split()):
        found.append(Book(PACKET, _("Packet"), "pack", (Group("", packet),)))
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
    return tuple(group for group in (Group(_("To begin"), others), *groups) if group.names)
