"""The leader's pack of a session, ``session-N-leader.pdf``: what the two leaders print for their own hands.

A run sheet on one side of one sheet, the list of copies, the parts of the page marked ``{.pl-in-pack}``
(the hard moment, the words for someone late), the pocket card, cards to cut and sheets for the wall.

``module`` writes what one page gives to packs, as a Typst module; ``pack_code`` puts the modules of a
session together. Looks stand in ``theme/leader.typ``.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.agenda_parts import (
    FEW,
    activity,
    agenda,
    clock_words,
    material_words,
    printed_piece,
    slides_in_words,
)
from porchlight.aloud import first_words
from porchlight.cards import PieceDomain, copies_for, cut_card, wall_sheet
from porchlight.editions.paper.documents import File, part_code, part_path
from porchlight.editions.shared.excerpts import without_notes
from porchlight.editions.shared.typst import TEMPLATE, TypstTranslator
from porchlight.editions.shared.typst_code import array, literal
from porchlight.exercise import FORMS
from porchlight.handouts import title_of
from porchlight.imprint import imprint
from porchlight.locale import N_, _, ngettext
from porchlight.session import session_number
from porchlight.sheet_names import sheet_page
from porchlight.slide import slide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from porchlight.books import Book

LOOKS = TEMPLATE.with_name("leader.typ")
IN_PACK = "pl-in-pack"
BETWEEN = " · "  # titles of cards, which may hold commas
ONE, ONE_EACH = N_("one"), N_("one each")
COPIES = {"sheet": ONE_EACH, "few": str(FEW), "form": ONE}
PEOPLE = 8  # whom the list of copies counts for


def leader_path(docname: str) -> str:
    """Where lies what a page gives to the leaders' packs, below the folder of all code."""
    return f"parts/{docname}.leader.typ"


def module(visitor: TypstTranslator) -> str:
    """What the document of *visitor* gives to packs: ``run``, ``copies``, ``parts``, ``cards`` and ``walls``."""
    document = visitor.document
    without_notes(document)
    visitor.labels = set()  # a link could lead to what only the page holds
    visitor.depth = 2
    agendas = list(document.findall(agenda))
    values = {
        "run": _run(visitor, agendas[0]) if agendas else "none",
        "copies": array(_copies(visitor.builder.env, document, agendas[0]) if agendas else ()),
        "cards": array(_card(visitor, node) for node in document.findall(cut_card)),
        "walls": array(_piece(visitor, node) for node in document.findall(wall_sheet)),
    }
    # last, since it takes the parts' own cards out of the document
    values["parts"] = array(
        _part(visitor, node) for node in document.findall(nodes.section) if IN_PACK in node["classes"]
    )
    return "".join(f"#let {name} = {value}\n" for name, value in values.items())


def _run(visitor: TypstTranslator, plan: agenda) -> str:
    """The agenda as Typst data: a row for each activity, on the clock of both versions."""
    rows = []
    slides = {node["number"]: node for node in visitor.document.findall(slide)}
    long = short = 0
    for part in plan.findall(activity):
        spoken = first_words(part, [slides[number] for number in part["slides"] if number in slides])
        facts = {
            "clock": literal(clock_words(plan["start"] + long)),
            "minutes": str(part["minutes"]),
            "short-clock": literal(clock_words(plan["start"] + short) if part["short"] else ""),
            "short-minutes": str(part["short"]),
            "title": literal(part[0].astext()),
            "words": literal(spoken.words),
            "aloud": str(spoken.aloud).lower(),
            "hand": array(literal(words) for words in _in_the_hand(visitor.builder.env, part)),
        }
        rows.append(f"({', '.join(f'{name}: {value}' for name, value in facts.items())})")
        long += part["minutes"]
        short += part["short"]
    ends = [literal(clock_words(plan["start"] + after)) for after in (long, short)]
    return (
        f"(rows: {array(rows)}, length: {plan['length']}, short: {plan['short']}, "
        f"start: {literal(clock_words(plan['start']))}, ends: {array(ends)})"
    )


def _in_the_hand(env: BuildEnvironment, part: activity) -> list[str]:
    """What a leader takes up in an activity: things, sheets, slides."""
    cards = [piece[1] for piece in map(printed_piece, part["materials"]) if piece and piece[0] == "card"]
    things = [words for words in part["materials"] if not words.startswith("card:")]
    hand = [_capital(_thing(env, words)) for words in things]
    if cards:
        hand.append(_cards(len(cards), cards))
    if titles := [sheet_title(env, name) for name in part["sheets"]]:
        hand.append(ngettext("Sheet: %(titles)s", "Sheets: %(titles)s", len(titles), titles=", ".join(titles)))
    if titles := [sheet_title(env, name) for name in part["few"]]:
        hand.append(_("On the table: %(titles)s", titles=", ".join(titles)))
    if numbers := part["slides"]:
        hand.append(slides_in_words(numbers))
    return hand


