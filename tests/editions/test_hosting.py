"""What the web course brings along for its host: headers, a page for wrong addresses, old names, a site map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree  # type: ignore[import-untyped]

from porchlight.editions.web.hosts import HEADERS
from tests.conftest import LESSON, REPOSITORY, UNIT, Course, tiny

if TYPE_CHECKING:
    from tests.conftest import Built

ADDRESS = "https://example.org/families/"
CHANGES = f'''
[[change]]
day = 2027-01-15
page = "{LESSON}"
says = "The number is <another> & older cards are wrong."

[[change]]
day = 2027-02-01
page = "{UNIT}"
says = "A step was added."
'''
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1"/></svg>'


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny course, built for no address in particular."""
    return tiny(tmp_path_factory.mktemp("plain")).build("html")


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny course, built for an address below a host's root, with a name and a picture of its own."""
    course = tiny(tmp_path_factory.mktemp("addressed"))
    course.write("logo.svg", LOGO)
    course.write("course/safety-changes.toml", CHANGES)
    course.write("templates/leave.html", "<!doctype html><html><head><title>Tides</title></head><body></body></html>")
    course.replace("conf.py", "\ntemplates_path = []\n", '\ntemplates_path = ["templates"]\n')
    return course.build(
        "html",
        project="Harbor House",
        html_baseurl=ADDRESS,
        porchlight_contact="team@example.org",
        html_logo="logo.svg",
        html_favicon="logo.svg",
        porchlight_redirects={"course/old/name": LESSON},
    )


def read(built: Built, name: str) -> str:
    return (built.out / name).read_text(encoding="utf-8")


def links(page: str) -> list[str]:
    return [
        str(tag.get("href") or tag.get("src")) for tag in BeautifulSoup(page, "html.parser").select("[href], [src]")
    ]


def test_headers_hold_the_policy_that_pages_carry(plain: Built) -> None:
    headers = dict(line.strip().split(": ", 1) for line in read(plain, "_headers").splitlines() if ": " in line)

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    carried = BeautifulSoup(plain.page(LESSON), "html.parser").find("meta", {"http-equiv": True})
    assert isinstance(carried, Tag)
    assert carried["content"] == POLICY
    assert (plain.out / ".nojekyll").is_file()


def test_no_header_is_named_by_two_rules_for_one_file(plain: Built) -> None:
    # hosts that read _headers join the values, and two policies for caching are none
    everywhere, *others = re.split(r"\n(?=/)", read(plain, "_headers"))
    assert everywhere.startswith("/*\n")
    named = {line.split(":")[0].strip() for line in everywhere.splitlines()[1:]}
    for rule in others:
        assert not named & {line.split(":")[0].strip() for line in rule.splitlines()[1:]}


@pytest.mark.parametrize("server", ["nginx", "apache"])
def test_guide_for_publishers_gives_the_same_headers_for_other_servers(server: str) -> None:
    guide = (REPOSITORY / "PUBLISHING.md").read_text(encoding="utf-8")
    [part] = re.findall(rf"```{server}\n(.*?)```", guide, flags=re.DOTALL)

    for name, value in HEADERS.items():
        assert re.search(rf'{re.escape(name)} "{re.escape(value)}"', part), name


def test_page_for_wrong_addresses_has_no_link_that_depends_on_its_depth(plain: Built, addressed: Built) -> None:
    assert {link for link in links(read(plain, "404.html")) if not link.startswith(("/", "tel:"))} == set()
    ours = [link for link in links(read(addressed, "404.html")) if not link.startswith("tel:")]
    assert ours
    for link in ours:
        assert link.startswith("/families/")
        assert (addressed.out / link.removeprefix("/families/").partition("?")[0]).is_file(), link
    assert "Call 911" in BeautifulSoup(read(plain, "404.html"), "html.parser").get_text()


def test_site_map_lists_every_page_at_its_address(addressed: Built) -> None:
    found = ElementTree.fromstring(read(addressed, "sitemap.xml"))
    listed = {str(item.text) for item in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}

    assert listed == {f"{ADDRESS}{name}.html" for name in addressed.app.env.found_docs}
    assert f"Sitemap: {ADDRESS}sitemap.xml" in read(addressed, "robots.txt")
    assert f'<link rel="canonical" href="{ADDRESS}{LESSON}.html">' in addressed.page(LESSON)


def test_without_an_address_nothing_claims_one(plain: Built) -> None:
    assert not (plain.out / "opds.xml").exists()  # there is no book to offer
    assert not (plain.out / "sitemap.xml").exists()
    assert not (plain.out / "robots.txt").exists()
    assert "canonical" not in plain.page(LESSON)


