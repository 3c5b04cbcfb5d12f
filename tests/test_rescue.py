"""The steps of a rescue: one passage, and the same words in every edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from pptx import Presentation
from pypdfium2 import raw

from porchlight.checks.steps import DRAWINGS, first_missing
from porchlight.handouts import PAPERS
from porchlight.pictures import DARK, in_gray, parts, read_drawing
from porchlight.rescue import CHOICE, NUMBER, STEP
from tests.conftest import LESSON, REPOSITORY, SESSION, Course, tiny

if TYPE_CHECKING:
    from pathlib import Path

NOW = "course/start/now"
US = "course/regions/us/pictures"  # drawings with a number to call
FILE = f"{NOW}.md"
PAGE = """\
# Now

{.pl-call}
{call}`emergency`

:::{passage} signs
{.pl-card .pl-act}
- **They do not wake.**
:::

:::{jumps}
- [One](#now) {call}`violence`
- [Two](#now)
- [Three](#now)
- [Four](#now)
- [Five](#now)
:::

::::{passage} seven-steps
{.pl-now .pl-card}
1. **Shout. Shake.**

   - Loud.

   :::{picture} overdose-steps
   :beside:
   :::

2. **{reach}`emergency`.**

   - Say: "They do not wake."

3. **Watch the chest.**

   - **No breath? Push.**
   - **Slow breaths? Breathe.**

   % what the choice needs
   - A gasp is no breath.
::::

{.pl-card}
Follow the dispatcher.
"""
DRAWN = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="100mm" height="50mm" font-size="16">
<title>The steps</title>
<desc>1. Shout. Shake. 2. Call 911. 3. Watch the chest. No breath? Push. Slow breaths? Breathe.</desc>
<style>{DARK}</style>
<svg id="step-1" x="5" y="5" width="40" height="30" viewBox="0 0 40 30">
<rect width="9" height="9" fill="#9B2C1F"/>
</svg>
<text x="9" y="20" fill="#1D2733">1</text><text x="9" y="20" fill="#1D2733">Shout.</text>
<text x="9" y="40" fill="#1D2733">Shake.</text>
<text x="9" y="60" fill="#1D2733">Call 911. Watch the <tspan>chest.</tspan></text>
<text x="9" y="80" fill="#1D2733">No breath? Push. Slow breaths? Breathe.</text>
</svg>
"""


def with_steps(course: Course) -> Course:
    """The tiny course with a page of steps, which its lesson and its session show."""
    course.write(FILE, PAGE)
    course.write("course/pictures/overdose-steps.svg", DRAWN)
    course.replace("index.md", "course/1-first-unit/index\n", "course/start/now\ncourse/1-first-unit/index\n")
    course.replace(f"{LESSON}.md", "Danger words.", "Do as in step 3: {step}`3a`")
    course.replace(
        f"{LESSON}.md", "## What is true?\n", "## What is true?\n\n:::{passage} seven-steps\n:only: lines\n:::\n"
    )
    course.replace(f"{SESSION}.md", "{slide} You may pass\n", "{slide} Steps 2 and 3\n:steps: 2 3\n\n")
    return course


@pytest.fixture
def told(tiny_course: Course) -> Course:
    return with_steps(tiny_course)


def findings(course: Course) -> list[str]:
    return course.build("check", warns=True).warnings


def real_headlines() -> dict[str, str]:
    """The headlines as they stand in the course."""
    found: dict[str, str] = {}
    page = (REPOSITORY / "course/start/help-right-now.md").read_text(encoding="utf-8")
    for line in page.partition("{passage} seven-steps")[2].partition("\n::::\n")[0].splitlines():
        words = NUMBER.sub("911", line)
        if match := STEP.match(words):
            found[match[1]] = match[2]
        elif match := CHOICE.match(words):
            found[f"{list(found)[-1][0]}{'abc'[sum(len(name) > 1 for name in found)]}"] = match[1]
    return found


def test_headline_stands_word_for_word_where_a_role_names_it(told: Course) -> None:
    assert told.build("text").shows(LESSON, "Do as in step 3: No breath? Push.")


def test_changed_headline_is_read_again_where_it_is_named(told: Course) -> None:
    told.build("text")
    told.replace(FILE, "No breath? Push.", "No breath? CPR.")

    assert told.build("text").shows(LESSON, "Do as in step 3: No breath? CPR.")


def test_lines_without_drawings_and_headlines_with_their_choice(told: Course) -> None:
    page = BeautifulSoup(told.build("html").page(LESSON), "html.parser")
    assert "Loud." in page.get_text()
    assert page.select_one("img[src*=overdose-steps]") is None

    told.replace(f"{LESSON}.md", ":only: lines", ":only: headlines")
    words = told.build("text").page(LESSON)
    assert "Slow breaths? Breathe." in words
    assert "Loud." not in words
    assert "A gasp is no breath" not in words


def test_steps_fold_on_the_web_and_stand_open_on_paper(told: Course) -> None:
    told.replace(f"{LESSON}.md", ":only: lines\n", ":only: lines\n:folded:\n")

    page = BeautifulSoup(told.build("html").page(LESSON), "html.parser")
    steps = page.select("ol.pl-now > li")
    folds = page.select("ol.pl-now > li > details.pl-more")
    assert [fold.summary.get_text() for fold in folds if fold.summary] == [f"How to do step {n}" for n in (1, 2, 3)]
    assert "Loud." in folds[0].get_text()
    assert "A gasp is no breath." in folds[2].get_text()
    for fold in folds:
        fold.decompose()
    left = " ".join(" ".join(step.get_text(" ") for step in steps).split())
    assert left == "Shout. Shake. Call 911 . Watch the chest. No breath? Push. Slow breaths? Breathe."
    with pypdfium2.PdfDocument(told.build("handout").out / "letter/first-lesson.pdf") as pdf:
        words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    for line in ("Shout. Shake.", "Loud.", "Slow breaths? Breathe.", "A gasp is no breath."):
        assert line in words


def test_step_without_a_drawing_stands_whole_on_its_page(told: Course) -> None:
    told.replace(f"{LESSON}.md", ":only: lines\n", "")
    code = (told.build("handout").out / f"typst/parts/{LESSON}.typ").read_text(encoding="utf-8")
    assert "shown-step(" in code
    assert re.search(r'kept\(\d+, \{\n//.*\nlead\(.*"Call "', code)


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        (f"{LESSON}.md", "{step}`3a`", "{step}`9`", "[porchlight.step_unknown]"),
        (f"{SESSION}.md", ":steps: 2 3", ":steps: 2 8", "[porchlight.step_unknown]"),
        (FILE, "- Loud.", f"- Loud{' and loud' * 6}.", "An act line has 13 words"),
        (FILE, "- **They do not wake.**", f"- **They do not wake{' at all' * 5}.**", "An act line has 14 words"),
        ("course/pictures/overdose-steps.svg", "Call 911. Watch", "Phone. Watch", "lack the headline of step 2"),
        ("course/pictures/overdose-steps.svg", "Slow breaths? Breathe.</desc>", "</desc>", "headline of step 3b"),
    ],
)
def test_what_differs_or_is_too_long_is_told_once(told: Course, path: str, old: str, new: str, problem: str) -> None:
    assert findings(told) == []
    told.replace(path, old, new)

    assert len([line for line in findings(told) if problem in line]) == 1


def test_line_of_twelve_words_is_short_enough(told: Course) -> None:
    told.replace(FILE, "- Loud.", f"- Loud loud{' and loud' * 5}.")

    assert findings(told) == []


def test_jumps_fold_after_the_first_on_the_web_and_stand_open_elsewhere(told: Course) -> None:
    page = BeautifulSoup(told.build("html").page(NOW), "html.parser")
    links = [link.get_text() for link in page.select("ul.pl-jumps > li a:first-child")]
    folded = [link.get_text() for link in page.select("details.pl-more li a")]
    assert links == ["One", "Two", "Three", "Four", "Five"]
    assert folded == ["Five"]
    call = page.select_one(".pl-call a")
    assert call is not None
    assert (call.get_text(), call["href"]) == ("Call 911", "tel:911")
    assert "Five" in told.build("text").page(NOW)


def test_slide_carries_the_steps_on_the_wall_and_in_the_file_to_change(told: Course) -> None:
    out = told.build("slides").out
    with pypdfium2.PdfDocument(out / "session-2.pdf") as pdf:
        wall = " ".join(pdf[2].get_textpage().get_text_bounded().split())
    for words in ("Call 911.", "Watch the chest.", "No breath? Push.", "Slow breaths? Breathe."):
        assert words in wall
    title = Presentation(str(out / "session-2.pptx")).slides[2].shapes.title
    assert title is not None
    assert title.text_frame.text == "2.\tCall 911.\n3.\tWatch the chest.\n\tNo breath? Push.\n\tSlow breaths? Breathe."


def letters(pdf: Path, page: int, words: str) -> float:
    """The size in points in which *words* begin on a page."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        found = text.search(words).get_next()
        assert found, words
        return float(raw.FPDFText_GetFontSize(text.raw, found[0]))


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The card made of the real headlines and the real drawing."""
    course = with_steps(tiny(tmp_path_factory.mktemp("card")))
    page = (REPOSITORY / "course/start/help-right-now.md").read_text(encoding="utf-8")
    steps = re.search(r"(?ms)^::::\{passage\} seven-steps\n.*?^::::\n", page)
    signs = re.search(r"(?ms)^:::\{passage\} overdose-signs\n.*?^:::\n", page)
    assert steps
    assert signs
    bare = re.sub(r"(?ms)^   :::\{picture\}.*?^   :::\n|^ +- A child or baby.*?\n", "", steps[0])
    course.write(FILE, f"# Now\n\n{signs[0]}\n{bare}\n{{.pl-card}}\nFollow the dispatcher.\n")
    drawing = (REPOSITORY / US / "overdose-steps.svg").read_text(encoding="utf-8")
    course.write("course/pictures/overdose-steps.svg", drawing)
    course.replace(f"{SESSION}.md", ":steps: 2 3", ":steps: 2 4")
    course.replace(f"{LESSON}.md", "{step}`3a`", "{step}`4a`")
    return course.build("handout").out


@pytest.mark.parametrize("paper", PAPERS)
def test_poster_is_one_side_with_letters_to_read_from_two_meters(card: Path, paper: str) -> None:
    pdf = card / paper / "overdose-card.pdf"
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 2, "the poster, then the cards for the wallet"
    for words in ("Check.", "On speaker.", "One spray,", "Watch the chest.", "CPR.", "New spray,", "Onto the side."):
        assert letters(pdf, 0, words) >= 20, words  # capitals of 5 mm: 8 minutes of arc at two meters
    assert letters(pdf, 0, "You cannot wake") >= 16
    assert letters(pdf, 1, "Check.") >= 10
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    for words in real_headlines().values():
        assert all(words in page for page in pages), words
    assert "Peel the pack" not in pages[0], "the long text is not on it"


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_of_the_steps_says_what_the_steps_say(name: str) -> None:
    drawing = read_drawing(REPOSITORY / US / f"{name}.svg")

    assert len(real_headlines()) == 10
    assert first_missing(real_headlines(), drawing.letters) == ""
    assert first_missing(real_headlines(), drawing.words) == ""


def test_each_step_has_a_drawing_that_the_poster_takes_out() -> None:
    svg = (REPOSITORY / US / "overdose-steps.svg").read_text(encoding="utf-8")

    found = parts(svg)

    assert {f"step-{number}" for number in range(1, 8)} <= set(found)
    assert all(part.startswith("<svg xmlns=") and part.count("<svg") == 1 for part in found.values())


def test_drawing_in_gray_keeps_how_bright_each_colour_is() -> None:
    assert in_gray('<rect fill="#9B2C1F" stroke="#FFFFFF"/>') == '<rect fill="#4C4C4C" stroke="#FFFFFF"/>'


def test_headlines_are_read_aloud_in_half_a_minute() -> None:
    words = " ".join(real_headlines().values()).split()

    assert len(words) / 2.5 <= 30


def spoken(text: str) -> list[str]:
    """The words of Markdown as they are read, without its marks."""
    text = re.sub(r"(?m)^ *(?:%.*|:::.*|:\w+:.*|\{\..*\})$", "", NUMBER.sub("911", text))
    return re.findall(r"[\w½][\w½'’-]*", re.sub(r"\]\([^)]*\)|(?m:^ *\d+\.)", " ", text))


def test_few_words_stand_before_each_act() -> None:
    """Along the signs and headlines, and, for CPR, along all act lines: a frightened person reads no more."""
    page = (REPOSITORY / "course/start/help-right-now.md").read_text(encoding="utf-8")
    signs = spoken(page.partition("{passage} overdose-signs")[2].partition("\n:::\n")[0])
    lines = real_headlines()

    def before(step: str) -> int:
        return len(signs) + sum(len(spoken(words)) for name, words in lines.items() if name < step)

    assert 8 <= len(signs) <= 20
    assert before("2") <= 25
    assert before("3") <= 60
    assert before("4b") <= 90
    steps = page.partition("{passage} seven-steps")[2]
    assert len(signs) + len(spoken(steps.partition("**No breath")[0])) <= 200


def pages() -> list[Path]:
    """All pages that families and leaders read in English."""
    folders = [folder for folder in (REPOSITORY / "course").iterdir() if folder.is_dir() and folder.name != "regions"]
    return [page for folder in (*folders, REPOSITORY / "exercises") for page in sorted(folder.rglob("*.md"))]


def test_who_is_told_to_breathe_for_someone_is_told_of_cpr_in_the_same_breath() -> None:
    """Breaths alone are for someone who still breathes: an answer or an example that names nothing else could kill."""
    breaths = re.compile(r"breathes? for (?:him|her|them)\b")
    rescue = re.compile(r"naloxone|\{(?:reach|number)\}`[^`]*emergency|step 4|frozen")
    for page in pages():
        for line in page.read_text(encoding="utf-8").splitlines():
            if breaths.search(line) and rescue.search(line):
                assert "CPR" in line, f"{page.name}: {line}"


def test_methadone_taken_twice_never_goes_to_the_poison_line() -> None:
    """Where an own dose taken twice leads to that line, methadone leads to the emergency number."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        if re.search(r"dose (?:taken )?twice", text) and "{number}`poison`" in text:
            assert re.search(r"[Mm]ethadone twice[^.\n]*`emergency`", text), page.name
