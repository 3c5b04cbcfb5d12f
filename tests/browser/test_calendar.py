"""The calendar file of "Eight weeks": titles that tell nothing, no bell, no link."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_calendar_file_tells_nothing_of_the_course(site: str, browser: Browser) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(f"{site}/course/start/eight-weeks.html")
        page.get_by_label("Day").select_option("Friday")
        page.get_by_label("Time").fill("07:05")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save a calendar file").click()
        assert waiting.value.suggested_filename == "calendar.ics"
        lines = Path(waiting.value.path()).read_bytes().decode().split("\r\n")

    named = dict(line.split(":", 1) for line in lines if line)
    assert named["SUMMARY"] == "Friday\\, 20 min"
    assert named["DTSTART"].endswith("T070500")
    assert named["RRULE"] == "FREQ=WEEKLY;COUNT=8"
    assert not [line for line in lines if "ALARM" in line or "URL" in line or "://" in line or "Porch" in line]
