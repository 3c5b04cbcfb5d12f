"""Which page defines and which shows a passage, and what is wrong about that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from porchlight.boxes import ancestors, box
from porchlight.diagnostics import Code, warn
from porchlight.exercise import example
from porchlight.part import left_out_here
from porchlight.passage_source import (
    all_passages,
    look_again,
    passages_folder,
    regions_own,
)
from porchlight.passages import anchor, passage
from porchlight.plain import meant, read_text_of
from porchlight.private import is_private
from porchlight.quiz import check_yourself
from porchlight.records import RecordsDomain
from porchlight.region_file import line_of, load_region, region_path

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Noted:
    """A passage on a page: whether it is defined there or shown, and where."""

    name: str
    line: int | None
    shown: bool
    digest: str
    folded: str
    loop: bool


def _folded(node: nodes.Node) -> str:
    """What around a passage is folded away on the web, or nothing."""
    for parent in ancestors(node):
        if isinstance(parent, box) and parent["kind"] == "for-you":
            return "words for one relationship"
        if isinstance(parent, check_yourself):
            return "questions"
        if isinstance(parent, example):
            return "an example"
        if isinstance(parent, passage):
            return f"the passage '{parent['name']}'"
    return ""


class PassageDomain(RecordsDomain[Noted]):
    """Which page defines and which shows a passage."""

    name = "passage"
    label = "Porch Light passages"

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        labels = env.get_domain("std")
        for node in document.findall(passage):
            folded = "" if node["shown"] else _folded(node)
            noted = Noted(
                node["name"], node.line, node["shown"], node.get("digest", ""), folded, bool(node.get("loop"))
            )
            self.note(docname, noted)
            if not node["shown"] and not node.get("declined"):
                name = anchor(node["name"])
                if name in env.metadata[docname].get("myst_slugs", ()):
                    problem = f"A heading of the page has the address of the passage '{node['name']}', '#{name}'"
                    warn(Code.PASSAGE_DUPLICATE, problem, node)
                holder = node if node["ids"] else node.parent  # the section, where the passage has a title
                place = holder["ids"][0]
                labels.anonlabels.setdefault(name, (docname, place))  # type: ignore[attr-defined]
                if holder is not node:
                    labels.labels.setdefault(name, (docname, place, holder[0].astext()))  # type: ignore[attr-defined]

    def homes(self) -> dict[str, str]:
        """The page that defines each passage."""
        found: dict[str, str] = {}
        for docname, noted in self.all():
            if not noted.shown:
                found.setdefault(noted.name, docname)
        return found

    def check_consistency(self) -> None:
        homes = self.homes()
        seen: set[str] = set()
        for docname, noted in self.all():
            place = (docname, noted.line)
            if noted.shown:
                home = homes.get(noted.name)
                if home is None and noted.name in all_passages(self.env):
                    continue  # a page that this language has not defines it
                if home is None:
                    warn(
                        Code.PASSAGE_UNKNOWN,
                        f"There is no passage '{noted.name}' to show{meant(noted.name, homes)}",
                        place,
                    )
                elif noted.loop:
                    warn(Code.PASSAGE_PLACE, f"The passage '{noted.name}' shows itself", place)
                elif home != docname and is_private(self.env, home):
                    warn(Code.PASSAGE_PRIVATE, f"The passage '{noted.name}' stands on the private page '{home}'", place)
                continue
            if noted.name in seen:
                problem = f"The passage '{noted.name}' is defined already, in '{homes[noted.name]}'"
                warn(Code.PASSAGE_DUPLICATE, problem, place)
            elif noted.folded:
                warn(Code.PASSAGE_PLACE, f"The passage '{noted.name}' is defined inside {noted.folded}", place)
            seen.add(noted.name)
        part = bool(left_out_here(self.env.srcdir, self.env.config))  # its region may know passages of the other units
        folder, declined = passages_folder(self.env), load_region(self.env).declined.passages
        for file in sorted(folder.glob("*.md")):
            if file.stem not in homes and not part:
                warn(Code.PASSAGE_UNKNOWN, f"There is no passage '{file.stem}' that this could replace", f"{file}:1")
            if file.stem in declined:
                warn(Code.PASSAGE_REGION, f"'{file.stem}' is declined, and stands here", f"{file}:1")
            elif not read_text_of(file).strip():
                warn(Code.PASSAGE_REGION, f"The passage '{file.stem}' is empty", f"{file}:1")
        path = region_path(self.env)
        for name in sorted(declined.keys() - homes.keys()) if not part else ():
            line = line_of(read_text_of(path), "declined.passages", name)
            warn(Code.PASSAGE_UNKNOWN, f"There is no passage '{name}' to decline", f"{path}:{line}")

    def outdated(self) -> set[str]:
        """Pages that show what has changed since they were read."""
        passages = all_passages(self.env) if self.records else {}

        def digest(noted: Noted) -> str:
            found = passages.get(noted.name) if noted.shown else regions_own(self.env, noted.name)
            return found.digest if found else ""

        return {docname for docname, noted in self.all() if noted.digest != digest(noted)}


def outdated_pages(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], gone: Set[str]) -> set[str]:
    """Tell Sphinx which pages to read again because a passage on them has changed."""
    domain = PassageDomain.of(env)
    return {docname for docname in domain.outdated() if docname in env.found_docs and docname not in gone}


def setup_passage_domain(app: Sphinx) -> None:
    """Register the domain, and what reads pages again whose passages have changed."""
    app.add_domain(PassageDomain)
    app.connect("env-get-outdated", look_again, priority=1)
    app.connect("env-get-outdated", outdated_pages)
