"""The e-books: valid, accessible, plain to read, and the same bytes from the same source."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from bs4 import BeautifulSoup, Tag

from porchlight.ebooks import urn
from porchlight.pictures import DARK
from tests.audit.books import ace, epubcheck
from tests.conftest import (
    EXERCISE,
    FORM,
    GET_HELP,
    GUIDE,
    LESSON,
    SESSION,
    SOURCES,
    STEM,
    TINY,
    UNIT,
    Built,
    Course,
    tiny,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx.config import Config

EPOCH = "1790000000"
DATE = "2026-09-21T14:13:20Z"
ANSWERS = "course/1-first-unit/check-yourself-answers"
ORDER = ["index", UNIT, LESSON, EXERCISE, ANSWERS, GET_HELP, SOURCES]
EXERCISE_TEXT = TINY[f"{EXERCISE}.md"]
SHORT_BOOK = f"{STEM}-short.epub"
REAL = [f"{STEM}-facilitator.epub", f"{STEM}.epub", SHORT_BOOK]
FILES = ["porch-light-facilitator.epub", "porch-light.epub", "units/unit-1.epub"]
A = "{http://www.w3.org/1999/xhtml}a"
ROLES = {
    "noteref": "doc-noteref",
    "footnote": "doc-footnote",
    "backlink": "doc-backlink",
    "toc": "doc-toc",
}


def read_xml(data: bytes) -> BeautifulSoup:
    """Read XML; what is not well-formed fails, as it would on a reader's device."""
    ElementTree.fromstring(data)
    return BeautifulSoup(data, "xml")


@dataclass(frozen=True)
class Book:
    """An e-book as a reader's device finds it."""

    path: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        with ZipFile(self.path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every page by its name in the file."""
        return {name: read_xml(data) for name, data in self.files.items() if name.endswith(".xhtml")}

    def page(self, docname: str) -> BeautifulSoup:
        return self.pages[f"{docname}.xhtml"]

    @property
    def package(self) -> BeautifulSoup:
        return read_xml(self.files["content.opf"])

    def spine(self) -> list[str]:
        """The pages in reading order."""
        names = {item["id"]: item["href"] for item in self.package.find_all("item")}
        return [str(names[item["idref"]]) for item in self.package.find_all("itemref")]

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Every link inside the book: the page that it stands on, the file and the id that it leads to."""
        for name, data in self.files.items():
            for link in ElementTree.fromstring(data).iter(A) if name.endswith(".xhtml") else ():
                file, _, place = link.get("href", "").partition("#")
                if ":" not in file:
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
                    yield name, target, place

    def dead_links(self) -> list[tuple[str, str, str]]:
        """Links inside the book that lead nowhere; fails on a book without links."""
        ids = {name: set(re.findall(rb'\bid="([^"]+)"', data)) for name, data in self.files.items()}
        links = list(self.links())
        assert links
        return [
            (page, file, place)
            for page, file, place in links
            if file not in self.files or (place and place.encode() not in ids[file])
        ]

    def meta(self, name: str) -> list[str]:
        return [meta.text for meta in self.package.find_all("meta", property=name)]


def books(folder: Path) -> list[Path]:
    """Every e-book in a folder and the folders below it."""
    return sorted(folder.rglob("*.epub"))


def build(course: Course, *, parallel: int = 0, freshenv: bool = False) -> Book:
    built = course.build("epub", parallel=parallel, freshenv=freshenv)
    return Book(built.out / "porch-light.epub")


@pytest.fixture(autouse=True, scope="module")
def fixed_date() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        yield


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, fixed_date: None) -> Book:
    """The tiny course as an e-book, for tests that only read it. The other books lie beside it."""
    return build(tiny(tmp_path_factory.mktemp("book")))


@pytest.fixture(scope="module")
def guide(book: Book) -> Book:
    """The leaders' book of the tiny course."""
    return Book(book.path.parent / "porch-light-facilitator.epub")


@pytest.fixture(scope="module")
def unit_book(book: Book) -> Book:
    """The tiny course's only unit as a book."""
    return Book(book.path.parent / "units/unit-1.epub")


