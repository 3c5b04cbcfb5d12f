"""Finding a word in the real course: from a server, from disk, by keyboard, with scripts off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.audit.pages import served
from tests.browser.conftest import Watched
from tests.conftest import GLOSSARY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from tests.conftest import Course

MOST_BYTES = 300_000  # of the index of the families' pages, as it lies on disk; only the search page sends it


def search(page: Page, query: str) -> str:
    """Type a query, and give what the page then tells."""
    page.wait_for_load_state("networkidle")
    page.get_by_label("A word, a name, or a few words").fill(query)
    page.keyboard.press("Enter")
    return page.get_by_role("status").inner_text()


def found(page: Page) -> list[str]:
    return page.locator("[data-pl-find] li a").all_inner_texts()


def test_brand_name_finds_pages_that_use_the_other_name(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(site)
        page.get_by_role("link", name="Find a word").click()
        told = search(page, "suboxone")

        assert "buprenorphine" in told
        assert "The first weeks: What happens at the first dose of buprenorphine?" in found(page)
        shown = page.locator("[data-pl-find] mark").evaluate_all(
            "all => all.map((one) => getComputedStyle(one).display)"
        )
        assert set(shown) == {"inline"}, "a found word stays in its line"
        page.get_by_role("link", name="The first weeks: What happens at the first dose").click()
        page.wait_for_url("**/the-first-weeks.html#what-happens-at-the-first-dose-of-buprenorphine")


def test_search_works_from_disk_and_leaves_no_word_in_the_address(browser: Browser, course: Path) -> None:
    root = f"{(course / 'html').as_uri()}/"
    with Watched(browser, root) as watched:
        page = watched.page()
        page.goto(f"{root}search.html")
        assert search(page, "Fentynal").startswith("The best")
        assert "“fentanyl”" in page.get_by_role("status").inner_text()
        assert page.url == f"{root}search.html"
        assert page.evaluate("[history.length, localStorage.length, sessionStorage.length]") == [2, 0, 0]
        # Enter goes on to the first result
        assert page.evaluate("document.activeElement.textContent") == found(page)[0]


def test_pages_for_group_leaders_are_looked_in_when_they_are_asked_for(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(f"{site}search.html")
        search(page, "quiet corner")
        assert page.locator("[data-pl-find] li", has_text="For group leaders").count() == 0

        page.get_by_label("Also in the pages for group leaders").check()
        page.locator("[data-pl-find] li", has_text="For group leaders").first.wait_for()
        page.get_by_label("Also in the pages for group leaders").uncheck()

        assert page.locator("[data-pl-find] li", has_text="For group leaders").count() == 0


def test_search_is_kind_about_words_that_nobody_wrote(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        page.goto(f"{site}search.html")
        for query in ("xqzzyw", "<b>(*", "a"):
            assert search(page, query) in {"Nothing found.", ""}
            assert found(page) == []
        assert "naloxone" in search(page, "narcan").casefold()
        assert page.locator("[data-pl-find] mark").first.inner_text().casefold() in {"narcan", "naloxone"}


def test_name_with_a_bracket_in_the_glossary_stops_no_search(browser: Browser, tiny_course: Course) -> None:
    names = "  You may hear: narcan (the spray, nosey, a+b[.\n"
    tiny_course.replace(f"{GLOSSARY}.md", "  A medicine that wakes.\n", f"  A medicine that wakes.\n\n{names}")
    with served(tiny_course.build("html").out) as site, Watched(browser, site) as watched:
        page = watched.page()
        page.goto(f"{site}search.html")

        for query in ("naloxone", "narcan (the spray", "a+b["):
            assert "Nothing found" not in search(page, query)
            assert any("naloxone" in title for title in found(page)), query
        assert search(page, "xqzzyw (") == "Nothing found."


def test_search_page_says_so_when_scripts_are_off(browser: Browser, site: str) -> None:
    with Watched(browser, site, java_script_enabled=False) as watched:
        page = watched.page()
        page.goto(f"{site}search.html")

        assert not page.get_by_role("searchbox").is_visible()
        page.get_by_role("link", name="words you will meet", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Words you will meet")


def test_what_is_typed_before_the_words_have_come_is_found_then(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        slow: list[Route] = []
        page.route("**/search-index.js", lambda route: slow.append(route))
        page.goto(f"{site}search.html")
        page.get_by_label("A word, a name, or a few words").fill("narcan")
        assert found(page) == []
        slow[0].continue_()
        page.wait_for_selector("[data-pl-find] mark")


def test_search_page_says_so_when_the_words_do_not_come(browser: Browser, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page()
        watched.withhold(page, "**/search-index.js")
        page.goto(f"{site}search.html")
        page.get_by_text("they are off or did not load").wait_for()

        assert not page.get_by_role("searchbox").is_visible()


def test_index_stays_small(course: Path) -> None:
    assert (course / "html/_static/search-index.js").stat().st_size < MOST_BYTES
