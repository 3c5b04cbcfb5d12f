"""A picture is told once, in words at the end of its page: whoever sees it reads on, and whoever does not finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from porchlight.locale import _
from porchlight.pictures import IN_WORDS, picture

if TYPE_CHECKING:
    from docutils.nodes import Element

CLASS = "pl-in-words"


def tell_at_the_end(document: nodes.document) -> None:
    """Move what each picture shows to a section at the end of *document*, with a link to it and a way back."""
    legends: list[Element] = []
    for number, shown in enumerate(list(document.findall(picture)), start=1):
        legend = next(shown.findall(nodes.legend), None)
        image = next(shown.findall(nodes.image), None)
        if legend is None or image is None:
            continue
        shown.remove(legend)
        here = f"picture-{number}"
        shown["ids"].append(here)
        caption = next(shown.findall(nodes.caption), None)
        if caption is None:
            caption = nodes.caption()
            shown += caption
        else:
            caption += nodes.Text(" ")
        caption += nodes.reference("", _(IN_WORDS), refuri=f"#{here}-in-words", internal=True)
        back = nodes.reference("", _("Back to the picture"), refuri=f"#{here}", internal=True)
        name = nodes.paragraph("", "", nodes.strong("", f"{image['alt']}."))
        legends.append(nodes.container("", name, *legend.children[1:], nodes.paragraph("", "", back), classes=[CLASS]))
        legends[-1]["ids"] = [f"{here}-in-words"]
    if legends:
        top = next(document.findall(nodes.section))
        top += nodes.section("", nodes.title("", _("The pictures in words")), *legends, ids=["pictures-in-words"])
