"""Parallel and repeated builds give what one clean serial build gives, and do no needless work."""

from __future__ import annotations

import os
import pickle
import time
from typing import TYPE_CHECKING, Any

import pytest
from docutils.parsers.rst import directives
from sphinx.errors import ConfigError, SphinxParallelError

from porchlight.records import RecordsDomain
from tests.conftest import (
    EXERCISE,
    GET_HELP,
    LESSON,
    REFERENCES,
    REGION,
    SESSION,
    SOURCES,
    UNIT,
    Built,
    Course,
    tiny,
)

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes
    from sphinx.testing.util import SphinxTestApp


def records(built: Built) -> dict[str, Any]:
    """What each domain of ours holds, but for the fingerprints of doctrees: these lie in other folders."""
    ours = {name: found for name, found in built.app.env.domains.items() if isinstance(found, RecordsDomain)}
    assert {"exercise", "quality", "search", "freshness"} <= ours.keys()
    return {
        name: {kind: data for kind, data in found.data.items() if kind != "doctrees"} for name, found in ours.items()
    }


def pages(built: Built) -> dict[str, str]:
    return {name: built.page(name) for name in sorted(built.app.env.found_docs)}


def second_copies(course: Course, count: int) -> None:
    """Add copies of the exercise, so that there is enough to share among processes."""
    text = (course.root / f"{EXERCISE}.md").read_text(encoding="utf-8")
    names = [f"steps-{number}" for number in range(count)]
    for name in names:
        course.write(f"exercises/{name}.md", text.replace("# First steps", f"# Steps {name}"))
    listed = "\n".join(f"/exercises/{name}" for name in ["first-steps", *names])
    course.replace(f"{UNIT}.md", "/exercises/first-steps", listed)


# parallel


def test_parallel_build_reads_in_many_processes_and_gives_what_a_serial_one_gives(tmp_path: Path) -> None:
    (tmp_path / "pids").mkdir()

    def note_process(app: SphinxTestApp, doctree: nodes.document) -> None:
        (tmp_path / "pids" / str(os.getpid())).touch()

    built = []
    for name, parallel in (("serial", 0), ("parallel", 3)):
        course = tiny(tmp_path / name)
        second_copies(course, 6)
        prepare = None if name == "serial" else lambda app: app.connect("doctree-read", note_process)
        built.append(course.build("text", parallel=parallel, prepare=prepare))
    serial, parallel_build = built

    processes = {path.name for path in (tmp_path / "pids").iterdir()}
    assert len(processes - {str(os.getpid())}) > 1
    assert len(records(serial)["exercise"]["records"]) == 7
    assert records(serial) == records(parallel_build)
    assert pages(serial) == pages(parallel_build)


def test_exercises_of_one_name_are_reported_in_a_parallel_build(tiny_course: Course) -> None:
    second_copies(tiny_course, 6)
    text = (tiny_course.root / f"{EXERCISE}.md").read_text(encoding="utf-8")
    tiny_course.write("exercises/more/first-steps.md", text)
    listed = "/exercises/first-steps\n"
    tiny_course.replace(f"{UNIT}.md", listed, f"/exercises/more/first-steps\n{listed}")

    warnings = tiny_course.build("dummy", parallel=3, warns=True).warnings

    assert [text.split(". ")[0] for text in warnings] == [
        f"exercises/more/first-steps.md:1: WARNING: The exercise 'first-steps' is already in '{EXERCISE}'"
    ]


def test_unknown_exercise_of_a_card_is_reported_in_a_parallel_build(tiny_course: Course) -> None:
    second_copies(tiny_course, 6)
    tiny_course.replace(f"{LESSON}.md", "{exercise-card} first-steps", "{exercise-card} last-steps")

    [warning] = tiny_course.build("dummy", parallel=3, warns=True).warnings

    line = tiny_course.line(f"{LESSON}.md", "{exercise-card}")
    assert warning.startswith(f"{LESSON}.md:{line}: WARNING: There is no exercise 'last-steps'")


