"""Where words stand in the Markdown of the course: behind which directives, in which options and front matter.

``tests/catalogs/test_grammar.py`` compares these lists with all that is registered: a new directive has to be
named in one of them.
"""

from __future__ import annotations

# Front matter whose value a reader sees, and what only the build reads.
FRONT_WORDS = frozenset({"need", "handout", "teaches", "card", "title"})
FRONT_OTHER = frozenset(
    {
        "minutes",
        "checked",
        "evidence",
        "for-review",
        "repeats",
        "address",
        "private",
        "savable",
        "language",
        "layout",
        "unit",
    }
    | {"orphan", "tocdepth"}
)

# Directives that have words behind their name, and those that have a name, a number or nothing.
ARGUMENT_WORDS = frozenset(
    {"act-now", "activity", "card", "content-note", "door", "example", "in-short", "list-table", "packet", "prompt"}
    | {"question", "safety-check", "say", "slide", "story", "talk", "today", "turn", "wall", "when-to-stop", "why"}
    | {"admonition", "figure", "note", "table", "topic", "warning"}
)
ARGUMENT_NAME = frozenset(
    {"agenda", "exercise-card", "for-you", "handout-list", "help-lines", "law", "passage", "picture", "short-version"}
    | {"source-list", "story-aloud", "container"}
)

# Options whose value is words; in those of the second list each part between two "|" is words of its own.
OPTION_WORDS = frozenset(
    {("passage", "answers"), ("passage", "title"), ("picture", "on-paper"), ("prompt", "low"), ("prompt", "high")}
    | {("card", "copies"), ("wall", "copies"), ("figure", "alt"), ("image", "alt")}
)
OPTION_LISTS = frozenset(
    {("activity", "materials"), ("prompt", "columns"), ("prompt", "row-names"), ("slide", "lines")}
)
OPTION_OTHER = frozenset(
    {"class", "name", "minutes", "optional", "sheets", "short", "slides", "teaching", "start", "file", "to", "only"}
    | {"folded", "region", "unchecked", "beside", "mark", "id", "keys", "kind", "lines", "pairs", "rows", "picture"}
    | {"steps", "few"}
)

# What stands before the words of one part of a list of materials: the words are the title of a card of the page.
MATERIAL = r"(?:card|wall):\s+"
MATERIAL_NAME = r"form:\s+\S+"

# Directives without words of their own below them.
WITHOUT_WORDS = frozenset({"toctree", "raw", "code-block", "literalinclude"})
# Directives below which a line holds, before its words, what leads from it: ``[x]``, ``[2]``, ``[end]``.
WITH_ANSWERS = frozenset({"question", "turn"})
