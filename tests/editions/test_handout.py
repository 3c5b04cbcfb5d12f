"""Handouts: what a family holds in its hands, and what a screen reader finds in the file."""

from __future__ import annotations

import io
import os
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from porchlight.outputs import handout
from porchlight.outputs.typst import TEMPLATE, Compiler, literal

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PAPERS = ("letter", "a4", "large-print")
EPOCH = "1790000000"

EXERCISE = """---
minutes: 15
need: A pen.
checked: 2026-11-21
---
# TITLE

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
:lines: 12
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
Stop when it hurts. Call {number}`suicide`.
:::

[^note]: Where it is from. {source}`one`
"""
REGION = """
[region]
name = "Testland"
checked = 2026-11-21
[[needs]]
id = "now"
heading = "Someone may die now"
[[needs]]
id = "suicide"
heading = "Dark thoughts"
[lines.emergency]
name = "Emergency"
need = "now"
use = "Overdose."
ways = [ { how = "Call", number = "911" } ]
checked = 2026-11-21
[lines.suicide]
name = "Lifeline"
need = "suicide"
use = "Talk."
ways = [ { how = "Call", number = "988" } ]
checked = 2026-11-21
"""
INDEX = """# Porch Light

```{toctree}
:glob:

exercises/*
```
"""


class Course:
    """A course of two exercises in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "source"
        self.out = folder / "handouts"
        self.doctrees = folder / "doctrees"
        conf = (ROOT / "conf.py").read_text(encoding="utf-8")
        here = "str(Path(__file__).parent)"
        assert here in conf
        self.write("conf.py", conf.replace(here, repr(str(ROOT))))
        self.write("index.md", INDEX)
        self.write("exercises/first.md", EXERCISE.replace("TITLE", "First sheet"))
        self.write("exercises/second.md", EXERCISE.replace("TITLE", "Second sheet"))
        self.write("course/regions/us.toml", REGION)
        self.write("course/references.bib", "@misc{one, title={One}, year={2020}}\n")

    def write(self, name: str, text: str) -> None:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, *, parallel: int = 1, prepare: Callable[[Sphinx], object] | None = None) -> str:
        """Build the handouts; returns the warnings."""
        warnings = io.StringIO()
        with patch_docutils(self.source), docutils_namespace():
            app = Sphinx(
                self.source, self.source, self.out, self.doctrees, "handout",
                confoverrides={"porchlight_today": "2026-11-22"},
                status=None, warning=warnings, parallel=parallel,
            )  # fmt: skip
            if prepare:
                prepare(app)
            app.build()
        return strip_colors(warnings.getvalue())

    def pdf(self, name: str = "first", paper: str = "letter") -> Path:
        return self.out / paper / f"{name}.pdf"

    def times(self) -> dict[str, int]:
        """When each sheet was written."""
        return {str(path.relative_to(self.out)): path.stat().st_mtime_ns for path in self.out.rglob("*.pdf")}


@pytest.fixture(autouse=True)
def fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A built course; tests only read it."""
    course = Course(tmp_path_factory.mktemp("built"))
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    assert course.build() == ""
    return course


@pytest.fixture
def course(built: Course, tmp_path: Path) -> Course:
    """A copy of the built course, to change and build again."""
    shutil.copytree(built.source.parent, tmp_path, dirs_exist_ok=True)
    copied = Course.__new__(Course)
    copied.source, copied.out, copied.doctrees = (tmp_path / name for name in ("source", "handouts", "doctrees"))
    copied.build()  # the doctrees hold the other folder's path: settle first
    time.sleep(0.01)
    return copied