def words(tag: Tag) -> str:
    """What stands in a part of a page, with single spaces."""
    return " ".join(tag.get_text(" ").split())


def prompt(book: Book, prompt_id: str) -> Tag:
    found = book.page(EXERCISE).find(id=f"prompt-{prompt_id}")
    assert isinstance(found, Tag)
    return found


# the file


@pytest.mark.parametrize("name", FILES[1:])
def test_epubcheck_has_nothing_to_say(book: Book, name: str) -> None:
    assert epubcheck(book.path.parent / name) == []


@pytest.mark.parametrize("name", [*REAL, "units/unit-8.epub"])
def test_epubcheck_has_nothing_to_say_of_real_books(course: Path, name: str) -> None:
    assert epubcheck(course / "epub" / name) == []


def test_ace_has_nothing_to_say_of_a_real_unit(course: Path) -> None:
    assert ace(course / "epub/units/unit-8.epub") == []  # the smallest; `make audit` asks of all books


def test_real_books_are_small_enough_to_send(course: Path) -> None:
    sizes = {path.relative_to(course / "epub").as_posix(): path.stat().st_size for path in books(course / "epub")}

    assert sorted(sizes) == sorted([*REAL, *(f"units/unit-{number}.epub" for number in range(1, 9))])
    assert max(sizes.values()) < 1_500_000
    assert max(size for name, size in sizes.items() if name.startswith(("units/", SHORT_BOOK))) < 200_000


def test_every_link_in_real_books_leads_somewhere(course: Path) -> None:
    assert [(path.name, link) for path in books(course / "epub") for link in Book(path).dead_links()] == []


