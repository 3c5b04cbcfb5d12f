"""Private pages in a browser: whatever the reader chose elsewhere, nothing of them is kept, offered or asked about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.audit.pages import served
from tests.browser.answering import (
    ANSWERS,
    MY_ANSWERS,
    answer,
    lock,
    opened,
    press,
    remember,
    settle,
    shown,
    stored,
    unlock,
)
from tests.browser.conftest import Watched
from tests.conftest import tiny
from tests.editions.test_private import ADDRESSES, HEARD, READ, SAVABLE, START, with_private_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

EXERCISE = "exercises/first-steps.html"
PAGES = [f"{address}.html" for address in ADDRESSES.values()]
FIELDS = f"{ADDRESSES[SAVABLE]}.html"
SECRET = "Nobody may find this"
CONSENTS = ["none", "place", "answers", "both", "locked", "opened"]
# All that an earlier version kept in one go: a private exercise among the answers, marks and place.
EARLIER = {
    "pl.v1.keep": "1",
    "pl.v1.answers.when-he-shouts": json.dumps(
        {"title": "When he shouts", "prompts": {}, "extra": [], "words": SECRET}
    ),
    "pl.v1.place": json.dumps(
        {"last": [SAVABLE, "When he shouts"], "done": [EXERCISE.removesuffix(".html"), READ, HEARD]}
    ),
}


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the tiny course with private pages."""
    built = with_private_pages(tiny(tmp_path_factory.mktemp("secret"))).build("html")
    with served(built.out) as address:
        yield address


def consenting(watched: Watched, site: str, consent: str) -> Page:
    """An exercise's page on which the reader has asked for this to be kept, before typing anything."""
    page = opened(watched, site + EXERCISE)
    if consent in {"place", "both", "locked", "opened"}:
        remember(page)
    if consent in {"answers", "both", "locked", "opened"}:
        press(page, "Keep my answers on this device")
    if consent in {"locked", "opened"}:
        lock(page)
    return page


@pytest.mark.parametrize("consent", CONSENTS)
def test_private_pages_leave_no_trace_in_any_state(browser: Browser, secret: str, consent: str) -> None:
    with Watched(browser, secret) as watched:
        page = consenting(watched, secret, consent)
        before = stored(page)
        page.on("dialog", lambda dialog: watched.problems.append(f"asked: {dialog.type}"))
        for path in PAGES:
            page.goto(secret + path)
            for field in page.locator("article textarea").all():
                field.press_sequentially(SECRET[:6], timeout=5000)
            page.locator("article summary").evaluate_all("all => all.forEach(one => one.click())")
            settle(page)
            assert stored(page) == before, path
            assert page.evaluate("[sessionStorage.length, document.cookie, window.name]") == [0, "", ""]
        page.goto(secret + FIELDS)
        answer(page)
        settle(page)
        page.goto(secret + EXERCISE)
        assert not page.locator("[data-pl-removed]").is_visible()
        page.go_back()
        assert shown(page) == {}
        page.goto(secret)
        offer = page.locator("[data-pl-carry-on]")
        offered = offer.inner_text() if offer.is_visible() else ""
        place = consent in {"place", "both"}
        assert offered == ("Carry on where you were: Unit 1, exercise 1" if place else "")
        if consent == "opened":
            page.goto(secret + EXERCISE)
            unlock(page)
            assert page.evaluate("porchlight.keep.names().then(names => names.sort())") == ["place"]
        page.goto(f"{secret}my-answers.html")
        assert "shouts" not in page.locator("main").inner_text()


def test_who_i_am_is_not_remembered_from_a_private_page(browser: Browser, secret: str) -> None:
    with Watched(browser, secret) as watched:
        page = consenting(watched, secret, "place")
        page.goto(f"{secret}{ADDRESSES[HEARD]}.html")
        page.locator("[data-pl-i-am] > summary").click()
        page.get_by_label("a partner").check()
        assert page.get_by_text("Words for a partner.").is_visible()
        assert "pl.v1.relationship" not in stored(page)
        page.goto(f"{secret}course/1-first-unit/first-lesson.html")
        page.locator("[data-pl-i-am] > summary").click()
        page.get_by_label("a partner").check()
        assert stored(page)["pl.v1.relationship"] == '"partner"'


