"""Every mistake an author can make, with a code and a hint on how to mend it.

A warning reads ``file.md:12: WARNING: what is wrong. How to mend it. [porchlight.code]``.
Builds run with ``-W``, so each of these fails a build.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

logger = logging.getLogger(__name__)


class Code(Enum):
    """One code for each kind of mistake; the value is the hint printed after the problem."""

    # exercises
    PROMPT_ID = "Give it ':id:' with 1 to 48 of a-z, 0-9 and hyphens; it must never change later."
    PROMPT_DUPLICATE = "Every prompt of an exercise needs an id of its own; rename the newer one."
    PROMPT_KIND = "'Prompts' in CONTRIBUTING.md says what each kind is for."
    PROMPT_OPTION = "See 'Prompts' in CONTRIBUTING.md for what each kind needs."
    PROMPT_CHOICES = "End the prompt with a bullet list of at least two different choices."
    PROMPT_KEYS = "Write as many as there are, divided by '|'; for choices with a-z, 0-9 and hyphens."
    PROMPT_PLACE = "Prompts belong in a file of exercises/ or course/facilitator/forms/."
    EXERCISE_DUPLICATE = "The file name is the exercise's id for ever; rename the newer file."
    EXERCISE_PART = "An exercise needs minutes and need in its front matter, and why, prompts, example, when-to-stop."
    EXAMPLE_PROMPT = "Name a prompt of this exercise, and begin its answer on the next line with ': '."
    # lessons
    LESSON_PART = "See 'A lesson' in CONTRIBUTING.md for the parts each lesson needs."
    FRONT_MATTER = "Mend the front matter between the two '---' lines at the top of the file."
    RELATIONSHIP = "Use one of those that stand below '[relationships]' in course/course.toml."
    QUESTION = "Write '[x] the right choice' and '[ ] another choice', each followed by ': explanation'."
    SAFETY_CHANGE = "porchlight/safety_changes.py shows what course/safety-changes.toml holds."
    REVIEW = "porchlight/reviews.py shows what a file of course/reviews/ holds."
    TALK = "See 'A talk' in CONTRIBUTING.md: what is said, then two to four answers, each with where it leads."
    EXERCISE_UNKNOWN = "Name a file of the exercises/ folder, without '.md'."
    STALE_DATE = "Check the facts again against their sources, then write the new date."
    SHORT_PLACE = "Write {short-version} and the number N of a unit on the page course/short/unit-N.md."
    SHORT_PAGE = "Say it in fewer or plainer words: reasons can stand in the lesson's body, with their notes."
    # sessions
    AGENDA_MINUTES = "Change the ':minutes:' of the activities, or the length after {agenda}, until they agree."
    AGENDA_SHORT = "Change ':short:' and ':optional:' of the activities, or the agenda's ':short:', until they agree."
    AGENDA_OPTION = "See 'A session' in CONTRIBUTING.md for what an agenda and its activities need."
    SESSION_PLACE = "Activities stand inside an {agenda}; slides stand on a page course/facilitator/session-N.md."
    SESSION_DUPLICATE = "A session's number is the N of its file's name session-N.md; rename the newer file."
    SHEET_TITLE = "Quote a sheet's title as it is printed; 'All handouts' in the web course lists them."
    SHEET_UNKNOWN = "Name an exercise, a lesson, a form, or one of 'sheets' in course/course.toml."
    SLIDE_WORDS = "Say one thought in fewer words; what the leader says stands below it, in the notes."
    SLIDE_LETTERS = (
        "Draw that file for the wall, with few words at 40 points or more: who sits at the back must read them."
    )
    SLIDE_UNKNOWN = "Slides are numbered from 1 in the order in which they stand on the page."
    TEACHING_WORDS = "Write words to read aloud for 70 to 110% of the minutes (130 words a minute), or change them."
    PIECE_UNKNOWN = "Write it on this page, as {card} or {wall} with that title, or mend the name in ':materials:'."
    PIECE_UNUSED = "Name it in the ':materials:' of the activity that needs it, as 'card: ' and its title."
    STORY_UNKNOWN = "Name a lesson with a {story} by its file's name, without '.md', or write a {say} instead."
    # sources
    SOURCE_UNKNOWN = "Add it to course/references.bib or to those of the region, or mend the spelling of the key."
    SOURCE_FILE = "Mend the references; the message names the entry."
    NOTE_SOURCE = "End the note with {source}`key`, the key of an entry in course/references.bib."
    SOURCE_UNUSED = "Cite it, or take the entry out of the references."
    LINK_DEAD = "Open it by hand: if it is gone, find where it moved; a site that refuses machines (403) may be alive."
    CLAIM_SOURCE = "Add a note that holds {source}`key`, or take the claim out."
    DOSE = "Doses are for the one who prescribes: say that the clinic is asked, or add a note with {source}`key`."
    # region
    REGION_FILE = "See 'Another country' in CONTRIBUTING.md for what an entry needs."
    REGION_PAGE = "Name a page by its file, without '.md', such as \"course/start/help-right-now\"."
    REGION_UNKNOWN = "Use an id from the region file in course/regions/, or add the entry there."
    TYPED_NUMBER = "Write {number}`id` instead, so that the number stands once, in the region file."
    TYPED_VERB = "Write {reach}`id`: it says 'call or text', or what else the region's service can do."
    # passages
    PASSAGE_ID = "Use a-z, 0-9 and hyphens; links lead to it, so that it must never change later."
    PASSAGE_UNKNOWN = "Name a passage that a page defines, as {passage} id with words below it."
    PASSAGE_DUPLICATE = "Rename one of the two, or show the first here: {passage} id with nothing below it."
    PASSAGE_PLACE = "Define it where its page shows it openly: in a part of the page, not in a box that folds."
    PASSAGE_OPTION = "See 'A passage' in CONTRIBUTING.md for what its options are for."
    PASSAGE_REGION = "Write passages/ID.md in the region's folder, or say under [declined.passages] why it has none."
    PASSAGE_PRIVATE = "Link to that page instead, by its dull name; what it says must stand nowhere else."
    PASSAGE_WORDS = "A quick answer has at most 40 words, the act first, and a note with its source."
    # what the course is called
    COURSE_WORD = "See porchlight/naming.py for what {course} says: its name, and how many units there are."
    # the steps of a rescue
    STEP_UNKNOWN = "Name a step of the passage 'seven-steps': 1 to 7, or 4a to 4c for a line of its choice."
    STEPS_DIFFER = "Say it as the passage 'seven-steps' does: people learn these words by heart."
    ACT_LINE = "Say one act on a line, in at most 12 words; reasons stand below all acts."
    # text
    LESSON_LENGTH = "Take out what is rarely needed: quick answers can hold it, and the lesson can lead there."
    READING_GRADE = "Shorten sentences and swap long words for everyday ones."
    LONG_SENTENCE = "Split it into two."
    NOT_FOUND_WHEN = "Say what was looked for and when, here or in its note: '(November 2026)'."
    WORD = "Use person-first, everyday words; the message offers some."
    TERM = "Explain it in course/reference/glossary.md, or use an everyday word."
    PICTURE_TEXT = "Say in ':alt:' what the picture shows."
    PICTURE_UNKNOWN = "Name a file of course/pictures/, or draw it for the region, in its own pictures/."
    PICTURE_UNUSED = "Show it with {picture}, or take the file away."
    PICTURE_FILE = "Give it a viewBox, a width in mm and at most 40 KB; see 'A picture' in CONTRIBUTING.md."
    PICTURE_WORDS = "Begin the drawing with <title>, a few words, and <desc>, the whole of it in words."
    PICTURE_LETTERS = "Make them 12 points or more, 18 in large print: larger letters, or a drawing that is less high."
    PICTURE_COLOUR = "Use fill and stroke with the colours of porchlight/theme/tokens.toml, and other pictures' style."
    PICTURE_SAFE = "Draw with shapes and text alone: no script, no picture, no address outside the file."
    PICTURE_NUMBER = "Draw the number that the region file has, or leave it out of the drawing."
    SAFETY_LINE = "Put a {safety-check} before the technique: limits and stepping back can raise danger."
    DOOR = "Give it either ':to:', a page without '.md', or ':file:', a file below the editions' folder."
    # pages
    PAGE_NEEDED = "Give the page its name back, or name yours in course/course.toml, [pages]: every sheet leads there."
    FILE_NAME = (
        "Call the file by 1 to 48 of a-z, 0-9 and hyphens, and not as Windows calls its devices (con, aux): "
        "its name is the page's address, and cannot change later."
    )
    ADDRESS = "Give it an address that no other page has: a-z, 0-9 and hyphens between them, such as page-12."
    DOOR_PAGE = "Mend the name after ':to:', or say ':optional:' until the page is written."
    DOOR_FILE = "Mend the name after ':file:', which begins with an edition's folder, or run 'make course' first."
    # markup
    MARKUP = "Mend the markup around it; signs that a reader should see stand between `backticks`."
    FENCE = "Close each box with as many colons as open it, and give the outer one of two boxes more."
    HEADING = "A page has one title: begin its other headings with '##'."
    HIDDEN = "Close the box above with its own ':::': what stands in a box may be folded, or left out on paper."
    LINE_BREAK = "Make two paragraphs or a list of it: paper and e-books know no break inside a paragraph."
    FILE_ENCODING = "Save the file as UTF-8."
    FILE_SIGN = "Delete it and write the words around it anew: it came along when they were copied."
    HTML = "Use Markdown or a directive; notes to other authors stand between '<!--' and '-->'."
    LANGUAGE = "Write its short name, such as 'es' for Spanish; without one the page is in the course's language."
    TRANSLATION = "Mend it in the catalog, or mark it as fuzzy until somebody can: it is shown in English until then."
    PRIVATE = "See 'A private page' in CONTRIBUTING.md for what it needs."
    # editions
    REDIRECT = "Mend 'porchlight_redirects': an old name that is no page, then the name of a page, without '.md'."
    FEW_LINES = (
        "It was set closer, and with more room, to no avail: cut a few words, or add some, or take out '.pl-new-page'."
    )
    HANDOUT_NAME = "A sheet is called as its file, a packet as its ':name:' says: give the newer one a name of its own."
    TYPST = "Look at the named line of the .typ file; the Markdown line stands in a comment above it."
    GLYPH = "Say it with letters and signs of the font for paper; a sign such as an emoji can go."
    UNPRINTABLE = "Teach the output module this node, or use a simpler construct."

    @property
    def subtype(self) -> str:
        """The dotted code's second half, as Sphinx prints it: ``prompt_id``."""
        return self.name.lower()


def nearest(node: Node, docname: str) -> Node | tuple[str, int]:
    """*node* or the nearest node around it that knows its line; else the first line of its page."""
    found: Node | None = node
    while found is not None:
        if found.line:
            return found
        found = found.parent
    return docname, 1


def warn(code: Code, problem: str, location: Node | tuple[str, int | None] | str | None) -> None:
    """Report an author's mistake.

    *problem* says what is wrong, with ids in quotes and without a full stop.
    *location* is a node, ``(docname, line)``, or what ``Directive.get_location()`` returns.
    """
    logger.warning("%s. %s", problem, code.value, type="porchlight", subtype=code.subtype, location=location)
