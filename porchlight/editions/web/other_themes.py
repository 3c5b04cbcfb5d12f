"""Exercises with a theme that is not ours: the same fields and the same saving, in that theme's looks.

A page with fields gets the panel below them, and the scripts and the style that work them. These lie in a folder
of their own, ``_static/porchlight/``; of the theme and of other extensions nothing is changed or left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import minify

from porchlight.addresses import address, file_name
from porchlight.editions.web.assets import FILES_SCRIPT, LOCK_SCRIPT
from porchlight.editions.web.panels import render
from porchlight.editions.web.static_files import BUNDLES, MINIFY, THEME, source
from porchlight.editions.web.worksheet import erase_control
from porchlight.exercise import exercise_id
from porchlight.private import is_private, is_savable, private_steps

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

FOLDER = "porchlight"
STYLE = "fields.css"
# What a page with fields needs; marks and "Leave" belong to our own pages.
SCRIPTS = {
    "exercise": ("keep.js", *(name for name in BUNDLES["exercise.js"] if name != "place.js")),
    "private": ("keep.js", *BUNDLES["private.js"]),
    "erase": ("keep.js", "tools.js"),
}
LATER = (LOCK_SCRIPT, FILES_SCRIPT)  # fetched when they are first needed


def script_of(kind: str) -> str:
    """The file with all scripts of a page of this kind."""
    return f"{kind}.js"


def write_field_files(static: Path) -> list[Path]:
    """Put the style and the scripts of pages with fields below *static*, and say where each lies."""
    folder = static / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    files = {STYLE: "\n".join([(THEME / "other-themes.css").read_text(encoding="utf-8"), source("worksheet.css")])}
    files |= {script_of(kind): "\n".join(map(source, names)) for kind, names in SCRIPTS.items()}
    files |= {name: source(name) for name in LATER}
    for name, text in files.items():
        (folder / name).write_text(minify.string(MINIFY[Path(name).suffix], text), encoding="utf-8")
    return [folder / name for name in files]


def kind_of_page(app: Sphinx, docname: str, doctree: nodes.document) -> str:
    """Which of ``SCRIPTS`` a page needs; nothing for a page that can keep no words."""
    env = app.env
    if exercise_id(docname):
        return "exercise" if not is_private(env, docname) else "private" if is_savable(env, docname) else ""
    return "erase" if next(doctree.findall(erase_control), None) else ""


def add_saving(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page with fields its panel, its scripts and its style."""
    kind = kind_of_page(app, pagename, doctree) if doctree else ""
    if not kind:
        return
    app.add_css_file(f"{FOLDER}/{STYLE}")
    app.add_js_file(f"{FOLDER}/{script_of(kind)}", loading_method="defer")
    env = app.env
    page = {
        "address": address(env, pagename),
        "all_private": private_steps(env),
        "exercise": exercise_id(pagename),
        "private": is_private(env, pagename),
        "file": file_name(env, pagename),
        "lock": f"{FOLDER}/{LOCK_SCRIPT}",
        "files": f"{FOLDER}/{FILES_SCRIPT}",
    }
    panel = {"exercise": "answers.html", "private": "private.html", "erase": ""}[kind]
    shown = {"pl": page, "pathto": context["pathto"], "content_root": context["content_root"], "body": context["body"]}
    context["body"] = render("fields.html", panel=panel, **shown)