def text_of(pdf: Path) -> str:
    """The words in reading order, white space folded."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(word for page in document for word in page.get_textpage().get_text_range().split())


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842)), ("large-print", (612, 792))])
def test_each_paper_has_its_size(built: Course, paper: str, size: tuple[int, int]) -> None:
    for name in ("first", "second"):
        with pikepdf.open(built.pdf(name, paper)) as pdf:
            for page in pdf.pages:
                box = [float(number) for number in page.mediabox]
                assert (round(box[2]), round(box[3])) == size


@pytest.mark.parametrize("paper", PAPERS)
def test_pdf_is_accessible(built: Course, paper: str) -> None:
    with pikepdf.open(built.pdf(paper=paper)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "First sheet"
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "/StructTreeRoot" in pdf.Root
        fonts = [
            font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
        ]
        assert fonts
        for font in fonts:
            assert "AtkinsonHyperlegible" in str(font.FontName)
            assert {"/FontFile2", "/FontFile3"} & set(font.keys())


@pytest.mark.parametrize("paper", PAPERS)
def test_words_stand_in_the_order_of_the_page(built: Course, paper: str) -> None:
    words = text_of(built.pdf(paper=paper))
    wanted = [
        "First sheet", "Because it helps you plan.", "About 15 minutes. You need: A pen.",
        "Before you read on", "See the front door.", "My part", "Some words before",
        "One-line question", "Help for one line.", "Many-line question",
        "Choose a road", "Only one.", "The high road", "The low road",
        "Choose what fits", "A hat", "A coat", "How sure am I?", "My table", "Hour", "What happened",
        "Morning", "Night", "My plan", "If", "then I will", "If", "then I will",
        "An example: Ada, aunt of Ben", "Ada’s answer", "Ada walked", "Ada slept", "8",
        "When to stop", "Stop when it hurts. Call 988.",
        "Get help", "Someone may die now: call 911 (Emergency)", "Dark thoughts: call 988 (Lifeline)",
        "Sources", "Where it is from. One. 2020.",
    ]  # fmt: skip
    place = 0
    for phrase in wanted:
        found = words.find(phrase, place)
        assert found >= 0, f"{phrase!r} is not after {words[max(0, place - 40) : place]!r}"
        place = found + len(phrase)


def test_scale_has_every_number_and_both_ends(built: Course) -> None:
    words = text_of(built.pdf())
    assert "No chance" in words
    assert "Certain" in words
    assert "0 1 2 3 4 5 6 7 8 9 10" in words


def test_marks_of_the_screen_do_not_reach_paper(built: Course) -> None:
    words = text_of(built.pdf())
    assert not re.search("[○☐]|___", words)


def test_header_names_nothing_but_the_course(built: Course) -> None:
    assert text_of(built.pdf()).startswith("Porch Light First sheet")
    assert re.search(r"1 of \d", text_of(built.pdf()))


def test_large_print_keeps_headings_and_flows_anew(built: Course) -> None:
    pages = {}
    for paper in PAPERS:
        with pikepdf.open(built.pdf(paper=paper)) as pdf:
            pages[paper] = len(pdf.pages)
            titles = [item.title for item in pdf.open_outline().root]
            assert titles == ["First sheet"]
    assert pages["large-print"] > pages["letter"]


def test_same_source_gives_same_bytes(built: Course, tmp_path: Path) -> None:
    again = Course(tmp_path)
    assert again.build(parallel=2) == ""
    for paper in PAPERS:
        assert again.pdf(paper=paper).read_bytes() == built.pdf(paper=paper).read_bytes()


def test_code_leads_back_to_the_markdown(built: Course) -> None:
    code = (built.out / "typst/exercises/first.typ").read_text(encoding="utf-8")
    line = EXERCISE.splitlines().index(":::{prompt} How sure am I?") + 1
    assert re.search(rf"// exercises/first\.md:{line}\nprompt\(", code)


def test_unchanged_course_is_left_alone(course: Course) -> None:
    before = course.times()
    assert len(before) == 6
    assert course.build() == ""
    assert course.times() == before


def test_edit_remakes_only_its_own_sheets(course: Course) -> None:
    before = course.times()
    course.write("exercises/first.md", EXERCISE.replace("TITLE", "First sheet").replace("A hat", "A scarf"))
    assert course.build() == ""
    changed = {name for name, when in course.times().items() if before[name] != when}
    assert changed == {f"{paper}/first.pdf" for paper in PAPERS}
    assert "A scarf" in text_of(course.pdf())


def test_region_change_remakes_every_sheet(course: Course) -> None:
    course.write("course/regions/us.toml", REGION.replace("911", "112"))
    assert course.build() == ""
    for name in ("first", "second"):
        assert "call 112" in text_of(course.pdf(name))


def test_missing_sheet_is_made_again(course: Course) -> None:
    course.pdf("second", "a4").unlink()
    assert course.build() == ""
    assert course.pdf("second", "a4").is_file()


def test_removed_exercise_takes_its_sheets_along(course: Course) -> None:
    foreign = course.out / "letter" / "workbook.pdf"
    foreign.write_bytes(b"not ours")
    (course.source / "exercises/second.md").unlink()
    assert course.build() == ""
    assert not [name for name in course.times() if "second" in name]
    assert not (course.out / "typst/exercises/second.typ").exists()
    assert course.pdf("first").is_file()
    assert foreign.is_file()


def test_broken_template_gives_one_coded_warning(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "handout.typ"
    broken.write_text(TEMPLATE.read_text(encoding="utf-8") + "\n#no-such-thing\n", encoding="utf-8")
    monkeypatch.setattr("porchlight.outputs.handout.TEMPLATE", broken)
    monkeypatch.setattr(handout, "MACHINERY", (*handout.MACHINERY, broken))
    warnings = course.build()
    assert warnings.count("[porchlight.typst]") == 1
    assert "'exercises/first'" in warnings
    assert re.search(r"handout\.typ:\d+: unknown variable: no-such-thing", warnings)
    assert course.times() == {}, "a sheet that failed must not stay in its old form"
    monkeypatch.undo()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert course.build() == ""
    assert len(course.times()) == 6


def test_missing_font_is_a_warning(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "handout.typ"
    words = TEMPLATE.read_text(encoding="utf-8")
    changed.write_text(words.replace('"Atkinson Hyperlegible"', '"No Such Face"'), encoding="utf-8")
    monkeypatch.setattr("porchlight.outputs.handout.TEMPLATE", changed)
    monkeypatch.setattr(handout, "MACHINERY", (*handout.MACHINERY, changed))
    warnings = course.build()
    assert warnings.count("[porchlight.typst]") == 1
    assert "no such face" in warnings


def test_unknown_node_warns_and_keeps_its_words(course: Course) -> None:
    class odd(nodes.General, nodes.Element):
        pass

    def plant(app: Sphinx, doctree: nodes.document, docname: str) -> None:
        if docname == "exercises/first":
            strange = odd("", nodes.paragraph("", "Strange words"))
            strange.source, strange.line = doctree["source"], 7
            next(doctree.findall(nodes.section)).append(strange)

    course.write("exercises/first.md", EXERCISE.replace("TITLE", "First again"))
    warnings = course.build(prepare=lambda app: app.connect("doctree-resolved", plant))
    assert re.search(r"first\.md:7: WARNING: .*'odd'.*\[porchlight\.unprintable\]", warnings)
    assert "Strange words" in text_of(course.pdf())


CHARACTERS = "".join(chr(code) for code in range(33, 127)) + "“”‘’–—…é"


def printed(folder: Path, text: str) -> str:
    """*text* as the PDF gives it back."""
    source = folder / "text.typ"
    settings = '#set document(title: "t")\n#set page(width: 60cm)\n#set text(font: "Atkinson Hyperlegible")'
    source.write_text(f"{settings}\n#par({literal(text)})\n", encoding="utf-8")
    content, warnings = Compiler(folder, "letter").compile(source)
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
