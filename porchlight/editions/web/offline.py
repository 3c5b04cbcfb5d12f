"""The web course without internet: one file to unpack and open, and a copy that a phone keeps.

``{take-along}`` shows both on a page. When the web course is written,

- a zip among the downloads gets all of it, with the sheets and the e-book;
- ``sw.js`` gets the list of what a phone keeps: all pages, pictures, scripts and styles. It is
  registered only when a reader presses "Keep this course on my phone" (``offline.js``).

Each file in the list has the SHA-256 of its content, so that a changed course is a changed ``sw.js``,
which browsers look for by themselves. They then fetch what is new, all of it or none.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import posixpath
import re
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import minify
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from porchlight.addresses import LEAVE_PAGE, SEARCH_PAGE
from porchlight.boxes import OPTIONS, in_block
from porchlight.clock import source_seconds
from porchlight.editions.web.downloads import editions
from porchlight.editions.web.static_files import LAMP, THEME
from porchlight.fingerprints import fingerprint
from porchlight.freshness import output_of
from porchlight.locale import spoken
from porchlight.locale.marked import translated
from porchlight.naming import file_stem
from porchlight.tokens import LIGHT
from porchlight.zips import PACKED, write_zip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

LICENSE = "LICENSE.txt"  # in the zip; as a name that opens by a double click
DOWNLOADS = "downloads/"
MANIFEST = "manifest.webmanifest"
WORKER = "sw.js"
ICONS = {"icon-192.png": ("192x192", "image/png"), "icon-512.png": ("512x512", "image/png")}
LINK = re.compile(r'\b(?:href|src)="(?![a-z]+:|//|#)([^"?#]+)')
ONLY_ONLINE = re.compile(r"<!--online-->.*?<!--/online-->", re.DOTALL)
# a link to a page that is only in the course's own language, which is not in the copy
ELSEWHERE = re.compile(r"<a (?=[^>]*\bhreflang=)[^>]*>(.*?)</a>", re.DOTALL)
SIZE = re.compile(r'(<span data-pl-size="(kept|zip)">)[^<]*')
MEGABYTE = 1_000_000


def zip_path(config: Config) -> str:
    """Where the file to unpack and open lies in the web course."""
    return f"{DOWNLOADS}{file_stem(config)}-offline.zip"


class take_along(nodes.General, nodes.Element):
    """Where a page offers the course to take along. Only the web edition shows it."""


class take_along_control(nodes.General, nodes.Element):
    """The same, in the web edition."""


class TakeAlong(SphinxDirective):
    """``{take-along}``: ways to read with no internet."""

    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        return in_block(self, take_along())


class ShowTakeAlong(SphinxPostTransform):
    """Before: ``take_along``; after: ``take_along_control``."""

    default_priority = 10
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(take_along)):
            node.replace_self(take_along_control())


class DropTakeAlong(SphinxPostTransform):
    """Other editions are taken along as they are."""

    default_priority = 11

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(take_along)):
            node.parent.remove(node)


def visit_control(self: HTML5Translator, node: take_along_control) -> None:
    up = "../" * self.builder.get_target_uri(self.builder.current_docname).count("/")
    zipped = f"{up}{zip_path(self.config)}" if self.config.porchlight_editions else ""
    context = {"zip": zipped, "folder": file_stem(self.config)}
    self.body.append(self.builder.templates.render("take-along.html", context))
    raise nodes.SkipNode


def reachable(folder: Path, start: Iterable[str]) -> list[str]:
    """Paths below *folder* of all files that the pages in *start* lead to, these included, in order."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        if not (folder / path).is_file():
            continue
        found.add(path)
        if path.endswith(".html"):
            text = ONLY_ONLINE.sub("", (folder / path).read_text(encoding="utf-8"))
            links = set(map(unquote, LINK.findall(text)))
            places = [posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) for link in links]
            waiting += [place for place in places if not place.startswith("../")]  # the course in its own language
    return sorted(found)


def files_of_the_course(app: Sphinx) -> list[str]:
    """Every file that a reader can come to, but for the zip."""
    folder = Path(app.outdir)
    names = [*sorted(app.env.found_docs), *app.config.porchlight_redirects]
    pages = [unquote(app.builder.get_target_uri(name)) for name in names]
    static = [name for name in output_of(app.builder).made if name.startswith("_static/")]  # what this build wrote
    start = [*pages, f"{LEAVE_PAGE}.html", f"{SEARCH_PAGE}.html", MANIFEST, *static]
    return [path for path in reachable(folder, start) if path != zip_path(app.config)]


