"""Any author's text survives: signs that mean something to HTML, XML, Markdown or Typst reach the reader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZipFile

import nbformat
import pikepdf
import pytest
from bs4 import BeautifulSoup

from porchlight.editions.web.search import INDEX
from tests.conftest import EXERCISE, GLOSSARY, LESSON, SOURCES, UNIT, tiny

if TYPE_CHECKING:
    from tests.conftest import Built, Course

HARD = """Q&A "on" <drink> 'n' so שלום ü"""
IN_MARKDOWN = """Q&A "on" \\<drink> 'n' so שלום ü"""
SIGN = "\U0001f600"  # on the web and in e-books alone: paper has no sign for it
SEEN = HARD.replace(' "', " “").replace('"', "”").replace(" '", " ‘").replace("'", "’")


def harden(course: Course) -> None:
    """Put hard words into each title, label, name and setting that is printed somewhere else."""
    course.replace(f"{LESSON}.md", "# First lesson", f"# {IN_MARKDOWN} lesson {SIGN}")
    course.replace(f"{EXERCISE}.md", "# First steps", f"# {IN_MARKDOWN} steps")
    course.replace(f"{EXERCISE}.md", "} Before\n", f"}} {IN_MARKDOWN} before\n")
    course.replace(f"{EXERCISE}.md", "- Soup\n", f"- {IN_MARKDOWN}\n  soup\n")
    course.replace(f"{EXERCISE}.md", "Time | What happened", f"Time | {IN_MARKDOWN} happened")
    course.replace(f"{EXERCISE}.md", "What | Where | When", 'What & "why" | {reach}`emergency` | When \\<not>')
    course.replace(f"{EXERCISE}.md", ":low: No chance", f":low: {IN_MARKDOWN} *chance* {{number}}`emergency`")
    course.replace(f"{EXERCISE}.md", "need: A pen.", "need: Q&A <pen> $5 and $6, 5 * 3 and a_b_c.")
    course.replace(f"{UNIT}.md", "# First unit", f"# {IN_MARKDOWN} unit")
    names = f"\n  You may hear: {IN_MARKDOWN} (the shot, once), b+a.\n"
    course.replace(f"{GLOSSARY}.md", "  A medicine that wakes.\n", f"  A medicine that wakes.\n{names}")
    course.replace("conf.py", 'project = "Porch Light"', f"project = {HARD!r}")
    course.replace(
        "conf.py",
        'epub_description = "A free course for families, to read at your own pace."',
        f"epub_description = {HARD!r}",
    )


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = tiny(tmp_path_factory.mktemp("hard"))
    harden(course)
    return course


@pytest.fixture(scope="module")
def web(hard: Course) -> Built:
    return hard.build("html")


def soup(built: Built, page: str) -> BeautifulSoup:
    return BeautifulSoup((built.out / f"{page}.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("page", ["index", LESSON, EXERCISE, UNIT, SOURCES, "my-answers", "404", "search"])
def test_web_page_shows_hard_words_and_no_element_of_their_making(web: Built, page: str) -> None:
    read = soup(web, page)

    assert not read.find_all(["drink", "more", "not", "pen", "terms"])
    assert "&amp;amp;" not in str(read)
    assert "&amp;lt;" not in str(read)
    name = read.select_one(".pl-name")
    assert name is not None
    assert name.get_text().strip() == HARD
    described = read.find("meta", attrs={"name": "description"})
    assert described is not None
    assert described["content"] == HARD


def test_titles_of_other_pages_are_whole_wherever_they_stand(web: Built) -> None:
    contents = soup(web, UNIT).select(".pl-contents")[0].get_text()
    assert f"{SEEN} lesson {SIGN}" in contents
    assert f"{SEEN} steps" in contents
    assert f"{SEEN} lesson {SIGN}" in soup(web, EXERCISE).select(".pl-next")[0].get_text()
    assert f"{SEEN} steps" in soup(web, "my-answers").get_text()
    assert f"{SEEN} unit" in soup(web, "index").get_text()


def test_fields_on_the_web_say_their_words_once(web: Built) -> None:
    page = soup(web, EXERCISE)

    labels = [str(field["aria-label"]) for field in page.select("textarea[aria-label]")]
    assert f"{SEEN} happened, Morning" in labels
    assert "What & “why”, row 1" in labels
    assert "Call 911, row 1" in labels
    assert f"0 = {SEEN} chance 911" in page.select("#ends_sure")[0].get_text()
    [soup_choice] = [choice for choice in page.select("input[type=checkbox]") if "soup" in str(choice["value"])]
    [words] = page.select(f"label[for='{soup_choice['id']}']")
    assert " ".join(words.get_text().split()) == f"{SEEN} soup"


def test_e_books_are_well_formed_and_whole(hard: Course) -> None:
    built = hard.build("epub")

    texts = {}
    for book in built.out.rglob("*.epub"):
        packed = ZipFile(book)
        for name in packed.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx")):
                texts[name] = "".join(ElementTree.fromstring(packed.read(name)).itertext())
    assert f"{SEEN} lesson {SIGN}" in texts[f"{LESSON}.xhtml"]
    assert f"{SEEN} before" in " ".join(texts[f"{EXERCISE}.xhtml"].split())
    assert any(HARD in text for name, text in texts.items() if name.endswith(".opf"))


def test_paper_prints_hard_words_and_names_the_place_of_a_sign_that_it_has_not(hard: Course) -> None:
    built = hard.build("handout", warns=True)

    [warning] = built.warnings
    assert f"Paper has no sign for '{SIGN}'" in warning
    assert warning.startswith(f"{LESSON}.md:")
    assert warning.endswith("[porchlight.glyph]")
    with pikepdf.open(built.out / "letter/first-steps-fill.pdf") as sheet:
        told = {str(place.TU) for page in sheet.pages for place in page.Annots if "/TU" in place}
    assert {f"How sure: 0, {SEEN} chance 911", "Free table: row 1, Call 911"} <= told


def test_notebook_shows_hard_words_and_its_choices_are_those_of_the_web(hard: Course, web: Built) -> None:
    built = hard.build("notebook")

    notebook = nbformat.read(built.out / "first-steps.ipynb", as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    assert f"- [ ] {SEEN} soup\n" in cells["some"].source + "\n"
    told = "\n".join(cell.source for cell in notebook.cells if cell.id.startswith("Text_"))
    assert r"Q&A \<pen> \$5 and \$6, 5 \* 3 and a\_b\_c." in told
    assert r"\<drink>" in cells["Q_before"].source


def test_names_in_the_glossary_are_split_outside_brackets(web: Built) -> None:
    script = (web.out / "_static" / INDEX).read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("var porchlightIndex=").removesuffix(";\n"))

    assert index["names"] == [["naloxone", f"{SEEN} (the shot, once)".casefold(), "b+a"]]