@pytest.mark.parametrize("path", ["index.html", EXERCISE, *PAGES])
def test_what_an_earlier_version_kept_is_removed_at_the_first_visit_and_told(
    browser: Browser, secret: str, path: str
) -> None:
    with Watched(browser, secret) as watched:
        page = watched.page()
        page.goto(f"{secret}search.html")
        page.evaluate("kept => Object.entries(kept).forEach(one => localStorage.setItem(...one))", EARLIER)
        page.goto(secret + path)

        expect(page.locator("[data-pl-removed]")).to_be_visible()
        kept = stored(page)
        assert SECRET not in json.dumps(kept)
        assert "pl.v1.keep.answers" not in kept  # nothing was left to keep
        place = json.loads(kept["pl.v1.place"])
        assert place["done"] == [EXERCISE.removesuffix(".html")]
        assert place.get("last", [""])[0] in {"", EXERCISE.removesuffix(".html")}
        page.reload()
        assert not page.locator("[data-pl-removed]").is_visible()


def test_what_an_earlier_version_locked_is_removed_when_the_lock_is_opened(browser: Browser, secret: str) -> None:
    with Watched(browser, secret) as watched:
        page = consenting(watched, secret, "both")
        answer(page)
        settle(page)
        lock(page)
        page.evaluate(
            """earlier => porchlight.keep.vault.change(all => ({...all, ...Object.fromEntries(
                Object.entries(earlier).map(([key, text]) => [key.slice(6), JSON.parse(text)]))}))""",
            {key: text for key, text in EARLIER.items() if key != "pl.v1.keep"},
        )
        page.evaluate("['place', 'answers'].forEach(what => localStorage.removeItem('pl.v1.keep.' + what))")
        page.goto(secret + EXERCISE)
        unlock(page)

        expect(page.locator("[data-pl-removed]")).to_be_visible()
        assert shown(page) == ANSWERS
        names = page.evaluate("porchlight.keep.names().then(names => names.sort())")
        assert names == ["answers.first-steps", "place"]
        assert {"pl.v1.keep.place", "pl.v1.keep.answers"} <= set(stored(page))


def test_words_of_a_private_page_are_saved_after_a_warning_under_a_dull_name(browser: Browser, secret: str) -> None:
    with Watched(browser, secret) as watched:
        page = watched.page()
        page.goto(secret + FIELDS)
        answer(page)
        press(page, "Save to a file")
        expect(page.get_by_text("Anyone who can open this device can find the file")).to_be_visible()
        press(page, "No, do not save")
        press(page, "Save to a file")
        with page.expect_download() as download:
            press(page, "Save it all the same")
        assert download.value.suggested_filename == "page-1.ipynb"
        file = download.value.path().read_bytes()
        page.reload()
        assert shown(page) == {}
        with page.expect_file_chooser() as chooser:
            press(page, "Load a file")
        chooser.value.set_files({"name": "page-1.ipynb", "mimeType": "application/json", "buffer": file})
        expect(page.locator("#answer_name")).to_have_value("Blue Sunday")
        assert shown(page) == ANSWERS

        press(page, "Empty the fields")
        press(page, "Yes, empty them")
        assert shown(page) == {}
        assert stored(page) == {}

        page = consenting(watched, secret, "answers")
        before = stored(page)
        page.goto(secret + MY_ANSWERS)
        with page.expect_file_chooser() as chooser:
            press(page, "Load a file")
        chooser.value.set_files({"name": "page-1.ipynb", "mimeType": "application/json", "buffer": file})
        expect(page.get_by_text("This browser does not keep all of it.")).to_be_visible()
        expect(page.get_by_text("Blue Sunday")).to_be_visible()
        assert stored(page) == before


def test_leaving_a_private_page_never_asks_and_clears_it(browser: Browser, secret: str) -> None:
    with Watched(browser, secret) as watched:
        page = watched.page()
        page.on("dialog", lambda dialog: watched.problems.append(dialog.type))
        for act in ("Leave", "Help now"):
            page.goto(secret + FIELDS)
            page.locator("#answer_name").press_sequentially(SECRET)
            page.get_by_role("link", name=act).click()
            page.wait_for_url("**/kitchen.html" if act == "Leave" else "**/help-right-now.html")
            assert len(watched.context.pages) == 1
            page.go_back()
            assert page.url != secret + FIELDS or shown(page) == {}


def test_place_is_not_the_start_page_for_the_watched(browser: Browser, secret: str) -> None:
    with Watched(browser, secret) as watched:
        page = consenting(watched, secret, "both")
        page.goto(f"{secret}{ADDRESSES[START]}.html")
        press(page, "Erase everything")
        press(page, "Yes, erase everything")
        assert stored(page) == {}
