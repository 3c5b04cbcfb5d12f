"""A kit for a reviewer with one hour: the text in numbered passages, under each its claims and how they were seen.

``porchlight review 2`` makes ``_build/review/unit-2.pdf`` and ``unit-2.docx`` of a unit's lessons, ``porchlight review
PAGE`` of one page. Beside each passage is room for "right", "wrong", "unclear" and "would hurt". What comes back is
written into a file of ``course/reviews/``, whose beginning the kit writes, too: ``unit-2.toml``.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docx import Document
from docx.shared import Pt
from sphinx.builders import Builder
from sphinx.util.osutil import ensuredir

from porchlight.age import date_of
from porchlight.boxes import ancestors
from porchlight.diagnostics import Code, warn
from porchlight.editions.shared.compiler import Compiler
from porchlight.imprint import imprint
from porchlight.outline import units
from porchlight.review_answers import ASKED, page_line
from porchlight.reviews import SAYS, text_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx

LOOKS = Path(__file__).parents[2] / "theme" / "review.typ"
WORDS = {
    "how": (
        "Thank you for reading. Mark each passage: right, wrong, unclear, or would hurt. Write beside it what you "
        "would say instead. A passage that you leave empty counts as not read. Under each claim stands what the "
        "source says, and how we saw it; “in part” is often a summary. You need not read everything."
    ),
    **ASKED,
    "open": "We were not sure here. Please look at it: ",
}
AS_AT = "The note at {}."


@dataclass(frozen=True)
class Passage:
    """A paragraph, a heading or an item, with its number in the kit (0: a heading) and the notes of its claims."""

    number: int
    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page of the kit; ``open`` is what its authors want looked at, ``mark`` tells its text from a later one."""

    docname: str
    title: str
    checked: str
    mark: str
    open: str
    passages: tuple[Passage, ...]


