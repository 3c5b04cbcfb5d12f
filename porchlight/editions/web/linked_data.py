"""What a page says of itself to search engines and collections of teaching material, as data in its head.

Words of https://schema.org: the front page is a ``Course``, a lesson and an exercise are a ``LearningResource``.
It is JSON-LD (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents): a browser runs none of it, so
the pages' policy of no inline script lets it stand. A private page says nothing of itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from porchlight.addresses import site_address
from porchlight.age import date_of
from porchlight.exercise import exercise_id
from porchlight.languages import language_of
from porchlight.lesson import teaches
from porchlight.outline import is_lesson, minutes_of, unit_of
from porchlight.private import is_private

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def page_record(app: Sphinx, docname: str) -> dict[str, Any]:
    """The page as a thing of schema.org, without what is not known; empty for a page that says nothing of itself."""
    env = app.env
    front = docname == env.config.root_doc
    exercise = exercise_id(docname) is not None
    if docname not in env.titles or is_private(env, docname) or not (front or exercise or is_lesson(env, docname)):
        return {}
    minutes = minutes_of(env, docname).most
    day = date_of(env, docname)
    about = {
        "name": str(env.config.project) if front else env.titles[docname].astext(),
        "url": site_address(env, docname),
        "inLanguage": language_of(env, docname),
        "license": env.config.porchlight_license_address,
        "version": env.config.release,
    }
    if front:
        special = {
            "@type": ["Course", "LearningResource"],
            "description": env.config.epub_description,
            "provider": {"@type": "Organization", "name": env.config.author},
            "audience": _audience(app),
            "isAccessibleForFree": True,
        }
    else:
        within = unit_of(env, docname)
        special = {
            "@type": ["WebPage", "LearningResource"],
            "learningResourceType": "exercise" if exercise else "lesson",
            "timeRequired": f"PT{minutes}M" if minutes else "",
            "teaches": teaches(env, docname),
            "lastReviewed": "" if exercise or not day else day.isoformat(),
            "isPartOf": {"@type": "Course", "name": within.title if within else str(env.config.project)},
        }
    known = {key: value for key, value in (special | about).items() if value}
    return {"@context": "https://schema.org", **known}


def _audience(app: Sphinx) -> dict[str, str]:
    audience = str(app.config.porchlight_audience)
    return {"@type": "EducationalAudience", "educationalRole": audience} if audience else {}


def as_script(record: dict[str, Any]) -> str:
    """*record* as the text of a ``<script>``: nothing in it can end that element."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c") if record else ""
