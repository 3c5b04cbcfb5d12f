"""A part of the course: the units that were asked for, and nothing that leads into the others."""

from __future__ import annotations

import re

import pytest
from sphinx.errors import ConfigError

from tests.conftest import GUIDE, LESSON, REPOSITORY, SESSION, TINY, UNIT, Course

OTHER = "course/2-second-unit"
DEFINED = re.compile(r"^(:{3,})\{passage\} (\S+)\n(?!\1$)", re.MULTILINE)
SHOWN = re.compile(r"^(:{3,})\{passage\} (\S+)\n\1$", re.MULTILINE)


@pytest.fixture
def two_units(tiny_course: Course) -> Course:
    """The tiny course with a second unit, which pages of the first, the front page and the guide lead to."""
    course = tiny_course
    exercise = TINY["exercises/first-steps.md"].replace("# First steps", "# Later steps")
    course.write("exercises/later-steps.md", exercise)
    lesson = TINY[f"{LESSON}.md"].replace("# First lesson", "# Second lesson").replace("first-steps", "later-steps")
    course.write(f"{OTHER}/second-lesson.md", lesson)
    course.write(
        f"{OTHER}/index.md", TINY[f"{UNIT}.md"].replace("first-", "second-").replace("second-steps", "later-steps")
    )
    course.write("course/facilitator/session-1.md", TINY[f"{SESSION}.md"].replace("Session 2", "Session 1"))
    course.replace("course/facilitator/session-1.md", ":sheets: sign-in", ":sheets: sign-in second-lesson")
    course.replace(f"{GUIDE}.md", "session-2\n", "session-1\nsession-2\n")
    course.replace("index.md", "course/reference/get-help", f"{OTHER}/index\ncourse/reference/get-help")
    course.replace("index.md", ":::{course-contents}", "{course}`Units` units.\n\n:::{course-contents}")
    course.replace(
        f"{LESSON}.md", "Body words.", "Body, and [what comes later](../2-second-unit/second-lesson.md#what-is-true)."
    )
    course.replace(f"{LESSON}.md", "Danger words.", "Or [](/exercises/later-steps.md).")
    return course


def test_part_of_the_course_builds_and_leads_nowhere_else(two_units: Course) -> None:
    built = two_units.build("html", porchlight_units="1")

    assert not any(name.startswith(OTHER) for name in built.app.env.found_docs)
    assert not {"exercises/later-steps", SESSION} & built.app.env.found_docs
    assert built.shows("index", "One units.")
    page = built.page(LESSON)
    assert built.shows(LESSON, "Body, and what comes later.")
    assert built.shows(LESSON, "Or Later steps.")
    assert "second-lesson" not in page
    assert "later-steps" not in page
    assert built.shows("course/facilitator/session-1", "This edition of the course holds a part of its units.")
    assert not built.shows("course/facilitator/session-1", "Second lesson")


def test_packet_goes_when_all_its_sheets_are_left_out(two_units: Course) -> None:
    packet = "\n:::{{packet}} {}\n:name: {}\n:sheets: {}\n\nFor them.\n:::\n"
    two_units.add(f"{UNIT}.md", packet.format("For both", "both", "first-steps later-steps"))
    two_units.add(f"{UNIT}.md", packet.format("For later", "later", "later-steps second-lesson"))

    built = two_units.build("text", porchlight_units="1")

    assert built.shows(UNIT, "For both")
    assert not built.shows(UNIT, "For later")


def test_whole_course_builds_as_ever_and_a_unit_that_is_none_is_told(two_units: Course) -> None:
    assert two_units.build("dummy").shows is not None

    with pytest.raises(ConfigError, match=r"There is no unit '3' \(there are: 1, 2\)"):
        two_units.build("dummy", porchlight_units="1 3")


def units_of_this_course() -> dict[str, str]:
    """The text of each unit with its exercises, by the name of its folder."""
    texts = {}
    for index in sorted((REPOSITORY / "course").glob("[1-9]-*/index.md")):
        exercises = re.findall(r"^/(exercises/.+)$", index.read_text(encoding="utf-8"), re.MULTILINE)
        pages = [*sorted(index.parent.glob("*.md")), *(REPOSITORY / f"{name}.md" for name in exercises)]
        texts[index.parent.name] = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    return texts


def test_no_page_of_this_course_shows_a_passage_that_another_unit_defines() -> None:
    units = units_of_this_course()
    guide = sorted((REPOSITORY / "course/facilitator").rglob("*.md"))
    others = {page.name: page.read_text(encoding="utf-8") for page in guide if not page.name.startswith("session-")}

    for unit, text in units.items():
        own = {name for _, name in DEFINED.findall(text)}
        for place, shown in {**units, **others}.items():
            if place != unit:
                assert not own & {name for _, name in SHOWN.findall(shown)}, f"{place} takes it from {unit}"


def test_passages_of_this_region_lead_to_pages_that_every_part_has() -> None:
    for file in sorted((REPOSITORY / "course/regions").rglob("passages/**/*.md")):
        assert not re.search(r"\]\(/(?:exercises|course/[1-9]-)", file.read_text(encoding="utf-8")), file.name
