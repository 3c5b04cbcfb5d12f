"""Passages: defined once, shown anywhere, replaced by a region, and read again when they change."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from porchlight.passages import passage
from porchlight.region_report import report
from tests.conftest import GET_HELP, GLOSSARY, LESSON, MORE_WORDS, REGION, UNIT, Built, Course, tiny

ANSWERS = "course/reference/answers"
FILE = f"{ANSWERS}.md"
OWN = "course/regions/us/passages"
PAGE = """\
# Answers

## Missed doses

:::{passage} late-dose
:answers: One dose was missed
:unchecked: clinician
Skip it. {reach}`emergency`, see [help](get-help.md).[^known]
:::

:::{passage} rescue
1. **Shout.**[^known]
   - Shout loud.[^loud]

2. **Call.**

   More on calling.
:::

[^known]: Late in 9 groups. {source}`group2020`
[^loud]: Loud in 7 groups.
    Two lines. {source}`santo2021oat`
"""
SHOWN = """\
Body words.

:::{passage} late-dose
:::

:::{passage} rescue
:only: headlines
:::

See [this](#passage-late-dose), [that](/course/reference/answers.md#passage-rescue) and [](#passage-late-dose).
"""


def with_passages(course: Course) -> Course:
    course.replace("index.md", "course/reference/sources\n", "course/reference/sources\ncourse/reference/answers\n")
    course.write(FILE, PAGE)
    course.replace(f"{LESSON}.md", "Body words.", f"{SHOWN}\n\n{MORE_WORDS}")
    return course


@pytest.fixture
def told(tiny_course: Course) -> Course:
    """The tiny course with a page of passages and a lesson that shows them."""
    return with_passages(tiny_course)


def warnings(course: Course) -> list[str]:
    return course.build("dummy", warns=True).warnings


def read_again(course: Course) -> list[str]:
    return course.build("dummy").read


@pytest.fixture(scope="module", params=["text", "html", "epub", "notebook", "handout"])
def each(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return with_passages(tiny(tmp_path_factory.mktemp("told"))).build(request.param)


def test_every_edition_is_built_without_a_warning(each: Built) -> None:
    assert each.warnings == []


@pytest.mark.parametrize(
    "words", ["One dose was missed", "Skip it. Call 911, see help", "Not yet checked by a clinician."]
)
def test_passage_is_read_where_it_is_defined_and_where_it_is_shown(edition: Built, told: Course, words: str) -> None:
    built = told.build(edition.app.builder.name)

    assert built.shows(ANSWERS, words)
    assert built.shows(LESSON, words)


def test_headlines_alone_leave_the_rest_and_its_notes_out(told: Course) -> None:
    built = told.build("text")

    assert built.shows(LESSON, "1. **Shout.**[2] 2. **Call.**")
    assert "Shout loud" not in built.page(LESSON)
    assert "Loud in 7 groups" not in built.page(LESSON)
    assert "More on calling" in built.page(ANSWERS)


def test_notes_come_along_once_and_take_no_label_from_the_page(told: Course) -> None:
    page = told.build("text").page(LESSON)

    assert page.count("Late in 9 groups") == 1
    assert page.count("Known in 12 groups") == 1


def test_links_lead_to_a_passage_by_its_id(told: Course) -> None:
    page = told.build("html").page(LESSON)

    assert page.count('href="../reference/answers.html#passage-late-dose"') == 2
    assert 'href="../reference/answers.html#passage-rescue"' in page
    assert ">One dose was missed</" in page


def test_links_beside_the_passages_page_hold_from_any_page(told: Course) -> None:
    assert 'href="../reference/get-help.html"' in told.build("html").page(LESSON)


def test_titled_passage_can_be_searched_for(told: Course) -> None:
    parts = told.build("dummy").domain("search").records[ANSWERS]

    assert ("passage-late-dose", "One dose was missed") in {(part.anchor, part.title) for part in parts}


def test_passage_shown_on_its_own_page_uses_its_notes(told: Course) -> None:
    told.replace(FILE, "## Missed doses", "## Missed doses\n\n:::{passage} rescue\n:::")

    page = told.build("text").page(ANSWERS)

    assert page.count("Loud in 7 groups") == 1
    assert page.count("Shout loud.") == 2


# a region of its own


def test_region_replaces_a_passage_everywhere(told: Course) -> None:
    told.write(
        f"{OWN}/late-dose.md", "# A dose is late\n\nRing the surgery.[^uk]\n\n[^uk]: In 3 groups. {source}`group2020`\n"
    )

    built = told.build("text")

    for page in (ANSWERS, LESSON):
        assert built.shows(page, "A dose is late")
        assert built.shows(page, "Ring the surgery.[")
        assert "Skip it" not in built.page(page)


def test_notes_that_a_region_has_no_use_for_are_dropped(told: Course) -> None:
    told.write(f"{OWN}/rescue.md", "1. **Ring.**\n")

    built = told.build("text")

    assert "Loud in 7 groups" not in built.page(ANSWERS)


def test_region_that_declines_a_passage_with_a_reason_leaves_it_out(told: Course) -> None:
    told.add(REGION, '\n[declined.passages]\nlate-dose = "Our clinics say it themselves."\n')
    told.replace(f"{LESSON}.md", " and [](#passage-late-dose)", "")

    built = told.build("text")

    assert built.shows(LESSON, "See this, that.")
    assert "Not yet checked" not in built.page(ANSWERS) + built.page(LESSON)
    assert "One dose was missed" not in built.page(ANSWERS) + built.page(LESSON)


# read again


def test_nothing_is_read_again_when_nothing_has_changed(told: Course) -> None:
    told.build("dummy")

    assert read_again(told) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (FILE, "Skip it.", "Leave it out."),
        (FILE, "Late in 9 groups", "Late in 8 groups"),
        (FILE, ":unchecked: clinician\n", ""),
    ],
    ids=["words", "note", "mark"],
)
def test_edit_of_a_passage_has_the_pages_that_show_it_read_again(told: Course, path: str, old: str, new: str) -> None:
    told.build("dummy")
    told.replace(path, old, new)

    assert read_again(told) == [LESSON, ANSWERS]


def test_other_edits_of_its_page_have_no_other_page_read_again(told: Course) -> None:
    told.build("dummy")
    told.add(FILE, "\n## After\n\nMore words.\n")

    assert read_again(told) == [ANSWERS]


def test_regions_new_changed_and_deleted_files_reach_every_page(told: Course) -> None:
    told.build("dummy")
    told.write(f"{OWN}/late-dose.md", "Ring.\n")
    assert read_again(told) == [LESSON, ANSWERS]

    told.write(f"{OWN}/late-dose.md", "Ring twice.\n")
    assert read_again(told) == [LESSON, ANSWERS]

    (told.root / f"{OWN}/late-dose.md").unlink()
    assert read_again(told) == [LESSON, ANSWERS]


# mistakes, each told once


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "code"),
    [
        (f"{LESSON}.md", "{passage} late-dose", "{passage} late-does", "late-does", "passage_unknown"),
        (f"{LESSON}.md", "{passage} late-dose", "{passage} Late_Dose", "Late_Dose", "passage_id"),
        (f"{LESSON}.md", "{passage} late-dose\n", "{passage} late-dose\n:title: New\n", "late-dose", "passage_option"),
        (f"{LESSON}.md", "{passage} rescue", "{passage} late-dose", "{passage} late-dose\n:only", "passage_option"),
        (FILE, ":unchecked: clinician", ":only: headlines", "late-dose", "passage_option"),
        (FILE, "# Answers\n", "---\nprivate: true\n---\n# Answers\n", "", "passage_private"),
        (
            f"{GET_HELP}.md",
            "# Get help",
            "# Get help\n\n:::{passage} rescue\nMore.\n:::",
            "rescue",
            "passage_duplicate",
        ),
    ],
    ids=["unknown", "id", "option", "headlines", "cut", "private", "duplicate"],
)
def test_mistake_is_told_with_its_code(told: Course, path: str, old: str, new: str, at: str, code: str) -> None:
    if code in {"passage_unknown", "passage_id"}:
        told.replace(f"{LESSON}.md", "{passage} rescue\n:only: headlines", "{passage} rescue")
    told.replace(path, old, new)

    found = [text for text in warnings(told) if text.endswith(f"[porchlight.{code}]")]

    assert len(found) == (2 if code == "passage_private" else 1), found
    assert all(":" in text for text in found)


def test_passage_defined_where_it_folds_away_is_told(told: Course) -> None:
    told.replace(
        f"{LESSON}.md",
        ":::{for-you} parent\nWords for a parent.\n:::",
        "::::{for-you} parent\nWords.\n\n:::{passage} hidden\nFolded.\n:::\n::::",
    )

    [found] = warnings(told)

    assert found.startswith(f"{LESSON}.md:")
    assert found.endswith("[porchlight.passage_place]")


FOR_REGIONS = "\n:::{passage} who-pays\n:region:\n:title: Who pays?\n:::\n"


def test_passage_for_regions_is_filled_or_declined_or_the_build_stops(told: Course) -> None:
    told.add(FILE, FOR_REGIONS)
    told.replace(f"{LESSON}.md", "See [this]", ":::{passage} who-pays\n:::\n\nSee [this]")

    [warning] = warnings(told)
    assert warning.startswith(f"{FILE}:{told.line(FILE, '{passage} who-pays')}: ")
    assert (
        "The region 'us' has no passage 'who-pays', and does not decline it. Write passages/ID.md in the region"
        in warning
    )

    told.write(f"{OWN}/who-pays.md", "The town pays.[^town]\n\n[^town]: In 4 towns. {source}`group2020`\n")
    built = told.build("text")
    for page in (ANSWERS, LESSON):
        assert built.shows(page, "Who pays?")
        assert built.shows(page, "The town pays.[")

    (told.root / f"{OWN}/who-pays.md").unlink()
    told.add(REGION, '\n[declined.passages]\nwho-pays = "Nobody pays here."\n')
    built = told.build("text")
    assert "pays" not in built.page(ANSWERS) + built.page(LESSON)


def test_mistakes_in_what_a_region_declines_are_told_at_their_lines(told: Course) -> None:
    told.write(f"{OWN}/rescue.md", "")
    told.add(REGION, '\n[declined.law]\ngood-samaritan = "None."\n[declined.passages]\nlate = "None here."\n')

    found = {text.partition(" WARNING: ")[2].partition(". ")[0]: text for text in warnings(told)}

    for problem, place in {
        "The passage 'rescue' is empty": f"{OWN}/rescue.md:1",
        "There is no passage 'late' to decline": f"{REGION}:{told.line(REGION, 'late = ')}",
        "'declined': the point of law 'good-samaritan' is declined, and it stands in this file": f"{REGION}:1",
    }.items():
        assert found[problem].startswith(f"{place}: "), found


def test_region_says_or_leaves_out_an_entry_of_the_glossary(tiny_course: Course) -> None:
    entry = "\n{0}\n  :::{{passage}} {1}\n  :region:\n  :::\n"
    entries = entry.format("helper law", "words-law") + entry.format("tax letter", "words-tax")
    tiny_course.replace(f"{GLOSSARY}.md", "  A medicine that wakes.\n", f"  A medicine that wakes.\n{entries}")
    tiny_course.write(
        f"{OWN}/words-law.md", "Say LAW. It protects.[^law]\n\n[^law]: In 9 groups. {source}`group2020`\n"
    )
    tiny_course.add(REGION, '\n[declined.passages]\nwords-tax = "No such letter."\n')

    built = tiny_course.build("html")

    said = BeautifulSoup(built.page(GLOSSARY), "html.parser").select("dl.pl-words dt, dl.pl-words dd em")
    assert [tag.get_text().rstrip("¶") for tag in said] == ["helper law", "Say LAW.", "naloxone"]
    assert built.shows(GLOSSARY, "In 9 groups.")
    tiny_course.write("course/regions/us/words.toml", '[bound]\nlaw = ["helper law", "medicine"]\n')
    found = report(tiny_course.root, "uk")
    assert found.passages == ["words-law", "words-tax"]
    assert [one.words for one in found.sentences if one.page == GLOSSARY] == ["A medicine that wakes."]


def test_region_file_for_no_passage_is_told(told: Course) -> None:
    told.write(f"{OWN}/rescues.md", "Words.\n")

    [found] = warnings(told)

    assert found.startswith(f"{OWN}/rescues.md:1:")
    assert found.endswith("[porchlight.passage_unknown]")


def test_passage_that_shows_itself_ends(told: Course) -> None:
    told.replace(FILE, "   More on calling.\n:::", "   More on calling.\n\n:::{passage} rescue\n:::\n::::")
    told.replace(FILE, ":::{passage} rescue\n1.", "::::{passage} rescue\n1.")

    assert any(text.endswith("[porchlight.passage_place]") for text in warnings(told))


def test_mistake_within_a_passage_is_told_where_it_is_defined(told: Course) -> None:
    told.replace(FILE, "{source}`santo2021oat`", "{source}`santo`")
    told.replace(FILE, "Skip it.", "Call 988.")
    told.replace(f"{LESSON}.md", ":only: headlines\n", "")

    found = warnings(told)

    assert sorted(text.rpartition("[porchlight.")[2] for text in found) == ["source_unknown]", "typed_number]"]
    assert all(text.startswith(f"{FILE}:") for text in found)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Skip it. ", f"{'Skip it now. ' * 13}", "passage_words"),
        (" see [help](get-help.md).[^known]", " see [help](get-help.md).", "passage_words"),
    ],
    ids=["long", "no_note"],
)
def test_quick_answer_is_held_to_forty_words_and_a_note(told: Course, old: str, new: str, code: str) -> None:
    told.replace(FILE, old, new)

    found = [text for text in told.build("check", warns=True).warnings if text.endswith(f"[porchlight.{code}]")]

    assert len(found) == 1
    assert found[0].startswith(f"{FILE}:{told.line(FILE, '{passage} late-dose')}:")


def test_words_of_a_passage_are_checked_once_where_it_is_defined(told: Course) -> None:
    told.replace(FILE, "Skip it.", "An addict may skip it.")

    found = [text for text in told.build("check", warns=True).warnings if text.endswith("[porchlight.word]")]

    assert len(found) == 1
    assert found[0].startswith(f"{FILE}:{told.line(FILE, 'An addict')}:")


def test_lines_of_a_copy_are_those_of_its_definition(told: Course) -> None:
    copy = next(node for node in told.build("dummy").doctree(LESSON).findall(passage) if node["name"] == "late-dose")

    assert copy.children[0].line == told.line(FILE, "Skip it.")
    assert str(copy.children[0].source).endswith(FILE)


def test_example_of_a_passage_in_code_defines_nothing(told: Course) -> None:
    told.add(f"{UNIT}.md", "\n````text\n:::{passage} rescue\nWords.\n:::\n````\n")

    assert warnings(told) == []
