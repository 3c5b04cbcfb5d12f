"""Word files for leaders: headings, places to write, repeated heads, and who has not checked them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.conftest import tiny

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Course

FORM = """# Our agreement

{.pl-for-leaders}
Leaders: copy this.

We **read** these lines aloud.[^n]

1. One.
2. Two.

Then again:

1. Uno.

:::{prompt} What we add
:id: add
:kind: lines
:lines: 3
:::

:::{prompt} Who can come
:id: come
:kind: choose-many

- Ann
- Bo
:::

:::{prompt} Who does what
:id: who
:kind: grid
:columns: When | Who | What
:row-names: First | Then
:::

:::{prompt} How it is
:id: how
:kind: scale
:low: Bad
:high: Good
:::

[^n]: Known. {source}`group2020`
"""
# The order in which Word wants what it reads, from ECMA-376.
ORDER = {
    "sdtPr": ("alias", "tag", "id", "showingPlcHdr", "text", "checkbox"),
    "tblPr": ("tblStyle", "tblW", "jc", "tblLayout", "tblLook", "tblCaption"),
    "pPr": (
        "pStyle",
        "keepNext",
        "keepLines",
        "numPr",
        "pBdr",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
    ),
}


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Word files of the tiny course with one more form."""
    course = tiny(tmp_path_factory.mktemp("word"))
    course.write("course/facilitator/forms/agreement.md", FORM)
    course.replace("course/facilitator/index.md", "forms/sign-in", "forms/sign-in\nforms/agreement")
    return course.build("handout").out / "word"


def lines_of(document: Any) -> list[tuple[str, str]]:
    """Style and words of each paragraph."""
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def test_forms_and_sessions_are_files_and_no_page_for_families_is(word: Path) -> None:
    assert {path.name for path in word.iterdir()} == {"agreement.docx", "sign-in.docx", "session-2.docx"}


def test_form_has_headings_lists_that_begin_anew_and_places_to_write(word: Path) -> None:
    document = Document(str(word / "agreement.docx"))
    lines = lines_of(document)
    assert lines[0] == ("Heading 1", "Our agreement")
    assert ("Heading 2", "What we add") in lines
    assert not any("Leaders: copy" in text for _, text in lines)
    ids = document.element.body.xpath(".//w:numPr/w:numId/@w:val")
    numbers = [int(found) for found in ids]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]
    assert [style for style, _ in lines].count("Line to write on") == 3
    places = [(found.find(qn("w:sdtPr")), found) for found in document.element.body.iter(qn("w:sdt"))]
    named = [place.find(qn("w:alias")).get(qn("w:val")) for place, _ in places]
    assert named == ["What we add", "Ann", "Bo", "Who, First", "What, First", "Who, Then", "What, Then"]
    assert ("Normal", "Bad\u20030   1   2   3   4   5   6   7   8   9   10\u2003Good") in lines
    assert [text for style, text in lines if style.startswith("Heading")].count("Sources") == 1
    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["When", "Who", "What"]
    assert table._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")
    assert document.core_properties.title == "Our agreement"
    assert document.core_properties.language == "en"
    foot = "".join(document.sections[0].footer._element.xpath(".//w:t/text()"))
    assert foot.startswith("Changed by ____")
    assert "and not checked by Porch Light" in foot


def test_plan_of_a_session_holds_times_activities_and_slides(word: Path) -> None:
    document = Document(str(word / "session-2.docx"))
    words = "\n".join(text for _, text in lines_of(document))
    assert lines_of(document)[0] == ("Heading 1", "Session 2: Staying safe")
    for told in (
        "At a glance",
        "Slide 1: Slow breaths",
        "Leaderwords say hello",
        "Leaderwords go with the first slide.",
    ):
        assert told in words
    agenda = next(table for table in document.tables if table.columns[0].cells[1].text == "6:30")
    clock, what, minutes = (column.width for column in agenda.columns)
    assert what > 3 * max(clock, minutes), "for programs that read the width of a column and not of its cells"


@pytest.mark.parametrize("name", ["agreement", "session-2"])
def test_word_finds_its_parts_in_the_order_that_it_wants(word: Path, name: str) -> None:
    document = Document(str(word / f"{name}.docx"))
    for root in (document.element, document.styles.element):
        for parent, order in ORDER.items():
            for found in root.iter(qn(f"w:{parent}")):
                kids = [kid.tag.rpartition("}")[2] for kid in found]
                known = [order.index(kid) for kid in kids if kid in order]
                assert known == sorted(known), kids


def said_in(document: Any) -> dict[str, str]:
    """Each piece of a file's words with the language in which a voice reads it: its own, or else the file's."""
    whole = document.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    runs = [*document.element.body.iter(qn("w:r")), *document.sections[0].footer._element.iter(qn("w:r"))]
    return {
        "".join(run.xpath("w:t/text()")).strip(): next(iter(run.xpath("w:rPr/w:lang/@w:val") or whole)) for run in runs
    }


def test_words_in_another_language_say_which(tiny_course: Course) -> None:
    tiny_course.write(
        "course/facilitator/forms/hablar.md",
        """# Call

{.language-es}
Llame **ahora**.

Say [diga]{.language-es} and go on.

{.language-es}
> Una cita.

{.language-es}
- Uno
- Dos

| Word | |
|---|---|
| [palabra]{.language-es} | word |

{.language-es}
## Ayuda
""",
    )
    tiny_course.write(
        "course/facilitator/forms/firmar.md",
        "---\nlanguage: es\n---\n# Firmar\n\nNombre.\n\n{.language-en}\nName.\n\n"
        "Dato.[^n]\n\n[^n]: Fuente. {source}`group2020`\n",
    )
    tiny_course.replace("course/facilitator/index.md", "forms/sign-in", "forms/sign-in\nforms/hablar\nforms/firmar")
    word = tiny_course.build("handout").out / "word"
    english = said_in(Document(str(word / "hablar.docx")))
    spanish = {text for text, language in english.items() if language == "es"}
    assert spanish == {"Llame", "ahora", ".", "diga", "Una cita.", "Uno", "Dos", "palabra", "Ayuda"}
    assert set(english.values()) == {"en", "es"}
    document = Document(str(word / "firmar.docx"))
    said = said_in(document)
    assert (said["Firmar"], said["Nombre."], said["Dato."]) == ("es", "es", "es")
    assert said["Name."] == "en"
    foot = {language for text, language in said.items() if "not checked by" in text or text == "Sources"}
    assert foot == {"en"}, "what the build says stands under a page in whatever language"
    for told in (
        document.settings.element.find(qn("w:themeFontLang")),
        document.styles.element.find(f".//{qn('w:lang')}"),
    ):
        assert {value for name, value in told.attrib.items() if name.startswith("{")} == {"es"}


def test_nothing_in_a_file_tells_the_time_of_the_build(word: Path) -> None:
    with ZipFile(io.BytesIO((word / "agreement.docx").read_bytes())) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
