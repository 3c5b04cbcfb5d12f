"""Turns a sheet into one that can be filled in on a computer, with no script and nothing that sends.

The template sets each place to write, when it is asked to (``fill``), as a link to ``field:`` and what
the place is, as JSON. So Typst gives it its rectangle, its place in the reading order and its tag; here
the link becomes a field of a form (ISO 32000-1, 12.7) and its tag a ``Form``, as PDF/UA-1 wants it:

========= =================================================================================
key        meaning
========= =================================================================================
kind       ``text``; ``check``, a box by itself; ``radio``, one of several
name       the field's name: the prompt's id and, if it has several places, which
words      what a screen reader says, and a pointer that rests there
value      what a mark at this place says
size, line of what is typed, in points: letters, and from one ruled line to the next
group      of a ``radio``: name and words of the whole
========= =================================================================================
"""

from __future__ import annotations

import io
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from porchlight.editions.shared.compiler import FONTS
from porchlight.editions.shared.tags import head_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEME = b"field:"
FACE = FONTS / "AtkinsonHyperlegible-Regular.ttf"
LONGEST_NAME = 120  # bytes; a name in a PDF has 127
ABOVE_RULE = 3.6  # points between what is typed and its ruled line
BELOW_WORDS = 3  # points that a place for several lines keeps off the words above it
AS_FITS = 0  # as size of the letters: a viewer takes the largest up to 12 points at which all words have room
A_LINE = 1.5  # of the letters' size: how high a place for one line is
MULTILINE, RADIO, PRINTED = 1 << 12, 1 << 15, 4
OF_A_LINK = ("/A", "/Border", "/BS", "/C", "/Dest", "/H", "/QuadPoints")


def to_fill(pdf: bytes, row_names: list[bool]) -> bytes:
    """The same pages with heads for rows and fields where links say so, packed; the same input gives the same bytes."""
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        head_rows(opened, row_names)
        _Form(opened).make()
        opened.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return packed.getvalue()


