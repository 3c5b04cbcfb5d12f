"""The built site on a server of its own, its pages, and a Chromium."""

from __future__ import annotations

import functools
import sys
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from playwright.sync_api import ViewportSize, sync_playwright

from tests import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)
# 1280 px at 400 % is 320 px wide and a quarter as high
ZOOMED = ViewportSize(width=320, height=256)
# One page of each type, with every kind of box, table, list and field among them.
TYPES = (
    "index.html",
    "404.html",
    "kitchen.html",
    "my-answers.html",
    "search.html",
    "course/facilitator/forms/sign-in.html",
    "course/facilitator/index.html",
    "course/facilitator/session-2.html",
    "course/reference/all-handouts.html",
    "course/facilitator/other-formats.html",
    "page-1.html",
    "course/2-staying-safe/index.html",
    "page-6.html",
    "page-2.html",
    "course/reference/glossary.html",
    "course/reference/medicines-at-a-glance.html",
    "course/reference/quality.html",
    "exercises/a-limit-i-can-keep.html",
    "exercises/map-of-a-using-day.html",
    "exercises/where-i-am-today.html",
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *arguments: object) -> None:
        pass


class Patient(ThreadingHTTPServer):
    """A server that takes it without a word when a browser hangs up."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(html: Path) -> Iterator[str]:
    """The address of *html* on a server, on this machine only."""
    handler = functools.partial(Quiet, directory=str(html))
    with Patient(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def started() -> Iterator[Browser]:
    """A Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield browser
        browser.close()


def paths(html: Path) -> list[str]:
    """Every page that readers see, by its path.

    Raises ``FileNotFoundError`` when there is none: an audit of nothing finds nothing.
    """
    if not (html / "index.html").is_file():
        raise FileNotFoundError(f"There is no web course in {html}. Run: make course")
    found = [path.relative_to(html).as_posix() for path in html.rglob("*.html")]
    return sorted(path for path in found if not path.startswith("_static/"))
