"""Answers as files: saved, loaded, edited in Jupyter, and files that are broken, foreign or meant to harm."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from tests.browser.answering import (
    ANSWERS,
    EXERCISE,
    MY_ANSWERS,
    SECOND,
    answer,
    keeping,
    press,
    settle,
    shown,
    status,
    stored,
)
from tests.browser.conftest import Watched
from tests.conftest import STEM, tiny

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FilePayload, Page

LOADED = "The answers of the file are in the page."
AWAY = "**/answer-files.js*"  # what makes and reads files


def saved(page: Page, button: str = "Save to a file") -> tuple[str, nbformat.NotebookNode]:
    """The name and the notebook that a page hands over, checked by nbformat."""
    with page.expect_download() as download:
        press(page, button)
    notebook = nbformat.reads(download.value.path().read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    return download.value.suggested_filename, notebook


def load(page: Page, content: str | bytes | Path) -> str:
    """Load a file, and give what the page then says."""
    with page.expect_file_chooser() as chooser:
        press(page, "Load a file")
    # iPhones gray out files of an ending that they do not know, and never tell an input outside the page
    assert chooser.value.element.evaluate("input => input.isConnected && !input.accept")
    page.evaluate("document.querySelector('[data-pl-status]').textContent = ''")
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    if isinstance(content, bytes):
        payload: FilePayload = {"name": "answers.ipynb", "mimeType": "application/json", "buffer": content}
        chooser.value.set_files(payload)
    else:
        chooser.value.set_files(content)
    expect(page.locator("[data-pl-status]")).not_to_be_empty()
    return status(page)


@pytest.fixture(scope="module")
def blank_notebook(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The blank notebook of the exercise, as the course builds it."""
    built = tiny(tmp_path_factory.mktemp("notebook")).build("notebook")
    return (built.out / "first-steps.ipynb").read_text(encoding="utf-8")


@pytest.fixture
def small_notebook(blank_notebook: str) -> nbformat.NotebookNode:
    """The blank notebook, to fill in."""
    notebook: nbformat.NotebookNode = nbformat.reads(blank_notebook, as_version=nbformat.NO_CONVERT)
    return notebook


