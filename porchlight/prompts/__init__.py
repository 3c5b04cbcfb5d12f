"""Prompts, and a room for each kind of them: all that is known of a kind stands in one module.

======================  =============================================================================
module                  kinds
======================  =============================================================================
``written.py``          ``short``, ``lines``: words
``choices.py``          ``choose-one``, ``choose-many``: circles and boxes
``scale.py``            ``scale``: a number from 0 to 10
``grid.py``             ``grid``: a table
``if_then.py``          ``if-then``: plans
======================  =============================================================================

A kind is an object of a class that subclasses ``PromptKind``, made known by ``register``. ``kind.py`` says what
each of its methods takes and gives; the five above are its examples. In the order in which data flows:

===================  ================================================================================
``needs, takes``     the options of ``{prompt}`` that it needs, and may have
``room``             room for the answer: a node that subclasses ``answer`` and one of docutils' that any
                     builder can print. An author's words are its children, so that they can be
                     translated: ``directive.line(text)`` and ``directive.entry(text)`` make such nodes
``finish``           adds a ``mark`` before those words, once their translation is there
``fields``           the inputs on the web, as HTML
``scripts``          two scripts: one that reads and fills those inputs (sent with the page), one for
                     files and for reading (fetched when it is first needed); see ``Kind`` and
                     ``LaterKind`` in ``theme/web/scripts.d.ts``
``paper``            a call of Typst, such as one of the functions in ``theme/handout.typ``
``cell, question``   the empty cell of a notebook, and what stands in the cell before it
``blank, facts``     the value of an unanswered prompt, and what is saved beside each value
===================  ================================================================================

Editions ask ``kind_of(node)``, for a ``prompt`` or its ``answer``, and name no kind. What they read of the nodes:
``node["prompt_id"]`` (a reader's saved answers hang on it), ``node["kind"]``, and ``answer_of(node)``, on which
both stand too. All else on an answer belongs to its kind.

A kind of one's own, from an extension or from ``conf.py``::

    class answer_mood(answer, nodes.line_block):
        "Three faces."

    class Mood(PromptKind):
        node_classes = (answer_mood,)

        def room(self, directive, node):
            return answer_mood("", directive.line("good   so-so   bad"))

    register(Mood("mood"))  # before ``porchlight`` is set up

That prints in every edition. On the web a text area stands below it until ``fields`` and ``scripts`` say more.
"""

from __future__ import annotations

from porchlight.prompts import choices, grid, if_then, scale, written
from porchlight.prompts.directive import PromptDirective, setup_prompts
from porchlight.prompts.kind import (
    ID,
    KINDS,
    PromptKind,
    answer,
    answer_of,
    key_of,
    kind_of,
    mark,
    prompt,
    register,
    split_bar,
    whole_number,
)

__all__ = [
    "ID",
    "KINDS",
    "PromptDirective",
    "PromptKind",
    "answer",
    "answer_of",
    "choices",
    "grid",
    "if_then",
    "key_of",
    "kind_of",
    "mark",
    "prompt",
    "register",
    "scale",
    "setup_prompts",
    "split_bar",
    "whole_number",
    "written",
]
