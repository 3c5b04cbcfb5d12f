"""The Typst code of a whole file: a sheet by itself, or a book of many.

Each document's own words lie in a module of their own below ``parts/``, which gives ``body`` and
``end``. A file imports the parts it holds and says what stands around them: title, numbers for
help, the address on the web.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno

from porchlight.addresses import site_address
from porchlight.course_file import CardLines, course_file
from porchlight.diagnostics import Code, warn
from porchlight.editions.shared.help_lines import help_lines
from porchlight.editions.shared.typst import TEMPLATE
from porchlight.editions.shared.typst_code import array, literal
from porchlight.exercise import ExerciseDomain
from porchlight.handouts import has_card, is_printed, kind_in_book, sheets, title_of
from porchlight.imprint import imprint
from porchlight.languages import language_of
from porchlight.lesson import LessonDomain
from porchlight.locale import _, month_and_year
from porchlight.outline import exercise_label, places
from porchlight.pictures import path_of
from porchlight.plain import meant
from porchlight.short import is_short, short_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from porchlight.books import Book
    from porchlight.handouts import Sheet

SHEETS_IN_A_ROW = ("pack", "packet")  # kinds of books in which each sheet stays one to hand out
GRAY = "gray"  # begins the name of a drawing in one color


def part_path(docname: str) -> str:
    """Where the words of a document lie, below the folder of all code."""
    return f"parts/{docname}.typ"


def card_path(docname: str) -> str:
    """Where a document's blocks for the overdose card lie."""
    return f"parts/{docname}.card.typ"


def part_paths(sheet: Sheet) -> list[str]:
    """The modules that a sheet is made of."""
    path = card_path if sheet.kind == "card" else part_path
    return [path(docname) for docname in sheet.docnames]


def help_numbers(env: BuildEnvironment, language: str = "") -> str:
    """The numbers that stand on every sheet as Typst data."""
    return array(array(literal(text) for text in entry) for entry in help_lines(env, language))


def address_and_code(env: BuildEnvironment, docname: str) -> str:
    """The page's address and its square code, when the site's address is known."""
    page = site_address(env, docname)
    if not page:
        return "none"
    rows = ("".join(str(int(bool(dot))) for dot in row) for row in segno.make(page, micro=False).matrix)
    return array([literal(page.partition("://")[2]), array(literal(row) for row in rows)])


def page_label(env: BuildEnvironment, docname: str) -> str:
    """What the header says beside the course's name: ``Unit 1, lesson 2 of 4``, or ``Exercise 3``."""
    if is_short(docname):
        return short_name(docname)
    place = places(env).get(docname)
    return place.full if place else exercise_label(env, docname)


def colophon(env: BuildEnvironment, docname: str, kind: str) -> str:
    """What closes a sheet that prints no notes."""
    if kind not in {"lesson", "page"}:
        return "none"
    lessons = LessonDomain.of(env)
    exercises = ExerciseDomain.of(env)
    titles, checked = [], ""
    for record in lessons.records.get(docname, ()):
        found = (exercises.find(name) for name, _ in record.exercises)
        titles = [literal(entry[1].title) for entry in found if entry]
        if record.checked:
            checked = _("Facts last checked: %(month)s.", month=month_and_year(record.checked))
    return f"colophon({array(titles)}, {literal(checked)}, {str(kind == 'lesson').lower()})"


def part_code(env: BuildEnvironment, docname: str, module: str, kind: str, *, ends: bool = True) -> str:
    """The call that prints one document; *ends*: with what stands after the numbers for help."""
    arguments = [
        f"name: {literal(docname)}",
        f"fit: fits.at({literal(docname)}, default: 0)",
        "at-head: fits.keys()",
        f"title: {literal(title_of(env, docname))}",
        f"where: {literal(page_label(env, docname))}",
        f"imprint: {literal(imprint(env, [docname]))}",
        f"wide: {module}.wide",
        f"by-name: {module}.wide and not {module}.has-numbers" if kind == "page" else "by-name: false",
        f"closing: {colophon(env, docname, kind)}",
        f"kind: {literal(kind or 'guide')}",
        # what the card is taken from is short lines to act from
        f"dense: {str(kind == 'page' and has_card(env, docname)).lower()}",
    ]
    if kind not in {"", "short"}:
        arguments.append(
            f"help: if not {module}.has-numbers {{ help-numbers(web: {address_and_code(env, docname)}, ..numbers) }}"
        )
    return f"part-of({', '.join(arguments)}, {module}.body, {f'{module}.end' if ends else 'none'})"


