"""The words of the interface stand in one catalog: what a reader sees beside the course's own text is one of them.

A pseudo-language shows it: its catalog says every message in « », and the tiny course is built in it. A word that
stands outside of « » and not in the course's own files was forgotten.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import docx
import pptx
import pypdfium2
import pytest
from babel import Locale
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup, Doctype
from bs4.element import Comment, PreformattedString

from porchlight import locale
from porchlight.locale import __main__ as catalogs
from tests.conftest import EXERCISE, LESSON, Built, tiny
from tests.test_pictures import PICTURE, SVG

if TYPE_CHECKING:
    from collections.abc import Iterator

PSEUDO = "eo"  # a language whose months Babel knows, and in which nobody has said anything yet
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAMES = re.compile(r"%\(\w+\)s|\$\{[^}]*\}|<[^>]*>|&\w+;")
SHOWN = ("aria-label", "alt", "title", "placeholder", "content", "data-pl-column", "data-pl-pause", "data-pl-go-on")
# What stands on a page and is no word of a language: names of programs and things, units, codes.
NO_WORDS = {
    *(
        "porch",
        "light",
        "pdf",
        "word",
        "powerpoint",
        "jupyter",
        "epub",
        "json",
        "mb",
        "cc",
        "by",
        "com",
        "org",
        "https",
    ),
    *(
        "www",
        "charset",
        "utf",
        "width",
        "device",
        "initial",
        "scale",
        "noindex",
        "referrer",
        "telephone",
        "dark",
        "none",
    ),
    *("kaj", "aŭ"),  # "and" and "or", as Babel says them
}


def pseudo(folder: Path) -> None:
    """Begin the catalog of the pseudo-language below *folder*, as a translator does, and say all of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locale, "FOLDER", folder)
        patch.setattr(catalogs, "TEMPLATE", folder / "porchlight.pot")
        catalogs.update([PSEUDO])
    path = folder / PSEUDO / "LC_MESSAGES" / "porchlight.po"
    with path.open("rb") as file:
        words = read_po(file, locale=PSEUDO)
    for entry in words:
        if entry.id:
            said = tuple(f"«{part}»" for part in entry.id) if isinstance(entry.id, tuple) else f"«{entry.id}»"
            entry.string = said
    with path.open("wb") as file:
        write_po(file, words)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The tiny course in the pseudo-language, in each edition, read once for all of them."""
    folder = tmp_path_factory.mktemp("words")
    pseudo(folder)
    course = tiny(folder)
    course.write(PICTURE, SVG)
    course.add(f"{EXERCISE}.md", "\n:::{picture} porch\n:::\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locale, "FOLDER", folder)
        made = {
            name: course.build(name, language=PSEUDO, html_baseurl="https://example.org/")
            for name in ("html", "epub", "notebook", "slides", "handout")
        }
    locale.speak("en")
    return made


@pytest.fixture(scope="module")
def own(editions: dict[str, Built]) -> set[str]:
    """Every word of the course's own files and settings, and of the months that Babel says."""
    root = Path(editions["html"].app.srcdir)
    files = [path for path in root.rglob("*") if path.suffix in {".md", ".toml", ".bib", ".svg", ".py"}]
    texts = [path.read_text(encoding="utf-8") for path in files]
    months = Locale(PSEUDO).months["stand-alone"]["wide"].values()
    return {word.casefold() for text in (*texts, *months) for word in LETTERS.findall(text)} | NO_WORDS


def forgotten(text: str, own: set[str]) -> list[str]:
    """The words of *text* outside of « » that are not the course's *own*."""
    outside, depth = [""], 0
    for sign in text:
        depth = max(0, depth + (sign == "«") - (sign == "»"))
        outside.append(sign if not depth and sign != "»" else " " if depth else "")
    return sorted({word for word in LETTERS.findall("".join(outside)) if word.casefold() not in own})


def seen(html: str) -> Iterator[str]:
    """What a page shows, and what it says of itself to voices."""
    page = BeautifulSoup(html, "html.parser")
    for tag in page(["script", "style"]):
        tag.decompose()
    for tag in page.find_all(True):
        yield from (str(tag[name]) for name in SHOWN if name in tag.attrs and not tag.get("http-equiv"))
    yield " ".join(text for text in page.strings if not isinstance(text, Comment | Doctype | PreformattedString))


