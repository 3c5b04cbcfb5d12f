"""The course's words as web pages shape them: folds, real headings of boxes, drawings that load late, wide tables.

A post-transform swaps printable nodes for those below, in the web course only; every other edition prints
the nodes as they were.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.agenda_parts import activity
from porchlight.boxes import ancestors, box
from porchlight.cards import cut_card, pocket, wall_sheet
from porchlight.course_file import course_file
from porchlight.editions.web.worksheet import field_inputs
from porchlight.exercise import example
from porchlight.handouts import has_card
from porchlight.languages import in_course_language, language_of
from porchlight.locale import _, said_in
from porchlight.outline import unit_number
from porchlight.passages import is_bold_list, passage
from porchlight.pictures import IN_WORDS, path_of, picture, read_drawing
from porchlight.prompts import prompt
from porchlight.quiz import check_yourself, explained, question
from porchlight.rescue import IN_SIGHT, jumps
from porchlight.session import session_number
from porchlight.slide import slide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

WIDEST_ON_A_PHONE = 2  # columns
STACKED = 4  # columns from which a row becomes a block on a phone
TOOLS, SOURCES = "<!--tools-->", "<!--sources-->"  # page.html parts the page there
FOLDED = {"for-you", "law"}  # kinds of boxes that open at a tap


def fits(config: Config, part: box) -> Iterator[str]:
    """Everything a reader may be whom a part for one relationship fits."""
    yield part["relationship"]
    text = part.astext()
    yield from (name for name, also in course_file(config).also.items() if also.fits(part["relationship"], text))


class fold(nodes.General, nodes.Element):
    """A part that opens at a tap; its first child is a ``fold_title``."""


class fold_title(nodes.General, nodes.TextElement):
    """The words that stay in sight."""


class box_heading(nodes.General, nodes.TextElement):
    """A box's title as a real heading; ``level`` fits the headings around it."""


class lazy_image(nodes.image):
    """A drawing that loads when it comes near; ``units`` is its size, so that nothing jumps."""


class page_mark(nodes.Invisible, nodes.Element):
    """Where the template puts something between a page's words: ``TOOLS`` or ``SOURCES``."""


class wide_table(nodes.General, nodes.Element):
    """Holds a table that may be wider than a phone, so that it scrolls by itself and not the page."""


