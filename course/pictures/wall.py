"""Draws the pictures anew for a wall, in few large words: ``python -m course.pictures.wall``.

A unit is a point on a slide of 960 x 540, so that words of 42 units can be read from the back. What is not
words is taken from the drawing that the lesson shows; who leads says the rest.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from course.pictures.bodies import AMBER, BLUE, GREEN, INK, LINE, PANEL, PAPER, QUIET, RED, number, stroke
from course.pictures.road_of_recovery import ALL, WELL_ON_MEDICINE, WELL_WITHOUT_MEDICINE, person
from porchlight.pictures import DARK

FOLDER = Path(__file__).parent
WIDE = 832  # a slide between its margins
LETTERS = 42
AMBER_INK = "#8A4B08"
LAMP_HOUSE = (
    '<rect x="-22" y="-26" width="44" height="26" fill="#FBF7EF" stroke="#1D2733" stroke-width="2"/>'
    '<path d="M-29 -25 L0 -48 L29 -25 Z" fill="#CFC4AE" stroke="#1D2733" stroke-width="2"/>'
    '<rect x="4" y="-17" width="11" height="17" fill="#1F3F6B" stroke="#1D2733" stroke-width="2"/>'
    '<path d="M-9 -20 v3 M-15 -13 L-9 -18 L-3 -13 V-3 H-15 Z" fill="#F2B544" stroke="#1D2733" stroke-width="2"/>'
)


def text(x: float, y: float, words: str, *, bold: bool = False, fill: str = INK, to: str = "") -> str:
    """Words on the line *y*, that begin at *x*, or end there, or have their middle there."""
    anchor = f' text-anchor="{to}"' if to else ""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{number(x)}" y="{number(y)}" fill="{fill}"{anchor}{weight}>{words}</text>'


def box(x: float, y: float, wide: float, high: float, fill: str, r: float = 8, line: str = INK) -> str:
    """A rectangle."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}" rx="{r}" '
        f'fill="{fill}" stroke="{line}" stroke-width="3"/>'
    )


def dots(x: float, y: float, count: int, fill: str) -> str:
    """A row of dots."""
    return "".join(f'<circle cx="{number(x + 23 * at)}" cy="{number(y)}" r="9" fill="{fill}"/>' for at in range(count))


def cut(name: str, part: tuple[float, float, float, float], x: float, y: float, high: float) -> str:
    """The *part* (x, y, width, height) of the drawing *name*, without its words, set down *high* at *x*, *y*."""
    left, top, across, down = part
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").partition("</style>")[2]
    root = ElementTree.fromstring(f"<svg>{drawing.split('</svg>')[0].split('>', 1)[1]}</svg>")

    def keep(parent: ElementTree.Element, moved: float) -> str:
        kept = ""
        for child in parent:
            move = re.search(r"translate\(\S+ (-?[\d.]+)\)", child.get("transform", ""))
            if child.tag == "g":
                scaled = "scale" in child.get("transform", "")  # a shape by itself, about 0 0
                inner = keep(child, moved + float(move[1]) if move and not scaled else moved) if not scaled else None
                if inner is None and move and top <= moved + float(move[1]) <= top + down:
                    kept += ElementTree.tostring(child, encoding="unicode")
                elif inner:
                    marks = "".join(f' {key}="{value}"' for key, value in child.attrib.items())
                    kept += f"<g{marks}>{inner}</g>"
                continue
            begins = re.match(r"M-?[\d.]+[ ,](-?[\d.]+)", child.get("d", ""))
            height = moved + float(begins[1] if begins else child.get("y") or child.get("cy") or 0)
            plate = child.tag == "rect" and child.get("height") == "28"  # below a word
            if child.tag != "text" and not plate and top - 2 <= height <= top + down:
                kept += ElementTree.tostring(child, encoding="unicode")
        return kept

    return (
        f'<svg x="{number(x)}" y="{number(y)}" width="{number(high * across / down)}" height="{number(high)}" '
        f'viewBox="{left} {top} {across} {down}">{keep(root, 0)}</svg>'
    )


def receptor() -> tuple[int, str, str, str]:
    """A dock on a brain cell, three times."""
    body = ""
    for column, (top, word) in enumerate(((6, "Waiting"), (212, "Switched on"), (394, "Freed again"))):
        x = 283 * column
        body += cut("receptor", (8, top, 150, 186 if column == 0 else 174), x + 24, 0, 262 if column == 0 else 245)
        body += text(x + 130, 308, word, bold=True, to="middle")
    return (
        324,
        "A dock on a brain cell: waiting, switched on by an opioid, freed again by naloxone",
        "Three times the same dock with a lamp below. Waiting: the dock is empty, the lamp dark, an opioid comes. "
        "Switched on: the opioid sits in the dock, the lamp is lit. Freed again: naloxone, another shape, sits in the "
        "dock, the opioid is pushed away, the lamp is dark.",
        body,
    )


