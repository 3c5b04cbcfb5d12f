"""What a page of the web course shows around its own words: ``pl``, for the templates of the theme."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes

from porchlight.addresses import (
    LEAVE_PAGE,
    MY_ANSWERS,
    NOT_FOUND,
    SEARCH_PAGE,
    address,
    addresses,
    file_name,
    has_address,
)
from porchlight.agenda import AgendaDomain
from porchlight.books import printed_files
from porchlight.course_file import course_file
from porchlight.doors import door
from porchlight.ebooks import FAMILY
from porchlight.editions.web.assets import (
    ALOUD_SCRIPT,
    EVERY_PAGE,
    FILES_SCRIPT,
    LOCK_SCRIPT,
    PRINT_STYLE,
    REPEAT_SCRIPT,
    scripts_for,
    styles_for,
    versioned,
)
from porchlight.editions.web.contents_list import COURSE, GROUPS, LEADERS, group_of, page_contents
from porchlight.editions.web.downloads import (
    BOOKS,
    GUIDE_PAGE,
    book_path,
    downloads,
    editions,
    offered,
    offered_below,
)
from porchlight.editions.web.hosts import POLICY
from porchlight.editions.web.languages import codes_of, other_languages
from porchlight.editions.web.linked_data import as_script, page_record
from porchlight.editions.web.offline import MANIFEST, take_along_control
from porchlight.editions.web.paper_links import LIST
from porchlight.editions.web.shape import SOURCES, TOOLS, fold, is_for_now
from porchlight.editions.web.worksheet import erase_control
from porchlight.exercise import ExerciseDomain, exercise_id
from porchlight.front_matter import EVIDENCE
from porchlight.imprint import imprint
from porchlight.languages import in_course_language, language_of
from porchlight.lesson import LessonDomain
from porchlight.locale import N_, _, month_and_year
from porchlight.naming import file_stem
from porchlight.outline import (
    REFERENCE,
    START,
    Place,
    Unit,
    exercise_label,
    help_page,
    is_for_leaders,
    is_lesson,
    minutes_of,
    once,
    places,
    reading_order,
    unit_number,
    units,
)
from porchlight.pictures import path_of, read_drawing
from porchlight.private import is_private, is_savable, private_steps
from porchlight.quiz import question
from porchlight.reading import NONE, Minutes, format_duration, minutes_in_words
from porchlight.reviews import state
from porchlight.session import session_number
from porchlight.short import is_short, short_name, short_places

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

OWN_TABS = {MY_ANSWERS: N_("My answers"), SEARCH_PAGE: N_("Find a word")}
LISTS = {"pl-steps", "pl-units", "pl-quality"}  # classes of lists of pages
BY_EYE = {"pl-source-list", "pl-quality", "pl-handouts"}  # lists that nobody listens to
LONG_LISTS = {"pl-words", "pl-source-list", "pl-help-lines", "pl-ways"}  # and of other long lists


def i_am(config: Config) -> tuple[tuple[str, str], ...]:
    """What a reader may be, as many as fit; each opens the parts for one relationship, or those that speak of it."""
    known = course_file(config)
    return (*known.relationships.items(), *((name, also.words) for name, also in known.also.items()))


def label_above_title(place: Place | None, unit: Unit | None, docname: str) -> str:
    """The line above a page's title: ``lesson 2 of 4``, ``Unit 1``, ``Exercise``, or nothing."""
    if place:
        return place.label
    if unit:
        return unit.label
    if is_short(docname):
        return short_name(docname)
    if is_for_leaders(docname):
        return _(LEADERS)  # a session's title says its number
    return _("Exercise") if exercise_id(docname) else ""


def tab_label(env: BuildEnvironment, place: Place | None, unit: Unit | None, docname: str) -> str:
    """What the browser's tab says before the course's name, nothing about drugs: ``Unit 1, lesson 2``."""
    if docname in OWN_TABS:
        return _(OWN_TABS[docname])
    if docname not in env.titles or docname == env.config.root_doc:
        return ""
    if is_short(docname):
        return short_name(docname)
    if place:
        return place.short
    if unit:
        return unit.label
    if number := session_number(docname):
        return _("Session %(number)s", number=number)
    if exercise_id(docname):
        return exercise_label(env, docname) or _("Exercise")
    if has_address(env, docname):
        return address(env, docname).replace("-", " ").capitalize()
    return env.titles[docname].astext()


