"""Porch Light: a Sphinx extension that turns one Markdown course into every edition.

``setup`` is the table of contents of the package, in the order in which data flows:
Markdown becomes nodes (the model), nodes become editions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from porchlight.addresses import setup_addresses
from porchlight.age import setup_age
from porchlight.agenda import setup_agenda
from porchlight.aloud import setup_aloud
from porchlight.cards import setup_cards
from porchlight.catalogs.generated import setup_generated
from porchlight.checks import setup_checks
from porchlight.config import setup_config
from porchlight.contents import setup_contents
from porchlight.course_file import setup_course_file
from porchlight.crashes import setup_crashes
from porchlight.doors import setup_doors
from porchlight.editions.braille.builder import setup_braille
from porchlight.editions.epub.builder import setup_epub
from porchlight.editions.notebook.builder import setup_notebook
from porchlight.editions.paper.builder import setup_handout
from porchlight.editions.review.builder import setup_review
from porchlight.editions.slides.builder import setup_slides
from porchlight.editions.web import setup_web
from porchlight.exercise import setup_exercise
from porchlight.fingerprints import number_of_tools
from porchlight.freshness import setup_freshness
from porchlight.handout_list import setup_handout_list
from porchlight.handouts import setup_handouts
from porchlight.languages import setup_languages
from porchlight.lesson import setup_lesson
from porchlight.listings import setup_listings
from porchlight.locale import setup_words
from porchlight.medium import setup_medium
from porchlight.mending import setup_mending
from porchlight.naming import setup_naming
from porchlight.outline import setup_outline
from porchlight.packets import setup_packets
from porchlight.part import setup_part
from porchlight.passage_domain import setup_passage_domain
from porchlight.passages import setup_passages
from porchlight.pictures import setup_pictures
from porchlight.private import setup_private
from porchlight.quiz import setup_quiz
from porchlight.readable import setup_readable
from porchlight.reading import setup_reading
from porchlight.region import setup_region
from porchlight.region_blocks import setup_region_blocks
from porchlight.region_roles import setup_region_roles
from porchlight.rescue import setup_rescue
from porchlight.reviews import setup_reviews
from porchlight.safety_changes import setup_safety_changes
from porchlight.session import setup_session
from porchlight.short import setup_short
from porchlight.slide import setup_slide
from porchlight.slips import setup_slips
from porchlight.sources import setup_sources
from porchlight.talk import setup_talk
from porchlight.wording import setup_wording

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the model, then the editions."""
    setup_words(app)
    setup_config(app)
    setup_mending(app)
    setup_crashes()
    setup_course_file(app)
    setup_readable(app)
    setup_part(app)
    setup_freshness(app)
    setup_age(app)
    # the model
    setup_reading(app)
    setup_addresses(app)
    setup_languages(app)
    setup_generated(app)
    setup_exercise(app)
    setup_lesson(app)
    setup_quiz(app)
    setup_contents(app)
    setup_agenda(app)
    setup_slide(app)
    setup_session(app)
    setup_sources(app)
    setup_region_roles(app)
    setup_region_blocks(app)
    setup_region(app)
    setup_wording(app)
    setup_private(app)
    setup_passages(app)
    setup_passage_domain(app)
    setup_aloud(app)
    setup_cards(app)
    setup_pictures(app)
    setup_rescue(app)
    setup_listings(app)
    setup_medium(app)
    setup_handouts(app)
    setup_packets(app)
    setup_handout_list(app)
    setup_short(app)
    setup_talk(app)
    setup_reviews(app)
    setup_safety_changes(app)
    setup_doors(app)
    setup_slips(app)
    setup_naming(app)
    setup_outline(app)
    # the editions
    setup_web(app)
    setup_braille(app)
    setup_epub(app)
    setup_handout(app)
    setup_notebook(app)
    setup_slides(app)
    setup_review(app)
    # the checks of the text
    setup_checks(app)
    return {
        "version": __version__,
        "env_version": number_of_tools(),  # doctrees that other code has read are not trusted
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
