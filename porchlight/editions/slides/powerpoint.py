"""Slides that a leader can change: a PowerPoint file, the same bytes from the same source.

The words stand in the placeholders of the layouts, so that a slide has a title for people who do
not see it, and a new slide looks like the others. A face that every computer has stands in for ours.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches, Pt

from porchlight.locale import N_, _
from porchlight.tokens import DARK, LIGHT, TOKENS
from porchlight.zips import undated

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

FACE = "Georgia"
INK, QUIET, GROUND, AMBER = (
    RGBColor.from_string(LIGHT[name].lstrip("#")) for name in ("ink", "quiet", "paper", "amber")
)
NIGHT, CREAM = (RGBColor.from_string(DARK[name].lstrip("#")) for name in ("paper", "ink"))
WIDE, HIGH = Inches(13.333), Inches(7.5)
EDGE = Inches(0.9)
LINE = Inches(0.08)
HALF = 0.48  # of the room, for a picture
WIDE_PICTURE = 1.8  # times as wide as high: below the words, as in theme/slides.typ
GAP = Inches(0.15)  # between words and a picture below them
BAND = Inches(4.5)  # of the picture on the first slide
TITLE_LAYOUT, THOUGHT_LAYOUT = 0, 5  # in python-pptx's own template: "Title Slide", "Title Only"
SIZES = (60, 54, 48, 44)  # points; below them SMALLEST
SMALLEST = TOKENS["slide"]["smallest-letters"]
# Of a bold letter's size: how wide one is on average, and how far line stands from line, in the widest face that
# an office without ours puts in its place.
LETTER, LEADING = 0.62, 1.2
HANGING = Inches(0.8)  # the words of a step stand beside its number
TAKE_A_CARD = N_("Take a card.")


@dataclass(frozen=True)
class Card:
    """One slide: its thought, what the leader says, and a picture as PNG with its text alternative."""

    thought: str
    notes: str
    picture: bytes
    alternative: str


@dataclass(frozen=True)
class About:
    """What a file says of itself: the course's name, what it is (``Session 2``), its language and its date.

    ``seconds`` count from 1970.
    """

    course: str
    over: str
    language: str
    seconds: int


def lines_of(words: str, size: int, width: float) -> int:
    """How many lines *words* take at *size* points across *width*, in the widest face."""
    count = 0
    for paragraph in words.splitlines():
        most = (width - (HANGING if "\t" in paragraph else 0)) / Pt(1) / (LETTER * size)
        count, filled = count + 1, 0.0
        for word in paragraph.split():
            if filled and filled + 1 + len(word) > most:
                count, filled = count + 1, 0.0
            filled += len(word) + (1 if filled else 0)
    return count


def height_of(words: str, size: int, width: float) -> float:
    """How high *words* stand at *size* points across *width*."""
    return lines_of(words, size, width) * LEADING * Pt(size)


def size_of(words: str, width: float, height: float) -> int:
    """The largest size in points at which *words* fit; the smallest when none does."""
    return next((size for size in SIZES if height_of(words, size, width) <= height), SMALLEST)


def write(path: Path, about: About, opening: Card, cards: list[Card], numbers: list[tuple[str, str]]) -> None:
    """Write the file; *numbers* are needs and whom to call, for the last slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    _dress(deck)
    first = deck.slides.add_slide(deck.slide_layouts[TITLE_LAYOUT])
    _open(first, opening, f"{about.course} · {about.over}")
    for number, card in enumerate(cards, start=1):
        _fill(deck.slides.add_slide(deck.slide_layouts[THOUGHT_LAYOUT]), card, number=number, of=len(cards) + 1)
    if numbers:
        _close(deck.slides.add_slide(deck.slide_layouts[THOUGHT_LAYOUT]), numbers, len(cards) + 1)
    _tell_language(deck, about.language)
    _describe(deck, f"{about.over}: {opening.thought}", about)
    buffer = io.BytesIO()
    deck.save(buffer)
    path.write_bytes(undated(buffer.getvalue()))


def _dress(deck: Any) -> None:
    """Give the template our ground, face and measures."""
    master = deck.slide_master
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = GROUND
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FACE}"/>'.encode())
    for layout in deck.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.idx in {10, 11, 12}:  # date, foot, number: nothing for a wall
                shape._element.getparent().remove(shape._element)
    for layout in (deck.slide_layouts[TITLE_LAYOUT], deck.slide_layouts[THOUGHT_LAYOUT]):
        _place(layout.placeholders[0], EDGE, EDGE, WIDE - 2 * EDGE, HIGH - 2 * EDGE)


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(int(value)) for value in (left, top, width, height))


def _say(frame: Any, words: str, size: int, colour: RGBColor, *, bold: bool) -> None:
    """The words as all that stands in a text frame; each line of theirs is a paragraph."""
    frame.text = words
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for paragraph in frame.paragraphs:
        if "\t" in paragraph.text:
            paragraph._p.get_or_add_pPr().set("marL", str(HANGING))
            paragraph._p.get_or_add_pPr().set("indent", str(-HANGING))
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold, paragraph.font.name = Pt(size), bold, FACE
        paragraph.font.color.rgb = colour


