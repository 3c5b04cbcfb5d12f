"""``{prompt}``: reads what every prompt has, and lets its kind read the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from porchlight.anchors import take_id
from porchlight.boxes import take_options, without_comments
from porchlight.diagnostics import Code, warn
from porchlight.plain import meant
from porchlight.prompts.kind import ID, KINDS, OPTIONS, answer, kind_of, mark, prompt, whole_number
from porchlight.prompts.written import write_lines

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Told = TypeVar("Told", bound=nodes.Element)
FALLBACK = "lines"  # the kind of a prompt that is too faulty for its own


class PromptDirective(SphinxDirective):
    """``{prompt} label`` with ``:id:`` and ``:kind:``; the body is help, then what the kind asks for."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = OPTIONS

    def run(self) -> list[nodes.Node]:
        label, messages = self.parse_inline(self.arguments[0])
        title = nodes.title(self.arguments[0], "", *label)
        body = without_comments(self.parse_content_to_nodes())
        prompt_id = self._id()
        node = prompt("", title, *messages, *body, prompt_id=prompt_id, classes=["pl-prompt"])
        if prompt_id:
            take_id(self.state.document, node, f"prompt-{prompt_id}")
        self.set_source_info(title)
        self.set_source_info(node)
        kind = self._kind()
        room = KINDS[kind].room(self, node)
        if room is None:
            kind, room = FALLBACK, write_lines(3)
        node["kind"] = room["kind"] = kind
        room["prompt_id"] = prompt_id
        node += room
        node["classes"].append(f"pl-prompt--{kind}")
        take_options(self, node)
        return [node]

    def _id(self) -> str:
        found = str(self.options.get("id", ""))
        if not ID.fullmatch(found):
            self.mistake(Code.PROMPT_ID, f"The prompt's id '{found}' is not a valid id")
            return ""
        return found

    def _kind(self) -> str:
        """The kind, after checking that its options fit; ``FALLBACK`` when it is unknown."""
        name = str(self.options.get("kind", ""))
        kind = KINDS.get(name)
        if kind is None:
            self.mistake(Code.PROMPT_KIND, f"'{name}' is no kind of prompt{meant(name, KINDS)}")
            return FALLBACK
        given = set(self.options) - {"id", "kind", "class", "name"}
        for option in sorted(kind.needs - given):
            self.mistake(Code.PROMPT_OPTION, f"A '{name}' prompt needs ':{option}:'")
        for option in sorted(given - kind.needs - kind.takes):
            self.mistake(Code.PROMPT_OPTION, f"A '{name}' prompt has no option ':{option}:'")
        return name

    # what kinds ask for

    def mistake(self, code: Code, problem: str) -> None:
        """Report an author's mistake in this prompt."""
        warn(code, problem, self.get_location())

    def number(self, option: str, default: int) -> int:
        """The whole number from 1 to 40 that *option* says."""
        text = self.options.get(option)
        if text is None:
            return default
        number = whole_number(text)
        if number is None:
            self.mistake(Code.PROMPT_OPTION, f"':{option}:' must be a whole number from 1 to 40")
        return number or default

    def line(self, text: str, *classes: str) -> nodes.line:
        """An author's words, markup and all, as a line that can be translated."""
        return self._told(nodes.line(text, "", *self.parse_inline(text)[0], classes=list(classes)))

    def entry(self, text: str) -> nodes.entry:
        """The same as the cell of a table; an empty one for no words."""
        paragraphs = [self._told(nodes.paragraph(text, "", *self.parse_inline(text)[0]))] if text else []
        return nodes.entry("", *paragraphs)

    def _told(self, node: Told) -> Told:
        self.set_source_info(node)
        return node


class FinishAnswers(SphinxTransform):
    """Let each kind print its marks, after Sphinx has put a translation in the place of the author's words."""

    default_priority = 390

    def apply(self, **kwargs: object) -> None:
        for room in list(self.document.findall(answer)):
            if "kind" in room:
                kind_of(room).finish(room)


def setup_prompts(app: Sphinx) -> None:
    """Register the directive and the nodes: docutils knows them by name, builders print their base class."""
    found: list[type[nodes.Element]] = [prompt, mark, *(node for kind in KINDS.values() for node in kind.node_classes)]
    for node in dict.fromkeys(found):
        app.add_node(node)
    app.add_directive("prompt", PromptDirective)
    app.add_transform(FinishAnswers)
