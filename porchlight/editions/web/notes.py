"""Notes on the web: one quiet mark a paragraph, which shows the numbers of its notes; each source in full once.

Forty raised numbers on a page read like figures, so they wait. Each stays in the text at its own claim and leads to
its own note; the mark at the paragraph's end is a switch that brings them to sight. It needs no script: the style
goes by whether it is on. Where a browser is too old for that (it lacks ``:has``), and on paper, the numbers show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from porchlight.languages import language_of
from porchlight.locale import _, said_in
from porchlight.sources import citation_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class notes_switch(nodes.General, nodes.Inline, nodes.Element):
    """The mark at the end of words with notes; ``words`` is its name."""


class QuietNotes(SphinxPostTransform):
    """Put a switch at the end of each paragraph (caption, cell …) that calls notes, count the notes in their title, and
    name a source in full in the first note of the page that cites it.

    Before: ``paragraph(Text, footnote_reference …)``; after: ``paragraph(Text, footnote_reference …, notes_switch)``.
    """

    default_priority = 40  # after all that moves words about a page
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:
        called: dict[nodes.Element, set[str]] = {}
        for call in self.document.findall(nodes.footnote_reference):
            called.setdefault(_holder(call), set()).add(call["refid"])
        language = language_of(self.env, self.env.current_document.docname)
        for holder, notes in called.items():
            words = said_in(language, "Sources for this part (%(number)s)", number=len(notes))
            holder += notes_switch("", words=words)
        self._name_once()
        for section in self.document.findall(nodes.section):
            if count := sum(isinstance(child, nodes.footnote) for child in section):
                title = next(section.findall(nodes.title))
                title[:] = [nodes.reference("", f"{title.astext()} ({count})", refid=section["ids"][0], internal=True)]

    def _name_once(self) -> None:
        """Where a page cites a source again, say who wrote it, and lead to the note that names it in full."""
        first: dict[str, nodes.footnote] = {}
        for note in self.document.findall(nodes.footnote):
            for words in note.findall(citation_words):
                named = first.setdefault(words["key"], note)
                if named is not note:
                    link = nodes.reference("", named[0].astext(), refid=named["ids"][0], internal=True)
                    source = words["reference"]
                    who = source.authors or source.title
                    before = _("%(who)s: see note", who=who)
                    words[:] = [nodes.Text(f"{before} "), link, nodes.Text(".")]


def _holder(call: nodes.Element) -> nodes.Element:
    """The paragraph, caption or term that *call* stands in, whatever is bold around it."""
    holder: nodes.Element = call.parent
    while isinstance(holder, nodes.Inline):
        holder = holder.parent
    return holder


def visit_switch(self: HTML5Translator, node: notes_switch) -> None:
    # after a word joiner: the mark stands on no line of its own
    self.body.append(f'\u2060<input type="checkbox" role="switch" aria-label="{self.attval(node["words"])}">')
    raise nodes.SkipNode


def setup_notes(app: Sphinx) -> None:
    """Register the switch; the transform that places it is registered with the course's own theme alone."""
    app.add_node(notes_switch, html=(visit_switch, None))
