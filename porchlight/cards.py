"""What a leader cuts out and hangs up: ``{card}`` and ``{wall}``.

::

    :::{card} Dell
    :copies: one a pair
    "I mean it this time."
    :::

    :::{wall} Our agreement
    :::{passage} group-agreement
    :::
    :::

Both are admonitions with a title, so every builder can print them with no code of ours. An activity names
what it needs in ``:materials:`` as ``card: Dell`` or ``wall: Our agreement``; the domain warns about a name
that nothing on the page has, and about a card of a session that nobody asks for.

What leaders carry in their pockets, the cards of pages that are no session, is at hand on the web wherever they
lead from a screen: each agenda there holds it in a ``pocket``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from porchlight.agenda_parts import PRINTED, activity, agenda, printed_piece
from porchlight.anchors import take_id
from porchlight.boxes import OPTIONS, take_options
from porchlight.diagnostics import Code, warn
from porchlight.exercise import FORMS
from porchlight.listings import list_here, listing, page_link
from porchlight.locale import _
from porchlight.naming import NUMBERS
from porchlight.outline import is_for_leaders
from porchlight.plain import meant
from porchlight.records import RecordsDomain
from porchlight.session import session_number

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SHARE = {"pair": 2, "two": 2, "three": 3, "group": 3, "four": 4, "table": 4}  # people who share what there is one of


class cut_card(nodes.admonition):
    """A card to cut out. ``cut_card["copies"]`` says how many are needed, in words."""


class wall_sheet(nodes.admonition):
    """A sheet for the wall, in very large type."""


class _Piece(SphinxDirective):
    """Base of both: a title, and simple blocks below it."""

    node: ClassVar[type[nodes.admonition]]
    prefix: ClassVar[str]

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {**OPTIONS, "copies": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        words, messages = self.parse_inline(self.arguments[0])
        title = nodes.title(self.arguments[0], "", *words)
        kind = f"pl-{self.prefix}"
        node = self.node("", title, *messages, *self.parse_content_to_nodes(), classes=["pl-piece", kind])
        node["name"] = self.arguments[0].strip()
        node["copies"] = self.options.get("copies", "").strip()
        if node["copies"]:
            how_many = _("Print %(copies)s.", copies=node["copies"])
            node += nodes.paragraph(how_many, how_many, classes=["pl-made", "pl-copies"])
        take_id(self.state.document, node, f"{self.prefix}-{nodes.make_id(title.astext()) or 'untitled'}")
        self.set_source_info(title)
        self.set_source_info(node)
        take_options(self, node)
        return [node]


class CardDirective(_Piece):
    """``{card} Title``: a card to cut out; ``:copies: one a pair`` says how many."""

    node, prefix = cut_card, "cut-card"


class WallDirective(_Piece):
    """``{wall} Title``: a sheet for the wall, a page of its own."""

    node, prefix = wall_sheet, "wall-sheet"


class pocket(nodes.compound):
    """The cards of the leaders' pockets, beside an agenda on the web."""


class PlacePockets(SphinxTransform):
    """Give each agenda a pocket, which is filled when its page is written."""

    default_priority = 400

    def apply(self, **kwargs: object) -> None:
        for node in self.document.findall(agenda):
            node.insert(0, pocket("", list_here("pocket-cards"), classes=["pl-pocket"]))


class EmptyPockets(SphinxPostTransform):
    """Take the pockets out where leaders have them on paper, or on no screen that they lead from."""

    default_priority = 4  # before they are filled
    builders = ("html",)

    def is_supported(self) -> bool:
        return not super().is_supported()

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(pocket)):
            node.parent.remove(node)


@listing("pocket-cards")
def pocket_cards(env: BuildEnvironment, docname: str, _argument: str) -> list[nodes.Node]:
    """Copies of all cards for the pocket, then a line that leads to the pages which they are from."""
    pages = PieceDomain.of(env).pages_for_pockets()
    cards = [card.deepcopy() for page in pages for card in env.get_doctree(page).findall(cut_card)]
    for card in cards:
        for node in list(card.findall(nodes.Element)):
            node["ids"] = []
            if isinstance(node, nodes.footnote_reference) or "pl-copies" in node["classes"]:
                node.parent.remove(node)
    if not cards:
        return []
    more = nodes.paragraph("", f"{_('More:')} ", classes=["pl-made"])
    for number, page in enumerate(pages):
        more += [nodes.Text(", ")] * (number > 0) + [page_link(env, docname, page)]
    return [*cards, more]