def _picture(slide: Any, card: Card, name: str) -> Any:
    """The card's picture, with its text alternative."""
    picture = slide.shapes.add_picture(io.BytesIO(card.picture), 0, 0)
    picture._element._nvXxPr.cNvPr.set("descr", card.alternative)
    picture._element._nvXxPr.cNvPr.set("name", name)
    return picture


def _open(slide: Any, card: Card, over: str) -> None:
    """The first slide: the unit's picture from edge to edge, and below it what the evening is about."""
    top = EDGE
    if card.picture:
        picture = _picture(slide, card, "Picture 0")
        whole = WIDE * picture.height / picture.width
        hidden = max(0, 1 - BAND / whole)
        picture.crop_top, picture.crop_bottom = 0.2 * hidden, 0.8 * hidden  # the heads are above
        _place(picture, 0, 0, WIDE, min(BAND, whole))
        top = BAND
    room = WIDE - 2 * EDGE
    subtitle = slide.placeholders[1]
    _place(subtitle, EDGE, top + Inches(0.2), room, Inches(0.7))
    _say(subtitle.text_frame, over, 26, QUIET, bold=False)
    high = HIGH - top - Inches(1.05)
    _place(slide.shapes.title, EDGE, top + Inches(0.85), room, high)
    _say(slide.shapes.title.text_frame, card.thought, size_of(card.thought, room, high), INK, bold=True)


def _fill(slide: Any, card: Card, *, number: int, of: int) -> None:
    """Words, picture, line of progress and notes of one slide."""
    room = WIDE - 2 * EDGE
    words: tuple[float, float, float, float] = (EDGE, EDGE, room, HIGH - 2 * EDGE)
    size = 0
    if card.picture:
        picture = _picture(slide, card, f"Picture {number}")
        shape = picture.height / picture.width
        if shape * WIDE_PICTURE < 1:
            top = EDGE / 3
            size = next((size for size in (44, SMALLEST) if lines_of(card.thought, size, room) <= 2), SMALLEST)
            above = height_of(card.thought, size, room)
            high = HIGH - top - above - 2 * GAP - 2 * LINE
            width = min(room, high / shape)
            _place(picture, (WIDE - width) / 2, top + above + GAP, width, width * shape)
            words = (EDGE, top, room, above)
        else:
            width = min(room * HALF, (HIGH - 2 * EDGE) / shape)
            _place(picture, WIDE - EDGE - width, (HIGH - width * shape) / 2, width, width * shape)
            words = (EDGE, EDGE, room - width - Inches(0.4), HIGH - 2 * EDGE)
    _place(slide.shapes.title, *words)
    _say(slide.shapes.title.text_frame, card.thought, size or size_of(card.thought, *words[2:]), INK, bold=True)
    _progress(slide, number, of)
    if card.notes:
        slide.notes_slide.notes_text_frame.text = card.notes


def _progress(slide: Any, number: int, of: int) -> None:
    """The line that shows how far the evening has come."""
    line = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, HIGH - LINE, Emu(int(WIDE * number / of)), LINE)
    line.fill.solid()
    line.fill.fore_color.rgb = AMBER
    line.line.fill.background()
    line.shadow.inherit = False
    line._element._nvXxPr.cNvPr.set("descr", _("Slide %(number)s of %(of)s", number=number, of=of))


def _close(slide: Any, numbers: list[tuple[str, str]], of: int) -> None:
    """The last slide, which stays while people leave."""
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = NIGHT
    room = WIDE - 2 * EDGE
    _place(slide.shapes.title, EDGE, Inches(0.4), room, Inches(0.9))
    _say(slide.shapes.title.text_frame, _(TAKE_A_CARD), 48, CREAM, bold=True)
    box = slide.shapes.add_textbox(EDGE, Inches(1.4), room, HIGH - Inches(1.7))
    lines = [words for entry in numbers for words in entry]
    _say(box.text_frame, "\n".join(lines), SMALLEST, CREAM, bold=False)
    for paragraph in box.text_frame.paragraphs[1::2]:
        paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(54), True, AMBER
    _progress(slide, of, of)


def _tell_language(deck: Any, language: str) -> None:
    """Each word on a slide and in the notes says its language, so that a screen reader speaks it with its voice."""
    for slide in deck.slides:
        for part in (slide, slide.notes_slide) if slide.has_notes_slide else (slide,):
            for told in part._element.xpath(".//a:r | .//a:fld | .//a:br"):
                told.get_or_add_rPr().set("lang", language)


def _describe(deck: Any, title: str, about: About) -> None:
    """Properties of the file."""
    properties = deck.core_properties
    properties.title, properties.author, properties.language = title, about.course, about.language
    properties.last_modified_by, properties.revision = about.course, 1
    properties.created = properties.modified = datetime.fromtimestamp(about.seconds, tz=UTC).replace(tzinfo=None)
