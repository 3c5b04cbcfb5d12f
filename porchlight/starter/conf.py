"""Sphinx settings of this course; those that every course shares stand in porchlight.defaults."""

from porchlight.defaults import *

project = "NAME OF THE COURSE"
html_title = project
author = epub_contributor = f"The people of {project}"
copyright = author
version = release = "0.1"
language = "en"
epub_description = "A course in the making."

# whose numbers and law the course names: course/regions/us/
porchlight_region = "us"
porchlight_license = "CC BY 4.0"

html_baseurl = ""  # the site's address, as https://example.org/course/
html_logo = html_favicon = None  # pictures of your own, instead of the lamp
porchlight_redirects = {}  # renamed pages: {"course/start/old-name": "course/start/new-name"}
