"""No barrier on any page of the real course, by axe, and no poor contrast on any type of page in any dress.

``make audit`` looks at every page in every dress.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.audit.barriers import violations
from tests.audit.pages import DESKTOP, PHONE, TYPES
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize


def test_no_barrier_on_any_page(browser: Browser, site: str, pages: list[str]) -> None:
    # axe puts itself into the page, which the page's own policy would forbid
    with Watched(browser, site, viewport=PHONE, bypass_csp=True) as watched:
        page = watched.page()
        assert [found for path in pages for found in violations(page, site + path, colors=False)] == []


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(PHONE, "light"), (DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "dark")],
    ids=["phone-light", "desktop-light", "desktop-dark", "phone-dark"],
)
def test_no_barrier_on_any_type_of_page_in_any_dress(
    browser: Browser, site: str, pages: list[str], size: ViewportSize, scheme: str
) -> None:
    assert set(TYPES) <= set(pages)
    with Watched(browser, site, viewport=size, color_scheme=scheme, bypass_csp=True) as watched:
        page = watched.page()
        assert [found for path in TYPES for found in violations(page, site + path)] == []
