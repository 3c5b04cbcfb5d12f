"""The course for a learning platform: SCORM 1.2 and Common Cartridge 1.1, with nothing that is tracked.

In go the files of the offline copy and the contents list of the e-book. A platform shows a package below
its own address, to an account with a name, so the copy holds no script: what is typed is kept nowhere,
nothing is reported, and all pages read without. "Leave" leaves the whole window and not only the frame.
Nobody has tried the packages in a platform yet.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from porchlight.locale import _
from porchlight.zips import write_zip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

XHTML = "{http://www.w3.org/1999/xhtml}"
FIRST = "read-first.html"
SCRIPTED = ("my-answers.html", "search.html")  # pages that are nothing without their scripts
NOT_PACKED = (*SCRIPTED, "manifest.webmanifest", "sw.js")
NOTE = """<!DOCTYPE html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><body style="font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem">
<h1>{first}</h1>
<p><strong>{bold}</strong> {paper}</p>
{more}
<p><a href="index.html">{course}</a></p>
"""
ASSET = ' adlcp:scormtype="asset"'  # of a resource that does not speak to the platform
SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>|<link\b[^>]*\brel=\"?manifest\b[^>]*>", re.DOTALL)
LEAVE = re.compile(r"<a(?=[^>]*\bdata-pl-leave)")
TO_SCRIPTED = re.compile(r"<a\b[^>]*\bhref=\"?(?:[^\">\s]*/)?(?:my-answers|search)\.html[^>]*>(.*?)</a>", re.DOTALL)


@dataclass(frozen=True)
class Item:
    """An entry of the contents list: its words, the page it opens if any, and what is below it."""

    title: str
    page: str
    below: tuple[Item, ...]


@dataclass(frozen=True)
class About:
    """What a package says of itself."""

    name: str
    title: str
    version: str
    language: str


def without_scripts(files: dict[str, bytes], about: About) -> dict[str, bytes]:
    """The files of the offline copy, fit for a page below somebody else's address."""
    kept = {}
    for path, data in sorted(files.items()):
        if path.endswith(".html") and path not in NOT_PACKED:
            text = SCRIPT.sub("", data.decode())
            text = LEAVE.sub('<a target="_top"', TO_SCRIPTED.sub(r"<span>\1</span>", text))
            kept[path] = text.encode()
        elif not path.endswith(".js") and path not in NOT_PACKED:
            kept[path] = data
    kept[FIRST] = _first_page(about).encode()
    return kept


def _first_page(about: About) -> str:
    """What a reader is told before all else."""
    bold = _("This copy keeps nothing that you type.")
    paragraphs = (
        _(
            "Whoever runs this learning platform can see that you opened the course, and when. Could someone who "
            "frightens you find that out? Then read it another way, from a phone or computer that they cannot see."
        ),
        _('"Leave" takes you to another page. It cannot take this course out of the list of pages that you saw.'),
        _('"Find a word", "My answers" and "Listen" are not part of this copy.'),
        _("Nobody has tried this copy in your platform. Does something not open? Tell whoever runs it."),
    )
    return NOTE.format(
        language=about.language,
        title=html.escape(about.title),
        first=_("Read this first"),
        bold=bold,
        paper=_("Write on paper, or print the page."),
        more="\n".join(f"<p>{html.escape(words, quote=False)}</p>" for words in paragraphs),
        course=_("To the course"),
    )


def contents(nav: bytes, files: Iterable[str]) -> list[Item]:
    """The contents list of the e-book as pages of the web course; entries that lead nowhere are left out."""
    there = set(files)

    def items(listed: ET.Element) -> Iterator[Item]:
        for entry in listed.findall(f"{XHTML}li"):
            link, below = entry.find(f"{XHTML}a"), entry.find(f"{XHTML}ol")
            words = link if link is not None else entry.find(f"{XHTML}span")
            title = " ".join("".join(words.itertext()).split()) if words is not None else ""
            page = link.get("href", "").partition("#")[0].replace(".xhtml", ".html") if link is not None else ""
            inside = tuple(items(below)) if below is not None else ()
            own = (Item(title, page, ()),) if page in there else ()
            if inside:  # a folder opens no page itself: Common Cartridge forbids it
                yield Item(title, "", (*own, *inside))
            yield from () if inside else own

    found = ET.fromstring(nav).find(f".//{XHTML}nav/{XHTML}ol")
    assert found is not None
    return [Item(_("Read this first"), FIRST, ()), *items(found)]


