"""The sheets to hand out: which pages are printed, and what their files are called.

A sheet is made of an exercise, a lesson, a form for leaders, or any page whose front matter says in
``handout:`` what the sheet is for. The overdose card is made of the blocks marked ``{.pl-card}``,
wherever they stand. ``books.py`` binds sheets, or all pages of the facilitator's guide, into books.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.addresses import file_name
from porchlight.boxes import box
from porchlight.course_file import course_file
from porchlight.exercise import exercise_id, is_form
from porchlight.languages import LANGUAGES, language_of
from porchlight.locale import N_, _
from porchlight.outline import is_for_leaders, is_lesson, once, reading_order
from porchlight.passages import is_copy, passage
from porchlight.plain import words
from porchlight.private import is_private
from porchlight.records import RecordsDomain
from porchlight.session import session_number
from porchlight.short import is_short

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PAPERS = {"letter": N_("letter"), "a4": N_("A4"), "large-print": N_("large print")}
FILL_PAPERS = ("letter", "a4")  # of sheets that can be filled in on a computer; a screen makes letters large by itself
FILL = "-fill"  # behind the name of such a sheet
CARD_MARK = "pl-card"


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
    if is_lesson(env, docname):
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
        return Sheet(card.name, card.name, _(card.title), "card", names, _(card.about))
    name = f"{card.name}-{language}"
    titles = (str(env.metadata[docname].get("card", "")) for docname in names)
    named = _(LANGUAGES.get(language, language))
    about = _("%(about)s, in %(language)s.", about=_(card.about).removesuffix("."), language=named)
    return Sheet(name, name, next(filter(None, titles), _(card.title)), "card", names, about)


class paper_files(nodes.inline):
    """Stands for the files of ``name``, which are called ``file``; its words name the papers.

    The web links those that exist.
    """


def setup_handouts(app: Sphinx) -> None:
    """Register the domain of sheets, and the node that stands for their files."""
    app.add_node(paper_files)
    app.add_domain(HandoutDomain)
