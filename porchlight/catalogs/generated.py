"""What a build of a generated source tree knows beside its pages: ``language.json``, which ``tree.py`` writes.

Words that are still in the language of the course are marked so, links to pages that the language has not lead to
the course in its own language, each page says who has read its translation, headings keep the address that they have
there, and warnings name the file and the line that an author edits. In an ordinary build nothing of this happens.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_parser.slugs import github_slugify
from sphinx.transforms import SphinxTransform

from porchlight.addresses import address
from porchlight.age import aging
from porchlight.boxes import ancestors
from porchlight.diagnostics import Code, warn
from porchlight.languages import MARK
from porchlight.locale import _, month_and_year
from porchlight.plain import read_text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

FILE = "language.json"
ELSEWHERE = "elsewhere"  # a folder of the tree: pages that are not built, whose passages others show
HOME = "pl-home"  # links to pages that are only in the course's own language begin so
UNTRANSLATED = "\ue000"  # stands before the first letter of words that are in the course's own language


@dataclass(frozen=True)
class Generated:
    """What ``language.json`` says; empty where a course is built from its own source."""

    language: str = ""
    home: str = ""  # the language of the course
    root: Path = Path()
    pages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)  # pages that the language has not, with their titles
    problems: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.language)


@lru_cache(maxsize=8)
def _read(path: Path, modified: int) -> Generated:
    data = json.loads(path.read_text(encoding="utf-8"))
    problems = tuple((said, place) for said, place in data["problems"])
    return Generated(data["language"], data["home"], Path(data["root"]), data["pages"], data["elsewhere"], problems)


def generated(srcdir: Path | str) -> Generated:
    """What is known of the tree in *srcdir*."""
    path = Path(srcdir, FILE)
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else Generated()


def elsewhere(srcdir: Path | str) -> frozenset[str]:
    """The pages that the language has not."""
    return frozenset(generated(srcdir).elsewhere)


def passages_elsewhere(srcdir: Path | str) -> list[Path]:
    """Files of pages that the language has not, for the passages that they define."""
    return sorted(Path(srcdir, ELSEWHERE).rglob("*.md")) if generated(srcdir) else []


# headings keep their addresses

_headings: dict[str, dict[str, str]] = {}  # page: address of its translated heading: that in the course's language
_here: list[str] = [""]


def slug(title: str) -> str:
    """The address of a heading: that which it has in the language of the course."""
    own = str(github_slugify(title.replace(UNTRANSLATED, "")))
    return _headings.get(_here[0], {}).get(own, own)


def note_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Remember which page is read now."""
    _here[0] = docname


def prepare(app: Sphinx, config: Config) -> None:
    """Set what MyST has to know of headings and links."""
    found = generated(app.srcdir)
    _headings.clear()
    if not found:
        return
    _headings.update({name: dict(page["headings"]) for name, page in found.pages.items()})
    if config.html_baseurl:  # of the whole course; this language lies in a folder of it
        config.html_baseurl = f"{config.html_baseurl.rstrip('/')}/{found.language}/"
    config.myst_heading_slug_func = f"{__name__}.{slug.__name__}"
    config.myst_url_schemes = ["http", "https", "mailto", "ftp", HOME]


class MarkUntranslated(SphinxTransform):
    """Before: a paragraph whose words begin with the unseen sign; after: one marked as in the course's language."""

    default_priority = 1

    def apply(self, **kwargs: Any) -> None:
        found = generated(self.env.srcdir)
        if found:
            unmark(self.document, found.home)


def unmark(root: nodes.Element, language: str) -> None:
    """Take the unseen sign out of all below *root*, and mark the blocks in which it stood."""
    for text in list(root.findall(nodes.Text)):
        if UNTRANSLATED in text:
            block = next(parent for parent in ancestors(text) if not isinstance(parent, nodes.Inline))
            if f"{MARK}{language}" not in block["classes"]:
                block["classes"].append(f"{MARK}{language}")
            text.parent.replace(text, nodes.Text(text.replace(UNTRANSLATED, "")))
    for element in root.findall(nodes.Element):
        for name, value in element.attributes.items():
            element.attributes[name] = _clean(value)
        element.rawsource = element.rawsource.replace(UNTRANSLATED, "")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(UNTRANSLATED, "")
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return tuple(_clean(one) for one in value) if type(value) is tuple else value


# What stays first below a title: whom to call, where to go.
FIRST = frozenset({"pl-call", "pl-call-in", "pl-strip", "pl-hero"})


