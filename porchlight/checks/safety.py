"""Pages that teach something risky open with a safety check.

Setting a limit, stepping back, letting a consequence happen, withdrawing a reward, or a planned
invitation can raise danger from someone violent, and some of them from an overdose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from porchlight.boxes import box
from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn
from porchlight.exercise import exercise_id
from porchlight.outline import is_lesson

if TYPE_CHECKING:
    from docutils import nodes

TECHNIQUE = re.compile(
    r"\b(?:(?:set|setting|keep|keeping|hold|holding|choose|say) (?:a|one|the|your|this|my) limits?"
    r"|(?:a|your|my|the) limits? (?:is|that|i|you|can)\b"
    r"|step(?:ping)? back from|let(?:ting)? (?:a|the|this|that) (?:\w+ )?consequences?"
    r"|(?:withdraw|withhold|hold back)(?:ing)? (?:a|the|your) rewards?"
    r"|(?:the|your|an|planned) invitation)\b",
    re.IGNORECASE,
)
# Named once or twice, a technique is spoken about; from the third time on it is taught.
TAUGHT = 3


def check_safety(docname: str, document: nodes.document) -> None:
    """Warn about a lesson or exercise that teaches a risky technique and has no safety check."""
    if not is_lesson(docname) and exercise_id(docname) is None:
        return
    if any(node["kind"] == "safety-check" for node in document.findall(box)):
        return
    found = [match[0] for node in paragraphs(document) for match in TECHNIQUE.finditer(text(node))]
    if len(found) >= TAUGHT:
        warn(Code.SAFETY_LINE, f"'{docname}' teaches '{found[0]}' without a safety check", (docname, 1))
