"""The nodes of an agenda, and the lines and tables that the build writes into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.boxes import box, make_box
from porchlight.listings import list_here
from porchlight.locale import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Cell = list[nodes.Node]

# What a material begins with that comes out of the printer, and how people call it: a card or wall sheet of
# the page, or a form of which the leaders need one.
PRINTED = {"card": N_("card"), "wall": N_("wall sheet"), "form": N_("form")}

FEW = 3  # sheets of a kind that lie on the table, for a group of about eight
ON_THE_TABLE = N_("On the table, three of each:")


class agenda(nodes.compound):
    """Boxes "At a glance", "The 60-minute version" and "Have ready", then the activities."""


class activity(nodes.admonition):
    """A part of an agenda: a title, lines made by the build, then how it goes."""


class clock(nodes.inline):
    """A time of day, such as ``6:40``, that moves with the start of the session."""


def clock_words(minutes: int) -> str:
    """A time of day, as *minutes* after midnight, on a clock of twelve hours: ``6:40``."""
    return f"{(minutes // 60 + 11) % 12 + 1}:{minutes % 60:02}"


def printed_piece(material: str) -> tuple[str, str] | None:
    """``("card", "Dell")`` of the material ``card: Dell``; ``None`` of what is not printed from the page."""
    kind, colon, title = material.partition(":")
    return (kind.strip(), title.strip()) if colon and kind.strip() in PRINTED else None


def material_words(material: str) -> str:
    """A material as people read it: ``card “Dell”`` for ``card: Dell``."""
    piece = printed_piece(material)
    return f"{_(PRINTED[piece[0]])} “{piece[1]}”" if piece else material


def material_node(material: str) -> nodes.Node:
    """The same as a node; a form is called by its title, and linked."""
    piece = printed_piece(material)
    return list_here("sheet-link", piece[1]) if piece and piece[0] == "form" else nodes.Text(material_words(material))


def without_doubles(words: list[str]) -> list[str]:
    """*words* in order, each once; "Pens" and "pens" are one."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    return list(found.values())


def built_line(kind: str, *words: nodes.Node) -> nodes.paragraph:
    """A line that the build wrote."""
    return nodes.paragraph("", "", *words, classes=["pl-made", kind])


def clock_at(node: agenda, after: int, version: str) -> clock:
    """The clock that stands *after* minutes behind the start of the agenda."""
    words = clock_words(node["start"] + after)
    return clock(words, words, after=after, version=version, classes=["pl-clock"])


def link_to(part: activity) -> nodes.reference:
    """The activity's title, leading to it."""
    title = part[0].astext()
    return nodes.reference("", title, refid=part["ids"][0], internal=True)


def times_line(node: agenda, version: str) -> nodes.paragraph:
    """The whole time: "From 6:30 to 8:00 (90 minutes)."."""
    length = node["length"] if version == "long" else node["short"]
    start, end = clock_at(node, 0, version), clock_at(node, length, version)
    said = _("From %(start)s to %(end)s (%(minutes)s minutes).", start="\0", end="\0", minutes=length)
    before, between, after = map(nodes.Text, said.split("\0"))  # the clocks are nodes, which move
    return built_line("pl-times", before, start, between, end, after)


def hand_out(part: activity) -> list[nodes.Node]:
    """``Hand out: `` and the titles of the sheets, linked; then those that lie on the table."""
    lines: list[nodes.Node] = []
    for told, names in ((_("Hand out:"), part["sheets"]), (_(ON_THE_TABLE), part["few"])):
        words: list[nodes.Node] = [nodes.Text(f"{told} ")]
        for number, name in enumerate(names):
            words += [nodes.Text(", ")] * (number > 0) + [list_here("sheet-link", name)]
        if names:
            lines.append(built_line("pl-sheets", *words))
    return lines


def show_slides(part: activity) -> nodes.paragraph | None:
    """``Slide 2`` or ``Slides 2, 3``."""
    if not part["slides"]:
        return None
    return built_line("pl-slides", nodes.Text(slides_in_words(part["slides"])))


def slides_in_words(numbers: Sequence[int]) -> str:
    """``Slide 2`` or ``Slides 2, 3``."""
    named = ", ".join(map(str, numbers))
    return ngettext("Slide %(numbers)s", "Slides %(numbers)s", len(numbers), numbers=named)


