"""Word files of what leaders may want to change: the forms of their kit, and the plan of each session.

In goes a resolved doctree, out comes ``word/NAME.docx``: headings, lists, tables whose head is repeated,
and real places to write (content controls). Room for an answer needs no code of its own here: each kind of
prompt gives a docutils node that can be printed, and what is empty in it becomes a place to write.
The foot of each page says that Porch Light has not checked what was changed. The file says its language, and that
of words in another, so that a screen reader speaks each with the right voice.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from docutils import nodes
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from porchlight.languages import marked_language
from porchlight.locale import _, spoken
from porchlight.pictures import picture
from porchlight.plain import words
from porchlight.prompts import answer, prompt
from porchlight.prompts.kind import mark
from porchlight.zips import undated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

FACE = "Arial"  # a face that every computer has
SIGNS = "○☐ "  # before a choice, where a box to tick will stand
BLANK = "\u2002" * 5  # shows where to write on a screen, and nothing on paper
WIDE = 166  # millimeters from margin to margin
ROW, LOW_ROW = Mm(16), Mm(11)  # of a table to write in; for a name or a number
TITLES = 6  # levels of headings
SILENT = (
    nodes.comment,
    nodes.raw,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.label,
    nodes.image,
    nodes.colspec,
    nodes.transition,
)
BOX = (
    '<w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
# The children that python-docx does not know how to place: what may follow a border in a style.
AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")


@dataclass(frozen=True)
class About:
    """What a file says of itself: course, title, language, the line of its edition, and when it was checked.

    ``poster``: its words are set large, in the middle of the page.
    """

    course: str
    title: str
    language: str
    imprint: str
    checked: date | None = None
    poster: bool = False


def word_file(doctree: nodes.document, about: About) -> bytes:
    """The Word file of a page; the same page gives the same bytes."""
    writer = _Writer(about)
    writer.below(doctree.children)
    writer.notes()
    buffer = io.BytesIO()
    writer.document.save(buffer)
    return undated(buffer.getvalue())


class _Writer:
    """Writes one document from top to bottom."""

    def __init__(self, about: About) -> None:
        self.about = about
        self.document: Any = Document()
        self.depth = 0
        self.controls = 0
        self.list_style = ""
        self.language = ""  # of the words that are written now, where it is not that of the file
        self.footnotes: list[nodes.footnote] = []
        self.room: Any = self.document  # where paragraphs go: the document, or a cell
        self._dress()

    # the file

    def _dress(self) -> None:
        """Face, language, margins, foot and properties."""
        styles = self.document.styles
        for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, TITLES + 1))):
            style = styles[name]
            style.font.name, style.font.color.rgb = FACE, RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in fonts.attrib if "heme" in key]:  # the template's own face would win
                del fonts.attrib[key]
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), FACE)
        styles["Normal"].font.size = Pt(12)
        styles["Heading 1"].paragraph_format.space_before = Pt(0)  # it stands on top of the page
        styles["Normal"].paragraph_format.space_after, styles["Normal"].paragraph_format.line_spacing = Pt(6), 1.05
        told = styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
        for script in ("w:val", "w:eastAsia", "w:bidi"):  # of Latin letters, of signs, of letters from right to left
            told.set(qn(script), self.about.language)
            self.document.settings.element.find(qn("w:themeFontLang")).set(qn(script), self.about.language)
        lines = styles.add_style("Line to write on", 1)
        lines.base_style = styles["Normal"]
        lines.paragraph_format.space_before, lines.paragraph_format.space_after = Pt(8), Pt(0)  # eight millimeters
        border = '<w:{0} w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
        edges = f"<w:pBdr {nsdecls('w')}>{border.format('bottom')}{border.format('between')}</w:pBdr>"
        lines.element.get_or_add_pPr().insert_element_before(parse_xml(edges), *AFTER_BORDER)
        for section in self.document.sections:
            section.left_margin = section.right_margin = Mm(22)
            section.top_margin = section.bottom_margin = Mm(17)
        foot = self.document.sections[0].footer.paragraphs[0]
        course, edition = self.about.course, self.about.imprint
        before, after = _(
            "Changed by %(who)s and not checked by %(course)s. It was made from: %(course)s, %(edition)s. Page",
            who="\0",
            course=course,
            edition=edition,
        ).split("\0")
        self.language = spoken()  # what the build says of itself, under a page in whatever language
        self.run(foot, before)
        self.control(foot, _("Who changed it"), "_" * 20)
        self.run(foot, f"{after} ")
        self.language = ""
        foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        for run in foot.runs:
            run.font.size = Pt(9)
        facts = self.document.core_properties
        facts.title, facts.author, facts.language = self.about.title, self.about.course, self.about.language
        facts.comments, facts.last_modified_by, facts.revision = "", self.about.course, 1
        if self.about.checked:
            facts.created = facts.modified = datetime.combine(self.about.checked, datetime.min.time())

    def run(self, paragraph: Any, text: str) -> Any:
        """Words at the end of a paragraph, in the language that they are in."""
        run = paragraph.add_run(text)
        if self.language not in ("", self.about.language):
            told = OxmlElement("w:lang")
            for script in ("w:val", "w:eastAsia", "w:bidi"):
                told.set(qn(script), self.language)
            run._r.get_or_add_rPr().append(told)
        return run

    def control(self, paragraph: Any, label: str, shown: str = BLANK, *, box: bool = False) -> None:
        """A place to write, or a box to tick, at the end of a paragraph."""
        self.controls += 1
        kind = '<w:text w:multiLine="1"/>'
        if box:
            shown, kind = "\u2610", BOX
        paragraph._p.append(
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias w:val={quoteattr(label[:64])}/>"
                f'<w:tag w:val="place-{self.controls}"/><w:id w:val="{1000 + self.controls}"/>'
                f"{'' if box else '<w:showingPlcHdr/>'}{kind}</w:sdtPr>"
                f'<w:sdtContent><w:r><w:t xml:space="preserve">{shown}</w:t></w:r></w:sdtContent></w:sdt>'
            )
        )

    def paragraph(self, style: str = "") -> Any:
        """A new paragraph; the empty one that each new cell holds is taken first."""
        first = self.room.paragraphs[0] if self.room is not self.document and self.room.paragraphs else None
        if first is not None and len(self.room.paragraphs) == 1 and not first._p.xpath("w:r | w:sdt"):
            if style:
                first.style = style
            return first
        return self.room.add_paragraph(style=style or None)

    def heading(self, text: nodes.Node) -> None:
        """A heading below the current section's."""
        paragraph = self.paragraph(f"Heading {min(self.depth, TITLES)}") if self.depth else self.document.add_heading()
        self.words_of(paragraph, [text])

    # what stands in it

    def below(self, children: Sequence[nodes.Node]) -> None:
        """Write nodes one after another."""
        for node in children:
            self.write(node)

    def write(self, node: nodes.Node) -> None:
        """Write one block, in its language."""
        with self.speaking(node):
            self.block(node)

    @contextmanager
    def speaking(self, node: nodes.Node) -> Iterator[None]:
        """Within it, words are in the language that *node* is marked with, or else in that around it."""
        outer = self.language
        if isinstance(node, nodes.Element):
            self.language = marked_language(node) or outer
        yield
        self.language = outer

    def block(self, node: nodes.Node) -> None:
        """One block; what has no form of its own gives its children."""
        if isinstance(node, SILENT) or "pl-for-leaders" in getattr(node, "attributes", {}).get("classes", ()):
            return
        if isinstance(node, nodes.footnote):
            self.footnotes.append(node)
        elif isinstance(node, picture):
            self.words_of(self.paragraph(), [nodes.Text(f"[{words(node)}]")])
        elif isinstance(node, answer):
            self.answer(node)
        elif isinstance(node, nodes.section) and "pl-sources" in node["classes"]:
            self.below(node.children[1:])  # notes come last, below a heading of their own
        elif isinstance(node, nodes.section):
            self.depth += 1
            if {"pl-new-page", "pl-new-sheet"} & set(node["classes"]):
                self.document.add_page_break()
            self.below(node.children)
            self.depth -= 1
        elif isinstance(node, nodes.title | nodes.rubric):
            self.heading(node)
        elif isinstance(node, nodes.Admonition):
            self.depth += 1
            self.below(node.children)
            self.depth -= 1
        elif isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            self.list(node)
        elif isinstance(node, nodes.table):
            self.table(node)
        elif isinstance(node, nodes.line_block):
            for line in node.findall(nodes.line):
                self.words_of(self.paragraph(), [line])
        elif isinstance(node, nodes.TextElement):
            style = "Quote" if isinstance(node.parent, nodes.block_quote) else self.list_style
            paragraph = self.paragraph(style)
            if self.about.poster:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self.words_of(paragraph, node.children, size=20 if self.about.poster else 0)
        elif isinstance(node, nodes.Element):
            self.below(node.children)

    def words_of(self, paragraph: Any, children: Sequence[nodes.Node], *, bold: bool = False, size: int = 0) -> None:
        """Words in one paragraph; what is stressed is bold, a note is a small number."""
        for node in children:
            if isinstance(node, nodes.Text):
                run = self.run(paragraph, node.astext().replace("\n", " ").replace("\u00ad", ""))
                run.bold = bold or None
                if size:
                    run.font.size = Pt(size)
            elif isinstance(node, nodes.footnote_reference):
                paragraph.add_run(node.astext()).font.superscript = True
            elif isinstance(node, nodes.inline) and "pl-blank" in node["classes"]:
                self.control(paragraph, words(node.parent))
            elif isinstance(node, nodes.Element) and not isinstance(node, (*SILENT, mark)):
                stressed = bold or isinstance(node, nodes.strong | nodes.emphasis)
                with self.speaking(node):
                    self.words_of(paragraph, node.children, bold=stressed, size=size)

    def list(self, node: nodes.Element) -> None:
        """A list; numbers begin anew."""
        outer = self.list_style
        numbered = isinstance(node, nodes.enumerated_list)
        level = " 2" if outer else ""
        self.list_style = f"List {'Number' if numbered else 'Bullet'}{level}"
        begun = self.restart(self.list_style) if numbered else None
        for item in node.children:
            at = len(self.room.paragraphs)
            if not isinstance(item, nodes.Element):
                continue
            self.write(item)
            for number, paragraph in enumerate(self.room.paragraphs[at:]):
                if paragraph.style.name != self.list_style:
                    continue
                if number:
                    paragraph.style = "List Continue" if not level else "List Continue 2"
                elif begun is not None:
                    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_numId().val = begun
        self.list_style = outer

    def restart(self, style: str) -> int:
        """The id of a numbering of that style that begins at 1."""
        numbering = self.document.part.numbering_part.numbering_definitions._numbering
        used = self.document.styles[style].element.pPr.numPr.numId.val
        [kind] = (found.abstractNumId.val for found in numbering.num_lst if found.numId == used)
        numbered = numbering.add_num(kind)
        numbered.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(numbered.numId)

    def table(self, node: nodes.table, label: str = "") -> None:
        """A table, whose head is said again on each page; an empty cell of one with a *label* is a place to write."""
        rows = list(node.findall(nodes.row))
        heads = sum(1 for part in node.findall(nodes.thead) for _ in part.findall(nodes.row))
        stub = any(spec.get("stub") for spec in node.findall(nodes.colspec))
        across = max(sum(cell.get("morecols", 0) + 1 for cell in row.children) for row in rows)  # type: ignore[attr-defined]
        table = self.room.add_table(len(rows), across)
        table.style = "Table Grid"
        shares = [spec["colwidth"] for spec in node.findall(nodes.colspec)]
        for column, share in zip(table.columns, shares, strict=False):
            column.width = Mm(WIDE * share / sum(shares))  # LibreOffice reads this, Word what its cells say
            for cell in column.cells:
                cell.width = Mm(WIDE * share / sum(shares))
        names = [words(cell) for cell in rows[0].children] if heads else []
        if label:
            table._tbl.tblPr.append(parse_xml(f"<w:tblCaption {nsdecls('w')} w:val={quoteattr(label)}/>"))
        for number, row in enumerate(rows):
            made = table.rows[number]
            properties = made._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number < heads:
                properties.append(OxmlElement("w:tblHeader"))
            elif label:
                made.height = LOW_ROW if node.get("lines") == 1 else ROW
            column = 0
            first = words(row.children[0]) if stub else _("row %(number)s", number=number - heads + 1)
            for entry in row.children:
                assert isinstance(entry, nodes.Element)
                span = entry.get("morecols", 0)
                cell = made.cells[column]
                if span:
                    cell = cell.merge(made.cells[column + span])
                strong = number < heads or (stub and column == 0)
                self.cell(cell, entry, bold=strong)
                if label and not words(entry):
                    name = names[column] if column < len(names) else ""
                    self.control(cell.paragraphs[0], f"{name}, {first}")
                column += span + 1
        self.document.add_paragraph()

    def cell(self, cell: Any, entry: nodes.Element, *, bold: bool) -> None:
        """The words of a cell."""
        outer, self.room = self.room, cell
        self.write(entry)
        self.room = outer
        if bold:
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.bold = True

    def answer(self, room: nodes.Element) -> None:
        """Room for an answer: lines, boxes to tick, a table."""
        asked = room.parent
        label = words(asked.children[0]) if isinstance(asked, prompt) else ""
        if isinstance(room, nodes.table):
            self.table(room, label)
        elif isinstance(room, nodes.bullet_list):
            for item in room.children:
                paragraph = self.paragraph()
                self.control(paragraph, words(item).lstrip(SIGNS), box=True)
                paragraph.add_run(" ")
                self.words_of(paragraph, [item])
        else:
            lines = list(room.findall(nodes.line))
            if len(lines) == 3 and "pl-scale-numbers" in lines[0]["classes"]:  # the numbers stand between their ends
                paragraph = self.paragraph()
                for number, line in enumerate((lines[1], lines[0], lines[2])):
                    if number:
                        self.run(paragraph, "\u2003")
                    self.words_of(paragraph, [line])
                return
            for number, line in enumerate(lines):
                empty = not line.children
                paragraph = self.paragraph("Line to write on" if empty else "")
                self.words_of(paragraph, [line])
                if empty and not number:
                    self.control(paragraph, label)

    def notes(self) -> None:
        """Where each fact comes from."""
        if self.footnotes:
            self.depth, self.language = 2, spoken()
            self.heading(nodes.Text(_("Sources")))
            self.language = ""
        for note in self.footnotes:
            paragraph = self.paragraph()
            self.run(paragraph, f"{words(note.children[0])}. ")
            with self.speaking(note):
                self.words_of(paragraph, note.children[1:])
