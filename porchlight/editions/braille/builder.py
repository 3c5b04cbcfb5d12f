"""The ``braille`` builder: pages that somebody may need in a hurry, as files for a braille printer.

In go the pages that ``porchlight_braille`` names, out comes ``NAME.brf``: contracted braille of 25 lines
of 40 cells, page by page, with a number on the last line of each. liblouis translates, which Python's
index does not hold: ``apt install liblouis-bin``.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError

from porchlight.addresses import file_name
from porchlight.course_file import course_file
from porchlight.locale import _
from porchlight.pictures import picture
from porchlight.plain import words
from porchlight.prompts import answer
from porchlight.rescue import jumps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config

CELLS, LINES = 40, 25
LAST = LINES - 1  # lines of words on a page; the last one holds its number
PROGRAM = "lou_translate"
TABLES = {"en": "en-us-brf.dis,en-ueb-g2.ctb", "es": "en-us-brf.dis,es-g2.ctb"}
ROOM = "_" * 12  # where there is something to fill in
SILENT = (jumps, nodes.comment, nodes.raw, nodes.footnote, nodes.substitution_definition, nodes.image, nodes.colspec)


@dataclass(frozen=True)
class Block:
    """Words that begin on a line of their own. ``kind``: title, heading, item or words."""

    kind: str
    words: str


def blocks_of(node: nodes.Node) -> Iterator[Block]:
    """What a page says, in order: a drawing's description, if it has one there, and a row of a table as one block."""
    if isinstance(node, SILENT):
        return
    if isinstance(node, picture):
        descriptions = [part.astext() for legend in node.findall(nodes.legend) for part in legend.children]
        if descriptions:  # one that stands beside its words says no more than they do
            yield Block("words", " ".join([_("Drawing:"), *descriptions]))
    elif isinstance(node, answer):
        yield from _room(node)
    elif isinstance(node, nodes.title | nodes.rubric):
        first = isinstance(node.parent, nodes.section) and isinstance(node.parent.parent, nodes.document)
        yield Block("title" if first else "heading", words(node))
    elif isinstance(node, nodes.bullet_list | nodes.enumerated_list):
        numbered = isinstance(node, nodes.enumerated_list)
        items = [child for child in node.children if isinstance(child, nodes.list_item)]
        for number, item in enumerate(items, start=node.get("start", 1)):
            sign = f"{number}. " if numbered else "- "
            inside = [block for child in item.children for block in blocks_of(child)]
            for at, block in enumerate(inside):
                yield Block("item", f"{'' if at else sign}{block.words}")
    elif isinstance(node, nodes.row):
        yield Block("item", "; ".join(filter(None, map(words, node.children))) + ".")
    elif isinstance(node, nodes.TextElement):
        yield Block("words", words(node))
    elif isinstance(node, nodes.Element):
        for child in node.children:
            yield from blocks_of(child)


def _room(room: nodes.Element) -> Iterator[Block]:
    """Room for an answer: what to choose from, or a gap."""
    if isinstance(room, nodes.bullet_list):
        for item in room.children:
            yield Block("item", f"{ROOM[:3]} {words(item).lstrip('○☐ ')}")
    elif isinstance(room, nodes.table):
        for row in room.findall(nodes.row):
            yield Block("item", "; ".join(words(cell) or ROOM for cell in row.children) + ".")
    else:
        for line in room.findall(nodes.line):
            yield Block("item", words(line) or ROOM)


def laid_out(blocks: Sequence[Block], cells: Sequence[str]) -> str:
    """A file for a braille printer; *cells* are the blocks' words in braille, in the same order."""
    lines: list[str] = []
    for block, translated in zip(blocks, cells, strict=True):
        set_lines = list(_lines(block.kind, translated))
        gap = [""] if block.kind in {"title", "heading"} and len(lines) % LAST else []
        need = len(gap) + len(set_lines) + (2 if block.kind == "heading" else 0)
        if block.kind == "heading" and len(lines) % LAST + need > LAST:
            lines += [""] * (LAST - len(lines) % LAST)
            gap = []
        lines += [*gap, *set_lines]
    pages = [lines[at : at + LAST] for at in range(0, len(lines), LAST)]
    return "".join(
        "\r\n".join([*page, *[""] * (LAST - len(page)), _number(number).rjust(CELLS)]) + "\r\n\f"
        for number, page in enumerate(pages, start=1)
    )


