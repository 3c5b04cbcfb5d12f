"""Writes the course in another language as a source tree of its own, ``_build/LANGUAGE/source``, which nobody edits.

The ordinary builders read it with ``language`` set. It holds the pages that the language has, with the words of its
catalogs. What has no translation, or one that waits for a translator, stands there in the language of the course,
and an unseen sign before it says so (``generated.py`` makes ``lang`` of it). ``language.json`` beside the pages tells
the build what it cannot see: which pages are elsewhere, who has read a translation, where a line comes from.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from myst_parser.slugs import github_slugify
from sphinx.errors import ConfigError

from porchlight.catalogs.catalog import catalog_of, load, read, sources
from porchlight.catalogs.generated import ELSEWHERE, FILE, HOME, UNTRANSLATED
from porchlight.catalogs.pages import FILE as LIST
from porchlight.catalogs.pages import FOLDER, translated
from porchlight.catalogs.same import faults
from porchlight.catalogs.segments import NOT_WORDS, OPTION, Segment, of_page
from porchlight.part import LINK
from porchlight.plain import read_text_of
from porchlight.prompts.kind import key_of, split_bar

if TYPE_CHECKING:
    from polib import POEntry

PAGES = ("index.md", "course/**/*.md", "exercises/*.md")
LETTER = re.compile(r"[^\W\d_]")
SPARED = re.compile(rf"\{{[\w:-]+\}}`[^`]*`|{NOT_WORDS.pattern}")
PROMPT = re.compile(r"^(?P<marks>:{3,})\{prompt\}.*\n(?:.*\n)*?(?P=marks)[ \t]*$", re.MULTILINE)
TOCTREE = re.compile(r"^```\{toctree\}\n(?:.*\n)*?```[ \t]*$", re.MULTILINE)
SHOWN = re.compile(r"^\s*:{3,}\{passage\}[ \t]+(\S+)[ \t]*$", re.MULTILINE)
RELATIVE = re.compile(r"(\]\()(?![/#]|[a-z][a-z0-9+.-]*:)([^)\s#]+\.md)")
EXERCISE = re.compile(r"\{(?:exercise|prompt)\}`(?:([^`<]*?)\s*<)?([a-z0-9-]+)[^`]*`")
CARD = re.compile(r"^(:{3,})\{exercise-card\}[ \t]+([a-z0-9-]+)[ \t]*\n((?:.*\n)*?)\1[ \t]*$", re.MULTILINE)
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
HEADING = re.compile(r"^#{1,3}[ \t]", re.MULTILINE)


@dataclass
class Words:
    """The translations of a language, by catalog and sentence; ``problems`` are those that cannot be used."""

    root: Path
    language: str
    catalogs: dict[str, dict[str, POEntry]] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    shown: int = 0
    missing: int = 0

    def __post_init__(self) -> None:
        for path in sorted((self.root / FOLDER / self.language).glob("*.po")):
            self.catalogs[path.stem] = {
                entry.msgid: entry for entry in load(path) if entry.msgstr and not entry.fuzzy and not entry.obsolete
            }
        self.judged: dict[int, bool] = {}

    def find(self, name: str, segment: Segment) -> str | None:
        """The translation of a segment: of its own catalog, else of any other that has the same sentence."""
        own = self.catalogs.get(name, {}).get(segment.words)
        found = [own] if own else [one[segment.words] for one in self.catalogs.values() if segment.words in one]
        for entry in found:
            if id(entry) not in self.judged:
                self.judged[id(entry)] = self.judge(entry, segment)
            if self.judged[id(entry)]:
                return str(entry.msgstr) if "\n" in segment.words else " ".join(entry.msgstr.split("\n"))
        return None

    def judge(self, entry: POEntry, segment: Segment) -> bool:
        name = next(name for name, entries in self.catalogs.items() if entries.get(entry.msgid) is entry)
        place = f"{self.root / FOLDER / self.language / name}.po:{entry.linenum}"
        found = list(faults(entry, segment.form))
        for fault in found:
            self.problems.append((f"The translation of '{entry.msgid[:40]}' cannot be used: {fault}", place))
        return not found


def marked(words: str) -> str:
    """*words* with the unseen sign before the first letter that a reader sees."""
    start = 0
    for spared in [*SPARED.finditer(words), None]:
        end = spared.start() if spared else len(words)
        if found := LETTER.search(words, start, end):
            return f"{words[: found.start()]}{UNTRANSLATED}{words[found.start() :]}"
        start = spared.end() if spared else end
    return f"{UNTRANSLATED}{words}"


@dataclass
class Page:
    """A file of the tree as it grows: its text, and the line of the source that each of its lines comes from."""

    text: str
    lines: list[int]

    def insert(self, at: int, words: str) -> None:
        """Add whole lines before the place *at*, the beginning of a line."""
        number = self.text.count("\n", 0, at)
        self.text = self.text[:at] + words + self.text[at:]
        near = self.lines[min(number, len(self.lines) - 1)]
        self.lines[number:number] = [near] * words.count("\n")


def translate(text: str, found: list[Segment], say: Any) -> Page:
    """*text* with what *say* gives for each segment, and where its lines come from."""
    parts: list[str] = []
    lines = [1]
    last = number = 0
    for segment in found:
        before, after = text[last : segment.start], segment.written(say(segment))
        source = text[segment.start : segment.end].count("\n")
        number += before.count("\n")
        lines += range(number - before.count("\n") + 2, number + 2)
        lines += [number + 1 + min(one, source) for one in range(1, after.count("\n") + 1)]
        number += source
        parts += [before, after]
        last = segment.end
    rest = text[last:]
    lines += range(number + 2, number + rest.count("\n") + 2)
    return Page("".join([*parts, rest]), lines)


def _key_option(prompt: str) -> str:
    """The keys of the choices or rows of a prompt, as ``:keys:``, made of its words in the course's language."""
    option = {found["name"]: found["words"] or "" for line in prompt.split("\n") if (found := OPTION.match(line))}
    if "keys" in option:
        return ""
    if option.get("kind") in {"choose-one", "choose-many"}:
        listed = [part for part in of_page(prompt) if re.search(r"^[-*+][ \t]+$", _before(prompt, part))]
        keys = [key_of(_plain(part.words)) or str(number) for number, part in enumerate(listed, 1)]
    elif "row-names" in option:
        keys = split_bar(option["row-names"])
    else:
        return ""
    return f":keys: {' | '.join(keys)}\n"


