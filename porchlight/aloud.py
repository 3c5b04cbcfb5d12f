"""Words that a leader reads aloud: ``{say}``, and ``{story-aloud}``, a story that a lesson tells.

::

    :::{say} While the slide is up
    Words to read aloud, as they stand.
    :::

    :::{story-aloud} why-just-stop-fails
    :::

Both are quotations that any builder can print. No story is typed twice: ``{story-aloud}`` reads it from the
Markdown of its lesson, as ``{passage}`` does, and the page is read again when the story has changed.

To say are also all other quotations, and what stands in quotation marks between words to the leader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, ancestors, take_options
from porchlight.diagnostics import Code, warn
from porchlight.lesson import Story
from porchlight.listings import list_here
from porchlight.locale import _
from porchlight.outline import is_lesson
from porchlight.passage_source import Opening, definitions
from porchlight.passages import PassageDirective
from porchlight.plain import meant, read_text_of, words
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PRIVATE = re.compile(r"\A---\n(?:(?!---).*\n)*private:[ \t]*true\b", re.IGNORECASE)
STORY = Opening("story", re.compile(r"(:{3,})\{story\}[ \t]*()$"))


QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
FEWEST = 3  # words in quotation marks that are a thing to say; fewer are a name or a thing called so
FIRST = 16  # words that a run sheet has room for
ENOUGH = 6  # words by which a leader finds the place
NOT_SAID = {"pl-say__title", "pl-closing", "pl-made"}


class say(nodes.block_quote):
    """Words to read aloud; the first paragraph may be a title, of the class ``pl-say__title``."""


class story_aloud(say):
    """The story of a lesson. ``shown`` tells, as for a passage, that it is checked in its own place."""


def _titled(inline: list[nodes.Node]) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", "", *inline), classes=["pl-say__title"])


class SayDirective(SphinxDirective):
    """``{say} Title``: words to read aloud as they stand; the title, which nobody reads aloud, is optional."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        node = say("", classes=["pl-say"])
        self.set_source_info(node)
        if self.arguments:
            inline, messages = self.parse_inline(self.arguments[0])
            title = _titled(inline)
            self.set_source_info(title)
            node += [title, *messages]
        node += self.parse_content_to_nodes()
        take_options(self, node)
        return [node]


class StoryAloud(PassageDirective):
    """``{story-aloud} name-of-the-lesson``: the story of that lesson, to be read aloud."""

    has_content = False
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        docname = lesson_called(self.env, name)
        if docname is None:
            lessons = (found.rpartition("/")[2] for found in self.env.found_docs if is_lesson(self.env, found))
            return self._nothing(f"There is no lesson '{name}'{meant(name, lessons)}")
        file = Path(self.env.doc2path(docname))
        if PRIVATE.search(read_text_of(file)):
            return self._nothing(f"The lesson '{name}' is private, and its words stand nowhere else")
        found = definitions(file, STORY)
        if not found:
            return self._nothing(f"The lesson '{name}' has no story")
        lead = _titled([nodes.Text(f"{_('Read aloud. From')} "), list_here("sheet-link", docname.rpartition("/")[2])])
        lead["classes"].append("pl-made")
        closing = nodes.paragraph("", _(Story.closing), classes=["pl-closing"])
        node = story_aloud("", lead, *self.taken_over(found[0]), closing, shown=True, classes=["pl-say"])
        node["lesson"], node["digest"] = docname, found[0].digest
        self.set_source_info(node)
        return [node]

    def _nothing(self, problem: str) -> list[nodes.Node]:
        warn(Code.STORY_UNKNOWN, problem, self.get_location())
        return []


def quotations(node: nodes.Element) -> Iterator[nodes.block_quote]:
    """The quotations in *node*, each with those inside it."""
    for found in node.findall(nodes.block_quote):
        if not any(isinstance(parent, nodes.block_quote) for parent in ancestors(found)):
            yield found


