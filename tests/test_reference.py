"""REFERENCE.md is what the code says, nothing in it lacks words, and no name of ours replaces one of docutils."""

from __future__ import annotations

import pytest
from docutils.parsers.rst import directives, roles

from porchlight import reference


@pytest.fixture(scope="module")
def found() -> reference.Registry:
    return reference.registered()


def test_reference_is_made_from_the_code_as_it_is() -> None:
    assert reference.FILE.read_text(encoding="utf-8") == reference.text(), "run `python -m porchlight reference`"


def test_every_directive_and_role_says_what_it_is_for(found: reference.Registry) -> None:
    things = {**found.directives, **found.roles}

    assert [name for name, thing in things.items() if not reference.use_of(thing)] == []


# What they stand for has an id of its own: a passage, a need, a talk.
NO_OPTIONS_OF_THEIR_OWN = {"passage", "story-aloud", "help-lines", "talk"}


def test_every_directive_takes_a_class_and_a_name(found: reference.Registry) -> None:
    lacking = {
        name for name, one in found.directives.items() if not {"class", "name"} <= (one.option_spec or {}).keys()
    }

    assert lacking == NO_OPTIONS_OF_THEIR_OWN


def test_no_name_replaces_one_of_docutils(found: reference.Registry) -> None:
    assert not found.directives.keys() & directives._directive_registry.keys()  # type: ignore[attr-defined]
    assert not found.roles.keys() & roles._role_registry.keys()  # type: ignore[attr-defined]
