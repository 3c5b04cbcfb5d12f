"""The family e-book: an EPUB 3 that passes EPUBCheck and Ace, the same bytes from the same source.

Sphinx's own builder does the work; this subclass of the same name changes what it gets wrong for
readers: pages, package file and contents list come from ``theme/epub`` (languages, roles,
accessibility metadata, no web chrome), notes pop up, box titles are headings, and nothing from an
earlier build gets in.
"""

from __future__ import annotations

import posixpath
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from porchlight.listings import placeholder
from porchlight.outline import is_for_leaders

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.builders.epub3 import NavPoint
    from sphinx.environment import BuildEnvironment

THEME = Path(__file__).parents[1] / "theme" / "epub"
STORED_FIRST = "mimetype"
PACKAGE = ("META-INF/container.xml", "content.opf", "toc.ncx")


class BookTranslator(HTML5Translator):
    """Writes a page's body for e-readers."""

    builder: EpubBuilder

    def visit_title(self, node: nodes.title) -> None:
        """The title of a box is a heading, one level below the section it stands in."""
        if not isinstance(node.parent, nodes.Admonition):
            super().visit_title(node)
            return
        tag = f"h{min(self.section_level + 1, 6)}"
        self.body.append(self.starttag(node, tag, "", CLASS="pl-title"))
        self.context.append(f"</{tag}>\n")

    def visit_reference(self, node: nodes.Element) -> None:
        """A number to text stays words: EPUBCheck knows ``tel:`` and not ``sms:``. So does a link
        to a page that this book leaves out.
        """
        uri = node.get("refuri", "")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(self.builder.current_docname), uri))
        if uri.startswith("sms:") or (node.get("internal") and not self.builder.carries(page)):
            raise nodes.SkipDeparture
        super().visit_reference(node)

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        link: dict[str, Any] = {"epub:type": "noteref", "role": "doc-noteref", "href": f"#{node['refid']}"}
        self.body.append("<sup>" + self.starttag(node, "a", "", CLASS="pl-noteref", **link))

    def depart_footnote_reference(self, node: nodes.Element) -> None:
        self.body.append("</a></sup>")

    def visit_footnote(self, node: nodes.footnote) -> None:
        # a div: Apple Books hides an aside of this type, and "Sources" would stand there empty
        note: dict[str, Any] = {"epub:type": "footnote", "role": "doc-footnote"}
        self.body.append(self.starttag(node, "div", CLASS="pl-note", **note))

    def depart_footnote(self, node: nodes.footnote) -> None:
        """Close with a way back to each place that refers to the note."""
        places: list[str] = node.get("backrefs", [])
        words = ["Back"] if len(places) == 1 else [f"Back {number + 1}" for number in range(len(places))]
        links = [
            f'<a epub:type="backlink" role="doc-backlink" href="#{place}">{word}</a>'
            for place, word in zip(places, words, strict=True)
        ]
        self.body.append(f'<p class="pl-back">{" ".join(links)}</p>\n</div>\n')

    def visit_label(self, node: nodes.label) -> None:
        self.body.append('<span class="pl-note-number">')

    def depart_label(self, node: nodes.label) -> None:
        self.body.append(".</span>\n")

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Say in the markup that choices carry letters: "the best answer is b" hangs on it."""
        super().visit_enumerated_list(node)
        if node.get("enumtype") == "loweralpha":
            self.body[-1] = self.body[-1].replace("<ol", '<ol type="a"', 1)

    def visit_entry(self, node: nodes.entry) -> None:
        """Say whether a heading cell names a column or a row."""
        super().visit_entry(node)
        if self.body[-1].startswith("<th"):
            scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
            self.body[-1] = f'<th scope="{scope}"{self.body[-1].removeprefix("<th")}'

    def visit_answer_pairs(self, node: nodes.line_block) -> None:
        """The stylesheet draws the rule, in the width of the screen: leave out the underscores."""
        for line in node.findall(nodes.line):
            words = line.astext().rstrip("_ ")
            line.children = [nodes.Text(words)]
        self.visit_line_block(node)


class EpubBuilder(Epub3Builder):
    """Writes ``<outdir>/<epub_basename>.epub``; works in a subfolder that it removes."""

    default_translator_class = BookTranslator
    template_dir = THEME / "package"  # type: ignore[assignment]

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.book = self.outdir / f"{self.config.epub_basename}.epub"
        self.outdir = self.outdir / f"{self.config.epub_basename}-unpacked"
        self._images_dir = self.outdir / self._images_dir.name

    def init(self) -> None:
        super().init()
        self.use_index = False
        self.guide_titles = {"toc": "Contents", "cover": "Cover"}

    def carries(self, docname: str) -> bool:
        """Whether the page belongs in this book; families do not get the leaders' guide."""
        return not is_for_leaders(docname)

    def get_outdated_docs(self) -> Iterator[str]:
        """Every page: a book is always written whole, so a deleted page cannot stay in it."""
        yield from sorted(self.env.found_docs)

    def write_documents(self, docnames: Set[str]) -> None:
        super().write_documents({docname for docname in docnames if self.carries(docname)})

    def prepare_writing(self, docnames: Set[str]) -> None:
        shutil.rmtree(self.outdir, ignore_errors=True)
        super().prepare_writing(docnames)
        self.domain_indices = []

    def copy_assets(self) -> None:
        """The book's own stylesheet and cover, and nothing of the web course."""
        shutil.copytree(THEME / "static", self.outdir / "_static")

    def finish(self) -> None:
        """Pictures, then the package: no index, no search, no page that an extension adds."""
        self.copy_image_files()
        self.handle_finish()
        shutil.rmtree(self.outdir)

    def get_toc(self) -> None:
        """Pages only: a contents list with every heading in it is too long to choose from."""
        super().get_toc()
        self.refnodes = [node for node in self.refnodes if "#" not in node["refuri"] and self.carries(node["refuri"])]

    def content_metadata(self) -> dict[str, Any]:
        """Sphinx's metadata, and whether a picture carries meaning (the cover does not)."""
        return {**super().content_metadata(), "pictures": bool(self.images)}

    def navigation_doc_metadata(self, navlist: list[NavPoint]) -> dict[str, Any]:
        """Sphinx's data, and what the contents page's title and landmarks need."""
        found = super().navigation_doc_metadata(navlist)
        start = f"{self.config.root_doc}{self.out_suffix}"
        return {**found, "project": self.config.project, "cover": self.coverpage_name, "start": start}

    def build_epub(self) -> None:
        """Zip the pages: one date, one order, so the same source gives the same bytes."""
        with ZipFile(self.book, "w") as archive:
            for name in (STORED_FIRST, *PACKAGE, *sorted(self.files)):
                entry = ZipInfo(name)  # dated 1980-01-01
                entry.compress_type = ZIP_STORED if name == STORED_FIRST else ZIP_DEFLATED
                entry.create_system = 3  # the same on every machine
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, (self.outdir / name).read_bytes())


class LeaveOutLeaders(SphinxPostTransform):
    """Ask lists that name pages of the leaders' guide for their families' form."""

    default_priority = 4  # before the lists are filled
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        for node in self.document.findall(placeholder):
            if node["name"] == "source-list":
                node["argument"] = "families"


def setup_epub(app: Sphinx) -> None:
    """Put our builder in the place of Sphinx's, and make the book's theme known."""
    app.setup_extension("sphinx.builders.epub3")  # so that it is not registered after ours
    app.add_builder(EpubBuilder, override=True)
    app.add_post_transform(LeaveOutLeaders)
    app.add_html_theme("porchlight-epub", str(THEME))