def said_in(quotation: nodes.Element) -> str:
    """The words of a quotation that are spoken: not its title, nor what the build adds."""
    spoken = (part for part in quotation.findall(nodes.paragraph) if not NOT_SAID & set(part["classes"]))
    return " ".join(map(words, spoken))


def said_between(node: nodes.Element) -> list[str]:
    """What stands in quotation marks in *node*, outside its quotations."""
    found = []
    for part in node.findall(nodes.paragraph):
        holders = list(ancestors(part))
        if any(isinstance(parent, nodes.block_quote) for parent in holders) or NOT_SAID & set(part["classes"]):
            continue
        found += [quotation for quotation in QUOTED.findall(words(part)) if len(quotation.split()) >= FEWEST]
    return found


def words_to_say(node: nodes.Element) -> int:
    """How many words there are to say in *node*."""
    return sum(len(quotation.split()) for quotation in [*map(said_in, quotations(node)), *said_between(node)])


@dataclass(frozen=True)
class First:
    """How a part of an agenda begins, and whether these words are said or tell what to do."""

    words: str
    aloud: bool


def first_words(part: nodes.Element, slides: Sequence[nodes.Element]) -> First:
    """The first words to say of an activity that shows *slides*; what to do, when there are none."""
    pieces = [said_in(found) for node in (part, *slides) for found in quotations(node)]
    spoken = next(
        filter(None, [*pieces, *said_between(part), *(spoken for node in slides for spoken in said_between(node))]), ""
    )
    if spoken:
        return First(_beginning(spoken), aloud=True)
    told = (line for line in part.findall(nodes.paragraph) if not NOT_SAID & set(line["classes"]))
    return First(_beginning(next(map(words, told), "")), aloud=False)


def _beginning(text: str) -> str:
    """Whole sentences of *text*, if they are enough to know the place by; else as many words as there is room for."""
    parts = text.split()
    ends = [number for number, word in enumerate(parts[:FIRST], start=1) if word.rstrip("”’\"'")[-1:] in tuple(".?!…")]
    if len(parts) <= FIRST:
        return text
    if ends and ends[-1] >= ENOUGH:
        return " ".join(parts[: ends[-1]])
    return f"{' '.join(parts[:FIRST]).rstrip(',;:')} …"


@dataclass(frozen=True)
class Told:
    """That a page tells the story of a lesson, and the fingerprint of what it said when the page was read."""

    lesson: str
    digest: str


class StoryDomain(RecordsDomain[Told]):
    """Which page tells the story of which lesson."""

    name = "story"
    label = "Porch Light stories"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for node in document.findall(story_aloud):
            self.note(docname, Told(node["lesson"], node["digest"]))

    def outdated(self) -> set[str]:
        """Pages that tell a story that has changed since they were read."""

        def digest(lesson: str) -> str:
            found = definitions(Path(self.env.doc2path(lesson)), STORY)
            return found[0].digest if found else ""

        return {docname for docname, story in self.all() if story.digest != digest(story.lesson)}


def outdated_pages(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], gone: Set[str]) -> set[str]:
    """Tell Sphinx which pages to read again because a story that they tell has changed."""
    domain = StoryDomain.of(env)
    return {docname for docname in domain.outdated() if docname in env.found_docs and docname not in gone}


def lesson_called(env: BuildEnvironment, name: str) -> str | None:
    """The lesson of that file name, or of that whole path, or ``None``."""
    path = name.strip("/").removesuffix(".md")
    lessons = (docname for docname in sorted(env.found_docs) if is_lesson(env, docname))
    return next((docname for docname in lessons if path in (docname, docname.rpartition("/")[2])), None)


def setup_aloud(app: Sphinx) -> None:
    """Register the directives and their nodes."""
    app.add_node(say)
    app.add_node(story_aloud)
    app.add_directive("say", SayDirective)
    app.add_directive("story-aloud", StoryAloud)
    app.add_domain(StoryDomain)
    app.connect("env-get-outdated", outdated_pages)
