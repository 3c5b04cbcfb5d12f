"""Finds a Chromium for the browser tests, and installs one where there is none.

In this order: a Chromium or Chrome on PATH, the one that Playwright has, the system's package
manager, Playwright's own download. ``python -m tests.chromium`` does it and says which; the tests
call ``find`` and fail, never skip, when there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = [
    "--no-sandbox",  # a container's root cannot have a sandbox
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def find() -> str:
    """The path of a Chromium.

    Raises ``FileNotFoundError`` when there is none, saying how to get one.
    """
    for name in NAMES:
        if path := shutil.which(name):
            return path
    own = _playwrights_own()
    if own:
        return own
    raise FileNotFoundError("There is no Chromium or Chrome. Run: python -m tests.chromium")


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _run(*command: str) -> bool:
    print("  $", " ".join(command), flush=True)
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


def install() -> None:
    """Try the system's package manager, then Playwright's own download."""
    if shutil.which("apt-get"):
        lead = [] if os.geteuid() == 0 else ["sudo", "-n"]
        if _run(*lead, "apt-get", "update", "-qq") and _run(*lead, "apt-get", "install", "-y", "-qq", "chromium"):
            return
    if shutil.which("dnf") and _run("sudo", "-n", "dnf", "install", "-y", "-q", "chromium"):
        return
    if shutil.which("brew") and _run("brew", "install", "--cask", "chromium"):
        return
    _run(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int:
    """Find or install a browser; 1 when both failed."""
    try:
        found = find()
    except FileNotFoundError:
        print("No Chromium found; installing one …", flush=True)
        install()
        try:
            found = find()
        except FileNotFoundError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"Browser for the tests: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
