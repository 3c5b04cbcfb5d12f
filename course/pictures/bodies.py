"""Shapes that the rescue drawings share: limbs, heads, hands, a spray, and how they are set down.

Everything is computed to plain paths, so that each edition shows the same. Whoever helps is dark,
with a light gap around each limb; whoever is ill is light, with an ink line. That holds in one colour.
"""

from __future__ import annotations

import itertools
import math
import re
from typing import TYPE_CHECKING

from porchlight.pictures import HAIR, SKIN

if TYPE_CHECKING:
    from collections.abc import Iterable

INK, PAPER, PANEL, LINE = "#1D2733", "#FBF7EF", "#F3ECDD", "#CFC4AE"
BLUE, GREEN, AMBER, RED, QUIET = "#1F3F6B", "#285E45", "#F2B544", "#9B2C1F", "#46525F"
FAIR, TAN, BROWN, DEEP = SKIN
BLACK_HAIR, BROWN_HAIR, RED_HAIR, GRAY_HAIR = HAIR
ON_SKIN, DEVICE = "#121A24", "#ECE6DA"  # lines on skin and a spray stay as they are in the dark
FINE = 0.8  # shapes below this size need tenths of a unit
WIDE = 2.5  # a line, in units of a drawing 360 wide

Point = tuple[float, float]


def number(value: float, digits: int = 1) -> str:
    """A coordinate, as short as can be."""
    said = f"{value:.{digits}f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".").replace("-0.", "-.")
    return "0" if said == "-0" else said.removeprefix("0") if said.startswith("0.") else said


def place(d: str, x: float, y: float, size: float = 1, turn: float = 0, *, flip: bool = False) -> str:
    """The path *d* (M, L, C, Q and Z, absolute) turned by *turn* degrees about 0 0 and moved to *x*, *y*.

    ``flip`` mirrors it, left to right, before it is turned.
    """
    cos, sin = size * math.cos(math.radians(turn)), size * math.sin(math.radians(turn))
    digits = int(size < FINE)
    out = []
    for part in re.findall(r"[MLCQZ]|-?[\d.]+ *,? *-?[\d.]+", d):
        if part.isalpha():
            out.append(part)
            continue
        a, b = (float(value) for value in re.findall(r"-?[\d.]+", part))
        a = -a if flip else a
        out.append(f"{number(x + a * cos - b * sin, digits)} {number(y + a * sin + b * cos, digits)}")
    return re.sub(r"(?<=[MLCQ]) | (?=[MLCQZ])", "", " ".join(out))


def at(point: Point, x: float, y: float, size: float = 1, turn: float = 0, *, flip: bool = False) -> Point:
    """Where *point* of a shape lies when the shape is placed in the same way."""
    cos, sin = size * math.cos(math.radians(turn)), size * math.sin(math.radians(turn))
    a, b = (-point[0] if flip else point[0]), point[1]
    return x + a * cos - b * sin, y + a * sin + b * cos


def limb(*joints: tuple[float, float, float]) -> str:
    """A limb through *joints*, each x, y and half the limb's width there."""
    d: list[str] = []
    digits = int(min(r for _, _, r in joints) < FINE * 12)
    for (x, y, r), (u, v, s) in itertools.pairwise(joints):
        lean = math.atan2(v - y, u - x)
        spread = math.acos(max(-1, min(1, (r - s) / math.hypot(u - x, v - y))))
        corners = ((x, y, r, -1), (u, v, s, -1), (u, v, s, 1), (x, y, r, 1))
        places = [(p, q, w, lean + side * spread) for p, q, w, side in corners]
        a, b, c, e = (
            f"{number(p + w * math.cos(way), digits)} {number(q + w * math.sin(way), digits)}"
            for p, q, w, way in places
        )
        near, far = (f"{number(w)} {number(w)} 0 {int(big)} 1" for w, big in ((r, r > s), (s, s > r)))
        d.append(f"M{a}L{b}A{far} {c}L{e}A{near} {a}Z")
    return "".join(d)


def _clockwise(d: str) -> bool:
    flat = [float(value) for value in re.findall(r"-?[\d.]+", re.sub(r"A\S+ \S+ 0 \d \d ", "L", d))]
    points = list(zip(flat[::2], flat[1::2], strict=True))
    return sum(x * v - u * y for (x, y), (u, v) in zip(points, points[1:] + points[:1], strict=True)) > 0


