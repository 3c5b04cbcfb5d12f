"""What the template does with words: pages that end well, contents to find things by, lists to hang up."""

from __future__ import annotations

import io
import shutil
from itertools import count, pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from porchlight.editions.paper.setting import LEAST, Job, Setting
from porchlight.editions.shared.compiler import Compiler
from porchlight.editions.shared.typst import TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    '#import "/handout.typ": *\n#show: looks.with(title: "Sheets", continuous: {continuous})\n'
    '#let fit(name) = fits-of("{file}").at(name, default: 0)\n'
)
TALL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 240"><rect width="200" height="240"/></svg>'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the template."""
    (tmp_path / "sheets").mkdir()
    (tmp_path / "books").mkdir()
    shutil.copyfile(TEMPLATE, tmp_path / TEMPLATE.name)
    return tmp_path


def code(root: Path, path: str, body: str, *, continuous: str = "false") -> Path:
    """A file of the template's calls."""
    source = root / path
    source.write_text(HEAD.format(continuous=continuous, file=source.stem) + body, encoding="utf-8")
    return source


def opened(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(pdf))


def tops(page: pypdfium2.PdfPage, words: list[str]) -> list[tuple[float, float, float]]:
    """Where each of *words* begins on a page, from the left and from below, and how high its letters are."""
    text, found = page.get_textpage(), []
    for said in words:
        at, _ = text.search(said, match_case=True).get_next()
        left, below, _, above = text.get_charbox(at, loose=True)
        found.append((left, below, above - below))
    return found


def part(name: str, lines: int) -> str:
    """The call of a part of so many short paragraphs, with a forced break when *lines* is below 0."""
    words = f'for _ in range({abs(lines)}) {{ par("Words that fill a line.") }}'
    rest = 'new-page(); par("On a page of its own."); v(99mm); par("The end.");' if lines < 0 else ""
    body = f'{{ heading(depth: 1, "{name}"); {words}; {rest} }}'
    return f'#part-of(name: "{name}", fit: fit("{name}"), title: "{name}", kind: "exercise", {body}, none)\n'


@pytest.mark.parametrize("broken", [1, -1], ids=["last page", "page before a forced break"])
def test_a_few_lines_get_no_page_of_their_own_and_a_book_sets_them_as_the_sheet(root: Path, broken: int) -> None:
    compiler = Compiler(root, "letter", "Porch Light")
    for lines in count(30):
        sheet = code(root, "sheets/a.typ", part("a", lines * broken))
        compiler.set_fits("a", {})
        compiler.typeset(sheet)
        if compiler.thin(LEAST):
            break

    setting = Setting(root, "Porch Light", {})
    content, problems, fits = setting.fitted(Job(sheet, "letter", root / "a.pdf", ""))
    assert (problems, list(fits)) == ([], ["a"])
    assert setting.compiler("letter").thin(LEAST) == set()

    book = code(
        root, "books/b.typ", part("short", 4) + f"#of-book(1, [{part('a', lines * broken)}])", continuous="true"
    )
    bound, problems, known = setting.fitted(Job(book, "letter", root / "b.pdf", ""))
    assert (problems, known) == ([], fits)
    assert len(opened(bound)) == 1 + len(opened(content))


def test_contents_of_many_pages_stand_line_below_line_and_name_a_sheet_with_a_layout(root: Path) -> None:
    names = [f"Page {number} of many" for number in range(40)]
    pages = "".join(f"#of-book(0, [{part(name, 1)}])\n" for name in names)
    own = (
        '#pagebreak()\n#metadata((name: "p", title: "Poster", where: "", imprint: ""))<part>\n'
        "#heading(level: 1, text(size: 58pt, [Porch Light])) <layout-name>\n#metadata(none)<part-end>\n"
    )
    source = code(root, "books/guide.typ", f"#contents(1)\n{pages}{own}", continuous="true")
    compiler = Compiler(root, "letter", "Porch Light")
    compiler.set_fits("guide", {})
    pdf, warnings = compiler.typeset(source)
    assert not warnings
    found = tops(opened(pdf)[0], [*names, "Poster"])
    assert max(high for _, _, high in found) < 20
    for column in {round(left) for left, _, _ in found}:
        lines = sorted(below for left, below, _ in found if round(left) == column)
        assert min(b - a for a, b in pairwise(lines)) > 12, "no line lies on another"


@pytest.mark.parametrize("paper", ["letter", "large-print"])
def test_a_list_for_the_wall_is_large_and_has_room_to_write(root: Path, paper: str) -> None:
    cells = ", ".join(f"[Act {number} of a week.], []" for number in range(1, 7))
    body = f"#heading(depth: 1)[Wall]\n#wall-table((7fr, 3fr), ([Act], [My day]), ({cells}))"
    pdf, _ = Compiler(root, paper, "Porch Light").typeset(code(root, "sheets/w.typ", body))
    found = tops(opened(pdf)[0], [f"Act {number} of" for number in range(1, 5)])
    assert min(high for _, _, high in found) >= 15, "letters of 17 points"
    steps = [a[1] - b[1] for a, b in pairwise(found)]
    assert min(steps) >= 40, "14 mm from line to line"


