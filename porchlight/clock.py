"""What time it is for a build: that of its source, so that the same source gives the same files on any day.

The clock of the machine is asked by ``porchlight check`` alone, and by browsers (``theme/web/static/age.js``).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/
LATEST = 4102444800  # 2100-01-01; more is no number of seconds


def source_seconds(root: Path) -> int:
    """The date of the source below *root*, in seconds since 1970: ``SOURCE_DATE_EPOCH`` where that is set,
    else the last commit's, else the newest file's.

    Raises ``ConfigError`` when ``SOURCE_DATE_EPOCH`` is no number of seconds.
    """
    given = os.environ.get(EPOCH, "").strip()
    if not given:
        return _of_source(root)
    if not given.isdecimal() or int(given) > LATEST:
        raise ConfigError(f"The environment variable {EPOCH} is '{given}': give whole seconds since 1970, or unset it.")
    return int(given)


@lru_cache
def _of_source(root: Path) -> int:
    git = shutil.which("git")
    if git and (root / ".git").exists():
        done = subprocess.run([git, "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.strip():
            return int(done.stdout)
    files = (path for folder in ("course", "exercises") for path in (root / folder).rglob("*"))
    return int(max((path.stat().st_mtime for path in files), default=0))


def source_day(root: Path) -> date:
    """The same as a day."""
    return datetime.fromtimestamp(source_seconds(root), tz=UTC).date()
