"""Pages of each type look as they did: on a phone by day, on a desk by night."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests import look
from tests.conftest import EXERCISE, GET_HELP, GLOSSARY, GUIDE, HELP_NOW, LESSON, SESSION, SOURCES, UNIT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PAGES = ("index", UNIT, LESSON, EXERCISE, GET_HELP, HELP_NOW, GLOSSARY, SOURCES, GUIDE, SESSION, "search")
WINDOWS = (("phone", 360, 640, "light"), ("desk", 1280, 900, "dark"))
FAR = 14  # other faces move lines; a style sheet, a color or a column that is missing moves more


def apart(page: Page, small: Path, name: str, window: str) -> float:
    """How far the page *name* is from the picture of it that is kept."""
    page.goto((small / f"{name}.html").as_uri())
    shot = Image.open(io.BytesIO(page.screenshot()))
    size = look.PAGE, round(look.PAGE * shot.height / shot.width)
    return look.distance(f"page-{name.removeprefix('course/').replace('/', '-')}-{window}", shot, size, look.COARSE)


@pytest.mark.parametrize(("window", "wide", "high", "scheme"), WINDOWS)
def test_pages_look_as_kept(small: Path, browser: Browser, window: str, wide: int, high: int, scheme: str) -> None:
    """Did you mean to change how it looks? ``python -m tests.look --keep``."""
    context = browser.new_context(viewport={"width": wide, "height": high}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = {name: apart(page, small, name, window) for name in PAGES}
    page.goto((small / "kitchen.html").as_uri())
    face = Image.open(io.BytesIO(page.screenshot())).convert("L").crop((2, 2, 4, 4)).tobytes()[0]
    context.close()

    assert (face < 128) == (scheme == "dark"), "the page behind Leave throws no white light into a dark room"
    assert {name: far for name, far in found.items() if far > FAR} == {}


def test_a_page_without_its_styles_would_be_found(small: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.route("**/*.css*", lambda route: route.abort())
    far = apart(page, small, LESSON, "phone") if not os.environ.get(look.KEEP) else FAR + 1
    context.close()

    assert far > FAR


def test_two_points_of_law_share_one_rule_on_a_screen_and_on_paper(small: Path, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto((small / f"{LESSON}.html").as_uri())
    law = '<details class="pl-box pl-box--law pl-fold" open><summary>A point</summary><p>Words.</p></details>'
    page.evaluate(f"document.querySelector('article').innerHTML = '{law}{law}'")
    gaps = {}
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        first, second = (part.bounding_box() for part in page.locator(".pl-box--law").all())
        assert first
        assert second
        gaps[media] = round(second["y"] - first["y"] - first["height"])
    page.context.close()

    assert gaps == {"screen": -1, "print": 0}
