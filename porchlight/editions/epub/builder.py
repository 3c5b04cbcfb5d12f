"""The e-books: EPUB 3 that passes EPUBCheck and Ace, the same bytes from the same source.

Sphinx's own builder does the work; this subclass of the same name changes what it gets wrong for
readers: pages, package file and contents list come from ``theme/epub`` (languages, roles,
accessibility metadata, no web chrome), notes pop up, and box titles are headings. Each page is
resolved once and written into every book of ``ebooks.py`` that carries it. The answers of "check
yourself" stand on a page of their own at the end of each unit.

What each book holds lies among the doctrees. It stays there, so that after an edit only what has
changed is written again; a book is packed anew when anything in it is another.
"""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.util.docutils import new_document
from sphinx.util.osutil import relative_uri

from porchlight.addresses import Addressed, address, addresses
from porchlight.clock import source_seconds
from porchlight.course_file import course_file
from porchlight.dependencies import reading_of
from porchlight.ebooks import Book, answers_page, books, urn
from porchlight.editions.epub.answers import take_answers
from porchlight.editions.epub.cover import covers
from porchlight.editions.epub.pictures import CLASS, tell_at_the_end
from porchlight.editions.epub.sheets import NameSheet
from porchlight.editions.epub.translator import BookTranslator
from porchlight.fingerprints import fingerprint
from porchlight.freshness import output_of
from porchlight.imprint import imprint
from porchlight.languages import language_of
from porchlight.locale import _, speak_in
from porchlight.outline import Unit, is_lesson, once, unit_of, units
from porchlight.zips import write_zip

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.builders import _epub_base
    from sphinx.builders.epub3 import NavPoint
    from sphinx.environment import BuildEnvironment


THEME = Path(__file__).parents[2] / "theme" / "epub"
STATIC = THEME / "static"
STORED_FIRST = "mimetype"
PACKAGE = ("META-INF/container.xml", "content.opf", "toc.ncx")
COVER = "_static/cover.png"
SHOWN = re.compile(r'<img[^>]* src="(?:\.\./)*_images/([^"]+)"')
DESCRIBED = f'class="{CLASS}'  # pictures told in words, too


