"""Phone numbers, services and points of law of one country, from one TOML file.

Each stands once, in ``course/regions/NAME/region.toml``, with the date it was checked, and reaches every
page and edition from there: ``{number}`suicide``` prints the number, ``{line}`suicide``` the
service's name, ``{help-lines}`` all services by need, ``{law} id`` a point of law.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxContentsFilter, SphinxTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from porchlight import front_matter
from porchlight.age import aging_of
from porchlight.anchors import take_id
from porchlight.boxes import Box, ancestors
from porchlight.clock import format_month
from porchlight.diagnostics import Code, nearest, warn
from porchlight.numbers import AFTER_CALL, ways_to_dial
from porchlight.pictures import files
from porchlight.plain import meant
from porchlight.references import references
from porchlight.region_file import (
    home_name,
    line_of,
    load_region,
    not_checked_for,
    other_regions,
    read_language,
    region_folder,
    region_path,
)
from porchlight.sources import citation_words, cited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from porchlight.region_file import Law, Line, Need, Way


class phone(nodes.reference):
    """A number or address from the region file, linked so that a phone can call it."""


class region_words(nodes.inline):
    """Words within a line that came from the region file, and may therefore hold numbers."""


class from_region(nodes.compound):
    """Text that came from the region file, and may therefore hold numbers."""


def phone_nodes(way: Way, words: str = "") -> phone:
    """The number or address as a link."""
    words = words or way.number or re.sub(r"^https?://(www\.)?|/$", "", way.url)
    return phone(words, words, refuri=way.uri, internal=False, classes=["pl-phone"])


class NumberRole(SphinxRole):
    """``{number}`suicide```: the first number of that service; ``{number}`violence/text```: the first to text."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        way = find_way(self.env, self.text, self.get_location())
        if way is None:
            return [nodes.Text(self.text)], []
        number = phone_nodes(way)
        number["alone"] = self.text
        return [number], []


TITLED = re.compile(r"(.+?)\s*<([\w/-]+)>")
# Words that say how to reach a service, by the kind of way that they need.
VERBS = {
    "call": ("call", "calls", "calling", "called", "dial", "ring", "phone", "llame al"),
    "text": ("text", "texts", "texting", "texted", "texto al"),
}
TYPED_VERB = re.compile(rf"\b({'|'.join(verb for verbs in VERBS.values() for verb in verbs)})\s+$", re.IGNORECASE)
# A sentence begins here: at the head of a block, after a full stop or the like, or inside quotation marks.
BEGINS = re.compile(r"(?:^|[.!?…][\"”’)]*\s|[“\"(]|\s\|\s)\s*$")


def reach_words(line: Line) -> str:
    """How to reach a service before its number, as ``call or text``: each kind of way that has the first number."""
    first = line.ways[0]
    kinds = [way.kind for way in line.ways if (way.number, way.url) == (first.number, first.url)]
    plain = [kind for kind in VERBS if kind in kinds]
    return " or ".join(plain) if first.how.casefold() in VERBS else f"{first.how[:1].lower()}{first.how[1:]}"


class reach_verb(nodes.inline):
    """What to do with the number that follows; ``BeginSentences`` gives it a capital where a sentence begins."""


