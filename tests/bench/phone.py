"""How long a slow phone waits: for the first words of a page, and until an exercise can be used.

Chromium runs with a processor six times slower, over nets as slow as a phone meets, with nothing in its cache.
The server compresses and keeps connections open, as hosts do. What is not in the figures: the round trips in
which a name is looked up and a safe connection is made, since the browser slows down requests only.
"""

from __future__ import annotations

import functools
import gzip
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, BinaryIO

from tests.audit.pages import PHONE, Patient, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SLOWER = 6  # times, as Lighthouse slows a desktop down to a phone of the lowest class
TRIES = 5  # the middle one is told
PAGES = {
    "front page": "index.html",
    "Help right now": "page-1.html",
    "a lesson": "course/2-staying-safe/what-to-do-in-an-overdose.html",
    "an exercise": "exercises/two-lists.html",
    "My safety plan": "page-5.html",
    "all handouts": "course/reference/all-handouts.html",
}
# the first words that are painted, in ms: the largest piece of the first frame with one, when it is no picture
FIRST_TEXT = """() => new Promise((done) => new PerformanceObserver((list) => {
  const words = list.getEntries().find((entry) => !entry.url);
  if (words) { done(words.startTime); }
}).observe({ type: "largest-contentful-paint", buffered: true }))"""
# When the buttons that a script brings stand below the fields: from then on the page has read what was typed.
WATCH = """new MutationObserver(() => {
  window.usable ||= document.querySelector("[data-pl-tools]:not([hidden])") && performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["hidden"] })"""


@dataclass(frozen=True)
class Net:
    """A net, and how many seconds the first words and a usable exercise may take on it."""

    name: str
    kilobits: int  # a second
    round_trip: int  # ms
    text: float
    usable: float


NETS = (
    Net("400 kbit/s, 2 s round trip", 400, 2000, 5, 7),
    Net("4 Mbit/s, 0.1 s round trip", 4000, 100, 1, 2),
)


class Compressing(SimpleHTTPRequestHandler):
    """Serves files as hosts do: compressed, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        pass

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)


@contextmanager
def compressed(html: Path) -> Iterator[str]:
    """The address of *html* on such a server, on this machine only."""
    handler = functools.partial(Compressing, directory=str(html))
    with Patient(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def opened(browser: Browser, url: str, net: Net) -> tuple[float, float | None]:
    """Seconds until the first words of the page at *url* are painted, and until its exercise can be used."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.set_default_timeout(60_000)
    speaking = context.new_cdp_session(page)
    speaking.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    speaking.send("Network.enable")
    bytes_a_second = net.kilobits * 1000 / 8
    speaking.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": net.round_trip,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )
    page.add_init_script(WATCH)
    page.goto(url, wait_until="commit")
    text = page.evaluate(FIRST_TEXT) / 1000
    usable = None
    page.wait_for_load_state("domcontentloaded")
    if page.query_selector("[data-pl-exercise]"):
        page.wait_for_selector("[data-pl-tools]:not([hidden])")
        page.locator("[data-pl-exercise] textarea").first.press_sequentially("words")
        usable = page.evaluate("window.usable") / 1000
    context.close()
    return text, usable


@dataclass(frozen=True)
class Wait:
    """What a phone waits for a page: the middle one of some tries, with the least and the most."""

    net: Net
    page: str
    text: str
    usable: str


def told(seconds: list[float], most: float) -> str:
    """The middle one of *seconds*, the least and the most, and what it may be."""
    return f"{median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f}), goal {most:g}" if seconds else ""


def waits(html: Path) -> Iterator[Wait]:
    """For each page on each net: how long until its first words, and until its exercise can be used."""
    with compressed(html) as site, started() as browser:
        for net in NETS:
            for name, path in PAGES.items():
                tries = [opened(browser, site + path, net) for _ in range(TRIES)]
                ready = [usable for _, usable in tries if usable is not None]
                yield Wait(net, name, told([text for text, _ in tries], net.text), told(ready, net.usable))
