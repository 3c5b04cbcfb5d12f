"""A page in another language: each edition says which, and the course's own language stays the others'."""

from __future__ import annotations

import re
import runpy
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from tests.conftest import LESSON, REPOSITORY, tiny

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Course

NOW, AHORA = "course/start/now", "course/start/ahora"
ENGLISH = """---
handout: What to do.
---
# Now

{.pl-card}
1. **{reach}`emergency`.**

{.language-es}
La hoja en español.
"""
SPANISH = """---
language: es
handout: What to do, in Spanish.
card: Si alguien no despierta
---
# Ahora

:::{content-note}
Es corto.
:::

{call}`Llame al <emergency>`

{.pl-card}
1. **{reach}`Llame al <emergency>`.**

Los addicts y la sobredosis: palabras en otro idioma.
"""


def bilingual(folder: Path) -> Course:
    """The tiny course with what to do on one page, and the same in Spanish on another."""
    course = tiny(folder)
    course.write(f"{NOW}.md", ENGLISH)
    course.write(f"{AHORA}.md", SPANISH)
    course.write("course/reference/all-handouts.md", "# All handouts\n\n:::{handout-list} page card\n:::\n")
    pages = f"{NOW}\n{AHORA}\ncourse/reference/all-handouts\n"
    course.replace("index.md", "course/1-first-unit/index\n", f"{pages}course/1-first-unit/index\n")
    return course


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course of two languages, for tests that only read."""
    return bilingual(tmp_path_factory.mktemp("languages"))


def test_the_web_marks_the_page_its_title_elsewhere_and_what_stays_in_the_courses_language(course: Course) -> None:
    built = course.build("html")

    page = BeautifulSoup(built.page(AHORA), "html.parser")
    assert page.html
    assert page.html["lang"] == "en"
    assert page.select_one("article[lang=es] a[href='tel:911']").get_text() == "Llame al 911"  # type: ignore[union-attr]
    listed = BeautifulSoup(built.page("course/reference/all-handouts"), "html.parser")
    assert [words.get_text() for words in listed.select("article [lang=es]")] == ["Si alguien no despierta", "Ahora"]
    front = BeautifulSoup(built.page("index"), "html.parser")  # whose part of the contents list the page is in
    assert {words.get_text() for words in front.select("nav [lang=es]")} == {"Ahora"}
    assert not BeautifulSoup(built.page(LESSON), "html.parser").select("article[lang]")


def test_the_web_says_what_stands_around_a_page_in_the_pages_language(course: Course) -> None:
    built = course.build("html")
    page = BeautifulSoup(built.page(AHORA), "html.parser")

    for place, said in ((".pl-skip", "Ir al texto"), (".pl-button--help", "Ayuda ya"), ("[data-pl-leave]", "Salir")):
        [found] = page.select(f"{place}[lang=es]")
        assert found.get_text() == said
    tools = page.select_one("article .pl-tools")
    assert tools is not None
    assert "Escuchar" in tools.get_text()
    assert not re.search("Listen|Stop|Speed", tools.get_text())
    assert [title.get_text() for title in page.select(".pl-box--content-note > h2")] == ["Antes de leer"]
    assert "Help now" in BeautifulSoup(built.page(LESSON), "html.parser").get_text()


def test_the_e_books_page_is_in_its_language(course: Course) -> None:
    built = course.build("epub")

    for name, language in ((AHORA, "es"), (NOW, "en")):
        page = BeautifulSoup(built.page(name), "xml")
        assert page.html
        assert (page.html["lang"], page.html["xml:lang"]) == (language, language)


def test_a_sheet_and_a_card_of_its_own_are_in_its_language(course: Course) -> None:
    folder = course.build("handout").out / "letter"

    said = {}
    for name, language in (("ahora", "es"), ("overdose-card-es", "es"), ("overdose-card", "en")):
        with pikepdf.open(folder / f"{name}.pdf") as pdf:
            assert str(pdf.Root.Lang) == language
        with pypdfium2.PdfDocument(folder / f"{name}.pdf") as document:
            said[name] = " ".join(page.get_textpage().get_text_bounded() for page in document)
    with pikepdf.open(folder / "now.pdf") as pdf:  # one sentence on an English sheet
        marked = [str(found.Lang) for found in pdf.objects if "/Lang" in getattr(found, "keys", tuple)()]
    assert marked.count("es") == 1
    assert "Llame al 911." in said["overdose-card-es"]
    assert "Si alguien no despierta" in said["overdose-card-es"]
    assert "Nuestra dirección:" in said["overdose-card-es"]
    assert "call 988" not in said["overdose-card-es"]
    assert "Call 911." in said["overdose-card"]
    assert "Llame" not in said["overdose-card"]


def test_checks_of_english_wording_leave_it_alone(course: Course) -> None:
    found = course.build("check", warns=True).warnings

    assert not [line for line in found if "ahora" in line or "all-handouts" in line]


def test_a_language_that_is_none_is_reported(tmp_path: Path) -> None:
    course = bilingual(tmp_path)
    course.replace(f"{AHORA}.md", "language: es", "language: Spanish")

    [warning] = course.build("dummy", warns=True).warnings
    assert warning.startswith(f"{AHORA}.md:1: WARNING: 'Spanish' is no short name of a language. Write its short name")
    assert warning.endswith("[porchlight.language]")


def test_the_spanish_drawing_says_what_the_spanish_page_says() -> None:
    words = runpy.run_path(str(REPOSITORY / "course/pictures/rescue_words.py"))["HEADLINES"]["es"].values()
    page = (REPOSITORY / "course/start/primeros-auxilios.md").read_text(encoding="utf-8")
    steps = page.partition("(siete-pasos)=")[2].partition("(nino-o-bebe)=")[0]
    steps = steps.replace("{reach}`Llame al <emergency>`", "Llame al 911")

    bold = re.findall(r"^(?:\d\.|   -) \*\*(.+)\*\*$", steps, re.MULTILINE)
    assert bold == list(words)
