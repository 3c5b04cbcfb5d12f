"""The ``handout`` builder: sheets to hand out and books that gather them, on three papers.

In go the documents that ``porchlight.handouts`` names; out come ``{letter,a4,large-print}/NAME.pdf``,
each a tagged PDF that passes PDF/UA-1; of sheets to write on also ``NAME-fill.pdf``, with fields. Beside
them lies ``typst/``, the code they were set from: the words of each document in ``parts/``, the files that
bind them in ``sheets/`` and ``books/``. What leaders may want to change is a Word file in ``word/``.

A PDF is made again when the code that it is set from, with all it imports, has another fingerprint.
"""

from __future__ import annotations

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.util.display import status_iterator

from porchlight import handouts
from porchlight.age import date_of
from porchlight.books import BOOKLET, HALVES, SHORT_BOOK, books, in_leaders_packs
from porchlight.diagnostics import Code, warn
from porchlight.editions.paper import documents, leader
from porchlight.editions.paper.setting import Job, Setting, is_sheet, known_fits
from porchlight.editions.shared import excerpts
from porchlight.editions.shared.compiler import FITS_FOLDER
from porchlight.editions.shared.typst import FORMS, TEMPLATE, TypstTranslator
from porchlight.fingerprints import fingerprint
from porchlight.freshness import output_of
from porchlight.handouts import (
    FILL_PAPERS,
    PAPERS,
    card_blocks,
    fill_path,
    has_card,
    is_fillable,
    is_printed,
    kind_in_book,
)
from porchlight.imprint import imprint
from porchlight.languages import language_of
from porchlight.locale.marked import for_typst
from porchlight.outline import is_for_leaders
from porchlight.packets import PACKET
from porchlight.pictures import FOLDER, WALL, for_paper, in_gray, path_of, wall_files
from porchlight.rescue import step_drawings

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.application import Sphinx

    from porchlight.editions.paper.setting import Problem

LAYOUTS = ("poster", "tear-off", "certificate")  # of forms, in theme/forms.typ
TRACE = re.compile(r"\s*// (?P<path>.+):(?P<line>\d+)")
PLACE = re.compile(r"┌─ (?P<file>\S+\.typ):(?P<line>\d+)")
SMALL = re.compile(r"the letters of '/images/(?P<name>.+?)' have (?P<points>\d+) points")
GLYPH = re.compile(r'the text `"(?P<signs>.+?)"` could not be displayed')
IMAGE = re.compile(r'"/(images/[^"]+)"')
SHORT_CODE = f"books/{SHORT_BOOK}.typ"


