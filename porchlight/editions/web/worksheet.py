"""Prompts on the web: real form fields, with labels, that work without any script.

A post-transform swaps each printable ``prompt`` for a label, help and ``field_inputs``, in the HTML builders
only; every other edition keeps the paper form. The kinds of prompts write the inputs themselves. There is no
``<form>``: nothing is sent anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, take_options
from porchlight.editions.web.panels import render
from porchlight.exercise import is_form
from porchlight.locale import N_, _
from porchlight.private import is_private, is_savable
from porchlight.prompts import answer, answer_of, kind_of, prompt

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

HTML_BUILDERS = ("html",)  # any other makes of the course what it makes of printed pages
# What becomes of one's words, said before the first field; the panel below the last one says the rest.
IN_THE_PAGE = N_('Your words stay in this open page, unless you ask for more <a href="#your_answers">below</a>.')
NEVER_KEPT = N_('Your words stay in this open page. They are <a href="#your_answers">never kept</a>.')


class worksheet_field(nodes.General, nodes.Element):
    """A prompt on the web: a label, help, and inputs."""


class field_label(nodes.General, nodes.TextElement):
    """The prompt's words."""


class field_help(nodes.General, nodes.Element):
    """What stands between the label and the inputs."""


class field_inputs(nodes.General, nodes.Element):
    """The inputs of a prompt, and in it the ``answer`` that they are made from."""


class erase_here(nodes.compound):
    """Where the web course offers to erase what it keeps; other editions print the words inside."""


class EraseDirective(SphinxDirective):
    """``{erase-everything}``: the control that erases all answers; its body says so where there is none."""

    has_content = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        node = erase_here("", *self.parse_content_to_nodes())
        take_options(self, node)
        self.set_source_info(node)
        return [node]


class erase_control(nodes.General, nodes.Element):
    """The control itself; the words inside are for readers without scripts."""


class PlaceEraseControl(SphinxPostTransform):
    """Swap each ``erase_here`` for the control, in the HTML builders only."""

    default_priority = 20
    builders = HTML_BUILDERS

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(erase_here)):
            node.replace_self(erase_control("", *node.children))


def visit_erase(self: HTML5Translator, node: erase_control) -> None:
    self.body.append(render("erase.html"))
    self.body.append('<p class="pl-status" role="status" data-pl-status></p>\n<noscript>')


def depart_erase(self: HTML5Translator, node: erase_control) -> None:
    self.body.append("</noscript>\n")


class PlaceWorksheetFields(SphinxPostTransform):
    """Swap each prompt for fields.

    Before: ``prompt(title, help …, answer)``.
    After: ``worksheet_field(field_label, field_help, field_inputs(answer))``.
    """

    default_priority = 20
    builders = HTML_BUILDERS

    def run(self, **kwargs: Any) -> None:
        docname = self.env.current_document.docname
        if is_form(docname):
            return  # a form stays as it is on paper
        only_read = is_private(self.env, docname) and not is_savable(self.env, docname)
        promise = NEVER_KEPT if is_private(self.env, docname) else IN_THE_PAGE
        for number, node in enumerate(list(self.document.findall(prompt))):
            if only_read:
                node.remove(answer_of(node))
                continue
            field = self._field(node)
            if number == 0:
                field["promise"] = _(promise)
            node.replace_self(field)

    @staticmethod
    def _field(node: prompt) -> worksheet_field:
        room = answer_of(node)
        guidance = [child for child in node.children[1:] if child is not room]
        field = worksheet_field("", ids=node["ids"], prompt_id=node["prompt_id"], kind=node["kind"])
        helps = [f"help_{node['prompt_id']}"] if guidance else []
        field["described"] = " ".join([*helps, *kind_of(node).described_by(room)])
        field += field_label("", "", *node[0].children)
        if guidance:
            field += field_help("", *guidance)
        field += field_inputs("", room)
        return field


def visit_field(self: HTML5Translator, node: worksheet_field) -> None:
    if "promise" in node:
        self.body.append(f'<p class="pl-promise">{node["promise"]}</p>\n')
    attributes = {"data-pl-prompt": node["prompt_id"], "data-pl-kind": kind_of(node).saved_as}
    tag = "div" if kind_of(node).one_field else "fieldset"
    if tag == "fieldset" and node["described"]:
        attributes["aria-describedby"] = node["described"]
    node["classes"] = ["pl-field"]  # not those of the prompt on paper
    self.body.append(self.starttag(node, tag, **attributes))


def depart_field(self: HTML5Translator, node: worksheet_field) -> None:
    self.body.append("</div>\n" if kind_of(node).one_field else "</fieldset>\n")


def visit_label(self: HTML5Translator, node: field_label) -> None:
    if kind_of(node.parent).one_field:
        self.body.append(f'<label class="pl-field__label" for="answer_{node.parent["prompt_id"]}">')
    else:
        self.body.append('<legend class="pl-field__label">')


def depart_label(self: HTML5Translator, node: field_label) -> None:
    self.body.append("</label>\n" if kind_of(node.parent).one_field else "</legend>\n")


def visit_help(self: HTML5Translator, node: field_help) -> None:
    self.body.append(f'<div class="pl-field__help" id="help_{node.parent["prompt_id"]}">\n')


def depart_help(self: HTML5Translator, node: field_help) -> None:
    self.body.append("</div>\n")


def visit_inputs(self: HTML5Translator, node: field_inputs) -> None:
    field, room = node.parent, next(node.findall(answer))  # some themes put a container around tables
    assert isinstance(field, worksheet_field)
    described = field["described"]
    words = f' aria-describedby="{described}"' if described and kind_of(field).one_field else ""
    self.body.append(kind_of(field).fields(self, room, words))
    raise nodes.SkipNode


def setup_worksheet(app: Sphinx) -> None:
    """Register the transform and the HTML-only nodes."""
    app.add_directive("erase-everything", EraseDirective)
    app.add_node(erase_here)  # known by name to docutils; printed by the visitor of its base class
    app.add_node(erase_control, html=(visit_erase, depart_erase))
    app.add_post_transform(PlaceEraseControl)
    app.add_post_transform(PlaceWorksheetFields)
    app.add_node(worksheet_field, html=(visit_field, depart_field))
    app.add_node(field_label, html=(visit_label, depart_label))
    app.add_node(field_help, html=(visit_help, depart_help))
    app.add_node(field_inputs, html=(visit_inputs, None))
