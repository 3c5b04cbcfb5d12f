"""Ticking sheets on "All handouts" writes the command that binds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_ticked_sheets_stand_in_the_command(site: str, browser: Browser) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(f"{site}/course/reference/all-handouts.html")
        command = page.locator(".pl-packet code")
        before = command.inner_text()
        for title in ("Two lists", "My hopes"):
            page.get_by_label(f"Into my packet: {title}", exact=True).check()
        assert command.inner_text() == 'make packet SHEETS="my-hopes two-lists" PAPER=letter'
        for title in ("Two lists", "My hopes"):
            page.get_by_label(f"Into my packet: {title}", exact=True).uncheck()
        assert command.inner_text() == before
