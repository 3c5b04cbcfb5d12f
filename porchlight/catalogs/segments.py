"""Finds the words of a source file that a reader sees, so that they can be taken out, translated and put back.

A segment is a heading, a paragraph, a title behind a directive, a cell, an option: what a translator reads as one.
All between the segments (marks, ids, fences, numbers of minutes) is never shown to one. Words put back where they
were taken from (``tree.translate``) give the same file, byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from porchlight.catalogs import grammar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import PurePath

FENCE = re.compile(r"(?P<marks>:{3,}|`{3,}|~{3,})(?:\{(?P<name>[\w-]+)\}(?:[ \t]+(?P<words>.*))?|[\w+-]*)[ \t]*$")
OPTION = re.compile(r":(?P<name>[a-z-]+):(?:[ \t]+(?P<words>.*))?$")
FRONT = re.compile(r"(?P<name>[\w-]+):[ \t]+(?P<words>\S.*)$")
# What stands before the words of a line, and begins a new segment.
MARK = re.compile(r"[-+*][ \t]+|\d+[.)][ \t]+|:[ \t]+|#{1,6}[ \t]+|>[ \t]?|\[\^[^\]\s]+\]:[ \t]*")
ANSWER = re.compile(r"\[(?:[ xX]|\d+|end)\][ \t]+")
NO_WORDS = re.compile(r"%|\{[.#][^}]*\}$|\([^()\s]+\)=$|\[[^\]^]+\]:\s|</?[a-z!]")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")
BAR = re.compile(r"(?<!\\)\|")
LETTER = re.compile(r"[^\W\d_]")
# Markup inside words that is no words: roles, notes, addresses, attributes, code.
ROLE_WITH_WORDS = re.compile(r"\{[\w:-]+\}`([^`<]*)<[^`>]*>`")
NOT_WORDS = re.compile(
    r"\{[\w:-]+\}`[^`]*`|\[\^[^\]\s]+\]|\]\([^()]*(?:\([^()]*\)[^()]*)*\)|<[a-z]+:[^>\s]*>|\{[.#][^}]*\}|`[^`]*`"
)


@dataclass(frozen=True)
class Segment:
    """Words from *start* to *end* of a file, on *line*; *where* tells a translator what they are.

    Further lines of the same words stand behind *indent* in the file. *form* is how the file writes them: plain,
    ``yaml`` or ``xml``.
    """

    start: int
    end: int
    words: str
    line: int
    where: str = ""
    indent: str = ""
    form: str = ""

    def written(self, words: str) -> str:
        """*words* as they stand in the file in the place of these."""
        if words == self.words:
            return words.replace("\n", f"\n{self.indent}")
        if self.form == "yaml":
            return _as_yaml(words)
        if self.form == "yaml-quoted":
            return words.replace("\\", "\\\\").replace('"', '\\"')
        return words.replace("\n", f"\n{self.indent}")


def _as_yaml(words: str) -> str:
    try:
        if yaml.safe_load(f"key: {words}") == {"key": words}:
            return words
    except yaml.YAMLError:
        pass
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def visible(words: str) -> str:
    """The words of a segment without the markup that is none."""
    return NOT_WORDS.sub(" ", ROLE_WITH_WORDS.sub(r" \1 ", words))


def has_words(words: str) -> bool:
    """Whether there is anything to translate."""
    return bool(LETTER.search(visible(words)))


class _Page:
    """Reads a page line by line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Segment] = []
        self.boxes: list[tuple[str, str]] = []  # the marks of each open fence, and its directive
        self.options = False  # whether options may stand here
        self.open = False  # whether the next line may go on with the last segment

    @property
    def box(self) -> str:
        return self.boxes[-1][1] if self.boxes else ""

    def take(self, start: int, words: str, line: int, where: str = "", form: str = "") -> None:
        """Note *words* from *start* on, without the blanks around them."""
        start += len(words) - len(words.lstrip())
        words = words.strip()
        if has_words(words):
            self.found.append(Segment(start, start + len(words), words, line, where, form=form))

    def parts(self, start: int, words: str, line: int, where: str) -> None:
        """Note what stands between the bars of *words*."""
        for part in _parts(words):
            self.take(start + part[0], part[1], line, where)

    def read(self) -> list[Segment]:
        place, number, front = 0, 0, False
        comment = verbatim = ""
        for line in self.text.split("\n"):
            number, start, place = number + 1, place, place + len(line) + 1
            said = line.rstrip()
            bare = said.lstrip()
            first = start + len(said) - len(bare)
            if number == 1 and said == "---":
                front = True
            elif front:
                front = said != "---"
                self.front(start, said, number)
            elif comment:
                comment = "" if comment in said else comment
            elif verbatim:
                verbatim = "" if bare.startswith(verbatim) and not bare.strip(verbatim[0]) else verbatim
                if not verbatim:
                    self.boxes.pop()
            elif bare.startswith("<!--"):
                comment = "" if "-->" in bare else "-->"
                self.open = False
            elif fence := FENCE.match(bare):
                verbatim = self.fence(fence, first, number)
            elif self.options and (option := OPTION.match(bare)):
                self.option(option, first, number)
            else:
                self.options = self.options and not bare
                self.line(first, bare, number, said)
        return self.found

    def front(self, start: int, said: str, number: int) -> None:
        found = FRONT.match(said)
        if not found or found["name"] not in grammar.FRONT_WORDS:
            return
        begin, words = start + found.start("words"), found["words"]
        if quoted := re.match(r'"((?:[^"\\]|\\.)*)"', words):
            inner = re.sub(r'\\(["\\])', r"\1", quoted[1])
            if has_words(inner) and inner.replace("\\", "\\\\").replace('"', '\\"') == quoted[1]:
                end = begin + quoted.end() - 1
                self.found.append(Segment(begin + 1, end, inner, number, found["name"], form="yaml-quoted"))
        elif words[0] not in "'|>&*!":
            self.take(begin, re.split(r"\s#", words)[0], number, found["name"], "yaml")

    def fence(self, fence: re.Match[str], first: int, number: int) -> str:
        """Open or close a box; returns the marks that end it where nothing in it is words."""
        self.open = False
        name = fence["name"]
        if not name and fence["marks"] == fence[0].strip() and self.boxes and self.boxes[-1][0] == fence["marks"]:
            self.boxes.pop()
            self.options = False
            return ""
        self.boxes.append((fence["marks"], name or ""))
        self.options = True
        if name in grammar.ARGUMENT_WORDS and fence["words"]:
            self.take(first + fence.start("words"), fence["words"], number, name)
        return fence["marks"] if not name or name in grammar.WITHOUT_WORDS else ""

    def option(self, option: re.Match[str], first: int, number: int) -> None:
        name, words = option["name"], option["words"]
        if not words:
            return
        if (self.box, name) in grammar.OPTION_WORDS:
            self.take(first + option.start("words"), words, number, name)
        elif (self.box, name) in grammar.OPTION_LISTS:
            for begin, part in _parts(words):
                if not re.match(rf"\s*{grammar.MATERIAL_NAME}\s*$", part):
                    mark = re.match(rf"\s*{grammar.MATERIAL}", part) if name == "materials" else None
                    skip = mark.end() if mark else 0
                    self.take(first + option.start("words") + begin + skip, part[skip:], number, name)

    def line(self, first: int, bare: str, number: int, said: str) -> None:
        if not bare or NO_WORDS.match(bare):
            self.open = False
            return
        if bare.startswith("|"):
            self.open = False
            self.parts(first, bare, number, "table")
            return
        answers = self.box in grammar.WITH_ANSWERS
        marks, where = 0, self.box
        while found := MARK.match(bare, marks) or (ANSWER.match(bare, marks) if answers else None):
            if found[0].startswith("#"):
                where = "heading"
            elif found[0].startswith("[^"):
                where = "note"
            marks = found.end()
        if not marks and any(name == "example" for _, name in self.boxes) and ID.match(bare):
            self.open = False
            return
        if not marks and self.box == "glossary" and not said[0].isspace():
            self.open = False
            self.take(first, bare, number, "term")
            return
        before = len(self.found)
        if self.open and not marks:
            self.go_on(first, bare, said)
        else:
            self.take(first + marks, bare[marks:], number, where)
            self.open = len(self.found) > before
        self.open = self.open and where != "heading"

    def go_on(self, first: int, bare: str, said: str) -> None:
        """Add a line to the last segment, whose further lines all stand behind the same blanks."""
        last = self.found[-1]
        blanks = said[: len(said) - len(bare)]
        between = self.text[last.end : first]
        if between != f"\n{blanks}" or ("\n" in last.words and last.indent != blanks):
            self.take(first, bare, self.text.count("\n", 0, first) + 1, last.where)
            return
        words = f"{last.words}\n{bare}"
        self.found[-1] = Segment(last.start, first + len(bare), words, last.line, last.where, blanks, last.form)


