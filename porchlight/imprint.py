"""What tells an old print from a new one: the edition, when its facts were checked, the license, where the newest is.

One line, the same at the foot of every page, sheet, card, slide and e-book::

    Edition 0.1 · facts checked November 2026 · CC BY 4.0 · newest at example.org/course

An edition for another country says, too, that somebody has yet to check what is printed for it.

The edition is ``release`` of ``conf.py``, the license ``porchlight_license``, the address ``html_baseurl``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.age import date_of
from porchlight.languages import language_of
from porchlight.locale import month_and_year, said_in
from porchlight.region_file import not_checked_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment


def imprint(env: BuildEnvironment, docnames: Iterable[str] = (), *, newest: bool = True) -> str:
    """The line for what is made of *docnames*, in their language; with the oldest day on which one was checked.

    A page whose facts nobody dated, and a book of many pages, has no date. Without *newest* the address is left out,
    for a page that is at the address already.
    """
    names = list(docnames)
    languages = {language_of(env, name) for name in names}
    language = languages.pop() if len(languages) == 1 else str(env.config.language)
    days = [day for name in names if (day := date_of(env, name))]
    site = str(env.config.html_baseurl).partition("://")[2].rstrip("/")
    country = not_checked_for(env, names)
    parts = [
        f"{said_in(language, 'Edition')} {env.config.release}" if env.config.release else "",
        f"{said_in(language, 'facts checked')} {month_and_year(min(days), language)}" if days else "",
        said_in(language, "not checked for %(country)s", country=country) if country else "",
        str(env.config.porchlight_license),
        f"{said_in(language, 'newest at')} {site}" if newest and site else "",
    ]
    return " · ".join(filter(None, parts))
