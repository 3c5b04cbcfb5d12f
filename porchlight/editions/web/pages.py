"""The web course: page chrome, folds, headings of boxes, downloads, and the "Leave" page.

The theme in ``theme/web`` is a child of sphinx_book_theme that sends one stylesheet and a few
small scripts. This module gives its templates what they show: where the page stands in the course, the
contents list, and which printable editions lie beside the page.
"""

from __future__ import annotations

import filecmp
import hashlib
import posixpath
import re
import shutil
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.addresses import Addressed, address, addresses, file_name, has_address
from porchlight.boxes import box
from porchlight.cards import cut_card, wall_sheet
from porchlight.clock import month
from porchlight.course_file import course_file
from porchlight.diagnostics import Code, warn
from porchlight.doors import door
from porchlight.ebooks import FAMILY, GUIDE, SHORT, UNIT_BOOKS
from porchlight.editions.web.static_files import BUNDLES, bundled, source
from porchlight.editions.web.worksheet import HTML_BUILDERS, erase_control, field_inputs
from porchlight.exercise import ExerciseDomain, example, exercise_id
from porchlight.freshness import output_of
from porchlight.front_matter import EVIDENCE
from porchlight.handouts import has_card, kind_of, printed_files, sheets
from porchlight.imprint import imprint
from porchlight.languages import LANGUAGES, in_course_language, language_of, said_in
from porchlight.lesson import LessonDomain, check_yourself, explained, question
from porchlight.outline import (
    HELP_PAGE,
    UNIT,
    Step,
    Unit,
    is_for_leaders,
    is_lesson,
    minutes_of,
    once,
    reading_order,
    step,
    units,
)
from porchlight.passages import is_bold_list, passage
from porchlight.pictures import IN_WORDS, path_of, picture, read_drawing
from porchlight.private import is_private, is_savable, private_steps
from porchlight.prompts import prompt
from porchlight.reading import NONE, Minutes, about
from porchlight.rescue import IN_SIGHT, jumps
from porchlight.session import AgendaDomain, activity, session_number, slide
from porchlight.short import is_short, short_name, short_pages, short_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

