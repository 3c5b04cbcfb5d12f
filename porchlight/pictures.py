"""Pictures: one SVG file for every edition, with its own words inside.

``{picture} NAME`` shows ``course/pictures/NAME.svg``. The file's ``<title>`` says in a few words what
the picture shows (the text alternative), its ``<desc>`` tells the whole of it to someone who cannot
see it. Every builder can print the node; only the web folds the description away.

The file holds light colours in its attributes. ``DARK``, one style sheet that is the same in every
file, turns each into its dark twin; what cannot read it (paper, some e-readers) shows the light one.
"""

from __future__ import annotations

import re
import xml.sax
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.handler import ContentHandler

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from porchlight import tokens
from porchlight.boxes import OPTIONS, take_options
from porchlight.catalogs.pages import languages
from porchlight.diagnostics import Code, nearest, warn
from porchlight.locale import N_, _
from porchlight.plain import line_of_other_encoding, meant
from porchlight.region_file import region_folder
from porchlight.tokens import LIGHT, TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Set
    from xml.sax.xmlreader import AttributesImpl

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOLDER = "course/pictures"
WALL = "wall"  # below it, drawings of the same names with a few large words, for slides
IN_WORDS = N_("The picture in words")
# The colours of tokens.toml, by day and in the dark: a drawing names the first, and its style turns them.
PALETTE = {LIGHT[name]: dark for name, dark in tokens.DARK.items()}
DARK = (
    "@media (prefers-color-scheme: dark) {"
    + " ".join(
        f'[{part}="{light}"] {{ {part}: {dark} }}'
        for light, dark in PALETTE.items()
        for part in ("fill", "stroke")
        if light != dark
    )
    + "}"
)
# People keep their skin and their hair in the dark, too. Four of each, told apart on both grounds.
SKIN, HAIR = tuple(TOKENS["drawings"]["skin"]), tuple(TOKENS["drawings"]["hair"])
# The light of the lamp in flat steps, from the glass to the rim.
GLOW = tuple(TOKENS["drawings"]["glow"])
COLOURS = {"none", *PALETTE, *PALETTE.values(), *SKIN, *HAIR, *GLOW}  # a dark twin stays as it is in both
MOST_BYTES = 40_000
SMALLEST_LETTERS = 12  # points, as printed
POINTS_A_MILLIMETRE = 72 / 25.4
PAINTS = ("fill", "stroke", "color", "stop-color", "flood-color", "lighting-color")
LEADS_OUT = re.compile(r"^(?!#|data:)|^data:text/html")


@dataclass
class Drawing:
    """What a picture's file says about itself, and what is wrong with it.

    ``width`` is the printed width in millimetres, ``units`` the same in the drawing's own units;
    ``letters`` are the words that are drawn, in the order of the file; ``smallest`` is the height of the
    smallest of them in those units, 0 without words.
    """

    title: str = ""
    words: str = ""
    letters: str = ""
    width: float = 0
    units: tuple[float, float] = (0, 0)
    smallest: float = 0
    faults: list[tuple[Code, str, int]] = field(default_factory=list)  # code, problem, line

    @property
    def points(self) -> float:
        """The smallest letters at the printed width."""
        return self.smallest * self.width / self.units[0] * POINTS_A_MILLIMETRE if self.units[0] else 0


