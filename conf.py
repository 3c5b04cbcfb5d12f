"""Sphinx settings of Porch Light. Settings only: what the course does lives in porchlight/."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that Sphinx finds the package beside this file

# the course
project = "Porch Light"
author = "The Porch Light project"
copyright = "2026, the Porch Light project. Text: CC BY 4.0. Code: MIT"
version = release = "0.1"
language = "en"
extensions = ["myst_parser", "sphinx_book_theme", "porchlight"]
include_patterns = ["index.md", "course/**", "exercises/**"]
# folders without pages, which Sphinx need not walk; a region's passages are read by the pages that show them
exclude_patterns = ["_build", ".*", "porchlight", "tests", "course/regions"]
nitpicky = True

# Markdown
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "smartquotes"]
myst_colon_fence_exact_match = True
myst_footnote_transition = False
myst_heading_anchors = 3
smartquotes = False  # MyST does it, once

# the region whose numbers and law the course names: course/regions/us.toml
porchlight_region = "us"

# the web course
html_theme = "porchlight"
html_title = project
html_baseurl = ""  # the site's address, as https://example.org/course/: for the site map and codes on paper
html_logo = html_favicon = None  # pictures of your own, instead of the lamp
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_permalinks = False
html_sidebars = {"**": []}  # ours stands in layout.html; the parent theme would render its own and drop it
html_use_index = False
html_domain_indices = False
porchlight_redirects = {}  # renamed pages: {"course/start/old-name": "course/start/new-name"}

# make links: every address of the course is asked once; a dead one is a warning
linkcheck_ignore = ["sms:"]
linkcheck_timeout = 20
linkcheck_retries = 2
linkcheck_workers = 4
linkcheck_rate_limit_timeout = 60
linkcheck_anchors = False  # many pages make their anchors with scripts
linkcheck_report_timeouts_as_broken = True

# the e-books: the families' here, the others take after it
epub_identifier = epub_uid = "porch-light-family"
epub_description = "A free course for families, to read at your own pace."
epub_contributor = "The Porch Light project"
epub_language = "en"
epub_theme = "porchlight-epub"
epub_cover = ("_static/cover.png", "epub-cover.html")
epub_tocscope = "includehidden"  # our toctrees are hidden: the pages have lists of their own
epub_tocdup = False
epub_show_urls = "no"
