"""Tags of a PDF that Typst cannot write yet: the cell that names a row is its head (PDF/UA-1, 7.5).

The template says before each table whether its rows have names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Iterator


def head_rows(pdf: pikepdf.Pdf, named: list[bool]) -> None:
    """Make the first cell of each row the head of the others, in the tables that are *named*, in their order.

    Raises ``ValueError`` when there are more tables or fewer.
    """
    if not any(named):
        return
    root = pdf.Root.StructTreeRoot
    ids = pikepdf.NameTree(root.IDTree)
    tables = _tagged(root.get("/K"), "/Table")
    for number, (table, names) in enumerate(zip(tables, named, strict=True)):
        for line, row in enumerate(_tagged(table.K, "/TR") if names else ()):
            first, *others = _cells(row)
            if first.S != Name.TD:
                continue  # the row that names the columns
            first.S, first.ID = Name.TH, String(f"R{number}y{line}")
            ids[str(first.ID)] = first
            _of_tables(first).Scope = Name.Row
            for cell in others:
                about = _of_tables(cell)
                about.Headers = Array([*about.get("/Headers", ()), first.ID])


def _tagged(node: Any, tag: str) -> Iterator[Any]:
    """Every element below *node* with this *tag*, in their order; none lies in another."""
    if isinstance(node, Array):
        for part in node:
            yield from _tagged(part, tag)
    elif isinstance(node, Dictionary) and "/S" in node:
        if str(node.S) == tag:
            yield node
        elif "/K" in node:
            yield from _tagged(node.K, tag)


def _cells(row: Any) -> list[Any]:
    return [*row.K] if isinstance(row.K, Array) else [row.K]


def _of_tables(cell: Any) -> Any:
    """What a cell says of its place in a table; made when it says nothing."""
    for about in cell.get("/A", ()):
        if about.get("/O") == Name.Table:
            return about
    cell.A = Array([*cell.get("/A", ()), Dictionary(O=Name.Table)])
    return cell.A[-1]
