"""What `make check` runs over the text: a builder that writes nothing and warns about wording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder

from porchlight.catalogs.generated import generated
from porchlight.checks.answers import check_answers
from porchlight.checks.claims import check_claims, makes_claims
from porchlight.checks.dates import check_dates
from porchlight.checks.doses import check_doses
from porchlight.checks.length import FILE, FILE_SHORT, check_length, write_lengths
from porchlight.checks.links import setup_links
from porchlight.checks.measures import measure_of
from porchlight.checks.not_found import not_found, write_list
from porchlight.checks.plain_language import check_median, check_plain_language
from porchlight.checks.quality import QualityDomain, setup_quality
from porchlight.checks.safety import check_safety
from porchlight.checks.sheets import check_sheet_titles
from porchlight.checks.short import check_short
from porchlight.checks.steps import check_act_lines, check_drawings
from porchlight.checks.teaching import check_teaching
from porchlight.checks.terms import check_terms, glossary
from porchlight.checks.unused import check_unused_sources
from porchlight.checks.words import check_words
from porchlight.course_file import course_file
from porchlight.handouts import sheets
from porchlight.languages import in_course_language
from porchlight.outline import is_lesson
from porchlight.part import left_out_here
from porchlight.pictures import check_unused_pictures

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.application import Sphinx

    from porchlight.checks.not_found import NotFound


class CheckBuilder(Builder):
    """Looks at every page, every time. Its findings are Sphinx warnings."""

    name = "check"
    format = "check"
    epilog = "The text was checked."

    def init(self) -> None:
        self.grades: dict[str, float] = {}
        self.not_found: list[NotFound] = []
        self.lengths: dict[str, int] = {}
        self.short_lengths: dict[str, int] = {}

    def get_outdated_docs(self) -> Set[str]:
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return docname

    def prepare_writing(self, docnames: Set[str]) -> None:
        self.known = course_file(self.config)
        self.measure = measure_of(str(self.config.language))
        self.speaks_home = not generated(self.env.srcdir)
        self.terms = glossary(self.env)
        measured = QualityDomain.of(self.env)
        self.syllables = measured.syllables
        self.sheets = {sheet.title for sheet in sheets(self.env)}

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        if makes_claims(docname, self.env.metadata.get(docname, {})):
            check_claims(docname, doctree, self.known.claims)
        check_answers(doctree)
        self.not_found += not_found(doctree, docname)
        check_act_lines(doctree, self.measure)
        check_sheet_titles(doctree, self.sheets)
        check_teaching(doctree)
        lesson = is_lesson(self.env, docname)
        if lesson:
            self.lengths[docname] = check_length(docname, doctree, self.measure)
        if not in_course_language(self.env, docname):
            return  # the others know the course's language alone
        if self.speaks_home:  # what the course file looks for, and everyday words, are in the course's own language
            check_words(doctree, self.known.avoid)
            check_terms(doctree, self.terms)
            check_safety(self.env, docname, doctree, self.known.risks)
        check_doses(doctree, self.known.medicines)
        if lesson:
            self.short_lengths[docname] = check_short(docname, doctree, self.syllables, self.measure)
        self.grades[docname] = check_plain_language(docname, doctree, self.syllables, self.measure, lesson=lesson)

    def finish(self) -> None:
        check_dates(self.env)
        write_list(self.not_found, Path(self.outdir))
        folder = Path(self.outdir)
        write_lengths(self.lengths, folder / FILE, "Words on a lesson's page")
        write_lengths(self.short_lengths, folder / FILE_SHORT, "Words of a lesson's short version")
        lessons = (found for docname, found in self.grades.items() if is_lesson(self.env, docname))
        check_median(lessons, self.measure)
        # a part of the course, or what a language has of it, need not use all
        if not left_out_here(self.env.srcdir, self.config):
            check_unused_sources(self.env)
            check_unused_pictures(self.env)
        check_drawings(self.env)


def setup_checks(app: Sphinx) -> None:
    """Register the builder, and the page that shows what was measured."""
    app.add_builder(CheckBuilder)
    setup_quality(app)
    setup_links(app)
