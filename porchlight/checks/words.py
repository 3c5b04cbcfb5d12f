"""Words that hurt, and what to say instead: what the course file has under ``[avoid]``.

Words inside quotation marks are let off: families will hear them, and lessons speak about them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

QUOTED = re.compile(r"[“\"][^”\"]*[”\"]|‘[^’]*’")


def check_words(document: nodes.document, avoid: Iterable[tuple[re.Pattern[str], str]]) -> None:
    """Warn about each word to *avoid*, outside quotation marks."""
    for paragraph in paragraphs(document):
        unquoted = QUOTED.sub("", text(paragraph))
        for pattern, instead in avoid:
            if found := pattern.search(unquoted):
                warn(Code.WORD, f"'{found[0]}' can hurt; say '{instead}'", paragraph)
