"""Sources: a note at the foot of a page ends with ``{source}`key```; this prints the reference.

Notes are Markdown footnotes, so authors write the exact figure in plain words and every edition
knows how to show them. The references live in one BibTeX file, those that
one region alone needs in a second. This module formats them, gathers
a page's notes under the heading "Sources", and lists everything that is cited.

pybtex reads BibTeX and decodes names; the short form ("Santo T and others. Title. Journal, 2021")
is ours, because the styles that come with pybtex are made for theses, not for a phone screen.
"""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms.references import Footnotes
from pybtex.database import BibliographyData, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from porchlight.anchors import take_id
from porchlight.boxes import OPTIONS, in_block
from porchlight.diagnostics import Code, warn
from porchlight.listings import list_here, listing, page_link
from porchlight.plain import meant
from porchlight.records import RecordsDomain
from porchlight.region_file import region_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pybtex.database import Entry, Person
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NAMED_AUTHORS = 2
# How a source was read that was not read whole, or not at its own place: the weakest first.
SEEN = {
    "commercial": "on a page of someone who sells",
    "report": "through another page that reports it",
    "copy": "in a copy on another site",
    "excerpt": "in part",
}
# Signs that LaTeX may read in its own way. Text without them is plain, which pybtex takes long to find out.
LATEX = re.compile(r"[\\{}$~^_%&#`'\"<>]|--|,,")


class citation_words(nodes.inline):
    """One formatted reference."""


class used_in(nodes.inline):
    """Links to pages with commas between; an edition may leave out those that it does not carry."""


@dataclass(frozen=True)
class Reference:
    """A source in words: its authors, its title, where and when it appeared, and the address to give readers.

    ``seen`` says how it was read, with the words of ``SEEN``; nothing if it was read at its own place.
    """

    authors: str
    title: str
    appeared: str
    year: str
    address: str
    seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citation:
    """That a page cites a source."""

    key: str
    line: int | None
    reference: Reference


@lru_cache(maxsize=4)
def _parse(path: Path, modified: float) -> BibliographyData | PybtexError:
    text = path.read_bytes().decode("utf-8", errors="replace")  # a wrong sign is told by check_references, once
    try:
        parsed: BibliographyData = parse_string(text, bib_format="bibtex")
    except PybtexError as error:
        return error
    return parsed


def load(path: Path) -> BibliographyData:
    """Read the BibTeX file (again only when it has changed).

    Raises ``PybtexError`` when it is not valid and ``OSError`` when it cannot be read.
    """
    parsed = _parse(path, path.stat().st_mtime)
    if isinstance(parsed, PybtexError):
        raise parsed
    return parsed


def entries_of(env: BuildEnvironment) -> Mapping[str, Entry] | None:
    """The references by their keys; ``None`` when they cannot be read, which ``check_references`` tells."""
    try:
        common, *own = (load(path).entries for path in bibliographies(env))
    except (PybtexError, OSError):
        return None
    entries: Mapping[str, Entry] = ChainMap(common, *own) if own else common
    return entries


def bibliographies(env: BuildEnvironment) -> list[Path]:
    """Where the references lie: those of the course, and those that the region alone needs, if it has some."""
    own = region_folder(env) / "references.bib"
    return [Path(env.srcdir, env.config.porchlight_bibliography), *([own] if own.is_file() else [])]


def check_references(app: Sphinx) -> None:
    """Warn, once in a build, about references that are not BibTeX, or that stand in two files."""
    known: set[str] = set()
    for path in filter(Path.is_file, bibliographies(app.env)):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        try:
            keys = set(load(path).entries)
        except PybtexError as error:
            problem, line = _fault(error, lines)
            warn(Code.SOURCE_FILE, f"The references cannot be read: {problem}", f"{path}:{line}")
            return
        for key in sorted(keys & known):
            problem = f"'{key}' stands in the references of the course, too"
            warn(Code.SOURCE_FILE, problem, f"{path}:{line_of_entry(lines, key)}")
        known |= keys


def line_of_entry(lines: list[str], key: str) -> int:
    """The last of *lines* on which an entry of that key begins, or 1."""
    return max((number for number, words in enumerate(lines, 1) if f"{{{key}," in words), default=1)


