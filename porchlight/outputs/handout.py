"""The ``handout`` builder: every exercise as a sheet on letter, A4 and large-print paper.

In goes every document of ``exercises/``; out come ``{letter,a4,large-print}/NAME.pdf``, each a
tagged PDF that passes PDF/UA-1, and ``typst/exercises/NAME.typ``, the code they were set from.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import typst
from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.display import status_iterator

from porchlight import exercise
from porchlight.diagnostics import Code, warn
from porchlight.exercise import exercise_id
from porchlight.outputs import typst as translator
from porchlight.outputs.typst import TEMPLATE, Compiler, TypstTranslator, array, literal
from porchlight.pictures import for_paper
from porchlight.region import load_region, region_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PAPERS = ("letter", "a4", "large-print")
HELP = ("emergency", "suicide", "violence", "treatment")
MACHINERY = (Path(__file__), Path(translator.__file__), Path(exercise.__file__), TEMPLATE)
TRACE = re.compile(r"\s*// (?P<path>.+):(?P<line>\d+)")
PLACE = re.compile(r"┌─ (?P<file>\S+\.typ):(?P<line>\d+)")


def help_numbers(env: BuildEnvironment) -> str:
    """The Typst call that prints the quiet box of numbers: need, how, number and name of each."""
    region = load_region(env)
    needs = {need.id: need.heading for need in region.needs}
    entries = []
    for line in (region.lines[name] for name in HELP if name in region.lines):
        way = line.ways[0]
        words = (needs.get(line.need, ""), way.how, way.number or way.url, line.name)
        entries.append(array(literal(text) for text in words))
    return f"help-numbers({', '.join(entries)})" if entries else "[]"


class HandoutBuilder(Builder):
    """Writes Typst code in parallel, then compiles it all in one process.

    Compiling in Sphinx's workers would hang: they are forked after the first document, and the
    threads that Typst has started by then do not survive a fork.
    """

    name = "handout"
    format = "typst"
    epilog = "The handouts are in %(outdir)s."
    allow_parallel = True
    default_translator_class = TypstTranslator
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]

    def init(self) -> None:
        self.sheets: list[str] = []
        self.code_dir = self.outdir / "typst"

    def code_path(self, docname: str) -> Path:
        """Where the Typst code of an exercise lies."""
        return self.code_dir / "exercises" / f"{exercise_id(docname)}.typ"

    def pdf_paths(self, name: str) -> list[Path]:
        """The sheets of the exercise *name*, one for each paper."""
        return [self.outdir / paper / f"{name}.pdf" for paper in PAPERS]

    def get_outdated_docs(self) -> Iterator[str]:
        """Exercises with a sheet that is missing, or older than what it was made from."""
        shared = max(_age(path) for path in (*MACHINERY, region_path(self.env)))
        for docname in self.env.found_docs:
            if name := exercise_id(docname):
                files = [self.env.doc2path(docname)]
                files += [self.srcdir / path for path in self.env.dependencies.get(docname, ())]
                newest = max(shared, *(_age(path) for path in files))
                if any(_age(pdf) < newest or not pdf.is_file() for pdf in self.pdf_paths(name)):
                    yield docname

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A name for the page; the translator knows that paper cannot follow it."""
        return docname

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Put the template beside the code, where ``typst compile`` by hand finds it too."""
        self.code_dir.joinpath("exercises").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TEMPLATE, self.code_dir / TEMPLATE.name)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the exercises among *docnames*; Sphinx also names every page that was read."""
        self.sheets = sorted(docname for docname in docnames if exercise_id(docname))
        if self.sheets:
            super().write_documents(set(self.sheets))

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        self.post_process_images(doctree)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the Typst code of one exercise."""
        visitor = self.create_translator(doctree, self)
        assert isinstance(visitor, TypstTranslator)
        # the reader's page ends with the numbers for help; notes on sources come after it
        sources = [node for node in doctree.findall(nodes.section) if "pl-sources" in node["classes"]]
        for node in sources:
            node.parent.remove(node)
        doctree.walkabout(visitor)
        visitor.out.append(help_numbers(self.env))
        visitor.depth = 1
        for node in sources:
            node.walkabout(visitor)
        title = self.env.titles[docname].astext()
        settings = f"title: {literal(title)}, language: {literal(self.config.language)}"
        self.code_path(docname).write_text(
            f"// Made from {self.env.doc2path(docname, False)}: edit that file, not this one.\n"
            f'#import "/{TEMPLATE.name}": *\n'
            f"#show: sheet.with({settings})\n"
            f"#{{\n{visitor.code()}\n}}\n",
            encoding="utf-8",
        )

    def finish(self) -> None:
        """Take away sheets of exercises that are gone, and compile those that were written."""
        self.remove_stale()
        for path, name in self.images.items():
            target = self.code_dir / "images" / name
            target.parent.mkdir(exist_ok=True)
            if target.suffix == ".svg":
                drawn = (self.srcdir / path).read_text(encoding="utf-8")
                target.write_text(for_paper(drawn), encoding="utf-8")
            else:
                shutil.copyfile(self.srcdir / path, target)
        said: set[str] = set()
        for paper in PAPERS:
            self.outdir.joinpath(paper).mkdir(exist_ok=True)
            compiler = Compiler(self.code_dir, paper)
            for docname in status_iterator(
                self.sheets, f"setting {paper} sheets... ", "green", len(self.sheets), self.config.verbosity
            ):
                self.compile_sheet(compiler, docname, paper, said)

    def compile_sheet(self, compiler: Compiler, docname: str, paper: str, said: set[str]) -> None:
        """Make one PDF. What Typst says goes out once: a fault of the template hits every sheet."""
        source = self.code_path(docname)
        pdf = self.outdir / paper / f"{source.stem}.pdf"
        problems: list[typst.TypstError | typst.TypstWarning] = []
        try:
            content, warnings = compiler.compile(source)
            problems.extend(warnings)
        except typst.TypstError as error:
            problems.append(error)
        if problems:
            # no sheet: the next build tries again, and says again what is wrong
            pdf.unlink(missing_ok=True)
        else:
            pdf.write_bytes(content)
        for problem in problems:
            place = PLACE.search(problem.diagnostic or "")
            where = f"{place['file']}:{place['line']}" if place else source.name
            if f"{where} {problem.message}" not in said:
                said.add(f"{where} {problem.message}")
                hints = "".join(f" ({hint})" for hint in problem.hints)
                warn(
                    Code.TYPST,
                    f"Typst cannot set '{docname}': {where}: {problem.message}{hints}",
                    (docname, self.markdown_line(source, place)),
                )

    @staticmethod
    def markdown_line(source: Path, place: re.Match[str] | None) -> int | None:
        """The line of the Markdown that the faulty line of *source* came from, if it shows."""
        if place is None or Path(place["file"]).name != source.name:
            return None
        above = source.read_text(encoding="utf-8").splitlines()[: int(place["line"])]
        return next((int(match["line"]) for text in reversed(above) if (match := TRACE.match(text))), None)

    def remove_stale(self) -> None:
        """Remove what this builder made for exercises that are gone: each has left its code."""
        names = {exercise_id(docname) for docname in self.env.found_docs}
        for code in self.code_dir.joinpath("exercises").glob("*.typ"):
            if code.stem not in names:
                for path in (code, *self.pdf_paths(code.stem)):
                    path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """When *path* was last changed; 0 if it is not there."""
    return path.stat().st_mtime if path.is_file() else 0


def setup_handout(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(HandoutBuilder)
