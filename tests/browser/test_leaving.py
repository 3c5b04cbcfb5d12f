"""Leave: at once, without a trace of what was typed, from disk, by three presses of Shift, and never on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.audit.pages import served
from tests.browser.answering import EXERCISE, LESSON, keeping, press, shown, stored
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


HELP = "**/help-right-now.html"  # where "Help now" leads


def click(page: Page) -> None:
    page.get_by_role("link", name="Leave").click()


def shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


WAYS = pytest.mark.parametrize("leave", [click, shift])


@WAYS
@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_back_brings_neither_the_page_nor_the_words(
    browser: Browser, small: Path, small_site: str, leave: object, from_disk: bool
) -> None:
    root = f"{small.as_uri()}/" if from_disk else small_site
    with Watched(browser, root) as watched:
        page = watched.page()
        page.goto(f"{root}index.html")
        page.goto(root + EXERCISE)
        page.locator("#answer_name").press_sequentially("Nobody should find this")
        leave(page)  # type: ignore[operator]
        page.wait_for_url("**/kitchen.html")
        page.go_back()

        assert page.url == f"{root}index.html"
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        page.goto(root + EXERCISE)
        assert shown(page) == {}


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_help_never_waits_for_a_warning_and_leave_closes_both_pages(
    browser: Browser, small: Path, small_site: str, from_disk: bool
) -> None:
    root = f"{small.as_uri()}/" if from_disk else small_site
    with Watched(browser, root) as watched:
        page = watched.page()
        page.on("dialog", lambda dialog: watched.problems.append(dialog.type))
        page.goto(root + EXERCISE)
        page.get_by_role("link", name="Help now").click()
        page.wait_for_url(HELP)  # nothing to lose: in the same place

        page.goto(root + EXERCISE)
        page.locator("#answer_name").press_sequentially("Not kept")
        with watched.context.expect_page() as beside:
            page.get_by_role("link", name="Help now").click()
        beside.value.wait_for_url(HELP)
        assert shown(page) == {"name": "Not kept"}
        assert beside.value.evaluate("window.opener") is None

        click(beside.value)
        beside.value.wait_for_url("**/kitchen.html")
        page.wait_for_url("**/kitchen.html")


def test_leaving_one_course_leaves_another_on_the_same_host_open(browser: Browser, small: Path, tmp_path: Path) -> None:
    for name in ("us", "ca"):
        (tmp_path / name).symlink_to(small)
    with served(tmp_path) as address, Watched(browser, address) as watched:
        pages, helps = {}, {}
        for name in ("us", "ca"):
            pages[name] = watched.page()
            pages[name].on("dialog", lambda dialog: watched.problems.append(dialog.type))
            pages[name].goto(f"{address}{name}/{EXERCISE}")
            pages[name].locator("#answer_name").press_sequentially("Not kept")
            with watched.context.expect_page() as beside:
                pages[name].get_by_role("link", name="Help now").click()
            helps[name] = beside.value
            helps[name].wait_for_url(HELP)

        click(helps["us"])
        pages["us"].wait_for_url("**/us/kitchen.html")
        assert shown(pages["ca"]) == {"name": "Not kept"}
        click(helps["ca"])
        pages["ca"].wait_for_url("**/ca/kitchen.html")


# What leaves, in the page itself, so that it can be looked at before the browser has gone anywhere.
CLICK = "document.querySelector('[data-pl-leave]').click()"
SHIFT = "for (let i = 0; i < 3; i++) window.dispatchEvent(new KeyboardEvent('keydown', {key: 'Shift'}))"


@pytest.mark.parametrize("act", [CLICK, SHIFT], ids=["click", "shift"])
def test_page_is_covered_and_cleared_before_the_browser_goes(browser: Browser, small_site: str, act: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        page.locator("#answer_name").fill("Nobody should find this")
        looks = "[document.documentElement.hidden, document.title, document.querySelector('#answer_name').value]"

        assert page.evaluate(f"() => {{ {act}; return {looks}; }}") == [True, "Kitchen measures", ""]


def test_shift_in_ordinary_typing_does_not_leave(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        page.locator("#answer_name").focus()
        for letter in "ABCD":
            page.keyboard.press(f"Shift+{letter}")
        page.clock.install()
        for _ in range(4):
            page.keyboard.press("Shift")
            page.clock.run_for(3000)

        assert page.locator("#answer_name").input_value() == "ABCD"
        page.evaluate("document.dispatchEvent(new Event('pl-leave'))")


@pytest.mark.parametrize("held", ["Alt", "Control", "Meta"])
def test_shift_with_another_key_or_the_pointer_does_not_leave(browser: Browser, small_site: str, held: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        page.keyboard.down(held)
        shift(page)
        page.keyboard.up(held)
        for _ in range(4):
            page.locator("h1").click(modifiers=["Shift"])
        assert page.url == small_site + EXERCISE
        assert not page.evaluate("document.documentElement.hidden")
        page.keyboard.press("a")
        shift(page)
        page.wait_for_url("**/kitchen.html")


def test_leave_keeps_what_the_reader_chose_to_keep(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        page.locator("#answer_name").fill("Last words")
        click(page)
        page.wait_for_url("**/kitchen.html")
        page.goto(small_site + EXERCISE)

        assert shown(page) == {"name": "Last words"}


def test_leave_and_the_buttons_are_not_on_paper(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.emulate_media(media="print")
        for path in (EXERCISE, LESSON):
            page.goto(small_site + path)
            expect(page.get_by_text("Leave", exact=True)).to_be_hidden()
            expect(page.locator("button:not(.pl-pick)").filter(visible=True)).to_have_count(0)  # a choice stays


def test_everything_about_answers_works_from_disk(browser: Browser, small: Path) -> None:
    root = f"{small.as_uri()}/"
    with Watched(browser, root) as watched:
        page = watched.page()
        page.goto(root + EXERCISE)
        page.locator("#answer_name").fill("From disk")
        press(page, "Keep my answers on this device")
        press(page, "Keep these words too")
        page.reload()
        assert shown(page) == {"name": "From disk"}
        with page.expect_download() as download:
            press(page, "Save to a file")
        assert "From disk" in download.value.path().read_text()
        press(page, "Erase everything")
        press(page, "Yes, erase everything")
        assert stored(page) == {}
