"""Session pages on the web: a start time and a version that the leader sets, and a view to lead from.

The printed clock times stand for themselves. ``static/session.js`` shows the two controls and,
when they change, writes the times anew and shows the version that was chosen. ``static/lead.js``
fills the view with copies of what the page holds: one part, its clock, its words and its slide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.agenda_parts import activity, agenda, clock
from porchlight.editions.web.panels import render
from porchlight.editions.web.shape import lazy_image
from porchlight.locale import _, ngettext
from porchlight.pictures import path_of, read_drawing
from porchlight.slide import slide

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class agenda_settings(nodes.General, nodes.Element):
    """The controls of an agenda; hidden until the script runs."""


class PlaceAgendaSettings(SphinxPostTransform):
    """Put the controls before everything else that an agenda holds."""

    default_priority = 25
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:
        for node in self.document.findall(agenda):
            first = next(node.findall(activity), None)
            if first is not None:
                settings = {name: node[name] for name in ("start", "length", "short")}
                node.insert(0, agenda_settings("", name=f"version-{first['ids'][0]}", **settings))


class ShowSlides(SphinxPostTransform):
    """Put the picture of each slide below its thought, where another page has the picture sent along."""

    default_priority = 25
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:
        for node in self.document.findall(slide):
            file = path_of(self.env, node["picture"])
            uri = file.relative_to(self.env.srcdir).as_posix() if node["picture"] else ""
            if uri in self.env.images:
                drawing = read_drawing(file)
                node.insert(1, lazy_image("", uri=uri, alt=drawing.title, candidates={"*": uri}, units=drawing.units))


def visit_settings(self: HTML5Translator, node: agenda_settings) -> None:
    hours, minutes = divmod(node["start"], 60)
    self.body.append(
        '<div class="pl-agenda__set" hidden>\n'
        f'<label>{self.encode(_("Start at"))} <input type="time" value="{hours:02}:{minutes:02}" autocomplete="off">'
        "</label>\n"
    )
    if node["short"]:
        self.body.append(f"<fieldset><legend>{self.encode(_('How long'))}</legend>\n")
        for version, length in (("long", node["length"]), ("short", node["short"])):
            checked = " checked" if version == "long" else ""
            self.body.append(
                f'<label><input type="radio" name="{node["name"]}" value="{version}"{checked}>'
                f" {self.encode(ngettext('%(number)s minute', '%(number)s minutes', length))}</label>\n"
            )
        self.body.append("</fieldset>\n")
    lead = self.encode(_("Lead from this screen"))
    self.body.append(f'<button type="button" class="pl-button pl-lead-open" hidden>{lead}</button>\n')
    # among the headings of the page it stands as those of the boxes below it do
    self.body.append("</div>\n" + render("lead.html", level=self.section_level + 1) + "\n")
    raise nodes.SkipNode


def visit_clock(self: HTML5Translator, node: clock) -> None:
    after: dict[str, Any] = {"data-pl-after": str(node["after"])}
    self.body.append(self.starttag(node, "span", "", **after))


def depart_clock(self: HTML5Translator, node: clock) -> None:
    self.body.append("</span>")


def setup_session_page(app: Sphinx) -> None:
    """Register the controls and what a clock looks like in HTML."""
    app.add_node(agenda_settings, html=(visit_settings, None))
    app.add_node(clock, html=(visit_clock, depart_clock), override=True)
