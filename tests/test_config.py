"""Every setting of ours has a default that is good, and says in one sentence how to mend a value that is not."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx.config import Config

from porchlight.config import SETTINGS, mistakes

# A value of the right type that cannot be used, for each setting.
BAD: dict[str, Any] = {
    "porchlight_region": "../us",
    "porchlight_bibliography": "course/references.txt",
    "porchlight_license": " ",
    "porchlight_license_address": "creativecommons.org",
    "porchlight_contact": "the office",
    "porchlight_audience": "Families\nand friends",
    "porchlight_subjects": ["Naloxone", 3],
    "porchlight_redirects": {"a": 1},
    "porchlight_editions": __file__,
    "porchlight_packet": "two-lists ../my-hopes",
    "porchlight_today": "soon",
    "project": "",
    "html_baseurl": "example.org",
}


def settings(**values: Any) -> Config:
    """Sphinx's settings and ours, with *values* over the defaults."""
    config = Config({"project": "Porch Light"}, values)
    config.add("html_baseurl", "", "", str)
    for setting in SETTINGS:
        config.add(setting.name, setting.default, setting.rebuild, setting.types)
    return config


def test_every_setting_has_a_bad_value_here() -> None:
    assert {setting.name for setting in SETTINGS} <= set(BAD)


def test_defaults_are_good() -> None:
    assert list(mistakes(settings())) == []


@pytest.mark.parametrize("name", BAD)
def test_bad_value_is_told_in_one_sentence_that_names_the_setting(name: str) -> None:
    [sentence] = mistakes(settings(**{name: BAD[name]}))

    assert sentence.startswith(f"'{name}' is ")
    assert ": " in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_default_is_of_the_type_that_a_setting_takes(setting: Any) -> None:
    assert isinstance(setting.default, tuple(setting.types))
