"""Parts of a page that templates of ``theme/web`` hold and that no page template includes: ``render("erase.html")``.

They are read from there whatever the theme is, so that another theme's pages have them too.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader

from porchlight.editions.web.static_files import THEME
from porchlight.locale import speak_in


@cache
def _templates() -> Environment:
    # the templates escape what they show, one by one
    templates = Environment(loader=FileSystemLoader(THEME), autoescape=False)
    speak_in(templates)
    return templates


def render(name: str, **context: Any) -> str:
    """The template *name* as HTML."""
    return _templates().get_template(name).render(context)
