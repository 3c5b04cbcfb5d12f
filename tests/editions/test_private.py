"""Private pages: no telling address, title, file or anchor, numbers as words, and no file above the warning."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from tests.conftest import EXERCISE, LESSON, REPOSITORY, TINY, UNIT, called, tiny

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Built, Course

SAVABLE, READ, HEARD, START = (
    "exercises/when-he-shouts",
    "exercises/am-i-afraid",
    "course/1-first-unit/fear",
    "course/start/watched",
)
ADDRESSES = {SAVABLE: "page-1", READ: "page-2", HEARD: "page-3", START: "page-4"}
TELLING = re.compile(r"when-he-shouts|am-i-afraid|fear|watched|secret-note")
NUMBER = "1-800-799-7233"


def head(text: str, docname: str, more: str = "") -> str:
    """A page's text with what makes it private between its ``---`` lines."""
    lines = f"address: {ADDRESSES[docname]}\nprivate: true\n{more}"
    return text.replace("---\n", f"---\n{lines}", 1) if text.startswith("---\n") else f"---\n{lines}---\n{text}"


def with_private_pages(course: Course) -> Course:
    """A private exercise that can be saved, one that is only read, a private lesson, and a private start page."""
    exercise, lesson = TINY[f"{EXERCISE}.md"], TINY[f"{LESSON}.md"]
    note = "\nMore.[^secret-note]\n\n[^secret-note]: Known. {source}`group2020`\n"
    exercise = exercise.replace("Help for before.", "{reach}`violence` from a phone that they cannot see.")
    course.write(
        f"{SAVABLE}.md", head(exercise.replace("# First steps", "# When he shouts"), SAVABLE, "savable: true\n")
    )
    course.write(f"{READ}.md", head(exercise.replace("# First steps", "# Am I afraid?"), READ) + note)
    course.write(f"{HEARD}.md", head(lesson.replace("# First lesson", "# Fear"), HEARD))
    start = f"# When you are watched\n\n:::{{erase-everything}}\nNo button.\n:::\n{note}"
    course.write(f"{START}.md", head(start, START, "savable: true\nhandout: To read.\n"))
    course.replace(f"{UNIT}.md", "/exercises/first-steps", f"fear\n/exercises/first-steps\n/{SAVABLE}\n/{READ}")
    course.replace(
        "index.md", "course/1-first-unit/index", f"{START}\ncourse/1-first-unit/index\ncourse/reference/all-handouts"
    )
    course.write("course/reference/all-handouts.md", "# All\n\n:::{handout-list} exercise lesson page\n:::\n")
    return course


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The folder of all editions, and the web course."""
    course = with_private_pages(tiny(tmp_path_factory.mktemp("private")))
    folder = course.root.parent / "build"
    for builder, name in (("handout", "handouts"), ("notebook", "notebooks"), ("epub", "epub")):
        course.build(builder, porchlight_editions=str(folder)).out.rename(folder / name)
    return folder, course.build("html", porchlight_editions=str(folder), html_baseurl="https://example.org/")


def page(built: Built, name: str) -> BeautifulSoup:
    return BeautifulSoup((built.out / name).read_text(encoding="utf-8"), "html.parser")


def test_no_address_title_or_name_of_a_file_tells(made: tuple[Path, Built]) -> None:
    folder, web = made
    html = web.out
    files = [path for part in (html, folder / "handouts", folder / "notebooks") for path in part.rglob("*")]
    assert not [path.name for path in files if path.suffix in {".html", ".pdf", ".ipynb"} and TELLING.search(path.name)]
    for path in html.rglob("*.html"):
        found = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        links = [str(tag.get("href") or tag.get("src")) for tag in found.select("[href], [src]")]
        assert not [link for link in links if TELLING.search(link)], path
        title = found.select_one("title")
        assert title is None or not re.search("shout|afraid|fear|watched", title.get_text(), re.IGNORECASE), path
    for text in ("sitemap.xml", "sw.js"):
        assert not TELLING.search((html / text).read_text(encoding="utf-8"))
    index = json.loads((html / "_static/search-index.js").read_text(encoding="utf-8").partition("=")[2].rstrip(";\n"))
    private = [found for found in index["pages"] if found[0].removesuffix(".html") in ADDRESSES.values()]
    assert len(private) == len(ADDRESSES)
    assert {part[0] for found in private for part in found[3]} == {""}
    with ZipFile(html / "downloads/porch-light-offline.zip") as packed:
        assert not [name for name in packed.namelist() if TELLING.search(name)]
    for path in (folder / "epub").rglob("*.epub"):
        with ZipFile(path) as book:
            assert not [name for name in book.namelist() if TELLING.search(name)]


@pytest.mark.parametrize("address", ADDRESSES.values())
def test_private_page_is_not_marked_heard_dialled_or_downloaded_at_its_top(
    made: tuple[Path, Built], address: str
) -> None:
    found = page(made[1], f"{address}.html")
    assert found.select("[data-pl-place], [data-pl-listen], .pl-tools [data-pl-bring]") == []
    assert found.select(".pl-paper, [href^='tel:'], [href^='sms:']") == []
    assert found.select("[data-pl-do=keep]") == []
    body = found.body
    assert body is not None
    assert body["data-pl-keeps"] == "no"
    scripts = {str(tag["src"]).rpartition("/")[2].partition("?")[0] for tag in found.select("script[src]")}
    allowed = {"page.js", "for-you.js", "check-yourself.js", "private.js", "tools.js"}
    assert scripts <= allowed
    text = found.get_text()
    assert {"page-1": NUMBER, "page-2": NUMBER, "page-3": "911", "page-4": ""}[address] in text


def test_only_a_savable_page_has_sheets_and_fields_and_the_sheets_lie_below_its_words(made: tuple[Path, Built]) -> None:
    assert page(made[1], "page-2.html").select("input:not([role=switch]), textarea, [data-pl-do]") == []
    assert "Some of these" in page(made[1], "page-2.html").get_text()
    for address in ("page-1", "page-4"):
        found = page(made[1], f"{address}.html")
        assert bool(found.select("article textarea")) == (address == "page-1")
        downloads = found.select("a[download]:not(.pl-foot a)")
        assert [tag["href"] for tag in downloads] == [
            f"downloads/handouts/{paper}/{address}.pdf" for paper in ("letter", "a4", "large-print")
        ]
        assert all(tag.find_parent(class_="pl-answers-panel") for tag in downloads)
        panel = found.select_one(".pl-answers-panel")
        assert panel is not None
        assert panel["data-pl-file"] == address


def test_lists_offer_no_private_sheet_mark_or_answer(made: tuple[Path, Built]) -> None:
    papers = page(made[1], "course/reference/all-handouts.html")
    assert {str(tag["href"]) for tag in papers.select("article a[href*=page-]")} == {
        "../../page-1.html",
        "../../page-4.html",
    }
    assert not [tag for tag in papers.select("a[download]") if re.search("page-", str(tag["href"]))]
    downloads = made[1].out / "downloads/handouts"
    assert {path.stem for path in downloads.rglob("page-*.pdf")} == {"page-1", "page-4"}
    mine = page(made[1], "my-answers.html")
    listed = [
        str(tag.get("data-pl-id") or tag.get("data-pl-step")) for tag in mine.select("[data-pl-id], [data-pl-step]")
    ]
    assert set(listed) == {"first-steps", EXERCISE, LESSON}
    assert [tag["data-pl-steps"] for tag in page(made[1], "index.html").select("[data-pl-steps]")] == [
        f"{LESSON} {EXERCISE}"
    ]


def test_numbers_are_words_on_paper_and_in_the_book_too(made: tuple[Path, Built]) -> None:
    with ZipFile(made[0] / "epub/porch-light.epub") as book:
        for name in ("page-1.xhtml", "page-3.xhtml"):
            text = book.read(name).decode()
            assert NUMBER in text or "911" in text
            assert "tel:" not in text
            assert "page-1.pdf" not in text


@pytest.mark.parametrize(
    ("docname", "old", "new", "problem"),
    [
        (SAVABLE, "address: page-1\n", "", f"The private page '{SAVABLE}' has no 'address'"),
        (READ, "private: true", "private: no!", "'private' must be true, or not stand there"),
        (
            LESSON,
            "checked: 2026-11-01",
            "checked: 2026-11-01\nsavable: true",
            f"'savable' is for private pages, and '{LESSON}' is none",
        ),
    ],
)
def test_private_page_that_would_not_be_private_is_reported(
    tiny_course: Course, docname: str, old: str, new: str, problem: str
) -> None:
    with_private_pages(tiny_course).replace(f"{docname}.md", old, new)

    warnings = tiny_course.build("text", warns=True).warnings

    assert [text.partition(". ")[0] for text in warnings] == [f"{docname}.md:1: WARNING: {problem}"]
    assert warnings[0].endswith("[porchlight.private]")


# The real pages: what a person beside the reader could see in a history, a tab or a list of downloads.
WORDS = re.compile(
    r"saf|violen|fear|afraid|abus|danger|hurt|privat|leav|suicid|police|secret|hide|help|plan", re.IGNORECASE
)


def test_real_private_pages_say_from_which_phone_and_have_nothing_telling(course: Path) -> None:
    sources = [*REPOSITORY.glob("course/**/*.md"), *REPOSITORY.glob("exercises/*.md")]
    private = [path for path in sources if "\nprivate: true\n" in path.read_text(encoding="utf-8")]
    assert {"my-safety-plan", "is-it-safe-for-me", "your-own-safety", "your-privacy-and-safety"} <= {
        path.stem for path in private
    }
    for source in private:
        found = BeautifulSoup((course / f"html/{called(source)}.html").read_text(encoding="utf-8"), "html.parser")
        article, title = found.select_one("article"), found.select_one("title")
        assert article is not None
        assert title is not None
        assert not WORDS.search(title.get_text()), source
        assert not WORDS.search(called(source)), source
        anchors = [str(tag["href"]) for tag in article.select("a[href^='#']")]
        assert not [anchor for anchor in anchors if WORDS.search(anchor)], source
        text = " ".join(article.get_text().split())
        if NUMBER in text:
            assert re.search(r"phone (that )?(they cannot|nobody)", text), f"{source}: say from which phone to call"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("exercises/two-lists", "Safari (iPhone, iPad, Mac) can remove it after seven days of use without a visit"),
        ("page-3", "after seven days of use without a visit"),
        ("page-3", "the list of pages may be copied to every device on that account"),
        ("page-3", "Is there a family account"),
    ],
)
def test_readers_are_told_what_may_go_by_itself_and_what_others_may_see(course: Path, page: str, words: str) -> None:
    found = BeautifulSoup((course / f"html/{page}.html").read_text(encoding="utf-8"), "html.parser")
    assert words in " ".join(found.get_text().split())
