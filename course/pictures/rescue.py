"""Draws the rescue pictures from shapes and words: ``python -m course.pictures.rescue us``.

Those with a number to call are drawn with the number of each region that is named, into its folder. The
others are the same everywhere, and lie beside this file.

Words come from rescue_words.py, one table a language; shapes from bodies.py.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from course.pictures.bodies import (
    AMBER,
    BLACK_HAIR,
    BLUE,
    BROWN,
    BROWN_HAIR,
    CHIN,
    DEVICE,
    FAIR,
    FOREHEAD,
    GRAY_HAIR,
    GREEN,
    INK,
    LINE,
    LIPS,
    NOSE,
    ON_SKIN,
    PANEL,
    PAPER,
    QUIET,
    RED,
    RED_HAIR,
    TAN,
    Point,
    Put,
    arrow,
    at,
    fingers_on_spray,
    fist,
    from_above,
    grip,
    hand_behind_spray,
    head,
    kneeling,
    limb,
    lying,
    number,
    open_hand,
    pinch,
    solid,
    spray,
    straight_arms,
    stroke,
)
from course.pictures.letters import width, wrap
from course.pictures.rescue_words import HEADLINES, WORDS
from porchlight.pictures import DARK

if TYPE_CHECKING:
    from collections.abc import Callable

    Say = dict[str, str]

WIDTH, PRINTED = 360, 100  # units; the same in millimetres


def text(
    x: float, y: float, words: str, size: float = 19, *, bold: bool = True, fill: str = INK, middle: bool = False
) -> str:
    """Words whose first line stands on *y*; ``|`` begins the next line."""
    look = (
        f' font-size="{size}"' + (' font-weight="bold"' if bold else "") + (' text-anchor="middle"' if middle else "")
    )
    return "".join(
        f'<text x="{number(x)}" y="{number(y + line * size * 1.22)}"{look} fill="{fill}">{words}</text>'
        for line, words in enumerate(words.split("|"))
    )


def lines_of(words: str, room: float, size: float, *, bold: bool) -> list[str]:
    """*words* in lines no wider than *room*; a sentence begins a line unless it fits on the last one."""
    lines: list[str] = []
    for sentence in re.findall(r"\S.*?[.?](?=\s|$)", words):
        if lines and width(f"{lines[-1]} {sentence}", size, bold=bold) <= room:
            lines[-1] += f" {sentence}"
        else:
            lines += wrap(sentence, room, size, bold=bold)
    return lines


def floor(y: float, start: float = 8, end: float = 352) -> str:
    """The floor, seen from the side."""
    return stroke(f"M{start} {y}H{end}", LINE, 3)


def rule(y: float) -> str:
    """A line between two parts."""
    return stroke(f"M16 {y}H344", LINE, 2)


def smaller(body: str, x: float, y: float, size: float) -> str:
    """A drawing at another size, its lines not as thin as they would become."""
    thick = re.sub(r'stroke-width="([\d.]+)"', lambda found: f'stroke-width="{number(float(found[1]) * 1.5)}"', body)
    thick = re.sub(
        r' d="([^"]+)"',
        lambda path: f' d="{re.sub(r"-?[0-9]*[.][0-9]+", lambda found: number(float(found[0]), 0), path[1])}"',
        thick,
    )
    return f'<g transform="translate({number(x)} {number(y)}) scale({number(size)})">{thick}</g>'


def cropped(body: str, name: str, x: float, y: float, width: float, height: float) -> str:
    """A drawing in a frame; what leads out of it is cut off."""
    frame = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="10"'
    return f'<clipPath id="{name}">{frame}/></clipPath><g clip-path="url(#{name})">{body}</g>'


# What happens: each scene without words


def checking() -> str:
    """One hand shakes the shoulder, the knuckles of the other rub the breastbone: seen from above."""
    put = Put(120, 158)
    return (
        from_above(put, FAIR, RED_HAIR)
        + stroke(put.path("M0 -28L0 60"), LINE, 12)
        + grip(Put(206, 134, 1, -18), BROWN, BLUE, 240)
        + fist(Put(134, 192, 1, 12), BROWN, BLUE, 280)
        + put.arrow(-22, 30, -22, 2)
        + put.arrow(-22, 30, -22, 62)
        + arrow(196, 96, 180, 103)
        + arrow(196, 96, 214, 88)
    )


def spraying() -> str:
    """The head far back, the tip in one nostril up to the fingers, the thumb on the plunger."""
    face = Put(118, 178, 1.25, -115)
    device = Put(*face.point(40, 19), 0.9, -132, flip=True)
    return (
        floor(242)
        + hand_behind_spray(device, BROWN, BLUE, (66, 158), 4)
        + spray(device)
        + head(face, TAN, BLACK_HAIR, neck=limb((130, 188, 34), (215, 202, 36)))
        + solid("M178 242C170 221 172 184 200 166C235 146 300 146 372 152L372 242Z", fill=PANEL)
        + fingers_on_spray(device, BROWN)
    )


def nose_from_below(x: float, y: float, *, left: bool = True) -> str:
    """Both nostrils, and the tip in one of them, in a frame of 82 units about *x*, *y*."""
    nose, empty = Put(x, y, 0.9), Put(x, y, 0.9, flip=not left)
    start, frame = (x - 41, y - 41), f'<rect x="{x - 41}" y="{y - 41}" width="82" height="82"'
    outline = (
        "M-12 -50C-14 -26 -36 -14 -36 2C-36 16 -22 18 -14 12C-6 20 6 20 14 12C22 18 36 16 36 2C36 -14 14 -26 12 -50"
    )
    inside = (
        f'{frame} fill="{TAN}"/>'
        + stroke(nose.path(outline), ON_SKIN)
        + f'<path d="{empty.path("M8 4C10 -4 24 -6 26 2C26 8 12 10 8 4Z")}" fill="{ON_SKIN}"/>'
        + spray(Put(x - 15 if left else x + 15, y - 2, 0.78))
    )
    edge = f'{frame} rx="10" fill="none" stroke="{INK}" stroke-width="2.5"/>'
    return cropped(inside, "nose" if left else "other", *start, 82, 82) + edge


def watching() -> str:
    """The head back, the chin up by two fingers; whoever helps looks along the chest."""
    lies = Put(150, 218, 1.25)
    helps = Put(98, 168, 1.15, flip=True)
    face = Put(*lies.point(-36, -30), 0.47 * 1.25, -112)
    brow, chin, shoulder = face.point(*FOREHEAD), face.point(*CHIN), helps.point(0, -84)
    elbow = shoulder[0] - 2, shoulder[1] + 60
    return (
        floor(218)
        + kneeling(helps, BROWN, BLACK_HAIR, BLUE, gaze=-62)
        + solid(limb((shoulder[0] + 30, shoulder[1] + 44, 9), (chin[0] - 2, chin[1] - 24, 8)), fill=BROWN)
        + solid(
            limb((shoulder[0] + 6, shoulder[1], 13), (shoulder[0] + 30, shoulder[1] + 44, 11)), fill=BLUE, line=PAPER
        )
        + lying(lies, TAN, BLACK_HAIR)
        + solid(
            limb((chin[0] - 2, chin[1] - 26, 8), (chin[0] - 2, chin[1] - 14, 8)),
            limb((chin[0] + 4, chin[1] - 14, 5.5), (chin[0] + 5, chin[1] + 7, 5)),
            limb((chin[0] - 6, chin[1] - 14, 5.5), (chin[0] - 9, chin[1] + 5, 5)),
            fill=BROWN,
        )
        + solid(
            limb((*elbow, 9), (brow[0] + 2, brow[1] - 10, 7.5)),
            limb((brow[0] - 6, brow[1] - 3, 6), (brow[0] + 14, brow[1] - 6, 6.5)),
            fill=BROWN,
        )
        + solid(limb((*shoulder, 14), (*elbow, 11.5)), fill=BLUE, line=PAPER)
        + arrow(222, 146, 222, 114)
        + arrow(222, 116, 222, 148)
    )


def pushing() -> str:
    """Straight arms, the shoulders above the hands, the hands mid-chest: seen from the side."""
    hands = Put(120, 180)
    return (
        floor(222)
        + kneeling(hands, BROWN, BLACK_HAIR, BLUE)
        + lying(Put(78, 222), FAIR, RED_HAIR)
        + straight_arms(hands, BROWN, BLUE)
        + arrow(92, 128, 92, 166, RED, 5, 12)
    )


def where_to_push() -> str:
    """The heel of one hand on the breastbone, the other hand on top: seen from above."""
    put = Put(120, 158)
    return (
        from_above(put, FAIR, RED_HAIR)
        + stroke(put.path("M0 -28L0 64"), LINE, 12)
        + open_hand(Put(124, 194, 1, 16), BROWN, BLUE, 260)
        + grip(Put(122, 192, 1, -14), BROWN, BLUE, 260)
    )


def peeling() -> str:
    """Fingers pull the foil off the pack; the spray lies in it."""
    return (
        solid("M16 30L132 30L132 214L16 214Z", fill=PANEL)
        + spray(Put(74, 44, 1.3))
        + solid("M16 214L16 158L132 112L132 214Z", fill=LINE)
        + solid("M16 158L132 112C128 134 120 150 104 168C80 160 44 156 16 158Z", fill=PAPER)
        + pinch(Put(108, 160, 0.85, 18), BROWN, BLUE, 240)
        + arrow(152, 106, 158, 148)
    )


def testing() -> str:
    """A spray into the air, crossed out."""
    put = Put(264, 66, 1.05)
    return (
        hand_behind_spray(put, BROWN, BLUE, (80, 150), 3)
        + spray(put)
        + fingers_on_spray(put, BROWN)
        + stroke("M264 56L264 38M250 58L242 42M278 58L286 42", BLUE, 3)
        + stroke("M208 54L334 206M334 54L208 206", RED, 8)
    )


def pulling() -> str:
    """A patch on the skin below the shoulder; fingers pull it off by a corner."""
    put = Put(104, 146, 1.4)
    patch = Put(*put.point(66, -4), 1.4, 8)
    return (
        solid(put.limb((0, -90, 17), (0, -40, 20)), fill=TAN)
        + solid(
            put.path(
                "M-22 -50C-30 -42 -58 -44 -74 -34C-90 -26 -96 -4 -98 18L-100 160L110 160L98 18"
                "C96 -4 90 -26 74 -34C58 -44 30 -42 22 -50C12 -40 -12 -40 -22 -50Z"
            ),
            fill=TAN,
        )
        + solid(
            put.path(
                "M-44 -44L-30 -46C-28 0 28 0 30 -46L44 -44C44 -4 50 16 64 34L60 160L-60 160L-64 34"
                "C-50 16 -44 -4 -44 -44Z"
            ),
            fill=PANEL,
        )
        + solid(patch.path("M-15 -15L6 -15L15 -4L15 15L-15 15Z"), fill=DEVICE, line=ON_SKIN)
        + solid(patch.path("M6 -15L15 -4C20 -8 22 -14 20 -22C14 -24 8 -20 6 -15Z"), fill=AMBER, line=ON_SKIN)
        + pinch(Put(*patch.point(21, -20), 0.9, -28), BROWN, BLUE, 240)
        + arrow(210, 78, 232, 44)
    )


def breathing(
    ill: Put,
    helps: tuple[float, float],
    skins: tuple[str, str],
    hairs: tuple[str, str],
    cloth: str,
    ground: float,
    *,
    baby: bool = False,
) -> str:
    """Mouth over mouth: *ill* is the head of who is ill; *helps* is the size and turn of the other head."""
    size, turn = helps
    lips, nose = ill.point(*LIPS), ill.point(*NOSE)
    mouth: Point = ((lips[0] + nose[0]) / 2, (lips[1] + nose[1]) / 2) if baby else lips
    reach = at(LIPS, 0, 0, size, turn, flip=True)
    face = Put(mouth[0] - reach[0], mouth[1] - reach[1] + 5, size, turn, flip=True)
    x, y = face.point(-6, 36)
    trunk = Put(x + 34 * size, y + 26 * size, size)
    base = ground - 5 - trunk.y
    palm = Put(*ill.point(64, -34), size)
    pinch = [
        (
            limb((*palm.point(4, -50), 12 * size), (palm.x, palm.y, 13 * size)),
            limb((*palm.point(2, 4), 9 * size), (*ill.point(57, 8), 6 * size)),
        ),
        (
            limb((*palm.point(-1, 2), 12 * size), (*palm.point(2, 4), 12 * size)),
            limb((*palm.point(1, 5), 9 * size), (*ill.point(45, 11), 6.5 * size)),
        ),
    ]
    chin = Put(*ill.point(*CHIN), size)
    elbow = chin.point(104, 52)
    arm = (
        solid(limb((*trunk.point(34, 2), 25 * size), (*elbow, 19 * size)), fill=cloth, line=PAPER)
        + solid(
            chin.limb((60, 27, 10), (24, 13, 12)),
            chin.limb((24, 9, 8), (-3, 4, 6)),
            chin.limb((26, 18, 8), (4, 17, 6)),
            fill=skins[1],
        )
        + solid(limb((*elbow, 17 * size), (*chin.point(50, 22), 13 * size)), fill=cloth, line=PAPER)
    )
    body = Put(ill.x + 68 * ill.size, ground - 3, ill.size)
    grown = "M0 0C-8 -20 -8 -50 20 -66C50 -84 120 -84 500 -76L500 0Z"
    return (
        solid(
            trunk.path(
                f"M-26 10C-30 -24 0 -42 40 -30C110 -6 170 40 190 {number(base / size)}L0 {number(base / size)}Z"
            ),
            fill=cloth,
            line=PAPER,
        )
        + ("" if baby else solid(*pinch[0], fill=skins[1]))
        + head(
            face,
            skins[1],
            hairs[1],
            awake=True,
            neck=limb((*face.point(-8, 28), 26 * size), (*trunk.point(6, 4), 30 * size)),
        )
        + (arm if baby else "")
        + head(
            ill,
            skins[0],
            hairs[0],
            neck=limb(
                (*ill.point(-6, 40), 24 * ill.size), (ill.x + 90 * ill.size, ill.y + 14 * ill.size, 27 * ill.size)
            ),
        )
        + (
            solid(body.limb((100, -30, 22), (150, -52, 16)), body.limb((150, -52, 16), (176, -20, 13)), fill=PANEL)
            + solid(body.limb((28, -34, 34), (100, -34, 34)), fill=PANEL)
            if baby
            else solid(body.path(grown), fill=PANEL) + solid(*pinch[1], fill=skins[1]) + arm
        )
    )


def on_the_side(put: Put, skin: str, hair: str, cloth: str = PANEL, *, pregnant: bool = False) -> str:
    """On the left side, seen from above: the head to the right, the front of the body toward us."""
    belly = "C160 138 166 170 202 170C234 170 236 140 262 130" if pregnant else "C180 138 230 138 262 130"
    return (
        solid(put.limb((262, 120, 9), (270, 160, 7.5), (304, 184, 6.5), (316, 184, 6.5)), fill=skin)
        + solid(put.limb((244, 152, 8), (292, 134, 7), (322, 118, 8)), fill=skin)
        + solid(put.limb((152, 108, 22), (88, 120, 14), (34, 122, 9)), fill=PAPER)
        + solid(put.limb((26, 120, 7.5), (24, 140, 6)), fill=INK)
        + head(
            Put(*put.point(312, 94), 0.5 * put.size, put.turn + 58),
            skin,
            hair,
            neck=put.limb((296, 104, 13), (262, 102, 14)),
        )
        + solid(
            put.path(f"M262 76C240 66 190 72 150 78C126 82 120 128 146 134{belly}C282 124 282 84 262 76Z"), fill=cloth
        )
        + solid(put.limb((150, 100, 22), (166, 162, 15), (108, 178, 10)), fill=PAPER)
        + solid(put.limb((102, 174, 7.5), (94, 192, 6)), fill=INK)
        + solid(put.limb((252, 98, 13), (240, 150, 10.5)), fill=cloth)
    )


def rug(x: float, y: float, width: float, height: float) -> str:
    """The floor, seen from above."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="16" fill="{LINE}"/>'


