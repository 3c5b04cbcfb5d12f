"""Builds the editions of the course in this folder: ``porchlight course`` (which is what ``make course`` runs).

One Sphinx run an edition, all sharing one folder of doctrees, so the text is read once. Warnings
fail the build. A line is printed for each edition, and at the end where each lies.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import re
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sphinx.application import Sphinx
from sphinx.errors import ConfigError, SphinxError, SphinxParallelError
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from porchlight import reference, tokens
from porchlight.alone import alone
from porchlight.catalogs.catalog import update as update_catalogs
from porchlight.catalogs.pages import LANGUAGE, languages
from porchlight.catalogs.tree import write_tree
from porchlight.checks.length import FILE as LENGTHS_FILE
from porchlight.checks.not_found import FILE as NOT_FOUND_FILE
from porchlight.clock import EPOCH, source_seconds
from porchlight.diagnostics import Code
from porchlight.handouts import PAPERS
from porchlight.ledger import inputs, is_complete, ledger_of, read_ledger, take_away
from porchlight.new import new_course
from porchlight.packets import PACKET
from porchlight.region_report import region as begin_or_report
from porchlight.release import CONTENTS, write_release
from porchlight.review_answers import answers_from_word
from porchlight.reviews import FOLDER
from porchlight.unit_folders import unit_folders

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path.cwd()
ROOT = next((folder for folder in (HERE, *HERE.parents) if (folder / "conf.py").is_file()), HERE)  # the course's folder
BUILD = ROOT / "_build"
# The folder is another's, the disk is full, a program holds the file, as Windows lets it, or a file stands where a
# folder belongs.
UNWRITABLE = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOSPC,
    errno.EDQUOT,
    errno.ENOTDIR,
    errno.EEXIST,
}
WRITABLE = "Close it where it is open, and look whether the folder is yours to write in and the disk has room."
STOPPED = "stopped. What to mend is named above."
DOTS = "…" if (sys.stdout.encoding or "").lower().startswith("utf") else "..."  # some terminals know ASCII alone


@dataclass(frozen=True)
class Edition:
    """An edition: its builder, where it goes, which files to count, and how to open it."""

    builder: str
    folder: str
    pattern: str
    title: str
    opens: str


# The web course comes last: it offers the others for download.
EDITIONS = {
    "handouts": Edition(
        "handout",
        "handouts",
        "*/*.pdf",
        "Handouts",
        "letter/, a4/ and large-print/ hold the sheets, the workbook and the packs; print any",
    ),
    "notebooks": Edition(
        "notebook",
        "notebooks",
        "*.ipynb",
        "Notebooks",
        "open one in Jupyter and write in the empty cells",
    ),
    "slides": Edition(
        "slides",
        "slides",
        "*.*",
        "Slides",
        "session-N.pdf for the wall, session-N-notes.pdf for your hand, session-N.pptx to change",
    ),
    "epub": Edition(
        "epub",
        "epub",
        "**/*.epub",
        "E-books",
        "copy one to a phone or an e-reader; units/ holds each unit alone",
    ),
    "html": Edition(
        "html",
        "html",
        "**/*.html",
        "Web course",
        "open index.html in a browser, or put the folder on any web server",
    ),
    "braille": Edition("braille", "braille", "*.brf", "Braille", "send one to a braille printer: 25 lines of 40 cells"),
    "check": Edition("check", "check", "*", "Checks of the text", ""),
    "links": Edition(
        "linkcheck",
        "links",
        "output.txt",
        "Links",
        "output.txt lists those that are dead or moved; one that says 403 may open for people: try it by hand",
    ),
}


@dataclass(frozen=True)
class Place:
    """A course to build: where its source lies, and where its editions go; *language* unless it is the course's own."""

    source: Path
    build: Path
    language: str = ""

    def folder(self, edition: Edition) -> Path:
        """Where an edition goes. The web course in another language lies in a folder of the web course."""
        beside = self.language and edition.builder == "html"
        return self.build.parent / edition.folder / self.language if beside else self.build / edition.folder


HERE_PLACE = Place(ROOT, BUILD)


def place_of(language: str) -> Place:
    """The course in *language*, whose source is written first. Raises ``ConfigError`` when that cannot be."""
    place = Place(BUILD / language / "source", BUILD / language, language)
    words = write_tree(ROOT, language, place.source)
    whole = words.shown + words.missing
    print(f"{language}: {words.shown} of {whole} passages are translated; the rest is shown in the course's language")
    return place