def test_old_name_of_a_page_leads_to_the_new_one(addressed: Built) -> None:
    page = read(addressed, "course/old/name.html")
    refresh = BeautifulSoup(page, "html.parser").find("meta", {"http-equiv": "refresh"})
    assert isinstance(refresh, Tag)
    target = str(refresh["content"]).partition("url=")[2]

    assert links(page) == [target]
    assert (addressed.out / "course/old" / target).resolve() == addressed.file(LESSON).resolve()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (UNIT, LESSON, f"The old name '{UNIT}' is a page"),
        ("course/old", "course/nowhere", "The old name 'course/old' leads to 'course/nowhere', which is no page"),
    ],
)
def test_old_name_that_leads_nowhere_or_is_a_page_is_reported(
    tiny_course: Course, old: str, new: str, problem: str
) -> None:
    tiny_course.replace("conf.py", "porchlight_redirects = {}", f'porchlight_redirects = {{"{old}": "{new}"}}')

    built = tiny_course.build("html", warns=True)

    line = tiny_course.line("conf.py", "porchlight_redirects")
    assert [text.partition(". ")[0] for text in built.warnings] == [f"conf.py:{line}: WARNING: {problem}"]
    assert built.warnings[0].endswith("[porchlight.redirect]")
    assert 'http-equiv="refresh"' not in built.page(UNIT)


def test_publishers_own_name_and_picture_stand_on_every_page(addressed: Built) -> None:
    for name in addressed.app.env.found_docs:
        page = BeautifulSoup(addressed.page(name), "html.parser")
        bar = page.select_one(".pl-name")
        assert bar is not None
        assert bar.get_text(strip=True) == "Harbor House"
        picture = bar.find("img")
        assert isinstance(picture, Tag)
        assert (addressed.file(name).parent / str(picture["src"]).partition("?")[0]).resolve().read_text() == LOGO
        assert page.title is not None
        assert page.title.get_text().endswith("Harbor House")
    assert '"name": "Harbor House"' in read(addressed, "manifest.webmanifest")
    assert "<title>Tides</title>" in read(addressed, "kitchen.html")  # what lies behind "Leave" is a file of the course


def test_mail_about_a_mistake_names_page_and_edition_and_nothing_of_the_reader(addressed: Built) -> None:
    [mail] = [link for link in links(addressed.page(LESSON)) if link.startswith("mailto:")]
    told = unquote(mail)
    assert told.startswith("mailto:team@example.org?subject=A mistake in Harbor House 0.1&body=")
    assert f"page {LESSON}" in told


def test_changes_for_safety_are_a_feed_newest_first(addressed: Built, plain: Built) -> None:
    schema = etree.RelaxNG(etree.parse(REPOSITORY / "tests/schemas/atom.rng"))
    feed = etree.parse(addressed.out / "safety.xml")
    schema.assertValid(feed)
    schema.assertValid(etree.parse(plain.out / "safety.xml"))  # without any change

    def all_of(path: str) -> list[str]:
        return [str(found) for found in feed.xpath(path, namespaces={"a": "http://www.w3.org/2005/Atom"})]

    assert all_of("//a:summary/text()") == ["A step was added.", "The number is <another> & older cards are wrong."]
    assert all_of("//a:entry/a:link/@href") == [f"{ADDRESS}{UNIT}.html", f"{ADDRESS}{LESSON}.html"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("day = 2027-02-01", 'day = "soon"', "needs a 'day' such as 2027-01-15"),
        (f'"{UNIT}"', '"course/no-page"', "There is no page 'course/no-page'"),
        ("[[change]]", "[[change", "It cannot be read"),
        (CHANGES, "[change]\nday = 2027-02-01\n", "write '[[change]]' above each change"),
        ('says = "A step was added."', "says = 7", "and 'says'"),
        ("day = 2027-02-01", "day = 2027-02-01T10:00:00", "needs a 'day' such as 2027-01-15"),
    ],
)
def test_slip_in_the_changes_is_told(tiny_course: Course, old: str, new: str, problem: str) -> None:
    tiny_course.write("course/safety-changes.toml", CHANGES.replace(old, new))
    [told] = tiny_course.build("dummy", warns=True).warnings
    assert problem in told


def test_day_of_a_change_is_said_in_the_language_of_the_course(tiny_course: Course) -> None:
    tiny_course.write("course/safety-changes.toml", CHANGES)
    tiny_course.add(f"{LESSON}.md", "\n:::{safety-changes}\n:::\n")

    assert tiny_course.build().shows(LESSON, "February 1, 2027, ")
    assert tiny_course.build(language="es").shows(LESSON, "1 de febrero de 2027, ")