def solid(*shapes: str, fill: str, line: str = INK, width: float = WIDE) -> str:
    """Shapes as one: a line around all of them together, none where they overlap (a sheet paints lines first)."""
    whole, edge = "".join(shapes), f'stroke="{line}" stroke-width="{number(2 * width)}"'
    if len({_clockwise(shape.split("Z")[0]) for shape in shapes}) == 1:
        return f'<path d="{whole}" fill="{fill}" {edge}/>'
    parts = "".join(f'<path d="{shape}"/>' for shape in shapes)  # as one they would have a hole
    return f'<path d="{whole}" fill="{line}" {edge}/><g fill="{fill}">{parts}</g>'


def stroke(d: str, colour: str = INK, width: float = WIDE) -> str:
    """A line."""
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{number(width)}"/>'


def arrow(x: float, y: float, u: float, v: float, colour: str = INK, width: float = 4, head: float = 10) -> str:
    """A straight arrow from *x*, *y* to *u*, *v*: this moves, and this way."""
    lean = math.atan2(v - y, u - x)
    tips = [(u - head * math.cos(lean + side), v - head * math.sin(lean + side)) for side in (0.62, -0.62)]
    a, b = (f"{number(s)} {number(t)}" for s, t in tips)
    end = f"{number(u)} {number(v)}"
    return stroke(f"M{number(x)} {number(y)}L{end}M{a}L{end}L{b}", colour, width)


class Put:
    """A place for shapes: where, how large, how turned, mirrored or not."""

    def __init__(self, x: float, y: float, size: float = 1, turn: float = 0, *, flip: bool = False) -> None:
        self.x, self.y, self.size, self.turn, self.flip = x, y, size, turn, flip

    def path(self, d: str) -> str:
        """A path, placed."""
        return place(d, self.x, self.y, self.size, self.turn, flip=self.flip)

    def point(self, x: float, y: float) -> Point:
        """A point, placed."""
        return at((x, y), self.x, self.y, self.size, self.turn, flip=self.flip)

    def limb(self, *joints: tuple[float, float, float]) -> str:
        """A limb, placed."""
        return limb(*((*self.point(x, y), r * self.size) for x, y, r in joints))

    def arrow(self, x: float, y: float, u: float, v: float, colour: str = INK, width: float = 4) -> str:
        """An arrow, placed."""
        return arrow(*self.point(x, y), *self.point(u, v), colour, width)


# A head in profile, facing right, 106 from crown to chin, about the middle of the skull.
FACE = (
    "M-30 34C-42 22 -47 4 -46 -12C-44 -40 -18 -53 4 -53C26 -53 40 -40 41 -20C41 -14 39 -11 41 -6"
    "C44 2 49 9 53 14C55 18 52 21 45 21C44 24 45 26 47 29C48 31 46 33 43 34C47 36 47 39 43 41"
    "C43 43 45 45 44 48C42 54 36 56 30 55C22 54 14 51 8 47L-8 52Z"
)
HAIRCUT = (
    "M-30 34C-42 22 -47 4 -46 -12C-44 -40 -18 -53 4 -53C24 -53 37 -43 40 -28C30 -30 18 -30 10 -24"
    "C4 -18 4 -8 0 0C-4 8 -10 10 -14 18C-18 26 -22 32 -30 34Z"
)
EAR = "M-10 4C-12 -6 1 -8 3 0C4 6 -1 8 -2 14C-4 19 -9 15 -10 4"
SHUT, OPEN, BROW, MOUTH = "M24 0Q30 4 36 0", "M31 -4L32 1", "M24 -12Q31 -16 37 -12", "M44 35L36 36"
LIPS, NOSE, CHIN, FOREHEAD = (46, 34), (46, 21), (36, 56), (41, -22)


def head(put: Put, skin: str, hair: str, *, awake: bool = False, neck: str = "", line: str = INK) -> str:
    """A head in profile, with *neck*, a limb, as one with it."""
    fine = max(1.5, min(WIDE, 2.5 * put.size))
    marks = "".join(put.path(mark) for mark in (BROW, OPEN if awake else SHUT, MOUTH))
    return (
        solid(*([neck] if neck else []), put.path(FACE), fill=skin, line=line)
        + f'<path d="{put.path(HAIRCUT)}" fill="{hair}"/>'
        + f'<path d="{put.path(EAR)}" fill="{skin}" stroke="{ON_SKIN}" stroke-width="{number(fine * 0.8)}"/>'
        + stroke(marks, ON_SKIN, fine)
    )


