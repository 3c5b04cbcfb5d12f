"""The real course in a real Chromium: narrow screens, no script, leaving, and no other host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from playwright.sync_api import expect

from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog

LESSON = "course/1-how-addiction-works/what-opioids-do.html"
EXERCISE = "exercises/two-lists.html"
OVERDOSE = "course/2-staying-safe/what-to-do-in-an-overdose.html"


def test_exercise_can_be_filled_in_with_scripts_off(browser: Browser, site: str) -> None:
    with Watched(browser, site, java_script_enabled=False) as watched:
        page = watched.page()
        page.goto(site + EXERCISE)
        page.locator("[data-pl-kind=lines] textarea, [data-pl-kind=short] textarea").first.fill("My words")
        page.locator("[data-pl-kind=scale] input").nth(7).check()

        assert page.locator("[data-pl-kind=scale] input:checked").get_attribute("value") == "7"


def test_answers_open_with_scripts_off(browser: Browser, site: str) -> None:
    with Watched(browser, site, java_script_enabled=False) as watched:
        page = watched.page()
        page.goto(site + LESSON)
        fold = page.locator(".pl-answers").first
        assert not fold.locator("li").first.is_visible()

        fold.locator("summary").click()

        assert fold.locator("li").first.is_visible()


def test_leave_opens_the_dull_page_with_scripts_off(browser: Browser, site: str) -> None:
    with Watched(browser, site, java_script_enabled=False) as watched:
        page = watched.page()
        page.goto(site + EXERCISE)
        page.get_by_role("link", name="Leave").click()

        expect(page).to_have_title("Kitchen measures")


def test_back_does_not_return_to_the_page_that_was_left(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site)
        page.goto(site + EXERCISE)
        page.locator("textarea").first.fill("Words that nobody should find")
        page.get_by_role("link", name="Leave").click()
        page.wait_for_url("**/kitchen.html")

        page.go_back()

        assert page.url == site
        page.goto(site + EXERCISE)
        assert page.locator("textarea").first.input_value() == ""


def test_browser_asks_before_typed_words_are_lost(browser: Browser, site: str) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    with Watched(browser, site) as watched:
        page = watched.page()
        page.on("dialog", answer)
        page.goto(site + EXERCISE)
        page.goto(site)
        assert asked == []

        page.goto(site + EXERCISE)
        page.locator("textarea").first.press_sequentially("Words")
        page.goto(site)

        assert asked == ["beforeunload"]


def test_a_call_never_waits_for_a_warning(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.on("dialog", lambda dialog: watched.problems.append(dialog.type))
        page.goto(f"{site}exercises/our-overdose-plan.html")
        page.locator("textarea").first.press_sequentially("Words")
        page.locator("main a[href^='tel:']").locator("visible=true").first.click()
        page.wait_for_timeout(500)  # no sign tells that nothing will be asked

        assert page.locator("textarea").first.input_value() == "Words"


def test_typed_words_are_cleared_from_a_page_that_back_returns_to(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(site + EXERCISE)
        page.locator("textarea").first.press_sequentially("Words that nobody should find")
        page.goto(site)

        page.go_back()

        assert page.url == site + EXERCISE
        assert page.locator("textarea").first.input_value() == ""


def test_course_opens_as_files_without_a_server(browser: Browser, course: Path) -> None:
    root = f"{(course / 'html').as_uri()}/"
    with Watched(browser, root) as watched:
        page = watched.page()
        page.goto(f"{root}{LESSON}")
        # the stylesheet has reached the page, and a link leads on
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 247, 239)"
        page.get_by_role("link", name="Open the exercise").click()
        expect(page.locator("textarea").first).to_be_visible()


def test_everything_is_reached_by_keyboard(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site + EXERCISE)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
        wanted = page.locator("main textarea, main input[type=checkbox]").count()
        reached = set()
        for _ in range(400):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.id"))
        fields = page.locator("main textarea, main input[type=checkbox]")
        assert {fields.nth(number).get_attribute("id") for number in range(wanted)} <= reached


def test_printed_exercise_has_rules_to_write_on_and_no_chrome(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site + EXERCISE)
        page.emulate_media(media="print")

        assert not page.locator(".pl-bar").is_visible()
        assert not page.get_by_role("navigation", name="Contents").is_visible()
        area = page.locator(":is([data-pl-kind=lines], [data-pl-kind=short]) textarea").first
        assert "gradient" in area.evaluate("field => getComputedStyle(field).backgroundImage")


def test_lesson_and_exercise_print_on_few_sheets_and_say_that_there_is_a_pdf(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        for path, most in ((LESSON, 6), (EXERCISE, 3)):
            page.goto(site + path)
            page.pdf(path=tmp_path / "page.pdf", format="Letter")

            with pypdfium2.PdfDocument(tmp_path / "page.pdf") as pdf:
                words = [" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in pdf]
            assert len(words) <= most, path
            assert "A shorter PDF is on the web page" in words[0]


def test_no_picture_of_a_step_covers_another_on_paper(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.set_viewport_size({"width": 690, "height": 950})  # a letter sheet within its margins
        page.goto(site + OVERDOSE)
        page.emulate_media(media="print")
        found = page.locator(".pl-now .pl-picture").evaluate_all(
            """figures => figures.map(figure => [figure, figure.firstElementChild].map(part => {
                const {left, right} = part.getBoundingClientRect();
                return [left, right];
            }))"""
        )
        assert len(found) > 5
        assert [places for places in found if places[1][0] < places[0][0] or places[1][1] > places[0][1] + 1] == []


def test_help_right_now_prints_its_steps_on_one_sheet(browser: Browser, site: str, tmp_path: Path) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(f"{site}page-1.html")
        for paper in ("Letter", "A4"):
            sheet = tmp_path / f"{paper}.pdf"
            page.pdf(path=sheet, format=paper)

            with pypdfium2.PdfDocument(sheet) as pdf:
                words = [page.get_textpage().get_text_bounded() for page in pdf]
            assert len(words) <= 4, paper  # two sheets, both sides
            first = " ".join(" ".join(words[:2]).split())
            for told in ("Stay until help takes over.", "A child or baby", "follow the 911 dispatcher"):
                assert told in first, paper
