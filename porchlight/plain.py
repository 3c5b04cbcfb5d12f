"""Plain words: those of a node as a reader hears them, those that are markup gone wrong, and names that were meant."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeGuard

from docutils import nodes

if TYPE_CHECKING:
    import tomllib
    from collections.abc import Iterable
    from pathlib import Path

# Signs that a reader never meets, with what they were most likely meant to be.
SIGNS = re.compile(
    r"""
    \{[^{}\n]{0,40}\}? | \}                   # {role}, {directive}, {.class}
    | `+ | ~~+ | :{3,}                        # code, fences, and what is struck out elsewhere
    | ^[ ]*::(?=\S)                           # a fence with a colon too few
    | ^:[a-z][\w-]*:(?=\s|$) | ^:(?=[ \w])    # an option or an explanation out of its place
    | \*\*|\*(?=\w)|(?<=\w)\*|(?<!_)__(?!_)   # emphasis
    | (?<![\w/])_(?=[^\W_]) | ==(?=\w)         # the same, written otherwise
    | \]\( | \]\[ | !\[ | \[\^ | \^\[ | \[[ xX]\]  # links, pictures, notes, choices
    | ^\([\w-]+\)[ ]?=                        # a name for a place
    | <(?=https?:|mailto:|tel:|sms:)          # an address
    | ^\#{1,6}(?=[^\W\d]) | ^\#{2,}           # a heading without its blank
    | ^%[ ]?(?=\w)                            # a comment inside a paragraph
    | \|                                      # a table
    | &(?:\#\w+|[a-zA-Z]{2,});                # a sign's name that does not exist
    | &(?:amp|lt|gt|quot|nbsp|shy)(?!\w)      # one without its end
    """,
    re.VERBOSE | re.MULTILINE,
)

SILENT = (nodes.footnote_reference, nodes.footnote, nodes.image, nodes.comment, nodes.raw)


def line_of_other_encoding(data: bytes) -> int | None:
    """The first line of a file that is not UTF-8, or ``None``."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data[: error.start].count(b"\n") + 1
    return None


def toml_fault(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, int]:
    """What keeps *text* from being read as TOML, and on which line: the last where *error* names none."""
    place = re.search(r"line (\d+)", str(error))
    return f"The file is not valid TOML: {error}", int(place[1]) if place else text.count("\n") + 1


def are_tables(value: object) -> TypeGuard[list[dict[str, Any]]]:
    """Whether *value*, as TOML gives it, is what stands below ``[[name]]``, once or more."""
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def read_text_of(path: Path) -> str:
    """The text of an author's file, without the mark that Windows puts before it.

    A sign of another encoding becomes a question mark in a box: ``readable.py`` tells of it.
    """
    return path.read_text(encoding="utf-8-sig", errors="replace")


def words(node: nodes.Node) -> str:
    """The words that a reader sees in *node*, in one line, without the marks of notes."""
    return " ".join(_letters(node).split()) if isinstance(node, nodes.Element) else _letters(node)


def _letters(node: nodes.Node) -> str:
    """The same with all white space: that which ends a part keeps it from the next."""
    if isinstance(node, nodes.Text):
        return node.astext().replace("\u00ad", "")
    if isinstance(node, SILENT):
        return ""
    return ("" if isinstance(node, nodes.TextElement) else " ").join(map(_letters, node.children))


def slip(text: str) -> str:
    """The first part of *text* that only markup can have meant, or nothing."""
    found = SIGNS.search(text)
    if not found:
        return ""
    return " ".join(text[found.start() : found.start() + 30].split())


MOST_NAMED = 12


def meant(name: str, known: Iterable[str], most: int = MOST_NAMED) -> str:
    """For the end of a problem: the one of *known* that *name* looks like, or all, if they are *most* at most."""
    names = sorted(set(known))
    if near := get_close_matches(name.casefold(), names, 1):
        return f" (did you mean '{near[0]}'?)"
    return f" (there are: {', '.join(names)})" if 0 < len(names) <= most else ""
