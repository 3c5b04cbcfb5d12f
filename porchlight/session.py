"""Facilitator sessions: agendas that add up, their activities, their slides.

An agenda becomes parts that any builder can print: a table of the whole session at a glance, a
second one of its short version, what to have ready, then each activity with its clock time. The
web lets a leader set another start time, so every printed clock is a node that knows how many
minutes it stands after the start:

========== ============================================================================
node        attributes
========== ============================================================================
agenda      ``length``, ``short`` (0: no short version) and ``start``, all in minutes
activity    ``minutes``, ``short`` (0: left out of the short version), ``materials``,
            ``sheets``, ``slides``; ``teaching``, whether a leader speaks all the while
clock       ``after`` and ``version`` (``long`` or ``short``): minutes after the start
slide       ``number`` from 1, ``picture``, ``thought`` (its words, without the number)
========== ============================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from porchlight.anchors import take_id
from porchlight.boxes import OPTIONS, box, make_box, take_options
from porchlight.course_file import course_file
from porchlight.diagnostics import Code, warn
from porchlight.exercise import FORMS, ExerciseDomain
from porchlight.listings import list_here, listing, page_link
from porchlight.outline import is_lesson
from porchlight.pictures import files, path_of, wall_path_of
from porchlight.plain import meant
from porchlight.prompts import split_bar
from porchlight.records import RecordsDomain
from porchlight.region_roles import region_words
from porchlight.rescue import headlines, of_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    Cell = list[nodes.Node]

SESSION = re.compile(r"course/facilitator/(?:.+/)?session-(\d+)")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
DAY = 24 * 60
EVENING = "18:30"
MOST_LETTERS = 100  # on a slide


# What a material begins with that comes out of the printer, and how people call it: a card or wall sheet of
# the page, or a form of which the leaders need one.
PRINTED = {"card": "card", "wall": "wall sheet", "form": "form"}


class agenda(nodes.compound):
    """Boxes "At a glance", "The 60-minute version" and "Have ready", then the activities."""


class activity(nodes.admonition):
    """A part of an agenda: a title, lines made by the build, then how it goes."""


class clock(nodes.inline):
    """A time of day, such as ``6:40``, that moves with the start of the session."""


class slide(nodes.admonition):
    """What is thrown on the wall, as the title, and what the leader says with it."""


@dataclass(frozen=True)
class Session:
    """What other pages know of a session. Its number is that of its file."""

    number: int
    title: str
    sheets: tuple[str, ...]
    slides: int
    minutes: int
    short: int


@dataclass(frozen=True)
class Agenda:
    """An agenda of any page: both lengths, and each sheet it hands out with its line."""

    length: int
    short: int
    sheets: tuple[tuple[str, int | None], ...]


def session_number(docname: str) -> int | None:
    """The session's number if *docname* is one, else ``None``."""
    match = SESSION.fullmatch(docname)
    return int(match[1]) if match else None


def clock_words(minutes: int) -> str:
    """A time of day, as *minutes* after midnight, on a clock of twelve hours: ``6:40``."""
    return f"{(minutes // 60 + 11) % 12 + 1}:{minutes % 60:02}"


def printed_piece(material: str) -> tuple[str, str] | None:
    """``("card", "Dell")`` of the material ``card: Dell``; ``None`` of what is not printed from the page."""
    kind, colon, title = material.partition(":")
    return (kind.strip(), title.strip()) if colon and kind.strip() in PRINTED else None


def material_words(material: str) -> str:
    """A material as people read it: ``card “Dell”`` for ``card: Dell``."""
    piece = printed_piece(material)
    return f"{PRINTED[piece[0]]} “{piece[1]}”" if piece else material


def material_node(material: str) -> nodes.Node:
    """The same as a node; a form is called by its title, and linked."""
    piece = printed_piece(material)
    return list_here("sheet-link", piece[1]) if piece and piece[0] == "form" else nodes.Text(material_words(material))