def cell_of(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    found: list[nbformat.NotebookNode] = [cell for cell in notebook.cells if cell.id == name]
    assert len(found) == 1
    return found[0]


def test_file_of_one_exercise_comes_back_whole(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(small_site + EXERCISE)
        answer(page)
        name, notebook = saved(page)
        page.goto(small_site + SECOND)
        page.goto(small_site + EXERCISE)
        assert shown(page) == {}

        assert load(page, nbformat.writes(notebook)) == LOADED
        assert shown(page) == ANSWERS
        assert name == f"{STEM}-unit-1-exercise-1.ipynb"


def test_saved_file_has_the_form_of_the_blank_notebook(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        answer(page)
        _, notebook = saved(page)
        page.evaluate("document.querySelectorAll('textarea').forEach(area => { area.value = ''; })")

    cells = notebook.cells
    for name, value in ANSWERS.items():
        place = next(number for number, cell in enumerate(cells) if cell.id == name)
        about = cells[place].metadata.porchlight
        assert (about.exercise, about.prompt, about.value) == ("first-steps", name, value)
        assert cells[place - 1].id == f"Q_{name}"
    assert cell_of(notebook, "some").source == "- [x] Tea\n- [ ] Soup\n- [x] Rest"
    assert cell_of(notebook, "sure").source == "My number: 7"
    assert cell_of(notebook, "day").source == "| Time | What happened |\n| --- | --- |\n| Night | Slept<br>at last |"
    assert cell_of(notebook, "plan").source == "- If he calls, then I will I listen"


EDITS: dict[str, tuple[str, Any]] = {
    "name": ("Typed in Jupyter", "Typed in Jupyter"),
    "one": ("- [X] Red\n- [ ] Blue", "red"),
    "some": ("* [ ] Tea\n* [x] Soup\n* [x] Rest", ["soup", "rest"]),
    "sure": ("My number: 10", 10),
    "day": (
        "| Time | What happened |\n|---|---|\n| Morning | Up \\| about |\n| Night |  |",
        [["Morning", "Up | about"]],
    ),
    "table": ("| What | Where | When |\n| --- | --- | --- |\n| a | b | c |", [["a", "b", "c"]]),
    "plan": ("- If it rains, then I will stay\n- If … , then I will …", [["it rains", "stay"]]),
}


def test_words_edited_in_jupyter_win_over_the_saved_value(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        answer(page)
        _, notebook = saved(page)
        for name, (source, _) in EDITS.items():
            cell_of(notebook, name).source = source
        page.reload()
        load(page, nbformat.writes(notebook))

        assert shown(page) == {**ANSWERS, **{name: value for name, (_, value) in EDITS.items()}}


def test_blank_notebook_of_the_course_filled_in_jupyter_loads(
    browser: Browser, small_site: str, small_notebook: nbformat.NotebookNode
) -> None:
    for name, (source, _) in EDITS.items():
        cell_of(small_notebook, name).source = source
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)

        assert load(page, nbformat.writes(small_notebook)) == LOADED
        assert shown(page) == {name: value for name, (_, value) in EDITS.items()}
        assert page.locator(".pl-beside").count() == 0


def test_untouched_blank_notebook_brings_nothing_and_takes_nothing(
    browser: Browser, small_site: str, small_notebook: nbformat.NotebookNode
) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        answer(page)
        load(page, nbformat.writes(small_notebook))

        assert shown(page) == ANSWERS
        assert page.locator(".pl-beside").count() == 0


def test_what_the_page_does_not_know_is_shown_and_saved_again(
    browser: Browser, small_site: str, small_notebook: nbformat.NotebookNode
) -> None:
    cells = small_notebook.cells
    next(cell for cell in cells if cell.id == "Text_1").source += "\n\nA note between the lines"
    cell_of(small_notebook, "sure").source = "My number: seven, I think"
    cell_of(small_notebook, "one").source = "- [x] Red\n- [x] Blue\n\nBoth, really"
    cells.append(nbformat.v4.new_markdown_cell("A cell of my own", id="abc123"))
    cells.append(nbformat.v4.new_code_cell("print('<script>')", id="def456"))
    words = ["A note between the lines", "seven, I think", "[x] Red", "Both, really", "A cell of my own", "<script>"]
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        load(page, nbformat.writes(small_notebook))
        others = page.locator("[data-pl-others]").inner_text()
        assert [one for one in words if one not in others] == []

        _, again = saved(page)
        page.reload()
        load(page, nbformat.writes(again))
        _, third = saved(page)
        sources = "\n".join(cell.source for cell in third.cells)
        assert [one for one in words if sources.count(one) != 1] == []
        assert [cell.cell_type for cell in third.cells if "print(" in cell.source] == ["code"]


def test_loading_over_other_words_loses_neither(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        answer(page, {"before": "From the file"})
        _, notebook = saved(page)
        answer(page, {"before": "Typed meanwhile", "name": "Stays"})
        load(page, nbformat.writes(notebook))

        assert shown(page) == {"before": "From the file", "name": "Stays"}
        assert "Typed meanwhile" in page.locator("[data-pl-prompt=before] .pl-beside").inner_text()
        _, again = saved(page)
        page.reload()
        load(page, nbformat.writes(again))
        assert "Typed meanwhile" in page.locator("[data-pl-prompt=before] .pl-beside").inner_text()


def test_one_file_holds_everything_and_brings_it_back(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        page.goto(small_site + SECOND)
        answer(page, {"name": "Second sheet", "sure": 2})
        settle(page)
        before = stored(page)
        page.goto(small_site + MY_ANSWERS)
        name, notebook = saved(page, "Save all to a file")
        press(page, "Erase everything")
        press(page, "Yes, erase everything")
        assert "Blue Sunday" not in page.locator("main").inner_text()

        assert "on this page until you close it" in load(page, nbformat.writes(notebook))
        assert stored(page) == {}
        assert "Blue Sunday" in page.locator("main").inner_text()
        press(page, "Keep my answers on this device")
        assert set(stored(page)) == {"pl.v1.keep.answers"}
        press(page, "Keep these words too")
        expect(page.locator("[data-pl-when=on]").first).to_be_visible()
        page.goto(small_site + EXERCISE)
        assert shown(page) == ANSWERS
        page.goto(small_site + SECOND)
        assert shown(page) == {"name": "Second sheet", "sure": 2}
        assert set(before) - set(stored(page)) == set()
        assert name == f"{STEM}-all.ipynb"


def test_file_that_cannot_be_read_for_want_of_the_script_changes_nothing(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        watched.withhold(page, AWAY)
        page.goto(small_site + EXERCISE)
        answer(page)
        assert load(page, "{}") == "The course could not be reached. Nothing was changed."
        assert shown(page) == ANSWERS
        page.unroute(AWAY)
        assert "This file is not one of answers" in load(page, "{}")


def test_file_that_cannot_be_made_for_want_of_the_script_loses_nothing(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        watched.withhold(page, AWAY)
        page.goto(small_site + EXERCISE)
        answer(page)
        press(page, "Save to a file")
        line = page.locator("[data-pl-status]")
        expect(line).to_contain_text("No file was saved. Your words are still on this page.")
        assert shown(page) == ANSWERS
        assert page.evaluate("porchlight.atRisk()")
        page.unroute(AWAY)
        assert saved(page)[1].cells


def test_net_that_goes_while_someone_writes_takes_no_file_away(browser: Browser, small_site: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        with page.expect_response(AWAY):
            page.locator("#answer_name").press_sequentially("W")
        watched.context.set_offline(True)
        answer(page)
        cells = {cell.id: cell.source for cell in saved(page)[1].cells}
        assert cells["name"] == ANSWERS["name"]


def test_words_without_a_field_are_told_of_when_they_cannot_be_shown(browser: Browser, small_site: str) -> None:
    extra = {"kind": "lines", "value": "Another cell", "label": "From elsewhere"}
    kept = {"title": "", "stamp": "x", "seen": [], "prompts": {}, "extra": [extra]}
    watched, page = keeping(browser, small_site)
    with watched:
        page.evaluate("kept => localStorage.setItem('pl.v1.answers.first-steps', kept)", json.dumps(kept))
        watched.withhold(page, "**/answer-files.js*")
        page.reload()
        line = page.locator("[data-pl-status]")
        expect(line).to_contain_text("They are not lost. Load the page again.")
        page.locator("#answer_name").fill("Typed now")
        settle(page)
        expect(line).to_have_text("Kept in this browser.")
        now = json.loads(stored(page)["pl.v1.answers.first-steps"])
        assert (now["extra"], now["prompts"]["name"]["value"]) == ([extra], "Typed now")
        page.unroute("**/answer-files.js*")
        page.reload()
        expect(page.locator("[data-pl-others]")).to_contain_text("Another cell")


def test_my_answers_shows_every_answer_to_read_and_print(browser: Browser, small_site: str) -> None:
    watched, page = keeping(browser, small_site)
    with watched:
        answer(page)
        settle(page)
        page.goto(small_site + MY_ANSWERS)
        text = page.locator("[data-pl-all]").inner_text()

        for words in ("First steps", "Blue Sunday", "second <b>line</b> | with a bar", "Tea", "7 (0 = No chance"):
            assert words in text
        assert "If he calls, then I will I listen" in text
        assert page.get_by_role("rowheader", name="Night").is_visible()
        page.emulate_media(media="print")
        assert not page.get_by_role("button").first.is_visible()
        assert page.get_by_text("Blue Sunday").is_visible()


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
filled = texts.filter(lambda words: words.strip())
TREATS = ["tea", "soup", "rest"]
answer_sets = st.fixed_dictionaries(
    {},
    optional={
        "name": filled,
        "before": filled,
        "one": st.sampled_from(["red", "blue"]),
        "some": st.sets(st.sampled_from(TREATS), min_size=1).map(lambda chosen: sorted(chosen, key=TREATS.index)),
        "sure": st.integers(0, 10),
        "day": st.tuples(filled).map(lambda row: [["Night", *row]]),
        "table": st.lists(st.tuples(texts, texts, filled).map(list), min_size=1, max_size=6),
        "plan": st.lists(st.tuples(filled, texts).map(list), min_size=1, max_size=4),
    },
)


@pytest.fixture(scope="module")
def blank_page(browser: Browser, small_site: str) -> Iterator[Page]:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)
        page.evaluate("porchlight.tools.bring(document.querySelector('[data-pl-do=load]'))")
        yield page
        page.evaluate("document.dispatchEvent(new Event('pl-leave'))")


# What the page holds, as a file; and a file, put back into the page.
HELPERS = """
    const {fields, kinds, notebook, text} = porchlight;
    const show = values => fields.forEach(({id, read, show}) => show(values[id] ?? kinds[read().kind].blank));
    const filled = () => fields.map(field => [field.id, field.read()]).filter(([, one]) => !text.isBlank(one));
"""
OUT = f"""answers => {{ {HELPERS}
    show(answers);
    const sheet = {{title: 'T', prompts: Object.fromEntries(filled()), extra: []}};
    return JSON.stringify(notebook.build(new Map([['first-steps', sheet]])));
}}"""
BACK = f"""written => {{ {HELPERS}
    const {{prompts, extra}} = notebook.read(written).exercises.get('first-steps');
    show(Object.fromEntries(Object.entries(prompts).map(([id, one]) => [id, one.value])));
    return [Object.fromEntries(filled().map(([id, one]) => [id, one.value])), extra];
}}"""


@given(answers=answer_sets.filter(bool))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answers_survive_page_file_nbformat_file_page(blank_page: Page, answers: dict[str, Any]) -> None:
    written = blank_page.evaluate(OUT, answers)
    assert blank_page.evaluate(BACK, written) == [answers, []]

    notebook = nbformat.reads(written, as_version=4)
    nbformat.validate(notebook)
    assert blank_page.evaluate(BACK, nbformat.writes(notebook)) == [answers, []]


def sheet(*cells: Any, **more: Any) -> dict[str, Any]:
    """A notebook of this exercise with these cells."""
    about = {"porchlight": {"exercise": "first-steps"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": list(cells), **more}


def filled_in(
    prompt: Any = "name", kind: Any = "short", value: Any = "x", source: Any = "From the file", **more: Any
) -> Any:
    about = {"exercise": "first-steps", "prompt": prompt, "kind": kind, "value": value, **more}
    return {"cell_type": "markdown", "id": "name", "metadata": {"porchlight": about}, "source": source}


GOOD = filled_in()
EVIL = "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script><svg/onload=window.pwned=1>"
DEEP = "[" * 100_000 + "]" * 100_000

# Refused: a plain sentence, and nothing on the page has changed.
REFUSED: dict[str, str | bytes] = {
    "empty": "",
    "no JSON": "This is a letter.",
    "half a file": json.dumps(sheet(GOOD))[:-40],
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "zeros": bytes(4096),
    "another encoding": json.dumps(sheet(GOOD)).encode("utf-16-le"),
    "HTML": f"<!doctype html><body>{EVIL}",
    "null": "null",
    "a number": "1e999",
    "a string": '"porchlight"',
    "a list": "[]",
    "an object": "{}",
    "deep nesting": DEEP,
    "deep nesting in cells": '{"nbformat": 4, "cells": ' + DEEP + "}",
    "a notebook of version 3": json.dumps(sheet(GOOD, nbformat=3)),
    "cells that are no list": json.dumps({**sheet(), "cells": {"0": GOOD}}),
    "no cells": json.dumps(sheet()),
    "cells of every wrong type": json.dumps(sheet(None, 1, "x", [], [GOOD], True, {})),
    "a stranger's notebook": json.dumps({"nbformat": 4, "metadata": {}, "cells": [
        {"cell_type": "code", "id": "a", "metadata": {}, "source": "import os", "outputs": [], "execution_count": 1}]}),
    "another exercise": json.dumps(sheet(filled_in(exercise="second-look"))),
    "an exercise that does not exist": json.dumps(sheet(filled_in(exercise="no-such-thing"))),
    "an exercise by a path": json.dumps(sheet(filled_in(exercise="../../etc/passwd"))),
    "an exercise with script": json.dumps(sheet(filled_in(exercise=EVIL))),
    "an exercise called __proto__": json.dumps({**sheet(filled_in(exercise="__proto__")), "metadata": {}}),
    "an unknown kind": json.dumps(sheet(filled_in(kind="essay"))),
    "a kind called constructor": json.dumps(sheet(filled_in(kind="constructor"))),
    "a source of numbers": json.dumps(sheet(filled_in(source=[1, 2]))),
    "a source that is an object": json.dumps(sheet(filled_in(source={"a": 1}))),
    "no source": json.dumps(sheet({"cell_type": "markdown", "metadata": {"porchlight": {"prompt": "name"}}})),
    "metadata that is a list": json.dumps(sheet({**GOOD, "metadata": []})),
    "metadata that is a string": json.dumps(sheet({**GOOD, "metadata": "porchlight"})),
    "a wrong porchlight": json.dumps(sheet({**GOOD, "metadata": {"porchlight": [1, 2]}})),
}  # fmt: skip

# Loaded in part or as plain words: the name of the file, and what the first field then holds.
TAMED: dict[str, tuple[dict[str, Any], str]] = {
    "script in an answer": (sheet(filled_in(source=EVIL)), EVIL),
    "script in a question": (sheet({"cell_type": "markdown", "source": f"**{EVIL}**"}, GOOD), "From the file"),
    "script in a label": (sheet(filled_in(label=EVIL)), "From the file"),
    "script in a title": (sheet(GOOD, {"metadata": {"porchlight": {"title": EVIL}}, "source": ""}), "From the file"),
    "script in a code cell": (sheet(GOOD, {"cell_type": "code", "source": EVIL, "outputs": [EVIL]}), "From the file"),
    "script in an attachment": (sheet({**GOOD, "attachments": {"a.svg": {"image/svg+xml": EVIL}}}), "From the file"),
    "script in a prompt that does not exist": (sheet(GOOD, filled_in("gone", "lines", source=EVIL)), "From the file"),
    "a prompt called __proto__": (sheet(GOOD, filled_in("__proto__", source=EVIL)), "From the file"),
    "a prompt called constructor": (sheet(GOOD, filled_in("constructor", source="C")), "From the file"),
    "a prompt that is a list": (sheet(GOOD, filled_in(["name"], source="L")), "From the file"),
    "the same prompt twice": (sheet(GOOD, filled_in(source="Second")), "From the file"),
    "a value of the wrong type": (sheet(filled_in(value={"a": [1]}, printed=True)), "From the file"),
    "a value that contradicts its words": (sheet(filled_in(value="Hidden", printed="00000000")), "From the file"),
    "a number where words belong": (sheet(GOOD, filled_in("sure", "scale", 99, "My number: 99")), "From the file"),
    "a choice that does not exist": (sheet(GOOD, filled_in("one", "choose-one", None, "- [x] Green")), "From the file"),
    "a kind that is not the prompt's": (sheet(GOOD, filled_in("sure", "lines", "x", "Very")), "From the file"),
    "a table that is too wide": (sheet(GOOD, filled_in("table", "grid", [], "|a|\n|-|\n|1|2|3|4|5|")), "From the file"),
    "a table without end": (sheet(GOOD, filled_in("table", "grid", [], "|a|\n|-|" + "\n|1|" * 9000)), "From the file"),
    "ten thousand cells": (sheet(GOOD, *[filled_in(f"p{n}") for n in range(10_000)]), "From the file"),
    "brackets without end": (sheet(GOOD, filled_in("one", "choose-one", None, "- [" * 20_000)), "From the file"),
    "broken letters": (sheet(filled_in(source="\ud800 A")), "\ud800 A"),
}  # fmt: skip


def test_there_are_at_least_forty_hostile_files() -> None:
    assert len(REFUSED) + len(TAMED) >= 40


@pytest.fixture(scope="module")
def watched_page(browser: Browser, small_site: str) -> Iterator[Callable[[], Page]]:
    """One page for all hostile files; each gets it with one answer in it."""
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + EXERCISE)

        def fresh() -> Page:
            page.evaluate("document.dispatchEvent(new Event('pl-erase'))")
            answer(page, {"before": "Was here"})
            return page

        yield fresh
        assert page.evaluate("window.pwned") is None
        page.evaluate("document.dispatchEvent(new Event('pl-leave'))")


@pytest.mark.parametrize("name", REFUSED)
def test_broken_and_foreign_files_are_refused_and_change_nothing(watched_page: Callable[[], Page], name: str) -> None:
    page = watched_page()

    assert load(page, REFUSED[name]).endswith("Nothing was changed.")
    assert shown(page) == {"before": "Was here"}
    assert page.locator(".pl-beside").count() == 0


@pytest.mark.parametrize("name", TAMED)
def test_harmful_files_are_only_words(watched_page: Callable[[], Page], name: str) -> None:
    page = watched_page()
    content, words = TAMED[name]

    assert load(page, json.dumps(content)).startswith(LOADED)
    assert page.locator("#answer_name").input_value() == words
    assert page.locator("#answer_before").input_value() == "Was here"
    assert page.locator("main script, main img").count() == 0


def test_huge_file_is_refused_unread(watched_page: Callable[[], Page], tmp_path: Path) -> None:
    page = watched_page()
    huge = tmp_path / "huge.ipynb"
    with huge.open("wb") as file:
        file.truncate(50_000_000)

    assert load(page, huge) == "This file is too big to be one of answers. Nothing was changed."
    assert shown(page) == {"before": "Was here"}


@pytest.mark.parametrize("name", ["deep nesting in cells", "a stranger's notebook", "an exercise with script"])
def test_my_answers_refuses_such_files_too(browser: Browser, small_site: str, name: str) -> None:
    with Watched(browser, small_site) as watched:
        page = watched.page()
        page.goto(small_site + MY_ANSWERS)

        assert load(page, REFUSED[name]).endswith("Nothing was changed.")
        assert page.locator("[data-pl-all] > *").count() == 0
