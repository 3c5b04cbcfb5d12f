"""The family e-book: valid, accessible, plain to read, and the same bytes from the same source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from bs4 import BeautifulSoup, Tag

from tests.audit.books import epubcheck
from tests.conftest import EXERCISE, GET_HELP, LESSON, SOURCES, UNIT, Built, Course, tiny

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EPOCH = "1790000000"
DATE = "2026-09-21T14:13:20Z"
ORDER = ["index", UNIT, LESSON, EXERCISE, GET_HELP, SOURCES]
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

    def meta(self, name: str) -> list[str]:
        return [meta.text for meta in self.package.find_all("meta", property=name)]


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
    """The tiny course as an e-book, for tests that only read it."""
    return build(tiny(tmp_path_factory.mktemp("book")))


def words(tag: Tag) -> str:
    """What stands in a part of a page, with single spaces."""
    return " ".join(tag.get_text(" ").split())


def prompt(book: Book, prompt_id: str) -> Tag:
    found = book.page(EXERCISE).find(id=f"prompt-{prompt_id}")
    assert isinstance(found, Tag)
    return found


# the file


def test_epubcheck_has_nothing_to_say(book: Book) -> None:
    assert epubcheck(book.path) == []


def test_epubcheck_has_nothing_to_say_of_the_real_book(course: Path) -> None:
    path = course / "epub/porch-light.epub"

    assert epubcheck(path) == []
    assert path.stat().st_size < 1_500_000


def test_epubcheck_would_speak_up(book: Book, tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    with ZipFile(broken, "w") as archive:
        for name, data in book.files.items():
            archive.writestr(name, data.replace(b"</main>", b"<form/></main>"))
    assert epubcheck(broken)


def test_the_same_source_gives_the_same_bytes(book: Book, tmp_path: Path) -> None:
    again = build(tiny(tmp_path), parallel=2)
    assert again.path.read_bytes() == book.path.read_bytes()


def test_a_second_build_in_the_same_folder_gives_the_same_bytes(tiny_course: Course) -> None:
    first = build(tiny_course).path.read_bytes()
    assert build(tiny_course).path.read_bytes() == first


def test_the_kind_of_file_stands_first_and_uncompressed(book: Book) -> None:
    with ZipFile(book.path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_date_comes_from_the_source(book: Book) -> None:
    assert book.meta("dcterms:modified") == [DATE]


def test_the_folder_holds_the_book_and_nothing_else(tiny_course: Course) -> None:
    out = build(tiny_course).path.parent
    assert [path.name for path in out.iterdir()] == ["porch-light.epub"]


def test_another_book_in_the_folder_is_left_alone(tiny_course: Course) -> None:
    out = build(tiny_course).path.parent
    (out / "porch-light-facilitator.epub").write_bytes(b"another")
    build(tiny_course)
    assert (out / "porch-light-facilitator.epub").read_bytes() == b"another"


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
    assert set(book.files) == pages | package | {"_static/porch-light.css", "_static/cover.svg"}


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
    style = book.files["_static/porch-light.css"].decode()
    rules = [rule.split("{") for rule in style.split("}") if "{" in rule]
    assert not [selector for selector, *_ in rules if selector.strip() in {"body", "html", "*", ":root"}]
    properties = [line.split(":")[0].strip() for _, *body in rules for line in ";".join(body).split(";")]
    assert not {"color", "background", "background-color"} & set(properties)


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
    assert book.spine()[0] == "epub-cover.xhtml"
    assert not book.package.find_all("itemref", linear="no")


def test_the_contents_list_nests_lessons_in_their_unit(book: Book) -> None:
    nav = book.page("nav").select_one("[epub\\:type='toc']")
    assert isinstance(nav, Tag)
    assert nav["role"] == "doc-toc"
    unit = nav.select_one(f'a[href="{UNIT}.xhtml"]')
    assert unit
    assert unit.parent
    assert [link["href"] for link in unit.parent.select("a")[1:]] == [f"{LESSON}.xhtml", f"{EXERCISE}.xhtml"]
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
    }


def test_the_package_says_how_accessible_the_book_is(book: Book) -> None:
    assert book.meta("schema:accessMode") == ["textual"]
    assert book.meta("schema:accessModeSufficient") == ["textual"]
    assert book.meta("schema:accessibilityHazard") == ["none"]
    features = set(book.meta("schema:accessibilityFeature"))
    assert {"tableOfContents", "readingOrder", "alternativeText"} <= features
    [summary] = book.meta("schema:accessibilitySummary")
    assert "paper forms" in summary
    assert "conformsTo" not in book.files["content.opf"].decode()


def test_the_cover_is_a_picture_with_words_for_it(book: Book) -> None:
    [item] = book.package.find_all("item", properties="cover-image")
    assert item["href"] in book.files
    image = book.page("epub-cover").img
    assert image
    assert image["src"] == item["href"]
    assert str(image["alt"]).startswith("Porch Light.")


def test_a_picture_goes_in_with_its_words(tiny_course: Course) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
    tiny_course.write("course/pictures/lamp.svg", svg)
    tiny_course.add(f"{UNIT}.md", "\n![A lit lamp](../pictures/lamp.svg)\n")
    book = build(tiny_course)
    image = book.page(UNIT).img
    assert image
    assert (image["src"], image["alt"]) == ("../../_images/lamp.svg", "A lit lamp")
    assert book.files["_images/lamp.svg"] == svg.encode()
    assert book.meta("schema:accessMode") == ["textual", "visual"]
    assert epubcheck(book.path) == []


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
    assert len(links) == 2
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
    assert len(places) == 3
    assert [words(link) for link in backs if len(words(link)) > len("Back")] == ["Back 1", "Back 2"]


def test_a_phone_number_can_be_called_and_a_number_to_text_is_words(book: Book) -> None:
    page = book.page(GET_HELP)
    assert page.select_one('a[href="tel:18007997233"]')
    assert not page.select('a[href^="sms:"]')
    assert "Text START to: 88788" in words(page)


def test_choices_carry_the_letters_that_the_answers_name(book: Book) -> None:
    page = book.page(LESSON)
    assert "The best answer is b." in words(page)
    lists = page.select(".pl-question ol, .pl-explained ol")
    assert len(lists) == 4
    assert all(choices["type"] == "a" for choices in lists)


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
    assert "on paper" in words(book.page(EXERCISE))
    assert not book.page(LESSON).select(".pl-paper")
