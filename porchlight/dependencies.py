"""What a page depends on: the files that it was read from, and what it refers to on other pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx import addnodes
from sphinx.util import docname_join

from porchlight.addresses import address
from porchlight.fingerprints import fingerprint
from porchlight.records import RecordsDomain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Reading:
    """What a page was read from, and the pages (``/name``) and names that it refers to."""

    files: str
    refers: tuple[str, ...]


class FreshnessDomain(RecordsDomain[Reading]):
    """What each page was read from, the doctrees that came of it, and the pages that had a mistake."""

    name = "freshness"
    label = "Porch Light freshness"
    initial_data: ClassVar[dict[str, Any]] = {"records": {}, "doctrees": {}, "mistaken": set()}

    @property
    def doctrees(self) -> dict[str, str]:
        """The fingerprint of each page's doctree."""
        return self.data["doctrees"]  # type: ignore[no-any-return]

    @property
    def mistaken(self) -> set[str]:
        """Pages at whose reading there was a warning."""
        return self.data["mistaken"]  # type: ignore[no-any-return]

    def clear_doc(self, docname: str) -> None:
        super().clear_doc(docname)
        self.doctrees.pop(docname, None)
        self.mistaken.discard(docname)


def reading_of(env: BuildEnvironment, docname: str) -> str:
    """The fingerprint of all that a page was read from, and of what came of it."""
    domain = FreshnessDomain.of(env)
    return fingerprint(*(found.files for found in domain.records.get(docname, ())), domain.doctrees.get(docname, ""))


def shown_of(env: BuildEnvironment, name: str) -> Any:
    """What a page shows of a page (``/name``), or of anything else, that it refers to."""
    if name.startswith("/"):
        docname = name[1:]
        if docname not in env.titles:
            return None
        headings = env.metadata.get(docname, {}).get("myst_slugs", {})
        return (
            address(env, docname),
            env.titles[docname].astext(),
            [(slug, *found[1:]) for slug, found in sorted(headings.items())],
        )
    std = env.domains.standard_domain
    kinds = [(kind, found) for (kind, named), found in sorted(std.objects.items()) if named.lower() == name.lower()]
    return std.labels.get(name), std.anonlabels.get(name), kinds


def targets_of(env: BuildEnvironment, docname: str, document: nodes.document) -> Iterator[str]:
    """The pages (``/name``) and names that the links of *document* refer to."""
    for link in document.findall(addnodes.pending_xref):
        target = link["reftarget"]
        if link.get("refdomain") == "doc" or link.get("reftype") == "doc":
            plain = target if link.get("refdomain") == "doc" else docname_join(docname, target)
            yield f"/{plain}"
        else:
            yield target


def doctree_path(env: BuildEnvironment, docname: str) -> Path:
    """Where the doctree of a page lies."""
    return Path(env.doctreedir, f"{docname}.doctree")
