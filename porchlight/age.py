"""Facts grow old: a page, a service and a point of law say so two years after they were checked, or past their end.

A build judges by the date of its source (``clock.py``). The web course also holds the lines for later,
hidden, and ``age.js`` shows each from its day on: a site that nobody builds again tells its age all the same.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.clock import source_day
from porchlight.front_matter import MONTHS_FRESH
from porchlight.locale import _, month_and_year
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

HTML_BUILDERS = ("html",)  # their readers have a clock


class aging(nodes.General, nodes.Element):
    """Stands where lines may be due: ``lines`` holds the first day of each, as 2028-12-01, and its words."""


class due_later(nodes.General, nodes.Element):
    """A line of the web course that no reader sees before ``day``."""


def aging_of(checked: date, ends: date | None = None) -> aging:
    """The lines of a fact that was checked on one day and, perhaps, ends on another."""
    months = checked.year * 12 + checked.month + MONTHS_FRESH  # counted from 0
    stale = date(months // 12, months % 12 + 1, 1)
    month = month_and_year(checked)
    old = _("Last checked in %(month)s, more than two years ago. It may have changed.", month=month)
    lines = [(stale.isoformat(), old)]
    if ends:
        over = ends + timedelta(days=1)
        ended = _("This was set to end in %(month)s. It may no longer be true.", month=month_and_year(ends))
        lines.insert(0, (over.isoformat(), ended))
    return aging("", lines=lines)


def date_of(env: BuildEnvironment, docname: str) -> date | None:
    """The day on which a page's facts were checked, by its front matter."""
    try:
        return date.fromisoformat(str(env.metadata.get(docname, {}).get("checked", "")))
    except ValueError:
        return None  # no date, or one that lessons and exercises are warned about


class PlaceAging(SphinxTransform):
    """Put a page's own line below its title."""

    default_priority = 840  # before domains look at the page

    def apply(self, **kwargs: object) -> None:
        checked = date_of(self.env, self.env.current_document.docname)
        title = next(self.document.findall(nodes.title), None)
        if checked and title is not None and isinstance(title.parent, nodes.section | nodes.document):
            title.parent.insert(title.parent.index(title) + 1, aging_of(checked))


class TellAge(SphinxPostTransform):
    """Before: ``aging``; after: a paragraph for each line that is due."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(aging)):
            due = [words for day, words in node["lines"] if day <= source_day(Path(self.env.srcdir)).isoformat()]
            node.replace_self([nodes.paragraph(words, words, classes=["pl-checked", "pl-old"]) for words in due])


class HoldLines(SphinxPostTransform):
    """In the web course, hold those of later days. Before: ``aging``; after: the same, then ``due_later``."""

    default_priority = 3
    builders = HTML_BUILDERS

    def run(self, **kwargs: Any) -> None:
        today = source_day(Path(self.env.srcdir)).isoformat()
        for node in list(self.document.findall(aging)):
            held = [due_later("", day=day, words=words) for day, words in node["lines"] if day > today]
            node.replace_self([node, *held])


class AgeDomain(RecordsDomain[str]):
    """The days on which each page's lines are due."""

    name = "age"
    label = "Porch Light age"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for node in document.findall(aging):
            for day, _words in node["lines"]:
                self.note(docname, day)


def surroundings(app: Sphinx, docname: str) -> int:
    """How many of a page's lines are due."""
    domain = AgeDomain.of(app.env)
    today = source_day(Path(app.srcdir)).isoformat()
    return sum(day <= today for day in domain.records.get(docname, ()))


def visit_due_later(self: HTML5Translator, node: due_later) -> None:
    self.body.append(
        f'<p class="pl-checked pl-old" data-pl-from="{node["day"]}" hidden>{self.encode(node["words"])}</p>\n'
    )
    raise nodes.SkipNode


def setup_age(app: Sphinx) -> None:
    """Register the nodes and transforms."""
    app.add_node(aging)
    app.add_node(due_later, html=(visit_due_later, None))
    app.add_domain(AgeDomain)
    app.add_transform(PlaceAging)
    app.add_post_transform(HoldLines)
    app.add_post_transform(TellAge)
    app.connect("page-surroundings", surroundings)
