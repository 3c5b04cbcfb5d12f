"""A part of the course: ``porchlight course --units "2 4"`` builds those units, and says so where others are missing.

The other units are left out with their exercises, short pages and sessions. What leads to them becomes words; a
session no longer hands out their sheets, tells their stories or offers their exercises, and its page says that.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from porchlight.catalogs.generated import elsewhere
from porchlight.plain import meant, read_text_of
from porchlight.unit_folders import unit_folders

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!https?:|#)([^()\s#]+\.md)(#[^()\s]*)?\)")
EXERCISE = re.compile(r"^\s*/?(exercises/[a-z0-9-]+)\s*$", re.MULTILINE)
SHEETS = re.compile(r"^(:sheets: *)(.*)$", re.MULTILINE)
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
# A box that is nothing without the page that it names: it goes with the page.
NAMING = re.compile(r"^(:{3,}|`{3,})\{(?:story-aloud|exercise-card)\} *([a-z0-9-]+)\n(?:.*\n)*?\1[ \t]*$", re.MULTILINE)
PACKET = re.compile(r"^(:{3,}|`{3,})\{packet\}.*\n(?:.*\n)*?\1[ \t]*$", re.MULTILINE)
CONTENTS = re.compile(r"^```\{toctree\}\n(?:.*\n)*?```[ \t]*$", re.MULTILINE)
SAID = "_This edition of the course holds a part of its units. What this page takes from the others is left out here._"


@lru_cache
def left_out(root: Path, wanted: str) -> frozenset[str]:
    """The pages that an edition of the *wanted* units leaves out. Raises ``ConfigError`` for a unit that is none."""
    if not wanted:
        return frozenset()
    folders = unit_folders(root)
    chosen = set(re.split(r"[\s,]+", wanted.strip()))
    for name in sorted(chosen - folders.keys()):
        problem = f"There is no unit '{name}'{meant(name, folders)}"
        raise ConfigError(f"{problem}. Give numbers of units, as in --units '2 4'.")
    names = folders.keys() - chosen
    others = [folders[name] for name in names]
    pages = {path for folder in others for path in folder.rglob("*.md")}
    pages |= {path for name in names for path in root.glob(f"course/short/unit-{name}.md")}
    pages |= {path for name in names for path in root.glob(f"course/facilitator/session-{name}.md")}
    kept = "".join(_text(folders[name] / "index.md") for name in chosen)
    gone = {name for folder in others for name in EXERCISE.findall(_text(folder / "index.md"))}
    found = {path.relative_to(root).with_suffix("").as_posix() for path in pages}
    return frozenset(found | (gone - set(EXERCISE.findall(kept))))


def _text(path: Path) -> str:
    return read_text_of(path) if path.is_file() else ""


def left_out_of(app: Sphinx) -> frozenset[str]:
    """The pages that this build leaves out."""
    return left_out_here(app.srcdir, app.config)


def left_out_here(srcdir: Path | str, config: Config) -> frozenset[str]:
    """The pages that a build of the tree in *srcdir* leaves out: other units, and those that a language has not."""
    return left_out(Path(srcdir), config.porchlight_units) | elsewhere(srcdir)


def choose_units(app: Sphinx, config: Config) -> None:
    """Leave out what was not asked for."""
    if not config.porchlight_units:
        return
    gone = left_out(Path(app.srcdir), config.porchlight_units)
    config.exclude_patterns = [*config.exclude_patterns, *(f"{name}.md" for name in sorted(gone))]


def make_words(app: Sphinx, docname: str, source: list[str]) -> None:
    """Turn what leads to pages that are left out into words, and take away what is nothing without them."""
    gone = left_out_of(app)
    if not gone:
        return
    names = {name.rpartition("/")[2] for name in gone}
    here = posixpath.dirname(docname)
    taken: list[str] = []

    def words(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join("/" if found[2].startswith("/") else f"/{here}", found[2]))[1:-3]
        if target not in gone:
            return found[0]
        title = TITLE.search(_text(Path(app.srcdir, f"{target}.md")))
        return found[1] or (title[1] if title else target)

    def sheets(found: re.Match[str]) -> str:
        listed = re.split(r"[\s|]+", found[2].strip())
        rest = [name for name in listed if name not in names]
        taken.extend(set(listed) - set(rest))
        return f"{found[1]}{' '.join(rest)}" if rest else ""

    def box(found: re.Match[str]) -> str:
        if found[2] not in names:
            return found[0]
        taken.append(found[2])
        return ""

    def packet(found: re.Match[str]) -> str:
        listed = SHEETS.search(found[0])
        return "" if listed and not sheets(listed) else found[0]

    def contents(found: re.Match[str]) -> str:
        def page(line: str) -> str:
            return posixpath.normpath(posixpath.join(f"/{here}", line.strip()))[1:]

        return "".join(line for line in found[0].splitlines(keepends=True) if page(line) not in gone)

    source[0] = CONTENTS.sub(contents, source[0])
    text = NAMING.sub(box, SHEETS.sub(sheets, PACKET.sub(packet, LINK.sub(words, source[0]))))
    if taken and docname.startswith("course/facilitator/"):
        text = TITLE.sub(lambda found: f"{found[0]}\n\n{SAID}", text, count=1)
    source[0] = text


def setup_part(app: Sphinx) -> None:
    """Register the setting."""
    app.add_config_value(
        "porchlight_units", "", "env", types=frozenset({str}), description="Numbers of the units to build; empty: all"
    )
    app.connect("config-inited", choose_units, priority=100)
    app.connect("source-read", make_words, priority=100)