def places_before(names: list[str]) -> list[tuple[Place, str]]:
    """What lies in ``_build`` in other languages of the editions *names*: it is made anew with them, lest it keep an
    old number while the course has a new one. Raises ``ConfigError`` as ``place_of`` does.
    """
    found = []
    for code in languages(ROOT):
        there = Place(BUILD / code / "source", BUILD / code, code)
        made = [name for name in names if name in COURSE and there.folder(EDITIONS[name]).is_dir()]
        if made:
            place_of(code)
        found += [(there, name) for name in made]
    return found


def forget_languages(names: list[str]) -> None:
    """Take away the editions *names* in languages that the course has no more: all that we wrote, and nothing else."""
    known = languages(ROOT)
    for doctrees in sorted(BUILD.glob("*/doctrees")):
        gone = Place(doctrees.parent / "source", doctrees.parent, doctrees.parent.name)
        if gone.language in known or not LANGUAGE.fullmatch(gone.language):
            continue
        for name in names:
            folder = gone.folder(EDITIONS[name])
            ledger = ledger_of(doctrees, folder)
            take_away(folder, read_ledger(ledger)[1])
            ledger.unlink(missing_ok=True)
        if not any(ledger_of(doctrees, gone.folder(edition)).is_file() for edition in EDITIONS.values()):
            shutil.rmtree(doctrees)
            shutil.rmtree(gone.source, ignore_errors=True)


def part_of(place: Place, wanted: str) -> str:
    """Those of the *wanted* units that a language has: all that it has is built where it has none of them."""
    return " ".join(sorted(unit_folders(place.source).keys() & set(re.split(r"[\s,]+", wanted.strip()))))


COURSES = ("course", "release")  # what stands for several editions
REVIEW = Edition("review", "review", "*.pdf", "Kit for a reviewer", "")
COURSE = ("handouts", "notebooks", "slides", "epub", "html")


def begin() -> None:
    """Look whether anything can be done here, and settle its date. Raises ``ConfigError`` when not."""
    if not (ROOT / "conf.py").is_file():
        raise ConfigError(
            "There is no course here: go to its folder, which holds conf.py, or begin one: porchlight new FOLDER."
        )
    # One date for all that this process makes: also in another language, whose pages were written just now, and
    # after a commit that changed no page.
    os.environ[EPOCH] = str(source_seconds(ROOT))


def build(edition: Edition, place: Place = HERE_PLACE, **given: str) -> int:
    """Build one edition of the course at *place*, with settings over conf.py.

    Returns 0, or another number when there was any warning or error, which has been printed then.
    """
    folder, doctrees = place.folder(edition), place.build / "doctrees"
    settings = {"porchlight_editions": str(place.build), **given}
    if place.language:
        settings |= {"language": place.language, "epub_language": place.language}
    ledger = ledger_of(doctrees, folder)
    try:
        with alone(BUILD), patch_docutils(str(ROOT)), docutils_namespace():
            made_from = inputs(edition.builder, place.source, ledger, settings)
            if edition.opens and is_complete(folder, ledger, made_from):
                return 0
            app = Sphinx(
                srcdir=place.source,
                confdir=ROOT,
                outdir=folder,
                doctreedir=doctrees,
                buildername=edition.builder,
                confoverrides=settings,
                status=None,
                warning=sys.stderr,
                parallel=os.cpu_count() or 1,
                warningiserror=True,
            )
            app.build()
            return app.statuscode
    except SphinxError as error:  # any other is a fault of ours, and shows where
        if isinstance(error, SphinxParallelError):  # a fault of ours in another process
            print(error.traceback, file=sys.stderr)
        print(f"\n{error.category}: {error}", file=sys.stderr)
        return 2


def packet(arguments: list[str]) -> int:
    """Bind chosen sheets into one PDF. Returns 0, or another number when there was any warning."""
    parser = argparse.ArgumentParser(prog="porchlight packet", description="Bind chosen sheets into one PDF.")
    parser.add_argument("sheets", nargs="+", help="names of sheets, such as two-lists")
    parser.add_argument("--paper", choices=PAPERS, default="letter")
    wanted = parser.parse_args(arguments)
    begin()
    failed = build(EDITIONS["handouts"], porchlight_packet=" ".join(wanted.sheets))
    print(STOPPED if failed else f"_build/handouts/{wanted.paper}/{PACKET}.pdf")
    return failed


