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

import posixpath
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
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import new_document
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from porchlight.addresses import Addressed, address, addresses, file_name
from porchlight.clock import source_seconds
from porchlight.ebooks import GET_HELP, Book, answers_page, books, urn
from porchlight.editions.epub.cover import covers
from porchlight.editions.epub.pictures import CLASS, tell_at_the_end
from porchlight.exercise import exercise_id, is_form
from porchlight.freshness import fingerprint, output_of, reading_of
from porchlight.imprint import imprint
from porchlight.languages import language_of
from porchlight.lesson import check_yourself, explained, question
from porchlight.outline import Unit, is_for_leaders, is_lesson, once, unit_of, units
from porchlight.private import is_private
from porchlight.prompts import answer
from porchlight.zips import write_zip

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.builders import _epub_base
    from sphinx.builders.epub3 import NavPoint
    from sphinx.environment import BuildEnvironment

    from porchlight.doors import door
    from porchlight.sources import used_in

THEME = Path(__file__).parents[2] / "theme" / "epub"
STATIC = THEME / "static"
STORED_FIRST = "mimetype"
PACKAGE = ("META-INF/container.xml", "content.opf", "toc.ncx")
COVER = "_static/cover.png"
WIDEST = 3  # columns that a small screen shows side by side
SHOWN = re.compile(r'<img[^>]* src="(?:\.\./)*_images/([^"]+)"')
DESCRIBED = f'class="{CLASS}'  # pictures told in words, too
SHEET = "downloads/handouts/letter/{name}.pdf"


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

    def page_of(self, node: nodes.Element) -> str:
        """The page of the course that a link leads to; nothing for links to other places."""
        uri = node.get("refuri", "").partition("#")[0]
        if not uri or not node.get("internal"):
            return ""
        here = posixpath.dirname(self.builder.get_target_uri(self.builder.current_docname))
        place = posixpath.normpath(posixpath.join(here, uri)).removesuffix(self.builder.out_suffix)
        return self.builder.page_at.get(place, place)

    def address_of(self, page: str) -> str:
        """Where the web course has a page that this book leaves out; nothing where that is not known."""
        course = self.builder.config.html_baseurl
        place = address(self.builder.env, page)
        return f"{course.rstrip('/')}/{place}.html" if course and not is_for_leaders(page) else ""

    def visit_reference(self, node: nodes.Element) -> None:
        """A link to a page that this book leaves out leads to the course on the web where that is
        known, and is plain words otherwise. So is a number to text: EPUBCheck knows ``tel:`` and not ``sms:``.
        """
        page = self.page_of(node)
        if node.get("refuri", "").startswith("sms:"):
            raise nodes.SkipDeparture
        if not page or page in self.builder.book.pages:
            super().visit_reference(node)
            return
        if elsewhere := self.address_of(page):
            outside = node.copy()
            outside["refuri"], outside["internal"] = elsewhere, False
            outside.parent = node.parent
            super().visit_reference(outside)
            return
        if "pl-card-link" in node.parent.get("classes", ()):
            self.body.append("It is in the whole course")
            raise nodes.SkipNode
        raise nodes.SkipDeparture

    def visit_door(self, node: door) -> None:
        """A door that would lead nowhere is not there."""
        pages = [self.page_of(link) for link in node.findall(nodes.reference)][:1]
        if any(page not in self.builder.book.pages and not self.address_of(page) for page in pages):
            raise nodes.SkipNode
        self.visit_list_item(node)

    def depart_door(self, node: door) -> None:
        self.depart_list_item(node)

    def visit_list_item(self, node: nodes.list_item) -> None:
        """A source that only pages outside this book use is not there."""
        if node.get("cited_by") and not self.builder.book.pages.intersection(node["cited_by"]):
            raise nodes.SkipNode
        super().visit_list_item(node)

    def visit_used_in(self, node: used_in) -> None:
        """Of the pages that use a source, those in this book."""
        links = [link for link in node.findall(nodes.reference) if self.page_of(link) in self.builder.book.pages]
        for number, link in enumerate(links):
            self.body.append(", " if number else "")
            link.walkabout(self)
        raise nodes.SkipNode

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        link: dict[str, Any] = {"epub:type": "noteref", "role": "doc-noteref", "href": self.place(node["refid"])}
        self.body.append("<sup>" + self.starttag(node, "a", "", CLASS="pl-noteref", **link))

    def depart_footnote_reference(self, node: nodes.Element) -> None:
        self.body.append("</a></sup>")

    @staticmethod
    def place(name: str) -> str:
        """The address of an id on this page, or of ``page.xhtml#id`` on another."""
        return name if "#" in name else f"#{name}"

    def visit_footnote(self, node: nodes.footnote) -> None:
        # a div: Apple Books hides an aside of this type, and "Sources" would stand there empty
        note: dict[str, Any] = {"epub:type": "footnote", "role": "doc-footnote"}
        self.body.append(self.starttag(node, "div", CLASS="pl-note", **note))

    def depart_footnote(self, node: nodes.footnote) -> None:
        """Close with a way back to each place that refers to the note."""
        places: list[str] = node.get("backrefs", [])
        words = ["Back"] if len(places) == 1 else [f"Back {number + 1}" for number in range(len(places))]
        links = [
            f'<a epub:type="backlink" role="doc-backlink" href="{self.place(place)}">{word}</a>'
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

    def visit_table(self, node: nodes.table) -> None:
        """An agenda, or a table too wide for a small screen, is a list: it fits letters of any size."""
        head = next(node.findall(nodes.thead), None)
        if "pl-agenda-table" in node["classes"]:
            self.agenda_list(node)
        elif head and not isinstance(node, answer) and len(head[0].children) > WIDEST:
            self.row_lists(node, [cell.astext() for cell in head[0].children])
        else:
            super().visit_table(node)

    def agenda_list(self, node: nodes.table) -> None:
        """``6:30 Welcome (10 minutes)`` and what it needs, a part each."""
        self.body.append('<ul class="pl-agenda-list">\n')
        for row in next(node.findall(nodes.tbody)).children:
            when, what, minutes = (cell.children for cell in row.children)
            self.body.append('<li><p class="pl-what">')
            for part in (*when[0].children, nodes.Text(" "), *what[0].children):
                part.walkabout(self)
            self.body.append(f' <span class="pl-minutes">({minutes[0].astext()} minutes)</span></p>\n')
            for line in what[1:]:
                line.walkabout(self)
            self.body.append("</li>\n")
        self.body.append("</ul>\n")
        raise nodes.SkipNode

    def row_lists(self, node: nodes.table, columns: list[str]) -> None:
        """For each row its first cell, and below it a list: the column's name, then the cell."""
        for title in node.findall(nodes.title):
            self.body.append(f'<p class="pl-table-title">{self.encode(title.astext())}</p>\n')
        for row in next(node.findall(nodes.tbody)).children:
            name, *cells = row.children
            self.body.append('<div class="pl-row">\n<div class="pl-row-name">')
            self.content(name)
            self.body.append("</div>\n<ul>\n")
            for column, cell in zip(columns[1:], cells, strict=True):
                self.body.append(f"<li><p><strong>{self.encode(column)}:</strong></p>\n")
                self.content(cell)
                self.body.append("</li>\n")
            self.body.append("</ul>\n</div>\n")
        raise nodes.SkipNode

    def content(self, node: nodes.Node) -> None:
        """Write what *node* holds."""
        for part in node.children:
            part.walkabout(self)

    def visit_entry(self, node: nodes.entry) -> None:
        """Say whether a heading cell names a column or a row."""
        super().visit_entry(node)
        if self.body[-1].startswith("<th"):
            scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
            self.body[-1] = f'<th scope="{scope}"{self.body[-1].removeprefix("<th")}'

    def visit_inline(self, node: nodes.inline) -> None:
        """The stylesheet draws rules to write on, in the width of the screen: leave out the underscores."""
        if "pl-blank" in node["classes"]:
            raise nodes.SkipNode
        super().visit_inline(node)


class NameSheet(SphinxPostTransform):
    """Say below the title of an exercise or a form where its sheet is: in a book nobody can write on a page."""

    default_priority = 30
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        docname = self.env.current_document.docname
        title = next(self.document.findall(nodes.title), None)
        if title is None or is_private(self.env, docname) or not (exercise_id(docname) or is_form(docname)):
            return
        site, name = str(self.config.html_baseurl), file_name(self.env, docname)
        words: list[nodes.Node] = [nodes.Text("Write your answers on paper. ")]
        if site:
            uri = f"{site.rstrip('/')}/{SHEET.format(name=name)}"
            words += [
                nodes.Text("The sheet to print: "),
                nodes.reference("", f"{name}.pdf", refuri=uri),
                nodes.Text("."),
            ]
        else:
            page = "exercise" if exercise_id(docname) else "form"
            words += [
                nodes.Text(
                    f"The sheet to print is in the web course, on the page of this {page}. Its file is {name}.pdf."
                )
            ]
        title.parent.insert(title.parent.index(title) + 1, nodes.paragraph("", "", *words, classes=["pl-paper"]))


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
        self.guide_titles = {"toc": "Contents", "cover": "Cover"}

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
        ctx["book"] = self.book
        ctx["language"] = language_of(self.env, pagename)
        ctx["course"] = self.config.html_baseurl
        ctx["units"] = len(units(self.env)) if self.book.unit else 0
        ctx["imprint"] = imprint(self.env, self.book.pages)
        ctx["help"] = GET_HELP[0] if GET_HELP[0] in self.book.pages else ""

    def finish(self) -> None:
        """Answers, pictures, then the package: no index, no search, no page that an extension adds."""
        self.arrange_answers()
        output = output_of(self)
        uris = {name: uri for uri, (_, name) in self.env.images.items()}
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
                words = f"Answers for unit {unit.number}"
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
        looked_up = {
            docname.rpartition("/")[2]: self.get_target_uri(docname)
            for docname in ("course/reference/glossary", "course/reference/sources")
            if docname in self.book.pages
        }
        start = self.get_target_uri(self.book.start)
        return {
            **found,
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
    lessons = unit.lessons if unit and is_lesson(docname) else ()
    return _held(app.env), [reading_of(app.env, lesson.docname) for lesson in lessons]


@once
def _held(env: BuildEnvironment) -> str:
    return repr([(book, sorted(book.pages)) for book in books(env)])


def take_answers(lesson: nodes.document, docname: str, uri: str, page: str) -> nodes.section | None:
    """Take the answers out of a lesson and leave a link at each question; return them as a part of *page*.

    The part repeats each question and choice. *uri* and *page* are where the lesson and the answers lie:
    links in the answers are led anew from there, and those to notes and headings of the lesson now name it.
    """
    stem = posixpath.basename(posixpath.splitext(uri)[0])
    there, here = relative_uri(uri, page), relative_uri(page, uri)
    parts = []
    for quiz in list(lesson.findall(check_yourself)):
        answers = {node["number"]: node for node in quiz.findall(explained)}
        for gone in [node for node in quiz.children if isinstance(node, explained) or _is_answers_title(node)]:
            quiz.remove(gone)
        for asked in quiz.findall(question):
            name = f"{stem}-question-{asked['number']}"
            parts.append(_answer(asked, answers[asked["number"]], name, here))
            asked["ids"].append(name)
            asked += _link("See the answer", f"{there}#{name}-answer")
    for part in parts:
        _lead_back(part, lesson, stem, uri, page)
    if not parts:
        return None
    title = next(node.astext() for node in lesson.findall(nodes.title))
    return nodes.section("", nodes.title(title, title), *parts, ids=[stem], lesson=docname)


def _is_answers_title(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and "pl-answers-title" in node["classes"]


def _link(words: str, uri: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.reference("", words, refuri=uri, internal=True), classes=["pl-see"])


def _answer(asked: question, answer: explained, name: str, lesson_file: str) -> nodes.compound:
    """A question with its choices, each with its reason, and a link back to the lesson."""
    said = [_plain(node) for node in asked.findall(nodes.paragraph)]  # the question, then its choices
    reasons = next(answer.findall(nodes.enumerated_list))
    for choice, item in zip(said[1:], reasons.children, strict=False):
        assert isinstance(item, nodes.list_item)
        item.insert(0, nodes.paragraph("", "", *choice, classes=["pl-choice"]))
    best = next(answer.findall(nodes.paragraph))
    words = best.astext().partition(" ")[2]  # the number stands before the question already
    best.replace_self(nodes.paragraph(words, words, classes=["pl-best"]))
    return nodes.compound(
        "",
        nodes.paragraph("", "", *said[0], classes=["pl-question-words"]),
        *answer.children,
        _link("Back to the lesson", f"{lesson_file}#{name}"),
        ids=[f"{name}-answer"],
        classes=["pl-question"],
    )


def _plain(words: nodes.paragraph) -> list[nodes.Node]:
    """What a paragraph says, without the marks of its notes."""
    return [part.deepcopy() for part in words.children if not isinstance(part, nodes.footnote_reference)]


def _lead_back(part: nodes.compound, lesson: nodes.document, stem: str, uri: str, page: str) -> None:
    """Mend the links between an answer that has moved from *uri* to *page*, and its lesson's notes and headings."""
    there, here = relative_uri(uri, page), relative_uri(page, uri)
    moved: dict[str, str] = {}
    for mark in part.findall(nodes.footnote_reference):
        moved |= {name: f"{there}#{stem}-{name}" for name in mark["ids"]}
        mark["ids"] = [f"{stem}-{name}" for name in mark["ids"]]
        mark["refid"] = f"{here}#{mark['refid']}"
    for note in lesson.findall(nodes.footnote):
        note["backrefs"] = [moved.get(name, name) for name in note["backrefs"]]
    for link in part.findall(nodes.reference):
        if "refid" in link:
            link["refuri"] = f"{here}#{link['refid']}"
            del link["refid"]
        elif (
            link.get("internal")
            and "pl-see" not in link.parent["classes"]
            and uri.rpartition("/")[0] != page.rpartition("/")[0]
        ):
            place, mark, anchor = link["refuri"].partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), place))
            link["refuri"] = f"{relative_uri(page, target)}{mark}{anchor}"


def setup_epub(app: Sphinx) -> None:
    """Put our builder in the place of Sphinx's, and make the books' theme known."""
    app.add_post_transform(NameSheet)
    app.setup_extension("sphinx.builders.epub3")  # so that it is not registered after ours
    app.add_builder(EpubBuilder, override=True)
    app.connect("page-surroundings", surroundings)
    app.add_html_theme("porchlight-epub", str(THEME))
