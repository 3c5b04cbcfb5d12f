"""The course in another country: an example of the United Kingdom, for tests, not to be published.

Samaritans: 116 123, which takes no texts since February 2020 (fullfact.org, December 8, 2022).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from course.pictures.rescue import for_region
from porchlight.imprint import imprint
from porchlight.region import drawn_words
from porchlight.region_report import region, report
from tests.conftest import EXERCISE, GET_HELP, LESSON, REGION, REPOSITORY, SESSION, UNIT, Course, tiny

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Built

FILE = f"{LESSON}.md"
UK = "course/regions/uk/region.toml"
WORDS = "course/regions/uk/words.toml"
LEFT_OVER = """
Your mom can {reach}`suicide` from the emergency room.[^er] Mom's drugstore sells Narcan for $20.

Call 911 now.

Or 1-800-799-7233.

Or 88788.

[^er]: An emergency room in Ohio. {source}`group2020`
"""
DRAWN = '<svg viewBox="0 0 9 9" width="100mm">\n<title>Go</title><desc>Call.</desc>\n<text>988</text>\n</svg>'


def british(course: Course) -> Course:
    """The tiny course with a region beside its own."""
    text = (course.root / REGION).read_text(encoding="utf-8").replace("home = true\n", "")
    text = re.sub(r"numbers = .*", r"numbers = '999|0\\d{3} ?\\d{4} ?\\d{3}'", text)
    for us, uk in (("911", "999"), ("988", "116 123"), ("1-800-799-7233", "0808 2000 247"), ("88788", "0808 2000 248")):
        text = text.replace(f'"{us}"', f'"{uk}"')
    text = text.replace("1-800-662-4357", "0300 1236 600").replace("the United States", "the United Kingdom")
    course.write(
        UK, text.replace('id = "us"', 'id = "uk"').replace("[[needs]]", '[pages]\n"index" = 2026-11-01\n\n[[needs]]', 1)
    )
    course.write(WORDS, '[words]\n"emergency room" = "A&E"\nmom = "mum"\n')
    course.write(
        "course/regions/us/words.toml",
        '[bound]\nbrands = ["Narcan"]\nprices = ["$"]\nspelling = ["mom"]\n'
        'institutions = ["drugstore", "emergency room"]\n',
    )
    course.replace(FILE, "Body words.", LEFT_OVER.partition("\n[^er]")[0].strip())
    course.add(FILE, "\n[^er]: An emergency room in Ohio. {source}`group2020`\n")
    course.replace(f"{SESSION}.md", "You may pass", "You may call 911")
    course.replace(f"{EXERCISE}.md", "need: A pen.", "need: The pen of Mom, from a drugstore.")
    course.replace(FILE, "teaches: Say what is true", "teaches: Say what is true of mom")
    course.replace(f"{SESSION}.md", "Pens | name cards", "pens of mom | name cards")
    door = f":::::{{doors}}\n\n::::{{door}} Where mom gets help\n:to: {GET_HELP}\n\nWords.\n::::\n:::::\n"
    course.add("index.md", f"\n{door}")
    course.write("course/pictures/go.svg", DRAWN)
    return course


@pytest.fixture(scope="module")
def uk(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return british(tiny(tmp_path_factory.mktemp("uk"))).build("text", warns=True, porchlight_region="uk")


def test_line_that_takes_no_texts_is_only_called(uk: Built) -> None:
    assert uk.shows(LESSON, "can call 116 123 from")
    assert "or text" not in uk.page(LESSON)


def test_words_of_the_course_become_those_of_the_region_but_not_in_notes(uk: Built) -> None:
    assert uk.shows(LESSON, "Your mum can call 116 123 from the A&E.")
    assert uk.shows(LESSON, "Mum’s drugstore")
    assert uk.shows(LESSON, "An emergency room in Ohio.")


def test_words_that_are_no_text_of_their_page_become_those_of_the_region_too(uk: Built) -> None:
    assert uk.shows(EXERCISE, "You need: The pen of Mum, from a drugstore.")
    assert uk.shows(UNIT, "Say what is true of mum.")
    assert uk.shows(SESSION, "pens of mum, name cards")
    assert uk.shows("index", "Where mum gets help")


def test_page_that_nobody_has_checked_for_its_region_says_so(uk: Built) -> None:
    said = "This page has not been checked for the United Kingdom."
    for docname in (LESSON, GET_HELP, SESSION):
        assert uk.shows(docname, f"{said}** It was written for the United States.")
    assert said not in uk.page("index")
    env = uk.app.env
    assert "not checked for the United Kingdom" in imprint(env, [LESSON, "index"])
    assert "not checked" not in imprint(env, ["index"])


def test_numbers_of_the_other_region_are_refused_in_text_on_slides_and_in_drawings(uk: Built) -> None:
    for number in ("911", "1-800-799-7233", "88788"):
        assert any(text.startswith(f"{FILE}:") and f"The number '{number}' is typed" in text for text in uk.warnings)
    assert any(text.startswith(f"{SESSION}.md:") and "The number '911' is typed" in text for text in uk.warnings)
    assert any(text.startswith("course/pictures/go.svg:3:") and "'988'" in text for text in uk.warnings)


def test_home_edition_says_nothing_of_the_kind(tiny_course: Course) -> None:
    tiny_course.write("course/regions/uk/region.toml", '[region]\nid = "uk"\nname = "UK"\nchecked = 2026-11-01\n')

    assert "has not been checked" not in tiny_course.build("text").page(LESSON)


def test_page_that_is_not_there_cannot_be_checked(tiny_course: Course) -> None:
    tiny_course.add(REGION, '\n[pages]\n"course/none" = 2026-11-01\n')

    [warning] = tiny_course.build(warns=True).warnings

    assert warning.startswith(f"{REGION}:{tiny_course.line(REGION, 'course/none')}: WARNING: There is no page")


def test_mistakes_in_words_and_in_another_language_are_told_at_their_lines(tiny_course: Course) -> None:
    folder = "course/regions/us"
    tiny_course.write(f"{folder}/words.toml", "[words]\nmom = 1\n")
    call = '{ kind = "call", how = "Llame al", number = "999" }'
    tiny_course.write(
        f"{folder}/region.es.toml",
        f'[lines.emergency]\nneed = "Ahora"\n\n[lines.suicide]\nneed = "Morir"\nways = [ {call} ]\n',
    )

    found = sorted(text.partition(". See")[0] for text in tiny_course.build(warns=True).warnings)

    assert found == [
        f"{folder}/region.es.toml:1: WARNING: 'lines.emergency': it lacks 'ways'",
        f"{folder}/region.es.toml:6: WARNING: 'lines.suicide': '999' is no number of an entry of region.toml",
        f"{folder}/words.toml:2: WARNING: 'mom' is words in quotes",
    ]


def test_report_lists_what_is_still_bound_to_another_region(tiny_course: Course) -> None:
    found = report(british(tiny_course).root, "uk")

    [sentence] = [one for one in found.sentences if one.page == LESSON]
    assert sentence.words == "Mum's drugstore sells Narcan for $20."
    assert sentence.groups == ("brands", "institutions", "prices")
    [needed] = [one for one in found.sentences if one.page == EXERCISE]
    assert (needed.words, needed.line) == ("The pen of Mum, from a drugstore.", 3)
    assert found.drawings == {"go": ["988"]}
    assert (found.entries, found.passages) == ({}, [])
    assert LESSON in found.unchecked
    assert "index" not in found.unchecked


def test_new_region_begins_with_what_the_pages_name(tiny_course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    tiny_course.add(FILE, "\n:::{passage} who-pays\n:region:\n:::\n")

    tiny_course.write("course/regions/us/words.toml", '[bound]\ninstitutions = ["body", "jail"]\n')

    assert region(tiny_course.root, "uk") == 0

    words = (tiny_course.root / WORDS).read_text(encoding="utf-8")
    assert re.search(r'^# "body" = ""  # stands \d+ times$', words, re.MULTILINE)
    assert "jail" not in words
    text = (tiny_course.root / UK).read_text(encoding="utf-8")
    assert "# [lines.violence]" in text
    assert "# [law.good-samaritan]" in text
    assert '# who-pays = ""' in text
    assert "entry 'violence', named on 1 pages" in (tiny_course.root / "_build/region/uk.txt").read_text("utf-8")
    said = capsys.readouterr().out
    assert "Began course/regions/uk" in said
    assert "3 that pages name are not in its region.toml" in said
    warnings = tiny_course.build(warns=True, porchlight_region="uk").warnings
    assert any("There is no '[lines.emergency]'" in text for text in warnings)


def test_rescue_drawings_say_the_number_of_the_region(tmp_path: Path) -> None:
    (tmp_path / "region.toml").write_text('[lines.emergency]\nways = [ { number = "999" } ]\n', encoding="utf-8")

    drawn = for_region(tmp_path)

    assert {"overdose-steps.svg", "wallet-card.svg"} <= drawn.keys()
    for svg in drawn.values():
        words = " ".join(drawn_words(svg))
        assert "999" in words
        assert "911" not in words
    there = {
        path.name: path.read_text(encoding="utf-8")
        for path in (REPOSITORY / "course/regions/us/pictures").glob("*.svg")
    }
    assert there == for_region(REPOSITORY / "course/regions/us")


@pytest.mark.parametrize("begun", ["", "# [lines.emergency]\n", "[lines.emergency]\nways = []\n"])
def test_region_without_a_number_to_draw_is_told_what_to_write(tmp_path: Path, begun: str) -> None:
    (tmp_path / "region.toml").write_text(begun, encoding="utf-8")

    with pytest.raises(SystemExit, match=r"write '\[lines.emergency\]' into .*region.toml, with a way to call"):
        for_region(tmp_path)