def features_of(
    env: BuildEnvironment, docname: str, doctree: nodes.document | None, place: Place | None, unit: Unit | None
) -> set[str]:
    """What a page has that scripts and styles are sent for: names of ``assets.SCRIPTS`` and ``assets.STYLES``."""
    private, savable = is_private(env, docname), is_savable(env, docname)
    exercise, lesson = exercise_id(docname) is not None, is_lesson(env, docname)
    parts = list(doctree.findall(nodes.Element)) if doctree else []
    erases = any(isinstance(part, erase_control) for part in parts)
    has = {
        EVERY_PAGE: True,
        "steps": not private and not exercise and bool(place or unit or docname == env.config.root_doc),
        "lesson": lesson,
        "quiz": any(isinstance(part, question) for part in parts),
        "act": is_for_now(env, docname),
        "exercise": exercise and not private,
        "private fields": exercise and private and savable,
        "all answers": docname == MY_ANSWERS,
        "erase": (savable and private and not exercise) or (erases and not savable),
        "for you": any(isinstance(part, fold) and "relationship" in part for part in parts),
        "listen": not private and (lesson or docname.startswith(START)),
        "look up aloud": not private
        and (
            unit is not None
            or docname.startswith(REFERENCE)
            or (is_short(docname) and not _shortens_private(env, docname))
        )
        and not any(BY_EYE.intersection(part["classes"]) for part in parts),
        "handouts": any(LIST in part["classes"] for part in parts),
        "search": docname == SEARCH_PAGE,
        "agenda": docname in AgendaDomain.of(env).records,
        "take along": any(isinstance(part, take_along_control) for part in parts),
        "calendar": any("pl-calendar" in part["classes"] for part in parts),
        "lists": docname == SEARCH_PAGE or any(LISTS.intersection(part["classes"]) for part in parts),
        "look up": any(LONG_LISTS.intersection(part["classes"]) for part in parts),
        "stack": any("pl-stack" in part["classes"] for part in parts),
        "doors": docname == NOT_FOUND or any(isinstance(part, door) for part in parts),
        "leaders": is_for_leaders(docname),
        "fields": exercise or docname == MY_ANSWERS or erases or savable,
        "many answers": docname == MY_ANSWERS or bool(_repeats(env, docname)),
    }
    return {feature for feature, there in has.items() if there}


