"""Notebooks: each exercise as a valid nbformat 4.5 file, which is also the file of saved answers.

Every prompt is two Markdown cells: the question (id ``Q_<prompt>``), then the answer, whose cell
id is the prompt's id and whose ``metadata.porchlight`` is ``{exercise, prompt, kind, value}``. Each
cell of ours also carries its text a second time (``printed``), to tell edited cells from others.
Text between prompts becomes cells ``Text_1``, ``Text_2`` … Capitals and underscores cannot occur
in a prompt's id, so the ids never clash. There are no code cells, hence no kernel is needed.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import count, repeat
from typing import TYPE_CHECKING

import nbformat
from docutils import nodes
from nbformat.v4 import new_markdown_cell, new_notebook
from sphinx.builders import Builder
from sphinx.util.docutils import SphinxTranslator
from sphinx.util.osutil import ensuredir

from porchlight.addresses import file_name
from porchlight.diagnostics import Code, warn
from porchlight.editions.shared import excerpts
from porchlight.editions.shared.help_lines import help_lines
from porchlight.exercise import Exercise, ExerciseDomain, exercise_id
from porchlight.languages import language_of
from porchlight.locale import N_, _, said_in
from porchlight.plain import words
from porchlight.prompts import answer_of, kind_of, prompt

if TYPE_CHECKING:
    from collections.abc import Iterator, Set
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MARKUP = re.compile(r"[\\`*_\[\]<~$]|^\s*(?:#{1,6}(?=\s)|[-+](?=\s)|>)|^(\s*\d+)([.)])(?=\s)", re.MULTILINE)
GUIDE = N_(
    "Write in the empty cells: double-click a cell, type, then press Shift and Enter. "
    "Save the file where only you can open it."
)


def escaped(text: str) -> str:
    """*text* as Markdown that shows it as it is; ``$`` would begin a formula in Jupyter."""
    return MARKUP.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[0]}", text)


def course_cell(text: str, cell_id: str) -> nbformat.NotebookNode:
    """A cell with the course's own words."""
    cell: nbformat.NotebookNode = new_markdown_cell(text, id=cell_id)
    cell.metadata["porchlight"] = {"printed": text}
    return cell


def answer_cell(exercise: str, node: prompt) -> nbformat.NotebookNode:
    """The empty answer cell of a prompt."""
    kind, room = kind_of(node), answer_of(node)
    cell: nbformat.NotebookNode = new_markdown_cell(kind.cell(room), id=node["prompt_id"])
    cell.metadata["porchlight"] = {
        "exercise": exercise,
        "prompt": node["prompt_id"],
        "kind": kind.saved_as,
        "value": kind.blank,
        **kind.facts(room),
        "printed": cell.source,
    }
    return cell


