"""The course in another language: each of its words comes from a catalog, and what does not is marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from polib import POEntry

from porchlight.catalogs.catalog import read, sources
from porchlight.catalogs.same import faults
from porchlight.catalogs.segments import visible
from porchlight.catalogs.tree import write_tree
from tests.catalogs.pseudo import LANGUAGE, change, said, translate
from tests.conftest import EXERCISE, FORM, GET_HELP, GUIDE, HELP_NOW, LESSON, SESSION, SOURCES, UNIT, Course, tiny
from tests.test_words import of_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Built

PAGES = ("index", UNIT, LESSON, EXERCISE, GET_HELP, HELP_NOW, SOURCES, GUIDE, SESSION, FORM)  # all but the glossary


def in_language(course: Course) -> Course:
    """The tree of a course that has catalogs, as a course to build."""
    folder = course.root.parent / LANGUAGE / "source"
    write_tree(course.root, LANGUAGE, folder)
    tree = Course(folder)
    tree.write("conf.py", (course.root / "conf.py").read_text(encoding="utf-8"))
    return tree


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course in the language of ``pseudo.py``: two sentences have no translation, a page has none."""
    course = tiny(tmp_path_factory.mktemp("pseudo"))
    course.replace(
        f"{LESSON}.md",
        "Danger words.",
        "Danger words. [Words](/course/reference/glossary.md#words--terms). [Own](/course/start/own.md).",
    )
    course.write("course/start/own.md", f"---\nlanguage: {LANGUAGE}\norphan: true\n---\n# Propio\n\nUno.\n")
    course.replace(f"{LESSON}.md", "Ann waits", "Ann [asks](#what-is-true) and waits")
    course.replace(f"{HELP_NOW}.md", "orphan: true", "orphan: true\nchecked: 2026-11-01")
    course.replace(f"{HELP_NOW}.md", "Call for help", "{.pl-call}\n{call}`emergency`\n\nCall for help")
    translate(course.root, PAGES)
    change(course.root, "Words for a friend.", "")
    change(course.root, "Stop when it is too much.", said("Stop now."), fuzzy=True)
    return in_language(course)


@pytest.fixture(scope="module")
def web(pseudo: Course) -> Built:
    return pseudo.build("html", language=LANGUAGE)


def sentences_of(root: Path) -> list[str]:
    """The words of the course's own source, as parts between markup that are long enough to be told again."""
    found = []
    for path in sources(root, PAGES):
        for segment in read(root, path)[1]:
            parts = re.split(r" {2,}|[*\\<>\n]+", visible(segment.words))
            found += [part.strip() for part in parts if len(part.split()) > 2 and "שלום" not in part]
    return found


@pytest.mark.parametrize("builder", ["html", "text", "epub"])
def test_every_word_of_the_course_comes_from_a_catalog(pseudo: Course, web: Built, builder: str) -> None:
    built = web if builder == "html" else pseudo.build(builder, language=LANGUAGE, epub_language=LANGUAGE)
    wanted = sentences_of(pseudo.root.parents[1] / "source")
    assert len(wanted) > 50
    families = [name for name in PAGES if not name.startswith("course/facilitator/") and name != HELP_NOW]
    pages = families if builder == "epub" else PAGES
    words = "\n".join(" ".join(BeautifulSoup(built.page(name), "html.parser").get_text().split()) for name in pages)

    assert [one for one in wanted if one in words and "friend" not in one and "Stop when" not in one] == []
    assert "éBody éwords." in words
    assert "\ue000" not in "".join(built.page(name) for name in pages)


@pytest.mark.parametrize(("builder", "files"), [("slides", "*.pdf"), ("handout", "letter/*.pdf")])
def test_every_word_on_slides_and_sheets_comes_from_a_catalog(
    pseudo: Course, web: Built, builder: str, files: str
) -> None:
    wanted = sentences_of(pseudo.root.parents[1] / "source")
    out = pseudo.build(builder, language=LANGUAGE).out

    words = " ".join(" ".join(of_pdf(path).split()) for path in out.glob(files))
    assert "é" in words
    assert [one for one in wanted if one in words and "friend" not in one and "Stop when" not in one] == []


def test_what_has_no_translation_is_marked_as_english(web: Built) -> None:
    lesson, exercise = (BeautifulSoup(web.page(name), "html.parser") for name in (LESSON, EXERCISE))

    marked = [part.get_text() for part in lesson.select('article [lang="en"]')]
    assert "Words for a friend." in marked
    assert not any("é" in words for words in marked)
    assert "Stop when it is too much." in [part.get_text() for part in exercise.select('[lang="en"]')]
    assert lesson.html is not None
    assert lesson.html["lang"] == LANGUAGE


def test_drawing_and_passage_of_the_language_stand_in_for_those_of_the_region(tmp_path: Path) -> None:
    course = tiny(tmp_path)
    translate(course.root, PAGES)
    own = "course/regions/us"
    told = {"pictures/ring.svg": "Ring", "pictures/ring-es.svg": "Llame", "passages/law.md": "It is so."}
    told |= {"passages/es/law.md": "Así es.", "passages/other.md": "So it is."}
    for name, words in told.items():
        course.write(f"{own}/{name}", words)

    tree = in_language(course).root / own

    assert (tree / "pictures/ring.svg").read_text(encoding="utf-8") == "Llame"
    assert (tree / "passages/law.md").read_text(encoding="utf-8") == "Así es."
    assert (tree / "passages/other.md").read_text(encoding="utf-8") == "\ue000So it is."