def write_offline_copies(app: Sphinx) -> None:
    """Write the manifest, the zip, the sizes that pages tell, and the worker with its list."""
    folder = Path(app.outdir)
    (folder / MANIFEST).write_text(manifest(app), encoding="utf-8")
    files = files_of_the_course(app)
    kept = [path for path in files if not path.startswith(DOWNLOADS)]
    sizes = {"kept": sum((folder / path).stat().st_size for path in kept)}
    output = output_of(app.builder)
    if editions(app):
        seconds = source_seconds(Path(app.srcdir))
        terms = Path(app.srcdir, "LICENSE")
        contents = {path: for_zip(folder / path) for path in files}
        contents |= {LICENSE: terms.read_bytes()} if terms.is_file() else {}
        made_from = fingerprint(str(seconds), *(part for pair in contents.items() for part in pair))
        target = zip_path(app.config)
        if not output.is_made_from(target, made_from):
            (folder / target).parent.mkdir(parents=True, exist_ok=True)
            inside = ((f"{file_stem(app.config)}/{path}", data) for path, data in contents.items())
            write_zip(folder / target, inside, seconds, PACKED)
        output.claim(target, made_from)
        sizes["zip"] = (folder / target).stat().st_size
    _tell_sizes(folder, kept, sizes)
    (folder / WORKER).write_text(worker(folder, kept), encoding="utf-8")
    for path in (folder / MANIFEST, folder / WORKER):
        output.claim(path)


def manifest(app: Sphinx) -> str:
    """The web app manifest (https://www.w3.org/TR/appmanifest/): a name and a picture that give nothing away."""
    name = app.config.project
    icons = [
        {"src": f"_static/{icon}", "sizes": size, "type": kind, "purpose": "any maskable"}
        for icon, (size, kind) in ICONS.items()
    ]
    icons.append({"src": f"_static/{LAMP}", "sizes": "any", "type": "image/svg+xml"})
    if own := app.config.html_favicon:
        kind = mimetypes.guess_type(own)[0] or "image/png"
        icons = [{"src": f"_static/{Path(own).name}", "sizes": "any", "type": kind}]
    return json.dumps(
        {
            "name": name,
            "short_name": name,
            "start_url": "index.html",
            "scope": "./",
            "display": "minimal-ui",  # with a way back
            "background_color": LIGHT["paper"],
            "theme_color": LIGHT["paper"],
            "icons": icons,
        },
        ensure_ascii=False,
        indent=1,
    )


def for_zip(path: Path) -> bytes:
    """A file as the zip holds it."""
    data = path.read_bytes()
    if path.suffix != ".html":
        return data
    return ELSEWHERE.sub(r"\1", ONLY_ONLINE.sub("", data.decode())).encode()


def _tell_sizes(folder: Path, files: list[str], sizes: dict[str, int]) -> None:
    for path in files:
        if not path.endswith(".html"):
            continue
        text = (folder / path).read_text(encoding="utf-8")
        with_sizes = SIZE.sub(lambda match: f"{match[1]}{max(1, round(sizes.get(match[2], 0) / MEGABYTE))}", text)
        if with_sizes != text:
            (folder / path).write_text(with_sizes, encoding="utf-8")


def worker(folder: Path, files: list[str]) -> str:
    """The service worker: the list of what a phone keeps, then ``theme/web/sw.js``."""
    hashes = {path: b64encode(hashlib.sha256((folder / path).read_bytes()).digest()).decode() for path in files}
    listed = json.dumps(hashes, ensure_ascii=False, separators=(",", ":"))
    version = hashlib.sha256(listed.encode()).hexdigest()[:12]
    code = minify.string("application/javascript", translated((THEME / WORKER).read_text(encoding="utf-8")))
    return f'const VERSION="{version}";\nconst FILES={listed};\nconst LANGUAGE="{spoken()}";\n{code}\n'


def setup_offline(app: Sphinx) -> None:
    """Register the directive; ``ShowTakeAlong`` is registered with the course's own theme alone."""
    app.add_directive("take-along", TakeAlong)
    app.add_node(take_along)
    app.add_node(take_along_control, html=(visit_control, None))
    app.add_post_transform(DropTakeAlong)