class MarkdownTranslator(SphinxTranslator):
    """Writes doctree nodes as Markdown; ``text`` holds the result after a walk.

    *heading* is the level of a section's title that is met first.
    """

    def __init__(self, document: nodes.document, builder: Builder, heading: int = 1) -> None:
        super().__init__(document, builder)
        self.parts: list[str] = []
        self.heading = heading
        self.indent: list[str] = []
        self.items: list[Iterator[str]] = []  # the marks that are still to come, of each open list

    @property
    def text(self) -> str:
        lines = "".join(self.parts).splitlines()
        return "\n".join(line.rstrip() for line in lines).strip()

    # blocks
    def _open(self, node: nodes.Node) -> None:
        pass

    def _block_end(self, node: nodes.Node) -> None:
        self.parts.append("\n\n")

    visit_section = visit_compound = visit_document = _open
    depart_section = depart_compound = depart_document = _open
    visit_definition_list = depart_definition_list = _open
    visit_definition_list_item = depart_definition_list_item = _open
    visit_inline = depart_inline = _open
    visit_line_block = depart_line_block = _open

    def visit_paragraph(self, node: nodes.Node) -> None:
        self.parts.append("".join(self.indent) if not self._fresh() else "")

    def _fresh(self) -> bool:
        """Whether a list item's mark has just been written."""
        return bool(self.parts) and self.parts[-1].endswith(("- ", ". "))

    depart_paragraph = _block_end

    def visit_title(self, node: nodes.Node) -> None:
        if isinstance(node.parent, nodes.Admonition):
            self.parts.append("**")
        else:
            level = self.heading - 1
            parent = node.parent
            while isinstance(parent, nodes.section):
                level, parent = level + 1, parent.parent
            self.parts.append("#" * max(level, 1) + " ")

    def depart_title(self, node: nodes.Node) -> None:
        self.parts.append("**\n\n" if isinstance(node.parent, nodes.Admonition) else "\n\n")

    def visit_admonition(self, node: nodes.Node) -> None:
        self.parts.append("\n")

    depart_admonition = _block_end

    def visit_bullet_list(self, node: nodes.Node) -> None:
        self.items.append(repeat("- "))

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        self.items.append(f"{number}. " for number in count(node.get("start", 1)))

    def depart_bullet_list(self, node: nodes.Node) -> None:
        self.items.pop()
        self.parts.append("\n")

    depart_enumerated_list = depart_bullet_list

    def visit_list_item(self, node: nodes.Node) -> None:
        self.parts.append("".join(self.indent) + next(self.items[-1]))
        self.indent.append("   ")

    def depart_list_item(self, node: nodes.Node) -> None:
        self.indent.pop()

    def visit_block_quote(self, node: nodes.Node) -> None:
        self.indent.append("> ")

    def depart_block_quote(self, node: nodes.Node) -> None:
        self.indent.pop()

    def visit_term(self, node: nodes.Node) -> None:
        self.parts.append("**")

    def depart_term(self, node: nodes.Node) -> None:
        self.parts.append("**\n\n")

    visit_definition = _open
    depart_definition = _block_end

    def visit_line(self, node: nodes.Node) -> None:
        pass

    def depart_line(self, node: nodes.Node) -> None:
        self.parts.append("\n")

    def visit_image(self, node: nodes.Element) -> None:
        """A notebook travels alone: it tells what the picture shows."""
        self.parts.append(f"[{_('Picture:')} {node['alt']}]\n\n")
        raise nodes.SkipNode

    visit_figure = depart_figure = visit_legend = depart_legend = visit_caption = _open
    depart_caption = _block_end

    def visit_table(self, node: nodes.Node) -> None:
        rows = [
            [escaped(entry.astext()).replace("\n", " ").replace("|", "\\|") for entry in row]
            for row in node.findall(nodes.row)
        ]
        if rows:
            rows.insert(1, ["---"] * len(rows[0]))
        self.parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n\n")
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.Element) -> None:
        label = node[0].astext()
        self.parts.append(f"[{label}] ")

    depart_footnote = _open

    def visit_label(self, node: nodes.Node) -> None:
        raise nodes.SkipNode

    # inline
    def visit_Text(self, node: nodes.Text) -> None:
        self.parts.append(escaped(str(node)))

    depart_Text = _open

    def _bold(self, node: nodes.Node) -> None:
        self.parts.append("**")

    visit_strong = depart_strong = _bold

    def _emphasis(self, node: nodes.Node) -> None:
        self.parts.append("*")

    visit_emphasis = depart_emphasis = _emphasis

    def visit_reference(self, node: nodes.Element) -> None:
        """A link to the web keeps its address; a notebook travels alone, so others are words."""
        if node.get("refuri", "").startswith("http"):
            self.parts.append("[")

    def depart_reference(self, node: nodes.Element) -> None:
        if node.get("refuri", "").startswith("http"):
            self.parts.append(f"]({node['refuri']})")

    def visit_footnote_reference(self, node: nodes.Node) -> None:
        self.parts.append(f"[{node.astext()}]")
        raise nodes.SkipNode

    def visit_docinfo(self, node: nodes.Node) -> None:
        raise nodes.SkipNode

    visit_comment = visit_target = visit_substitution_definition = visit_docinfo

    def unknown_visit(self, node: nodes.Node) -> None:
        warn(Code.UNPRINTABLE, f"Notebooks cannot show '{node.__class__.__name__}'", node)
        raise nodes.SkipNode


def get_help(env: BuildEnvironment, docname: str) -> str:
    """The numbers for help that every sheet ends with, as Markdown in the language of the page."""
    language = language_of(env, docname)
    lines = [f"## {said_in(language, 'Get help')}", ""]
    for need, how, number, name in help_lines(env, language):
        way = escaped(f"{how[:1].lower()}{how[1:]} {number}")
        lines.append(f"- {escaped(need)}: **{way}**{f' ({escaped(name)})' if name else ''}")
    return "\n".join(lines)


