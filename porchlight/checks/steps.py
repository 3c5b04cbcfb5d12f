"""An act line is short enough to do while reading it, and the drawings of the steps say what they say.

An act line stands in a list marked ``{.pl-act}``, or inside a list of steps marked ``{.pl-now}``. The
drawings of the steps hold words of their own, which are compared with the passage.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.boxes import ancestors
from porchlight.checks.prose import text
from porchlight.diagnostics import Code, warn
from porchlight.passages import is_copy
from porchlight.pictures import path_of, read_drawing
from porchlight.rescue import DRAWING, headlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from porchlight.checks.measures import Measure

DRAWINGS = (DRAWING, "wallet-card")
MOST_WORDS = 12


def act_lines(document: nodes.document) -> Iterator[nodes.TextElement]:
    """The act lines that a page defines."""
    for item in document.findall(nodes.list_item):
        around = list(ancestors(item))
        if any(is_copy(node) for node in around):
            continue
        mine, *outer = (node.get("classes", ()) for node in around)
        if "pl-act" not in mine and ("pl-now" in mine or not any("pl-now" in classes for classes in outer)):
            continue
        yield from (child for child in item.children if isinstance(child, nodes.paragraph))


def check_act_lines(document: nodes.document, measure: Measure) -> None:
    """Warn about an act line that is too long to do while reading it."""
    most = measure.most(MOST_WORDS)
    for line in act_lines(document):
        count = len(text(line).split())
        if count > most:
            warn(Code.ACT_LINE, f"An act line has {count} words, over {most}: '{text(line)[:60]}'", line)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", words.casefold().replace("’", "'")))


def check_drawings(env: BuildEnvironment) -> None:
    """Warn when a drawing of the steps says anything but their headlines, in their order."""
    lines = headlines(env)
    for name in DRAWINGS if lines else ():
        path = path_of(env, name)
        if not path.is_file():
            continue
        drawing = read_drawing(path)
        for place, drawn in (("drawn words", drawing.letters), ("description", drawing.words)):
            if missing := first_missing(lines, drawn):
                problem = f"The {place} of '{name}' lack the headline of step {missing}: '{lines[missing]}'"
                warn(Code.STEPS_DIFFER, problem, f"{path}:1")


def first_missing(lines: dict[str, str], drawn: str) -> str:
    """The step whose headline is the first that does not stand in *drawn*, after those before it; or nothing."""
    rest = _plain(drawn)
    for name, words in lines.items():
        _, found, rest = rest.partition(_plain(words))
        if not found:
            return name
    return ""
