"""A tiny course for tests: a front page, one unit with one lesson, one exercise, one country.

``tiny_course`` writes it into a folder of the test's own, where the test may change any file and
build it with any builder::

    def test_a_prompt_prints_its_label(tiny_course):
        tiny_course.replace("exercises/first-steps.md", "Before", "Earlier")
        assert "Earlier" in tiny_course.build("text").page("exercises/first-steps")

A build fails the test when Sphinx warns; ``build(warns=True)`` hands the warnings over instead.
Tests that only read share builds: ``built`` (text), and ``edition`` (text, html and epub in turn).
"""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import jinja2
import pytest
from bs4 import BeautifulSoup
from filelock import FileLock
from jinja2.sandbox import SandboxedEnvironment
from sphinx import jinja2glue
from sphinx.testing.util import SphinxTestApp

from porchlight.diagnostics import Code
from porchlight.locale import SOURCE, speak
from porchlight.naming import in_files
from porchlight.readable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from jinja2.bccache import Bucket

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))  # the package lies beside conf.py and is not installed
gc.set_threshold(100_000, 20, 20)  # as in porchlight/__main__.py

CONF = (REPOSITORY / "conf.py").read_text(encoding="utf-8")
# What the real course is called, in words and in the names of its files: an edition may have a name of its own.
# A lesson whose last page on paper would hold a few lines only gets these besides.
MORE_WORDS = "\n\n".join(f"{number} words more." for number in range(12))
PROJECT = next(re.finditer(r'^project = "(.*)"$', CONF, re.MULTILINE))[1]
STEM = in_files(PROJECT)

LESSON = "course/1-first-unit/first-lesson"
EXERCISE = "exercises/first-steps"
UNIT = "course/1-first-unit/index"
GET_HELP = "course/reference/get-help"
SOURCES = "course/reference/sources"
HELP_NOW = "course/start/help-right-now"
GLOSSARY = "course/reference/glossary"
GUIDE = "course/facilitator/index"
SESSION = "course/facilitator/session-2"
FORM = "course/facilitator/forms/sign-in"
REGION = "course/regions/us/region.toml"
REFERENCES = "course/references.bib"

EPOCH = "SOURCE_DATE_EPOCH"
DAY = "1795219200"  # 2026-11-21, when the tiny course was written

ROOTS = Path(__file__).parent / "roots"  # small courses as files, each with hostile characters in its words


def files_of(root: Path) -> dict[str, str]:
    """The files of a course below ``tests/roots``, by their paths in it."""
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


TINY = files_of(ROOTS / "tiny")

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def called(source: Path) -> str:
    """What the files of a page of the real course are called: its address if it asks for one, else its name."""
    asked = re.search(r"^address: (\S+)$", source.read_text(encoding="utf-8").split("\n---", 1)[0], re.MULTILINE)
    return asked[1] if asked else source.stem


@dataclass(frozen=True)
class Built:
    """What one build left behind; ``read`` names the documents that it read (again)."""

    app: SphinxTestApp
    warnings: list[str]
    out: Path
    read: list[str]

    def file(self, docname: str) -> Path:
        """The file that this builder wrote for a page."""
        return self.out / f"{docname}{self.app.builder.out_suffix}"  # type: ignore[attr-defined]

    def page(self, docname: str) -> str:
        """A page as this builder wrote it, markup and all; an e-book's page comes from inside the book."""
        if (book := self.out / "porch-light.epub").is_file():
            return ZipFile(book).read(f"{docname}.xhtml").decode()
        return self.file(docname).read_text(encoding="utf-8")

    def shows(self, docname: str, words: str) -> bool:
        """Whether a reader of the page sees these words, whatever markup and line breaks it has."""
        page = self.page(docname)
        if self.app.builder.format == "html":
            page = BeautifulSoup(page, "html.parser").get_text()
        return "".join(words.split()) in "".join(page.split())

    def doctree(self, docname: str) -> nodes.document:
        """A page as it was read, before any builder changed it."""
        return self.app.env.get_doctree(docname)

    def domain(self, name: str) -> Any:
        """One of the course's domains: exercise, lesson, source or listing."""
        return self.app.env.get_domain(name)

    def written(self) -> dict[str, int]:
        """When each page of the output was written, by document name."""
        return {name: self.file(name).stat().st_mtime_ns for name in self.app.env.found_docs}


