"""Long lists on the web, short at first: letters to jump to in the glossary, folds in sources and handouts, and
the numbers to call before what they are for.

Every other edition prints these lists whole.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.boxes import ancestors
from porchlight.editions.web.shape import fold, fold_title
from porchlight.locale import ngettext
from porchlight.plain import words
from porchlight.sources import used_in

if TYPE_CHECKING:
    from collections.abc import Iterable

IN_SIGHT = 3  # pages that use a source and stand in the open
FIGURES = "0–9"  # the heading of terms that begin with a figure
SAID = re.compile(r"Say [^.]+\.")  # how a term is spoken, at the start of its meaning


class ShortLists(SphinxPostTransform):
    """Part the glossary by letters; fold the many pages of a source, and the handouts of a unit; numbers first.

    Before: ``glossary(definition_list)``; after: links to the letters, then a heading and a list for each.
    """

    default_priority = 31  # when links are made, and the files of handouts are found
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:
        for found in list(self.document.findall(addnodes.glossary)):
            _by_letters(found)
        for places in list(self.document.findall(used_in)):
            _fold_places(places)
        helps = [part for part in self.document.findall(nodes.definition_list) if "pl-help-lines" in part["classes"]]
        for lines in helps:
            for meaning in lines.findall(nodes.definition):
                meaning.children.sort(key=lambda part: not isinstance(part, nodes.bullet_list))
        if len(helps) > 2:
            _jump_to_needs([section for section in map(_section_of, helps) if section])
        for heading in list(self.document.findall(nodes.rubric)):
            after = heading.next_node(descend=False, siblings=True)
            if isinstance(after, nodes.bullet_list) and "pl-handouts" in after["classes"]:
                assert after.parent is not None
                after.parent.remove(after)
                heading.replace_self(fold("", fold_title("", "", *heading.children), after, classes=["pl-shelf"]))


def _letter(item: nodes.Element) -> str:
    first = words(item.children[0])[:1].upper()
    return first if first.isalpha() else FIGURES


def _by_letters(found: addnodes.glossary) -> None:
    items = sorted(found.findall(nodes.definition_list_item), key=_letter)
    letters = nodes.paragraph("", classes=["pl-letters"])
    parts: list[nodes.Node] = []
    for letter, same in groupby(items, _letter):
        name = f"words-{letter[0].lower()}"
        letters += [nodes.reference("", letter, refid=name, internal=True), nodes.Text(" ")]
        parts.append(nodes.rubric("", letter, ids=[name], classes=["pl-letter"], **{"heading-level": 2}))
        parts.append(nodes.definition_list("", *_with_speech(same), classes=["pl-words"]))
    found[:] = [letters, *parts] if len(parts) > 2 else parts[1:]


def _with_speech(items: Iterable[nodes.Element]) -> Iterable[nodes.Element]:
    """Set apart how a term is spoken."""
    for item in items:
        for meaning in item.findall(nodes.definition):
            start = next(iter(meaning.findall(nodes.Text)), None)
            said = SAID.match(start) if isinstance(start, nodes.Text) else None
            if said and isinstance(start, nodes.Text):
                start.parent.replace(start, [nodes.emphasis("", said[0]), nodes.Text(start[said.end() :])])
        yield item


def _section_of(part: nodes.Element) -> nodes.section | None:
    return next((parent for parent in ancestors(part) if isinstance(parent, nodes.section)), None)


def _jump_to_needs(sections: list[nodes.section]) -> None:
    """Below the first words of a page of numbers, links to what may have happened."""
    links = (nodes.reference("", part[0].astext(), refid=part["ids"][0], internal=True) for part in sections)
    items = (nodes.list_item("", nodes.paragraph("", "", link)) for link in links)
    page = sections[0].parent
    assert page is not None
    at = next(at for at, part in enumerate(page.children) if isinstance(part, nodes.paragraph))
    page.insert(at + 1, nodes.bullet_list("", *items, classes=["pl-needs"]))


def _fold_places(places: used_in) -> None:
    links = list(places.findall(nodes.reference))
    paragraph = places.parent
    if len(links) <= IN_SIGHT or not isinstance(paragraph, nodes.paragraph):
        return
    paragraph.remove(places)
    below = nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", link)) for link in links))
    title = fold_title("", ngettext("Used in %(number)s page", "Used in %(number)s pages", len(links)))
    paragraph.parent.insert(paragraph.parent.index(paragraph) + 1, fold("", title, below, classes=["pl-more"]))