def review(arguments: list[str]) -> int:
    """Make the kit for a reviewer of a unit or a page, or read the answers in its Word file.

    Returns 0, or another number when there was any warning. Raises ``ConfigError`` when the file cannot be read.
    """
    parser = argparse.ArgumentParser(prog="porchlight review", description="Make the kit for a reviewer.")
    parser.add_argument("what", help="a unit's number, a page, or a kit's Word file that somebody has filled in")
    wanted = parser.parse_args(arguments).what
    begin()
    if wanted.endswith(".docx"):
        answers = ROOT / FOLDER / f"{Path(wanted).stem}.toml"
        if answers.exists():
            raise ConfigError(f"{FOLDER}/{answers.name} is there already: give the Word file another name.")
        text = answers_from_word(Path(wanted))
        answers.parent.mkdir(parents=True, exist_ok=True)
        answers.write_text(text, encoding="utf-8")
        print(f"{FOLDER}/{answers.name} holds the answers: read it, and build the course")
        return 0
    failed = build(REVIEW, porchlight_review=wanted)
    kit = "_build/review/ holds the kit: a PDF, a Word file, and the file for the answers"
    print(STOPPED if failed else kit)
    return failed


def new(arguments: list[str]) -> int:
    """Begin a course in a folder of its own. Returns 0, or 2 when that cannot be."""
    parser = argparse.ArgumentParser(prog="porchlight new", description="Begin a course of your own.")
    parser.add_argument("folder", type=Path, help="a folder that is new or empty")
    parser.add_argument("--name", help="what the course is called; else as the folder")
    wanted = parser.parse_args(arguments)
    name = wanted.name or wanted.folder.resolve().name.replace("-", " ").capitalize()
    if problem := new_course(wanted.folder, name):
        print(problem, file=sys.stderr)
        return 2
    there = f'"{wanted.folder}"' if " " in str(wanted.folder) else wanted.folder
    print(f"{wanted.folder} holds a small course. Build every edition of it:\n  cd {there}\n  porchlight course")
    return 0


def pot(arguments: list[str]) -> int:
    """Bring the catalogs of all languages up to date. Raises ``ConfigError`` when a list of pages cannot be used."""
    description = "Bring the catalogs for translators up to date."
    argparse.ArgumentParser(prog="porchlight pot", description=description).parse_args(arguments)
    begin()
    changed = update_catalogs(ROOT)
    print(*(path.relative_to(ROOT) for path in changed), sep="\n" if changed else "")
    print("The catalogs are up to date.")
    return 0


def region(arguments: list[str]) -> int:
    """Begin a region, or say what is open in it. Returns 0, or 2."""
    parser = argparse.ArgumentParser(prog="porchlight region", description="Begin a region, or say what is open.")
    parser.add_argument("name", help="the name of its folder below course/regions, such as uk")
    wanted = parser.parse_args(arguments)
    begin()
    return begin_or_report(ROOT, wanted.name)


def written(name: str, write: Callable[[], list[Path]]) -> Callable[[list[str]], int]:
    """The command *name*, which writes files of the machinery anew."""

    def command(arguments: list[str]) -> int:
        argparse.ArgumentParser(prog=f"porchlight {name}").parse_args(arguments)
        print(*(path.name for path in write()), sep="\n")
        return 0

    return command


# What has words of its own behind its name.
OTHERS: dict[str, Callable[[list[str]], int]] = {
    "new": new,
    "packet": packet,
    "region": region,
    "review": review,
    "pot": pot,
    "tokens": written("tokens", tokens.write),
    "reference": written("reference", reference.write),
}