class _Manifest:
    """``imsmanifest.xml`` of one package."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.pages: dict[str, str] = {}  # page: the id of its resource
        self.count = 0

    def items(self, listed: Iterable[Item]) -> str:
        """Entries of the contents list."""
        found = []
        for item in listed:
            self.count += 1
            number = self.count
            page = ""
            if item.page:
                known = self.pages.setdefault(item.page, f"page-{len(self.pages) + 1}")
                page = f' identifierref="{known}"'
            title = f"<title>{html.escape(item.title, quote=False)}</title>"
            found.append(f'<item identifier="item-{number}"{page}>{title}{self.items(item.below)}</item>')
        return "".join(found)

    def resources(self, kind: str) -> str:
        """Pages of the list, each a resource, and one for all else; *kind* is what a resource says of itself."""
        found = [
            f'<resource identifier="{name}" type="webcontent"{kind} href="{quote(page)}"><file href="{quote(page)}"/>'
            '<dependency identifierref="shared"/></resource>'
            for page, name in self.pages.items()
        ]
        others = "".join(f'<file href="{quote(path)}"/>' for path in sorted(self.files) if path not in self.pages)
        return "".join([*found, f'<resource identifier="shared" type="webcontent"{kind}>{others}</resource>'])


def scorm(files: dict[str, bytes], listed: list[Item], about: About) -> str:
    """The manifest of a SCORM 1.2 package in which every page is an asset: none speaks to the platform."""
    manifest = _Manifest(files)
    items = manifest.items(listed)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest identifier="{about.name}" version="{about.version or "1"}" '
        'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">'
        "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
        f'<organizations default="course"><organization identifier="course"><title>{html.escape(about.title)}</title>'
        f"{items}</organization></organizations>"
        f"<resources>{manifest.resources(ASSET)}</resources></manifest>\n"
    )


def cartridge(files: dict[str, bytes], listed: list[Item], about: About) -> str:
    """The manifest of a Common Cartridge 1.1."""
    manifest = _Manifest(files)
    items = manifest.items(listed)
    lom = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
    title = f'<lomimscc:string language="{about.language}">{html.escape(about.title)}</lomimscc:string>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest identifier="{about.name}" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" '
        f'xmlns:lomimscc="{lom}">'
        "<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion>"
        f"<lomimscc:lom><lomimscc:general><lomimscc:title>{title}</lomimscc:title></lomimscc:general></lomimscc:lom>"
        '</metadata><organizations><organization identifier="course" structure="rooted-hierarchy">'
        f'<item identifier="root">{items}</item></organization></organizations>'
        f"<resources>{manifest.resources('')}</resources></manifest>\n"
    )


def packed(files: dict[str, bytes], manifest: str) -> bytes:
    """A package; the same files give the same bytes."""
    buffer = io.BytesIO()
    write_zip(buffer, {"imsmanifest.xml": manifest.encode(), **files}.items())
    return buffer.getvalue()


def packages(offline: bytes, book: bytes, about: About) -> dict[str, bytes]:
    """Both packages by the end of their names, of the offline copy and the e-book, as they lie on disk."""
    with ZipFile(io.BytesIO(offline)) as copy, ZipFile(io.BytesIO(book)) as epub:
        files = {posixpath.join(*path.split("/")[1:]): copy.read(path) for path in copy.namelist()}
        nav = epub.read("nav.xhtml")
    files = without_scripts(files, about)
    listed = contents(nav, files)
    return {
        "scorm-1.2.zip": packed(files, scorm(files, listed, about)),
        "common-cartridge.imscc": packed(files, cartridge(files, listed, about)),
    }
