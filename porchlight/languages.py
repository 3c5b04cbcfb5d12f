"""Which language a page is in: the course's, or the one that its front matter names.

``language: es`` between the ``---`` lines of a page says that its words are Spanish. Each edition
marks them so, that a voice reads them rightly; what directives say of their own on that page, such as
"In short", is said in its language; checks of English wording leave the page alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from porchlight.diagnostics import Code, warn
from porchlight.locale import N_, speak

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MARK = "language-"
LANGUAGES = {"en": N_("English"), "es": N_("Spanish")}
NAME = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
FRONT = re.compile(r"\A---\n(?:(?!---).*\n)*?language:[ \t]*(\S+)")


def language_of(env: BuildEnvironment, docname: str) -> str:
    """The language of a page's words, as ``en`` or ``es``."""
    stated = _stated(env, docname)
    return stated if NAME.fullmatch(stated) else str(env.config.language)


def in_course_language(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page is in the course's own language."""
    return language_of(env, docname) == str(env.config.language)


def marks_of(env: BuildEnvironment, docname: str) -> list[str]:
    """The classes that mark a page's title where it stands on another page; docutils makes ``lang`` of them."""
    return [] if in_course_language(env, docname) else [f"{MARK}{language_of(env, docname)}"]


def marked_language(node: nodes.Element) -> str:
    """The language of the words of *node* where it is marked as another than that around it, else nothing."""
    classes: list[str] = node.get("classes", [])
    return next((name.removeprefix(MARK) for name in classes if name.startswith(MARK)), "")


def is_marked(node: nodes.Element) -> bool:
    """Whether the words of *node* are in another language than those around it."""
    return bool(marked_language(node))


def _stated(env: BuildEnvironment, docname: str) -> str:
    return str(env.metadata.get(docname, {}).get("language", ""))


def check_languages(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about a page whose language is no language's short name."""
    for docname in sorted(env.found_docs):
        stated = _stated(env, docname)
        if stated and not NAME.fullmatch(stated):
            warn(Code.LANGUAGE, f"'{stated}' is no short name of a language", (docname, 1))


def speak_as_the_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Say what directives say in the language of the page that is read now."""
    found = FRONT.match(source[0])
    speak(found[1] if found and NAME.fullmatch(found[1]) else str(app.config.language))


def speak_as_the_course(app: Sphinx, document: nodes.document) -> None:
    """Go back to the language of the course, once a page has been read."""
    speak(str(app.config.language))


def setup_languages(app: Sphinx) -> None:
    """Check each page's language, and speak it while the page is read."""
    app.connect("source-read", speak_as_the_page)
    app.connect("doctree-read", speak_as_the_course, priority=900)
    app.connect("env-check-consistency", check_languages)
