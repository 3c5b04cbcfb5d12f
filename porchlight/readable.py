"""A file that cannot be read stops the build at once: all such files are named first, each once, and nothing is built.

Otherwise one brace in the references would be told at every note of the course, and one letter in another
encoding as a fault of the program.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pybtex.exceptions import PybtexError
from sphinx.errors import SphinxError

from porchlight.diagnostics import Code, warn
from porchlight.plain import line_of_other_encoding, meant, toml_fault
from porchlight.references import bibliographies, load
from porchlight.region_file import FOLDER, region_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Signs that no page shows: they come along when words are copied from a PDF or a chat.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FRONT = re.compile(r"---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# What may stand between the '---' lines of a page.
KEYS = (
    *("minutes", "need", "checked", "evidence", "teaches", "for-review", "handout", "repeats"),
    *("address", "private", "savable", "language", "card", "layout", "unit", "orphan", "tocdepth"),
)

Found = tuple[Code, str, int]  # what is wrong, in which words, on which line


class UnreadableError(SphinxError):
    """Files were named that cannot be read."""

    category = "Nothing was built"


def faults_of_text(data: bytes) -> Iterator[Found]:
    """What keeps a file from being read as text."""
    if line := line_of_other_encoding(data):
        yield Code.FILE_ENCODING, "The file is not saved as UTF-8", line
    elif found := UNSEEN.search(text := data.decode("utf-8").replace("\r\n", "\n")):
        sign = f"U+{ord(found[0]):04X}"
        yield Code.FILE_SIGN, f"A sign stands here that nobody can see ({sign})", text.count("\n", 0, found.start()) + 1


def faults_of_front_matter(text: str) -> Iterator[Found]:
    """What keeps the front matter of a page from being read."""
    if not text.lstrip().startswith("---"):
        return
    found = FRONT.match(text)
    if not found:
        yield Code.FRONT_MATTER, "The front matter is not closed, or something stands above it", 1
        return
    try:
        values = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        written = text.splitlines()[line - 1] if line <= text.count("\n") else ""
        why = (
            "a tab stands there, where blanks belong" if "\t" in written else "words with ': ' in them stand in quotes"
        )
        yield Code.FRONT_MATTER, f"The line '{written.strip()[:40]}' cannot be read: {why}", line
        return
    if values is not None and not isinstance(values, dict):
        yield Code.FRONT_MATTER, "The front matter is no list of 'name: words'", 2


def strange_keys(text: str) -> Iterator[Found]:
    """Names in the front matter that nothing reads."""
    found = FRONT.match(text)
    for number, line in enumerate(found[1].splitlines() if found else (), start=2):
        name = re.match(r"([\w-]+):", line)
        if name and name[1] not in KEYS:
            yield Code.FRONT_MATTER, f"Nothing reads '{name[1]}'{meant(name[1], KEYS)}", number


def faults_of_toml(text: str) -> Iterator[Found]:
    """What keeps a file of TOML from being read."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem, line = toml_fault(error, text)
        yield Code.REGION_FILE, problem, line


def faults(path: Path) -> list[Found]:
    """What keeps the file at *path* from being read."""
    data = path.read_bytes()
    found = list(faults_of_text(data))
    if not found and path.suffix in {".md", ".toml"}:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        found = list(faults_of_front_matter(text) if path.suffix == ".md" else faults_of_toml(text))
    return found


def check_files(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Name each file that cannot be read, and stop if there is one."""
    pages = [Path(env.doc2path(docname)) for docname in sorted(env.found_docs)]
    beside = (path for path in region_folder(env).rglob("*") if path.suffix in {".md", ".toml"})
    stops = False
    regions = Path(env.srcdir, FOLDER)
    others = [path for path in Path(env.srcdir, "course").rglob("*.toml") if not path.is_relative_to(regions)]
    found = {path: faults(path) for path in [*bibliographies(env), *sorted(beside), *pages] if path.is_file()}
    found |= {
        path: list(faults_of_text(path.read_bytes())) for path in sorted(others)
    }  # what they say is read elsewhere
    for path, wrong in found.items():
        for code, problem, line in wrong:
            warn(code, problem, f"{path}:{line}")
            stops = True
    for path in filter(Path.is_file, bibliographies(env)):
        try:
            load(path)
        except PybtexError:  # references.py warns of it
            stops = True
    if stops:
        raise UnreadableError("What is named above cannot be read.")


def check_keys(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn about each name in the front matter of a page that nothing reads."""
    for code, problem, line in strange_keys(source[0]):
        warn(code, problem, (docname, line))


def setup_readable(app: Sphinx) -> None:
    """Register the checks."""
    app.connect("env-before-read-docs", check_files, priority=1)
    app.connect("source-read", check_keys)
