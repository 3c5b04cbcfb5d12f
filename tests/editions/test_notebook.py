"""Notebooks: valid nbformat 4.5, with the ids that saved answers hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.conftest import EXERCISE, REGION, Built, Course, tiny

if TYPE_CHECKING:
    from nbformat import NotebookNode

FILE = f"{EXERCISE}.md"
KINDS = {
    "name": "short",
    "before": "lines",
    "one": "choose-one",
    "some": "choose-many",
    "sure": "scale",
    "day": "grid",
    "table": "grid",
    "plan": "if-then",
}


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return tiny(tmp_path_factory.mktemp("notebooks")).build("notebook")


@pytest.fixture(scope="module")
def notebook(notebooks: Built) -> NotebookNode:
    found: NotebookNode = nbformat.read(notebooks.out / "first-steps.ipynb", as_version=4)
    return found


def cell(notebook: NotebookNode, wanted: str) -> NotebookNode:
    found: NotebookNode = next(cell for cell in notebook.cells if cell.id == wanted)
    return found


def test_only_exercises_become_notebooks(notebooks: Built) -> None:
    assert [path.name for path in notebooks.out.iterdir()] == ["first-steps.ipynb"]


def test_notebook_is_valid_and_needs_no_kernel(notebook: NotebookNode) -> None:
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert {cell.cell_type for cell in notebook.cells} == {"markdown"}


def test_answer_cells_carry_the_prompts_ids_in_the_order_of_the_page(notebook: NotebookNode) -> None:
    answers = [cell.id for cell in notebook.cells if "prompt" in cell.metadata.get("porchlight", {})]

    assert answers == list(KINDS)


def test_question_stands_right_before_its_answer(notebook: NotebookNode) -> None:
    ids = [cell.id for cell in notebook.cells]

    for name in KINDS:
        assert ids[ids.index(name) - 1] == f"Q_{name}"
    assert cell(notebook, "Q_before").source == "**Before**\n\nHelp for before."


def test_answer_cells_say_what_they_answer(notebook: NotebookNode) -> None:
    for name, kind in KINDS.items():
        found = cell(notebook, name).metadata["porchlight"]
        assert (found["exercise"], found["prompt"], found["kind"]) == ("first-steps", name, kind)
        assert not found["value"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("name", ""),
        ("one", "- [ ] Red\n- [ ] Blue"),
        ("some", "- [ ] Tea\n- [ ] Soup\n- [ ] Rest"),
        ("sure", "My number: "),
        ("day", "| Time | What happened |\n| --- | --- |\n| Morning |  |\n| Night |  |"),
        ("plan", "- If … , then I will …\n- If … , then I will …"),
    ],
)
def test_blank_answers_are_ready_to_be_filled_in(notebook: NotebookNode, name: str, source: str) -> None:
    assert cell(notebook, name).source == source


def test_scale_names_both_ends(notebook: NotebookNode) -> None:
    assert "0 (No chance) to 10 (Certain)" in cell(notebook, "Q_sure").source


def test_all_else_on_the_page_is_in_the_notebook(notebook: NotebookNode) -> None:
    text = "\n".join(cell.source for cell in notebook.cells)

    for words in (
        "# First steps",
        "To see where you stand.",
        "About 10 minutes",
        "You need: A pen.",
        "An example: Dee, mother of Max",
        "I shouted.",
        "| Morning | Coffee |",
        "Stop when it is too much.",
    ):
        assert words in text


def test_it_ends_with_the_numbers_for_help_of_today(tiny_course: Course) -> None:
    def end() -> str:
        read = nbformat.read(tiny_course.build("notebook").out / "first-steps.ipynb", as_version=4)
        return str(read.cells[-1].source)

    before = end()
    assert "## Get help\n\n- " in before
    assert "**call 1-800-799-7233** (Violence Hotline)" in before
    tiny_course.replace(REGION, "1-800-799-7233", "1-800-555-0199")
    assert end() == before.replace("1-800-799-7233", "1-800-555-0199"), "though the exercise names no number"


def test_its_sources_stand_below_the_numbers_for_help_as_on_a_sheet(tiny_course: Course) -> None:
    tiny_course.replace(FILE, "Help for before.", "Help for before.[^group]")
    tiny_course.add(FILE, "\n[^group]: A trial. {source}`group2020`\n")
    read = nbformat.read(tiny_course.build("notebook").out / "first-steps.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in read.cells)
    assert 0 < text.index("## Get help") < text.index("## Sources") < text.index("[1] A trial.")


def test_prompt_ids_that_look_like_other_cells_do_not_clash(tiny_course: Course) -> None:
    tiny_course.replace(FILE, ":id: name", ":id: text-1")
    tiny_course.replace(FILE, ":id: before", ":id: q-one")
    tiny_course.replace(FILE, "before\n: I shouted.", "q-one\n: I shouted.")

    built = tiny_course.build("notebook")

    nbformat.validate(nbformat.read(built.out / "first-steps.ipynb", as_version=4))


def test_same_source_gives_the_same_bytes(tiny_course: Course, notebooks: Built) -> None:
    again = tiny_course.build("notebook")

    assert (again.out / "first-steps.ipynb").read_bytes() == (notebooks.out / "first-steps.ipynb").read_bytes()


def test_notebook_of_a_removed_exercise_goes(tiny_course: Course) -> None:
    tiny_course.write("exercises/second.md", (tiny_course.root / FILE).read_text())
    tiny_course.replace(
        "course/1-first-unit/index.md", "/exercises/first-steps", "/exercises/first-steps\n/exercises/second"
    )
    assert (tiny_course.build("notebook").out / "second.ipynb").is_file()

    (tiny_course.root / "exercises/second.md").unlink()
    tiny_course.replace("course/1-first-unit/index.md", "\n/exercises/second", "")

    assert not (tiny_course.build("notebook").out / "second.ipynb").exists()


def test_what_a_notebook_cannot_show_is_said(tiny_course: Course) -> None:
    tiny_course.replace(FILE, ":::{when-to-stop}", "```{math}\nx\n```\n\n:::{when-to-stop}")

    warnings = tiny_course.build("notebook", warns=True).warnings

    assert any("cannot show 'math_block'" in warning and "[porchlight.unprintable]" in warning for warning in warnings)
