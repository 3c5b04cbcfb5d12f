"""The numbers that every sheet ends with, and every evening: those of the services that the course file names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.course_file import course_file
from porchlight.languages import HOW, NEEDS
from porchlight.region_file import load_region

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def help_lines(env: BuildEnvironment, language: str = "") -> list[tuple[str, str, str, str]]:
    """The numbers that stand on every sheet: need, how, number and name of each.

    A page in another *language* has its own words, without the name, which is in the region's.
    """
    region = load_region(env)
    needs = {need.id: need.heading for need in region.needs}
    own, how = NEEDS.get(language, {}), HOW.get(language, {})
    entries = []
    for name, line in ((name, region.lines[name]) for name in course_file(env.config).services if name in region.lines):
        way = line.ways[0]
        number = way.number or way.url
        if language != env.config.language and name in own:
            entries.append((own[name], how.get(way.how, way.how), number, ""))
        else:
            entries.append((needs.get(line.need, ""), way.how, number, line.name))
    return entries
