"""The answers of "check yourself", moved from lessons to a page at the end of each unit."""

from __future__ import annotations

import posixpath

from docutils import nodes
from sphinx.util.osutil import relative_uri

from porchlight.locale import _
from porchlight.quiz import check_yourself, explained, question


def take_answers(lesson: nodes.document, docname: str, uri: str, page: str) -> nodes.section | None:
    """Take the answers out of a lesson and leave a link at each question; return them as a part of *page*.

    The part repeats each question and choice. *uri* and *page* are where the lesson and the answers lie:
    links in the answers are led anew from there, and those to notes and headings of the lesson now name it.
    """
    stem = posixpath.basename(posixpath.splitext(uri)[0])
    there, here = relative_uri(uri, page), relative_uri(page, uri)
    parts = []
    for quiz in list(lesson.findall(check_yourself)):
        answers = {node["number"]: node for node in quiz.findall(explained)}
        for gone in [node for node in quiz.children if isinstance(node, explained) or _is_answers_title(node)]:
            quiz.remove(gone)
        for question_node in quiz.findall(question):
            name = f"{stem}-question-{question_node['number']}"
            parts.append(_answer(question_node, answers[question_node["number"]], name, here))
            question_node["ids"].append(name)
            question_node += _link(_("See the answer"), f"{there}#{name}-answer")
    for part in parts:
        _lead_back(part, lesson, stem, uri, page)
    if not parts:
        return None
    title = next(node.astext() for node in lesson.findall(nodes.title))
    return nodes.section("", nodes.title(title, title), *parts, ids=[stem], lesson=docname)


def _is_answers_title(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and "pl-answers-title" in node["classes"]


def _link(words: str, uri: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.reference("", words, refuri=uri, internal=True), classes=["pl-see"])


def _answer(question_node: question, answer: explained, name: str, lesson_file: str) -> nodes.compound:
    """A question with its choices, each with its reason, and a link back to the lesson."""
    paragraphs = [_plain(node) for node in question_node.findall(nodes.paragraph)]  # the question, then its choices
    reasons = next(answer.findall(nodes.enumerated_list))
    for choice, item in zip(paragraphs[1:], reasons.children, strict=False):
        assert isinstance(item, nodes.list_item)
        item.insert(0, nodes.paragraph("", "", *choice, classes=["pl-choice"]))
    best = next(answer.findall(nodes.paragraph))
    words = best.astext().partition(" ")[2]  # the number stands before the question already
    best.replace_self(nodes.paragraph(words, words, classes=["pl-best"]))
    return nodes.compound(
        "",
        nodes.paragraph("", "", *paragraphs[0], classes=["pl-question-words"]),
        *answer.children,
        _link(_("Back to the lesson"), f"{lesson_file}#{name}"),
        ids=[f"{name}-answer"],
        classes=["pl-question"],
    )


def _plain(words: nodes.paragraph) -> list[nodes.Node]:
    """What a paragraph says, without the marks of its notes."""
    return [part.deepcopy() for part in words.children if not isinstance(part, nodes.footnote_reference)]


def _lead_back(part: nodes.compound, lesson: nodes.document, stem: str, uri: str, page: str) -> None:
    """Mend the links between an answer that has moved from *uri* to *page*, and its lesson's notes and headings."""
    there, here = relative_uri(uri, page), relative_uri(page, uri)
    moved: dict[str, str] = {}
    for mark in part.findall(nodes.footnote_reference):
        moved |= {name: f"{there}#{stem}-{name}" for name in mark["ids"]}
        mark["ids"] = [f"{stem}-{name}" for name in mark["ids"]]
        mark["refid"] = f"{here}#{mark['refid']}"
    for note in lesson.findall(nodes.footnote):
        note["backrefs"] = [moved.get(name, name) for name in note["backrefs"]]
    for link in part.findall(nodes.reference):
        if "refid" in link:
            link["refuri"] = f"{here}#{link['refid']}"
            del link["refid"]
        elif (
            link.get("internal")
            and "pl-see" not in link.parent["classes"]
            and uri.rpartition("/")[0] != page.rpartition("/")[0]
        ):
            place, mark, anchor = link["refuri"].partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), place))
            link["refuri"] = f"{relative_uri(page, target)}{mark}{anchor}"