def road() -> tuple[int, str, str, str]:
    """A hundred people, three and a half years after they began."""
    free, medicine = round(WELL_WITHOUT_MEDICINE), round(WELL_ON_MEDICINE)
    kinds = ["free"] * free + ["medicine"] * medicine + ["other"] * (ALL - free - medicine)
    body = ""
    for at, kind in enumerate(kinds):
        column, row = divmod(at, 5)
        body += f'<g transform="translate({18 + 42 * column} {18 + 34 * row}) scale(2)">{person(0, 0, kind)}</g>'
    said = (("free", f"{free} well, no medicine"), ("medicine", f"{medicine} well, on medicine"))
    said += (("other", f"{ALL - free - medicine} not well at that time"),)
    for row, (kind, words) in enumerate(said):
        y = 222 + 46 * row
        body += f'<g transform="translate(18 {y - 14}) scale(2)">{person(0, 0, kind)}</g>' + text(52, y, words)
    return (
        326,
        f"Of 100 people, {free + medicine} were well three and a half years after they began treatment",
        f"A field of 100 people. {free} small lights: well, with no medicine. {medicine} full dots: well, on medicine. "
        f"{ALL - free - medicine} empty rings: not well at that time.",
        body,
    )


def craving_loop() -> tuple[int, str, str, str]:
    """The ring of cue, craving, use and relief, with the four places where a family can stand."""
    ring = f'<ellipse cx="416" cy="166" rx="266" ry="116" fill="none" stroke="{LINE}" stroke-width="12"/>'
    tips = "".join(
        stroke(
            f"M{x - 13 * a + 10 * b} {y - 13 * b - 10 * a}L{x} {y}L{x - 13 * a - 10 * b} {y - 13 * b + 10 * a}", INK, 4
        )
        for x, y, a, b in (
            (646, 110, 0.7, 0.7),
            (566, 262, -0.94, 0.34),
            (188, 224, -0.7, -0.7),
            (266, 72, 0.94, -0.34),
        )
    )
    stages = "".join(
        box(x - wide / 2, y - 33, wide, 66, PANEL, 14) + text(x, y + 14, words, bold=True, to="middle")
        for x, y, wide, words in (
            (416, 48, 150, "Cue"), (704, 166, 210, "Craving"), (416, 286, 150, "Use"), (128, 166, 190, "Relief"),
        )
    )  # fmt: skip
    places = "".join(
        f'<circle cx="{x}" cy="{y}" r="29" fill="{BLUE}"/>'
        + text(x, y + 15, str(at), bold=True, fill=PAPER, to="middle")
        for at, (x, y) in enumerate(((590, 76), (622, 242), (242, 254), (214, 92)), start=1)
    )
    house = f'<g transform="translate(416 214) scale(1.9)">{LAMP_HOUSE}</g>'
    return (
        324, "A ring of cue, craving, use and relief, with four places for a family",
        "A ring with four stages: cue, craving, use, relief, and from there to the cue again. Four numbers stand on "
        "the ring: 1 before craving, 2 before use, 3 after use, 4 after relief. A house with a lit lamp stands within.",
        ring + tips + stages + places + house,
    )  # fmt: skip


def tolerance() -> tuple[int, str, str, str]:
    """What the body can stand, and what is taken, before and after a break."""
    hatch = " ".join(f"M692 {y}l56 -20" for y in range(100, 270, 22))
    body = (
        "".join(box(x, y, 56, 262 - y, LINE, 3) for x, y in ((70, 214), (360, 78)))
        + box(692, 78, 56, 184, RED, 3)
        + stroke(hatch, PAPER, 3)
        + f'<rect x="692" y="78" width="56" height="184" rx="3" fill="none" stroke="{INK}" stroke-width="3"/>'
        + stroke("M24 196C180 186 260 46 388 44C440 43 464 46 478 52C536 82 560 186 640 192", BLUE, 7)
        + f'<path d="M640 192H820" fill="none" stroke="{BLUE}" stroke-width="7" stroke-dasharray="1 14"/>'
        + f'<path d="M474 12V262M640 12V262" fill="none" stroke="{QUIET}" stroke-width="3" stroke-dasharray="8 8"/>'
        + stroke("M24 12V262H820", INK, 3)
        + text(557, 40, "a break", to="middle")
        + text(98, 308, "first", to="middle")
        + text(388, 308, "months later", to="middle")
        + text(720, 308, "again", bold=True, to="middle")
    )
    return (
        324, "After a break the body can stand far less than before",
        "A line shows what the body can stand, bars show the amount taken. With months of use the line climbs, and so "
        "does the bar. In a break the line falls fast. The last bar, hatched, is as high as before the break and "
        "stands far above the line.",
        body,
    )  # fmt: skip