def test_large_drawings_of_one_step_go_on_over_the_page(root: Path) -> None:
    (root / "tall.svg").write_text(TALL, encoding="utf-8")
    drawings = ", ".join('("/tall.svg", "Tall")' for _ in range(3))
    pdf, _ = Compiler(root, "large-print", "Porch Light").typeset(
        code(root, "sheets/s.typ", f"#heading(depth: 1)[Steps]\n#shown-step([Look.], {drawings})")
    )
    for page in opened(pdf):
        for drawn in page.get_objects(max_depth=1):
            assert drawn.get_bounds()[1] >= 0, "nothing lies below the page"
    assert len(opened(pdf)) == 3


def test_long_names_of_rows_leave_room_to_write_and_no_word_of_a_head_is_cut(root: Path) -> None:
    names = ", ".join(f"[Called the drugstore about stock, because she asked, {number}], []" for number in range(2))
    head = "[What someone did], [What might it make of tomorrow?]"
    marks = ", ".join(f"[{number}]" for number in range(8))
    body = (
        f'#answer-grid((auto, 1fr), ({head}), ({names}))(("g", "Grid"))\n'
        f'#answer-grid((6fr, ..(11fr,) * 8), ([Person], {marks}), (..([],) * 9))(("h", "Grid"))'
    )
    pdf, _ = Compiler(root, "large-print", "Porch Light").typeset(code(root, "sheets/g.typ", body))
    page = opened(pdf)[0]
    [(left, *_), (second, *_), (person, *_), (first, *_)] = tops(page, ["What someone", "What might", "Person", "0"])
    wide = page.get_width() - left - 51
    assert second - left < 0.5 * wide, "more than half is left to write on"
    assert first - person > 60, "the next column begins behind the word"


STEPS = [
    [3, 1, 2, 1, 2],
    [2, 3, 2, 1, 1, 2, 1, 2, 2, 3],
    [3, 2, 2],
    [3, 1, 2, 1, 1],
    [3, 3, 1],
    [3, 1, 2, 3, 1, 3, 1, 2, 2, 3],
    [2, 1, 3, 1, 2],
]  # for each step: how long its lines are


@pytest.mark.parametrize("before", [20, 120, 179])
def test_steps_that_go_on_over_the_page_lie_on_nothing_else(root: Path, before: int) -> None:
    steps = []
    for lengths in STEPS:
        lines = ", ".join(f"[These words{' say how it is done' * length}.]" for length in lengths)
        steps.append(f'{{ lead(strong("These words say what to do in this step.")); list({lines}) }}')
    body = f"v({before}mm); acts({', '.join(steps)}); block(width: 100%, stroke: 1pt)[The box.]"

    pdf, _ = Compiler(root, "letter", "Porch Light").compile(code(root, "sheets/one.typ", f"#{{ {body} }}"))

    found = 0
    with opened(pdf) as document:
        for page in document:
            text = page.get_textpage()
            places, search = [], text.search("These words")
            while at := search.get_next():
                left, below, _, _ = text.get_charbox(at[0], loose=True)
                places.append((left > page.get_width() / 2, below))
            found += len(places)
            for (column, lower), (other, higher) in pairwise(sorted(places)):
                assert column != other or higher - lower > 9
            if boxed := text.search("The box.").get_next():
                assert min(height for _, height in places) > text.get_charbox(boxed[0], loose=True)[1]
    assert found == len(STEPS) + sum(map(len, STEPS))


@pytest.mark.parametrize("paper", ["letter", "large-print"])
def test_no_plan_is_cut_in_two(root: Path, paper: str) -> None:
    compiler = Compiler(root, paper, "Porch Light")
    for before in range(12):
        body = (
            f'#heading(depth: 1)[A]\n#v({before * 9}mm)\n#prompt(2, 40, asks: ("p", "Plan"), [My plan], [], if-then(9))'
        )
        pdf, _ = compiler.typeset(code(root, "sheets/p.typ", body))
        for page in opened(pdf):
            words = page.get_textpage().get_text_bounded()
            assert words.count("If") == words.count("then I will"), (before, words)