class _Reader(ContentHandler):
    """Reads one SVG file from top to bottom into a ``Drawing``."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Drawing()
        self.sizes: list[float] = []  # the font size of each open element, in the drawing's units
        self.scales: list[float] = [1.0]
        self.text: list[str] = []
        self.drawn_words = False  # whether a <text> is open
        self.point = 1.0  # how many points a unit of the drawing prints at
        self.locator: Any = None

    def setDocumentLocator(self, locator: Any) -> None:
        self.locator = locator

    def fault(self, code: Code, problem: str) -> None:
        self.found.faults.append((code, problem, self.locator.getLineNumber()))

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if not self.sizes:
            self.root(attrs)
        self.text = []
        self.drawn_words = self.drawn_words or name == "text"
        self.sizes.append(_number(attrs.get("font-size", "")) or (self.sizes[-1] if self.sizes else 16))
        scale = re.search(r"scale\(\s*([\d.]+)", attrs.get("transform", ""))
        self.scales.append(self.scales[-1] * (_number(scale[1]) if scale else 1))
        if name == "text" or (name == "tspan" and "font-size" in attrs):
            size = self.sizes[-1] * self.scales[-1]
            self.found.smallest = min(size, self.found.smallest or size)
            points = size * self.point
            if points < SMALLEST_LETTERS - 0.05:
                self.fault(Code.PICTURE_LETTERS, f"The letters here print at {points:.1f} points")
        if name in {"script", "foreignObject", "image", "animate", "set"}:
            self.fault(Code.PICTURE_SAFE, f"A picture holds '<{name}>'")
        for attribute, value in attrs.items():
            if attribute in PAINTS and value not in COLOURS:
                self.fault(Code.PICTURE_COLOUR, f"The colour '{value}' is not one of the course's")
            if attribute.startswith("on") or (attribute.endswith("href") and LEADS_OUT.search(value)):
                self.fault(Code.PICTURE_SAFE, f"A picture holds '{attribute}'")
            if attribute == "style":
                self.fault(Code.PICTURE_COLOUR, "The colours of a 'style' cannot be turned dark")

    def root(self, attrs: AttributesImpl) -> None:
        """The outermost element says how large the picture is, drawn and printed."""
        box = [_number(part) for part in attrs.get("viewBox", "").split()]
        width = attrs.get("width", "")
        if len(box) == 4 and all(box[2:]) and width.endswith("mm") and _number(width[:-2]):
            self.found.units = box[2], box[3]
            self.found.width = _number(width[:-2])
            self.point = self.found.width / box[2] * POINTS_A_MILLIMETRE
        else:
            self.fault(Code.PICTURE_FILE, "There is no viewBox, or no printed width in mm")

    def characters(self, content: str) -> None:
        self.text.append(content)
        if self.drawn_words:
            self.found.letters += content

    def endElement(self, name: str) -> None:
        self.sizes.pop()
        self.scales.pop()
        words = "".join(self.text)
        self.text = []
        if name == "text":
            self.drawn_words = False
            self.found.letters += " "
        if name == "title" and len(self.sizes) == 1:
            self.found.title = " ".join(words.split())
        elif name == "desc" and len(self.sizes) == 1:
            self.found.words = words.strip()
        elif name == "style" and "".join(words.split()) != "".join(DARK.split()):
            self.fault(Code.PICTURE_COLOUR, "The style is not the one that turns colours dark")
        elif name == "svg" and not (self.found.title and self.found.words):
            self.found.faults.append((Code.PICTURE_WORDS, "There is no <title>, or no <desc>", 1))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


@lru_cache  # every edition of a run asks again
def _read(path: Path, changed: int) -> Drawing:
    reader = _Reader()
    if line := line_of_other_encoding(path.read_bytes()):
        reader.found.faults = [(Code.FILE_ENCODING, "The drawing is not saved as UTF-8", line)]
        return reader.found
    try:
        xml.sax.parse(str(path), reader)
    except xml.sax.SAXParseException as error:
        problem = f"It is no well-formed SVG: {error.getMessage()}"
        reader.found.faults = [(Code.PICTURE_FILE, problem, error.getLineNumber() or 1)]
    else:
        if path.stat().st_size > MOST_BYTES:
            size = path.stat().st_size
            reader.found.faults.append((Code.PICTURE_FILE, f"The file has {size:,} bytes, over {MOST_BYTES:,}", 1))
        if DARK.split("{")[0] not in path.read_text(encoding="utf-8"):
            reader.found.faults.append((Code.PICTURE_COLOUR, "There is no style that turns colours dark", 1))
    return reader.found


def read_drawing(path: Path) -> Drawing:
    """What the SVG file at *path* says about itself; its faults are listed, not raised."""
    return _read(path, path.stat().st_mtime_ns)


def folders(env: BuildEnvironment) -> tuple[Path, Path]:
    """Where drawings lie: the common ones, and those of the region in use."""
    return Path(env.srcdir) / FOLDER, region_folder(env) / "pictures"


def files(env: BuildEnvironment) -> Iterator[Path]:
    """Every picture's file; a drawing of the region stands for the common one of its name."""
    common, own = (sorted(folder.glob("*.svg")) for folder in folders(env))
    yield from sorted({file.stem: file for file in (*common, *own)}.values())


def wall_files(env: BuildEnvironment) -> Iterator[Path]:
    """The file of every drawing for the wall."""
    for folder in folders(env):
        yield from sorted((folder / WALL).glob("*.svg"))


def path_of(env: BuildEnvironment, name: str) -> Path:
    """Where the picture *name* lies, if it is there: in the region's folder, or else among the common ones."""
    common, own = (folder / f"{name}.svg" for folder in folders(env))
    return own if own.is_file() else common


def wall_path_of(env: BuildEnvironment, name: str) -> Path:
    """Where the drawing of the picture *name* for a slide lies: one made for it, or the picture's own."""
    path = path_of(env, name)
    own = path.parent / WALL / path.name
    return own if own.is_file() else path


def parts(svg: str) -> dict[str, str]:
    """The drawings that a drawing is put together from, by their ids: each ``<svg id=…>`` inside it, as a file."""
    found = {}
    for match in re.finditer(r'<svg id="([\w-]+)"[^>]*?( width="[^"]+" height="[^"]+" viewBox="[^"]+")>', svg):
        end = svg.index("</svg>", match.end())
        body = svg[match.end() : end]
        found[match[1]] = (
            f'<svg xmlns="http://www.w3.org/2000/svg"{match[2]} stroke-linecap="round" stroke-linejoin="round" '
            f'paint-order="stroke">{body}</svg>'
        )
    return found