THEME = Path(__file__).parents[2] / "theme" / "web"
THEME_NAME = "porchlight"
# Scripts, styles and pictures of the course itself; nothing from anywhere else, and no inline script.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
LEAVE_PAGE = "kitchen"
MY_ANSWERS = "my-answers"
# What may lie beside a page: the words of the link, and where it lies below the editions.
SHEETS = (
    ("Print it (letter)", "handouts/letter/{name}.pdf"),
    ("Print it (A4)", "handouts/a4/{name}.pdf"),
    ("Large print", "handouts/large-print/{name}.pdf"),
    ("Notebook", "notebooks/{name}.ipynb"),
)
# What may lie beside a session: its number is put in.
SESSION_FILES = (
    ("Sheets to hand out (letter)", "handouts/letter/session-{name}-pack.pdf"),
    ("Sheets (A4)", "handouts/a4/session-{name}-pack.pdf"),
    ("Sheets (large print)", "handouts/large-print/session-{name}-pack.pdf"),
    ("Leader’s file: run sheet, cards, wall sheets (letter)", "handouts/letter/session-{name}-leader.pdf"),
    ("Leader’s file (A4)", "handouts/a4/session-{name}-leader.pdf"),
    ("Leader’s file (large print)", "handouts/large-print/session-{name}-leader.pdf"),
    ("Slides", "slides/session-{name}.pdf"),
    ("Slides with your notes", "slides/session-{name}-notes.pdf"),
    ("Slides to change (PowerPoint)", "slides/session-{name}.pptx"),
)
CARD_WORDS, CARD_PATH = "Card for fridge and wallet", "handouts/letter/{name}.pdf"
BOOK = f"epub/{FAMILY}.epub"
BOOKS = (BOOK, f"epub/{SHORT}.epub")  # offered on more pages than one
GUIDE_PAGE = "course/facilitator/index"
GUIDE_BOOK = ("The guide and the course as one e-book", f"epub/{GUIDE}.epub")
UNIT_BOOK = ("This unit as an e-book", f"epub/{UNIT_BOOKS}.epub")
SHORT_BOOK = "The short book"
SHORT_FILES = (
    ("As an e-book", f"epub/{SHORT}.epub"),
    ("Letter", "handouts/letter/short-book.pdf"),
    ("A4", "handouts/a4/short-book.pdf"),
    ("Large print", "handouts/large-print/short-book.pdf"),
)
HANDOUTS_PAGE = "course/reference/all-handouts"
HANDOUTS_SCRIPTS = ("packet.js",)
HANDOUTS_STYLES = ("handouts.css",)
SCRIPTS = BUNDLES["page.js"]  # on every page
SEARCH_PAGE = "search"
SEARCH_SCRIPTS = ("search.js",)
FOR_YOU_SCRIPTS = ("for-you.js",)  # on pages with parts for one relationship
LISTEN_SCRIPTS = ("listen.js",)  # on pages that are read from top to bottom
AGENDA_SCRIPTS = ("session.js", "lead.js")
STEP_SCRIPTS = ("place.js",)  # where there is a place to mark, or marks to show
LESSON_SCRIPTS = ("check-yourself.js",)
EXERCISE_SCRIPTS = BUNDLES["exercise.js"]
PRIVATE_SCRIPTS = BUNDLES["private.js"]  # on a private exercise that has fields
MY_ANSWERS_SCRIPTS = (
    "answer-text.js",
    "tools.js",
    "file-buttons.js",
    "beside.js",
    "then-and-now.js",
    "my-answers.js",
)
ERASE_SCRIPTS = ("tools.js",)
# These come when they are first needed: a fold is opened, something is typed, words have no field.
LOCK_SCRIPT = "locking.js"
REPEAT_SCRIPT = "then-and-now.js"
FILES_SCRIPT = "answer-files.js"
BESIDE_SCRIPT = "beside.js"
STYLES = ("porchlight.css",)  # on every page
FRONT_STYLES = ("front.css",)  # on the front page, and wherever doors stand
SEARCH_STYLES = ("search.css",)
LIST_STYLES = ("lists.css",)  # where there are lists of pages, or of numbers to call
LISTS = re.compile(r'class="[^"]*\bpl-(?:steps|units|help-lines|ways)\b')
WORKSHEET_STYLES = ("worksheet.css",)
MY_ANSWERS_STYLES = ("my-answers.css",)
PRINT_STYLES = ("now-print.css",)  # fetched for printing only, where a page has its own look there
LEADER_STYLES = ("session.css",)
FOR_REVIEWERS = {"course/reference/sources-to-see", "course/reference/quality"}
WIDEST_ON_A_PHONE = 2  # columns
MORE = "More: nodding, patch, far away …"
HOW_TO_STEP = "How to do step {}"
FOLDED = {"for-you", "law"}  # kinds of boxes that open at a tap


def i_am(config: Config) -> tuple[tuple[str, str], ...]:
    """What a reader may be, as many as fit; each opens the parts for one relationship, or those that speak of it."""
    known = course_file(config)
    return (*known.relationships.items(), *((name, also.words) for name, also in known.also.items()))


def fits(config: Config, part: box) -> Iterator[str]:
    """Everything a reader may be whom a part for one relationship fits."""
    yield part["relationship"]
    said = part.astext()
    yield from (name for name, also in course_file(config).also.items() if also.fits(part["relationship"], said))


class WebBuilder(Addressed, StandaloneHTMLBuilder):
    """Sphinx's builder of the same name; pages lie at the addresses that they ask for."""


class fold(nodes.General, nodes.Element):
    """A part that opens at a tap; its first child is a ``fold_title``."""


class fold_title(nodes.General, nodes.TextElement):
    """The words that stay in sight."""


class box_heading(nodes.General, nodes.TextElement):
    """A box's title as a real heading; ``level`` fits the headings around it."""