# The drawings: a scene and its words


def sheet(height: float, body: str, say: Say, printed: float = PRINTED) -> str:
    """The whole file, *printed* millimetres wide."""
    told = say["words"].replace("|", "\n\n")
    high = number(height * printed / WIDTH)
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {number(height)}" width="{printed}mm" height="{high}mm" \
font-family="'Atkinson Hyperlegible', system-ui, sans-serif" font-size="19">
<title>{say["title"]}</title>
<desc>{told}</desc>
<style>{DARK}</style>
<rect width="{WIDTH}" height="{number(height)}" rx="14" fill="{PAPER}"/>
<g stroke-linecap="round" stroke-linejoin="round" paint-order="stroke">
{body.replace("><", ">" + chr(10) + "<")}
</g>
</svg>
"""


def check(say: Say) -> str:
    """Check: shake, rub."""
    band = f'<rect y="252" width="360" height="68" fill="{PAPER}"/>'
    return sheet(316, checking() + text(180, 32, say["shake"]) + band + text(180, 280, say["rub"], middle=True), say)


def peel(say: Say) -> str:
    """Peel the pack; do not test it."""
    art = cropped(peeling(), "peel", 0, 0, 188, 226) + cropped(testing(), "test", 192, 0, 168, 226)
    return sheet(
        302,
        art
        + stroke("M190 16V262", LINE, 2)
        + text(92, 254, say["peel"], middle=True)
        + text(276, 254, say["test"], middle=True)
        + text(180, 292, say["one"], middle=True),
        say,
    )


def spray_one_nostril(say: Say) -> str:
    """Naloxone in one nostril."""
    art = f'<g transform="translate(0 22)">{spraying()}{nose_from_below(298, 197)}'
    art += stroke("M36 116C14 142 14 186 34 212M38 196L35 213L20 206", INK, 4) + "</g>"
    return sheet(
        312,
        art
        + text(14, 34, say["back"])
        + text(238, 22 if "|" in say["push"] else 32, say["push"])
        + arrow(232, 40, 218, 56, INK, 4)
        + text(14, 302, say["tip"]),
        say,
    )


def watch_the_chest(say: Say) -> str:
    """Watch the chest, then choose."""
    rows = ""
    for line, (ask, act) in enumerate((("none", "cpr"), ("slow", "breathe"), ("unsure", "cpr"))):
        y = 236 + line * 66
        ground, ink = (INK, PAPER) if act == "cpr" else (PAPER, INK)
        rows += (
            f'<rect x="52" y="{y}" width="298" height="60" rx="10" fill="{ground}" stroke="{INK}" stroke-width="2.5"/>'
            + text(66, y + 25, say[ask], bold=False, fill=ink)
            + text(66, y + 49, say[act], 21, fill=ink)
            + arrow(24, y + 30, 46, y + 30)
        )
    return sheet(438, watching() + text(196, 34, say["watch"]) + stroke("M24 228L24 398", INK, 4) + rows, say)


def push_here(say: Say) -> str:
    """How and where to push."""
    where = f'<g transform="translate(0 246)">{cropped(where_to_push(), "where", 0, 8, 360, 246)}</g>'
    return sheet(
        560,
        pushing()
        + text(196, 32, say["how"])
        + rule(240)
        + where
        + text(178, 276, say["where"])
        + text(180, 524, say["deep"], middle=True),
        say,
    )


def breaths(say: Say) -> str:
    """Breaths for a grown-up."""
    grown = breathing(Put(100, 186, 1, -112), (1, -58), (TAN, BROWN), (BROWN_HAIR, BLACK_HAIR), BLUE, 240)
    return sheet(
        310,
        floor(240)
        + grown
        + text(204, 24 if say["head"].count("|") > 1 else 34, say["head"])
        + text(14, 270, say["grown"])
        + text(14, 295, say["pace"], bold=False),
        say,
    )


def child_and_baby(say: Say) -> str:
    """Breaths for a child, and for a baby."""
    child = breathing(Put(60, 136, 0.6, -108), (0.8, -58), (BROWN, TAN), (BLACK_HAIR, GRAY_HAIR), GREEN, 172)
    baby = breathing(Put(234, 144, 0.45, -96), (0.8, -66), (TAN, BROWN), (BROWN_HAIR, BLACK_HAIR), BLUE, 172, baby=True)
    return sheet(
        326,
        cropped(floor(172, 0, 178) + child, "child", 0, 8, 178, 165)
        + cropped(floor(172, 182, 360) + baby, "baby", 182, 8, 178, 165)
        + stroke("M180 18V314", LINE, 2)
        + text(10, 202, say["child"])
        + text(190, 202, say["baby"]),
        say,
    )


def side(say: Say) -> str:
    """On the side, also late in pregnancy."""
    hands = grip(Put(124, 92, 0.8, -84), FAIR, GREEN, 200) + grip(Put(246, 76, 0.8, -84), FAIR, GREEN, 200)
    late = rug(8, 56, 344, 176) + on_the_side(Put(2, 38, 1, -6), FAIR, BROWN_HAIR, pregnant=True)
    return sheet(
        470,
        rug(8, 56, 344, 176)
        + on_the_side(Put(2, 38, 1, -6), BROWN, BLACK_HAIR)
        + hands
        + text(14, 260, say["how"])
        + rule(318)
        + smaller(late, 144, 318, 0.58)
        + text(14, 356, say["late"]),
        say,
    )


def patch_off(say: Say) -> str:
    """A pain patch comes off."""
    return sheet(290, cropped(pulling(), "skin", 0, 0, 360, 242) + text(180, 274, say["pull"], middle=True), say)


# The seven steps


def phoning(number_to_call: str) -> str:
    """A phone that calls aloud."""
    return (
        f'<rect x="36" y="4" width="46" height="80" rx="9" fill="{PANEL}" stroke="{INK}" stroke-width="2.5"/>'
        + stroke("M52 14H66", INK, 2.5)
        + text(59, 54, number_to_call, 19, fill=RED, middle=True)
        + stroke("M96 28Q108 44 96 60M108 20Q124 44 108 68M22 28Q10 44 22 60", RED, 3)
    )


def again() -> str:
    """The tip in the other nostril, and a clock."""
    return (
        nose_from_below(44, 44, left=False)
        + f'<circle cx="106" cy="30" r="18" fill="{PAPER}" stroke="{INK}" stroke-width="2.5"/>'
        + stroke("M106 18V30L114 36", INK, 3)
    )


def staying() -> str:
    """Whoever helps kneels behind the one on the side, a hand on the shoulder."""
    helps = Put(246, 88, 0.9)
    return (
        kneeling(helps, FAIR, GRAY_HAIR, GREEN)
        + rug(8, 56, 344, 176)
        + solid(helps.limb((60, -8, 26), (84, -10, 24)), fill=GREEN, line=PAPER)
        + on_the_side(Put(2, 38, 1, -6), BROWN, BLACK_HAIR)
        + solid(helps.limb((0, -52, 8), (-2, 4, 7)), helps.limb((-4, 6, 7), (-12, 12, 6)), fill=FAIR)
        + solid(helps.limb((0, -84, 12), (0, -46, 10)), fill=GREEN, line=PAPER)
    )


def icons(say: Say) -> dict[str, tuple[str, float]]:
    """A small drawing, and how high it is, for each step and each line of the choice."""
    breath = breathing(Put(100, 186, 1, -112), (1, -58), (TAN, BROWN), (BROWN_HAIR, BLACK_HAIR), BLUE, 240)
    rest = rug(8, 56, 344, 176) + on_the_side(Put(2, 38, 1, -6), BROWN, BLACK_HAIR)
    return {
        "1": (smaller(cropped(checking(), "i1", 14, 4, 300, 240), -4, 0, 0.4), 97),
        "2": (phoning(say["call"]), 88),
        "3": (smaller(cropped(spraying(), "i3", 30, 14, 314, 232), -11, -4, 0.37), 86),
        "4": (smaller(cropped(watching(), "i4", 0, 0, 330, 224), 0, 0, 0.36), 80),
        "4a": (smaller(pushing(), 0, -10, 0.34), 68),
        "4b": (smaller(cropped(breath, "i4b", 24, 12, 320, 232), -8, -4, 0.35), 82),
        "5": (again(), 88),
        "6": (smaller(rest, -2, -16, 0.34), 64),
        "7": (smaller(staying(), -2, 24, 0.34), 104),
    }


def with_headlines(say: Say, *after: str) -> Say:
    """The words of a drawing, its description with all headlines."""
    steps = [words if len(step) > 1 else f"{step}. {words}" for step, words in HEADLINES[say["language"]].items()]
    return {**say, "words": "|".join((say["words"], *steps, *after))}


def overdose_steps(say: Say) -> str:
    """All headlines, each beside a small drawing."""
    drawn, out, y = icons(say), "", 62.0
    for step, words in HEADLINES[say["language"]].items():
        art, high = drawn.get(step, ("", 0.0))
        choice = len(step) > 1
        ask, _, act = words.partition("? ") if choice else (words, "", "")
        lines = lines_of(f"{ask}?" if choice else ask, 180, 18, bold=not choice)
        acts = lines_of(act, 180, 20, bold=True)
        tall = max(high, 22 * len(lines) + 24 * len(acts) + 8)
        if not choice and y > 62:
            out += rule(y - 2)
            y += 10
        if art:
            # a drawing by itself, which the poster takes out
            box = f'x="10" y="{number(y + (tall - high) / 2)}" width="140" height="{high}" viewBox="0 0 140 {high}"'
            out += f'<svg id="step-{step}" {box}>{art}</svg>'
        if choice:
            out += stroke(f"M164 {number(y)}V{number(y + tall)}", AMBER, 4)
        else:
            out += f'<circle cx="150" cy="{number(y + 15)}" r="15" fill="{RED}"/>'
            out += text(150, y + 22, step, 20, fill=PAPER, middle=True)
        out += text(174, y + 21, "|".join(lines), 18, bold=not choice)
        out += text(174, y + 22 + 22 * len(lines), "|".join(acts), 20) if choice else ""
        y += tall + 12
    band = f'<path d="M0 46L0 14Q0 0 14 0L346 0Q360 0 360 14L360 46Z" fill="{RED}"/>'
    return sheet(y, band + text(180, 32, say["head"], 24, fill=PAPER, middle=True) + out, with_headlines(say))


def wallet_card(say: Say) -> str:
    """A strip of four sides to cut out and fold, each as large as a bank card."""
    side, printed, head = 226, 86, HEADLINES[say["language"]]
    out = (
        f'<rect x="3" y="3" width="354" height="{4 * side}" rx="10" fill="none" stroke="{QUIET}" stroke-width="2" '
        'stroke-dasharray="7 6"/>'
    )
    for row, steps in enumerate((("1", "2", "3"), ("4", "4a", "4b", "4c"), ("5", "6", "7"))):
        y = row * side + 32.0
        if row == 0:
            out += text(18, y, say["head"], 22, fill=RED)
            y += 31
        for step in steps:
            lines = lines_of(head[step], 288, 18, bold=row == 1)
            out += "" if len(step) > 1 else text(18, y, step, 18, fill=RED)
            out += text(40, y, "|".join(lines), 18, bold=row == 1)
            y += 22 * len(lines) + 8
        out += stroke(f"M3 {3 + (row + 1) * side}H357", LINE, 2)
    y = 3 * side + 36.0
    for line in say["fields"].split("|"):
        out += text(18, y, line, 18, bold=False)
        out += stroke(f"M184 {number(y + 5)}H340", QUIET, 2) if line.endswith(":") else ""
        y += 35
    return sheet(4 * side + 6, out, with_headlines(say, say["last"]), printed)


DRAWINGS: dict[str, Callable[[Say], str]] = {
    "check": check,
    "spray-one-nostril": spray_one_nostril,
    "watch-the-chest": watch_the_chest,
    "push-here": push_here,
    "breaths": breaths,
    "child-and-baby": child_and_baby,
    "on-the-side": side,
    "peel-dont-test": peel,
    "patch-off": patch_off,
    "overdose-steps": overdose_steps,
    "wallet-card": wallet_card,
}


def all_drawings() -> dict[str, str]:
    """Each file's name and what stands in it, with the number that the words have."""
    return {
        f"{name}.svg" if language == "en" else f"{name}-{language}.svg": DRAWINGS[name]({**say, "language": language})
        for language, table in WORDS.items()
        for name, say in table.items()
    }