def _lines(kind: str, cells: str) -> Iterator[str]:
    """One block as lines: a title in the middle, words with their first line moved in, an item with the others."""
    first, later = {"words": (2, 0), "item": (0, 2), "heading": (4, 4)}.get(kind, (0, 0))
    width = CELLS - (8 if kind in {"title", "heading"} else 0)
    line, indent = "", first
    for word in cells.split():
        rest = word
        if line and indent + len(line) + 1 + len(rest) > width:
            yield " " * indent + line
            line, indent = "", later
        while indent + len(rest) > width:  # a word longer than a line: an address
            yield " " * indent + rest[: width - indent]
            rest, indent = rest[width - indent :], later
        line = f"{line} {rest}" if line else rest
    if line:
        yield line.center(CELLS).rstrip() if kind == "title" else " " * indent + line


def _number(number: int) -> str:
    """A number in braille: a sign, then letters for its digits."""
    return "#" + "".join("JABCDEFGHI"[int(digit)] for digit in str(number))


def translate(lines: Sequence[str], language: str) -> list[str]:
    """Lines of words as lines of braille cells. Raises ``SphinxError`` when liblouis is not there."""
    if not shutil.which(PROGRAM):
        raise SphinxError(f"Braille needs {PROGRAM}: install liblouis-bin (Debian, Ubuntu) or liblouis (macOS)")
    done = subprocess.run(
        [PROGRAM, "-f", TABLES.get(language, TABLES["en"])],
        input="\n".join(lines) + "\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    found = done.stdout.splitlines()
    if done.returncode or len(found) != len(lines):
        raise SphinxError(f"{PROGRAM} stopped: {done.stderr.strip()[:200]}")
    return found


class BrailleBuilder(Builder):
    """Writes the pages that are asked for, each into a file of its own."""

    name = "braille"
    format = "braille"
    epilog = "The braille is in %(outdir)s."
    supported_image_types = ["image/svg+xml"]
    own_files = ("*.brf",)

    def path_of(self, docname: str) -> Path:
        """Where a page's file lies; a page whose address tells nothing keeps it."""
        return self.outdir / f"{file_name(self.env, docname)}.brf"

    def files_of(self, docname: str) -> list[Path]:
        """The file of a page, if it is asked for."""
        return [self.path_of(docname)] if docname in self.config.porchlight_braille else []

    def get_outdated_docs(self) -> Iterable[str]:
        """None: ``freshness.py`` names them."""
        return set()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A name for the page; braille leads nowhere."""
        return docname

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write what is asked for among *docnames*."""
        if wanted := {docname for docname in docnames if self.files_of(docname)}:
            super().write_documents(wanted)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one page."""
        blocks = [block for block in blocks_of(doctree) if block.words.strip()]
        language = str(self.env.metadata[docname].get("language", self.config.language))
        cells = translate([block.words for block in blocks], language)
        self.path_of(docname).write_text(laid_out(blocks, cells), encoding="ascii", newline="")


def pages_of_course(config: Config) -> list[str]:
    """The pages that the course has for a braille printer: help and the numbers to call, unless it says others."""
    pages = course_file(config).pages
    return list(pages.braille or filter(None, (pages.help, pages.get_help)))


def setup_braille(app: Sphinx) -> None:
    """Register the builder and the setting that names its pages."""
    app.add_config_value(
        "porchlight_braille", pages_of_course, "", types=frozenset({list}), description="Pages to print in braille"
    )
    app.add_builder(BrailleBuilder)
