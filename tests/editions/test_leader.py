"""What the leaders of a session print for their own hands: ``session-N-leader.pdf``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from porchlight.cards import copies_for
from porchlight.handouts import PAPERS
from tests.conftest import GUIDE, SESSION, Course, tiny

if TYPE_CHECKING:
    from pathlib import Path

HARD = """
{.pl-in-pack}
## A hard moment

> Leaderwords stay with him.

## For another day

Leaderwords leave this at home.
"""

POCKET = """
:::{card} Any hard moment
:copies: one for each of you

1. Leaderwords thank.
:::
"""


def pages_of(pdf: Path) -> list[str]:
    """The words of each page, white space folded."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def tallest(pdf: Path, page: int) -> float:
    """The height in points of the tallest letter on a page."""
    with pypdfium2.PdfDocument(pdf) as document:
        letters = document[page].get_textpage()
        boxes = [letters.get_charbox(number) for number in range(letters.count_chars())]
        return float(max(top - bottom for _, bottom, _, top in boxes))


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handouts of a session with a hard moment, and of a guide with a card for the pocket."""
    course = tiny(tmp_path_factory.mktemp("leader"))
    course.replace(f"{SESSION}.md", ":materials: Pens | name cards", ":materials: Pens | form: sign-in")
    course.replace(f"{SESSION}.md", ":sheets: first-lesson | first-steps", ":sheets: first-steps\n:few: first-lesson")
    course.add(f"{SESSION}.md", HARD)
    course.add(f"{GUIDE}.md", POCKET)
    return course.build("handout").out


@pytest.mark.parametrize("paper", PAPERS)
def test_a_pack_on_each_paper_says_that_it_can_be_read_aloud(packs: Path, paper: str) -> None:
    with pikepdf.open(packs / paper / "session-2-leader.pdf") as document:
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert document.Root.MarkInfo.Marked


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_of_a_pack_says_its_edition(packs: Path, paper: str) -> None:
    assert all("Edition 0.1" in page for page in pages_of(packs / paper / "session-2-leader.pdf"))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_one_side_of_one_sheet_runs_the_evening(packs: Path, paper: str) -> None:
    first = pages_of(packs / paper / "session-2-leader.pdf")[0]

    for words in ("Session 2: Staying safe", "6:30 to 7:15 (45 minutes)", "in short to 7:00 (30 minutes)"):
        assert words in first
    assert "6:30 10 min. 6:30 5 min. Welcome “Leaderwords welcome all of you.” Pens; Sign in" in first
    assert "6:40 15 min. left out Practice aloud Leaderwords in pairs." in first
    assert "Card: Dell; Sheets: First steps, Overdose card; Slides 1, 2" in first
    assert "7:15 7:00 End" in first
    assert "911" in first


def test_the_list_of_copies_says_how_many_of_what_and_when(packs: Path) -> None:
    second = pages_of(packs / "letter/session-2-leader.pdf")[1]

    assert "Sign in 1 6:30, Welcome" in second
    assert "First steps 8, one each 6:40, Practice aloud" in second
    assert "First lesson 3 6:55, Close" in second
    assert "Card: Dell 4, one a pair 6:40, Practice aloud" in second
    assert "Wall sheet: Our agreement 1 6:40, Practice aloud" in second


def test_what_lies_on_the_table_is_a_file_of_its_own_and_in_no_persons_set(packs: Path) -> None:
    for paper in PAPERS:
        assert "First lesson" in pages_of(packs / paper / "session-2-table.pdf")[0]
        assert not any("lesson 1 of" in page for page in pages_of(packs / paper / "session-2-pack.pdf"))
    run = pages_of(packs / "letter/session-2-leader.pdf")[0]
    assert "Sheet: First steps; On the table: First lesson" in run


def test_parts_of_the_page_that_are_marked_go_along_and_no_others(packs: Path) -> None:
    words = " ".join(pages_of(packs / "letter/session-2-leader.pdf"))

    assert "A hard moment Leaderwords stay with him." in words
    assert "leave this at home" not in words


def test_each_pair_gets_a_card_and_a_listener_hears_it_once(packs: Path) -> None:
    pdf = packs / "letter/session-2-leader.pdf"
    [cards] = [page for page in pages_of(pdf) if page.startswith("Porch Light") and "Cards to cut" in page]

    assert cards.count("I mean it this time") == 4
    with pikepdf.open(pdf) as document:
        headings = [str(item.title) for item in document.open_outline().root[0].children]
    assert headings.count("Cards to cut") == 1


def test_a_card_of_the_guide_goes_into_every_sessions_pack(packs: Path) -> None:
    pdf = packs / "letter/session-2-leader.pdf"
    pages = [page for page in pages_of(pdf) if "Any hard moment 1. Leaderwords thank." in page]

    assert len(pages) == 2, "a page for each leader"
    assert "For your pocket" in pages[0]
    with pikepdf.open(pdf) as document:
        told = [str(item.title) for part in document.open_outline().root[0].children for item in part.children]
    assert told.count("Any hard moment") == 1


def test_a_wall_sheet_can_be_read_across_the_room(packs: Path) -> None:
    for paper in PAPERS:
        pdf = packs / paper / "session-2-leader.pdf"
        page = next(number for number, words in enumerate(pages_of(pdf)) if words.startswith("Our agreement"))
        assert tallest(pdf, page) > 35


def test_a_form_that_the_leaders_need_is_there(packs: Path) -> None:
    assert "Who is here" in pages_of(packs / "letter/session-2-leader.pdf")[-1]
    guide = " ".join(pages_of(packs / "letter/facilitator-guide.pdf"))
    assert "Have ready: Pens, Sign in" in guide


@pytest.mark.parametrize(
    ("old", "new", "problem", "code"),
    [
        ("card: Dell |", "", "No activity asks for the card 'Dell'", "piece_unused"),
        ("card: Dell |", "card: Dell | card: Rosa |", "The page holds no card 'Rosa'", "piece_unknown"),
        ("wall: Our agreement", "wall: Our rules", "The page holds no wall sheet 'Our rules'", "piece_unknown"),
        ("card: Dell |", "card: Dell | form: sign-out |", "There is no form 'sign-out'", "sheet_unknown"),
    ],
)
def test_what_a_session_names_and_does_not_hold_is_named(
    tiny_course: Course, old: str, new: str, problem: str, code: str
) -> None:
    tiny_course.replace(f"{SESSION}.md", old, new)

    [warning] = tiny_course.build("text", warns=True).warnings
    assert problem in warning
    assert f"[porchlight.{code}]" in warning


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("one a pair", 4),
        ("three each", 24),
        ("one for each person", 8),
        ("one a group of three", 3),
        ("one a group", 3),
        ("one a table", 2),
        ("two", 2),
        ("6", 6),
        ("as many as you like", 0),
    ],
)
def test_words_tell_how_many_copies_eight_people_need(words: str, number: int) -> None:
    assert copies_for(words, 8) == number


@pytest.mark.parametrize("paper", PAPERS)
def test_second_leader_says_of_each_activity_if_it_was_led_as_written(packs: Path, paper: str) -> None:
    [sheet] = [page for page in pages_of(packs / paper / "session-2-leader.pdf") if "led as written" in page]

    rows = ["Welcome (10 min.)", "Practice aloud (15 min.)", "Close (20 min.)"]
    assert [row for row in rows if row in sheet] == rows
    for words in ("As written Shorter Changed Left out", "naloxone", "read aloud", "What we changed, and why"):
        assert words in sheet


def test_in_large_print_what_belongs_together_stays_on_one_page(tiny_course: Course) -> None:
    """One of five lengths would be parted by the end of a page."""
    counts = {2: 5, 3: 6, 4: 7, 5: 8, 6: 9}
    for session, count in counts.items():
        parts = "".join(
            f":::{{activity}} A part whose name takes two lines in large print {number}\n:minutes: 5\n\nTalk.\n:::\n"
            for number in range(count)
        )
        path = f"course/facilitator/session-{session}.md"
        tiny_course.write(path, f"# Session {session}: Long\n\n::::{{agenda}} {5 * count}\n{parts}::::\n")
    tiny_course.replace(f"{GUIDE}.md", "session-2\n", "".join(f"session-{session}\n" for session in counts))
    out = tiny_course.build("handout").out / "large-print"

    for session in counts:
        [safety] = [page for page in pages_of(out / f"session-{session}-leader.pdf") if "naloxone lay" in page]
        assert "Both of us stayed until the last one had left." in safety


def test_in_large_print_the_evening_runs_on_one_sheet(tiny_course: Course) -> None:
    part = (
        ":::{activity} A part whose name takes two lines in large print\n:minutes: 5\n"
        ":materials: a sheet of paper and a pen | pens\n\n> Good evening. I am glad that you came, and I know.\n:::\n"
    )
    tiny_course.write(f"{SESSION}.md", f"# Session 2: Long\n\n::::{{agenda}} 100\n{part * 20}::::\n")
    pages = pages_of(tiny_course.build("handout").out / "large-print/session-2-leader.pdf")

    assert next(number for number, page in enumerate(pages) if "led as written" in page) == 2