class lazy_image(nodes.image):
    """A drawing that loads when it comes near; ``units`` is its size, so that nothing jumps."""


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
    builders = HTML_BUILDERS

    def run(self, **kwargs: Any) -> None:
        self._picture_units()
        for quiz in list(self.document.findall(check_yourself)):
            self._place_answers(quiz)
        labels: list[str] = []
        for table in list(self.document.findall(nodes.table)):
            if "pl-agenda-table" in table["classes"] or isinstance(table.parent, field_inputs):
                continue  # their styles fit them to a phone
            if sum(1 for _ in table.findall(nodes.colspec)) > WIDEST_ON_A_PHONE:
                labels.append(_words_above(table))
                again = labels.count(labels[-1])
                holder = wide_table("", label=labels[-1] if again == 1 else f"{labels[-1]} ({again})")
                table.replace_self(holder)
                holder += table
        for links in list(self.document.findall(jumps)):
            if rest := links.children[IN_SIGHT:]:
                del links.children[IN_SIGHT:]
                more = nodes.bullet_list("", *rest, bullet="-", classes=["pl-jumps"])
                folded = fold("", fold_title("", MORE), more, classes=["pl-more"])
                links.parent.insert(links.parent.index(links) + 1, folded)
        for shown in [node for node in self.document.findall(passage) if node.get("folded")]:
            self._fold_steps(shown)
        for drawing in self.document.findall(picture):
            image = drawing.children[0]
            assert isinstance(image, nodes.image)
            image.replace_self(lazy_image("", **image.attributes, units=drawing["units"]))
            for words in drawing.findall(nodes.legend):
                told = said_in(language_of(self.env, self.env.current_document.docname), IN_WORDS)
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
            self.document.append(notes)

    @staticmethod
    def _fold_steps(shown: passage) -> None:
        """Leave the headline of each step, with its choice, and fold what stands below."""
        for steps in [part for part in shown.children if isinstance(part, nodes.enumerated_list)]:
            for number, item in enumerate(steps.children, start=steps.get("start", 1)):
                assert isinstance(item, nodes.list_item)
                below = [part for part in item.children[1:] if not is_bold_list(part)]
                for part in below:
                    item.remove(part)
                if below:
                    item += fold("", fold_title("", HOW_TO_STEP.format(number)), *below, classes=["pl-more"])

    def _picture_units(self) -> None:
        """Put each unit's picture beside it in the list of all units; a picture that no page shows is not there."""
        for item in self.document.findall(nodes.list_item):
            unit = UNIT.fullmatch(next(iter(item.get("pages", ())), ""))
            file = path_of(self.env, f"unit-{unit[1]}") if unit else Path()
            uri = file.relative_to(self.env.srcdir).as_posix() if unit else ""
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
        for asked in quiz.findall(question):
            answer = answers[asked["number"]]
            best = next(answer.findall(nodes.paragraph))
            best.replace_self(nodes.paragraph("", best.astext().partition(" ")[2]))
            folded = fold("", fold_title("", "See the answers"), *answer.children, classes=["pl-answers"])
            folded["right"] = answer["right"]
            asked += folded


class OpenDoors(SphinxPostTransform):
    """Lead a door to its file, where the file lies beside the pages."""

    default_priority = 5
    builders = HTML_BUILDERS

    def run(self, **kwargs: Any) -> None:
        folder = self.config.porchlight_editions
        up = "../" * address(self.env, self.env.current_document.docname).count("/")
        for way in self.document.findall(door):
            file = way["file"]
            if not (file and folder):
                continue
            if not Path(folder, file).is_file():
                if Path(folder, file).parent.is_dir():
                    problem = f"The door '{way['words']}' leads to the file '{file}', which is not there"
                    warn(Code.DOOR_FILE, problem, way)
                continue
            lead = next(way.findall(nodes.paragraph))
            lead[:] = [nodes.reference("", "", *lead.children, refuri=f"{up}downloads/{file}", internal=True)]
            way["file"] = ""


