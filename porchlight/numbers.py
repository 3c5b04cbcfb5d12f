"""Phone numbers: what a phone dials for one, how else people write it, and how to find those that are typed."""

from __future__ import annotations

import re

SIGNS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2013": "-"})
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
EXTENSION = re.compile(r"(?<![A-Z])(?:EXT?|X)[. ]*\d+$")  # no letters of a keypad: what to press when someone answers
FEWEST_DIGITS, MOST_DIGITS = 2, 15  # https://www.itu.int/rec/T-REC-E.164: no number is longer
SHORT = 6  # digits: a short number stands alone and has no prefix
INTERNATIONAL = r"\+\d[\d .()/-]{6,}\d"
NOT_BEFORE, NOT_AFTER = r"(?<![\d.,$-])", r"(?![\d%-]|[.,]\d)"
# Numbers for emergencies of many countries: in words or drawings of another country they are left over.
EMERGENCY = re.compile(rf"{NOT_BEFORE}(?:000|111|112|911|988|999){NOT_AFTER}")
# A short number of another country is found after such a word alone: it may be a count as well.
AFTER_CALL = re.compile(r"\b(?:call|calls|calling|called|dial|ring|phone|text|tell|ask|or)\s+$", re.IGNORECASE)


def dialed(number: str) -> str:
    """What a phone dials for *number*: ``1-800-555-0199`` as ``18005550199``.

    Raises ``ValueError``, with the way to mend it, for a number that a link could not dial as it is meant.
    """
    if not isinstance(number, str):
        raise ValueError(f"the number {number} stands without quotes")
    plain = number.translate(SIGNS)
    if re.search(r"[^\W\d_]", plain):
        digits = plain.translate(KEYPAD)
        if not EXTENSION.search(plain) and re.fullmatch(r"[\d .()+-]+", digits, re.ASCII):
            raise ValueError(f"'{number}' holds letters; write '{digits}'")
        raise ValueError(f"'{number}' holds words; put what to press or to say into 'how', or into a way of its own")
    if re.search(r"\(0+\)", plain):
        raise ValueError(f"'{number}' holds '(0)', which is dialed only sometimes; write what is dialed in the country")
    if odd := re.search(r"[^0-9 .()+-]", plain):
        raise ValueError(f"'{number}' holds '{odd[0]}'; a number is digits, blanks and hyphens, two numbers two ways")
    if "+" in plain[1:] or not re.fullmatch(r"[^()]*(\([^()]+\)[^()]*)?", plain) or plain != plain.strip(" .-"):
        raise ValueError(f"'{number}' has a sign where no number has one")
    digits = re.sub(r"[^0-9]", "", plain)
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        raise ValueError(f"'{number}' has {len(digits)} digits, and no number has; two numbers are two ways")
    return ("+" if plain.startswith("+") else "") + digits


def spellings(number: str) -> str:
    """A pattern for *number* in any spelling: with other signs between its digits, or without its first 0 or 1."""
    digits = dialed(number).removeprefix("+")
    if len(digits) <= SHORT:
        return "[ -]?".join(digits) if len(digits) > 3 else "-?".join(digits)
    first = f"(?:{digits[0]}[ .()/-]{{0,2}})?" if digits[0] in "01" else digits[0]
    rest = r"[ .()/-]{0,2}".join(digits[1:])
    return f"(?:\\+?{first}\\(?{rest})" if digits[0] in "01" else f"(?:\\+?{first}[ .()/-]{{0,2}}{rest})"


def ways_to_dial(number: str) -> list[str]:
    """What *number* may dial, with and without the 1 that begins a number in North America."""
    digits = ("+" if number.startswith("+") else "") + re.sub(r"\D", "", number)
    return [digits, f"1{digits}", f"+{digits}", digits.removeprefix("+")]


def finder(patterns: list[str]) -> re.Pattern[str]:
    """What finds in a text a number that one of *patterns* describes, or that looks international."""
    either = "|".join(f"(?:{pattern})" for pattern in dict.fromkeys([*patterns, INTERNATIONAL]) if pattern)
    return re.compile(f"{NOT_BEFORE}(?:{either}){NOT_AFTER}")