class HandoutBuilder(Builder):
    """Writes Typst code in parallel, then compiles it all in threads of one process.

    Compiling in Sphinx's workers would hang: they are forked after the first document, and the
    threads that Typst has started by then do not survive a fork.
    """

    name = "handout"
    format = "typst"
    epilog = "The handouts are in %(outdir)s."
    allow_parallel = True
    default_translator_class = TypstTranslator
    own_files = ("letter/*.pdf", "a4/*.pdf", "large-print/*.pdf", "word/*.docx", "typst/**/*")
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]

    def init(self) -> None:
        self.code_dir = self.outdir / "typst"

    def code_paths(self, docname: str) -> list[Path]:
        """Where the Typst code of a document lies: its words, and its blocks for the overdose card."""
        printed = kind_in_book(self.env, docname) or is_for_leaders(docname)
        paths: list[Path] = [self.code_dir / documents.part_path(docname)] if printed else []
        if has_card(self.env, docname):
            paths.append(self.code_dir / documents.card_path(docname))
        if docname in in_leaders_packs(self.env):
            paths.append(self.code_dir / leader.leader_path(docname))
        return paths

    def get_outdated_docs(self) -> Set[str]:
        """None: ``freshness.py`` names them."""
        return set()

    def files_of(self, docname: str) -> list[Path]:
        """The code of a page, and its Word file, if leaders may want to change it."""
        word = [self.outdir / handouts.word_path(docname)] if handouts.is_changeable(self.env, docname) else []
        return [*self.code_paths(docname), *word]

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A name for the page; the translator knows that paper cannot follow it."""
        return docname

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Make the folders for the code."""
        for docname in docnames:
            self.code_dir.joinpath(documents.part_path(docname)).parent.mkdir(parents=True, exist_ok=True)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write what is printed among *docnames*; Sphinx also names every page that was read."""
        if printed := {docname for docname in docnames if is_printed(self.env, docname)}:
            super().write_documents(printed)

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        self.post_process_images(doctree)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the Typst code of one document."""
        if handouts.is_changeable(self.env, docname):
            self.write_word(docname, doctree)
        words, card = documents.part_path(docname), documents.card_path(docname)
        paths = self.code_paths(docname)
        for path in paths:
            name = path.relative_to(self.code_dir).as_posix()
            last = path == paths[-1]  # most pages give one file; to copy a page takes as long as to write it
            visitor = self.create_translator(doctree if last else doctree.deepcopy(), self)
            assert isinstance(visitor, TypstTranslator)
            if name == card:
                excerpts.without_notes(visitor.document)
                code = visitor.card(card_blocks(visitor.document))
            elif name == leader.leader_path(docname):
                code = leader.module(visitor)
            else:
                assert name == words
                end = excerpts.shorten_for_paper(visitor.document, kind_in_book(self.env, docname))
                layout = self.env.metadata[docname].get("layout", "")
                code = visitor.form(layout) if layout in LAYOUTS else visitor.part(end)
            path.write_text(
                f"// Made from {self.env.doc2path(docname, False)}: edit that file, not this one.\n"
                f'#import "/{TEMPLATE.name}": *\n{code}',
                encoding="utf-8",
            )

    def write_word(self, docname: str, doctree: nodes.document) -> None:
        """Write the Word file of a page."""
        from porchlight.editions.paper import word  # here, since few builds need to load python-docx

        about = word.About(
            self.config.project,
            handouts.title_of(self.env, docname),
            language_of(self.env, docname),
            imprint(self.env, [docname]),
            date_of(self.env, docname),
            poster="layout" in self.env.metadata[docname],
        )
        path = self.outdir / handouts.word_path(docname)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(word.word_file(doctree, about))

    def finish(self) -> None:
        """Compile what has changed."""
        output = output_of(self)
        for path, name in self.images.items():
            target = self.code_dir / "images" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.suffix == ".svg":
                drawn = (self.srcdir / path).read_text(encoding="utf-8")
                target.write_text(for_paper(drawn), encoding="utf-8")
            else:
                shutil.copyfile(self.srcdir / path, target)
        for wall in wall_files(self.env):
            target = self.code_dir / "images" / f"{WALL}-{wall.name}"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(for_paper(wall.read_text(encoding="utf-8")), encoding="utf-8")
            output.claim(target)
        for book in books(self.env):
            for name in {"unit-1", *(group.picture for group in book.groups)}:
                if name and (drawing := path_of(self.env, name)).is_file():
                    target = self.code_dir / "images" / f"{documents.GRAY}-{drawing.name}"
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(in_gray(drawing.read_text(encoding="utf-8")), encoding="utf-8")
                    output.claim(target)
        for name, drawn in step_drawings(self.env).items():
            target = self.code_dir / "images" / f"{name}.svg"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(in_gray(for_paper(drawn)), encoding="utf-8")
            output.claim(target)
        for _, name in self.env.images.values():
            if (picture := self.code_dir / "images" / name).is_file():
                output.claim(picture)
        self.code_dir.mkdir(parents=True, exist_ok=True)
        for template in (TEMPLATE, FORMS, leader.LOOKS):
            shutil.copyfile(template, self.code_dir / template.name)
            output.claim(self.code_dir / template.name)
        fingerprints = self.bind()
        sheets_now = fingerprint(
            *(part for pair in sorted(fingerprints.items()) if "sheets/" in pair[0] for part in pair)
        )
        if f"books/{PACKET}.typ" in fingerprints:
            fingerprints[f"books/{PACKET}.typ"] += sheets_now
        wanted = {name: f"books/{PACKET}.typ" == name or not self.config.porchlight_packet for name in fingerprints}
        todo = []
        fits = known_fits(self.code_dir, [Path(name).stem for name in fingerprints if name.startswith("sheets/")])
        to_write_on = {
            f"sheets/{sheet.file}.typ"
            for sheet in handouts.sheets(self.env)
            if is_fillable(self.env, sheet.docnames[0])
        }
        for name, made_from in fingerprints.items():
            for paper in PAPERS:
                pdf = self.outdir / paper / f"{Path(name).stem}.pdf"
                fill = fill_path(pdf) if name in to_write_on and paper in FILL_PAPERS else None
                job = Job(self.code_dir / name, paper, pdf, made_from, fill)
                told = not is_sheet(job) or job.source.stem in fits.get(paper, {})
                if (all(output.is_made_from(made, made_from) for made in job.pdfs) and told) or not wanted[name]:
                    for made in job.pdfs:
                        output.keep(made)
                else:
                    todo.append(job)
        todo += self.booklets(fingerprints)
        for paper in PAPERS:
            self.outdir.joinpath(paper).mkdir(exist_ok=True)
            if output.before.get(f"{paper}/{PACKET}.pdf", "").endswith(sheets_now):
                output.keep(self.outdir / paper / f"{PACKET}.pdf")  # made for whoever asked, till a sheet has changed
        said: set[str] = set()
        setting = Setting(self.code_dir, self.config.project, fits)
        # books come when all sheets are set, since each sets a sheet as close as it is by itself
        groups = [job for job in todo if is_sheet(job)], [job for job in todo if not is_sheet(job)]
        # a thread for each core: Typst works without holding up Python
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            for job, problems in status_iterator(
                (done for jobs in groups for done in zip(jobs, threads.map(setting, jobs), strict=True)),
                "setting... ",
                "green",
                len(todo),
                self.config.verbosity,
                lambda done: done[0].pdf.name,
            ):
                self.tell(job, problems, said)
                short = setting.short.get(job.pdf, set())
                for docname in sorted(short):
                    warn(
                        Code.FEW_LINES,
                        f"A page of '{job.pdf.stem}' on {job.paper} holds a few lines only",
                        (docname, 1),
                    )
                if not problems and not short:
                    for made in job.pdfs:
                        output.claim(made, job.made_from)
        names = {Path(name).stem for name in fingerprints}
        for fit in self.code_dir.glob(f"{FITS_FOLDER}/*/*.json"):
            if fit.stem in names:
                output.claim(fit)

    def booklets(self, fingerprints: dict[str, str]) -> list[Job]:
        """What to set of the short book on the smaller pages of a booklet."""
        todo = []
        for paper, half in HALVES.items() if SHORT_CODE in fingerprints else ():
            made_from = fingerprint(half, fingerprints[SHORT_CODE])
            pdf = self.outdir / paper / f"{BOOKLET}.pdf"
            if output_of(self).is_made_from(pdf, made_from) or self.config.porchlight_packet:
                output_of(self).keep(pdf)
            else:
                todo.append(Job(self.code_dir / SHORT_CODE, half, pdf, made_from))
        return todo

    def bind(self) -> dict[str, str]:
        """Write the code of each sheet and book that has changed; returns the fingerprint of each."""
        codes = {}
        for sheet in handouts.sheets(self.env):
            name = f"sheets/{sheet.file}.typ"
            if name in codes:
                warn(Code.HANDOUT_NAME, f"Two sheets are called '{sheet.file}'", (sheet.docnames[0], 1))
            codes[name] = documents.sheet_code(self.env, sheet)
        for book in books(self.env):
            if book.kind == "booklet":
                continue  # the code of another book, on smaller pages
            bound = leader.pack_code if book.kind == "leader" else documents.book_code
            codes[f"books/{book.name}.typ"] = bound(self.env, book)
        for folder in ("sheets", "books"):
            self.code_dir.joinpath(folder).mkdir(exist_ok=True)

        @cache
        def content(path: str) -> bytes:
            file = self.code_dir / path
            return file.read_bytes() if file.is_file() else b""

        fingerprints = {}
        for name, code in codes.items():
            text = code.text()
            path = self.code_dir / name
            if content(name) != text.encode():
                path.write_text(text, encoding="utf-8")
            output_of(self).claim(path)
            parts = [content(part) for part in code.paths]
            written = (*parts, text.encode())
            images = [content(image) for part in written for image in sorted(set(IMAGE.findall(part.decode())))]
            looks = [content(template.name) for template in (TEMPLATE, FORMS, leader.LOOKS)]
            fingerprints[name] = fingerprint(*looks, for_typst(), text, *parts, *images)
        return fingerprints

    def tell(self, job: Job, problems: list[Problem], said: set[str]) -> None:
        """What Typst says goes out once: a fault of the template hits every sheet."""
        for problem in problems:
            if missing := GLYPH.search(problem.message):
                if missing["signs"] not in said:
                    said.add(missing["signs"])
                    problem_words = f"Paper has no sign for '{missing['signs']}'"
                    warn(Code.GLYPH, problem_words, self.line_with(missing["signs"], job.source))
                continue
            if small := SMALL.search(problem.message):
                said_already = f"{job.paper} {small['name']}"
                if said_already not in said:
                    said.add(said_already)
                    problem_words = f"On {job.paper} paper the smallest letters have {small['points']} points"
                    warn(Code.PICTURE_LETTERS, problem_words, f"{self.srcdir / FOLDER / small['name']}:1")
                continue
            place = PLACE.search(problem.diagnostic or "")
            where = f"{place['file']}:{place['line']}" if place else job.source.name
            # a face that is missing is so wherever it is asked for
            told = problem.message if "font family" in problem.message else f"{where} {problem.message}"
            if told not in said:
                said.add(told)
                hints = "".join(f" ({hint})" for hint in problem.hints)
                warn(
                    Code.TYPST,
                    f"Typst cannot set '{job.source.stem}': {where}: {problem.message}{hints}",
                    self.markdown_line(place),
                )

    def line_with(self, signs: str, source: Path) -> tuple[str, int | None] | str:
        """The document and line that *signs* came from; of a title only the document, of the name the settings."""
        for path in sorted((self.code_dir / "parts").rglob("*.typ")):
            lines = path.read_text(encoding="utf-8").splitlines()
            for number, words in enumerate(lines):
                if signs in words:
                    docname = path.relative_to(self.code_dir / "parts").as_posix().removesuffix(".typ")
                    above = reversed(lines[:number])
                    line = next((int(match["line"]) for text in above if (match := TRACE.match(text))), None)
                    return docname.removesuffix(".card").removesuffix(".leader"), line
        for docname, title in sorted(self.env.titles.items()):
            if signs in title.astext():
                return docname, 1
        return f"{self.app.confdir}/conf.py:1" if signs in self.config.project else str(source)

    def markdown_line(self, place: re.Match[str] | None) -> tuple[str, int | None] | None:
        """The document and line that the faulty line of a part came from, if it shows."""
        if place is None:
            return None
        path = self.code_dir / "parts" / place["file"].partition("parts/")[2]
        if not path.is_file():
            return None
        docname = path.relative_to(self.code_dir / "parts").as_posix().removesuffix(".typ")
        docname = docname.removesuffix(".card").removesuffix(".leader")
        above = path.read_text(encoding="utf-8").splitlines()[: int(place["line"])]
        return docname, next((int(match["line"]) for text in reversed(above) if (match := TRACE.match(text))), None)


def setup_handout(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(HandoutBuilder)
