"""A leader sets the start time and the version of a session; every printed clock follows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import ViewportSize

from tests.audit.barriers import barriers
from tests.audit.pages import served
from tests.browser.conftest import Watched
from tests.conftest import GUIDE, LESSON, SESSION, tiny
from tests.test_pictures import PICTURE, SVG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route


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


POCKET = """Leaderwords open the guide.

:::{card} Violence: what to say
:copies: one for each leader

"I believe you." Leaderwords: {reach}`emergency`.
:::
"""


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session with a picture on its second slide, and a link in the words of an activity."""
    course = tiny(tmp_path_factory.mktemp("led"))
    course.write(PICTURE, SVG)
    course.replace(f"{LESSON}.md", "Body words.", "Body words.\n\n:::{picture} porch\n:::\n")
    course.replace(f"{SESSION}.md", "{slide} You may pass\n", "{slide} You may pass\n:picture: porch\n\n")
    course.replace(f"{SESSION}.md", "- Leaderwords in pairs.", "Leaderwords in [pairs](/index.md).")
    course.replace(f"{GUIDE}.md", "Leaderwords open the guide.", POCKET)
    return course.build("html").file(SESSION)


@pytest.fixture
def evening(browser: Browser, led: Path) -> Iterator[Page]:
    """The page at a quarter to seven, five minutes into the second part."""
    with Watched(browser, "file://") as watched:
        page = watched.page()
        page.clock.install(time=datetime(2026, 11, 30, 18, 45))
        page.goto(led.as_uri())
        yield page


def lead(page: Page) -> Locator:
    page.get_by_role("button", name="Lead from this screen").click()
    return page.get_by_role("main", name="Lead from this screen")


def test_the_screen_opens_at_the_part_that_the_clock_is_at(evening: Page) -> None:
    view = lead(evening)

    assert view.get_by_role("heading", name="Practice aloud").is_visible()
    assert view.get_by_role("timer").inner_text() == "10 min left"
    assert view.get_by_text("6:40 – 6:55").is_visible()
    assert view.get_by_text("Leaderwords in pairs.").is_visible()
    assert view.get_by_text("Next: Slide 1").is_visible()
    assert not evening.get_by_role("heading", name="Session 2: Staying safe").is_visible()
    assert evening.get_by_role("link", name="Leave").is_visible()
    assert view.get_by_role("link").count() == 0

    evening.clock.run_for(11 * 60_000)

    assert view.get_by_role("timer").inner_text() == "1 min over"


def test_one_step_after_another_shows_words_and_slide(evening: Page) -> None:
    view = lead(evening)
    wall = view.get_by_role("group", name="On the wall")
    assert not wall.is_visible()

    evening.keyboard.press("PageDown")
    assert wall.inner_text() == "Slow breaths, no waking: act."
    assert view.get_by_text("Leaderwords go with the first slide.").is_visible()
    assert view.get_by_role("group", name="The next slide").get_by_role("img", name="A porch at night").is_visible()

    view.get_by_role("button", name="Next", exact=True).click()
    assert wall.get_by_role("img", name="A porch at night").is_visible()
    assert view.get_by_text("Next: Close, 6:55").is_visible()

    evening.keyboard.press("PageDown")
    evening.keyboard.press("PageDown")
    assert view.get_by_role("heading", name="Close").is_visible()
    assert view.get_by_role("timer").inner_text() == "10 min ahead"
    assert view.get_by_role("button", name="Next", exact=True).is_disabled()

    view.get_by_role("button", name="Back").click()
    assert wall.get_by_text("You may pass").is_visible()


def size(picture: Locator) -> tuple[float, float]:
    box = picture.bounding_box()
    assert box
    return box["width"], box["height"]


