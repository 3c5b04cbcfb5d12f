"""The page in another language: a link that keeps the page, both ways, where it is there in both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from porchlight.addresses import address
from porchlight.catalogs.generated import generated
from porchlight.catalogs.pages import languages, translated
from porchlight.languages import language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@dataclass(frozen=True)
class Other:
    """A page in another language: its short name, what it calls itself, and where the page lies from here."""

    code: str
    name: str
    href: str


def name_of(code: str) -> str:
    """What a language calls itself, as ``Español``."""
    name = Locale.parse(code.replace("-", "_")).display_name or code
    return name[:1].upper() + name[1:]


def codes_of(app: Sphinx, docname: str) -> list[str]:
    """The other languages that have this page: those whose web course lies in a folder of this one, or the first."""
    if found := generated(app.srcdir):
        return [found.home] if docname in found.pages else []
    root = Path(app.srcdir)
    page = f"{address(app.env, docname)}.html"
    return [
        code for code in languages(root) if Path(app.outdir, code, page).is_file() and docname in translated(root, code)
    ]


def other_languages(app: Sphinx, docname: str) -> list[Other]:
    """The page in each other language that has it."""
    here = address(app.env, docname)
    up = "../" * here.count("/")
    home = bool(generated(app.srcdir))
    own = language_of(app.env, docname)
    if own != app.config.language and Path(app.outdir, own, "index.html").is_file():
        return [Other(own, name_of(own), f"{up}{own}/index.html")]  # a page in that language, beside those in the other
    return [
        Other(code, name_of(code), f"{up}../{here}.html" if home else f"{up}{code}/{here}.html")
        for code in codes_of(app, docname)
    ]
