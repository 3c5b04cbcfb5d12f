"""Where a page lies, and what its files are called: its place in the source, or the ``address:`` it asks for.

A reader's history, downloads and shared accounts show addresses to others. ``address: page-4`` between
the ``---`` lines of a page gives it a dull one, ``page-4.html`` beside the front page, and dull names to
its sheets and its notebook (``page-4.pdf``). The source keeps its plain name, and links name the source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from porchlight.diagnostics import Code, warn

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Pages of the web course that have no source.
NOT_FOUND = "404"
LEAVE_PAGE = "kitchen"
MY_ANSWERS = "my-answers"
SEARCH_PAGE = "search"
TAKEN = frozenset({NOT_FOUND, LEAVE_PAGE, MY_ANSWERS, SEARCH_PAGE, "index"})


def address(env: BuildEnvironment, docname: str) -> str:
    """The page's address from the front page, without ``.html``; a name that is no page is its own address."""
    stated = _stated(env, docname)
    return stated if ADDRESS.fullmatch(stated) else docname


def site_address(env: BuildEnvironment, docname: str) -> str:
    """The page's whole address, ``https://example.org/course/page-4.html``; nothing when the site has none yet."""
    site = str(env.config.html_baseurl)
    return f"{site.rstrip('/')}/{address(env, docname)}.html" if site else ""


def file_name(env: BuildEnvironment, docname: str) -> str:
    """The name of the page's files, without their suffix."""
    return address(env, docname).rpartition("/")[2]


def has_address(env: BuildEnvironment, docname: str) -> bool:
    """Whether the page asks for an address of its own."""
    return address(env, docname) != docname


def addresses(env: BuildEnvironment) -> dict[str, str]:
    """The address of each page, by its name."""
    return {name: address(env, name) for name in sorted(env.found_docs)}


def _stated(env: BuildEnvironment, docname: str) -> str:
    return str(env.metadata.get(docname, {}).get("address", ""))


class Addressed:
    """For HTML builders: pages lie at their addresses, and links lead there."""

    env: BuildEnvironment

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        uri: str = super().get_target_uri(address(self.env, docname), typ)  # type: ignore[misc]
        return uri

    def get_output_path(self, page_name: str, /) -> Path:
        path: Path = super().get_output_path(address(self.env, page_name))  # type: ignore[misc]
        return path


def check_addresses(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about an address that is malformed, or that another page has."""
    owners: dict[str, str] = dict.fromkeys(TAKEN, "a page of the web course")
    owners |= {name: f"'{name}'" for name in env.found_docs if not has_address(env, name)}
    files = {name.rpartition("/")[2]: name for name in env.found_docs if not has_address(env, name)}
    for docname in sorted(env.found_docs):
        stated = _stated(env, docname)
        if not stated:
            continue
        place = (docname, 1)
        if not ADDRESS.fullmatch(stated) or docname == env.config.root_doc:
            warn(Code.ADDRESS, f"The address '{stated}' is none that a page can have", place)
            continue
        owner = owners.get(stated) or (f"a file of '{files[stated]}'" if stated in files else "")
        if owner:
            warn(Code.ADDRESS, f"The address '{stated}' is also that of {owner}", place)
        owners[stated] = f"'{docname}'"


def setup_addresses(app: Sphinx) -> None:
    """Register the check."""
    app.connect("env-updated", check_addresses)
