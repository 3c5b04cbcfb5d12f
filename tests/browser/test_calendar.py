"""The calendar file of "Eight weeks": titles that tell nothing, no bell, no link."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import Watched
from tests.conftest import LESSON, tiny

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


def test_emptied_time_is_no_midnight_and_the_stamp_is_universal_time(browser: Browser, tmp_path: Path) -> None:
    course = tiny(tmp_path)
    course.add(f"{LESSON}.md", "\n{.pl-calendar}\nA calendar.\n")
    with Watched(browser, "file://", timezone_id="Pacific/Auckland") as watched:
        page = watched.page()
        page.clock.install(time=datetime(2026, 11, 29, 6, 30, tzinfo=UTC))
        page.goto(course.build("html").file(LESSON).as_uri())
        page.get_by_label("Time").fill("")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save a calendar file").click()
        lines = waiting.value.path().read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith("DTSTAMP:20261129T0630")]  # 19:30 where the reader is
    assert [line for line in lines if line.startswith("DTSTART")] == ["DTSTART:20261201T200000"]
