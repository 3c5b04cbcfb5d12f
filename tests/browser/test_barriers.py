"""No barrier on any page of the real course, by axe: on a phone and a desktop, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_barrier_on_any_page(
    browser: Browser, site: str, pages: list[str], size: dict[str, int], scheme: str
) -> None:
    axe = Axe()
    found = []
    # axe puts itself into the page, which the page's own policy would forbid
    with Watched(browser, site, viewport=size, color_scheme=scheme, bypass_csp=True) as watched:
        page = watched.page()
        for path in pages:
            page.goto(site + path)
            page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
            found += [
                f"{path}: {item['id']} {item['nodes'][0]['html'][:90]}" for item in axe.run(page).response["violations"]
            ]
    assert found == []
