"""Every page of the real course, looked at once: its own policy, any width, barriers, room for large text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.audit.barriers import fit, room, violations
from tests.audit.pages import PHONE, ZOOMED
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

WIDTHS = (360, 768, 1280)  # 320 is that of the magnified window
# what a page may look wrong in: a table that is cut off, a scale whose steps differ in width (on a phone the words
# above then stand over another number), the number of a note that is no note, behind a full stop, the ring of a note
# far from its word, words that touch a rule, two rules for one, and a control that is smaller beside its words
WRONG = """() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const cut = all(".pl-wide").filter(
    (part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible",
  );
  const uneven = all(".pl-scale").filter((part) => {
    const widths = all("label", part).map((step) => step.getBoundingClientRect().width);
    return Math.max(...widths) - Math.min(...widths) > 1;
  });
  const marks = all("main :is(p, li, dd, td):not(:has(p))").filter((part) => {
    const said = part.cloneNode(true);
    all("sup", said).forEach((mark) => mark.remove());
    return /[^0-9][.!?”]\\d{1,2}\\s*$|\\[\\^/.test(said.textContent);
  });
  const lines = (part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      found.push(...[...range.getClientRects()].filter((line) => line.width > 1));
    }
    return found;
  };
  const stray = all("[role=switch]").filter((ring) => {
    const range = document.createRange();
    range.setStart(ring.parentNode, 0);
    range.setEndBefore(ring);
    const last = [...range.getClientRects()].filter((line) => line.width > 1).pop();
    const at = ring.getBoundingClientRect();
    const dot = (at.left + at.right + parseFloat(getComputedStyle(ring, "::before").marginLeft)) / 2 - 4;
    return last && at.width && (Math.abs(at.top + at.bottom - last.top - last.bottom) > 24 || dot - last.right > 6);
  });
  const ruled = all(".pl-jumps > li, .pl-needs > li, .pl-steps > li, .pl-handouts > li, .pl-box--law");
  const shown = ruled.filter((part) => part.offsetWidth && parseFloat(getComputedStyle(part).borderTopWidth));
  const touching = shown.filter((part) => {
    const box = part.getBoundingClientRect();
    const words = lines(part);
    return words.length && Math.min(...words.map((line) => line.top)) - box.top < 3;
  });
  const twice = all(".pl-box--law + .pl-box--law").filter((part) => {
    const gap = part.getBoundingClientRect().top - part.previousElementSibling.getBoundingClientRect().bottom;
    return gap > 1 && gap < 24;
  });
  const small = all("fieldset :is([type=radio], [type=checkbox]), main label > [type=checkbox]:first-child").filter(
    (part) => part.offsetWidth && part.offsetWidth < 20 && !part.closest(".pl-more-tools"),
  );
  return [...stray.map((ring) => `the ring of a note is astray: ${ring.parentNode.textContent.slice(-40)}`),
    ...touching.map((part) => `words touch a rule: ${part.textContent.slice(0, 40)}`),
    ...twice.map((part) => `two rules for one: ${part.textContent.slice(0, 40)}`),
    ...small.map((part) => `a control is small: ${part.parentNode.textContent.slice(0, 40)}`),
    ...cut.map(() => "a table is cut off"), ...uneven.map(() => "a scale is uneven"),
    ...marks.map((part) => `a mark of a note shows: ${part.textContent.slice(-40)}`)];
}"""


@dataclass
class Seen:
    """What is wrong with the pages."""

    complaints: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)
    tight: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def seen(browser: Browser, site: str, pages: list[str]) -> Seen:
    """All pages, each visited once: to load them takes about as long as to look at them."""
    found = Seen()
    with Watched(browser, site, viewport=PHONE) as watched:
        page = watched.page()
        for path in pages:
            page.set_viewport_size(PHONE)
            found.barriers += violations(page, site + path, "without contrast")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.sideways.append(f"{path}: {width} px")
                found.wrong += [f"{path}, {width} px: {fault}" for fault in page.evaluate(WRONG)]
            page.set_viewport_size(ZOOMED)
            found.tight += room(page)
        found.complaints, watched.problems = watched.problems, []
    return found


def test_no_page_complains_under_its_own_policy(seen: Seen) -> None:
    assert seen.complaints == []


def test_no_page_scrolls_sideways(seen: Seen) -> None:
    assert seen.sideways == []


def test_no_barrier_on_any_page(seen: Seen) -> None:
    assert seen.barriers == []


def test_every_page_fits_a_small_or_magnified_window(seen: Seen) -> None:
    """320 px, 400 % zoom, and there with wide text spacing."""
    assert seen.tight == []


def test_nothing_on_a_page_looks_wrong(seen: Seen) -> None:
    assert seen.wrong == []


def test_what_looks_wrong_would_be_found(browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.set_content(
        "<main><p>It is free.1</p><p>It takes 10 minutes.</p><p>So it is.<sup>2</sup></p></main>"
        '<div class="pl-example"><div class="pl-wide" style="overflow: auto"><p style="width: 40rem">A</p></div></div>'
        '<div class="pl-scale"><label style="display: block; width: 3rem">0</label><label>1</label></div>'
        '<main><p>So.<input type="checkbox" role="switch" style="margin: 0 0 0 3rem"></p>'
        '<fieldset style="line-height: 1"><label><input type="radio"> A4</label></fieldset>'
        '<ul class="pl-jumps"><li style="border-top: 1px solid">Awake</li></ul>'
        '<details class="pl-box--law" style="margin: 10px; padding: 9px">A</details>'
        '<details class="pl-box--law" style="margin: 10px; padding: 9px">B</details></main>'
    )
    found = [fault.partition(":")[0] for fault in page.evaluate(WRONG)]
    context.close()
    assert found == [
        "the ring of a note is astray",
        "words touch a rule",
        "two rules for one",
        "a control is small",
        "a table is cut off",
        "a scale is uneven",
        "a mark of a note shows",
    ]


def test_what_does_not_fit_would_be_found(tmp_path: Path, browser: Browser) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        '<!doctype html><title>A</title><p style="width: 400px">wide</p>'
        '<p style="height: 20px; overflow: hidden">cut<br>off</p>'
    )
    faults = [found.partition(": ")[0] for found in fit(tmp_path, browser)]
    assert faults == ["zoomed", "zoomed", "spaced", "spaced", "large text"]
