"""Barriers on pages: axe's rules, and room for large text (WCAG 2.2, 1.4.4, 1.4.10 and 1.4.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

from tests.audit.pages import DESKTOP, PHONE, ZOOMED, paths, served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
# WCAG 2.2, 1.4.12 Text Spacing
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    "p { margin-bottom: 2em !important; }"
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# what text an element cuts off, unless it is hidden from sight on purpose or made to scroll
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(element => {
  const style = getComputedStyle(element);
  return ['hidden', 'clip'].includes(style.overflowY) && element.clientHeight > 1
    && element.scrollHeight > element.clientHeight + 1;
}).map(element => element.outerHTML.slice(0, 90))"""
COVERED = "(document.querySelector('header')?.offsetHeight ?? 0) / window.innerHeight"


def violations(page: Page, url: str, *, colors: bool = True) -> list[str]:
    """What axe finds on the page at *url* with all its folds open: the rule and where it is broken."""
    page.goto(url)
    page.evaluate(OPEN_FOLDS)
    return barriers(page, colors=colors)


def barriers(page: Page, *, colors: bool = True) -> list[str]:
    """What axe finds on a page as it stands.

    Contrast takes half of axe's time and hangs on the style alone: without *colors* it is left out.
    """
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colors}}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{page.url}: {item['id']} {item['nodes'][0]['html'][:90]}" for item in found]


def axe(html: Path, browser: Browser) -> list[str]:
    """What axe finds on every page, on a phone and a desktop, light and dark."""
    found = []
    with served(html) as site:
        for size in (PHONE, DESKTOP):
            for scheme in ("light", "dark"):
                # axe puts itself into the page, which the page's own policy would forbid
                context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
                page = context.new_page()
                dress = f"{size['width']} px, {scheme}"
                found += [f"{dress}: {item}" for path in paths(html) for item in violations(page, site + path)]
                context.close()
    return found


def room(page: Page, url: str) -> list[str]:
    """Where text runs out of the page at *url*, scrolls it sideways or is covered by the bar.

    Looked at as it is, and again with wide text spacing.
    """
    page.goto(url)
    page.evaluate(OPEN_FOLDS)
    found = []
    for dress in ("zoomed", "spaced"):
        if dress == "spaced":
            page.add_style_tag(content=SPACING)
        found += [f"{dress}: {url}: cuts off {element}" for element in page.evaluate(CUT_OFF)]
        if (extra := page.evaluate(SIDEWAYS)) > 0:
            found.append(f"{dress}: {url}: scrolls sideways by {extra} px")
        if (share := page.evaluate(COVERED)) > 1 / 2:
            found.append(f"{dress}: {url}: the bar covers {share:.0%} of the window")
    return found


def fit(html: Path, browser: Browser) -> list[str]:
    """What does not fit on any page, 320 px wide, at 400 % zoom, and there with wide text spacing."""
    found = []
    with served(html) as site:
        context = browser.new_context(viewport=ZOOMED, bypass_csp=True)
        page = context.new_page()
        for path in paths(html):
            found += room(page, site + path)
        context.close()
    return found
