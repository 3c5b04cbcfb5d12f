"""Reading a lesson: the parts for this reader, and a voice that reads it aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.answering import EXERCISE, PRIVATE, answer
from tests.browser.answering import LESSON as SMALL_LESSON
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LESSON = "course/1-how-addiction-works/what-opioids-do.html"

# All words on the screen, with those in the folds for one reader, each of which is read while none is open.
SEEN = """() => {
  document.querySelectorAll("[data-pl-for]").forEach((fold) => { fold.open = true; });
  return document.querySelector("article").innerText;
}"""

# A speech engine that says nothing, keeps what it was given, and ends a sentence when it is told to.
ENGINE = """(voices) => {
  const said = [];
  let current;
  class Utterance { constructor(text) { this.text = text; } }
  const synth = {
    getVoices: () => voices,
    addEventListener: () => {},
    speak: (one) => { said.push(one); current = one; },
    cancel: () => { current = undefined; },
  };
  Object.defineProperty(window, "speechSynthesis", { value: synth });
  window.SpeechSynthesisUtterance = Utterance;
  window.heard = () => said.map((one) => one.text);
  window.rates = () => said.map((one) => one.rate);
  window.languages = () => said.map((one) => one.lang);
  window.speaking = () => current !== undefined;
  window.next = () => current && current.onend();
}"""
HERE = {"lang": "en-US", "localService": True, "default": False}
FAR = {"lang": "en-US", "localService": False, "default": True}
OTHER = {"lang": "fr-FR", "localService": True, "default": True}


def opened(page: Page) -> list[str]:
    folds = page.locator("[data-pl-for][open]")
    return [str(folds.nth(number).get_attribute("data-pl-for")).split()[0] for number in range(folds.count())]


def part(page: Page) -> str:
    """For whom the first of the page's parts for one reader is; which these are is the author's choice."""
    return str(page.locator("[data-pl-for]").first.get_attribute("data-pl-for")).split()[0]


def choose(page: Page, *values: str) -> None:
    """Tick, at "I am", what the reader is."""
    page.locator("[data-pl-i-am]:not([open]) > summary").click()
    for value in values:
        page.locator(f"[data-pl-i-am] input[value={value}]").check()


def chosen(page: Page) -> list[str]:
    return [str(box.get_attribute("value")) for box in page.locator("[data-pl-i-am] input:checked").all()]


def with_voices(watched: Watched, *voices: dict[str, object]) -> Page:
    watched.context.add_init_script(f"({ENGINE})({list(voices)!r})".replace("True", "true").replace("False", "false"))
    return watched.page()


def test_choice_opens_the_part_for_the_reader_and_puts_it_first(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site + "course/7-when-use-returns/the-first-48-hours.html")  # a partner's part, then a grandparent's
        assert opened(page) == []
        partner, grandparent = "[data-pl-for~=partner]", "[data-pl-for~=grandparent]"
        after = page.locator(f"{partner} ~ {grandparent}, {grandparent} ~ {partner}").first
        assert after.evaluate("(fold, one) => fold.matches(one)", grandparent)

        choose(page, "grandparent")

        assert opened(page) == ["grandparent"]
        assert page.locator("[data-pl-i-am] summary").inner_text().split()[:4] == ["I", "am", "a", "grandparent"]
        assert after.evaluate("(fold, one) => fold.matches(one)", partner)  # still there, after it
        page.get_by_role("link", name="Go to the part for you").click()
        assert page.locator(grandparent).evaluate("fold => fold.matches(':target')")


def test_a_reader_may_be_more_than_one_thing(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site + "course/7-when-use-returns/the-first-48-hours.html")

        choose(page, "partner", "raising")
        assert sorted(opened(page)) == ["grandparent", "partner"]

        page.locator("[data-pl-i-am] input[value=partner]").uncheck()
        assert opened(page) == ["grandparent"]  # a grandparent's part fits who raises the grandchildren


def test_a_part_that_says_so_fits_a_reader_in_recovery(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site + "course/7-when-use-returns/the-first-48-hours.html")

        choose(page, "recovery")

        assert opened(page)
        for fold in page.locator("[data-pl-for][open]").all():
            assert "in recovery yourself" in fold.inner_text().lower()


def test_reader_for_whom_a_page_has_no_part_is_told_so(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site + LESSON)

        folds = page.locator("[data-pl-for]").all()
        there = {value for fold in folds for value in str(fold.get_attribute("data-pl-for")).split()}
        values = page.locator("[data-pl-i-am] input").evaluate_all("boxes => boxes.map(one => one.value)")
        choose(page, next(value for value in values if value not in there))

        assert opened(page) == []
        assert "No part of this page is for you alone" in page.locator(".pl-said").inner_text()


def test_choice_is_forgotten_unless_the_reader_keeps_things_here(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site + LESSON)
        reader = part(page)
        choose(page, reader)
        page.reload()
        assert opened(page) == []
        assert page.evaluate("localStorage.length") == 0

        page.evaluate("window.porchlight.keep.choose('place')")
        choose(page, reader)
        page.reload()
        page.wait_for_selector(f"[data-pl-for~={reader}][open]")
        assert chosen(page) == [reader]  # one word, as it was kept when a reader could be one thing only

        choose(page, "recovery")
        page.reload()
        page.wait_for_selector(f"[data-pl-for~={reader}][open]")
        assert sorted(chosen(page)) == sorted([reader, "recovery"])


def test_parts_are_folds_and_nothing_is_offered_with_scripts_off(browser: Browser, site: str) -> None:
    with Watched(browser, site, java_script_enabled=False) as watched:
        page = watched.page()
        page.goto(site + LESSON)

        assert not page.locator("[data-pl-i-am]").is_visible()
        assert not page.get_by_role("button", name="Listen").is_visible()
        page.locator("[data-pl-for] summary").first.click()
        assert page.locator("[data-pl-for] p").first.is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_numbers_of_notes_come_when_asked_and_lead_there_and_back(
    browser: Browser, small_site: str, scripts: bool
) -> None:
    with Watched(browser, small_site, java_script_enabled=scripts) as watched:
        page = watched.page()
        page.goto(f"{small_site}{SMALL_LESSON}")
        switch, number, note = (page.locator(what).first for what in ("[role=switch]", "sup a", "#deaths"))
        assert not number.is_visible()

        switch.focus()
        page.keyboard.press("Space")
        number.click()
        assert note.is_visible()

        switch.uncheck()
        note.locator("[role=doc-backlink]").click()
        assert number.is_visible()


@pytest.mark.parametrize(("voices", "offered"), [([], False), ([FAR], False), ([OTHER], False), ([FAR, HERE], True)])
def test_listen_is_offered_only_with_a_voice_that_lives_here(
    browser: Browser, site: str, voices: list[dict[str, object]], offered: bool
) -> None:
    with Watched(browser, site) as watched:
        page = with_voices(watched, *voices)
        page.goto(site + LESSON)

        assert page.get_by_role("button", name="Listen").is_visible() is offered


def test_listen_takes_a_voice_for_the_language_of_the_page(browser: Browser, site: str) -> None:
    spanish = {**HERE, "lang": "es-MX"}
    with Watched(browser, site) as watched:
        page = with_voices(watched, HERE, spanish)
        page.goto(site + "page-1-es.html")
        page.get_by_role("button", name="Escuchar").click()

        assert page.evaluate("languages()") == ["es-MX"]


def test_listen_passes_over_what_is_hidden_and_what_its_voice_cannot_say(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = with_voices(watched, HERE)
        page.goto(site + "page-1.html")
        page.get_by_role("button", name="Listen").click()
        for _ in range(40):
            page.evaluate("next()")
        text = " ".join(page.evaluate("heard()"))

        assert "You cannot wake them." in text
        assert "more than two years ago" not in text
        assert "Español" not in text


def test_listen_reads_sentence_by_sentence_without_notes_and_quiz(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = with_voices(watched, HERE)
        page.goto(site + LESSON)
        page.get_by_role("button", name="Listen").click()
        for _ in range(400):
            page.evaluate("next()")
        heard = page.evaluate("heard()")

        assert heard[0] == page.locator("h1").inner_text()
        assert max(len(words) for words in heard) < 400
        text = " ".join(heard)
        assert page.locator("[data-pl-for] summary").first.inner_text() in text
        assert page.locator(".pl-question-words").first.inner_text() not in text
        assert "Sources" not in heard
        assert not any(words.isdigit() for words in heard)
        # at the end it is as it was
        assert page.get_by_role("button", name="Listen").is_visible()
        assert not page.evaluate("speaking()")


@pytest.mark.parametrize("path", [PRIVATE, SMALL_LESSON])
def test_listen_says_nothing_that_a_reader_does_not_see(browser: Browser, small_site: str, path: str) -> None:
    with Watched(browser, small_site) as watched:
        page = with_voices(watched, HERE)
        page.goto(small_site + path)
        page.get_by_role("button", name="Listen", exact=True).click()
        for _ in range(200):
            page.evaluate("next()")
        seen = " ".join(page.evaluate(SEEN).split())
        heard = page.evaluate("heard()")

        assert heard
        # short numbers are said digit by digit
        assert [words for words in heard if re.sub(r"(?<=\d) (?=\d)", "", words) not in seen] == []


def heard_by_fold(page: Page) -> list[str]:
    """All that is said of a page where "Listen" is a fold, as on exercises and pages to look things up in."""
    page.locator(".pl-tools summary", has_text="Listen").click()
    page.get_by_role("button", name="Pause").wait_for()
    while page.evaluate("speaking()"):
        page.evaluate("next()")
    return [str(words) for words in page.evaluate("heard()")]


@pytest.mark.parametrize("width", [1000, 320])
def test_exercise_is_heard_with_its_choices_and_columns_and_without_what_is_typed(
    browser: Browser, small_site: str, width: int
) -> None:
    with Watched(browser, small_site, viewport={"width": width, "height": 700}) as watched:
        page = with_voices(watched, HERE)
        page.goto(small_site + EXERCISE)
        answer(page)
        heard = heard_by_fold(page)

        text = "\n".join(heard)
        for asked in (
            ["Before", "Help for before."],
            ["One of these", "Help for one.", "Choices: Red", "Blue", "Some of these", "Choices: Tea", "Soup", "Rest"],
            ["How sure", "From 0 to 10.", "0 = No chance.", "10 = Certain."],
            [
                "The day",
                "Columns: Time; What happened.",
                "Morning",
                "Night",
                "Free table",
                "Columns: What; Where; When.",
            ],
        ):
            assert "\n".join(asked) in text
        assert heard.count("If … then I will …") == 1
        for typed in ("Blue Sunday", "First line", "Slept", "he calls", "Add a", "Take it back"):
            assert typed not in text
        assert not any(words.isdigit() for words in heard)

        page.get_by_role("button", name="Listen").click()
        page.locator("#answer_name").fill("Red Monday")
        assert not page.evaluate("speaking()")  # nobody who writes is talked over
        assert page.get_by_role("button", name="Go on").is_visible()


def test_page_to_look_things_up_in_is_heard_and_says_when_no_voice_lives_here(
    browser: Browser, small_site: str
) -> None:
    path = "course/reference/get-help.html"
    with Watched(browser, small_site) as watched:
        page = with_voices(watched, HERE)
        page.goto(small_site + path)
        assert heard_by_fold(page)[0] == page.locator("h1").inner_text()
    with Watched(browser, small_site) as watched:
        page = with_voices(watched, FAR)
        page.goto(small_site + path)
        page.locator(".pl-tools summary", has_text="Listen").click()
        page.get_by_text("This device has no voice").wait_for()
        assert page.get_by_role("button", name="Listen").count() == 0


def test_listening_can_be_paused_sped_up_and_stopped(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = with_voices(watched, HERE)
        page.goto(site + LESSON)
        page.get_by_role("button", name="Listen").click()
        page.evaluate("next()")
        assert page.locator(".pl-reading").count() == 1

        page.get_by_role("button", name="Pause").click()
        assert not page.evaluate("speaking()")
        page.get_by_label("Speed").select_option("fast")
        page.get_by_role("button", name="Go on").click()

        heard = page.evaluate("heard()")
        assert heard[-1] == heard[-2]  # the sentence that was broken off, again
        assert page.evaluate("rates()")[-1] > 1
        page.get_by_role("button", name="Stop").click()
        assert not page.evaluate("speaking()")
        assert page.locator(".pl-reading").count() == 0


def test_voice_falls_silent_when_the_reader_leaves(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = with_voices(watched, HERE)
        page.goto(site + LESSON)
        page.get_by_role("button", name="Listen").click()
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")

        assert not page.evaluate("speaking()")


def test_front_page_says_how_much_of_a_unit_is_done(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site)
        unit = page.locator(".pl-units > li").first
        [first, second, *rest] = str(unit.get_attribute("data-pl-steps")).split()
        assert unit.locator(".pl-done").count() == 0

        page.evaluate("window.porchlight.keep.choose('place')")
        page.evaluate("done => window.porchlight.keep.write('place', { done })", [first, second])
        page.reload()

        unit.locator(".pl-done").wait_for()
        assert unit.locator(".pl-done").inner_text() == f"✓ 2 of {len(rest) + 2} done"


def test_emergency_page_says_the_number_digit_by_digit_and_the_number_of_each_step(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = with_voices(watched, HERE)
        page.goto(f"{site}page-1.html")
        page.get_by_role("button", name="Listen").click()
        for _ in range(40):
            page.evaluate("next()")

        heard = page.evaluate("heard()")
        assert "Call 9 1 1" in heard
        assert heard.count("Step 1.") == 1
        assert not any("911" in words or "More:" in words for words in heard)


def test_name_of_a_medicine_is_said_once(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = with_voices(watched, HERE)
        page.goto(site + LESSON)
        page.get_by_role("button", name="Listen").click()
        for _ in range(400):
            page.evaluate("next()")

        heard = " ".join(page.evaluate("heard()"))
        assert "opioid" in heard
        assert "OH-pee-oyd" not in heard
