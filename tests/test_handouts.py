"""The list of all handouts, the files beside the pages, and packets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from porchlight import __main__ as command
from porchlight.handouts import PAPERS
from tests.conftest import EXERCISE, LESSON, REGION, Built, Course, tiny

if TYPE_CHECKING:
    from pathlib import Path

LIST = "course/reference/all-handouts"
SHOWN = """# All handouts

:::{handout-list} exercise form
:::

## More

:::{handout-list} lesson workbook pack guide
:::

:::{packet} For a first visit
:name: first-visit
:sheets: first-lesson first-steps

For a family that has just found out.
:::
"""


@pytest.fixture
def listed(tmp_path: Path) -> Course:
    """The tiny course with a list of its handouts."""
    course = tiny(tmp_path)
    course.write(f"{LIST}.md", SHOWN)
    course.replace("index.md", "course/reference/get-help\n", f"course/reference/get-help\n{LIST}\n")
    return course


def lay(editions: Path, *names: str) -> None:
    """Files as an earlier build of the handouts leaves them."""
    for name in names:
        path = editions / "handouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF")


def web(course: Course, editions: Path) -> Built:
    return course.build("html", porchlight_editions=str(editions))


def links(built: Built, docname: str) -> list[str]:
    """The handouts that a page offers, as paths below the folder of downloads."""
    page = BeautifulSoup(built.page(docname), "html.parser")
    found = [str(link["href"]) for link in page.select("main a[download]")]
    assert all((built.file(docname).parent / path).resolve().is_file() for path in found)
    return [path.partition("downloads/handouts/")[2] for path in found if "handouts/" in path]


def test_list_names_sheets_and_what_they_are_for(listed: Course) -> None:
    built = listed.build("text")
    for words in (
        "First steps To see where you stand. Letter, A4, large print",
        "**Sign in** Letter, A4, large print",
        "First lesson Letter, A4, large print",
        "**Workbook** Every exercise in order",
        "**Session 2** What this session hands out to each person",
        "**Facilitator’s guide** All pages for group leaders.",
    ):
        assert built.shows(LIST, words)


def test_no_e_book_has_the_list_of_files_or_a_way_to_it(listed: Course) -> None:
    books = [ZipFile(path) for path in listed.build("epub").out.rglob("*.epub")]
    assert len(books) == 3
    for book in books:
        assert f"{LIST}.xhtml" not in book.namelist()
        assert not [name for name in book.namelist() if b"all-handouts" in book.read(name)]


def test_only_files_that_are_there_are_linked_and_copied(listed: Course, tmp_path: Path) -> None:
    editions = tmp_path / "editions"
    lay(editions, "letter/first-steps.pdf", "large-print/first-lesson.pdf", "a4/workbook.pdf", "a4/nobody.pdf")
    lay(editions, "letter/first-steps-fill.pdf", "word/sign-in.docx", "a4/packet-first-visit.pdf")
    lay(editions, "letter/first-lesson-fill.pdf")  # of an older build: a lesson has no fields
    built = web(listed, editions)
    assert links(built, LIST) == [
        "letter/first-steps.pdf",
        "letter/first-steps-fill.pdf",
        "word/sign-in.docx",
        "large-print/first-lesson.pdf",
        "a4/workbook.pdf",
        "a4/packet-first-visit.pdf",
    ]
    assert links(built, EXERCISE) == ["letter/first-steps.pdf", "letter/first-steps-fill.pdf"]
    assert links(built, LESSON) == ["large-print/first-lesson.pdf"]
    assert not list(built.out.glob("downloads/**/nobody.pdf"))


def test_new_files_reach_pages_that_are_already_written(listed: Course, tmp_path: Path) -> None:
    editions = tmp_path / "editions"
    lay(editions, "letter/first-steps.pdf")
    web(listed, editions)
    lay(editions, "letter/session-2-pack.pdf")
    assert "letter/session-2-pack.pdf" in links(web(listed, editions), LIST)


def test_the_list_asks_once_for_the_paper_and_folds_each_units_sheets(listed: Course, tmp_path: Path) -> None:
    lay(tmp_path / "editions", "letter/first-steps.pdf")
    built = web(listed, tmp_path / "editions")
    page = BeautifulSoup(built.page(LIST), "html.parser")
    assert [tag["value"] for tag in page.select(".pl-paper-choice input")] == list(PAPERS)
    folded = [
        [found.get_text() for found in fold.select("summary, li a:not([download])")]
        for fold in page.select("details.pl-shelf")
    ]
    assert folded == [["Unit 1: First unit", "First steps"], ["Unit 1: First unit", "First lesson"]]
    assert "handouts.css" in built.page(LIST)
    assert "handouts.css" not in built.page(LESSON)


def test_a_page_asks_for_the_paper_where_there_is_a_choice_and_with_the_style_for_it(
    listed: Course, tmp_path: Path
) -> None:
    listed.add(f"{LESSON}.md", "\n```{handout-list} workbook\n```\n")
    assert "pl-paper-choice" not in listed.build("html").page(LIST)

    lay(tmp_path / "editions", "a4/workbook.pdf")
    built = web(listed, tmp_path / "editions")

    for docname in (LIST, LESSON):
        assert "pl-paper-choice" in built.page(docname)
        assert "handouts.css" in built.page(docname)


def test_ready_packet_holds_its_sheets_in_order_and_a_wrong_name_is_told(listed: Course) -> None:
    listed.replace(f"{LIST}.md", ":sheets: first-lesson first-steps", ":sheets: first-lesson first-step first-steps")
    built = listed.build("handout", warns=True)
    [warning] = [line for line in built.warnings if "first-step'" in line]
    assert "all-handouts.md:11: WARNING: There is no sheet 'first-step' (did you mean 'first-steps'?)." in warning
    assert "[porchlight.sheet_unknown]" in warning
    with pypdfium2.PdfDocument(built.out / "letter/packet-first-visit.pdf") as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    starts = [next(at for at, text in enumerate(pages) if title in text) for title in ("First lesson", "First steps")]
    assert starts == sorted(starts)
    assert all(start % 2 == 0 for start in starts), "each begins a new piece of paper"


@pytest.mark.parametrize("name", ["", ":name: second-visit\n"])
def test_packet_without_a_name_of_its_own_is_told(listed: Course, name: str) -> None:
    listed.replace(f"{LIST}.md", ":name: first-visit\n", name)
    listed.add(f"{LIST}.md", "\n:::{packet} For a second visit\n:name: second-visit\n:sheets: first-steps\n:::\n")
    [warning] = listed.build("dummy", warns=True).warnings
    assert "all-handouts.md:" in warning
    assert " visit' has no ':name:', or that of another. A sheet is called as its file" in warning


def test_packet_without_sheets_is_told(listed: Course) -> None:
    listed.replace(f"{LIST}.md", ":sheets: first-lesson first-steps\n", "")
    [warning] = listed.build("dummy", warns=True).warnings
    assert "all-handouts.md:11: WARNING: The packet 'For a first visit' has no ':sheets:'." in warning


def test_packet_binds_what_is_asked_for(tiny_course: Course) -> None:
    made = tiny_course.build("handout", porchlight_packet="first-lesson first-steps").out / "letter/packet.pdf"
    with pypdfium2.PdfDocument(made) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert "First lesson" in pages[0]
    assert "First steps" in pages[2], "each sheet starts on a page that is the front of a leaf"
    tiny_course.build("handout")
    assert made.is_file(), "a packet stays until the next one"
    tiny_course.replace(REGION, 'number = "911"', 'number = "112"')
    tiny_course.build("handout")
    assert not made.exists(), "or until a sheet has changed: it would keep the old number"


def test_packet_of_an_unknown_sheet_is_a_warning(tiny_course: Course) -> None:
    warnings = tiny_course.build("handout", warns=True, porchlight_packet="no-such first-steps").warnings
    assert [line for line in warnings if "There is no sheet 'no-such'" in line and "sheet_unknown" in line]


def test_command_says_where_the_packet_lies(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: dict[str, str] = {}

    def build(edition: command.Edition, **settings: str) -> int:
        asked.update(settings, builder=edition.builder)
        return 0

    monkeypatch.setattr(command, "build", build)
    assert command.main(["packet", "two-lists", "my-hopes", "--paper", "a4"]) == 0
    assert asked == {"builder": "handout", "porchlight_packet": "two-lists my-hopes"}
    assert capsys.readouterr().out.strip() == "_build/handouts/a4/packet.pdf"
