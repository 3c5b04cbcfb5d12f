"""The ``slides`` builder: for each session what is thrown on the wall, and the leader's notes.

Out come ``session-N.pdf`` (16:9, tagged, PDF/UA-1), ``session-N-notes.pdf`` and ``session-N.pptx``,
and below ``typst/`` the code that the PDFs were set from. Notes are a file of their own: whoever
shows a PDF goes from page to page, and the room must not read what only the leader should say.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from docutils import nodes
from sphinx.builders import Builder

from porchlight.clock import source_seconds
from porchlight.diagnostics import Code, warn
from porchlight.editions.shared.compiler import Compiler
from porchlight.editions.shared.excerpts import take, without_notes
from porchlight.editions.shared.help_lines import help_lines
from porchlight.editions.shared.typst import TEMPLATE, TypstTranslator
from porchlight.editions.shared.typst_code import array, literal
from porchlight.fingerprints import of_file
from porchlight.freshness import output_of
from porchlight.imprint import imprint
from porchlight.locale import N_, _
from porchlight.pictures import FOLDER, WALL, path_of, read_drawing, wall_path_of
from porchlight.region_file import region_path
from porchlight.session import Session, SessionDomain, session_number
from porchlight.slide import slide
from porchlight.tokens import LIGHT, TOKENS

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx

LOOKS = TEMPLATE.with_name("slides.typ")
PICTURE_DOTS = 200  # an inch, where PowerPoint cannot show the drawing itself
PICTURE_HEIGHT = 6.0  # inches
PAPER = LIGHT["paper"]  # the slide's ground, behind a drawing's round corners
SMALLEST_LETTERS = TOKENS["slide"]["smallest-letters"]  # points
WIDE = 1.8  # times as wide as high: below the words, not beside them
PICTURE_ROOM = {False: (416, 464), True: (832, 326)}  # points; theme/slides.typ gives a picture no more
LAST_NUMBERS = 3  # of the numbers for help, on the last slide
CROWDED = re.compile(r"slide (\d+) has too many words")
ABOUT = N_("Print this and keep it in your hand. The room sees only the slides.")


class SlidesBuilder(Builder):
    """Makes the three files of each session."""

    name = "slides"
    format = "typst"
    epilog = "The slides are in %(outdir)s."
    default_translator_class = TypstTranslator
    own_files = ("session-*.pdf", "session-*.pptx", "typst/**/*")

    def init(self) -> None:
        self.code_dir = self.outdir / "typst"

    def get_outdated_docs(self) -> Set[str]:
        """None: ``freshness.py`` names them."""
        return set()

    def files_of(self, docname: str) -> list[Path]:
        """What is made of a session, and the code that it is set from."""
        session = self.session(docname)
        names = ("{}.pdf", "{}-notes.pdf", "{}.pptx", "typst/{}.typ") if session else ()
        return [self.outdir / name.format(f"session-{session.number}") for name in names if session]

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A name for the page; a slide leads nowhere."""
        return docname

    def session(self, docname: str) -> Session | None:
        """The session that *docname* is, if it has slides."""
        domain = SessionDomain.of(self.env)
        return next((found for found in domain.records.get(docname, ()) if found.slides), None)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Put the templates and drawings in their place."""
        output = output_of(self)
        self.code_dir.joinpath("images").mkdir(parents=True, exist_ok=True)
        for template in (TEMPLATE, LOOKS):
            shutil.copyfile(template, self.code_dir / template.name)
            output.claim(self.code_dir / template.name)
        self.compilers = {paper: Compiler(self.code_dir, paper, self.config.project) for paper in ("wall", "notes")}

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the sessions among *docnames*; Sphinx also names every page that was read."""
        if sessions := {docname for docname in docnames if self.session(docname)}:
            super().write_documents(sessions)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Make the three files of one session."""
        session = self.session(docname)
        assert session
        without_notes(doctree)
        take(list(doctree.findall(nodes.image)))
        slides = list(doctree.findall(slide))
        for found in slides:
            self.check_letters(found)
        name = f"session-{session.number}"
        over, _colon, title = session.title.partition(": ")
        drawing = self.drawing(path_of(self.env, f"unit-{session.number}"))
        numbers = [(line[0], line[2]) for line in help_lines(self.env)[:LAST_NUMBERS]]
        source = self.code_dir / f"{name}.typ"
        source.write_text(
            f"// Made from {self.env.doc2path(docname, False)}: edit that file, not this one.\n"
            f'#import "/{LOOKS.name}": *\n'
            f"#deck(course: words.course, over: {literal(over)}, title: {literal(title or over)}, "
            f"language: {literal(self.config.language)}, about: {literal(_(ABOUT))}, "
            f"imprint: {literal(imprint(self.env, [docname]))}, drawing: {self.code_of(drawing)}, "
            f"numbers: {array(array(map(literal, entry)) for entry in numbers)}, "
            f"slides: {array(self.slide_code(doctree, found) for found in slides)})\n",
            encoding="utf-8",
        )
        for paper, end in (("wall", ""), ("notes", "-notes")):
            if (content := self.compile(paper, source, docname, slides)) is None:
                return
            self.outdir.joinpath(f"{name}{end}.pdf").write_bytes(content)
        from porchlight.editions.slides import powerpoint  # here, since no other edition needs to load python-pptx

        cards = [
            powerpoint.Card(on_the_wall(found), plain(found), *self.dots(self.drawing_of(found))) for found in slides
        ]
        opening = powerpoint.Card(title or over, "", *self.dots(drawing))
        seconds = source_seconds(Path(self.srcdir))
        about = powerpoint.About(self.config.project, over, self.config.language, seconds)
        powerpoint.write(self.outdir / f"{name}.pptx", about, opening, cards, numbers)

    def drawing_of(self, found: slide) -> tuple[str, str] | None:
        """The drawing of a slide, as ``drawing`` gives it."""
        return self.drawing(wall_path_of(self.env, found["picture"])) if found["picture"] else None

    def drawing(self, path: Path) -> tuple[str, str] | None:
        """Where the picture at *path* lies for Typst, and its text alternative; ``None`` if there is none."""
        if not path.is_file():
            return None
        shutil.copyfile(path, self.code_dir / "images" / path.name)
        return f"/images/{path.name}", read_drawing(path).title or path.stem

    def check_letters(self, found: slide) -> None:
        """Warn about a picture whose letters nobody at the back can read."""
        path = wall_path_of(self.env, found["picture"])
        if not found["picture"] or not path.is_file():
            return
        drawing = read_drawing(path)
        across, high = drawing.units
        rooms = zip(PICTURE_ROOM[across > WIDE * high], drawing.units, strict=True)
        letters = drawing.smallest * min(room / size for room, size in rooms) if across else 0
        if drawing.smallest and letters < SMALLEST_LETTERS:
            where = f"{FOLDER}/{WALL}/{found['picture']}.svg"
            problem = f"Letters of the picture '{found['picture']}' are {letters:.0f} points high on the slide"
            warn(Code.SLIDE_LETTERS, f"{problem}, and there is no '{where}'", found)

    @staticmethod
    def code_of(drawing: tuple[str, str] | None) -> str:
        """A drawing as Typst data."""
        return f"(path: {literal(drawing[0])}, alt: {literal(drawing[1])})" if drawing else "none"

    def slide_code(self, doctree: nodes.document, found: slide) -> str:
        """One slide as Typst data."""
        visitor = self.create_translator(doctree, self)
        assert isinstance(visitor, TypstTranslator)
        visitor.depth = 2
        notes = visitor.content(found.children[1:])
        drawing = self.code_of(self.drawing_of(found))
        steps = array(array([literal(step), array(map(literal, lines))]) for step, lines in found["steps"])
        return f"(thought: {literal(found['thought'])}, steps: {steps}, drawing: {drawing}, notes: {notes})"

    def dots(self, drawing: tuple[str, str] | None) -> tuple[bytes, str]:
        """A drawing as PNG, since PowerPoint files made here can hold no SVG, and its text alternative."""
        if drawing is None:
            return b"", ""
        source = self.code_dir / "picture.typ"
        image = f"image({literal(drawing[0])}, height: {PICTURE_HEIGHT}in)"
        source.write_text(
            f'#set page(width: auto, height: auto, margin: 0pt, fill: rgb("{PAPER}"))\n#{image}\n', encoding="utf-8"
        )
        content = self.compilers["wall"].compiler.compile(input=str(source), format="png", ppi=PICTURE_DOTS)
        source.unlink()
        assert isinstance(content, bytes)
        return content, drawing[1]

    def compile(self, paper: str, source: Path, docname: str, slides: list[slide]) -> bytes | None:
        """The PDF, or ``None`` after saying what is wrong."""
        try:
            content, warnings = self.compilers[paper].compile(source)
        except typst.TypstError as error:
            if crowded := CROWDED.search(error.message):
                number = int(crowded[1])
                place: Any = slides[number - 1] if number else (docname, 1)
                warn(Code.SLIDE_WORDS, f"The words of slide {number} do not fit at 40 points", place)
            else:
                warn(Code.TYPST, f"Typst cannot set the slides of '{docname}': {error.message}", (docname, 1))
            return None
        for warning in warnings:
            warn(Code.TYPST, f"Typst on the slides of '{docname}': {warning.message}", (docname, 1))
        return content

    def finish(self) -> None:
        """Say which drawings stay."""
        for drawing in self.code_dir.joinpath("images").iterdir():
            if path_of(self.env, drawing.stem).is_file():
                output_of(self).claim(drawing)


def surroundings(app: Sphinx, docname: str) -> tuple[str, str, int] | None:
    """What its page does not name: the drawing that a session opens with, the last slide's numbers, the files' date."""
    if app.builder.name != SlidesBuilder.name or not (number := session_number(docname)):
        return None
    unit = path_of(app.env, f"unit-{number}")
    return of_file(unit), of_file(region_path(app.env)), source_seconds(Path(app.srcdir))


def on_the_wall(found: slide) -> str:
    """The words that the room sees: the steps, each on a line of its own as its choices are, or the thought."""
    steps = (f"{number}.\t" + "\n\t".join(lines) for number, lines in found["steps"])
    return "\n".join(steps) or str(found["thought"])


def plain(found: slide) -> str:
    """A slide's notes as plain lines, for PowerPoint."""
    lines = []
    for paragraph in found.findall(nodes.paragraph):
        mark = "• " if isinstance(paragraph.parent, nodes.list_item) else ""
        lines.append(mark + " ".join(paragraph.astext().split()))
    return "\n".join(lines)


def setup_slides(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(SlidesBuilder)
    app.connect("page-surroundings", surroundings)
