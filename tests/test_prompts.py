"""The room of a kind of prompt: one that a course brings along prints in every edition, and words can be translated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from docutils import nodes

from porchlight.prompts import KINDS, PromptKind, answer, key_of, prompt, register
from porchlight.prompts.kind import OPTIONS
from tests.conftest import EXERCISE, Built, Course

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from sphinx.writers.html5 import HTML5Translator

    from porchlight.prompts import PromptDirective

FILE = f"{EXERCISE}.md"
MOODS = """\
:::{prompt} The weather in me
:id: weather
:kind: mood
:sky: *blue* sky
:::

:::{prompt} My color
:id: paint
:kind: paint
:sky: none
:::

"""


class answer_mood(answer, nodes.line_block):
    """A word to underline."""


class Mood(PromptKind):
    """A kind that the course itself does not have: it says little more than its printable node."""

    needs = frozenset({"sky"})
    node_classes = (answer_mood,)

    def room(self, directive: PromptDirective, node: prompt) -> answer:
        return answer_mood("", directive.line(directive.options["sky"]))


class Paint(Mood):
    """The same with inputs of its own, and scripts."""

    one_field = False

    def fields(self, page: HTML5Translator, room: answer, described: str) -> str:
        return f'<input type="color" name="answer-{room["prompt_id"]}">'


def test_kind_that_a_course_brings_along_is_in_every_edition(
    tiny_course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = (tmp_path / "paint.js", tmp_path / "paint-later.js")
    for script in scripts:
        script.write_text(f'porchlight["{script.stem}"] = 1;\n', encoding="utf-8")
    monkeypatch.setattr(Paint, "scripts", scripts)
    monkeypatch.setitem(OPTIONS, "sky", str)  # taken back afterwards, as the kinds are
    for kind in (Mood("mood"), Paint("paint")):
        monkeypatch.setitem(KINDS, kind.name, kind)
        register(kind)
    tiny_course.replace(FILE, ":::{prompt} Before\n", f"{MOODS}:::{{prompt}} Before\n")
    seen = {name: tiny_course.build(name) for name in ("text", "html", "epub", "notebook", "handout")}

    assert seen["text"].shows(EXERCISE, "The weather in me: *blue* sky")
    assert "<em>blue</em> sky" in seen["epub"].page(EXERCISE)
    [source] = (seen["handout"].out / "typst").rglob("parts/**/first-steps.typ")
    assert 'verse({ strong({ "blue" }); " sky" })' in source.read_text(encoding="utf-8")
    notebook = json.loads((seen["notebook"].out / "first-steps.ipynb").read_text(encoding="utf-8"))
    kinds = {cell["id"]: cell["metadata"]["porchlight"].get("kind") for cell in notebook["cells"]}
    assert (kinds["weather"], kinds["paint"]) == ("lines", "paint")  # without scripts of its own, it keeps words

    page = BeautifulSoup(seen["html"].page(EXERCISE), "html.parser")
    [field] = page.select("[data-pl-prompt=weather][data-pl-kind=lines]")
    assert field.select("em")
    assert field.select_one("label")["for"] == field.select_one("textarea")["id"]  # type: ignore[index]
    assert page.select("fieldset[data-pl-kind=paint] input[type=color]")
    for bundle, script in zip(("exercise", "answer-files"), scripts, strict=True):
        assert script.stem in (seen["html"].out / f"_static/{bundle}.js").read_text(encoding="utf-8")


SPANISH = {
    "Red": "Rojo",
    "Soup": "Sopa",
    "No chance": "Ninguna *posibilidad*",
    "Certain": "Seguro",
    "Time": "Hora",
    "Morning": "Por la mañana",
    "I shouted.": "Grité.",
}


def translated(course: Course, builder: str) -> Built:
    """The course in Spanish, of which a few words have been translated."""
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    catalog = header + "".join(f'\nmsgid "{old}"\nmsgstr "{new}"\n' for old, new in SPANISH.items())
    course.write("locales/es/LC_MESSAGES/exercises.po", catalog)
    return course.build(builder, language="es", locale_dirs=["locales"])


def test_translated_course_has_translated_choices_scales_and_grids_and_the_same_keys(tiny_course: Course) -> None:
    built = translated(tiny_course, "html")
    page = BeautifulSoup(built.page(EXERCISE), "html.parser")

    assert [tag.get_text() for tag in page.select("[data-pl-prompt=one] .pl-choice label")] == ["Rojo", "Blue"]
    assert [tag["value"] for tag in page.select("[data-pl-prompt=one] input")] == ["red", "blue"]
    [ends] = page.select("#ends_sure")
    assert ends.get_text() == "0 = Ninguna posibilidad 10 = Seguro"
    assert [tag.get_text() for tag in page.select("[data-pl-prompt=day] thead th")] == ["Hora", "What happened"]
    assert [tag.get_text() for tag in page.select("[data-pl-prompt=day] tbody th")] == ["Por la mañana", "Night"]
    assert [tag["data-pl-row"] for tag in page.select("[data-pl-prompt=day] tbody th")] == ["Morning", "Night"]
    assert [tag.get_text() for tag in page.select(".pl-example thead th")] == ["Hora", "What happened"]

    notebook = (translated(tiny_course, "notebook").out / "first-steps.ipynb").read_text(encoding="utf-8")
    cells = {cell["id"]: cell for cell in json.loads(notebook)["cells"]}
    assert cells["one"]["source"] == ["- [ ] Rojo\n", "- [ ] Blue"]
    assert cells["one"]["metadata"]["porchlight"]["keys"] == ["red", "blue"]
    assert "0 (Ninguna *posibilidad*) a 10 (Seguro)" in "".join(cells["Q_sure"]["source"])


def test_key_of_words_is_the_same_whatever_signs_stand_between_them() -> None:
    assert key_of("I'm “safe”, mostly!") == key_of("i-m-safe-mostly") == "i-m-safe-mostly"
    assert key_of("Más o menos") == "más-o-menos"