def editions(arguments: list[str]) -> int:
    """Build what is asked for. Returns 0, or 1 when there was any warning. Raises ``ConfigError`` as ``begin`` does."""
    others = ", ".join(OTHERS)
    parser = argparse.ArgumentParser(
        prog="porchlight",
        description="Build the course in this folder.",
        epilog=f"Also there, each with a --help of its own: porchlight {others}.",
    )
    parser.add_argument("what", nargs="+", choices=[*COURSES, *EDITIONS], metavar="what", help="%(choices)s")
    parser.add_argument("--address", default="", help="where the site will be: https://example.org/course/")
    parser.add_argument("--old-facts", action="store_true", help="facts that are due to be checked stop nothing")
    parser.add_argument("--units", default="", help='build a part of the course: numbers of units, as in "2 4"')
    parser.add_argument("--language", default="", help="build the course in another language of catalogs/, such as es")
    given = parser.parse_args(arguments)
    if given.language and "release" in given.what:
        parser.error("a release holds the course in its own language; 'course' builds it in another")
    begin()
    settings = {"html_baseurl": given.address} if given.address else {}
    if given.old_facts:
        settings["suppress_warnings"] = f"porchlight.{Code.STALE_DATE.subtype}"
    if given.language and not LANGUAGE.fullmatch(given.language):
        raise ConfigError(f"'{given.language}' is no short name of a language, such as es.")
    place = place_of(given.language) if given.language else HERE_PLACE
    names = list(dict.fromkeys(name for what in given.what for name in (COURSE if what in COURSES else (what,))))
    before = [] if given.language else places_before(names)
    if not sys.stderr.isatty():
        nocolor()
    if not given.language:
        forget_languages(names)
    # the pages of the course lead to those in other languages that are there, so these come first
    for at, name in [*before, *((place, name) for name in names)]:
        edition = EDITIONS[name]
        print(f"{edition.title}{f' ({at.language})' if at.language else ''} {DOTS}", end=" ", flush=True)
        began = time.perf_counter()
        part = given.units if at == place else part_of(at, given.units)
        failed = build(edition, at, **settings, **({"porchlight_units": part} if part else {}))
        seconds = time.perf_counter() - began
        if failed:
            print(STOPPED, flush=True)
            return 1
        files = sum(1 for path in at.folder(edition).glob(edition.pattern) if path.is_file())
        print(f"{f'{files} files' if edition.opens else 'all well'}, {seconds:.1f} s", flush=True)
        if name == "check":
            _say_what_to_look_for(place)
    _say_where([EDITIONS[name] for name in names if EDITIONS[name].opens], place)
    if "release" in given.what:
        folder = write_release(ROOT, BUILD)
        print(f"\n{folder.name}/ holds what is handed out; {folder.name}/{CONTENTS} says what each file is")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked for. Returns 0, 1 when there was any warning, or 2 when it could not be begun."""
    arguments = sys.argv[1:] if arguments is None else arguments
    name = arguments[0] if arguments else ""
    try:
        return OTHERS[name](arguments[1:]) if name in OTHERS else editions(arguments)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        file = f"'{error.filename}'" if error.filename else "A file"
        print(f"\n{file} cannot be written: {error.strerror}. {WRITABLE}", file=sys.stderr)
        return 2


def _say_what_to_look_for(place: Place) -> None:
    """Name the list of what was not found, which is to be looked for again before a release."""
    path = place.folder(EDITIONS["check"]) / NOT_FOUND_FILE
    count = sum(1 for line in path.read_text(encoding="utf-8").splitlines()[2:] if line)
    print(f"  {count} sentences say what was not found, to look for again before a release: {path.relative_to(ROOT)}")
    lengths = path.with_name(LENGTHS_FILE)
    if lengths.is_file():  # a language that begins has no lesson yet
        print(f"  {lengths.read_text(encoding='utf-8').partition(chr(10))[0]}")


def _say_where(made: list[Edition], place: Place) -> None:
    if made:
        print("\nWhere it lies, and how to open it:")
    for edition in made:
        print(f"  {edition.title:<11} {place.folder(edition).relative_to(ROOT)}/  {edition.opens}")


def command() -> NoReturn:
    """Run ``main`` as a command of its own, and end the process."""
    # Pages are millions of small objects that live long: to search them for garbage as often as Python does by itself
    # takes a quarter of the time.
    gc.set_threshold(100_000, 20, 20)
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        status = main()
    except KeyboardInterrupt:
        print("interrupted. What was not finished is made by the next build.")
        status = 130
    gc.freeze()  # the process ends: without this, Python first looks through all that Sphinx made, for half a second
    sys.exit(status)


if __name__ == "__main__":
    command()
