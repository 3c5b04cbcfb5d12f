"""Agendas, activities and slides as every edition prints them, and what other pages know of sessions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from porchlight.agenda_parts import activity, agenda, clock_words, without_doubles
from porchlight.outline import is_for_leaders
from porchlight.session import session_number, sessions
from porchlight.slide import slide
from tests.conftest import EXERCISE, FORM, GUIDE, LESSON, REPOSITORY, SESSION, Built, Course

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from porchlight.exercise import ExerciseDomain

SECRET = "Leaderwords"


def table(built: Built, number: int) -> list[list[str]]:
    """The cells of the page's table of that number, row by row."""
    found = list(built.doctree(SESSION).findall(nodes.table))[number]
    rows = next(iter(found.findall(nodes.tbody))).findall(nodes.row)
    return [[entry.astext() for entry in row.findall(nodes.entry)] for row in rows]


def test_agenda_at_a_glance_runs_from_the_start_to_the_end(built: Built) -> None:
    rows = table(built, 0)

    assert [(row[0], row[2]) for row in rows] == [("6:30", "10"), ("6:40", "15"), ("6:55", "20"), ("7:15", "45")]
    assert [row[1].split("\n\n")[0] for row in rows] == ["Welcome", "Practice aloud", "Close", "End"]
    assert "Have ready: pens, a trainer" in rows[1][1]
    assert "Slides 1, 2" in rows[1][1]


def test_short_version_has_its_own_clock_and_leaves_out_what_is_optional(built: Built) -> None:
    assert table(built, 1) == [["6:30", "Welcome", "5"], ["6:35", "Close", "25"], ["7:00", "End", "30"]]
    assert built.shows(SESSION, "Left out: Practice aloud.")


def test_each_activity_says_when_it_is_in_both_versions(built: Built) -> None:
    for words in ("6:40 to 6:55 · 15 minutes", "30-minute version: left out", "30-minute version: 6:35 to 7:00"):
        assert built.shows(SESSION, words)


def test_materials_and_sheets_are_gathered_once_each_in_order(built: Built) -> None:
    text = built.page(SESSION)
    ready = text[text.index("Have ready:\n") : text.index("Welcome: ")]

    items = [line[2:] for line in ready.splitlines() if line.startswith("* ")]
    short = [item.partition(" (")[0] for item in items]
    printed = ["card “Dell”", "wall sheet “Our agreement”"]
    handed = ["Sign in", "First steps", "overdose card", "First lesson"]
    assert short == ["Pens", "name cards", "a trainer", *printed, *handed]


def test_what_only_the_long_version_needs_is_marked(built: Built) -> None:
    marked = re.findall(r"\* (.+) \(45 minutes only\)", built.page(SESSION))

    assert marked == ["a trainer", "card “Dell”", "wall sheet “Our agreement”"]  # sheets go home in either version


def test_a_page_of_another_kind_may_hold_several_agendas(tiny_course: Course) -> None:
    one = ":::::{agenda} 20\n::::{activity} Welcome\n:minutes: 20\n\nHello.\n::::\n:::::\n"
    tiny_course.write("course/facilitator/other-formats.md", f"---\norphan: true\n---\n# Other\n\n{one}\n{one}")

    built = tiny_course.build("html")

    page = BeautifulSoup(built.page("course/facilitator/other-formats"), "html.parser")
    ids = [str(tag["id"]) for tag in page.select(".pl-activity")]
    assert ids == ["do-welcome", "do-welcome-2"]
    assert [link["href"] for link in page.select(".pl-agenda-table a")] == ["#do-welcome", "#do-welcome-2"]
    assert [record.number for _, record in sessions(built.app.env)] == [2]


def test_session_record_names_its_sheets_once(built: Built) -> None:
    [(docname, record)] = sessions(built.app.env)

    assert docname == SESSION
    assert (record.number, record.title) == (2, "Session 2: Staying safe")
    assert record.sheets == ("sign-in", "first-steps", "overdose-card", "first-lesson")
    assert (record.minutes, record.short, record.slides) == (45, 30, 2)


def test_slides_are_numbered_and_keep_their_words(built: Built) -> None:
    found = list(built.doctree(SESSION).findall(slide))

    assert [(node["number"], node["thought"], node["picture"]) for node in found] == [
        (1, "Slow breaths, no waking: act.", ""),
        (2, "You may pass", ""),
    ]


def test_activities_stand_in_the_agenda_with_their_lines(built: Built) -> None:
    [found] = built.doctree(SESSION).findall(agenda)

    assert [part.line for part in found.findall(activity)] == [9, 22, 32]


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "12:00"), (30, "12:30"), (9 * 60 + 5, "9:05"), (720, "12:00"), (1110, "6:30")]
)
def test_clock_of_twelve_hours(minutes: int, words: str) -> None:
    assert clock_words(minutes) == words


def test_doubles_go_whatever_their_capitals() -> None:
    assert without_doubles(["Pens", "tea", "pens", "Tea"]) == ["Pens", "tea"]


