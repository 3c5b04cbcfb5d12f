"""``{agenda}`` and ``{activity}``: the plan of a session, with its clock times and what to have ready.

An agenda becomes parts that any builder can print: a table of the whole session at a glance, a
second one of its short version, what to have ready, then each activity with its clock time. The
web lets a leader set another start time, so every printed clock is a node that knows how many
minutes it stands after the start:

========== ============================================================================
node        attributes
========== ============================================================================
agenda      ``length``, ``short`` (0: no short version) and ``start``, all in minutes
activity    ``minutes``, ``short`` (0: left out of the short version), ``materials``,
            ``sheets`` for each person, ``few``: sheets of which three lie on the table for whom they
            fit, ``slides``; ``teaching``, whether a leader speaks all the while
clock       ``after`` and ``version`` (``long`` or ``short``): minutes after the start
========== ============================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from porchlight.agenda_parts import (
    activity,
    add_times,
    agenda,
    agenda_row,
    agenda_table,
    built_line,
    clock,
    clock_at,
    have_ready,
    link_to,
    needs,
    times_line,
)
from porchlight.anchors import take_id
from porchlight.boxes import OPTIONS, box, make_box, take_options
from porchlight.course_file import course_file
from porchlight.diagnostics import Code, warn
from porchlight.locale import _
from porchlight.plain import meant
from porchlight.prompts import split_bar
from porchlight.records import RecordsDomain
from porchlight.sheet_names import sheet_names, sheet_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    Cell = list[nodes.Node]

CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
DAY = 24 * 60
EVENING = "18:30"


@dataclass(frozen=True)
class Agenda:
    """An agenda of any page: both lengths, and each sheet it hands out with its line."""

    length: int
    short: int
    sheets: tuple[tuple[str, int | None], ...]


class ActivityDirective(SphinxDirective):
    """``{activity} What``: minutes, materials, sheets, a few sheets, and slides; the body says how it goes."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {
        **OPTIONS,
        "minutes": directives.unchanged,
        "short": directives.unchanged,
        "optional": directives.flag,
        "teaching": directives.flag,
        "materials": directives.unchanged,
        "sheets": directives.unchanged,
        "few": directives.unchanged,
        "slides": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        words, messages = self.parse_inline(self.arguments[0])
        title = nodes.title(self.arguments[0], "", *words)
        node = activity("", title, *messages, *self.parse_content_to_nodes(), classes=["pl-activity"])
        self.set_source_info(title)
        self.set_source_info(node)
        node["minutes"] = self._minutes("minutes")
        node["short"] = node["minutes"]
        if "optional" in self.options:
            node["short"] = 0
            if "short" in self.options:
                self._warn("An activity is either ':optional:' or has ':short:'")
        elif "short" in self.options:
            node["short"] = self._minutes("short")
        node["materials"] = split_bar(self.options.get("materials", ""))
        for name in ("sheets", "few"):
            node[name] = re.split(r"[|\s]+", self.options.get(name, "").strip(" |")) if self._has(name) else []
        node["slides"] = self._slides()
        node["teaching"] = "teaching" in self.options
        # a page may hold several agendas with a "Welcome"
        take_id(self.state.document, node, f"do-{nodes.make_id(title.astext()) or 'activity'}")
        take_options(self, node)
        return [node]

    def _warn(self, problem: str) -> None:
        warn(Code.AGENDA_OPTION, problem, self.get_location())

    def _has(self, name: str) -> bool:
        return bool(self.options.get(name, "").strip(" |"))

    def _minutes(self, name: str) -> int:
        text = str(self.options.get(name, ""))
        if text.isdecimal() and 0 < int(text) <= DAY:
            return int(text)
        self._warn(f"The activity's ':{name}:' is '{text}' and not a number of minutes")
        return 0

    def _slides(self) -> list[int]:
        found = [part for part in re.split(r"[|,\s]+", self.options.get("slides", "")) if part]
        if not all(part.isdecimal() for part in found):
            self._warn("':slides:' holds something besides the numbers of slides")
        return [int(part) for part in found if part.isdecimal()]


