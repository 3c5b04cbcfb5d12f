"""Fingerprints: short names for contents, of files, of what makes the editions, and of all sources."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).parent
NOT_SOURCES = {"_build", "dist", "venv", "tests", "porchlight", "catalogs"}  # folders without text, as in defaults.py


def fingerprint(*parts: bytes | str) -> str:
    """A short name for *parts* that other parts will not have."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def of_file(path: Path) -> str:
    """The fingerprint of a file's content; nothing when there is no such file."""
    try:
        return fingerprint(path.read_bytes())
    except OSError:
        return ""


@lru_cache
def tools() -> str:
    """The fingerprint of what makes the editions: our code and theme, and the versions of all packages."""
    ours = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    packages = sorted({path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")})
    code = [part for path in ours for part in (path.relative_to(PACKAGE).as_posix(), path.read_bytes())]
    return fingerprint(sys.version, *packages, *code)


def number_of_tools() -> int:
    """The same for Sphinx, which drops doctrees that were read with another number."""
    return int(tools()[:12], 16) + 1


def sources(root: Path) -> str:
    """The fingerprint of all text, data and settings below *root*."""
    parts: list[bytes | str] = []
    for folder, folders, files in os.walk(root):
        apart = NOT_SOURCES if folder == str(root) else ()
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in apart)
        for name in sorted(files):
            path = Path(folder, name)
            parts += [path.relative_to(root).as_posix(), of_file(path)]
    return fingerprint(*parts)