def of_pdf(path: Path) -> str:
    """The words of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_template_for_translators_is_up_to_date() -> None:
    with catalogs.TEMPLATE.open("rb") as file:
        assert catalogs.contents(read_po(file)) == catalogs.contents(catalogs.extracted()), (
            "Run: python -m porchlight.locale"
        )


@pytest.mark.parametrize("language", locale.languages())
def test_a_catalog_says_every_word_with_its_names_and_marks(language: str) -> None:
    with locale.catalog_path(language).open("rb") as file:
        words = read_po(file, locale=language)
    with catalogs.TEMPLATE.open("rb") as file:
        assert {str(entry.id) for entry in words} == {str(entry.id) for entry in read_po(file)}
    for entry in filter(lambda entry: entry.id, words):
        asked = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        said: Any = entry.string if isinstance(entry.id, tuple) else (entry.string,)
        assert all(said), f"{entry.id} is not translated"
        assert not entry.fuzzy, f"{entry.id} has changed"
        for one in map(str, said):
            source = str(asked[-1])
            assert sorted(NAMES.findall(one)) == sorted(NAMES.findall(source)), entry.id
            assert one.strip() + source[len(source.rstrip()) :] == one.lstrip(), entry.id
            assert one[: len(one) - len(one.lstrip())] == source[: len(source) - len(source.lstrip())], entry.id


def test_web_course_says_nothing_beside_the_catalog(editions: dict[str, Built], own: set[str]) -> None:
    out = editions["html"].out
    for path in sorted(out.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        assert {path.name: forgotten("\n".join(seen(html)), own)} == {path.name: []}
        assert f'<html lang="{PSEUDO}"' in html
    assert "«Why do this»" in editions["html"].page(EXERCISE)
    assert "«The best answer is" in editions["html"].page(LESSON)


def test_scripts_say_nothing_beside_the_catalog(editions: dict[str, Built]) -> None:
    out = editions["html"].out
    worker = (out / "sw.js").read_text(encoding="utf-8")
    assert f'LANGUAGE="{PSEUDO}"' in worker
    assert "«This page is not kept here»" in worker
    for path in (*sorted((out / "_static").glob("*.js")), out / "sw.js"):
        if not path.name.startswith("search-index"):
            code = path.read_text(encoding="utf-8")
            assert not re.search(r"(?<![\w$])_\([\"`]", code), path.name
            assert {path.name: re.findall(r'["`>][A-Z][a-z]+ [a-z][^"`»]*["`]', code)} == {path.name: []}


def test_book_says_nothing_beside_the_catalog(editions: dict[str, Built], own: set[str]) -> None:
    for path in sorted(editions["epub"].out.rglob("*.epub")):
        with ZipFile(path) as book:
            for name in book.namelist():
                if name.endswith((".xhtml", ".opf")):
                    text = book.read(name).decode()
                    told = [part.get_text() for part in BeautifulSoup(text, "html.parser")("meta")]
                    shown = "\n".join(seen(text)) if name.endswith(".xhtml") else "\n".join(told)
                    codes = {"textual", "visual", "unlocked", "none", "set"} if name.endswith(".opf") else set()
                    text_words = re.sub(r"\b[a-z]+[A-Z]\w+|\bARIA\b", "", shown)
                    assert {name: forgotten(text_words, own | codes)} == {name: []}


def test_notebooks_say_nothing_beside_the_catalog(editions: dict[str, Built], own: set[str]) -> None:
    for path in editions["notebook"].out.glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert {path.name: forgotten("\n".join("".join(cell["source"]) for cell in cells), own)} == {path.name: []}


def test_slides_say_nothing_beside_the_catalog(editions: dict[str, Built], own: set[str]) -> None:
    out = editions["slides"].out
    for path in sorted(out.glob("*.pdf")):
        assert {path.name: forgotten(of_pdf(path), own)} == {path.name: []}
    for path in out.glob("*.pptx"):
        deck = pptx.Presentation(str(path))
        words = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
        assert forgotten("\n".join(words), own) == []


def test_paper_says_nothing_beside_the_catalog(editions: dict[str, Built], own: set[str]) -> None:
    out = editions["handout"].out
    assert (out / "letter/first-steps-fill.pdf").is_file()
    for path in sorted(out.glob("letter/*.pdf")):
        assert {path.name: forgotten(of_pdf(path), own)} == {path.name: []}
    for path in out.glob("word/*.docx"):
        file = docx.Document(str(path))
        words = [part.text or "" for root in (file.element, file.sections[0].footer._element) for part in root.iter()]
        assert {path.name: forgotten(" ".join(words), own)} == {path.name: []}


def test_months_and_lists_are_said_in_the_language() -> None:
    day = date(2026, 11, 21)
    locale.speak("en")
    assert [locale.month_and_year(day), locale.month_and_year(day, "es")] == ["November 2026", "noviembre de 2026"]
    assert locale.listed(["a", "b", "c"]) == "a, b and c"
    locale.speak("es")
    assert locale.listed(["a", "b", "c"]) == "a, b y c"
    assert locale.ngettext("%(number)s minute", "%(number)s minutes", 1) == "1 minuto"
    locale.speak("en")
    assert locale.said_in("es", "Leave") == "Salir"
