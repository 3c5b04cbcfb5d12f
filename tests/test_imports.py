"""Who imports whom: the model never an edition, an edition never another. So each can be read by itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "porchlight"
SHARED = "shared"  # what several editions need
ENTRANCES = {"porchlight"}  # setup() names every part; nothing else does


def module_name(path: Path) -> str:
    """The dotted name of a module: ``porchlight/editions/web/search.py`` is ``porchlight.editions.web.search``."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def imported(code: str) -> set[str]:
    """The dotted names that *code* imports, anywhere in it: at its head, in functions, for types alone."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] == "porchlight"}


def edition_of(name: str) -> str:
    """The edition that a module belongs to, or "" for the model and the checks."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["porchlight", "editions"] and len(parts) > 2 else ""


def forbidden(module: str, code: str) -> list[str]:
    """What *module* imports from an edition that is not its own."""
    if module in ENTRANCES:
        return []
    allowed = {"", SHARED, edition_of(module)} if edition_of(module) else {""}
    return sorted(name for name in imported(code) if edition_of(name) not in allowed)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=module_name)
def test_the_model_imports_no_edition_and_an_edition_no_other(path: Path) -> None:
    assert forbidden(module_name(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "target", "found"),
    [
        ("lesson", "editions.web.view", True),
        ("lesson", "editions.shared.typst", True),
        ("checks.dates", "editions.shared.typst", True),
        ("editions.paper.booklet", "editions.web.view", True),
        ("editions.shared.typst", "editions.paper.leader", True),
        ("editions.paper.leader", "editions.shared.typst", False),
        ("editions.web.search", "editions.web.view", False),
        ("editions.web.search", "outline", False),
    ],
)
@pytest.mark.parametrize(
    "code", ["from porchlight.{package} import {name}", "def f():\n    import porchlight.{package}.{name} as one"]
)
def test_a_planted_import_is_found(module: str, target: str, found: bool, code: str) -> None:
    package, _, name = target.rpartition(".")
    planted = code.format(package=package, name=name).replace("porchlight. ", "porchlight ").replace("..", ".")
    assert forbidden(f"porchlight.{module}", planted) == ([f"porchlight.{target}"] if found else [])