def in_gray(svg: str) -> str:
    """The drawing for a printer with one ink: each colour as the gray that is as bright."""

    def gray(match: re.Match[str]) -> str:
        red, green, blue = (int(match[0][at : at + 2], 16) for at in (1, 3, 5))
        return "#" + f"{round(0.3 * red + 0.59 * green + 0.11 * blue):02X}" * 3

    return re.sub(r"#[0-9A-Fa-f]{6}\b", gray, svg)


def for_paper(svg: str) -> str:
    """The drawing without its ground: paper has a colour of its own, and a printer would dot it."""
    return svg.replace(f'fill="{LIGHT["paper"]}"', 'fill="#FFFFFF"')


class picture(nodes.figure):
    """A drawing with its text alternative, its caption, and a legend that tells it in words.

    ``width`` stands in millimetres under ``printed``, the drawing's own size under ``units``, and how many points
    its smallest letters have at that width under ``points``. ``wall`` is the drawing of the same name with a few
    large words, if there is one.
    """


class Picture(SphinxDirective):
    """``{picture} NAME``: the body is the caption, with its notes.

    ``:mark:`` leaves out the description, for a picture that only sets a mood; ``:beside:`` leaves it
    out where the words stand beside the drawing, which is then small on paper. ``:on-paper: WORDS``
    are what a sheet prints in its place, when another sheet carries the drawing; they may be empty.
    """

    has_content = True
    required_arguments = 1
    option_spec = {**OPTIONS, "mark": directives.flag, "beside": directives.flag, "on-paper": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        path = path_of(self.env, name)
        caption = self.parse_content_to_nodes()
        if not path.is_file():
            known = meant(name, (file.stem for file in files(self.env)), most=100)
            warn(Code.PICTURE_UNKNOWN, f"There is no picture '{name}'{known}", self.get_location())
            return caption
        self.env.note_dependency(str(path))
        drawing = read_drawing(path)
        node = picture("", printed=drawing.width, units=drawing.units, points=drawing.points, name=name)
        if (wall := wall_path_of(self.env, name)) != path:
            self.env.note_dependency(str(wall))
            node["wall"] = read_drawing(wall)
        if "on-paper" in self.options:
            node["on-paper"] = self.options["on-paper"]
        kinds = [kind for kind in ("mark", "beside") if kind in self.options]
        node["classes"] = ["pl-picture", *(f"pl-picture--{kind}" for kind in kinds)]
        node += nodes.image("", uri=f"/{path.relative_to(self.env.srcdir).as_posix()}", alt=drawing.title or name)
        if caption:
            node += nodes.caption("", "", *_inline(caption))
        if not kinds:
            node += legend(drawing.words)
        for part in node.findall(nodes.Element):
            self.set_source_info(part)
        take_options(self, node)
        return [node]


def _inline(paragraphs: list[nodes.Node]) -> Iterator[nodes.Node]:
    """The words of a caption's paragraphs, one after the other."""
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield nodes.Text(" ")
        yield from paragraph.children


def legend(words: str) -> nodes.legend:
    """A picture's description: its first paragraph says what it is."""
    lead = nodes.paragraph(IN_WORDS, f"{_(IN_WORDS)}:", classes=["pl-made", "pl-picture-lead"])
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", words)]
    return nodes.legend("", lead, *(nodes.paragraph(part, part) for part in paragraphs))


def check_files(app: Sphinx) -> None:
    """Warn about each fault of each picture, used or not, once a build."""
    for path in (*files(app.env), *wall_files(app.env)):
        for code, problem, line in read_drawing(path).faults:
            warn(code, problem, f"{path}:{line}")


def check_unused_pictures(env: BuildEnvironment) -> None:
    """Warn about each picture that stands on no page: neither here nor, as NAME-es for NAME, in another language."""
    shown = {path for path in files(env) if path.relative_to(env.srcdir).as_posix() in env.images}
    spoken = {path.with_stem(f"{path.stem}-{name}") for path in shown for name in languages(Path(env.srcdir))}
    for path in files(env):
        if path not in shown | spoken:
            warn(Code.PICTURE_UNUSED, f"No page shows '{path.stem}'", f"{path}:1")


def outdated_pages(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], gone: Set[str]) -> set[str]:
    """Pages that show a drawing in whose place another has come, or gone, since they were read."""
    return {
        docname
        for uri, (docnames, _) in env.images.items()
        if Path(uri).suffix == ".svg" and path_of(env, Path(uri).stem) != Path(env.srcdir, uri)
        for docname in docnames
        if docname in env.found_docs and docname not in gone
    }


def check_alternatives(app: Sphinx, document: nodes.document) -> None:
    """Warn about each picture without a text alternative."""
    for image in document.findall(nodes.image):
        if not str(image.get("alt", "")).strip():
            place = nearest(image, app.env.current_document.docname)
            warn(Code.PICTURE_TEXT, f"The picture '{image.get('uri')}' has no text alternative", place)


def setup_pictures(app: Sphinx) -> None:
    """Register the directive and the checks."""
    app.add_node(picture)
    app.add_directive("picture", Picture)
    app.connect("builder-inited", check_files)
    app.connect("env-get-outdated", outdated_pages)
    app.connect("doctree-read", check_alternatives)
