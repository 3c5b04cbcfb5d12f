"""``safety.xml``: changes of safety steps and numbers as an Atom feed (RFC 4287), for whoever hands out paper."""

from __future__ import annotations

import posixpath
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from porchlight.clock import source_seconds
from porchlight.freshness import output_of
from porchlight.locale import _
from porchlight.safety_changes import safety_changes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FEED = "safety.xml"
ATOM = "http://www.w3.org/2005/Atom"


def feed(app: Sphinx) -> bytes:
    """The feed as a file; its name stays the same over all editions, since readers follow it by that."""
    config = app.config

    def name(*parts: str) -> str:
        return uuid5(NAMESPACE_URL, "|".join((config.html_baseurl, config.project, *parts))).urn

    def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
        element.text = text or None
        return element

    def moment(at: datetime) -> str:
        return f"{at:%Y-%m-%dT%H:%M:%SZ}"

    changes = safety_changes(app.env)
    latest = (
        datetime.combine(changes[0].day, time(), tzinfo=UTC)
        if changes
        else datetime.fromtimestamp(source_seconds(Path(app.srcdir)), tz=UTC)
    )
    root = ET.Element(f"{{{ATOM}}}feed")
    add(root, "id", name(FEED))
    add(root, "title", _("%(course)s: changes for safety", course=config.project))
    add(root, "updated", moment(latest))
    add(add(root, "author"), "name", config.author)
    add(root, "link", rel="self", href=posixpath.join(config.html_baseurl, FEED))
    for change in changes:
        entry = add(root, "entry")
        add(entry, "id", name(change.page, change.day.isoformat(), change.says))
        add(entry, "title", app.env.titles[change.page].astext())
        add(entry, "updated", moment(datetime.combine(change.day, time(), tzinfo=UTC)))
        add(entry, "link", href=posixpath.join(config.html_baseurl, app.builder.get_target_uri(change.page)))
        add(entry, "summary", change.says, type="text")
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def write_safety_feed(app: Sphinx) -> None:
    """Write the feed beside the pages."""
    Path(app.outdir, FEED).write_bytes(feed(app))
    output_of(app.builder).claim(FEED)