def _is_folded(node: nodes.Element, *, in_session: bool) -> bool:
    """Whether *node* opens at a tap: so do a session's cards and sheets for the wall, which the eye should pass."""
    if isinstance(node, cut_card | wall_sheet):
        return in_session
    return isinstance(node, box) and node["kind"] in FOLDED


def _words_above(table: nodes.table) -> str:
    """What a table is about: its title, the term that it explains, or the heading above it."""
    for title in table.findall(nodes.title):
        return title.astext()
    parent = table.parent
    while parent is not None:
        kind = nodes.term if isinstance(parent, nodes.definition_list_item) else nodes.title
        found = next((child for child in parent.children if isinstance(child, kind)), None)
        if found is not None:
            return found.astext()
        parent = parent.parent
    return "Table"


def _depth(node: nodes.Node) -> int:
    """How many sections hold *node*: 1 directly below a page's title."""
    depth = 0
    parent = node.parent
    while parent is not None:
        depth += isinstance(parent, nodes.section)
        parent = parent.parent
    return max(depth, 1)


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
    self.body.append(f'<div class="pl-wide" role="region" tabindex="0" aria-label="{label}">\n')


def depart_wide_table(self: HTML5Translator, node: wide_table) -> None:
    self.body.append("</div>\n")


def visit_box_heading(self: HTML5Translator, node: box_heading) -> None:
    self.body.append(f'<h{node["level"]} class="pl-box__title">')


def depart_box_heading(self: HTML5Translator, node: box_heading) -> None:
    self.body.append(f"</h{node['level']}>\n")


@dataclass(frozen=True)
class Place:
    """Where a page stands in its unit."""

    unit: Unit
    step: Step

    @property
    def words(self) -> str:
        """``lesson 2 of 4``."""
        same = [step for step in self.unit.steps if step.kind == self.step.kind]
        return f"{self.step.kind} {same.index(self.step) + 1} of {len(same)}"


def place_of(course: list[Unit], docname: str) -> Place | None:
    """The place of a lesson or exercise, or ``None`` for other pages."""
    for unit in course:
        for one in unit.steps:
            if one.docname == docname:
                return Place(unit, one)
    return None


def where(place: Place | None, unit: Unit | None, docname: str) -> str:
    """The line above a page's title: ``lesson 2 of 4``, ``Unit 1``, ``Session 2``, ``Exercise``, or nothing."""
    if place:
        return place.words
    if unit:
        return f"Unit {unit.number}"
    if is_short(docname):
        return short_name(docname)
    if number := session_number(docname):
        return f"Session {number}"
    if is_for_leaders(docname):
        return "For group leaders"
    return "Exercise" if exercise_id(docname) else ""


def tab_title(env: BuildEnvironment, place: Place | None, unit: Unit | None, docname: str) -> str:
    """A title for the browser's tab that says nothing about drugs: ``Unit 1, lesson 2``, or a dull address."""
    if docname == MY_ANSWERS:
        return f"My answers – {env.config.project}"
    if docname not in env.titles or docname == env.config.root_doc:
        return f"Find a word – {env.config.project}" if docname == SEARCH_PAGE else env.config.project
    words = env.titles[docname].astext()
    if is_short(docname):
        words = short_name(docname)
    elif place:
        words = f"Unit {place.unit.number}, {place.words.partition(' of ')[0]}"
    elif unit:
        words = f"Unit {unit.number}"
    elif number := session_number(docname):
        words = f"Session {number}"
    elif exercise_id(docname):
        outside = [name for name in reading_order(env) if exercise_id(name)]
        words = f"Exercise {outside.index(docname) + 1}" if docname in outside else "Exercise"
    elif has_address(env, docname):
        words = address(env, docname).replace("-", " ").capitalize()
    return f"{words} – {env.config.project}"


def is_to_be_heard(docname: str) -> bool:
    """Whether a page offers to be read aloud: lessons and start pages."""
    return is_lesson(docname) or docname.startswith("course/start/")