def lying(put: Put, skin: str = TAN, hair: str = BLACK_HAIR, back: float = -112) -> str:
    """Someone on the back, seen from the side; 0 0 is the floor below the shoulder, *back* the head's turn."""
    return (
        head(Put(*put.point(-36, -30), 0.47 * put.size, back), skin, hair, neck=put.limb((-32, -20, 9), (2, -20, 11)))
        + solid(put.limb((132, -15, 15), (196, -13, 10.5), (256, -11, 7.5)), fill=PAPER)
        + solid(put.limb((262, -8, 6.5), (266, -24, 5)), fill=INK)
        + solid(
            put.path(
                "M-4 -2C-12 -10 -10 -30 4 -36C26 -45 48 -44 66 -40C90 -36 116 -36 140 -31"
                "C150 -28 150 -4 140 -1C100 0 30 0 -4 -2Z"
            ),
            fill=PANEL,
        )
        + solid(put.limb((60, -11, 7.5), (108, -8, 5.5), (122, -6, 6)), fill=skin)
        + solid(put.limb((8, -17, 11), (58, -12, 9)), fill=PANEL)
    )


def spray(put: Put) -> str:
    """A nose spray, its tip at 0 0 and upward, its plunger down."""
    parts = (
        "M-4 2C-4 -2 4 -2 4 2L8 40L-8 40Z",
        "M-8 86L8 86L8 112L-8 112Z",
        "M-14 112L14 112L14 118L-14 118Z",
        "M-13 46L13 46L13 88L-13 88Z",
        "M-27 39L27 39L27 47L-27 47Z",
    )
    return "".join(solid(put.path(part), fill=DEVICE, line=ON_SKIN) for part in parts)


def hand_behind_spray(put: Put, skin: str, cloth: str, wrist: Point, reach: float = 2.4) -> str:
    """The parts of a hand that stand behind the spray, and its arm by way of the *wrist*."""
    x, y = wrist
    cuff, far = ((40 + k * (x - 40), 104 + k * (y - 104)) for k in (0.87, reach))
    return solid(
        put.limb((40, 104, 18), (x, y, 15)),
        put.limb((-6, 86, 22), (38, 104, 20)),
        put.limb((-22, 86, 10), (-19, 36, 9)),
        put.limb((24, 84, 11), (20, 36, 9)),
        fill=skin,
    ) + solid(put.limb((*cuff, 19), (*far, 26)), fill=cloth, line=PAPER)


def fingers_on_spray(put: Put, skin: str) -> str:
    """The thumb on the plunger, two fingertips beside the tip."""
    return (
        solid(put.limb((42, 112, 12), (30, 132, 11), (2, 128, 10)), fill=skin)
        + f'<path d="{put.limb((40, 107, 12), (40, 114, 11))}" fill="{skin}"/>'
        + solid(put.limb((-20, 36, 9), (-14, 34, 8)), fill=skin)
        + solid(put.limb((21, 36, 9), (15, 34, 8)), fill=skin)
    )


def kneeling(put: Put, skin: str, hair: str, cloth: str, *, gaze: float = -48) -> str:
    """Someone on the knees who leans over 0 0, without the arms; *gaze* is the turn of the head. Faces left."""
    return (
        solid(put.limb((70, -30, 17), (60, 30, 13)), fill=INK, line=PAPER)
        + solid(
            put.path(
                "M-14 -92C-18 -76 -10 -66 4 -62C24 -52 44 -34 52 -18C62 -6 88 -10 90 -28"
                "C90 -52 60 -88 26 -100C10 -106 -10 -104 -14 -92Z"
            ),
            fill=cloth,
            line=PAPER,
        )
        + head(
            Put(*put.point(-26, -114), 0.47 * put.size, -gaze if put.flip else gaze, flip=not put.flip),
            skin,
            hair,
            awake=True,
            neck=put.limb((-14, -104, 10), (4, -92, 11)),
        )
    )


def straight_arms(put: Put, skin: str, cloth: str) -> str:
    """Two straight arms from the shoulders of ``kneeling`` down to 0 0, one hand on the other."""
    return (
        solid(put.limb((9, -50, 7), (6, -10, 6)), fill=skin)
        + solid(put.limb((10, -80, 11), (9, -48, 9.5)), fill=cloth, line=PAPER)
        + solid(put.limb((-16, -3, 4), (6, -5, 6)), fill=skin)
        + solid(put.limb((-12, -10, 4.5), (4, -11, 6)), put.limb((0, -52, 7.5), (2, -10, 6.5)), fill=skin)
        + solid(put.limb((0, -82, 11.5), (0, -48, 10)), fill=cloth, line=PAPER)
    )