def copies_for(copies: str, people: int) -> int:
    """How many *people* need, as far as the words tell: 4 for "one a pair", 8 for "two each", 0 if they do not."""
    found = re.match(r"(\d+|[a-z]+)\b\s*(.*)", copies.casefold())
    if not found:
        return 0
    first, rest = found.groups()
    number = int(first) if first.isdecimal() else NUMBERS.index(first) if first in NUMBERS else 0
    if not rest:
        return number
    if re.match(r"(each|(a|for each|per|for every|every) (person|one))\b", rest):
        return number * people
    shared = re.match(r"(?:a|for each|per|for every|every) (?:group of )?(pair|two|three|four|group|table)\b", rest)
    return number * -(-people // SHARE[shared[1]]) if shared else 0


@dataclass(frozen=True)
class Piece:
    """A card or a wall sheet, by the words of its title: ``held`` by a page, or asked for by an activity."""

    kind: str
    name: str
    line: int | None
    held: bool


class PieceDomain(RecordsDomain[Piece]):
    """Which pages hold which cards and wall sheets, and which their activities ask for."""

    name = "piece"
    label = "Porch Light cards and wall sheets"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for kind, holder in (("card", cut_card), ("wall", wall_sheet)):
            for node in document.findall(holder):
                self.note(docname, Piece(kind, node["name"], node.line, held=True))
        for part in document.findall(activity):
            for piece in filter(None, map(printed_piece, part["materials"])):
                self.note(docname, Piece(*piece, part.line, held=False))

    def check_consistency(self) -> None:
        pages = self.pages_for_pockets()
        carried = {(piece.kind, piece.name) for page in pages for piece in self.records[page] if piece.held}
        for docname, pieces in sorted(self.records.items()):
            held = carried | {(piece.kind, piece.name) for piece in pieces if piece.held}
            wanted = {(piece.kind, piece.name) for piece in pieces if not piece.held and piece.kind in PRINTED}
            for piece in pieces:
                if piece.kind == "form":
                    forms = {name.removeprefix(FORMS) for name in self.env.found_docs if name.startswith(FORMS)}
                    if piece.name not in forms:
                        problem = f"There is no form '{piece.name}'{meant(piece.name, forms)}"
                        warn(Code.SHEET_UNKNOWN, problem, (docname, piece.line))
                    continue
                key, called = (piece.kind, piece.name), f"{PRINTED[piece.kind]} '{piece.name}'"
                if not piece.held and key not in held:
                    known = (name for kind, name in held if kind == piece.kind)
                    warn(
                        Code.PIECE_UNKNOWN,
                        f"The page holds no {called}{meant(piece.name, known)}",
                        (docname, piece.line),
                    )
                # a card whose name an activity has wrong was told there
                elif piece.held and piece.kind == "card" and session_number(docname) and key not in wanted <= held:
                    warn(Code.PIECE_UNUSED, f"No activity asks for the {called}", (docname, piece.line))

    def forms_of(self, docname: str) -> list[str]:
        """The forms of which the leaders of a session need one."""
        return list(dict.fromkeys(piece.name for piece in self.records.get(docname, ()) if piece.kind == "form"))

    def pages_for_pockets(self) -> list[str]:
        """Pages of the guide that are no session and hold cards, which every session's leaders carry."""
        return [
            docname
            for docname, pieces in sorted(self.records.items())
            if is_for_leaders(docname)
            and session_number(docname) is None
            and any(piece.held and piece.kind == "card" for piece in pieces)
        ]


def setup_cards(app: Sphinx) -> None:
    """Register the directives and their nodes."""
    app.add_node(cut_card)
    app.add_node(wall_sheet)
    app.add_node(pocket)
    app.add_transform(PlacePockets)
    app.add_post_transform(EmptyPockets)
    app.add_directive("card", CardDirective)
    app.add_directive("wall", WallDirective)
    app.add_domain(PieceDomain)
