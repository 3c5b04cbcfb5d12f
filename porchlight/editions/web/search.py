"""Finding a word in the course: a page that works from a server, from disk, and with no internet.

While documents are read, ``SearchDomain`` notes the words of every section. At the end they are
written into one script, which only the search page sends, because a page opened from disk may not
read any other kind of file. The words a reader types are looked up in that page and go nowhere.

The script holds each different word once, in a list; a text is a string in which one character
stands for one word, or for the signs that end it ("word" and "word." are one word). That takes a
third of the bytes, and decoding is one line of ``search.js``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from porchlight.exercise import exercise_id
from porchlight.freshness import output_of
from porchlight.locale import _
from porchlight.outline import is_for_leaders, reading_order
from porchlight.plain import words
from porchlight.private import is_private
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

INDEX = "search-index.js"
LEADERS_INDEX = "search-index-leaders.js"
BETWEEN = re.compile(r",(?![^()]*\))")  # a comma, but not one in brackets
MARKS = re.compile(r"[_☐○]+")  # on paper: lines to write on, boxes and circles
ENDING = re.compile(r"(?<=\w)([.,;:?!”)]+)(?=\s|$)")  # after a word; search.js puts it back without the blank
OF_THE_TITLE = 1  # stands for an anchor that is the title's slug
SIGNS = range(ord("#"), 0xD800)  # characters that may stand for a word: no quotation mark, no half of a pair


@dataclass(frozen=True)
class Part:
    """A section or a glossary entry: where it is on its page, its title, and its words."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class Names:
    """Several names for one thing, from an entry of the glossary."""

    names: tuple[str, ...]


class SearchDomain(RecordsDomain[Part | Names]):
    """The words of every page, and which names mean the same."""

    name = "search"
    label = "Porch Light search"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for entries in document.findall(addnodes.glossary):
            for item in entries.findall(nodes.definition_list_item):
                terms = [term for term in item.children if isinstance(term, nodes.term)]
                if names := (*(words(term) for term in terms), *other_names(item)):
                    self.note(docname, Names(names))
                    meaning = " ".join(map(words, item.children[len(terms) :]))
                    self.note(docname, Part(_anchor(terms[0]), ", ".join(names[: len(terms)]), meaning))
        for section in document.findall(nodes.section):
            title = next(section.findall(nodes.title), None)
            text = MARKS.sub(" ", " ".join(filter(None, map(words, _own_children(section)))))
            if isinstance(section.parent, nodes.document):
                self.note(docname, Part("", "", text))
            elif text and title is not None:
                self.note(docname, Part(_anchor(section), words(title), text))


def _anchor(node: nodes.Element) -> str:
    return str(node["ids"][0]) if node["ids"] else ""


def _own_children(section: nodes.section) -> Iterator[nodes.Node]:
    """What stands in a section itself: not its title, its subsections, or a glossary."""
    apart = (nodes.title, nodes.section, addnodes.glossary)
    return (child for child in section.children if not isinstance(child, apart))


def other_names(item: nodes.definition_list_item) -> Iterator[str]:
    """The names in a glossary entry's paragraph ``You may hear: one, another``."""
    lead = _("You may hear:")
    for paragraph in item.findall(nodes.paragraph):
        if (text := words(paragraph)).startswith(lead):
            yield from (name.strip() for name in BETWEEN.split(text.removeprefix(lead).rstrip(".")))


def kind_of(docname: str) -> str:
    """What a page is for, where its title does not tell."""
    if is_for_leaders(docname):
        return _("For group leaders")
    return _("Exercise") if exercise_id(docname) else ""


def index(app: Sphinx, *, leaders: bool = False) -> dict[str, Any]:
    """All that the search page looks in; ``search.js`` says what form it has.

    The pages for group leaders are apart: who does not lead a group need not fetch them.
    """
    env = app.env
    records = SearchDomain.of(env).records
    every = [name for name in dict.fromkeys([*reading_order(env), *sorted(records)]) if name in env.titles]
    order = [name for name in every if is_for_leaders(name) == leaders]
    pages = {name: [part for part in records.get(name, []) if isinstance(part, Part)] for name in order}
    vocabulary = _vocabulary(part.text for parts in pages.values() for part in parts)
    found: dict[str, Any] = {
        "words": " ".join(vocabulary),
        "pages": [
            [
                app.builder.get_target_uri(name),
                env.titles[name].astext(),
                kind_of(name),
                [[_href(env, name, part), part.title, _signs(vocabulary, part.text)] for part in parts],
            ]
            for name, parts in pages.items()
        ],
    }
    if not leaders:
        found["leaders"] = any(map(is_for_leaders, every))
        found["names"] = [
            [name.casefold() for name in entry.names]
            for name in every
            for entry in records.get(name, [])
            if isinstance(entry, Names) and len(entry.names) > 1
        ]
    return found


def _href(env: BuildEnvironment, docname: str, part: Part) -> str | int:
    """A part's anchor. It is made of a heading's words and stands in the browser's history: a private page has none."""
    if is_private(env, docname):
        return ""
    return OF_THE_TITLE if part.anchor and part.anchor == slug(part.title) else part.anchor


def _signs(vocabulary: dict[str, str], text: str) -> str:
    return "".join(map(vocabulary.__getitem__, pieces(text)))


def slug(title: str) -> str:
    """The anchor that a heading's words give; ``search.js`` makes it in the same way."""
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")


def pieces(text: str) -> list[str]:
    """The words of *text*, and apart from them the signs that end a word: ``["Call", "911", "."]``."""
    return ENDING.sub(r" \1", text).split()


def _vocabulary(texts: Iterable[str]) -> dict[str, str]:
    """A sign for each word; the words used most get the signs that need fewest bytes."""
    counted = Counter(piece for text in texts for piece in pieces(text))
    often_first = sorted(counted, key=lambda word: (-counted[word], word))
    return {word: chr(sign) for word, sign in zip(often_first, SIGNS, strict=False)}


def write_search_index(app: Sphinx) -> None:
    """Write the scripts that hold the words."""
    for name, leaders in ((INDEX, False), (LEADERS_INDEX, True)):
        text = json.dumps(index(app, leaders=leaders), ensure_ascii=False, separators=(",", ":"))
        path = Path(app.outdir, "_static", name)
        path.write_text(f"var porchlightIndex={text};\n", encoding="utf-8")
        output_of(app.builder).claim(path)


def setup_search(app: Sphinx) -> None:
    """Register the domain, which any builder fills when it reads."""
    app.add_domain(SearchDomain)
