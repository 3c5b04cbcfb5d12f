"""Looks that all editions share stand once, in tokens.toml: what is made from it is up to date, the rest untyped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from porchlight import tokens
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    import pytest

PACKAGE = REPOSITORY / "porchlight"
COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b(?![\w-])")
# Black, white and what stands for no colour of ours: a test of a browser's own style, a sheet in one ink.
PLAIN = {"#FFFFFF", "#000000"}


def long(colour: str) -> str:
    """``#fff`` as ``#FFFFFF``."""
    digits = colour[1:].upper()
    return f"#{digits if len(digits) == 6 else ''.join(digit * 2 for digit in digits)}"


def test_files_that_hold_tokens_are_as_they_are_made() -> None:
    made = tokens.generated()

    assert {path.name for path in made} == {"porchlight.css", "handout.typ", "slides.typ", "lamp.svg"}
    assert [path.name for path, text in made.items() if path.read_text(encoding="utf-8") != text] == [], (
        "run `python -m porchlight tokens`"
    )


def test_no_colour_is_typed_that_the_tokens_do_not_have() -> None:
    known = {long(colour) for colour in COLOUR.findall(str(tokens.TOKENS))} | PLAIN
    files = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".css", ".typ", ".svg", ".html", ".js"}]
    typed = {path.name: {long(found) for found in COLOUR.findall(path.read_text(encoding="utf-8"))} for path in files}

    assert {name: colours - known for name, colours in typed.items() if colours - known} == {}
    assert {name for name, colours in typed.items() if name.endswith(".py") and colours - PLAIN} == set()


def test_a_colour_that_is_changed_reaches_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tokens.TOKENS["colours"], "line", ["#123456", "#654321"])

    style = tokens.generated()[tokens.THEME / "web/static/porchlight.css"]

    assert "--line: #123456;" in style
    assert "--line: #654321;" in style
