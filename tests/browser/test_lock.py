"""The lock on what is kept: nothing readable in storage, a wrong passphrase loses nothing, two tabs, no ciphers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.answering import (
    ANSWERS,
    EXERCISE,
    LESSON,
    MY_ANSWERS,
    PHRASE,
    SECOND,
    answer,
    comes_to_hold,
    comes_to_hold_only,
    keeping,
    lock,
    opened,
    press,
    remember,
    settle,
    shown,
    status,
    stored,
    unlock,
)
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def test_nothing_readable_is_left_while_locked_and_the_passphrase_opens_it(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site, real_key=True)
    with watched:
        answer(page)
        settle(page)
        lock(page)

        assert set(stored(page)) == {"pl.v1.locked", "pl.v1.keep.answers"}
        sealed = json.loads(stored(page)["pl.v1.locked"])
        assert (sealed["rounds"], set(sealed)) == (600_000, {"rounds", "salt", "iv", "data"})
        page.reload()
        expect(page.get_by_label("Passphrase", exact=True)).to_be_visible()
        assert shown(page) == {}
        assert "first-steps" not in json.dumps(stored(page))

        unlock(page, "three wet lambs")
        assert "does not fit. Nothing was lost" in status(page)
        assert json.loads(stored(page)["pl.v1.locked"]) == sealed
        unlock(page)
        assert shown(page) == ANSWERS


def test_words_typed_behind_an_open_lock_are_sealed_afresh(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        lock(page)
        before = json.loads(stored(page)["pl.v1.locked"])
        page.locator("#answer_name").fill("Under the lock")
        settle(page)
        expect(page.locator("[data-pl-status]")).to_have_text("Kept in this browser.")
        after = json.loads(stored(page)["pl.v1.locked"])
        assert (after["salt"], after["rounds"]) == (before["salt"], before["rounds"])
        assert after["iv"] != before["iv"]
        page.reload()
        unlock(page)
        assert shown(page) == {"name": "Under the lock"}


def test_words_typed_before_the_lock_is_opened_are_not_lost(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        page.locator("#answer_name").fill("Kept")
        settle(page)
        lock(page)
        page.reload()
        page.locator("#answer_name").fill("Typed too early")
        page.locator("#answer_before").fill("New")
        settle(page)
        unlock(page)

        expect(page.locator("[data-pl-prompt=name] .pl-written")).to_have_text("Kept")
        assert shown(page) == {"name": "Typed too early", "before": "New"}


def test_lock_is_taken_off_again(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        lock(page)
        press(page, "Take the lock off")
        expect(page.locator("[data-pl-status]")).to_contain_text("The lock is gone")

        assert {"pl.v1.keep.answers", "pl.v1.answers.first-steps"} <= set(stored(page))
        page.reload()
        assert shown(page) == ANSWERS


def told_beside(page: Page, label: str, words: str) -> None:
    """Whether what is wrong stands beside its field, in sight, tied to it, and the field has the focus."""
    field = page.get_by_label(label, exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    fault = page.locator(f"#{field.get_attribute('aria-describedby')}")
    expect(fault).to_contain_text(words)
    expect(fault).to_be_in_viewport(ratio=1)
    assert page.locator("[aria-invalid]").count() == 1


def test_what_is_wrong_with_a_passphrase_stands_beside_it_on_a_small_phone(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site, viewport={"width": 360, "height": 640})
    with watched:
        page.get_by_text("Lock it with a passphrase").click()
        page.get_by_label("New passphrase").fill("short")
        page.keyboard.press("Enter")
        told_beside(page, "New passphrase", "8 letters or more")
        page.keyboard.type("er than it was")
        assert page.locator("[aria-invalid]").count() == 0
        page.get_by_label("Show what I type").locator("visible=true").check()
        assert page.get_by_label("New passphrase").get_attribute("type") == "text"
        page.get_by_label("The same again").fill("else")
        press(page, "Lock")
        told_beside(page, "The same again", "not the same")
        page.get_by_label("New passphrase").fill(PHRASE)
        page.get_by_label("The same again").fill(PHRASE)
        press(page, "Lock")
        page.get_by_text("This page is open until you leave it").wait_for()
        page.reload()
        unlock(page, "three wet lambs")
        told_beside(page, "Passphrase", "does not fit")


def test_lock_whose_script_cannot_be_fetched_says_so_and_opens_later(browser: Browser, small_site: str) -> None:
    away = "**/locking.js*"
    watched, page = keeping(browser, small_site)
    with watched:
        watched.withhold(page, away)
        page.get_by_text("Lock it with a passphrase").click()
        line = page.locator("[data-pl-status]")
        expect(line).to_have_text(
            "The course could not be reached. Nothing was changed. Try again when the internet is back."
        )
        page.unroute(away)
        page.get_by_text("Lock it with a passphrase").click()
        lock(page)
        watched.withhold(page, away)
        page.reload()
        expect(line).to_contain_text("The lock cannot be opened without it. Nothing was changed.")
        page.unroute(away)
        page.reload()
        unlock(page)
        assert page.get_by_role("button", name="Take the lock off").is_visible()


def test_passphrase_is_checked_and_a_forgotten_one_is_explained(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        page.get_by_text("Lock it with a passphrase").click()
        expect(page.get_by_text("Nobody can find a forgotten passphrase for you")).to_be_visible()
        page.get_by_label("New passphrase").fill("short")
        page.keyboard.press("Enter")
        assert "8 letters or more" in status(page)
        told_beside(page, "New passphrase", "8 letters or more")
        page.get_by_label("New passphrase").fill("three wet lamps")
        page.get_by_label("The same again").fill("three wet lambs")
        page.keyboard.press("Enter")
        assert "not the same" in status(page)
        told_beside(page, "The same again", "not the same")
        assert "pl.v1.locked" not in stored(page)
        page.get_by_label("The same again").fill("three wet lamps")
        page.keyboard.press("Enter")
        page.get_by_text("This page is open until you leave it").wait_for()
        assert page.locator("input[type=password]").evaluate_all("all => all.map(one => one.value)") == ["", "", ""]


def test_two_tabs_behind_one_lock_lose_nothing(browser: Browser, small_site: str) -> None:
    watched, one = keeping(browser, small_site)
    with watched:
        lock(one)
        other = opened(watched, small_site + EXERCISE)
        unlock(other)
        one.locator("#answer_name").fill("From one")
        other.locator("#answer_before").fill("From the other")
        settle(one)
        settle(other)
        for page in (one, other):
            expect(page.locator("#answer_name")).to_have_value("From one")
            expect(page.locator("#answer_before")).to_have_value("From the other")


def test_locking_in_one_tab_stops_another_from_keeping_in_the_open(browser: Browser, small_site: str) -> None:
    watched, one = keeping(browser, small_site)
    with watched:
        other = opened(watched, small_site + EXERCISE)
        lock(one)
        expect(other.get_by_label("Passphrase", exact=True)).to_be_visible()
        other.locator("#answer_name").fill("Waits")
        settle(other)

        comes_to_hold_only(other, "pl.v1.locked", "pl.v1.keep.answers")
        unlock(other)
        expect(other.locator("[data-pl-status]")).to_have_text("Kept in this browser.")
        assert shown(other) == {"name": "Waits"}


HELD = """() => {
    const derive = crypto.subtle.deriveKey.bind(crypto.subtle);
    const gate = new Promise(open => { window.goOn = open; });
    crypto.subtle.deriveKey = async (...all) => { await gate; return derive(...all); };
}"""  # a phone that takes its time


def test_what_another_tab_keeps_while_this_one_locks_is_sealed_too(browser: Browser, small_site: str) -> None:
    watched, one = keeping(browser, small_site)
    with watched:
        one.locator("#answer_name").fill("First")
        settle(one)
        other = opened(watched, small_site + EXERCISE)
        third = opened(watched, small_site + SECOND)
        one.evaluate(HELD)
        one.get_by_text("Lock it with a passphrase").click()
        one.get_by_label("New passphrase").fill(PHRASE)
        one.get_by_label("The same again").fill(PHRASE)
        press(one, "Lock")
        expect(one.locator("[data-pl-status]")).to_have_text("Locking …")
        other.locator("#answer_name").fill("Newer")
        third.locator("#answer_name").fill("New here")
        settle(other)
        settle(third)
        for name, words in (("first-steps", "Newer"), ("second-look", "New here")):
            comes_to_hold(one, f"held['pl.v1.answers.{name}']?.includes('{words}')")
        one.evaluate("goOn()")
        one.get_by_text("This page is open until you leave it").wait_for()

        assert set(stored(one)) == {"pl.v1.locked", "pl.v1.keep.answers"}
        for path, words in ((EXERCISE, "Newer"), (SECOND, "New here")):
            page = opened(watched, small_site + path)
            unlock(page)
            expect(page.locator("#answer_name")).to_have_value(words)


def test_words_kept_in_the_open_just_after_a_lock_do_not_stay_there(browser: Browser, small_site: str) -> None:
    watched, one = keeping(browser, small_site)
    with watched:
        one.locator("#answer_before").fill("Sealed")
        settle(one)
        plain = stored(one)["pl.v1.answers.first-steps"].replace("before", "name").replace("Sealed", "Late")
        plain = plain.replace('"kind":"lines"', '"kind":"short"')
        lock(one)
        other = opened(watched, small_site + LESSON)
        apart = plain.replace('"stamp":"', '"stamp":"x')
        one.evaluate("addEventListener('storage', () => (window.heard = true))")  # after the page's own listeners
        other.evaluate("text => localStorage.setItem('pl.v1.answers.first-steps', text)", apart)
        one.wait_for_function("window.heard")
        settle(one)
        comes_to_hold(one, "!('pl.v1.answers.first-steps' in held)")

        other.evaluate("text => localStorage.setItem('pl.v1.answers.second-look', text)", plain)
        one.close()
        page = opened(watched, small_site + EXERCISE)
        unlock(page)
        comes_to_hold_only(page, "pl.v1.keep.answers", "pl.v1.locked")
        assert shown(page) == {"before": "Sealed", "name": "Late"}
        names = page.evaluate("porchlight.keep.names().then(names => names.sort())")
        assert names == ["answers.first-steps", "answers.second-look"]


def test_page_that_has_not_heard_of_the_lock_leaves_nothing_readable_beside_it(
    browser: Browser, small_site: str
) -> None:
    watched, one = keeping(browser, small_site)
    with watched:
        late = """() => { const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, text) {
            set.call(this, key, text); if (key.includes('answers.')) set.call(this, 'pl.v1.locked', '{}'); } }"""
        one.evaluate(late)
        one.locator("#answer_name").fill("Not lost")
        settle(one)
        assert set(stored(one)) == {"pl.v1.locked", "pl.v1.keep.answers"}
        assert shown(one) == {"name": "Not lost"}
        assert one.evaluate("porchlight.atRisk()")


def test_lock_taken_off_in_one_tab_loses_no_word_of_another(browser: Browser, small_site: str) -> None:
    watched, one = keeping(browser, small_site)
    with watched:
        lock(one)
        other = opened(watched, small_site + EXERCISE)
        unlock(other)
        other.locator("#answer_before").fill("Behind the lock")
        settle(other)
        press(one, "Take the lock off")
        expect(one.locator("[data-pl-status]")).to_contain_text("The lock is gone")
        other.locator("#answer_name").fill("In the open")
        settle(other)
        expect(other.locator("[data-pl-status]")).to_have_text("Kept in this browser.")
        page = opened(watched, small_site + EXERCISE)
        assert shown(page) == {"before": "Behind the lock", "name": "In the open"}


def test_stopping_behind_an_open_lock_leaves_the_place_sealed(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        remember(page)
        lock(page)
        press(page, "Stop keeping my answers")
        press(page, "Yes, remove them")
        assert set(stored(page)) == {"pl.v1.locked", "pl.v1.keep.place"}
        page.reload()
        assert page.get_by_role("button", name="Keep my answers on this device").is_visible()
        unlock(page)
        assert page.evaluate("porchlight.keep.names()") == ["place"]
        press(page, "Forget my place")
        page.get_by_text("Your place is remembered").wait_for(state="hidden")
        assert stored(page) == {}


def test_my_answers_opens_the_lock_and_marks_what_is_done(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        remember(page)
        lock(page)
        page.goto(small_site + LESSON)
        press(page, "Mark as done")
        assert page.get_by_text("Your notes are locked").is_visible()
        page.goto(small_site + MY_ANSWERS)
        assert "Blue Sunday" not in page.locator("main").inner_text()
        unlock(page)
        expect(page.get_by_text("Blue Sunday")).to_be_visible()
        page.get_by_text("What I have done").click()
        page.get_by_label("First lesson").check()
        page.goto(small_site + MY_ANSWERS)
        unlock(page)
        page.get_by_text("What I have done").click()
        expect(page.get_by_label("First lesson")).to_be_checked()


def test_erase_works_on_what_is_locked(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        lock(page)
        page.reload()
        press(page, "Erase everything")
        press(page, "Yes, erase everything")

        assert stored(page) == {}
        assert page.get_by_role("button", name="Keep my answers on this device").is_visible()


def test_browser_without_ciphers_says_so(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})")
        page.goto(small_site + EXERCISE)
        press(page, "Keep my answers on this device")
        page.get_by_text("Lock it with a passphrase").click()

        expect(page.get_by_text("This browser cannot lock them here")).to_be_visible()
        assert not page.get_by_label("New passphrase").is_visible()
