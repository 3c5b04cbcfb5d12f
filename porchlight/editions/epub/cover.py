"""The covers of the e-books: one drawing with a book's own words, as a picture that every e-reader shows.

Many readers' libraries show no SVG. Typst, which sets the handouts, turns the drawing into PNG with
the one font that it brings along, so every machine makes the same bytes.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import typst

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FONT = "Libertinus Serif"
NAME = "The course's name"  # the first line, in the drawing
NAME_SIZE, NAME_LETTERS = 150, 15  # of this size so many letters fit; a longer name gets smaller ones
WORDS = "What it is"  # the second line
PIXELS_AN_INCH = 48  # of a page as wide as the drawing, 1,200 points: 800 pixels


def covers(drawing: str, name: str, lines: Sequence[str], folder: Path) -> list[bytes]:
    """*drawing* as PNG, with *name* for ``NAME``, once for each of *lines* for ``WORDS``; uses *folder* to work in."""
    folder.mkdir(parents=True)
    size = NAME_SIZE * min(1, NAME_LETTERS / max(1, len(name)))
    drawing = drawing.replace(f'font-size="{NAME_SIZE}"', f'font-size="{size:g}"').replace(NAME, escape(name))
    for number, line in enumerate(lines):
        (folder / f"{number}.svg").write_text(drawing.replace(f">{WORDS}<", f">{escape(line)}<"), encoding="utf-8")
    pages = "#pagebreak()".join(f'#image("{number}.svg", width: 100%)' for number in range(len(lines)))
    code = f'#set page(width: 1200pt, height: 1920pt, margin: 0pt)\n#set text(font: "{FONT}")\n{pages}'
    (folder / "covers.typ").write_text(code, encoding="utf-8")
    png: Any = typst.compile(folder / "covers.typ", format="png", ppi=PIXELS_AN_INCH, ignore_system_fonts=True)
    return png if isinstance(png, list) else [png]  # of a single page Typst makes no list
