"""Handouts: what a family holds in its hands, and what a screen reader finds in the file."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf.form import ExtendedAppearanceStreamGenerator, Form

from porchlight.editions.shared.compiler import Compiler
from porchlight.editions.shared.typst import TEMPLATE
from porchlight.editions.shared.typst_code import literal
from tests import look
from tests.audit.paper import judged, lines_of, out_of_order
from tests.conftest import EXERCISE, FORM, GET_HELP, GUIDE, LESSON, REGION, SESSION, UNIT, Built, Course, Rebuilt, tiny
from tests.test_passages import with_passages
from tests.test_talk import SAFE, TALK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.testing.util import SphinxTestApp

PAPERS = ("letter", "a4", "large-print")
SHEETS = ("first-steps", "second", "first-lesson", "sign-in", "get-help", "overdose-card")
TO_FILL = ("first-steps", "second", "sign-in")  # made again, with fields
BOOKS = ("workbook", "session-2-pack", "session-2-leader", "facilitator-guide")
SITE = "https://porch.example/course"

SECOND = """---
minutes: 15
need: A pen.
checked: 2026-11-21
---
# Second sheet

:::{why}
Because it helps you plan.
:::

:::{content-note}
Keep this page in a **safe** place. See [the front door](/index.md).
:::

## My part

Some words before.[^note]

:::{prompt} One-line question
:id: one
:kind: short

Help for one line.
:::

:::{prompt} Many-line question
:id: many
:kind: lines
:lines: 9
:::

:::{prompt} Choose a road
:id: road
:kind: choose-one

Only one.

- The high road
- The low road
:::

:::{prompt} Choose what fits
:id: fits
:kind: choose-many

- A hat
- A coat
:::

:::{prompt} How sure am I?
:id: sure
:kind: scale
:low: No chance
:high: Certain
:::

:::{prompt} My table
:id: table
:kind: grid
:columns: Hour | What happened
:row-names: Morning | Night
:::

:::{prompt} My plan
:id: plan
:kind: if-then
:pairs: 2
:::

:::{example} Ada, aunt of Ben
one
: Ada's answer

table
: Morning | Ada walked

: Night | Ada slept

sure
: 8
:::

:::{when-to-stop}
Stop when it hurts. {reach}`violence`.
:::

[^note]: Where it is from. {source}`group2020`
"""

CARD = """---
minutes: 5
---
# Now

{.pl-card}
**They cannot be woken.**

{.pl-card}
1. **Check** for seconds.
2. {reach}`emergency`.[^call]
3. **Breathe** for them.

{.pl-card}
Follow the dispatcher.

Not on the card.

[^call]: Call first. {source}`group2020`
"""


def printable(folder: Path) -> Course:
    """The tiny course with a second exercise, a page to hand out, and blocks for the overdose card."""
    course = tiny(folder)
    course.write("exercises/second.md", SECOND)
    course.replace(f"{UNIT}.md", "/exercises/first-steps\n", "/exercises/first-steps\n/exercises/second\n")
    course.write("course/start/now.md", CARD)
    course.replace("index.md", "course/1-first-unit/index\n", "course/start/now\ncourse/1-first-unit/index\n")
    course.replace(f"{GET_HELP}.md", "# Get help", "---\nhandout: Who to call.\n---\n# Get help")
    return course


def build(course: Course, *, warns: bool = False, parallel: int = 0, prepare: object = None) -> Built:
    return course.build("handout", warns=warns, parallel=parallel, prepare=prepare, html_baseurl=SITE)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Rebuilt:
    course = printable(tmp_path_factory.mktemp("paper"))
    build(course)
    return Rebuilt(course)


@pytest.fixture(scope="module")
def paper(made: Rebuilt) -> Path:
    """The handouts of a course that tests only read."""
    return made.kept / "build" / "handout"


@pytest.fixture
def course(made: Rebuilt) -> Course:
    """The same course, whose handouts are made, for a test to change."""
    return made.again()


def out(course: Course) -> Path:
    return course.root.parent / "build" / "handout"


def files_of(*names: str) -> set[str]:
    """The PDFs that sheets and books of these names are."""
    filled = {f"{paper}/{name}-fill.pdf" for paper in ("letter", "a4") for name in names if name in TO_FILL}
    return filled | {f"{paper}/{name}.pdf" for paper in PAPERS for name in names}


def times(course: Course) -> dict[str, int]:
    """When each PDF was written."""
    found = out(course).glob("*/*.pdf")
    return {str(path.relative_to(out(course))): path.stat().st_mtime_ns for path in found}


def made_again(course: Course, before: dict[str, int]) -> set[str]:
    """Names of what was written since, which must be the same on every paper."""
    changed = {name for name, when in times(course).items() if before.get(name) != when}
    names = {Path(name).stem.removesuffix("-fill") for name in changed}
    assert changed == files_of(*names)
    return names


def pages_of(pdf: Path) -> list[str]:
    """The words of each page in reading order, white space folded."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text_of(pdf: Path) -> str:
    return " ".join(pages_of(pdf))


