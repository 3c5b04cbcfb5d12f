"""Pages for readers who are watched: ``private: true`` between a page's ``---`` lines.

What is typed there is never kept, and the page is never offered again, marked as done or read aloud. It
has no link to a file above its warning, and its phone numbers are plain text, so that no slip of the
thumb puts one into a phone's list of calls. It needs a dull ``address:``. With ``savable: true`` too it
offers its sheets at its end, below a warning, and an exercise has fields, to print and, after another
warning, to save to a file. Without it the prompts of an exercise are only read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.addresses import has_address
from porchlight.diagnostics import Code, warn
from porchlight.exercise import exercise_id
from porchlight.outline import is_lesson, once
from porchlight.region_roles import phone, region_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

KEYS = ("private", "savable")


def _says(env: BuildEnvironment, docname: str, key: str) -> str:
    return str(env.metadata.get(docname, {}).get(key, ""))


def is_private(env: BuildEnvironment, docname: str) -> bool:
    """Whether nothing of the page may be kept or offered again."""
    return bool(_says(env, docname, "private"))


def is_savable(env: BuildEnvironment, docname: str) -> bool:
    """Whether a private page offers its sheets at its end, and an exercise its fields."""
    return is_private(env, docname) and bool(_says(env, docname, "savable"))


@once
def private_steps(env: BuildEnvironment) -> list[str]:
    """Every private lesson and exercise, by its name in the source: the pages that an earlier version noted."""
    steps = (name for name in sorted(env.found_docs) if is_lesson(env, name) or exercise_id(name))
    return [name for name in steps if is_private(env, name)]


class PlainNumbers(SphinxPostTransform):
    """On a private page a number is words. Before: ``phone(words)``; after: ``region_words(words)``."""

    default_priority = 8  # passages and lists are in their places, and links are not yet resolved

    def run(self, **kwargs: Any) -> None:
        if not is_private(self.env, self.env.current_document.docname):
            return
        for number in list(self.document.findall(phone)):
            if number["refuri"].startswith(("tel:", "sms:")):
                number.replace_self(region_words("", "", *number.children, classes=["pl-number"]))


class NumberNotes(SphinxPostTransform):
    """On a private page a note's id is its number: a press on its mark puts the id into the browser's history.

    Before: ``footnote(ids=["leaving"])``; after: ``footnote(ids=["note-2"])``, and its marks name that.
    """

    default_priority = 8
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        if not is_private(self.env, self.env.current_document.docname):
            return
        renamed: dict[str, str] = {}
        for number, note in enumerate(self.document.findall(nodes.footnote), start=1):
            renamed |= dict.fromkeys(note["ids"], f"note-{number}")
            note["ids"] = [f"note-{number}"]
        for mark in self.document.findall(nodes.Element):
            if mark.get("refid") in renamed:
                mark["refid"] = renamed[mark["refid"]]


def check_private(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about a private page with a telling address, and about values that say nothing."""
    for docname in sorted(env.found_docs):
        place = (docname, 1)
        for key in KEYS:
            if _says(env, docname, key) not in {"", "true", "True"}:
                warn(Code.PRIVATE, f"'{key}' must be true, or not stand there", place)
        if is_private(env, docname) and not has_address(env, docname):
            warn(Code.PRIVATE, f"The private page '{docname}' has no 'address'", place)
        if _says(env, docname, "savable") and not is_private(env, docname):
            warn(Code.PRIVATE, f"'savable' is for private pages, and '{docname}' is none", place)


def setup_private(app: Sphinx) -> None:
    """Register the transform and the check."""
    app.add_post_transform(PlainNumbers)
    app.add_post_transform(NumberNotes)
    app.connect("env-updated", check_private)
