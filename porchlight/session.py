"""Facilitator sessions: their numbers, what other pages know of each, and the numbers of their slides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from porchlight.agenda_parts import activity, agenda, without_doubles
from porchlight.anchors import take_id
from porchlight.diagnostics import Code, warn
from porchlight.locale import _
from porchlight.records import RecordsDomain
from porchlight.slide import slide

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SESSION = re.compile(r"course/facilitator/(?:.+/)?session-(\d+)")


@dataclass(frozen=True)
class Session:
    """What other pages know of a session. Its number is that of its file.

    ``sheets`` are for each person, ``few`` for some.
    """

    number: int
    title: str
    sheets: tuple[str, ...]
    few: tuple[str, ...]
    slides: int
    minutes: int
    short: int


def session_number(docname: str) -> int | None:
    """The session's number if *docname* is one, else ``None``."""
    match = SESSION.fullmatch(docname)
    return int(match[1]) if match else None


class SessionDomain(RecordsDomain[Session]):
    """Every session, for the editions that make something of each."""

    name = "session"
    label = "Porch Light sessions"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        number = session_number(docname)
        if number is None:
            return
        title = next((node.astext() for node in document.findall(nodes.title)), docname)
        sheets, few = (
            tuple(without_doubles([name for part in document.findall(activity) for name in part[kind]]))
            for kind in ("sheets", "few")
        )
        slides = sum(1 for _ in document.findall(slide))
        lengths = [(node["length"], node["short"]) for node in document.findall(agenda)]
        minutes, short = lengths[0] if lengths else (0, 0)
        self.note(docname, Session(number, title, sheets, few, slides, minutes, short))

    def check_consistency(self) -> None:
        first: dict[int, str] = {}
        for docname, found in self.all():
            if found.number in first:
                problem = f"Session {found.number} is already in '{first[found.number]}'"
                warn(Code.SESSION_DUPLICATE, problem, (docname, 1))
            first.setdefault(found.number, docname)


def sessions(env: BuildEnvironment) -> list[tuple[str, Session]]:
    """Every session with its page, by number."""
    domain = SessionDomain.of(env)
    return sorted(domain.all(), key=lambda entry: entry[1].number)


class NumberSlides(SphinxTransform):
    """Number the slides of a page and check what activities say of them."""

    default_priority = 400

    def apply(self, **kwargs: object) -> None:
        docname = self.env.current_document.docname
        slides = list(self.document.findall(slide))
        for number, node in enumerate(slides, start=1):
            node["number"] = number
            take_id(self.document, node, f"slide-{number}")
            next(node.findall(nodes.title)).insert(
                0, nodes.inline("", f"{_('Slide %(number)s:', number=number)} ", classes=["pl-slide__number"])
            )
            if session_number(docname) is None:
                warn(Code.SESSION_PLACE, "A slide stands on a page that is no session", node)
        for part in self.document.findall(activity):
            if not isinstance(part.parent, agenda):
                warn(Code.SESSION_PLACE, f"The activity '{part[0].astext()}' stands in no agenda", part)
            for wanted in part["slides"]:
                if wanted not in range(1, len(slides) + 1):
                    warn(Code.SLIDE_UNKNOWN, f"There is no slide {wanted}; the page has {len(slides)}", part)


def setup_session(app: Sphinx) -> None:
    """Register the domain, and what numbers the slides."""
    app.add_domain(SessionDomain)
    app.add_transform(NumberSlides)
