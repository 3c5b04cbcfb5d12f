"""The model of exercises: prompts, their kinds, their ids.

A prompt becomes an ``admonition`` that any builder can print: its label, help, and room for an
answer made of plain docutils nodes. Editions that can do more (fields on the web, ruled lines
on paper, cells in a notebook) look at the node's attributes:

========== ============================================================================
attribute   meaning
========== ============================================================================
prompt_id   the id, unique in its exercise; readers' saved answers hang on it
kind        one of ``KINDS``
lines       number of written lines (``lines``), or that a row has room for (``grid``)
choices     texts of the choices (``choose-one``, ``choose-many``)
low, high   what 0 and 10 mean (``scale``)
columns     column titles (``grid``)
row_names   names in the first column (``grid``), or none
rows        number of rows (``grid``)
pairs       number of if-then pairs (``if-then``)
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

from porchlight import front_matter
from porchlight.anchors import take_id
from porchlight.boxes import Box, box, take_options, without_comments
from porchlight.diagnostics import Code, warn
from porchlight.plain import words
from porchlight.reading import about, exactly
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOLDER = "exercises/"
FORMS = "course/facilitator/forms/"
ID = re.compile(r"[a-z0-9-]{1,48}")
SCALE = range(11)

# What each kind needs and may have, besides ':id:', ':kind:' and help text.
KINDS: dict[str, tuple[set[str], set[str]]] = {
    "short": (set(), set()),
    "lines": (set(), {"lines"}),
    "choose-one": (set(), set()),
    "choose-many": (set(), set()),
    "scale": ({"low", "high"}, set()),
    "grid": ({"columns"}, {"rows", "row-names", "lines"}),
    "if-then": (set(), {"pairs"}),
}
MARKS = {"choose-one": "○", "choose-many": "☐"}
BLANK = "_" * 30


class prompt(nodes.admonition):
    """A question with room for an answer: a title, help, and one of the answer nodes below."""


class answer_space(nodes.line_block):
    """Empty lines to write on."""


class answer_choices(nodes.bullet_list):
    """Choices to mark."""


class answer_scale(nodes.line_block):
    """The numbers 0 to 10, then what both ends mean."""


class answer_grid(nodes.table):
    """An empty table to fill in."""


class answer_pairs(nodes.line_block):
    """Lines "If … / then I will …"."""


class example(nodes.admonition):
    """How an invented family filled the exercise in: a definition list of labels and answers."""


ANSWERS = (answer_space, answer_choices, answer_scale, answer_grid, answer_pairs)


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


def split_bar(text: str) -> list[str]:
    """Split ``"Time | What happened"`` into its trimmed parts."""
    return [part.strip() for part in text.split("|")] if text.strip() else []


def whole_number(text: str) -> int | None:
    """The whole number from 1 to 40 that *text* is, else ``None``."""
    return int(text) if text.isdecimal() and 1 <= int(text) <= 40 else None


class PromptDirective(SphinxDirective):
    """``{prompt} label`` with ``:id:`` and ``:kind:``; the body is help, then any choices."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = dict.fromkeys(
        ("id", "kind", "lines", "low", "high", "columns", "rows", "row-names", "pairs"),
        directives.unchanged,
    )

    def run(self) -> list[nodes.Node]:
        label, messages = self.parse_inline(self.arguments[0])
        title = nodes.title(self.arguments[0], "", *label)
        body = without_comments(self.parse_content_to_nodes())
        prompt_id = self._id()
        node = prompt("", title, *messages, *body, prompt_id=prompt_id, classes=["pl-prompt"])
        if prompt_id:
            take_id(self.state.document, node, f"prompt-{prompt_id}")
        self.set_source_info(title)
        self.set_source_info(node)
        docname = self.env.current_document.docname
        if exercise_id(docname) is None and not is_form(docname):
            self._warn(Code.PROMPT_PLACE, "A prompt stands outside an exercise or form")
        node["kind"] = self._kind()
        self._answer(node)
        node["classes"].append(f"pl-prompt--{node['kind']}")
        return [node]

    def _warn(self, code: Code, problem: str) -> None:
        warn(code, problem, self.get_location())

    def _id(self) -> str:
        found = str(self.options.get("id", ""))
        if not ID.fullmatch(found):
            self._warn(Code.PROMPT_ID, f"The prompt's id '{found}' is not a valid id")
            return ""
        return found

    def _kind(self) -> str:
        """The kind, after checking that its options fit; ``lines`` when it is unknown."""
        kind = str(self.options.get("kind", ""))
        if kind not in KINDS:
            self._warn(Code.PROMPT_KIND, f"'{kind}' is no kind of prompt")
            return "lines"
        needed, allowed = KINDS[kind]
        given = set(self.options) - {"id", "kind"}
        for name in sorted(needed - given):
            self._warn(Code.PROMPT_OPTION, f"A '{kind}' prompt needs ':{name}:'")
        for name in sorted(given - needed - allowed):
            self._warn(Code.PROMPT_OPTION, f"A '{kind}' prompt has no option ':{name}:'")
        return kind

    def _number(self, name: str, default: int) -> int:
        text = self.options.get(name)
        if text is None:
            return default
        number = whole_number(text)
        if number is None:
            self._warn(Code.PROMPT_OPTION, f"':{name}:' must be a whole number from 1 to 40")
        return number or default

    def _answer(self, node: prompt) -> None:
        """Append the answer node that fits the kind, and note its settings on the prompt."""
        kind = node["kind"]
        if kind == "short":
            node["lines"] = 1
            node += write_lines(1)
        elif kind == "lines":
            node["lines"] = self._number("lines", 3)
            node += write_lines(node["lines"])
        elif kind in MARKS:
            self._choices(node)
        elif kind == "scale":
            node["low"], node["high"] = self.options.get("low", ""), self.options.get("high", "")
            node += scale_lines(node["low"], node["high"])
        elif kind == "grid":
            node["columns"] = split_bar(self.options.get("columns", ""))
            node["row_names"] = split_bar(self.options.get("row-names", ""))
            node["rows"] = len(node["row_names"]) or self._number("rows", 4)
            node["lines"] = self._number("lines", 3)
            if len(node["columns"]) < 2:
                self._warn(Code.PROMPT_OPTION, "A grid needs two or more ':columns:' divided by '|'")
            else:
                node += grid_table(node["columns"], node["rows"], node["row_names"])
        elif kind == "if-then":
            node["pairs"] = self._number("pairs", 1)
            node += pair_lines(node["pairs"])

    def _choices(self, node: prompt) -> None:
        last = node.children[-1]
        listed = last.children if isinstance(last, nodes.bullet_list) else []
        items = [item for item in listed if isinstance(item, nodes.list_item)]
        for item in items:
            item.children = without_comments(item.children)
            if len(item.children) != 1 or not isinstance(item[0], nodes.paragraph):
                self._warn(Code.PROMPT_CHOICES, f"The choice '{words(item)[:40]}' is more than one paragraph, or none")
        items = [item for item in items if item.children and isinstance(item[0], nodes.paragraph)]
        texts = [words(item[0]) for item in items]
        if "" in texts or len(set(texts)) < 2 or len(set(texts)) != len(texts):
            self._warn(Code.PROMPT_CHOICES, f"A '{node['kind']}' prompt lacks distinct choices")
        if not items:
            node["kind"], node["lines"] = "lines", 3
            node += write_lines(3)
            return
        for item in items:
            del item[1:]
        node.replace(last, answer_choices("", *items, classes=["pl-answer-choices"]))


