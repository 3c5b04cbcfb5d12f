"""No barrier on any page of the real course, by axe, and none on any type of page in another dress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


# One page of each type, with every kind of box, table, list and field among them.
TYPES = [
    "index.html",
    "leave.html",
    "course/start/help-right-now.html",
    "course/2-staying-safe/index.html",
    "course/2-staying-safe/your-own-safety.html",
    "course/reference/get-help.html",
    "course/reference/glossary.html",
    "course/reference/medicines-at-a-glance.html",
    "course/reference/quality.html",
    "exercises/a-limit-i-can-keep.html",
    "exercises/map-of-a-using-day.html",
    "exercises/where-i-am-today.html",
]


def barriers(page: Page, url: str) -> list[str]:
    """What axe finds on a page with all its folds open: the rule and where it is broken."""
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    findings = Axe().run(page).response["violations"]
    return [f"{url}: {item['id']} {item['nodes'][0]['html'][:90]}" for item in findings]


def test_no_barrier_on_any_page(browser: Browser, site: str, pages: list[str]) -> None:
    # axe puts itself into the page, which the page's own policy would forbid
    with Watched(browser, site, viewport=PHONE, bypass_csp=True) as watched:
        page = watched.page()
        assert [found for path in pages for found in barriers(page, site + path)] == []


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "dark")],
    ids=["desktop-light", "desktop-dark", "phone-dark"],
)
def test_no_barrier_on_any_type_of_page_in_any_dress(
    browser: Browser, site: str, pages: list[str], size: dict[str, int], scheme: str
) -> None:
    assert set(TYPES) <= set(pages)
    with Watched(browser, site, viewport=size, color_scheme=scheme, bypass_csp=True) as watched:
        page = watched.page()
        assert [found for path in TYPES for found in barriers(page, site + path)] == []
