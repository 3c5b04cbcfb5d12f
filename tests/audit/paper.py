"""A second judge of PDF/UA-1, and what a screen reader finds in a PDF, in the order of its tags.

Typst refuses to write an inaccessible PDF, but what is done to the file after it (packing, fields, folding)
it does not see.
"""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING, Any

import page
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Only a printer reads a booklet: the same words, with tags, lie in short-book.pdf.
TO_FOLD = "*-booklet.pdf"
PROFILE = page.ValidationProfile.PDF_UA_1
# Sheets of which the reading order is compared with their Markdown.
COMPARED = {
    "our-plan-if-use-returns": "exercises/our-plan-if-use-returns.md",
    "trust-ladder": "exercises/trust-ladder.md",
    "group-agreement": "course/facilitator/forms/group-agreement.md",
}


def judged(path: Path) -> list[str]:
    """What page-validation finds against PDF/UA-1 in the PDF at *path*, a line for each."""
    return [
        f"{path.name}: {failure.rule_id} {failure.message}"
        for failure in page.validate_pdf(str(path), profile=PROFILE).failures
    ]


def spoken(path: Path) -> str:
    """The words of a PDF in the order of its tags, white space folded."""
    with pypdfium2.PdfDocument(path) as document:
        words: dict[tuple[int | None, int], str] = {}
        for number, sheet in enumerate(document):
            text = sheet.get_textpage()
            for found in sheet.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=4):
                mark = pdfium.FPDFPageObj_GetMarkedContentID(found.raw)
                size = pdfium.FPDFTextObj_GetText(found.raw, text.raw, None, 0)
                letters = (ctypes.c_ushort * size)()
                pdfium.FPDFTextObj_GetText(found.raw, text.raw, letters, size)
                piece = bytes(letters).decode("utf-16-le").rstrip("\0")
                words[number, mark] = words.get((number, mark), "") + piece
    with pikepdf.open(path) as pdf:
        pages = {found.obj.objgen: number for number, found in enumerate(pdf.pages)}
        order = list(_marks(pdf.Root.StructTreeRoot.K, pages, None))
    return " ".join(" ".join(words.get(key, "") for key in order).split())


def _marks(node: Any, pages: dict[Any, int], here: int | None) -> Iterator[tuple[int | None, int]]:
    """Page and number of each marked piece of content, in the order of the tags."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _marks(kid, pages, here)
    elif isinstance(node, pikepdf.Dictionary):
        here = pages[node.Pg.objgen] if "/Pg" in node else here
        if "/MCID" in node:
            yield here, int(node.MCID)
        elif "/K" in node:
            yield from _marks(node.K, pages, here)
    else:
        yield here, int(node)


def lines_of(markdown: str) -> list[str]:
    """The beginning of each heading, prompt and paragraph of a sheet's Markdown that the sheet must say, in order."""
    body = re.sub(r"\A---\n.*?\n---\n|^%.*\n|^:::\{example\}.*?^:::$", "", markdown, flags=re.DOTALL | re.MULTILINE)
    found = []
    leaders = False
    for line in body.splitlines():
        text = re.sub(r"^(#+ |:+\{(prompt|wall)\} |[-*] |\d+\. )", "", line.strip())
        leaders = line.startswith("{.pl-for-leaders}") or (leaders and bool(text))
        if leaders or not text or text.startswith((":", "{", "[^", "|")):
            continue
        words = re.split(r"[\[\]{}`*_(\"']", text, maxsplit=1)[0].split()[:6]
        if len(words) > 1 or line.startswith(("#", ":::")):
            found.append(" ".join(words))
    return found


def out_of_order(path: Path, markdown: str) -> list[str]:
    """What a sheet does not say where its Markdown says it."""
    said, place, missed = spoken(path), 0, []
    for line in lines_of(markdown):
        at = said.find(line, place)
        if at < 0:
            missed.append(f"{path.name}: “{line}” is not read after “{said[max(0, place - 30) : place]}”")
        else:
            place = at + len(line)
    return missed


def findings(build: Path, root: Path) -> list[str]:
    """What is wrong in the PDFs below *build*, and in the reading order of three sheets.

    Raises ``FileNotFoundError`` when there is none.
    """
    found = sorted(path for folder in ("handouts", "slides") for path in (build / folder).rglob("*.pdf"))
    if not found:
        raise FileNotFoundError(f"There is no PDF in {build}. Run: make course")
    wrong = [line for path in found if not path.match(TO_FOLD) for line in judged(path)]
    for name, source in COMPARED.items():
        markdown = (root / source).read_text(encoding="utf-8")
        for end in ("", "-fill"):
            wrong += out_of_order(build / f"handouts/letter/{name}{end}.pdf", markdown)
    return wrong
