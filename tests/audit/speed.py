"""Lighthouse (https://developer.chrome.com/docs/lighthouse) on each type of page, as on a slow phone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests import chromium, node
from tests.audit.pages import TYPES, served

if TYPE_CHECKING:
    from pathlib import Path

WANTED = 100
CATEGORIES = "performance,accessibility,best-practices,seo"


def lighthouse(url: str) -> dict[str, Any]:
    """Lighthouse's report of the page at *url*.

    Raises ``RuntimeError`` when it gives none.
    """
    flags = " ".join(["--headless=new", *chromium.ARGUMENTS])
    program = node.package("lighthouse") / "cli" / "index.js"
    done = node.run(
        program, url, "--output=json", "--quiet", f"--only-categories={CATEGORIES}", f"--chrome-flags={flags}"
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def scores(report: dict[str, Any]) -> dict[str, int]:
    """The score of each category, 0 to 100."""
    return {name: round(100 * (category["score"] or 0)) for name, category in report["categories"].items()}


def findings(html: Path) -> list[str]:
    """Each category of each type of page below *html* that scores less than it should, and what costs it."""
    found = []
    with served(html) as site:
        for path in TYPES:
            report = lighthouse(site + path)
            for name, score in scores(report).items():
                if score < WANTED:
                    audits = [item["id"] for item in report["categories"][name]["auditRefs"] if item["weight"]]
                    low = [audit for audit in audits if (report["audits"][audit]["score"] or 1) < 1]
                    low += [audit for audit in audits if report["audits"][audit]["score"] == 0]
                    found.append(f"{path}: {name} {score} ({', '.join(sorted(set(low)))})")
    return found
