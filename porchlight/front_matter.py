"""Reads the few values that stand between ``---`` lines at the top of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from porchlight.diagnostics import Code, warn
from porchlight.locale import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

EVIDENCE = {
    "strong": N_("Strong evidence: many good studies agree."),
    "good": N_("Good evidence: several good studies, with gaps."),
    "mixed": N_("Mixed evidence: studies differ, or are small."),
    "thin": N_("Thin evidence: few studies; much rests on experience."),
}
MONTHS_FRESH = 24


@dataclass(frozen=True)
class FrontMatter:
    """Minutes that an exercise takes, the day the facts were checked, and how firm the evidence is.

    ``teaches`` says what a reader of a lesson can do afterwards, in one sentence that begins with a verb.
    ``for_review`` names what on the page a clinician has yet to look at. No edition shows it.
    """

    minutes: int
    checked: date | None
    evidence: str
    teaches: str = ""
    for_review: tuple[str, ...] = ()


def read(values: Mapping[str, str], docname: str, *, wants: tuple[str, ...]) -> FrontMatter:
    """Read and check front matter; warn about what *wants* names and *values* lacks or has wrong.

    Returns zero minutes, no date or no evidence word for what is missing, so the page still builds.
    """

    def missing(key: str, problem: str) -> None:
        if key in wants or key in values:
            warn(Code.FRONT_MATTER, f"{problem} in '{docname}'", (docname, 1))

    minutes = 0
    text = str(values.get("minutes", ""))
    if text.isdecimal() and 0 < int(text) <= 240:
        minutes = int(text)
    else:
        missing("minutes", "'minutes' must be a whole number from 1 to 240")

    checked = None
    try:
        checked = date.fromisoformat(str(values.get("checked", "")))
    except ValueError:
        missing("checked", "'checked' must be a date such as 2026-11-21")

    evidence = str(values.get("evidence", ""))
    if evidence not in EVIDENCE:
        missing("evidence", f"'evidence' must be one of {', '.join(EVIDENCE)}")
        evidence = ""
    teaches = str(values.get("teaches", "")).strip()
    if not teaches:
        missing("teaches", "'teaches' must say in one sentence what a reader can do afterwards")
    parts = (part.strip() for part in str(values.get("for-review", "")).split("|"))
    return FrontMatter(minutes, checked, evidence, teaches, tuple(part for part in parts if part))


def today(env: BuildEnvironment) -> date:
    """The day by which ``check`` judges what is stale: ``porchlight_today`` if set, else the real one."""
    fixed: str = env.config.porchlight_today
    return date.fromisoformat(fixed) if fixed else date.today()


def is_stale(checked: date, now: date) -> bool:
    """Whether a fact checked on *checked* is more than 24 months old on *now*."""
    return (now.year - checked.year) * 12 + now.month - checked.month > MONTHS_FRESH
