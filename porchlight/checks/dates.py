"""Facts that were checked too long ago, or have ended: the one thing that hangs on the day it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.age import date_of
from porchlight.diagnostics import Code, warn
from porchlight.front_matter import is_stale, today
from porchlight.region import old_entries

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def check_dates(env: BuildEnvironment) -> None:
    """Warn about every page and every entry of the region whose facts are old."""
    now = today(env)
    for docname in sorted(env.found_docs):
        checked = date_of(env, docname)
        if checked and is_stale(checked, now):
            warn(Code.STALE_DATE, f"The facts of '{docname}' were last checked on {checked}", (docname, 1))
    for problem, place in old_entries(env, now):
        warn(Code.STALE_DATE, problem, place)
