"""Session pages on the web: a start time and a version that the leader sets.

The printed clock times stand for themselves. ``static/session.js`` shows the two controls and,
when they change, writes the times anew and shows the version that was chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.outputs.worksheet import HTML_BUILDERS
from porchlight.session import activity, agenda, clock

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class agenda_settings(nodes.General, nodes.Element):
    """The controls of an agenda; hidden until the script runs."""


class PlaceAgendaSettings(SphinxPostTransform):
    """Put the controls before everything else that an agenda holds."""

    default_priority = 25
    builders = HTML_BUILDERS

    def run(self, **kwargs: Any) -> None:
        for node in self.document.findall(agenda):
            first = next(node.findall(activity), None)
            if first is not None:
                settings = {name: node[name] for name in ("start", "length", "short")}
                node.insert(0, agenda_settings("", name=f"version-{first['ids'][0]}", **settings))


def visit_settings(self: HTML5Translator, node: agenda_settings) -> None:
    hours, minutes = divmod(node["start"], 60)
    self.body.append(
        '<div class="pl-agenda__set" hidden>\n'
        f'<label>Start at <input type="time" value="{hours:02}:{minutes:02}" autocomplete="off"></label>\n'
    )
    if node["short"]:
        self.body.append("<fieldset><legend>How long</legend>\n")
        for version, length in (("long", node["length"]), ("short", node["short"])):
            checked = " checked" if version == "long" else ""
            self.body.append(
                f'<label><input type="radio" name="{node["name"]}" value="{version}"{checked}>'
                f" {length} minutes</label>\n"
            )
        self.body.append("</fieldset>\n")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def visit_clock(self: HTML5Translator, node: clock) -> None:
    after: dict[str, Any] = {"data-pl-after": str(node["after"])}
    self.body.append(self.starttag(node, "span", "", **after))


def depart_clock(self: HTML5Translator, node: clock) -> None:
    self.body.append("</span>")


def setup_session_page(app: Sphinx) -> None:
    """Register the controls and what a clock looks like in HTML."""
    app.add_post_transform(PlaceAgendaSettings)
    app.add_node(agenda_settings, html=(visit_settings, None))
    app.add_node(clock, html=(visit_clock, depart_clock), override=True)
