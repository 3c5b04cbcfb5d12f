"""The e-books for catalogs: ``opds.xml`` for reading apps, ``marc.xml`` for libraries. They lie beside the pages.

OPDS 1.2 (https://specs.opds.io/opds-1.2) is an Atom feed of books to fetch. MARC 21 in XML
(https://www.loc.gov/standards/marcxml/) is what library systems load; a cataloger adds call numbers and headings.
Both name only the books that the site offers.
"""

from __future__ import annotations

import posixpath
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from porchlight.clock import source_seconds
from porchlight.ebooks import FAMILY, GUIDE, Book, book_name, books, urn
from porchlight.freshness import output_of
from porchlight.locale import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

OPDS, MARC = "opds.xml", "marc.xml"
ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/terms/"
SLIM = "http://www.loc.gov/MARC21/slim"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
CATALOGED = (FAMILY, GUIDE)  # a unit's e-book is part of these, and no library has it by itself
# a text, a monograph, described by ISBD and RDA; https://www.loc.gov/marc/bibliographic/bdleader.html
LEADER = "00000nam a2200000 i 4500"


def _updated(app: Sphinx) -> datetime:
    return datetime.fromtimestamp(source_seconds(Path(app.srcdir)), tz=UTC)


def _serialized(root: ET.Element) -> bytes:
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def opds(app: Sphinx, offered: list[Book]) -> bytes:
    """The feed of *offered* books; its links are relative to it."""
    config = app.config
    updated = _updated(app).isoformat().replace("+00:00", "Z")

    def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{ATOM}}}{name}" if "{" not in name else name, attributes)
        element.text = text or None
        return element

    def author(parent: ET.Element) -> None:
        add(add(parent, "author"), "name", config.author)

    feed = ET.Element(f"{{{ATOM}}}feed")
    add(feed, "id", urn(config, OPDS))
    add(feed, "title", config.project)
    add(feed, "updated", updated)
    author(feed)
    add(feed, "link", rel="self", href=OPDS, type=ACQUISITION)
    add(feed, "link", rel="start", href=OPDS, type=ACQUISITION)
    for book in offered:
        entry = add(feed, "entry")
        add(entry, "title", book.title)
        add(entry, "id", urn(config, book.uid))
        add(entry, "updated", updated)
        author(entry)
        add(entry, f"{{{DC}}}language", config.language)
        for subject in config.porchlight_subjects:
            add(entry, "category", term=subject, label=subject)
        add(entry, "rights", f"{config.porchlight_license}, {config.porchlight_license_address}")
        add(entry, "summary", book.description, type="text")
        add(entry, "link", rel=OPEN_ACCESS, href=_file(book), type="application/epub+zip")
    return _serialized(feed)


def marc(app: Sphinx, offered: list[Book]) -> bytes:
    """A record for each of *offered* books that a library would hold."""
    collection = ET.Element(f"{{{SLIM}}}collection")
    names = [book_name(app.config, kind) for kind in CATALOGED]
    for book in offered:
        if book.name in names:
            collection.append(_record(app, book))
    return _serialized(collection)


def _record(app: Sphinx, book: Book) -> ET.Element:
    """By https://www.loc.gov/marc/bibliographic/; empty fields are left out."""
    config = app.config
    updated = _updated(app)
    site = str(config.html_baseurl)
    record = ET.Element(f"{{{SLIM}}}record", {"type": "Bibliographic"})
    ET.SubElement(record, f"{{{SLIM}}}leader").text = LEADER
    # 00-17 entered, one date, no place; 18-34 pictures, audience, online, what else it is; 35-39 language and cataloger
    coded = f"{updated:%y%m%d}s{updated:%Y}    xx " + "    " + " " + "o" + "     000 0 " + f"{_language(config)} d"
    for tag, value in {
        "001": f"{book.uid}-{config.release}",
        "005": f"{updated:%Y%m%d%H%M%S}.0",
        "006": "m     o  d        ",
        "007": "cr |||||||||||",
        "008": coded,
    }.items():
        ET.SubElement(record, f"{{{SLIM}}}controlfield", {"tag": tag}).text = value

    def field(tag: str, indicators: str, **subfields: str) -> None:
        if not any(subfields.values()):
            return
        attributes = {"tag": tag, "ind1": indicators[0], "ind2": indicators[1]}
        element = ET.SubElement(record, f"{{{SLIM}}}datafield", attributes)
        for code, value in subfields.items():
            if value:
                ET.SubElement(element, f"{{{SLIM}}}subfield", {"code": code.removeprefix("_")}).text = value

    field("245", "00", a=book.title)
    field("250", "  ", a=f"{_('Edition')} {config.release}" if config.release else "")
    field("264", " 1", a="[Place of publication not identified] :", b=f"{config.author},", c=f"{updated:%Y}.")
    field("300", "  ", a="1 online resource")
    field("336", "  ", a="text", b="txt", _2="rdacontent")
    field("337", "  ", a="computer", b="c", _2="rdamedia")
    field("338", "  ", a="online resource", b="cr", _2="rdacarrier")
    field("347", "  ", a="text file", b="EPUB", _2="rdaft")
    field("506", "0 ", a="Open access.")
    field("520", "  ", a=book.description)
    field("521", "  ", a=config.porchlight_audience)
    field("540", "  ", a=f"{config.porchlight_license}.", u=config.porchlight_license_address)
    for subject in config.porchlight_subjects:
        field("650", " 2", a=subject)
    if site:
        field("856", "40", u=posixpath.join(site, _file(book)))
    return record


def _language(config: Config) -> str:
    """The three letters of https://www.loc.gov/marc/languages/ for the two of the course."""
    return {"en": "eng", "es": "spa", "fr": "fre", "de": "ger", "pt": "por"}.get(str(config.language)[:2], "und")


def _file(book: Book) -> str:
    return f"downloads/epub/{book.name}.epub"


def _offered(app: Sphinx) -> Iterator[Book]:
    return (book for book in books(app.env) if Path(app.outdir, _file(book)).is_file())


def write_catalogs(app: Sphinx) -> None:
    """Write both files beside the pages, when the site offers an e-book at all."""
    if offered := list(_offered(app)):
        for name, content in ((OPDS, opds(app, offered)), (MARC, marc(app, offered))):
            Path(app.outdir, name).write_bytes(content)
            output_of(app.builder).claim(name)


def setup_catalogs(app: Sphinx) -> None:
    """Have XML name its parts as readers of catalogs expect."""
    ET.register_namespace("", ATOM)
    ET.register_namespace("dc", DC)
    ET.register_namespace("marc", SLIM)