class SayWhoRead(SphinxTransform):
    """Say below a page's title who has read its translation, or that nobody has."""

    default_priority = 845

    def apply(self, **kwargs: Any) -> None:
        found = generated(self.env.srcdir)
        page = found.pages.get(self.env.current_document.docname)
        title = next(self.document.findall(nodes.title), None)
        if page is None or title is None:
            return
        words = said_of_review(page["reviewed"], page["by"])
        line = nodes.paragraph(words, words, classes=["pl-checked", "pl-translation"])
        after = title.parent.index(title) + 1
        for index, node in enumerate(title.parent[after:], start=after + 1):
            if FIRST & {*classes_of(node)}:
                after = index
            elif not isinstance(node, aging):  # it is there on every page that has a date, and mostly not seen
                break
        title.parent.insert(after, line)


def classes_of(node: nodes.Node) -> list[str]:
    """The classes of *node*, if it can have any."""
    return list(node["classes"]) if isinstance(node, nodes.Element) else []


def said_of_review(reviewed: str, by: str) -> str:
    """Who has read a translation, in its language."""
    if not reviewed:
        return _("Translated from English. No bilingual clinician has read this translation yet.")
    when = month_and_year(date.fromisoformat(reviewed))
    return _("Translated from English. %(who)s read the translation in %(month)s.", who=by, month=when)


def lead_home(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Have links to pages that the language has not lead to the course in its own language, and say so.

    Before: ``reference(words)``; after: ``reference(words), " (in English)"``, or the words where no page is known.
    A page of the course that is in the language by itself (``language: es``) is not said to be in English.
    """
    found = generated(app.srcdir)
    for link in list(document.findall(nodes.reference)) if found else ():
        uri = str(link.get("refuri", ""))
        if not uri.startswith(f"{HOME}:"):
            continue
        page, *heading = uri.removeprefix(f"{HOME}:").split("#", 1)
        spoken = _front(found, page, "language") or found.home
        words = "" if spoken == found.language else f" ({_('in English')})"
        if uri := home_address(app, page, docname):
            link["refuri"], link["internal"] = "#".join([uri, *heading]), False
            link["hreflang"] = spoken
            link.replace_self([link.deepcopy(), *([nodes.inline(words, words)] if words else [])])
        else:
            link.replace_self([*link.children, nodes.Text(words)])


def home_address(app: Sphinx, docname: str, on: str) -> str:
    """Where a page lies in the course's own language: beside the web course, for the page *on*; else on the web."""
    found = generated(app.srcdir)
    page = f"{_address(app.env, found, docname)}.html"
    if app.builder.name == "html":
        here = app.builder.get_target_uri(on)
        return f"{'../' * (here.count('/') + 1)}{page}"
    base = str(app.config.html_baseurl).removesuffix(f"{found.language}/")
    return f"{base}{page}" if base else ""


def _address(env: BuildEnvironment, found: Generated, docname: str) -> str:
    return _front(found, docname, "address") or address(env, docname)


def _front(found: Generated, docname: str, key: str) -> str:
    """What the course's own source of a page says of itself between its ``---`` lines."""
    path = found.root / f"{docname}.md"
    text = read_text_of(path) if path.is_file() else ""
    own = re.match(rf"---\n(?:(?!---).*\n)*?{key}:[ \t]*(\S+)", text)
    return own[1] if own else ""


# warnings name what an author edits


class NameTheSource(logging.Filter):
    """Puts the file and the line of the course in the place of those of the tree."""

    def __init__(self, srcdir: Path) -> None:
        super().__init__()
        self.srcdir = srcdir

    def filter(self, record: logging.LogRecord) -> bool:
        found = generated(self.srcdir)
        place = str(getattr(record, "location", "") or "")
        parts = re.match(rf"{re.escape(str(self.srcdir))}[\\/](.+?)\.md:(\d+)(.*)", place)
        page = found.pages.get(parts[1].replace("\\", "/")) if parts else None
        if parts and page:
            line = int(parts[2])
            known = page["lines"]
            told = known[line - 1] if 0 < line <= len(known) else line
            record.location = f"{found.root / page['source']}:{told}{parts[3]}"  # the source of its words
        return True


def tell_problems(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Warn about translations that cannot be used."""
    for problem, place in generated(app.srcdir).problems:
        warn(Code.TRANSLATION, problem, place)


def setup_generated(app: Sphinx) -> None:
    """Register what a generated tree needs; of an ordinary course it touches nothing."""
    for handler in logging.getLogger("sphinx").handlers:
        if handler.level == logging.WARNING:
            handler.addFilter(NameTheSource(Path(app.srcdir)))
    app.connect("config-inited", prepare)
    app.connect("env-before-read-docs", tell_problems, priority=2)
    app.connect("source-read", note_page, priority=1)
    app.add_transform(MarkUntranslated)
    app.add_transform(SayWhoRead)
    app.connect("doctree-resolved", lead_home)
