"""What a reviewer wrote into the Word file of a kit, as a file for ``course/reviews/``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from sphinx.errors import ConfigError

from porchlight.reviews import SAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a kit asks of the reviewer, in these words, which stand before the answers.
ASKED = {
    "who": "Your name, or what you wish to be called: ",
    "role": "Your work, or what makes you know this: ",
    "day": "The day: ",
    "conflicts": "Who pays you for what touches this subject: ",
}
PAGE = re.compile(r"Page (\S+), text (\w+)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def page_line(docname: str, mark: str) -> str:
    """The line of a kit that says which page follows, and its mark."""
    return f"Page {docname}, text {mark}"


def answers_from_word(path: Path) -> str:
    """The answers in the file at *path* as TOML.

    A passage without a mark counts as not read. A day in other words than 2026-12-03 is kept as text, which the build
    then asks to mend. Raises ``ConfigError`` when it cannot be read.
    """
    try:
        word = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise ConfigError(f"There is no Word file '{path}': save it as .docx, and name it here.") from error
    texts = [paragraph.text for paragraph in word.paragraphs]
    lines = []
    for key, words in ASKED.items():
        reply = next((text.removeprefix(words).strip() for text in texts if text.startswith(words.strip())), "")
        lines.append(
            f"{key} = {reply if key == 'day' and DAY.fullmatch(reply) else json.dumps(reply, ensure_ascii=False)}"
        )
    page: re.Match[str] | None = None
    for part in word.iter_inner_content():
        if not isinstance(part, Table):
            page = PAGE.match(part.text) or page
        elif page and (remarks := list(_remarks(part))):
            lines += [
                "",
                "[[page]]",
                f"page = {json.dumps(page[1])}",
                'scope = "the text"',
                f"text = {json.dumps(page[2])}",
            ]
            lines += [line for remark in remarks for line in remark]
    return "\n".join(lines) + "\n"


def _remarks(table: Table) -> Iterator[list[str]]:
    """The lines for each passage that has a mark."""
    for row in table.rows[1:]:
        passage, mark, words = (cell.text.strip() for cell in row.cells[:3])
        says = next((word for word in SAYS if word in mark.lower()), "")
        number = passage.partition(".")[0]
        if says and number.isdecimal():
            yield [
                "",
                "[[page.passage]]",
                f"number = {number}",
                f"says = {json.dumps(says)}",
                f"words = {json.dumps(words, ensure_ascii=False)}",
            ]