class EpubBuilder(Addressed, Epub3Builder):
    """Writes ``<outdir>/NAME.epub`` for each book."""

    default_translator_class = BookTranslator
    own_files = ("*.epub", "units/*.epub")
    template_dir = THEME / "package"  # type: ignore[assignment]
    book: Book  # the one being written

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.folder = Path(self.outdir)
        self.work = Path(self.doctreedir, f"unpacked-{self.folder.name}")
        self.books: list[Book] = []
        self.unit_of: dict[str, Unit] = {}  # of each lesson
        self.page_at: dict[str, str] = {}  # each page by its address
        self.answers: dict[str, nodes.document] = {}  # page of answers: what stands on it

    def init(self) -> None:
        super().init()
        self.use_index = False
        self.guide_titles = {"toc": _("Contents"), "cover": _("Cover")}

    def init_templates(self) -> None:
        super().init_templates()
        speak_in(self.templates.environment)

    def get_outdated_docs(self) -> Set[str]:  # type: ignore[override]
        """None: ``freshness.py`` names them."""
        return set()

    def files_of(self, docname: str) -> list[Path]:
        """The page in each book that carries it."""
        return [self.path_of(book, docname) for book in books(self.env) if docname in book.pages]

    def prepare_writing(self, docnames: Set[str]) -> None:
        super().prepare_writing(docnames)
        self.domain_indices = []
        self.page_at = {place: name for name, place in addresses(self.env).items()}
        self.books = books(self.env)
        self.imprints = {book.uid: imprint(self.env, book.pages) for book in self.books}
        self.make_covers()
        for book in self.books:
            shutil.copytree(STATIC, self.work / book.uid / "_static", dirs_exist_ok=True)
        self.unit_of = {lesson.docname: unit for unit in units(self.env) for lesson in unit.lessons}

    def make_covers(self) -> None:
        """Draw the covers, when one is not there as it should be."""
        output = output_of(self)
        drawing = (THEME / "cover.svg").read_text(encoding="utf-8")
        lines = [book.cover for book in self.books]
        made_from = [fingerprint(drawing, self.config.project, line) for line in lines]
        paths = [self.work / book.uid / COVER for book in self.books]
        if not all(map(output.is_made_from, paths, made_from)):
            with TemporaryDirectory() as scratch:
                pictures = covers(drawing, self.config.project, lines, Path(scratch, "covers"))
            for path, cover in zip(paths, pictures, strict=True):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(cover)
        self.covers = dict(zip(paths, made_from, strict=True))

    def open(self, book: Book) -> None:
        """Write into *book* from now on."""
        self.book = book
        self.outdir = self.work / book.uid

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages among *docnames* that a book carries, and of a unit whose lesson is among them all
        lessons, since their answers stand on one page.
        """
        carried = frozenset().union(*(book.pages for book in self.books))
        pages = {docname for docname in docnames if docname in carried}
        for unit in {unit.docname: unit for docname in pages if (unit := self.unit_of.get(docname))}.values():
            pages |= {lesson.docname for lesson in unit.lessons if lesson.docname in self.env.found_docs}
            for book in self.books:
                self.path_of(book, answers_page(unit.docname)).unlink(missing_ok=True)
        if pages:
            super().write_documents(pages)

    def path_of(self, book: Book, page: str) -> Path:
        """Where a page lies in a book that is not packed."""
        return self.work / book.uid / f"{address(self.env, page)}{self.out_suffix}"

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Take a lesson's answers away, and what is told of its pictures to its end."""
        super().write_doc_serialized(docname, doctree)
        tell_at_the_end(doctree)
        if found := self.unit_of.get(docname):
            page = answers_page(found.docname)
            taken = take_answers(doctree, docname, self.get_target_uri(docname), self.get_target_uri(page))
            if taken and page not in self.answers:
                self.answers[page] = new_document(page, self.docsettings)
            if taken:
                self.answers[page] += taken

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the page into every book that carries it."""
        for book in self.books:
            if docname in book.pages:
                self.open(book)
                super().write_doc(docname, doctree)

    def write_answers(self, docname: str, doctree: nodes.document) -> None:
        """Write a page of answers, which has no source of its own, into the book that is open."""
        self.current_docname = docname
        self.imgpath = relative_uri(self.get_target_uri(docname), "_images")
        title = next(entry.title for entry in self.book.entries if entry.docname == docname)
        visitor: BookTranslator = self.create_translator(doctree, self)  # type: ignore[assignment]
        doctree.walkabout(visitor)
        self.handle_page(docname, {"title": escape(title), "body": "".join(visitor.fragment)}, event_arg=doctree)

    def copy_assets(self) -> None:
        """Nothing of the web course."""

    def update_page_context(self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any) -> None:
        """What the page's template says beside the page."""
        help_page = course_file(self.config).pages.help
        ctx["book"] = self.book
        ctx["language"] = language_of(self.env, pagename)
        ctx["course"] = self.config.html_baseurl
        ctx["units"] = len(units(self.env)) if self.book.unit else 0
        ctx["imprint"] = self.imprints[self.book.uid]
        ctx["help"] = help_page if help_page in self.book.pages else ""

    def finish(self) -> None:
        """Answers, pictures, then the package: no index, no search, no page that an extension adds."""
        self.arrange_answers()
        output = output_of(self)
        uris = {name: uri for uri, (_docs, name) in self.env.images.items()}
        for book in self.books:
            self.open(book)
            for docname in sorted(book.pages & self.answers.keys()):
                self.write_answers(docname, self.answers[docname])
            self.texts = {
                page: path.read_text(encoding="utf-8")
                for page in sorted(book.pages)
                if (path := self.path_of(book, page)).is_file()
            }
            found = {unquote(name) for text in self.texts.values() for name in SHOWN.findall(text)}
            self.shown = found & uris.keys()
            for name in sorted(self.shown):
                target = self.outdir / "_images" / name
                target.parent.mkdir(exist_ok=True)
                shutil.copyfile(self.srcdir / uris[name], target)
            self.clear_away()
            self.playorder = self.tocid = 0
            self.handle_finish()
            for path in self.outdir.rglob("*"):
                if path.is_file():
                    output.claim(path, self.covers.get(Path(path), ""))

    def clear_away(self) -> None:
        """Leave of an earlier build only what this book still holds."""
        kept = {self.path_of(self.book, page) for page in self.texts}
        kept |= {self.outdir / "_images" / name for name in self.shown} | {self.outdir / COVER}
        kept |= {self.outdir / "_static" / path.relative_to(STATIC) for path in STATIC.rglob("*")}
        for path in sorted(self.outdir.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in kept:
                path.unlink()

    def arrange_answers(self) -> None:
        """Put lessons in the order of their unit, below the page's title."""
        for unit in units(self.env):
            page = answers_page(unit.docname)
            if page in self.answers:
                order = [step.docname for step in unit.steps]
                parts = [part for part in self.answers[page].children if isinstance(part, nodes.section)]
                lessons = sorted(parts, key=lambda part: order.index(part["lesson"]))
                words = _("Answers for unit %(number)s", number=unit.number)
                self.answers[page][:] = [
                    nodes.section("", nodes.title(words, words), *lessons, ids=["answers"], classes=["pl-all-answers"])
                ]

    def get_toc(self) -> None:
        """Pages only: a contents list with every heading in it is too long to choose from."""
        self.refnodes = [
            {
                "level": entry.level,
                "refuri": escape(self.get_target_uri(entry.docname)),
                "text": escape(entry.title),
            }
            for entry in self.book.entries
            if entry.docname in self.texts
        ]

    def content_metadata(self) -> dict[str, Any]:
        """Sphinx's metadata with the book's own, and what its pictures need of a reader."""
        return {
            **super().content_metadata(),
            "gettext": _,
            "id": urn(self.config, self.book.uid),
            "uid": self.book.uid,
            "title": escape(self.book.title),
            "description": escape(self.book.description),
            "collection": escape(self.config.project) if self.book.unit else "",
            "position": self.book.unit,
            "date": datetime.fromtimestamp(source_seconds(Path(self.srcdir)), tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "pictures": bool(self.shown),
            "described": any(DESCRIBED in text for text in self.texts.values()),
            "drawn": COVER,
            "subjects": [escape(subject) for subject in self.config.porchlight_subjects],
            "license": escape(self.config.porchlight_license_address),
        }

    def toc_metadata(self, level: int, navpoints: list[_epub_base.NavPoint]) -> dict[str, Any]:
        """Sphinx's data, for this book."""
        found = super().toc_metadata(level, navpoints)
        return {**found, "uid": urn(self.config, self.book.uid), "title": escape(self.book.title)}

    def navigation_doc_metadata(self, navlist: list[NavPoint]) -> dict[str, Any]:
        """Sphinx's data, and what the contents page's title and landmarks need."""
        found = super().navigation_doc_metadata(navlist)
        pages = course_file(self.config).pages
        looked_up = {
            name: self.get_target_uri(docname)
            for name, docname in (("glossary", pages.glossary), ("sources", pages.sources))
            if docname in self.book.pages
        }
        start = self.get_target_uri(self.book.start)
        return {
            **found,
            "gettext": _,
            "book": self.book,
            "cover": self.coverpage_name,
            "start": start,
            "looked_up": looked_up,
        }

    def build_epub(self) -> None:
        """Zip the pages: one date, one order, so the same source gives the same bytes."""
        path = self.folder / f"{self.book.name}.epub"
        output = output_of(self)
        held = [(name, (self.outdir / name).read_bytes()) for name in (STORED_FIRST, *PACKAGE, *sorted(self.files))]
        made_from = fingerprint(*(part for entry in held for part in entry))
        if not output.is_made_from(path, made_from):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_zip(path, held, stored=(STORED_FIRST,))
        output.claim(path, made_from)


def surroundings(app: Sphinx, docname: str) -> tuple[str, list[str]] | None:
    """What a book's page shows that it was not read from: which pages the books hold, and their titles. With a
    lesson go the others of its unit, whose answers stand on one page.
    """
    if app.builder.name != EpubBuilder.name:
        return None
    unit = unit_of(app.env, docname)
    lessons = unit.lessons if unit and is_lesson(app.env, docname) else ()
    return _held(app.env), [reading_of(app.env, lesson.docname) for lesson in lessons]


@once
def _held(env: BuildEnvironment) -> str:
    return repr([(book, sorted(book.pages)) for book in books(env)])


def setup_epub(app: Sphinx) -> None:
    """Put our builder in the place of Sphinx's, and make the books' theme known."""
    app.add_post_transform(NameSheet)
    app.setup_extension("sphinx.builders.epub3")  # so that it is not registered after ours
    app.add_builder(EpubBuilder, override=True)
    app.connect("page-surroundings", surroundings)
    app.add_html_theme("porchlight-epub", str(THEME))
