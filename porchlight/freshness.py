"""What was edited is what is published: each output folder knows what its files were made from.

Several builders share one folder of doctrees, and any of them may be the one that reads an edited
page. So none asks what was read just now, or which file is newer. Instead

- a domain (``dependencies.py``) notes for each page a fingerprint of all files that it was read from (its
  own, the region, the references, pictures), what it refers to on other pages, and whether it had a
  mistake. A page is read again when one of those files has other content, and until its mistakes are mended;
- a ledger (``ledger.py``) for each output folder names every file that we wrote there and what it was made
  from. A page is written again when that has changed. What the ledger names and a build no longer makes is removed;
  what it does not name is never touched.

The ledger is written when an output is complete, and holds a fingerprint of each file: what an
interrupted build, an editor or a broken disk has left there in another state is not trusted.
"""

from __future__ import annotations

import json
import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

from porchlight.dependencies import FreshnessDomain, Reading, doctree_path, reading_of, shown_of, targets_of
from porchlight.fingerprints import fingerprint, of_file, tools
from porchlight.ledger import inputs, ledger_of, read_ledger, take_away
from porchlight.listings import lists_of
from porchlight.outline import all_read, being_read

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

WORTH_SHARING = 4  # pages to read
PASSING = {"porchlight_editions", "porchlight_packet", "porchlight_today"}  # settings that no page shows


