"""References that no page cites, or that say in no known way how they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.diagnostics import Code, warn
from porchlight.plain import read_text_of
from porchlight.references import bibliographies, entries_of, line_of_entry, load, reference
from porchlight.region_file import load_region
from porchlight.sources import SEEN, cited_pages

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def check_unused_sources(env: BuildEnvironment) -> None:
    """Warn about each entry that neither a page nor the region file names, or whose ``seen`` is unknown."""
    if entries_of(env) is None:
        return
    region = load_region(env)
    named = {key for line in region.lines.values() for key in line.source}
    named |= {key for law in region.laws.values() for key in law.source}
    cited = cited_pages(env)
    for path in bibliographies(env):
        lines = read_text_of(path).splitlines()
        for key, entry in load(path).entries.items():
            place = f"{path}:{line_of_entry(lines, key)}"
            if key not in named and key not in cited:
                warn(Code.SOURCE_UNUSED, f"No page cites '{key}'", place)
            for word in set(reference(entry).seen) - SEEN.keys():
                warn(Code.SOURCE_FILE, f"'{key}' has seen = '{word}' instead of {', '.join(SEEN)}", place)
