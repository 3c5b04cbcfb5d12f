"""Pages that teach something risky open with a safety check.

What can raise danger stands in the course file, under ``risks``: setting a limit, stepping back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.boxes import box
from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn
from porchlight.exercise import exercise_id
from porchlight.outline import is_lesson

if TYPE_CHECKING:
    import re

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

# Named once or twice, a technique is spoken about; from the third time on it is taught.
TAUGHT = 3


def check_safety(env: BuildEnvironment, docname: str, document: nodes.document, risks: re.Pattern[str] | None) -> None:
    """Warn about a lesson or exercise that teaches a risky technique and has no safety check."""
    if risks is None or (not is_lesson(env, docname) and exercise_id(docname) is None):
        return
    if any(node["kind"] == "safety-check" for node in document.findall(box)):
        return
    found = [match[0] for node in paragraphs(document) for match in risks.finditer(text(node))]
    if len(found) >= TAUGHT:
        warn(Code.SAFETY_LINE, f"'{docname}' teaches '{found[0]}' without a safety check", (docname, 1))
