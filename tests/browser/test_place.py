"""My place in the course, then beside now, and the explanation that comes with each choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.answering import EXERCISE, LESSON, MY_ANSWERS, SECOND, answer, keeping, press, settle, stored
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

UNIT = "course/1-first-unit/index.html"


def test_lesson_is_marked_as_done_only_after_keeping_was_chosen(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + LESSON)
        mark = page.locator("[data-pl-done]")
        mark.click()
        assert stored(page) == {}
        assert page.get_by_text("could see that you were here").is_visible()
        press(page, "No")
        assert stored(page) == {}
        mark.click()
        press(page, "Keep it on this device")
        expect(mark).to_have_attribute("aria-pressed", "true")

        page.goto(small_site + UNIT)
        expect(page.locator(".pl-steps .pl-done")).to_have_count(1)
        assert "First lesson" in page.locator(".pl-steps li").filter(has_text="done").inner_text()
        page.goto(small_site + LESSON)
        expect(mark).to_have_text("Done")
        mark.click()
        expect(mark).to_have_attribute("aria-pressed", "false")


def test_front_page_carries_on_where_the_reader_was(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        page.goto(small_site)
        on = page.locator("[data-pl-carry-on]")
        assert not on.is_visible()
        page.goto(small_site + LESSON)
        page.goto(small_site)
        expect(on).to_have_text("Carry on where you were: First lesson")
        on.get_by_role("link").click()

        page.wait_for_url(f"**/{LESSON}")


def test_place_from_a_stranger_leads_nowhere_else(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        for bad in ("javascript:alert(1)//", "//evil.example/x", "../../etc", "a/../b", 7, ["x"]):
            page.evaluate(
                "bad => localStorage.setItem('pl.v1.place', JSON.stringify({last: [bad, 'x'], done: [bad]}))", bad
            )
            page.goto(small_site)
            assert not page.locator("[data-pl-carry-on]").is_visible()


def test_check_in_of_the_start_stands_beside_its_repeat(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        page.goto(small_site + SECOND)
        page.get_by_text("See then and now").click()
        expect(page.get_by_text("nothing to show yet")).to_be_visible()
        page.goto(small_site + EXERCISE)
        answer(page, {"sure": 3})
        settle(page)
        page.goto(small_site + SECOND)
        answer(page, {"sure": 8})
        page.get_by_text("See then and now").click()

        expect(page.get_by_role("img", name="Then and now")).to_be_visible()
        expect(page.locator("figure li")).to_have_text(["How sure: then 3, now 8"])
        page.goto(small_site + MY_ANSWERS)
        expect(page.get_by_role("heading", name="Second look")).to_be_visible()


def test_each_choice_brings_up_its_own_explanation(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + LESSON)
        first = page.locator(".pl-question").first
        assert not page.get_by_text("Shouting reason.").first.is_visible()
        first.get_by_role("button", name="Shouting").focus()
        page.keyboard.press("Enter")
        assert first.get_by_role("status").all_inner_texts() == ["There is a better answer. Shouting reason.", ""]
        first.get_by_role("button", name="Listening").click()

        assert first.get_by_role("status").nth(1).inner_text() == "Yes, this is the best answer. Listening reason."
        assert stored(page) == {}
