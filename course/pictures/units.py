"""Draws the pictures of the units from shapes: ``python -m course.pictures.units``.

One house, one evening to the next morning, each time from another place. Its lamp shines in flat steps,
behind window, door and people. Every colour is one that stays as it is in the dark.
"""

from __future__ import annotations

from pathlib import Path

from porchlight.pictures import DARK, GLOW, HAIR, SKIN

NIGHT, DUSK, SLATE, PALE, BONE = "#121A24", "#1C2733", "#3A4858", "#B9B4A8", "#ECE6DA"
SKY, LEAF, AMBER = "#9CC6F5", "#8FD3B0", "#F2B544"
GLASS, NEAR, FAR, RIM = GLOW
FAIR, TAN, BROWN, DEEP = SKIN
BLACK, CHESTNUT, RED, GRAY = HAIR
PRINTED = "80mm", "40mm"


def shape(d: str, fill: str, line: str = "", width: float = 2) -> str:
    """An area, with a line around it if it has one."""
    edge = f' stroke="{line}" stroke-width="{width}"' if line else ""
    return f'<path d="{d}" fill="{fill}"{edge}/>'


def stroke(d: str, colour: str, width: float = 2) -> str:
    """A line."""
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def disc(x: float, y: float, r: float, fill: str, line: str = "") -> str:
    """A circle."""
    edge = f' stroke="{line}" stroke-width="2"' if line else ""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"{edge}/>'


def box(x: float, y: float, wide: float, high: float, fill: str, line: str = "", r: float = 0) -> str:
    """A rectangle."""
    edge = f' stroke="{line}" stroke-width="2"' if line else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="{r:g}" fill="{fill}"{edge}/>'


def part(x: float, y: float, size: float, body: str) -> str:
    """A drawing about 0 0, set down at *x*, *y*."""
    return f'<g transform="translate({x:g} {y:g}) scale({size:g})">{body}</g>'


def stars(*places: tuple[int, int]) -> str:
    """Stars."""
    return "".join(disc(x, y, 1.6, BONE) for x, y in places)


def glow(x: float, y: float, r: float, clip: str, name: str) -> str:
    """Light in flat steps around *x*, *y*, no farther than the shape *clip*."""
    rings = "".join(disc(x, y, r * share, tone) for share, tone in ((1, RIM), (0.74, FAR), (0.48, NEAR), (0.25, GLASS)))
    return f'<clipPath id="{name}"><path d="{clip}"/></clipPath><g clip-path="url(#{name})">{rings}</g>'


def lamp(x: float, y: float, size: float = 1) -> str:
    """The porch lamp, its middle at *x*, *y*, dark on its own light."""
    return part(x, y, size, stroke("M0 -18V-9", NIGHT) + shape("M-8 -3L0 -9L8 -3V11H-8Z", AMBER, NIGHT))


def house(wall: str = DUSK, roof: str = SLATE, line: str = BONE, *, pane: str = AMBER, door: str = SLATE) -> str:
    """The house from the front, 148 wide; 0 0 is the middle of the porch floor."""
    return (
        shape("M34 -76V-98H48V-64", wall, line)
        + box(-54, -60, 108, 60, wall)
        + glow(0, -28, 50, "M-54 -60H54V0H-54Z", "wall")
        + shape("M-54 -60H54V0H-54Z", "none", line)
        + shape("M-68 -58L0 -106L68 -58Z", roof, line)
        + disc(0, -76, 7, pane, line)
        + box(-44, -40, 26, 26, pane, line, 2)
        + stroke("M-31 -40V-14M-44 -27H-18", line)
        + box(20, -40, 24, 40, door, line, 2)
        + disc(39, -19, 2, line)
        + box(-74, -58, 148, 9, roof, line, 2)
        + stroke("M-66 -49V0M66 -49V0", line)
        + box(-74, 0, 148, 8, roof, line, 2)
        + lamp(0, -31, 0.9)
    )


def arm(d: str, cloth: str, line: str = BONE, width: float = 8) -> str:
    """A limb along a line, with an edge."""
    return stroke(d, line, width + 4) + stroke(d, cloth, width)


