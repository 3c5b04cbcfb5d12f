"""Sphinx settings of Porch Light: what is this course's own. What all courses share stands in porchlight/defaults.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that Sphinx finds the package beside this file

from porchlight.defaults import *

# the course
project = "Porch Light"
html_title = project
author = epub_contributor = f"The {project} project"
copyright = f"2026, the {project} project. Text: CC BY 4.0. Code: MIT"
version = release = "0.1"
language = "en"
epub_description = "A free course for families, to read at your own pace."

# whom it is for and what it is about, for catalogs; the subjects are terms of https://meshb.nlm.nih.gov
porchlight_audience = "Families and friends of people with opioid addiction"
porchlight_subjects = ["Opioid-Related Disorders", "Family", "Naloxone"]

# the region whose numbers and law the course names: course/regions/us/
porchlight_region = "us"

# the web course
html_baseurl = ""  # the site's address, as https://example.org/course/: for the site map and codes on paper
html_logo = html_favicon = None  # pictures of your own, instead of the lamp
porchlight_redirects = {}  # renamed pages: {"course/start/old-name": "course/start/new-name"}
