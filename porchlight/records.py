"""A Sphinx domain that keeps plain records for each document, safely under parallel reading.

Sphinx reads documents in several processes; only what a domain merges survives. Modules that
remember something about documents (exercises, lessons, sources) subclass this instead of
hanging attributes on the environment, which would be lost without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Set
    from typing import Self

    from sphinx.environment import BuildEnvironment

Record = TypeVar("Record")


class RecordsDomain(Domain, Generic[Record]):
    """Holds ``{docname: [record, …]}``. Records are plain, picklable and never doctree nodes."""

    initial_data: ClassVar[dict[str, Any]] = {"records": {}}
    data_version = 1

    @classmethod
    def of(cls, env: BuildEnvironment) -> Self:
        """The domain of this class in *env*."""
        return env.get_domain(cls.name)  # type: ignore[return-value]

    @property
    def records(self) -> dict[str, list[Record]]:
        """All records by document name."""
        return self.data["records"]  # type: ignore[no-any-return]

    def note(self, docname: str, record: Record) -> None:
        """Remember *record* for *docname*."""
        self.records.setdefault(docname, []).append(record)

    def all(self) -> list[tuple[str, Record]]:
        """Every record with its document, in the order of document names (so messages are stable)."""
        return [(name, record) for name in sorted(self.records) for record in self.records[name]]

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is about to be read again."""
        self.records.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel worker read."""
        for docname in docnames:
            if docname in otherdata["records"]:
                self.records[docname] = otherdata["records"][docname]

    def resolve_any_xref(self, *args: Any, **kwargs: Any) -> list[tuple[str, Any]]:
        """Records are no targets of cross-references."""
        return []