def in_order(words: str, *phrases: str) -> None:
    """Check that the phrases stand in *words*, each after the one before."""
    place = 0
    for phrase in phrases:
        found = words.find(phrase, place)
        assert found >= 0, f"{phrase!r} is not after {words[max(0, place - 60) : place]!r}"
        place = found + len(phrase)


def bookmarks(pdf: Path) -> list[tuple[str, list[str]]]:
    with pikepdf.open(pdf) as document:
        return [(item.title, [child.title for child in item.children]) for item in document.open_outline().root]


def height_of(pdf: Path, words: str) -> float:
    """How far above the foot of its page *words* stand, in millimeters."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            if found := text.search(words, match_case=True, match_whole_word=True).get_next():
                return float(text.get_charbox(found[0])[3]) * 25.4 / 72
    raise AssertionError(f"{words!r} is not in {pdf.name}")


@pytest.mark.parametrize("size", PAPERS)
def test_row_of_a_table_holds_three_handwritten_lines(paper: Path, size: str) -> None:
    pdf = paper / size / "second.pdf"
    assert round(height_of(pdf, "Morning") - height_of(pdf, "Night"), 1) >= 24


def test_row_for_a_name_or_a_number_is_one_line_high(course: Course) -> None:
    course.replace("exercises/second.md", ":row-names: Morning | Night", ":row-names: Morning | Night\n:lines: 1")
    build(course)
    pdf = out(course) / "letter/second.pdf"
    assert 11 <= height_of(pdf, "Morning") - height_of(pdf, "Night") <= 12


def test_no_line_begins_with_the_number_that_ends_a_sentence_or_parts_a_pronunciation(course: Course) -> None:
    words = "Go to step 4. Say naloxone (nuh-LOX-own) and buprenorphine (byoo-pruh-NOR-feen). Unit 12, then. "
    course.add(
        f"{LESSON}.md", "\n## Step 3\n\n" + "\n\n".join("w" * wide + " " + words * 3 for wide in range(1, 50, 2))
    )
    build(course)
    with pypdfium2.PdfDocument(out(course) / "letter/first-lesson.pdf") as document:
        lines = [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]
    assert len([line for line in lines if "nuh-LOX-own" in line]) == 75
    assert [line for line in lines if line.startswith(("4.", "12,")) or line.rstrip().endswith("-")] == []
    assert "Step 3" in str(bookmarks(out(course) / "letter/first-lesson.pdf")), "a heading keeps its name"


SPANISH = """\
[lines.emergency]
need = "Alguien puede morir ahora"
ways = [ { kind = "call", how = "Llame al", number = "911" } ]

