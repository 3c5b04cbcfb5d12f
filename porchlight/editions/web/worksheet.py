"""Prompts on the web: real form fields, with labels, that work without any script.

A post-transform swaps each printable ``prompt`` for fields, in the HTML builders only; every
other edition keeps the paper form. There is no ``<form>``: nothing is sent anywhere.

==================  ===============================================================
kind                becomes
==================  ===============================================================
short, lines        a label and a text area
choose-one, -many   a fieldset of radio buttons or check boxes
scale               a fieldset of eleven radio buttons, both ends named
grid                a fieldset with a table of text areas
if-then             a fieldset of pairs of text areas
==================  ===============================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, take_options
from porchlight.exercise import ANSWERS, SCALE, answer_choices, is_form, prompt
from porchlight.private import is_private, is_savable

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

HTML_BUILDERS = ("html",)  # any other makes of the course what it makes of printed pages
# What becomes of one's words, said before the first field; the panel below the last one says the rest.
IN_THE_PAGE = 'Your words stay in this open page, unless you ask for more <a href="#your-answers">below</a>.'
NEVER_KEPT = 'Your words stay in this open page. They are <a href="#your-answers">never kept</a>.'
GROUPED = {"choose-one", "choose-many", "scale", "grid", "if-then"}


class worksheet_field(nodes.General, nodes.Element):
    """A prompt on the web: a label, help, and inputs."""


class field_label(nodes.General, nodes.TextElement):
    """The prompt's words."""


class field_help(nodes.General, nodes.Element):
    """What stands between the label and the inputs."""


class field_choice(nodes.General, nodes.TextElement):
    """One radio button or check box with its words."""


class field_inputs(nodes.General, nodes.Element):
    """The inputs of a prompt without choices."""


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
    self.body.append(self.builder.templates.render("erase.html", {}))
    self.body.append('<p class="pl-status" role="status" data-pl-status></p>\n<noscript>')


def depart_erase(self: HTML5Translator, node: erase_control) -> None:
    self.body.append("</noscript>\n")


class PlaceWorksheetFields(SphinxPostTransform):
    """Swap each prompt for fields.

    Before: ``prompt(title, help …, answer)``.
    After: ``worksheet_field(field_label, field_help, field_inputs | field_choice …)``.
    """

    default_priority = 20
    builders = HTML_BUILDERS

    def run(self, **kwargs: Any) -> None:
        docname = self.env.current_document.docname
        if is_form(docname):
            return  # a form stays as it is on paper
        only_read = is_private(self.env, docname) and not is_savable(self.env, docname)
        promise = NEVER_KEPT if is_private(self.env, docname) else IN_THE_PAGE
        for number, asked in enumerate(list(self.document.findall(prompt))):
            if only_read:
                asked[:] = [child for child in asked.children if not isinstance(child, ANSWERS)]
                continue
            field = self._field(asked)
            if number == 0:
                field["promise"] = promise
            asked.replace_self(field)

    @staticmethod
    def _field(asked: prompt) -> worksheet_field:
        settings = {
            key: asked[key]
            for key in ("prompt_id", "kind", "lines", "low", "high", "columns", "rows", "row_names", "pairs")
            if key in asked
        }
        field = worksheet_field("", ids=asked["ids"], **settings)
        field += field_label("", "", *asked[0].children, **settings)
        guidance = [child for child in asked.children[1:] if not isinstance(child, ANSWERS)]
        settings["helped"] = bool(guidance)
        field["helped"] = bool(guidance)
        if guidance:
            field += field_help("", *guidance, **settings)
        choices = next((child for child in asked if isinstance(child, answer_choices)), None)
        if choices is None:
            field += field_inputs("", **settings)
            return field
        for number, item in enumerate(choices.findall(nodes.list_item), start=1):
            words = next(item.findall(nodes.paragraph)).children[1:]  # without the printed mark
            value = asked["choices"][number - 1]
            field += field_choice("", "", *words, number=number, value=value, **settings)
        return field


def _described(node: nodes.Element) -> dict[str, str]:
    ids = [f"help-{node['prompt_id']}"] if node.get("helped") else []
    ids += [f"ends-{node['prompt_id']}"] if node["kind"] == "scale" else []
    return {"aria-describedby": " ".join(ids)} if ids else {}


