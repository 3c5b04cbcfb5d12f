"""Braille: what a page says, in lines that a braille printer takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.errors import SphinxError

from porchlight.editions.braille import builder
from porchlight.editions.braille.builder import CELLS, LINES, Block, laid_out
from tests.conftest import EXERCISE, GET_HELP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Course


def plain(lines: Sequence[str], language: str) -> list[str]:
    """In place of liblouis, which few computers have: letters as they are."""
    return [line.upper().encode("ascii", "replace").decode() for line in lines]


def test_page_is_laid_out_for_a_braille_printer(tiny_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "translate", plain)
    out = tiny_course.build("braille", porchlight_braille=[EXERCISE, GET_HELP]).out
    assert {path.name for path in out.glob("*.brf")} == {"first-steps.brf", "get-help.brf"}
    written = (out / "first-steps.brf").read_bytes().decode("ascii")
    pages = written.split("\f")
    assert pages.pop() == ""
    for number, page in enumerate(pages, start=1):
        lines = page.split("\r\n")
        assert lines.pop() == ""
        assert len(lines) == LINES
        assert max(map(len, lines)) <= CELLS
        assert lines[-1].strip() == f"#{'JABCDEFGHI'[number]}"
    assert "DRAWING" not in written
    assert pages[0].split("\r\n")[0].strip() == "FIRST STEPS"
    words = " ".join(written.split())
    for told in ("HELP FOR BEFORE.", "____________", "TO SEE WHERE YOU STAND."):
        assert told in words
    assert "1-800-799-7233" in (out / "get-help.brf").read_text(encoding="ascii").replace("\r\n", " ")


def test_heading_stays_with_what_follows_and_long_words_are_cut() -> None:
    blocks = [Block("words", "w")] * (LINES - 3) + [Block("heading", "h"), Block("words", "x" * 90)]
    pages = laid_out(blocks, ["w"] * (LINES - 3) + ["h", "x" * 90]).split("\f")
    assert "h" not in pages[0]
    assert pages[1].startswith("    h\r\n  xxx")
    assert sum(page.count("x") for page in pages) == 90


def test_missing_liblouis_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SphinxError, match="install liblouis-bin"):
        builder.translate(["words"], "en")
