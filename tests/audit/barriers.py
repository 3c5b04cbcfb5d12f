"""Barriers on pages: axe's rules, and room for large text (WCAG 2.2, 1.4.4, 1.4.10 and 1.4.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

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
# by hand, since a page's own policy forbids a style element that is added
SPACE = "words => { const s = new CSSStyleSheet(); s.replaceSync(words); document.adoptedStyleSheets.push(s); }"
# Contrast takes half of axe's time and hangs on the style alone.
COLORS = ("color-contrast", "link-in-text-block")
LOOKS: dict[str, dict[str, Any]] = {
    "whole": {},
    "colors": {"runOnly": {"type": "rule", "values": COLORS}},
    "without contrast": {"rules": {COLORS[0]: {"enabled": False}}},
}
Look = Literal["whole", "colors", "without contrast"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# what text an element cuts off, unless it is hidden from sight on purpose or made to scroll
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(element => {
  const style = getComputedStyle(element);
  return ['hidden', 'clip'].includes(style.overflowY) && element.clientHeight > 1
    && element.scrollHeight > element.clientHeight + 1;
}).map(element => element.outerHTML.slice(0, 90))"""
# Safari tells VoiceOver of no list where the style says so: an empty mark looks the same, and is one.
NO_LISTS = """() => [...document.querySelectorAll('main :is(ul, ol)')]
  .filter(list => getComputedStyle(list).listStyleType === 'none').map(list => list.outerHTML.slice(0, 90))"""
COVERED = "(document.querySelector('header')?.offsetHeight ?? 0) / window.innerHeight"


def violations(page: Page, url: str, look: Look = "whole") -> list[str]:
    """What axe finds on the page at *url* with all its folds open: the rule and where it is broken."""
    page.goto(url)
    page.evaluate(OPEN_FOLDS)
    return barriers(page, look)


def barriers(page: Page, look: Look = "whole") -> list[str]:
    """What axe finds on a page as it stands."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **LOOKS[look]}).response["violations"]
    lists = [f"{page.url}: list-style: none {html}" for html in page.evaluate(NO_LISTS)]
    return [f"{page.url}: {item['id']} {item['nodes'][0]['html'][:90]}" for item in found] + lists


def axe(html: Path, browser: Browser) -> list[str]:
    """What axe finds on every page, on a phone and a desktop, light and dark."""
    found = []
    with served(html) as site:
        for size in (PHONE, DESKTOP):
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport=size, color_scheme=scheme)
                page = context.new_page()
                dress = f"{size['width']} px, {scheme}"
                found += [f"{dress}: {item}" for path in paths(html) for item in violations(page, site + path)]
                context.close()
    return found


def room(page: Page) -> list[str]:
    """Where text runs out of a page, scrolls it sideways or is covered by the bar.

    Looked at as it is, and again with wide text spacing.
    """
    found = []
    for dress in ("zoomed", "spaced"):
        if dress == "spaced":
            page.evaluate(SPACE, SPACING)
        found += [f"{dress}: {page.url}: cuts off {element}" for element in page.evaluate(CUT_OFF)]
        if (extra := page.evaluate(SIDEWAYS)) > 0:
            found.append(f"{dress}: {page.url}: scrolls sideways by {extra} px")
        if (share := page.evaluate(COVERED)) > 1 / 2:
            found.append(f"{dress}: {page.url}: the bar covers {share:.0%} of the window")
    return found


def enlarge(page: Page) -> None:
    """Have the browser show text of twice the size, as a phone's own setting does: the window stays as wide."""
    speaking = page.context.new_cdp_session(page)
    speaking.send("Page.enable")
    speaking.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 32}})


def fit(html: Path, browser: Browser) -> list[str]:
    """What does not fit on any page, 320 px wide, at 400 % zoom, and there with wide text spacing.

    Then what scrolls sideways on a phone with text of twice the size.
    """
    found = []
    with served(html) as site:
        context = browser.new_context(viewport=ZOOMED)
        page = context.new_page()
        for path in paths(html):
            page.goto(site + path)
            page.evaluate(OPEN_FOLDS)
            found += room(page)
        context.close()
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        enlarge(page)
        for path in paths(html):
            page.goto(site + path)
            page.evaluate(OPEN_FOLDS)
            if (extra := page.evaluate(SIDEWAYS)) > 0:
                found.append(f"large text: {page.url}: scrolls sideways by {extra} px")
        context.close()
    return found