def _fault(error: PybtexError, lines: list[str]) -> tuple[str, int]:
    """What is wrong, and in which of *lines*; of a brace that is left open pybtex names a line far below."""
    if isinstance(error, PybtexSyntaxError):
        line = _unclosed(lines)
        return ("a brace of this entry is not closed", line) if line else (str(error), int(error.lineno))
    key = str(error).rpartition(" ")[2]  # of an entry that stands there twice
    return str(error), line_of_entry(lines, key)


def _unclosed(lines: list[str]) -> int:
    """The line where the first entry begins whose braces are not closed before the next one; 0 if there is none."""
    start, depth = 1, 0
    for number, words in enumerate(lines, start=1):
        if words.startswith("@"):
            if depth:
                break
            start = number
        depth += words.count("{") - words.count("}")
    return start if depth else 0


def field(entry: Entry, name: str) -> str:
    """A field of an entry as plain text; empty when it is not there."""
    return plain((entry.fields or {}).get(name, ""))


@cache  # most names and titles are asked for many times, and LaTeX is slow
def plain(text: str) -> str:
    """BibTeX text without its braces, accents and dashes decoded."""
    decoded = str(Text.from_latex(text)) if LATEX.search(text) else text
    return " ".join(decoded.split())


def name(person: Person) -> str:
    """A person as ``"Santo T"``; an organisation as its name."""
    last = plain(" ".join(person.prelast_names + person.last_names))
    initials = "".join(plain(part)[:1] for part in person.first_names + person.middle_names)
    return f"{last} {initials}".strip()


def authors(entry: Entry) -> str:
    """The first author and how many more: ``"Santo T and others"``."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [name(person) for person in people]
    if not names:
        return field(entry, "organization")
    if "others" in names or len(names) > NAMED_AUTHORS:
        return f"{names[0]} and others"
    return " and ".join(names)


def year(entry: Entry) -> str:
    """The year, or "no date"."""
    found = field(entry, "year")
    return "no date" if found in {"", "n.d."} else found


def link(entry: Entry) -> str:
    """The address to give readers: the DOI's if there is one, else the entry's own, or none."""
    fields = entry.fields or {}
    if doi := fields.get("doi", ""):
        return f"https://doi.org/{doi}"
    return str(fields.get("url", "")).replace("\\", "")


def reference(entry: Entry) -> Reference:
    """What readers are told of an entry."""
    title = field(entry, "title").rstrip(".")
    names = ("journal", "booktitle", "howpublished", "institution", "publisher", "school")
    place = next((words for name in names if (words := field(entry, name))), "")
    by = authors(entry)
    parts = [place] if place not in {"", by, title} else []
    if year(entry) not in place:
        parts.append(year(entry))
    seen = tuple(words for words in re.split(r"[,;\s]+", field(entry, "seen")) if words)
    return Reference(by, title, ", ".join(parts), year(entry), link(entry), seen)


def reference_nodes(told: Reference) -> list[nodes.Node]:
    """The reference as text with its title linked: authors, title, where it appeared, year."""
    lead = f"{told.authors}. " if told.authors not in {"", told.title} else ""
    titled: nodes.Node = nodes.Text(told.title)
    if told.address:
        titled = nodes.reference("", told.title, refuri=told.address, internal=False)
    return [nodes.Text(lead), titled, nodes.Text(f". {told.appeared}.")]


def cited(key: str, entry: Entry) -> citation_words:
    """The node that prints the reference of an entry, and is noted as a citation."""
    told = reference(entry)
    return citation_words("", "", *reference_nodes(told), key=key, reference=told, classes=["pl-source"])


def references(env: BuildEnvironment, location: Any) -> Mapping[str, Entry] | None:
    """The references, which the page being read now depends on; warns when there is no such file."""
    for path in bibliographies(env):
        env.note_dependency(str(path))
        if not path.is_file():
            warn(Code.SOURCE_FILE, f"The references cannot be read: there is no {path}", location)
    return entries_of(env)


class SourceRole(SphinxRole):
    """``{source}`key``` or ``{source}`key, key```: the full references, linked."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        entries = references(self.env, self.get_location())
        if entries is None:
            return [], []
        out: list[nodes.Node] = []
        for key in re.split(r"[,;\s]+", self.text.strip()):
            if key not in entries:
                warn(Code.SOURCE_UNKNOWN, f"There is no source '{key}'{meant(key, entries)}", self.get_location())
                continue
            if out:
                out.append(nodes.Text(" "))
            out.append(cited(key, entries[key]))
        return out, []