def test_page_that_crashes_in_another_process_fails_the_build(tmp_path: Path) -> None:
    """Sphinx by itself reports success when the crash comes while there are pages still to hand out."""
    course, crashed, parent = tiny(tmp_path), tmp_path / "crashed", os.getpid()
    second_copies(course, 6)

    def crash(docname: str, doctree: nodes.document) -> None:
        if os.getpid() != parent:
            crashed.touch()
            raise RuntimeError("no page")

    def hold(app: SphinxTestApp, *page: object) -> None:
        """Give the other process time to crash before the last pages are handed out."""
        time.sleep(0 if crashed.exists() else 0.05)

    def prepare(app: SphinxTestApp) -> None:
        app.builder.write_doc = crash  # type: ignore[method-assign]
        app.connect("doctree-resolved", hold)

    with pytest.raises(SphinxParallelError, match="no page"):
        course.build("text", parallel=2, prepare=prepare)


# building again


def rebuilt_after(course: Course, path: str, old: str, new: str) -> tuple[set[str], Built]:
    """The pages of the web edition that are written again after an edit, and the build."""
    before = course.build("html").written()
    course.replace(path, old, new)
    built = course.build("html")
    after = built.written()
    return {name for name in after if after[name] != before[name]}, built


def test_build_without_an_edit_reads_and_writes_nothing(tiny_course: Course) -> None:
    before = tiny_course.build("html").written()

    built = tiny_course.build("html")

    assert built.read == []
    assert built.written() == before


def test_edit_of_a_lessons_words_rewrites_only_that_page_and_its_parent(tiny_course: Course) -> None:
    rewritten, built = rebuilt_after(tiny_course, f"{LESSON}.md", "Body words.", "Other words.")

    assert built.read == [LESSON]
    # the unit's page too, because Sphinx writes a page again when one that its toctree names was read again
    assert rewritten == {LESSON, UNIT}
    assert built.shows(LESSON, "Other words.")


def test_edit_of_an_exercises_words_rewrites_only_that_page_and_its_parent(tiny_course: Course) -> None:
    rewritten, built = rebuilt_after(tiny_course, f"{EXERCISE}.md", "Help for before.", "Other help.")

    assert built.read == [EXERCISE]
    assert rewritten == {EXERCISE, UNIT}


def test_edit_of_an_exercises_minutes_rewrites_every_page_that_shows_them(tiny_course: Course) -> None:
    rewritten, built = rebuilt_after(tiny_course, f"{EXERCISE}.md", "minutes: 10", "minutes: 15")

    assert built.read == [EXERCISE]
    assert rewritten == {EXERCISE, UNIT, "index", LESSON}
    assert built.shows(EXERCISE, "about 15 minutes")
    assert built.shows(UNIT, "(about 15 minutes)")
    assert built.shows("index", "16 to 17 minutes")
    assert built.shows(LESSON, "(about 15 minutes)")


def test_longer_lesson_takes_longer_on_its_unit_and_the_front_page(tiny_course: Course) -> None:
    longer = "Body words. " + "And so it goes on here. " * 200
    rewritten, built = rebuilt_after(tiny_course, f"{LESSON}.md", "Body words.", longer)

    assert rewritten == {LESSON, UNIT, "index"}
    assert built.shows(UNIT, "Lesson 1: First lesson (7 to 13 minutes)")
    assert built.shows("index", "17 to 23 minutes")


def test_edit_of_a_reference_reads_again_the_pages_that_cite(tiny_course: Course) -> None:
    rewritten, built = rebuilt_after(tiny_course, REFERENCES, "What groups know", "What groups learn")

    assert built.read == [LESSON, SESSION, SOURCES]
    assert not rewritten & {GET_HELP, EXERCISE}
    assert built.shows(LESSON, "What groups learn")
    assert built.shows(SOURCES, "What groups learn")


