"""Every Word file, opened by LibreOffice and turned to PDF."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from docx import Document


def findings(folder: Path) -> list[str]:
    """What of the Word files in *folder* LibreOffice does not show: the file, or its title.

    Without LibreOffice that is the one finding.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    files = sorted(folder.glob("*.docx"))
    if not office or not files:
        return ["There is no LibreOffice to open Word files with"] if files else [f"There is no Word file in {folder}"]
    with tempfile.TemporaryDirectory() as out:
        profile = f"-env:UserInstallation={Path(out, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", out, *map(str, files)]
        subprocess.run(command, capture_output=True, check=False, timeout=600)
        return [f"{path.name}: {problem}" for path in files if (problem := _shown(path, Path(out, f"{path.stem}.pdf")))]


def _shown(path: Path, pdf: Path) -> str:
    """What is wrong with the PDF made of *path*, or nothing."""
    if not pdf.is_file():
        return "LibreOffice cannot open it"
    with pypdfium2.PdfDocument(pdf) as document:
        said = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    headings = [
        found.text for found in Document(str(path)).paragraphs if found.style and "Heading" in str(found.style.name)
    ]
    missing = [words for words in headings if "".join(words.split()) not in "".join(said.split())]
    return f"LibreOffice does not show {missing[:3]}" if missing else "" if "not checked by" in said else "no foot"
