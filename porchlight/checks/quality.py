"""The page `reference/quality`: the state of every lesson and exercise, written by the build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, in_block
from porchlight.checks.measures import measure_of
from porchlight.checks.plain_language import page_prose
from porchlight.exercise import exercise_id
from porchlight.listings import list_here, listing, page_link, table_of
from porchlight.outline import is_lesson, step, units
from porchlight.records import RecordsDomain
from porchlight.sources import citation_words

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from porchlight.outline import Step

COLUMNS = ("Page", "Grade", "Words", "Sources", "Minutes", "Checked")


@dataclass(frozen=True)
class Quality:
    """What was measured of a page: reading grade (US school year), words of prose, sources cited."""

    grade: float
    words: int
    sources: int
    checked: str


class QualityDomain(RecordsDomain[Quality]):
    """The measures of every lesson and exercise, and how many syllables the words have that were met."""

    name = "quality"
    label = "Porch Light quality"
    initial_data: ClassVar[dict[str, Any]] = {"records": {}, "syllables": {}}

    @property
    def syllables(self) -> dict[str, int]:
        """Syllables of each word met so far; ``grade`` adds to it."""
        return self.data["syllables"]  # type: ignore[no-any-return]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        super().merge_domaindata(docnames, otherdata)
        self.syllables.update(otherdata["syllables"])

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        if not is_lesson(env, docname) and exercise_id(docname) is None:
            return
        prose = page_prose(document)
        keys = {node["key"] for node in document.findall(citation_words)}
        checked = str(env.metadata[docname].get("checked", ""))
        of = measure_of(str(env.config.language)).of
        self.note(docname, Quality(of(prose, self.syllables), len(prose.split()), len(keys), checked))


@listing("quality")
def quality_table(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """One table a unit: grade, words, sources, minutes and the day of the last check."""
    parts = [(unit.heading, unit.steps) for unit in units(env)]
    first = env.toctree_includes.get(env.config.root_doc, [])
    if start := tuple(step(env, name) for name in first if exercise_id(name) is not None):
        parts.insert(0, ("Start", start))
    return [
        node
        for title, steps in parts
        for node in (nodes.rubric(title, title, **{"heading-level": 2}), _table(env, docname, steps))
    ]


def _table(env: BuildEnvironment, docname: str, steps: tuple[Step, ...]) -> nodes.table:
    domain = QualityDomain.of(env)
    rows = []
    for shown in steps:
        for record in domain.records.get(shown.docname, []):
            numbers = (f"{record.grade:.1f}", record.words, record.sources, shown.minutes, record.checked)
            link = page_link(env, docname, shown.docname, shown.title)
            rows.append([link, *(nodes.Text(str(number)) for number in numbers)])
    return table_of(COLUMNS, rows, "pl-quality")


class QualityDirective(SphinxDirective):
    """``{quality}``: the state of every lesson and exercise: how it reads, its sources, when it was checked."""

    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        return in_block(self, list_here("quality"))


def setup_quality(app: Sphinx) -> None:
    """Register the directive and its domain."""
    app.add_directive("quality", QualityDirective)
    app.add_domain(QualityDomain)
