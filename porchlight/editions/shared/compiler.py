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

FITS_FOLDER = "fits"  # below the root: how close pages are set, a file for each PDF
# What the template says of a file that has been set: of each part how much its last page holds, of drawings that they
# leave a page empty, of each table whether its rows have names.
SAID = "selector(<filled>).or(<late-drawing>).or(<row-names>)"
NOTHING = 0.005  # of a page: what stands there begins a new page of its own


def fits_path(root: Path, paper: str, name: str) -> Path:
    """Where it is said how close the pages of the file *name* are set on a paper."""
    return root / FITS_FOLDER / paper / f"{name}.json"


class Compiler:
    """Compiles ``.typ`` files below *root* for one *paper*, as tagged PDF that passes PDF/UA-1.

    *course* is its name. With *fill* places to write are links, of which fields of a form can be made.
    """

    def __init__(self, root: Path, paper: str, course: str, *, fill: bool = False) -> None:
        self.root, self.paper = root, f"{paper}-fill" if fill else paper
        # One input, told once: Typst knows again what it evaluated and laid out only where all inputs are equal, and
        # several get another order each time they are told.
        told = {"paper": paper, "course": course, "fill": fill, "words": json.loads(for_typst())}
        self.compiler = typst.Compiler(
            root=str(root),
            font_paths=[str(folder) for folder in (FONTS, BOOK_FACE)],
            ignore_system_fonts=True,
            sys_inputs={"told": json.dumps(told, ensure_ascii=False, sort_keys=True)},
        )
        self.said: list[Any] = []  # of what was compiled last

    def set_fits(self, name: str, fits: Mapping[str, int]) -> Path:
        """Say for the file *name* how close its pages of the course are set: 0 as a rule, below it closer, above it
        with more room; and which drawings are set at the head of a page. Returns where it is said, for the template.
        """
        path = fits_path(self.root, self.paper, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(fits, sort_keys=True), encoding="utf-8")
        return path

    def compile(self, source: Path) -> tuple[bytes, list[typst.TypstWarning]]:
        """The packed PDF and what Typst warned about, such as a missing font. Raises ``typst.TypstError``.

        The template puts no date into the file, so the same source gives the same bytes.
        """
        pdf, warnings = self.typeset(source)
        return compact(pdf, self.row_names()), warnings

    def typeset(self, source: Path) -> tuple[bytes, list[typst.TypstWarning]]:
        """The same, as Typst gives it."""
        pdf, warnings = self.compiler.compile_with_warnings(input=str(source), format="pdf", pdf_standards=["ua-1"])
        assert isinstance(pdf, bytes)
        self.said = [element["value"] for element in json.loads(self.compiler.query(SAID))]
        return pdf, warnings

    def row_names(self) -> list[bool]:
        """For each table of what was compiled last: whether the first cell of a row names it."""
        return [value for value in self.said if isinstance(value, bool)]

    def thin(self, least: float) -> set[str]:
        """The parts of what was compiled last with several pages that fill less than *least* of the last, or of one
        that ends early.
        """
        found = [value for value in self.said if isinstance(value, dict)]
        return {part["name"] for part in found if part["pages"] > 1 and NOTHING < part["share"] < least}

    def late(self) -> set[str]:
        """The drawings of what was compiled last that leave much of the page before them empty."""
        return {value for value in self.said if isinstance(value, str)}


def compact(pdf: bytes, row_names: list[bool]) -> bytes:
    """The same PDF with heads for its rows and its objects packed: about half as much to download for the same sheet.

    Object streams (ISO 32000-1, 7.5.7) do not touch tags or metadata, so PDF/UA-1 still holds.
    """
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        head_rows(opened, row_names)
        opened.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # Typst writes what packing needs: PDF 1.7
        )
    return packed.getvalue()
