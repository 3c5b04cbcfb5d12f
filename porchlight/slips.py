"""Slips of the pen in Markdown: markup that would stand on a page as words, or hide what must be seen.

Markdown never fails: a role with a blank before its words, a fence with a colon too few, or a box that
is not closed is simply text, or swallows what follows. Nobody would see that a number or a warning is
gone. So every page is looked at twice: its source for fences that do not close, and what was made of it
for signs that only markup has, for boxes and headings inside boxes, and for HTML, which neither paper
nor e-books can show.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from porchlight.boxes import ancestors, box, is_comment
from porchlight.diagnostics import Code, nearest, warn
from porchlight.exercise import example
from porchlight.passage_source import passages_folder
from porchlight.passages import is_copy
from porchlight.pictures import picture
from porchlight.plain import read_text_of, slip
from porchlight.prompts import prompt
from porchlight.quiz import check_yourself, explained, question
from porchlight.references import entries_of
from porchlight.region_blocks import from_region
from porchlight.region_file import load_region
from porchlight.region_roles import region_words
from porchlight.slide import slide
from porchlight.sources import citation_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FENCE = re.compile(r"(?P<lead>[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*)(?P<marks>:{3,}|`{3,}|~{3,})(?P<words>.*)")
HARD_BREAK = "<br />\n"  # what Markdown makes of a line that ends with two blanks or a backslash
ROLE_IN_CODE = re.compile(r"^\{[\w:-]*\}")  # a role that stands between the marks of its id
STANDS_FOR = "\ufffc"  # the object replacement character
# What nothing else may stand in: closed on the web, left out on paper, or a box of its own.
CLOSED = (box, example, prompt, check_yourself, question, explained, slide, picture)
# What a reader must meet on the page itself, and the boxes that docutils has for that.
CAUTIONS = (nodes.attention, nodes.caution, nodes.danger, nodes.error, nodes.important, nodes.warning)
OPEN = (box, example, prompt, check_yourself, slide, *CAUTIONS, nodes.hint, nodes.note, nodes.tip)
TOGETHER = {("for-you", "law")}  # a box, and a box that may stand in it
PRINTED = ("need", "handout")  # what stands in front matter and is printed
AS_WRITTEN = (nodes.literal, nodes.literal_block, nodes.raw, nodes.comment, nodes.system_message, nodes.problematic)


def open_fence(text: str) -> tuple[int, str] | None:
    """The first fence of a Markdown *text* that does not close, or that closes nothing: its line, and what is wrong.

    One alone: what stands below it is read as if it stood inside, so that nothing true can be said of it.
    """
    standing: list[tuple[int, str, str]] = []  # the line, the marks and the words of each fence that is open
    code: tuple[int, str] | None = None  # those of the block of code that is open: what it holds is no markup
    for number, line in enumerate(text.splitlines(), start=1):
        found = FENCE.fullmatch(line)
        if not found:
            continue
        marks, words = found["marks"], found["words"].strip()
        if code:
            if marks[0] == code[1][0] and len(marks) >= len(code[1]) and not words:
                code = None
        elif words and marks[0] != ":" and not words.startswith("{"):
            code = number, marks
        elif words:
            if outer := next((fence for fence in reversed(standing) if fence[1] == marks), None):
                return outer[
                    0
                ], f"'{_opening(outer)}' is not closed above line {number}, '{_opening((0, marks, words))}'"
            standing.append((number, marks, words))
        elif standing and standing[-1][1] == marks:
            standing.pop()
        elif standing and (marks[0] == ":" or any(marks == fence[1] for fence in standing)):
            return standing[-1][0], f"'{_opening(standing[-1])}' is not closed above line {number}, '{marks}'"
        elif marks[0] == ":":
            return number, f"'{marks}' closes nothing"
        else:
            code = number, marks
    if code:
        return code[0], "The block of code that opens here is never closed"
    return (standing[-1][0], f"'{_opening(standing[-1])}' is never closed") if standing else None


def _opening(fence: tuple[int, str, str]) -> str:
    """The line that opens a fence, for a message."""
    return f"{fence[1]}{fence[2]}"[:40]


def check_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn about a fence of a page that is open; ``mending.py`` then lets nothing else be said of that page."""
    if found := open_fence(source[0].removeprefix("\ufeff")):
        warn(Code.FENCE, found[1], (docname, found[0]))


class DropComments(SphinxTransform):
    """Take away HTML comments: they are for authors, and two hyphens inside would break an e-book's page."""

    default_priority = 1

    def apply(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.raw)):
            if is_comment(node):
                holder = node.parent
                holder.remove(node)
                if isinstance(holder, nodes.paragraph) and not holder.astext().strip():
                    holder.parent.remove(holder)


def check_regions_passages(app: Sphinx) -> None:
    """Warn about each open fence in the words that a region has of its own. Runs once a build."""
    for file in sorted(passages_folder(app.env).glob("*.md")):
        if found := open_fence(read_text_of(file)):
            warn(Code.FENCE, found[1], f"{file}:{found[0]}")