def treatment_map() -> tuple[int, str, str, str]:
    """Five doors; the road through each leads to medicine that goes on."""
    doors = ("Doctor", "ER", "Clinic", "Video", "Program")
    places = [82 + 167 * at for at in range(5)]
    through = "".join(f"M{x} 56V162" for x in places)
    road = f"M{places[0]} 56H{places[-1]}{through}M{places[0]} 162H{places[-1]}M250 162V190M60 240V280"
    body = (
        f'<path d="{road}" fill="none" stroke="{LINE}" stroke-width="16"/>'
        + f'<g transform="translate(416 56) scale(1.15)">{LAMP_HOUSE}</g>'
        + "".join(
            box(x - 80, 78, 160, 64, BLUE) + text(x, 124, words, fill=PAPER, to="middle")
            for x, words in zip(places, doors, strict=True)
        )
        + box(2, 180, 500, 64, GREEN, 12)
        + text(252, 226, "Medicine that goes on", bold=True, fill=PAPER, to="middle")
        + text(528, 212, "counseling,")
        + text(528, 256, "groups")
        + f'<g transform="translate(60 322) scale(1.3)">{LAMP_HOUSE}</g>'
        + text(112, 312, "A life again")
        + stroke("M352 300C420 300 452 286 446 254", AMBER_INK, 5).replace("/>", ' stroke-dasharray="10 9"/>')
        + stroke("M430 270L445 250L464 266", AMBER_INK, 5)
    )
    return (
        326,
        "Five doors, and through each the road to medicine that goes on",
        "A house with a lit lamp stands on a road. The road leads through five doors: a doctor, an emergency room, a "
        "methadone clinic, a visit by video, a program. All five lead to one sign: medicine that goes on. Beside it "
        "stand counseling and groups. From there a road leads to another house: a life again. A dashed "
        "arrow bends back from there to the medicine.",
        body,
    )


def three_medicines() -> tuple[int, str, str, str]:
    """The dock and the lamp of each medicine, and the deaths in rows of dots."""
    body = ""
    for row, (name, fewer) in enumerate((("Methadone", True), ("Buprenorphine", True), ("Naltrexone shot", False))):
        y = 108 * row
        body += cut("three-medicines", (10, (32, 243, 457)[row], 100, 148), 0, y, 100)
        body += text(86, y + 64, name, bold=True)
        if fewer:
            body += text(472, y + 46, "off it") + dots(606, y + 33, 10, INK)
            body += text(472, y + 92, "on it") + dots(606, y + 79, 5, GREEN)
        else:
            body += text(472, y + 46, "no drop in") + text(472, y + 90, "deaths shown")
        if row:
            body += stroke(f"M0 {y - 2}H{WIDE}", LINE, 3)
    return (
        316,
        "Three medicines: what the lamp does, and deaths off and on each of two",
        "Three rows, each with a dock on a brain cell and a lamp. Methadone: the lamp is on. Buprenorphine: the lamp "
        "is partly on. Beside each stand ten dots for deaths off it, and five for deaths on it. Naltrexone shot: the "
        "lamp is dark, and no drop in deaths has been shown.",
        body,
    )


def level() -> tuple[int, str, str, str]:
    """One day with heroin and one with a steady dose."""
    left, right = 210, 828
    band = '<rect x="210" y="{}" width="618" height="74" fill="#F3ECDD"/>'
    wave, at = f"M{left} 236", float(left)
    step = (right - left) / 4
    for _ in range(4):
        wave += f"C{at + 12:.0f} 120 {at + 18:.0f} 30 {at + 32:.0f} 30"
        wave += f"C{at + 62:.0f} 34 {at + 84:.0f} 210 {at + step:.0f} 236"
        at += step
    body = (
        band.format(4)
        + band.format(196)
        + f'<path d="{wave}" fill="none" stroke="{RED}" stroke-width="5" stroke-dasharray="1 10"/>'
        + stroke(f"M{left} 140C300 108 380 114 460 128S640 146 {right} 138", BLUE, 8)
        + stroke(f"M{left} 2V272H{right}", INK, 3)
        + text(0, 54, "too much")
        + text(0, 150, "medicine", bold=True, fill=BLUE)
        + text(0, 246, "too little")
        + text(left, 314, "morning")
        + f'<path d="M440 300H494" fill="none" stroke="{RED}" stroke-width="6" stroke-dasharray="1 11"/>'
        + text(508, 314, "heroin", bold=True, fill=RED)
        + text(right, 314, "morning", to="end")
    )
    return (
        326,
        "Heroin goes up and down; a steady dose stays in the middle",
        "One day, from morning to morning. A dotted line, heroin, shoots up into the band of too much and falls into "
        "the band of too little, four times. A thick line, medicine, stays between the bands. This shows the shape "
        "only.",
        body,
    )


