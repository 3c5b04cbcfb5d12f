"""Turns a document into Typst, the typesetting language that makes the printed editions.

What goes in is a resolved doctree; what comes out is Typst code that calls functions. Built-in
ones (``par``, ``heading``, ``list``) carry structure; the others (``prompt``, ``callout``) are
defined in ``theme/handout.typ``, which holds all looks. Nobody edits Python to change a margin.
"""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, TypeGuard

from docutils import nodes
from sphinx.locale import admonitionlabels

from porchlight.editions.shared.typst_code import TypstCode, array, literal
from porchlight.passages import is_bold_list, is_headline
from porchlight.pictures import WALL, picture
from porchlight.plain import words as plain_words
from porchlight.prompts import answer, kind_of, prompt
from porchlight.rescue import step_drawings
from porchlight.short import short_lesson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from porchlight.exercise import example

TEMPLATE = Path(__file__).parents[2] / "theme" / "handout.typ"
FORMS = TEMPLATE.with_name("forms.typ")

NUMBERINGS = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
CHARACTERS_A_LINE = 80
WIDE = 3  # columns
NOT_DIALED = re.compile(r"[-.]")  # what parts a phone number to read
# No line begins with the number that ends a sentence ("Go to step / 4." looks like a step), and none parts the
# syllables of how a word is said (nuh-LOX-own). Found here, since Typst would look for them at each try of a page.
MAY_STAY_WHOLE = re.compile(r"[^\s\d—–-]+ \d{1,3}(?:[.,;:?!)]|$)|[^\W\d_]+(?:-[^\W\d_]+)+")
SOFT_HYPHEN = "\u00ad"  # marks where a narrow screen may break a word; paper breaks none
# Paragraphs that the model marks with a class have a function of their own in the template.
PARAGRAPHS = {
    "pl-facts": "facts",
    "pl-closing": "small-print",
    "pl-checked": "small-print",
    "pl-question-words": "question-words",
    "pl-best": "question-words",
    "pl-answers-title": "answers-title",
    "pl-for-leaders": "for-leaders",
    "pl-say__title": "lead",
}


