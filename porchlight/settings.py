"""Looks at what ``conf.py`` and the command line set, before anything is read: one sentence for each mistake."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from porchlight.clock import source_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config


def mistakes(config: Config) -> Iterator[str]:
    """What is wrong with the settings, and how to mend it."""
    if not str(config.project).strip():
        yield "'project' is empty: give the course's name."
    if config.porchlight_today:
        try:
            date.fromisoformat(config.porchlight_today)
        except ValueError:
            yield f"'porchlight_today' is '{config.porchlight_today}': write a day such as 2026-11-21, or leave it out."
    if not re.fullmatch(r"\w+(-\w+)*", config.porchlight_region):
        yield f"'porchlight_region' is '{config.porchlight_region}': name a folder of course/regions/, such as 'us'."
    table = config.porchlight_redirects
    if isinstance(table, dict) and not all(isinstance(name, str) for pair in table.items() for name in pair):
        yield '\'porchlight_redirects\' holds something else than names of pages: write {"old/name": "new/name"}.'
    address = config.html_baseurl
    if address and not address.startswith(("https://", "http://")):
        yield f"The site's address is '{address}': begin it with https://, as in https://example.org/course/."


def check_settings(app: Sphinx, config: Config) -> None:
    """Stop at once when a setting cannot be used."""
    source_seconds(Path(app.srcdir))
    if found := list(mistakes(config)):
        raise ConfigError("\n".join(found))


def setup_settings(app: Sphinx) -> None:
    """Register the look."""
    app.connect("config-inited", check_settings)
