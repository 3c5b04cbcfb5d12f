"""The sheets of units 5 to 8 as they stand: a skill is tried, written down and changed, and nobody is put at risk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from porchlight.passage_source import PASSAGE
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

UNITS = ("5-family-therapy", "6-support-without-enabling", "7-when-use-returns", "8-looking-after-yourself")
# Sheets that look back, choose someone, lay down a plan or count the weeks themselves: nothing to try and change.
NO_SKILL = {
    *("choosing-a-family-therapist", "letter-to-myself", "where-i-am-now", "my-plan-from-here"),
    *("small-wins", "our-plan-if-use-returns", "trust-ladder"),
}
PROMPT = re.compile(r"^:::\{prompt\} .*?^:::$", re.MULTILINE | re.DOTALL)


def skill_sheets() -> list[str]:
    """The ids of all sheets of those units that teach a skill."""
    indexes = [(REPOSITORY / "course" / unit / "index.md").read_text(encoding="utf-8") for unit in UNITS]
    return [name for text in indexes for name in re.findall(r"^/exercises/(.+)$", text, re.MULTILINE)]


def sheet(name: str) -> str:
    return (REPOSITORY / "exercises" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in skill_sheets() if name not in NO_SKILL])
def test_skill_sheet_ends_in_what_i_tried_what_they_did_and_what_i_change(name: str) -> None:
    text = sheet(name)
    last = PROMPT.findall(text)[-1]

    assert ":id: tried\n" in last
    assert re.search(r"tried it on \| They did \| Next time (?:I|we) will", last)
    assert "\ntried\n: " in text, "the example shows how"
    assert ":lines:" not in last, "each line has room for three handwritten ones"


@pytest.mark.parametrize("name", [name for name in skill_sheets() if name not in NO_SKILL])
def test_skill_sheet_says_what_to_do_when_use_is_daily(name: str) -> None:
    assert re.search(r"every day|daily", sheet(name).partition(":::{example}")[0])


@pytest.mark.parametrize("prompt", ["stress", "strain", "coping", "support", "stronger", "step"])
def test_family_map_still_asks_what_people_have_answered(prompt: str) -> None:
    assert f"\n:id: {prompt}\n" in sheet("our-family-map")


@pytest.mark.parametrize("name", ["we-two-agree", "our-house-agreement", "our-family-map", "a-limit-i-can-keep"])
def test_sheet_of_a_limit_says_all_that_stays(name: str) -> None:
    asked = sheet(name).partition(":::{example}")[0].lower()
    for stays in ("naloxone", "{number}`emergency`", "medicine", "food", "safe way home"):
        assert stays in asked


def test_invitation_has_three_rounds() -> None:
    assert ":columns: Afterward | First time | Second time | Third time" in sheet("the-invitation")


def test_one_rule_for_the_bed_stands_wherever_a_bed_is_spoken_of() -> None:
    def shows(path: Path) -> bool:
        lines = path.read_text(encoding="utf-8").splitlines()
        return any((found := PASSAGE.line.match(line)) and found[2] == "a-bed" for line in lines)

    unit = REPOSITORY / "course" / UNITS[1]
    places = [*unit.glob("*.md"), *(REPOSITORY / "exercises").glob("*.md")]
    assert {path.stem for path in places if shows(path)} == {
        "limits-you-can-keep",
        "letting-consequences-teach",
        "what-enabling-is-and-is-not",
        "support-or-enabling",
        "our-house-agreement",
    }


TEXTS = [path for folder in ("course", "exercises") for path in sorted((REPOSITORY / folder).rglob("*.md"))]
# What a leader says aloud in the room, and the regions' own words, follow rules of their own.
FOR_FAMILIES = [path for path in TEXTS if not {"facilitator", "regions"} & set(path.parts)]
BOX = re.compile(r"^:::\{(?:safety-check|content-note)\}\n(.*?)^:::$", re.MULTILINE | re.DOTALL)
SAFE_PHONE = re.compile(r"cannot see|another phone|when you safely can")
LISTS_ALL_NUMBERS = {"one-problem-at-a-time"}  # an overdose, violence or talk of dying, with a number for each


def test_box_that_names_the_hotline_for_violence_says_from_which_phone() -> None:
    for path in FOR_FAMILIES:
        for box in BOX.findall(path.read_text(encoding="utf-8")):
            if "`violence`" in box and path.stem not in LISTS_ALL_NUMBERS:
                assert SAFE_PHONE.search(box), f"{path.name}: a call can be seen on a phone: {box}"


def test_where_nobody_can_stay_awake_with_someone_sleepy_the_ambulance_is_named() -> None:
    nobody = re.compile(r"(?:If nobody can,|Nobody can(?: stay)?[?:]) .{,90}", re.DOTALL)
    found = [(path.name, words) for path in FOR_FAMILIES for words in nobody.findall(path.read_text(encoding="utf-8"))]

    assert found
    for name, words in found:
        assert "`emergency`" in words, f"{name}: {words}"


def test_no_example_leaves_children_with_the_one_who_uses() -> None:
    minding = re.compile(r"\byou (?:take|mind|watch|have|keep) the (?:kids|children|baby|twins|boys|girls)\b")
    for path in FOR_FAMILIES:
        _, _, example = path.read_text(encoding="utf-8").partition(":::{example}")
        assert not minding.search(example), path.name
