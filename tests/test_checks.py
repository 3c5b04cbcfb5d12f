"""What `make check` finds in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porchlight.checks.claims import FIGURE
from porchlight.checks.plain_language import grade, sentences
from tests.conftest import EXERCISE, GET_HELP, LESSON, Course

PLAIN = "Body words. Much is known.[^known] Call {number}`emergency`, or reach {line}`violence`."
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

    assert codes == ["[porchlight.reading_grade]"] * 2


@pytest.mark.parametrize(
    "words", ["He is an addict.", "She got clean.", "A dirty test.", "Heroin abuse kills.[^known]"]
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
    assert grade("The cat sat on the mat. It was warm.") < 2 < 12 < grade(HARD)


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