class Output:
    """One run of one builder over its output folder: what its ledger says, and what it will say."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.parallel = app.parallel
        self.folder = Path(app.outdir)
        self.ledger = ledger_of(Path(app.doctreedir), self.folder)
        self.began = inputs(app.builder.name, Path(app.srcdir), self.ledger, app.config.overrides)
        self.seen: dict[str, str] = {}  # fingerprints of source files, as they were before anything was read
        self.states: dict[str, str] = {}  # page: the fingerprint of all that it shows
        self.lists: dict[str, str] = {}  # page: what its lists say
        self.written: set[str] = set()  # pages
        self.mistaken: set[str] = set()  # pages that had a mistake after reading
        self.mistakes = 0
        self.after_reading = False
        self.made: dict[str, str] = {}  # file: what it was made from, for the files of this run
        self.ours: set[str] = set()  # files of ours in the folder
        self.before: dict[str, str] = {}  # file: what it was made from, where that is known and nobody changed it
        self._load()

    # the ledger

    def _load(self) -> None:
        head, entries = read_ledger(self.ledger)
        if not head:
            # a version without a ledger wrote here, or it is broken; builders say which files are theirs alone
            for pattern in getattr(self.app.builder, "own_files", ()):
                self.ours.update(self._name(path) for path in self.folder.glob(pattern) if path.is_file())
            return
        self.ours.update(entries)
        if head["tools"] != self.tools():
            return
        self.before = {name: made_from for name, (made_from, content) in entries.items() if made_from}
        for name, (made_from, content) in entries.items():
            if not content or of_file(self.folder / name) == content:
                continue
            if made_from:
                self.before.pop(name, None)
            else:  # a file that belongs to no page: who knows what else is not as we left it
                self.before = {}
                return

    def tools(self) -> str:
        """The fingerprint of all that changes every file: code, packages and settings."""
        config, builder = self.app.config, self.app.builder
        settings = sorted((name, str(value)) for name, value in config.overrides.items() if name not in PASSING)
        conf = of_file(Path(self.app.confdir, "conf.py"))
        # Sphinx adds tags that tell of the builder, which says nothing that the place of the ledger does not
        own = {builder.name, builder.format, f"builder_{builder.name}", f"format_{builder.format}"}
        tags = repr(sorted(set(self.app.tags) - own))
        return fingerprint(tools(), conf, config.porchlight_course, repr(settings), tags)

    def _name(self, path: Path | str) -> str:
        return Path(os.path.relpath(Path(self.folder, path), self.folder)).as_posix()

    def _write(self, entries: dict[str, tuple[str, str]]) -> None:
        head = {"tools": self.tools(), "inputs": "" if self.mistakes else self.began}
        lines = [json.dumps(head), *(json.dumps([name, *entries[name]]) for name in sorted(entries))]
        self.ledger.parent.mkdir(parents=True, exist_ok=True)
        new = self.ledger.with_name(f".{self.ledger.name}")
        new.write_text("\n".join(lines) + "\n", encoding="utf-8")
        new.replace(self.ledger)

    def finish(self) -> None:
        """Take away what is no longer made, and write down what there is."""
        for docname in self.app.env.found_docs:
            whole = docname not in self.mistaken and (docname in self.written or self.is_written(docname))
            for path in self.files_of(docname):
                if path.is_file():
                    self.claim(path, self.states[docname] if whole else "")
        take_away(self.folder, self.ours - self.made.keys())
        entries = {name: (made_from, of_file(self.folder / name)) for name, made_from in self.made.items()}
        if entries or self.ours:
            self._write(entries)

    # for builders

    def claim(self, path: Path | str, made_from: str = "") -> None:
        """Say that the file at *path* is ours and stays; *made_from* is the fingerprint of what it was made from."""
        name = self._name(path)
        self.made[name] = made_from
        if name not in self.ours:  # should the build be interrupted, it is known as ours all the same
            self.ours.add(name)
            self.ledger.parent.mkdir(parents=True, exist_ok=True)
            with self.ledger.open("a", encoding="utf-8") as ledger:
                ledger.write(json.dumps([name, "", ""]) + "\n")

    def keep(self, path: Path | str) -> None:
        """Say that the file at *path*, if we wrote it, stays as it is."""
        name = self._name(path)
        if name in self.ours and (self.folder / name).is_file():
            self.claim(path, self.before.get(name, ""))

    def is_made_from(self, path: Path | str, made_from: str) -> bool:
        """Whether the file at *path* was made from that, and nobody changed it since."""
        return self.before.get(self._name(path)) == made_from

    def files_of(self, docname: str) -> list[Path]:
        """The files that the builder writes for a page."""
        builder: Any = self.app.builder
        if hasattr(builder, "files_of"):
            return list(builder.files_of(docname))
        if hasattr(builder, "get_output_path"):
            return [Path(builder.get_output_path(docname))]
        return [self.folder / f"{docname}{builder.out_suffix}"] if hasattr(builder, "out_suffix") else []

    # pages

    def is_written(self, docname: str) -> bool:
        """Whether a page lies there as it would be written now; also when it has no file of its own."""
        return all(self.is_made_from(path, self.states[docname]) for path in self.files_of(docname))

    def seen_file(self, path: Path) -> str:
        """The fingerprint that a source file had when this run first looked at it."""
        name = str(path)
        if name not in self.seen:
            self.seen[name] = of_file(path)
        return self.seen[name]

    def read_from(self, docname: str) -> str:
        """The fingerprint of all files that a page is read from."""
        env = self.app.env
        paths = [Path(env.doc2path(docname)), *(Path(env.srcdir, path) for path in env.dependencies.get(docname, ()))]
        parts = {os.path.relpath(path, env.srcdir): self.seen_file(path) for path in paths}
        return fingerprint(*(part for name in sorted(parts) for part in (name, parts[name])))

    def state(self, docname: str) -> str:
        """The fingerprint of all that a page shows."""
        env = self.app.env
        reading = next(iter(FreshnessDomain.of(env).records.get(docname, ())), Reading("", ()))
        shown = [shown_of(env, name) for name in reading.refers]
        shown += [shown_of(env, f"/{name}") for name in env.toctree_includes.get(docname, ())]
        read = (reading_of(env, docname), repr(sorted(env.metadata.get(docname, {}).items(), key=str)))
        around = self.app.emit("page-surroundings", docname)
        return fingerprint(*read, self.lists[docname], repr(shown), repr(around))


_outputs: WeakKeyDictionary[Builder, Output] = WeakKeyDictionary()


def output_of(builder: Builder) -> Output:
    """What *builder* knows of its output folder, from ``builder-inited`` on."""
    return _outputs[builder]


# what Sphinx tells, in the order in which it does


def look(app: Sphinx) -> None:
    """Read the ledger, and listen for warnings."""
    output = _outputs[app.builder] = Output(app)
    logging.getLogger(NAMESPACE).addHandler(_Listener(output))


class _Listener(logging.Handler):
    """Notes which pages warnings are about. Records pass it once or twice."""

    def __init__(self, output: Output) -> None:
        super().__init__(logging.WARNING)
        self.output = output

    def emit(self, record: logging.LogRecord) -> None:
        app = self.output.app
        kinds = (getattr(record, "type", None), getattr(record, "subtype", None))
        if is_suppressed_warning(*kinds, app.config.suppress_warnings):  # type: ignore[arg-type]
            return
        self.output.mistakes += 1
        docname = _page_of(app.env, getattr(record, "location", None))
        if app.builder.phase is BuildPhase.READING and not self.output.after_reading:
            FreshnessDomain.of(app.env).mistaken.update([docname] if docname else app.env.found_docs)
        self.output.mistaken.add(docname or app.config.root_doc)


def _page_of(env: BuildEnvironment, location: Any) -> str | None:
    """The page that a warning is about, if it names one."""
    if isinstance(location, tuple):
        location = location[0]
    elif isinstance(location, nodes.Node):  # words are strings, too
        location = get_node_location(location)
    if not location:
        return None
    place = re.sub(r":\d*$", "", location)
    docname = place if place in env.found_docs else env.path2doc(place)
    return docname if docname in env.found_docs else None


def read_again(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]) -> set[str]:
    """Pages whose files have other content, whose doctree is not what was read, or which had a mistake."""
    output, domain = output_of(app.builder), FreshnessDomain.of(env)
    found = set()
    for docname in env.found_docs - added:
        reading = next(iter(domain.records.get(docname, ())), None)
        if (
            docname in domain.mistaken
            or reading is None
            or reading.files != output.read_from(docname)
            or domain.doctrees.get(docname) != of_file(doctree_path(env, docname))
        ):
            found.add(docname)
    return found


def trust_no_half_read_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Should reading be interrupted, have the next build read everything: doctrees and environment differ then."""
    output = output_of(app.builder)
    being_read(env)
    for docname in docnames:
        output.seen_file(Path(env.doc2path(docname)))
    if len(docnames) < WORTH_SHARING:
        app.parallel = 1  # for the reading: other processes would take longer to start
    if docnames:
        Path(env.doctreedir, "environment.pickle").unlink(missing_ok=True)


