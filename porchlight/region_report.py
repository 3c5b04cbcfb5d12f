"""``porchlight region NAME``: begins a region's folder, or says what in the course is still bound to another.

It reads the Markdown itself and not what Sphinx made of it: what it names is what an author changes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from porchlight.numbers import AFTER_CALL, EMERGENCY, ways_to_dial
from porchlight.passage_source import CALL, definitions
from porchlight.plain import read_text_of
from porchlight.region import drawn_words
from porchlight.region_file import FILE, FOLDER, other_regions, read_region
from porchlight.wording import FILE as WORDS
from porchlight.wording import SAID_IN_FRONT, any_of, load_wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from porchlight.region_file import Region

SKELETON = Path(__file__).parent / "theme" / "region"
PAGES = ("index.md", "course/**/*.md", "exercises/**/*.md")
ENTRY = re.compile(r"\{(?:number|reach|line|digits|way|call)\}`(?:[^`<]*<)?([\w-]+)")
PICTURE = re.compile(r"^ *:{3,}\{picture\} +([\w-]+)", re.MULTILINE)
LAW = re.compile(r"^ *:{3,}\{law\} +(\S+)")
ROLE = re.compile(r"\{[\w-]+\}`(?:[^`<]*<)?([^`>]*)>?`")
LINK = re.compile(r"\]\([^)]*\)")
NO_WORDS = re.compile(r" *(?:%|<!--|:[a-z-]+:|\[\^[^\]]+\]:|```|:{3,} *$|\{\.)")
CHANGED = ("institutions", "brands", "spelling")  # groups of words that words.toml can change by itself
SENTENCE = re.compile(r"(?<=[.!?])[\"”*)]*\s+")


@dataclass(frozen=True)
class Open:
    """A sentence that still speaks of another region: where it stands, and what binds it."""

    page: str
    line: int
    groups: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Report:
    """What is open in the region: entries by the number of pages that name them, passages, drawings, sentences."""

    entries: Counter[str]
    passages: list[str]
    drawings: dict[str, list[str]]
    sentences: list[Open]
    unchecked: list[str]
    pages: int

    def by_page(self) -> dict[str, list[Open]]:
        """The sentences of each page that has some, the most first."""
        found: dict[str, list[Open]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.page, []).append(sentence)
        return dict(sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0])))


def pages_of(root: Path) -> list[Path]:
    """Every page of the course, without what lies in the folders of regions."""
    found = {path for pattern in PAGES for path in root.glob(pattern)}
    return sorted(path for path in found if FOLDER not in path.relative_to(root).as_posix())


def lines_of(page: Path, filled: set[str]) -> Iterator[tuple[int, str]]:
    """The lines of *page* that hold words of the course, without passages that the region has of its own."""
    lines = read_text_of(page).splitlines()
    start = lines.index("---", 1) + 1 if lines[:1] == ["---"] and "---" in lines[1:] else 0
    for number, line in enumerate(lines[:start], 1):
        key, colon, words = line.partition(":")
        if colon and key in SAID_IN_FRONT:
            yield number, words.strip(" '\"")
    note, closes = False, ""
    theirs = terms_of_regions(lines)
    for number, line in enumerate(lines[start:], start + 1):
        if number in theirs:
            continue
        if closes:
            closes = "" if line.rstrip() == closes else closes
            continue
        if (match := re.match(r"( *:{3,})\{passage\} +(\S+)", line)) and match[2] in filled:
            closes = match[1]
            continue
        note = line.startswith("[^") or (note and line.startswith("  "))
        if not note and line.strip() and not NO_WORDS.match(line):
            yield number, line


def terms_of_regions(lines: list[str]) -> set[int]:
    """The lines of terms of a glossary whose meaning is a passage: each region explains them, or leaves them out."""
    found: set[int] = set()
    for number, line in enumerate(lines, 1):
        above = number - 1
        while re.match(r" +:{3,}\{passage\}", line) and above and re.match(r"[^\s`]", lines[above - 1]):
            found.add(above)
            above -= 1
    return found


def report(root: Path, name: str) -> Report:
    """What is open in the region *name* of the course below *root*."""
    folder = root / FOLDER / name
    region, others = read_region(folder), other_regions(folder)
    wording, bindings = load_wording(folder), [load_wording(other) for other in others]
    defined = {found.name: found for page in pages_of(root) for found in definitions(page)}
    filled = {path.stem for path in (folder / "passages").glob("*.md")} | region.declined.passages.keys()
    known = {*region.lines, *(f"law {law}" for law in (*region.laws, *region.declined.law))}
    entries: Counter[str] = Counter()
    sentences, unchecked = [], []
    for page in pages_of(root):
        docname = page.relative_to(root).with_suffix("").as_posix()
        named: set[str] = set()
        if docname not in region.pages:
            unchecked.append(docname)
        for number, line in lines_of(page, filled):
            named |= {*ENTRY.findall(line), *(f"law {law}" for law in LAW.findall(line))}
            plain = wording.said_here(LINK.sub("]", CALL.sub("", ROLE.sub(r"\1", line))))
            for sentence in SENTENCE.split(plain) if docname not in region.pages else ():
                groups = sorted({group for binding in bindings for group in binding.bound_to(sentence)})
                if groups:
                    sentences.append(Open(docname, number, tuple(groups), sentence.strip(" -*:")))
        entries.update(named - known)
    needed = [name for name, found in defined.items() if not found.body and name not in filled]
    return Report(entries, needed, drawings(root, folder, region, others), sentences, unchecked, len(pages_of(root)))


def drawings(root: Path, folder: Path, region: Region, others: dict[Path, Region]) -> dict[str, list[str]]:
    """What is wrong with each drawing that pages show: it is not there, or has numbers of no service of the region."""
    found: dict[str, list[str]] = {}
    places = (root / "course/pictures", folder / "pictures")  # those of the region win
    shown = {path.stem: path for place in places for path in place.glob("*.svg")}
    asked = {name for page in pages_of(root) for name in PICTURE.findall(read_text_of(page))}
    found |= {name: ["not drawn for this region"] for name in sorted(asked - shown.keys())}
    patterns = [EMERGENCY, region.typed, *(other.typed for other in others.values())]
    for name, path in sorted(shown.items()):
        for words in drawn_words(read_text_of(path)):
            for pattern in patterns:
                for match in pattern.finditer(words):
                    after = pattern is EMERGENCY or len(match[0]) > 3 or AFTER_CALL.search(words[: match.start()])
                    if after and not region.own & set(ways_to_dial(match[0])):
                        found.setdefault(name, []).append(match[0])
    return {name: sorted(set(numbers)) for name, numbers in found.items()}


def begin(root: Path, name: str) -> Path:
    """Write the folder of a new region from the skeleton, with an entry asleep for each that the pages name."""
    folder = root / FOLDER / name
    (folder / "passages").mkdir(parents=True)
    today = f"{date.today():%Y-%m-%d}"
    for path in sorted(SKELETON.glob("*.toml")):
        text = path.read_text(encoding="utf-8").replace("NAME", name).replace("COUNTRY", name).replace("TODAY", today)
        (folder / path.name).write_text(text, encoding="utf-8")
    found, homes = report(root, name), other_regions(folder).values()
    home = next((region for region in homes if region.country and region.country.home), None)
    needs = home.needs if home else ()
    parts = [f'[[needs]]\nid = "{need.id}"\nheading = "{need.heading}"\n' for need in needs]
    for entry, count in found.entries.most_common():
        kind, _, law = entry.partition(" ")
        there = home and (home.laws.get(law) if law else home.lines.get(kind))
        called = getattr(there, "name", "") or getattr(there, "heading", "")
        asleep = [f"# {called}: named on {count} pages" if called else f"# named on {count} pages"]
        if law:
            asleep += [f"# [law.{law}]", '# heading = ""', '# statement = ""']
        else:
            way = '{ kind = "call", how = "Call", number = "" }'
            asleep += [f"# [lines.{kind}]", '# name = ""', f'# need = "{getattr(there, "need", "")}"', '# use = ""']
            asleep += [f"# ways = [ {way} ]"]
        parts.append("\n".join([*asleep, f"# checked = {today}", '# source = ["key"]']) + "\n")
    parts.append("# What has no counterpart here, each with its reason; pages then leave it out.\n[declined.law]\n")
    asleep = [f'# {passage} = ""' for passage in found.passages]
    parts.append("\n".join(["[declined.passages]", *asleep]) + "\n")
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write("\n".join(parts))
    path = folder / WORDS
    counts = words_to_change(root, folder).most_common()
    asleep = [f'# "{word}" = ""  # stands {count} times\n' for word, count in counts]
    text = path.read_text(encoding="utf-8").replace("[words]\n", "".join(["[words]\n", *asleep]), 1)
    path.write_text(text, encoding="utf-8")
    return folder


def words_to_change(root: Path, folder: Path) -> Counter[str]:
    """How often the course uses each word of another region for an institution or a medicine, or its spelling."""
    groups = [load_wording(other).bound for other in other_regions(folder)]
    words = {word: any_of([word]) for group in groups for name in CHANGED for word in group.get(name, ())}
    text = " ".join(line for page in pages_of(root) for _, line in lines_of(page, set()))
    return Counter({word: count for word, pattern in words.items() if (count := len(pattern.findall(text)))})


def report_lines(found: Report, name: str) -> list[str]:
    """The report in lines, the counts first."""
    counts = Counter(group for sentence in found.sentences for group in sentence.groups)
    groups = ", ".join(f"{group} {count}" for group, count in counts.most_common())
    drawn = ", ".join(found.drawings)
    pages = found.by_page()
    lines = [
        f"What is open in the region '{name}':",
        f"  entries    {len(found.entries)} that pages name are not in its region.toml",
        f"  passages   {len(found.passages)} to fill in passages/ or to decline",
        f"  drawings   {len(found.drawings)} lacking, or with a number of another country: {drawn or 'none'}",
        f"  sentences  {len(found.sentences)} on {len(pages)} pages speak of another region: {groups or 'none'}",
        f"  pages      {len(found.unchecked)} of {found.pages} say that nobody has checked them for it",
        "",
    ]
    lines += [f"  entry '{entry}', named on {count} pages" for entry, count in found.entries.most_common()]
    lines += [f"  passage '{passage}'" for passage in found.passages]
    lines += [f"  drawing '{drawing}': {', '.join(numbers)}" for drawing, numbers in found.drawings.items()]
    for page, sentences in pages.items():
        lines += ["", f"{page}.md: {len(sentences)}"]
        lines += [f"  {sentence.line} [{', '.join(sentence.groups)}] {sentence.words}" for sentence in sentences]
    return lines


def region(root: Path, name: str) -> int:
    """Begin the region if there is none, print what is open, and write all of it to a file. Returns 0, or 2."""
    if not re.fullmatch(r"\w+(-\w+)*", name):
        print(f"'{name}' cannot be a folder's name: use letters and digits, such as 'uk'.")
        return 2
    folder = root / FOLDER / name
    if not (folder / FILE).is_file():
        begin(root, name)
        print(f"Began {FOLDER}/{name}: fill {FILE} first, then set porchlight_region in conf.py.\n")
    for problem, line in read_region(folder).problems:
        print(f"{FOLDER}/{name}/{FILE}:{line}: {problem}")
    lines = report_lines(report(root, name), name)
    path = root / "_build" / "region" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    most = [line.replace(".md: ", "  ") for line in lines if re.fullmatch(r"\S+\.md: \d+", line)]
    print("\n".join([*lines[: lines.index("")], "", "Sentences by page:", *(f"  {line}" for line in most)]))
    print(f"\nEach entry, passage and sentence with its line: {path.relative_to(root)}")
    return 0
