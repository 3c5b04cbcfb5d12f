"""Nothing typed is lost or left in sight: refused downloads, long answers, other tabs, edited files, translation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.audit.pages import served
from tests.browser.answering import (
    ANSWERS,
    EXERCISE,
    SECOND,
    answer,
    keeping,
    lock,
    opened,
    press,
    settle,
    shown,
    stored,
    unlock,
)
from tests.browser.conftest import Watched
from tests.browser.test_answer_files import load
from tests.browser.test_answers import accept

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

KEY = "pl.v1.answers.first-steps"
AGAIN = "pl.v1.answers.second-look"
TRANSLATE = """() => document.querySelectorAll("tbody th, legend, label").forEach(part => {
    const font = document.createElement("font");
    font.textContent = "ES " + part.textContent;
    [...part.childNodes].filter(node => node.nodeType === 3).forEach(node => node.remove());
    part.append(font);
})"""


def test_refused_download_is_told_as_a_try_and_leaving_still_asks(browser: Browser, small_site: str) -> None:
    asked: list[str] = []
    with Watched(browser, small_site, accept_downloads=False) as watched:
        page = opened(watched, small_site + EXERCISE)
        accept(page, asked)
        page.locator("#answer_name").press_sequentially("Words")
        press(page, "Save to a file")
        expect(page.locator("[data-pl-status]")).to_contain_text("Look in your downloads")
        page.goto(small_site)
        assert asked == ["beforeunload"]


# What version 0.1 kept and saved: words of choices, and no keys.
OLD: dict[str, dict[str, Any]] = {
    "one": {"kind": "choose-one", "value": "Blue", "label": "One of these", "choices": ["Red", "Blue"]},
    "some": {"kind": "choose-many", "value": ["Tea", "Rest"], "label": "Some", "choices": ["Tea", "Soup", "Rest"]},
    "day": {"kind": "grid", "value": [["Night", "Slept"]], "label": "The day", "columns": ["Time", "What happened"]},
}
OLD_CELLS = {
    "one": "- [ ] Red\n- [x] Blue",
    "some": "- [x] Tea\n- [ ] Soup\n- [x] Rest",
    "day": "| Time | What happened |\n| --- | --- |\n| Night | Slept |",
}
OLD_PRINTED = {"one": "0180d8f6", "some": "f6811fdd", "day": "d8f0fc87"}  # fingerprints of those cells


def test_answers_of_version_0_1_are_read_though_a_choice_has_other_words_now(browser: Browser, small_site: str) -> None:
    read = {"one": "blue", "some": ["tea", "rest"], "day": [["Night", "Slept"]]}
    watched, page = keeping(browser, small_site)
    with watched:
        page.evaluate("([key, old]) => localStorage.setItem(key, old)", [AGAIN, json.dumps({"prompts": OLD})])
        page.goto(small_site + SECOND)
        assert shown(page) == read
        assert page.get_by_label("Navy").is_checked()
        assert page.locator(".pl-beside").count() == 0

        page.evaluate("document.dispatchEvent(new Event('pl-erase'))")
        about = {"exercise": "second-look"}
        cells = [
            {"cell_type": "markdown", "id": name, "source": source,
             "metadata": {"porchlight": {**about, "prompt": name, **OLD[name], "printed": OLD_PRINTED[name]}}}
            for name, source in OLD_CELLS.items()
        ]  # fmt: skip
        metadata = {"porchlight": about}
        load(page, json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}))
        assert shown(page) == read
        assert page.locator(".pl-beside").count() == 0


def test_long_answer_is_kept_and_one_that_no_browser_has_room_for_says_no(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        fill = """count => {
            const area = document.querySelector("#answer_before");
            area.value = "w".repeat(count);
            area.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
        page.evaluate(fill, 250_000)
        settle(page)
        page.evaluate(fill, 12_000_000)
        settle(page)
        line = page.locator("[data-pl-status]")
        expect(line).to_contain_text("has no room left. Your last words are not kept")
        page.locator("#answer_name").focus()
        expect(line).to_be_in_viewport()  # wherever they write
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        assert len(shown(page)["before"]) == 250_000


def test_line_about_lost_words_never_covers_the_field_with_the_focus(browser: Browser, small_site: str) -> None:
    covered = """() => {
        const line = document.querySelector(".pl-urgent").getBoundingClientRect();
        const field = document.activeElement.getBoundingClientRect();
        return [field.top < 0, Math.min(field.bottom, field.top + 100) > line.top];
    }"""
    watched, page = keeping(browser, small_site, viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    with watched:
        page.on("dialog", lambda dialog: dialog.accept())
        refuse = "() => { throw new DOMException('', 'QuotaExceededError'); }"
        page.evaluate(f"() => {{ Storage.prototype.setItem = {refuse}; }}")
        # where the line will be, before it is there
        page.evaluate("window.scrollTo(0, document.querySelector('#answer_before').offsetTop - 600)")
        page.locator("#answer_before").press_sequentially("W")
        settle(page)
        expect(page.locator(".pl-urgent")).to_be_visible()
        assert page.evaluate(covered) == [False, False]
        for key in ["Tab"] * 60 + ["Shift+Tab"] * 60:
            page.keyboard.press(key)
            if page.evaluate("document.activeElement !== document.body && !document.activeElement.closest('header')"):
                assert page.evaluate(covered) == [False, False], page.evaluate("document.activeElement.outerHTML")


def test_what_is_erased_stopped_or_locked_in_one_tab_is_covered_in_another(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        for name in ("Stop keeping my answers", "Erase everything", "Lock"):
            page.reload()
            if name != "Stop keeping my answers":
                press(page, "Keep my answers on this device")
            answer(page)
            settle(page)
            other = opened(watched, small_site + EXERCISE)
            expect(other.locator("#answer_name")).to_have_value(ANSWERS["name"])
            if name == "Lock":
                other.locator("#answer_before").fill("Typed just before")
                lock(page)
            else:
                press(page, name)
                page.get_by_role("button", name="Yes").locator("visible=true").click()
            expect(other.locator("#answer_name")).to_have_value("")
            expect(other.locator("[data-pl-status]")).to_contain_text("in another tab")
            if name == "Lock":
                unlock(other)
                expect(other.locator("#answer_name")).to_have_value(ANSWERS["name"])
                assert shown(other)["before"] == "Typed just before"
            else:
                assert shown(other) == {}
            other.close()


def cell(name: str, source: str, **about: Any) -> dict[str, Any]:
    metadata = {"porchlight": {"exercise": "first-steps", "prompt": name, "printed": "x", **about}} if about else {}
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source}


def sheet(*cells: dict[str, Any]) -> str:
    about = {"porchlight": {"exercise": "first-steps"}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": cells})


def test_words_written_into_what_a_notebook_prints_go_to_other_answers(browser: Browser, small_site: str) -> None:
    edited = sheet(
        cell("one", "- [ ] Red <-- this one\n- [ ] Blue", kind="choose-one", value=None),
        cell("some", "- [x] Tea\n- [ ] Soup, not today\n- [ ] Rest", kind="choose-many", value=[]),
        cell("table", "| What: shoes | Where | When |\n| --- | --- | --- |\n| x |  |  |", kind="grid", value=[]),
        cell("day", "| Night | No line of dashes |", kind="grid", value=[]),
    )
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        load(page, edited)
        others = page.locator("[data-pl-others]").inner_text()
        assert [words for words in ("<-- this one", ", not today", "shoes") if words not in others] == []
        assert "Blue" not in others
        assert shown(page) == {"some": ["tea"], "table": [["x", "", ""]], "day": [["Night", "No line of dashes"]]}


def test_notebook_whose_notes_another_program_took_away_is_read_by_its_ids(browser: Browser, small_site: str) -> None:
    stripped = sheet(
        cell("Text_1", "Words of the course"),
        cell("Q_before", "**Before**"),
        cell("before", "Words that I wrote"),
        cell("Q_one", "**One**"),
        cell("one", "- [ ] Red\n- [x] Blue"),
        cell("abc123", "A cell of my own"),
    )
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        assert "between the questions are still in the file" in load(page, stripped)
        assert shown(page) == {"before": "Words that I wrote", "one": "blue"}
        others = page.locator("[data-pl-others]").inner_text()
        assert ("A cell of my own" in others, "Words of the course" in others) == (True, False)


def test_translated_page_keeps_its_rows(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        page.evaluate(TRANSLATE)
        answer(page)
        settle(page)
        page.reload()
        assert shown(page) == ANSWERS
        assert page.locator(".pl-beside").count() == 0


def test_choice_can_be_taken_back(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page, {"sure": 7, "one": "Blue"})
        for name in ("sure", "one"):
            page.locator(f"[data-pl-prompt={name}]").get_by_role("button", name="Take it back").click()
            assert page.evaluate("document.activeElement.type") == "radio"
        settle(page)
        page.reload()
        assert shown(page) == {}
        assert not page.get_by_role("button", name="Take it back").first.is_visible()


def test_focus_never_falls_to_the_top_when_the_pressed_button_goes(browser: Browser, small_site: str) -> None:
    focus = "[document.activeElement.tagName, document.activeElement.hasAttribute('data-pl-status')]"
    watched, page = keeping(browser, small_site)
    with watched:
        assert page.evaluate(focus) == ["P", True]
        lock(page)
        assert page.evaluate(focus) == ["P", True]
        press(page, "Take the lock off")
        expect(page.locator("[data-pl-status]")).to_contain_text("The lock is gone")
        assert page.evaluate(focus) == ["P", True]


def test_two_editions_on_one_host_keep_apart(browser: Browser, small: Path, tmp_path: Path) -> None:
    for name in ("us", "ca"):
        (tmp_path / name).symlink_to(small)
    with served(tmp_path) as address:
        watched, page = keeping(browser, f"{address}us/")
        with watched:
            answer(page)
            settle(page)
            kept = stored(page)
            watched.context.unroute_all()
            page.goto(f"{address}ca/{EXERCISE}")
            assert shown(page) == {}
            press(page, "Erase everything")
            press(page, "Yes, erase everything")
            assert stored(page) == kept
