"""What `make check` finds in the text."""

from __future__ import annotations

import pytest
import textstat
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from porchlight.checks.claims import FIGURE
from porchlight.checks.measures import grade, sentences
from porchlight.checks.quality import COLUMNS
from porchlight.checks.terms import is_everyday
from tests.conftest import EXERCISE, GET_HELP, LESSON, REFERENCES, SESSION, Course

PLAIN = "Body words. Much is known.[^known] {reach}`emergency`, or reach {line}`violence`."
LONG = " ".join(["word"] * 31)
HARD = (
    "Comprehensive pharmacological interventions demonstrate considerable effectiveness regarding "
    "international epidemiological characteristics. Multidisciplinary rehabilitation professionals "
    "systematically investigate neurobiological vulnerabilities, environmental determinants and "
    "psychosocial complications. Institutional accountability necessitates interdisciplinary "
    "collaboration. Organizational considerations predominantly characterize administrative "
    "responsibilities. Unfortunately, individualized recommendations occasionally underestimate "
    "socioeconomic disadvantages. Contemporary understanding nevertheless acknowledges uncertainties "
    "surrounding longitudinal generalizability. Retrospective investigations repeatedly overestimate "
    "pharmaceutical advantages.[^known]\n"
)


def findings(course: Course) -> list[str]:
    return course.build("check", warns=True).warnings


def test_plain_sourced_course_has_no_findings(tiny_course: Course) -> None:
    assert findings(tiny_course) == []


@pytest.mark.parametrize(
    "claim",
    [
        "People died 40% less often.",
        "It lasts 4 to 10 days.",
        "About 3 in 10 come to depend on it.",
        "Six in ten were well.",
        "Half of them stayed.",
        "Studies show that it helps.",
        "They are twice as likely to stay.",
    ],
)
def test_figure_without_a_note_is_found_with_its_line(tiny_course: Course, claim: str) -> None:
    tiny_course.replace(f"{LESSON}.md", PLAIN, f"{PLAIN}\n\n{claim}")

    [finding] = findings(tiny_course)

    assert finding.startswith(f"{LESSON}.md:{tiny_course.line(f'{LESSON}.md', claim)}: WARNING")
    assert "[porchlight.claim_source]" in finding


