"""Zip files of which the same content gives the same bytes, on every machine and day.

``repro-zipfile`` does this too; it reads its date from the environment alone, and ours may be that of the source.
"""

from __future__ import annotations

import io
import time
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PACKED = (".pdf", ".epub", ".pptx", ".png")  # kinds of file that would not become smaller
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no date before
A_FILE = 0o100644 << 16  # a plain file that all may read


def write_zip(
    target: Path | IO[bytes], entries: Iterable[tuple[str, bytes]], seconds: int = 0, stored: tuple[str, ...] = ()
) -> None:
    """Write *entries*, (name, content), into *target* in their order, dated *seconds* after 1970.

    Names that end with one of *stored* are not compressed.
    """
    date = max(time.gmtime(seconds)[:6], EARLIEST)
    with ZipFile(target, "w") as archive:
        for name, content in entries:
            entry = ZipInfo(name, date)
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = A_FILE
            archive.writestr(entry, content, ZIP_STORED if name.endswith(stored) else ZIP_DEFLATED)


def undated(content: bytes) -> bytes:
    """An Office file, which holds the time at which each of its parts was written, without these times."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as archive:
        write_zip(buffer, [(name, archive.read(name)) for name in archive.namelist()])
    return buffer.getvalue()
