"""One build at a time in a folder: two that write the same files at once would each take the other's away."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: there whoever builds looks out
    fcntl = None  # type: ignore[assignment]

FILE = ".lock"
WAITS = "Another build is at work in this folder. This one goes on when that has ended."


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process builds in *folder*, and have others wait meanwhile; a killed one holds up nobody.

    Raises ``OSError`` when nothing can be written there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("w", encoding="utf-8") as file:
        if fcntl:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print(WAITS, file=sys.stderr, flush=True)
                fcntl.flock(file, fcntl.LOCK_EX)
        yield