def editions(app: Sphinx) -> Path | None:
    """The folder in which the other editions lie, if this build was told of one."""
    return Path(app.config.porchlight_editions) if app.config.porchlight_editions else None


def downloads(app: Sphinx, docname: str) -> list[tuple[str, str]]:
    """``(words, path)`` of each file that truly lies beside a page; paths below ``downloads/``."""
    folder, session, name = editions(app), session_number(docname), file_name(app.env, docname)
    if folder is None:
        return []
    found = []
    if session is not None:
        found += [(words, path.format(name=session)) for words, path in SESSION_FILES]
    elif kind_of(app.env, docname):
        found += [(words, path.format(name=name)) for words, path in SHEETS]
    if has_card(app.env, docname):
        found += _cards(app.env, docname)
    if docname == GUIDE_PAGE:
        found.append(GUIDE_BOOK)
    if docname in short_pages(app.env)[:1]:
        found += SHORT_FILES
    if unit := UNIT.fullmatch(docname):
        found.append((UNIT_BOOK[0], UNIT_BOOK[1].format(number=unit[1])))
    return [(words, path) for words, path in found if (folder / path).is_file()]


def _cards(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, str]]:
    """The overdose card in the page's language; beside a page in the course's language those in others, too."""
    for sheet in sheets(env):
        if sheet.kind != "card":
            continue
        language, path = language_of(env, sheet.docnames[0]), CARD_PATH.format(name=sheet.file)
        if language == language_of(env, docname):
            yield CARD_WORDS, path
        elif in_course_language(env, docname):
            yield f"Card in {LANGUAGES.get(language, language)}", path


def offered(app: Sphinx, docname: str) -> list[tuple[str, str]]:
    """The files that a page offers below its title: a private page has none there."""
    return [] if is_private(app.env, docname) else downloads(app, docname)


def offered_below(app: Sphinx, docname: str) -> list[tuple[str, str]]:
    """The empty sheets that a private page with fields offers below its warning."""
    found = downloads(app, docname) if is_savable(app.env, docname) else []
    return [(words, path) for words, path in found if path.endswith(".pdf")]


@cache
def versioned(name: str) -> str:
    """A file of the theme, marked with its content so that a changed one is fetched anew: ``leave.js?v=1a2b3c4d``."""
    text = source(name)
    return f"{name}?v={hashlib.sha256(text.encode()).hexdigest()[:8]}" if text else name


