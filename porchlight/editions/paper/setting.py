"""Sets the PDFs of sheets and books, in several threads, and finds how close their pages are to be set."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typst

from porchlight.books import HALVES
from porchlight.editions.paper.booklet import to_fold
from porchlight.editions.paper.fillable import to_fill
from porchlight.editions.shared.compiler import Compiler, compact, fits_path
from porchlight.handouts import FILL_PAPERS, PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEAST = 0.25  # of a sheet's last page; a fifth of a page is worth setting a sheet closer
FITS = (-1, -2, -3, -4, 1, 2, 3, -5)  # closer first, then with more room to write
BOOK_FITS = (-3, 2)  # of a book's own parts, which have no sheet
AT_HEAD = 1  # of a page is a drawing set that would leave much of the page before it empty
FEW = 0.15  # of a page: so little is a mistake, except in large print, where a drawing takes a page
PAGE = re.compile(r'\bname: "([^"]+)", fit: ')  # in the code of a book: a page that it holds
Problem = typst.TypstError | typst.TypstWarning
Fits = dict[str, dict[str, dict[str, int]]]  # on each paper, for each sheet: how close its pages are set


@dataclass(frozen=True)
class Job:
    """A PDF to set: from which code, for which paper, and the fingerprint of all that goes in.

    ``fill`` is where the same sheet with fields goes, if it has places to write.
    """

    source: Path
    paper: str
    pdf: Path
    made_from: str
    fill: Path | None = None

    @property
    def pdfs(self) -> list[Path]:
        """All that it makes."""
        return [self.pdf, self.fill] if self.fill else [self.pdf]


def is_sheet(job: Job) -> bool:
    """Whether a job sets one sheet, not a book of them."""
    return job.source.parent.name == "sheets"


class Setting:
    """Sets PDFs, in several threads. ``fits`` says how close each sheet has been set; a book sets it as close."""

    def __init__(self, root: Path, course: str, fits: Fits) -> None:
        self.root, self.course, self.fits = root, course, fits
        self.own = threading.local()  # a thread has compilers of its own
        self.short: dict[Path, set[str]] = {}  # for each PDF: pages of the course that end with a few lines

    def __call__(self, job: Job) -> list[Problem]:
        """Make one PDF, or none where Typst has anything to say; returns that."""
        try:
            content, problems, fits = self.fitted(job)
            row_names = self.compiler(job.paper).row_names()
            filled = self.set_closer(self.compiler(job.paper, fill=True), job.source, {**fits})[0] if job.fill else b""
        except typst.TypstError as error:
            problems = [error]
        if problems:
            for pdf in job.pdfs:
                pdf.unlink(missing_ok=True)  # the next build tries again, and says again what is wrong
        else:
            content = compact(content, row_names)
            job.pdf.write_bytes(to_fold(content) if job.paper in HALVES.values() else content)
            if job.fill:
                job.fill.write_bytes(to_fill(filled, row_names))
        return problems

    def fitted(self, job: Job) -> tuple[bytes, list[Problem], dict[str, int]]:
        """The PDF, what Typst says of it, and how close its parts are set.

        A part whose last page would hold a few lines only is set closer, or with more room to write.
        """
        known = self.fits.setdefault(job.paper, {})
        fits = {} if is_sheet(job) else fits_in(job.source.read_text(encoding="utf-8"), known)
        compiler = self.compiler(job.paper)
        # a book's parts have the fit of their sheets; each further try costs as much as to set the whole book
        least, tries = (LEAST, FITS) if is_sheet(job) else (FEW, BOOK_FITS)
        content, warnings, left = self.set_closer(compiler, job.source, fits, least, tries)
        if left and job.paper in FILL_PAPERS:
            self.short[job.pdf] = compiler.thin(FEW)
        if is_sheet(job):
            known[job.source.stem] = fits
        return content, [*warnings], fits

    @staticmethod
    def set_closer(
        compiler: Compiler,
        source: Path,
        fits: dict[str, int],
        least: float = LEAST,
        tries: Iterable[int] = FITS,
    ) -> tuple[bytes, list[typst.TypstWarning], set[str]]:
        """The PDF, its warnings, and the parts that no fit could help; *fits* learns what helped the others."""

        def typeset(fits: dict[str, int]) -> tuple[bytes, list[typst.TypstWarning]]:
            compiler.set_fits(source.stem, fits)
            return compiler.typeset(source)

        tried = {**fits}
        content, warnings = typeset(tried)
        while late := compiler.late() - fits.keys():  # as many times as a lesson has drawings, at most
            fits |= dict.fromkeys(late, AT_HEAD)
            tried = {**fits}
            content, warnings = typeset(tried)
        left = compiler.thin(least)
        for fit in tries:
            if left:
                tried = fits | dict.fromkeys(left, fit)
                content, warnings = typeset(tried)
                thin = compiler.thin(least)
                fits |= dict.fromkeys(left - thin, fit)
                left &= thin
        if tried != fits:  # the last try did not help all
            content, warnings = typeset(fits)
        return content, warnings, left

    def compiler(self, paper: str, *, fill: bool = False) -> Compiler:
        """The compiler of this thread for a paper."""
        compilers: dict[tuple[str, bool], Compiler] = self.own.__dict__.setdefault("compilers", {})
        if (paper, fill) not in compilers:
            compilers[paper, fill] = Compiler(self.root, paper, self.course, fill=fill)
        return compilers[paper, fill]


def fits_in(code: str, known: dict[str, dict[str, int]]) -> dict[str, int]:
    """How close the pages of the book with this *code* are set as sheets; a drawing's name begins with its page's."""
    pages = set(PAGE.findall(code))
    return {name: fit for sheet in known.values() for name, fit in sheet.items() if name.partition(" ")[0] in pages}


def known_fits(root: Path, sheets: Iterable[str]) -> Fits:
    """How close those of *sheets* were set that have been made before, whose code lies below *root*."""
    found: Fits = {paper: {} for paper in PAPERS}
    for name in sheets:
        for paper, known in found.items():
            try:
                told = json.loads(fits_path(root, paper, name).read_text(encoding="utf-8"))
                known[name] = {page: int(fit) for page, fit in told.items()}
            except (OSError, ValueError, TypeError, AttributeError):
                continue  # never made, or half written
    return found