def check_words(app: Sphinx, document: nodes.document) -> None:
    """Warn about each text of a page that holds markup, and about code that was meant to be none."""
    env = app.env
    docname = env.current_document.docname
    for words in document.findall(nodes.TextElement):
        if isinstance(words, (nodes.Inline, *AS_WRITTEN)) or _is_told(words):
            continue
        text = prose(words)
        if any(isinstance(parent, example) for parent in ancestors(words)):
            text = text.replace("|", " ")  # between the cells of a row, which is warned about by itself
        if found := slip(text):
            warn(Code.MARKUP, f"'{found}' would stand on the page as words", nearest(words, docname))
    for key in PRINTED:
        if found := slip(str(env.metadata.get(docname, {}).get(key, ""))):
            warn(Code.MARKUP, f"'{found}' would stand on a page as words", (docname, 1))
    ids = _ids(env) if next(document.findall(nodes.literal), None) else set()
    for code in document.findall(nodes.literal):
        before = code.parent[code.parent.index(code) - 1] if code.parent.index(code) else nodes.Text("")
        if ROLE_IN_CODE.sub("", code.astext()) in ids or before.astext().endswith((")", "]", "}")):
            warn(Code.MARKUP, f"'{code.astext()}' would stand on the page as code", nearest(code, docname))
    for div in document.findall(nodes.container):
        if div.get("is_div"):
            name = " ".join(div["classes"])
            warn(Code.MARKUP, f"A fence '::: {name}' names no box in curly braces", nearest(div, docname))
    for block in document.findall(nodes.literal_block):
        if not re.fullmatch(r"[a-z]\w*", block.get("language", "")) or block["language"] in {"none", "default"}:
            warn(Code.MARKUP, "A block of code stands on the page", nearest(block, docname))


def prose(node: nodes.Element) -> str:
    """The author's words in *node*; one sign stands for each piece of code, reference, address or name."""
    parts = []
    for child in node.children:
        if isinstance(child, nodes.Text):
            parts.append(str(child))
        elif isinstance(child, (*AS_WRITTEN, citation_words, region_words)) or (
            isinstance(child, nodes.reference) and child.get("refuri") == child.astext()
        ):
            parts.append(STANDS_FOR)
        elif isinstance(child, nodes.Element):
            parts.append(prose(child))
    return "".join(parts)


def _is_told(node: nodes.Node) -> bool:
    """Whether *node* comes from the region file or from another page, where it is looked at."""
    return any(isinstance(parent, from_region) or is_copy(parent) for parent in ancestors(node))


def _ids(env: BuildEnvironment) -> set[str]:
    """All ids that roles take: whoever writes one as code has left out the role."""
    region = load_region(env)
    return {*region.lines, *region.laws, *(entries_of(env) or ())}


def check_open(app: Sphinx, document: nodes.document) -> None:
    """Warn about each heading and box that stands inside a box, where most readers would not see it."""
    docname = app.env.current_document.docname
    for section in [part for part in document.children if isinstance(part, nodes.section)][1:]:
        warn(Code.HEADING, f"'{section[0].astext()}' is a second title of the page", nearest(section, docname))
    for heading in document.findall(nodes.rubric):
        warn(Code.HIDDEN, f"The heading '{heading.astext()}' stands inside something else", nearest(heading, docname))
    for node in document.findall(lambda node: isinstance(node, OPEN)):
        holder = next((parent for parent in ancestors(node) if _is_closed(parent)), None)
        if holder is None or (_name(holder), _name(node)) in TOGETHER:
            continue
        warn(Code.HIDDEN, f"A '{_name(node)}' stands inside a '{_name(holder)}'", nearest(node, docname))


def _is_closed(node: nodes.Element) -> bool:
    """Whether nothing may stand in *node*; the box around a passage that a page shows is for reading on."""
    return isinstance(node, CLOSED) and node.get("kind") != "passage"


def _name(node: nodes.Node) -> str:
    """What an author calls a box."""
    assert isinstance(node, nodes.Element)
    return str(node["kind"]) if isinstance(node, box) else type(node).__name__.replace("_", "-")


def check_html(app: Sphinx, document: nodes.document) -> None:
    """Warn about HTML: paper drops it, and an e-book's page with it does not open."""
    docname = app.env.current_document.docname
    for node in document.findall(nodes.raw):
        if node["format"] != "html":
            continue
        if node.astext() == HARD_BREAK:
            parts = node.parent.children[: node.parent.index(node)]
            before = "".join(p.astext() for p in parts if not isinstance(p, nodes.raw) or p["format"] == "html")
            place = nearest(node.parent, docname)
            line = (place.line or 1) + before.count("\n") if isinstance(place, nodes.Node) else 1
            warn(Code.LINE_BREAK, "A line ends with two blanks or a backslash", (docname, line))
            continue
        words = " ".join(node.astext().split())[:30]
        warn(Code.HTML, f"'{words}' is HTML", nearest(node, docname))


def setup_slips(app: Sphinx) -> None:
    """Register the checks."""
    app.add_transform(DropComments)
    app.connect("source-read", check_source)
    app.connect("builder-inited", check_regions_passages)
    for check in (check_words, check_open, check_html):
        app.connect("doctree-read", check, priority=900)  # when the model has written its own words