class ReviewBuilder(Builder):
    """Writes the kit for what ``porchlight_review`` names."""

    name = "review"
    format = "review"
    epilog = "The kit is in %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> Set[str]:
        """None: all is made in ``finish``."""
        return set()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return ""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing: a kit is made of several pages."""

    def finish(self) -> None:
        """Write the kit's PDF, its Word file, and the beginning of the file for the answers."""
        wanted = str(self.config.porchlight_review)
        names = list(self._names(wanted))
        if not names:
            warn(Code.REVIEW, f"'{wanted}' is no unit and no page", (self.config.root_doc, 1))
            return
        pages = list(self._pages(names))
        stem = f"unit-{wanted}" if wanted.isdecimal() else wanted.rpartition("/")[2]
        ensuredir(self.outdir)
        self._write_pdf(stem, names, pages)
        self._write_word(stem, names, pages)
        Path(self.outdir, f"{stem}.toml").write_text(answers_file(pages), encoding="utf-8")

    def _names(self, wanted: str) -> Iterator[str]:
        for unit in units(self.env):
            if str(unit.number) == wanted:
                yield from (step.docname for step in unit.lessons)  # an exercise is a kit of its own
        if wanted in self.env.found_docs:
            yield wanted

    def _pages(self, names: list[str]) -> Iterator[Page]:
        number = 0
        for name in names:
            passages = []
            noted: dict[str, int] = {}  # a note stands once, where it comes first
            for text, claims, heading in list(self._blocks(name))[1:]:  # the first is the page's title
                number += not heading
                first = [noted.setdefault(claim, number) for claim in claims]
                notes = [claim if at == number else AS_AT.format(at) for claim, at in zip(claims, first, strict=True)]
                passages.append(Passage(0 if heading else number, text, tuple(dict.fromkeys(notes))))
            day = date_of(self.env, name)
            yield Page(
                name,
                self.env.titles[name].astext(),
                day.isoformat() if day else "",
                text_mark(Path(self.env.doc2path(name))),
                str(self.env.metadata[name].get("for-review", "")),
                tuple(passages),
            )

    def _blocks(self, docname: str) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        """Each piece of the page's text, the notes of its claims, and whether it is a heading."""
        document = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        notes = {
            name: " ".join(part.astext() for part in note.children[1:])
            for note in document.findall(nodes.footnote)
            for name in note["ids"]
        }
        for block in document.findall(lambda node: isinstance(node, nodes.paragraph | nodes.title | nodes.term)):
            assert isinstance(block, nodes.Element)
            if any(isinstance(parent, nodes.footnote) for parent in ancestors(block)):
                continue
            claims = tuple(notes.get(mark.get("refid", ""), "") for mark in block.findall(nodes.footnote_reference))
            if text := " ".join(block.astext().split()):
                yield text, tuple(filter(None, claims)), isinstance(block, nodes.title)

    def _write_pdf(self, stem: str, names: list[str], pages: list[Page]) -> None:
        work = Path(self.outdir, "typst")
        ensuredir(work)
        shutil.copy(LOOKS, work / LOOKS.name)
        inputs = {"words": WORDS, "says": SAYS, "imprint": imprint(self.env, names), "course": self.config.project}
        (work / "kit.json").write_text(
            json.dumps({**inputs, "pages": [asdict(page) for page in pages]}), encoding="utf-8"
        )
        pdf, _ = Compiler(work, "letter", self.config.project).compile(work / LOOKS.name)
        Path(self.outdir, f"{stem}.pdf").write_bytes(pdf)

    def _write_word(self, stem: str, names: list[str], pages: list[Page]) -> None:
        """A table a page: the number and text with its claims, what to mark, and room for words."""
        word = Document()
        word.core_properties.title = f"{self.config.project}: to review"
        word.core_properties.author = self.config.author
        word.core_properties.language = self.config.language
        word.styles["Normal"].font.size = Pt(11)
        word.add_heading(f"{self.config.project}: to review", 0)
        word.add_paragraph(WORDS["how"])
        for key in ASKED:
            word.add_paragraph(WORDS[key])
        for page in pages:
            word.add_heading(page.title, 1)
            word.add_paragraph(page_line(page.docname, page.mark))
            if page.open:
                word.add_paragraph(WORDS["open"] + page.open)
            table = word.add_table(rows=1, cols=3, style="Table Grid")
            for cell, words in zip(table.rows[0].cells, ("Passage", " / ".join(SAYS), "Your words"), strict=True):
                cell.text = words
            for passage in page.passages:
                row = table.add_row().cells
                if not passage.number:
                    row[0].merge(row[2]).paragraphs[0].add_run(passage.text).bold = True
                    continue
                row[0].text = f"{passage.number}. {passage.text}"
                for claim in passage.claims:
                    run = row[0].add_paragraph().add_run(claim)
                    run.italic, run.font.size = True, Pt(9)
        word.add_paragraph(imprint(self.env, names))
        word.save(str(Path(self.outdir, f"{stem}.docx")))


def answers_file(pages: list[Page]) -> str:
    """The beginning of a file for ``course/reviews/``, with the marks of the pages as the reviewer has them."""
    lines = ['who = ""', 'role = ""', "day = 2000-01-01", 'conflicts = ""']
    for page in pages:
        lines += ["", "[[page]]", f'page = "{page.docname}"', 'scope = ""', f'text = "{page.mark}"']
        lines += [
            "",
            "# [[page.passage]]",
            f"# says = {' or '.join(json.dumps(word) for word in SAYS)}",
            '# words = ""',
        ]
    return "\n".join(lines) + "\n"


def setup_review(app: Sphinx) -> None:
    """Register the builder and what it makes a kit of."""
    app.add_config_value(
        "porchlight_review",
        "",
        "",
        types=frozenset({str}),
        description="The unit's number, or the page, of which the builder 'review' makes a kit",
    )
    app.add_builder(ReviewBuilder)
