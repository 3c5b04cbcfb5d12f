"""Answers on the web: nothing kept unless asked, then never lost; two tabs, trouble, retired prompts, erasing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from playwright.sync_api import Error, expect

from tests.browser.answering import (
    ANSWERS,
    EXERCISE,
    LESSON,
    MY_ANSWERS,
    PRIVATE,
    SECOND,
    answer,
    comes_to_hold_only,
    keeping,
    meet,
    opened,
    press,
    remember,
    settle,
    shown,
    status,
    stored,
)
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

# Everywhere that a page could leave something behind.
TRACES = """async () => [
    localStorage.length, sessionStorage.length, document.cookie, window.name,
    (await indexedDB.databases()).length, (await caches.keys()).length,
]"""
KEY = "pl.v1.answers.first-steps"


def test_nothing_is_stored_anywhere_until_the_reader_asks(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = opened(watched, small_site + EXERCISE)
        page.on("dialog", lambda dialog: dialog.accept())
        answer(page)
        settle(page)
        page.goto(small_site + LESSON)
        page.goto(small_site + MY_ANSWERS)

        assert page.evaluate(TRACES) == [0, 0, "", "", 0, 0]


def accept(page: Page, asked: list[str]) -> None:
    """Accept every dialog of the page, and note its kind."""

    def answer_it(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer_it)


def test_one_warning_before_typed_words_are_lost_and_none_without(browser: Browser, small_site: str) -> None:
    asked: list[str] = []
    with Watched(browser, small_site) as watched:
        page = opened(watched, small_site + EXERCISE)
        accept(page, asked)
        page.goto(small_site + SECOND)
        assert asked == []
        page.locator("textarea").first.press_sequentially("Words")
        page.goto(small_site + EXERCISE)
        assert asked == ["beforeunload"]
        assert shown(page) == {}


def test_every_kind_of_answer_is_kept_as_it_is_typed(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        page.reload()

        assert shown(page) == ANSWERS
        assert set(stored(page)) == {"pl.v1.keep.answers", KEY}


def test_words_typed_before_keeping_was_chosen_are_kept_only_when_asked_for(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = opened(watched, small_site + EXERCISE)
        answer(page)
        before = page.get_by_text("Press the button, and what you type after that is here when you come back")
        expect(before).to_be_visible()  # nothing is promised that is not so yet
        press(page, "Keep my answers on this device")
        settle(page)
        assert stored(page) == {"pl.v1.keep.answers": "1"}
        assert "is not kept yet" in status(page)
        assert not before.is_visible()
        assert not page.get_by_text("Your answers are kept in this browser as you type").is_visible()
        page.locator("#answer_name").fill("Typed after")
        settle(page)
        assert stored(page) == {"pl.v1.keep.answers": "1"}

        press(page, "Keep these words too")
        settle(page)
        page.reload()
        assert shown(page) == {**ANSWERS, "name": "Typed after"}
        assert page.get_by_text("Your answers are kept in this browser as you type").is_visible()


def test_keeping_chosen_in_one_tab_does_not_take_the_words_of_another(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        other = opened(watched, small_site + EXERCISE)
        other.locator("#answer_name").fill("Typed before")
        page = opened(watched, small_site + SECOND)
        press(page, "Keep my answers on this device")
        expect(other.get_by_role("button", name="Keep these words too")).to_be_visible()
        other.locator("#answer_before").fill("And after")
        settle(other)
        # asked in the tab that wrote it: another learns of it a moment later
        assert stored(other) == {"pl.v1.keep.answers": "1"}
        press(other, "Keep these words too")
        settle(other)
        assert KEY in stored(other)


def test_keeping_is_stopped_alone_and_the_page_stays(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        remember(page)
        place = stored(page)["pl.v1.place"]
        press(page, "Stop keeping my answers")
        press(page, "No, keep them")
        assert KEY in stored(page)
        press(page, "Stop keeping my answers")
        press(page, "Yes, remove them")

        assert stored(page) == {"pl.v1.keep.place": "1", "pl.v1.place": place}
        assert shown(page) == ANSWERS
        assert page.get_by_role("button", name="Keep my answers on this device").is_visible()
        page.locator("#answer_name").fill("Not kept")
        settle(page)
        assert KEY not in stored(page)


def test_keeping_stopped_in_one_tab_stops_in_another(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        other = opened(watched, small_site + EXERCISE)
        assert shown(other) == ANSWERS
        press(page, "Stop keeping my answers")
        press(page, "Yes, remove them")
        expect(other.get_by_role("button", name="Keep my answers on this device")).to_be_visible()
        other.locator("#answer_name").fill("Not kept")
        settle(other)
        comes_to_hold_only(other)


def test_words_of_the_last_moment_are_kept_when_the_page_closes(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        page.on("dialog", lambda dialog: watched.problems.append(dialog.type))
        page.locator("textarea").first.press_sequentially("Last words")
        page.goto(small_site + LESSON)
        page.goto(small_site + EXERCISE)

        assert shown(page)["name"] == "Last words"


def test_a_crash_of_the_tab_loses_nothing_that_was_kept(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        with pytest.raises(Error), page.expect_event("crash"):
            page.goto("chrome://crash")
        again = watched.page()
        again.goto(small_site + EXERCISE)

        assert shown(again) == ANSWERS


def two_tabs(browser: Browser, site: str) -> tuple[Watched, Page, Page]:
    watched, one = keeping(browser, site)
    return watched, one, opened(watched, site + EXERCISE)


def test_another_tab_shows_what_this_one_keeps(browser: Browser, small_site: str) -> None:
    watched, one, other = two_tabs(browser, small_site)
    with watched:
        answer(one)
        settle(one)

        expect(other.locator("#answer_name")).to_have_value(ANSWERS["name"])
        assert shown(other) == ANSWERS


def test_two_tabs_never_overwrite_each_others_newer_words(browser: Browser, small_site: str) -> None:
    watched, one, other = two_tabs(browser, small_site)
    with watched:
        one.locator("#answer_before").fill("Mine")
        one.locator("#answer_name").fill("Only here")
        other.locator("#answer_before").fill("Theirs")
        settle(one)
        settle(other)

        meet(one, other, shows=".pl-beside")
        for page in (other, one):
            words = {page.locator("#answer_before").input_value(), page.locator(".pl-beside .pl-written").inner_text()}
            assert words == {"Mine", "Theirs"}
            expect(page.locator("#answer_name")).to_have_value("Only here")
        one.reload()
        expect(one.locator(".pl-beside")).to_have_count(1)
        before = one.locator("#answer_before").input_value()
        press(one, "Use this instead")
        assert one.locator("#answer_before").input_value() != before
        press(one, "Remove this")
        settle(one)
        one.reload()
        expect(one.locator("#answer_name")).to_have_value("Only here")
        assert one.locator(".pl-beside").count() == 0


def test_erasing_in_one_tab_is_not_undone_by_another(browser: Browser, small_site: str) -> None:
    watched, one, other = two_tabs(browser, small_site)
    with watched:
        answer(one)
        settle(one)
        expect(other.locator("#answer_name")).to_have_value(ANSWERS["name"])
        press(one, "Erase everything")
        press(one, "Yes, erase everything")
        expect(other.get_by_role("button", name="Keep my answers on this device")).to_be_visible()
        other.locator("#answer_name").fill("Typed later")
        settle(other)

        comes_to_hold_only(other)


REFUSALS = {"full": "QuotaExceededError", "forbidden": "SecurityError"}


@pytest.mark.parametrize("trouble", REFUSALS)
def test_storage_that_refuses_says_so_and_a_file_still_takes_the_words(
    browser: Browser, small_site: str, trouble: str
) -> None:
    asked: list[str] = []
    watched, page = keeping(browser, small_site)
    with watched:
        accept(page, asked)
        page.evaluate(
            "name => { Storage.prototype.setItem = () => { throw new DOMException('', name); }; }", REFUSALS[trouble]
        )
        page.locator("textarea").first.press_sequentially("Words")
        settle(page)

        expect(page.locator("[data-pl-status]")).to_contain_text("Save them to a file")
        with page.expect_download() as download:
            press(page, "Save to a file")
        assert "Words" in download.value.path().read_text()
        page.goto(small_site + LESSON)
        assert asked == ["beforeunload"]


@pytest.mark.parametrize(
    "lack",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }})",
        "delete Document.prototype.replaceChildren",  # as in browsers from before 2021, where erasing fails too
    ],
    ids=["no storage", "old"],
)
def test_browser_that_cannot_keep_words_says_so_when_keeping_is_chosen(
    browser: Browser, small_site: str, lack: str
) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.add_init_script(lack)
        page.goto(small_site + EXERCISE)
        press(page, "Keep my answers on this device")

        assert "does not let the course keep anything" in status(page)
        page.locator("textarea").first.fill("Still works")
        assert shown(page) == {"name": "Still works"}


def test_answers_of_retired_prompts_are_shown_and_kept(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        old = {
            "prompts": {
                "retired": {"kind": "lines", "value": "Old words", "label": "An old question"},
                "one": {"kind": "choose-one", "value": "Green", "label": "One of these"},
                "some": {"kind": "scale", "value": 3, "label": "Was a scale"},
            }
        }
        page.evaluate("([key, old]) => localStorage.setItem(key, old)", [KEY, json.dumps(old)])
        page.reload()
        others = page.get_by_role("heading", name="Other answers").locator("..")

        assert "An old question" in others.inner_text()
        assert "Old words" in others.inner_text()
        assert "Green" in page.locator("[data-pl-prompt=one] .pl-beside").inner_text()
        page.locator("#answer_name").fill("New")
        settle(page)
        kept = stored(page)[KEY]
        assert all(words in kept for words in ("Old words", "Green", "Was a scale", "New"))


def test_nonsense_in_storage_stops_nothing(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        for nonsense in ("{", "null", "[]", '"x"', '{"prompts": [1], "extra": {"a": 1}}', '{"prompts": {"name": 7}}'):
            page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, nonsense])
            page.evaluate("text => localStorage.setItem('pl.v1.place', text)", nonsense)
            page.evaluate("localStorage.setItem('pl.v1.keep.place', '1')")
            page.reload()
            assert shown(page) == {}
        answer(page)
        settle(page)
        page.reload()
        assert shown(page) == ANSWERS


@pytest.mark.parametrize("path", [EXERCISE, PRIVATE, MY_ANSWERS])
def test_erase_everything_leaves_nothing_and_shows_it(browser: Browser, small_site: str, path: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        page.evaluate("localStorage.setItem('another.program', 'stays')")
        page.goto(small_site + path)
        press(page, "Erase everything")
        press(page, "No, leave it")
        assert KEY in stored(page)
        press(page, "Erase everything")
        press(page, "Yes, erase everything")

        assert stored(page) == {"another.program": "stays"}
        expect(page.locator("[data-pl-status]")).to_contain_text("Erased")
        assert page.locator("[data-pl-left] li").all_inner_texts() == ["Nothing."]
        settle(page)
        page.goto(small_site + EXERCISE)
        assert shown(page) == {}
        assert stored(page) == {"another.program": "stays"}


def test_erase_everything_takes_the_kept_copy_of_the_course_too_and_nothing_of_others(
    browser: Browser, small_site: str
) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        page.evaluate(
            """async root => {
                await navigator.serviceWorker.register(root + 'sw.js', { scope: root });
                await navigator.serviceWorker.ready;
                await caches.open("another program");
            }""",
            small_site,
        )
        kept = "async () => [(await caches.keys()).sort(), (await navigator.serviceWorker.getRegistrations()).length]"
        names, workers = page.evaluate(kept)
        assert (len(names), workers) == (2, 1)
        press(page, "Erase everything")
        assert "copy of the course" in page.locator("[data-pl-confirm=erase]").inner_text()
        press(page, "Yes, erase everything")

        expect(page.locator("[data-pl-left]")).to_be_visible()  # shown when all is done
        expect(page.locator("[data-pl-left] li")).to_have_text(["Nothing."])
        assert page.evaluate(kept) == [["another program"], 0]


def test_on_a_phone_a_table_begins_with_two_rows_and_shows_all_that_were_kept(
    browser: Browser, small_site: str
) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        page.locator("#answer_table-3-1").fill("Third")
        settle(page)
        page.set_viewport_size({"width": 360, "height": 640})
        rows = page.locator("[data-pl-prompt=table] tbody tr")
        page.reload()
        expect(rows).to_have_count(3)
        expect(rows.nth(2).locator("textarea").first).to_have_value("Third")
        rows.nth(2).locator("textarea").first.fill("")
        settle(page)
        page.goto(small_site + SECOND)
        expect(rows).to_have_count(2)
        assert rows.first.locator("textarea").first.bounding_box()["height"] < 60  # type: ignore[index]
        page.get_by_role("button", name="Add a row").click()
        assert page.evaluate("document.activeElement.ariaLabel") == "What, row 3"


def test_rows_are_added_taken_away_and_kept(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        table = page.locator("[data-pl-prompt=table]")
        table.get_by_role("button", name="Add a row").click()
        assert page.evaluate("document.activeElement.ariaLabel") == "What, row 4"
        page.keyboard.type("Fourth")
        plan = page.locator("[data-pl-prompt=plan]")
        plan.get_by_role("button", name="Add a plan").click()
        page.keyboard.type("third if")
        settle(page)
        page.reload()
        expect(table.locator("textarea").nth(9)).to_have_value("Fourth")
        assert plan.get_by_label("If").nth(2).input_value() == "third if"
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert len(ids) == len(set(ids))

        remove = table.get_by_role("button", name="Remove the last row")
        remove.click()
        assert "words in it" in table.get_by_role("status").inner_text()
        remove.click()
        assert table.locator("tbody tr").count() == 3
        assert not remove.is_visible()


def test_keeping_saving_and_erasing_work_by_keyboard_alone(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = opened(watched, small_site + EXERCISE)

        def tab_to(name: str) -> None:
            for _ in range(120):
                page.keyboard.press("Tab")
                if page.evaluate("document.activeElement.textContent.trim()") == name:
                    return
            raise AssertionError(f"Tab never reaches '{name}'")

        page.locator("#answer_name").focus()
        page.keyboard.type("By keys")
        tab_to("Save to a file")
        with page.expect_download():
            page.keyboard.press("Enter")
        tab_to("Keep my answers on this device")
        page.keyboard.press("Space")
        assert page.evaluate("document.activeElement.textContent") == "Keep these words too"
        page.keyboard.press("Space")
        settle(page)
        assert "By keys" in stored(page)[KEY]
        page.locator("#answer_name").focus()
        tab_to("Erase everything")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "No, leave it"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        assert stored(page) == {}


def test_scripts_off_shows_the_way_to_paper_and_no_dead_buttons(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site, java_script_enabled=False) as watched:
        page = watched.page()
        for path in (EXERCISE, MY_ANSWERS, PRIVATE, LESSON):
            page.goto(small_site + path)
            assert [button for button in page.get_by_role("button").all() if button.is_visible()] == []
        page.goto(small_site + EXERCISE)
        assert "write them on paper or print this page" in page.locator(".pl-answers-panel").inner_text()


def test_text_areas_grow_with_their_words(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        area = page.locator("#answer_before")
        before = area.evaluate("area => area.clientHeight")
        area.fill("A line\n" * 30)

        assert area.evaluate("area => area.clientHeight") > 3 * before
        assert area.evaluate("area => area.scrollHeight <= area.clientHeight + 1")


def test_where_a_script_grows_the_areas_a_key_press_touches_no_other(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.add_init_script("CSS.supports = () => false")  # as in a browser without field-sizing
        page.goto(small_site + EXERCISE)
        page.evaluate("document.querySelector('#answer_name').style.height = '77px'")
        area = page.locator("#answer_before")
        area.fill("A line\n" * 30)

        assert area.evaluate("area => area.style.height === `${area.scrollHeight + 4}px`")
        assert page.evaluate("document.querySelector('#answer_name').style.height") == "77px"


def test_filled_exercise_prints_all_its_words_and_an_empty_one_has_lines(
    browser: Browser, small_site: str, tmp_path: Path
) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        words = [f"Word{number}" for number in range(300)]
        page.locator("#answer_before").fill("\n".join(words))  # far longer than a sheet
        page.pdf(path=tmp_path / "sheet.pdf")
        with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as pdf:
            printed = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)

        assert [word for word in words if word not in printed] == []
        assert "Keep my answers" not in printed
        assert page.locator("#answer_before").input_value() == "\n".join(words)
        page.emulate_media(media="print")
        lines = page.locator("#answer_name").evaluate("area => getComputedStyle(area).backgroundImage")
        assert "gradient" in lines
