"""Changes of a safety step or of a number to call since an edition came out: ``course/safety-changes.toml``.

::

    [[change]]
    day = 2027-01-15
    page = "course/start/help-right-now"
    says = "What was there before, what stands there now, and what to do with old paper."

``{safety-changes}`` lists them, newest first, and the web course has them as a feed (``editions/web/safety_feed.py``),
so that whoever has hung up a card learns that it is old.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, in_block
from porchlight.diagnostics import Code, warn
from porchlight.listings import list_here, listing, page_link
from porchlight.locale import N_, _, whole_date
from porchlight.outline import once
from porchlight.plain import are_tables

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FILE = "course/safety-changes.toml"
NONE_YET = N_("None so far.")


@dataclass(frozen=True)
class Change:
    """What changed on a page, and the day."""

    day: date
    page: str
    says: str


def _read(path: Path, pages: set[str]) -> tuple[list[Change], list[str]]:
    """The changes of the file at *path*, newest first, and what is wrong with it."""
    if not path.is_file():
        return [], []
    try:
        file = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [], [f"It cannot be read: {error}"]
    if not are_tables(changes := file.get("change", [])):
        return [], ["'change' is no list: write '[[change]]' above each change"]
    found, wrong = [], []
    for change in changes:
        day, page, says = change.get("day"), change.get("page"), change.get("says")
        if type(day) is not date or not (says and isinstance(says, str)):
            wrong.append(f"The change of '{page}' needs a 'day' such as 2027-01-15, and 'says'")
        elif not isinstance(page, str) or page not in pages:
            wrong.append(f"There is no page '{page}'")
        else:
            found.append(Change(day, page, " ".join(says.split())))
    return sorted(found, key=lambda change: change.day, reverse=True), wrong


@once
def safety_changes(env: BuildEnvironment) -> list[Change]:
    """Every change, newest first."""
    return _read(Path(env.srcdir, FILE), set(env.found_docs))[0]


class SafetyChanges(SphinxDirective):
    """``{safety-changes}``: what changed for safety since an edition came out, newest first."""

    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        return in_block(self, list_here("safety-changes"))


@listing("safety-changes")
def changes_list(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """A list of all changes, or that there is none."""
    items = []
    for change in safety_changes(env):
        words = nodes.paragraph("", f"{whole_date(change.day)}, ")
        words += [page_link(env, docname, change.page), nodes.Text(f": {change.says}")]
        items.append(nodes.list_item("", words))
    return [nodes.bullet_list("", *items) if items else nodes.paragraph("", _(NONE_YET))]


def check_changes(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about each slip in the file."""
    path = Path(app.srcdir, FILE)
    for problem in _read(path, set(env.found_docs))[1]:
        warn(Code.SAFETY_CHANGE, problem, f"{path}:1")


def setup_safety_changes(app: Sphinx) -> None:
    """Register the directive and the check."""
    app.add_directive("safety-changes", SafetyChanges)
    app.connect("env-check-consistency", check_changes)