def load() -> tuple[int, str, str, str]:
    """Stress, strain, coping and support."""
    body = cut("stress-strain-coping-support", (20, 4, 200, 230), 0, 0, 318)
    rows = (("Stress", "the load"), ("Strain", "what it does"), ("Coping", "the stick"), ("Support", "who helps"))
    for row, (word, said) in enumerate(rows):
        y = 56 + 80 * row
        body += text(330, y, word, bold=True) + text(520, y, said)
        if row:
            body += stroke(f"M330 {y - 52}H{WIDE}", LINE, 3)
    return (
        320,
        "Stress, strain, coping and support, drawn as a load that is carried",
        "Someone walks bent under a big box, with a walking stick. Small marks at the knees. A second person lifts "
        "the box from behind. Four lines: stress, the load; strain, what it does; coping, the stick; support, who "
        "helps.",
        body,
    )


def enabling() -> tuple[int, str, str, str]:
    """The four answers to one question."""
    rows = (
        ("Staying alive", "It stays. Always.", GREEN),
        ("Getting well", "Keep it if you can.", BLUE),
        ("Using", "First, another form.", AMBER),
        ("More than one?", "Ask of each part.", QUIET),
    )
    body = ""
    for row, (word, said, fill) in enumerate(rows):
        y = 66 * row
        body += box(2, y + 6, 16, 50, fill, 4) + text(38, y + 46, word, bold=True) + text(392, y + 46, said)
        if row:
            body += stroke(f"M0 {y - 2}H{WIDE}", LINE, 3)
    return (
        260,
        "Four answers: staying alive, getting well, using, more than one",
        "Four rows. Staying alive: it stays, always. Getting well: keep it if you can. Using: first, another form. "
        "More than one? Ask of each part.",
        body,
    )


def fence() -> tuple[int, str, str, str]:
    """The gate, and whose side the latch is on."""
    body = cut("limit-fence", (14, 56, 332, 160), 124, 44, 280)
    body += text(196, 36, "Your side", bold=True) + text(696, 36, "Their side", bold=True, to="end")
    return (
        326,
        "A limit is a fence with a gate, and the latch is on your side",
        "A low fence with a gate. On the side of the house stands the person who sets the limit, a hand at the latch. "
        "On the other side stands someone else.",
        body,
    )


def seven_lines() -> tuple[int, str, str, str]:
    """Three words that are not a child's to do, and four that are."""
    body = ""
    for row, word in enumerate(("Cause", "Control", "Cure")):
        y = 78 * row
        body += f'<circle cx="22" cy="{y + 40}" r="18" fill="none" stroke="{QUIET}" stroke-width="6"/>'
        body += text(62, y + 55, word, bold=True)
    for row, word in enumerate(("Care", "Communicate", "Choices", "Celebrate")):
        y = 78 * row
        lamp = f"M322 {y + 14}v9M302 {y + 38}L322 {y + 23}L342 {y + 38}V{y + 70}H302Z"
        body += f'<path d="{lamp}" fill="{AMBER}" stroke="{INK}" stroke-width="3"/>' + text(
            362, y + 58, word, bold=True
        )
    body += cut("seven-cs", (92, 436, 176, 114), 640, 190, 124)
    return (
        316,
        "Three things that are not a child's, and four that are",
        "Beside three empty rings stand cause, control, cure. Beside four small lit lamps stand care, communicate, "
        "choices, celebrate. A grown-up stands between two children.",
        body,
    )


PICTURES = {
    "craving-loop": craving_loop,
    "level-over-a-day": level,
    "limit-fence": fence,
    "receptor": receptor,
    "road-of-recovery": road,
    "seven-cs": seven_lines,
    "stress-strain-coping-support": load,
    "support-or-enabling": enabling,
    "three-medicines": three_medicines,
    "tolerance-and-its-loss": tolerance,
    "treatment-map": treatment_map,
}


def drawing(high: int, title: str, told: str, body: str) -> str:
    """The file of one picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" width="293.5mm" '
        f'height="{high * 293.5 / WIDE:.1f}mm" font-family="\'Atkinson Hyperlegible\', system-ui, sans-serif" '
        f'font-size="{LETTERS}">\n<title>{title}</title>\n<desc>{told}</desc>\n<style>{DARK}</style>\n'
        f'<g stroke-linecap="round" stroke-linejoin="round">\n{body}\n</g>\n</svg>\n'
    )


def drawings() -> dict[str, str]:
    """The files, by their names."""
    return {f"wall/{name}.svg": drawing(*picture()) for name, picture in PICTURES.items()}


if __name__ == "__main__":
    for name, svg in drawings().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")