def without_doubles(words: list[str]) -> list[str]:
    """*words* in order, each once; "Pens" and "pens" are one."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    return list(found.values())


class ActivityDirective(SphinxDirective):
    """``{activity} What``: minutes, materials, sheets and slides; the body says how it goes."""

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
        node["sheets"] = re.split(r"[|\s]+", self.options.get("sheets", "").strip(" |")) if self._has("sheets") else []
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
            rows.append(_table_row(clock_at(node, after, "long"), [link_to(part)], part["minutes"], needs(part)))
            after += part["minutes"]
        rows.append(_table_row(clock_at(node, after, "long"), [nodes.Text("End")], after))
        return self._box("at-a-glance", "At a glance", times_line(node, "long"), agenda_table(rows))

    def _short_version(self, node: agenda, activities: list[activity]) -> box:
        rows: list[list[Cell]] = []
        left_out: Cell = []
        after = 0
        for part in activities:
            if not part["short"]:
                left_out += [nodes.Text(", " if left_out else "Left out: "), link_to(part)]
                continue
            rows.append(_table_row(clock_at(node, after, "short"), [link_to(part)], part["short"]))
            after += part["short"]
        rows.append(_table_row(clock_at(node, after, "short"), [nodes.Text("End")], after))
        lines: Cell = [times_line(node, "short"), agenda_table(rows)]
        if left_out:
            lines.append(_line("pl-left-out", *left_out, nodes.Text(".")))
        return self._box("short-version", f"The {node['short']}-minute version", *lines)

    def _box(self, kind: str, title: str, *children: nodes.Node) -> box:
        node = make_box(kind, nodes.title(title, title), children)
        self.set_source_info(node)
        return node


def _line(kind: str, *words: nodes.Node) -> nodes.paragraph:
    """A line that the build wrote."""
    return nodes.paragraph("", "", *words, classes=["pl-made", kind])


def clock_at(node: agenda, after: int, version: str) -> clock:
    """The clock that stands *after* minutes behind the start of the agenda."""
    words = clock_words(node["start"] + after)
    return clock(words, words, after=after, version=version, classes=["pl-clock"])


def link_to(part: activity) -> nodes.reference:
    """The activity's title, leading to it."""
    title = part[0].astext()
    return nodes.reference("", title, refid=part["ids"][0], internal=True)


def times_line(node: agenda, version: str) -> nodes.paragraph:
    """The whole time: "From 6:30 to 8:00 (90 minutes)."."""
    length = node["length"] if version == "long" else node["short"]
    start, end = clock_at(node, 0, version), clock_at(node, length, version)
    rest = nodes.Text(f" ({length} minutes).")
    return _line("pl-times", nodes.Text("From "), start, nodes.Text(" to "), end, rest)


def hand_out(part: activity) -> nodes.paragraph | None:
    """``Hand out: `` and the titles of the sheets, linked."""
    if not part["sheets"]:
        return None
    words: list[nodes.Node] = [nodes.Text("Hand out: ")]
    for number, name in enumerate(part["sheets"]):
        words += [nodes.Text(", ")] * (number > 0) + [list_here("sheet-link", name)]
    return _line("pl-sheets", *words)


def show_slides(part: activity) -> nodes.paragraph | None:
    """``Slide 2`` or ``Slides 2, 3``."""
    if not part["slides"]:
        return None
    numbers = ", ".join(str(number) for number in part["slides"])
    return _line("pl-slides", nodes.Text(f"Slide{'s' if len(part['slides']) > 1 else ''} {numbers}"))


def needs(part: activity) -> list[nodes.Node]:
    """What an activity needs, a line each: materials, sheets, slides."""
    lines: list[nodes.Node] = []
    if part["materials"]:
        words: list[nodes.Node] = [nodes.Text("Have ready: ")]
        for number, material in enumerate(part["materials"]):
            words += [nodes.Text(", ")] * (number > 0) + [material_node(material)]
        lines.append(_line("pl-materials", *words))
    return lines + [line for line in (hand_out(part), show_slides(part)) if line]


