"""The web course as files: fields without script, headings, links, weight, nothing from elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import re
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pypdfium2
import pytest
import sphinx_book_theme
from bs4 import BeautifulSoup, Tag

from porchlight.editions.web.static_files import BUNDLES, STATIC
from porchlight.handouts import PAPERS
from tests.audit.pages import paths
from tests.audit.weight import budget_of
from tests.conftest import (
    EXERCISE,
    GET_HELP,
    GUIDE,
    LESSON,
    REPOSITORY,
    SESSION,
    UNIT,
    Built,
    Course,
    called,
    tiny,
)

# what a lesson or an exercise may weigh when it opens, with style, scripts and pictures in view
FIRST_VIEW = 75_000  # bytes
FIRST_VIEW_GZIP = 24_000  # bytes
# bytes, all scripts of the answers together as they are sent: with the page, and when they are first needed
ANSWER_SCRIPTS = 28_000
ANSWER_SCRIPTS_LATER = 15_000
LATER = ("locking", "then-and-now", "answer-files")
LONGEST_SCRIPT = 250  # lines, as it was written
REQUESTS = 12
# what a browser fetches for a page; where the license stands is only said
LOADED = "link[href]:not([rel=license], [rel=canonical])"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return tiny(tmp_path_factory.mktemp("web")).build("html")


def soup(built: Built, docname: str) -> BeautifulSoup:
    return BeautifulSoup(built.page(docname), "html.parser")


def field(page: BeautifulSoup, prompt: str) -> Tag:
    return only(page, f"[data-pl-prompt='{prompt}']")


def only(tag: Tag, selector: str) -> Tag:
    [found] = tag.select(selector)
    return found


@pytest.mark.parametrize("prompt", ["name", "before"])
def test_written_prompts_are_labelled_text_areas(web: Built, prompt: str) -> None:
    found = field(soup(web, EXERCISE), prompt)

    assert only(found, "label")["for"] == only(found, "textarea")["id"] == f"answer_{prompt}"


def test_help_stands_before_its_field_and_is_tied_to_it(web: Built) -> None:
    found = field(soup(web, EXERCISE), "before")

    assert [tag.name for tag in found.find_all(["label", "p", "textarea"])] == ["label", "p", "textarea"]
    assert only(found, "textarea")["aria-describedby"] == only(found, "div")["id"]


@pytest.mark.parametrize(
    ("prompt", "kind", "words"),
    [("one", "radio", ["Red", "Blue"]), ("some", "checkbox", ["Tea", "Soup", "Rest"])],
)
def test_choices_are_grouped_and_labelled(web: Built, prompt: str, kind: str, words: list[str]) -> None:
    found = field(soup(web, EXERCISE), prompt)
    inputs = found.select(f"input[type={kind}]")

    assert found.name == "fieldset"
    assert only(found, "legend")
    assert [tag["value"] for tag in inputs] == [word.lower() for word in words]  # keys, which outlive the words
    assert [only(found, f"label[for='{tag['id']}']").get_text() for tag in inputs] == words
    assert len({tag["name"] for tag in inputs}) == 1


def test_scale_has_eleven_steps_and_names_both_ends(web: Built) -> None:
    found = field(soup(web, EXERCISE), "sure")

    assert [tag["value"] for tag in found.select("input[type=radio]")] == [str(n) for n in range(11)]
    assert "0 = No chance" in found.get_text()
    assert "10 = Certain" in found.get_text()


def test_every_cell_of_a_grid_says_what_it_is_for(web: Built) -> None:
    page = soup(web, EXERCISE)

    assert [tag["aria-label"] for tag in field(page, "day").select("textarea")] == [
        "What happened, Morning",
        "What happened, Night",
    ]
    assert len(field(page, "table").select("textarea")) == 9


def test_what_becomes_of_words_is_said_before_the_first_field(web: Built) -> None:
    page = soup(web, EXERCISE)
    promise = only(page, ".pl-promise")

    assert promise.find_next_sibling() == page.select_one("[data-pl-prompt]")
    assert page.select_one(str(only(promise, "a")["href"]))


def test_row_and_scale_say_all_that_stands_beside_them(web: Built) -> None:
    scale = field(soup(web, EXERCISE), "sure")
    plans = field(soup(web, EXERCISE), "plan").select("textarea")

    assert scale["aria-describedby"] == only(scale, ".pl-scale__ends")["id"]
    assert [tag["aria-label"] for tag in plans] == [
        "If, plan 1",
        "then I will, plan 1",
        "If, plan 2",
        "then I will, plan 2",
    ]


def test_words_may_go_by_themselves_and_the_page_says_so(web: Built) -> None:
    """Safari clears what pages keep."""
    panel = only(soup(web, EXERCISE), ".pl-answers-panel [data-pl-when=off]:has([data-pl-do=keep])")
    privacy = (REPOSITORY / "course/start/your-privacy-and-safety.md").read_text(encoding="utf-8")

    for words in (panel.get_text(), privacy):
        assert "Safari" in words
        assert "seven days of use without a visit here" in words


def test_if_then_pairs_are_labelled(web: Built) -> None:
    found = field(soup(web, EXERCISE), "plan")

    assert [tag.get_text() for tag in found.select("label")] == ["If", "then I will"] * 2
    assert [tag["for"] for tag in found.select("label")] == [tag["id"] for tag in found.select("textarea")]


def test_every_id_on_a_page_is_its_own(web: Built) -> None:
    for docname in (EXERCISE, LESSON):
        ids = [str(tag["id"]) for tag in soup(web, docname).select("[id]")]
        assert len(ids) == len(set(ids))


def test_nothing_is_sent_and_no_script_is_needed(web: Built) -> None:
    for docname in web.app.env.found_docs:
        page = soup(web, docname)
        assert page.select("form") == []
        inline = [tag for tag in page.select("script:not([src])") if tag.get("type") != "application/ld+json"]
        assert inline == []  # what is no code, a browser does not run
        assert [name for tag in page.find_all() for name in tag.attrs if name.startswith("on") or name == "style"] == []


def test_pages_load_nothing_from_another_host(web: Built) -> None:
    for docname in web.app.env.found_docs:
        for tag in soup(web, docname).select(f"[src], {LOADED}"):
            assert urlsplit(str(tag.get("src") or tag["href"])).netloc == ""


def test_headings_never_skip_a_level(web: Built) -> None:
    for docname in (LESSON, EXERCISE, UNIT):
        levels = [int(tag.name[1]) for tag in soup(web, docname).find_all(re.compile("^h[1-6]$"))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_answers_wait_in_a_fold_under_their_own_question(web: Built) -> None:
    first, second = soup(web, LESSON).select(".pl-question")

    assert only(first, "details > summary").get_text() == "See the answers"
    assert "The best answer is b." in only(first, "details").get_text()
    assert "Anyone reason." in only(second, "details").get_text()
    assert "Anyone reason." not in first.get_text()


def test_for_you_blocks_are_folds_named_by_relationship(web: Built) -> None:
    folds = soup(web, LESSON).select("details[data-pl-for]")

    assert [str(tag["data-pl-for"]).split()[0] for tag in folds] == ["parent", "partner", "friend"]
    assert only(folds[0], "summary").get_text() == "If you are a parent"


def test_point_of_law_is_a_fold_and_its_sources_stand_with_the_notes(web: Built) -> None:
    page = soup(web, LESSON)

    folded = only(page, "details.pl-box--law")
    assert only(folded, "summary").get_text() == "Calling for help and the law"
    assert "The law book" not in folded.get_text()
    assert "The law book" in only(page, ".pl-sources").get_text()


def test_tab_titles_are_unique_and_say_nothing_of_the_subject(web: Built) -> None:
    titles = {name: only(soup(web, name), "title").get_text() for name in web.app.env.found_docs}

    assert len(set(titles.values())) == len(titles)
    assert titles[LESSON] == "Unit 1, lesson 1 – Porch Light"
    assert titles[EXERCISE] == "Unit 1, exercise 1 – Porch Light"


def test_help_and_leave_come_first_on_every_page(web: Built) -> None:
    for docname in web.app.env.found_docs:
        words = [tag.get_text(strip=True) for tag in soup(web, docname).select("a")][:4]
        assert words == ["Skip to the text", "Porch Light", "Help now", "Leave"]


def test_leave_page_lies_beside_the_course_and_holds_nothing_of_it(web: Built) -> None:
    target = only(soup(web, LESSON), "a[data-pl-leave]")["href"]
    text = (web.file(LESSON).parent / str(target)).resolve().read_text()

    assert "porch" not in text.lower()
    assert [str(tag) for tag in BeautifulSoup(text, "html.parser").select("[src], [href]")] == [
        '<link href="data:," rel="icon"/>'  # so that no browser asks for one
    ]


def test_every_local_link_leads_somewhere(web: Built) -> None:
    for docname in web.app.env.found_docs:
        for tag in soup(web, docname).select("a[href]"):
            parts = urlsplit(str(tag["href"]))
            if not parts.scheme and parts.path:
                assert (web.file(docname).parent / parts.path).is_file(), f"{docname}: {tag['href']}"


def test_files_beside_an_exercise_are_offered_only_when_they_are_there(tiny_course: Course, tmp_path: Path) -> None:
    editions = tmp_path / "editions"
    sheet = editions / "handouts/letter/first-steps.pdf"
    without = tiny_course.build("html", porchlight_editions=str(editions))
    assert soup(without, EXERCISE).select("a[download]") == []

    sheet.parent.mkdir(parents=True)
    sheet.write_bytes(b"a sheet")
    built = tiny_course.build("html", porchlight_editions=str(editions))

    link = only(soup(built, EXERCISE), ".pl-tools > details a[download]")  # in sight at a tap, with no script
    assert link.get_text() == "Print it (letter)"
    assert (built.file(EXERCISE).parent / str(link["href"])).read_bytes() == b"a sheet"


def test_a_new_title_reaches_the_contents_list_of_every_page(tiny_course: Course) -> None:
    tiny_course.build("html")
    tiny_course.replace(f"{UNIT}.md", "# First unit", "# Unit renamed")

    built = tiny_course.build("html")

    for docname in ("index", UNIT, LESSON):
        assert "Unit renamed" in only(soup(built, docname), "#_contents").get_text()


def test_contents_list_is_whole_where_the_reader_is_and_leads_on_to_the_rest(web: Built) -> None:
    page = soup(web, LESSON)

    assert [part.get_text() for part in page.select("#_contents h2")] == ["The course"]
    assert only(page, "#_contents [aria-current=page]").get_text() == "First lesson"
    others = page.select("#_contents > p > a")
    assert [link.get_text() for link in others] == ["To look up", "For group leaders"]
    front, place = str(others[0]["href"]).split("#")
    there = only(BeautifulSoup((web.file(LESSON).parent / front).read_text(), "html.parser"), f"#{place}")
    assert [part.get_text() for part in there.select("h2")] == ["The course", "To look up", "For group leaders"]


def asked_for(page: Path) -> list[Path]:
    """The page itself and every file that a browser fetches with it before the reader scrolls."""
    tags = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(
        f"{LOADED}, script[src], img:not([loading=lazy])"
    )
    links = [urlsplit(str(tag.get("src") or tag["href"])).path for tag in tags]
    return [page, *dict.fromkeys((page.parent / link).resolve() for link in links)]


def test_first_view_of_every_lesson_and_exercise_keeps_its_budget(course: Path) -> None:
    pages = [*(course / "html/course").glob("[1-8]-*/*.html"), *(course / "html/exercises").glob("*.html")]
    pages += (course / "html").glob("page-*.html")
    assert len(pages) > 32
    for page in pages:
        files = [path.read_bytes() for path in asked_for(page)]
        assert sum(len(data) for data in files) <= FIRST_VIEW, page.name
        assert sum(len(gzip.compress(data)) for data in files) <= FIRST_VIEW_GZIP, page.name
        assert len(files) <= REQUESTS, page.name


def test_first_view_of_every_page_keeps_the_budget_of_its_kind(course: Path) -> None:
    """Also of a page to look things up, and in another language."""
    over = {}
    for path in paths(course / "html"):
        asked = (
            file for file in asked_for(course / "html" / path) if file.is_file()
        )  # 404.html names them from the root
        files = [file.read_bytes() for file in asked]
        costs = sum(map(len, files)), sum(len(gzip.compress(data)) for data in files), len(files)
        if any(cost > most for cost, most in zip(costs, budget_of(path), strict=True)):
            over[path] = costs

    assert over == {}


def test_scripts_of_the_answers_keep_their_budget(web: Built) -> None:
    for names, budget in (
        (("page", "place", "check-yourself", "exercise", "my-answers"), ANSWER_SCRIPTS),
        (LATER, ANSWER_SCRIPTS_LATER),
    ):
        sizes = {name: (web.out / f"_static/{name}.js").stat().st_size for name in names}
        assert sum(sizes.values()) <= budget, sizes


def test_what_few_readers_need_is_not_sent_with_a_page(web: Built) -> None:
    for docname in (LESSON, EXERCISE):
        page = soup(web, docname)
        sent = {Path(urlsplit(str(tag["src"])).path).stem for tag in page.select("script[src]")}
        assert not sent & set(LATER)
    later = [urlsplit(str(tag["data-pl-bring"])).path for tag in page.select("[data-pl-bring]")]
    assert later
    assert all((web.file(EXERCISE).parent / path).is_file() for path in later)


def test_every_script_is_short_enough_to_read() -> None:
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in STATIC.glob("*.js")}

    assert {name: count for name, count in lines.items() if count >= LONGEST_SCRIPT} == {}


def test_site_holds_no_file_that_no_page_asks_for(course: Path) -> None:
    pages = list((course / "html").rglob("*.html"))
    asked = {path for page in pages for path in asked_for(page)}
    asked |= {
        path.with_name(f"{name}.js") for path in asked if path.name == "exercise.js" for name in (*LATER, "aloud")
    }
    on_demand = ("search-index.js", "search-index-leaders.js")
    asked |= {path.with_name(name) for path in asked if path.name == "search.js" for name in on_demand}

    assert {path for path in (course / "html/_static").rglob("*") if path.suffix in {".css", ".js"}} <= asked
    names = {path.name for path in (course / "html").rglob("*")}
    assert not names & {"objects.inv", "_sources", "searchindex.js", "webpack-macros.html", "vendor"}


def test_a_file_that_theme_or_publisher_has_no_more_goes_and_one_of_others_stays(tiny_course: Course) -> None:
    def built() -> tuple[set[str], str]:
        out = tiny_course.build("html").out
        return {path.name for path in (out / "_static").iterdir()}, (out / "sw.js").read_text(encoding="utf-8")

    tiny_course.write("mine/mine.css", "p { margin: 0; }")
    tiny_course.add("conf.py", 'html_static_path = ["mine"]\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(BUNDLES, "of-old.js", ("age.js",))
        before, kept = built()
    assert before >= {"of-old.js", "mine.css", "lamp.svg"}
    assert "of-old.js" in kept
    out = tiny_course.root.parent / "build/html/_static"
    (out / "put-here.txt").write_text("by hand", encoding="utf-8")
    (tiny_course.root / "mine/mine.css").unlink()

    after, kept = built()

    assert before - after == {"of-old.js", "mine.css"}
    assert after - before == {"put-here.txt"}
    assert "of-old.js" not in kept
    assert "mine.css" not in kept


def test_style_is_sent_without_comments(web: Built) -> None:
    sent = (web.out / "_static/porchlight.css").read_text()

    assert "/*" not in sent
    assert "\n" not in sent.strip()


def test_page_carries_no_class_that_our_style_does_not_know(web: Built) -> None:
    for docname in web.app.env.found_docs:
        classes = {name for tag in soup(web, docname).select("[class]") for name in tag["class"]}
        assert {name for name in classes if not name.startswith("pl-")} == set()


def test_the_way_on_stands_between_the_lesson_and_its_sources(web: Built) -> None:
    page = soup(web, LESSON)
    parts = page.select("article, nav.pl-next, .pl-sources")

    assert [str(part.name) for part in parts] == ["article", "nav", "section"]
    assert parts[2].select_one("h2")
    assert not parts[2].find_parents("article")


def test_notes_are_a_numbered_list_that_leads_there_and_back(web: Built) -> None:
    page = soup(web, LESSON)
    called = page.select("sup > a[role=doc-noteref]")
    notes = page.select("[role=doc-endnotes] > ol > li")

    assert [tag.get_text() for tag in called] == ["1", "2", "3"]
    assert [str(tag["href"])[1:] for tag in called] == [tag["id"] for tag in notes]
    assert [only(note, "[role=doc-backlink]")["href"] for note in notes] == [f"#{tag['id']}" for tag in called]
    assert "People died 0.47 times as often" in notes[0].get_text()


def test_numbers_of_notes_wait_behind_one_switch_a_paragraph(course: Path) -> None:
    """On a page of the real course: no paragraph without its switch, no number lost, none that leads nowhere."""
    name = "course/1-how-addiction-works/what-opioids-do"
    page = BeautifulSoup((course / f"html/{name}.html").read_text(), "html.parser")
    text = (REPOSITORY / f"{name}.md").read_text(encoding="utf-8")
    notes = {str(note["id"]) for note in page.select("[role=doc-endnotes] > ol > li")}
    calls = page.select("article a[role=doc-noteref]")

    assert len(calls) >= len(re.findall(r"\[\^[\w-]+\](?!:)", text)) > 30
    assert {str(call["href"])[1:] for call in calls} == notes
    holders = {id(holder): holder for call in calls if (holder := call.find_parent(["p", "li", "td"]))}
    assert len(page.select("article [role=switch]")) == len(holders)
    for holder in holders.values():
        here = {str(call["href"]) for call in holder.select("a[role=doc-noteref]")}
        assert only(holder, "[role=switch]")["aria-label"] == f"Sources for this part ({len(here)})"


def test_source_is_named_in_full_once_on_a_page(web: Built) -> None:
    first, second = (note.select("small") for note in soup(web, LESSON).select("[role=doc-endnotes] li")[:2])

    assert second[0].get_text().endswith(": see note 1.")
    assert first[-1].select_one("a[href^=http]")
    assert only(second[0], "a")["href"] == "#deaths"


def test_note_called_twice_leads_back_to_both_places(tiny_course: Course) -> None:
    tiny_course.replace(f"{LESSON}.md", "Body words.", "Body words.[^deaths]")

    page = soup(tiny_course.build("html"), LESSON)

    note = page.select("[role=doc-endnotes] li")[0]
    assert note.get_text().endswith("Go back to place 1, 2")
    places = [str(tag["href"])[1:] for tag in note.select("[role=doc-backlink]")]
    assert [only(page, f"#{place}").get_text() for place in places] == ["1", "1"]


DOORS = """
::::{doors}
:::{door} Begin
:to: course/1-first-unit/index
Words of one.
:::
:::{door} Not written yet
:to: course/reference/all-handouts
:optional:
Words of two.
:::
:::{door} Take it along
:file: epub/porch-light.epub
Words of three.
:::
::::
"""


def test_door_stands_only_where_something_lies_behind_it(tiny_course: Course, tmp_path: Path) -> None:
    tiny_course.add("index.md", DOORS)
    editions = tmp_path / "editions"

    def doors() -> dict[str, str]:
        page = soup(tiny_course.build("html", porchlight_editions=str(editions)), "index")
        return {link.get_text(): str(link["href"]) for link in page.select(".pl-doors a")}

    assert doors() == {"Begin": "course/1-first-unit/index.html"}

    (editions / "epub").mkdir(parents=True)
    (editions / "epub/porch-light.epub").write_bytes(b"a book")
    assert doors()["Take it along"] == "downloads/epub/porch-light.epub"

    tiny_course.write("course/reference/all-handouts.md", "# Sheets\n")
    tiny_course.replace(
        "index.md", "course/reference/sources", "course/reference/sources\ncourse/reference/all-handouts"
    )
    assert list(doors()) == ["Begin", "Not written yet", "Take it along"]


def test_optional_door_opens_when_its_page_appears(tiny_course: Course) -> None:
    """Nothing of the front page has changed then."""
    tiny_course.add("index.md", DOORS)
    assert "Not written yet" not in tiny_course.build("html").page("index")

    tiny_course.write("course/reference/all-handouts.md", "---\norphan: true\n---\n# Sheets\n")

    assert "Not written yet" in tiny_course.build("html").page("index")


def test_door_to_a_misspelled_file_is_named(tiny_course: Course, tmp_path: Path) -> None:
    tiny_course.add("index.md", DOORS)
    (tmp_path / "epub").mkdir()

    [warning] = tiny_course.build("html", warns=True, porchlight_editions=str(tmp_path)).warnings

    assert "The door 'Take it along' leads to the file 'epub/porch-light.epub', which is not there" in warning
    assert warning.startswith("index.md:")
    assert warning.endswith("[porchlight.door_file]")


def test_door_to_a_file_stands_on_the_web_only(tiny_course: Course, tmp_path: Path) -> None:
    tiny_course.add("index.md", DOORS)
    (tmp_path / "epub").mkdir()
    (tmp_path / "epub/porch-light.epub").write_bytes(b"a book")

    text = tiny_course.build("text", porchlight_editions=str(tmp_path)).page("index")

    assert "Begin" in text
    assert "Take it along" not in text


def test_e_books_are_offered_where_their_readers_are(tiny_course: Course, tmp_path: Path) -> None:
    books = {UNIT: "epub/units/unit-1.epub", GUIDE: "epub/porch-light-facilitator.epub"}
    for path in books.values():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"a book")

    web = tiny_course.build("html", porchlight_editions=str(tmp_path))

    for page, path in books.items():
        link = only(soup(web, page), "article a[download]")
        assert (web.file(page).parent / str(link["href"])).resolve() == web.out / "downloads" / path
        assert (web.out / "downloads" / path).read_bytes() == b"a book"
    assert not soup(web, LESSON).select(".pl-paper a")


def test_lists_of_pages_say_which_page_each_item_is(web: Built) -> None:
    unit = only(soup(web, "index"), ".pl-units > li")
    assert (unit["data-pl-page"], unit["data-pl-steps"]) == (UNIT, f"{LESSON} {EXERCISE}")
    assert [tag["data-pl-page"] for tag in soup(web, UNIT).select(".pl-steps > li")] == [LESSON, EXERCISE]


def test_lesson_says_where_it_stands_and_leads_to_its_unit(web: Built) -> None:
    place = only(soup(web, LESSON), ".pl-where")

    assert place.get_text() == "Unit 1, lesson 1 of 1 · 1 to 2 minutes"
    assert (web.file(LESSON).parent / str(only(place, "a")["href"])).resolve() == web.file(UNIT)


def test_front_page_shows_the_picture_of_each_unit_as_it_comes_into_view(course: Path) -> None:
    page = BeautifulSoup((course / "html/index.html").read_text(), "html.parser")
    pictures = page.select(".pl-units > li > img[loading=lazy][width][height]")

    assert len(pictures) == len(page.select(".pl-units > li"))
    assert {image["alt"] for image in pictures} == {""}  # the link beside it says what it is
    assert all((course / "html" / str(image["src"])).is_file() for image in pictures)


def test_contents_list_holds_the_first_exercises_only_near_the_start(tiny_course: Course) -> None:
    text = (tiny_course.root / f"{EXERCISE}.md").read_text()
    tiny_course.write("exercises/early.md", text.replace("First steps", "Early"))
    tiny_course.replace("index.md", "course/1-first-unit/index", "exercises/early\ncourse/1-first-unit/index")
    built = tiny_course.build("html")

    assert "Early" in only(soup(built, "exercises/early"), "#_contents").get_text()
    assert "Early" not in only(soup(built, LESSON), "#_contents").get_text()


def test_guide_for_leaders_shows_its_first_page_unless_the_reader_is_inside(web: Built) -> None:
    def listed(docname: str) -> list[str]:
        page = soup(web, docname)
        group = page.find("h2", string="For group leaders")
        assert isinstance(group, Tag)
        links = group.find_next_sibling("ul")
        assert isinstance(links, Tag)
        return [link.get_text() for link in links.select("a")]

    assert len(listed("index")) == 1
    assert listed(SESSION)[0] == listed("index")[0]
    assert len(listed(SESSION)) > 1
    assert "Session 2" not in only(soup(web, SESSION), ".pl-where").get_text()  # its title says so
    assert only(soup(web, SESSION), "title").get_text() == "Session 2 – Porch Light"


def test_page_sends_only_the_scripts_that_it_needs(web: Built) -> None:
    def sent(docname: str) -> set[str]:
        return {Path(urlsplit(str(tag["src"])).path).name for tag in soup(web, docname).select("script[src]")}

    assert {"page.js", "lesson.js"} == sent(LESSON)
    assert not {"lesson.js", "for-you.js", "listen.js", "aloud.js"} & (sent(EXERCISE) | sent(GET_HELP))
    for docname, waits in ((EXERCISE, False), (GET_HELP, True), (UNIT, True)):  # "Listen" comes when it is asked for
        brought = urlsplit(str(only(soup(web, docname), "article .pl-tools [data-pl-bring]")["data-pl-bring"])).path
        assert (web.file(docname).parent / brought).resolve() == web.out / "_static/aloud.js"
        assert ("bring-aloud.js" in sent(docname)) is waits
    assert not soup(web, "course/reference/sources").select(".pl-tools [data-pl-bring]")
    small = [web.out / "_static" / name for name in ("for-you.js", "listen.js")]
    assert sum(path.stat().st_size for path in small) <= 5000


def test_scripts_that_travel_together_go_in_one_request(web: Built) -> None:
    links = [urlsplit(str(tag["src"])).path for tag in soup(web, EXERCISE).select("script[src]")]
    sent = {Path(link).name: (web.file(EXERCISE).parent / link).resolve() for link in links}

    assert next(iter(sent)) == "page.js"
    assert "exercise.js" in sent
    assert not {part for parts in BUNDLES.values() for part in parts} & set(sent)
    text = sent["page.js"].read_text()
    assert text.startswith('"use strict"')
    for part in BUNDLES["page.js"]:  # by the longest words that a part says
        assert max(re.findall(r'"([^"\n]+)"', (STATIC / part).read_text()), key=len) in text, part
    assert not (web.out / "_static/keep.js").exists()


# What our templates and translator replace in the parent themes, as it was when we last read it.
PARENTS = {
    "sphinx_book_theme/theme/sphinx_book_theme/layout.html": "2cd2fbbe2caedf3a",
    "sphinx_book_theme/theme/sphinx_book_theme/theme.conf": "3e279fb12301b773",
    "pydata_sphinx_theme/theme/pydata_sphinx_theme/layout.html": "1f98508aa73a49d0",
    "pydata_sphinx_theme/translator.py": "ec9941205a4dc73a",
}


@pytest.mark.parametrize("name", PARENTS)
def test_parent_theme_is_the_one_that_ours_was_made_for(name: str) -> None:
    packages = Path(sphinx_book_theme.__file__).parents[1]
    now = hashlib.sha256((packages / name).read_bytes()).hexdigest()[:16]

    assert now == PARENTS[name], (
        f"{name} has changed. Read what is new in it: a landmark, a meta tag, an attribute, an option. Take over "
        f"what theme/web/layout.html or editions/web/translator.py should have too, then put '{now}' here."
    )


def test_every_exercise_of_the_course_is_offered_on_paper_and_as_a_notebook(course: Path) -> None:
    pages = sorted((course / "html/exercises").glob("*.html"))
    assert pages

    for page in pages:
        links = [str(tag["href"]) for tag in BeautifulSoup(page.read_text(), "html.parser").select("a[download]")]
        wanted = ["handouts/letter", "handouts/a4", "handouts/large-print", "notebooks"]
        plain = [link for link in links if "-fill." not in link]
        assert [link.split("downloads/")[1].rpartition("/")[0] for link in plain[:4]] == wanted
        assert all((page.parent / link).is_file() for link in links)


def test_exercise_outside_a_unit_has_a_neutral_tab_title_too(tiny_course: Course) -> None:
    tiny_course.write(
        "exercises/early.md", (tiny_course.root / f"{EXERCISE}.md").read_text().replace("First steps", "Early")
    )
    tiny_course.replace("index.md", "course/1-first-unit/index", "exercises/early\ncourse/1-first-unit/index")

    assert only(soup(tiny_course.build("html"), "exercises/early"), "title").get_text() == "Exercise 1 – Porch Light"


def pages_of_sheets(course: Path, pattern: str) -> dict[str, int]:
    names = [called(path) for path in REPOSITORY.glob(pattern) if path.stem != "index"]
    return {name: len(pikepdf.open(course / f"handouts/letter/{name}.pdf").pages) for name in names}


def test_sheets_of_exercises_give_room_to_write_and_take_a_few_pages(course: Path) -> None:
    """Room for three lines by hand comes before the number of pages; more than two sheets of paper is a book."""
    sheets = pages_of_sheets(course, "exercises/*.md")

    assert {name: pages for name, pages in sheets.items() if pages > 4} == {"our-family-map": 5}  # its first questions


def test_lessons_fill_two_to_four_pages(course: Path) -> None:
    sheets = pages_of_sheets(course, "course/[1-9]-*/*.md")
    steps = sheets.pop("what-to-do-in-an-overdose")  # all seven steps with their act lines and drawings

    two_drawings = sheets.pop("what-opioids-do")  # each as wide as the page, so that its letters have 12 points

    assert {name: pages for name, pages in sheets.items() if not 2 <= pages <= 4} == {}
    assert two_drawings <= 5
    assert steps <= 7


@pytest.mark.parametrize("paper", PAPERS)
def test_no_sheet_ends_on_a_page_with_a_few_lines(course: Path, paper: str) -> None:
    """The builder sets such a sheet closer, or gives more room to write."""
    short = {}
    for pdf in sorted((course / "handouts" / paper).glob("*.pdf")):
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[len(document) - 1]
            high = page.get_height()
            is_book = pdf.stem in {"workbook", "facilitator-guide"} or pdf.stem.endswith("pack")
            is_book |= pdf.stem.startswith("packet-")  # sheets that are looked at by themselves, bound
            if len(document) == 1 or page.get_width() > high or is_book:
                continue
            found = [part.get_bounds() for part in page.get_objects(max_depth=1)]
        inside = [bottom for _, bottom, _, top in found if bottom > 45 and top < high - 45]  # without head and foot
        share = (high - 51 - min(inside)) / (high - 102)
        if share < 0.13:
            short[pdf.stem] = round(share, 2)

    assert short == {}


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize(("name", "place", "least"), [("page-1", 0, 11), ("our-overdose-plan", 1, 12)])
def test_all_steps_with_their_act_lines_stand_on_one_page(
    course: Path, name: str, place: int, least: int, paper: str
) -> None:
    """Nobody turns a page between two steps; special cases and sources follow. The plan opens with its sheet."""
    with pypdfium2.PdfDocument(course / f"handouts/{paper}/{name}.pdf") as document:
        page = document[place]
        first = " ".join(page.get_textpage().get_text_range().split())
        pages = len(document)
        parts = [part for part in page.get_objects() if isinstance(part, pypdfium2.PdfTextObj)]
        sizes = {round(part.get_font_size(), 1) for part in parts if page.get_height() - 60 > part.get_bounds()[3] > 60}

    assert min(sizes) >= least

    for words in (
        "Check. Shout. Shake the shoulder.",
        "Push 30 times. Give 2 breaths.",
        "Pregnant, or a child? Hospital.",
    ):
        assert words in first
    assert ("Baby: never shake." in first) == (name == "page-1")
    assert pages <= (3 if name == "page-1" else 4)


def test_wide_table_scrolls_by_itself_and_by_keyboard(tiny_course: Course) -> None:
    tiny_course.add(f"{LESSON}.md", "\n| A | B | C | D |\n| --- | --- | --- | --- |\n| 1 | 2 | 3 | 4 |\n")

    holder = only(soup(tiny_course.build("html"), LESSON), ".pl-wide")

    assert (holder["role"], holder["tabindex"], holder["aria-label"]) == ("region", "0", "What is true?")
    assert only(holder, "table")


def test_a_form_of_three_columns_is_no_stack_of_blocks(tiny_course: Course) -> None:
    grid = ":::{prompt} Talks\n:id: talks\n:kind: grid\n:columns: Talk | Day | Next\n:lines: 2\n:::\n"
    tiny_course.write("course/facilitator/forms/talks.md", f"---\nhandout: true\n---\n\n# Talks\n\n{grid}")
    tiny_course.replace(f"{GUIDE}.md", "session-2\n", "session-2\nforms/talks\n")

    page = soup(tiny_course.build("html"), "course/facilitator/forms/talks")

    assert only(page, ".pl-wide")["class"] == ["pl-wide"]
    assert not page.select("link[href*='stack.css']")


def test_exercise_that_stands_in_no_contents_list_warns_and_does_not_stop_the_build(tiny_course: Course) -> None:
    text = (tiny_course.root / f"{EXERCISE}.md").read_text()
    tiny_course.write("exercises/astray.md", text)

    built = tiny_course.build("html", warns=True)

    assert any("astray.md" in warning and "toctree" in warning for warning in built.warnings)
    assert only(soup(built, "exercises/astray"), "title").get_text() == "Exercise – Porch Light"


# the way in


def page_of(course: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((course / "html" / name).read_text(encoding="utf-8"), "html.parser")


def test_front_page_offers_help_then_one_small_thing_then_doors_by_person(course: Path) -> None:
    page = page_of(course, "index.html")

    links = [link.get_text() for link in page.select("article a[href]")]
    assert links[0] == "Help right now"
    assert [link.get_text() for link in page.select(".pl-hero a")] == ["Start with ten minutes"] == links[1:2]
    doors = [link.get_text() for link in page.select(".pl-doors a")]
    assert {"I am raising their children", "Someone has died", "I use, or used, too", "I lead a group"} <= set(doors)
    assert links[2] == doors[0]
    before = only(page, "article").get_text(" ").partition("Start with ten minutes")[0]
    assert len(before.split()) <= 40


def test_front_page_keeps_the_budget_of_a_lesson(course: Path) -> None:
    page = course / "html/index.html"
    files = [file.read_bytes() for file in asked_for(page)]
    drawings = [
        (course / f"html/_static/{name}.svg").read_bytes() for name in ("house", "dusk")
    ]  # its style asks for them

    assert sum(len(data) for data in [*files, *drawings]) <= FIRST_VIEW
    assert sum(len(gzip.compress(data)) for data in [*files, *drawings]) <= FIRST_VIEW_GZIP


def test_next_leads_from_the_welcome_to_the_first_lesson_in_short_and_from_help_to_the_first_hour(course: Path) -> None:
    welcome = only(page_of(course, "course/start/welcome.html"), ".pl-next__on")
    assert welcome["href"] == "../short/unit-1.html"
    help_now = only(page_of(course, "page-1.html"), ".pl-next__on")
    assert help_now["href"] == "course/start/first-hour.html"


def test_long_lists_to_look_things_up_in_are_short_at_first(course: Path) -> None:
    words = page_of(course, "course/reference/glossary.html")
    letters = [str(link["href"]).removeprefix("#") for link in words.select(".pl-letters a")]
    assert letters == [str(heading["id"]) for heading in words.select(".pl-letter")]
    assert len(letters) == len(set(letters)) > 15
    for heading in words.select(".pl-letter")[1:]:
        listed = heading.find_next_sibling("dl")
        assert isinstance(listed, Tag)
        for meaning in listed.select("dd"):
            names = list(itertools.takewhile(lambda tag: tag.name == "dt", meaning.find_previous_siblings()))
            assert names[-1].get_text().upper().startswith(heading.get_text())
    numbers = page_of(course, "page-2.html")
    needs = [str(link["href"]).removeprefix("#") for link in numbers.select(".pl-needs a")]
    assert needs == [str(section["id"]) for section in numbers.select("section[id^=need-]")]
    first = numbers.select(".pl-help-lines dd")
    assert first
    assert all(meaning.find(True, recursive=False).name == "ul" for meaning in first), "the number before its use"  # type: ignore[union-attr]
    for source in page_of(course, "course/reference/sources.html").select("article li"):
        assert len(source.select(":scope > p a, :scope > a")) <= 4, "the source, and three pages that use it"


def test_page_for_wrong_addresses_shows_the_lit_house_with_its_number_above(course: Path) -> None:
    page = page_of(course, "404.html")
    assert next(iter(page.select("main a")))["href"] == "tel:911"
    assert only(page, ".pl-hero > :last-child > a").get_text() == "Front page"
    assert any("front.css" in str(tag["href"]) for tag in page.select("link[rel=stylesheet]"))


def test_a_lesson_and_an_exercise_open_with_no_row_of_files(course: Path) -> None:
    pages = [*(course / "html/course").glob("[1-8]-*/*.html"), *(course / "html/exercises").glob("*.html")]
    for path in pages:
        if path.name != "index.html":
            page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            assert not page.select(".pl-paper"), path.name
            assert len(page.select(".pl-tools details summary")) <= 2, path.name