def _thing(env: BuildEnvironment, material: str) -> str:
    piece = printed_piece(material)
    return sheet_title(env, piece[1]) if piece and piece[0] == "form" else material_words(material)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def sheet_title(env: BuildEnvironment, name: str) -> str:
    """The title of a sheet, or its name in plain words when no page is it."""
    page = sheet_page(env, name)
    return title_of(env, page) if page else _capital(name.replace("-", " "))


def _copies(env: BuildEnvironment, document: nodes.document, plan: agenda) -> Iterable[str]:
    """A row of the list of copies for each thing to print: what, how many in words and for ``PEOPLE``, when."""
    after = 0
    when: dict[tuple[str, str], str] = {}
    for part in plan.findall(activity):
        here = f"{clock_words(plan['start'] + after)}, {part[0].astext()}"
        for name in part["sheets"]:
            when.setdefault(("sheet", name), here)
        for name in part["few"]:
            when.setdefault(("few", name), here)
        for piece in filter(None, map(printed_piece, part["materials"])):
            when.setdefault(piece, here)
        after += part["minutes"]
    for (kind, name), here in when.items():
        if kind in COPIES:
            yield _row(sheet_title(env, name), COPIES[kind], here)
    for (copies, here), cards in groupby(
        document.findall(cut_card), key=lambda node: (node["copies"], when.get(("card", node["name"]), ""))
    ):
        number = Counter(node[0].astext() for node in cards)
        titles = [f"{title} ({times})" if times > 1 else title for title, times in number.items()]
        yield _row(_cards(number.total(), titles), copies, here)
    for sheet in document.findall(wall_sheet):
        yield _row(
            _("Wall sheet: %(title)s", title=sheet[0].astext()),
            sheet["copies"] or ONE,
            when.get(("wall", sheet["name"]), ""),
        )


def _cards(number: int, titles: Iterable[str]) -> str:
    return ngettext("Card: %(titles)s", "Cards: %(titles)s", number, titles=BETWEEN.join(titles))


def _row(what: str, copies: str, when: str) -> str:
    number = copies_for(copies, PEOPLE)
    words = _(copies or ONE) if copies in {"", ONE, ONE_EACH} else copies
    if " " not in copies and number:
        words = str(number)  # "2" says what "2, two" does
    cells = (what, words, str(number) if number and copies else "", when or _("Before people come"))
    return array(map(literal, cells))


def _piece(visitor: TypstTranslator, node: nodes.Element) -> str:
    body = [
        child for child in node.children[1:] if "pl-copies" not in getattr(child, "attributes", {}).get("classes", ())
    ]
    return f"(title: {visitor.content(node[0].children)}, body: {visitor.content(body)})"


def _card(visitor: TypstTranslator, node: cut_card) -> str:
    return f"(copies: {copies_for(node['copies'], PEOPLE) or 1}, ..{_piece(visitor, node)})"


def _part(visitor: TypstTranslator, node: nodes.section) -> str:
    for piece in list(node.findall(cut_card)) + list(node.findall(wall_sheet)):
        piece.parent.remove(piece)  # they have pages of their own
    visitor.depth = 1
    return visitor.content([node])


def pack_code(env: BuildEnvironment, book: Book) -> File:
    """The file of one session's pack. The first document is the session, the others give cards for the pocket."""
    session, *others = book.names
    code = File(env, book.name, book.title, f"{session}.md", continuous=False)
    code.head.append(f'#import "/{LOOKS.name}": *')
    imprinted = literal(imprint(env, [session]))
    looks = f"title: {literal(book.title)}, language: {literal(env.config.language)}, imprint: {imprinted}"
    code.start[0] = f"#show: pack-looks.with({looks})"
    own = code.module(leader_path(session))
    pockets = [code.module(leader_path(docname)) for docname in others]
    number, _, title = title_of(env, session).partition(": ")
    assert session_number(session)
    pieces = PieceDomain.of(env)
    code.add(
        f"pack({own}, over: {literal(number)}, title: {literal(title or number)}, people: {PEOPLE}, "
        f"numbers: numbers, pockets: {array(pockets)}, imprint: {imprinted})"
    )
    for name in pieces.forms_of(session):
        if (docname := f"{FORMS}{name}") in env.found_docs:
            form = part_code(env, docname, code.module(part_path(docname)), "form")
            code.add(f"form-of-pack({form})")
    return code
