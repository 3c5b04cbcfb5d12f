"""``make bench``: what the course costs, beside other themes on the same text, in one run.

Builds the course in a temporary folder with our theme, with stock sphinx-book-theme and with two
peers, and prints a table for each budget of the design. Nothing here is a test: times depend on
the machine, so they are printed with what they are compared to. Compared are seconds of the
processor, which other programs on the machine change little; beside them stand those on the clock.
``make bench PART=growth`` runs one part; ``PART=phone`` tells what a slow phone waits for.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from porchlight.__main__ import COURSE, EDITIONS
from tests.audit.barriers import violations
from tests.audit.pages import PHONE, served, started
from tests.audit.speed import lighthouse, scores
from tests.audit.weight import first_view
from tests.bench.phone import SLOWER, TRIES, waits

if TYPE_CHECKING:
    from collections.abc import Iterable

REPOSITORY = Path(__file__).parents[2]
THEMES = ("porchlight", "sphinx_book_theme", "furo", "pydata_sphinx_theme")
EXTENSIONS = "myst_parser,sphinx_book_theme,porchlight,tests.bench.stock"
LESSONS = ("course/1-how-addiction-works/what-opioids-do", "course/4-supporting-medication/how-the-medicines-work")
EXERCISE = "exercises/two-lists"
COPIES = 10
GROWTH = 1.1  # ten times the pages may cost eleven times as much
# Of each edition: the files that tell how much was written.
WRITTEN = {
    "notebooks": "*.ipynb",
    "handouts": "*/*.pdf",
    "slides": "*.pdf",
    "epub": "**/*.epub",
    "html": "**/*.html",
}
# The sheets and books that edition 0.1 made on each paper, by the names they have now. The budget of a clean build was
# set for them; what was added since is measured apart, on paper and elsewhere.
FIRST = Path(__file__).with_name("edition-0.1.txt").read_text(encoding="utf-8").split()
ADDED = ("handouts/word/*.docx", "epub/*-short.epub")
# A file of the same editions that is quickly made again: it tells what a build costs that makes next to nothing.
SMALL = ("handouts/letter/overdose-card.pdf", "epub/units/unit-1.epub")
# Sheets with fields, also added since, are made together with those without: a copy of the machinery makes none.
FIELDS = ("porchlight/handouts.py", 'FILL_PAPERS = ("letter", "a4")', "FILL_PAPERS = ()")
EDITS = 3  # single builds are short: the middle one of three is told
# Pages that can stand only once: private ones, and those on which a passage is defined, not shown.
ONCE = re.compile(r"^private: true$|^(?P<fence>:{3,})\{passage\} .*\n(?!(?P=fence)$)", re.MULTILINE)
ADDRESS = re.compile(r"^address: .*\n", re.MULTILINE)
STEP = re.compile(r"^/?[a-z0-9/-]+$", re.MULTILINE)  # a line of a unit's toctree


def copied(folder: Path) -> Path:
    """A copy of the sources and the machinery in *folder*."""
    unwanted = shutil.ignore_patterns("__pycache__", "_build", ".venv", ".git")
    return Path(shutil.copytree(REPOSITORY, folder, ignore=unwanted))


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor, on all cores together, and on the clock."""

    processor: float
    clock: float

    def __str__(self) -> str:
        return f"{self.processor:.1f} s ({self.clock:.1f} s)"

    def __sub__(self, other: Cost) -> Cost:
        """What is left of this without *other*."""
        return Cost(self.processor - other.processor, self.clock - other.clock)

    def of(self, other: Cost) -> float:
        """How many times as much as *other*."""
        return self.processor / other.processor


def timed(command: list[str], root: Path) -> Cost:
    """What *command* costs in *root*.

    Raises ``subprocess.CalledProcessError`` when it fails.
    """
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(processor, time.perf_counter() - began)


def ours(root: Path, *what: str) -> Cost:
    """What our own command costs."""
    return timed([sys.executable, "-m", "porchlight", *what], root)


def themed(root: Path, theme: str) -> Cost:
    """The cost of a clean HTML build with another theme; it lies in ``_build/THEME`` afterwards."""
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
    ours(root, "course")
    for theme in THEMES[1:]:
        themed(root, theme)
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


def pages_of(root: Path) -> list[Path]:
    """All pages that have been read."""
    return list((root / "_build" / "doctrees").rglob("*.doctree"))


def repeated(root: Path) -> None:
    """Give every unit of the course in *root* ten times its steps, but for those that can stand only once."""
    for index in sorted(root.glob("course/[1-8]-*/index.md")):
        text = index.read_text(encoding="utf-8")
        for step in STEP.findall(text):
            source = Path(f"{root if step.startswith('/') else f'{index.parent}/'}{step}.md")
            words = ADDRESS.sub("", source.read_text(encoding="utf-8"))
            if ONCE.search(words):
                continue
            copies = [f"{step}-{number}" for number in range(2, COPIES + 1)]
            for copy in copies:
                source.with_name(f"{copy.rpartition('/')[2]}.md").write_text(words, encoding="utf-8")
            text = text.replace(f"\n{step}\n", "\n" + "\n".join([step, *copies]) + "\n", 1)
        index.write_text(text, encoding="utf-8")


def after_an_edit(root: Path, path: str, number: int, *what: str) -> Cost:
    """The cost of a build after a sentence was added to a page."""
    page = root / f"{path}.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\nThis is sentence {number}.\n", encoding="utf-8")
    return ours(root, *what)