def agenda_table(rows: list[list[Cell]]) -> nodes.table:
    """A table of clock, what, and minutes."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in (13, 72, 15)), cols=3)
    group += nodes.thead("", _row([[_line("pl-head", nodes.Text(words))] for words in ("Clock", "What", "Minutes")]))
    group += nodes.tbody("", *(_row(cells) for cells in rows))
    return nodes.table("", group, classes=["pl-agenda-table", "colwidths-auto"])


def _table_row(when: clock, what: Cell, minutes: int, lines: Cell | None = None) -> list[Cell]:
    number = _line("pl-number", nodes.Text(str(minutes)))
    return [[_line("pl-time", when)], [_line("pl-what", *what), *(lines or ())], [number]]


def _row(cells: list[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def have_ready(activities: list[activity], length: int) -> box | None:
    """The box that gathers what all activities need, or ``None`` when they need nothing.

    What only those activities use that the short version leaves out is marked with the agenda's *length*;
    sheets are not, since people take them home in either version.
    """

    def checklist(option: str, entry: Callable[[str], nodes.Node]) -> nodes.bullet_list:
        always = {words.casefold() for part in activities if part["short"] for words in part[option]}
        items = nodes.bullet_list("", classes=["pl-ready"])
        for words in without_doubles([words for part in activities for words in part[option]]):
            line = _line("pl-need", entry(words))
            item = nodes.list_item("", line)
            if option == "materials" and words.casefold() not in always:
                note = f" ({length} minutes only)"
                line += nodes.inline(note, note, classes=["pl-only"])
                item["classes"].append("pl-need--long")
            items += item
        return items

    parts: list[nodes.Node] = []
    if any(part["materials"] for part in activities):
        parts.append(checklist("materials", material_node))
    if any(part["sheets"] for part in activities):
        parts.append(_line("pl-each", nodes.Text("For each person:")))
        parts.append(checklist("sheets", lambda name: list_here("sheet-link", name)))
    return make_box("have-ready", nodes.title("Have ready", "Have ready"), parts) if parts else None


def add_times(node: agenda, activities: list[activity]) -> None:
    """Below the title of each activity, say when it is, how long, and what it needs."""
    long = short = 0
    for part in activities:
        lines: list[nodes.Node] = [_span(node, long, part["minutes"], "long")]
        if node["short"]:
            lines.append(_short_line(node, short, part))
        lines += needs(part)
        for place, line in enumerate(lines, start=1):
            part.insert(place, line)
        if not part["short"]:
            part["classes"].append("pl-activity--optional")
        long += part["minutes"]
        short += part["short"]


def _span(node: agenda, after: int, minutes: int, version: str, before: str = "") -> nodes.paragraph:
    start, end = clock_at(node, after, version), clock_at(node, after + minutes, version)
    words = [nodes.Text(before), start, nodes.Text(" to "), end, nodes.Text(f" · {minutes} minutes")]
    return _line(f"pl-span--{version}", *(words if before else words[1:]))


def _short_line(node: agenda, after: int, part: activity) -> nodes.paragraph:
    version = f"{node['short']}-minute version: "
    if part["short"]:
        return _span(node, after, part["short"], "short", version)
    return _line("pl-span--short", nodes.Text(f"{version}left out"))


class SlideDirective(SphinxDirective):
    """``{slide} The one thought``; the body is what the leader says with it.

    ``:steps: 1 2 3`` puts those of the seven steps on the wall, below the thought; ``:lines: One. | Two.``
    lines of its own, numbered.
    """

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {
        **OPTIONS,
        "picture": directives.unchanged,
        "steps": directives.unchanged_required,
        "lines": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        words, messages = self.parse_inline(self.arguments[0])
        title = nodes.title(self.arguments[0], "", *words)
        steps = self._steps(self.options.get("steps", "").split())
        lines = [line.strip() for line in self.options.get("lines", "").split("|") if line.strip()]
        steps += [(str(number), [line]) for number, line in enumerate(lines, start=1)]
        shown = [nodes.paragraph("", "", nodes.strong("", "", *_step_words(*step))) for step in steps]
        node = slide("", title, *messages, *shown, *self.parse_content_to_nodes(), classes=["pl-slide"])
        node["steps"] = steps
        node["thought"] = title.astext()
        node["picture"] = self._picture(self.options.get("picture", "").strip())
        if len(node["thought"]) > MOST_LETTERS:
            problem = f"The thought has {len(node['thought'])} letters, over {MOST_LETTERS}"
            warn(Code.SLIDE_WORDS, problem, self.get_location())
        self.set_source_info(title)
        self.set_source_info(node)
        take_options(self, node)
        return [node]

    def _steps(self, wanted: list[str]) -> list[tuple[str, list[str]]]:
        """The number of each step that stands on the slide, and its lines."""
        lines = headlines(self.env) if wanted else {}
        for number in wanted:
            if number not in lines:
                warn(Code.STEP_UNKNOWN, f"There is no step '{number}'", self.get_location())
        return [(number, of_step(lines, number)) for number in wanted if number in lines]

    def _picture(self, name: str) -> str:
        """The picture's name, or nothing after saying that it is not there."""
        path = path_of(self.env, name)
        if name and not path.is_file():
            known = (file.stem for file in files(self.env))
            warn(Code.PICTURE_UNKNOWN, f"There is no picture '{name}'{meant(name, known)}", self.get_location())
            return ""
        if name:
            self.env.note_dependency(str(path))
            self.env.note_dependency(str(wall_path_of(self.env, name)))
        return name


def _step_words(number: str, lines: list[str]) -> list[nodes.Node]:
    words = f"{number}. {' '.join(lines)}"
    return [region_words(words, words)]