def _shortens_private(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page of short versions holds that of a private lesson."""
    return any(page == docname and is_private(env, lesson) for lesson, (page, _) in short_places(env).items())


def _repeats(env: BuildEnvironment, docname: str) -> str:
    """The exercise that a page asks again, as its front matter says."""
    return str(env.metadata.get(docname, {}).get("repeats", ""))


def page_view(app: Sphinx, pagename: str, doctree: nodes.document | None) -> dict[str, Any]:
    """All that our templates show of a page: *doctree* is ``None`` for pages that have no source."""
    env = app.env
    course = units(env)
    place = places(env).get(pagename)
    unit = next((unit for unit in course if unit.docname == pagename), None)
    minutes = unit.minutes if unit else minutes_of(env, pagename)
    folder = editions(app)
    private = is_private(env, pagename)
    now = is_for_now(env, pagename)
    marks = bool(place) or is_lesson(env, pagename) or exercise_id(pagename) is not None
    book = book_path(app.config, FAMILY)
    tab = tab_label(env, place, unit, pagename)
    file = (tab or env.config.project).lower().replace(", ", "-").replace(" ", "-")
    features = features_of(env, pagename, doctree, place, unit)
    return {
        "address": address(env, pagename),
        "address_of": partial(address, env),
        "tab": f"{tab} – {env.config.project}" if tab else env.config.project,
        "where": label_above_title(place, unit, pagename),
        "unit": place.unit if place else None,
        "language": "" if in_course_language(env, pagename) else language_of(env, pagename),
        "listen": "listen" in features,
        "aloud": versioned(ALOUD_SCRIPT) if features & {"exercise", "look up aloud"} else "",
        "languages": other_languages(app, pagename) if doctree else [],
        "for_you": i_am(app.config) if "for you" in features else (),
        "time": _time(pagename, minutes),
        "exercise": exercise_id(pagename),
        "downloads": offered(app, pagename),
        "sheets": offered_below(app, pagename),
        "downloads_are": _downloads_are(env, pagename),
        "on_paper": bool(offered(app, pagename)) and not (now or unit),
        "writes": is_lesson(env, pagename) or exercise_id(pagename) is not None,
        "groups": GROUPS,
        "book": book if folder and (folder / book).is_file() else "",
        "contents": page_contents(env, pagename),
        "group": COURSE if place else group_of(env, pagename),
        "short": _short_version(env, pagename, unit),
        "facts": " ".join(filter(None, (_facts(env, pagename), state(env, pagename)))),
        "imprint": imprint(env, [pagename], newest=False),
        "linked_data": as_script(page_record(app, pagename)) if doctree else "",
        "tell": "" if private else _tell_us(app, pagename),
        "license_address": app.config.porchlight_license_address,
        "parts": (TOOLS, SOURCES),
        "policy": POLICY,
        "leave": LEAVE_PAGE,
        "pages": course_file(app.config).pages,
        "description": app.config.epub_description,
        "search": SEARCH_PAGE,
        "my_answers": MY_ANSWERS,
        "lock": versioned(LOCK_SCRIPT),
        "then_and_now": versioned(REPEAT_SCRIPT),
        "files": versioned(FILES_SCRIPT),
        "marks": marks and not private,
        "private": private,
        "savable": is_savable(env, pagename),
        "all_private": private_steps(env),
        "file": file_name(env, pagename) if private else f"{file_stem(app.config)}-{file}",
        "file_all": f"{file_stem(app.config)}-all",
        "repeats": _repeats(env, pagename),
        **(_all_answers(env, course) if pagename == MY_ANSWERS else {}),
        "styles": styles_for(features),
        "scripts": scripts_for(features),
        "manifest": MANIFEST if "take along" in features else "",
        "help": help_page(env),
        "now": now,
        "print_styles": [versioned(PRINT_STYLE)] if now else [],
    }


def _short_version(env: BuildEnvironment, docname: str, unit: Unit | None) -> tuple[str, str] | None:
    """The page, and the place on it, that says a lesson or a unit in short."""
    if unit and unit.lessons:
        page, _ = short_places(env).get(unit.lessons[0].docname, ("", ""))
        return (page, "") if page else None
    return short_places(env).get(docname)


def _downloads_are(env: BuildEnvironment, docname: str) -> str:
    """What the files beside a page are for."""
    if session_number(docname) is not None:
        return _("For the room")
    return _("To take along") if docname == GUIDE_PAGE or unit_number(env, docname) is not None else _("On paper")


def _time(docname: str, minutes: Minutes) -> str:
    """How long a page takes, in words; a session is kept by the clock."""
    if session_number(docname) is not None and minutes:
        return minutes_in_words(minutes)
    return format_duration(minutes) if minutes else ""


def _all_answers(env: BuildEnvironment, course: list[Unit]) -> dict[str, Any]:
    """What "My answers" knows of the course: every exercise in reading order, and every step; none that is private."""
    domain = ExerciseDomain.of(env)
    titles = {docname: record.title for docname, record in domain.all()}
    order = [name for name in reading_order(env) if name in titles and not is_private(env, name)]
    kept = [replace(unit, steps=tuple(s for s in unit.steps if not is_private(env, s.docname))) for unit in course]
    return {"exercises": [(exercise_id(name), titles[name], name) for name in order], "course": kept}


def _tell_us(app: Sphinx, docname: str) -> str:
    """A mail that says which page of which edition a mistake stands on, and nothing about who writes it; or ""."""
    if not (contact := app.config.porchlight_contact):
        return ""
    edition = f"{app.config.project} {app.config.release}"
    asked = (_("The sentence:"), _("What is wrong with it:"), _("Where it says so:"))
    place = _("%(edition)s, page %(page)s", edition=edition, page=docname)
    body = "\n\n".join((place, *asked)) + "\n"
    subject = _("A mistake in %(edition)s", edition=edition)
    return f"mailto:{contact}?subject={quote(subject)}&body={quote(body)}"


def _facts(env: BuildEnvironment, docname: str) -> str:
    domain = LessonDomain.of(env)
    for record in domain.records.get(docname, []):
        if record.checked and record.evidence:
            checked = _("Facts last checked: %(month)s.", month=month_and_year(record.checked))
            return f"{_(EVIDENCE[record.evidence])} {checked}"
    return ""


@once
def on_every_page(env: BuildEnvironment, app: Sphinx) -> str:
    """What may stand on any page beside its own words: the contents list, the files there are, units' pictures."""
    folder, pages = editions(app), course_file(app.config).pages
    order = [name for name in reading_order(env) if name in env.titles]
    drawings = [path for unit in units(env) if (path := path_of(env, f"unit-{unit.number}")).is_file()]
    shared = [book_path(app.config, kind) for kind in BOOKS]
    return repr(
        [(name, env.titles[name].astext(), downloads(app, name)) for name in order]
        + [(path.name, read_drawing(path).units) for path in drawings]
        + sorted(addresses(env).items())
        + [app.config.porchlight_editions, *((folder / book).is_file() for book in shared if folder)]
        + sorted(env.found_docs & {pages.help, pages.handouts, GUIDE_PAGE})
        + printed_files(env)
    )


def surroundings(app: Sphinx, docname: str) -> tuple[str, Minutes]:
    """What a page shows that it was not read from."""
    minutes = next((unit.minutes for unit in units(app.env) if unit.docname == docname), NONE)
    return on_every_page(app.env, app) + state(app.env, docname) + repr(codes_of(app, docname)), minutes