def test_edit_of_a_reference_reads_again_a_page_that_only_shows_a_point_of_law(tiny_course: Course) -> None:
    tiny_course.write(f"{GET_HELP}.md", "# Get help\n\n:::{law} good-samaritan\n:::\n")
    tiny_course.build("text")
    tiny_course.replace(REFERENCES, "The law book", "The new law book")

    assert tiny_course.build("text").shows(GET_HELP, "The new law book")


def test_new_citation_reaches_the_list_of_sources(tiny_course: Course) -> None:
    tiny_course.add(REFERENCES, "\n@misc{later2025, title = {Cited later}, year = {2025}}\n")
    tiny_course.build("text")
    tiny_course.replace(f"{LESSON}.md", "12 groups. {source}`group2020`", "12 groups. {source}`later2025`")

    built = tiny_course.build("text")

    assert built.read == [LESSON]
    assert built.shows(SOURCES, "Cited later")


@pytest.mark.parametrize("parallel", [0, 2])
def test_edit_of_the_region_reads_again_the_pages_that_use_it(tiny_course: Course, parallel: int) -> None:
    tiny_course.replace(f"{EXERCISE}.md", "Help for before.", "Or {reach}`emergency`.")
    tiny_course.build("text", parallel=parallel)
    tiny_course.replace(REGION, 'number = "911"', 'number = "112"')

    built = tiny_course.build("text", parallel=parallel)

    assert built.read == [LESSON, GET_HELP, EXERCISE]
    assert built.shows(EXERCISE, "Or call 112.")
    assert built.shows(LESSON, "Call 112, or reach")
    assert built.shows(GET_HELP, "Call: 112")


def test_mistake_across_pages_is_reported_again_when_a_page_is_read_again(tiny_course: Course) -> None:
    tiny_course.build("dummy")
    (tiny_course.root / f"{EXERCISE}.md").rename(tiny_course.root / "exercises/renamed.md")
    tiny_course.replace(f"{UNIT}.md", "/exercises/first-steps", "/exercises/renamed")

    warnings = tiny_course.build("dummy", warns=True).warnings

    assert {text.split()[-1] for text in warnings} == {"[porchlight.exercise_unknown]", "[porchlight.sheet_unknown]"}


# what is kept between builds


def test_editions_share_what_was_read(tiny_course: Course) -> None:
    first = tiny_course.build("text")
    second = tiny_course.build("html")

    assert (len(first.read), second.read) == (len(first.app.env.found_docs), [])
    assert records(first) == records(second)


def test_environment_and_pages_survive_pickling(built: Built) -> None:
    again = pickle.loads((built.app.doctreedir / "environment.pickle").read_bytes())

    assert all(found.items() <= again.domaindata[name].items() for name, found in records(built).items())
    for name in built.app.env.found_docs:
        tree = built.doctree(name)
        assert pickle.loads(pickle.dumps(tree)).pformat() == tree.pformat()


def test_no_directive_takes_an_option_for_words(tiny_course: Course) -> None:
    """Markdown reads ``:class: mine`` as words where a directive knows no option at all."""
    ours: dict[str, Any] = {}

    def look(app: SphinxTestApp) -> None:
        known = directives._directives  # type: ignore[attr-defined]
        ours.update({name: found for name, found in known.items() if found.__module__.startswith("porchlight")})

    tiny_course.build("dummy", prepare=look)

    assert "today" in ours
    assert [name for name, found in ours.items() if found.has_content and not found.option_spec] == []


def test_other_builders_of_html_stop_in_a_sentence_or_print_the_course(tiny_course: Course) -> None:
    with pytest.raises(ConfigError, match="'html'; 'dirhtml' needs another theme"):
        tiny_course.build("dirhtml")

    built = tiny_course.build("singlehtml", html_theme="basic")

    page = built.page("index")
    assert "Help for before." in page
    assert "<textarea" not in page
