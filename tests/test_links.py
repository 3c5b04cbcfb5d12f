"""`make links` asks every address that the course names, and names each dead one once."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.conftest import GET_HELP, LESSON, REFERENCES, REGION, Course

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx


HOST = "https://services.example.org"


class Site(BaseHTTPRequestHandler):
    """A site with one page that is there; all others are gone."""

    def do_HEAD(self) -> None:
        self.send_response(200 if self.path == "/alive" else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def asked_here(site: str) -> Callable[[Sphinx], None]:
    """Has the checker ask *site* in place of the host that the course names."""

    def prepare(app: Sphinx) -> None:
        app.connect("linkcheck-process-uri", lambda app, uri: uri.replace(HOST, site))

    return prepare


def with_addresses(course: Course, source: str, service: str) -> Course:
    """The tiny course with two addresses: one in a note, one of a service."""
    text = (course.root / REFERENCES).read_text(encoding="utf-8")
    course.write(REFERENCES, text.replace("https://example.org/groups", source).replace("  doi     =", "  pages   ="))
    course.replace(REGION, "https://www.thehotline.org", service)
    return course


def test_living_addresses_bring_no_warning(tiny_course: Course, asked_here: Callable[[Sphinx], None]) -> None:
    built = with_addresses(tiny_course, f"{HOST}/alive", f"{HOST}/alive").build("linkcheck", prepare=asked_here)

    assert (built.out / "output.txt").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("dead", ["source", "service"])
def test_dead_address_is_a_warning_and_listed(
    tiny_course: Course, asked_here: Callable[[Sphinx], None], dead: str
) -> None:
    addresses = {"source": f"{HOST}/alive", "service": f"{HOST}/alive", dead: f"{HOST}/gone"}
    course = with_addresses(tiny_course, addresses["source"], addresses["service"])
    built = course.build("linkcheck", prepare=asked_here, warns=True)

    [warning] = built.warnings
    assert "/gone" in warning
    assert "/gone" in (built.out / "output.txt").read_text(encoding="utf-8")
    assert warning.endswith("[porchlight.link_dead]")
    assert warning.startswith(f"{LESSON}.md:" if dead == "source" else f"{GET_HELP}.md:")
