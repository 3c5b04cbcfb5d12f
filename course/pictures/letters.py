"""How wide words are in a picture where none of the faces that it asks for is there.

A picture that a page shows as an image takes the device's own face. The widest of those in use is
DejaVu Sans (Linux, some e-readers): what has room in it has room in all.
"""

from __future__ import annotations

# hundredths of the letter's size
_BOLD = {
    31: "'", 34: "ijlí", 35: " ", 37: "/IJ\\|Í", 38: ",.’", 40: ":;", 42: "-", 44: "f", 46: "!()[]¡", 48: "t",
    49: "r", 50: "_`–", 52: '"*', 58: "?z¿", 59: "c", 60: "s", 64: "L", 65: "vxy", 66: "“”", 67: "aká",
    68: "EFTeéÉ", 69: "oó", 70: "$0123456789", 71: "hnu{}úñü", 72: "SYbdgpq", 73: "CPZ", 76: "B", 77: "AKRVXÁ",
    81: "UÚ", 82: "G", 83: "D", 84: "#+<=>HN^~Ñ×", 85: "OQÓ", 87: "&", 92: "w", 100: "%@M—…", 104: "m½", 110: "W",
}  # fmt: skip
_PLAIN = {
    27: "'", 28: "ijlí", 29: "IJÍ", 32: " ,.’", 34: "/:;\\|", 35: "f", 36: "-", 39: "()[]t", 40: "!¡", 41: "r",
    46: '"', 50: "*_`–", 52: "sz“”", 53: "?¿", 55: "c", 56: "L", 58: "Fk", 59: "vxy", 60: "P", 61: "TYaoáó",
    62: "eé", 63: "ESbdghnpquúñÉü", 64: "$0123456789{}", 66: "K", 68: "AVÁ", 69: "BRXZ", 70: "C", 73: "UÚ",
    75: "HNÑ", 77: "DG", 78: "&", 79: "OQÓ", 82: "w", 84: "#+<=>^~×", 86: "M", 95: "%", 97: "m½", 99: "W", 100: "@—…",
}  # fmt: skip
_WIDTHS = {
    bold: {letter: wide for wide, letters in table.items() for letter in letters}
    for bold, table in ((True, _BOLD), (False, _PLAIN))
}
_WIDEST = 110


def width(words: str, size: float, *, bold: bool) -> float:
    """The width of *words* in letters of *size*, in the same unit."""
    return sum(_WIDTHS[bold].get(letter, _WIDEST) for letter in words) * size / 100


def wrap(words: str, room: float, size: float, *, bold: bool) -> list[str]:
    """*words* in lines no wider than *room*, as far as single words allow."""
    lines: list[str] = []
    for word in words.split():
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
