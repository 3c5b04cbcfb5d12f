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
from porchlight.editions.web.shape import lazy_image
from porchlight.pictures import path_of, read_drawing
from porchlight.slide import slide

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class agenda_settings(nodes.General, nodes.Element):
    """The controls of an agenda; hidden until the script runs."""


# The view to lead from; its parts are filled by the script, its words stand here.
VIEW = """\
<section class="pl-lead" aria-label="Lead from this screen" data-pl-lead-left="min left" data-pl-lead-over="min over"
 data-pl-lead-ahead="min ahead" data-pl-lead-soon="min to the start" data-pl-lead-long="minutes" hidden>
<div class="pl-lead__top">
<p class="pl-lead__clock" role="timer"><strong data-pl-lead="left"></strong> <span data-pl-lead="unit"></span></p>
<div class="pl-lead__now">
<h{level} data-pl-lead="title" tabindex="-1" aria-level="1" aria-live="polite">Lead from this screen</h{level}>
<p data-pl-lead="span"></p>
</div>
<button type="button" class="pl-button" data-pl-lead="start">Start now</button>
<button type="button" class="pl-button" data-pl-lead="close">Close</button>
<div class="pl-lead__bar"><div data-pl-lead="bar"></div></div>
</div>
<div class="pl-lead__say" data-pl-lead="say" tabindex="0" role="region" aria-label="What to say and do"></div>
<div class="pl-lead__side">
<div class="pl-lead__wall" data-pl-lead="wall" role="group" aria-label="On the wall"></div>
<p class="pl-lead__next">Next: <span data-pl-lead="next"></span></p>
<div class="pl-lead__wall pl-lead__wall--next" data-pl-lead="then" role="group" aria-label="The next slide"></div>
</div>
<div class="pl-lead__keys">
<button type="button" class="pl-button" data-pl-lead="back">Back</button>
<button type="button" class="pl-button" data-pl-lead="on">Next</button>
</div>
</section>
"""


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
    self.body.append('<button type="button" class="pl-button pl-lead-open" hidden>Lead from this screen</button>\n')
    # among the headings of the page it stands as those of the boxes below it do
    self.body.append("</div>\n" + VIEW.format(level=self.section_level + 1))
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
