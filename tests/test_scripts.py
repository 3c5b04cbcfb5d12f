"""What the pages' scripts are written in: their types fit, by TypeScript."""

from __future__ import annotations

from tests import node
from tests.conftest import REPOSITORY

SCRIPTS = REPOSITORY / "porchlight/theme/web/static"
SHARED = REPOSITORY / "porchlight/theme/web/scripts.d.ts"
OPTIONS = ["--allowJs", "--checkJs", "--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom,dom.iterable"]


def test_scripts_fit_their_types() -> None:
    scripts = sorted(str(path) for path in SCRIPTS.glob("*.js"))
    done = node.run(node.package("typescript") / "bin" / "tsc", *OPTIONS, "--types", "", str(SHARED), *scripts)
    assert (done.returncode, done.stdout) == (0, "")
