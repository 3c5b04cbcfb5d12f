"""Pictures: one file for every edition, each time with its text alternative and its description."""

from __future__ import annotations

import io
import re
import runpy
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import nbformat
import pikepdf
import pypdfium2
import pytest
import typst
from bs4 import BeautifulSoup, Tag
from PIL import Image

from course.pictures.letters import width
from porchlight.diagnostics import Code
from porchlight.pictures import DARK, PALETTE, read_drawing
from tests.conftest import EXERCISE, LESSON, MORE_WORDS, REGION, REPOSITORY, Course, tiny

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = "course/pictures/porch.svg"
SVG = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="100mm" height="50mm" font-size="16">
<title>A porch at night</title>
<desc>The lamp shines.

Someone waits.</desc>
<style>{DARK}</style>
<rect width="200" height="100" fill="#FBF7EF"/>
<g transform="scale(2)">
<text x="9" y="9" font-size="8" fill="#1D2733">Home</text>
</g>
</svg>
"""
FOLDERS = (REPOSITORY / "course" / "pictures", (REPOSITORY / REGION).parent / "pictures")
REAL = sorted(path for folder in FOLDERS for path in folder.glob("*.svg"))
FOR_THE_WALL = sorted((REPOSITORY / "course" / "pictures" / "wall").glob("*.svg"))
ALTERNATIVE = "A porch at night"
DESCRIPTION = ("The lamp shines.", "Someone waits.")


def hang(course: Course, caption: str = "A lit porch.[^known]") -> None:
    """Put the picture on the tiny course's lesson."""
    course.write(PICTURE, SVG)
    course.replace(f"{LESSON}.md", "Danger words.", f"Danger words.\n:::\n\n:::{{picture}} porch\n{caption}")


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course with a picture on its lesson, and the same on its exercise."""
    course = tiny(tmp_path_factory.mktemp("pictured"))
    hang(course)
    course.replace(f"{LESSON}.md", "Body words.", f"Body words.\n\n{MORE_WORDS}")
    course.replace(f"{EXERCISE}.md", ":::{prompt} Before", ":::{picture} porch\n:::\n\n:::{prompt} Before")
    return course


def figure(page: str) -> Tag:
    [found] = BeautifulSoup(page, "html.parser").select("figure.pl-picture")
    return found


def test_text_tells_the_picture_in_words(pictured: Course) -> None:
    page = " ".join(pictured.build("text").page(LESSON).split())

    for words in (ALTERNATIVE, "A lit porch.", *DESCRIPTION):
        assert words in page


def test_web_loads_the_picture_late_and_folds_its_description(pictured: Course) -> None:
    built = pictured.build("html")
    found = figure(built.page(LESSON))
    [image] = found.select("img")

    assert image["alt"] == ALTERNATIVE
    assert (image["loading"], image["width"], image["height"]) == ("lazy", "200", "100")
    assert "<title>" in (built.file(LESSON).parent / str(image["src"])).read_text(encoding="utf-8")
    [caption] = found.select("figcaption > p")
    assert caption.get_text().startswith("A lit porch.")
    assert caption.select("a"), "the caption keeps its note"
    [fold] = found.select("details")
    assert fold.get_text(" ", strip=True) == f"The picture in words {' '.join(DESCRIPTION)}"


def test_the_e_book_shows_the_picture_with_its_description(pictured: Course) -> None:
    page = pictured.build("epub").page(LESSON)
    found = figure(page)

    assert found.img
    assert found.img["alt"] == ALTERNATIVE
    assert "A lit porch." in found.get_text()
    assert all(page.count(words) == 1 for words in DESCRIPTION), "told once, at the end of the page"


def test_a_handout_names_the_sheet_that_carries_a_drawing_in_its_place(tmp_path: Path) -> None:
    course = tiny(tmp_path)
    hang(course)
    course.replace(f"{LESSON}.md", "{picture} porch\n", "{picture} porch\n:on-paper: See the other sheet.\n\n")
    course.replace(f"{EXERCISE}.md", ":::{prompt} Before", ":::{picture} porch\n:on-paper:\n:::\n\n:::{prompt} Before")
    built = course.build("handout")

    for name, told in (("first-lesson", "See the other sheet."), ("first-steps", "")):
        with pypdfium2.PdfDocument(built.out / f"letter/{name}.pdf") as document:
            words = " ".join(page.get_textpage().get_text_bounded() for page in document)
        assert told in words
        assert not re.search("A lit porch|Home", words)
    assert figure(course.build("html").page(LESSON)).select("img"), "the web shows it all the same"


@pytest.mark.parametrize(("title", "codes"), [("First steps", []), ("Last steps", ["[porchlight.sheet_title]"])])
def test_a_sheet_that_a_handout_names_must_be_there(tmp_path: Path, title: str, codes: list[str]) -> None:
    course = tiny(tmp_path)
    hang(course)
    course.replace(f"{LESSON}.md", "{picture} porch\n", f"{{picture}} porch\n:on-paper: On the sheet “{title}”.\n\n")

    found = course.build("check", warns=bool(codes)).warnings

    assert [line.rpartition(" ")[2] for line in found] == codes


def test_a_handout_speaks_the_description_to_a_screen_reader(pictured: Course) -> None:
    built = pictured.build("handout")

    with pikepdf.open(built.out / "letter" / "first-steps.pdf") as pdf:
        spoken = [str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    assert f"{ALTERNATIVE}. {' '.join(DESCRIPTION)}" in spoken


def test_a_notebook_tells_what_the_picture_shows(pictured: Course) -> None:
    book = nbformat.read(pictured.build("notebook").out / "first-steps.ipynb", as_version=4)

    text = "\n".join(cell.source for cell in book.cells)
    assert all(words in text for words in (f"[Picture: {ALTERNATIVE}]", *DESCRIPTION))


def test_a_changed_picture_is_told_anew(tiny_course: Course) -> None:
    hang(tiny_course)
    tiny_course.build("text")
    tiny_course.replace(PICTURE, "Someone waits.", "Nobody waits.")

    assert "Nobody waits." in tiny_course.build("text").page(LESSON)


def test_a_mark_has_its_alternative_and_no_description(tiny_course: Course) -> None:
    hang(tiny_course, ":mark:")

    page = tiny_course.build("text").page(LESSON)
    assert ALTERNATIVE in page
    assert DESCRIPTION[0] not in page


@pytest.mark.parametrize(
    ("code", "old", "new", "line", "problem"),
    [
        (Code.PICTURE_WORDS, "<title>A porch at night</title>", "", 1, "There is no <title>, or no <desc>"),
        (Code.PICTURE_WORDS, "The lamp shines.\n\nSomeone waits.", "", 1, "There is no <title>, or no <desc>"),
        (Code.PICTURE_LETTERS, 'font-size="8"', 'font-size="4"', 9, "The letters here print at 11.3 points"),
        (Code.PICTURE_COLOUR, '#1D2733">Home', '#FF0000">Home', 9, "The colour '#FF0000' is not one of the course's"),
        (Code.PICTURE_COLOUR, "<style>", "<style>text { fill: red }", 6, "The style is not the one"),
        (Code.PICTURE_COLOUR, f"<style>{DARK}</style>", "", 1, "There is no style that turns colours dark"),
        (Code.PICTURE_SAFE, "<g transform", "<script/><g transform", 8, "A picture holds '<script>'"),
        (Code.PICTURE_SAFE, "<g transform", '<use href="https://a.org/a"/><g transform', 8, "A picture holds 'href'"),
        (Code.PICTURE_FILE, "Someone waits.", f"<!-- {'x' * 40_000} -->", 1, "bytes, over 40,000"),
        (Code.PICTURE_FILE, 'width="100mm"', 'width="100"', 1, "There is no viewBox, or no printed width in mm"),
        (Code.PICTURE_FILE, "</g>", "", 11, "It is no well-formed SVG"),
    ],
)
def test_a_fault_is_reported_once_with_file_line_and_hint(
    code: Code, old: str, new: str, line: int, problem: str, tmp_path: Path
) -> None:
    assert SVG.count(old) == 1
    path = tmp_path / "porch.svg"
    path.write_text(SVG.replace(old, new), encoding="utf-8")

    [(found, said, where)] = read_drawing(path).faults
    assert (found, where) == (code, line)
    assert problem in said


@pytest.mark.parametrize("head", ["", '<?xml version="1.0" encoding="windows-1252"?>\n'])
def test_a_drawing_that_is_not_utf_8_is_named_with_its_line(head: str, tmp_path: Path) -> None:
    path = tmp_path / "porch.svg"
    text = head + SVG.replace("Someone waits.", "Someone w\u00e4its.")
    path.write_bytes(text.encode("windows-1252"))

    line = text[: text.index("w\u00e4its")].count("\n") + 1
    assert read_drawing(path).faults == [(Code.FILE_ENCODING, "The drawing is not saved as UTF-8", line)]


def test_faults_stop_a_build_even_of_a_picture_that_no_page_shows(tiny_course: Course) -> None:
    tiny_course.write(PICTURE, SVG.replace('#1D2733">', '#FF0000">'))

    [warning] = tiny_course.build("dummy", warns=True).warnings
    assert warning.startswith(f"{PICTURE}:9: WARNING: The colour '#FF0000' is not one of the course's. Use fill")
    assert warning.endswith("[porchlight.picture_colour]")


def test_an_unknown_picture_is_reported_and_its_caption_stays(tiny_course: Course) -> None:
    hang(tiny_course)
    tiny_course.replace(f"{LESSON}.md", "{picture} porch", "{picture} perch")

    built = tiny_course.build("text", warns=True)
    line = tiny_course.line(f"{LESSON}.md", "{picture} perch")
    [warning] = built.warnings
    assert warning.startswith(f"{LESSON}.md:{line}: WARNING: There is no picture 'perch' (did you mean 'porch'?). ")
    assert warning.endswith("[porchlight.picture_unknown]")
    assert "A lit porch." in built.page(LESSON)


def test_a_picture_that_no_page_shows_is_reported(tiny_course: Course) -> None:
    hang(tiny_course)
    tiny_course.write("course/pictures/other.svg", SVG.replace("<g transform", "<script/><g transform"))
    tiny_course.write("course/pictures/porch-es.svg", SVG)  # what an edition in Spanish shows in its place
    tiny_course.write("catalogs/es/pages.toml", "[pages]\n")

    warnings = tiny_course.build("check", warns=True).warnings
    assert any(text.startswith("course/pictures/other.svg:1: WARNING: No page shows 'other'") for text in warnings)
    assert any("other.svg:8: " in text and text.endswith("[porchlight.picture_safe]") for text in warnings)
    assert all("porch.svg" not in text and "porch-es.svg" not in text for text in warnings)


def test_a_figure_in_a_caption_needs_a_note(tiny_course: Course) -> None:
    hang(tiny_course, "It helps 6 in 10 people.")

    warnings = tiny_course.build("check", warns=True).warnings
    assert any("'6 in 10' has no note" in text for text in warnings)


@pytest.mark.parametrize("path", [*REAL, *FOR_THE_WALL], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_courses_own_pictures_have_no_fault(path: Path) -> None:
    assert read_drawing(path).faults == []


def test_the_colours_are_those_of_the_web_course() -> None:
    sheet = (REPOSITORY / "porchlight/theme/web/static/porchlight.css").read_text(encoding="utf-8").upper()

    assert [colour for pair in PALETTE.items() for colour in pair if colour not in sheet] == []


def test_a_picture_of_numbers_is_what_its_script_makes() -> None:
    folder = REPOSITORY / "course" / "pictures"
    made = runpy.run_path(str(folder / "road_of_recovery.py"))["drawing"]()

    assert (folder / "road-of-recovery.svg").read_text(encoding="utf-8") == made


@pytest.mark.parametrize("script", ["rescue", "units", "wall"])
def test_drawings_are_what_their_script_makes(script: str) -> None:
    folder = REPOSITORY / "course" / "pictures"
    made = runpy.run_path(str(folder / f"{script}.py"))["drawings"]()

    assert {name: (folder / name).read_text(encoding="utf-8") for name in made} == made


@dataclass
class Words:
    """Words in a drawing: where they begin and end, where they stand, how large they are."""

    words: str
    start: float
    end: float
    line: float
    size: float
    fill: str


def drawn_words(path: Path) -> tuple[float, list[Words]]:
    """The width of a drawing, and its words as the widest face in use sets them."""
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    found = []

    def walk(part: ElementTree.Element, x: float, y: float, scale: float, look: dict[str, str]) -> None:
        look = look | part.attrib
        moves = part.get("transform", "")
        if moved := re.search(r"translate\(\s*([-\d.]+)[ ,]*([-\d.]*)", moves):
            x, y = x + scale * float(moved[1]), y + scale * float(moved[2] or 0)
        if scaled := re.search(r"scale\(\s*([-\d.]+)", moves):
            scale *= float(scaled[1])
        if part.tag.endswith("}svg"):
            x, y = x + scale * float(part.get("x", "0")), y + scale * float(part.get("y", "0"))
        if part.tag.endswith("}text"):
            words, size = "".join(part.itertext()), scale * float(look.get("font-size", "16"))
            wide = width(words, size, bold=look.get("font-weight") in {"bold", "600", "700"})
            start = x + scale * float(part.get("x", "0"))
            start -= wide * {"middle": 0.5, "end": 1}.get(look.get("text-anchor", ""), 0)
            found.append(
                Words(
                    words, start, start + wide, y + scale * float(part.get("y", "0")), size, look.get("fill", "#000000")
                )
            )
            return
        for child in part:
            walk(child, x, y, scale, look)

    walk(root, 0, 0, 1, {})
    return float(root.attrib["viewBox"].split()[2]), found


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_words_in_a_picture_are_large_and_have_room_in_the_widest_face(path: Path) -> None:
    """16 pixels where the drawing is 360 wide, 12 points on paper; no letter is cut off or lies on another."""
    across, found = drawn_words(path)
    printed = read_drawing(path).width / across * 72 / 25.4
    for words in found:
        assert words.size * 360 / across >= 16, words
        assert words.size * printed >= 12, words
        assert words.start >= 3, words
        assert words.end <= across - 3, words
        for other in found:
            same_line = abs(other.line - words.line) < min(other.size, words.size) / 2
            assert not (same_line and words.start < other.start < words.end), (words, other)


@pytest.mark.parametrize("path", FOR_THE_WALL, ids=lambda path: path.stem)
def test_words_on_a_slide_have_40_points_and_room(path: Path) -> None:
    """A unit is a point there, and the face is always ours, which takes nine tenths of the widest one."""
    across, found = drawn_words(path)
    assert across == 832
    for words in found:
        assert words.size >= 40, words
        middle, half = (words.start + words.end) / 2, 0.45 * (words.end - words.start)
        assert middle - half >= -9, words
        assert middle + half <= across + 9, words


def test_drawings_that_stand_beside_words_have_letters_of_12_points_on_a_sheet() -> None:
    look = (REPOSITORY / "porchlight/theme/handout.typ").read_text(encoding="utf-8")
    [normal, large] = re.findall(r"#let act-width = pick\(([\d.]+)mm, ([\d.]+)mm\)", look)[0]
    pages = [*(REPOSITORY / "course").rglob("*.md"), *(REPOSITORY / "exercises").glob("*.md")]
    shown = re.compile(r"\{picture\} (\S+)\n *:beside:\n *:::")
    names = {name for page in pages for name in shown.findall(page.read_text(encoding="utf-8"))}

    assert len(names) >= 16
    for name in names:
        across, found = drawn_words(REPOSITORY / f"course/pictures/{name}.svg")
        smallest = min(words.size for words in found) / across * 72 / 25.4
        assert (name, smallest * float(normal) >= 12) == (name, True)
        assert (name, smallest * float(large) >= 18) == (name, True)


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The ratio of WCAG 2.2 of two colours."""

    def light(colour: tuple[int, ...]) -> float:
        parts = [part / 255 for part in colour[:3]]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_in_a_picture_stand_out_from_what_lies_behind_them(mode: str, tmp_path: Path) -> None:
    """Every drawing is set without its words; of the colours below a word the most frequent one counts."""
    by_night = {light.lower(): dark for light, dark in PALETTE.items()} if mode == "dark" else {}

    def turned(colour: str) -> str:
        return by_night.get(colour.lower(), colour)

    drawings = [path for path in (*REAL, *FOR_THE_WALL) if "<text" in path.read_text(encoding="utf-8")]
    pages = []
    for number, path in enumerate(drawings):
        bare = re.sub(r"<(style|text)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        bare = re.sub(r"#[0-9A-Fa-f]{6}\b", lambda found: turned(found[0]), bare)
        (tmp_path / f"{number}.svg").write_text(bare, encoding="utf-8")
        pages.append(f'#image("{number}.svg", width: {read_drawing(path).units[0]}pt)')
    (tmp_path / "all.typ").write_text(
        f'#set page(width: auto, height: auto, margin: 0pt, fill: rgb("{turned("#FBF7EF")}"))\n'
        + "\n#pagebreak()\n".join(pages)
    )
    shots: Any = typst.compile(str(tmp_path / "all.typ"), format="png", ppi=36)  # one for each page
    for path, shot in zip(drawings, shots, strict=True):
        image = Image.open(io.BytesIO(shot)).convert("RGB")
        for words in drawn_words(path)[1]:
            box = (words.start, words.line - 0.6 * words.size, words.end, words.line)
            left, top, right, bottom = (max(0, round(side / 2)) for side in box)
            part = image.crop((left, top, right, bottom))
            colours: Any = part.getcolors(part.width * part.height)
            behind = max(colours)[1]
            own = tuple(bytes.fromhex(turned(words.fill)[1:]))
            assert contrast(own, behind) >= 4.5, (path.stem, words, behind)


def test_a_drawing_too_high_for_a_page_says_how_small_its_letters_get(tiny_course: Course) -> None:
    hang(tiny_course)
    tall = 'viewBox="0 0 360 1400" width="100mm" height="389mm"'
    tiny_course.replace(PICTURE, 'viewBox="0 0 200 100" width="100mm" height="50mm"', tall)

    found = tiny_course.build("handout", warns=True).warnings

    assert sorted(line.partition(". ")[0] for line in found) == [
        f"{PICTURE}:1: WARNING: On {paper} paper the smallest letters have {points} points"
        for paper, points in (("a4", 7), ("large-print", 7), ("letter", 7))
    ]
    assert all(line.endswith("[porchlight.picture_letters]") for line in found)


def test_a_number_to_call_in_a_picture_is_the_regions() -> None:
    region = tomllib.loads((REPOSITORY / REGION).read_text(encoding="utf-8"))
    emergency = region["lines"]["emergency"]["ways"][0]["number"]
    drawn = {
        number
        for path in REAL
        for words in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select("text")
        for number in re.findall(r"\b\d{3}\b", words.get_text())
    }

    assert drawn - {"100"} == {emergency}
