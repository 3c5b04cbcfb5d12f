"""The package that `pip install .` makes: all of it is in, and it works without the checkout around it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from configparser import ConfigParser
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of this checkout installs."""
    folder = tmp_path_factory.mktemp("package")
    source = folder / "checkout"
    shutil.copytree(REPOSITORY / "porchlight", source / "porchlight", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements.txt", "LICENSE"):
        shutil.copy(REPOSITORY / name, source)
    code = "from setuptools import build_meta; build_meta.build_wheel('..')"
    done = subprocess.run([sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = folder.glob("*.whl")
    with ZipFile(wheel) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


def test_package_holds_every_file_of_the_machinery(installed: Path) -> None:
    def files(root: Path) -> set[str]:
        found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        return {path.as_posix() for path in found if "__pycache__" not in path.parts}

    assert files(installed / "porchlight") == files(REPOSITORY / "porchlight")
    assert (installed / "porchlight/py.typed").is_file()


def test_package_needs_what_the_requirements_say_and_says_it_once(installed: Path) -> None:
    [metadata] = installed.glob("*.dist-info/METADATA")
    needs = [line.split(": ")[1] for line in metadata.read_text().splitlines() if line.startswith("Requires-Dist")]
    said = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").splitlines()

    assert needs == [line.split("#")[0].strip() for line in said if line.split("#")[0].strip()]


def test_package_brings_a_command_and_names_its_themes_and_builders(installed: Path) -> None:
    [path] = installed.glob("*.dist-info/entry_points.txt")
    points = ConfigParser()
    points.read(path)

    assert points["console_scripts"]["porchlight"] == "porchlight.__main__:command"
    assert set(points["sphinx.html_themes"]) == {"porchlight", "porchlight-epub"}
    assert set(points["sphinx.builders"]) == {"handout", "notebook", "slides"}
