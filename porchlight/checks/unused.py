"""References that no page cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.diagnostics import Code, warn
from porchlight.region import load_region
from porchlight.sources import bibliography_path, cited_pages, load

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def check_unused_sources(env: BuildEnvironment) -> None:
    """Warn about each entry of the references that neither a page nor the region file names."""
    path = bibliography_path(env)
    region = load_region(env)
    named = {key for line in region.lines.values() for key in line.source}
    named |= {key for law in region.laws.values() for key in law.source}
    lines = path.read_text(encoding="utf-8").splitlines()
    for key in load(path).entries:
        if key not in named and key not in cited_pages(env):
            number = next((n for n, words in enumerate(lines, start=1) if f"{{{key}," in words), 1)
            warn(Code.SOURCE_UNUSED, f"No page cites '{key}'", f"{path}:{number}")
