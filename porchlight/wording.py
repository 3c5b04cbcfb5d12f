"""What a region's people call things, and what binds a sentence to a region: its ``words.toml``.

``[words]`` says what a word or phrase of the course is there (``"emergency room" = "A&E"``); every page
is changed so when it is read. ``[bound]`` lists, in groups, what speaks of that region alone (its laws,
institutions, brands); ``porchlight region NAME`` looks for it in the pages of another region.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from cattrs import BaseValidationError
from docutils import nodes
from sphinx.transforms import SphinxTransform

from porchlight.boxes import ancestors
from porchlight.diagnostics import Code, warn
from porchlight.listings import placeholder
from porchlight.plain import read_text_of, toml_fault
from porchlight.region_blocks import from_region
from porchlight.region_file import curly, line_of, region_folder
from porchlight.region_roles import phone, region_words
from porchlight.region_schema import READER, mistakes
from porchlight.sources import citation_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FILE = "words.toml"
# What is not the course's own wording: notes tell of other places, and a region's words are its own.
AS_IT_IS = (nodes.footnote, nodes.literal, nodes.comment, citation_words, region_words, from_region, phone)

SAID_IN_FRONT = {"need", "handout", "teaches"}


@dataclass(frozen=True)
class Wording:
    """``words``: what the course's words are here; ``bound``: words by group that speak of this region alone."""

    words: dict[str, str] = field(default_factory=dict)
    bound: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _found(self) -> re.Pattern[str]:
        return any_of(self.words)

    @cached_property
    def _said(self) -> dict[str, str]:
        return {words.casefold(): here for words, here in self.words.items()}

    def said_here(self, text: str) -> str:
        """*text* in the words of the region; a capital stays a capital."""

        def here(match: re.Match[str]) -> str:
            words = self._said[match[0].casefold()]
            return f"{words[:1].upper()}{words[1:]}" if match[0][0].isupper() else words

        return self._found.sub(here, text) if self.words else text

    def bound_to(self, sentence: str) -> list[str]:
        """The groups whose words stand in *sentence*."""
        return [group for group, words in self.bound.items() if any_of(words).search(sentence)]


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of *words*, the longest first; small letters stand for capitals as well."""
    parts = [
        (re.escape(word) if word != word.lower() else f"(?i:{re.escape(word)})")
        + (r"(?!\w|-\w)" if word[-1:].isalnum() else "")
        for word in words
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})") if parts else re.compile("(?!)")


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of *words* as whole words, the longest first; small letters stand for capitals as well."""
    return _any_of(tuple(sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=16)
def _parse(path: Path, modified: float) -> tuple[Wording, tuple[tuple[str, int], ...]]:
    text = read_text_of(path)
    try:
        data: Any = curly(tomllib.loads(text))
        return READER.structure(data, Wording), ()
    except tomllib.TOMLDecodeError as error:
        return Wording(), (toml_fault(error, text),)
    except BaseValidationError as error:
        found = mistakes(error, data)
        return Wording(), tuple((problem, line_of(text, "", at)) for problem, at in found)


def load_wording(folder: Path) -> Wording:
    """The words of the region that lies in *folder*; empty without a file."""
    path = folder / FILE
    return _parse(path, path.stat().st_mtime)[0] if path.is_file() else Wording()


class SayItHere(SphinxTransform):
    """Put the words of the region in place of the course's."""

    default_priority = 4

    def apply(self, **kwargs: Any) -> None:
        folder = region_folder(self.env)
        wording = load_wording(folder)
        if not wording.words:
            return
        self.env.note_dependency(str(folder / FILE))
        for text in list(self.document.findall(nodes.Text)):
            said = wording.said_here(str(text))
            if said != str(text) and not any(isinstance(parent, AS_IT_IS) for parent in ancestors(text)):
                text.parent.replace(text, nodes.Text(said))
        self.say_beside(wording)

    def say_beside(self, wording: Wording) -> None:
        """The same for words that are no text of the page yet: front matter, materials, what a door leads to."""
        front = self.env.metadata[self.env.current_document.docname]
        for key in SAID_IN_FRONT & front.keys():
            front[key] = wording.said_here(str(front[key]))
        for node in self.document.findall(nodes.Element):
            if "materials" in node:  # but what is printed from the page goes by its title
                node["materials"] = [words if ":" in words else wording.said_here(words) for words in node["materials"]]
            elif isinstance(node, placeholder) and node["name"] == "door":
                to, bar, words = node["argument"].partition("|")
                node["argument"] = f"{to}{bar}{wording.said_here(words)}"


def check_wording(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about what is wrong in the region's ``words.toml``. Runs once a build."""
    path = region_folder(env) / FILE
    for problem, line in _parse(path, path.stat().st_mtime)[1] if path.is_file() else ():
        warn(Code.REGION_FILE, problem, f"{path}:{line}")


def outdated_pages(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> set[str]:
    """All pages, when the region has words now and had none when they were read."""
    path = region_folder(env) / FILE
    had, env.porchlight_words = getattr(env, "porchlight_words", ""), str(path.is_file())  # type: ignore[attr-defined]
    return set(env.found_docs) if had and had != str(path.is_file()) else set()


def setup_wording(app: Sphinx) -> None:
    """Register the transform and the checks."""
    app.add_transform(SayItHere)
    app.connect("env-get-outdated", outdated_pages)
    app.connect("env-updated", check_wording)