NUMBER = re.compile(rf"\b{WORDS['en']['overdose-steps']['call']}\b")


def says_a_number(svg: str) -> bool:
    """Whether a drawing has the number to call among its words."""
    return any(NUMBER.search(words) for words in re.findall(r">[^<]+<", svg))


def for_region(folder: Path) -> dict[str, str]:
    """The drawings that say an emergency number, with that of the region in *folder*, by their files' names.

    Raises ``SystemExit`` when the region has no such number yet.
    """
    file = folder / "region.toml"
    region = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    try:
        called = region["lines"]["emergency"]["ways"][0]["number"]
    except LookupError:
        sys.exit(f"There is no number to draw yet: write '[lines.emergency]' into {file}, with a way to call.")
    return {
        name: re.sub(r">[^<]+<", lambda words: NUMBER.sub(called, words[0]), svg)
        for name, svg in all_drawings().items()
        if says_a_number(svg)
    }


def drawings() -> dict[str, str]:
    """The drawings that say no number, and are the same everywhere."""
    return {name: svg for name, svg in all_drawings().items() if not says_a_number(svg)}


if __name__ == "__main__":
    for name, svg in drawings().items():
        Path(__file__).with_name(name).write_text(svg, encoding="utf-8")
    for region in sys.argv[1:]:
        place = Path(__file__).parents[1] / "regions" / region
        found = for_region(place)
        (place / "pictures").mkdir(exist_ok=True)
        for name, svg in found.items():
            (place / "pictures" / name).write_text(svg, encoding="utf-8")
