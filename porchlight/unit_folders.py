"""Folders of units: called by a number, as ``course/2-staying-safe``, or with ``unit: 2`` in ``index.md``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from porchlight.plain import read_text_of

if TYPE_CHECKING:
    from pathlib import Path

NUMBERED = re.compile(r"(\d+)-.+")
FRONT_MATTER = re.compile(r"---\n.*?^---$", re.DOTALL | re.MULTILINE)
SAID = re.compile(r"^unit: *(\d+) *$", re.MULTILINE)


@lru_cache(maxsize=1024)
def _said_in(index: Path, modified: float) -> int | None:
    front = FRONT_MATTER.match(read_text_of(index))
    number = SAID.search(front[0]) if front else None
    return int(number[1]) if number else None


def number_of_unit(index: Path) -> int | None:
    """The number of the unit whose opening page is the file *index*, or ``None`` if it opens no unit."""
    number = _said_in(index, index.stat().st_mtime) if index.is_file() else None
    if number is None and (numbered := NUMBERED.fullmatch(index.parent.name)):
        return int(numbered[1])
    return number


def unit_folders(root: Path) -> dict[str, Path]:
    """The folder of each unit of the course in *root*, by its number."""
    found = {number_of_unit(index): index.parent for index in sorted(root.glob("course/*/index.md"))}
    return {str(number): folder for number, folder in found.items() if number is not None}
