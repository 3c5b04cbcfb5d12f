"""What the browser tests share: the real course on a server, its pages, a Chromium, a watched context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.audit.pages import paths, served, started
from tests.conftest import EXERCISE, TINY, tiny

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="module")
def site(course: Path) -> Iterator[str]:
    """The web course on a server of its own, on this machine only."""
    with served(course / "html") as address:
        yield address


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course as web pages, with a second exercise that repeats the first, and words about erasing."""
    course = tiny(tmp_path_factory.mktemp("small"))
    again = TINY[f"{EXERCISE}.md"].replace("# First steps", "# Second look")
    again = again.replace("minutes: 10", "minutes: 10\nrepeats: first-steps")
    # its author has found better words for the choices, and kept what answers hang on
    again = again.replace(":kind: choose-one\n", ":kind: choose-one\n:keys: red | blue\n")
    course.write(
        "exercises/second-look.md",
        again.replace("- Red\n- Blue\n", "- *Crimson*\n- Navy\n").replace(": Blue\n", ": Navy\n"),
    )
    course.write("course/start/private.md", "# In private\n\n:::{erase-everything}\nNo button in a book.\n:::\n")
    course.replace(
        "course/1-first-unit/index.md", "/exercises/first-steps", "/exercises/first-steps\n/exercises/second-look"
    )
    course.replace("index.md", "course/1-first-unit/index", "course/start/private\ncourse/1-first-unit/index")
    return course.build("html").out


@pytest.fixture(scope="module")
def small_site(small: Path) -> Iterator[str]:
    """The address of the tiny course."""
    with served(small) as address:
        yield address


@pytest.fixture(scope="module")
def pages(course: Path) -> list[str]:
    """Every page that readers see, by its path."""
    return paths(course / "html")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all files that a process is given: to start a browser takes longer than many a test."""
    with started() as browser:
        yield browser


class Watched:
    """A browser context whose complaints and requests to other hosts fail the test that closes it."""

    def __init__(self, browser: Browser, site: str, **options: Any) -> None:
        self.problems: list[str] = []
        self.withheld = False
        self.context: BrowserContext = browser.new_context(**options)
        # Standing between, not only listening: a page that is left then goes only after the test has looked at it.
        self.context.route("**/*", lambda route: self._pass(route, site))

    def _pass(self, route: Any, site: str) -> None:
        if route.request.url.startswith((site, "data:")):
            route.continue_()
        else:
            self.problems.append(f"asked for {route.request.url}")
            route.abort()

    def page(self) -> Page:
        page = self.context.new_page()
        page.on("console", lambda message: self.problems.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        return page

    def __enter__(self) -> Watched:
        return self

    def withhold(self, page: Page, files: str) -> None:
        """Let *page* not get *files*. That the browser says so, sooner or later, is no fault."""
        page.route(files, lambda route: route.abort())
        self.withheld = True

    def __exit__(self, *error: object) -> None:
        self.context.close()
        assert [told for told in self.problems if not self.withheld or "net::ERR_FAILED" not in told] == []
