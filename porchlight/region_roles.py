"""Roles that print what the region file says: {number}, {reach}, {call}, {digits}, {way}, {line}."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxContentsFilter, SphinxTransform
from sphinx.util.docutils import SphinxRole

from porchlight.boxes import ancestors
from porchlight.diagnostics import Code, nearest, warn
from porchlight.locale import N_, SOURCE, _, listed, spoken
from porchlight.plain import meant
from porchlight.region_file import (
    load_region,
    note_region,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from porchlight.region_schema import Line, Way


class phone(nodes.reference):
    """A number or address from the region file, linked so that a phone can call it."""


class region_words(nodes.inline):
    """Words within a line that came from the region file, and may therefore hold numbers."""


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
    N_("call"): ("call", "calls", "calling", "called", "dial", "ring", "phone", "llame al"),
    N_("text"): ("text", "texts", "texting", "texted", "texto al"),
}
TYPED_VERB = re.compile(rf"\b({'|'.join(verb for verbs in VERBS.values() for verb in verbs)})\s+$", re.IGNORECASE)
# A sentence begins here: at the head of a block, after a full stop or the like, or inside quotation marks.
BEGINS = re.compile(r"(?:^|[.!?…][\"”’)]*\s|[“\"(]|\s\|\s)\s*$")


def reach_words(line: Line) -> str:
    """How to reach a service before its number, as ``call or text``: each kind of way that has the first number."""
    first = line.ways[0]
    kinds = [way.kind for way in line.ways if (way.number, way.url) == (first.number, first.url)]
    plain = [_(kind) for kind in VERBS if kind in kinds]
    if spoken() != SOURCE:
        # who answers calls in a language may not answer texts in it: region.es.toml alone can say that they do
        plain = plain[:1]
    return listed(plain, "or") if first.how.casefold() in VERBS else f"{first.how[:1].lower()}{first.how[1:]}"


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
    text = ""
    for other in block.findall():
        if other is node:
            break
        if isinstance(other, nodes.Text):
            text += other.astext()
    return text


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
    note_region(env)
    line = load_region(env).lines.get(wanted)
    if line is None and load_region(env).misses(f"lines.{wanted}"):
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


def setup_region_roles(app: Sphinx) -> None:
    """Register the roles, their nodes, and the check of what stands before them."""
    # in lists of headings a number is words and no link, as Sphinx does it with links of its own
    as_words = SphinxContentsFilter.ignore_node_but_process_children
    SphinxContentsFilter.visit_phone = as_words  # type: ignore[attr-defined]
    for node in (phone, region_words, reach_verb):
        app.add_node(node)
    app.add_role("number", NumberRole())
    app.add_role("reach", ReachRole())
    app.add_role("call", CallRole())
    app.add_role("digits", DigitsRole())
    app.add_role("way", WayRole())
    app.add_role("line", LineRole())
    app.add_transform(BeginSentences)
    app.connect("doctree-read", check_typed_verbs)
