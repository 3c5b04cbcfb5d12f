"""Puts the pages of a PDF two by two on sheets that make a booklet when they are folded together."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator


def sides(pages: int) -> Iterator[tuple[int, int]]:
    """The left and the right page of each side of paper, front and back in turn; the last may be empty.

    Of 8 pages the first sheet holds 8 and 1, and behind them 2 and 7.
    """
    last = -(-pages // 4) * 4
    for sheet in range(last // 4):
        yield last - 2 * sheet, 1 + 2 * sheet
        yield 2 + 2 * sheet, last - 1 - 2 * sheet


def to_fold(pdf: bytes) -> bytes:
    """The pages of *pdf* on sheets twice as wide, to print on both sides, flip on the short edge and fold.

    It is for a printer alone: who reads on a screen has the pages in their order.
    """
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as book, pikepdf.new() as sheets:
        _, _, width, height = (float(size) for size in book.pages[0].mediabox)
        for pair in sides(len(book.pages)):
            sheet = sheets.add_blank_page(page_size=(2 * width, height))
            for place, number in enumerate(pair):
                if number <= len(book.pages):
                    room = pikepdf.Rectangle(place * width, 0, (place + 1) * width, height)
                    drawing = sheets.copy_foreign(book.pages[number - 1].as_form_xobject())
                    # a name of its own: `add_overlay` takes a random one, and two builds would differ
                    name = sheet.add_resource(drawing, pikepdf.Name.XObject, pikepdf.Name(f"/Page{number}"))
                    placed = sheet.calc_form_xobject_placement(
                        drawing, name, room, invert_transformations=True, allow_shrink=True, allow_expand=False
                    )
                    sheet.contents_add(placed)
        for key in ("/Title", "/Author"):
            if key in book.docinfo:
                sheets.docinfo[key] = str(book.docinfo[key])
        sheets.Root.Lang = str(book.Root.Lang)
        sheets.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return buffer.getvalue()
