"""The model of exercises: the pages that hold prompts, their examples, and what other pages know of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import ReferenceRole

from porchlight import front_matter
from porchlight.boxes import Box, box, take_options
from porchlight.diagnostics import Code, warn
from porchlight.locale import N_, _
from porchlight.plain import words
from porchlight.prompts import answer_of, kind_of, prompt, setup_prompts, split_bar
from porchlight.prompts.grid import answer_grid, entry_of, has_names, head_of, table_of
from porchlight.reading import exactly, format_duration
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOLDER = "exercises/"
FORMS = "course/facilitator/forms/"


class example(nodes.admonition):
    """How an invented family filled the exercise in: a definition list of labels and answers."""


@dataclass(frozen=True)
class Prompt:
    """What other pages and checks know of a prompt."""

    id: str
    kind: str
    label: str
    line: int | None


@dataclass(frozen=True)
class Exercise:
    """What other pages know of an exercise. Its id is its file's name."""

    id: str
    title: str
    minutes: int
    need: str
    prompts: tuple[Prompt, ...]


def exercise_id(docname: str) -> str | None:
    """The exercise's id if *docname* is one, else ``None``."""
    return docname.rpartition("/")[2] if docname.startswith(FOLDER) else None


def is_form(docname: str) -> bool:
    """Whether *docname* is a form for group leaders: a sheet whose prompts are for paper alone."""
    return docname.startswith(FORMS)


class Why(Box):
    kind, title = "why", N_("Why do this")


class WhenToStop(Box):
    kind, title = "when-to-stop", N_("When to stop")


class ExampleDirective(Box):
    """``{example} who filled it in``; the body is a definition list of prompt ids and answers."""

    required_arguments = 1
    optional_arguments = 0

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        inline, messages = self.parse_inline(self.arguments[0])
        title = nodes.title(self.arguments[0], f"{_('An example:')} ", *inline)
        node = example("", title, *messages, *self.parse_content_to_nodes(), classes=["pl-example"])
        self.set_source_info(title)
        self.set_source_info(node)
        take_options(self, node)
        for item in node.findall(nodes.definition_list_item):
            term = next(item.findall(nodes.term))
            item["prompt_id"], term["translatable"] = term.astext(), False  # an id stays as it is
        return [node]


class NameExampleAnswers(SphinxTransform):
    """In an example, put each prompt's label where the author wrote its id; lay out grids.

    ``before`` / ``: what she wrote`` becomes the label of the prompt ``before`` / what she wrote.
    """

    default_priority = 400

    def apply(self, **kwargs: object) -> None:
        prompts: dict[str, prompt] = {}
        for node in self.document.findall(prompt):
            prompts.setdefault(node["prompt_id"], node)  # of two with one id others tell
        for shown in self.document.findall(example):
            items = list(shown.findall(nodes.definition_list_item))
            if not items:
                warn(Code.EXAMPLE_PROMPT, "The example shows no answers", shown)
            for item in items:
                term = next(item.findall(nodes.term))
                prompt_node = prompts.get(item.get("prompt_id"))
                if prompt_node is None:
                    warn(
                        Code.EXAMPLE_PROMPT,
                        f"The example answers '{term.astext()}', which is no prompt here",
                        shown,
                    )
                    continue
                label = next(prompt_node.findall(nodes.title)).deepcopy()
                for mark in list(label.findall(nodes.footnote_reference)):
                    mark.parent.remove(mark)  # the note is called once, by the prompt itself
                for part in label.findall(nodes.Element):
                    part["ids"] = []
                term.children = []
                term.extend(label.children)
                room = answer_of(prompt_node)
                lines = list(item.findall(nodes.definition))
                translated = any(part.get("translated") for part in item.findall(nodes.Element))
                if not translated and (
                    problem := kind_of(room).wrong_answer(room, [" ".join(line.astext().split()) for line in lines])
                ):
                    warn(Code.EXAMPLE_PROMPT, problem, next(lines[0].findall(nodes.paragraph), lines[0]))
                if isinstance(room, answer_grid):
                    self._table(room, item)

    @staticmethod
    def _table(room: answer_grid, item: nodes.definition_list_item) -> None:
        """Turn rows such as ``: 7 a.m. | wakes sick``, a definition each, into one table."""
        rows = list(item.findall(nodes.definition))
        cells = [split_bar(row.astext()) for row in rows]
        head = head_of(room)
        for row, texts in zip(rows, cells, strict=True):
            if len(texts) != len(head):
                warn(
                    Code.EXAMPLE_PROMPT,
                    f"A row of the example has {len(texts)} cells instead of {len(head)}",
                    row,
                )
                return
        filled = [[entry_of(text) for text in texts] for texts in cells]
        table = table_of([entry.deepcopy() for entry in head], filled, stub=has_names(room))
        term = item[0]
        item.children = []
        item += [term, nodes.definition("", table)]


def _places(exercise: str, document: nodes.document) -> Iterator[tuple[str, str, str]]:
    """The name of each prompt, its id on the page, and its words."""
    for node in document.findall(prompt):
        if node["prompt_id"]:
            yield f"{exercise}/{node['prompt_id']}", node["ids"][0], words(node[0])