[lines.violence]
need = "Tiene miedo de alguien cercano"
ways = [ { kind = "call", how = "Llame al", number = "1-800-799-7233" } ]
"""


def test_sheet_in_another_language_closes_in_it(course: Course) -> None:
    course.replace("exercises/second.md", "minutes: 15", "language: es\nminutes: 15")
    course.write("course/regions/us/region.es.toml", SPANISH)
    build(course)
    words = text_of(out(course) / "letter/second.pdf")
    in_order(words, "Busque ayuda", "Alguien puede morir ahora: llame al 911", "Tiene miedo", "Esta página en la web:")
    in_order(words, "Esta hoja existe también en letra grande. Edición 0.1 ", "1 de ")
    assert "Get help" not in words


def test_long_table_begins_on_the_page_before_it(course: Course) -> None:
    """It fills what would stay empty there: its head and first rows, never its head alone."""
    course.replace("exercises/second.md", ":row-names: Morning | Night", f":row-names: {' | '.join('abcdefghij')}")
    build(course)
    pages = pages_of(out(course) / "letter/second.pdf")
    held = [words for words in pages if "Hour What happened" in words]
    assert len(held) > 1, "its head is said again"
    assert "My table" in held[0]
    assert "Hour What happened a" in held[0]


def test_everything_is_made_on_each_paper(paper: Path) -> None:
    made = {str(path.relative_to(paper)) for path in paper.glob("*/*.pdf")}
    assert made == files_of(*SHEETS, *BOOKS)


@pytest.mark.parametrize(("size", "points"), [("letter", (612, 792)), ("a4", (595, 842)), ("large-print", (612, 792))])
def test_each_paper_has_its_size(paper: Path, size: str, points: tuple[int, int]) -> None:
    for pdf in paper.joinpath(size).glob("*.pdf"):
        with pikepdf.open(pdf) as document:
            for page in document.pages:
                box = [float(number) for number in page.mediabox]
                # a large-print card lies on its side
                assert tuple(sorted(round(number) for number in box[2:])) == points


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("name", [*SHEETS, *BOOKS])
def test_pdf_is_accessible(paper: Path, size: str, name: str) -> None:
    pdf = paper / size / f"{name}.pdf"
    with pikepdf.open(pdf) as document:
        metadata = document.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]
        assert str(document.Root.Lang) == "en"
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert "/StructTreeRoot" in document.Root
        fonts = [
            font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
            for page in document.pages
            for font in page.Resources.get("/Font", {}).values()
        ]
        assert fonts
        # the face for print has no Hebrew, which the tiny course asks for once
        others = {"LibertinusSerif-Bold"} if re.search("[\u0590-\u05ff]", text_of(pdf)) else set()
        for font in fonts:
            face = str(font.FontName).partition("+")[2]
            assert face.startswith(("AtkinsonHyperlegible", "SourceSerif4")) or face in others
            assert {"/FontFile2", "/FontFile3"} & set(font.keys())
    assert bookmarks(pdf)
    if name in SHEETS:
        assert pdf.stat().st_size < 200_000


def fields_of(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The fields of a form by their names."""
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def inked(pdf: Path, page: int) -> list[list[bool]]:
    """Which points of a page are dark, a row for each fourth of a point from its top; forms are drawn, too."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        image = document[page].render(scale=4, may_draw_forms=True).to_pil().convert("L")
    wide, high = image.size
    points = image.tobytes()
    return [[point < 128 for point in points[row * wide : (row + 1) * wide]] for row in range(high)]


def test_sheet_to_fill_in_has_a_field_for_each_place_to_write(paper: Path) -> None:
    with pikepdf.open(paper / "letter/second-fill.pdf") as pdf:
        fields = fields_of(pdf)
        told = {name: str(field.TU) for name, field in fields.items()}
        assert told == {
            "one": "One-line question",
            "many": "Many-line question",
            "road": "Choose a road",
            "fits-1": "Choose what fits: A hat",
            "fits-2": "Choose what fits: A coat",
            "sure": "How sure am I?",
            "table-1-2": "My table: Morning, What happened",
            "table-2-2": "My table: Night, What happened",
            "plan-1-if": "My plan: If, plan 1",
            "plan-1-then": "My plan: then I will, plan 1",
            "plan-2-if": "My plan: If, plan 2",
            "plan-2-then": "My plan: then I will, plan 2",
        }
        roads = [(str(kid.TU), [str(key) for key in kid.AP.N if key != "/Off"]) for kid in fields["road"].Kids]
        assert roads == [
            ("Choose a road: The high road", ["/The high road"]),
            ("Choose a road: The low road", ["/The low road"]),
        ]
        assert {str(kid.TU) for kid in fields["sure"].Kids} >= {"How sure am I?: 0, No chance", "How sure am I?: 7"}
        faces = list(pdf.Root.AcroForm.DR.Font.values())
        assert faces
        assert all("/FontFile2" in font.FontDescriptor for font in faces)
        assert not {"/AA", "/XFA", "/NeedAppearances"} & {*pdf.Root.keys(), *pdf.Root.AcroForm.keys()}
        acts = [place for page in pdf.pages for place in page.get("/Annots", ()) if "/A" in place]
        assert {str(place.A.S) for place in acts} <= {"/URI", "/GoTo"}, "no script, nothing that sends"
    for size in ("letter", "a4"):
        with (
            pikepdf.open(paper / size / "second.pdf") as plain,
            pikepdf.open(paper / size / "second-fill.pdf") as filled,
        ):
            assert len(plain.pages) == len(filled.pages)
    assert text_of(paper / "letter/second-fill.pdf") == text_of(paper / "letter/second.pdf")


def test_what_is_typed_stands_on_the_ruled_lines_and_marks_show(paper: Path, tmp_path: Path) -> None:
    """PDFium lays out the words itself, as it does when a reader types."""
    empty, filled = paper / "letter/second-fill.pdf", tmp_path / "filled.pdf"
    with pikepdf.open(empty) as pdf:
        [many] = (field for field in pdf.Root.AcroForm.Fields if field.T == "many")
        page = next(at for at, found in enumerate(pdf.pages) if found.obj.objgen == many.P.objgen)
        form = Form(pdf, ExtendedAppearanceStreamGenerator)
        form["many"].value = "word " * 40
        form["road"].value = pikepdf.Name("/The low road")
        del many.AP
        top = float(pdf.pages[page].mediabox[3])

        def rows(place: pikepdf.Object) -> tuple[range, range]:
            left, low, right, high = (4 * float(number) for number in place.Rect)
            return range(round(4 * top - high), round(4 * top - low) + 4), range(round(left) + 4, round(right) - 4)

        lines, roads = rows(many), [rows(kid) for kid in form["road"]._field.obj.Kids]
        pdf.save(filled)
    before, after = inked(empty, page), inked(filled, page)
    ruled = [row for row in lines[0] if all(before[row][column] for column in lines[1])]
    tops = [row for row in ruled if row - 1 not in ruled]
    assert len(tops) == 9
    for rule in tops[:2]:
        typed = [row for row in range(rule - 60, rule) if after[row] != before[row]]
        assert 8 <= rule - max(typed) <= 20, "letters stand two to five points above their line"
    changed = [
        any(after[row][column] != before[row][column] for row in high for column in wide) for high, wide in roads
    ]
    assert changed == [False, True]


def test_page_that_stays_with_a_few_lines_is_a_warning(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when neither setting it closer nor giving it more room is of any use."""
    for name, value in (("FITS", ()), ("LEAST", 2), ("FEW", 2)):
        monkeypatch.setattr(f"porchlight.editions.paper.setting.{name}", value)
    course.replace("exercises/second.md", "minutes: 15", "minutes: 20")

    warnings = build(course, warns=True).warnings

    assert {line.rpartition(" ")[2] for line in warnings} == {"[porchlight.few_lines]"}
    assert any("A page of 'second' on letter holds a few lines only" in line for line in warnings)
    assert not any("on large-print" in line for line in warnings)