def card_code(env: BuildEnvironment, sheet: Sheet, modules: Iterable[str]) -> str:
    """The call that prints the overdose card."""
    language = language_of(env, sheet.docnames[0])
    numbers = "numbers" if language == env.config.language else "()"  # the region's words are in one language
    cards = "".join(f"{module}.card, " for module in modules)
    lines = course_file(env.config).card.lines.get(language, CardLines())
    fridge, jobs = (array(map(literal, words)) for words in (lines.fridge, lines.jobs))
    own = f"fridge: {fridge}, jobs: {jobs}, pocket: {literal(lines.pocket)}"
    return (
        f"overdose-card({literal(sheet.title)}, {numbers}, ({cards}), ({own}), language: {literal(language)}, "
        f"imprint: {literal(imprint(env, sheet.docnames))})"
    )


class File:
    """Puts the code of one file together, which is called *name*."""

    def __init__(
        self, env: BuildEnvironment, name: str, title: str, made_from: str, *, continuous: bool, language: str = ""
    ) -> None:
        self.env = env
        self.head = [f"// Made from {made_from}: edit that, not this file.", f'#import "/{TEMPLATE.name}": *']
        language = language or env.config.language
        settings = f"title: {literal(title)}, language: {literal(language)}"
        self.start = [
            f"#show: looks.with({settings}, continuous: {str(continuous).lower()})",
            f"#let numbers = {help_numbers(env, language)}",
            f"#let fits = fits-of({literal(name)})",
        ]
        self.body: list[str] = []
        self.paths: list[str] = []

    def module(self, path: str) -> str:
        """The name by which the code speaks of the module at *path*."""
        name = f"part-{len(self.paths)}"
        self.paths.append(path)
        self.head.append(f'#import "/{path}" as {name}')
        return name

    def sheet(self, sheet: Sheet) -> str:
        """The call that prints a sheet."""
        modules = [self.module(path) for path in part_paths(sheet)]
        if sheet.kind == "card":
            return card_code(self.env, sheet, modules)
        return part_code(self.env, sheet.docnames[0], modules[0], sheet.kind)

    def add(self, code: str) -> None:
        """Add a call."""
        self.body.append(f"#{code}")

    def text(self) -> str:
        """All of it."""
        return "\n".join([*self.head, *self.start, *self.body, ""])


def sheet_code(env: BuildEnvironment, sheet: Sheet) -> File:
    """The file of one sheet."""
    language = language_of(env, sheet.docnames[0])
    made_from = ", ".join(f"{name}.md" for name in sheet.docnames)
    code = File(env, sheet.file, sheet.title, made_from, continuous=False, language=language)
    code.add(code.sheet(sheet))
    return code


def in_one_color(env: BuildEnvironment, name: str) -> str:
    """Where the picture *name* lies for a printer with one ink, as Typst data."""
    return literal(f"/images/{GRAY}-{name}.svg") if name and path_of(env, name).is_file() else "none"


def book_code(env: BuildEnvironment, book: Book) -> File:
    """The file of a book."""
    made_from = "the pages that it holds"
    code = File(env, book.name, book.title, made_from, continuous=book.kind not in SHEETS_IN_A_ROW)
    if book.kind in SHEETS_IN_A_ROW:
        by_name = {sheet.name: sheet for sheet in sheets(env)}
        for name in book.names:
            if name not in by_name:
                problem = f"There is no sheet '{name}'{meant(name, (sheet.name for sheet in sheets(env)))}"
                warn(Code.SHEET_UNKNOWN, problem, "'SHEETS' of 'make packet'")
            else:
                code.add(f"of-pack({code.sheet(by_name[name])})")
        return code
    told = imprint(env, (name for group in book.groups for name in group.names))
    words = ", ".join(f"words.{book.kind}.at({n})" for n in range(2))
    own = f"drawing: {in_one_color(env, 'unit-1')}"
    outside = "cover" if book.kind == "short" else "bound"
    if book.kind == "workbook":
        own += ", named: true"
    code.add(f"{outside}({literal(book.title)}, {literal(told)}, {own}, {words})")
    code.add(f"contents({1 + any(group.title for group in book.groups)})")
    for group in book.groups:
        if group.title:
            names = ", ".join(literal(title_of(env, name)) for name in group.names)
            code.add(f"divider({literal(group.title)}, drawing: {in_one_color(env, group.picture)}, {names})")
        for docname in group.names:
            if is_printed(env, docname):
                kind, module = kind_in_book(env, docname), code.module(part_path(docname))
                call = part_code(
                    env, docname, module, kind, ends=book.kind != "short"
                )  # its sources: in the whole course
                code.add(f"of-book({int(bool(group.title))}, {call})")
    return code
