"""My place in the course, then beside now, and the explanation that comes with each choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.answering import (
    EXERCISE,
    LESSON,
    MY_ANSWERS,
    SECOND,
    answer,
    keeping,
    press,
    remember,
    settle,
    stored,
)
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

UNIT = "course/1-first-unit/index.html"


def test_lesson_is_marked_as_done_only_after_the_reader_asked_for_it(browser: Browser, small_site: str) -> None:
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
        press(page, "Remember my place on this device")
        expect(mark).to_have_class("pl-small pl-marked")

        page.goto(small_site + UNIT)
        expect(page.locator(".pl-steps .pl-done")).to_have_count(1)
        assert "First lesson" in page.locator(".pl-steps li").filter(has_text="done").inner_text()
        page.goto(small_site + LESSON)
        expect(mark).to_have_text("Done")
        mark.click()
        expect(mark).to_have_class("pl-small")


def test_remembering_a_place_keeps_no_answer_and_keeping_answers_no_place(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        answer(page)
        remember(page)
        page.locator("#answer_name").fill("Typed after")
        page.reload()
        assert set(stored(page)) == {"pl.v1.keep.place", "pl.v1.place"}
        assert "Blue" not in stored(page)["pl.v1.place"]
        assert page.get_by_text("What you type stays in this open page").is_visible()
        press(page, "Forget my place")
        assert stored(page) == {}

    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        page.goto(small_site + LESSON)
        page.goto(small_site)
        assert set(stored(page)) == {"pl.v1.keep.answers", "pl.v1.answers.first-steps"}
        assert not page.locator("[data-pl-carry-on]").is_visible()


def test_place_is_forgotten_alone_and_answers_stay(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        remember(page)
        kept = stored(page)
        for path, name in ((EXERCISE, "Forget my place"), (MY_ANSWERS, "Yes, forget it")):
            page.evaluate("kept => Object.entries(kept).forEach(one => localStorage.setItem(...one))", kept)
            page.goto(small_site + path)
            if path == MY_ANSWERS:
                page.get_by_text("What I have done").click()
                press(page, "Forget my place")
            press(page, name)
            expect(page.get_by_text("Your place is remembered").or_(page.locator("[data-pl-done-list]"))).to_be_hidden()
            assert set(stored(page)) == {"pl.v1.keep.answers", "pl.v1.answers.first-steps"}


def test_my_answers_forgets_no_mark_that_it_does_not_list(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        remember(page)
        outside = "exercises/early"
        page.evaluate(
            "one => { const place = JSON.parse(localStorage['pl.v1.place']); place.done.push(one);"
            " localStorage['pl.v1.place'] = JSON.stringify(place); }",
            outside,
        )
        page.goto(small_site + MY_ANSWERS)
        page.get_by_text("What I have done").click()
        page.get_by_label("First lesson").check()
        page.get_by_label("First steps").uncheck()
        done = page.evaluate("() => JSON.parse(localStorage['pl.v1.place']).done")
        assert done == [outside, LESSON.removesuffix(".html")]


def test_browser_that_keeps_nothing_says_so_and_marks_nothing(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.add_init_script("Storage.prototype.setItem = () => undefined")  # says nothing and keeps nothing
        page.goto(small_site + LESSON)
        press(page, "Mark as done")
        press(page, "Remember my place on this device")
        assert page.get_by_text("does not let the course keep anything").is_visible()
        assert page.locator("[data-pl-done]").get_attribute("class") == "pl-small"
        page.goto(small_site + EXERCISE)
        press(page, "Keep my answers on this device")
        expect(page.locator("[data-pl-status]")).to_contain_text("does not let the course keep anything")
        assert page.get_by_role("button", name="Keep my answers on this device").is_visible()


def test_front_page_carries_on_where_the_reader_was(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        remember(page)
        page.goto(small_site)
        expect(page.locator("[data-pl-carry-on] a")).to_have_text("Unit 1, exercise 1")
        on = page.locator("[data-pl-carry-on]")
        page.goto(small_site + LESSON)
        page.goto(small_site)
        expect(on).to_have_text("Carry on where you were: Unit 1, lesson 1")
        on.get_by_role("link").click()

        page.wait_for_url(f"**/{LESSON}")


def test_place_from_a_stranger_leads_nowhere_else(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        for bad in ("javascript:alert(1)//", "//evil.example/x", "../../etc", "a/../b", 7, ["x"]):
            page.evaluate("localStorage.setItem('pl.v1.keep.place', '1')")
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