@pytest.mark.parametrize(("paper", "least"), [("letter", 8), ("large-print", 10)])
def test_the_first_line_to_write_on_has_room_above_it(root: Path, paper: str, least: int) -> None:
    for help_words in ("[]", 'par("Say how.")'):
        ask = f'prompt(2, 4, asks: ("p", "P"), [Ask.], {help_words}, write-lines(1))'
        pdf, _ = Compiler(root, paper, "Porch Light").typeset(
            code(root, "sheets/r.typ", f"#heading(depth: 1)[A]\n#{ask}")
        )
        page = opened(pdf)[0]
        text = page.get_textpage()
        at, length = text.search("Ask." if help_words == "[]" else "how.").get_next()
        baseline = text.get_charbox(at + length - 1)[1]
        rule = min(drawn.get_bounds()[1] for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)))
        assert (baseline - rule) / 72 * 25.4 >= least


@pytest.mark.parametrize("lines", range(4, 8))
def test_no_line_to_write_on_stands_alone(root: Path, lines: int) -> None:
    compiler = Compiler(root, "letter", "Porch Light")
    for before in range(0, 60, 4):
        ask = f'prompt(2, 40, asks: ("p", "P"), [Prompt], [], write-lines({lines}))'
        body = f"#heading(depth: 1)[A]\n#v({150 + before}mm)\n#{ask}"
        pdf, _ = compiler.typeset(code(root, "sheets/l.typ", body))
        drawn = [list(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,))) for page in opened(pdf)]
        lines_to_write_on = [len(found) - 1 for found in drawn]  # beside them stands the lamp of the head
        assert 1 not in lines_to_write_on, before


def test_a_long_foot_stays_on_its_line(root: Path) -> None:
    imprint = "Edición 0.1 · datos revisados en noviembre de 2026 · CC BY 4.0"
    body = f'#part-of(name: "a", title: "A", imprint: "{imprint}", {{ heading(depth: 1, "A"); par("Words.") }}, none)'
    pdf, _ = Compiler(root, "large-print", "Porch Light").typeset(code(root, "sheets/f.typ", body))
    [(_, first, _), (_, last, _)] = tops(opened(pdf)[0], ["Edición", "4.0"])
    assert abs(first - last) < 1


def test_a_name_of_a_row_stays_in_its_cell(root: Path) -> None:
    head = "[The minute], [Leader one, first try], [Leader two, first try], [Leader one, later], [Leader two, later]"
    grid = f'answer-grid(lines: 1, (6fr, ..(13fr,) * 4), ({head}), ([#"3. Overdose"], ..([],) * 4))'
    body = f'#heading(depth: 1)[A]\n#{grid}(("g", "Grid"))'
    pdf, _ = Compiler(root, "large-print", "Porch Light").typeset(code(root, "sheets/o.typ", body))
    page = opened(pdf)[0]
    text = page.get_textpage()
    at, length = text.search("Overdose", match_case=True).get_next()
    end = max(text.get_charbox(place)[2] for place in range(at, at + length))
    rules = sorted({round(drawn.get_bounds()[0]) for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,))})
    assert not any(text.get_charbox(at)[0] < rule < end for rule in rules)


def test_a_service_is_not_parted_from_its_numbers(root: Path) -> None:
    compiler = Compiler(root, "letter", "Porch Light")
    entry = 'defined(4, "A helpline", { par("To talk. " * 30); ways("Call: 211", "Text: 211") })'
    for before in range(0, 60, 3):
        pdf, _ = compiler.typeset(code(root, "sheets/d.typ", f"#heading(depth: 1)[A]\n#v({190 + before}mm)\n#{entry}"))
        pages = [page.get_textpage().get_text_bounded() for page in opened(pdf)]
        assert all(("A helpline" in words) == ("Call: 211" in words) for words in pages), before


@pytest.mark.parametrize(("before", "at_head"), [(16, True), (26, False)])
def test_a_drawing_that_would_leave_a_page_empty_stands_at_the_head_of_the_next(
    root: Path, before: int, at_head: bool
) -> None:
    (root / "tall.svg").write_text(TALL, encoding="utf-8")
    words = "for _ in range({}) {{ par({}) }}"
    pieces = [
        'heading(depth: 1, "A")',
        words.format(before, '"Before it. " * 8'),
        'before-drawing(); drawing("/tall.svg", "Tall", 160mm, 0.83, 0pt)',
        words.format(30, '"After it. " * 8'),
    ]
    told = 'name: "t", title: "T", kind: "lesson", at-head: fits-of("t").keys()'
    call = f"#part-of({told}, {{ {'; '.join(pieces)} }}, none)"
    job = Job(code(root, "sheets/t.typ", call), "letter", root / "t.pdf", "")
    content, problems, fits = Setting(root, "Porch Light", {}).fitted(job)
    assert (problems, "t /tall.svg" in fits) == ([], at_head)
    first, second, *_ = opened(content)
    assert ("After it" in first.get_textpage().get_text_bounded()) == at_head
    top = max(
        drawn.get_bounds()[3] for drawn in second.get_objects(max_depth=1) if drawn.type != pdfium.FPDF_PAGEOBJ_TEXT
    )
    assert top > second.get_height() - 60, "at the head of its page"