def from_above(put: Put, skin: str, hair: str, cloth: str = PANEL) -> str:
    """Someone on the back, seen from above, as far as the waist; 0 0 is mid-chest, the head is up."""
    sides = [(side, put.limb((side * 78, -6, 14), (side * 84, 60, 14), (side * 88, 130, 12))) for side in (-1, 1)]
    return (
        "".join(solid(arm, fill=skin) for _, arm in sides)
        + solid(put.limb((0, -90, 17), (0, -40, 20)), fill=skin)
        + solid(
            put.path(
                "M-22 -50C-30 -42 -58 -44 -74 -34C-90 -26 -96 -4 -98 18L-62 24C-60 60 -58 100 -58 160"
                "L58 160C58 100 60 60 62 24L98 18C96 -4 90 -26 74 -34C58 -44 30 -42 22 -50C12 -38 -12 -38 -22 -50Z"
            ),
            fill=cloth,
        )
        + solid(put.path("M-30 -110C-32 -150 32 -150 30 -110C30 -84 18 -66 0 -66C-18 -66 -30 -84 -30 -110Z"), fill=skin)
        + solid(
            put.path("M-31 -104C-38 -158 38 -158 31 -104C27 -120 16 -127 0 -127C-16 -127 -27 -120 -31 -104Z"), fill=hair
        )
        + stroke(
            put.path("M-19 -105Q-13 -100 -7 -105M7 -105Q13 -100 19 -105M0 -98L-3 -89L2 -88M-6 -78Q0 -76 6 -78"),
            ON_SKIN,
            2,
        )
    )


def _fingers(put: Put, ends: Iterable[tuple[float, float, float, float]], root: float, tip: float) -> list[str]:
    return [put.limb((x, y, root), (u, v, tip)) for x, y, u, v in ends]


def fist(put: Put, skin: str, cloth: str, reach: float = 200) -> str:
    """A fist, its knuckles at 0 0 toward the left, the arm to the right."""
    ends = [(-4, y, -17, y * 1.06) for y in (-19, -6.5, 6.5, 19)]
    return (
        solid(
            put.limb((2, 0, 23), (36, 0, 17)),
            put.limb((36, 0, 15), (66, 0, 14)),
            *_fingers(put, ends, 9, 8.5),
            fill=skin,
        )
        + stroke(put.path("M-20 -13L-4 -12M-22 0L-4 0M-20 13L-4 12"), ON_SKIN, 2)
        + solid(put.limb((64, 0, 19), (reach, 0, 25)), fill=cloth, line=PAPER)
    )


def grip(put: Put, skin: str, cloth: str, reach: float = 200) -> str:
    """A hand that holds on, its fingers at 0 0 toward the left, the arm to the right."""
    ends = [(-2, y, -30 + abs(y) * 0.3, y * 1.3) for y in (-15, -5, 5, 15)]
    return (
        solid(
            put.limb((4, 0, 20), (36, 0, 16)),
            put.limb((36, 0, 14), (60, 0, 13)),
            *_fingers(put, ends, 8.5, 7),
            fill=skin,
        )
        + stroke(put.path("M-28 -13L-4 -9.5M-30 0L-4 0M-28 13L-4 9.5"), ON_SKIN, 2)
        + solid(put.limb((58, 0, 18), (reach, 0, 25)), fill=cloth, line=PAPER)
    )


def open_hand(put: Put, skin: str, cloth: str, reach: float = 120) -> str:
    """A flat hand, its heel at 0 0, its fingers toward the left, the arm to the right."""
    ends = [(-22, y, -58 + abs(y) * 0.7, y * 1.25) for y in (-15, -5, 5, 15)]
    return (
        solid(
            put.limb((-14, 0, 20), (4, 0, 17)), put.limb((4, 0, 15), (40, 0, 14)), *_fingers(put, ends, 7, 6), fill=skin
        )
        + stroke(put.path("M-54 -12L-24 -10M-58 0L-24 0M-54 12L-24 10"), ON_SKIN, 2)
        + solid(put.limb((38, 0, 18), (reach, 0, 22)), fill=cloth, line=PAPER)
    )


def pinch(put: Put, skin: str, cloth: str, reach: float = 160) -> str:
    """Thumb and first finger that hold something at 0 0, the arm to the right."""
    return (
        solid(put.limb((36, -12, 10), (14, -16, 8), (-2, -3, 6)), put.limb((58, -2, 17), (84, 0, 15)), fill=skin)
        + solid(put.limb((40, 12, 9), (26, 14, 9)), put.limb((46, -2, 18), (56, 0, 18)), fill=skin)
        + solid(put.limb((48, 10, 10), (18, 14, 8), (-1, 3, 6)), fill=skin)
        + f'<path d="{put.limb((50, 2, 13), (56, 2, 15))}" fill="{skin}"/>'
        + solid(put.limb((82, 0, 19), (reach, 0, 24)), fill=cloth, line=PAPER)
    )
