"""The words of the interface: all that an edition says to a reader beside the course's own text.

They stand in English where they are used, in ``_("…")``, and in other languages in one gettext catalog each,
``es/LC_MESSAGES/porchlight.po``. ``python -m porchlight.locale`` brings the catalogs up to date. A catalog is
read as it is: there is no compiled copy that could be old. What an author is told, warnings, stays English.

Names that change stand as ``%(name)s``: ``_("Session %(number)s", number=2)``. ``N_`` marks words of a constant,
which are said in the language of a build only when ``_`` gets them.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jinja2 import Environment
    from sphinx.application import Sphinx

DOMAIN = "porchlight"
FOLDER = Path(__file__).parent
SOURCE = "en"


def catalog_path(language: str) -> Path:
    """Where the catalog of *language* lies, if there is one."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def languages() -> list[str]:
    """The languages that have a catalog."""
    return sorted(path.parents[1].name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def catalog(language: str) -> NullTranslations:
    """The words of the interface in *language*, in that of another country, or else in English."""
    for name in (language.replace("-", "_"), language[:2]):
        path = catalog_path(name)
        if path.is_file():
            return _read(path, path.stat().st_mtime_ns)
    return NullTranslations()


def _has_catalog(name: str) -> bool:
    return catalog_path(name).is_file() or catalog_path(name[:2]).is_file()


@lru_cache
def _read(path: Path, _changed: int) -> NullTranslations:
    with path.open("rb") as file:
        words = read_po(file, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return GNUTranslations(compiled)


class _Spoken:
    """What the build that runs speaks."""

    language = SOURCE
    words: NullTranslations = NullTranslations()


def spoken() -> str:
    """The language of the build, as ``en``."""
    return _Spoken.language


def speak(language: str) -> None:
    """Say everything in *language* from now on."""
    _Spoken.language, _Spoken.words = language, catalog(language)


def _(message: str, **names: object) -> str:
    """*message* in the language of the build."""
    said = _Spoken.words.gettext(message)
    return said % names if names else said


def ngettext(one: str, many: str, number: int, **names: object) -> str:
    """*one* or *many*, as *number* asks for in the language of the build; both may hold ``%(number)s``."""
    return _Spoken.words.ngettext(one, many, number) % {"number": number, **names}


def N_(message: str) -> str:
    """*message*, to be said later."""
    return message


def said_in(language: str, message: str, **names: object) -> str:
    """*message* in the *language* of a page, which may be another than the course's."""
    said = (_Spoken.words if language == _Spoken.language else catalog(language)).gettext(message)
    return said % names if names else said


def speak_in(templates: Environment) -> None:
    """Have ``_`` and ``{% trans %}`` of Jinja templates say the words of the build's language."""
    templates.add_extension("jinja2.ext.i18n")
    # Jinja puts in the names itself
    templates.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: _Spoken.words.gettext(message),
        lambda one, many, number: _Spoken.words.ngettext(one, many, number),
        newstyle=True,
    )


def locale_of(language: str = "") -> Locale:
    """What Babel knows of *language*, or of the build's."""
    name = (language or _Spoken.language).replace("-", "_")
    try:
        # dates go with the words around them: both are English where there is no catalog
        return Locale.parse(name if _has_catalog(name) else SOURCE)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(SOURCE)


def month_and_year(day: date, language: str = "") -> str:
    """``November 2026``."""
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    return format_skeleton("yMMMM", noon, locale=locale_of(language))


def whole_date(day: date) -> str:
    """``November 29, 2026``, in the language of the build."""
    return format_date(day, "long", locale_of())


def listed(words: Sequence[str], style: str = "standard") -> str:
    """``a, b and c``, or with *style* ``or`` the same with that word."""
    locale = locale_of()
    # the course writes no comma before the last "and"
    return format_list(words, style=style, locale="en_GB" if locale.language == SOURCE else locale)  # type: ignore[arg-type]


def setup_words(app: Sphinx) -> None:
    """Speak the course's language. Comes first: what is registered later may have words."""
    speak(str(app.config.language))
