"""What the pages' scripts are written in: their types fit, by TypeScript, and browsers of 2021 know all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import node
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

THEME = REPOSITORY / "porchlight/theme/web"
KINDS = REPOSITORY / "porchlight/prompts"
PAGES = [THEME / "scripts.d.ts", *sorted((THEME / "static").glob("*.js")), *sorted(KINDS.glob("*.js"))]
WORKER = [THEME / "sw.d.ts", THEME / "sw.js"]
OPTIONS = ["--allowJs", "--checkJs", "--strict", "--noEmit", "--target", "es2022", "--types", ""]


@pytest.mark.parametrize(
    ("scripts", "library"), [(PAGES, "es2022,dom,dom.iterable"), (WORKER, "es2022,webworker")], ids=["pages", "worker"]
)
def test_scripts_fit_their_types(scripts: list[Path], library: str) -> None:
    program = node.package("typescript") / "bin" / "tsc"
    done = node.run(program, *OPTIONS, "--lib", library, *map(str, scripts))
    assert (done.returncode, done.stdout) == (0, "")


def old_enough(*scripts: Path) -> CompletedProcess[str]:
    """What ES-Check says of *scripts*: their syntax and the functions that they use, in browsers of 2021."""
    program = node.package("es-check") / "lib/cli/index.js"
    return node.run(program, "es2021", "--checkFeatures", *map(str, scripts))


def test_scripts_use_nothing_that_browsers_of_2021_lack() -> None:
    done = old_enough(*(script for script in (*PAGES, *WORKER) if script.suffix == ".js"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_newer_function_would_be_found(tmp_path: Path) -> None:
    script = tmp_path / "new.js"
    script.write_text("Object.hasOwn({}, 'name');\n", encoding="utf-8")
    assert old_enough(script).returncode != 0