def test_what_is_typed_is_printed_to_its_last_word(paper: Path, tmp_path: Path) -> None:
    """More words than a field has room for at 12 points: in the box of a grid, on one line and on several."""
    told = "Wednesday, after work, and again at night; she said that he had called three times, and I said nothing. "

    def drawn(words: str) -> list[list[bool]]:
        path = tmp_path / "long.pdf"
        with pikepdf.open(paper / "letter/second-fill.pdf") as pdf:
            for field in pdf.Root.AcroForm.Fields:
                if str(field.T) in {"one", "table-1-2", "plan-1-then"}:
                    field.V = pikepdf.String(words if field.T == "one" else told * 2 + words)
                    del field.AP
            places = {
                str(field.T): (field.P.objgen, [float(number) for number in field.Rect])
                for field in pdf.Root.AcroForm.Fields
                if str(field.T) in {"one", "table-1-2", "plan-1-then"}
            }
            pages = [page.obj.objgen for page in pdf.pages]
            high = float(pdf.pages[0].mediabox[3])
            pdf.save(path)
        found = []
        for _, (page, (left, low, right, top)) in sorted(places.items()):
            rows = inked(path, pages.index(page))[round(4 * (high - top)) : round(4 * (high - low))]
            found.append([point for row in rows for point in row[round(4 * left) : round(4 * right)]])
        return found

    whole, shorter = drawn(told + "Wmw."), drawn(told)
    assert [a == b for a, b in zip(whole, shorter, strict=True)] == [False] * 3, "the last word shows"


def test_second_judge_finds_every_file_accessible(paper: Path) -> None:
    assert [line for pdf in sorted(paper.glob("*/*.pdf")) for line in judged(pdf)] == []


def tags_of(node: Any) -> Iterator[Any]:
    """Each tag of a PDF, below *node*."""
    for kid in node.K if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from tags_of(kid)


@pytest.mark.parametrize("name", ["second", "second-fill"])
def test_cell_that_names_a_row_is_its_head(paper: Path, name: str) -> None:
    with pikepdf.open(paper / f"letter/{name}.pdf") as pdf:
        root = pdf.Root.StructTreeRoot
        rows = [[*tag.K] for tag in tags_of(root) if tag.S == "/TR"]
        heads = {row[0].ID: row for row in rows if "/ID" in row[0] and row[0].A[0].get("/Scope") == "/Row"}
        assert len(heads) == 4  # Morning and Night, to fill in and in the example; no other rows have names
        for head, (first, *others) in heads.items():
            assert first.S == "/TH"
            assert first.objgen == pikepdf.NameTree(root.IDTree)[str(head)].objgen
            assert all(head in [*cell.A[0].Headers] for cell in others)


def test_number_to_call_is_read_in_parts(paper: Path) -> None:
    with pikepdf.open(paper / "letter/get-help.pdf") as pdf:
        told = {str(link.get("/Contents", "")) for page in pdf.pages for link in page.get("/Annots", ())}
        assert "Telephone 1-800-662-4357" in told, told


def no_tooltip(pdf: pikepdf.Pdf) -> None:
    field = fields_of(pdf)["one"]
    del field.TU, field.Contents


def other_tag(pdf: pikepdf.Pdf) -> None:
    next(tag for tag in tags_of(pdf.Root.StructTreeRoot) if tag.S == "/Form").S = pikepdf.Name.P


def skipped_heading(pdf: pikepdf.Pdf) -> None:
    next(tag for tag in tags_of(pdf.Root.StructTreeRoot) if tag.S == "/H2").S = pikepdf.Name.H4


