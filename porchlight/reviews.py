"""Who has read a page: the files of ``course/reviews/``, the page that lists them, and one quiet line a page.

A reviewer's answers are one file, such as ``course/reviews/pharmacist-2026-12.toml``::

    who = "A. Person"            # or what they wish to be called
    role = "pharmacist"
    day = 2026-12-03
    conflicts = "none"           # who pays them for what, in their own words

    [[page]]
    page = "course/2-staying-safe/a-safer-home"
    scope = "the facts"
    text = "0f3a9c2b17de"        # the page's mark when they read it: from the reviewer's kit

    [[page.passage]]
    says = "wrong"               # right, wrong, unclear, would hurt
    words = "What they wrote."
    mended = 2026-12-09          # the day, once it is

Nothing here may claim what nobody did: a page that no file names says that no one has read it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from porchlight.age import date_of
from porchlight.boxes import OPTIONS, in_block
from porchlight.diagnostics import Code, warn
from porchlight.exercise import exercise_id
from porchlight.listings import list_here, listing, page_link, table_of
from porchlight.locale import N_, _, listed, month_and_year
from porchlight.outline import is_lesson, once, reading_order
from porchlight.plain import are_tables, read_text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOLDER = "course/reviews"
SAYS = (N_("right"), N_("wrong"), N_("unclear"), N_("would hurt"))
NEEDED = {"who": str, "role": str, "day": date, "conflicts": str}
COLUMNS = (N_("Page"), N_("Facts checked"), N_("Read by"), N_("For what"), "PEMAT", N_("Since then"))
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Remark:
    """What a reviewer said of a passage, and the day on which it was mended."""

    says: str
    words: str
    mended: date | None = None


@dataclass(frozen=True)
class Reading:
    """That one person read one page; ``text`` is the page's mark of that day."""

    page: str
    who: str
    role: str
    day: date
    conflicts: str
    scope: str
    text: str
    remarks: tuple[Remark, ...] = ()
    pemat: tuple[int, ...] = ()


def text_mark(path: Path) -> str:
    """Twelve letters and digits that change when the text of the page at *path* does, and not with its front matter."""
    text = FRONT.sub("", read_text_of(path))
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def _mistakes(file: dict[str, Any], pages: set[str]) -> Iterator[str]:
    for key, kind in NEEDED.items():
        if type(file.get(key)) is not kind:
            yield f"'{key}' is missing, or is no {'day such as 2026-12-03' if kind is date else 'text'}"
    if not are_tables(read := file.get("page", [])):
        yield "'page' is no list: write '[[page]]' above each page"
        return
    for page in read:
        name = page.get("page")
        if not isinstance(name, str) or name not in pages:
            yield f"There is no page '{name}'"
        for key in ("scope", "text"):
            if not page.get(key):
                yield f"'{key}' is missing for '{name}'"
        scores = page.get("pemat", [0, 0])
        if not (isinstance(scores, list) and len(scores) == 2 and all(score in range(101) for score in scores)):
            yield f"'pemat' of '{name}' must be two numbers from 0 to 100"
        if not are_tables(remarks := page.get("passage", [])):
            yield f"'passage' of '{name}' is no list: write '[[page.passage]]' above each"
            return
        for remark in remarks:
            if remark.get("says") not in SAYS:
                yield f"'{remark.get('says')}' is none of {', '.join(SAYS)}"
            if type(remark.get("mended", date.min)) is not date:
                yield f"'mended' is '{remark['mended']}', and no day such as 2026-12-09"


def _read(path: Path, pages: set[str]) -> tuple[list[Reading], list[str]]:
    """The readings of one file, and what is wrong with it; a file with a mistake counts for nothing."""
    try:
        file = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [], [f"It cannot be read: {error}"]
    if mistakes := list(_mistakes(file, pages)):
        return [], mistakes
    return [
        Reading(
            page["page"],
            file["who"],
            file["role"],
            file["day"],
            file["conflicts"],
            page["scope"],
            page["text"],
            tuple(Remark(it["says"], it.get("words", ""), it.get("mended")) for it in page.get("passage", ())),
            tuple(page.get("pemat", ())),
        )
        for page in file.get("page", ())
    ], []


@once
def readings(env: BuildEnvironment) -> dict[str, list[Reading]]:
    """Every page that someone read, with the latest reading last."""
    found: dict[str, list[Reading]] = {}
    for path in sorted(Path(env.srcdir, FOLDER).glob("*.toml")):
        for reading in _read(path, set(env.found_docs))[0]:
            found.setdefault(reading.page, []).append(reading)
    return {page: sorted(each, key=lambda reading: reading.day) for page, each in found.items()}


def changed_since(env: BuildEnvironment, reading: Reading) -> bool:
    """Whether the page's text is another than the one that was read."""
    return text_mark(Path(env.doc2path(reading.page))) != reading.text


def state(env: BuildEnvironment, docname: str) -> str:
    """One line on who has read a lesson or an exercise; of another page nothing."""
    if not is_lesson(env, docname) and exercise_id(docname) is None:
        return ""
    if not (each := readings(env).get(docname)):
        return _("No one from outside the project has read this page yet.")
    last = each[-1]
    said = _(
        "Last read by a reviewer (%(role)s, %(month)s), for %(scope)s.",
        role=last.role,
        month=month_and_year(last.day),
        scope=last.scope,
    )
    return f"{said} {_('It has changed since.')}" if changed_since(env, last) else said


class ReviewBook(SphinxDirective):
    """``{review-book}``: every page with who read it, and every correction."""

    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        return in_block(self, list_here("review-book"))


@listing("review-book")
def review_book(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """A table of all lessons and exercises, then what reviewers said and what came of it."""
    order = reading_order(env)
    shown = [name for name in order if is_lesson(env, name) or exercise_id(name) or readings(env).get(name)]
    rows: list[list[nodes.Node]] = []
    for name in dict.fromkeys(shown):
        day = date_of(env, name)
        each: list[Reading | None] = [*readings(env).get(name, [])]
        rows += [
            [
                page_link(env, docname, name),
                nodes.Text(month_and_year(day) if day else ""),
                nodes.Text(f"{reading.who}, {reading.role}, {reading.day}" if reading else ""),
                nodes.Text(reading.scope if reading else ""),
                nodes.Text(listed([f"{score} %" for score in reading.pemat]) if reading else ""),
                nodes.Text(_("changed since") if reading and changed_since(env, reading) else ""),
            ]
            for reading in each or [None]
        ]
    table = table_of([_(name) for name in COLUMNS], rows)
    remarks = [
        nodes.list_item("", nodes.paragraph("", "", page_link(env, docname, page), nodes.Text(_told(reading, remark))))
        for page, found in readings(env).items()
        for reading in found
        for remark in reading.remarks
        if remark.says != "right"
    ]
    return [table, *([nodes.bullet_list("", *remarks)] if remarks else [])]


def _told(reading: Reading, remark: Remark) -> str:
    mended = _("Mended on %(day)s.", day=remark.mended) if remark.mended else _("Not mended yet.")
    return f", {reading.role}, {reading.day}: {_(remark.says)}. {remark.words} {mended}"


def check_reviews(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about each file of reviews that says something wrong, or of a page that is not there."""
    for path in sorted(Path(app.srcdir, FOLDER).glob("*.toml")):
        for problem in _read(path, set(env.found_docs))[1]:
            warn(Code.REVIEW, problem, f"{path}:1")


def setup_reviews(app: Sphinx) -> None:
    """Register the directive and the check."""
    app.add_directive("review-book", ReviewBook)
    app.connect("env-check-consistency", check_reviews)