def cells(
    document: nodes.document, builder: NotebookBuilder, exercise: Exercise, end: str
) -> Iterator[nbformat.NotebookNode]:
    """The cells of an exercise, in the order of its page, and the Markdown that ends it, before its sources."""
    texts = 0
    pending: list[str] = [f"# {escaped(exercise.title)}", _(GUIDE)]

    def take() -> Iterator[nbformat.NotebookNode]:
        nonlocal texts
        text = "\n\n".join(part for part in pending if part)
        pending.clear()
        if text:
            texts += 1
            yield course_cell(text, f"Text_{texts}")

    sources = excerpts.notes(document)
    for block in _blocks(document):
        if not isinstance(block, prompt):
            pending.append(builder.markdown(document, block))
            continue
        yield from take()
        room, markdown = answer_of(block), partial(builder.markdown, document)
        question = [f"**{escaped(words(block[0]))}**"]
        question += [markdown(part) for part in block.children[1:] if part is not room]
        question.append(kind_of(block).question(room, markdown))
        yield course_cell("\n\n".join(filter(None, question)), f"Q_{block['prompt_id']}")
        yield answer_cell(exercise.id, block)
    pending += [end, *(builder.markdown(document, part) for section in sources for part in section.children)]
    yield from take()


def _blocks(document: nodes.document) -> Iterator[nodes.Node]:
    """The blocks of a page below its own title: sections are opened, all else is whole."""

    def below(parent: nodes.Element, *, top: bool) -> Iterator[nodes.Node]:
        for child in parent.children:
            if isinstance(child, nodes.section):
                yield from below(child, top=isinstance(parent, nodes.document))
            elif not (top and isinstance(child, nodes.title)):
                yield child

    return below(document, top=True)


class NotebookBuilder(Builder):
    """Writes ``NAME.ipynb`` for every exercise."""

    name = "notebook"
    format = "notebook"
    epilog = "The notebooks are in %(outdir)s."
    allow_parallel = True
    default_translator_class = MarkdownTranslator
    own_files = ("*.ipynb",)

    def _exercises(self) -> dict[str, Exercise]:
        domain = ExerciseDomain.of(self.env)
        return dict(domain.all())

    def _path(self, docname: str) -> Path:
        return self.outdir / f"{file_name(self.env, docname)}.ipynb"

    def get_outdated_docs(self) -> Set[str]:
        """None: ``freshness.py`` names them."""
        return set()

    def files_of(self, docname: str) -> list[Path]:
        """The notebook of an exercise."""
        return [self._path(docname)] if docname in self._exercises() else []

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"{file_name(self.env, docname)}.ipynb"

    def prepare_writing(self, docnames: Set[str]) -> None:
        ensuredir(self.outdir)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the exercises among *docnames*; Sphinx also names every page that was read."""
        if exercises := docnames & self._exercises().keys():
            super().write_documents(exercises)

    def markdown(self, document: nodes.document, node: nodes.Node) -> str:
        """*node* as Markdown."""
        translator = MarkdownTranslator(document, self)
        node.walkabout(translator)
        return translator.text

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        exercise = self._exercises().get(docname)
        if exercise is None:
            return
        notebook = new_notebook(cells=list(cells(doctree, self, exercise, get_help(self.env, docname))))
        notebook.metadata["porchlight"] = {"exercise": exercise.id}
        notebook.metadata["language_info"] = {"name": "markdown"}
        nbformat.validate(notebook)
        text = nbformat.writes(notebook, version=4, indent=1, sort_keys=True)
        self._path(docname).write_text(text.rstrip("\n") + "\n", encoding="utf-8")

    def finish(self) -> None:
        """Nothing is left to do."""


def surroundings(app: Sphinx, docname: str) -> str | None:
    """What a notebook shows that its page was not read from: the numbers for help."""
    if app.builder.name != NotebookBuilder.name or exercise_id(docname) is None:
        return None
    return repr(help_lines(app.env, language_of(app.env, docname)))


def setup_notebook(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(NotebookBuilder)
    app.connect("page-surroundings", surroundings)