class ShapeForWeb(SphinxPostTransform):
    """Give boxes real headings, fold for-you blocks and points of law, and put answers under their questions.

    Before: ``box(title, …)``; after: ``box(box_heading, …)``, or ``fold(fold_title, …)`` for a
    for-you block or a point of law. Before: ``picture(image, caption, legend)``; after: the legend holds a fold.
    Before: ``check_yourself(…, question …, "Answers", explained …)``; after: each
    question is followed by its answers in a fold. Before: the sources end the page's section; after:
    they follow it, so that the way on can stand between.
    """

    default_priority = 30
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:
        language = language_of(self.env, self.env.current_document.docname)
        self._picture_units()
        for facts in [part for part in self.document.findall(nodes.paragraph) if "need" in part]:
            facts[:] = [nodes.Text(facts["need"])]  # how long it takes stands above the title
        for quiz in list(self.document.findall(check_yourself)):
            self._place_answers(quiz)
        labels: list[str] = []
        for table in list(self.document.findall(nodes.table)):
            if "pl-agenda-table" in table["classes"] or isinstance(table.parent, field_inputs):
                continue  # their styles fit them to a phone
            columns = sum(1 for _ in table.findall(nodes.colspec))
            if columns > WIDEST_ON_A_PHONE:
                labels.append(_words_above(table))
                again = labels.count(labels[-1])
                holder = wide_table("", label=labels[-1] if again == 1 else f"{labels[-1]} ({again})")
                table.replace_self(holder)
                holder += table
                if columns >= STACKED:
                    holder["classes"] = ["pl-stack"]
                    _name_cells(table)
        for links in list(self.document.findall(jumps)):
            if rest := links.children[IN_SIGHT:]:
                del links.children[IN_SIGHT:]
                more = nodes.bullet_list("", *rest, bullet="-", classes=["pl-jumps"])
                folded = fold(
                    "", fold_title("", said_in(language, "More: nodding, patch, far away …")), more, classes=["pl-more"]
                )
                links.parent.insert(links.parent.index(links) + 1, folded)
        for shown in [node for node in self.document.findall(passage) if node.get("folded")]:
            self._fold_steps(shown, language)
        for drawing in self.document.findall(picture):
            image = drawing.children[0]
            assert isinstance(image, nodes.image)
            image.replace_self(lazy_image("", **image.attributes, units=drawing["units"]))
            for words in drawing.findall(nodes.legend):
                told = said_in(language, IN_WORDS)
                words.children = [fold("", fold_title("", told), *words.children[1:])]
        for node in list(self.document.findall(nodes.admonition)):
            if not isinstance(node, box | example | check_yourself | activity | slide | prompt | cut_card | wall_sheet):
                continue
            title = next(node.findall(nodes.title))
            if _is_folded(node, in_session=session_number(self.env.current_document.docname) is not None):
                body = node.children[1:]
                folded = fold("", fold_title("", "", *title.children), *body, classes=node["classes"])
                if isinstance(node, box) and "relationship" in node:
                    folded["relationship"] = " ".join(fits(self.config, node))
                node.replace_self(folded)
            else:
                title.replace_self(box_heading("", "", *title.children, level=_depth(node) + 1))

        for notes in [node for node in self.document.findall(nodes.section) if "pl-sources" in node["classes"]]:
            notes.parent.remove(notes)
            self.document += [page_mark("", words=SOURCES), notes]
        self._mark_tools()

    def _mark_tools(self) -> None:
        """The tools stand below the title; in an emergency above the steps, so that nothing parts title and call."""
        title = next(self.document.findall(nodes.title), None)
        steps = (node for node in self.document.findall(nodes.enumerated_list) if "pl-now" in node["classes"])
        docname = self.env.current_document.docname
        if is_for_now(self.env, docname) and (now := next(steps, None)):
            now.parent.insert(now.parent.index(now), page_mark("", words=TOOLS))
        elif title is not None:
            title.parent.insert(title.parent.index(title) + 1, page_mark("", words=TOOLS))

    @staticmethod
    def _fold_steps(shown: passage, language: str) -> None:
        """Leave the headline of each step, with its choice, and fold what stands below."""
        for steps in [part for part in shown.children if isinstance(part, nodes.enumerated_list)]:
            for number, item in enumerate(steps.children, start=steps.get("start", 1)):
                assert isinstance(item, nodes.list_item)
                below = [part for part in item.children[1:] if not is_bold_list(part)]
                for part in below:
                    item.remove(part)
                if below:
                    title = said_in(language, "How to do step %(number)s", number=number)
                    item += fold("", fold_title("", title), *below, classes=["pl-more"])

    def _picture_units(self) -> None:
        """Put each unit's picture beside it in the list of all units; a picture that no page shows is not there."""
        for item in self.document.findall(nodes.list_item):
            number = unit_number(self.env, next(iter(item.get("pages", ())), ""))
            file = path_of(self.env, f"unit-{number}") if number is not None else Path()
            uri = file.relative_to(self.env.srcdir).as_posix() if number is not None else ""
            if uri in self.env.images:
                units = read_drawing(file).units
                item.insert(0, lazy_image("", uri=uri, alt="", candidates={"*": uri}, units=units))

    @staticmethod
    def _place_answers(quiz: check_yourself) -> None:
        answers = {node["number"]: node for node in quiz.findall(explained)}
        titles = [node for node in quiz.findall(nodes.paragraph) if "pl-answers-title" in node["classes"]]
        for answer in answers.values():
            quiz.remove(answer)
        for title in titles:
            quiz.remove(title)
        for question_node in quiz.findall(question):
            answer = answers[question_node["number"]]
            best = next(answer.findall(nodes.paragraph))
            best.replace_self(nodes.paragraph("", best.astext().partition(" ")[2]))
            folded = fold("", fold_title("", _("See the answers")), *answer.children, classes=["pl-answers"])
            folded["right"] = answer["right"]
            question_node += folded


