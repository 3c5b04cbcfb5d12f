"""On the web, what comes of an answer opens under it, and leads to the next turn.

Before: ``turn(title, …, bullet_list(list_item(answer …)))`` and, after all turns, ``outcome(title, …)``;
after: each item is ``fold(fold_title, …)`` with what stood in its outcome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.editions.web.shape import fold, fold_title
from porchlight.talk import answer, outcome

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class FoldTalks(SphinxPostTransform):
    """Put each outcome under its answer."""

    default_priority = 29
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:
        for talk in [part for part in self.document.findall(nodes.section) if "pl-talk" in part["classes"]]:
            outcomes = {part["number"]: part for part in talk.findall(outcome)}
            for node in list(talk.findall(answer)):
                comes = outcomes[node["goes"]]
                talk.remove(comes)
                words = node.children[:-2]  # without "Go to 7."
                node.parent.replace_self(
                    nodes.list_item("", fold("", fold_title("", "", *words), *comes.children[1:], ids=comes["ids"]))
                )


def setup_talks(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(FoldTalks)
