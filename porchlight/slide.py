"""{slide}: the one thought on the wall, and what the leader says with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from porchlight.boxes import OPTIONS, take_options
from porchlight.diagnostics import Code, warn
from porchlight.pictures import files, path_of, wall_path_of
from porchlight.plain import meant
from porchlight.region_roles import region_words
from porchlight.rescue import headlines, of_step

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MOST_LETTERS = 100  # on a slide


class slide(nodes.admonition):
    """What is thrown on the wall, as the title, and what the leader says with it.

    ``number`` counts from 1; ``thought`` is the title without the number; ``picture`` names a drawing.
    """


class SlideDirective(SphinxDirective):
    """``{slide} The one thought``; the body is what the leader says with it.

    ``:steps: 1 2 3`` puts those of the seven steps on the wall, below the thought; ``:lines: One. | Two.``
    lines of its own, numbered.
    """

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {
        **OPTIONS,
        "picture": directives.unchanged,
        "steps": directives.unchanged_required,
        "lines": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        words, messages = self.parse_inline(self.arguments[0])
        title = nodes.title(self.arguments[0], "", *words)
        steps = self._steps(self.options.get("steps", "").split())
        lines = [line.strip() for line in self.options.get("lines", "").split("|") if line.strip()]
        steps += [(str(number), [line]) for number, line in enumerate(lines, start=1)]
        shown = [nodes.paragraph("", "", nodes.strong("", "", *_step_words(*step))) for step in steps]
        node = slide("", title, *messages, *shown, *self.parse_content_to_nodes(), classes=["pl-slide"])
        node["steps"] = steps
        node["thought"] = title.astext()
        node["picture"] = self._picture(self.options.get("picture", "").strip())
        if len(node["thought"]) > MOST_LETTERS:
            problem = f"The thought has {len(node['thought'])} letters, over {MOST_LETTERS}"
            warn(Code.SLIDE_WORDS, problem, self.get_location())
        self.set_source_info(title)
        self.set_source_info(node)
        take_options(self, node)
        return [node]

    def _steps(self, wanted: list[str]) -> list[tuple[str, list[str]]]:
        """The number of each step that stands on the slide, and its lines."""
        lines = headlines(self.env) if wanted else {}
        for number in wanted:
            if number not in lines:
                warn(Code.STEP_UNKNOWN, f"There is no step '{number}'", self.get_location())
        return [(number, of_step(lines, number)) for number in wanted if number in lines]

    def _picture(self, name: str) -> str:
        """The picture's name, or nothing after saying that it is not there."""
        path = path_of(self.env, name)
        if name and not path.is_file():
            known = (file.stem for file in files(self.env))
            warn(Code.PICTURE_UNKNOWN, f"There is no picture '{name}'{meant(name, known)}", self.get_location())
            return ""
        if name:
            self.env.note_dependency(str(path))
            self.env.note_dependency(str(wall_path_of(self.env, name)))
        return name


def _step_words(number: str, lines: list[str]) -> list[nodes.Node]:
    words = f"{number}. {' '.join(lines)}"
    return [region_words(words, words)]


def setup_slide(app: Sphinx) -> None:
    """Register the directive and its node."""
    app.add_node(slide)
    app.add_directive("slide", SlideDirective)
