"""Each mistake an author can make is reported once, with its file, its line and its code.

That every code is raised by some test, here or elsewhere, is seen at the end of a whole run: see ``conftest.py``.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest

from porchlight.diagnostics import Code
from tests.conftest import EXERCISE, GET_HELP, LESSON, REFERENCES, REGION, SESSION, Course

LESSON_FILE = f"{LESSON}.md"
EXERCISE_FILE = f"{EXERCISE}.md"
GET_HELP_FILE = f"{GET_HELP}.md"
SESSION_FILE = f"{SESSION}.md"

SECOND_QUESTION = """\
:::{question} Who can learn it?
[x] Anyone
: Anyone reason.

[ ] Nobody
: Nobody reason.
:::
"""


@dataclass(frozen=True)
class Case:
    """One mistake: swap *old* for *new* in *file*; one warning must then stand at the line of *at*.

    The warning names *file* unless *warns_in* names another. Where one mistake has many
    consequences, *also* names the codes that may come along (and the code itself may repeat).
    """

    name: str
    code: Code
    file: str
    old: str
    new: str
    at: str | int
    problem: str
    warns_in: str = ""
    also: tuple[Code, ...] = ()


MORE = ("misspelled_table",)  # what is missing then is missed
AFRAID = 'need = "fear"\nuse = "Anyone who is afraid."'
CASES = [
    Case(
        "course_word",
        Code.COURSE_WORD,
        f"{LESSON}.md",
        "Danger words.",
        "Danger words in {course}`nam`.",
        "Danger words",
        "Nothing of the course is called 'nam' (did you mean 'name'?)",
    ),
    # pictures
    Case(
        "picture_without_text",
        Code.PICTURE_TEXT,
        f"{LESSON}.md",
        "Danger words.",
        "![](https://example.org/lamp.svg)",
        "![](https://",
        "picture 'https://example.org/lamp.svg' has no text alternative",
    ),
    # doors
    Case(
        "door_without_goal",
        Code.DOOR,
        "index.md",
        ":::{course-contents}\n:::\n",
        "::::{doors}\n:::{door} In\nWords.\n:::\n::::\n",
        "{door} In",
        "The door 'In' leads nowhere",
    ),
    *(
        Case(f"door_{name}", code, "index.md", ":::{course-contents}\n:::\n", new, at, problem)
        for name, code, new, at, problem in (
            (
                "to_a_misspelled_page",
                Code.DOOR_PAGE,
                ":::::{doors}\n\n::::{door} Help\n:to: course/reference/get-hlep\n\nWords.\n::::\n:::::\n",
                "{door} Help",
                "The door 'Help' leads to 'course/reference/get-hlep', which is no page",
            ),
            (
                "with_words_beside_it",
                Code.DOOR,
                "::::{doors}\n:::{door} Help\n:to: course/reference/get-help\n\nWords.\n:::\n\nStray\nwords.\n::::\n",
                "Stray",
                "'Stray words.' stands among the doors and is none",
            ),
        )
    ),
    # exercises
    *(
        Case(f"choice_of_{name}", Code.PROMPT_CHOICES, EXERCISE_FILE, "- Red\n", new, "{prompt} One of", problem)
        for name, new, problem in (
            ("a_nested_list", "- Red\n  - dark red\n  - light red\n", "The choice 'Red dark red light red' is more"),
            ("two_paragraphs", "- Red\n\n  More.\n", "The choice 'Red More.' is more than one paragraph"),
            ("nothing", "- Red\n-\n", "The choice '' is more than one paragraph, or none"),
        )
    ),
    Case(
        "numbered_choices",
        Code.PROMPT_CHOICES,
        EXERCISE_FILE,
        "- Red\n- Blue\n",
        "1. Red\n2. Blue\n",
        "{prompt} One of these",
        "A 'choose-one' prompt lacks distinct choices",
    ),
    *(
        Case(name, Code.PROMPT_KEYS, EXERCISE_FILE, f":kind: {kind}\n", f":kind: {kind}\n:keys: {keys}\n", at, problem)
        for name, kind, keys, at, problem in (
            (
                "too_few_keys",
                "choose-one",
                "red",
                "{prompt} One of",
                "does not give each of the 2 choices one of its own",
            ),
            ("keys_with_capitals", "choose-many", "tea | Soup | rest", "{prompt} Some of", "each of the 3 choices"),
        )
    ),
    Case(
        "row_key_used_twice",
        Code.PROMPT_KEYS,
        EXERCISE_FILE,
        ":row-names: Morning | Night\n",
        ":row-names: Morning | Night\n:keys: day | day\n",
        "{prompt} The day",
        "does not give each of the 2 rows one of its own",
    ),
    Case(
        "prompt_without_id",
        Code.PROMPT_ID,
        EXERCISE_FILE,
        ":id: name\n",
        "",
        "{prompt} Your name",
        "id '' is not a valid id",
    ),
    Case(
        "prompt_id_with_capitals",
        Code.PROMPT_ID,
        EXERCISE_FILE,
        ":id: name\n",
        ":id: Name\n",
        "{prompt} Your name",
        "id 'Name' is not a valid id",
    ),
    Case(
        "prompt_id_of_49_letters",
        Code.PROMPT_ID,
        EXERCISE_FILE,
        ":id: name\n",
        f":id: {'a' * 49}\n",
        "{prompt} Your name",
        "is not a valid id",
    ),
    Case(
        "prompt_id_used_twice",
        Code.PROMPT_DUPLICATE,
        EXERCISE_FILE,
        ":id: name\n",
        ":id: before\n",
        "{prompt} Before",
        "'before' is used twice",
    ),
    Case(
        "prompt_of_unknown_kind",
        Code.PROMPT_KIND,
        EXERCISE_FILE,
        ":kind: short",
        ":kind: poem",
        "{prompt} Your name",
        "'poem' is no kind of prompt",
    ),
    Case(
        "prompt_without_kind",
        Code.PROMPT_KIND,
        EXERCISE_FILE,
        ":kind: short\n",
        "",
        "{prompt} Your name",
        "'' is no kind of prompt",
    ),
    Case(
        "scale_without_low",
        Code.PROMPT_OPTION,
        EXERCISE_FILE,
        ":low: No chance\n",
        "",
        "{prompt} How sure",
        "A 'scale' prompt needs ':low:'",
    ),
    Case(
        "short_with_lines",
        Code.PROMPT_OPTION,
        EXERCISE_FILE,
        ":kind: short\n",
        ":kind: short\n:lines: 2\n",
        "{prompt} Your name",
        "A 'short' prompt has no option ':lines:'",
    ),
    Case(
        "lines_that_are_no_number",
        Code.PROMPT_OPTION,
        EXERCISE_FILE,
        ":lines: 4",
        ":lines: many",
        "{prompt} Before",
        "':lines:' must be a whole number from 1 to 40",
    ),
    Case(
        "grid_of_one_column",
        Code.PROMPT_OPTION,
        EXERCISE_FILE,
        ":columns: What | Where | When",
        ":columns: What",
        "{prompt} Free table",
        "A grid needs two or more ':columns:'",
    ),
    Case(
        "choose_without_choices",
        Code.PROMPT_CHOICES,
        EXERCISE_FILE,
        "- Red\n- Blue\n",
        "",
        "{prompt} One of these",
        "A 'choose-one' prompt lacks distinct choices",
    ),
    Case(
        "choose_with_equal_choices",
        Code.PROMPT_CHOICES,
        EXERCISE_FILE,
        "- Soup\n",
        "- Tea\n",
        "{prompt} Some of these",
        "A 'choose-many' prompt lacks distinct choices",
    ),
    Case(
        "choices_before_the_help",
        Code.PROMPT_CHOICES,
        EXERCISE_FILE,
        "- Blue\n",
        "- Blue\n\nMore help.\n",
        "{prompt} One of these",
        "A 'choose-one' prompt lacks distinct choices",
    ),
    Case(
        "prompt_in_a_lesson",
        Code.PROMPT_PLACE,
        LESSON_FILE,
        "Body words.",
        "Body.\n\n:::{prompt} Here?\n:id: here\n:kind: short\n:::\n\nWords.",
        "{prompt} Here?",
        "A prompt stands outside an exercise",
    ),
    *(
        Case(f"exercise_without_{part}", Code.EXERCISE_PART, EXERCISE_FILE, old, new, 1, f"has no '{part}'")
        for part, old, new in (
            ("why", ":::{why}", ":::{content-note}"),
            ("when-to-stop", ":::{when-to-stop}", ":::{content-note}"),
            ("need", "need: A pen.\n", ""),
        )
    ),
    Case(
        "example_of_an_unknown_prompt",
        Code.EXAMPLE_PROMPT,
        EXERCISE_FILE,
        "before\n: I",
        "after\n: I",
        "{example} Dee",
        "The example answers 'after'",
    ),
    Case(
        "example_row_of_three_cells",
        Code.EXAMPLE_PROMPT,
        EXERCISE_FILE,
        ": Night | Sleep",
        ": Night | Sleep | More",
        ": Night | Sleep",
        "has 3 cells instead of 2",
    ),
    # lessons
    *(
        Case(f"lesson_without_{part}", Code.LESSON_PART, LESSON_FILE, old, new, 1, f"has {problem}")
        for part, old, new, problem in (
            ("in_short", ":::{in-short}", ":::{content-note}", "no 'in-short'"),
            ("story", ":::{story}", ":::{content-note}", "no 'story'"),
            ("today", ":::{today}", ":::{content-note}", "no 'today'"),
            ("card", ":::{exercise-card} first-steps", ":::{content-note}", "no 'exercise-card'"),
            ("third_relationship", "{for-you} friend", "{for-you} partner", "'for-you' for 2 relationships"),
            ("second_question", SECOND_QUESTION, "", "1 'check-yourself' questions"),
        )
    ),
    *(
        Case(f"lesson_{name}", Code.FRONT_MATTER, LESSON_FILE, old, new, 1, problem)
        for name, old, new, problem in (
            ("checked_on_no_date", "checked: 2026-11-01", "checked: last week", "'checked' must be a date"),
            ("that_teaches_nothing", "teaches: Say what is true\n", "", "'teaches' must say in one sentence"),
            ("of_unknown_evidence", "evidence: strong", "evidence: solid", "'evidence' must be one of"),
        )
    ),
    Case(
        "exercise_of_no_minutes",
        Code.FRONT_MATTER,
        EXERCISE_FILE,
        "minutes: 10\n",
        "",
        1,
        "'minutes' must be a whole number",
    ),
    Case(
        "exercise_of_241_minutes",
        Code.FRONT_MATTER,
        EXERCISE_FILE,
        "minutes: 10",
        "minutes: 241",
        1,
        "'minutes' must be a whole number",
    ),
    Case(
        "exercise_never_checked",
        Code.FRONT_MATTER,
        EXERCISE_FILE,
        "checked: 2026-11-01\n",
        "",
        1,
        "'checked' must be a date",
    ),
    Case(
        "unknown_relationship",
        Code.RELATIONSHIP,
        LESSON_FILE,
        "{for-you} friend",
        "{for-you} boss",
        "{for-you} boss",
        "'boss' is no relationship",
    ),
    Case(
        "question_without_right_choice",
        Code.QUESTION,
        LESSON_FILE,
        "[x] Anyone",
        "[ ] Anyone",
        "{question} Who",
        "exactly one of them right",
    ),
    Case(
        "question_with_two_right_choices",
        Code.QUESTION,
        LESSON_FILE,
        "[ ] Nobody",
        "[x] Nobody",
        "{question} Who",
        "exactly one of them right",
    ),
    Case(
        "choice_without_mark",
        Code.QUESTION,
        LESSON_FILE,
        "[ ] Nobody",
        "Nobody",
        "{question} Who",
        "The choice 'Nobody' has no mark",
    ),
    Case(
        "question_with_stray_words",
        Code.QUESTION,
        LESSON_FILE,
        "{question} Who can learn it?\n",
        "{question} Who can learn it?\nStray words.\n\n",
        "{question} Who",
        "something besides choices",
    ),
    Case(
        "card_of_an_unknown_exercise",
        Code.EXERCISE_UNKNOWN,
        LESSON_FILE,
        "{exercise-card} first-steps",
        "{exercise-card} last-steps",
        "{exercise-card}",
        "There is no exercise 'last-steps'",
    ),
    # sessions
    *(
        Case(f"agenda_{name}", code, SESSION_FILE, old, new, at, problem)
        for name, code, old, new, at, problem in (
            ("too_long", Code.AGENDA_MINUTES, "{agenda} 45", "{agenda} 40", "{agenda}", "45 minutes instead of 40"),
            (
                "short_version_too_long",
                Code.AGENDA_SHORT,
                ":short: 30",
                ":short: 25",
                "{agenda}",
                "short version takes 30 minutes instead of 25",
            ),
            ("without_short_length", Code.AGENDA_SHORT, ":short: 30\n", "", "{agenda}", "the agenda has no ':short:'"),
            ("of_a_strange_length", Code.AGENDA_OPTION, "{agenda} 45", "{agenda} long", "{agenda}", "is 'long' and"),
            ("starting_never", Code.AGENDA_OPTION, "start: 18:30", "start: 25:00", "{agenda}", "is '25:00' and not"),
            (
                "activity_of_strange_slides",
                Code.AGENDA_OPTION,
                ":slides: 1, 2",
                ":slides: 1, all",
                "{activity} Practice",
                "something besides the numbers",
            ),
            (
                "activity_both_optional_and_short",
                Code.AGENDA_OPTION,
                ":optional:\n",
                ":optional:\n:short: 5\n",
                "{activity} Practice",
                "either ':optional:' or",
            ),
            (
                "of_an_unknown_sheet",
                Code.SHEET_UNKNOWN,
                "first-steps overdose-card",
                "last-steps overdose-card",
                "{activity} Practice",
                "There is no sheet 'last-steps'",
            ),
            (
                "of_an_unknown_slide",
                Code.SLIDE_UNKNOWN,
                ":slides: 1, 2",
                ":slides: 1, 3",
                "{activity} Practice",
                "There is no slide 3; the page has 2",
            ),
            (
                "activity_outside",
                Code.SESSION_PLACE,
                ":::{slide} You may pass",
                ":::{activity} Astray\n:minutes: 5\n\nWords.\n:::\n\n:::{slide} You may pass",
                "{activity} Astray",
                "'Astray' stands in no agenda",
            ),
        )
    ),
    Case(
        "agenda_activity_without_minutes",
        Code.AGENDA_OPTION,
        SESSION_FILE,
        ":minutes: 20\n:short: 25",
        ":short: 25",
        "{activity} Close",
        "':minutes:' is '' and not",
        also=(Code.AGENDA_MINUTES,),
    ),
    Case(
        "slide_of_many_words",
        Code.SLIDE_WORDS,
        SESSION_FILE,
        "{slide} You may pass",
        f"{{slide}} {'You may pass. ' * 8}",
        "{slide} You may pass",
        "letters, over 100",
    ),
    Case(
        "slide_on_another_page",
        Code.SESSION_PLACE,
        LESSON_FILE,
        ":::{act-now} Stay with them",
        ":::{slide} Stay with them",
        ":::{slide}",
        "A slide stands on a page that is no session",
    ),
    # sources
    Case(
        "unknown_source",
        Code.SOURCE_UNKNOWN,
        LESSON_FILE,
        "{source}`santo2021oat,group2020`",
        "{source}`santo2021oat,grop2020`",
        "{source}`santo2021oat",
        "There is no source 'grop2020'",
    ),
    Case(
        "law_of_unknown_source",
        Code.SOURCE_UNKNOWN,
        REFERENCES,
        "@book{lawyer2024,",
        "@book{lawyer2025,",
        "{law}",
        "There is no source 'lawyer2024'",
        warns_in=LESSON_FILE,
    ),
    Case(
        "broken_references",
        Code.SOURCE_FILE,
        REFERENCES,
        "title  = {What groups know},",
        "title  = ,",
        "title  = ,",
        "The references cannot be read",
    ),
    Case(
        "note_without_source",
        Code.NOTE_SOURCE,
        LESSON_FILE,
        "12 groups. {source}`group2020`",
        "12 groups.",
        "[^known]: Known",
        "A note names no source",
    ),
    # region
    Case(
        "unknown_service",
        Code.REGION_UNKNOWN,
        LESSON_FILE,
        "{reach}`emergency`",
        "{reach}`emergncy`",
        "Body words.",
        "The region has no service 'emergncy'",
    ),
    Case(
        "unknown_service_name",
        Code.REGION_UNKNOWN,
        LESSON_FILE,
        "{line}`violence`",
        "{line}`violins`",
        "Body words.",
        "The region has no service 'violins'",
    ),
    Case(
        "unknown_law",
        Code.REGION_UNKNOWN,
        LESSON_FILE,
        "{law} good-samaritan",
        "{law} bad-samaritan",
        "{law} bad-samaritan",
        "The region has no point of law 'bad-samaritan'",
    ),
    Case(
        "unknown_need",
        Code.REGION_UNKNOWN,
        GET_HELP_FILE,
        "{help-lines}",
        "{help-lines} now later",
        "{help-lines}",
        "The region has no need 'later'",
    ),
    Case(
        "number_typed_by_hand",
        Code.TYPED_NUMBER,
        LESSON_FILE,
        "Danger words.",
        "Call 911.",
        "Call 911.",
        "The number '911' is typed by hand",
    ),
    Case(
        "region_not_in_toml",
        Code.REGION_FILE,
        REGION,
        '[[needs]]\nid = "now"',
        "nonsense",
        "nonsense",
        "The file is not valid TOML",
    ),
    Case(
        "region_service_without_name",
        Code.REGION_FILE,
        REGION,
        'name = "Emergency"\n',
        "",
        "[lines.emergency]",
        "'lines.emergency': it lacks 'name'",
    ),
    Case(
        "region_service_without_ways",
        Code.REGION_FILE,
        REGION,
        '[ { kind = "call", how = "Call", number = "911" } ]',
        "[]",
        "ways = []",
        "'ways' is empty",
    ),
    Case(
        "region_way_of_number_and_address",
        Code.REGION_FILE,
        REGION,
        'number = "911"',
        'number = "911", url = "https://example.org"',
        'how = "Call"',
        "a way to call has a 'number' and nothing else",
    ),
    *(
        Case(
            f"region_{name}",
            Code.REGION_FILE,
            REGION,
            old,
            new,
            at,
            words,
            also=(Code.REGION_UNKNOWN,) * (name in MORE),
        )
        for name, old, new, at, words in (
            (
                "law_without_statement",
                'statement = "Most states protect people who call for help."\n',
                "",
                "[law.good",
                "it lacks 'statement'",
            ),
            ("service_of_unknown_need", AFRAID, AFRAID.replace("fear", "joy"), 'need = "joy"', "no need 'joy'"),
            ("law_without_source", 'source = ["lawyer2024"]', "", "[law.good-samaritan]", "it lacks 'source'"),
            ("law_with_source_as_words", '["lawyer2024"]', '"lawyer2024"', 'source = "law', "a list of keys"),
            ("misspelled_key", 'hours = "day', 'hour = "day', "hour = ", "it has 'hour', which nothing reads"),
            ("misspelled_table", "[law.good", "[laws.good", 1, "'laws': nothing reads this table"),
            ("way_without_a_kind", 'kind = "text", ', "", "Text START", "it lacks 'kind'"),
            ("way_of_unknown_kind", 'kind = "text"', 'kind = "fax"', 'kind = "fax"', "'fax' is no kind of way"),
            (
                "way_to_call_an_address",
                'kind = "chat"',
                'kind = "call"',
                "thehotline",
                "a way to call has a 'num",
            ),
            ("address_without_https", "https://www.the", "www.the", "www.thehot", "is no address that begins with"),
            ("need_without_heading", 'heading = "You are afraid"\n', "", "[[needs]]", "it lacks 'heading'"),
            ("markup", "You are afraid", "You are {afraid}", "You are {", "'{afraid}' is markup"),
            ("numbers_that_are_no_pattern", "numbers = '911|", "numbers = '(911|", "numbers =", "'region': "),
            (
                "law_with_quoted_date",
                'checked = 2026-11-01\nsource = ["lawyer2024"]',
                'checked = "2026-11-01"\nsource = ["lawyer2024"]',
                'checked = "',
                "'checked' is a date without quotes",
            ),
        )
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mistake_is_reported_with_file_line_and_hint(case: Case, tiny_course: Course) -> None:
    tiny_course.replace(case.file, case.old, case.new)
    place = case.warns_in or case.file
    line = case.at if isinstance(case.at, int) else tiny_course.line(place, case.at)

    warnings = tiny_course.build("dummy", warns=True).warnings

    found = [
        text
        for text in warnings
        if text.startswith(f"{place}:{line}: WARNING: ")
        and case.problem in text
        and text.endswith(f". {case.code.value} [porchlight.{case.code.name.lower()}]")
    ]
    assert len(found) == 1, "\n".join(warnings)
    if not case.also:
        assert warnings == found
    known = {f"[porchlight.{code.subtype}]" for code in (case.code, *case.also)}
    assert {text.split()[-1] for text in warnings} <= known


def test_two_exercise_files_of_one_name_are_reported(tiny_course: Course) -> None:
    text = (tiny_course.root / EXERCISE_FILE).read_text(encoding="utf-8")
    newer = "exercises/more/first-steps.md"
    tiny_course.write(newer, text.replace("need: A pen.", "need: A pen.\norphan: true"))

    [warning] = tiny_course.build("dummy", warns=True).warnings

    assert warning.startswith(f"{newer}:1: WARNING: The exercise 'first-steps' is already in '{EXERCISE}'. ")
    assert warning.endswith("[porchlight.exercise_duplicate]")


def test_two_sessions_of_one_number_are_reported(tiny_course: Course) -> None:
    newer = "course/facilitator/session-02.md"
    tiny_course.write(newer, "---\norphan: true\n---\n# Session 2 again\n\nWords.\n")

    [warning] = tiny_course.build("dummy", warns=True).warnings

    assert warning.startswith(f"{SESSION_FILE}:1: WARNING: Session 2 is already in 'course/facilitator/session-02'. ")
    assert warning.endswith("[porchlight.session_duplicate]")


def test_exercise_without_prompts_is_reported(tiny_course: Course) -> None:
    text = (tiny_course.root / EXERCISE_FILE).read_text(encoding="utf-8")
    head, tail = text.split(":::{prompt}", 1)[0], ":::{when-to-stop}\nStop.\n:::\n"
    tiny_course.write(EXERCISE_FILE, head + tail)

    warnings = tiny_course.build("dummy", warns=True).warnings

    problem = f"{EXERCISE_FILE}:1: WARNING: The exercise '{EXERCISE}' has no"
    assert [text.split(". ")[0] for text in warnings] == [f"{problem} 'example'", f"{problem} 'prompt'"]


def test_missing_references_are_reported_and_the_course_still_builds(tiny_course: Course) -> None:
    (tiny_course.root / REFERENCES).unlink()

    warnings = tiny_course.build("text", warns=True).warnings

    assert any(text.endswith("[porchlight.source_file]") for text in warnings)


def test_missing_region_file_is_reported_and_the_course_still_builds(tiny_course: Course) -> None:
    (tiny_course.root / REGION).unlink()

    warnings = tiny_course.build("text", warns=True).warnings

    [warning] = warnings
    assert warning.startswith(f"{REGION}:1: WARNING: There is no file 'us/region.toml'")


def test_mistake_fails_a_build_with_warnings_as_errors(tiny_course: Course) -> None:
    def status() -> int:
        options = ["-q", "-W", "-b", "dummy", "-d", "../doctrees", "-D", "porchlight_today=2026-11-21"]
        command = [sys.executable, "-m", "sphinx", *options, ".", "../out"]
        return subprocess.run(command, cwd=tiny_course.root, capture_output=True, check=False).returncode

    assert status() == 0
    tiny_course.replace(EXERCISE_FILE, ":kind: short", ":kind: poem")
    assert status() == 1


def test_every_code_has_a_hint_that_is_a_sentence_of_its_own() -> None:
    # Two codes with one hint would be one member of the Enum, and would print one another's name.
    assert len(Code.__members__) == len(list(Code))
    assert all(code.value.endswith(".") for code in Code)
