"""CONTRIBUTING: its tree names every module as the module names itself, and its recipes are built.

``python -m tests.test_guide`` writes the tree anew.
"""

from __future__ import annotations

import ast
import re
from textwrap import shorten
from typing import TYPE_CHECKING

from tests.conftest import EXERCISE, LESSON, REPOSITORY, UNIT, Course

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

GUIDE = REPOSITORY / "CONTRIBUTING.md"
PACKAGE = REPOSITORY / "porchlight"
TREE = re.compile(r"(?<=<!-- the tree -->\n```text\n).*?(?=```\n)", re.DOTALL)
WIDTH, WIDEST = 26, 92


def says(path: Path) -> str:
    """The first sentence of a module's docstring, on one line and no longer than that."""
    words = " ".join((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").replace("``", "").split())
    sentence = re.split(r"\.(?: |$)", words, maxsplit=1)[0]
    return shorten(sentence, WIDEST, placeholder=" …")


def tree(folder: Path = PACKAGE, depth: int = 0) -> Iterator[str]:
    """A line for each module below *folder*, what stands in a package first."""
    indent = "  " * depth
    head = f"{indent}{folder.name}/"
    yield f"{head:<{WIDTH}}{says(folder / '__init__.py')}".rstrip()
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py":
            yield f"{indent}  {path.name:<{WIDTH - len(indent) - 2}}{says(path)}".rstrip()
    for path in sorted(folder.iterdir()):
        if (path / "__init__.py").is_file():
            yield from tree(path, depth + 1)


def recipe(heading: str, language: str = "markdown") -> str:
    """The first Markdown, or code in another language, below a heading of the guide."""
    part = GUIDE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2]
    found = re.search(rf"^(`{{3,}}){language}\n(.*?)^\1\n", part, re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[2]


def test_tree_has_a_line_for_each_module() -> None:
    written = TREE.search(GUIDE.read_text(encoding="utf-8"))

    assert written
    assert written[0].splitlines() == list(tree()), "python -m tests.test_guide writes it anew"


def test_lesson_and_exercise_of_the_guide_build_as_they_stand(tiny_course: Course) -> None:
    lesson = recipe("A lesson").replace("name-of-the-exercise", "new-exercise").replace("santo2021oat", "group2020")
    tiny_course.write("course/1-first-unit/new-lesson.md", lesson)
    tiny_course.write("exercises/new-exercise.md", recipe("An exercise"))
    tiny_course.replace(f"{UNIT}.md", "first-lesson\n", "first-lesson\nnew-lesson\n/exercises/new-exercise\n")

    built = tiny_course.build("text", warns=True)

    wanted = LESSON.replace("first-lesson", "new-lesson")
    assert [text for text in built.warnings if "new-" in text] == []
    assert "What families often believe" in built.page(wanted)
    assert "What is asked" in built.page(EXERCISE.replace("first-steps", "new-exercise"))


def test_edition_of_the_guide_writes_what_has_changed(tiny_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tiny_course.root)
    tiny_course.write("titles.py", recipe("An edition", "python"))
    tiny_course.add("conf.py", '\nextensions = [*extensions, "titles"]\n')
    first = tiny_course.build("titles")
    written = {path.name: path.stat().st_mtime_ns for path in first.out.glob("*.txt")}

    tiny_course.replace(f"{LESSON}.md", "# First lesson", "# Another title")
    again = tiny_course.build("titles")

    changed = {path.name for path in again.out.glob("*.txt") if path.stat().st_mtime_ns != written[path.name]}
    assert (again.out / "first-lesson.txt").read_text(encoding="utf-8") == "Another title\n"
    assert "first-lesson.txt" in changed
    assert "get-help.txt" not in changed


if __name__ == "__main__":
    text = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(TREE.sub(lambda _: "".join(f"{line}\n" for line in tree()), text, count=1), encoding="utf-8")
