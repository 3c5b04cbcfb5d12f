"""Every page of the real course has room for large text: 320 px, 400 % zoom, wide spacing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.audit.barriers import fit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_every_page_fits_a_small_or_magnified_window(course: Path, browser: Browser) -> None:
    assert fit(course / "html", browser) == []


def test_what_does_not_fit_would_be_found(tmp_path: Path, browser: Browser) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        '<!doctype html><title>A</title><p style="width: 400px">wide</p>'
        '<p style="height: 20px; overflow: hidden">cut<br>off</p>'
    )
    assert [found.partition(": ")[0] for found in fit(tmp_path, browser)] == ["zoomed", "zoomed", "spaced", "spaced"]