class _Form:
    """The form of one file, as it is made."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.fields = Array()
        self.groups: dict[str, Any] = {}
        self.fonts: dict[str, Any] = {}
        self.drawn: dict[tuple[float, float, str], Any] = {}
        self.names: set[str] = set()

    def make(self) -> None:
        """Turn each link to ``field:`` into a field."""
        tags = dict(_numbers(self.pdf.Root.StructTreeRoot.ParentTree))
        for page in self.pdf.pages:
            for place in page.get("/Annots", ()):
                address = bytes(place.A.URI) if "/URI" in place.get("/A", {}) else b""
                if not address.startswith(SCHEME):
                    continue
                page.Tabs = Name.S  # Tab goes in the order of the tags
                for key in OF_A_LINK:
                    if key in place:
                        del place[key]
                self.field(place, json.loads(address.removeprefix(SCHEME)), page)
                tags[int(place.StructParent)].S = Name.Form
        self.pdf.Root.AcroForm = Dictionary(
            Fields=self.fields, DR=Dictionary(Font=Dictionary({f"/{name}": font for name, font in self.fonts.items()}))
        )

    def field(self, place: Any, told: dict[str, Any], page: pikepdf.Page) -> None:
        """Make *place* a field."""
        place.Subtype, place.F, place.P = Name.Widget, PRINTED, page.obj
        place.TU = place.Contents = String(told["words"])
        if told["kind"] == "text":
            self.text(place, told)
        elif told["kind"] == "check":
            place.T = String(self.name(told["name"]))
            self.mark(place, told, "{a} {a} m {b} {c} l {a} {c} m {b} {a} l S")
            place.FT, place.V = Name.Btn, Name.Off
            self.fields.append(place)
        else:
            group = self.group(*told["group"])
            place.Parent = group
            group.Kids.append(place)
            self.mark(place, told, "{ring}")

    def name(self, wanted: str) -> str:
        """A name that no other field has: two places of one name would always say the same."""
        name, number = wanted, 1
        while name in self.names:
            number += 1
            name = f"{wanted}-{number}"
        self.names.add(name)
        return name

    def group(self, name: str, words: str) -> Any:
        """The field that a choice's places belong to. A second press takes a choice back."""
        if name not in self.groups:
            made = Dictionary(
                FT=Name.Btn, Ff=RADIO, T=String(self.name(name)), TU=String(words), V=Name.Off, Kids=Array()
            )
            self.groups[name] = self.pdf.make_indirect(made)
            self.fields.append(self.groups[name])
        return self.groups[name]

    def text(self, place: Any, told: dict[str, Any]) -> None:
        """A place for words: what is typed comes to stand on the ruled lines; in the box of a grid it gets as many
        lines as it needs, and smaller letters when there are too many, so that nothing is cut on paper.
        """
        width, height = _size(place)
        size, line = float(told["size"]), float(told.get("line", 0))
        several = height > A_LINE * (line or 1.7 * size)
        if line:
            left, low, right, _ = place.Rect
            height = height - BELOW_WORDS if several else A_LINE * size
            place.Rect = Array([left, low, right, round(float(low) + height, 3)])
        if not several:
            line = 0
        in_box = "line" not in told
        place.T, place.FT, place.Ff = String(self.name(told["name"])), Name.Tx, MULTILINE if several or in_box else 0
        place.DA = String(f"/{self.font(size, line)} {AS_FITS} Tf 0 g")
        place.BS = Dictionary(W=0)
        place.AP = Dictionary(N=self.drawing(width, height, ""))
        self.fields.append(place)

    def mark(self, place: Any, told: dict[str, Any], strokes: str) -> None:
        """How a box or circle looks when it is marked: crossed out, or ringed so that its number can be read."""
        width, height = _size(place)
        a, b, c = 2.0, width - 2, height - 2
        ring = _ring(width / 2, height / 2, min(width, height) / 2 - 1.6)
        on = f"q 0 G 2.4 w 1 J {strokes.format(a=f'{a:.2f}', b=f'{b:.2f}', c=f'{c:.2f}', ring=ring)} Q"
        state = _state(told["value"])
        place.AS = Name.Off
        place.AP = Dictionary(
            N=Dictionary({state: self.drawing(width, height, on), "/Off": self.drawing(width, height, "")})
        )

    def drawing(self, width: float, height: float, strokes: str) -> Any:
        """A drawing that a field may show; equal ones are one."""
        key = (round(width, 2), round(height, 2), strokes)
        if key not in self.drawn:
            words = strokes or "/Tx BMC EMC"
            self.drawn[key] = self.pdf.make_stream(
                words.encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, round(width, 2), round(height, 2)]),
                Resources=Dictionary(),
            )
        return self.drawn[key]

    def font(self, size: float, line: float) -> str:
        """The name of the face for what is typed; one for ruled lines says that its letters are as high as a line.

        A viewer sets line below line by these heights, which a form has no other way to say.
        """
        name = f"Typed{f'{line:.1f}'.replace('.', '-') if line else ''}"
        if name in self.fonts:
            return name
        program, widths, ascent, descent = _face()
        if line:
            descent = -round(1000 * (ABOVE_RULE + BELOW_WORDS) / size)
            ascent = round(1000 * line / size) + descent
        self.fonts[name] = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.TrueType,
                BaseFont=Name("/AtkinsonHyperlegible-Regular"),
                Encoding=Name.WinAnsiEncoding,
                FirstChar=32,
                LastChar=255,
                Widths=Array(widths),
                FontDescriptor=self.pdf.make_indirect(
                    Dictionary(
                        Type=Name.FontDescriptor,
                        FontName=Name("/AtkinsonHyperlegible-Regular"),
                        Flags=32,
                        FontBBox=Array([-200, descent, 1200, ascent]),
                        ItalicAngle=0,
                        Ascent=ascent,
                        Descent=descent,
                        CapHeight=668,
                        StemV=90,
                        FontFile2=self.program(program),
                    )
                ),
            )
        )
        return name

    def program(self, content: bytes) -> Any:
        """The font itself, which stands in the file once."""
        if not hasattr(self, "embedded"):
            self.embedded = self.pdf.make_stream(content, Length1=len(content))
        return self.embedded


@cache
def _face() -> tuple[bytes, list[int], int, int]:
    """The face for print with the signs of Western languages: the font, its widths, how high and deep it reaches."""
    from fontTools import subset  # takes a tenth of a second; most builds make no sheet

    options = subset.Options(layout_features=[], hinting=False, name_IDs=[], notdef_outline=True)
    font = subset.load_font(str(FACE), options)
    signs = [bytes([code]).decode("cp1252", "replace") for code in range(32, 256)]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(signs))
    subsetter.subset(font)
    glyphs, measures, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    widths = [round(1000 * measures[glyphs.get(ord(sign), ".notdef")][0] / units) for sign in signs]
    content = io.BytesIO()
    font.save(content)
    return content.getvalue(), widths, font["hhea"].ascent, font["hhea"].descent


def _numbers(tree: Any) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree."""
    entries = tree.get("/Nums", ())
    for at in range(0, len(entries), 2):
        yield int(entries[at]), entries[at + 1]
    for kid in tree.get("/Kids", ()):
        yield from _numbers(kid)


def _size(place: Any) -> tuple[float, float]:
    left, low, right, high = (float(number) for number in place.Rect)
    return right - left, high - low


def _state(words: str) -> str:
    """The name under which a form keeps a mark: the choice in its own words."""
    short = words.encode()[:LONGEST_NAME].decode(errors="ignore")
    return f"/{short}." if short in {"", "Off"} else f"/{short}"


def _ring(x: float, y: float, radius: float) -> str:
    """A circle, of four curves."""
    k = 0.5523 * radius
    r = radius
    curves = [
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    ]
    lines = [" ".join(f"{number:.2f}" for number in curve) + " c" for curve in curves]
    return f"{x + r:.2f} {y:.2f} m {' '.join(lines)} S"
