"""``porchlight new DIR``: the beginning of a course of one's own, which builds every edition as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

STARTER = Path(__file__).parent / "starter"
NAME = "NAME OF THE COURSE"


def new_course(folder: Path, name: str) -> str:
    """Write a small course called *name* into *folder*, which holds nothing yet.

    Returns what went wrong, or nothing.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return f"'{folder}' is there already: name a folder that is new or empty."
    if not name.strip() or not name.isprintable() or set(name) & set('"\\'):
        return f"A course cannot be called '{name}': give it a name without quotes and backslashes."
    shutil.copytree(STARTER, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    conf = folder / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace(NAME, name), encoding="utf-8")
    return ""
