"""Every notebook of the real course: valid, and its prompts' ids are those of its exercise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nbformat

from tests.conftest import REPOSITORY, called

if TYPE_CHECKING:
    from pathlib import Path


def test_every_exercise_has_a_valid_notebook_with_its_prompts(course: Path) -> None:
    exercises = {called(path): path.read_text() for path in (REPOSITORY / "exercises").glob("*.md")}
    notebooks = {path.stem: path for path in (course / "notebooks").glob("*.ipynb")}
    assert set(notebooks) == set(exercises)

    for name, path in notebooks.items():
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        prompts = re.findall(r"^:id: (\S+)$", exercises[name], re.MULTILINE)
        assert [cell.id for cell in notebook.cells if "prompt" in cell.metadata.get("porchlight", {})] == prompts, name
