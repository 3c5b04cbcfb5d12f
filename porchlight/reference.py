"""REFERENCE.md: every directive, role and setting, made from the code by ``python -m porchlight reference``."""

from __future__ import annotations

import inspect
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from porchlight.boxes import Box
from porchlight.config import SETTINGS
from porchlight.diagnostics import Code
from porchlight.locale import SOURCE
from porchlight.prompts import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.parsers.rst import Directive

FILE = Path(__file__).resolve().parent.parent / "REFERENCE.md"
HEAD = """\
# Reference

Made from the code by `python -m porchlight reference`: change it there.
[CONTRIBUTING.md](CONTRIBUTING.md) shows how these are used. With `:name: word`, `[](#word)` leads there.
"""


class Registry:
    """Stands for a Sphinx application and notes which directives and roles an extension adds."""

    def __init__(self) -> None:
        self.directives: dict[str, type[Directive]] = {}
        self.roles: dict[str, Any] = {}
        self.config = SimpleNamespace(language=SOURCE)
        self.srcdir = Path()

    def add_directive(self, name: str, directive: type[Directive], override: bool = False) -> None:
        self.directives[name] = directive

    def add_role(self, name: str, role: Any, override: bool = False) -> None:
        self.roles[name] = role

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


def registered() -> Registry:
    """What our extension adds."""
    from porchlight import setup  # it imports this module's neighbours

    found = Registry()
    setup(found)  # type: ignore[arg-type]
    return found


def use_of(thing: Any) -> str:
    """What a directive or role is for: the first paragraph of its docstring, on one line."""
    own = thing if isinstance(thing, type) else type(thing)
    if own.__doc__:
        return " ".join(inspect.cleandoc(own.__doc__).split("\n\n")[0].replace("``", "`").split())
    if issubclass(own, Box):
        return f"A box with the title “{own.title}”."
    return ""


def argument_of(directive: type[Directive]) -> str:
    """Whether a directive has words behind its name."""
    if directive.required_arguments:
        return "needed"
    return "may have" if directive.optional_arguments else ""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown."""
    lines = [list(head), ["---"] * len(list(head)), *map(list, rows)]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def marked(names: Iterable[str]) -> str:
    """Options as an author writes them."""
    return " ".join(f"`:{name}:`" for name in names)


def text() -> str:
    """The whole file."""
    found = registered()
    directives = [
        (f"`{{{name}}}`", argument_of(setting), marked(sorted(setting.option_spec or {})), use_of(setting))
        for name, setting in sorted(found.directives.items())
    ]
    kinds = [(f"`{kind.name}`", marked(sorted(kind.needs)), marked(sorted(kind.takes))) for kind in KINDS.values()]
    roles = [(f"`{{{name}}}`", use_of(role)) for name, role in sorted(found.roles.items())]
    settings = [(f"`{setting.name}`", f"`{setting.default!r}`", setting.use + ".") for setting in SETTINGS]
    codes = [(f"`porchlight.{code.subtype}`", code.value) for code in sorted(Code, key=lambda code: code.name)]
    parts = [
        HEAD,
        "## Directives\n",
        table(("directive", "words behind it", "options", "what it is"), directives) + "\n",
        "## Kinds of prompts\n",
        table(("kind", "needs", "may have"), kinds) + "\n",
        "## Roles\n",
        table(("role", "what it is"), roles) + "\n",
        "## Settings in conf.py\n",
        table(("setting", "default", "what it is"), settings) + "\n",
        "## Warnings\n",
        table(("code", "how to mend it"), codes) + "\n",
    ]
    return "\n".join(parts)


def write() -> list[Path]:
    """Write the file; returns it if it has changed."""
    if FILE.is_file() and FILE.read_text(encoding="utf-8") == text():
        return []
    FILE.write_text(text(), encoding="utf-8")
    return [FILE]
