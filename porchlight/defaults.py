"""Sphinx settings that every course shares.

A course's ``conf.py`` begins with ``from porchlight.defaults import *``, and says below what is its own.
"""

extensions = ["myst_parser", "sphinx_book_theme", "porchlight"]
language = "en"
include_patterns = ["index.md", "course/**", "exercises/**"]
# folders without pages, which Sphinx need not walk; a region's passages are read by the pages that show them
exclude_patterns = ["_build", ".*", "dist", "venv", "porchlight", "tests", "catalogs", "course/regions"]
nitpicky = True

# Markdown
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "smartquotes"]
myst_colon_fence_exact_match = True
myst_footnote_transition = False
myst_heading_anchors = 3
smartquotes = False  # MyST does it, once

# the web course
html_theme = "porchlight"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_permalinks = False
html_sidebars: dict[str, list[str]] = {"**": []}  # ours stands in layout.html; the parent theme would drop its own
html_use_index = False
html_domain_indices = False

# make links: every address of the course is asked once; a dead one is a warning
linkcheck_ignore = ["sms:"]
linkcheck_timeout = 20
linkcheck_retries = 2
linkcheck_workers = 4
linkcheck_rate_limit_timeout = 60
linkcheck_anchors = False  # many pages make their anchors with scripts
linkcheck_report_timeouts_as_broken = True

# the e-books
epub_language = "en"
epub_theme = "porchlight-epub"
epub_cover = ("_static/cover.png", "epub-cover.html")
epub_tocscope = "includehidden"  # our toctrees are hidden: the pages have lists of their own
epub_tocdup = False
epub_show_urls = "no"
epub_identifier = epub_uid = "course"  # Sphinx asks for one; each book has an own, made of the course's name