def no_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def no_order_of_tab(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Tabs


def no_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@pytest.mark.parametrize(
    "spoil", [no_tooltip, other_tag, skipped_heading, no_tags, no_language, no_order_of_tab, no_title]
)
def test_second_judge_catches_a_spoiled_file(paper: Path, tmp_path: Path, spoil: Callable[[pikepdf.Pdf], None]) -> None:
    spoiled = tmp_path / "spoiled.pdf"
    with pikepdf.open(paper / "letter/second-fill.pdf") as pdf:
        spoil(pdf)
        pdf.save(spoiled)
    assert judged(spoiled) != []


@pytest.mark.parametrize("name", ["second", "first-steps", "sign-in"])
def test_tags_read_a_sheet_in_the_order_of_its_markdown(paper: Path, tmp_path: Path, name: str) -> None:
    source = {"second": "exercises/second", "first-steps": EXERCISE, "sign-in": FORM}[name]
    markdown = (printable(tmp_path).root / f"{source}.md").read_text(encoding="utf-8")
    assert len(lines_of(markdown)) > 2
    for end in ("", "-fill"):
        assert out_of_order(paper / f"letter/{name}{end}.pdf", markdown) == []
    first, second = lines_of(markdown)[:2]
    swapped = markdown.replace(first, "*").replace(second, first).replace("*", second)
    assert out_of_order(paper / f"letter/{name}.pdf", swapped) != []


@pytest.mark.parametrize("name", [*SHEETS, *BOOKS])
def test_black_prints_as_black(paper: Path, name: str) -> None:
    """Words and lines are set in gray, which a printer makes of black ink alone."""
    with pikepdf.open(paper / "letter" / f"{name}.pdf") as document:
        for page in document.pages:
            for found in pikepdf.parse_content_stream(page):
                assert str(found.operator) not in {"rg", "RG", "k", "K"}
                if str(found.operator) in {"cs", "CS"}:
                    space = page.Resources.ColorSpace[str(found.operands[0])]
                    profile = space[1] if space[0] == "/ICCBased" else {"/N": 1}
                    assert profile["/N"] == 1


@pytest.mark.parametrize("name", [*SHEETS, *BOOKS])
def test_sheet_is_packed_to_download_fast(paper: Path, name: str) -> None:
    pdf = paper.joinpath("letter", f"{name}.pdf")
    loose = io.BytesIO()
    with pikepdf.open(pdf) as opened:
        opened.save(loose, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    assert pdf.stat().st_size < 0.8 * len(loose.getvalue())


@pytest.mark.parametrize("size", PAPERS)
def test_words_of_an_exercise_stand_in_order(paper: Path, size: str) -> None:
    in_order(
        text_of(paper / size / "second.pdf"),
        "Porch Light", "Unit 1, exercise 2 of 2",
        "Second sheet", "Because it helps you plan.", "About 15 minutes. You need: A pen.",
        "Before you read on", "See the front door.", "My part", "Some words before",
        "One-line question", "Help for one line.", "Many-line question",
        "Choose a road", "Only one.", "The high road", "The low road",
        "Choose what fits", "A hat", "A coat", "How sure am I?", "My table", "Hour", "What happened",
        "Morning", "Night", "My plan", "If", "then I will", "If", "then I will",
        "An example: Ada, aunt of Ben", "Ada’s answer", "Ada walked", "Ada slept", "8",
        "When to stop", "Stop when it hurts. Call 1-800-799-7233.",
        "Get help", "Someone may die now: call 911 (Emergency)", "You are afraid: call 1-800-799-7233",
        "This page on the web:", "porch.example/course/exercises/second.html",
        "Sources", "Where it is from. The Porch Group.",
    )  # fmt: skip


def test_scale_has_every_number_and_both_ends(paper: Path) -> None:
    words = text_of(paper / "letter/second.pdf")
    assert "No chance" in words
    assert "Certain" in words
    assert "0 1 2 3 4 5 6 7 8 9 10" in words


def test_marks_of_the_screen_do_not_reach_paper(paper: Path) -> None:
    for pdf in paper.glob("letter/*.pdf"):
        assert not re.search("[○☐\u00ad]|___", text_of(pdf)), pdf


def test_header_names_nothing_but_the_course(paper: Path) -> None:
    for number, words in enumerate(pages_of(paper / "large-print/second.pdf"), start=1):
        assert words.startswith("Porch Light · Unit 1, exercise 2 of 2 ")
        assert re.search(rf"\b{number} of \d", words)
        assert number == 1 or "Second sheet" not in words


def test_publishers_own_name_reaches_every_sheet(course: Course) -> None:
    before = times(course)
    built = course.build("handout", html_baseurl=SITE, project="The Kitchen Table")
    assert made_again(course, before) == {*SHEETS, *BOOKS}
    for pdf in built.out.glob("*/*.pdf"):
        words = text_of(pdf)
        assert "The Kitchen Table" in words, pdf
        assert "Porch Light" not in words, pdf
        with pikepdf.open(pdf) as document:
            assert document.open_metadata()["dc:creator"] == ["The Kitchen Table"]


def test_no_address_without_a_site(tmp_path: Path) -> None:
    course = tiny(tmp_path)
    made = course.build("handout").out
    assert "on the web" not in text_of(made / "letter/first-steps.pdf")


def test_square_code_speaks(paper: Path) -> None:
    with pikepdf.open(paper / "letter/second.pdf") as document:
        told = [str(item.get("/Alt", "")) for item in document.objects if isinstance(item, pikepdf.Dictionary)]
    assert any("Square code" in words for words in told)


def test_large_print_keeps_headings_and_flows_anew(paper: Path) -> None:
    found = {size: bookmarks(paper / size / "second.pdf") for size in PAPERS}
    assert found["letter"] == found["a4"] == found["large-print"]
    assert found["letter"][0][0] == "Second sheet"
    assert len(pages_of(paper / "large-print/second.pdf")) > len(pages_of(paper / "letter/second.pdf"))


@pytest.mark.parametrize("size", PAPERS)
def test_lesson_keeps_its_points_and_puts_answers_last(paper: Path, size: str) -> None:
    words = text_of(paper / size / "first-lesson.pdf")
    in_order(
        words,
        "Unit 1, lesson 1 of 1", "First lesson", "In short", "Medicine halves deaths.",
        "What is true?", "Body words. Much is known. Call 911, or reach Violence Hotline.",
        "Stay with them", "Danger words.", "Calling for help and the law", "Do one thing today",
        "Check yourself", "1. What helps most?", "Shouting", "Listening", "2. Who can learn it?",
        "Get help", "call 911", "there is “First steps”", "Facts last checked: November 2026.",
        "Answers", "1. The best answer is b.", "Listening reason.", "2. The best answer is a.",
    )  # fmt: skip
    for left_out in ("Ann waits", "Words for a partner", "Known in 12 groups", "JAMA"):
        assert left_out not in words


@pytest.mark.parametrize("size", PAPERS)
def test_page_to_look_things_up_on(paper: Path, size: str) -> None:
    words = text_of(paper / size / "get-help.pdf")
    in_order(words, "Get help", "You are afraid", "Violence Hotline", "Call: 1-800-799-7233", "Text START to: 88788")
    assert words.count("Last checked: November 2026.") == 4, "each line of the region says when"
    assert words.count("1-800-799-7233") == 1, "the quiet box would say it twice"


@pytest.mark.parametrize("size", PAPERS)
def test_card_for_the_fridge_and_the_wallet(paper: Path, size: str) -> None:
    pages = pages_of(paper / size / "overdose-card.pdf")
    fridge, wallet = " ".join(pages[:-1]), pages[-1]
    for words in (fridge, wallet):
        in_order(words, "They cannot be woken.", "Check for seconds.")
        in_order(words, "Check for seconds.", "Call 911.", "Breathe for them.")
        assert "Follow the dispatcher." in words
        assert "Not on the card" not in words
    assert "You are afraid: 1-800-799-7233" in fridge


def test_card_that_is_too_full_is_a_warning(course: Course) -> None:
    course.replace("course/start/now.md", "**Check** for seconds.", "**Check** " + "for seconds " * 200)
    warnings = build(course, warns=True).warnings
    assert any("[porchlight.typst]" in line and "fit the poster" in line for line in warnings)


def test_workbook_holds_all_exercises_with_contents(paper: Path) -> None:
    pdf = paper / "letter/workbook.pdf"
    pages = pages_of(pdf)
    assert bookmarks(pdf) == [
        ("Workbook", []),
        ("Contents", []),
        ("Unit 1: First unit", ["First steps", "Second sheet"]),
    ]
    for title in ("First steps", "Second sheet"):
        [number] = re.findall(rf"{title}[ .]+(\d+)", pages[3])
        page = pages[int(number) - 1]
        assert title in page
        assert page.endswith(number), "the page carries the number that the contents list gives"
    assert "First steps" not in "".join(pages[:3]), "a cover, its back, and a page for its owner's name"
    assert "You need not give it" in pages[2]


def test_pack_starts_each_sheet_on_an_odd_page(paper: Path) -> None:
    pages = pages_of(paper / "letter/session-2-pack.pdf")
    titles = ("Sign in", "First steps", "If someone will not wake", "First lesson")
    starts = [next(at for at, words in enumerate(pages, start=1) if title in words) for title in titles]
    assert starts == sorted(starts)
    assert all(start % 2 for start in starts)
    # the poster hangs on a wall: it counts no pages
    assert ["1 of " in pages[start - 1] for start in starts] == [True, True, False, True]


def test_guide_holds_the_pages_for_leaders_in_order(paper: Path) -> None:
    pdf = paper / "letter/facilitator-guide.pdf"
    assert [title for title, _ in bookmarks(pdf)][2:] == ["Leading a group", "Session 2: Staying safe", "Sign in"]
    in_order(text_of(pdf), "Contents", "Leaderwords open the guide", "At a glance", "6:30", "Practice aloud", "Slide 1")


def test_families_find_nothing_of_the_guide(paper: Path) -> None:
    for name in ("workbook", "first-steps", "first-lesson"):
        assert "Leaderwords" not in text_of(paper / "letter" / f"{name}.pdf")


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("letter/first-steps", 0),
        ("a4/second", 0),
        ("large-print/first-steps", 0),
        ("letter/first-lesson", 0),
        ("letter/get-help", 0),
        ("letter/overdose-card", 0),
        ("letter/overdose-card", 1),
        ("letter/workbook", 0),
        ("letter/workbook", 3),
        ("letter/session-2-leader", 0),
        ("a4/facilitator-guide", -1),
    ],
)
def test_sheets_look_as_kept(paper: Path, file: str, place: int) -> None:
    """Did you mean to change how it looks? ``python -m tests.look --keep``."""
    with pypdfium2.PdfDocument(paper / f"{file}.pdf") as document:
        shot = document[place if place >= 0 else len(document) - 1].render(scale=0.5).to_pil()

    assert look.distance(f"sheet-{file.replace('/', '-')}-{place % 100}", shot, look.SHEET) < 3


