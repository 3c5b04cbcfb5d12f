"""Draws road-of-recovery.svg from its numbers: ``python -m course.pictures.road_of_recovery``.

375 US adults who had been addicted to pain pills were asked again 42 months after they entered a
trial of buprenorphine (Weiss and others, 2015; ``weiss2015long`` in course/references.bib).
"""

from __future__ import annotations

from pathlib import Path

from porchlight.pictures import DARK

WELL_WITHOUT_MEDICINE = 31.7  # percent: no opioids in the last month, and no medicine
WELL_ON_MEDICINE = 29.4  # percent: on methadone or buprenorphine, with no symptoms
ALL = 100
COLUMNS, STEP, LEFT, TOP, LINE = 10, 31, 41, 92, 22


def place(number: int) -> tuple[int, int]:
    """Where the person *number* stands, row by row."""
    row, column = divmod(number, COLUMNS)
    return LEFT + STEP * column, TOP + LINE * row


def person(x: int, y: int, kind: str) -> str:
    """One of the hundred. Told by shape as well as colour: a star of light, a disc, a ring."""
    if kind == "free":
        star = f"M{x} {y - 7} L{x + 7} {y} L{x} {y + 7} L{x - 7} {y} Z"
        return f'<path d="{star}" fill="#F2B544" stroke="#1D2733" stroke-width="1.5"/>'
    fill = "#1F3F6B" if kind == "medicine" else "none"
    return f'<circle cx="{x}" cy="{y}" r="5" fill="{fill}" stroke="#1D2733" stroke-width="1.5"/>'


def drawing() -> str:
    """The SVG, the same from the same numbers."""
    free, medicine = round(WELL_WITHOUT_MEDICINE), round(WELL_ON_MEDICINE)
    others = ALL - free - medicine
    kinds = ["other"] * others + ["medicine"] * medicine + ["free"] * free
    people = "\n".join(person(*place(number), kind) for number, kind in enumerate(kinds))
    legend = [
        ("free", f"{free} well, with no medicine"),
        ("medicine", f"{medicine} well, on medicine"),
        ("other", f"{others} not well at that time"),
    ]
    lines = "\n".join(
        f'{person(34, 322 + 30 * number, kind)}\n<text x="52" y="{328 + 30 * number}" fill="#1D2733">{words}</text>'
        for number, (kind, words) in enumerate(legend)
    )
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 430" width="100mm" height="119.4mm" \
font-family="'Atkinson Hyperlegible', system-ui, sans-serif" font-size="18">
<title>Of 100 people, {free + medicine} were well three and a half years after they began treatment</title>
<desc>A field of ten rows with 100 people. They are US adults who had been addicted to pain pills.

{free} are drawn as small lights: well, with no medicine. {medicine} are drawn as full dots: well, on methadone or \
buprenorphine. Together that is {free + medicine} of 100. {others} are drawn as empty rings: not well at that time.

Nobody's place is fixed. The study asked once, and people go on.</desc>
<style>{DARK}</style>
<rect width="360" height="430" rx="14" fill="#FBF7EF"/>
<text x="20" y="36" font-size="20" font-weight="bold" fill="#1D2733">3½ years after the start</text>
<text x="20" y="61" fill="#1D2733">of treatment: 100 people</text>
{people}
{lines}
<text x="20" y="414" font-size="17" fill="#46525F">They were asked once. People go on.</text>
</svg>
"""


if __name__ == "__main__":
    Path(__file__).with_suffix(".svg").with_stem("road-of-recovery").write_text(drawing(), encoding="utf-8")