def _parts(words: str) -> Iterator[tuple[int, str]]:
    """What stands between two bars, and where."""
    start = 0
    for bar in [*BAR.finditer(words), None]:
        end = bar.start() if bar else len(words)
        yield start, words[start:end]
        start = end + 1


def of_page(text: str) -> list[Segment]:
    """The segments of a page, in order."""
    return _Page(text).read()


DRAWN = re.compile(r"<(title|desc|text|tspan)\b[^>]*>([^<]*)")


def of_drawing(text: str) -> list[Segment]:
    """The segments of a drawing: its title, what it shows, and each line of letters in it."""
    found = []
    for one in DRAWN.finditer(text):
        words = one[2].strip()
        if has_words(words):
            start = one.start(2) + one[2].index(words)
            line = text.count("\n", 0, start) + 1
            found.append(Segment(start, start + len(words), words, line, one[1], form="xml"))
    return found


# Tables of the course file that hold words, and keys outside of tables.
TABLES = {"relationships": None, "also": {"words", "says"}, "card": {"title", "about"}, "": {"tagline"}}
VALUE = re.compile(r'([\w-]+)\s*=\s*"((?:[^"\\]|\\.)*)"')


def of_course_file(text: str) -> list[Segment]:
    """The segments of ``course/course.toml``."""
    found, table, place = [], "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        start, place = place, place + len(line) + 1
        if head := re.match(r"\[([\w.-]+)\]\s*$", line):
            table = head[1]
        elif table in TABLES and not line.lstrip().startswith("#"):
            keys = TABLES[table]
            found += [
                Segment(start + one.start(2), start + one.end(2), one[2], number, one[1])
                for one in VALUE.finditer(line)
                if (keys is None or one[1] in keys) and has_words(one[2])
            ]
    return found


def of_file(path: PurePath, text: str) -> list[Segment]:
    """The segments of the file at *path*, whose content is *text*."""
    readers: dict[str, Callable[[str], list[Segment]]] = {
        ".md": of_page,
        ".svg": of_drawing,
        ".toml": of_course_file,
    }
    return readers[path.suffix](text)