class ReachRole(SphinxRole):
    """``{reach}`suicide```: how to reach a service, with its number: "call or text 988", elsewhere "call 116 123".

    ``{reach}`calls <emergency>``` says it in other words; a service that has no such way is a mistake.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        words, name = match.groups() if (match := TITLED.fullmatch(self.text)) else ("", self.text)
        line = find_line(self.env, name, self.get_location())
        if line is None:
            return [nodes.Text(self.text)], []
        kinds = [kind for kind, verbs in VERBS.items() if re.search(rf"\b({'|'.join(verbs)})\b", words, re.IGNORECASE)]
        ways = {way.kind: way for way in reversed(line.ways)}
        for kind in kinds:
            if kind not in ways:
                warn(Code.REGION_UNKNOWN, f"'{name}' cannot be reached by '{kind}'", self.get_location())
        way = ways.get(kinds[0], line.ways[0]) if kinds else line.ways[0]
        verb: nodes.Node = nodes.Text(f"{words} ") if words else reach_verb("", f"{reach_words(line)} ")
        return [verb, phone_nodes(way)], []


class BeginSentences(SphinxTransform):
    """Give the verb before a number a capital where it begins a sentence."""

    default_priority = 1

    def apply(self, **kwargs: Any) -> None:
        for verb in list(self.document.findall(reach_verb)):
            words = verb.astext()
            begins = BEGINS.search(before(verb))
            verb.replace_self(nodes.Text(f"{words[0].upper()}{words[1:]}" if begins else words))


def before(node: nodes.Node) -> str:
    """The words that stand before *node* in its paragraph, heading or the like."""
    block = next(parent for parent in ancestors(node) if not isinstance(parent, nodes.Inline))
    said = ""
    for other in block.findall():
        if other is node:
            break
        if isinstance(other, nodes.Text):
            said += other.astext()
    return said


def check_typed_verbs(app: Sphinx, document: nodes.document) -> None:
    """Warn about verbs that an author typed before a number: elsewhere a number cannot be texted."""
    for number in document.findall(phone):
        if "alone" in number and (found := TYPED_VERB.search(before(number))):
            problem = f"'{found[1]}' is typed before the number of '{number['alone']}'"
            warn(Code.TYPED_VERB, problem, nearest(number, app.env.current_document.docname))


class CallRole(SphinxRole):
    """``{call}`emergency```: what to do with the first number of that service, as one link: "Call 911".

    ``{call}`Llame al <emergency>``` says it in other words.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        words, name = match.groups() if (match := TITLED.fullmatch(self.text)) else ("", self.text)
        way = find_way(self.env, name, self.get_location())
        if way is None:
            return [nodes.Text(self.text)], []
        return [phone_nodes(way, f"{words or way.how} {way.number or way.url}")], []


class DigitsRole(SphinxRole):
    """``{digits}`violence```: the number as words, where a slip of the thumb must not dial it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        way = find_way(self.env, self.text, self.get_location())
        words = phone_nodes(way).astext() if way else self.text
        return [region_words(words, words, classes=["pl-digits"])], []


class WayRole(SphinxRole):
    """``{way}`violence text```: the first way of that kind to reach the service, as words: "text START to 555"."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        name, _, kind = self.text.partition(" ")
        line = find_line(self.env, name, self.get_location())
        wanted = kind.strip().casefold()
        found = next((way for way in line.ways if way.kind == wanted), None) if line else None
        if line and not found:
            warn(Code.REGION_UNKNOWN, f"'{name}' cannot be reached by '{kind}'", self.get_location())
        words = f"{found.how[:1].lower()}{found.how[1:]} {found.number or found.url}" if found else ""
        return [region_words(words, words)] if words else [], []


class LineRole(SphinxRole):
    """``{line}`suicide```: that service's name."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        line = find_line(self.env, self.text, self.get_location())
        words = line.name if line else self.text
        return [region_words(words, words, classes=["pl-service"])], []


def find_line(env: BuildEnvironment, wanted: str, location: Any) -> Line | None:
    """The service with that id; warns when there is none."""
    env.note_dependency(str(region_path(env)))
    line = load_region(env).lines.get(wanted)
    if line is None:
        warn(
            Code.REGION_UNKNOWN,
            f"The region has no service '{wanted}'{meant(wanted, load_region(env).lines)}",
            location,
        )
    return line


def find_way(env: BuildEnvironment, wanted: str, location: Any) -> Way | None:
    """The first way of a service, ``violence``, or its first of a kind, ``violence/text``; warns without one."""
    name, _, kind = wanted.partition("/")
    line = find_line(env, name, location)
    ways = [way for way in line.ways if not kind or way.kind == kind] if line else []
    if line and not ways:
        warn(Code.REGION_UNKNOWN, f"The service '{name}' has no way to '{kind}'", location)
    return ways[0] if ways else None


class HelpLines(SphinxDirective):
    """``{help-lines}``: every service, grouped by need; the argument may name needs to keep."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(region_path(self.env)))
        region = load_region(self.env)
        wanted = self.arguments[0].split() if self.arguments else [need.id for need in region.needs]
        for name in wanted:
            if name not in {need.id for need in region.needs}:
                warn(
                    Code.REGION_UNKNOWN,
                    f"The region has no need '{name}'{meant(name, (need.id for need in region.needs))}",
                    self.get_location(),
                )
        return [
            section
            for need in region.needs
            if need.id in wanted
            for section in self._group(need, [line for line in region.lines.values() if line.need == need.id])
        ]

    def _group(self, need: Need, lines: list[Line]) -> list[nodes.Node]:
        section = nodes.section(
            "",
            nodes.title(need.heading, "", region_words(need.heading, need.heading)),
            names=[need.heading.casefold()],
        )
        take_id(self.state.document, section, f"need-{need.id}")
        if need.say:
            section += from_region("", nodes.paragraph(need.say, need.say))
        items = [self._service(line) for line in lines]
        section += from_region("", nodes.definition_list("", *items, classes=["pl-help-lines"]))
        return [section]

    @staticmethod
    def _service(line: Line) -> nodes.definition_list_item:
        ways = nodes.bullet_list("", classes=["pl-ways"])
        for way in line.ways:
            words = nodes.paragraph("", "", nodes.Text(f"{way.how}: "), phone_nodes(way))
            ways += nodes.list_item("", words)
        when = f"{line.hours[:1].upper()}{line.hours[1:]}. " if line.hours else ""
        checked = f"{when}Last checked: {format_month(line.checked)}."
        return nodes.definition_list_item(
            "",
            nodes.term(line.name, line.name),
            nodes.definition(
                "",
                nodes.paragraph(line.use, line.use),
                ways,
                nodes.paragraph(checked, checked, classes=["pl-checked"]),
                aging_of(line.checked),
            ),
        )