def note_reading(app: Sphinx, document: nodes.document) -> None:
    """Note what the page was read from, when all its dependencies are known."""
    env = app.env
    docname = env.current_document.docname
    refers = tuple(sorted(set(targets_of(env, docname, document))))
    FreshnessDomain.of(env).note(docname, Reading(output_of(app.builder).read_from(docname), refers))


def reading_is_over(app: Sphinx, env: BuildEnvironment) -> None:
    """Note the doctrees that were written. Warnings from now on are given at each build."""
    output, domain = output_of(app.builder), FreshnessDomain.of(env)
    output.after_reading = True
    app.parallel = output.parallel
    all_read(env)
    for docname in env.found_docs - domain.doctrees.keys():
        domain.doctrees[docname] = of_file(doctree_path(env, docname))


_known_lists: dict[str, dict[str, str]] = {}


def _lists(env: BuildEnvironment, tools: str) -> dict[str, str]:
    """What the lists on each page say; worked out once for all editions of a run, while nothing changes."""
    pages = sorted((docname, reading_of(env, docname), repr(env.metadata.get(docname))) for docname in env.found_docs)
    settings = (env.config.porchlight_packet, env.config.porchlight_region)
    key = fingerprint(str(env.srcdir), tools, repr(settings), repr(pages))
    if key not in _known_lists:
        _known_lists.clear()
        _known_lists[key] = {docname: fingerprint(lists_of(env, docname)) for docname in env.found_docs}
    return _known_lists[key]


def write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages that would not be written as they lie there."""
    output = output_of(app.builder)
    output.lists = _lists(env, output.tools())
    output.states = {docname: output.state(docname) for docname in env.found_docs}
    return sorted(docname for docname in env.found_docs if not output.is_written(docname))


def note_written(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Note that a page is written in this run."""
    output_of(app.builder).written.add(docname)


def complete(app: Sphinx, error: Exception | None) -> None:
    """Write the ledger, unless the build failed."""
    output = output_of(app.builder)
    if not error:
        output.finish()


def settle(app: Sphinx, config: Config) -> None:
    """Have pages read again when conf.py has changed in any way."""
    config.porchlight_settings = of_file(Path(app.confdir, "conf.py"))


def setup_freshness(app: Sphinx) -> None:
    """Register the domain, the event by which editions say what else a page shows, and all that looks."""
    app.add_config_value(
        "porchlight_settings",
        "",
        "env",
        types=frozenset({str}),
        description="conf.py's fingerprint: not to be set",
    )
    app.add_domain(FreshnessDomain)
    app.add_event("page-surroundings")
    app.connect("config-inited", settle)
    app.connect("builder-inited", look, priority=1)
    app.connect("env-get-outdated", read_again)
    app.connect("env-before-read-docs", trust_no_half_read_pages, priority=900)
    app.connect("doctree-read", note_reading, priority=900)  # after Sphinx has noted the pictures
    app.connect("env-updated", reading_is_over, priority=1)
    app.connect("env-updated", write_again, priority=900)
    app.connect("doctree-resolved", note_written)
    app.connect("build-finished", complete, priority=990)  # when all else is in its place