def _before(text: str, segment: Segment) -> str:
    return text[text.rfind("\n", 0, segment.start) + 1 : segment.start]


def _plain(words: str) -> str:
    """Words without their markup, as ``key_of`` gets them."""
    return re.sub(r"\*+|\[\^[^\]]*\]|\]\([^)]*\)|\[|\{[\w:-]+\}`([^`<]*)(?:<[^>]*>)?`", r"\1", words)


class Tree:
    """The tree of one language."""

    def __init__(self, root: Path, language: str, folder: Path, home: str) -> None:
        self.root, self.folder, self.language, self.home = root, folder, language, home
        self.words = Words(root, language)
        self.states = translated(root, language)
        self.files = sources(root, self.states, language)
        self.written: set[Path] = set()
        self.notes: dict[str, dict[str, Any]] = {}

    def say(self, name: str) -> Any:
        """What gives the translation of a segment of the catalog *name*, or its own words, marked."""

        def said(segment: Segment) -> str:
            found = self.words.find(name, segment)
            if found is not None:
                self.words.shown += 1
                return found
            self.words.missing += 1
            return segment.words if segment.form else marked(segment.words)

        return said

    def put(self, path: Path, data: bytes) -> None:
        """Write a file of the tree, unless it is there already as it should be."""
        target = self.folder / path
        self.written.add(target)
        if not target.is_file() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def page(self, path: Path, to: Path | None = None) -> None:
        """Write a page in the language."""
        text, found = read(self.root, path)
        page = translate(text, found, self.say(catalog_of(path)))
        if path.suffix == ".md":
            self._keep_keys(text, page)
            self._contents(path, page)
            docname = path.with_suffix("").as_posix()
            state = self.states.get(docname)
            self.notes[(to or path).with_suffix("").as_posix()] = {
                "source": path.as_posix(),
                "lines": page.lines,
                "headings": self._headings(path, text, found),
                "reviewed": state.reviewed.isoformat() if state and state.reviewed else "",
                "by": state.by if state else "",
            }
            if to is not None:
                home = posixpath.join("/", path.parent.as_posix())
                page.text = RELATIVE.sub(
                    lambda match: f"{match[1]}{posixpath.normpath(posixpath.join(home, match[2]))}", page.text
                )
            page.text = self.lead_home(page.text, path.parent)
        self.put(to or path, page.text.encode())

    @cached_property
    def elsewhere(self) -> dict[str, str]:
        """The pages that the language has not, with their titles."""
        found = [path for pattern in PAGES for path in self.root.glob(pattern) if "regions" not in path.parts]
        names = {path.relative_to(self.root).with_suffix("").as_posix(): path for path in found}
        titles = {name: TITLE.search(read_text_of(names[name])) for name in sorted(names)}
        return {name: title[1] if title else name for name, title in titles.items() if name not in self.states}

    def lead_home(self, text: str, folder: Path) -> str:
        """*text* with links to pages that the language has not, from a page in *folder*, as links to the course."""
        here = posixpath.join("/", folder.as_posix())

        def link(found: re.Match[str]) -> str:
            page = posixpath.normpath(posixpath.join(here, found[2]))[1:].removesuffix(".md")
            return home(page, found[1], found[3] or "") if page in self.elsewhere else found[0]

        def exercise(found: re.Match[str]) -> str:
            page = f"exercises/{found[2]}"
            return home(page, found[1] or "", "") if page in self.elsewhere else found[0]

        def home(page: str, words: str, heading: str) -> str:
            return f"[{words or marked(self.elsewhere[page])}]({HOME}:{page}{heading})"

        def card(found: re.Match[str]) -> str:
            page = f"exercises/{found[2]}"
            return f"{home(page, '', '')}\n{found[3]}" if page in self.elsewhere else found[0]

        return EXERCISE.sub(exercise, LINK.sub(link, CARD.sub(card, text)))

    def _headings(self, path: Path, text: str, found: list[Segment]) -> dict[str, str]:
        """The address of each translated heading, with that which it has in the course's language."""
        made = {}
        for part in found:
            said = self.words.find(catalog_of(path), part) if HEADING.match(_before(text, part)) else None
            if said is not None:
                made[_slug(said)] = _slug(part.words)
        return made

    def _keep_keys(self, text: str, page: Page) -> None:
        """Give each prompt the keys of its first words, so that saved answers hold in every language."""
        keys = [_key_option(found[0]) for found in PROMPT.finditer(text)]
        for key, found in reversed(list(zip(keys, PROMPT.finditer(page.text), strict=True))):
            kind = page.text.find("\n:kind:", found.start(), found.end())
            if key and kind > 0:
                page.insert(kind + 1, key)

    def _contents(self, path: Path, page: Page) -> None:
        """In lists of contents, put the pages of a part in the place of its opening page where that is elsewhere."""

        def below(docname: str) -> list[str]:
            if docname in self.states:
                return [docname]
            file = self.root / f"{docname}.md"
            return [one for child in children(file) for one in below(child)] if file.is_file() else []

        def children(file: Path) -> list[str]:
            here = file.parent.relative_to(self.root).as_posix()
            text = read_text_of(file)
            lines = [line.strip() for found in TOCTREE.finditer(text) for line in found[0].splitlines()[1:-1]]
            return [
                posixpath.normpath(posixpath.join("/", here, line))[1:]
                for line in lines
                if line and not line.startswith(":")
            ]

        def listed(found: re.Match[str]) -> str:
            made = []
            for line in found[0].splitlines():
                if line.startswith(("`", ":")) or not line.strip():
                    made.append(line)
                    continue
                name = posixpath.normpath(posixpath.join("/", path.parent.as_posix(), line.strip()))[1:]
                made += [line] if name in self.states else [f"/{one}" for one in below(name)]
            return "\n".join(made)

        page.text = TOCTREE.sub(listed, page.text)
        page.lines += [page.lines[-1]] * (page.text.count("\n") + 1 - len(page.lines))

    def passages_elsewhere(self) -> None:
        """Write the pages that are not built here and define a passage that a page here shows."""
        homes: dict[str, Path] = {}
        for path in sources(self.root):
            if path.suffix == ".md":
                for name in SHOWN.findall(read_text_of(self.root / path)):
                    if name not in homes and _defines(self.root / path, name):
                        homes[name] = path
        waiting = [path for path in self.files if path.suffix == ".md"]
        seen = set(waiting)
        while waiting:
            for name in SHOWN.findall(read_text_of(self.root / waiting.pop())):
                home = homes.get(name)
                if home and home not in seen:
                    seen.add(home)
                    waiting.append(home)
                    self.page(home, Path(ELSEWHERE) / home)

    def region(self, folder: Path) -> None:
        """Copy a region; what it says in the course's language alone is marked so."""
        for path in sorted(folder.rglob("*")):
            place = path.relative_to(self.root)
            own = path.parent / self.language / path.name
            if not path.is_file() or (path.parent.name == self.language and path.parent.parent.name == "passages"):
                continue
            if path.suffix == ".svg":
                own = path.with_stem(f"{path.stem}-{self.language}")
            if path.suffix != ".md":
                self.put(place, (own if own.is_file() else path).read_bytes())
                continue
            text, found = read(self.root, own.relative_to(self.root) if own.is_file() else place)
            if not own.is_file():
                text = translate(text, found, lambda segment: marked(segment.words)).text
            self.put(place, self.lead_home(text, place.parent).encode())

    def write(self) -> Words:
        """Write all of it, and take away what is no longer made; returns the words that it holds."""
        for path in self.files:
            if path.suffix == ".svg":
                self.drawing(path)
            else:
                self.page(path)
        for path in sorted((self.root / "course/pictures").rglob(f"*-{self.language}.svg")):
            place = path.relative_to(self.root)
            self.put(place.with_stem(place.stem.removesuffix(f"-{self.language}")), path.read_bytes())
        self.passages_elsewhere()
        for folder in sorted((self.root / "course/regions").glob("*")):
            self.region(folder)
        for name in ("course/references.bib", "LICENSE"):
            if (self.root / name).is_file():
                self.put(Path(name), (self.root / name).read_bytes())
        self.put(Path(FILE), json.dumps(self.told(), ensure_ascii=False, indent=1).encode())
        for path in [path for path in self.folder.rglob("*") if path.is_file() and path not in self.written]:
            path.unlink()
        return self.words

    def drawing(self, path: Path) -> None:
        """Write a drawing; one with a line that has no translation stays whole in the course's language."""
        text, found = read(self.root, path)
        known = [self.words.find(catalog_of(path), segment) for segment in found]
        say = iter(known if None not in known else [segment.words for segment in found])
        self.put(path, translate(text, found, lambda _: next(say)).text.encode())
        if None in known:
            self.words.missing += 1
            self.notes.setdefault("drawings", {})[path.stem] = True

    def told(self) -> dict[str, Any]:
        """What ``language.json`` says."""
        drawings = sorted(self.notes.pop("drawings", {}))
        return {
            "language": self.language,
            "home": self.home,
            "root": str(self.root),
            "pages": self.notes,
            "elsewhere": self.elsewhere,
            "drawings": drawings,
            "problems": self.words.problems,
        }


def _defines(path: Path, name: str) -> bool:
    """Whether the page at *path* has words below the passage *name*."""
    text = read_text_of(path)
    found = re.search(rf"^\s*(:{{3,}})\{{passage\}}[ \t]+{re.escape(name)}[ \t]*\n(.*)$", text, re.MULTILINE)
    return bool(found) and found[2].strip() != found[1]  # type: ignore[index]


def _slug(words: str) -> str:
    """The address of a heading."""
    return str(github_slugify(NOT_WORDS.sub("", words)))


def write_tree(root: Path, language: str, folder: Path, home: str = "en") -> Words:
    """Write the course of *root*, whose language is *home*, in another *language* into *folder*.

    Raises ``ConfigError`` when the list of its pages cannot be used.
    """
    tree = Tree(root, language, folder, home)
    if "index" not in tree.states:
        raise ConfigError(f"{FOLDER}/{language}/{LIST}: the front page, 'index', is not translated yet.")
    return tree.write()
