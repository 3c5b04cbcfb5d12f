"""What a host needs beside the pages: headers, a page for wrong addresses, old names, a list for search engines.

Pages themselves hold relative links only, so the folder works at any address and from disk. What must
know the site's address (``html_baseurl``) is written only when it is set.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import escape

from porchlight.addresses import LEAVE_PAGE, NOT_FOUND, SEARCH_PAGE, site_address
from porchlight.catalogs.pages import languages
from porchlight.diagnostics import Code, warn
from porchlight.editions.web.languages import other_languages
from porchlight.editions.web.static_files import LAMP
from porchlight.freshness import output_of
from porchlight.languages import in_course_language
from porchlight.outline import help_page
from porchlight.region_file import load_region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Scripts, styles and pictures of the course itself; nothing from anywhere else, and no inline script.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
# For every answer. The pages carry the policy themselves, too, for hosts that send no headers of ours.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# Pages and the worker are asked for anew each time, as hosts do by themselves; the rest may be an hour old.
CACHE = {"/_static/*": "public, max-age=3600", "/sw.js": "no-cache"}


def headers_file() -> str:
    """``_headers``, in the form that Netlify and Cloudflare Pages read."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for path, value in CACHE.items():
        lines += [path, f"  Cache-Control: {value}"]
    return "\n".join(lines) + "\n"


def root_of(app: Sphinx) -> str:
    """Where the front page lies on its host: ``/`` or ``/course/``. A page for wrong addresses is shown at
    any depth, so its links begin there.
    """
    path = urlsplit(app.config.html_baseurl).path
    return f"{path.rstrip('/')}/"


def pages_for_hosts(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page for wrong addresses, and one at each old name of a page."""
    env = app.env
    emergency = load_region(env).lines.get("emergency")
    links = {
        name: app.builder.get_target_uri(docname)
        for name, docname in (
            ("front", env.config.root_doc),
            ("help", help_page(env)),
            ("search", SEARCH_PAGE),
            ("leave", LEAVE_PAGE),
        )
    }
    yield (
        NOT_FOUND,
        {
            "root": root_of(app),
            "links": links,
            "emergency": emergency.ways[0] if emergency else None,
            "logo": Path(app.config.html_logo or LAMP).name,
            "favicon": Path(app.config.html_favicon or LAMP).name,
        },
        "404.html",
    )
    for old, new in sorted(redirects(app).items()):
        yield old, {"target": new}, "moved.html"


def redirects(app: Sphinx) -> dict[str, str]:
    """The setting ``porchlight_redirects``, without entries that lead nowhere or stand in a page's way."""
    table: dict[str, str] = app.config.porchlight_redirects
    found = app.env.found_docs
    return {old: new for old, new in table.items() if old not in found and new in found}


def check_redirects(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about each old name that is a page, and each new name that is none."""
    for old, new in app.config.porchlight_redirects.items():
        if old in env.found_docs:
            warn(Code.REDIRECT, f"The old name '{old}' is a page", _line_of(app, old))
        elif new not in env.found_docs:
            warn(Code.REDIRECT, f"The old name '{old}' leads to '{new}', which is no page", _line_of(app, old))


def _line_of(app: Sphinx, name: str) -> str:
    """Where ``conf.py`` gives *name* as an old name: ``conf.py:40``."""
    path = Path(app.confdir, "conf.py")
    lines = path.read_text(encoding="utf-8").splitlines()
    return f"{path}:{next((number for number, line in enumerate(lines, start=1) if name in line), 1)}"


def write_host_files(app: Sphinx) -> None:
    """Write the files that are no pages."""
    folder = Path(app.outdir)
    files = {"_headers": headers_file(), ".nojekyll": ""}  # .nojekyll: GitHub Pages leaves out folders with "_" else
    address = app.config.html_baseurl
    if address:
        files["sitemap.xml"] = sitemap(app)
        beside = (f"{code}/sitemap.xml" for code in languages(Path(app.srcdir)))
        maps = ["sitemap.xml", *(path for path in beside if (folder / path).is_file())]
        listed = "".join(f"Sitemap: {posixpath.join(address, path)}\n" for path in maps)
        files["robots.txt"] = f"User-agent: *\nAllow: /\n\n{listed}"
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        output_of(app.builder).claim(name)


def sitemap(app: Sphinx) -> str:
    """Every page of the course, by https://www.sitemaps.org/protocol.html, and where it is in each other language.

    The languages stand here, as https://developers.google.com/search/docs/specialty/international/localized-versions
    reads them, and not in the head of each page, whose bytes are counted.
    """
    entries = []
    for name in sorted(app.env.found_docs):
        page = site_address(app.env, name)
        found = other_languages(app, name) if in_course_language(app.env, name) else []
        each = [(str(app.config.language), page), *((other.code, urljoin(page, other.href)) for other in found)]
        links = [f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(href)}"/>' for code, href in each]
        entries.append(f"<url><loc>{escape(page)}</loc>{''.join(links) if found else ''}</url>")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    return head + "\n".join(entries) + "\n</urlset>\n"


def setup_hosts(app: Sphinx) -> None:
    """Register the check of renamed pages."""
    app.connect("env-check-consistency", check_redirects)