class LawDirective(Box):
    """``{law} id``: a point of law with its date; its sources are a note of the page."""

    required_arguments = 1
    optional_arguments = 0
    has_content = False

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(region_path(self.env)))
        region = load_region(self.env)
        law = region.laws.get(self.arguments[0])
        if law is None and self.arguments[0] in region.declined.law:
            return []
        if law is None:
            wanted = self.arguments[0]
            problem = f"The region has no point of law '{wanted}'{meant(wanted, load_region(self.env).laws)}"
            warn(Code.REGION_UNKNOWN, problem, self.get_location())
            return []
        paragraphs = [nodes.paragraph(words, words) for words in re.split(r"\n\s*\n", law.statement.strip())]
        words = f"As we found it in {format_month(law.checked)}; it can change."
        foot = nodes.paragraph("", words, classes=["pl-checked"])
        node = self.boxed("law", law.heading, [from_region("", *paragraphs), foot, aging_of(law.checked, law.ends)])
        title = next(node.findall(nodes.title))
        title.children = []
        title.append(region_words(law.heading, law.heading))
        return [node, *self._note(law, foot)]

    def _note(self, law: Law, foot: nodes.paragraph) -> list[nodes.Node]:
        """A note that holds the sources of *law*, called at the end of *foot*; one note if a page shows it twice."""
        entries = references(self.env, self.get_location())
        if entries is None:
            return []
        found: list[nodes.Node] = []
        for key in law.source:
            if key not in entries:
                warn(Code.SOURCE_UNKNOWN, f"There is no source '{key}'", self.get_location())
                continue
            found += [nodes.Text(" "), cited(key, entries[key])]
        if not found:
            return []
        name = f"law-{law.id}"
        document = self.state.document
        call = nodes.footnote_reference("", auto=1, refname=name)
        document.note_autofootnote_ref(call)
        document.note_footnote_ref(call)
        foot += call
        if name in document.nameids:
            return []
        label = f"{law.heading}. Checked in {format_month(law.checked)}."
        words = nodes.paragraph("", "", region_words(label, label), *found)
        note = nodes.footnote("", words, auto=1, names=[name])
        self.set_source_info(note)
        document.note_autofootnote(note)
        document.note_explicit_target(note, note)
        return [note]


