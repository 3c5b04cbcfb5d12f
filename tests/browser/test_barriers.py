"""No barrier, by axe, and no poor contrast on any type of page of the real course, in any dress.

``make audit`` looks at every page in every dress.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.audit.barriers import Look, violations
from tests.audit.pages import DESKTOP, PHONE, TYPES
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize


# Every page was looked at on a phone, but for its colors (test_every_page.py); the dark differs in colors alone.
@pytest.mark.parametrize(
    ("size", "scheme", "look"),
    [
        (PHONE, "light", "colors"),
        (DESKTOP, "light", "whole"),
        (DESKTOP, "dark", "colors"),
        (PHONE, "dark", "colors"),
    ],
    ids=["phone-light", "desktop-light", "desktop-dark", "phone-dark"],
)
def test_no_barrier_on_any_type_of_page_in_any_dress(
    browser: Browser, site: str, pages: list[str], size: ViewportSize, scheme: str, look: Look
) -> None:
    assert set(TYPES) <= set(pages)
    with Watched(browser, site, viewport=size, color_scheme=scheme) as watched:
        page = watched.page()
        assert [found for path in TYPES for found in violations(page, site + path, look)] == []