def needs(part: activity) -> list[nodes.Node]:
    """What an activity needs, a line each: materials, sheets, slides."""
    lines: list[nodes.Node] = []
    if part["materials"]:
        words: list[nodes.Node] = [nodes.Text(f"{_('Have ready:')} ")]
        for number, material in enumerate(part["materials"]):
            words += [nodes.Text(", ")] * (number > 0) + [material_node(material)]
        lines.append(built_line("pl-materials", *words))
    slides = show_slides(part)
    return lines + hand_out(part) + ([slides] if slides else [])


def agenda_table(rows: list[list[Cell]]) -> nodes.table:
    """A table of clock, what, and minutes."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in (13, 72, 15)), cols=3)
    group += nodes.thead(
        "", _row([[built_line("pl-head", nodes.Text(words))] for words in (_("Clock"), _("What"), _("Minutes"))])
    )
    group += nodes.tbody("", *(_row(cells) for cells in rows))
    return nodes.table("", group, classes=["pl-agenda-table", "colwidths-auto"])


def agenda_row(when: clock, what: Cell, minutes: int, lines: Cell | None = None) -> list[Cell]:
    number = built_line("pl-number", nodes.Text(str(minutes)))
    return [[built_line("pl-time", when)], [built_line("pl-what", *what), *(lines or ())], [number]]


def _row(cells: list[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def have_ready(activities: list[activity], length: int) -> box | None:
    """The box that gathers what all activities need, or ``None`` when they need nothing.

    What only those activities use that the short version leaves out is marked with the agenda's *length*;
    sheets are not, since people take them home in either version.
    """

    def checklist(option: str, entry: Callable[[str], nodes.Node]) -> nodes.bullet_list:
        always = {words.casefold() for part in activities if part["short"] for words in part[option]}
        items = nodes.bullet_list("", classes=["pl-ready"])
        for words in without_doubles([words for part in activities for words in part[option]]):
            line = built_line("pl-need", entry(words))
            item = nodes.list_item("", line)
            if option == "materials" and words.casefold() not in always:
                note = f" ({_('%(minutes)s minutes only', minutes=length)})"
                line += nodes.inline(note, note, classes=["pl-only"])
                item["classes"].append("pl-need--long")
            items += item
        return items

    parts: list[nodes.Node] = []
    if any(part["materials"] for part in activities):
        parts.append(checklist("materials", material_node))
    if any(part["sheets"] for part in activities):
        parts.append(built_line("pl-each", nodes.Text(_("For each person:"))))
        parts.append(checklist("sheets", lambda name: list_here("sheet-link", name)))
    if any(part["few"] for part in activities):
        parts.append(built_line("pl-each", nodes.Text(_(ON_THE_TABLE))))
        parts.append(checklist("few", lambda name: list_here("sheet-link", name)))
    return make_box("have-ready", nodes.title("", _("Have ready")), parts) if parts else None


def add_times(node: agenda, activities: list[activity]) -> None:
    """Below the title of each activity, say when it is, how long, and what it needs."""
    long = short = 0
    for part in activities:
        lines: list[nodes.Node] = [_span(node, long, part["minutes"], "long")]
        if node["short"]:
            lines.append(_short_line(node, short, part))
        lines += needs(part)
        for place, line in enumerate(lines, start=1):
            part.insert(place, line)
        if not part["short"]:
            part["classes"].append("pl-activity--optional")
        long += part["minutes"]
        short += part["short"]


def _span(node: agenda, after: int, minutes: int, version: str, before: str = "") -> nodes.paragraph:
    start, end = clock_at(node, after, version), clock_at(node, after + minutes, version)
    to, length = f" {_('to')} ", ngettext("%(number)s minute", "%(number)s minutes", minutes)
    words = [nodes.Text(before), start, nodes.Text(to), end, nodes.Text(f" · {length}")]
    return built_line(f"pl-span--{version}", *(words if before else words[1:]))


def _short_line(node: agenda, after: int, part: activity) -> nodes.paragraph:
    version = f"{_('%(minutes)s-minute version:', minutes=node['short'])} "
    if part["short"]:
        return _span(node, after, part["short"], "short", version)
    return built_line("pl-span--short", nodes.Text(f"{version}{_('left out')}"))
