"""A country's numbers, services and law: once in its file, everywhere on the pages, never typed."""

from __future__ import annotations

import re

import pytest
from docutils import nodes
from hypothesis import example, given
from hypothesis import strategies as st

from porchlight.boxes import box
from porchlight.numbers import dialed
from porchlight.region_blocks import from_region
from porchlight.region_file import load_region, parse
from porchlight.region_roles import phone
from porchlight.region_schema import Number, Way
from tests.conftest import EXERCISE, GET_HELP, LESSON, REGION, REPOSITORY, Built, Course

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
    tiny_course.replace(FILE, "{reach}`emergency`", "{number}`violence`")

    assert phones(tiny_course.build("dummy"), LESSON) == [("1-800-799-7233", "tel:18007997233")]


def test_number_role_prints_the_first_way_of_a_kind(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{reach}`emergency`", "{number}`violence/text`")

    assert phones(tiny_course.build("dummy"), LESSON) == [("88788", "sms:88788")]


def test_kind_of_way_that_a_service_has_not_is_named(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{reach}`emergency`", "{number}`emergency/text`")

    [warning] = tiny_course.build("dummy", warns=True).warnings

    assert "The service 'emergency' has no way to 'text'" in warning


SAID = {
    "We {reach}`suicide` together.": "We call or text 988 together.",
    "Sure? {reach}`suicide`.": "Sure? Call or text 988.",
    'Say: "{reach}`suicide`."': "Say: “Call or text 988.”",
    "- **{reach}`emergency`.** Stay.": "* **Call 911.** Stay.",
    "Afraid: {reach}`violence`.": "Afraid: call 1-800-799-7233.",
    "She {reach}`calls <emergency>` and {reach}`texts <violence>`.": "She calls 911 and texts 88788.",
}


def test_reach_role_says_how_a_service_is_reached(tiny_course: Course) -> None:
    call = '[ { kind = "call", how = "Call", number = "988" } ]'
    tiny_course.replace(REGION, call, call.replace(" ]", ', { kind = "text", how = "Text", number = "988" } ]'))
    tiny_course.replace(FILE, "Body words.", "\n\n".join(["Body words.", *SAID, "More."]))

    built = tiny_course.build("text")

    assert [said for said in SAID.values() if not built.shows(LESSON, said)] == []


TYPED_VERBS = ("Call", "call or text", "She is calling", "texts", "Llame al")


def test_verb_typed_before_a_number_and_a_way_that_a_service_lacks_are_told(tiny_course: Course) -> None:
    for verb in TYPED_VERBS:
        tiny_course.add(FILE, f"\n**{verb} {{number}}`suicide` now.**\n")
    tiny_course.replace(FILE, "{reach}`emergency`", "{reach}`text <suicide>`")

    warnings = tiny_course.build(warns=True).warnings

    found = [text for text in warnings if "is typed before the number of 'suicide'. Write {reach}`id`" in text]
    assert len(found) == len(TYPED_VERBS)
    [other] = [text for text in warnings if text not in found]
    assert "'suicide' cannot be reached by 'text'" in other


def test_line_role_prints_the_name_of_the_service(edition: Built) -> None:
    assert edition.shows(LESSON, "Call 911, or reach Violence Hotline.")


def test_unknown_service_keeps_its_id_on_the_page(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{reach}`emergency`", "{number}`emergncy`")

    assert tiny_course.build("text", warns=True).shows(LESSON, "emergncy, or reach")


def test_help_page_links_every_way_to_call_text_and_chat(built: Built) -> None:
    assert phones(built, GET_HELP) == [
        ("911", "tel:911"),
        ("988", "tel:988"),
        ("1-800-799-7233", "tel:18007997233"),
        ("88788", "sms:88788"),
        ("thehotline.org", "https://www.thehotline.org"),
        ("1-800-662-4357", "tel:18006624357"),
    ]


@pytest.mark.parametrize(("kind", "uri"), [("call", "tel:18005551234"), ("text", "sms:18005551234")])
def test_kind_of_a_way_decides_the_link_whatever_its_words(kind: str, uri: str) -> None:
    assert Way(kind, "Envíe un texto", Number("1-800-555-1234")).uri == uri


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("911", "911"),
        ("(555) 123-4567", "5551234567"),
        ("555.123.4567", "5551234567"),
        ("1\u2011800\u2011799\u20117233", "18007997233"),
        ("0800\u00a01111", "08001111"),
        ("+44 20 7946 0991", "+442079460991"),
    ],
)
def test_number_is_dialed_as_it_is_printed(number: str, digits: str) -> None:
    assert dialed(number) == digits


@given(st.text("0123456789 -().+", max_size=20))
def test_no_digit_is_lost_or_added(number: str) -> None:
    try:
        digits = dialed(number)
    except ValueError:
        return
    assert digits.removeprefix("+") == "".join(sign for sign in number if sign.isdigit())
    assert digits.startswith("+") == number.startswith("+")


# From bug reports of other projects: each of these was once a link that rang elsewhere, or nowhere.
WRONG_NUMBERS = {
    "1-800-662-HELP": "write '1-800-662-4357'",
    "1-800-799-SAFE": "write '1-800-799-7233'",
    "1-555-123-4567 ext. 212": "holds words",
    "1-555-123-4567x212": "holds words",
    "1-555-123-4567 EXT. 212": "holds words",
    "1-555-123-4567 X212": "holds words",
    "555-123-4567, then press 1": "holds words",
    "1-800-799-7233 (press 2)": "holds words",
    "116 123 or 0800 111 0 111": "holds words",
    "116 123 / 0800 111": "holds '/'",
    "116 123, 0800 111": "holds ','",
    "116 123 0800 111 0 111": "has 17 digits",
    "+49 (0)30 123456": "holds '(0)'",
    "#77": "holds '#'",
    "*67 911": "holds '*'",
    "tel:911": "holds words",
    "\u0661\u0661\u0662": "holds '\u0661'",
    "8": "has 1 digits",
    "555-(123-4567": "has a sign where",
    "1-800-799-723": "does not look like a number of this country",
}


@pytest.mark.parametrize("number", WRONG_NUMBERS)
def test_number_that_would_ring_elsewhere_is_refused_at_its_line(tiny_course: Course, number: str) -> None:
    tiny_course.replace(REGION, "1-800-799-7233", number)

    warnings = tiny_course.build("dummy", warns=True).warnings

    line = tiny_course.line(REGION, f'= "{number}"')
    found = [text for text in warnings if text.startswith(f"{REGION}:{line}: WARNING: ")]
    assert len(found) == 1, warnings
    assert WRONG_NUMBERS[number] in found[0]
    assert found[0].endswith("[porchlight.region_file]")


def test_number_without_quotes_is_refused_at_its_line(tiny_course: Course) -> None:
    tiny_course.replace(REGION, 'number = "911"', "number = 911")

    warnings = tiny_course.build("dummy", warns=True).warnings

    assert any("the number 911 stands without quotes" in text for text in warnings)


def test_words_and_drawings_that_keep_an_old_number_are_named(tiny_course: Course) -> None:
    tiny_course.replace(REGION, 'say = "Call at once', 'say = "Call 911')
    tiny_course.write("course/pictures/porch.svg", "<svg>\n<text>Call 911</text>\n</svg>")
    tiny_course.replace(REGION, 'number = "911"', 'number = "112"')

    warnings = tiny_course.build("dummy", warns=True).warnings

    line = tiny_course.line(REGION, "Call 911")
    assert any(text.startswith(f"{REGION}:{line}: ") and "'911' is no number" in text for text in warnings)
    assert any(text.startswith("course/pictures/porch.svg:2: ") and "'911'" in text for text in warnings)


def test_region_file_that_is_not_utf_8_is_named_with_its_line(tiny_course: Course) -> None:
    text = (tiny_course.root / REGION).read_text(encoding="utf-8").replace("Violence Hotline", "Violence H\u00f6tline")
    (tiny_course.root / REGION).write_bytes(text.encode("windows-1252"))

    warnings = tiny_course.build("dummy", warns=True).warnings

    line = text.splitlines().index('name = "Violence H\u00f6tline"') + 1
    assert any(text.startswith(f"{REGION}:{line}: WARNING: The file is not saved as UTF-8") for text in warnings)


def test_byte_order_mark_in_the_region_file_changes_nothing(tiny_course: Course) -> None:
    text = (tiny_course.root / REGION).read_bytes()
    (tiny_course.root / REGION).write_bytes(b"\xef\xbb\xbf" + text)

    assert phones(tiny_course.build("dummy"), LESSON) == [("911", "tel:911")]


@pytest.mark.parametrize("name", ["emergency", "suicide", "violence", "treatment"])
def test_service_that_every_sheet_counts_on_is_asked_for(tiny_course: Course, name: str) -> None:
    tiny_course.replace(REGION, f"[lines.{name}]", f"[lines.{name}s]")

    warnings = tiny_course.build("dummy", warns=True).warnings

    assert any(text.startswith(f"{REGION}:1: ") and f"There is no '[lines.{name}]'" in text for text in warnings)


def test_help_page_groups_services_by_need_in_the_order_of_the_file(built: Built) -> None:
    sections = list(built.doctree(GET_HELP).findall(nodes.section))[1:]

    assert [(node["ids"][0], node[0].astext()) for node in sections] == [
        ("need-now", "Someone may die now"),
        ("need-fear", "You are afraid"),
    ]
    terms = [term.astext() for node in sections for term in node.findall(nodes.term)]
    assert terms == ["Emergency", "Lifeline", "Violence Hotline", "Treatment Helpline"]


@pytest.mark.parametrize(
    "words",
    [
        "Call at once and stay.",
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
    assert [term.astext() for term in terms] == ["Violence Hotline", "Treatment Helpline"]


def test_point_of_law_shows_statement_and_date_and_its_source_is_a_note(edition: Built) -> None:
    assert edition.shows(LESSON, "Most states protect people who call for help.")
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
    tiny_course.replace(REGION, '"Most states protect people who call for help."', '"""One.\n\nTwo."""')

    boxes = tiny_course.build("dummy").doctree(LESSON).findall(box)
    [law] = [node for node in boxes if node["kind"] == "law"]

    assert [node.astext() for node in next(law.findall(from_region))] == ["One.", "Two."]


def test_another_region_brings_its_own_numbers(tiny_course: Course) -> None:
    text = (tiny_course.root / REGION).read_text(encoding="utf-8")
    tiny_course.write("course/regions/eu/region.toml", text.replace('number = "911"', 'number = "112"'))

    assert phones(tiny_course.build("dummy", porchlight_region="eu"), LESSON) == [("112", "tel:112")]


SPANISH = """
[needs.now]
heading = "Alguien puede morir ahora"

[lines.emergency]
name = "Emergencias"
need = "Alguien puede morir ahora"
use = "Quien no despierta."
ways = [ { kind = "call", how = "Llame al", number = "911" } ]

[law.good-samaritan]
heading = "Pedir ayuda y la ley"
statement = "La ley protege en parte."
"""


def test_course_in_another_language_has_the_regions_words_in_it_and_is_read_again_when_they_change(
    tiny_course: Course,
) -> None:
    file = REGION.replace("region.toml", "region.es.toml")
    tiny_course.write(file, SPANISH)
    tiny_course.replace(
        FILE, "{reach}`emergency`", "{call}`emergency` {line}`emergency` {line}`violence` {course}`Units`"
    )
    tiny_course.add(FILE, "\n:::{law} good-samaritan\n:::\n")
    made = tiny_course.build("text", language="es")

    assert made.shows(LESSON, "Llame al 911 Emergencias Violence Hotline 1")
    assert made.shows(LESSON, "La ley protege en parte.")
    assert made.shows(GET_HELP, "Alguien puede morir ahora")
    assert made.shows(GET_HELP, "Quien no despierta.")

    tiny_course.replace(file, "Llame al", "Marque")
    assert tiny_course.build("text", language="es").shows(LESSON, "Marque 911")


def test_entry_of_another_language_that_the_region_has_not_is_named(tiny_course: Course) -> None:
    file = REGION.replace("region.toml", "region.es.toml")
    tiny_course.write(file, SPANISH.replace("law.good-samaritan", "law.god-samaritan"))

    [warning] = tiny_course.build(warns=True).warnings

    assert warning.startswith(f"{file}:{tiny_course.line(file, 'god-samaritan')}: WARNING: 'law.god-samaritan': ")
    assert "did you mean 'good-samaritan'?" in warning


def test_wrong_entry_does_not_take_the_right_ones_with_it(tiny_course: Course) -> None:
    tiny_course.replace(REGION, 'number = "88788"', 'nummer = "88788"')

    region = load_region(tiny_course.build("dummy", warns=True).app.env)

    assert list(region.lines) == ["emergency", "suicide", "treatment"]
    assert list(region.laws) == ["good-samaritan"]


def test_every_mistake_of_an_entry_is_named_at_its_line_and_no_other_entry_is_lost(tiny_course: Course) -> None:
    tiny_course.replace(REGION, 'use = "Anyone who is afraid."', 'us = "Anyone who is afraid."')
    tiny_course.replace(REGION, '{ kind = "text", how', '{ kind = "fax", how')
    tiny_course.replace(REGION, 'url = "https://www.thehotline.org"', 'url = "www.thehotline.org"')

    built = tiny_course.build("dummy", warns=True)

    said = {text.split(": ")[0]: text for text in built.warnings if text.endswith("[porchlight.region_file]")}
    lines = [tiny_course.line(REGION, words) for words in ("us = ", "fax", "www.the", "[lines.violence]")]
    assert sorted(said) == sorted(f"{REGION}:{line}" for line in lines), built.warnings
    assert "it has 'us', which nothing reads" in said[f"{REGION}:{lines[0]}"]
    assert "it lacks 'use'" in said[f"{REGION}:{lines[3]}"]
    assert "treatment" in load_region(built.app.env).lines


# numbers typed by hand

TYPED = "[porchlight.typed_number]"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FILE, "Body words.", "Call 911."),
        (FILE, "## What is true?", "## Is 911 true?"),
        (FILE, "{act-now} Stay with them", "{act-now} Call 911"),
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
        ('say = "Call at once', 'say = "Call 988 or 911'),
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


def test_numbers_of_any_country_are_found_from_its_file(tiny_course: Course) -> None:
    text = (tiny_course.root / REGION).read_text(encoding="utf-8")
    text = re.sub(r"numbers = .*\n", "", text)
    for us, uk in (('"911"', '"999"'), ('"988"', '"116 123"'), ("1-800-799-7233", "0808 2000 247")):
        text = text.replace(us, uk)
    tiny_course.write("course/regions/uk/region.toml", text)
    for number, words in enumerate(("999", "116123", "116-123", "0808 2000247", "+44 808 200 0247")):
        tiny_course.add(FILE, f"\nCall {words} now ({number}).\n")

    warnings = tiny_course.build("dummy", warns=True, porchlight_region="uk").warnings

    assert len([text for text in warnings if text.endswith(TYPED)]) == 5


def typed() -> re.Pattern[str]:
    """What finds a typed number in the real course."""
    region = parse(REPOSITORY / REGION, 0)
    assert not region.problems
    return region.typed


TYPED_NUMBER = typed()


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
    tiny_course.replace(FILE, "{reach}`emergency`,", "{call}`emergency`,")

    assert phones(tiny_course.build("dummy"), LESSON) == [("Call 911", "tel:911")]


def test_number_can_stand_where_a_thumb_must_not_dial_it(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{reach}`emergency`,", "Call {digits}`violence`, or {way}`violence text`,")

    built = tiny_course.build("text")

    assert built.shows(LESSON, "Call 1-800-799-7233, or text START to 88788,")
    assert phones(built, LESSON) == []


def test_way_that_a_service_lacks_is_told(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{reach}`emergency`", "{way}`emergency text`")

    assert any("'emergency' cannot be reached by 'text'" in line for line in tiny_course.build(warns=True).warnings)


# what else lies in a region's folder

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 100" width="100mm" height="28mm">
<title>Porch</title>
<desc>SAID</desc>
</svg>
"""


def test_drawing_of_the_region_stands_for_the_common_one(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "Body words.", "Body words.\n\n:::{picture} porch\n:::\n")
    tiny_course.write("course/pictures/porch.svg", DRAWING.replace("SAID", "A common porch."))
    assert tiny_course.build("text", warns=True).shows(LESSON, "A common porch.")

    own = "course/regions/us/pictures/porch.svg"
    tiny_course.write(own, DRAWING.replace("SAID", "A stoop."))
    built = tiny_course.build("text", warns=True)

    assert built.shows(LESSON, "A stoop.")
    assert not built.shows(LESSON, "A common porch.")
    assert own in built.app.env.images
    (tiny_course.root / own).unlink()
    assert tiny_course.build("text", warns=True).shows(LESSON, "A common porch.")


def test_sources_of_another_region_are_not_missed_and_its_own_are_known(tiny_course: Course) -> None:
    entry = "\n@misc{law2026, title = {A law}, year = {2026}}\n"
    tiny_course.write("course/regions/us/references.bib", entry)
    tiny_course.write("course/regions/uk/references.bib", entry)
    tiny_course.replace(REGION, '["lawyer2024"]', '["law2026"]')

    found = [text for text in tiny_course.build("check", warns=True).warnings if "source" in text.rpartition("[")[2]]

    assert [text.partition(" WARNING: ")[2].partition(".")[0] for text in found] == ["No page cites 'lawyer2024'"]


def test_source_that_stands_in_both_files_is_told(tiny_course: Course) -> None:
    tiny_course.write("course/regions/us/references.bib", "@misc{group2020, title = {Again}, year = {2026}}\n")

    [warning] = tiny_course.build("dummy", warns=True).warnings

    assert warning.startswith("course/regions/us/references.bib:1: WARNING: 'group2020' stands in the references of")


def test_point_of_law_that_a_region_declines_is_left_out(tiny_course: Course) -> None:
    text = (tiny_course.root / REGION).read_text(encoding="utf-8").partition("[law.")[0]
    tiny_course.write(REGION, f'{text}\n[declined.law]\ngood-samaritan = "There is no such law."\n')

    assert "Calling for help and the law" not in tiny_course.build("text").page(LESSON)
