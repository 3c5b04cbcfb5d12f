"""Every page of the real course, looked at once: its own policy, any width, barriers, room for large text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.audit.barriers import fit, room, violations
from tests.audit.pages import PHONE, ZOOMED
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

WIDTHS = (360, 768, 1280)  # 320 is that of the magnified window


@dataclass
class Seen:
    """What is wrong with the pages."""

    complaints: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)
    tight: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def seen(browser: Browser, site: str, pages: list[str]) -> Seen:
    """All pages, each visited once: to load them takes about as long as to look at them."""
    found = Seen()
    with Watched(browser, site, viewport=PHONE) as watched:
        page = watched.page()
        for path in pages:
            page.set_viewport_size(PHONE)
            found.barriers += violations(page, site + path, "without contrast")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.sideways.append(f"{path}: {width} px")
            page.set_viewport_size(ZOOMED)
            found.tight += room(page)
        found.complaints, watched.problems = watched.problems, []
    return found


def test_no_page_complains_under_its_own_policy(seen: Seen) -> None:
    assert seen.complaints == []


def test_no_page_scrolls_sideways(seen: Seen) -> None:
    assert seen.sideways == []


def test_no_barrier_on_any_page(seen: Seen) -> None:
    assert seen.barriers == []


def test_every_page_fits_a_small_or_magnified_window(seen: Seen) -> None:
    """320 px, 400 % zoom, and there with wide text spacing."""
    assert seen.tight == []


def test_what_does_not_fit_would_be_found(tmp_path: Path, browser: Browser) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        '<!doctype html><title>A</title><p style="width: 400px">wide</p>'
        '<p style="height: 20px; overflow: hidden">cut<br>off</p>'
    )
    assert [found.partition(": ")[0] for found in fit(tmp_path, browser)] == ["zoomed", "zoomed", "spaced", "spaced"]
