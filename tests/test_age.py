"""Old facts: ``check`` warns, pages say so in every edition, and no build hangs on the day it is."""

from __future__ import annotations

import datetime
import time
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from tests.conftest import EPOCH, EXERCISE, GET_HELP, LESSON, REGION, Built, Course

if TYPE_CHECKING:
    from pathlib import Path

STALE = "[porchlight.stale_date]"
IN_2029 = "1861920000"  # 2029-01-01
OLD_PAGE = "Last checked in November 2026, more than two years ago. It may have changed."
ENDED = "This was set to end in November 2026. It may no longer be true."
ENDS = ('source = ["lawyer2024"]', 'source = ["lawyer2024"]\nends = 2026-11-30')


def stale(built: Built) -> list[str]:
    return [text.removesuffix(STALE).strip() for text in built.warnings if text.endswith(STALE)]


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "problem"),
    [
        (f"{LESSON}.md", "checked: 2026-11-01", "checked: 2024-10-31", 1, "last checked on 2024-10-31"),
        (f"{EXERCISE}.md", "checked: 2026-11-01", "checked: 2024-10-31", 1, "last checked on 2024-10-31"),
        (
            REGION,
            '"911" } ]\nchecked = 2026',
            '"911" } ]\nchecked = 2024',
            "[lines.emerg",
            "last checked on 2024-11-01",
        ),
        (REGION, 'help."\nchecked = 2026', 'help."\nchecked = 2023', "[law.good", "last checked on 2023-11-01"),
        (REGION, ENDS[0], f"{ENDS[0]}\nends = 2026-12-30", "[law.good", "ended on 2026-12-30"),
    ],
)
def test_check_names_old_facts_and_builds_do_not(
    tiny_course: Course, file: str, old: str, new: str, at: str | int, problem: str
) -> None:
    tiny_course.replace(file, old, new)
    line = at if isinstance(at, int) else tiny_course.line(file, at)

    assert tiny_course.build("dummy", porchlight_today="2026-12-31").warnings == []
    [warning] = stale(tiny_course.build("check", warns=True, porchlight_today="2026-12-31"))

    assert warning.startswith(f"{file}:{line}: WARNING: ")
    assert problem in warning


def test_check_warns_on_the_day_after_and_each_time(tiny_course: Course) -> None:
    tiny_course.replace(REGION, *ENDS)

    for today, found in (("2026-11-30", 0), ("2026-12-01", 1), ("2026-12-01", 1)):
        assert len(stale(tiny_course.build("check", warns=True, porchlight_today=today))) == found


def test_check_asks_the_real_day_without_a_setting(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "checked: 2026-11-01", "checked: 2001-01-01")

    warnings = stale(tiny_course.build("check", warns=True, porchlight_today=""))

    assert any("checked on 2001-01-01" in warning for warning in warnings)


@pytest.mark.parametrize("builder", ["text", "html", "epub", "notebook"])
def test_old_page_says_so_in_every_edition(tiny_course: Course, monkeypatch: pytest.MonkeyPatch, builder: str) -> None:
    tiny_course.replace(REGION, *ENDS)
    tiny_course.build(builder)

    monkeypatch.setenv(EPOCH, IN_2029)
    built = tiny_course.build(builder)

    if builder == "notebook":
        assert OLD_PAGE in (built.out / "first-steps.ipynb").read_text(encoding="utf-8")
        return
    assert built.read == []  # a page looks older; it was not read from anything else
    assert built.shows(LESSON, OLD_PAGE)
    assert built.shows(LESSON, ENDED)
    assert built.shows(GET_HELP, OLD_PAGE)


def test_web_page_holds_the_line_for_the_day_on_which_it_is_due(tiny_course: Course) -> None:
    tiny_course.replace(REGION, *ENDS)
    page = BeautifulSoup(tiny_course.build("html").page(LESSON), "html.parser")

    lines = {line["data-pl-from"]: line for line in page.select("p.pl-old")}

    assert set(lines) == {"2028-12-01", "2026-12-01"}
    assert all(line.has_attr("hidden") for line in lines.values())
    assert lines["2026-12-01"].get_text() == ENDED


def test_young_page_holds_no_line_elsewhere(tiny_course: Course) -> None:
    assert not tiny_course.build("text").shows(LESSON, "two years ago")


class Day(datetime.date):
    @classmethod
    def today(cls) -> Any:
        return cls(2035, 6, 1)


def test_no_edition_hangs_on_the_day_it_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.test_freshness import EDITIONS, files_of, rich

    found = []
    for name in ("now", "2035"):
        if name == "2035":
            monkeypatch.setattr(time, "time", lambda: 2064528000.0)  # 2035-06-03
            monkeypatch.setattr(datetime, "date", Day)
            monkeypatch.setattr("porchlight.front_matter.date", Day)
        course = rich(tmp_path / name)
        course.replace(REGION, *ENDS)
        found.append({edition: files_of(course.build(edition, porchlight_today="").out) for edition in EDITIONS})

    now, then = found
    for edition in EDITIONS:
        assert {name for name in now[edition] if now[edition][name] != then[edition].get(name)} == set(), edition