def lines_of(node: Element) -> int:
    """Roughly how many lines of text *node* fills on paper; room to write counts double.

    The template keeps short things on one page by this. Letting Typst measure them instead
    would set every sheet twice.
    """
    words = [
        text
        for text in node.findall(nodes.TextElement)
        if not isinstance(text, nodes.Inline | nodes.line) and not isinstance(text.parent, nodes.entry)
    ]
    room = 2 * len(list(node.findall(nodes.line)))
    for table in node.findall(nodes.table):
        room += (table["lines"] + 1 if "lines" in table else 2) * len(list(table.findall(nodes.row)))
    return sum(-(-len(text.astext()) // CHARACTERS_A_LINE) for text in words) + room


def stays_whole(words: str) -> bool:
    """Whether *words*, found by `MAY_STAY_WHOLE`, end in a number, or say by a syllable in capitals how to speak."""
    syllables = words.split("-")
    loud = any(len(syllable) > 1 and syllable.isupper() for syllable in syllables)
    return " " in words or (loud and any(syllable.islower() for syllable in syllables))


def is_drawn(node: Node | None) -> TypeGuard[picture]:
    """Whether *node* is a picture that paper shows, not one that another sheet carries."""
    return isinstance(node, picture) and "on-paper" not in node


def is_beside(node: Node) -> TypeGuard[picture]:
    """Whether *node* is a picture that paper sets beside the words before it."""
    return is_drawn(node) and "pl-picture--beside" in node["classes"]


WALL_TABLE = "pl-wall-list"  # a table to cut out and hang up


class TypstTranslator(TypstCode):
    """Says which Typst function prints each node. A visitor adds its whole node, or lets the walk go on."""

    on_card = False  # where the template keeps whole sentences together

    # whole modules

    def part(self, end: Sequence[Element]) -> str:
        """The document as a module that gives ``body``, ``end`` (which has been taken out of it) and
        two facts: whether it is itself a list of numbers for help, and whether it needs the whole width.
        """
        lists = self.document.findall(nodes.definition_list)
        has_numbers = any("pl-help-lines" in node["classes"] for node in lists)
        wide = has_numbers or any(group["cols"] > WIDE for group in self.document.findall(nodes.tgroup))
        self.document.walkabout(self)
        body, self.out, self.depth = self.code(), [], 1
        facts = f"#let has-numbers = {str(has_numbers).lower()}\n#let wide = {str(wide).lower()}\n"
        return f"{facts}#let body = {{\n{body}\n}}\n#let end = {self.content(end) if end else 'none'}\n"

    def form(self, layout: str) -> str:
        """The document as a module whose body is one call of *layout* in ``theme/forms.typ``: with its
        paragraphs, but for those to the leaders, and the labels of its prompts.
        """
        prompts = list(self.document.findall(prompt))
        own = [part for node in prompts for part in node.findall(nodes.paragraph)]
        lines = [
            self.content(part.children)
            for part in self.document.findall(nodes.paragraph)
            if "pl-for-leaders" not in part["classes"] and part not in own
        ]
        labels = [literal(node[0].astext()) for node in prompts]
        body = f"forms.{layout}({array(lines)}, {array(labels)})"
        facts = "#let has-numbers = true\n#let wide = false\n#let end = none\n"
        return f'#import "/{FORMS.name}"\n{facts}#let body = {body}\n'

    def card(self, blocks: Sequence[Element]) -> str:
        """*blocks* as a module that gives ``card``: what stands before the steps, each step, and what follows.

        Of a step go onto the card its headline, the lines of its choice, and the drawings of both.
        """
        self.on_card = True
        place = next((at for at, node in enumerate(blocks) if isinstance(node, nodes.enumerated_list)), None)
        before, after = (blocks, []) if place is None else (blocks[:place], blocks[place + 1 :])
        steps = (
            []
            if place is None
            else [self.card_step(number, step) for number, step in enumerate(self.elements(blocks[place]), start=1)]
        )
        return f"#let card = (before: {self.content(before)}, steps: {array(steps)}, after: {self.content(after)})\n"

    def card_step(self, number: int, step: Element) -> str:
        """One step of the card as Typst data."""
        drawn = step_drawings(self.builder.env)

        def drawing_of(name: str) -> str:
            return literal(f"/images/step-{name}.svg") if f"step-{name}" in drawn else "none"

        head = step.children[0]
        bold = [part for part in step.findall(nodes.bullet_list) if is_bold_list(part)]
        lines = [line for part in bold for line in self.elements(part)]
        words = self.content(head.children if isinstance(head, nodes.paragraph) else [head])
        choices = array(
            f"(words: {self.item(line)}, drawing: {drawing_of(f'{number}{letter}')})"
            for letter, line in zip(ascii_lowercase, lines, strict=False)
        )
        return f"(words: {words}, choices: {choices}, drawing: {drawing_of(str(number))})"

    def item(self, node: Element) -> str:
        """Content of a list item or cell; a lone paragraph brings no paragraph spacing."""
        if isinstance(node, nodes.list_item) and any(is_beside(child) for child in node.children):
            return self.step(node.children)
        only = node.children[0] if len(node.children) == 1 else None
        return self.content(only.children if isinstance(only, nodes.paragraph) else node.children)

    def whole_step(self, node: Element) -> str:
        """A step among drawn ones; without a drawing of its own it stands whole on one page."""
        return self.item(node) if any(node.findall(picture)) else f"kept({lines_of(node)}, {self.item(node)})"

    def step(self, children: Iterable[Node]) -> str:
        """A step as rows: words, and the drawings that stand beside them."""
        rows: list[tuple[list[Node], list[picture]]] = [([], [])]
        for child in children:
            if is_beside(child):
                rows[-1][1].append(child)
            else:
                if rows[-1][1]:
                    rows.append(([], []))
                rows[-1][0].append(child)
        outer, self.out = self.out, []
        for words, drawings in rows:
            pictures = [array(self.drawn(found)[:2]) for found in drawings]
            self.out.append(f"shown-step({', '.join([self.content(words), *pictures])})")
        inner, self.out = self.out, outer
        return "{\n" + "\n".join(inner) + "\n}"

    # structure

    def visit_start_of_file(self, node: Element) -> None:
        self.docname = node["docname"]

    def visit_section(self, node: Element) -> None:
        self.depth += 1
        if "pl-new-page" in node["classes"]:
            self.out.append("new-page()")
        if "pl-new-sheet" in node["classes"]:
            self.out.append("new-sheet()")
        self.anchor(node)
        if is_drawn(next(iter(node.children[1:]), None)):  # a heading goes with the drawing below it
            self.out.append("before-drawing()")
        for child in node.children:
            child.walkabout(self)
        self.depth -= 1
        raise nodes.SkipNode

    def visit_title(self, node: Element) -> None:
        self.call("heading", f"depth: {max(self.depth, 1)}", self.content(node.children))

    def visit_rubric(self, node: Element) -> None:
        self.call("heading", f"depth: {self.below}", self.content(node.children))

    def visit_paragraph(self, node: Element) -> None:
        if "pl-said" in node["classes"]:  # beside the ways to reach a service
            raise nodes.SkipNode
        name = next((PARAGRAPHS[name] for name in node["classes"] if name in PARAGRAPHS), "par")
        after = node.next_node(lambda found: not isinstance(found, nodes.comment), descend=False, siblings=True)
        if name == "par" and (
            isinstance(after, prompt)
            or (is_headline(node) and isinstance(after, nodes.bullet_list))
            or (isinstance(after, nodes.paragraph) and "pl-unchecked" in after["classes"])
        ):
            name = "lead"
        level = [self.below] if name == "answers-title" else []
        self.call(name, *level, self.content(node.children))

    def visit_block_quote(self, node: Element) -> None:
        self.call("quoted", self.content(node.children))

    def visit_attribution(self, node: Element) -> None:
        self.call("par", self.content(node.children))

    def visit_line_block(self, node: Element) -> None:
        self.call("verse", *(self.content([line]) for line in node.children))

    def visit_literal_block(self, node: Element) -> None:
        self.call("verse", *(literal(line) for line in node.astext().splitlines()))

    # lists and tables

    def visit_bullet_list(self, node: Element) -> None:
        items = [self.item(child) for child in self.elements(node)]
        if "pl-ways" not in node["classes"]:
            self.call("list", *items)
        note = node.next_node(descend=False, siblings=True)
        if isinstance(note, nodes.paragraph) and "pl-checked" in note["classes"]:
            items.append(f"note: {self.content(note.children)}")
            note["classes"] = ["pl-said"]
        self.call("ways", *items)

    def visit_enumerated_list(self, node: Element) -> None:
        kind = NUMBERINGS.get(node.get("enumtype", ""), "1")
        # short lines to act from stand in two columns, unless they stand beside drawings
        steps = "pl-now" in node["classes"] and any(node.findall(nodes.bullet_list))
        acts = steps and not any(node.findall(picture))
        items = (self.whole_step(child) if steps and not acts else self.item(child) for child in self.elements(node))
        self.call(
            "acts" if acts else "enum", f"start: {node.get('start', 1)}", f"numbering: {literal(f'{kind}.')}", *items
        )

    def visit_definition_list(self, node: Element) -> None:
        for entry in self.elements(node):
            term = self.content(entry.children[:1])
            self.out.append(f"defined({lines_of(entry)}, {term}, {self.content(entry.children[1:])})")
        raise nodes.SkipNode

    def visit_table(self, node: Element) -> None:
        self.call("wall-table" if WALL_TABLE in node["classes"] else "ruled", *self.table_parts(node))

    def table_parts(self, node: Element) -> list[str]:
        """Arguments of a table: column widths, cells of the head, cells of the body, whether the first names its row.

        A column of row names takes only the width of its words, or a small share of a wide table.
        """
        specs = list(node.findall(nodes.colspec))
        names = "auto" if len(specs) <= WIDE else f"{0.6 * specs[0]['colwidth']:g}fr"
        widths = [names if spec.get("stub") else f"{spec['colwidth']}fr" for spec in specs]
        parts = [array(widths)]
        for kind in (nodes.thead, nodes.tbody):
            part = next(node.findall(kind), None)
            entries = part.findall(nodes.entry) if part is not None else []
            parts.append(array(self.cell(entry) for entry in entries))
        return [*parts, f"names: {str(any(spec.get('stub') for spec in specs)).lower()}"]

    def cell(self, entry: Element) -> str:
        """A cell; one that spans columns or rows says so."""
        wide, high = entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1
        words = self.item(entry)
        return words if wide == high == 1 else f"table.cell(colspan: {wide}, rowspan: {high}, {words})"

    @staticmethod
    def elements(node: Element) -> list[Element]:
        """The children that are elements; comments may stand among list items."""
        return [child for child in node.children if isinstance(child, nodes.list_item | nodes.definition_list_item)]

    # words

    def visit_Text(self, node: nodes.Text) -> None:
        text = node.astext().replace("\n", " ").replace(SOFT_HYPHEN, "")
        pieces, done = [], 0
        for found in MAY_STAY_WHOLE.finditer(text):
            if stays_whole(found.group()) and not self.on_card:
                pieces += [(text[done : found.start()], "{}"), (found.group(), "box({})")]
                done = found.end()
        self.out += [form.format(literal(words)) for words, form in [*pieces, (text[done:], "{}")] if words]

    def visit_strong(self, node: Element) -> None:
        self.call("strong", self.content(node.children))

    # Slanted letters are hard to read, so all emphasis is bold.
    visit_emphasis = visit_strong

    def visit_superscript(self, node: Element) -> None:
        self.call("super", self.content(node.children))

    def visit_subscript(self, node: Element) -> None:
        self.call("sub", self.content(node.children))

    def visit_inline(self, node: Element) -> None:
        if "pl-mark" in node["classes"]:  # the template draws circles and boxes itself
            raise nodes.SkipNode

    def visit_reference(self, node: Element) -> None:
        """A link if it leads somewhere from paper; else, in bold, the name of what to look for."""
        uri = node.get("refuri", "")
        if node.get("refid") in self.labels:
            words = self.content(node.children)
            self.call("link", self.label(node["refid"]), f"box({words})" if "pl-go" in node["classes"] else words)
        if not node.get("internal") and re.match(r"[a-z]+:", uri):
            spaced = f"tel:{node.astext()}"  # as it is printed, a number is read in parts (RFC 3966 allows it)
            uri = spaced if NOT_DIALED.sub("", spaced) == uri else uri
            self.call("link", literal(uri), self.content(node.children))
        self.visit_strong(node)

    def visit_footnote_reference(self, node: Element) -> None:
        before = node.parent.index(node) - 1
        if before >= 0 and isinstance(node.parent[before], nodes.footnote_reference):
            self.out.append("between-marks()")  # notes 2 and 3, not note 23
        self.call("note-mark", self.label(node["refid"]), literal(node.astext()))

    def visit_footnote(self, node: Element) -> None:
        self.anchor(node)
        self.call("note", literal(node.children[0].astext()), self.content(node.children[1:]))

    def visit_image(self, node: Element) -> None:
        name = self.builder.images.get(node["uri"], node["uri"])
        self.call("picture", literal(f"/images/{name}"), literal(node.get("alt", "")))

    def visit_figure(self, node: Element) -> None:
        self.call("kept", str(lines_of(node)), self.content(node.children))

    def visit_picture(self, node: picture) -> None:
        """A drawing with its caption; pictures that follow each other may stand side by side."""
        if "on-paper" in node:
            if not node["on-paper"]:
                raise nodes.SkipNode
            self.call("small-print", literal(node["on-paper"]))
        if is_drawn(node.previous_sibling()):
            raise nodes.SkipNode  # printed with the one before
        row = [node]
        while is_drawn(after := row[-1].next_node(descend=False, siblings=True)):
            row.append(after)
        if all(is_beside(found) for found in row):
            self.call("beside", *(array(self.drawn(found)[:2]) for found in row))
        if len(row) == 1:
            if not isinstance(node.previous_sibling(), nodes.title):
                self.out.append("before-drawing()")
            self.call("drawing", *self.drawn(node))
        self.call("drawings", *(array(self.drawn(found)) for found in row))

    def drawn(self, node: picture) -> list[str]:
        """A picture's file, its description for a screen reader, width, shape, its letters' size and captions.

        A page of the short version has little room: there stands the drawing with few, large words.
        """
        image = node.children[0]
        assert isinstance(image, nodes.image)
        captions = [self.content(part.children) for part in node.findall(nodes.caption)]
        if "wall" in node and isinstance(node.parent, short_lesson):
            name, drawing = f"{WALL}-{node['name']}.svg", node["wall"]
            described, printed, (wide, high), points = drawing.words, drawing.width, drawing.units, drawing.points
            words = f"{drawing.title}. {' '.join(described.split())}"
        else:
            name = self.builder.images.get(image["uri"], image["uri"])
            paragraphs = [part.astext() for legend in node.findall(nodes.legend) for part in legend.children[1:]]
            printed, (wide, high), points = node["printed"], node["units"], node["points"]
            words = " ".join([f"{image['alt']}.", *paragraphs])
        path, shape = literal(f"/images/{name}"), f"{wide / high:.3f}"
        return [path, literal(words), f"{printed}mm", shape, f"{points:.2f}pt", *captions]

    # boxes, lessons and exercises

    def titled(self, node: Element) -> tuple[str, Sequence[Node]]:
        """The words of an admonition's title, and its other children."""
        if node.children and isinstance(node.children[0], nodes.title):
            return self.content(node.children[0].children), node.children[1:]
        return literal(str(admonitionlabels.get(node.tagname, ""))), node.children

    def visit_Admonition(self, node: Element) -> None:
        title, rest = self.titled(node)
        kind = node.get("kind", type(node).__name__.replace("_", "-"))
        self.depth += 1
        body = self.step(rest) if any(is_beside(child) for child in rest) else self.content(rest)
        self.depth -= 1
        self.call("callout", literal(kind), self.below, str(lines_of(node)), title, body)

    def visit_question(self, node: Element) -> None:
        self.call("kept", str(lines_of(node)), self.content(node.children))

    visit_explained = visit_question

    def visit_turn(self, node: Element) -> None:
        """What a number of a talk holds stands whole: a reader goes from one to another."""
        self.anchor(node)
        self.depth += 1
        body = self.content(node.children)
        self.depth -= 1
        self.call("kept", str(lines_of(node)), body)

    visit_outcome = visit_turn

    def visit_prompt(self, node: prompt) -> None:
        """The last child is the room for the answer; what stands before it is help."""
        label, rest = self.titled(node)
        help_text, answer = self.content(rest[:-1]), self.content(rest[-1:])
        rows = len(list(rest[-1].findall(nodes.row))) - 1 if isinstance(rest[-1], nodes.table) else 0
        asks = f"asks: {array([literal(node['prompt_id']), literal(plain_words(node.children[0]))])}"
        self.call("prompt", self.below, str(lines_of(node)), f"rows: {rows}", asks, label, help_text, answer)

    def visit_answer(self, node: answer) -> None:
        """As its kind sets it, or as the docutils node that it is besides; an example's table has no kind."""
        if code := kind_of(node).paper(self, node) if "kind" in node else None:
            self.out.append(code)
            raise nodes.SkipNode
        names = [kind.__name__ for kind in type(node).__mro__ if kind is not answer]
        if visit := next(filter(None, (getattr(self, f"visit_{name}", None) for name in names)), None):
            visit(node)

    def visit_example(self, node: example) -> None:
        title, rest = self.titled(node)
        parts = []
        for child in rest:
            if isinstance(child, nodes.definition_list):
                parts += [self.answered(entry) for entry in self.elements(child)]
            else:
                parts.append(self.content([child]))
        self.call("example", str(lines_of(node)), title, *parts)

    def answered(self, entry: Element) -> str:
        """One prompt's label and what the invented family wrote; tables need the whole width."""
        wide = "true" if next(entry.findall(nodes.table), None) else "false"
        answers = [child for child in entry.children[1:] if isinstance(child, nodes.Element)]
        words = self.item(answers[0]) if len(answers) == 1 else self.content(answers)
        size = len(entry.astext())
        return f"answered({self.content(entry.children[:1])}, {words}, size: {size}, wide: {wide})"
