"""A page that crashes fails the build, whichever process writes it.

Sphinx hands pages to processes of their own. When one of them crashed while there were others still to hand out,
``ParallelTasks.add_task`` ended them all, said nothing, and the build went on to report success: the pages that
nobody had written stayed as they were. Here the crash is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.parallel import ParallelTasks

if TYPE_CHECKING:
    from collections.abc import Callable

join_one: Callable[[ParallelTasks], bool] = ParallelTasks._join_one
add_task: Callable[..., None] = ParallelTasks.add_task


def _join_one(tasks: ParallelTasks) -> bool:
    try:
        return join_one(tasks)
    except Exception as crash:
        vars(tasks)["crash"] = crash
        raise


def _add_task(tasks: ParallelTasks, *task: Any) -> None:
    add_task(tasks, *task)
    if crash := vars(tasks).get("crash"):
        raise crash


def setup_crashes() -> None:
    """Have each task's crash reach the builder."""
    ParallelTasks._join_one = _join_one  # type: ignore[assignment, method-assign]
    ParallelTasks.add_task = _add_task  # type: ignore[assignment, method-assign]