def person(skin: str, hair: str, cloth: str, legs: str, line: str = BONE, *, back: bool = False, arms: str = "") -> str:
    """Someone who stands, 100 high; 0 0 is between the feet. *back*: seen from behind."""
    both = arms or "M-14 -68L-19 -42M14 -68L19 -42"
    head = (
        disc(0, -89, 10.5, hair, line)
        if back
        else disc(0, -89, 10.5, skin, line)
        + shape("M-10.5 -88C-13 -103 13 -103 10.5 -88C6 -95 -6 -95 -10.5 -88Z", hair)
        + stroke("M-4 -88V-87M4 -88V-87M-3 -83Q0 -82 3 -83", NIGHT, 1.6)
    )
    return (
        arm("M-6 -38V-4M6 -38V-4", legs, line, 8)
        + arm(both, cloth, line, 7)
        + shape("M-16 -70Q-16 -78 -7 -78H7Q16 -78 16 -70L14 -34H-14Z", cloth, line)
        + box(-4, -82, 8, 7, skin)
        + head
    )


def ground(d: str, fill: str) -> str:
    """A hill: the line of its top, from the left edge to the right one."""
    return shape(f"{d}V166Q360 180 346 180H14Q0 180 0 166Z", fill)


def sheet(title: str, words: str, sky: str, body: str) -> str:
    """The whole file."""
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 180" width="{PRINTED[0]}" height="{PRINTED[1]}" \
font-family="'Atkinson Hyperlegible', system-ui, sans-serif" font-size="18">
<title>{title}</title>
<desc>{words}</desc>
<style>{DARK}</style>
<clipPath id="frame"><rect width="360" height="180" rx="14"/></clipPath>
<g clip-path="url(#frame)" stroke-linecap="round" stroke-linejoin="round">
<rect width="360" height="180" fill="{sky}"/>
{body.replace("><", ">" + chr(10) + "<")}
</g>
</svg>
"""


def sunset() -> str:
    """Unit 1."""
    near = (
        shape("M-64 180V112C-64 78 -44 66 -18 62H18C44 66 64 78 64 112V180Z", SLATE, BONE, 3)
        + shape("M-20 64C-14 76 14 76 20 64L16 44H-16Z", TAN, BONE, 3)
        + shape("M-30 24C-34 -18 34 -18 30 24C30 46 16 58 0 58C-16 58 -30 46 -30 24Z", CHESTNUT, BONE, 3)
        + stroke("M-36 180C-40 150 -40 134 -34 118M36 180C40 150 40 134 34 118", BONE, 3)
    )
    return sheet(
        "A house at dusk with its porch lamp lit, and someone who looks at it",
        "A house with a porch, far across a yard. The sun has gone down behind the hill. The lamp on the porch "
        "has just been lit, and its light lies on the wall. Someone stands near us, seen from behind, and looks at "
        "the house.",
        SLATE,
        shape("M0 92H360V150H0Z", RIM)
        + shape("M0 108H360V150H0Z", FAR)
        + f'<path d="M20 122A34 34 0 0 1 88 122Z" fill="{NEAR}"/>'
        + ground("M0 124Q90 108 180 118T360 112", DUSK)
        + part(146, 122, 0.92, house())
        + shape("M132 130H158L206 180H96Z", FAR)
        + shape("M138 130H152L178 180H122Z", NEAR)
        + part(288, 28, 0.92, near),
    )


def first_aid() -> str:
    """Unit 2."""
    bag = (
        stroke("M-10 -20C-10 -30 10 -30 10 -20", BONE, 3)
        + box(-24, -20, 48, 34, LEAF, NIGHT, 6)
        + stroke("M0 -12V6M-9 -3H9", NIGHT, 5)
    )
    left = person(BROWN, BLACK, SKY, SLATE, arms="M-14 -68L-19 -42M12 -68L28 -52L42 -48")
    right = person(FAIR, GRAY, AMBER, NIGHT, arms="M14 -68L19 -42M-12 -68L-28 -54L-42 -48")
    return sheet(
        "Two people at the lit door, a first-aid bag between them",
        "Close to the house, at dusk. The lamp over the door is lit, and its light lies on the wall. Two people stand "
        "at the door. Each has a hand on a small bag with a cross, which they hold between them.",
        DUSK,
        glow(180, 36, 150, "M0 0H360V160H0Z", "wall")
        + box(140, 44, 80, 118, SLATE, BONE, 3)
        + box(154, 58, 52, 40, AMBER, BONE, 2)
        + stroke("M180 58V98", BONE)
        + disc(210, 112, 3, BONE)
        + box(-8, 158, 376, 30, SLATE, BONE)
        + lamp(180, 22, 1.5)
        + part(116, 160, 1.28, left)
        + part(244, 160, 1.28, right)
        + part(180, 108, 1, bag),
    )


def signpost() -> str:
    """Unit 3."""
    reader = part(
        302, 172, 0.98, person(DEEP, GRAY, LEAF, SLATE, back=True, arms="M-14 -68L-19 -42M14 -68L22 -44")
    ) + stroke("M324 130V172", BONE, 4)
    return sheet(
        "A large signpost where paths part; the house with its lamp behind",
        "Night falls. A signpost with two arms stands in front, large. Paths part at its foot. Someone with a cane, "
        "seen from behind, reads it. The house stands farther back, its lamp lit.",
        DUSK,
        stars((30, 24), (118, 20), (330, 30), (278, 18), (60, 52))
        + ground("M0 132Q90 116 180 126T360 122", NIGHT)
        + part(84, 128, 0.72, house())
        + stroke(
            "M84 138C100 150 150 160 196 168M0 172C70 160 140 172 200 170M360 146C300 150 250 158 200 170", PALE, 6
        )
        + box(191, 28, 14, 146, PALE, NIGHT, 3)
        + shape("M198 36H300L322 54L300 72H198Z", SKY, NIGHT, 2.5)
        + shape("M198 82H116L94 100L116 118H198Z", LEAF, NIGHT, 2.5)
        + stroke("M222 54H288M278 46L288 54L278 62", NIGHT, 4)
        + stroke("M176 100H128M138 92L128 100L138 108", NIGHT, 4)
        + reader,
    )


def kitchen() -> str:
    """Unit 4."""
    sitter = (
        shape("M-58 96V46C-58 24 -38 14 -16 10H14C38 14 54 26 54 50V96Z", SKY, NIGHT, 2.5)
        + shape("M-14 12C-8 20 8 20 14 12L12 -4H-12Z", BROWN, NIGHT, 2.5)
        + shape("M-24 -28C-26 -58 26 -58 24 -28C24 -8 12 4 0 4C-12 4 -24 -8 -24 -28Z", BROWN, NIGHT, 2.5)
        + shape("M-25 -26C-32 -68 32 -68 25 -26C20 -42 10 -46 0 -46C-10 -46 -20 -42 -25 -26Z", BLACK)
        + stroke("M-11 -24Q-8 -20 -5 -24M5 -24Q8 -20 11 -24M-6 -8Q0 -5 6 -8", NIGHT, 2.5)
    )
    return sheet(
        "Someone with a cup and a small white box in the lit kitchen window",
        "The kitchen window, close by, at night. Someone sits at the table inside, a cup at hand. A small white box "
        "with two tablets stands on the table. The moon is out.",
        NIGHT,
        stars((24, 30), (50, 92), (338, 110), (318, 34), (16, 140))
        + shape("M332 44A17 17 0 1 0 344 66A13 13 0 0 1 332 44Z", BONE)
        + box(66, 14, 228, 138, NEAR, BONE, 4)
        + disc(180, 14, 72, GLASS)
        + box(66, -4, 228, 16, NIGHT)
        + shape("M168 14H192L200 34H160Z", SLATE, NIGHT)
        + part(150, 84, 0.84, sitter)
        + box(66, 136, 228, 16, FAR, NIGHT)
        + shape("M212 122H240V136Q226 142 212 136Z", BONE, NIGHT, 2.5)
        + stroke("M240 126Q250 128 240 134", NIGHT, 2.5)
        + stroke("M220 116Q216 110 221 104M232 116Q228 110 233 104", BONE, 2.5)
        + box(256, 116, 28, 20, BONE, NIGHT, 2)
        + disc(264, 126, 3.5, SKY, NIGHT)
        + disc(276, 126, 3.5, SKY, NIGHT)
        + stroke("M66 14H294V152H66Z", BONE, 5)
        + stroke("M180 14V26", BONE, 3)
        + box(54, 152, 252, 12, SLATE, BONE, 3),
    )


def table() -> str:
    """Unit 5."""

    def seated(skin: str, hair: str, cloth: str) -> str:
        """From the side, facing right; 0 0 is the seat."""
        return (
            stroke("M-20 -58V2H14M-20 2V44M12 2V44", NIGHT, 5)
            + arm("M-2 -6H30V38H40", NIGHT, BONE, 11)
            + shape("M-16 0C-20 -30 -16 -48 -2 -52C14 -50 16 -28 14 0Z", cloth, BONE)
            + arm("M2 -40L18 -22L42 -26", cloth, BONE, 8)
            + disc(2, -66, 13, skin, BONE)
            + shape("M-11 -62C-16 -86 16 -86 14 -70C4 -74 -4 -70 -4 -58Z", hair)
        )

    behind = (
        shape("M-26 40C-28 10 -16 0 0 -2C16 0 28 10 26 40Z", LEAF, BONE)
        + disc(0, -18, 13, FAIR, BONE)
        + shape("M-13 -16C-16 -38 16 -38 13 -16C8 -26 -8 -26 -13 -16Z", RED)
        + stroke("M-5 -17V-16M5 -17V-16M-4 -11Q0 -8 4 -11", NIGHT)
    )
    return sheet(
        "Three people around a table under a lamp, late at night",
        "Inside the house, late at night. Three people of different ages sit around a table, one of them behind it. "
        "A lamp hangs above, and its light lies on the wall. The moon stands in the window.",
        DUSK,
        glow(180, 36, 140, "M0 0H360V150H0Z", "wall")
        + box(18, 24, 62, 58, NIGHT, BONE, 3)
        + shape("M56 36A13 13 0 1 0 64 54A10 10 0 0 1 56 36Z", BONE)
        + stroke("M49 24V82M18 53H80", BONE)
        + box(0, 150, 360, 30, NIGHT)
        + stroke("M180 0V18", BONE, 3)
        + shape("M164 18H196L206 40H154Z", SLATE, BONE)
        + part(180, 80, 1, behind)
        + part(84, 116, 1, seated(DEEP, GRAY, SKY))
        + f'<g transform="translate(276 116) scale(-1 1)">{seated(BROWN, BLACK, AMBER)}</g>'
        + box(122, 92, 116, 10, PALE, NIGHT, 3)
        + stroke("M134 102V160M226 102V160", PALE, 7)
        + box(150, 80, 12, 12, BONE, NIGHT, 2)
        + box(204, 80, 12, 12, BONE, NIGHT, 2),
    )


def gate() -> str:
    """Unit 6."""
    pickets = "".join(
        shape(f"M{x} 168V84L{x + 11} 70L{x + 22} 84V168Z", SLATE, BONE) for x in (-8, 22, 52, 82, 256, 286, 316, 346)
    )
    return sheet(
        "A fence in front of the house, its gate open, the lamp behind it",
        "The small hours. A fence stands close in front, tall. Its gate stands open. Through it the house can be seen, "
        "its lamp lit, and the light falls along the path to us.",
        DUSK,
        shape("M56 24A17 17 0 1 0 68 46A13 13 0 0 1 56 24Z", BONE)
        + stars((112, 20), (258, 24), (318, 48), (20, 60))
        + ground("M0 120Q90 106 180 114T360 110", NIGHT)
        + part(180, 116, 0.86, house(pane=DUSK))
        + shape("M164 124H196L236 180H124Z", FAR)
        + shape("M171 124H189L208 180H152Z", NEAR)
        + stroke("M0 100H108M252 100H360M0 146H108M252 146H360", BONE, 10)
        + stroke("M0 100H108M252 100H360M0 146H108M252 146H360", SLATE, 6)
        + pickets
        + box(106, 60, 14, 114, PALE, NIGHT, 3)
        + box(240, 60, 14, 114, PALE, NIGHT, 3)
        + shape("M240 82L216 92V188L240 172Z", SLATE, BONE)
        + stroke("M232 86V176M224 89V182M240 108L216 118M240 146L216 160", BONE, 2),
    )


def coming_back() -> str:
    """Unit 7."""
    back = (
        person(TAN, CHESTNUT, SKY, NIGHT, back=True, arms="M-14 -68L-20 -42M14 -68L20 -44")
        + box(12, -44, 24, 20, AMBER, NIGHT, 4)
        + stroke("M18 -44C18 -52 30 -52 30 -44", NIGHT, 2.5)
    )
    waiting = person(BROWN, BLACK, LEAF, SLATE, NIGHT, arms="M-14 -68L-34 -58L-40 -74M14 -68L19 -42")
    return sheet(
        "Someone with a bag comes back to the open, lit door",
        "First light. The door of the house stands wide open, and its light lies on the path. Someone stands in the "
        "door and lifts a hand. Someone else, with a bag, seen from behind, walks up the path. The lamp is still lit.",
        SLATE,
        shape("M0 96H360V140H0Z", SKY)
        + ground("M0 118Q90 104 180 112T360 106", DUSK)
        + shape("M176 0H360V160H176Z", DUSK, BONE)
        + glow(216, 34, 92, "M177 1H360V159H177Z", "wall")
        + box(252, 26, 78, 134, GLASS, BONE)
        + shape("M330 26L354 16V172L330 160Z", SLATE, BONE)
        + shape("M252 160H330L240 180H60Z", FAR)
        + shape("M262 160H318L206 180H104Z", NEAR)
        + box(176, 156, 76, 8, SLATE, BONE, 2)
        + lamp(216, 36, 1.3)
        + part(290, 160, 1.14, waiting)
        + part(112, 174, 1.3, back),
    )


def morning() -> str:
    """Unit 8."""
    sitter = (
        shape("M-24 6C-28 -24 -18 -40 0 -42C18 -40 28 -24 24 6Z", LEAF, NIGHT, 2.5)
        + arm("M-12 2L-18 22V46M12 2L18 22V46", SLATE, NIGHT, 13)
        + shape("M-30 52H-10V44H-24Q-30 46 -30 52ZM30 52H10V44H24Q30 46 30 52Z", NIGHT)
        + arm("M-20 -26L-26 -4L-6 -8M20 -26L26 -4L8 -8", LEAF, NIGHT, 8)
        + shape("M-8 -16H8V-2Q0 2 -8 -2Z", BONE, NIGHT)
        + disc(0, -58, 15, DEEP, NIGHT)
        + shape("M-15 -56C-20 -82 20 -82 15 -56C9 -68 -9 -68 -15 -56Z", GRAY)
        + stroke("M-6 -56H-5M5 -56H6M-5 -50Q0 -46 5 -50", NIGHT, 2.5)
    )
    dog = (
        stroke("M22 0Q36 -4 34 -20", NIGHT, 5)
        + shape("M-8 0V-24Q-6 -36 6 -36Q24 -28 26 0Z", PALE, NIGHT, 2.5)
        + stroke("M-2 0V-14", NIGHT)
        + shape("M-20 -38Q-22 -56 -2 -58Q14 -56 12 -42Q8 -30 -4 -32Z", PALE, NIGHT, 2.5)
        + shape("M4 -56Q16 -52 14 -36Q6 -38 2 -48Z", SLATE, NIGHT)
        + disc(-10, -46, 1.8, NIGHT)
        + disc(-19, -40, 2.6, NIGHT)
    )
    flowers = "".join(
        stroke(f"M{x} 178V{y}", NIGHT, 2.5) + disc(x, y, 6, tone, NIGHT) + disc(x, y, 2, BONE)
        for x, y, tone in ((22, 152, AMBER), (44, 160, SKY), (66, 150, AMBER), (342, 148, AMBER))
    )
    return sheet(
        "Morning: someone rests on the porch steps, a dog beside them",
        "The porch in the morning sun, close by. The door stands open. Someone sits on the steps with a cup. A dog "
        "sits beside them, and flowers stand along the path. The lamp is still lit.",
        SKY,
        disc(42, 42, 22, AMBER, NIGHT)
        + stroke("M42 8V14M42 70V76M8 42H14M70 42H76M18 18L22 22M62 62L66 66M62 22L66 18M18 66L22 62", NIGHT)
        + ground("M0 150Q90 142 180 146T360 144", LEAF)
        + box(104, 22, 216, 116, BONE, NIGHT)
        + box(88, 0, 248, 24, PALE, NIGHT)
        + box(182, 44, 60, 94, AMBER, NIGHT, 2)
        + shape("M242 44L266 52V146L242 138Z", SLATE, NIGHT)
        + box(120, 56, 44, 44, SKY, NIGHT, 2)
        + stroke("M142 56V100M120 78H164", NIGHT)
        + stroke("M96 24V140M328 24V140", NIGHT, 5)
        + disc(292, 56, 22, GLASS)
        + lamp(292, 54, 1.3)
        + box(86, 136, 252, 10, PALE, NIGHT, 2)
        + box(150, 146, 124, 12, BONE, NIGHT)
        + box(138, 158, 148, 14, BONE, NIGHT)
        + part(206, 128, 0.98, sitter)
        + part(296, 172, 1.05, dog)
        + flowers,
    )


UNITS = (sunset, first_aid, signpost, kitchen, table, gate, coming_back, morning)


def drawings() -> dict[str, str]:
    """Each file's name and what stands in it."""
    return {f"unit-{number}.svg": unit() for number, unit in enumerate(UNITS, start=1)}


if __name__ == "__main__":
    for name, svg in drawings().items():
        Path(__file__).with_name(name).write_text(svg, encoding="utf-8")