class MarkChoices(SphinxTransform):
    """Note the texts of a prompt's choices on it, and put a mark before each.

    After Sphinx has put a translation in their place, so that every edition has the translated ones.
    """

    default_priority = 390

    def apply(self, **kwargs: object) -> None:
        for choices in self.document.findall(answer_choices):
            asked = choices.parent
            paragraphs = [item[0] for item in choices.children if isinstance(item, nodes.list_item)]
            asked["choices"] = [words(paragraph) for paragraph in paragraphs]
            for paragraph in paragraphs:
                assert isinstance(paragraph, nodes.Element)
                paragraph.insert(0, nodes.inline("", f"{MARKS[asked['kind']]} ", classes=["pl-mark"]))


def write_lines(count: int) -> answer_space:
    """*count* empty lines."""
    return answer_space("", *(nodes.line() for _ in range(count)), classes=["pl-answer-space"])


def scale_lines(low: str, high: str) -> answer_scale:
    """The numbers, and what both ends mean."""
    numbers = "   ".join(str(number) for number in SCALE)
    return answer_scale(
        "",
        nodes.line("", numbers, classes=["pl-scale-numbers"]),
        nodes.line("", f"0 = {low}", classes=["pl-scale-end"]),
        nodes.line("", f"10 = {high}", classes=["pl-scale-end"]),
        classes=["pl-answer-scale"],
    )


def pair_lines(pairs: int) -> answer_pairs:
    """*pairs* times "If … / then I will …"."""
    return answer_pairs(
        "",
        *(nodes.line("", f"{half} {BLANK}") for _ in range(pairs) for half in ("If", "then I will")),
        classes=["pl-answer-pairs"],
    )


