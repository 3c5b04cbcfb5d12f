"""Colours, fonts, the lamp and the measures of slides, as ``theme/tokens.toml`` says: once for all editions.

Python reads them here. Files that cannot read, styles and Typst, hold them between two marks; ``write`` puts them
there (``python -m porchlight tokens``).
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

THEME = Path(__file__).parent / "theme"
TOKENS = tomllib.loads((THEME / "tokens.toml").read_text(encoding="utf-8"))
LIGHT: dict[str, str] = {name: light for name, (light, _) in TOKENS["colours"].items()}
DARK: dict[str, str] = {name: dark for name, (_, dark) in TOKENS["colours"].items()}
MARKED = re.compile(r"(?<=tokens: )(.*?\n).*?(?=\n\S* end of tokens)", re.DOTALL)


def css() -> str:
    """The custom properties of the web's style, by day and in the dark."""

    def properties(mode: int) -> str:
        colours = {name: pair[mode] for name, pair in TOKENS["colours"].items() if mode == 0 or pair[0] != pair[1]}
        letters = {f"on-{name}": pair[mode] for name, pair in TOKENS["words-on"].items()}
        return " ".join(f"--{name}: {colour};" for name, colour in (colours | letters).items())

    fonts = " ".join(f"--{name}: {TOKENS['fonts'][name]};" for name in ("book", "sans"))
    dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {properties(1)} }} }}"
    return f":root {{ {properties(0)} {fonts} }}\n{dark}"


def lamp(ink: str, width: str, quote: str = '"') -> str:
    """The paths of the lamp: its glass, and the frame in *ink*."""
    glass, frame = TOKENS["lamp"]["glass"], TOKENS["lamp"]["frame"]
    text = (
        f'<path d="{glass}" fill="{LIGHT["amber"]}"/><path id="l" d="{frame}" fill="none" stroke="{ink}" '
        f'stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round"/>'
    )
    return text.replace('"', quote)


def lamp_file() -> str:
    """The lamp as the web's small picture, on a ground of its own."""
    night = f"@media(prefers-color-scheme:dark){{rect{{fill:{DARK['paper']}}}#l{{stroke:{DARK['ink']}}}}}"
    ground = f'<rect width="24" height="24" rx="5" fill="{LIGHT["paper"]}"/>'
    frame = lamp(LIGHT["ink"], "1.6")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><style>{night}</style>{ground}{frame}</svg>\n'


def typst_sheets() -> str:
    """What the Typst of sheets shares: the face of titles, and the lamp in black."""
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='5 1 14 25'>" + lamp("black", ".9", "'") + "</svg>"
    return f'#let book = "{TOKENS["fonts"]["slides"]}"\n#let lamp-drawing = "{svg}"'


def typst_slides() -> str:
    """What the slides' Typst shares with the other editions."""
    colours = {
        "ink": LIGHT["ink"],
        "ground": LIGHT["paper"],
        "quiet": LIGHT["quiet"],
        "amber": LIGHT["amber"],
        "rule": LIGHT["line"],
        "night": DARK["paper"],
        "cream": DARK["ink"],
    }
    lines = [f'#let {name} = rgb("{colour}")' for name, colour in colours.items()]
    lines.append(f'#let book = "{TOKENS["fonts"]["slides"]}"')
    slide = TOKENS["slide"]
    lines.append(f"#let wall = (width: {slide['width']}pt, height: {slide['height']}pt)")
    return "\n".join(lines)


def generated() -> dict[Path, str]:
    """What each file that holds tokens must be."""
    parts = {"web/static/porchlight.css": css(), "handout.typ": typst_sheets(), "slides.typ": typst_slides()}
    texts = {THEME / "web/static/lamp.svg": lamp_file()}
    for name, part in parts.items():
        path = THEME / name
        old = path.read_text(encoding="utf-8")
        texts[path] = MARKED.sub(lambda found, part=part: found[1] + part, old)  # type: ignore[misc]
    return texts


def write() -> list[Path]:
    """Write the files that differ; returns them."""
    changed = [path for path, text in generated().items() if path.read_text(encoding="utf-8") != text]
    for path in changed:
        path.write_text(generated()[path], encoding="utf-8")
    return changed
