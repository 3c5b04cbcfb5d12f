"""Words that scripts, styles and Typst templates mark: found for the catalog, and said in the language of a build.

A script holds ``_("…")`` and ``_(`…${name}…`)``. The build writes the words of its language in the place of the
call: a page sends no catalog, and an English one nothing more than before. Typst looks marked words up when it
sets them, since a sheet may be in another language than the course: ``said("…")`` in that of the sheet,
``standing("…")`` in that of the course.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from porchlight.locale import _, languages, said_in, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_SCRIPT = re.compile(r"""(?<![\w$.])_\(("(?:[^"\\]|\\.)*"|`[^`\\]*`)\)""")
INSIDE = re.compile(r"""\$\{"([^"\\`$]*)"\}""")  # words alone in the words of a template literal
IN_TYPST = re.compile(r"""\b(?:said|standing|in-language)\((?:language, )?"((?:[^"\\]|\\.)+)"[,)]""")
THEME = Path(__file__).parents[1] / "theme"


def _words(literal: str) -> str:
    return literal[1:-1] if literal.startswith("`") else str(json.loads(literal))


def in_script(code: str) -> Iterator[tuple[int, str]]:
    """The words that a script marks, each after its line."""
    for match in IN_SCRIPT.finditer(code):
        yield code.count("\n", 0, match.start()) + 1, _words(match[1])


def in_typst(code: str) -> Iterator[tuple[int, str]]:
    """The words that a Typst template marks, each after its line."""
    for match in IN_TYPST.finditer(code):
        yield code.count("\n", 0, match.start()) + 1, match[1]


def _said(match: re.Match[str]) -> str:
    literal = match[1]
    words = _(_words(literal))
    if words == _words(literal):
        return literal
    return f"`{words.replace('`', '’')}`" if literal.startswith("`") else json.dumps(words, ensure_ascii=False)


def translated(code: str) -> str:
    """A script or a style with its marked words in the language of the build, and without the marks."""
    return INSIDE.sub(r"\1", IN_SCRIPT.sub(_said, code))


@cache
def _in_templates() -> list[str]:
    codes = [path.read_text(encoding="utf-8") for path in THEME.glob("*.typ")]
    return sorted({words for code in codes for _line, words in in_typst(code)})


def for_typst() -> str:
    """What Typst looks words up in, as JSON: by language, and under ``""`` in the course's; English is not told."""
    tables = {"": {words: _(words) for words in _in_templates()}}
    tables |= {name: {words: said_in(name, words) for words in _in_templates()} for name in {*languages(), spoken()}}
    other = {name: {key: said for key, said in table.items() if said != key} for name, table in tables.items()}
    return json.dumps({name: table for name, table in other.items() if table}, ensure_ascii=False, sort_keys=True)
