"""Which scripts and styles a page sends: those of its features, and no others."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from porchlight.editions.web.static_files import BUNDLES, bundled, source

if TYPE_CHECKING:
    from collections.abc import Set

EVERY_PAGE = "every page"
# What a page may have, and the scripts for it, in the order in which they run.
SCRIPTS = {
    EVERY_PAGE: BUNDLES["page.js"],
    "steps": ("place.js",),  # a place to mark, or marks to show
    "lesson": ("check-yourself.js",),
    "exercise": BUNDLES["exercise.js"],
    "private fields": BUNDLES["private.js"],
    "all answers": (
        "answer-text.js",
        "kinds.js",
        "tools.js",
        "file-buttons.js",
        *BUNDLES["answer-files.js"],
        "then-and-now.js",
        "my-answers.js",
    ),
    "erase": ("tools.js",),
    "for you": ("for-you.js",),  # parts for one relationship
    "listen": ("listen.js",),
    "look up aloud": ("bring-aloud.js",),  # an exercise has tools.js for it
    "search": ("search.js",),
    "agenda": ("session.js", "lead.js"),
    "take along": ("offline.js",),
    "calendar": ("calendar.js",),
}
STYLES = {
    EVERY_PAGE: "porchlight.css",
    "quiz": "quiz.css",
    "act": "now.css",  # a page to act from
    "lists": "lists.css",  # of pages
    "search": "search.css",  # says otherwise of some lists
    "look up": "look-up.css",
    "stack": "stack.css",  # wide tables that a phone shows as blocks
    "doors": "front.css",
    "handouts": "handouts.css",
    "leaders": "session.css",
    "fields": "worksheet.css",
    "many answers": "my-answers.css",
    "take along": "offline.css",
}
# These come when they are first needed: a fold is opened, something is typed, words have no field.
LOCK_SCRIPT = "locking.js"
REPEAT_SCRIPT = "then-and-now.js"
FILES_SCRIPT = "answer-files.js"
ALOUD_SCRIPT = "aloud.js"  # "Listen" where a page has no room for it, or few ask for it
PRINT_STYLE = "now-print.css"  # fetched for printing only, where a page has its own look there


@cache
def versioned(name: str) -> str:
    """A file of the theme, marked with its content so that a changed one is fetched anew: ``leave.js?v=1a2b3c4d``."""
    text = source(name)
    return f"{name}?v={hashlib.sha256(text.encode()).hexdigest()[:8]}" if text else name


def scripts_for(features: Set[str]) -> list[str]:
    """The scripts of a page with these *features*, as it names them."""
    names = dict.fromkeys(name for feature, scripts in SCRIPTS.items() if feature in features for name in scripts)
    return [versioned(name) for name in bundled(names)]


def styles_for(features: Set[str]) -> list[str]:
    """The styles of a page with these *features*, as it names them."""
    return [versioned(name) for name in bundled(style for feature, style in STYLES.items() if feature in features)]
