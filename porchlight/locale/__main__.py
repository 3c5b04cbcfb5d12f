"""``python -m porchlight.locale``: gather the words of the interface, and bring every catalog up to date.

Writes ``porchlight.pot`` and merges it into each ``porchlight.po``: a word that was changed is marked fuzzy, and an
edition says it in English until a translator has looked at it. ``python -m porchlight.locale de`` begins a catalog
for a new language.
"""

from __future__ import annotations

import ast
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from porchlight.locale import DOMAIN, FOLDER, catalog_path, languages
from porchlight.locale.marked import in_script, in_typst

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import BinaryIO

PACKAGE = FOLDER.parent
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
KEYWORDS = {"_": None, "gettext": None, "N_": None, "say_here": None, "ngettext": (1, 2), "said_in": (2,)}
BEGUN = datetime(2026, 11, 29, tzinfo=UTC)
Found = tuple[int, str | None, Any, list[str]]


def python(file: BinaryIO, keywords: Collection[str], _tags: Collection[str], options: Any) -> Iterator[Found]:
    """Babel's way to read Python: with words inside f-strings, which its own way misses before Python 3.12."""
    for call in ast.walk(ast.parse(file.read())):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in keywords:
            words = [part.value if isinstance(part, ast.Constant) else None for part in call.args]
            if any(isinstance(one, str) for one in words):
                yield call.lineno, call.func.id, tuple(words), []


def scripts(file: BinaryIO, _keywords: Any, _tags: Collection[str], options: Any) -> Iterator[Found]:
    """Babel's way to read a script or a style."""
    for line, words in in_script(file.read().decode()):
        yield line, None, words, []


def typst(file: BinaryIO, _keywords: Any, _tags: Collection[str], options: Any) -> Iterator[Found]:
    """Babel's way to read a Typst template."""
    for line, words in in_typst(file.read().decode()):
        yield line, None, words, []


METHODS: list[tuple[str, Any]] = [
    ("starter/**", "ignore"),
    ("**.py", python),
    ("**.html", "jinja2"),
    ("**.jinja", "jinja2"),
    ("**.css", scripts),
    ("**.js", scripts),
    ("**.typ", typst),
]


def extracted() -> Catalog:
    """All words of the interface, in the order of the files that say them."""
    found = Catalog(
        project=DOMAIN, header_comment="# The words of the interface. python -m porchlight.locale makes it."
    )
    options = {"**.html": {"newstyle_gettext": "true"}, "**.jinja": {"newstyle_gettext": "true"}}
    words = extract_from_dir(PACKAGE, METHODS, options, KEYWORDS)
    for name, _line, message, _comments, _context in sorted(words, key=lambda one: (one[0], one[1])):
        found.add(message, locations=[(f"porchlight/{Path(name).as_posix()}", 0)])
    return found


def _write(path: Path, words: Catalog) -> None:
    words.creation_date = BEGUN  # the same words give the same file: git knows better when it was made
    with path.open("wb") as file:
        write_po(file, words, width=100, include_lineno=False, ignore_obsolete=True)


def update(new: Collection[str] = ()) -> None:
    """Write the template, when a word is new, gone or moved, and merge it into each catalog, and into those of *new*
    languages.
    """
    words = extracted()
    known = read_po(TEMPLATE.open("rb")) if TEMPLATE.is_file() else Catalog()
    if contents(known) != contents(words):
        _write(TEMPLATE, words)
    for language in sorted({*languages(), *(name.replace("-", "_") for name in new)}):
        path = catalog_path(language)
        said = Catalog(locale=Locale.parse(language), project=DOMAIN)
        if path.is_file():
            with path.open("rb") as file:
                said = read_po(file, locale=language)
        path.parent.mkdir(parents=True, exist_ok=True)
        said.update(words)
        _write(path, said)
        open_ = [entry for entry in said if entry.id and (entry.fuzzy or not all(_strings(entry.string)))]
        print(f"{language}: {len(said) - len(open_)} of {len(said)} words, {len(open_)} to do")


def _strings(said: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [said or ""] if isinstance(said, str | None) else list(said)


def contents(words: Catalog) -> list[tuple[Any, ...]]:
    """What a template says: each message with the files that say it."""
    return sorted((str(entry.id), sorted({name for name, _ in entry.locations})) for entry in words if entry.id)


if __name__ == "__main__":
    update(sys.argv[1:])