def page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Add ``pl``, which holds all that our templates show. Returns the template of the Leave page."""
    if app.builder.name not in HTML_BUILDERS:
        return None
    env = app.env
    if doctree is None:
        output_of(app.builder).claim(app.builder.get_output_path(pagename))  # type: ignore[attr-defined]
    course = units(env)
    place = place_of(course, pagename)
    unit = next((unit for unit in course if unit.docname == pagename), None)
    minutes = unit.minutes if unit else minutes_of(env, pagename)
    folder = editions(app)
    repeats = str(env.metadata.get(pagename, {}).get("repeats", ""))
    erases = bool(doctree and next(doctree.findall(erase_control), None))
    answers = exercise_id(pagename) is not None or pagename == MY_ANSWERS
    private, savable = is_private(env, pagename), is_savable(env, pagename)
    styles = [*STYLES, *(SEARCH_STYLES if pagename == SEARCH_PAGE else ())]
    styles += LIST_STYLES if pagename == SEARCH_PAGE or LISTS.search(context.get("body", "")) else ()
    styles += FRONT_STYLES if doctree and next(doctree.findall(door), None) else ()
    styles += HANDOUTS_STYLES if pagename == HANDOUTS_PAGE else ()
    styles += LEADER_STYLES if is_for_leaders(pagename) else ()
    styles += WORKSHEET_STYLES if answers or erases or savable else ()
    styles += MY_ANSWERS_STYLES if pagename == MY_ANSWERS or repeats else ()
    now = pagename == HELP_PAGE or (has_card(env, pagename) and not in_course_language(env, pagename))
    for_you = any("relationship" in node for node in doctree.findall(fold)) if doctree else False
    listen = is_to_be_heard(pagename) and not private
    marks = bool(place) or is_lesson(pagename) or exercise_id(pagename) is not None
    file = tab_title(env, place, unit, pagename).partition(" – ")[0].lower().replace(", ", "-").replace(" ", "-")
    scripts = [
        *SCRIPTS,
        *(_private_scripts(pagename, savable=savable) if private else ()),
        *(() if private else _scripts(pagename, place, unit, env.config.root_doc)),
        *(ERASE_SCRIPTS if erases and not savable else ()),
        *(FOR_YOU_SCRIPTS if for_you else ()),
        *(LISTEN_SCRIPTS if listen else ()),
        *(HANDOUTS_SCRIPTS if pagename == HANDOUTS_PAGE else ()),
        *(SEARCH_SCRIPTS if pagename == SEARCH_PAGE else ()),
        *(AGENDA_SCRIPTS if pagename in env.get_domain(AgendaDomain.name).data["records"] else ()),
    ]
    context["pl"] = {
        "address": address(env, pagename),
        "address_of": lambda docname: address(env, docname),
        "tab": tab_title(env, place, unit, pagename),
        "where": where(place, unit, pagename),
        "unit": place.unit if place else None,
        "language": "" if in_course_language(env, pagename) else language_of(env, pagename),
        "listen": listen,
        "for_you": i_am(app.config) if for_you else (),
        "time": _time(pagename, minutes),
        "exercise": exercise_id(pagename),
        "downloads": offered(app, pagename),
        "sheets": offered_below(app, pagename),
        "downloads_are": _downloads_are(pagename),
        "on_paper": bool(offered(app, pagename)) and (is_lesson(pagename) or exercise_id(pagename) is not None),
        "say": partial(said_in, language_of(env, pagename)),
        "book": BOOK if folder and (folder / BOOK).is_file() else "",
        "contents": list(_contents(env, course, pagename)),
        "short": _short_version(env, pagename, unit),
        "facts": _facts(env, pagename),
        "imprint": imprint(env, [pagename], newest=False),
        "policy": POLICY,
        "leave": LEAVE_PAGE,
        "description": app.config.epub_description,
        "search": SEARCH_PAGE,
        "my_answers": MY_ANSWERS,
        "lock": versioned(LOCK_SCRIPT),
        "then_and_now": versioned(REPEAT_SCRIPT),
        "files": versioned(FILES_SCRIPT),
        "beside": versioned(BESIDE_SCRIPT),
        "marks": marks and not private,
        "private": private,
        "savable": savable,
        "all_private": private_steps(env),
        "file": file_name(env, pagename) if private else f"{FAMILY}-{file}",
        "file_all": f"{FAMILY}-all",
        "repeats": repeats,
        **(_all_answers(env, course) if pagename == MY_ANSWERS else {}),
        "styles": [versioned(name) for name in styles],
        "scripts": [versioned(name) for name in bundled(scripts)],
        "help": HELP_PAGE if HELP_PAGE in env.found_docs else env.config.root_doc,
        "now": now,
        "print_styles": [versioned(name) for name in PRINT_STYLES if now],
    }
    return "leave.html" if pagename == LEAVE_PAGE else None


def _short_version(env: BuildEnvironment, docname: str, unit: Unit | None) -> tuple[str, str] | None:
    """The page, and the place on it, that says a lesson or a unit in short."""
    if unit and unit.lessons:
        page, _ = short_places(env).get(unit.lessons[0].docname, ("", ""))
        return (page, "") if page else None
    return short_places(env).get(docname)


def _downloads_are(docname: str) -> str:
    """What the files beside a page are for."""
    if session_number(docname) is not None:
        return "For the room"
    return "To take along" if docname == GUIDE_PAGE or UNIT.fullmatch(docname) else "On paper"


def _time(docname: str, minutes: Minutes) -> str:
    """How long a page takes, in words; a session is kept by the clock."""
    if session_number(docname) is not None and minutes:
        return f"{minutes} minutes"
    return about(minutes) if minutes else ""


def _private_scripts(pagename: str, *, savable: bool) -> Iterator[str]:
    """The scripts of a private page beside those that every page has."""
    if is_lesson(pagename):
        yield from LESSON_SCRIPTS
    if savable:
        yield from PRIVATE_SCRIPTS if exercise_id(pagename) else ERASE_SCRIPTS


def _scripts(pagename: str, place: Place | None, unit: Unit | None, front_page: str) -> Iterator[str]:
    """The scripts of a page beside those that every page has."""
    if (place or unit or pagename == front_page) and not exercise_id(pagename):  # an exercise has it among its own
        yield from STEP_SCRIPTS
    if is_lesson(pagename):
        yield from LESSON_SCRIPTS
    if exercise_id(pagename):
        yield from EXERCISE_SCRIPTS
    if pagename == MY_ANSWERS:
        yield from MY_ANSWERS_SCRIPTS


def _all_answers(env: BuildEnvironment, course: list[Unit]) -> dict[str, Any]:
    """What "My answers" knows of the course: every exercise in reading order, and every step; none that is private."""
    domain: ExerciseDomain = env.get_domain(ExerciseDomain.name)  # type: ignore[assignment]
    titles = {docname: record.title for docname, record in domain.all()}
    order = [name for name in reading_order(env) if name in titles and not is_private(env, name)]
    kept = [replace(unit, steps=tuple(s for s in unit.steps if not is_private(env, s.docname))) for unit in course]
    return {"exercises": [(exercise_id(name), titles[name], name) for name in order], "course": kept}


def _facts(env: BuildEnvironment, docname: str) -> str:
    domain: LessonDomain = env.get_domain(LessonDomain.name)  # type: ignore[assignment]
    for record in domain.records.get(docname, []):
        if record.checked and record.evidence:
            return f"{EVIDENCE[record.evidence]} Facts last checked: {month(record.checked)}."
    return ""


def group_of(docname: str) -> str:
    """The part of the contents list that a top-level page belongs to."""
    if UNIT.fullmatch(docname):
        return "The course"
    if is_for_leaders(docname):
        return "For group leaders"
    return "To look up" if docname.startswith("course/reference/") else "Start"


def _contents(env: BuildEnvironment, course: list[Unit], current: str) -> Iterator[dict[str, Any]]:
    """The contents list: every top-level page, and the steps of the unit that the reader is in.

    Of the guide for group leaders and the short book their first page only, of the start no exercises, and of what
    is looked up no pages for reviewers, unless the reader is there: the list should fit beside the text.
    """
    steps = {unit.docname: unit.steps for unit in course}
    numbers = {unit.docname: unit.number for unit in course}
    guide = [name for name in reading_order(env) if is_for_leaders(name)]
    short = short_pages(env)
    for first, *others in filter(None, (guide, short)):
        steps[first] = tuple(step(env, name) for name in others)
    top = env.toctree_includes.get(env.config.root_doc, [])
    at_start = current == env.config.root_doc or (current in top and group_of(current) == "Start")
    for docname in top:
        if docname in guide[1:] or docname in short[1:] or (exercise_id(docname) and not at_start):
            continue
        if docname in FOR_REVIEWERS and group_of(current) != "To look up":
            continue
        below = steps.get(docname, ())
        inside = any(one.docname == current for one in below)
        yield {
            "docname": docname,
            "title": SHORT_BOOK if docname in short else env.titles[docname].astext(),
            "group": group_of(docname),
            "number": numbers.get(docname, 0),
            "exercise": exercise_id(docname) is not None,
            "language": "" if in_course_language(env, docname) else language_of(env, docname),
            "steps": below if inside or docname == current else (),
        }


@once
def on_every_page(env: BuildEnvironment, app: Sphinx) -> str:
    """What may stand on any page beside its own words: the contents list, the files there are, units' pictures."""
    folder = editions(app)
    order = [name for name in reading_order(env) if name in env.titles]
    drawings = [path for unit in units(env) if (path := path_of(env, f"unit-{unit.number}")).is_file()]
    return repr(
        [(name, env.titles[name].astext(), downloads(app, name)) for name in order]
        + [(path.name, read_drawing(path).units) for path in drawings]
        + sorted(addresses(env).items())
        + [app.config.porchlight_editions, *((folder / book).is_file() for book in BOOKS if folder)]
        + sorted(env.found_docs & {HELP_PAGE, HANDOUTS_PAGE, GUIDE_PAGE})
        + printed_files(env)
    )


