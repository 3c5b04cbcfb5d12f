"""A line below the title of each exercise and form: which sheet to write the answers on."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.addresses import file_name
from porchlight.exercise import exercise_id, is_form
from porchlight.locale import _
from porchlight.private import is_private

SHEET = "downloads/handouts/letter/{name}.pdf"


class NameSheet(SphinxPostTransform):
    """Say below the title of an exercise or a form where its sheet is: in a book nobody can write on a page."""

    default_priority = 30
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        docname = self.env.current_document.docname
        title = next(self.document.findall(nodes.title), None)
        if title is None or is_private(self.env, docname) or not (exercise_id(docname) or is_form(docname)):
            return
        site, name = str(self.config.html_baseurl), file_name(self.env, docname)
        words: list[nodes.Node] = [nodes.Text(f"{_('Write your answers on paper.')} ")]
        if site:
            uri = f"{site.rstrip('/')}/{SHEET.format(name=name)}"
            words += [
                nodes.Text(f"{_('The sheet to print:')} "),
                nodes.reference("", f"{name}.pdf", refuri=uri),
                nodes.Text("."),
            ]
        else:
            file = f"{name}.pdf"
            where = (
                _(
                    "The sheet to print is in the web course, on the page of this exercise. Its file is %(file)s.",
                    file=file,
                )
                if exercise_id(docname)
                else _(
                    "The sheet to print is in the web course, on the page of this form. Its file is %(file)s.",
                    file=file,
                )
            )
            words.append(nodes.Text(where))
        title.parent.insert(title.parent.index(title) + 1, nodes.paragraph("", "", *words, classes=["pl-paper"]))
