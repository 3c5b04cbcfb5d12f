"""A country's numbers, services and law: once in its file, everywhere on the pages, never typed."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import example, given
from hypothesis import strategies as st

from porchlight.boxes import box
from porchlight.region import TYPED_NUMBER, Way, from_region, load_region, phone
from tests.conftest import EXERCISE, GET_HELP, LESSON, REGION, Built, Course

FILE = f"{LESSON}.md"


def phones(built: Built, docname: str) -> list[tuple[str, str]]:
    return [(node.astext(), node["refuri"]) for node in built.doctree(docname).findall(phone)]


def test_number_role_prints_the_number_as_a_link_that_calls_it(built: Built) -> None:
    assert phones(built, LESSON) == [("911", "tel:911")]


@pytest.mark.parametrize("role", ["{number}`emergency`", "{line}`emergency`", "{source}`group2020`"])
def test_roles_may_stand_in_a_heading(tiny_course: Course, role: str) -> None:
    # Fails for {number} until Sphinx's list of headings drops the link of a `phone` (KeyError: anchorname).
    tiny_course.replace(FILE, "## What is true?", f"## Is {role} true?")

    assert tiny_course.build("html").warnings == []


def test_number_role_prints_the_first_way_of_the_service(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{number}`emergency`", "{number}`violence`")

    assert phones(tiny_course.build("dummy"), LESSON) == [("1-800-799-7233", "tel:18007997233")]


def test_line_role_prints_the_name_of_the_service(edition: Built) -> None:
    assert edition.shows(LESSON, "Call 911, or reach Violence Hotline.")


def test_unknown_service_keeps_its_id_on_the_page(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{number}`emergency`", "{number}`emergncy`")

    assert tiny_course.build("text", warns=True).shows(LESSON, "Call emergncy, or reach")


def test_help_page_links_every_way_to_call_text_and_chat(built: Built) -> None:
    assert phones(built, GET_HELP) == [
        ("911", "tel:911"),
        ("1-800-799-7233", "tel:18007997233"),
        ("88788", "sms:88788"),
        ("thehotline.org", "https://www.thehotline.org"),
    ]


@pytest.mark.parametrize(
    ("how", "uri"),
    [
        ("Call", "tel:18005551234"),
        ("Text HOME to", "sms:18005551234"),
        ("TTY", "tel:18005551234"),
        ("text", "sms:18005551234"),
    ],
)
def test_way_to_reach_a_service_decides_the_link(how: str, uri: str) -> None:
    assert Way(how, "1-800-555-1234", "").uri == uri


def test_help_page_groups_services_by_need_in_the_order_of_the_file(built: Built) -> None:
    sections = list(built.doctree(GET_HELP).findall(nodes.section))[1:]

    assert [(node["ids"][0], node[0].astext()) for node in sections] == [
        ("need-now", "Someone may die now"),
        ("need-fear", "You are afraid"),
    ]
    terms = [term.astext() for node in sections for term in node.findall(nodes.term)]
    assert terms == ["Emergency", "Violence Hotline"]


@pytest.mark.parametrize(
    "words",
    [
        "Call 911 and stay.",
        "Anyone who cannot be woken.",
        "Day and night. Last checked: November 2026.",
        "Text START to: 88788",
    ],
)
def test_every_edition_shows_the_words_of_the_help_page(edition: Built, words: str) -> None:
    assert edition.shows(GET_HELP, words)


def test_help_lines_may_name_the_needs_to_show(tiny_course: Course) -> None:
    tiny_course.replace(f"{GET_HELP}.md", "{help-lines}", "{help-lines} fear")

    terms = tiny_course.build("dummy").doctree(GET_HELP).findall(nodes.term)
    assert [term.astext() for term in terms] == ["Violence Hotline"]


def test_point_of_law_shows_statement_and_date_and_its_source_is_a_note(edition: Built) -> None:
    assert edition.shows(LESSON, "Most states protect people who call 911.")
    assert edition.shows(LESSON, "As we found it in November 2026; it can change.")
    assert edition.shows(
        LESSON,
        "Calling for help and the law. Checked in November 2026. "
        "Lawyer L and Judge J. The law book. Court Press, 2024.",
    )


def test_point_of_law_shown_twice_has_one_note(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", ":::{today}", ":::{law} good-samaritan\n:::\n\n:::{today}")

    document = tiny_course.build("dummy").doctree(LESSON)

    assert sum(found["kind"] == "law" for found in document.findall(box)) == 2
    assert ["law-good-samaritan"] in [note["names"] for note in document.findall(nodes.footnote)]


def test_paragraphs_of_a_point_of_law_stay_apart(tiny_course: Course) -> None:
    tiny_course.replace(REGION, '"Most states protect people who call 911."', '"""One.\n\nTwo."""')

    boxes = tiny_course.build("dummy").doctree(LESSON).findall(box)
    [law] = [node for node in boxes if node["kind"] == "law"]

    assert [node.astext() for node in next(law.findall(from_region))] == ["One.", "Two."]


def test_another_region_brings_its_own_numbers(tiny_course: Course) -> None:
    text = (tiny_course.root / REGION).read_text(encoding="utf-8")
    tiny_course.write("course/regions/eu.toml", text.replace('number = "911"', 'number = "112"'))

    assert phones(tiny_course.build("dummy", porchlight_region="eu"), LESSON) == [("112", "tel:112")]


def test_wrong_entry_does_not_take_the_right_ones_with_it(tiny_course: Course) -> None:
    tiny_course.replace(REGION, 'number = "88788"', 'nummer = "88788"')

    region = load_region(tiny_course.build("dummy", warns=True).app.env)

    assert list(region.lines) == ["emergency"]
    assert list(region.laws) == ["good-samaritan"]


# numbers typed by hand

TYPED = "[porchlight.typed_number]"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FILE, "Body words.", "Call 911."),
        (FILE, "## What is true?", "## Is 911 true?"),
        (FILE, "{danger} Stay with them", "{danger} Call 911"),
        (FILE, "[ ] Nobody", "[ ] Call 988"),
        (FILE, ": Nobody reason.", ": Call **1-800-799-7233** now."),
        (f"{EXERCISE}.md", "Help for before.", "- Call (555) 123-4567"),
        (f"{EXERCISE}.md", ":row-names: Morning | Night", ":row-names: Morning | 911"),
        (f"{EXERCISE}.md", ": I shouted.", ": I called 911."),
    ],
    ids=["paragraph", "heading", "title_of_a_box", "choice", "bold_words", "list", "row_name", "example"],
)
def test_number_typed_by_hand_is_found(tiny_course: Course, file: str, old: str, new: str) -> None:
    tiny_course.replace(file, old, new)

    warnings = tiny_course.build("dummy", warns=True).warnings

    assert warnings
    assert all(text.startswith(f"{file}:") and text.endswith(TYPED) for text in warnings)


@pytest.mark.parametrize(
    "words",
    [
        "`911`",
        "```text\n911\n```",
        "% 911 is for editors",
        "<https://example.org/call/911>",
        "![911](https://example.org/911.png)",
        "{number}`emergency`",
        "Born in 1911 with 98.8 percent of $911 and 2,911 others.",
    ],
    ids=["code", "code_block", "comment", "address", "picture", "role", "figures"],
)
def test_number_that_is_no_typed_phone_number_is_left_alone(tiny_course: Course, words: str) -> None:
    tiny_course.replace(FILE, "Body words.", f"Body.\n\n{words}\n\nWords.")

    warnings = tiny_course.build("dummy", warns=True).warnings

    assert not [text for text in warnings if text.endswith(TYPED)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('statement = "Most', 'statement = "Call 988. Most'),
        ('say = "Call 911', 'say = "Call 988 or 911'),
        ('use = "Anyone who is afraid."', 'use = "Or call 988."'),
        ('name = "Violence Hotline"', 'name = "988 Lifeline"'),
        # Fail until headings of needs and laws count as the region's.
        ('heading = "You are afraid"', 'heading = "Call 988"'),
        ('heading = "Calling for help and the law"', 'heading = "Calling 911 and the law"'),
    ],
    ids=["law", "say", "use", "name", "need_heading", "law_heading"],
)
def test_numbers_in_the_regions_own_words_are_not_typed_by_hand(tiny_course: Course, old: str, new: str) -> None:
    tiny_course.replace(REGION, old, new)

    assert tiny_course.build("dummy", warns=True).warnings == []


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


AREA = st.builds(lambda first, rest: first + rest, st.sampled_from("23456789"), digits(2))
SHAPES = [
    "{}-{}-{}",
    "{}.{}.{}",
    "{} {} {}",
    "({}) {}-{}",
    "({}){}-{}",
    "1-{}-{}-{}",
    "+1-{}-{}-{}",
    "1 {} {} {}",
    "+1 {} {} {}",
    "1 ({}) {}-{}",
    "1.{}.{}.{}",
]
AROUND = ["{}", "Call {}.", "Call {}, now", "({})", '"{}"', "at {}; or later", "Tel:{}", "{}?"]


@given(st.sampled_from(SHAPES), AREA, AREA, digits(4), st.sampled_from(AROUND))
def test_every_north_american_number_is_found(shape: str, area: str, exchange: str, last: str, around: str) -> None:
    assert TYPED_NUMBER.search(around.format(shape.format(area, exchange, last)))


@given(st.sampled_from(["911", "988"]), st.sampled_from([*AROUND, "{}/text", "{}: call"]))
def test_short_numbers_are_found(number: str, around: str) -> None:
    assert TYPED_NUMBER.search(around.format(number))


YEAR = st.integers(1900, 2099).map(str)
THOUSANDS = st.integers(1_000, 999_999_999).map(lambda number: f"{number:,}")
FIGURE = st.one_of(
    YEAR,
    THOUSANDS,
    st.builds("{}-{}".format, YEAR, YEAR),
    st.builds("{} to {}".format, YEAR, YEAR),
    st.builds(lambda whole, tenth: f"{whole}.{tenth}%", st.integers(0, 999), st.integers(0, 9)),
    st.builds(lambda whole, part: f"{whole}.{part:02d}", st.integers(0, 999), st.integers(0, 99)),
    st.integers(0, 9_999).map(lambda amount: f"${amount:,}"),
    st.dates().map(lambda day: day.isoformat()),
    st.builds("{}, {} and {}".format, YEAR, THOUSANDS, YEAR),
)


@given(FIGURE, st.sampled_from(["{}", "{}.", "In {}, it", "({})", "all {} of them"]))
@example("749,634", "{}")
@example("2002-2016", "{}")
@example("99.0%", "{}")
@example("988,417", "{}")
@example("911.5", "{}")
def test_figures_are_never_taken_for_phone_numbers(figure: str, around: str) -> None:
    assert not TYPED_NUMBER.search(around.format(figure))


def test_call_role_is_one_link_that_says_what_it_does(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "Call {number}`emergency`,", "{call}`emergency`,")

    assert phones(tiny_course.build("dummy"), LESSON) == [("Call 911", "tel:911")]


def test_number_can_stand_where_a_thumb_must_not_dial_it(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "Call {number}`emergency`,", "Call {digits}`violence`, or {way}`violence text`,")

    built = tiny_course.build("text")

    assert built.shows(LESSON, "Call 1-800-799-7233, or text START to 88788,")
    assert phones(built, LESSON) == []


def test_way_that_a_service_lacks_is_told(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{number}`emergency`", "{way}`emergency text`")

    assert any("'emergency' cannot be reached by 'text'" in line for line in tiny_course.build(warns=True).warnings)
