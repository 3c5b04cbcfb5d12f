"""``make bench``: what the course costs, beside other themes on the same text, in one run.

Builds the course in a temporary folder with our theme, with stock sphinx-book-theme and with two
peers, and prints a table for each budget of the design. Nothing here is a test: times depend on
the machine, so they are printed with what they are compared to.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.audit.barriers import violations
from tests.audit.pages import PHONE, served, started
from tests.audit.speed import lighthouse, scores
from tests.audit.weight import first_view

REPOSITORY = Path(__file__).parents[2]
THEMES = ("porchlight", "sphinx_book_theme", "furo", "pydata_sphinx_theme")
EXTENSIONS = "myst_parser,sphinx_book_theme,porchlight,tests.bench.stock"
LESSONS = ("course/1-how-addiction-works/what-opioids-do", "course/4-supporting-medication/how-the-medicines-work")
COPIES = 10
EDITS = 3  # single builds are short: the middle one of three is told
STEP = re.compile(r"^/?[a-z0-9/-]+$", re.MULTILINE)  # a line of a unit's toctree


def copied(folder: Path) -> Path:
    """A copy of the sources and the machinery in *folder*."""
    unwanted = shutil.ignore_patterns("__pycache__", "_build", ".venv", ".git")
    return Path(shutil.copytree(REPOSITORY, folder, ignore=unwanted))


def timed(command: list[str], root: Path) -> float:
    """Seconds that *command* takes in *root*.

    Raises ``subprocess.CalledProcessError`` when it fails.
    """
    began = time.perf_counter()
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def ours(root: Path, *what: str) -> float:
    """Seconds that our own command takes."""
    return timed([sys.executable, "-m", "porchlight", *what], root)


def themed(root: Path, theme: str) -> float:
    """Seconds of a clean HTML build with another theme; it lies in ``_build/THEME`` afterwards."""
    out, doctrees = root / "_build" / theme, root / "_build" / f"doctrees-{theme}"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "stock", "-j", str(os.cpu_count() or 1)]
    options = ["-d", str(doctrees), "-D", f"html_theme={theme}", "-D", f"extensions={EXTENSIONS}"]
    return timed([*command, *options, str(root), str(out)], root)


def table(head: list[str], rows: list[list[str]]) -> None:
    """Print *rows* under *head*, as Markdown."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in (head, ["-" * width for width in widths], *rows):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
    print(flush=True)


def pages(root: Path) -> None:
    """Print weight, Lighthouse and axe of two lessons with every theme."""
    rows = []
    for theme in THEMES:
        html = root / "_build" / ("html" if theme == "porchlight" else theme)
        for lesson in LESSONS:
            with served(html) as site:
                with started() as browser:
                    view = first_view(browser, site, f"{lesson}.html")
                    page = browser.new_context(viewport=PHONE, bypass_csp=True).new_page()
                    barriers = len(violations(page, f"{site}{lesson}.html"))
                marks = scores(lighthouse(f"{site}{lesson}.html"))
            row = [theme, lesson.rpartition("/")[2], f"{view.plain / 1000:.1f}", f"{view.zipped / 1000:.1f}"]
            row += [str(view.requests), str(view.elsewhere), "/".join(map(str, marks.values())), str(barriers)]
            rows.append(row)
    print("A lesson's first view on a phone (budget: 75 KB, 24 KB gzip, 12 requests, 0 elsewhere, 100 × 4, 0):\n")
    head = ["theme", "lesson", "KB", "KB gzip", "requests", "elsewhere", "Lighthouse", "axe"]
    table(head, rows)


def repeated(root: Path) -> None:
    """Give every unit of the course in *root* ten times its steps."""
    for index in sorted(root.glob("course/[1-8]-*/index.md")):
        text = index.read_text(encoding="utf-8")
        for step in STEP.findall(text):
            source = Path(f"{root if step.startswith('/') else f'{index.parent}/'}{step}.md")
            copies = [f"{step}-{number}" for number in range(2, COPIES + 1)]
            for copy in copies:
                shutil.copyfile(source, source.with_name(f"{copy.rpartition('/')[2]}.md"))
            text = text.replace(f"\n{step}\n", "\n" + "\n".join([step, *copies]) + "\n", 1)
        index.write_text(text, encoding="utf-8")


def after_an_edit(root: Path, number: int) -> float:
    """Seconds of an HTML build after a sentence was added to a lesson."""
    lesson = root / f"{LESSONS[0]}.md"
    lesson.write_text(f"{lesson.read_text(encoding='utf-8')}\nThis is sentence {number}.\n", encoding="utf-8")
    return ours(root, "html")


def times(root: Path) -> float:
    """Print what builds cost, beside stock HTML builds of the same text; return seconds of a clean one of ours."""
    whole = ours(root, "course")
    sheets = len(list((root / "_build" / "handouts").glob("*/*.pdf")))
    stock = {theme: themed(root, theme) for theme in THEMES[1:]}
    shutil.rmtree(root / "_build" / "doctrees")
    shutil.rmtree(root / "_build" / "html")
    clean = ours(root, "html")
    edited = statistics.median(after_an_edit(root, number) for number in range(1, EDITS + 1))
    rows = [
        ["make course, clean", f"{whole:.1f} s", f"{whole / stock['sphinx_book_theme']:.1f} × stock HTML", "4 ×"],
        *[[f"HTML, clean, {theme}", f"{seconds:.1f} s", "", ""] for theme, seconds in stock.items()],
        ["HTML, clean, ours", f"{clean:.1f} s", f"{clean / stock['sphinx_book_theme']:.1f} × stock HTML", ""],
        ["HTML, one lesson edited", f"{edited:.1f} s", f"{edited / clean:.2f} of clean", "0.25"],
    ]
    print(f"Builds on {os.cpu_count()} cores ({sheets} sheets among them):\n")
    table(["what", "time", "compared", "budget"], rows)
    return clean


def growth(scratch: Path, clean: float) -> None:
    """Print what ten times the steps cost, beside the *clean* build's seconds."""
    large = copied(scratch / "large")
    repeated(large)
    many = ours(large, "html")
    pages = len(list((large / "_build" / "html").rglob("*.html")))
    what = f"HTML, clean, {COPIES} × the steps ({pages} pages)"
    head = ["what", "time", "compared", "budget"]
    table(head, [[what, f"{many:.1f} s", f"{many / clean:.1f} × clean", "11 ×"]])


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        root = copied(Path(scratch, "course"))
        clean = times(root)
        pages(root)
        growth(Path(scratch), clean)
    return 0


if __name__ == "__main__":
    sys.exit(main())