def surroundings(app: Sphinx, docname: str) -> tuple[str, Minutes] | None:
    """What a page shows that it was not read from."""
    if app.builder.name not in HTML_BUILDERS:
        return None
    minutes = next((unit.minutes for unit in units(app.env) if unit.docname == docname), NONE)
    return on_every_page(app.env, app), minutes


def own_pages(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """The dull page that "Leave" opens, which lies beside the others, so it needs no internet; and "My answers"."""
    if app.builder.name not in HTML_BUILDERS:
        return []
    return [(LEAVE_PAGE, {}, "leave.html"), (MY_ANSWERS, {}, "my-answers.html")]


def without_search(app: Sphinx) -> None:
    """Leave out Sphinx's search page: it needs scripts that our pages do not send."""
    if app.builder.name in HTML_BUILDERS:
        app.builder.search = False  # type: ignore[attr-defined]


def copy_downloads(app: Sphinx, error: Exception | None) -> None:
    """Put the files that pages link to below ``downloads/``; say which pictures there are."""
    folder = editions(app)
    if error or app.builder.name not in HTML_BUILDERS:
        return
    for _, name in app.env.images.values():
        if Path(app.outdir, "_images", name).is_file():
            output_of(app.builder).claim(f"_images/{name}")
    if folder is None:
        return
    beside = {path for name in app.env.found_docs for _, path in offered(app, name) + offered_below(app, name)}
    for path in sorted({*beside, *printed_files(app.env), *BOOKS}):
        if not (folder / path).is_file():
            continue
        target = Path(app.outdir, "downloads", path)
        output_of(app.builder).claim(target)
        if target.is_file() and filecmp.cmp(folder / path, target):
            continue  # the same size and time
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / path, target)


