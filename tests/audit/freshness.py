"""Every pair of editions in both orders, after every kind of edit, on one core and on many: what is built again
must be, byte for byte, what a clean build makes.

``make test`` tries each edit with half of the pairs, so not every pair meets every edit there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from itertools import permutations
from pathlib import Path

from tests.conftest import EPOCH, Course
from tests.test_freshness import EDITIONS, EDITS, files_of, rich

SAME_DAY = "1793500000"


def differences(course: Course, clean: Course, edition: str, parallel: int) -> list[str]:
    """Files of an edition that differ from those of a clean build of the same source."""
    shutil.rmtree(clean.root.parent, ignore_errors=True)
    shutil.copytree(course.root, clean.root)
    found, wanted = files_of(course.build(edition, parallel=parallel).out), files_of(clean.build(edition).out)
    return sorted(name for name in {*found, *wanted} if found.get(name) != wanted.get(name))


def findings(build: Path) -> list[str]:
    """One line for each pair and edit after which an edition is not what it should be; *build* is not looked at."""
    os.environ[EPOCH] = SAME_DAY
    found = []
    for edit, (change, _) in EDITS.items():
        for parallel in (0, 2):
            with tempfile.TemporaryDirectory() as scratch:
                course, clean = rich(Path(scratch, "course")), Course(Path(scratch, "clean", "source"))
                for edition in EDITIONS:
                    course.build(edition, parallel=parallel)
                for row, (first, second) in enumerate(permutations(EDITIONS, 2), start=1):
                    change(course, row)
                    course.build(first, parallel=parallel)
                    if wrong := differences(course, clean, second, parallel):
                        found.append(f"{edit}, {first} then {second}, {parallel} processes: {', '.join(wrong[:5])}")
    return found
