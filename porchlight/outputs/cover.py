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
WORDS = "A course for families"  # the second line, in the drawing
PIXELS_AN_INCH = 48  # of a page as wide as the drawing, 1,200 points: 800 pixels


def covers(drawing: str, lines: Sequence[str], folder: Path) -> list[bytes]:
    """*drawing* as PNG, once for each of *lines*, which takes the place of ``WORDS``; uses *folder* to work in."""
    folder.mkdir(parents=True)
    for number, line in enumerate(lines):
        (folder / f"{number}.svg").write_text(drawing.replace(f">{WORDS}<", f">{escape(line)}<"), encoding="utf-8")
    pages = "#pagebreak()".join(f'#image("{number}.svg", width: 100%)' for number in range(len(lines)))
    code = f'#set page(width: 1200pt, height: 1600pt, margin: 0pt)\n#set text(font: "{FONT}")\n{pages}'
    (folder / "covers.typ").write_text(code, encoding="utf-8")
    made: Any = typst.compile(folder / "covers.typ", format="png", ppi=PIXELS_AN_INCH, ignore_system_fonts=True)
    return made if isinstance(made, list) else [made]  # of a single page Typst makes no list
