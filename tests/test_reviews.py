"""A kit goes out to a reviewer, a file comes back, and each page says truly who has read it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from docx import Document

from porchlight.review_answers import ASKED, answers_from_word
from tests.conftest import GET_HELP, LESSON, Course, tiny

if TYPE_CHECKING:
    from tests.conftest import Built

FILE = "course/reviews/pharmacist.toml"
ANSWERS = """\
who = "A. <Person>"
role = "pharmacist"
day = 2026-12-03
conflicts = "none"

[[page]]
page = "{page}"
scope = "the facts"
text = "{text}"
pemat = [88, 80]

[[page.passage]]
says = "wrong"
words = "Half of what?"
"""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return tiny(tmp_path_factory.mktemp("kit")).build("review", porchlight_review="1")


@pytest.fixture(scope="module")
def mark(kit: Built) -> str:
    """The mark of the lesson, as the kit gives it."""
    answers = tomllib.loads((kit.out / "unit-1.toml").read_text(encoding="utf-8"))
    [page] = answers["page"]
    assert page["page"] == LESSON
    return str(page["text"])


def test_kit_numbers_passages_and_tells_each_claim_with_its_source(kit: Built) -> None:
    word = Document(str(kit.out / "unit-1.docx"))
    cells = [row.cells[0].text for table in word.tables for row in table.rows]
    claimed = next(text for text in cells if "Much is known." in text)
    assert claimed.split(".")[0].isdecimal()
    assert "Known in 12 groups." in claimed

    with pypdfium2.PdfDocument(kit.out / "unit-1.pdf") as document:
        words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    for said in ("would hurt", "Much is known.", "Known in 12 groups.", "Edition 0.1"):
        assert said in words


def test_answers_in_the_word_file_become_a_file_of_reviews(kit: Built, mark: str, tmp_path: Path) -> None:
    word = Document(str(kit.out / "unit-1.docx"))
    for paragraph in word.paragraphs:
        for key, told in (("who", "A. Person"), ("role", "nurse"), ("day", "2026-12-03"), ("conflicts", "none")):
            if paragraph.text == ASKED[key]:
                paragraph.add_run(told)
    row = next(row for table in word.tables for row in table.rows if "Much is known." in row.cells[0].text)
    row.cells[1].text, row.cells[2].text = "Would hurt", 'Say "some".'
    filled = tmp_path / "nurse.docx"
    word.save(str(filled))

    answers = tomllib.loads(answers_from_word(filled))
    assert (answers["who"], answers["role"], str(answers["day"])) == ("A. Person", "nurse", "2026-12-03")
    [page] = answers["page"]
    assert (page["page"], page["text"]) == (LESSON, mark)
    [remark] = page["passage"]
    assert (remark["says"], remark["words"]) == ("would hurt", 'Say "some".')


def reviewed(course: Course, mark: str) -> tuple[str, str]:
    """What the lesson and the review book say when the file has come back."""
    course.write(FILE, ANSWERS.format(page=LESSON, text=mark))
    course.add(f"{GET_HELP}.md", "\n:::{review-book}\n:::\n")
    built = course.build("html")
    pages = (BeautifulSoup(built.page(name), "html.parser").get_text(" ") for name in (LESSON, GET_HELP))
    lesson, book = (" ".join(words.split()) for words in pages)
    return lesson, book


def test_page_says_who_read_it_and_the_book_what_was_wrong(tiny_course: Course, mark: str) -> None:
    lesson, book = reviewed(tiny_course, mark)
    assert "Last read by a reviewer (pharmacist, December 2026), for the facts." in lesson
    assert "changed since" not in lesson
    assert "A. <Person>, pharmacist, 2026-12-03" in book
    assert "wrong. Half of what? Not mended yet." in book
    assert "88 % and 80 %" in book


def test_page_that_was_changed_since_says_so(tiny_course: Course, mark: str) -> None:
    tiny_course.replace(f"{LESSON}.md", "Much is known.", "Something is known.")
    lesson, book = reviewed(tiny_course, mark)
    assert "It has changed since." in lesson
    assert "changed since" in book


def test_page_that_nobody_read_claims_nothing(edition: Built) -> None:
    if edition.app.builder.name == "html":
        assert "No one from outside the project has read this page yet." in edition.page(LESSON)
    assert "reviewer (" not in edition.page(LESSON)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ANSWERS.format(page="course/no-page", text="0"), "There is no page 'course/no-page'"),
        (ANSWERS.format(page=LESSON, text="0").replace('"wrong"', '"fine"'), "'fine' is none of right, wrong"),
        (ANSWERS.format(page=LESSON, text="0").replace("day = 2026-12-03\n", ""), "'day' is missing"),
        ("who = ", "It cannot be read"),
        (ANSWERS.format(page=LESSON, text="0").replace("[[page]]", "[page]"), "write '[[page]]' above each page"),
        (ANSWERS.format(page=LESSON, text="0").replace("[[page.passage]]", "[page.passage]"), "'[[page.passage]]'"),
        (ANSWERS.format(page=LESSON, text="0").replace("[88, 80]", "88"), "'pemat' of"),
        (ANSWERS.format(page=LESSON, text="0") + 'mended = "soon"\n', "'mended' is 'soon'"),
        (ANSWERS.format(page=LESSON, text="0").replace("-03\n", "-03T10:00:00\n"), "'day' is missing, or is no day"),
    ],
)
def test_slip_in_a_file_of_reviews_is_told(tiny_course: Course, text: str, problem: str) -> None:
    tiny_course.write(FILE, text)
    [told] = tiny_course.build("dummy", warns=True).warnings
    assert problem in told
    assert Path(FILE).name in told


def test_kit_of_nothing_is_told(tiny_course: Course) -> None:
    [told] = tiny_course.build("review", warns=True, porchlight_review="9").warnings
    assert "'9' is no unit and no page" in told