def test_only_files_of_that_name_in_the_guide_are_sessions() -> None:
    assert session_number("course/facilitator/session-12") == 12
    assert session_number("course/session-1") is None
    assert session_number("course/facilitator/session-one") is None
    assert is_for_leaders(FORM)
    assert not is_for_leaders(LESSON)


# on the web


def test_session_page_has_hidden_controls_and_clocks_that_know_their_minutes(tiny_course: Course) -> None:
    page = BeautifulSoup(tiny_course.build("html").page(SESSION), "html.parser")

    [controls] = page.select(".pl-agenda__set")
    assert controls.has_attr("hidden")
    assert [tag["value"] for tag in controls.select("input")] == ["18:30", "long", "short"]
    [glance] = page.select(".pl-box--at-a-glance")
    assert [(tag["data-pl-after"], tag.text) for tag in glance.select("td [data-pl-after]")] == [
        ("0", "6:30"),
        ("10", "6:40"),
        ("25", "6:55"),
        ("45", "7:15"),
    ]


def test_only_pages_with_an_agenda_send_the_script(tiny_course: Course) -> None:
    built = tiny_course.build("html")

    assert "session.js" in built.page(SESSION)
    assert [name for name in built.app.env.found_docs if "session.js" in built.page(name)] == [SESSION]
    assert sorted(name for name in built.app.env.found_docs if "session.css" in built.page(name)) == [
        FORM,
        GUIDE,
        SESSION,
    ]
    assert (built.out / "_static/session.js").stat().st_size <= 1500


def test_form_is_paper_on_the_web_too(tiny_course: Course) -> None:
    page = BeautifulSoup(tiny_course.build("html").page(FORM), "html.parser")

    assert not page.select("main input, main textarea, [data-pl-prompt]")
    assert "worksheet.js" not in str(page)
    assert [tag.text for tag in page.select("th")] == ["First name", "First time?"]


# the course's own forms


def test_end_feedback_asks_the_seven_scales_of_the_first_evening_in_the_same_words() -> None:
    scale = re.compile(r"\{prompt\} (.+)\n:id: .+\n:kind: scale\n:low: (.+)\n:high: (.+)\n")
    first = scale.findall((REPOSITORY / "exercises/where-i-am-today.md").read_text(encoding="utf-8"))
    last = scale.findall((REPOSITORY / "course/facilitator/forms/end-feedback.md").read_text(encoding="utf-8"))

    assert len(first) == 7
    assert last == first


def test_words_for_the_three_moments_that_can_kill_are_the_same_on_every_page_that_says_them() -> None:
    guide = REPOSITORY / "course/facilitator"
    card = (guide / "when-it-gets-hard.md").read_text(encoding="utf-8")
    asked = (
        "I believe you. It isn't your fault, and the drug is no excuse.",
        "Are you safe to go home tonight?",
        "If you may die, I get help, with you. Are you thinking about killing yourself?",
        "I can't keep this to myself, because a child may be hurt. Is the child safe right now?",
    )
    for page in ("walk-beside.md", "practice-set.md"):
        text = (guide / page).read_text(encoding="utf-8")
        for sentence in asked:
            assert sentence in card
            assert sentence in text, page


# no leader's text in a family edition


def everything(files: Iterable[Path]) -> str:
    """All words in *files*, inside e-books and PDFs too."""
    words = []
    for path in files:
        if path.suffix == ".epub":
            book = ZipFile(path)
            words += [book.read(name).decode("utf-8", "ignore") for name in book.namelist()]
        elif path.suffix == ".pdf":
            pdf = pypdfium2.PdfDocument(path)
            words += [page.get_textpage().get_text_bounded() for page in pdf]
        elif path.is_file():
            words.append(path.read_text(encoding="utf-8", errors="ignore"))
    return "\n".join(words)


def test_no_word_of_the_guide_leaks_into_the_family_book(tiny_course: Course) -> None:
    tiny_course.add(f"{LESSON}.md", "\n[For leaders](/course/facilitator/session-2.md)\n")

    books = sorted(tiny_course.build("epub").out.rglob("*.epub"))
    families = [book for book in books if book.name != "porch-light-facilitator.epub"]
    assert len(families) == len(books) - 1
    found = everything(families)

    assert "Get help" in found
    assert "For leaders" in found  # the family's own words stay, the link goes
    for word in (SECRET, "Staying safe", "Practice aloud", "Leading a group", "facilitator", "Sign in"):
        assert word not in found, word


def test_no_word_of_the_guide_leaks_into_notebooks(tiny_course: Course) -> None:
    found = everything(tiny_course.build("notebook").out.rglob("*"))

    assert "Help for before." in found
    assert SECRET not in found


def test_forms_are_no_exercises(built: Built) -> None:
    domain: ExerciseDomain = built.domain("exercise")

    assert [name for name, _ in domain.all()] == [EXERCISE]
