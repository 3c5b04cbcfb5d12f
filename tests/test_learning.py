"""The course for a learning platform: nothing kept, nothing reported, and a manifest that leads to every page."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from porchlight.learning import About, packages

ABOUT = About("porch-light", "Porch & Light", "0.1", "en")
PAGE = (
    '<html><head><link rel="manifest" href="manifest.webmanifest"><script src="_static/page.js" defer></script></head>'
    '<body><a class="b" href="kitchen.html" data-pl-leave>Leave</a> <a href="search.html">Find a word</a> '
    '<a href="unit/one.html">One</a><textarea></textarea><script type="x">let a = "<b>";</script></body></html>'
)
NAV = """<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol>
<li><a href="index.xhtml">Porch Light</a></li>
<li><a href="unit/index.xhtml">Unit 1</a><ol><li><a href="unit/one.xhtml#a">One &amp; two</a></li></ol></li>
<li><a href="only-in-the-book.xhtml">Gone</a></li>
</ol></nav></body></html>"""
PAGES = ("index.html", "unit/index.html", "unit/one.html")


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as target:
        for path, text in files.items():
            target.writestr(path, text)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def made() -> dict[str, ZipFile]:
    """Both packages of a small course."""
    scripts = ("_static/page.js", "manifest.webmanifest", "search.html", "my-answers.html")
    files = {f"porch-light/{path}": PAGE for path in (*PAGES, "kitchen.html")}
    files |= {f"porch-light/{path}": "keeps" for path in scripts} | {"porch-light/_static/a b.css": "a {}"}
    built = packages(zipped(files), zipped({"nav.xhtml": NAV}), ABOUT)
    assert built == packages(zipped(files), zipped({"nav.xhtml": NAV}), ABOUT)
    return {name: ZipFile(io.BytesIO(data)) for name, data in built.items()}


@pytest.mark.parametrize("name", ["scorm-1.2.zip", "common-cartridge.imscc"])
def test_package_keeps_nothing_and_leaves_the_whole_window(made: dict[str, ZipFile], name: str) -> None:
    names = set(made[name].namelist())
    assert names == {*PAGES, "kitchen.html", "_static/a b.css", "read-first.html", "imsmanifest.xml"}
    for path in PAGES:
        page = made[name].read(path).decode()
        assert "script" not in page
        assert "manifest" not in page
        assert '<a target="_top" class="b" href="kitchen.html" data-pl-leave>Leave</a>' in page
        assert "<span>Find a word</span>" in page
        assert '<a href="unit/one.html">One</a><textarea></textarea>' in page
    note = made[name].read("read-first.html").decode()
    assert "keeps nothing that you type" in note
    assert "Nobody has tried this copy in your platform" in note


@pytest.mark.parametrize("name", ["scorm-1.2.zip", "common-cartridge.imscc"])
def test_manifest_lists_the_pages_in_reading_order_and_names_every_file_once(
    made: dict[str, ZipFile], name: str
) -> None:
    manifest = ET.fromstring(made[name].read("imsmanifest.xml"))
    space = manifest.tag.partition("}")[0] + "}"
    resources = {str(found.get("identifier")): found for found in manifest.iter(f"{space}resource")}
    items = [item for item in manifest.iter(f"{space}item") if item.get("identifier") != "root"]
    told = [
        (item.findtext(f"{space}title"), resources[item.get("identifierref", "")].get("href"))
        for item in items
        if item.get("identifierref")
    ]
    assert told == [
        ("Read this first", "read-first.html"),
        ("Porch Light", "index.html"),
        ("Unit 1", "unit/index.html"),
        ("One & two", "unit/one.html"),
    ]
    assert not [item for item in items if item.get("identifierref") and item.findall(f"{space}item")]
    named = [file.get("href") for file in manifest.iter(f"{space}file")]
    assert sorted(map(str, named)) == sorted({*PAGES, "kitchen.html", "_static/a%20b.css", "read-first.html"})
    ids = [str(found.get("identifier")) for found in manifest.iter() if found.get("identifier")]
    assert len(ids) == len(set(ids))
    kinds = {key: value for found in resources.values() for key, value in found.attrib.items() if "scormtype" in key}
    assert set(kinds.values()) == ({"asset"} if "scorm" in name else set())
