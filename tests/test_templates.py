"""What a template shows is escaped, unless it is markup already."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY

# Addresses and markup that Sphinx or a macro made, numbers, JSON, and the policy, which is a constant.
MADE = re.compile(r"(pathto\(|lamp\(|parts\[|found\[|next\.|prev\.|loop\.|body$|pl\.policy$|pl\.linked_data$)")


# A sentence for translators: what it names is handed over at its head, and shown as it came.
SENTENCE = re.compile(r"\{%-?\s*trans\b(.*?)%\}.*?\{%-?\s*endtrans\s*-?%\}", re.DOTALL)
HANDED = re.compile(r"\w+=((?:[^,(]|\([^)]*\))+)")


def test_every_template_escapes_what_it_shows() -> None:
    shown = []
    for path in sorted((REPOSITORY / "porchlight" / "theme").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        handed = [one.strip() for head in SENTENCE.findall(text) for one in HANDED.findall(head)]
        words = re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", SENTENCE.sub("", text))
        shown += [(path.name, one) for one in (*handed, *words)]

    assert len(shown) > 50
    assert ("private.html", "pl.file|e") in shown
    assert [one for one in shown if not MADE.match(one[1]) and not re.search(r"\|\s*e$", one[1])] == []