def test_each_page_says_who_read_its_translation(web: Built) -> None:
    unread = "Ningún profesional de salud bilingüe ha leído todavía esta traducción."

    assert all(web.shows(name, unread) for name in PAGES)
    article = BeautifulSoup(web.page(HELP_NOW), "html.parser").get_text()
    assert article.index("Call 911") < article.index(unread) < article.index("éstay"), "whom to call stays first"


def test_name_of_a_row_may_begin_with_a_number() -> None:
    assert list(faults(POEntry(msgid="1. Checked", msgstr="1. Revisé"))) == []


def test_answers_and_headings_keep_their_keys(web: Built) -> None:
    exercise = BeautifulSoup(web.page(EXERCISE), "html.parser")

    assert [field["value"] for field in exercise.select('input[type="radio"][name="answer_one"]')] == ["red", "blue"]
    assert "éRed" in exercise.get_text()
    assert 'id="what-is-true"' in web.page(LESSON)


def test_link_to_a_page_that_the_language_has_not_leads_to_english(web: Built) -> None:
    page = BeautifulSoup(web.page(LESSON), "html.parser")

    [link] = [link for link in page.select("article a") if link.get_text() == "éWords"]
    assert link["href"] == "../../../course/reference/glossary.html#words--terms"
    assert web.shows(LESSON, "éDanger éwords. éWords (en inglés). éOwn.")


def test_warning_names_the_file_and_the_line_of_the_course(tmp_path: Path) -> None:
    course = tiny(tmp_path)
    translate(course.root, PAGES)
    course.replace(f"{EXERCISE}.md", "I shouted.", "I shouted.\n\nnobody\n: Nothing.")
    tree = in_language(course)

    told = tree.build("dummy", warns=True, language=LANGUAGE).warnings

    line = course.line(f"{EXERCISE}.md", "{example}")
    assert any(f"{course.root / EXERCISE}.md:{line}" in one for one in told if "example_prompt" in one), told


def test_link_between_the_languages_keeps_the_page(pseudo: Course, web: Built) -> None:
    course = Course(pseudo.root.parents[1] / "source")
    for name in (LESSON, "index"):
        path = course.root.parent / "build/html" / LANGUAGE / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("In the language.", encoding="utf-8")
    built = course.build("html", html_baseurl="https://example.org/")

    [there] = BeautifulSoup(built.page(LESSON), "html.parser").select("main a[hreflang]")
    [back] = BeautifulSoup(web.page(LESSON), "html.parser").select(".pl-where a[hreflang]")
    assert (there["href"], there["lang"], there.get_text()) == (f"../../es/{LESSON}.html", "es", "Español")
    assert (back["href"], back["lang"], back.get_text()) == (f"../../../{LESSON}.html", "en", "English")
    assert "hreflang" in built.page("index")
    for name in (EXERCISE, "course/reference/glossary"):  # no such page lies there
        assert "hreflang" not in built.page(name)
    listed = (built.out / "sitemap.xml").read_text(encoding="utf-8")
    assert f'<xhtml:link rel="alternate" hreflang="es" href="https://example.org/es/{LESSON}.html"/>' in listed
    assert listed.count('hreflang="es"') == listed.count('hreflang="en"') == 2
    worker = (built.out / "sw.js").read_text(encoding="utf-8")
    assert f'"{LESSON}.html"' in worker
    assert f'"{LANGUAGE}/' not in worker


WRONG = {
    "Medicine halves deaths.[^deaths]": ("éMedicine.", "the note '[^deaths]' is missing"),
    "Body words. Much is known.[^known] {reach}`emergency`, or reach {line}`violence`.": (
        "éBody.[^known] {reach}`suicide`, {line}`violence`.",
        "the role '{reach}`emergency`' is missing",
    ),
    "Known in 12 groups. {source}`group2020`": ("é13. {source}`group2020`", "the number '12' is missing"),
    "Red": ("é", ""),
    "Blue": ("...", "it has no words"),
    "Listening": ("- éListening", "it begins as Markdown of another kind"),
    "Shouting": ("**éShouting**", "the mark '**' is not in the sentence"),
}


def test_translation_that_drops_or_adds_is_refused(tmp_path: Path) -> None:
    course = tiny(tmp_path)
    course.replace(f"{EXERCISE}.md", "Help for before.", "Blue")  # a second time
    translate(course.root, PAGES)
    for words, (other, _) in WRONG.items():
        change(course.root, words, other)
    line = change(course.root, "Blue", "...")

    built = in_language(course).build("dummy", warns=True, language=LANGUAGE)

    told = [one for one in built.warnings if "[porchlight.translation]" in one]
    for _, wanted in WRONG.values():
        assert any(wanted in one for one in told), wanted
    assert len(told) == len(set(told))
    assert any(f"catalogs/es/exercises.po:{line}: " in one and "'Blue'" in one for one in told), told
    assert "Medicine halves deaths." in built.doctree(LESSON).astext()
