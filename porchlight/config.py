"""All settings of ``conf.py`` that are ours: each with its default, its type, its check and what it is for.

They are looked at before anything is read. What cannot be used stops the build, with a sentence for each mistake.
``porchlight_course`` and ``porchlight_settings`` are no settings for people: the build notes there what it has read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from porchlight.clock import source_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

NAME_OF_A_SHEET = r"[a-z0-9-]+"


@dataclass(frozen=True)
class Setting:
    """One value of ``conf.py``.

    *use* says what it is for, *mend* how to write it where *good* refuses a value of the right type.
    *rebuild* is Sphinx's word for what a change of it touches: ``"env"`` all, ``"html"`` the web, ``""`` nothing read.
    """

    name: str
    default: Any
    rebuild: Any
    use: str
    mend: str
    good: Callable[[Any], bool]
    types: frozenset[type] = frozenset({str})


def is_day(text: str) -> bool:
    """Whether *text* is empty or a day such as ``2026-11-21``."""
    try:
        date.fromisoformat(text or "2026-11-21")
    except ValueError:
        return False
    return True


def is_address(text: str) -> bool:
    """Whether *text* is empty or the address of a page on the web."""
    return not text or text.startswith(("https://", "http://"))


def are_words(texts: Any) -> bool:
    """Whether *texts* are all texts with words in them."""
    return all(isinstance(text, str) and text.strip() for text in texts)


def are_names(table: Mapping[Any, Any]) -> bool:
    """Whether *table* leads from names to names."""
    return are_words([*table.keys(), *table.values()])


SETTINGS = (
    Setting(
        "porchlight_region",
        "us",
        "env",
        "The folder of course/regions/ that holds this country's numbers, law and words",
        "name a folder of course/regions/, such as 'us'",
        lambda text: bool(re.fullmatch(r"\w+(-\w+)*", text)),
    ),
    Setting(
        "porchlight_bibliography",
        "course/references.bib",
        "env",
        "The BibTeX file of all sources, from the folder of conf.py",
        "name a file that ends in .bib, such as 'course/references.bib'",
        lambda text: text.endswith(".bib"),
    ),
    Setting(
        "porchlight_license",
        "CC BY 4.0",
        "env",
        "The license of the text, as it is printed",
        "give its short name, such as 'CC BY 4.0'",
        lambda text: bool(text.strip()),
    ),
    Setting(
        "porchlight_license_address",
        "https://creativecommons.org/licenses/by/4.0/",
        "env",
        "Where that license stands on the web",
        "begin it with https://, or leave it empty",
        is_address,
    ),
    Setting(
        "porchlight_contact",
        "",
        "env",
        "The mail address to which readers report a mistake; empty: the page says what to write",
        "write one mail address, such as 'team@example.org', or leave it empty",
        lambda text: not text or bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)),
    ),
    Setting(
        "porchlight_audience",
        "",
        "env",
        "Whom the course is for, as search engines and libraries are told",
        "say it on one line",
        lambda text: "\n" not in text,
    ),
    Setting(
        "porchlight_subjects",
        [],
        "env",
        "What the course is about, in terms of https://meshb.nlm.nih.gov, for e-books and libraries",
        'write a list of terms: ["Naloxone", "Family"]',
        are_words,
        frozenset({list, tuple}),
    ),
    Setting(
        "porchlight_redirects",
        {},
        "html",
        "Renamed pages: the old name and the new one, both without '.md'",
        'write {"old/name": "new/name"}',
        are_names,
        frozenset({dict}),
    ),
    Setting(
        "porchlight_editions",
        "",
        "",
        "The folder that holds handouts/, notebooks/ and epub/, for the web course to offer them; make sets it",
        "name a folder, or leave it out",
        lambda text: not Path(text).is_file(),
    ),
    Setting(
        "porchlight_packet",
        "",
        "",
        "Names of sheets, divided by spaces, to bind into packet.pdf; make packet sets it",
        "name sheets, such as 'two-lists my-hopes'",
        lambda text: all(re.fullmatch(NAME_OF_A_SHEET, name) for name in text.split()),
    ),
    Setting(
        "porchlight_today",
        "",
        "",
        "The day by which make check judges dates; empty means the real day",
        "write a day such as 2026-11-21, or leave it out",
        is_day,
    ),
)


def mistakes(config: Config) -> Iterator[str]:
    """What is wrong with the settings, and how to mend it. Of a wrong type Sphinx itself warns."""
    if not str(config.project).strip():
        yield "'project' is empty: give the course's name."
    if not is_address(config.html_baseurl):
        yield f"'html_baseurl' is '{config.html_baseurl}': begin it with https://, as in https://example.org/course/."
    for setting in SETTINGS:
        value = config[setting.name]
        if isinstance(value, tuple(setting.types)) and not setting.good(value):
            yield f"'{setting.name}' is {value!r}: {setting.mend}."


def check_settings(app: Sphinx, config: Config) -> None:
    """Stop at once when a setting cannot be used."""
    source_seconds(Path(app.srcdir))
    if found := list(mistakes(config)):
        raise ConfigError("\n".join(found))


def setup_config(app: Sphinx) -> None:
    """Register the settings, and the look at them."""
    for setting in SETTINGS:
        app.add_config_value(
            setting.name, setting.default, setting.rebuild, types=setting.types, description=setting.use
        )
    app.connect("config-inited", check_settings)
