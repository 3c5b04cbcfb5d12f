"""How sheets and pages look, beside small gray pictures that lie in ``tests/kept/``.

``python -m tests.look --keep`` takes new ones, for a change of looks that is meant: look at them before you
commit them. Sheets are set in our own faces and compared closely. A web page is set in the faces of the
machine, so only where it is dark and where it is light counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageStat

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = Path(__file__).parent / "kept"
KEEP = "PORCHLIGHT_KEEP"  # set: take the pictures anew
TESTS = ("tests/editions/test_handout.py", "tests/browser/test_look.py")
SHEET = (102, 132)  # dots
PAGE = 90  # dots across
COARSE = 10  # of these squares across a page, each one tone


def _tones(image: Image.Image, across: int) -> Image.Image:
    """The picture as squares of one tone, *across* of them in a row."""
    return image.resize((across, round(across * image.height / image.width)), Image.Resampling.BOX)


def distance(name: str, shot: Image.Image, size: tuple[int, int], across: int = 0) -> float:
    """How far *shot* is from the picture kept as *name*, in levels of gray: the mean, and a tenth of the worst place.

    With *across* only so many squares in a row are compared. Without a kept picture it is as far as can be.
    """
    small = shot.convert("L").resize(size, Image.Resampling.BOX)
    path = KEPT / f"{name}.png"
    if os.environ.get(KEEP):
        KEPT.mkdir(exist_ok=True)
        small.save(path, optimize=True)
        return 0
    if not path.is_file():
        return 255
    kept = Image.open(path)
    if kept.size != small.size:
        return 255
    apart = ImageChops.difference(*(_tones(image, across or size[0] // 6) for image in (kept, small)))
    found = ImageStat.Stat(apart)
    return float(found.mean[0]) + float(found.extrema[0][1]) / 10


def _commands() -> Iterator[list[str]]:
    for path in TESTS:
        yield [sys.executable, "-m", "pytest", "-q", "-n", "1", path, "-k", "look_as_kept"]


if __name__ == "__main__":
    if sys.argv[1:] != ["--keep"]:
        sys.exit("python -m tests.look --keep")
    sys.exit(
        max(subprocess.run(command, env={**os.environ, KEEP: "1"}, check=False).returncode for command in _commands())
    )