def visit_field(self: HTML5Translator, node: worksheet_field) -> None:
    tag = "fieldset" if node["kind"] in GROUPED else "div"
    if "promise" in node:
        self.body.append(f'<p class="pl-promise">{node["promise"]}</p>\n')
    described = _described(node) if tag == "fieldset" else {}
    attributes = {"data-pl-prompt": node["prompt_id"], "data-pl-kind": node["kind"], **described}
    node["classes"] = ["pl-field"]  # not those of the prompt on paper
    self.body.append(self.starttag(node, tag, **attributes))


def depart_field(self: HTML5Translator, node: worksheet_field) -> None:
    self.body.append("</fieldset>\n" if node["kind"] in GROUPED else "</div>\n")


def visit_label(self: HTML5Translator, node: field_label) -> None:
    if node["kind"] in GROUPED:
        self.body.append('<legend class="pl-field__label">')
    else:
        self.body.append(f'<label class="pl-field__label" for="answer-{node["prompt_id"]}">')


def depart_label(self: HTML5Translator, node: field_label) -> None:
    self.body.append("</legend>\n" if node["kind"] in GROUPED else "</label>\n")


def visit_help(self: HTML5Translator, node: field_help) -> None:
    self.body.append(f'<div class="pl-field__help" id="help-{node["prompt_id"]}">\n')


def depart_help(self: HTML5Translator, node: field_help) -> None:
    self.body.append("</div>\n")


def visit_choice(self: HTML5Translator, node: field_choice) -> None:
    kind = "radio" if node["kind"] == "choose-one" else "checkbox"
    name = f"answer-{node['prompt_id']}"
    self.body.append(
        f'<div class="pl-choice"><input type="{kind}" name="{name}" id="{name}-{node["number"]}" '
        f'value="{self.attval(node["value"])}">'
        f'<label for="{name}-{node["number"]}">'
    )


def depart_choice(self: HTML5Translator, node: field_choice) -> None:
    self.body.append("</label></div>\n")


def visit_inputs(self: HTML5Translator, node: field_inputs) -> None:
    draw = {"scale": _scale, "grid": _grid, "if-then": _pairs}.get(node["kind"], _text)
    self.body.append(draw(self, node))
    raise nodes.SkipNode


def _area(name: str, rows: int, extra: str = "") -> str:
    return f'<textarea id="{name}" rows="{rows}" autocomplete="off"{extra}></textarea>'


def _text(self: HTML5Translator, node: field_inputs) -> str:
    described = "".join(f' {key}="{value}"' for key, value in _described(node).items())
    return _area(f"answer-{node['prompt_id']}", node["lines"], described) + "\n"


def _scale(self: HTML5Translator, node: field_inputs) -> str:
    name = f"answer-{node['prompt_id']}"
    numbers = "".join(f'<label><input type="radio" name="{name}" value="{number}">{number}</label>' for number in SCALE)
    low, high = self.encode(node["low"]), self.encode(node["high"])
    return (
        f'<p class="pl-scale__ends" id="ends-{node["prompt_id"]}"><span>0 = {low}</span> <span>10 = {high}</span></p>\n'
        f'<div class="pl-scale">{numbers}</div>\n'
    )


def _grid(self: HTML5Translator, node: field_inputs) -> str:
    head = "".join(f'<th scope="col">{self.encode(title)}</th>' for title in node["columns"])
    rows = []
    for row in range(node["rows"]):
        cells = []
        names = node["row_names"]
        for column, title in enumerate(node["columns"]):
            if names and column == 0:
                name = self.encode(names[row])
                cells.append(f'<th scope="row" data-pl-row="{self.attval(names[row])}">{name}</th>')
                continue
            label = f"{title}, {names[row]}" if names else f"{title}, row {row + 1}"
            area = _area(f"answer-{node['prompt_id']}-{row + 1}-{column + 1}", 2, f' aria-label="{self.attval(label)}"')
            cells.append(f'<td data-pl-column="{self.attval(title)}">{area}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table class="pl-grid"><thead><tr>{head}</tr></thead>\n<tbody>{"".join(rows)}</tbody></table>\n'


def _pairs(self: HTML5Translator, node: field_inputs) -> str:
    parts = []
    for pair in range(1, node["pairs"] + 1):
        for half, words in (("if", "If"), ("then", "then I will")):
            name = f"answer-{node['prompt_id']}-{pair}-{half}"
            area = _area(name, 2, f' aria-label="{words}, plan {pair}"')
            parts.append(f'<label for="{name}">{words}</label>{area}')
    return f'<div class="pl-pairs">{"".join(parts)}</div>\n'


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
    app.add_node(field_choice, html=(visit_choice, depart_choice))
    app.add_node(field_inputs, html=(visit_inputs, None))