class ExerciseDomain(RecordsDomain[Exercise]):
    """Every exercise, for pages that link to it and for the checks across pages."""

    name = "exercise"
    label = "Porch Light exercises"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        found = exercise_id(docname)
        if found is None:
            return
        values = env.metadata[docname]
        front = front_matter.read(values, docname, wants=("minutes", "checked"))
        need = str(values.get("need", ""))
        prompts = tuple(
            Prompt(node["prompt_id"], node["kind"], words(node[0]), node.line) for node in document.findall(prompt)
        )
        title = next(map(words, document.findall(nodes.title)), found)
        self.note(docname, Exercise(found, title, front.minutes, need, prompts))
        for name, place, words_there in ((found, "", title), *_places(found, document)):
            # as Sphinx's own labels: links find them, and a page is written again when the words change;
            # of two with one name our own checks tell
            std = env.domains.standard_domain
            std.anonlabels.setdefault(label_of(name), (docname, place))
            std.labels.setdefault(label_of(name), (docname, place, words_there))
        self._check_parts(document, docname, need, prompts)
        self._check_ids(docname, prompts)

    @staticmethod
    def _check_parts(document: nodes.document, docname: str, need: str, prompts: tuple[Prompt, ...]) -> None:
        kinds = {node["kind"] for node in document.findall(box)}
        missing = [kind for kind in ("why", "when-to-stop") if kind not in kinds]
        if not next(document.findall(example), None):
            missing.append("example")
        if not prompts:
            missing.append("prompt")
        if not need:
            missing.append("need")
        for part in missing:
            warn(Code.EXERCISE_PART, f"The exercise '{docname}' has no '{part}'", (docname, 1))

    @staticmethod
    def _check_ids(docname: str, prompts: tuple[Prompt, ...]) -> None:
        seen: set[str] = set()
        for found in prompts:
            if found.id and found.id in seen:
                warn(
                    Code.PROMPT_DUPLICATE,
                    f"The id '{found.id}' is used twice in this exercise",
                    (docname, found.line),
                )
            seen.add(found.id)

    def check_consistency(self) -> None:
        """Two files of one name in different folders would share readers' answers."""
        first: dict[str, str] = {}
        for docname, found in self.all():
            if found.id in first:
                warn(
                    Code.EXERCISE_DUPLICATE,
                    f"The exercise '{found.id}' is already in '{first[found.id]}'",
                    (docname, 1),
                )
            first.setdefault(found.id, docname)

    def find(self, wanted: str) -> tuple[str, Exercise] | None:
        """The document and record of the exercise with that id."""
        name = f"{FOLDER}{wanted}"
        return next(((name, found) for found in self.records.get(name, ())), None)


def add_facts(app: Sphinx, document: nodes.document) -> None:
    """Below "Why do this", say how long the exercise takes and what it needs."""
    docname = app.env.current_document.docname
    domain = ExerciseDomain.of(app.env)
    for record in domain.records.get(docname, []):
        for why in document.findall(box):
            if why["kind"] == "why":
                needed = _("You need: %(need)s", need=record.need)
                facts = f"{format_duration(exactly(record.minutes)).capitalize()}. {needed}"
                why += nodes.paragraph(facts, facts, classes=["pl-facts"], need=needed)
                break


class ExerciseRole(ReferenceRole):
    """A link with the title of an exercise, ``two-lists``, or the words of a prompt, ``two-lists/before``;
    ``others <two-lists>`` gives it other words.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        link = addnodes.pending_xref(
            self.rawtext,
            nodes.inline(self.title, self.title),
            refdoc=self.env.current_document.docname,
            refdomain="std",
            reftype="ref",
            reftarget=label_of(self.target),
            refexplicit=self.has_explicit_title,
            refwarn=True,
        )
        self.set_source_info(link)
        return [link], []


def label_of(name: str) -> str:
    """Sphinx's label of an exercise (``two-lists``) or of a prompt (``two-lists/before``)."""
    return f"{FOLDER}{name}"


def check_places(app: Sphinx, document: nodes.document) -> None:
    """Warn about each prompt that no page of answers holds."""
    docname = app.env.current_document.docname
    if exercise_id(docname) is None and not is_form(docname):
        for node in document.findall(prompt):
            warn(Code.PROMPT_PLACE, "A prompt stands outside an exercise or form", node)


def setup_exercise(app: Sphinx) -> None:
    """Register the exercise directives, nodes and domain."""
    setup_prompts(app)
    app.add_node(example)  # known by name to docutils; printed by the visitor of its base class
    app.add_role("exercise", ExerciseRole())
    app.add_role("prompt", ExerciseRole())
    app.add_directive("why", Why)
    app.add_directive("when-to-stop", WhenToStop)
    app.add_directive("example", ExampleDirective)
    app.add_domain(ExerciseDomain)
    app.add_transform(NameExampleAnswers)
    app.connect("doctree-read", add_facts)
    app.connect("doctree-read", check_places)