class OrderNotes(SphinxTransform):
    """Have notes numbered as the page calls them: answers have moved below all questions by now."""

    default_priority = Footnotes.default_priority - 5

    def apply(self, **kwargs: object) -> None:
        order = {id(node): place for place, node in enumerate(self.document.findall(nodes.footnote_reference))}
        self.document.autofootnote_refs.sort(key=lambda node: order.get(id(node), len(order)))


class GatherNotes(SphinxTransform):
    """Move a page's notes under one heading, "Sources", at its end."""

    # after docutils has numbered the notes
    default_priority = Footnotes.default_priority + 50

    def apply(self, **kwargs: object) -> None:
        notes = list(self.document.findall(nodes.footnote))
        if not notes:
            return
        unread = entries_of(self.document.settings.env) is None  # which is told once, and not at each note
        for note in notes:
            if not next(note.findall(citation_words), None) and not note.get("copied") and not unread:
                warn(Code.NOTE_SOURCE, "A note names no source", note)
            note.parent.remove(note)
        section = nodes.section("", nodes.title("Sources", "Sources"), classes=["pl-sources"])
        take_id(self.document, section, "sources")
        section.extend(notes)
        # the page's own section, below its title; a page without a title is the document itself
        top: nodes.Element = next(self.document.findall(nodes.section), self.document)
        top.append(section)


class SourceDomain(RecordsDomain[Citation]):
    """Which page cites what."""

    name = "source"
    label = "Porch Light sources"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        for words in document.findall(citation_words):
            self.note(docname, Citation(words["key"], words.line, words["reference"]))


def cited_pages(env: BuildEnvironment) -> dict[str, list[str]]:
    """For each key that is cited, the pages that cite it."""
    domain = SourceDomain.of(env)
    pages: dict[str, list[str]] = {}
    for docname, citation in domain.all():
        if docname not in pages.setdefault(citation.key, []):
            pages[citation.key].append(docname)
    return pages


@listing("source-list")
def source_list(env: BuildEnvironment, docname: str, argument: str) -> list[nodes.Node]:
    """Every source that the course cites, by author, with the pages that cite it.

    With *argument* ``seen``, those alone that were not read whole and at their own place, by how they were read.
    """
    domain = SourceDomain.of(env)
    told = {citation.key: citation.reference for _, citation in domain.all()}
    pages = cited_pages(env)
    groups: dict[str, list[nodes.Node]] = {}
    for key in sorted(pages, key=lambda key: (told[key].authors.casefold(), told[key].year, key)):
        ways = [way for way in SEEN if way in told[key].seen]
        if argument == "seen" and not ways:
            continue
        read = f" Read {', '.join(SEEN[way] for way in ways)}." if ways else ""
        words = nodes.paragraph("", "", *reference_nodes(told[key]), nodes.Text(f"{read} Used in: "))
        places = used_in()
        for number, page in enumerate(pages[key]):
            places += [nodes.Text(", ")] * (number > 0) + [page_link(env, docname, page)]
        words += [places, nodes.Text(".")]
        item = nodes.list_item("", words, cited_by=pages[key])
        groups.setdefault(ways[0] if argument == "seen" else "", []).append(item)
    parts: list[nodes.Node] = []
    for way in ("", *SEEN):
        if way in groups and way:
            heading = f"Read {SEEN[way]}"
            parts.append(nodes.rubric(heading, heading, **{"heading-level": 2}))
        if way in groups:
            parts.append(nodes.bullet_list("", *groups[way], classes=["pl-source-list"]))
    return parts


class SourceList(SphinxDirective):
    """``{source-list}``: all sources that are cited; ``{source-list} seen``: how each was seen, for reviewers."""

    optional_arguments = 1
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        references(self.env, self.get_location())
        return in_block(self, list_here("source-list", *self.arguments))


def setup_sources(app: Sphinx) -> None:
    """Register the role, the list and their domain."""
    for node in (citation_words, used_in):
        app.add_node(node)
    app.connect("builder-inited", check_references)
    app.add_role("source", SourceRole())
    app.add_directive("source-list", SourceList)
    app.add_transform(OrderNotes)
    app.add_transform(GatherNotes)
    app.add_domain(SourceDomain)