def test_picture_takes_its_room_before_it_has_come(browser: Browser, led: Path) -> None:
    held: list[Route] = []
    with Watched(browser, "file://") as watched:
        page = watched.page()
        page.clock.install(time=datetime(2026, 11, 30, 18, 45))
        page.route("**/_images/*", lambda route: held.append(route))
        page.goto(led.as_uri(), wait_until="domcontentloaded")
        assert 0 not in size(page.locator(".pl-slide > img"))
        view = lead(page)
        page.keyboard.press("PageDown")
        picture = view.get_by_role("group", name="The next slide").locator("img")
        before = size(picture)
        assert not picture.evaluate("picture => picture.complete")

        held.pop().continue_()
        picture.evaluate("picture => picture.decode()")

        assert size(picture) == before


def test_a_hard_moment_is_one_tap_away_from_a_leader(evening: Page) -> None:
    on_the_page = evening.locator(".pl-pocket").get_by_text("Violence: what to say")
    assert on_the_page.is_visible()
    on_the_page.click()
    assert evening.get_by_text("Leaderwords: call 911").is_visible()
    assert not evening.get_by_text("one for each leader").is_visible()
    on_the_page.click()

    view = lead(evening)
    assert not view.get_by_text("Violence: what to say").is_visible()
    view.get_by_text("A hard moment").click()
    view.get_by_text("Violence: what to say").click()
    assert view.get_by_text("Leaderwords: call 911").is_visible()
    assert view.get_by_role("heading", name="Practice aloud").is_visible()


def test_where_leaders_have_no_pocket_cards_the_screen_speaks_of_none(page: Page) -> None:
    assert not lead(page).get_by_text("A hard moment").is_visible()


def test_starting_now_moves_every_clock(evening: Page) -> None:
    view = lead(evening)
    view.get_by_role("button", name="Start now").click()

    assert view.get_by_role("heading", name="Welcome").is_visible()
    assert view.get_by_role("timer").inner_text() == "10 min left"

    evening.keyboard.press("Escape")

    assert not view.is_visible()
    assert evening.get_by_role("button", name="Lead from this screen").evaluate(
        "node => node === document.activeElement"
    )
    assert clocks(evening, "at-a-glance") == ["6:45", "6:55", "7:10", "7:30"]
    assert evening.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def test_the_short_version_leads_through_its_own_parts(evening: Page) -> None:
    evening.get_by_label("30 minutes").check()
    view = lead(evening)

    assert view.get_by_role("heading", name="Close").is_visible()
    assert view.get_by_role("timer").inner_text() == "15 min left"
    assert view.get_by_role("button", name="Next", exact=True).is_disabled()


def test_long_before_the_evening_the_screen_shows_the_plan(browser: Browser, led: Path) -> None:
    with Watched(browser, "file://") as watched:
        page = watched.page()
        page.clock.install(time=datetime(2026, 11, 30, 9, 0))
        page.goto(led.as_uri())
        view = lead(page)

        assert view.get_by_role("heading", name="Welcome").is_visible()
        assert view.get_by_role("timer").inner_text() == "10 minutes"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 768), (390, 844)])
def test_the_screen_has_no_barriers_and_fits(browser: Browser, led: Path, scheme: Any, size: tuple[int, int]) -> None:
    window = ViewportSize(width=size[0], height=size[1])
    html = led.parents[2]
    with (
        served(html) as site,
        Watched(browser, site, color_scheme=scheme, viewport=window, bypass_csp=True) as watched,
    ):
        page = watched.page()
        page.goto(site + led.relative_to(html).as_posix())
        view = lead(page)
        page.keyboard.press("PageDown")

        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == window["width"]
        on = view.get_by_role("button", name="Next", exact=True).bounding_box()
        assert on
        assert on["y"] + on["height"] <= window["height"]


def test_without_script_nothing_leads(browser: Browser, led: Path) -> None:
    with Watched(browser, "file://", java_script_enabled=False) as watched:
        page = watched.page()
        page.goto(led.as_uri())

        assert not page.get_by_role("button", name="Lead from this screen").is_visible()
        assert page.get_by_text("Leaderwords go with the first slide.").is_visible()
