"""The Nu HTML checker has nothing to say of any page of the real course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.audit.markup import findings

if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_is_valid_html(course: Path) -> None:
    assert findings(course / "html") == []


def test_a_fault_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "html" / "page.html"
    page.parent.mkdir()
    page.write_text('<!doctype html><html lang="en"><head><title>A</title></head><body><img src="a.png"></body></html>')
    assert len(findings(page.parent)) == 1
