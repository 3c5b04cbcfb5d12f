"""What a template shows is escaped, unless it is markup already."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY

# Addresses and markup that Sphinx or a macro made, numbers, JSON, and the policy, which is a constant.
MADE = re.compile(r"(pathto\(|lamp\(|parts\[|found\[|next\.|prev\.|loop\.|body$|pl\.policy$|pl\.linked_data$)")


def test_every_template_escapes_what_it_shows() -> None:
    shown = [
        (path.name, words)
        for path in sorted((REPOSITORY / "porchlight" / "theme").rglob("*.html"))
        for words in re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", path.read_text(encoding="utf-8"))
    ]

    assert len(shown) > 50
    assert [one for one in shown if not MADE.match(one[1]) and not re.search(r"\|\s*e$", one[1])] == []
