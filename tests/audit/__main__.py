"""Audits what lies in ``_build/``: ``python -m tests.audit``, or with the names of some parts.

Prints a line for each part and every finding; exits with 1 when there is one. `make test` runs the
quick parts on each change; this runs all of them on every page.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.audit import barriers, books, browsers, freshness, markup, paper, speed, weight, word
from tests.audit.pages import started

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

BUILD = Path(__file__).parents[2] / "_build"


def each(check: Callable[[Path], list[str]], build: Path) -> list[str]:
    """What *check* finds in every e-book."""
    return [found for book in books.epubs(build / "epub") for found in check(book)]


def seen(check: Callable[[Path, Browser], list[str]], build: Path) -> list[str]:
    """What *check* finds in the web course, with a browser of its own."""
    with started() as browser:
        return check(build / "html", browser)


PARTS: dict[str, tuple[str, Callable[[Path], list[str]]]] = {
    "html": ("Nu HTML checker, every page", lambda build: markup.findings(build / "html")),
    "axe": ("axe, every page: phone, desktop, light, dark", lambda build: seen(barriers.axe, build)),
    "fit": ("320 px, 400 % zoom, wide spacing and large text, every page", lambda build: seen(barriers.fit, build)),
    "browsers": (
        "Answers, lock, search, Leave and no internet in Chromium 88 and Firefox",
        lambda build: browsers.findings(build / "html"),
    ),
    "weight": ("Bytes and requests, every page", lambda build: seen(weight.over_budget, build)),
    "lighthouse": ("Lighthouse, a phone, each type of page", lambda build: speed.findings(build / "html")),
    "pdf": (
        "PDF/UA-1 by page-validation, every PDF; reading order of three sheets",
        lambda build: paper.findings(build, build.parent),
    ),
    "word": ("Word files, opened by LibreOffice", lambda build: word.findings(build / "handouts" / "word")),
    "epubcheck": ("EPUBCheck, every e-book", lambda build: each(books.epubcheck, build)),
    "freshness": ("After each edit, every pair of editions as a clean build makes them", freshness.findings),
    "ace": ("Ace by DAISY, every e-book", lambda build: each(books.ace, build)),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], help="all of them unless named")
    wanted = parser.parse_args().part or list(PARTS)
    failed = False
    for name in wanted:
        title, run = PARTS[name]
        print(f"{title} …", end=" ", flush=True)
        began = time.perf_counter()
        found = run(BUILD)
        failed = failed or bool(found)
        print(f"{len(found)} findings, {time.perf_counter() - began:.0f} s", flush=True)
        for finding in found:
            print(f"  {finding}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
