"""{handout-list}: every sheet and book of some kinds, with its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from porchlight.books import Book, books
from porchlight.boxes import OPTIONS, in_block
from porchlight.handouts import PAPERS, Sheet, paper_files, sheets
from porchlight.languages import marks_of
from porchlight.listings import list_here, listing, page_link
from porchlight.locale import N_, _
from porchlight.outline import unit_of
from porchlight.private import is_private, is_savable

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ON_ITS_PAGE = N_("Its sheets are at the end of its page. Think first about who could find them.")


class HandoutList(SphinxDirective):
    """``{handout-list} exercise``: every sheet and book of the kinds that the argument names."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        return in_block(self, list_here("handout-list", self.arguments[0]))


@listing("handout-list")
def handout_list(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """Sheets and books of the kinds in *argument*; exercises and lessons by unit."""
    kinds = argument.split()
    found: dict[str, list[nodes.Node]] = {}
    for sheet in sheets(env):
        if sheet.kind in kinds and (is_savable(env, sheet.docnames[0]) or not is_private(env, sheet.docnames[0])):
            unit = unit_of(env, sheet.docnames[0]) if sheet.kind in {"exercise", "lesson"} else None
            group = unit.heading if unit else _("To begin") if sheet.kind == "exercise" else ""
            page = "" if sheet.kind in {"form", "card"} else sheet.docnames[0]
            found.setdefault(group, []).append(_entry(env, docname, sheet, page))
    for book in books(env):
        if book.kind in kinds:
            found.setdefault("", []).append(_entry(env, docname, book, ""))
    parts: list[nodes.Node] = []
    for group, items in found.items():
        if group:
            parts.append(nodes.rubric(group, group, **{"heading-level": 3}))
        parts.append(nodes.bullet_list("", *items, classes=["pl-handouts"]))
    return parts


def _entry(env: BuildEnvironment, docname: str, handout: Sheet | Book, page: str) -> nodes.Node:
    marks = marks_of(env, handout.docnames[0]) if isinstance(handout, Sheet) else []
    title = page_link(env, docname, page) if page else nodes.strong("", handout.title, classes=marks)
    parts = [nodes.paragraph("", "", title)]
    if handout.about:
        parts.append(nodes.paragraph(handout.about, handout.about))
    papers = ", ".join(map(_, PAPERS.values()))
    if page and is_private(env, page):
        parts.append(nodes.paragraph("", _(ON_ITS_PAGE)))
        return nodes.list_item("", *parts)
    file = handout.file if isinstance(handout, Sheet) else handout.name
    files = paper_files("", f"{papers[0].upper()}{papers[1:]}", name=handout.name, title=handout.title, file=file)
    parts.append(nodes.paragraph("", "", files))
    return nodes.list_item("", *parts)


def setup_handout_list(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("handout-list", HandoutList)
