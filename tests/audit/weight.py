"""What a browser fetches when it opens a page for the first time: the budget of each page."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.audit.pages import PHONE, paths, served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Response

# bytes, bytes after gzip and requests, by the beginning of a page's path: the first that fits holds
BUDGETS = (
    (re.compile(r"course/[1-8]-[^/]+/(?!index)|exercises/"), (75_000, 24_000, 12)),  # lessons and exercises
    # the same in another language: its sentences are longer, and say who has read them
    (re.compile(r"[a-z]{2}/(course/[1-8]-[^/]+/(?!index)|exercises/)"), (78_000, 26_000, 12)),
    (re.compile(r"course/reference/sources\.html"), (400_000, 80_000, 12)),  # a list of all sources
    # what is looked up once: half of "Quick answers" and more is its notes, which have to stand beside it
    (re.compile(r""), (135_000, 34_000, 13)),
)


def budget_of(path: str) -> tuple[int, int, int]:
    """What the page at *path* may cost at first view: bytes, bytes after gzip, requests."""
    return next(budget for pages, budget in BUDGETS if pages.match(path))


@dataclass
class FirstView:
    """What was fetched: bytes, bytes after gzip, requests, requests to other hosts."""

    plain: int = 0
    zipped: int = 0
    requests: int = 0
    elsewhere: int = 0


def first_view(browser: Browser, site: str, path: str) -> FirstView:
    """The first view of the page at *path* of *site*, on a phone that has fetched nothing yet."""
    seen = FirstView()

    def note(response: Response) -> None:
        seen.requests += 1
        if not response.url.startswith(site):
            seen.elsewhere += 1
        elif response.ok:
            body = response.body()
            seen.plain += len(body)
            seen.zipped += len(gzip.compress(body, 9))

    context = browser.new_context(viewport=PHONE)
    tab = context.new_page()
    tab.on("response", note)
    tab.goto(site + path, wait_until="networkidle")
    tab.remove_listener("response", note)
    context.close()
    return seen


def over_budget(html: Path, browser: Browser) -> list[str]:
    """Each page below *html* whose first view costs too much."""
    found = []
    with served(html) as site:
        for path in paths(html):
            view = first_view(browser, site, path)
            costs = (view.plain, view.zipped, view.requests, view.elsewhere)
            if any(cost > most for cost, most in zip(costs, (*budget_of(path), 0), strict=True)):
                found.append(f"{path}: {view}")
    return found
