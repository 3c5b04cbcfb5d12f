"""Compiles Typst: tagged PDF that passes PDF/UA-1, packed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fontpkg_atkinson_hyperlegible
import fontpkg_source_serif_4
import pikepdf
import typst

from porchlight.editions.shared.tags import head_rows
from porchlight.locale.marked import for_typst

if TYPE_CHECKING:
    from collections.abc import Mapping

FONTS = Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"
BOOK_FACE = Path(fontpkg_source_serif_4.__file__).parent / "files"  # of titles

NOTHING = 0.005  # of a page: what stands there begins a new page of its own


class Compiler:
    """Compiles ``.typ`` files below *root* for one *paper*, as tagged PDF that passes PDF/UA-1.

    *course* is its name. With *fill* places to write are links, of which fields of a form can be made.
    """

    def __init__(self, root: Path, paper: str, course: str, *, fill: bool = False) -> None:
        self.settings: dict[str, Any] = {
            "root": str(root),
            "font_paths": [str(folder) for folder in (FONTS, BOOK_FACE)],
            "ignore_system_fonts": True,
        }
        self.inputs = {"paper": paper, "course": course, "fill": "yes" if fill else "", "words": for_typst()}
        self.compiler = typst.Compiler(**self.settings)

    def compile(self, source: Path) -> tuple[bytes, list[typst.TypstWarning]]:
        """The packed PDF and what Typst warned about, such as a missing font. Raises ``typst.TypstError``."""
        pdf, warnings = self.typeset(source)
        return compact(pdf, self.row_names()), warnings

    def typeset(self, source: Path, fits: Mapping[str, int] | None = None) -> tuple[bytes, list[typst.TypstWarning]]:
        """The same, as Typst gives it. *fits* says of pages of the course how close they are set: 0 as a rule, below
        it closer, above it with more room.

        The template puts no date into the file, so the same source gives the same bytes.
        """
        pdf, warnings = self.compiler.compile_with_warnings(
            input=str(source), format="pdf", pdf_standards=["ua-1"], sys_inputs=self.told(fits)
        )
        assert isinstance(pdf, bytes)
        return pdf, warnings

    def row_names(self) -> list[bool]:
        """For each table of what was compiled last: whether the first cell of a row names it."""
        return [bool(named) for named in json.loads(self.compiler.query("<row-names>", field="value"))]

    def thin(self, least: float, source: Path | None = None, fits: Mapping[str, int] | None = None) -> set[str]:
        """The parts of *source* with several pages that fill less than *least* of the last, or of one that ends early.

        Without *source*: of what was compiled last. With it the pages are only laid out, and no PDF is made.
        """
        compiler = typst.Compiler(str(source), sys_inputs=self.told(fits), **self.settings) if source else self.compiler
        found = json.loads(compiler.query("<filled>", field="value"))
        return {part["name"] for part in found if part["pages"] > 1 and NOTHING < part["share"] < least}

    def told(self, fits: Mapping[str, int] | None) -> dict[str, str]:
        """What the template reads as ``sys.inputs``."""
        return {**self.inputs, "fits": json.dumps(fits or {}, sort_keys=True)}


def compact(pdf: bytes, row_names: list[bool]) -> bytes:
    """The same PDF with heads for its rows and its objects packed: about half as much to download for the same sheet.

    Object streams (ISO 32000-1, 7.5.7) do not touch tags or metadata, so PDF/UA-1 still holds.
    """
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        head_rows(opened, row_names)
        opened.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()
