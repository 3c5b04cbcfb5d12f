"""Addresses: one place says where a page lies, and every edition, file name, list and mark follows it."""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from tests.conftest import EXERCISE, GET_HELP, LESSON, UNIT, tiny

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Built, Course

SECRET = {LESSON: "page-1", EXERCISE: "page-2", GET_HELP: "page-3"}
TELLING = re.compile(r"first-lesson|first-steps|get-help")
SITE = "https://example.org/"


def with_addresses(course: Course) -> Course:
    """Give three pages dull addresses; the lesson's answers hold a link and a note."""
    for name, address in SECRET.items():
        text = (course.root / f"{name}.md").read_text(encoding="utf-8")
        head = "" if text.startswith("---\n") else "---\n---\n"
        course.write(f"{name}.md", (head + text).replace("---\n", f"---\naddress: {address}\n", 1))
    course.replace(
        f"{LESSON}.md", ": Listening reason.", ": Listening reason, [help](/course/reference/get-help.md).[^known]"
    )
    course.add(
        f"{EXERCISE}.md",
        f"\nBack to [the lesson](/{LESSON}.md), [truth](/{LESSON}.md#what-is-true).\n",
    )
    return course


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Built]]:
    """Every edition of a course of which three pages have dull addresses, the web course last."""
    course = with_addresses(tiny(tmp_path_factory.mktemp("addresses")))
    folder = course.root.parent / "build"
    built = {}
    for builder, name in (("handout", "handouts"), ("notebook", "notebooks"), ("epub", "epub"), ("html", "html")):
        built[name] = course.build(builder, porchlight_editions=str(folder), html_baseurl=SITE)
        if name != "html":
            built[name].out.rename(folder / name)
    return folder, built


def pages(folder: Path) -> dict[str, BeautifulSoup]:
    return {
        path.relative_to(folder).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(folder.rglob("*.html"))
    }


def test_every_link_of_the_web_course_leads_to_a_file_and_none_tells(made: tuple[Path, dict[str, Built]]) -> None:
    out = made[1]["html"].out
    found = pages(out)
    assert {"page-1.html", "page-2.html", "page-3.html"} <= found.keys()
    for path, page in found.items():
        for tag in page.select("[href], [src]"):
            link = str(tag.get("href") or tag.get("src")).partition("?")[0]
            assert not TELLING.search(link), (path, link)
            if re.match(r"[a-z]+:|#", link) or path == "404.html":
                continue
            target, _, anchor = link.partition("#")
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            assert (out / file).is_file(), (path, link)
            if anchor:
                assert found[file].find(id=anchor), (path, link)


def test_no_file_of_any_edition_has_a_telling_name(made: tuple[Path, dict[str, Built]]) -> None:
    folder, built = made
    html = built["html"].out
    files = [path for part in (html, folder / "handouts", folder / "notebooks") for path in part.rglob("*")]
    names = {path.name for path in files if path.suffix in {".html", ".pdf", ".ipynb"}}
    assert {"page-1.pdf", "page-2.pdf", "page-2.ipynb", "page-2.html"} <= names
    assert not [name for name in names if TELLING.search(name)]

    with ZipFile(html / "downloads/porch-light-offline.zip") as zipped:
        assert not [name for name in zipped.namelist() if TELLING.search(name)]
    for path in (folder / "epub").rglob("*.epub"):
        with ZipFile(path) as book:
            assert not [name for name in book.namelist() if TELLING.search(name)]


def test_lists_of_addresses_tell_nothing(made: tuple[Path, dict[str, Built]]) -> None:
    out = made[1]["html"].out
    worker = (out / "sw.js").read_text(encoding="utf-8")
    [files] = re.findall(r"const FILES=(\{.*?\});", worker)
    index = json.loads((out / "_static/search-index.js").read_text(encoding="utf-8").partition("=")[2].rstrip(";\n"))

    assert "page-2.html" in json.loads(files)
    assert [name for name in json.loads(files) if TELLING.search(name)] == []
    assert {"page-1.html", "page-2.html", "page-3.html"} <= {page[0] for page in index["pages"]}
    assert [page[0] for page in index["pages"] if TELLING.search(page[0])] == []
    assert f"<loc>{SITE}page-2.html</loc>" in (out / "sitemap.xml").read_text(encoding="utf-8")
    assert not TELLING.search((out / "sitemap.xml").read_text(encoding="utf-8"))


def test_marks_of_what_is_done_go_by_address(made: tuple[Path, dict[str, Built]]) -> None:
    found = pages(made[1]["html"].out)
    body = found["page-1.html"].body
    assert body is not None
    assert body["data-pl-page"] == "page-1"
    assert [item["data-pl-steps"] for item in found["index.html"].select("[data-pl-steps]")] == ["page-1 page-2"]
    assert {item["data-pl-step"] for item in found["my-answers.html"].select("[data-pl-step]")} == {"page-1", "page-2"}


def test_every_link_inside_an_e_book_leads_somewhere(made: tuple[Path, dict[str, Built]]) -> None:
    for path in (made[0] / "epub").rglob("*.epub"):
        with ZipFile(path) as book:
            names = set(book.namelist())
            for name in (name for name in names if name.endswith(".xhtml")):
                page = BeautifulSoup(book.read(name), "html.parser")
                for tag in page.select("[href]"):
                    link, _, anchor = str(tag["href"]).partition("#")
                    if re.match(r"[a-z]+:", link):
                        continue
                    file = posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) if link else name
                    assert file in names, (path.name, name, tag)
                    if anchor:
                        assert BeautifulSoup(book.read(file), "html.parser").find(id=anchor), (path.name, name, tag)


def test_code_on_paper_leads_to_the_dull_address(made: tuple[Path, dict[str, Built]]) -> None:
    code = next((made[0] / "handouts").rglob("sheets/page-2.typ")).read_text(encoding="utf-8")

    assert '"example.org/page-2.html"' in code


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("Page 1", "The address 'Page 1' is none that a page can have"),
        ("a/b", "The address 'a/b' is none that a page can have"),
        ("kitchen", "The address 'kitchen' is also that of a page of the web course"),
        ("first-lesson", f"The address 'first-lesson' is also that of a file of '{LESSON}'"),
    ],
)
def test_address_that_cannot_be_or_that_another_page_has_is_reported(
    tiny_course: Course, address: str, problem: str
) -> None:
    tiny_course.replace(f"{EXERCISE}.md", "minutes: 10", f"minutes: 10\naddress: {address}")

    [warning] = tiny_course.build("text", warns=True).warnings

    assert warning.startswith(f"{EXERCISE}.md:1: WARNING: {problem}. ")
    assert warning.endswith("[porchlight.address]")


def test_two_pages_with_one_address_are_reported(tiny_course: Course) -> None:
    tiny_course.replace(f"{EXERCISE}.md", "minutes: 10", "minutes: 10\naddress: page-1")
    tiny_course.replace(f"{LESSON}.md", "evidence: strong", "evidence: strong\naddress: page-1")

    [warning] = tiny_course.build("text", warns=True).warnings

    assert warning.startswith(f"{EXERCISE}.md:1: WARNING: The address 'page-1' is also that of '{LESSON}'. ")


def test_page_moves_when_its_address_changes_and_pages_that_link_there_follow(tiny_course: Course) -> None:
    first = tiny_course.build("html")
    assert first.file(LESSON).is_file()
    tiny_course.replace(f"{LESSON}.md", "evidence: strong", "evidence: strong\naddress: page-9")
    second = tiny_course.build("html")

    assert (second.out / "page-9.html").is_file()
    assert 'href="../../page-9.html"' in second.page(UNIT)
