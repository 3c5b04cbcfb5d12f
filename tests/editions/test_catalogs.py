"""The records by which a course is cited, catalogued and found, against the schemas of those who read them."""

from __future__ import annotations

import json
import runpy
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from bs4 import BeautifulSoup
from lxml import etree  # type: ignore[import-untyped]

from tests.conftest import EXERCISE, LESSON, REPOSITORY, tiny

if TYPE_CHECKING:
    from tests.conftest import Built

SCHEMAS = REPOSITORY / "tests/schemas"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
SLIM = {"marc": "http://www.loc.gov/MARC21/slim"}
ADDRESS = "https://example.org/families/"
SETTINGS: dict[str, Any] = {
    "html_baseurl": ADDRESS,
    "project": "Harbor <House> & Home",
    "release": "0.3",
    "porchlight_audience": "Families & friends",
    "porchlight_subjects": ["Naloxone", "Family & Home"],
    "epub_description": "A free course.",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny course with a hostile name and two e-books to offer."""
    folder = tmp_path_factory.mktemp("catalogs")
    for name in ("harbor-house-home", "harbor-house-home-facilitator"):
        book = folder / "editions/epub" / f"{name}.epub"
        book.parent.mkdir(parents=True, exist_ok=True)
        book.write_bytes(b"an e-book")
    course = tiny(folder / "course")
    course.replace(f"{LESSON}.md", "teaches: Say what is true", 'teaches: "Say </script> what is true"')
    return course.build("html", porchlight_editions=str(folder / "editions"), **SETTINGS)


def record(page: str) -> dict[str, Any]:
    """What a page says of itself."""
    found = BeautifulSoup(page, "html.parser").select('script[type="application/ld+json"]')
    return json.loads(found[0].string or "") if found else {}


def test_lesson_says_what_it_teaches_to_whom_and_under_which_license(site: Built) -> None:
    says = record(site.page(LESSON))

    assert says["@type"] == ["WebPage", "LearningResource"]
    assert says["teaches"] == "Say </script> what is true."
    assert says["lastReviewed"] == "2026-11-01"
    assert says["url"] == f"{ADDRESS}{LESSON}.html"
    assert says["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert says["timeRequired"].startswith("PT")
    assert "reviewedBy" not in says  # nobody has


def test_front_page_is_the_course_and_an_exercise_an_exercise(site: Built) -> None:
    course = record(site.page("index"))
    assert course["@type"] == ["Course", "LearningResource"]
    assert course["audience"] == {"@type": "EducationalAudience", "educationalRole": "Families & friends"}
    assert record(site.page(EXERCISE))["learningResourceType"] == "exercise"


def test_every_page_leads_to_the_license(site: Built) -> None:
    page = BeautifulSoup(site.page("course/reference/get-help"), "html.parser")
    assert [link["href"] for link in page.select('link[rel="license"]')] == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]


def test_opening_page_of_a_unit_says_what_its_lessons_teach(site: Built) -> None:
    page = BeautifulSoup(site.page("course/1-first-unit/index"), "html.parser")
    assert [goal.get_text() for goal in page.select(".pl-teaches")] == ["Say </script> what is true."]


def test_opds_feed_is_valid_and_offers_what_is_there(site: Built) -> None:
    feed = etree.parse(site.out / "opds.xml")
    etree.RelaxNG(etree.parse(SCHEMAS / "opds_catalog.rng")).assertValid(feed)

    books = feed.xpath(
        "//atom:entry/atom:link[@rel='http://opds-spec.org/acquisition/open-access']/@href", namespaces=ATOM
    )
    assert [str(book) for book in books] == [
        "downloads/epub/harbor-house-home.epub",
        "downloads/epub/harbor-house-home-facilitator.epub",
    ]
    assert all((site.out / book).is_file() for book in books)


def test_library_records_are_valid_and_name_each_book(site: Built) -> None:
    records = etree.parse(site.out / "marc.xml")
    etree.XMLSchema(etree.parse(SCHEMAS / "MARC21slim.xsd")).assertValid(records)

    def field(tag: str, code: str) -> list[str]:
        path = f"//marc:datafield[@tag='{tag}']/marc:subfield[@code='{code}']/text()"
        return [str(text) for text in records.xpath(path, namespaces=SLIM)]

    assert field("245", "a") == ["Harbor <House> & Home", "Harbor <House> & Home: for group leaders"]
    assert field("250", "a") == ["Edition 0.3"] * 2
    assert field("856", "u")[0] == f"{ADDRESS}downloads/epub/harbor-house-home.epub"
    assert field("650", "a")[:2] == ["Naloxone", "Family & Home"]
    coded = records.xpath("//marc:controlfield[@tag='008']/text()", namespaces=SLIM)
    assert {len(text) for text in coded} == {40}


def test_citation_is_valid_and_says_the_edition_that_is_built() -> None:
    citation = yaml.load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    schema = json.loads((SCHEMAS / "citation.json").read_text(encoding="utf-8"))
    archive = json.loads((REPOSITORY / ".zenodo.json").read_text(encoding="utf-8"))
    release = runpy.run_path(str(REPOSITORY / "conf.py"))["release"]

    jsonschema.validate(citation, schema, format_checker=jsonschema.FormatChecker())
    assert citation["version"] == archive["version"] == release
    assert citation["title"] == archive["title"]
    assert archive["license"] in citation["license"]
