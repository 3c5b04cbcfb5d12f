"""The ledger of an output folder: every file that we wrote there, and what it was made from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from porchlight.fingerprints import fingerprint, of_file, sources, tools

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


LEDGERS = "written"  # a folder among the doctrees


def ledger_of(doctrees: Path, folder: Path) -> Path:
    """Where the ledger of an output folder lies: not in the folder, which is published."""
    place = Path(os.path.relpath(folder, doctrees)).as_posix()
    return doctrees / LEDGERS / f"{folder.name}-{fingerprint(place)[:8]}"


def inputs(builder: str, root: Path, ledger: Path, settings: Mapping[str, Any]) -> str:
    """The fingerprint of all that a build can depend on whose ledger lies at *ledger*.

    The web course offers the other editions.
    """
    beside = sorted(ledger.parent.glob("*")) if builder == "html" else []
    if builder == "html":  # and leads to itself in other languages
        beside += sorted(ledger.parents[2].glob(f"*/{ledger.parents[1].name}/{ledger.parent.name}/html-*"))
        beside += sorted(root.glob("catalogs/*/pages.toml"))
    others = [of_file(other) for other in beside if other != ledger]
    given = repr(sorted((name, str(value)) for name, value in settings.items()))
    return fingerprint(tools(), sources(root), given, os.environ.get("SOURCE_DATE_EPOCH", ""), *others)


def is_complete(folder: Path, ledger: Path, made_from: str) -> bool:
    """Whether *folder* holds what a whole build without a warning makes of these inputs, and nothing was changed."""
    head, entries = read_ledger(ledger)
    return (
        bool(head)
        and head["inputs"] == made_from
        and all(of_file(folder / name) == content for name, (_, content) in entries.items())
    )


def read_ledger(path: Path) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """The head of the ledger at *path* and, by file, what each was made from and its own fingerprint.

    Both are empty where there is no ledger that can be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        head = json.loads(lines[0])
        entries = {str(name): (str(made_from), str(content)) for name, made_from, content in map(json.loads, lines[1:])}
        return {"tools": str(head["tools"]), "inputs": str(head["inputs"])}, entries
    except (OSError, ValueError, LookupError, TypeError):
        return {}, {}


def take_away(folder: Path, names: Iterable[str]) -> None:
    """Delete files of *folder*, and the folders in it that are empty then."""
    for name in names:
        path = folder / name
        path.unlink(missing_ok=True)
        for above in path.parents:
            if above == folder or not above.is_dir() or any(above.iterdir()):
                break
            above.rmdir()
