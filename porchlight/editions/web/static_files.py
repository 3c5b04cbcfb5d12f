"""What is sent: our own files, made small, and nothing that no page asks for.

Sphinx and the parent themes copy some 7 MB into ``_static`` (Bootstrap, icons, search scripts). No
page of ours asks for them, so they are taken out again; our style and scripts lose their comments,
spaces and long names.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import minify

from porchlight.editions.web.worksheet import HTML_BUILDERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

STATIC = Path(__file__).parents[2] / "theme" / "web" / "static"
# beside the pages: lists for other projects to link into this one, copies of the Markdown, and what
# Sphinx notes of its settings, which freshness.py knows better
UNUSED = ("objects.inv", "_sources", ".buildinfo", ".buildinfo.bak")
# Scripts that always travel together go in one request. The authors' files stay apart, in this order.
BUNDLES = {
    "page.js": ("keep.js", "leave.js", "age.js"),
    "lesson.js": ("place.js", "check-yourself.js", "for-you.js", "listen.js"),
    "private.js": ("answer-text.js", "tools.js", "file-buttons.js", "fields.js", "in-page.js"),
    "exercise.js": (
        "place.js",
        "answer-text.js",
        "tools.js",
        "file-buttons.js",
        "fields.js",
        "answers.js",
        "closing.js",
    ),
    "answer-files.js": ("answer-file.js", "answer-read.js"),
    "locking.js": ("vault.js", "lock.js"),
}
# pages with a part of a bundle ask for these
ALONE_TOO = {*BUNDLES["lesson.js"], "answer-text.js", "tools.js", "file-buttons.js"}
MINIFY = {".css": "text/css", ".js": "application/javascript"}


def bundled(scripts: Iterable[str]) -> list[str]:
    """*scripts* with each whole bundle in the place of its first part."""
    names = list(scripts)
    for bundle, parts in BUNDLES.items():
        if set(parts) <= set(names):
            names[names.index(parts[0])] = bundle
            names = [name for name in names if name not in parts]
    return names


def source(name: str) -> str:
    """The text of a style, a script or a bundle of scripts, as it was written; empty for a file made later."""
    paths = [STATIC / part for part in BUNDLES.get(name, (name,))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())


def make_small(folder: Path, ours: Path = STATIC, also: Iterable[str] = ()) -> None:
    """Leave in *folder* only the files that *ours* holds, style and scripts without what browsers skip.

    *also* names files that stay as they are.
    """
    kept = {folder / path.relative_to(ours) for path in ours.rglob("*")} | {folder / name for name in also}
    for path in sorted(folder.rglob("*"), reverse=True):  # what a folder holds comes before the folder
        if path not in kept:
            path.rmdir() if path.is_dir() else path.unlink()
        elif kind := MINIFY.get(path.suffix):
            path.write_text(minify.string(kind, path.read_text(encoding="utf-8")), encoding="utf-8")


def bundle(folder: Path) -> None:
    """Write the bundles of scripts, and drop the parts that no page asks for by themselves."""
    for name, parts in BUNDLES.items():
        (folder / name).write_text(minify.string(MINIFY[".js"], source(name)), encoding="utf-8")
        for part in set(parts) - ALONE_TOO:
            (folder / part).unlink(missing_ok=True)  # one part may travel in two bundles


def send_less(app: Sphinx, error: Exception | None) -> None:
    """Clear away what Sphinx and the parent themes have put beside the pages."""
    if error or app.builder.name not in HTML_BUILDERS:
        return
    own = (app.config.html_logo, app.config.html_favicon)  # a publisher's own
    make_small(Path(app.outdir, "_static"), also=[Path(name).name for name in own if name])
    bundle(Path(app.outdir, "_static"))
    for name in UNUSED:
        path = Path(app.outdir, name)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def setup_sending(app: Sphinx) -> None:
    """Register the clearing away: after the parent themes' last word at 500.

    Whatever of ours writes into ``_static`` when a build ends does so later than that.
    """
    app.connect("build-finished", send_less, priority=550)
