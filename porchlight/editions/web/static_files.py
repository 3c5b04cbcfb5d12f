"""The theme's own styles, scripts and pictures, made small: all that ``_static`` gets.

Styles and scripts lose their comments, spaces and long names; those that travel together become one file.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import minify

from porchlight.locale.marked import translated
from porchlight.prompts import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

THEME = Path(__file__).parents[2] / "theme" / "web"
LAMP = "lamp.svg"  # where a course has no picture of its own
STATIC = THEME / "static"
# Scripts, and styles, that travel together go in one request. The authors' files stay apart, in this order.
BUNDLES = {
    "lesson.css": ("porchlight.css", "quiz.css"),
    "act.css": ("porchlight.css", "now.css"),
    "exercise.css": ("porchlight.css", "worksheet.css"),
    "page.js": ("keep.js", "leave.js", "age.js"),
    "lesson.js": ("place.js", "check-yourself.js", "for-you.js", "listen.js"),
    "private.js": ("answer-text.js", "kinds.js", "tools.js", "file-buttons.js", "fields.js", "in-page.js"),
    "exercise.js": (
        "place.js",
        "answer-text.js",
        "kinds.js",
        "tools.js",
        "file-buttons.js",
        "fields.js",
        "answers.js",
        "closing.js",
    ),
    "answer-files.js": ("answer-file.js", "kinds-later.js", "answer-read.js", "beside.js"),
    "aloud.js": ("words-aloud.js", "listen.js"),
    "locking.js": ("vault.js", "lock.js"),
}
# pages with a part of a bundle ask for these
ALONE_TOO = {"porchlight.css", *BUNDLES["lesson.js"], "answer-text.js", "kinds.js", "tools.js", "file-buttons.js"}
KINDS_FILES = ("kinds.js", "kinds-later.js")  # the scripts of all kinds of prompts, which lie beside their modules
STRICT = '"use strict";'
MINIFY = {".css": "text/css", ".js": "application/javascript"}


def bundled(files: Iterable[str]) -> list[str]:
    """*files*, scripts or styles, with each whole bundle in the place of its first part."""
    names = list(files)
    for bundle, parts in BUNDLES.items():
        if set(parts) <= set(names):
            names[names.index(parts[0])] = bundle
            names = [name for name in names if name not in parts]
    return names


def _paths(part: str) -> list[Path]:
    if part not in KINDS_FILES:
        return [STATIC / part]
    place = KINDS_FILES.index(part)
    return list(dict.fromkeys(kind.scripts[place] for kind in KINDS.values() if kind.scripts))


def source(name: str) -> str:
    """The text of a style, a script or a bundle of them, with its words in the build's language; empty for a file
    made later.
    """
    paths = [path for part in BUNDLES.get(name, (name,)) for path in _paths(part)]
    text = "\n".join(translated(path.read_text(encoding="utf-8")) for path in paths if path.is_file())
    return f"{STRICT}{text.replace(STRICT, '')}" if name in BUNDLES and STRICT in text else text  # once a file


def write_static_files(folder: Path) -> set[str]:
    """Put the theme's files and the bundles into *folder*; parts that no page asks for alone stay away.

    Out comes what each is called.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts_only = {part for parts in BUNDLES.values() for part in parts} - ALONE_TOO
    written = {path.name for path in STATIC.iterdir() if path.suffix not in MINIFY}
    for name in written:
        shutil.copyfile(STATIC / name, folder / name)
    names = [*BUNDLES, KINDS_FILES[0], *(path.name for path in STATIC.iterdir() if path.suffix in MINIFY)]
    for name in names:
        if name not in parts_only:
            small = minify.string(MINIFY[Path(name).suffix], source(name))
            (folder / name).write_text(small, encoding="utf-8")
            written.add(name)
    return written
