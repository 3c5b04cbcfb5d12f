"""Checks against the region file: its entries, numbers typed by hand, and pages that nobody checked for it.

Each number, service and point of law stands once, in ``course/regions/NAME/region.toml``, with the date it
was checked. ``region_roles.py`` and ``region_blocks.py`` print them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from porchlight import front_matter
from porchlight.boxes import ancestors
from porchlight.diagnostics import Code, nearest, warn
from porchlight.locale import _
from porchlight.numbers import AFTER_CALL, ways_to_dial
from porchlight.pictures import files
from porchlight.plain import read_text_of
from porchlight.region_blocks import from_region
from porchlight.region_file import (
    home_name,
    line_of,
    load_region,
    not_checked_for,
    note_region,
    other_regions,
    read_language,
    region_folder,
    region_path,
)
from porchlight.region_roles import (
    phone,
    region_words,
)
from porchlight.sources import citation_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def drawn_words(svg: str) -> list[str]:
    """What a drawing says, line by line of its file."""
    styled = re.sub(r"<style>.*?</style>", lambda found: "\n" * found[0].count("\n"), svg, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", lambda found: "\n" * found[0].count("\n"), styled).splitlines()


def check_region(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about entries that are wrong. Runs once a build."""
    region = load_region(env)
    place = region_path(env)
    for problem, number in region.problems:
        warn(Code.REGION_FILE, problem, f"{place}:{number}")
    for path in sorted(region_folder(env).glob("region.*.toml")):
        for problem, number in read_language(path).problems:
            warn(Code.REGION_FILE, problem, f"{path}:{number}")
    for docname in sorted(region.pages.keys() - env.found_docs):
        text = read_text_of(place)
        warn(Code.REGION_PAGE, f"There is no page '{docname}'", f"{place}:{line_of(text, 'pages', docname)}")
    others = patterns_of_others(env)
    for path in files(env) if region.lines else ():
        for line, words in enumerate(drawn_words(read_text_of(path)), start=1):
            for found in dict.fromkeys([*region.strange_numbers(words), *numbers_of_others(others, region.own, words)]):
                problem = f"A drawing says '{found}', which is no number of the region"
                warn(Code.PICTURE_NUMBER, problem, f"{path}:{line}")


def old_entries(env: BuildEnvironment, now: date) -> Iterator[tuple[str, str]]:
    """What is stale or past its end on the day *now*, and where it stands."""
    region = load_region(env)
    place = region_path(env)
    text = read_text_of(place) if place.is_file() else ""
    entries = [("lines", line.id, line.checked) for line in region.lines.values()]
    entries += [("law", law.id, law.checked) for law in region.laws.values()]
    for table, name, checked in entries:
        if front_matter.is_stale(checked, now):
            header = f"{table}.{name}"
            yield f"'{header}' was last checked on {checked}", f"{place}:{line_of(text, header)}"
    for law in region.laws.values():
        if law.ends and law.ends < now:
            header = f"law.{law.id}"
            yield f"'{header}' ended on {law.ends}", f"{place}:{line_of(text, header)}"


def patterns_of_others(env: BuildEnvironment) -> list[re.Pattern[str]]:
    """What finds the numbers of each other region."""
    return [region.typed for region in other_regions(region_folder(env)).values()]


def numbers_of_others(patterns: list[re.Pattern[str]], own: frozenset[str], words: str) -> Iterator[str]:
    """Phone numbers of other regions in *words*; those of three digits only after a word such as "call"."""
    for pattern in patterns:
        for found in pattern.finditer(words):
            short = len(re.sub(r"\D", "", found[0])) <= 3
            if not (short and not AFTER_CALL.search(words[: found.start()])) and not own & set(ways_to_dial(found[0])):
                yield found[0]


def check_typed_numbers(app: Sphinx, document: nodes.document) -> None:
    """Warn about numbers that an author typed instead of naming the region's entry, of whatever region."""
    region, others = load_region(app.env), patterns_of_others(app.env)
    for text in document.findall(nodes.Text):
        own = region.typed.search(str(text))
        found = own[0] if own else next(numbers_of_others(others, region.own, str(text)), "")
        if found and not _may_hold_numbers(text):
            place = nearest(text, app.env.current_document.docname)
            warn(Code.TYPED_NUMBER, f"The number '{found}' is typed by hand", place)


class NotChecked(SphinxTransform):
    """Say on top of a page that nobody has checked it for the region, unless the course was written for it."""

    default_priority = 850  # above the line that tells a page's age, which comes first

    def apply(self, **kwargs: Any) -> None:
        if not (written_for := home_name(region_folder(self.env))):
            return
        note_region(self.env)
        here = not_checked_for(self.env, [self.env.current_document.docname])
        title = next(self.document.findall(nodes.title), None)
        if not here or title is None:
            return
        warning = _("This page has not been checked for %(country)s.", country=here)
        more = _("It was written for %(country)s. Law, services, medicines and words may differ.", country=written_for)
        words = nodes.paragraph("", "", nodes.strong(warning, warning), nodes.Text(f" {more}"))
        words["classes"] += ["pl-checked", "pl-not-checked"]
        title.parent.insert(title.parent.index(title) + 1, words)


def _may_hold_numbers(text: nodes.Text) -> bool:
    if any(node.get("shown") for node in ancestors(text) if isinstance(node, nodes.compound)):
        return True  # a passage, told where it is defined
    allowed = (
        phone,
        from_region,
        region_words,
        citation_words,
        nodes.literal,
        nodes.literal_block,
        nodes.raw,
        nodes.comment,
        nodes.legend,  # tells a drawing, which holds what it holds
    )
    return any(
        isinstance(node, allowed) or (isinstance(node, nodes.reference) and node.get("refuri") == text.astext())
        for node in ancestors(text)
    )


def setup_region(app: Sphinx) -> None:
    """Register the checks."""
    app.connect("env-updated", check_region)
    app.add_transform(NotChecked)
    app.connect("doctree-read", check_typed_numbers)
