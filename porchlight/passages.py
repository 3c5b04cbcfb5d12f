"""Passages: a few lines that stand in one place of the course and are shown in others.

::

    :::{passage} late-methadone
    :answers: One methadone dose was missed
    Skip it, and call the clinic.[^late]
    :::

defines a passage where it stands. With an empty body, ``{passage} late-methadone`` shows it in that
place too, on any page, with its notes. A file ``course/regions/REGION/passages/late-methadone.md``
takes the place of the body everywhere: what a country needs to say in its own way is a passage. Its
first line may be a new title (``# Words``). With ``:region:`` there is no body to fall back on: each
region fills such a passage, or declines it with a reason under ``[declined.passages]`` in its file,
or the build stops.

A page that shows a passage reads it again from the Markdown of the page that defines it, so that no
page waits for another and Sphinx may read them in parallel. ``PassageDomain`` knows what each page
shows; when that has changed since, the page is read again.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from porchlight.anchors import take_id
from porchlight.boxes import make_box
from porchlight.diagnostics import Code, warn
from porchlight.locale import N_, _
from porchlight.passage_source import (
    CALL,
    NAME,
    REGION,
    Definition,
    all_passages,
    passages_folder,
    regions_own,
    with_regions_words,
)
from porchlight.region_file import load_region

if TYPE_CHECKING:
    from sphinx.application import Sphinx

RELATIVE = re.compile(r"(\]\()(?![/#]|[a-z][a-z0-9+.-]*:)([^)\s#]+\.md)")
REVIEWERS = {"clinician": N_("a clinician"), "lawyer": N_("a lawyer")}
HEADLINES, LINES = ONLY = ("headlines", "lines")


class passage(nodes.compound):
    """The words of a passage. ``passage["name"]`` is its id, ``passage["shown"]`` tells a copy.

    ``passage["folded"]``: on the web, what stands below each headline opens at a tap.
    """


def anchor(name: str) -> str:
    """The id by which links lead to a passage."""
    return f"passage-{name}"


def _reviewer(argument: str) -> str:
    return directives.choice(argument, tuple(REVIEWERS))


class PassageDirective(SphinxDirective):
    """``{passage} id``: defines a passage, or with no body shows it.

    ``:region:`` says that its words are for each region to say.

    A definition may have a title (``:title:``), or be a quick answer, whose title says what it
    answers (``:answers:``); ``:unchecked: clinician`` prints that none has checked it yet. A place
    that shows it may ask for its headlines alone (``:only: headlines``): its paragraphs, or those
    that open an item of its list, which are bold from end to end, and lists below them that are all
    bold; or for its lines without the drawings (``:only: lines``). With ``:folded:`` the web shows
    its headlines, and what stands below each opens at a tap; other editions show all of it.
    """

    has_content = True
    required_arguments = 1
    option_spec: ClassVar = {
        "title": directives.unchanged_required,
        "answers": directives.unchanged_required,
        "unchecked": _reviewer,
        REGION: directives.flag,
        "only": lambda argument: directives.choice(argument, ONLY),
        "folded": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if not NAME.fullmatch(name):
            warn(Code.PASSAGE_ID, f"'{name}' cannot be a passage's id", self.get_location())
            return []
        if (any(line.strip() for line in self.content) or REGION in self.options) and not self.inside:
            return self._define(name)
        return self._show(name)

    @property
    def inside(self) -> list[str]:
        """The passages that are being shown, outermost first."""
        return cast("list[str]", self.env.temp_data.setdefault("porchlight-passages", []))

    def _define(self, name: str) -> list[nodes.Node]:
        if self.options.get("only") or "folded" in self.options:
            warn(Code.PASSAGE_OPTION, f"'{name}' is defined here and cannot be cut", self.get_location())
        own = regions_own(self.env, name)
        options = dict(self.options)
        if own is None and not any(line.strip() for line in self.content):
            region = self.env.config.porchlight_region
            problem = f"The region '{region}' has no passage '{name}', and does not decline it"
            warn(Code.PASSAGE_REGION, problem, self.get_location())
        if own:
            body = "\n".join(self.content)
            replaced = cast("set[str]", self.env.temp_data.setdefault("porchlight-replaced", set()))
            replaced.update(CALL.findall(body))
            defined = Definition(name, own.file, own.line, "", (), tuple(options.items()))
            shown = with_regions_words(defined, own)
            options = dict(shown.options)
            children = self._parse(shown, quiet=False)
        else:
            children = self.parse_content_to_nodes()
        node = passage("", *children, name=name, shown=False, answer="answers" in options, classes=["pl-passage"])
        node["digest"] = own.digest if own else ""
        self.set_source_info(node)
        if own and not children:
            node["declined"] = True
            return [node]
        self._mark(node, options.get("unchecked", ""))
        title = options.get("answers") or options.get("title", "")
        if not title:
            take_id(self.state.document, node, anchor(name))
            return [node]
        section = nodes.section("", self._title(title), node, classes=["pl-passage-section"])
        take_id(self.state.document, section, anchor(name))
        self.set_source_info(section)
        return [section]

    def _show(self, name: str) -> list[nodes.Node]:
        found = all_passages(self.env).get(name)
        node = passage("", name=name, shown=True, classes=["pl-passage"], digest=found.digest if found else "")
        node["folded"] = "folded" in self.options
        self.set_source_info(node)
        if extra := sorted(set(self.options) - {"only", "folded"}) if not self.inside else []:
            problem = f"'{name}' is shown here; ':{extra[0]}:' belongs where it is defined"
            warn(Code.PASSAGE_OPTION, problem, self.get_location())
        if found is None or name in self.inside:  # the domain warns when all pages are known
            node["loop"] = found is not None
            return [node]
        children = self.taken_over(found)
        if self.options.get("only") and found.body and not children:
            warn(Code.PASSAGE_OPTION, f"'{name}' has no bold headline to show", self.get_location())
        node += children
        if self.options.get("only"):
            return [node]
        if children:
            self._mark(node, found.option("unchecked"))
        title = found.option("answers") or found.option("title")
        if not (title and children):
            return [node]
        boxed = make_box("passage", self._title(title), [node])
        self.set_source_info(boxed)
        return [boxed]

    def taken_over(self, found: Definition) -> list[nodes.Node]:
        """The words of *found* as this page shows them, with copies of the notes that they call."""
        children = self._parse(found, quiet=True)
        for note in (part for part in children if isinstance(part, nodes.footnote)):
            note["copied"] = True
        return children

    def _title(self, words: str) -> nodes.title:
        inline, messages = self.parse_inline(words)
        title = nodes.title(words, "", *inline, *messages)
        self.set_source_info(title)
        return title

    def _mark(self, node: passage, reviewer: str) -> None:
        if reviewer:
            words = _("Not yet checked by %(reviewer)s.", reviewer=_(REVIEWERS[reviewer]))
            node += nodes.paragraph(words, words, classes=["pl-checked", "pl-unchecked"])

    def _parse(self, found: Definition, *, quiet: bool) -> list[nodes.Node]:
        """The passage as nodes that know their line in its own file, and with them the notes that it calls.

        A copy is *quiet*: what is wrong in it is told where it is defined.
        """
        here = found.file == Path(self.env.doc2path(self.env.current_document.docname))
        regional = found.file.parent == passages_folder(self.env)  # its file has the passage's name
        home = found.name if regional else found.file.relative_to(self.env.srcdir).with_suffix("").as_posix()
        names = {note.label: note.label if here else f"{home}--{note.label}" for note in found.notes}
        self.inside.append(found.name)
        try:
            if not quiet:
                return self._parse_in_place(found, names, here=here)
            with logging.suppress_logging():
                return self._parse_in_place(found, names, here=here)
        finally:
            self.inside.pop()

    def _parse_in_place(self, found: Definition, names: dict[str, str], *, here: bool) -> list[nodes.Node]:
        folder = "/" + found.file.parent.relative_to(self.env.srcdir).as_posix()
        body = CALL.sub(lambda match: f"[^{names.get(match[1], match[1])}]", found.body)
        parts = self._nodes(_absolute(body, folder), found, found.line)
        if self.options.get("only") == HEADLINES:
            parts = self._headlines(parts)
        elif self.options.get("only") == LINES:
            for drawing in [node for part in parts for node in part.findall(nodes.figure)]:
                self._forget(drawing)
                (drawing.parent or parts).remove(drawing)
        if not here:
            calls = [node for part in parts for node in part.findall(nodes.footnote_reference)]
            called = {str(node["refname"]) for node in calls}
            for note in found.notes:
                new = names[note.label]
                if new in called and new not in self.state.document.nametypes:
                    words = note.words.replace(f"[^{note.label}]:", f"[^{new}]:", 1)
                    parts += self._nodes(_absolute(words, folder), found, note.line)
        return parts

    def _nodes(self, text: str, found: Definition, line: int) -> list[nodes.Node]:
        parts = self.parse_text_to_nodes(text, offset=0)
        # until now their lines count from this directive, if they know any
        elements = [node for part in parts for node in part.findall(nodes.Element)]
        first = min((node.line for node in elements if node.line), default=0)
        for node in elements:
            node.source = str(found.file)
            node.line = line + node.line - first if node.line else None
        return parts

    def _headlines(self, parts: list[nodes.Node]) -> list[nodes.Node]:
        kept: list[nodes.Node] = []
        for part in parts:
            if isinstance(part, nodes.footnote):
                kept.append(part)
            elif isinstance(part, nodes.enumerated_list | nodes.bullet_list):
                for item in list(part.children):
                    assert isinstance(item, nodes.list_item)
                    first = item.children[0] if item.children else None
                    here = [child for child in item.children if child is first or is_bold_list(child)]
                    here = here if is_headline(first) else []
                    for child in item.children:
                        if child not in here:
                            self._forget(child)
                    item.children = here
                    if not item.children:
                        part.remove(item)
                if part.children:
                    kept.append(part)
            elif is_headline(part):
                kept.append(part)
            else:
                self._forget(part)
        return kept

    def _forget(self, part: nodes.Node) -> None:
        """Have docutils number no note for what is not shown."""
        document = self.state.document
        for call in part.findall(nodes.footnote_reference):
            if call in document.autofootnote_refs:
                document.autofootnote_refs.remove(call)
            document.footnote_refs.get(call["refname"], [call]).remove(call)


def _absolute(text: str, folder: str) -> str:
    """*text* with links beside its own page made links from the top, as another page needs them."""
    return RELATIVE.sub(lambda match: f"{match[1]}{posixpath.normpath(posixpath.join(folder, match[2]))}", text)


def is_headline(node: nodes.Node | None) -> bool:
    """Whether a paragraph is bold from end to end, not counting the marks of its notes."""
    if not isinstance(node, nodes.paragraph):
        return False
    words = [child for child in node.children if not isinstance(child, nodes.footnote_reference)]
    words = [child for child in words if not (isinstance(child, nodes.Text) and not child.astext().strip())]
    return bool(words) and all(isinstance(child, nodes.strong) for child in words)


def is_bold_list(node: nodes.Node) -> bool:
    """Whether every item of a bullet list opens with a headline."""
    items = node.children if isinstance(node, nodes.bullet_list) else []
    return bool(items) and all(isinstance(item, nodes.list_item) and is_headline(item[0]) for item in items)


class DropReplacedNotes(SphinxTransform):
    """Take away the notes of a body that the region has replaced, which nothing calls any more."""

    default_priority = 600  # before MyST looks for notes that nothing calls

    def apply(self, **kwargs: object) -> None:
        replaced = cast("set[str]", self.env.temp_data.pop("porchlight-replaced", set()))
        for note in list(self.document.autofootnotes):
            label = note["names"][0] if note["names"] else ""
            if label in replaced and not self.document.footnote_refs.get(label):
                self.document.autofootnotes.remove(note)
                note.parent.remove(note)


class DropDeclinedEntries(SphinxTransform):
    """Take away the entries of a glossary of which the region declines all."""

    default_priority = 5  # before anything counts them

    def apply(self, **kwargs: object) -> None:
        for entries in list(self.document.findall(addnodes.glossary)):
            for meaning in list(entries.findall(nodes.definition)):
                parts = [part for part in meaning.children if isinstance(part, passage) and part.get("declined")]
                if parts and len(parts) == len(meaning.children):
                    meaning.parent.parent.remove(meaning.parent)
                    entries.parent.insert(entries.parent.index(entries) + 1, parts)  # the domain looks for them


class UnlinkDeclined(SphinxPostTransform):
    """Links to a passage that the region declines are words.

    Before: ``pending_xref(inline(words))``; after: ``words``.
    """

    default_priority = 7  # before MyST resolves links

    def run(self, **kwargs: object) -> None:
        declined = {anchor(name) for name in load_region(self.env).declined.passages}
        for link in list(self.document.findall(addnodes.pending_xref)) if declined else ():
            if {link.get("reftargetid"), link.get("reftarget")} & declined and link.astext():
                link.replace_self([part for child in link.children for part in child.children or [child]])


def is_copy(node: nodes.Node) -> bool:
    """Whether *node* shows a passage, or a story, that is written, and checked, elsewhere."""
    return isinstance(node, nodes.Element) and bool(node.get("shown"))


def setup_passages(app: Sphinx) -> None:
    """Register the directive, its node, and what mends notes and links."""
    app.add_node(passage)
    app.add_directive("passage", PassageDirective)
    app.add_transform(DropReplacedNotes)
    app.add_transform(DropDeclinedEntries)
    app.add_post_transform(UnlinkDeclined)
