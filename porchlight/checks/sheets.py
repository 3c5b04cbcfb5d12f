"""Words that send readers of paper to another sheet: that sheet must be there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from porchlight.diagnostics import Code, warn
from porchlight.pictures import picture

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes

QUOTED = re.compile("“([^”]+)”")


def check_sheet_titles(document: nodes.document, titles: Set[str]) -> None:
    """Warn about each title that a picture's ``:on-paper:`` quotes and no sheet has."""
    for drawing in document.findall(picture):
        for title in QUOTED.findall(drawing.get("on-paper", "")):
            if title not in titles:
                warn(Code.SHEET_TITLE, f"There is no sheet called “{title}”", drawing)