@dataclass(frozen=True)
class Course:
    """A course in a folder of its own, for a test to change and build."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Write a file, new or instead of the old one."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace words that stand in a file exactly once."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"'{old}' stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def add(self, path: str, text: str) -> None:
        """Add words at the end of a file."""
        self.write(path, (self.root / path).read_text(encoding="utf-8") + text)

    def line(self, path: str, words: str) -> int:
        """The number of the first line of a file that holds *words*."""
        lines = (self.root / path).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if words in line)

    def build(
        self,
        builder: str = "text",
        *,
        warns: bool = False,
        parallel: int = 0,
        freshenv: bool = False,
        prepare: Callable[[SphinxTestApp], object] | None = None,
        **conf: Any,
    ) -> Built:
        """Build with *conf* over conf.py; editions share one doctree folder, as in the Makefile.

        *prepare* may connect handlers before the build starts.
        """
        conf = {"porchlight_today": "2026-11-21", **conf}
        if not os.environ.get(EPOCH):
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv(EPOCH, DAY)
                return self.build(builder, warns=warns, parallel=parallel, freshenv=freshenv, prepare=prepare, **conf)
        app = SphinxTestApp(
            builder,
            srcdir=self.root,
            builddir=self.root.parent / "build",
            confoverrides=conf,
            parallel=parallel,
            freshenv=freshenv,
        )
        read: list[str] = []
        app.connect("env-before-read-docs", lambda app, env, names: read.extend(names))
        try:
            if prepare:
                prepare(app)
            app.build()
        except UnreadableError:
            assert warns, app.warning.getvalue()
        finally:
            app.cleanup()
        text = COLOUR.sub("", app.warning.getvalue()).replace(f"{self.root}/", "")
        warnings = text.splitlines()
        assert warns or not warnings, text
        return Built(app, warnings, Path(app.outdir), sorted(read))


def tiny(folder: Path) -> Course:
    """The tiny course, written into *folder*, with the settings of the real one but for its name, mark and region."""
    course = Course(folder / "source")
    for path, text in TINY.items():
        course.write(path, text)
    settings = CONF
    for line in ('project = "Porch Light"', "html_logo = html_favicon = None", 'porchlight_region = "us"'):
        settings = re.sub(rf"^{line.split(' = ')[0]} = .*$", line, settings, flags=re.MULTILINE)
    course.write("conf.py", settings)
    course.write("course/course.toml", (REPOSITORY / "course/course.toml").read_text(encoding="utf-8"))
    course.replace("conf.py", "str(Path(__file__).parent)", repr(str(REPOSITORY)))
    # the book theme adds to this list, which would otherwise be one list for all builds of this process
    course.add("conf.py", "\ntemplates_path = []\n")
    return course


class Rebuilt:
    """A course that was built, for tests that change it: each finds it as it was built, in the same place, so that
    nothing is read or made again.
    """

    def __init__(self, course: Course) -> None:
        self.folder = course.root.parent
        self.kept = self.folder.with_name(f"{self.folder.name}-as-it-was")
        shutil.copytree(self.folder, self.kept)

    def again(self) -> Course:
        """The course as it was built."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)
        return Course(self.folder / "source")


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    """What a test built in another language, the next does not hear."""
    yield
    speak(SOURCE)


@pytest.fixture
def tiny_course(tmp_path: Path) -> Course:
    """The tiny course in a folder of this test's own."""
    return tiny(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One text build of the unchanged tiny course, for tests that only read it."""
    return tiny(tmp_path_factory.mktemp("tiny")).build("text")


@pytest.fixture(scope="session", params=["text", "html", "epub"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The unchanged tiny course in each of three editions; a test that asks for it runs three times."""
    return tiny(tmp_path_factory.mktemp("tiny")).build(request.param)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real course's editions, built once a run as `make course` builds them."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # the workers' own folders lie in one
    done = shared / "course-is-built"
    with FileLock(shared / "course.lock"):
        if not done.exists():
            command = [sys.executable, "-m", "porchlight", "course"]
            run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
            assert run.returncode == 0, run.stdout + run.stderr
            done.touch()
    return REPOSITORY / "_build"


class CompiledTemplates(jinja2.BytecodeCache):
    """Templates that were compiled by one build of this process, for the next: to compile them takes a quarter of it.

    Each lies there by its name and a checksum of its words.
    """

    def __init__(self) -> None:
        self.compiled: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if found := self.compiled.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


class Environment(SandboxedEnvironment):
    """What Sphinx fills templates in with, here with what was compiled before."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, bytecode_cache=COMPILED)


jinja2glue.SandboxedEnvironment = Environment  # type: ignore[attr-defined]

# Files that take longest, so that none is left alone at the end. The first has the real course built.
LONG = (
    "tests/browser/test_every_page.py",
    "tests/test_freshness.py",
    "tests/browser/test_lock.py",
    "tests/browser/test_private.py",
    "tests/browser/test_barriers.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, and last those that visit the real course: at the start workers would only wait for it."""
    visits = {item.path for item in items if "site" in getattr(item, "fixturenames", ())}

    def rank(item: pytest.Item) -> int:
        path = item.path.relative_to(REPOSITORY).as_posix()
        return LONG.index(path) if path in LONG else len(LONG) + (item.path in visits)

    items.sort(key=rank)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker more than there are cores: browsers and builds wait now and then."""
    return (os.cpu_count() or 1) + 1


class RaisedCodes(logging.Filter):
    """Notes the code of each warning that any test provokes; a run of all tests must provoke every one."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        self.found.add(getattr(record, "subtype", ""))
        return True


RAISED = RaisedCodes()


def pytest_configure(config: pytest.Config) -> None:
    logging.getLogger("sphinx.porchlight.diagnostics").addFilter(RAISED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what the tests of a worker provoked."""
    RAISED.found.update(getattr(node, "workeroutput", {}).get("raised codes", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):
        session.config.workeroutput["raised codes"] = sorted(RAISED.found)  # type: ignore[attr-defined]
    elif missing := codes_not_raised(session.config):
        print(f"\nNo test provokes {', '.join(missing)}: add one, or take the code away.")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def codes_not_raised(config: pytest.Config) -> list[str]:
    """The codes that no test of a run of all tests provoked; nothing after a run of some."""
    chosen = config.option.keyword or config.option.markexpr or config.option.collectonly or config.option.lf
    if chosen or config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return []
    return sorted({code.subtype for code in Code} - RAISED.found)