def test_same_source_gives_same_bytes(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    again = build(printable(tmp_path), parallel=2).out
    for pdf in paper.glob("*/*.pdf"):
        assert (again / pdf.relative_to(paper)).read_bytes() == pdf.read_bytes()


def test_code_leads_back_to_the_markdown(paper: Path) -> None:
    code = (paper / "typst/parts/exercises/second.typ").read_text(encoding="utf-8")
    line = SECOND.splitlines().index(":::{prompt} How sure am I?") + 1
    assert re.search(rf"// exercises/second\.md:{line}\nprompt\(", code)


def test_unchanged_course_is_left_alone(course: Course) -> None:
    before = times(course)
    assert len(before) == len(files_of(*SHEETS, *BOOKS))
    build(course)
    assert times(course) == before


def test_edited_exercise_remakes_its_sheets_and_the_books_that_hold_it(course: Course) -> None:
    before = times(course)
    course.replace("exercises/second.md", "A hat", "A scarf")
    build(course)
    assert made_again(course, before) == {"second", "workbook"}
    assert "A scarf" in text_of(out(course) / "letter/workbook.pdf")
    before = times(course)
    course.replace(f"{EXERCISE}.md", "Soup", "Broth")
    build(course)
    assert made_again(course, before) == {"first-steps", "workbook", "session-2-pack"}


@pytest.mark.parametrize(
    ("page", "old", "new", "remade"),
    [
        (LESSON, "Body words", "Other words", {"first-lesson", "session-2-pack"}),
        (SESSION, "Leaderwords say hello", "Leaderwords greet", {"facilitator-guide"}),
        (FORM, "first names only", "no last names", {"sign-in", "session-2-pack", "facilitator-guide"}),
        (GUIDE, "open the guide", "open it", {"facilitator-guide"}),
        ("course/start/now", "Follow the dispatcher", "Do what you are told", {"overdose-card", "session-2-pack"}),
        ("course/start/now", "Not on the card", "Not on it", set()),
        (LESSON, "Ann waits", "Bo waits", set()),
    ],
)
def test_edit_remakes_only_what_prints_it(course: Course, page: str, old: str, new: str, remade: set[str]) -> None:
    before = times(course)
    course.replace(f"{page}.md", old, new)
    build(course)
    assert made_again(course, before) == remade


def test_new_number_reaches_every_sheet(course: Course) -> None:
    text = (course.root / REGION).read_text(encoding="utf-8")
    course.write(REGION, text.replace("1-800-799-7233", "1-800-799-0000"))
    before = times(course)
    build(course)
    assert made_again(course, before) == {*SHEETS, *BOOKS}
    assert "1-800-799-0000" in text_of(out(course) / "letter/first-lesson.pdf")


def test_missing_sheet_is_made_again(course: Course) -> None:
    before = times(course)
    for name in ("a4/second.pdf", "large-print/first-steps.pdf", "letter/sign-in-fill.pdf"):
        (out(course) / name).unlink()
    build(course)
    again = {name for name, when in times(course).items() if before[name] != when}
    pairs = {f"{name}{end}.pdf" for name in ("a4/second", "letter/sign-in") for end in ("", "-fill")}  # made together
    assert again == {*pairs, "large-print/first-steps.pdf"}


@pytest.mark.parametrize("told", ["[1", "[1]", '{"exercises/first-steps": "near"}', "\udc80"])
def test_broken_note_of_how_close_a_sheet_is_set_is_made_again(course: Course, told: str) -> None:
    built = course.build("handout")
    note, sheet = (
        built.out / f"{path}/letter/first-steps.{end}" for path, end in (("typst/fits", "json"), (".", "pdf"))
    )
    before = (note.read_bytes(), sheet.read_bytes())
    note.write_bytes(told.encode(errors="surrogateescape"))

    course.build("handout")

    assert (note.read_bytes(), sheet.read_bytes()) == before


def test_removed_exercise_takes_its_sheets_along(course: Course) -> None:
    foreign = out(course) / "letter/foreign.pdf"
    foreign.write_bytes(b"not ours")
    (course.root / "exercises/second.md").unlink()
    course.replace(f"{UNIT}.md", "/exercises/second\n", "")
    build(course)
    assert not [name for name in times(course) if "second" in name]
    assert "Second sheet" not in text_of(out(course) / "letter/workbook.pdf")
    assert foreign.is_file()


def test_two_sheets_of_one_name_are_a_warning(course: Course) -> None:
    lesson = (course.root / f"{LESSON}.md").read_text(encoding="utf-8")
    course.write("course/1-first-unit/second.md", lesson)
    course.replace(f"{UNIT}.md", "first-lesson\n", "first-lesson\nsecond\n")
    warnings = build(course, warns=True).warnings
    assert any("'second'" in line and "[porchlight.handout_name]" in line for line in warnings)


def test_broken_template_gives_one_coded_warning(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken" / "handout.typ"
    broken.parent.mkdir()
    broken.write_text(TEMPLATE.read_text(encoding="utf-8") + "\n#no-such-thing\n", encoding="utf-8")
    monkeypatch.setattr("porchlight.editions.paper.builder.TEMPLATE", broken)
    warnings = "\n".join(build(course, warns=True).warnings)
    assert warnings.count("[porchlight.typst]") == 1
    assert re.search(r"handout\.typ:\d+: unknown variable: no-such-thing", warnings)
    assert times(course) == {}, "a sheet that failed must not stay in its old form"
    monkeypatch.undo()
    build(course)
    assert len(times(course)) == len(files_of(*SHEETS, *BOOKS))


def test_missing_font_is_a_warning(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "changed" / "handout.typ"
    changed.parent.mkdir()
    words = TEMPLATE.read_text(encoding="utf-8")
    changed.write_text(words.replace('"Atkinson Hyperlegible"', '"No Such Face"'), encoding="utf-8")
    monkeypatch.setattr("porchlight.editions.paper.builder.TEMPLATE", changed)
    warnings = "\n".join(build(course, warns=True).warnings)
    assert warnings.count("[porchlight.typst]") == 1
    assert "no such face" in warnings


def test_unknown_node_warns_and_keeps_its_words(course: Course) -> None:
    class odd(nodes.General, nodes.Element):
        pass

    def plant(app: Sphinx, doctree: nodes.document, docname: str) -> None:
        if docname == "exercises/second":
            strange = odd("", nodes.paragraph("", "Strange words"))
            strange.source, strange.line = doctree["source"], 7
            next(doctree.findall(nodes.section)).append(strange)

    def prepare(app: SphinxTestApp) -> None:
        app.connect("doctree-resolved", plant)

    course.replace("exercises/second.md", "A hat", "A scarf")
    warnings = "\n".join(build(course, warns=True, prepare=prepare).warnings)
    assert re.search(r"second\.md:7: WARNING: .*'odd'.*\[porchlight\.unprintable\]", warnings)
    assert "Strange words" in text_of(out(course) / "letter/second.pdf")


CHARACTERS = "".join(chr(code) for code in range(33, 127)) + "“”‘’–—…é"


def printed(folder: Path, text: str) -> str:
    """*text* as the PDF gives it back."""
    source = folder / "text.typ"
    settings = '#set document(title: "t")\n#set page(width: 60cm)\n#set text(font: "Atkinson Hyperlegible")'
    source.write_text(f"{settings}\n#par({literal(text)})\n", encoding="utf-8")
    content, warnings = Compiler(folder, "letter", "Porch Light").compile(source)
    assert warnings == []
    (folder / "text.pdf").write_bytes(content)
    return text_of(folder / "text.pdf")


def test_all_printable_characters_survive(tmp_path: Path) -> None:
    assert printed(tmp_path, CHARACTERS) == CHARACTERS


@settings(max_examples=25, deadline=None)
@given(text=st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=40))
def test_every_mixture_of_characters_survives(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    # words are folded by PDFium, so the comparison leaves spaces out
    assert printed(tmp_path_factory.mktemp("characters"), text).replace(" ", "") == text


def test_what_belongs_together_stands_together(course: Course) -> None:
    with_passages(course)
    course.add(f"{GET_HELP}.md", SAFE + TALK)
    build(course)
    parts = out(course) / "typst" / "parts"
    lesson = (parts / f"{LESSON}.typ").read_text(encoding="utf-8")
    # a paragraph and the mark that nobody has checked it
    assert re.search(r'^lead\(\{ "Skip it.*\n(//.*\n)*small-print\(\{ "Not yet checked by', lesson, re.MULTILINE)
    talk = (parts / f"{GET_HELP}.typ").read_text(encoding="utf-8")
    # what a number of a talk holds, and the words that lead to a number
    assert re.search(r'^kept\(\d+, \{\n(anchor.*\n|//.*\n)*heading\(depth: 3, \{ "5\."', talk, re.MULTILINE)
    assert 'box({ "Go "; box("to 3.") })' in talk