def grid_table(columns: list[str], rows: int, row_names: list[str]) -> answer_grid:
    """An empty table of *rows* rows; *row_names* fill the first column."""
    cells = [
        [row_names[row] if row_names and column == 0 else "" for column in range(len(columns))] for row in range(rows)
    ]
    return table_of(columns, cells, stub=bool(row_names))


def table_of(columns: list[str], cells: list[list[str]], *, stub: bool) -> answer_grid:
    """A table with a head; with *stub* the first column holds the names of the rows."""
    group = nodes.tgroup(cols=len(columns))
    for number in range(len(columns)):
        spec = nodes.colspec(colwidth=100 // len(columns))
        if stub and number == 0:
            spec["stub"] = 1
        group += spec
    group += nodes.thead("", _row(columns))
    group += nodes.tbody("", *(_row(row) for row in cells))
    return answer_grid("", group, classes=["pl-answer-grid", "colwidths-auto"])


def _row(texts: list[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *([nodes.paragraph(text, text)] if text else [])) for text in texts))


class Why(Box):
    kind, title = "why", "Why do this"


class WhenToStop(Box):
    kind, title = "when-to-stop", "When to stop"


class ExampleDirective(Box):
    """``{example} who filled it in``; the body is a definition list of prompt ids and answers."""

    required_arguments = 1
    optional_arguments = 0

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        inline, messages = self.parse_inline(self.arguments[0])
        title = nodes.title(self.arguments[0], "An example: ", *inline)
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
        prompts = {node["prompt_id"]: node for node in self.document.findall(prompt)}
        for shown in self.document.findall(example):
            items = list(shown.findall(nodes.definition_list_item))
            if not items:
                warn(Code.EXAMPLE_PROMPT, "The example shows no answers", shown)
            for item in items:
                term = next(item.findall(nodes.term))
                asked = prompts.get(item.get("prompt_id"))
                if asked is None:
                    warn(
                        Code.EXAMPLE_PROMPT,
                        f"The example answers '{term.astext()}', which is no prompt here",
                        shown,
                    )
                    continue
                label = next(asked.findall(nodes.title)).deepcopy()
                for mark in list(label.findall(nodes.footnote_reference)):
                    mark.parent.remove(mark)  # the note is called once, by the prompt itself
                for part in label.findall(nodes.Element):
                    part["ids"] = []
                term.children = []
                term.extend(label.children)
                if asked["kind"] == "grid" and asked["columns"]:
                    self._table(asked, item)

    @staticmethod
    def _table(asked: prompt, item: nodes.definition_list_item) -> None:
        """Turn rows such as ``: 7 a.m. | wakes sick``, a definition each, into one table."""
        rows = list(item.findall(nodes.definition))
        cells = [split_bar(row.astext()) for row in rows]
        width = len(asked["columns"])
        for row, texts in zip(rows, cells, strict=True):
            if len(texts) != width:
                warn(
                    Code.EXAMPLE_PROMPT,
                    f"A row of the example has {len(texts)} cells instead of {width}",
                    row,
                )
                return
        table = table_of(asked["columns"], cells, stub=bool(asked["row_names"]))
        term = item[0]
        item.children = []
        item += [term, nodes.definition("", table)]


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
        return next(((name, found) for name, found in self.all() if found.id == wanted), None)


def add_facts(app: Sphinx, document: nodes.document) -> None:
    """Below "Why do this", say how long the exercise takes and what it needs."""
    docname = app.env.current_document.docname
    domain: ExerciseDomain = app.env.get_domain(ExerciseDomain.name)  # type: ignore[assignment]
    for record in domain.records.get(docname, []):
        for why in document.findall(box):
            if why["kind"] == "why":
                facts = f"{about(exactly(record.minutes)).capitalize()}. You need: {record.need}"
                why += nodes.paragraph(facts, facts, classes=["pl-facts"])
                break


def setup_exercise(app: Sphinx) -> None:
    """Register the exercise directives, nodes and domain."""
    for node in (prompt, *ANSWERS, example):
        app.add_node(node)  # known by name to docutils; printed by the visitor of their base class
    app.add_directive("prompt", PromptDirective)
    app.add_directive("why", Why)
    app.add_directive("when-to-stop", WhenToStop)
    app.add_directive("example", ExampleDirective)
    app.add_domain(ExerciseDomain)
    app.add_transform(MarkChoices)
    app.add_transform(NameExampleAnswers)
    app.connect("doctree-read", add_facts)
