"""A leader sets the start time and the version of a session; every printed clock follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watched
from tests.conftest import SESSION, tiny

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def session_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course's session, as a file."""
    return tiny(tmp_path_factory.mktemp("session")).build("html").file(SESSION)


@pytest.fixture
def page(browser: Browser, session_page: Path) -> Iterator[Page]:
    with Watched(browser, "file://") as watched:
        page = watched.page()
        page.goto(session_page.as_uri())
        yield page


def clocks(page: Page, box: str) -> list[str]:
    return page.locator(f".pl-box--{box} td [data-pl-after]").all_inner_texts()


def test_another_start_moves_every_clock(page: Page) -> None:
    assert clocks(page, "at-a-glance") == ["6:30", "6:40", "6:55", "7:15"]

    page.get_by_label("Start at").fill("11:45")

    assert clocks(page, "at-a-glance") == ["11:45", "11:55", "12:10", "12:30"]
    assert page.get_by_text("From 11:45 to 12:30 (45 minutes).").is_visible()
    assert page.get_by_text("11:55 to 12:10 · 15 minutes").is_visible()


def test_the_short_version_shows_its_own_times_and_what_it_leaves_out(page: Page) -> None:
    page.get_by_label("Start at").fill("09:00")
    page.get_by_label("30 minutes").check()

    assert clocks(page, "short-version") == ["9:00", "9:05", "9:30"]
    assert not page.locator(".pl-box--at-a-glance").is_visible()
    assert page.get_by_text("30-minute version: left out").is_visible()
    assert not page.get_by_text("Leaderwords in pairs.").is_visible()

    page.get_by_label("45 minutes").check()

    assert page.get_by_text("Leaderwords in pairs.").is_visible()
    assert not page.get_by_text("30-minute version: left out").is_visible()


def test_an_emptied_start_leaves_the_times_as_they_are(page: Page) -> None:
    page.get_by_label("Start at").fill("10:00")
    page.get_by_label("Start at").fill("")

    assert clocks(page, "at-a-glance")[0] == "10:00"


def test_without_script_the_default_times_of_both_versions_stand(browser: Browser, session_page: Path) -> None:
    with Watched(browser, "file://", java_script_enabled=False) as watched:
        page = watched.page()
        page.goto(session_page.as_uri())

        assert not page.locator(".pl-agenda__set").is_visible()
        assert clocks(page, "at-a-glance")[-1] == "7:15"
        assert clocks(page, "short-version")[-1] == "7:00"