class AgendaDirective(SphinxDirective):
    """``{agenda} minutes``: holds ``{activity}`` directives whose minutes add up to that length."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar = {**OPTIONS, "short": directives.unchanged, "start": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        node = agenda("", classes=["pl-agenda"])
        self.set_source_info(node)
        body = self.parse_content_to_nodes()
        activities = [part for part in body if isinstance(part, activity)]
        node["length"] = self._length("the length", self.arguments[0])
        node["short"] = self._length("':short:'", self.options["short"]) if "short" in self.options else 0
        node["start"] = self._start()
        self._check(node, activities)
        node += self._at_a_glance(node, activities)
        if node["short"]:
            node += self._short_version(node, activities)
        if ready := have_ready(activities, node["length"]):
            node += ready
        add_times(node, activities)
        node += body
        take_options(self, node)
        return [node]

    def _warn(self, code: Code, problem: str) -> None:
        warn(code, problem, self.get_location())

    def _length(self, what: str, text: str) -> int:
        if text.isdecimal() and 0 < int(text) <= DAY:
            return int(text)
        self._warn(Code.AGENDA_OPTION, f"{what.capitalize()} of the agenda is '{text}' and not a number of minutes")
        return 0

    def _start(self) -> int:
        text = self.options.get("start", EVENING)
        match = CLOCK.fullmatch(text)
        if match is None:
            self._warn(Code.AGENDA_OPTION, f"The agenda's ':start:' is '{text}' and not a time such as {EVENING}")
            match = CLOCK.fullmatch(EVENING)
            assert match is not None
        return int(match[1]) * 60 + int(match[2])

    def _check(self, node: agenda, activities: list[activity]) -> None:
        """Warn when the minutes of the activities do not add up to the two lengths."""
        total = sum(part["minutes"] for part in activities)
        if node["length"] and total != node["length"]:
            self._warn(Code.AGENDA_MINUTES, f"The activities take {total} minutes instead of {node['length']}")
        short = sum(part["short"] for part in activities)
        if node["short"] and short != node["short"]:
            self._warn(Code.AGENDA_SHORT, f"The short version takes {short} minutes instead of {node['short']}")
        if "short" not in self.options and short != total:
            self._warn(Code.AGENDA_SHORT, "Activities are shortened or optional, and the agenda has no ':short:'")

    def _at_a_glance(self, node: agenda, activities: list[activity]) -> box:
        rows: list[list[Cell]] = []
        after = 0
        for part in activities:
            rows.append(agenda_row(clock_at(node, after, "long"), [link_to(part)], part["minutes"], needs(part)))
            after += part["minutes"]
        rows.append(agenda_row(clock_at(node, after, "long"), [nodes.Text(_("End"))], after))
        return self._box("at-a-glance", _("At a glance"), times_line(node, "long"), agenda_table(rows))

    def _short_version(self, node: agenda, activities: list[activity]) -> box:
        rows: list[list[Cell]] = []
        left_out: Cell = []
        after = 0
        for part in activities:
            if not part["short"]:
                left_out += [nodes.Text(", " if left_out else f"{_('Left out:')} "), link_to(part)]
                continue
            rows.append(agenda_row(clock_at(node, after, "short"), [link_to(part)], part["short"]))
            after += part["short"]
        rows.append(agenda_row(clock_at(node, after, "short"), [nodes.Text(_("End"))], after))
        lines: Cell = [times_line(node, "short"), agenda_table(rows)]
        if left_out:
            lines.append(built_line("pl-left-out", *left_out, nodes.Text(".")))
        return self._box("short-version", _("The %(minutes)s-minute version", minutes=node["short"]), *lines)

    def _box(self, kind: str, title: str, *children: nodes.Node) -> box:
        node = make_box(kind, nodes.title(title, title), children)
        self.set_source_info(node)
        return node


class AgendaDomain(RecordsDomain[Agenda]):
    """Every agenda, of sessions and of other pages; warns about sheets that nobody can hand out."""

    name = "agenda"
    label = "Porch Light agendas"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for node in document.findall(agenda):
            sheets = tuple(
                (name, part.line) for part in node.findall(activity) for name in (*part["sheets"], *part["few"])
            )
            self.note(docname, Agenda(node["length"], node["short"], sheets))

    def check_consistency(self) -> None:
        card = course_file(self.env.config).card.name
        for docname, record in self.all():
            for name, line in record.sheets:
                if name != card and sheet_page(self.env, name) is None:
                    problem = f"There is no sheet '{name}'{meant(name, sheet_names(self.env))}"
                    warn(Code.SHEET_UNKNOWN, problem, (docname, line))


def setup_agenda(app: Sphinx) -> None:
    """Register the directives, their nodes and the domain."""
    for node in (agenda, activity, clock):
        app.add_node(node)
    app.add_directive("agenda", AgendaDirective)
    app.add_directive("activity", ActivityDirective)
    app.add_domain(AgendaDomain)
