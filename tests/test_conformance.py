"""The page for a library or a clinic that has to ask: it judges each rule of WCAG 2.2, levels A and AA, once."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "course/reference/accessibility.md"
# Of each guideline the criteria of levels A and AA (https://www.w3.org/TR/WCAG22/); 4.1.1 is obsolete.
A = {
    "1.1": "1", "1.2": "1 2 3", "1.3": "1 2 3", "1.4": "1 2", "2.1": "1 2 4", "2.2": "1 2", "2.3": "1",
    "2.4": "1 2 3 4", "2.5": "1 2 3 4", "3.1": "1", "3.2": "1 2 6", "3.3": "1 2 7", "4.1": "2",
}  # fmt: skip
AA = {
    "1.2": "4 5", "1.3": "4 5", "1.4": "3 4 5 10 11 12 13", "2.4": "5 6 7 11", "2.5": "7 8", "3.1": "2", "3.2": "3 4",
    "3.3": "3 4 8", "4.1": "3",
}  # fmt: skip


def test_each_rule_is_judged_once_with_its_level() -> None:
    words = PAGE.read_text(encoding="utf-8").partition("## Web pages, rule by rule")[2].partition("## The sheets")[0]
    words = words.replace("1.2.1 to 1.2.3 ", "1.2.1, 1.2.2 and 1.2.3 ")
    judged = []
    for line in re.findall(r"^- .+", words, re.MULTILINE):
        assert "met" in line or "does not apply" in line, line
        for rule in re.finditer(r"\d\.\d\.\d+", line):
            level = re.compile(r"\((A{1,2})\)").search(line, rule.end())
            assert level, line
            judged.append((rule[0], level[1]))
    wanted = [
        (f"{guideline}.{number}", level)
        for level, rules in (("A", A), ("AA", AA))
        for guideline, numbers in rules.items()
        for number in numbers.split()
    ]
    assert sorted(judged) == sorted(wanted)
    assert len(wanted) == 55
