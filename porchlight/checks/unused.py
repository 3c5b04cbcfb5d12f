"""References that no page cites, or that say in no known way how they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.diagnostics import Code, warn
from porchlight.region_file import load_region
from porchlight.sources import SEEN, bibliography_path, cited_pages, entries_of, reference

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def check_unused_sources(env: BuildEnvironment) -> None:
    """Warn about each entry that neither a page nor the region file names, or whose ``seen`` is unknown."""
    entries = entries_of(env)
    if entries is None:
        return
    path = bibliography_path(env)
    region = load_region(env)
    named = {key for line in region.lines.values() for key in line.source}
    named |= {key for law in region.laws.values() for key in law.source}
    lines = path.read_text(encoding="utf-8").splitlines()
    cited = cited_pages(env)
    for key, entry in entries.items():
        number = next((n for n, words in enumerate(lines, start=1) if f"{{{key}," in words), 1)
        if key not in named and key not in cited:
            warn(Code.SOURCE_UNUSED, f"No page cites '{key}'", f"{path}:{number}")
        for word in set(reference(entry).seen) - SEEN.keys():
            warn(Code.SOURCE_FILE, f"'{key}' has seen = '{word}' instead of {', '.join(SEEN)}", f"{path}:{number}")