class NumberSlides(SphinxTransform):
    """Number the slides of a page and check what activities say of them."""

    default_priority = 400

    def apply(self, **kwargs: object) -> None:
        docname = self.env.current_document.docname
        slides = list(self.document.findall(slide))
        for number, node in enumerate(slides, start=1):
            node["number"] = number
            take_id(self.document, node, f"slide-{number}")
            next(node.findall(nodes.title)).insert(
                0, nodes.inline("", f"Slide {number}: ", classes=["pl-slide__number"])
            )
            if session_number(docname) is None:
                warn(Code.SESSION_PLACE, "A slide stands on a page that is no session", node)
        for part in self.document.findall(activity):
            if not isinstance(part.parent, agenda):
                warn(Code.SESSION_PLACE, f"The activity '{part[0].astext()}' stands in no agenda", part)
            for wanted in part["slides"]:
                if wanted not in range(1, len(slides) + 1):
                    warn(Code.SLIDE_UNKNOWN, f"There is no slide {wanted}; the page has {len(slides)}", part)


class SessionDomain(RecordsDomain[Session]):
    """Every session, for the editions that make something of each."""

    name = "session"
    label = "Porch Light sessions"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        number = session_number(docname)
        if number is None:
            return
        title = next((node.astext() for node in document.findall(nodes.title)), docname)
        sheets = without_doubles([name for part in document.findall(activity) for name in part["sheets"]])
        slides = sum(1 for _ in document.findall(slide))
        lengths = [(node["length"], node["short"]) for node in document.findall(agenda)]
        minutes, short = lengths[0] if lengths else (0, 0)
        self.note(docname, Session(number, title, tuple(sheets), slides, minutes, short))

    def check_consistency(self) -> None:
        first: dict[int, str] = {}
        for docname, found in self.all():
            if found.number in first:
                problem = f"Session {found.number} is already in '{first[found.number]}'"
                warn(Code.SESSION_DUPLICATE, problem, (docname, 1))
            first.setdefault(found.number, docname)


class AgendaDomain(RecordsDomain[Agenda]):
    """Every agenda, of sessions and of other pages; warns about sheets that nobody can hand out."""

    name = "agenda"
    label = "Porch Light agendas"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for node in document.findall(agenda):
            sheets = tuple((name, part.line) for part in node.findall(activity) for name in part["sheets"])
            self.note(docname, Agenda(node["length"], node["short"], sheets))

    def check_consistency(self) -> None:
        card = course_file(self.env.config).card.name
        for docname, record in self.all():
            for name, line in record.sheets:
                if name != card and sheet_page(self.env, name) is None:
                    problem = f"There is no sheet '{name}'{meant(name, _sheet_names(self.env))}"
                    warn(Code.SHEET_UNKNOWN, problem, (docname, line))


def sheet_page(env: BuildEnvironment, name: str) -> str | None:
    """The page that the sheet *name* is made from, or ``None``: an exercise, a form, or a lesson."""
    exercises = ExerciseDomain.of(env)
    if found := exercises.find(name):
        return found[0]
    form = f"{FORMS}{name}"
    if form in env.found_docs:
        return form
    for single in course_file(env.config).sheets:
        if single.rpartition("/")[2] == name:
            return single if single in env.found_docs else None
    lessons = (docname for docname in sorted(env.found_docs) if is_lesson(docname))
    return next((docname for docname in lessons if docname.rpartition("/")[2] == name), None)


def _sheet_names(env: BuildEnvironment) -> Iterator[str]:
    """What agendas may ask for."""
    exercises = ExerciseDomain.of(env)
    pages = (docname for docname in env.found_docs if is_lesson(docname) or docname.startswith(FORMS))
    known = course_file(env.config)
    names = (*pages, *(docname for docname, _ in exercises.all()), *known.sheets, known.card.name)
    yield from (name.rpartition("/")[2] for name in names)


@listing("sheet-link")
def sheet_link(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """The title of the sheet *argument*, linked to its page if it has one."""
    page = sheet_page(env, argument)
    if page is None or page not in env.titles:
        return [nodes.Text(argument.replace("-", " "))]
    return [page_link(env, docname, page)]


def sessions(env: BuildEnvironment) -> list[tuple[str, Session]]:
    """Every session with its page, by number."""
    domain = SessionDomain.of(env)
    return sorted(domain.all(), key=lambda entry: entry[1].number)


def setup_session(app: Sphinx) -> None:
    """Register the directives, nodes and domains of sessions."""
    for node in (agenda, activity, clock, slide):
        app.add_node(node)
    app.add_directive("agenda", AgendaDirective)
    app.add_directive("activity", ActivityDirective)
    app.add_directive("slide", SlideDirective)
    app.add_domain(SessionDomain)
    app.add_domain(AgendaDomain)
    app.add_transform(NumberSlides)