def _is_folded(node: nodes.Element, *, in_session: bool) -> bool:
    """Whether *node* opens at a tap: so do a session's cards and sheets for the wall, which the eye should pass."""
    if isinstance(node, cut_card | wall_sheet):
        return in_session or isinstance(node.parent, pocket)
    return isinstance(node, box) and node["kind"] in FOLDED


def _name_cells(table: nodes.table) -> None:
    """Have each cell know the head of its column, for screens that show a row as a block."""
    heads = [entry.astext() for head in table.findall(nodes.thead) for entry in head.findall(nodes.entry)]
    for body in table.findall(nodes.tbody):
        for row in body.findall(nodes.row):
            for head, entry in zip(heads, row.findall(nodes.entry), strict=False):
                entry["column"] = head


def _words_above(table: nodes.table) -> str:
    """What a table is about: its title, the term that it explains, or the heading above it."""
    for title in table.findall(nodes.title):
        return title.astext()
    for parent in ancestors(table):
        kind = nodes.term if isinstance(parent, nodes.definition_list_item) else nodes.title
        found = next((child for child in parent.children if isinstance(child, kind)), None)
        if found is not None:
            return found.astext()
    return _("Table")


def _depth(node: nodes.Node) -> int:
    """How many sections hold *node*: 1 directly below a page's title."""
    return max(1, sum(isinstance(parent, nodes.section) for parent in ancestors(node)))


def is_for_now(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page is opened in an emergency: help right now, or what to do in another language."""
    help_page = course_file(env.config).pages.help
    return docname == help_page or (has_card(env, docname) and not in_course_language(env, docname))


def visit_page_mark(self: HTML5Translator, node: page_mark) -> None:
    self.body.append(node["words"])
    raise nodes.SkipNode


def visit_fold(self: HTML5Translator, node: fold) -> None:
    extra = {"data-pl-for": node["relationship"]} if "relationship" in node else {}
    if "right" in node:
        extra["data-pl-right"] = str(node["right"])
    self.body.append(self.starttag(node, "details", CLASS="pl-fold", **extra))


def depart_fold(self: HTML5Translator, node: fold) -> None:
    self.body.append("</details>\n")


def visit_fold_title(self: HTML5Translator, node: fold_title) -> None:
    self.body.append("<summary>")


def depart_fold_title(self: HTML5Translator, node: fold_title) -> None:
    self.body.append("</summary>\n")


def visit_lazy_image(self: HTML5Translator, node: lazy_image) -> None:
    width, height = (f"{size:g}" for size in node["units"])
    source = posixpath.join(self.builder.imgpath, quote(self.builder.images[node["uri"]]))
    image = self.emptytag(node, "img", src=source, alt=node["alt"], loading="lazy", width=width, height=height)
    self.body.append(image)


def visit_wide_table(self: HTML5Translator, node: wide_table) -> None:
    # a region that can be scrolled must be reachable by keyboard
    label = self.attval(node["label"])
    stacked = " pl-stack" if "pl-stack" in node["classes"] else ""  # it has those of its table, too
    self.body.append(f'<div class="pl-wide{stacked}" role="region" tabindex="0" aria-label="{label}">\n')


def depart_wide_table(self: HTML5Translator, node: wide_table) -> None:
    self.body.append("</div>\n")


def visit_box_heading(self: HTML5Translator, node: box_heading) -> None:
    self.body.append(f'<h{node["level"]} class="pl-box__title">')


def depart_box_heading(self: HTML5Translator, node: box_heading) -> None:
    self.body.append(f"</h{node['level']}>\n")


def setup_shape(app: Sphinx) -> None:
    """Register the nodes; the transform that makes them is registered with the course's own theme alone."""
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_node(fold_title, html=(visit_fold_title, depart_fold_title))
    app.add_node(lazy_image, html=(visit_lazy_image, None))
    app.add_node(page_mark, html=(visit_page_mark, None))
    app.add_node(wide_table, html=(visit_wide_table, depart_wide_table))
    app.add_node(box_heading, html=(visit_box_heading, depart_box_heading))
