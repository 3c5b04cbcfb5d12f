"""The numbers that every sheet ends with, and every evening: those of the services that the course file names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.course_file import course_file
from porchlight.region_file import lines_in, load_region

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def help_lines(env: BuildEnvironment, language: str = "") -> list[tuple[str, str, str, str]]:
    """The numbers that stand on every sheet: need, how, number and name of each.

    A page in another *language* has the words of the region in that language, without the service's name.
    """
    region = load_region(env)
    needs = {need.id: need.heading for need in region.needs}
    own = lines_in(env, language or str(env.config.language))
    foreign = language not in {"", str(env.config.language)}
    entries = []
    for name, line in ((name, region.lines[name]) for name in course_file(env.config).services if name in region.lines):
        way = own[name].ways[0] if name in own else line.ways[0]
        need = own[name].need if name in own else needs.get(line.need, "")
        entries.append((need, way.how, way.number or way.url, "" if foreign and name in own else line.name))
    return entries