def drawn_words(svg: str) -> list[str]:
    """What a drawing says, line by line of its file."""
    styled = re.sub(r"<style>.*?</style>", lambda found: "\n" * found[0].count("\n"), svg, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", lambda found: "\n" * found[0].count("\n"), styled).splitlines()


def check_region(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about entries that are wrong. Runs once a build."""
    region = load_region(env)
    place = region_path(env)
    for problem, number in region.problems:
        warn(Code.REGION_FILE, problem, f"{place}:{number}")
    for path in sorted(region_folder(env).glob("region.*.toml")):
        for problem, number in read_language(path)[1]:
            warn(Code.REGION_FILE, problem, f"{path}:{number}")
    for docname in sorted(region.pages.keys() - env.found_docs):
        text = place.read_text(encoding="utf-8")
        warn(Code.REGION_PAGE, f"There is no page '{docname}'", f"{place}:{line_of(text, 'pages', docname)}")
    others = patterns_of_others(env)
    for path in files(env) if region.lines else ():
        for line, words in enumerate(drawn_words(path.read_text(encoding="utf-8", errors="replace")), start=1):
            for found in dict.fromkeys([*region.strange_numbers(words), *numbers_of_others(others, region.own, words)]):
                problem = f"A drawing says '{found}', which is no number of the region"
                warn(Code.PICTURE_NUMBER, problem, f"{path}:{line}")


def old_entries(env: BuildEnvironment, now: date) -> Iterator[tuple[str, str]]:
    """What is stale or past its end on the day *now*, and where it stands."""
    region = load_region(env)
    place = region_path(env)
    text = place.read_text(encoding="utf-8", errors="replace") if place.is_file() else ""
    entries = [("lines", line.id, line.checked) for line in region.lines.values()]
    entries += [("law", law.id, law.checked) for law in region.laws.values()]
    for table, name, checked in entries:
        if front_matter.is_stale(checked, now):
            header = f"{table}.{name}"
            yield f"'{header}' was last checked on {checked}", f"{place}:{line_of(text, header)}"
    for law in region.laws.values():
        if law.ends and law.ends < now:
            header = f"law.{law.id}"
            yield f"'{header}' ended on {law.ends}", f"{place}:{line_of(text, header)}"


def patterns_of_others(env: BuildEnvironment) -> list[re.Pattern[str]]:
    """What finds the numbers of each other region."""
    return [region.typed for region in other_regions(region_folder(env)).values()]


def numbers_of_others(patterns: list[re.Pattern[str]], own: frozenset[str], words: str) -> Iterator[str]:
    """Phone numbers of other regions in *words*; those of three digits only after a word such as "call"."""
    for pattern in patterns:
        for found in pattern.finditer(words):
            short = len(re.sub(r"\D", "", found[0])) <= 3
            if not (short and not AFTER_CALL.search(words[: found.start()])) and not own & set(ways_to_dial(found[0])):
                yield found[0]


def check_typed_numbers(app: Sphinx, document: nodes.document) -> None:
    """Warn about numbers that an author typed instead of naming the region's entry, of whatever region."""
    region, others = load_region(app.env), patterns_of_others(app.env)
    for text in document.findall(nodes.Text):
        own = region.typed.search(str(text))
        found = own[0] if own else next(numbers_of_others(others, region.own, str(text)), "")
        if found and not _may_hold_numbers(text):
            place = nearest(text, app.env.current_document.docname)
            warn(Code.TYPED_NUMBER, f"The number '{found}' is typed by hand", place)


class NotChecked(SphinxTransform):
    """Say on top of a page that nobody has checked it for the region, unless the course was written for it."""

    default_priority = 850  # above the line that tells a page's age, which comes first

    def apply(self, **kwargs: Any) -> None:
        if not (written_for := home_name(region_folder(self.env))):
            return
        self.env.note_dependency(str(region_path(self.env)))
        here = not_checked_for(self.env, [self.env.current_document.docname])
        title = next(self.document.findall(nodes.title), None)
        if not here or title is None:
            return
        warning = f"This page has not been checked for {here}."
        more = f" It was written for {written_for}. Law, services, medicines and words may differ."
        words = nodes.paragraph("", "", nodes.strong(warning, warning), nodes.Text(more))
        words["classes"] += ["pl-checked", "pl-not-checked"]
        title.parent.insert(title.parent.index(title) + 1, words)


def _may_hold_numbers(text: nodes.Text) -> bool:
    if any(node.get("shown") for node in ancestors(text) if isinstance(node, nodes.compound)):
        return True  # a passage, told where it is defined
    allowed = (
        phone,
        from_region,
        region_words,
        citation_words,
        nodes.literal,
        nodes.literal_block,
        nodes.raw,
        nodes.comment,
        nodes.legend,  # tells a drawing, which holds what it holds
    )
    return any(
        isinstance(node, allowed) or (isinstance(node, nodes.reference) and node.get("refuri") == text.astext())
        for node in ancestors(text)
    )


def setup_region(app: Sphinx) -> None:
    """Register roles, directives and checks."""
    # in lists of headings a number is words and no link, as Sphinx does it with links of its own
    as_words = SphinxContentsFilter.ignore_node_but_process_children
    SphinxContentsFilter.visit_phone = as_words  # type: ignore[attr-defined]
    for node in (phone, from_region, region_words, reach_verb):
        app.add_node(node)
    app.add_role("number", NumberRole())
    app.add_role("reach", ReachRole())
    app.add_role("call", CallRole())
    app.add_role("digits", DigitsRole())
    app.add_role("way", WayRole())
    app.add_role("line", LineRole())
    app.add_directive("help-lines", HelpLines)
    app.add_directive("law", LawDirective)
    app.connect("env-updated", check_region)
    app.add_transform(BeginSentences)
    app.add_transform(NotChecked)
    app.connect("doctree-read", check_typed_numbers)
    app.connect("doctree-read", check_typed_verbs)
