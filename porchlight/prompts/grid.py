"""``grid``: a table to fill in, its columns named by the author, its rows named or only counted.

What is saved of a named row is its key: the name as it was first written, or what ``:keys: Morning | Night`` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.diagnostics import Code
from porchlight.locale import _
from porchlight.prompts.kind import (
    SCRIPTS,
    PromptKind,
    answer,
    area,
    cell_of,
    plain_words,
    prompt,
    register,
    split_bar,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.writers.html5 import HTML5Translator

    from porchlight.prompts.directive import PromptDirective
    from porchlight.prompts.kind import Paper


class answer_grid(answer, nodes.table):
    """A table to fill in, or one that an example has filled in."""


def table_of(head: Sequence[nodes.entry], rows: Iterable[Sequence[nodes.entry]], *, stub: bool) -> answer_grid:
    """A table; with *stub* the first column holds the names of the rows."""
    group = nodes.tgroup(cols=len(head))
    for number in range(len(head)):
        spec = nodes.colspec(colwidth=100 // len(head))
        if stub and number == 0:
            spec["stub"] = 1
        group += spec
    group += nodes.thead("", nodes.row("", *head))
    group += nodes.tbody("", *(nodes.row("", *row) for row in rows))
    return answer_grid("", group, classes=["pl-answer-grid", "colwidths-auto"])


def entry_of(text: str) -> nodes.entry:
    """A cell with plain words, or an empty one."""
    return nodes.entry("", *([nodes.paragraph(text, text)] if text else []))


def head_of(table: nodes.Element) -> list[nodes.entry]:
    """The cells that name the columns."""
    return [cell for part in table.findall(nodes.thead) for cell in part.findall(nodes.entry)]


def rows_of(table: nodes.Element) -> list[list[nodes.entry]]:
    """The cells of each row below the head."""
    return [list(row.findall(nodes.entry)) for part in table.findall(nodes.tbody) for row in part.findall(nodes.row)]


def has_names(table: nodes.Element) -> bool:
    """Whether the first column holds the names of the rows."""
    return any(spec.get("stub") for spec in table.findall(nodes.colspec))


def text_of(cell: nodes.entry) -> str:
    """The words of a cell, as plain text."""
    return " ".join(plain_words(part) for part in cell.children if isinstance(part, nodes.Element))


def inside(cell: nodes.entry) -> list[nodes.Node]:
    """What stands in the paragraphs of a cell."""
    return [node for part in cell.children if isinstance(part, nodes.Element) for node in part.children]


class Grid(PromptKind):
    """A table of two columns or more."""

    needs = frozenset({"columns"})
    takes = frozenset({"rows", "row-names", "lines", "keys"})
    node_classes = (answer_grid,)
    one_field = False
    blank: list[str] = []
    scripts = (SCRIPTS / "grid.js", SCRIPTS / "grid-later.js")

    def room(self, directive: PromptDirective, node: prompt) -> answer | None:
        columns = split_bar(directive.options.get("columns", ""))
        names = split_bar(directive.options.get("row-names", ""))
        rows, lines = len(names) or directive.number("rows", 4), directive.number("lines", 3)
        if len(columns) < 2:
            directive.mistake(Code.PROMPT_OPTION, "A grid needs two or more ':columns:' divided by '|'")
            return None
        cells = [
            [directive.entry(names[row] if names and column == 0 else "") for column in range(len(columns))]
            for row in range(rows)
        ]
        table = table_of([directive.entry(title) for title in columns], cells, stub=bool(names))
        table["lines"], table["keys"] = lines, names
        if given := split_bar(directive.options.get("keys", "")):
            if len(set(given)) == len(names):
                table["keys"] = given
            else:
                problem = f"':keys:' does not give each of the {len(names)} rows one of its own"
                directive.mistake(Code.PROMPT_KEYS, problem)
        return table

    def fields(self, page: HTML5Translator, room: answer, described: str) -> str:
        head = head_of(room)
        titles, named = [page.attval(text_of(cell)) for cell in head], has_names(room)
        columns = "".join(f'<th scope="col">{written(page, inside(cell))}</th>' for cell in head)
        rows = []
        for number, row in enumerate(rows_of(room), start=1):
            name = page.attval(text_of(row[0])) if named else _("row %(number)s", number=number)
            cells = []
            for column, title in enumerate(titles):
                if named and column == 0:
                    key = page.attval(room["keys"][number - 1])
                    cells.append(f'<th scope="row" data-pl-row="{key}">{written(page, inside(row[0]))}</th>')
                    continue
                field = area(f"answer_{room['prompt_id']}-{number}-{column + 1}", 2, f' aria-label="{title}, {name}"')
                cells.append(f'<td data-pl-column="{title}">{field}</td>')
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f'<table class="pl-grid"><thead><tr>{columns}</tr></thead>\n<tbody>{"".join(rows)}</tbody></table>\n'

    def paper(self, paper: Paper, room: answer) -> str:
        lines = f"lines: {room['lines']}"
        return f"answer-grid({', '.join([lines, *paper.table_parts(room)])})"

    def cell(self, room: answer) -> str:
        columns = self.facts(room)["columns"]
        lines = [columns, ["---"] * len(columns)]
        lines += [[text_of(entry) for entry in row] for row in rows_of(room)]
        return "\n".join(map(cell_of, lines))

    def facts(self, room: answer) -> dict[str, list[str]]:
        return {"columns": [text_of(cell) for cell in head_of(room)]}


register(Grid("grid"))
