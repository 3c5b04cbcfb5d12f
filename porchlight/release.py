"""``porchlight release``: what is handed out, in ``dist/``: site, offline copy, e-books, paper, slides, notebooks.

From the same source with the same ``SOURCE_DATE_EPOCH`` come the same bytes.
"""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from sphinx.config import Config
from sphinx.util.tags import Tags

from porchlight import learning
from porchlight.clock import source_seconds
from porchlight.handouts import PAPERS
from porchlight.locale import _, speak
from porchlight.naming import file_stem
from porchlight.zips import PACKED, write_zip

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "dist"
CONTENTS, SUMS = "CONTENTS.md", "SHA256SUMS"
NOT_HANDED_OUT = ("typst/",)  # code that paper and slides are set from


def write_release(root: Path, build: Path) -> Path:
    """Gather what *build* holds of the course at *root*; returns the folder, which holds nothing else."""
    config = Config.read(root, overrides={}, tags=Tags())
    speak(str(config.language))
    stem, seconds = file_stem(config), source_seconds(root)
    name = f"{stem}-{config.release}" if config.release else stem
    folder = root / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    about: dict[str, str] = {}

    def pack(what: str, source: Path, words: str, pattern: str = "**/*") -> None:
        contents = {
            path.relative_to(source).as_posix(): path.read_bytes()
            for path in sorted(source.glob(pattern))
            if path.is_file() and not path.relative_to(source).as_posix().startswith(NOT_HANDED_OUT)
        }
        if contents:
            inside = ((f"{stem}-{what}/{path}", data) for path, data in contents.items())
            write_zip(folder / f"{name}-{what}.zip", inside, seconds, PACKED)
            about[f"{name}-{what}.zip"] = words

    def copy(source: Path, words: str) -> None:
        target = f"{name}{source.name.removeprefix(stem)}"
        shutil.copyfile(source, folder / target)
        about[target] = words

    offline = build / "html/downloads" / f"{stem}-offline.zip"
    copy(offline, _("To read with no internet: unpack it and open the page index."))
    for book in sorted((build / "epub").glob(f"{stem}*.epub")):
        copy(book, _("An e-book: copy it to a phone or an e-reader."))
    for paper, words in PAPERS.items():
        pack(
            f"paper-{paper}",
            build / "handouts" / paper,
            _("Everything to print, %(paper)s: sheets, books and packs.", paper=_(words)),
        )
    pack("word", build / "handouts/word", _("Forms and plans of the sessions in Word, to change."), "*.docx")
    pack("slides", build / "slides", _("Slides for the sessions: to show, with notes, and to change."))
    pack("notebooks", build / "notebooks", _("The exercises for Jupyter."), "*.ipynb")
    pack("units", build / "epub/units", _("Each unit as a small e-book."))
    book = build / "epub" / f"{stem}.epub"
    about_it = learning.About(stem, config.project, str(config.release), str(config.language or "en"))
    for end, data in learning.packages(offline.read_bytes(), book.read_bytes(), about_it).items():
        (folder / f"{name}-{end}").write_bytes(data)
        about[f"{name}-{end}"] = _(
            "For a learning platform: nothing is tracked, nothing typed is kept. Not tried in yours."
        )
    pack("site", build / "html", _("The web course, for any host that serves files: see PUBLISHING.md."))
    edition = _("%(course)s, edition %(release)s", course=config.project, release=config.release)
    lines = [f"# {edition}", "", f"| {_('file')} | {_('what it is')} |", "|---|---|"]
    lines += [f"| {file} | {words} |" for file, words in about.items()]
    (folder / CONTENTS).write_text("\n".join([*lines, ""]), encoding="utf-8")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")
    return folder
