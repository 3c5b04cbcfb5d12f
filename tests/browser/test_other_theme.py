"""The course with a theme that is not ours: its looks, our fields and saving, and nothing taken from anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.audit.pages import served
from tests.browser.answering import EXERCISE, shown, stored
from tests.browser.conftest import Watched
from tests.conftest import tiny

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.conftest import Built


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny course with alabaster, a style of its publisher's, and a page about erasing."""
    course = tiny(tmp_path_factory.mktemp("plain"))
    course.write("course/start/private.md", "# In private\n\n:::{erase-everything}\nNo button in a book.\n:::\n")
    course.replace("index.md", "course/1-first-unit/index", "course/start/private\ncourse/1-first-unit/index")
    course.write("mine/mine.css", "p { color: teal }\n")
    course.add("conf.py", 'extensions = ["myst_parser", "porchlight"]\nhtml_sidebars = {}\n')
    course.add("conf.py", 'html_static_path = ["mine"]\nhtml_css_files = ["mine.css"]\n')
    (course.root.parent / "build/html/_static").mkdir(parents=True)  # a folder that another build has left
    (course.root.parent / "build/html/_static/theirs.css").write_text("")
    return course.build("html", html_theme="alabaster")


@pytest.fixture
def plain_site(plain: Built) -> Iterator[str]:
    with served(plain.out) as address:
        yield address


def test_nothing_of_the_theme_or_of_others_is_left_out(plain: Built) -> None:
    static = {path.relative_to(plain.out / "_static").as_posix() for path in (plain.out / "_static").rglob("*.*")}
    assert {
        "alabaster.css",
        "pygments.css",
        "searchtools.js",
        "mine.css",
        "theirs.css",
        "porchlight/fields.css",
    } <= static
    assert (plain.out / "objects.inv").is_file()
    page = plain.page("course/1-first-unit/first-lesson")
    assert "_static/alabaster.css" in page
    assert "_static/mine.css" in page
    assert "porchlight/" not in page.partition("<body")[0], "a lesson needs no script of ours"
    assert not (plain.out / "_headers").exists()


def test_words_are_kept_when_they_are_asked_to_be(plain_site: str, browser: Browser) -> None:
    with Watched(browser, plain_site) as watched:
        page = watched.page()
        page.goto(f"{plain_site}/{EXERCISE}")
        assert stored(page) == {}
        page.get_by_role("button", name="Keep my answers on this device").click()
        page.get_by_label("Your name for it").fill("Blue Sunday")
        page.get_by_text("Kept in this browser.").wait_for()
        page.reload()
        page.wait_for_function("porchlight.fields[0].read().value")
        assert shown(page) == {"name": "Blue Sunday"}
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save to a file").click()
        assert "Blue Sunday" in saved.value.path().read_text(encoding="utf-8")
        page.goto(f"{plain_site}/course/start/private.html")
        page.get_by_role("button", name="Erase everything", exact=True).click()
        page.get_by_role("button", name="Yes, erase everything").click()
        page.get_by_text("Erased.").wait_for()
        assert stored(page) == {}
