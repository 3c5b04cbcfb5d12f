"""On the web, the list of all handouts links each file that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from porchlight.books import printed_files
from porchlight.handouts import FILL, FILL_PAPERS, PAPERS, paper_files, word_path
from porchlight.locale import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


LIST = "pl-handouts"  # the class of a list of handouts


class paper_links(nodes.inline):
    """The files of one sheet or book: ``files`` holds (paper, path below ``downloads/``)."""


class paper_choice(nodes.General, nodes.Element):
    """Which paper a reader prints on: the list then shows the files for it alone."""


class LinkFiles(SphinxPostTransform):
    """Put links where the list of handouts names papers; a page never links to what is not there."""

    default_priority = 30
    builders = ("html",)

    def run(self, **kwargs: Any) -> None:
        found = list(self.document.findall(paper_files))
        there = set(printed_files(self.env)) if found else set()
        for node in found:
            paths = [(_(words), f"handouts/{paper}/{node['file']}.pdf") for paper, words in PAPERS.items()]
            paths += [
                (
                    _("fill in on a computer, %(paper)s", paper=_(PAPERS[paper])),
                    f"handouts/{paper}/{node['file']}{FILL}.pdf",
                )
                for paper in FILL_PAPERS
            ]
            paths.append((_("to change, Word"), f"handouts/{word_path(node['file'])}"))
            files = [(words, path) for words, path in paths if path in there]
            node.replace_self(paper_links("", **node.non_default_attributes(), files=files))
        listed = next((part for part in self.document.findall(nodes.bullet_list) if LIST in part["classes"]), None)
        if listed is not None and any(part["files"] for part in self.document.findall(paper_links)):
            part: nodes.Element = listed
            while isinstance(part.parent, nodes.section) and isinstance(part.parent.parent, nodes.section):
                part = part.parent  # above the first heading
            at = part.parent.index(part)
            at -= at > 0 and isinstance(part.parent[at - 1], nodes.rubric)  # which names the list
            part.parent.insert(at, paper_choice())


def visit_paper_links(self: HTML5Translator, node: paper_links) -> None:
    here = self.builder.get_target_uri(self.builder.current_docname)
    self.body.append('<span class="pl-papers">')
    for words, path in node["files"]:
        label = f"{words[:1].upper()}{words[1:]}"
        target, name = self.attval(relative_uri(here, f"downloads/{path}")), self.attval(f"{label}: {node['title']}")
        self.body.append(f'<a href="{target}" download aria-label="{name}">{label}</a> ')


def depart_paper_links(self: HTML5Translator, node: paper_links) -> None:
    self.body.append("</span>")


def visit_paper_choice(self: HTML5Translator, node: paper_choice) -> None:
    self.body.append(f'<fieldset class="pl-paper-choice"><legend>{self.encode(_("Your paper"))}</legend>')
    for paper, name in PAPERS.items():
        words = self.encode(_(name))
        checked = " checked" if paper == next(iter(PAPERS)) else ""
        self.body.append(
            f'<label><input type="radio" name="paper" value="{paper}"{checked}> {words[:1].upper()}{words[1:]}</label>'
        )
    self.body.append("</fieldset>\n")
    raise nodes.SkipNode


def setup_paper_links(app: Sphinx) -> None:
    """Register the nodes; the transform is registered with the course's own theme alone."""
    app.add_node(paper_choice, html=(visit_paper_choice, None))
    app.add_node(paper_links, html=(visit_paper_links, depart_paper_links))
