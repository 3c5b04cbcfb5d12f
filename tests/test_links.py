"""`make links` asks every address that the course names, and names each dead one once."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.conftest import GET_HELP, LESSON, REFERENCES, REGION, Course

if TYPE_CHECKING:
    from collections.abc import Iterator


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


def with_addresses(course: Course, source: str, service: str) -> Course:
    """The tiny course with two addresses: one in a note, one of a service."""
    text = (course.root / REFERENCES).read_text(encoding="utf-8")
    course.write(REFERENCES, text.replace("https://example.org/groups", source).replace("  doi     =", "  pages   ="))
    course.replace(REGION, "https://www.thehotline.org", service)
    return course


def test_living_addresses_bring_no_warning(tiny_course: Course, site: str) -> None:
    built = with_addresses(tiny_course, f"{site}/alive", f"{site}/alive").build("linkcheck")

    assert (built.out / "output.txt").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("dead", ["source", "service"])
def test_dead_address_is_a_warning_and_listed(tiny_course: Course, site: str, dead: str) -> None:
    addresses = {"source": f"{site}/alive", "service": f"{site}/alive", dead: f"{site}/gone"}
    built = with_addresses(tiny_course, addresses["source"], addresses["service"]).build("linkcheck", warns=True)

    [warning] = built.warnings
    assert f"{site}/gone" in warning
    assert f"{site}/gone" in (built.out / "output.txt").read_text(encoding="utf-8")
    assert warning.endswith("[porchlight.link_dead]")
    assert warning.startswith(f"{LESSON}.md:" if dead == "source" else f"{GET_HELP}.md:")