def check_builder(app: Sphinx) -> None:
    """Stop, in a sentence, a builder whose pages the theme cannot make: scripts and zip count on ``page.html``."""
    name = app.builder.name
    if isinstance(app.builder, StandaloneHTMLBuilder) and name not in HTML_BUILDERS:
        theme, _ = app.builder.get_theme_config()
        if theme == THEME_NAME:
            raise ConfigError(f"The web course is made by the builder 'html'; '{name}' needs another theme.")


def setup_web(app: Sphinx) -> None:
    """Register the theme, the transform and the page context."""
    app.connect("builder-inited", check_builder)
    app.add_config_value(
        "porchlight_editions",
        "",
        "",
        types=frozenset({str}),
        description="Folder that holds handouts/, notebooks/ and epub/, to offer them for download",
    )
    app.setup_extension("sphinx.builders.html")  # so that it is not registered after ours
    app.add_builder(WebBuilder, override=True)
    app.add_html_theme(THEME_NAME, str(THEME))
    app.add_post_transform(ShapeForWeb)
    app.add_post_transform(OpenDoors)
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_node(fold_title, html=(visit_fold_title, depart_fold_title))
    app.add_node(lazy_image, html=(visit_lazy_image, None))
    app.add_node(wide_table, html=(visit_wide_table, depart_wide_table))
    app.add_node(box_heading, html=(visit_box_heading, depart_box_heading))
    app.connect("builder-inited", without_search)
    app.connect("page-surroundings", surroundings)
    app.connect("html-collect-pages", own_pages)
    app.connect("html-page-context", page_context, priority=900)
    app.connect("build-finished", copy_downloads)
