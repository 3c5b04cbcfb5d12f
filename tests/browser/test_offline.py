"""The real course with no internet: kept on a phone by choice, brought up to date whole, removed; and from the zip."""

from __future__ import annotations

import functools
import json
import re
import shutil
import threading
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from playwright.sync_api import Error, expect

from porchlight.editions.web.offline import worker
from tests.audit.pages import Patient, Quiet
from tests.browser.conftest import Watched
from tests.conftest import PROJECT, STEM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LESSON = "course/4-supporting-medication/how-the-medicines-work.html"
EXERCISE = "exercises/two-lists.html"
PRIVACY = "page-3.html"
LEFT = "Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()]).then(all => all.map(a => a.length))"
UPDATED = """async () => {
  const found = await navigator.serviceWorker.getRegistration();
  await found.update();
  const next = found.installing ?? found.waiting;
  if (!next) return "none";
  await new Promise(done => {
    const look = () => { if (["activated", "redundant"].includes(next.state)) done(); };
    next.addEventListener("statechange", look);
    look();
  });
  return next.state;
}"""

ZIP = f"downloads/{STEM}-offline.zip"


class Host:
    """A copy of the site below a server's root; it can be stopped and started again at the same address."""

    def __init__(self, course: Path, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(course / "html", folder, ignore=shutil.ignore_patterns("downloads"))
        self.port = 0
        self.start()
        self.address = f"http://127.0.0.1:{self.port}/{folder.name}/"

    def start(self) -> None:
        handler = functools.partial(Quiet, directory=str(self.folder.parent))
        self.server = Patient(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def publish(self, changes: dict[str, str]) -> None:
        """Put words into pages, and write the worker anew as a build does."""
        for path, words in changes.items():
            text = (self.folder / path).read_text(encoding="utf-8")
            (self.folder / path).write_text(re.sub(r"(<h1[^>]*>).*?<", rf"\1{words}<", text), encoding="utf-8")
        listed = (self.folder / "sw.js").read_text(encoding="utf-8").partition("const FILES=")[2].partition(";\n")[0]
        (self.folder / "sw.js").write_text(worker(self.folder, list(json.loads(listed))), encoding="utf-8")

    def publish_language(self, language: str, words: str) -> None:
        """Put a small course in another language into a folder of this one, with a worker of its own."""
        folder = self.folder / language
        folder.mkdir()
        text = (self.folder / "page-1.html").read_text(encoding="utf-8")
        names = ["index.html", "page-1.html"]
        for name in names:
            (folder / name).write_text(re.sub(r"(<h1[^>]*>).*?<", rf"\1{words}<", text), encoding="utf-8")
        (folder / "sw.js").write_text(worker(folder, names), encoding="utf-8")


@pytest.fixture
def host(course: Path, tmp_path: Path) -> Iterator[Host]:
    host = Host(course, tmp_path / "site")
    yield host
    host.stop()


def heading(page: Page, url: str) -> str:
    page.goto(url)
    return page.get_by_role("heading", level=1).inner_text()


def looks_up(page: Page, query: str) -> str:
    page.get_by_label("A word, a name, or a few words").fill(query)
    page.keyboard.press("Enter")
    # the words come after the page: what was typed before is looked for when they are there
    return page.get_by_role("status").filter(has_text=re.compile(r"\S")).inner_text()


def test_course_is_kept_by_choice_updated_whole_and_removed(browser: Browser, host: Host) -> None:
    asked: list[str] = []
    context = browser.new_context()
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    before = heading(page, host.address + LESSON)
    page.goto(host.address + PRIVACY)
    assert page.evaluate(LEFT) == [0, 0]
    assert not page.get_by_role("button", name="Remove the course from this phone").is_visible()

    page.get_by_role("button", name="Keep this course on my phone").click()
    page.get_by_text("Done. The course is kept on this phone").wait_for()
    assert page.evaluate(LEFT) == [1, 1]
    assert page.evaluate("porchlight.offline.kept()")

    # no internet: pages, pictures, exercises and the search open
    host.stop()
    assert heading(page, host.address + LESSON) == before
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 247, 239)"
    page.goto(host.address + EXERCISE)
    page.locator("main textarea").first.fill("My words")
    page.goto(f"{host.address}search.html")
    assert "buprenorphine" in looks_up(page, "suboxone")
    assert heading(page, host.address) == PROJECT
    assert heading(page, f"{host.address}course/not-there.html") == "This page is not kept here"

    # a new version that does not arrive whole changes nothing
    host.start()
    missing = host.folder / EXERCISE
    host.publish({LESSON: "Newer lesson", PRIVACY: "Newer privacy"})
    text = missing.read_text(encoding="utf-8")
    missing.write_text(f"{text} ", encoding="utf-8")
    host.publish({})
    missing.unlink()
    page.goto(host.address + PRIVACY)
    assert page.evaluate(UPDATED) == "redundant"
    assert heading(page, host.address + LESSON) == before
    assert heading(page, host.address + EXERCISE)
    # and one that does replaces it, all at once, and leaves nothing of the old
    missing.write_text(f"{text} ", encoding="utf-8")
    page.goto(host.address + PRIVACY)
    assert page.evaluate(UPDATED) == "activated"
    # the course in another language, in a folder of this one, is kept beside it, and removed with it
    host.publish_language("es", "Ayuda ahora mismo")
    page.goto(f"{host.address}es/index.html")
    page.evaluate("navigator.serviceWorker.register('sw.js').then(() => navigator.serviceWorker.ready).then(() => 1)")
    assert page.evaluate(LEFT) == [2, 2]
    host.stop()
    assert heading(page, f"{host.address}es/page-1.html") == "Ayuda ahora mismo"
    assert heading(page, host.address + LESSON) == "Newer lesson"
    assert heading(page, host.address + PRIVACY) == "Newer privacy"
    assert page.evaluate(LEFT) == [2, 2]

    page.get_by_role("button", name="Remove the course from this phone").click()
    page.get_by_text("Removed. This phone keeps nothing").wait_for()
    assert page.evaluate(LEFT) == [0, 0]
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(host.address + LESSON)
    host.start()
    assert [url for url in asked if not url.startswith(host.address)] == []
    context.close()


def test_course_that_could_not_be_fetched_whole_says_so_and_can_be_removed(browser: Browser, host: Host) -> None:
    (host.folder / EXERCISE).unlink()
    context = browser.new_context()
    page = context.new_page()
    page.goto(host.address + PRIVACY)
    page.get_by_role("button", name="Keep this course on my phone").click()
    page.get_by_text("That did not work").wait_for()
    assert not page.evaluate("porchlight.offline.kept()")

    page.get_by_role("button", name="Remove the course from this phone").click()
    page.get_by_text("Removed. This phone keeps nothing").wait_for()

    assert page.evaluate(LEFT) == [0, 0]
    context.close()


def test_course_is_not_said_to_be_kept_before_it_gave_a_page(browser: Browser, host: Host) -> None:
    worker = host.folder / "sw.js"  # as in a browser that lacks something that only its answers need
    text = worker.read_text(encoding="utf-8")
    assert text.count('addEventListener("fetch"') == 1
    worker.write_text(text.replace('addEventListener("fetch"', 'addEventListener("none"'), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(host.address)  # the browser may keep this page by itself for a while
    page.goto(host.address + PRIVACY)
    page.get_by_role("button", name="Keep this course on my phone").click()
    page.get_by_text("That did not work").wait_for()

    assert page.evaluate(LEFT) == [0, 0]
    assert page.get_by_role("button", name="Keep this course on my phone").is_enabled()
    context.close()


def test_zip_opens_from_disk_with_no_internet(browser: Browser, course: Path, tmp_path: Path) -> None:
    with ZipFile(course / "html" / ZIP) as packed:
        packed.extractall(tmp_path)
    root = f"{(tmp_path / STEM).as_uri()}/"
    with Watched(browser, root, offline=True) as watched:
        page = watched.page()
        page.goto(f"{root}index.html")
        page.get_by_role("link", name="Find a word").click()
        assert "buprenorphine" in looks_up(page, "suboxone")
        page.get_by_role("link", name="The first weeks: What happens at the first dose").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The first weeks")
        page.goto(root + EXERCISE)
        page.locator("main textarea").first.fill("My words")
        page.goto(root + PRIVACY)
        assert not page.get_by_role("button", name="Keep this course on my phone").is_visible()
        assert page.get_by_role("link", name="The whole course to read").count() == 0


def test_pages_of_the_site_offer_the_zip_and_tell_its_size(browser: Browser, site: str, course: Path) -> None:
    megabytes = round((course / "html" / ZIP).stat().st_size / 1_000_000)
    with Watched(browser, site, java_script_enabled=False) as watched:
        page = watched.page()
        page.goto(site + PRIVACY)
        link = page.get_by_role("link", name="The whole course to read with no internet")

        assert f"zip, {megabytes}\u00a0MB" in link.locator("..").inner_text()
        assert not page.get_by_role("button", name="Keep this course on my phone").is_visible()
        assert page.request.head(f"{site}{ZIP}").ok
