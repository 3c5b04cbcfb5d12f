"""The seven steps of a rescue: one passage, from which every edition takes its words.

The passage ``seven-steps`` is a numbered list. What is bold is its headlines: the first line of each
step, and lists below it that are all bold (the choice of step 4). ``{step}`4``` says the headline of a
step, ``{step}`4a``` the first line of its choice; a slide takes several with ``:steps:``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from porchlight.boxes import OPTIONS
from porchlight.diagnostics import Code, warn
from porchlight.passage_source import all_passages
from porchlight.pictures import parts, path_of
from porchlight.plain import read_text_of
from porchlight.region_file import load_region, note_region
from porchlight.region_roles import reach_words, region_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from porchlight.region_schema import Line

STEPS = "seven-steps"
DRAWING = "overdose-steps"
IN_SIGHT = 4  # jumps; the others are a tap away
STEP = re.compile(r"(\d+)\. +\*\*(.+)\*\*$")
CHOICE = re.compile(r" +[-*] +\*\*(.+)\*\*$")
NUMBER = re.compile(r"\{(?P<role>number|reach)\}`(?:(?P<words>[^`<]+) <)?(?P<id>[^`>]+)>?`")


def headlines(env: BuildEnvironment) -> dict[str, str]:
    """The headline of each step in plain words, by its number; the lines of its choice by ``4a``, ``4b``."""
    found: dict[str, str] = {}
    passage = all_passages(env).get(STEPS)
    if passage is None:
        return found
    env.note_dependency(str(passage.file))
    note_region(env)
    lines = load_region(env).lines
    step, choices = "", 0
    for line in passage.body.splitlines():
        words = NUMBER.sub(lambda match: _said(match, lines.get(match["id"])), line)
        if match := STEP.match(words):
            step, choices = match[1], 0
            found[step] = match[2]
        elif step and (match := CHOICE.match(words)):
            found[f"{step}{'abcdefgh'[choices]}"] = match[1]
            choices += 1
    return found


def _said(match: re.Match[str], line: Line | None) -> str:
    """What a role in a headline says: a number, or how to reach a service, with a capital after ``**``."""
    if line is None:
        return match["id"]
    number = line.ways[0].number
    if match["role"] == "number":
        return number
    words = match["words"] or reach_words(line)
    return f"{words[0].upper() if match.string[: match.start()].endswith('**') else words[0]}{words[1:]} {number}"


def of_step(lines: dict[str, str], number: str) -> list[str]:
    """The headline of a step and the lines of its choice."""
    return [words for name, words in lines.items() if name == number or re.fullmatch(rf"{number}[a-h]", name)]


def step_drawings(env: BuildEnvironment) -> dict[str, str]:
    """A drawing for each step that has one, by ``step-1``, ``step-4a``: the parts of the drawing of all steps."""
    path = path_of(env, DRAWING)
    return parts(read_text_of(path)) if path.is_file() else {}


class StepRole(SphinxRole):
    """``{step}`2``` or ``{step}`4a```: that headline, word for word."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        words = headlines(self.env).get(self.text)
        if words is None:
            warn(Code.STEP_UNKNOWN, f"There is no step '{self.text}'", self.get_location())
            return [], []
        return [region_words(words, words)], []


class jumps(nodes.bullet_list):
    """Links to parts of the page. On the web all but the first few fold away; on paper it is left out."""


class Jumps(SphinxDirective):
    """``{jumps}``: a list of links, the most urgent first."""

    has_content = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        body = self.parse_content_to_nodes()
        items = [item for part in body for item in part.children if isinstance(item, nodes.list_item)]
        node = jumps("", *items, bullet="-", classes=["pl-jumps", *self.options.get("class", [])])
        self.set_source_info(node)
        self.add_name(node)
        return [node]


def setup_rescue(app: Sphinx) -> None:
    """Register the role and the jumps."""
    app.add_node(jumps)
    app.add_role("step", StepRole())
    app.add_directive("jumps", Jumps)
