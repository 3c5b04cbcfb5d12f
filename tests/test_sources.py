"""Notes and references: what is cited is printed in full, linked, numbered and listed."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.richtext import Text

from porchlight.references import QUOTED, authors, link, load, plain, reference
from porchlight.sources import citation_words, cited_pages, reference_nodes
from tests.conftest import LESSON, REFERENCES, SESSION, SOURCES, Built, Course

FILE = f"{LESSON}.md"


def entry(fields: str) -> object:
    return parse_string(f"@misc{{key, {fields} }}", "bibtex").entries["key"]


def words(fields: str) -> str:
    return "".join(node.astext() for node in reference_nodes(reference(entry(fields))))


@given(st.text(st.characters(max_codepoint=0x2030, exclude_characters="\\{}$~^_%&#"), max_size=12))
def test_fields_are_read_as_latex_reads_them(text: str) -> None:
    assert plain(text) == " ".join(QUOTED.sub(r"‘\1’", str(Text.from_latex(text))).split())


def notes(built: Built) -> list[nodes.footnote]:
    return list(built.doctree(LESSON).findall(nodes.footnote))


def labels(built: Built) -> list[str]:
    """The numbers of notes that the text calls, in the order in which a reader meets them."""
    return [node.astext() for node in built.doctree(LESSON).findall(nodes.footnote_reference)]


def test_notes_gather_under_sources_at_the_end_of_the_page(built: Built) -> None:
    tree = built.doctree(LESSON)
    [page] = [node for node in tree.children if isinstance(node, nodes.section)]
    section = page.children[-1]
    assert isinstance(section, nodes.section)

    assert (section["ids"], section[0].astext()) == (["sources"], "Sources")
    assert section.children[1:] == list(tree.findall(nodes.footnote)) != []


def test_notes_are_numbered_in_the_order_in_which_the_text_calls_them(built: Built) -> None:
    # the file defines "known" before "deaths"; the text calls "deaths" first
    assert [note["names"] for note in notes(built)] == [["deaths"], ["known"], ["law-good-samaritan"]]
    assert [note[0].astext() for note in notes(built)] == ["1", "2", "3"]
    assert labels(built) == ["1", "2", "3"]


def test_note_called_twice_keeps_one_number(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "Danger words.", "Danger words.[^deaths]")

    built = tiny_course.build("dummy")

    assert labels(built) == ["1", "2", "1", "3"]
    assert len(notes(built)) == 3


def test_notes_of_questions_are_numbered_as_a_reader_meets_them(tiny_course: Course) -> None:
    tiny_course.replace(FILE, ": Shouting reason.", ": Shouting reason.[^shout]")
    tiny_course.replace(FILE, "Who can learn it?", "Who can learn it?[^learn]")
    tiny_course.add(FILE, "[^shout]: Shout note. {source}`group2020`\n")
    tiny_course.add(FILE, "[^learn]: Learn note. {source}`group2020`\n")

    assert labels(tiny_course.build("dummy")) == ["1", "2", "3", "4", "5"]


def test_note_prints_the_exact_words_and_every_reference(edition: Built) -> None:
    assert edition.shows(
        LESSON,
        "People died 0.47 times as often; 749,634 people. "
        "Santo T and others. Opioid agonist treatment. JAMA Psychiatry, 2021. "
        "The Porch Group. What groups know. 2020.",
    )


def test_reference_links_its_title(built: Built) -> None:
    first, second = notes(built)[0].findall(citation_words)

    assert (first["key"], second["key"]) == ("santo2021oat", "group2020")
    [reference] = first.findall(nodes.reference)
    assert (reference.astext(), reference["refuri"]) == (
        "Opioid agonist treatment",
        "https://doi.org/10.1001/santo",
    )


@pytest.mark.parametrize("keys", ["santo2021oat, group2020", "santo2021oat;group2020", "santo2021oat group2020"])
def test_keys_may_be_divided_by_commas_semicolons_or_spaces(tiny_course: Course, keys: str) -> None:
    tiny_course.replace(FILE, "{source}`santo2021oat,group2020`", f"{{source}}`{keys}`")

    found = notes(tiny_course.build("dummy"))[0].findall(citation_words)

    assert [node["key"] for node in found] == ["santo2021oat", "group2020"]


def test_unknown_key_does_not_hide_the_known_ones(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "{source}`santo2021oat,group2020`", "{source}`nobody,group2020`")

    built = tiny_course.build("dummy", warns=True)

    assert len(built.warnings) == 1
    assert [node["key"] for node in notes(built)[0].findall(citation_words)] == ["group2020"]


def test_page_without_notes_has_no_heading_for_them(built: Built) -> None:
    assert all("sources" not in node["ids"] for node in built.doctree("index").findall(nodes.section))


def test_source_list_holds_each_cited_source_once_by_author_with_its_pages(edition: Built) -> None:
    page = edition.page(SOURCES)
    titles = ["The law book", "Opioid agonist treatment", "What groups know"]

    assert sorted(titles, key=page.index) == titles
    assert [page.count(title) for title in titles] == [1, 1, 1]
    leaders = "" if edition.app.builder.name == "epub" else ", Session 2: Staying safe"
    assert edition.shows(SOURCES, f"What groups know. 2020. Used in: First lesson{leaders}.")


def test_source_that_nobody_cites_is_not_listed(tiny_course: Course) -> None:
    tiny_course.add(REFERENCES, "\n@misc{unread2020, title = {Nobody read this}, year = {2020}}\n")

    assert "Nobody read this" not in tiny_course.build("text").page(SOURCES)


def test_source_of_a_point_of_law_counts_as_cited(built: Built) -> None:
    assert cited_pages(built.app.env) == {
        "santo2021oat": [LESSON],
        "group2020": [LESSON, SESSION],
        "lawyer2024": [LESSON],
    }


@pytest.mark.parametrize(
    ("people", "printed"),
    [
        ("Santo, Thomas", "Santo T"),
        ("Santo, Thomas James", "Santo TJ"),
        ("van Dam, Rob", "van Dam R"),
        ("{World Health Organization}", "World Health Organization"),
        ("Santo, Thomas and Clark, Brodie", "Santo T and Clark B"),
        ("Santo, Thomas and Clark, Brodie and Hickman, Matt", "Santo T and others"),
        ("Santo, Thomas and others", "Santo T and others"),
        ("M{\\\"u}ller, {\\'E}va", "Müller É"),
    ],
)
def test_authors_are_short(people: str, printed: str) -> None:
    assert authors(entry(f"author = {{{people}}}")) == printed


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ("doi = {10.1/x}, url = {https://example.org}", "https://doi.org/10.1/x"),
        ("url = {https://example.org/a\\_b}", "https://example.org/a_b"),
        ("title = {No address}", ""),
    ],
)
def test_address_is_the_doi_before_the_entrys_own(fields: str, address: str) -> None:
    assert link(entry(fields)) == address


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        (
            "author = {Doe, Ann}, title = {{A title.}}, journal = {Journal}, year = {2020}",
            "Doe A. A title. Journal, 2020.",
        ),
        ("title = {A title}", "A title. no date."),
        (
            "author = {{CDC}}, title = {A title}, howpublished = {News, 1 July 2023}, year = {2023}",
            "CDC. A title. News, 1 July 2023.",
        ),
        ("author = {{CDC}}, title = {CDC}, howpublished = {CDC}, year = {n.d.}", "CDC. no date."),
        ("title = {One --- two}, year = {2020}", "One — two. 2020."),
        (
            "title = {Does `time heal'? A `moral' risk, ``two'' wives' tales}",
            "Does ‘time heal’? A ‘moral’ risk, “two” wives' tales. no date.",
        ),
    ],
)
def test_reference_reads_author_title_place_year_and_repeats_nothing(fields: str, printed: str) -> None:
    assert words(fields) == printed


def test_references_are_parsed_again_only_when_the_file_has_changed(tiny_course: Course) -> None:
    path = tiny_course.root / REFERENCES
    first = load(path)

    assert load(path) is first
    tiny_course.replace(REFERENCES, "What groups know", "What groups learn")
    assert load(path).entries["group2020"].fields["title"] == "What groups learn"


# how a source was read


def seen(course: Course, words: str) -> None:
    course.replace(
        REFERENCES, "title  = {What groups know},", f"title  = {{What groups know}},\n  seen   = {{{words}}},"
    )
    course.add(f"{SOURCES}.md", "\n## To see again\n\n:::{source-list} seen\n:::\n")


def test_source_read_in_part_or_elsewhere_says_so_and_is_listed_for_reviewers(tiny_course: Course) -> None:
    seen(tiny_course, "excerpt, copy")

    built = tiny_course.build("text")

    told = "What groups know. 2020. Read in a copy on another site, in part. Used in:"
    assert "".join(built.page(SOURCES).split()).count("".join(told.split())) == 2
    assert built.page(SOURCES).count("Opioid agonist treatment") == 1
    assert built.shows(SOURCES, "-[ Read in a copy on another site ]-")


def test_notes_do_not_repeat_how_a_source_was_read(tiny_course: Course) -> None:
    seen(tiny_course, "copy")

    assert "in a copy" not in tiny_course.build("text").page(LESSON)


def test_unknown_way_of_reading_a_source_is_told(tiny_course: Course) -> None:
    seen(tiny_course, "hearsay")

    [warning] = tiny_course.build("check", warns=True).warnings

    assert warning.startswith(f"{REFERENCES}:{tiny_course.line(REFERENCES, '{group2020,')}: ")
    assert "'hearsay'" in warning
    assert warning.endswith("[porchlight.source_file]")