def added_since(build: Path) -> list[Path]:
    """What edition 0.1 did not make, among files of a build without fields."""
    sheets = [path for path in build.glob("handouts/*/*.pdf") if path.stem not in FIRST]
    return sheets + [path for pattern in ADDED for path in build.glob(pattern)]


def made_again(root: Path, paths: Iterable[Path]) -> Cost:
    """The cost of a build of all editions after these files were taken away."""
    for path in paths:
        path.unlink()
    return ours(root, "course")


def without_fields(root: Path) -> Path:
    """A copy of the course in *root*, not yet built, whose sheets are made without fields only.

    Raises ``ValueError`` when the machinery no longer has the line that says so.
    """
    path, line, none = FIELDS
    copy = copied(root.with_name("without-fields"))
    code = (copy / path).read_text(encoding="utf-8")
    if line not in code:
        raise ValueError(f"There is no {line!r} in {path}")
    (copy / path).write_text(code.replace(line, none), encoding="utf-8")
    return copy


def median(costs: Iterable[Cost]) -> Cost:
    """The middle one."""
    return sorted(costs, key=lambda cost: cost.processor)[EDITS // 2]


def times(root: Path) -> None:
    """Print what builds cost, beside stock HTML builds of the same text."""
    whole = ours(root, "course")
    sheets = len(list((root / "_build" / "handouts").glob("*/*.pdf")))
    again = ours(root, "course")
    bare = without_fields(root)
    before = ours(bare, "course")
    build = bare / "_build"
    before -= median(made_again(bare, added_since(build)) for _ in range(EDITS)) - median(
        made_again(bare, [build / name for name in SMALL]) for _ in range(EDITS)
    )
    added = whole - before
    exercise = median(after_an_edit(root, EXERCISE, number, "course") for number in range(EDITS))
    lesson = median(after_an_edit(root, LESSONS[0], number, "html") for number in range(EDITS))
    book = themed(root, "sphinx_book_theme")
    rows = [
        ["HTML, clean, sphinx_book_theme", str(book), "stock", ""],
        ["make course, clean", str(whole), f"{whole.of(book):.2f} × stock", ""],
        ["  what there was when the budget was set", str(before), f"{before.of(book):.2f} × stock", "2.5 ×"],
        ["  added: new sheets, short book, packets, Word, fields", str(added), f"{added.of(book):.2f} × stock", ""],
        ["make course, nothing changed", str(again), f"{again.of(whole):.3f} of clean", "0.05"],
        ["make course, one exercise edited", str(exercise), f"{exercise.of(whole):.2f} of clean", "0.2"],
        ["make html, one lesson edited", str(lesson), f"{lesson.of(whole):.2f} of clean", ""],
    ]
    print(f"Builds on {os.cpu_count()} cores ({sheets} sheets among them), processor (clock):\n")
    table(["what", "time", "compared", "budget"], rows)


def written(root: Path, what: str) -> int:
    """How many bytes an edition wrote: of its pages, or of its files on paper and for the wall.

    A step is longer than most other pages and stands in several e-books, so that this can grow more than their number.
    """
    folder = root / "_build" / EDITIONS[what].folder
    if what != "epub":
        return sum(path.stat().st_size for path in folder.glob(WRITTEN[what]) if path.is_file())
    books = (ZipFile(path) for path in folder.glob(WRITTEN[what]))
    return sum(part.file_size for book in books for part in book.infolist() if part.filename.endswith(".xhtml"))


def growth(root: Path, scratch: Path) -> None:
    """Print what ten times the steps cost in every edition, beside the same with the steps there are."""
    large = copied(scratch / "large")
    repeated(large)
    rows = []
    for folder in (root, large):
        shutil.rmtree(folder / "_build", ignore_errors=True)
    # the first build reads the pages for all
    for what, name in [("notebooks", "reading, notebooks"), *((what, what) for what in COURSE if what != "notebooks")]:
        few, many = ours(root, what), ours(large, what)
        before, after = (len(pages_of(folder)) for folder in (root, large))
        wrote = written(large, what) / written(root, what)
        most = GROWTH * max(wrote, after / before)
        rows.append([name, str(few), str(many), f"{wrote:.1f} ×", f"{many.of(few):.1f} ×", f"{most:.1f} ×"])
    print(f"{after} pages for {before}, {after / before:.1f} ×, processor (clock):\n")
    table(["edition", "the course", "with more pages", "wrote", "cost", "budget"], rows)


def phone(root: Path) -> None:
    """Print how long a slow phone waits for the first words, and for an exercise that can be used."""
    ours(root, "html")
    rows = [[wait.net.name, wait.page, wait.text, wait.usable] for wait in waits(root / "_build" / "html")]
    print(f"A phone whose processor is {SLOWER} times slower, seconds, the middle one of {TRIES} (least to most);")
    print(f"the machine was busy with {os.getloadavg()[0]:.1f} programs on {os.cpu_count()} cores:\n")
    table(["net", "page", "first words", "exercise can be used"], rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parts = ["times", "pages", "growth", "phone"]
    parser.add_argument("part", nargs="*", choices=[[], *parts], help="all of them unless named")
    wanted = parser.parse_args().part or parts
    with tempfile.TemporaryDirectory() as scratch:
        root = copied(Path(scratch, "course"))
        if "times" in wanted:
            times(root)
        if "pages" in wanted:
            pages(root)
        if "growth" in wanted:
            growth(root, Path(scratch))
        if "phone" in wanted:
            phone(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