def test_a_dead_link_would_be_found(book: Book, tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    with ZipFile(broken, "w") as archive:
        for name, data in book.files.items():
            archive.writestr(name, data.replace(b'id="first-lesson-question-1"', b""))
    assert [place for _, _, place in Book(broken).dead_links()] == ["first-lesson-question-1"]


def test_epubcheck_would_speak_up(book: Book, tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    with ZipFile(broken, "w") as archive:
        for name, data in book.files.items():
            archive.writestr(name, data.replace(b"</main>", b"<form/></main>"))
    assert epubcheck(broken)


def test_the_same_source_gives_the_same_bytes(book: Book, tmp_path: Path) -> None:
    again = build(tiny(tmp_path), parallel=2)
    for name in FILES:
        assert (again.path.parent / name).read_bytes() == (book.path.parent / name).read_bytes(), name


def test_a_second_build_in_the_same_folder_gives_the_same_bytes(tiny_course: Course) -> None:
    first = {path.name: path.read_bytes() for path in books(build(tiny_course).path.parent)}
    assert {path.name: path.read_bytes() for path in books(build(tiny_course).path.parent)} == first


def test_the_kind_of_file_stands_first_and_uncompressed(book: Book) -> None:
    with ZipFile(book.path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_date_comes_from_the_source(book: Book) -> None:
    assert book.meta("dcterms:modified") == [DATE]


def test_the_folder_holds_the_books_and_nothing_else(tiny_course: Course) -> None:
    tiny_course.write("course/9-last-unit/index.md", "# Last unit\n\nWords.\n")
    tiny_course.replace("index.md", UNIT, f"{UNIT}\ncourse/9-last-unit/index")
    out = build(tiny_course).path.parent
    assert (out / "units/unit-9.epub").is_file()
    (tiny_course.root / "course/9-last-unit/index.md").unlink()
    tiny_course.replace("index.md", "course/9-last-unit/index\n", "")
    build(tiny_course)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()) == FILES


def test_a_deleted_page_does_not_survive_a_rebuild(tiny_course: Course) -> None:
    tiny_course.write("course/second-page.md", "# Second page\n\nWords.\n")
    tiny_course.replace("index.md", GET_HELP, f"course/second-page\n{GET_HELP}")
    assert "course/second-page.xhtml" in build(tiny_course).files
    (tiny_course.root / "course/second-page.md").unlink()
    tiny_course.replace("index.md", "course/second-page\n", "")
    rebuilt = build(tiny_course)
    assert not any("second-page" in name for name in rebuilt.files)
    assert epubcheck(rebuilt.path) == []


# what must not be in it


def test_nothing_of_the_web_course_gets_in(book: Book) -> None:
    pages = {f"{name}.xhtml" for name in [*ORDER, "epub-cover", "nav"]}
    package = {"mimetype", "META-INF/container.xml", "content.opf", "toc.ncx"}
    assert set(book.files) == pages | package | {"_static/book.css", "_static/cover.png"}


def test_a_page_that_an_extension_adds_to_the_site_stays_out(tiny_course: Course) -> None:
    def pages(app: object) -> list[tuple[str, dict[str, str], str]]:
        return [("extra", {"body": "", "title": "Extra"}, "page.html")]

    built = tiny_course.build("epub", prepare=lambda app: app.connect("html-collect-pages", pages))
    assert "extra.xhtml" not in Book(built.out / "porch-light.epub").files


def test_pages_hold_no_script_form_or_handler(book: Book) -> None:
    for name, page in book.pages.items():
        assert not page.find_all(["script", "form", "input", "textarea", "button", "iframe"]), name
        assert not [tag for tag in page.find_all(True) for key in tag.attrs if key.startswith("on")], name
        assert not page.select(".headerlink, .related, .sphinxsidebar, .footer"), name


def test_no_node_has_a_visitor_for_this_builder_alone(built: Built) -> None:
    # one such visitor takes the visitors of every extension away from the e-book
    assert "epub" not in built.app.registry.translation_handlers


def test_the_stylesheet_leaves_colour_font_and_size_to_the_reader(book: Book) -> None:
    style = book.files["_static/book.css"].decode()
    rules = [rule.split("{") for rule in style.split("}") if "{" in rule]
    assert not [selector for selector, *_ in rules if selector.strip() in {"body", "html", "*", ":root"}]
    properties = [line.split(":")[0].strip() for _, *body in rules for line in ";".join(body).split(";")]
    assert not {"color", "background", "background-color"} & set(properties)


def test_a_number_is_not_parted_and_one_rule_stands_between_two_points_of_law(book: Book) -> None:
    style = book.files["_static/book.css"].decode()

    assert '.pl-phone[href^="tel"] { white-space: nowrap; }' in style
    assert ".pl-box--law + .pl-box--law { margin-top: -1.4em; border-top: none; }" in style


# reading it


def test_every_file_names_its_language(book: Book) -> None:
    for name, data in book.files.items():
        if name.endswith((".xhtml", ".opf", ".svg")):
            root = ElementTree.fromstring(data)
            assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en", name
            assert not name.endswith(".xhtml") or root.get("lang") == "en", name


def test_titles_are_neutral_and_unique(book: Book) -> None:
    [title] = book.package.find_all("dc:title")
    assert title.text == "Porch Light"
    titles = [words(page.title) for page in book.pages.values() if page.title]
    assert len(titles) == len(book.pages)
    assert len(set(titles)) == len(titles)
    assert all(title == "Porch Light" or title.endswith(" – Porch Light") for title in titles)
    assert words(book.page("index").title or Tag(name="title")) == "Porch Light"


def test_the_pages_follow_the_contents_of_the_course(book: Book) -> None:
    pages = [name for name in book.spine() if name not in {"epub-cover.xhtml", "nav.xhtml"}]
    assert pages == [f"{name}.xhtml" for name in ORDER]
    assert book.spine()[:2] == ["epub-cover.xhtml", "nav.xhtml"]
    assert not book.package.find_all("itemref", linear="no")


def test_the_contents_list_nests_lessons_in_their_unit(book: Book) -> None:
    nav = book.page("nav").select_one("[epub\\:type='toc']")
    assert isinstance(nav, Tag)
    assert nav["role"] == "doc-toc"
    unit = nav.select_one(f'a[href="{UNIT}.xhtml"]')
    assert unit
    assert unit.parent
    assert [words(link) for link in nav.select("a.pl-unit")] == [words(unit)], "units stand out among a hundred lines"
    assert [(words(link), link["href"]) for link in unit.parent.select("a")] == [
        ("Unit 1: First unit", f"{UNIT}.xhtml"),
        ("First lesson", f"{LESSON}.xhtml"),
        ("Exercise: First steps", f"{EXERCISE}.xhtml"),
        ("Answers for unit 1", f"{ANSWERS}.xhtml"),
    ]
    top = [link["href"] for link in nav.select(":scope > ol > li > a")]
    assert top == [f"{name}.xhtml" for name in ["index", UNIT, GET_HELP, SOURCES]]


def test_landmarks_lead_to_cover_contents_and_start(book: Book) -> None:
    nav = book.page("nav").select_one("[epub\\:type='landmarks']")
    assert isinstance(nav, Tag)
    found = nav.find_all("a")
    assert {str(link["epub:type"]): str(link["href"]) for link in found} == {
        "cover": "epub-cover.xhtml",
        "toc": "nav.xhtml",
        "bodymatter": "index.xhtml",
        "bibliography": f"{SOURCES}.xhtml",
    }


def test_the_package_says_how_accessible_the_book_is(book: Book) -> None:
    assert book.meta("schema:accessMode") == ["textual"]
    assert book.meta("schema:accessModeSufficient") == ["textual"]
    assert book.meta("schema:accessibilityHazard") == ["none"]
    features = set(book.meta("schema:accessibilityFeature"))
    assert {"tableOfContents", "readingOrder", "alternativeText"} <= features
    [summary] = book.meta("schema:accessibilitySummary")
    assert "paper forms" in summary
    assert "picture" not in summary
    assert "longDescription" not in features
    assert "conformsTo" not in book.files["content.opf"].decode()


def test_the_cover_is_a_picture_with_words_for_it(book: Book) -> None:
    [item] = book.package.find_all("item", properties="cover-image")
    assert item["href"] in book.files
    image = book.page("epub-cover").img
    assert image
    assert image["src"] == item["href"]
    assert str(image["alt"]).startswith("Porch Light.")


def test_a_picture_goes_in_with_its_words(tiny_course: Course) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="30mm"><title>A lit lamp</title>'
        f"<desc>It hangs on a porch.</desc><style>{DARK}</style></svg>"
    )
    tiny_course.write("course/pictures/lamp.svg", svg)
    tiny_course.add(f"{UNIT}.md", "\n:::{picture} lamp\n:::\n")
    book = build(tiny_course)
    image = book.page(UNIT).img
    assert image
    assert (image["src"], image["alt"]) == ("../../_images/lamp.svg", "A lit lamp")
    page = book.page(UNIT)
    assert words(page).count("It hangs on a porch.") == 1, "told once, at the end"
    [told] = page.select(".pl-in-words")
    assert words(told) == "A lit lamp. It hangs on a porch. Back to the picture"
    [there] = page.select("figcaption a")
    assert (there["href"], there.get_text()) == (f"#{told['id']}", "The picture in words")
    assert told.a
    assert page.select_one(f"{told.a['href']} img")
    assert not book.page(UNIT).find("details")
    assert book.files["_images/lamp.svg"] == svg.encode()
    for name in FILES:
        found = Book(book.path.parent / name)
        assert found.meta("schema:accessMode") == ["textual", "visual"]
        assert "longDescription" in found.meta("schema:accessibilityFeature")
        assert "told in words" in found.meta("schema:accessibilitySummary")[0]
    assert epubcheck(book.path.parent / FILES[2]) == []


def test_what_a_part_is_called_fits_its_role(book: Book) -> None:
    for name, page in book.pages.items():
        for tag in page.select(", ".join(f"[epub\\:type='{kind}']" for kind in ROLES)):
            if not tag.find_parent("nav"):  # a landmark has the type of what it leads to
                assert tag["role"] == ROLES[str(tag["epub:type"])], name
        assert not [tag for tag in page.find_all(role="heading") if not tag.get("aria-level")], name


def test_headings_skip_no_level_and_boxes_have_one(book: Book) -> None:
    for name, page in book.pages.items():
        levels = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
        assert name == "epub-cover.xhtml" or levels[0] == 1, name
        assert all(below <= above + 1 for above, below in pairwise(levels)), name
    for box in book.page(LESSON).select(".pl-box"):
        assert box.find(["h2", "h3"]), words(box)


def test_a_note_opens_from_its_place_and_leads_back(book: Book) -> None:
    page = book.page(LESSON)
    links = page.select("[epub\\:type='noteref']")
    assert len(links) == 3  # of a claim, of another, and of the point of law
    for link in links:
        note = page.find(id=str(link["href"]).removeprefix("#"))
        assert isinstance(note, Tag)
        assert note["epub:type"] == "footnote"
        back = note.select_one("[epub\\:type='backlink']")
        assert isinstance(back, Tag)
        assert back["href"] == f"#{link['id']}"
    assert "749,634 people" in words(page)


def test_a_note_used_twice_leads_back_to_both_places(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Ann waits on the porch.", "Ann waits on the porch.[^known]")
    page = build(tiny_course).page(LESSON)
    places = {str(link["id"]) for link in page.select("[epub\\:type='noteref']")}
    backs = page.select("[epub\\:type='backlink']")
    assert {str(link["href"]) for link in backs} == {f"#{place}" for place in places}
    assert len(places) == 4
    assert [words(link) for link in backs if len(words(link)) > len("Back")] == ["Back 1", "Back 2"]


def test_a_phone_number_can_be_called_and_a_number_to_text_is_words(book: Book) -> None:
    page = book.page(GET_HELP)
    assert page.select_one('a[href="tel:18007997233"]')
    assert not page.select('a[href^="sms:"]')
    assert "Text START to: 88788" in words(page)


# check yourself


def test_answers_stand_on_a_page_of_their_own(book: Book) -> None:
    lesson, answers = words(book.page(LESSON)), words(book.page(ANSWERS))
    assert "What helps most?" in lesson
    assert "Listening" in lesson
    assert "reason" not in lesson
    assert "best answer" not in lesson
    assert "1. What helps most? The best answer is b. Shouting Shouting reason. Listening Listening reason." in answers
    assert "2. Who can learn it? The best answer is a." in answers


def test_choices_carry_the_letters_that_the_answers_name(book: Book) -> None:
    lists = book.page(LESSON).select(".pl-question ol") + book.page(ANSWERS).select(".pl-question ol")
    assert len(lists) == 4
    assert all(choices["type"] == "a" for choices in lists)


def test_a_question_leads_to_its_answer_and_back(book: Book) -> None:
    for asked in book.page(LESSON).select(".pl-question"):
        link = asked.select_one(".pl-see a")
        assert link
        file, _, place = str(link["href"]).partition("#")
        assert file == f"{posixpath.basename(ANSWERS)}.xhtml"
        answer = book.page(ANSWERS).find(id=place)
        assert isinstance(answer, Tag)
        assert words(asked.p or asked) == words(answer.p or answer)
        back = answer.select_one(".pl-see a")
        assert back
        assert back["href"] == f"{posixpath.basename(LESSON)}.xhtml#{asked['id']}"


def test_a_note_in_an_answer_leads_to_the_lessons_sources_and_back(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Listening reason.", "Listening reason.[^known]")
    book = build(tiny_course)
    link = book.page(ANSWERS).select_one("[epub\\:type='noteref']")
    assert isinstance(link, Tag)
    file, _, place = str(link["href"]).partition("#")
    note = book.page(LESSON).find(id=place)
    assert file == f"{posixpath.basename(LESSON)}.xhtml"
    assert isinstance(note, Tag)
    backs = [str(back["href"]) for back in note.select("[epub\\:type='backlink']")]
    assert f"{posixpath.basename(ANSWERS)}.xhtml#{link['id']}" in backs
    assert book.dead_links() == []


# exercises are paper forms


@pytest.mark.parametrize(("prompt_id", "lines"), [("name", 1), ("before", 4)])
def test_a_written_answer_has_ruled_lines(book: Book, prompt_id: str, lines: int) -> None:
    assert len(prompt(book, prompt_id).select(".pl-answer-space .line")) == lines


def test_choices_have_a_mark_each(book: Book) -> None:
    assert len(prompt(book, "some").select("li .pl-mark")) == 3


def test_a_scale_shows_its_numbers_and_both_ends(book: Book) -> None:
    assert "0 1 2 3 4 5 6 7 8 9 10 0 = No chance 10 = Certain" in words(prompt(book, "sure"))


def test_a_grid_names_its_columns_and_rows(book: Book) -> None:
    cells = prompt(book, "day").find_all("th")
    assert [(words(cell), cell["scope"]) for cell in cells] == [
        ("Time", "col"),
        ("What happened", "col"),
        ("Morning", "row"),
        ("Night", "row"),
    ]


def test_pairs_are_lines_as_wide_as_the_screen(book: Book) -> None:
    lines = prompt(book, "plan").select(".pl-answer-pairs .line")
    assert [words(line) for line in lines] == ["If", "then I will"] * 2


def test_an_exercise_says_that_it_is_for_paper_and_a_lesson_does_not(book: Book) -> None:
    assert "on paper. The sheet to print is in the web course" in words(book.page(EXERCISE))
    assert "first-steps.pdf" in words(book.page(EXERCISE))
    assert not book.page(LESSON).select(".pl-paper")


def test_an_exercise_links_its_sheet_where_the_sites_address_is_known(tiny_course: Course) -> None:
    built = tiny_course.build("epub", html_baseurl="https://example.org/course/")
    page = Book(built.out / "porch-light.epub").page(EXERCISE)
    link = page.select_one(".pl-paper a")
    assert link
    assert link["href"] == "https://example.org/course/downloads/handouts/letter/first-steps.pdf"


# the leaders' book


def test_leaders_words_stand_in_their_book_alone(book: Book, guide: Book, unit_book: Book) -> None:
    for found in (book, unit_book):
        assert not [name for name, data in found.files.items() if b"eaderwords" in data or b"facilitator" in data]
    for name in (GUIDE, SESSION, FORM):
        assert "Leaderwords" in words(guide.page(name))


def test_libraries_know_each_book_and_each_edition_of_it_by_a_name_of_its_own(book: Book, guide: Book) -> None:
    names = [one.package.select_one("metadata > identifier") for one in (book, guide)]
    inside = [read_xml(one.files["toc.ncx"]).select_one('meta[name="dtb:uid"]') for one in (book, guide)]
    assert [name.get_text() for name in names if name] == [name["content"] for name in inside if name]
    course = {"html_baseurl": "", "project": "Porch Light"}
    old, new, again = (urn(cast("Config", SimpleNamespace(**course, release=it)), "a") for it in ("1", "2", "2"))
    assert old != new == again
    assert new.startswith("urn:uuid:")


def test_the_guide_comes_first_and_the_course_behind_it(guide: Book) -> None:
    pages = [name for name in guide.spine() if name not in {"epub-cover.xhtml", "nav.xhtml"}]
    assert pages == [f"{name}.xhtml" for name in [GUIDE, SESSION, FORM, *ORDER]]
    start = guide.page("nav").select_one("[epub\\:type='bodymatter']")
    assert isinstance(start, Tag)
    assert start["href"] == f"{GUIDE}.xhtml"


def test_an_agenda_is_a_list_that_fits_any_screen(guide: Book) -> None:
    page = guide.page(SESSION)
    assert not page.select("table.pl-agenda-table")
    long, short = page.select(".pl-agenda-list")
    assert [words(item.p or item) for item in long.select("li")] == [
        "6:30 Welcome (10 minutes)",
        "6:40 Practice aloud (15 minutes)",
        "6:55 Close (20 minutes)",
        "7:15 End (45 minutes)",
    ]
    assert "Have ready: Pens, name cards" in words(long)
    assert words(short).startswith("6:30 Welcome (5 minutes)")


def test_sources_name_the_pages_of_their_own_book(book: Book, guide: Book) -> None:
    family, leaders = (" ".join(one.page(SOURCES).get_text().split()) for one in (book, guide))
    assert "What groups know. 2020. Used in: First lesson." in family
    assert "What groups know. 2020. Used in: First lesson, Session 2: Staying safe." in leaders


def test_a_source_that_only_leaders_need_is_in_their_book_alone(tiny_course: Course) -> None:
    tiny_course.add(f"{GUIDE}.md", "\nMore.[^more]\n\n[^more]: Words. {source}`only2020`\n")
    tiny_course.add("course/references.bib", "\n@misc{only2020, title = {Only leaders read this}, year = {2020}}\n")
    book = build(tiny_course)
    guide = Book(book.path.parent / FILES[0])
    assert "Only leaders" not in words(book.page(SOURCES))
    assert "Only leaders" in words(guide.page(SOURCES))


# a unit alone


def test_a_unit_alone_has_its_pages_and_the_numbers_to_call(unit_book: Book) -> None:
    pages = [name for name in unit_book.spine() if name not in {"epub-cover.xhtml", "nav.xhtml"}]
    of_all_books = ["course/start/help-right-now", GET_HELP, "course/reference/glossary"]
    assert pages == [f"{name}.xhtml" for name in [UNIT, LESSON, EXERCISE, ANSWERS, *of_all_books]]
    assert "one of the 1 units of Porch Light" in words(unit_book.page(UNIT))


def test_books_have_names_of_their_own(book: Book, guide: Book, unit_book: Book) -> None:
    titles = [one.package.find("dc:title").text for one in (book, guide, unit_book)]  # type: ignore[union-attr]
    assert titles == ["Porch Light", "Porch Light: for group leaders", "Porch Light: unit 1"]
    names = {one.package.find("dc:identifier").text for one in (book, guide, unit_book)}  # type: ignore[union-attr]
    assert len(names) == 3
    assert len({one.files["_static/cover.png"] for one in (book, guide, unit_book)}) == 3
    assert unit_book.meta("belongs-to-collection") == ["Porch Light"]


def test_what_a_unit_says_of_pages_outside_it_is_words(tiny_course: Course) -> None:
    tiny_course.write("exercises/more-steps.md", EXERCISE_TEXT.replace("First steps", "More steps"))
    tiny_course.replace("index.md", GET_HELP, f"exercises/more-steps\n{GET_HELP}")
    tiny_course.add(f"{UNIT}.md", "\nSee [the list](/course/reference/sources.md).\n")
    tiny_course.replace(f"{LESSON}.md", "{exercise-card} first-steps", "{exercise-card} more-steps")
    built = tiny_course.build("epub")
    unit = Book(built.out / FILES[2])
    assert "See the list" in words(unit.page(UNIT))
    assert not unit.page(UNIT).find("a", string="the list")
    assert "It is in the whole course (about 10 minutes)" in re.sub(r"(?<=\() | (?=\))", "", words(unit.page(LESSON)))
    whole = Book(built.out / FILES[1])
    assert whole.page(UNIT).find("a", string="the list")
    known = tiny_course.build("epub", html_baseurl="https://example.org/course")
    link = Book(known.out / FILES[2]).page(UNIT).find("a", string="the list")
    assert isinstance(link, Tag)
    assert link["href"] == "https://example.org/course/course/reference/sources.html"


def test_a_wide_table_is_a_list_for_each_row(tiny_course: Course) -> None:
    table = "\n| What | Red | Green | Blue |\n|--|--|--|--|\n| Warm | yes | no | not quite |\n"
    tiny_course.add(f"{UNIT}.md", table)
    page = build(tiny_course).page(UNIT)
    assert not page.find("table")
    assert "Warm Red: yes Green: no Blue: not quite" in words(page)
