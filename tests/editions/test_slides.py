"""Slides of a session: for the wall, for the leader's hand, and to change."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from pptx import Presentation

from tests.audit.paper import judged
from tests.conftest import SESSION, Built, Course, tiny
from tests.test_pictures import PICTURE, SVG

if TYPE_CHECKING:
    from pathlib import Path

FILE = f"{SESSION}.md"
FIRST, SECOND = "Slow breaths, no waking: act.", "You may pass"


@dataclass(frozen=True)
class Shown:
    """The three files that were made of the tiny course's session, and their folder."""

    folder: Path

    def pages(self, name: str) -> list[str]:
        """The words of each page, in one line."""
        pdf = pypdfium2.PdfDocument(self.folder / name)
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]

    @property
    def deck(self) -> Any:
        return Presentation(str(self.folder / "session-2.pptx"))


def with_picture(course: Course, svg: str = SVG) -> Course:
    course.write(PICTURE, svg)
    course.replace(FILE, f"{{slide}} {FIRST}\n", f"{{slide}} {FIRST}\n:picture: porch\n\n")
    return course


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1793500000")
        return Shown(with_picture(tiny(tmp_path_factory.mktemp("slides"))).build("slides").out)


def tags(path: Path) -> list[tuple[str, str]]:
    """The name of each tag of a PDF, and its text alternative."""
    found = []

    def below(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in list(node):
                below(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                below(node["/K"])

    with pikepdf.open(path) as pdf:
        below(pdf.Root.StructTreeRoot.K)
    return found


# for the wall


def test_each_slide_is_a_wide_page_with_one_thought_and_no_notes(shown: Shown) -> None:
    pages = shown.pages("session-2.pdf")

    assert pages[:3] == ["Porch Light · Session 2 Staying safe Edition 0.1 · CC BY 4.0", f"{FIRST} Home", SECOND]
    pdf = pypdfium2.PdfDocument(shown.folder / "session-2.pdf")
    assert {page.get_size() for page in pdf} == {(960, 540)}


def test_thoughts_are_set_at_40_points_or_more_in_the_book_face(shown: Shown) -> None:
    pdf = pypdfium2.PdfDocument(shown.folder / "session-2.pdf")
    for page in list(pdf)[1:]:
        texts = [part for part in page.get_objects() if isinstance(part, pypdfium2.PdfTextObj)]
        serif = [part for part in texts if "SourceSerif" in part.get_font().get_base_name()]
        assert serif
        assert all(part.get_font_size() >= 40 for part in serif)


def test_the_last_slide_says_whom_to_call(shown: Shown) -> None:
    """It stays up while people leave, in both files."""
    pdf = shown.pages("session-2.pdf")[-1]
    [box] = [shape for shape in list(shown.deck.slides)[-1].shapes if shape.name.startswith("TextBox")]

    assert pdf.startswith("Take a card. ")
    for number in ("911", "988"):
        assert number in pdf.split()
        assert number in box.text_frame.text.splitlines()
    assert all(paragraph.font.size.pt >= 40 for paragraph in box.text_frame.paragraphs)


def test_lines_of_a_slide_stand_each_on_its_own(tiny_course: Course) -> None:
    tiny_course.replace(FILE, f"{{slide}} {SECOND}\n", f"{{slide}} {SECOND}\n:lines: Check. | Call. | Spray again.\n\n")
    shown = Shown(tiny_course.build("slides").out)
    with pypdfium2.PdfDocument(shown.folder / "session-2.pdf") as pdf:
        lines = pdf[2].get_textpage().get_text_bounded().splitlines()

    assert [line.strip() for line in lines] == [SECOND, "1. Check.", "2. Call.", "3. Spray again."]
    assert list(shown.deck.slides)[2].shapes.title.text == "1.\tCheck.\n2.\tCall.\n3.\tSpray again."


def test_a_picture_has_a_drawing_of_its_own_for_the_wall(tiny_course: Course) -> None:
    with_picture(tiny_course, SVG.replace('font-size="8"', 'font-size="6"'))
    tiny_course.write("course/pictures/wall/porch.svg", SVG.replace(">Home<", ">Large<"))

    assert Shown(tiny_course.build("slides").out).pages("session-2.pdf")[1] == f"{FIRST} Large"


def test_slides_are_tagged_and_pass_pdf_ua(shown: Shown) -> None:
    for name in ("session-2.pdf", "session-2-notes.pdf"):
        with pikepdf.open(shown.folder / name) as pdf, pdf.open_metadata() as about:
            assert str(about["pdfuaid:part"]) == "1"
            assert about["dc:title"] == "Session 2: Staying safe"
        assert judged(shown.folder / name) == []
    found = tags(shown.folder / "session-2.pdf")
    assert [name for name, _ in found if name.startswith("/H")] == ["/H1", "/H2", "/H2", "/H2"]
    assert [words for name, words in found if name == "/Figure"] == ["A porch at night"]


# for the hand


def test_notes_hold_each_thought_with_what_the_leader_says(shown: Shown) -> None:
    text = " ".join(shown.pages("session-2-notes.pdf"))

    assert f"1. {FIRST} Leaderwords go with the first slide." in text
    assert f"2. {SECOND} Leaderwords go with the second slide." in text


def test_notes_print_on_letter_and_a4_alike(shown: Shown) -> None:
    width, height = pypdfium2.PdfDocument(shown.folder / "session-2-notes.pdf")[0].get_size()

    assert width <= 595.3  # A4
    assert height <= 792  # letter


# to change


def test_powerpoint_has_titles_notes_and_words_for_pictures(shown: Shown) -> None:
    slides = list(shown.deck.slides)

    assert [slide.shapes.title.text for slide in slides] == ["Staying safe", FIRST, SECOND, "Take a card."]
    assert [slide.notes_slide.notes_text_frame.text for slide in slides[1:3]] == [
        "Leaderwords go with the first slide.",
        "Leaderwords go with the second slide.",
    ]
    pictures = [shape for slide in slides for shape in slide.shapes if shape.shape_type == 13]
    assert [shape._element._nvXxPr.cNvPr.get("descr") for shape in pictures] == ["A porch at night"]


def test_each_word_of_a_powerpoint_file_says_its_language(tiny_course: Course) -> None:
    deck = Shown(with_picture(tiny_course).build("slides", language="es").out).deck
    parts = [part for slide in deck.slides for part in (slide, slide.notes_slide) if slide.has_notes_slide]
    parts += list(deck.slides)
    told = [run.xpath("a:rPr/@lang") for part in parts for run in part._element.xpath(".//a:r")]
    assert len(told) > 5
    assert all(languages == ["es"] for languages in told)


def test_publishers_own_name_stands_on_the_slides(tiny_course: Course) -> None:
    shown = Shown(with_picture(tiny_course).build("slides", project="The Kitchen Table").out)

    subtitle = shown.deck.slides[0].placeholders[1].text_frame.text
    assert subtitle.startswith("The Kitchen Table · ")
    assert shown.deck.core_properties.author == "The Kitchen Table"
    assert "The Kitchen Table" in shown.pages("session-2.pdf")[0]


def test_nothing_on_a_powerpoint_slide_lies_outside_it(shown: Shown) -> None:
    deck = shown.deck
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_words_of_a_powerpoint_slide_stay_in_their_place_in_another_face(tiny_course: Course) -> None:
    """Measured for a bold serif that stands in for ours and is a tenth wider, three fifths of its size a letter."""
    long = "In large studies, people on methadone or buprenorphine died about half as often."
    with_picture(tiny_course)
    tiny_course.replace(FILE, f"{{slide}} {FIRST}\n", f"{{slide}} {long}\n")
    tiny_course.replace(FILE, "Staying safe", "Staying safe at home and on the road, too")

    deck = Shown(tiny_course.build("slides").out).deck

    for slide in deck.slides:
        title = slide.shapes.title
        size = title.text_frame.paragraphs[0].font.size.pt
        lines = wrap(title.text_frame.text, int(title.width.pt / (0.6 * size)))
        assert len(lines) * 1.17 * size <= title.height.pt + 1, lines
        assert size >= 40
    first = deck.slides[1]
    [picture] = (shape for shape in first.shapes if shape.shape_type == 13)
    assert picture.top >= first.shapes.title.top + first.shapes.title.height, "words above the picture, not on it"


def test_every_file_is_the_same_from_the_same_source(
    shown: Shown, tiny_course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793500000")
    again = with_picture(tiny_course).build("slides").out

    names = sorted(path.name for path in shown.folder.iterdir() if path.is_file())
    assert names == ["session-2-notes.pdf", "session-2.pdf", "session-2.pptx"]
    assert [name for name in names if (again / name).read_bytes() != (shown.folder / name).read_bytes()] == []


# what cannot be shown


def warning(built: Built) -> str:
    [found] = built.warnings
    return found


def test_words_that_do_not_fit_are_reported(tiny_course: Course) -> None:
    tiny_course.replace(FILE, SECOND, "Unputdownable" * 7)

    found = warning(tiny_course.build("slides", warns=True))

    line = tiny_course.line(FILE, "Unputdownable")
    assert found.startswith(f"{FILE}:{line}: WARNING: The words of slide 2 do not fit at 40 points. ")
    assert found.endswith("[porchlight.slide_words]")


def test_picture_with_small_letters_is_reported(tiny_course: Course) -> None:
    with_picture(
        tiny_course,
        SVG.replace(
            'viewBox="0 0 200 100" width="100mm" height="50mm"', 'viewBox="0 0 999 500" width="500mm" height="250mm"'
        ),
    )

    found = warning(tiny_course.build("slides", warns=True))

    assert "Letters of the picture 'porch' are 10 points high on the slide" in found
    assert "there is no 'course/pictures/wall/porch.svg'. " in found
    assert found.endswith("[porchlight.slide_letters]")


def test_unknown_picture_is_reported_and_the_slide_is_made_without(tiny_course: Course) -> None:
    tiny_course.replace(FILE, f"{{slide}} {SECOND}\n", f"{{slide}} {SECOND}\n:picture: sunset\n\n")

    built = tiny_course.build("slides", warns=True)

    line = tiny_course.line(FILE, SECOND)
    assert warning(built).startswith(f"{FILE}:{line}: WARNING: There is no picture 'sunset'. ")
    assert (built.out / "session-2.pdf").is_file()


def test_slides_of_a_session_that_is_gone_go_too(tiny_course: Course) -> None:
    tiny_course.build("slides")
    tiny_course.replace("course/facilitator/index.md", "session-2\n", "")
    (tiny_course.root / FILE).unlink()

    assert not list(tiny_course.build("slides").out.glob("session-*"))


def test_no_slide_of_several_stands_alone_on_the_last_page_of_notes(tiny_course: Course) -> None:
    said = "Leaderwords are read aloud, slowly, and the room waits. " * 9
    for number in range(3, 14):
        tiny_course.add(f"{SESSION}.md", f"\n:::{{slide}} Thought {number} of this evening\n\n{said}\n:::\n")

    with pypdfium2.PdfDocument(tiny_course.build("slides").out / "session-2-notes.pdf") as document:
        counts = [page.get_textpage().get_text_range().count("of this evening") for page in document]

    assert sum(counts) == 11
    assert len(counts) > 1
    assert counts[-1] > 1
