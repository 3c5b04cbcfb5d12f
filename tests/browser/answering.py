"""How the tests of answers use a page: fill in every kind of field, read it back, look into storage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXERCISE = "exercises/first-steps.html"
SECOND = "exercises/second-look.html"
LESSON = "course/1-first-unit/first-lesson.html"
MY_ANSWERS = "my-answers.html"
PRIVATE = "course/start/private.html"
PHRASE = "three wet lamps"
SAVED = 500  # ms by which typed words must be kept

# A key of 600,000 rounds takes a second and more on a busy machine; one test has them all.
FEW_ROUNDS = """() => {
    const derive = crypto.subtle.deriveKey.bind(crypto.subtle);
    crypto.subtle.deriveKey = (how, ...rest) => derive({ ...how, iterations: 1000 }, ...rest);
}"""

# One answer of each kind; `name` is the first field of the page.
ANSWERS: dict[str, Any] = {
    "name": "Blue Sunday",
    "before": "First line\nsecond <b>line</b> | with a bar",
    "one": "blue",
    "some": ["tea", "rest"],
    "sure": 7,
    "day": [["Night", "Slept\nat last"]],
    "table": [["A | B", "", "C\\"], ["", "D", ""]],
    "plan": [["he calls", "I listen"]],
}


def answer(page: Page, answers: dict[str, Any] = ANSWERS) -> None:
    """Put answers into the page as if typed."""
    page.evaluate(
        """answers => porchlight.fields.forEach(field => {
            if (field.id in answers) {
                field.show(answers[field.id]);
                field.element.dispatchEvent(new Event('input', {bubbles: true}));
            }
        })""",
        answers,
    )


def shown(page: Page) -> dict[str, Any]:
    """What stands in the fields of the page, without the blank ones."""
    found: dict[str, Any] = page.evaluate(
        """() => Object.fromEntries(porchlight.fields.map(field => [field.id, field.read()])
            .filter(([, answer]) => !porchlight.text.isBlank(answer)).map(([id, answer]) => [id, answer.value]))"""
    )
    return found


def stored(page: Page) -> dict[str, str]:
    """Everything in the page's local storage."""
    found: dict[str, str] = page.evaluate("() => ({...localStorage})")
    return found


def comes_to_hold(page: Page, condition: str) -> None:
    """Wait until *condition* is true of `held`, the page's storage: what another tab wrote is seen a moment later."""
    page.wait_for_function(f"() => {{ const held = {{...localStorage}}; return {condition}; }}")


def comes_to_hold_only(page: Page, *names: str) -> None:
    """Wait until these names alone are in the page's storage."""
    comes_to_hold(page, f"Object.keys(held).sort().join() === {','.join(sorted(names))!r}")


def status(page: Page) -> str:
    """What the page last told the reader."""
    return page.locator("[data-pl-status]").first.inner_text()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def opened(watched: Watched, address: str) -> Page:
    """A page with a clock that the test moves on."""
    page = watched.page()
    page.clock.install()
    page.goto(address)
    return page


def keeping(browser: Browser, site: str, *, real_key: bool = False, **options: Any) -> tuple[Watched, Page]:
    """A context and an exercise's page in which the reader has chosen to keep answers, and not their place."""
    watched = Watched(browser, site, **options)
    if not real_key:
        watched.context.add_init_script(f"({FEW_ROUNDS})()")
    page = opened(watched, site + EXERCISE)
    press(page, "Keep my answers on this device")
    return watched, page


def remember(page: Page) -> None:
    """Let the course remember the place, on a lesson's or exercise's page; the page is marked as done."""
    press(page, "Mark as done")
    press(page, "Remember my place on this device")
    page.get_by_text("Your place is remembered").wait_for()


def settle(page: Page) -> None:
    """Let what was typed be kept."""
    page.clock.run_for(SAVED)


def meet(*pages: Page, shows: str) -> None:
    """Let the clocks of all *pages* go on until each shows one *shows*: what one keeps the others hear of later."""
    for _ in range(100):
        if all(page.locator(shows).count() == 1 for page in pages):
            return
        for page in pages:
            settle(page)
        pages[0].wait_for_timeout(50)
    assert [page.locator(shows).count() for page in pages] == [1] * len(pages)


def lock(page: Page, phrase: str = PHRASE) -> None:
    """Lock what is kept."""
    page.get_by_text("Lock it with a passphrase").click()
    page.get_by_label("New passphrase").fill(phrase)
    page.get_by_label("The same again").fill(phrase)
    press(page, "Lock")
    page.get_by_text("This page is open until you leave it").wait_for()


def unlock(page: Page, phrase: str = PHRASE) -> None:
    """Try to open the lock."""
    page.get_by_label("Passphrase", exact=True).fill(phrase)
    press(page, "Open the lock")
    page.get_by_role("button", name="Take the lock off").or_(page.locator(".pl-fault")).wait_for()
    page.evaluate("porchlight.keep.read('')")  # deciphered after what the page reads now
