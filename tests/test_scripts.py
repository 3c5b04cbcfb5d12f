"""What the pages' scripts are written in: their types fit, by TypeScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import node
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

THEME = REPOSITORY / "porchlight/theme/web"
PAGES = [THEME / "scripts.d.ts", *sorted((THEME / "static").glob("*.js"))]
WORKER = [THEME / "sw.d.ts", THEME / "sw.js"]
OPTIONS = ["--allowJs", "--checkJs", "--strict", "--noEmit", "--target", "es2022", "--types", ""]


@pytest.mark.parametrize(
    ("scripts", "library"), [(PAGES, "es2022,dom,dom.iterable"), (WORKER, "es2022,webworker")], ids=["pages", "worker"]
)
def test_scripts_fit_their_types(scripts: list[Path], library: str) -> None:
    program = node.package("typescript") / "bin" / "tsc"
    done = node.run(program, *OPTIONS, "--lib", library, *map(str, scripts))
    assert (done.returncode, done.stdout) == (0, "")