def test_figure_with_a_note_of_its_own_passes(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", PLAIN, f"{PLAIN}\n\nIt lasts 4 to 10 days.[^known]")

    assert findings(tiny_course) == []


def test_figures_in_stories_examples_and_wrong_choices_need_no_note(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Ann waits on the porch.", "Ann waited 3 weeks.")
    tiny_course.replace(f"{LESSON}.md", "[ ] Shouting", "[ ] 90% of shouting works")
    tiny_course.replace(f"{EXERCISE}.md", ": I shouted.", ": I shouted for 3 days.")

    assert findings(tiny_course) == []


def test_explanation_of_an_answer_needs_its_note(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", ": Shouting reason.", ": It fails 9 in 10 times.")

    assert ["[porchlight.claim_source]" in finding for finding in findings(tiny_course)] == [True]


def test_part_that_speaks_of_medicine_without_any_note_is_found(tiny_course: Course) -> None:
    part = "## Does it help?\n\nMethadone quiets craving.\n\n"
    tiny_course.replace(f"{LESSON}.md", "## What is true?", f"{part}## What is true?")

    [finding] = findings(tiny_course)

    assert f"{LESSON}.md:{tiny_course.line(f'{LESSON}.md', '## Does it help?')}: " in finding
    assert "'Does it help?' speaks of 'Methadone'" in finding


def test_page_that_makes_no_claims_may_hold_figures(tiny_course: Course) -> None:
    tiny_course.add(f"{GET_HELP}.md", "\nThe course takes 8 weeks.\n")

    assert findings(tiny_course) == []


def test_long_sentence_is_found(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Danger words.", f"{LONG}.")

    assert "31 words" in findings(tiny_course)[0]
    assert "[porchlight.long_sentence]" in findings(tiny_course)[0]


def test_hard_lesson_is_found_by_itself_and_in_the_median(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", PLAIN, f"{PLAIN}\n\n{HARD}")

    codes = [finding.rpartition(" ")[2] for finding in findings(tiny_course)]

    assert codes.count("[porchlight.reading_grade]") == 2


@pytest.mark.parametrize(
    "words",
    [
        "He is an addict.",
        "She got clean.",
        "A dirty test.",
        "Heroin abuse kills.[^known]",
        "You think of joining them.",
    ],
)
def test_hurtful_words_are_found_with_what_to_say_instead(tiny_course: Course, words: str) -> None:
    tiny_course.replace(f"{LESSON}.md", "Danger words.", words)

    [finding] = findings(tiny_course)

    assert "; say '" in finding
    assert "[porchlight.word]" in finding


def test_hurtful_words_may_be_quoted(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Danger words.", 'People say "addict" and "clean test".')

    assert findings(tiny_course) == []


def test_grade_rises_with_harder_words() -> None:
    assert grade("The cat sat on the mat. It was warm.", {}) < 2 < 12 < grade(HARD, {})


@given(
    st.lists(st.sampled_from(["He's home.", "“Don’t go!”", "A 5-day, low-dose re-start?", "isn't", "…"]), max_size=9)
)
def test_grade_is_textstats_own_though_each_word_is_looked_up_once(parts: list[str]) -> None:
    text = "\n".join(parts)
    known: dict[str, int] = {}

    assert grade(text, known) == pytest.approx(textstat.flesch_kincaid_grade(text)) == pytest.approx(grade(text, known))


@given(st.lists(st.sampled_from(["He came home.", "Did she call?", "Dr. Lee said no."]), min_size=1, max_size=9))
def test_splitting_sentences_loses_no_word(parts: list[str]) -> None:
    text = " ".join(parts)

    assert " ".join(sentences(text)) == text


@pytest.mark.parametrize(
    "words",
    [
        "Half a list is fine.",
        "the second half of the exercise",
        "Call 3 friends.",
        "In 2021 the law changed.",
    ],
)
def test_plain_words_are_no_figures(words: str) -> None:
    assert FIGURE.search(words) is None


def test_word_that_nobody_explains_is_found_once_a_page(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Danger words.", "It holds xylazine. More xylazine.")

    [finding] = findings(tiny_course)

    assert "'xylazine' is no everyday word" in finding
    assert "[porchlight.term]" in finding


def test_word_of_the_glossary_is_explained(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Danger words.", "It holds xylazine.")
    tiny_course.add(f"{GET_HELP}.md", "\n```{glossary}\nXylazine\n  A sedative for animals.\n```\n")

    assert findings(tiny_course) == []


@pytest.mark.parametrize("word", ["counting", "breastbone", "helplines", "unhappily", "sleepier", "goosebumps"])
def test_forms_and_pairs_of_everyday_words_are_everyday(word: str) -> None:
    assert is_everyday(word)


TAUGHT = "Set a limit. Your limit is about you. Keep your limit."


def test_technique_that_can_raise_danger_needs_its_safety_check(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Danger words.", TAUGHT)

    [finding] = findings(tiny_course)

    assert "teaches 'Set a limit' without a safety check" in finding
    assert "[porchlight.safety_line]" in finding


def test_technique_behind_its_safety_check_passes(tiny_course: Course) -> None:
    check = ":::{safety-check}\nAre you afraid of them? Then call first.\n:::\n\n"
    tiny_course.replace(f"{LESSON}.md", ":::{act-now} Stay with them", f"{check}:::{{act-now}} Stay with them")
    tiny_course.replace(f"{LESSON}.md", "Danger words.", TAUGHT)

    assert findings(tiny_course) == []


def test_technique_that_is_only_named_needs_none(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Danger words.", "Unit 6 shows how to set a limit.")

    assert findings(tiny_course) == []


def test_source_that_nobody_cites_is_found_with_its_line(tiny_course: Course) -> None:
    tiny_course.add(REFERENCES, "\n@misc{lonely2020, title = {Alone}, year = {2020}}\n")

    [finding] = findings(tiny_course)

    assert finding.startswith(f"{REFERENCES}:{tiny_course.line(REFERENCES, 'lonely2020')}: WARNING: No page cites")
    assert "[porchlight.source_unused]" in finding


@pytest.mark.parametrize("builder", ["check", "text"])
@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("{What groups know},", "{What groups know,", "@misc{group2020"),
        ("@book{lawyer2024,", "@book{group2020,", "@book{group"),
    ],
    ids=["unclosed", "twice"],
)
def test_broken_references_are_one_warning_with_their_line(
    tiny_course: Course, builder: str, old: str, new: str, at: str
) -> None:
    tiny_course.replace(REFERENCES, old, new)

    for _ in range(2):  # and again, until it is mended
        warnings = tiny_course.build(builder, warns=True).warnings
        [finding] = [warning for warning in warnings if "WARNING" in warning or "Error" in warning]
        assert finding.startswith(f"{REFERENCES}:{tiny_course.line(REFERENCES, at)}: WARNING: The references cannot be")


def test_quality_page_shows_what_was_measured(tiny_course: Course) -> None:
    tiny_course.add(f"{GET_HELP}.md", "\n:::{quality}\n:::\n")

    rows = BeautifulSoup(tiny_course.build("html").page(GET_HELP), "html.parser").select("table.pl-quality tr")
    lesson = [cell.get_text(strip=True) for cell in rows[1].select("td")]

    assert [cell.get_text(strip=True) for cell in rows[0].select("th")] == list(COLUMNS)
    assert (lesson[0], lesson[3:]) == ("First lesson", ["3", "1 to 2", "2026-11-01"])
    assert float(lesson[1]) > 0
    assert int(lesson[2]) > 60


# how much stands on a lesson's page


MUCH = "Say this in plain words.[^known] " * 260


def test_lesson_with_too_many_words_on_its_page_is_found(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", PLAIN, f"{PLAIN}\n\n{MUCH}")

    [finding] = findings(tiny_course)

    assert finding.startswith(f"{LESSON}.md:1: WARNING")
    assert finding.endswith("[porchlight.lesson_length]")


def test_words_of_a_fold_count_and_those_of_questions_notes_and_steps_do_not(tiny_course: Course) -> None:
    def words() -> int:
        _, _, row = (tiny_course.build("check").out / "lengths.txt").read_text(encoding="utf-8").splitlines()
        return int(row.split()[0])

    before = words()
    tiny_course.replace(f"{LESSON}.md", ": Shouting reason.", ": Shouting reason, in four more words.")
    tiny_course.replace(f"{LESSON}.md", "Known in 12 groups.", "Known in 12 groups, and in more.")
    tiny_course.replace(f"{LESSON}.md", PLAIN, f"{PLAIN}\n\n{{.pl-now}}\n1. Shout and shake.")
    assert words() == before

    tiny_course.replace(f"{LESSON}.md", "Words for a partner.", "Words for a partner, two more.")
    assert words() == before + 2


# what was not found


NOT_FOUND = "[porchlight.not_found_when]"


@pytest.mark.parametrize(
    "words",
    [
        "We found no trial of it.",
        "We looked for a trial and found none.",
        "We know of no study of it.",
        "No study shows that.[^known]",
        "For fentanyl there is no sound timetable.",
        "Nobody has shown that.",
    ],
)
def test_what_was_not_found_tells_when_it_was_looked_for(tiny_course: Course, words: str) -> None:
    tiny_course.replace(f"{LESSON}.md", PLAIN, f"{PLAIN}\n\n{words}")

    found = [finding for finding in findings(tiny_course) if finding.endswith(NOT_FOUND)]

    assert len(found) == 1
    assert found[0].startswith(f"{LESSON}.md:{tiny_course.line(f'{LESSON}.md', words)}: WARNING")


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("We found no trial of it (November 2026).", ""),
        ("We looked on November 28, 2026 and found no renewal.", ""),
        ("We found no trial of it.[^known]", " We looked in November 2026."),
        ("A review found no study of it.", ""),
        ("No study in a review found that.", ""),
        ("We saw nothing wrong, and found no time.", " (May 2026)"),
    ],
)
def test_month_may_stand_beside_the_sentence_or_in_its_note(tiny_course: Course, words: str, note: str) -> None:
    tiny_course.replace(f"{LESSON}.md", PLAIN, f"{PLAIN}\n\n{words}[^known]")
    tiny_course.replace(f"{LESSON}.md", "Known in 12 groups.", f"Known in 12 groups.{note}")

    assert findings(tiny_course) == []


def test_all_that_was_not_found_is_listed_the_oldest_first(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", PLAIN, f"{PLAIN} We found no trial of it (May 2026).[^known]")
    tiny_course.replace(
        f"{LESSON}.md", "Known in 12 groups.", "Known in 12 groups. We looked in March 2025 and found none."
    )

    rows = (tiny_course.build("check").out / "not-found.txt").read_text(encoding="utf-8").splitlines()[2:]

    assert [row.partition("  ")[2] for row in rows] == [
        "[March 2025]  We looked in March 2025 and found none.",
        "[May 2026]  We found no trial of it (May 2026).",
    ]
    assert all(row.startswith(f"{LESSON}:") for row in rows)


@pytest.mark.parametrize(
    ("slide", "activity", "filled"),
    [
        (60, 66, "48%"),  # of 260 words in two minutes
        (150, 149, "115%"),
        (100, 110, ""),
        (0, 260, ""),
    ],
)
def test_words_to_say_fill_the_minutes_of_teaching(tiny_course: Course, slide: int, activity: int, filled: str) -> None:
    said = {number: " ".join(["slowly"] * number) for number in (slide, activity)}
    tiny_course.replace(f"{SESSION}.md", "::::::{agenda} 45\n:short: 30\n", "::::::{agenda} 32\n")
    tiny_course.replace(
        f"{SESSION}.md",
        ":minutes: 15\n:optional:\n",
        ":minutes: 2\n:teaching:\n",
    )
    for line in (":short: 5\n", ":short: 25\n"):
        tiny_course.replace(f"{SESSION}.md", line, "")
    tiny_course.replace(f"{SESSION}.md", "- Leaderwords in pairs.", f":::{{say}} Read aloud\n{said[activity]}\n:::")
    if slide:
        tiny_course.replace(f"{SESSION}.md", "Leaderwords go with the first slide.", f'"{said[slide]}" Wait.')

    found = [warning for warning in findings(tiny_course) if "teaching_words" in warning]

    assert len(found) == bool(filled)
    assert all(f"fill {filled} of its 2 minutes" in warning for warning in found)
