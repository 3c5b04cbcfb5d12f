"""The ``html`` builder. With the theme ``porchlight`` it makes the web course; with another, what that theme makes.

What is taken from sphinx-book-theme: it is the parent of our theme, so Sphinx loads it, and it loads pydata's.
Of their templates, styles and scripts the web course sends none; ours stand in ``theme/web``. All that this
builder does beyond Sphinx's own is written in ``CourseBuilder`` below, in the order in which it happens.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError

from porchlight.addresses import LEAVE_PAGE, MY_ANSWERS, SEARCH_PAGE, Addressed
from porchlight.course_file import course_file
from porchlight.editions.web.catalogs import write_catalogs
from porchlight.editions.web.downloads import OpenDoors, copy_downloads
from porchlight.editions.web.hosts import pages_for_hosts, write_host_files
from porchlight.editions.web.look_up import ShortLists
from porchlight.editions.web.notes import QuietNotes
from porchlight.editions.web.offline import ShowTakeAlong, write_offline_copies
from porchlight.editions.web.other_themes import add_saving, write_field_files
from porchlight.editions.web.paper_links import LinkFiles
from porchlight.editions.web.safety_feed import write_safety_feed
from porchlight.editions.web.search import write_search_index
from porchlight.editions.web.session_page import PlaceAgendaSettings, ShowSlides
from porchlight.editions.web.shape import ShapeForWeb
from porchlight.editions.web.static_files import THEME, write_static_files
from porchlight.editions.web.translator import WebTranslator
from porchlight.editions.web.view import page_view, surroundings
from porchlight.freshness import output_of
from porchlight.languages import language_of
from porchlight.locale import said_in, speak_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

THEME_NAME = "porchlight"
COURSE_TRANSFORMS = (
    OpenDoors,
    ShowTakeAlong,
    PlaceAgendaSettings,
    ShowSlides,
    LinkFiles,
    ShapeForWeb,
    ShortLists,
    QuietNotes,
)


class HtmlBuilder(Addressed, StandaloneHTMLBuilder):
    """Sphinx's builder of the same name, for any theme: pages lie at the addresses that they ask for, fields save."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.static = Path(self.outdir, "_static")

    def copy_static_files(self) -> None:
        super().copy_static_files()
        for path in write_field_files(self.static):
            output_of(self).claim(path)


class CourseBuilder(HtmlBuilder):
    """The web course: our translator, templates and files, and none of Sphinx's or the parent themes'."""

    search = False  # ours works from disk and without internet
    copysource = False
    old_files = ("leave.html", "objects.inv", ".buildinfo*")  # of versions that had no ledger
    own_files = ("course/**/*", "exercises/**/*", "downloads/**/*", "_static/**/*", "_images/**/*", *old_files)

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.course = app
        self.events.connect("page-surroundings", surroundings, priority=500)

    def init_templates(self) -> None:
        super().init_templates()
        speak_in(self.templates.environment)

    def prepare_writing(self, docnames: Set[str]) -> None:
        self.course.set_translator(self.name, WebTranslator, override=True)  # the parent theme has set its own
        super().prepare_writing(docnames)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: nodes.document | None = None,
    ) -> None:
        """Write a page with what our templates show, ``pl``, beside what any theme is given."""
        say = partial(said_in, language_of(self.env, pagename))
        context = {**addctx, "pl": page_view(self.course, pagename, event_arg), "say_here": say}
        super().handle_page(pagename, context, templatename, outfilename=outfilename, event_arg=event_arg)

    def copy_static_files(self) -> None:
        """Put our own files and those of whoever publishes the course into ``_static``, and no others.

        The ledger learns of each, so that a file goes when the theme or the publisher no longer has it.
        """
        ours = write_static_files(self.static)
        self.copy_html_static_files(self.globalcontext.copy())
        self.copy_html_logo()
        self.copy_html_favicon()
        for name in (*ours, *self.publishers_files()):
            if (self.static / name).is_file():
                output_of(self).claim(self.static / name)

    def publishers_files(self) -> Iterator[str]:
        """What the files are called in ``_static`` that whoever publishes the course has named in ``conf.py``."""
        for entry in self.config.html_static_path:
            place = Path(self.confdir, entry)
            for path in [place] if place.is_file() else place.rglob("*"):
                name = path.name if path == place else path.relative_to(place).as_posix()
                yield name.removesuffix("_t").removesuffix(".jinja")  # Sphinx fills in templates
        yield from (Path(name).name for name in (self.config.html_logo, self.config.html_favicon) if name)

    def own_pages(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """The pages that have no source: name, context and template of each.

        The dull page that "Leave" opens lies beside the others, so it needs no internet.
        """
        yield LEAVE_PAGE, {"page": course_file(self.config).leave}, "leave.html"
        yield MY_ANSWERS, {}, "my-answers.html"
        yield SEARCH_PAGE, {}, "search.html"
        yield from pages_for_hosts(self.course)

    def gen_additional_pages(self) -> None:
        super().gen_additional_pages()
        for name, context, template in self.own_pages():
            self.handle_page(name, context, template)
            output_of(self).claim(self.get_output_path(name))

    def write_buildinfo(self) -> None:
        """Write nothing: ``freshness.py`` knows better what a build was made with."""

    def handle_finish(self) -> None:
        """Write neither Sphinx's search index nor its list for other projects."""

    def finish(self) -> None:
        """Write all that is no page with a source: by now those, and the files in ``_static``, are written."""
        super().finish()  # our own pages, pictures
        self.claim_images()
        write_search_index(self.course)
        write_host_files(self.course)
        copy_downloads(self.course)
        write_safety_feed(self.course)
        write_catalogs(self.course)  # of the e-books among them
        write_offline_copies(self.course)  # of all of the above

    def claim_images(self) -> None:
        """Tell the ledger which pictures there are."""
        for _, name in self.env.images.values():
            if Path(self.outdir, self.imagedir, name).is_file():
                output_of(self).claim(f"{self.imagedir}/{name}")

    def cleanup(self) -> None:
        super().cleanup()
        (self.static / "pygments.css").unlink(missing_ok=True)  # pydata's theme writes it when all is finished


def choose_builder(app: Sphinx, config: Config) -> None:
    """Have ``html`` make the web course when its theme is ours, and leave other themes their own looks."""
    if config.html_theme == THEME_NAME:
        app.add_builder(CourseBuilder, override=True)
        for transform in COURSE_TRANSFORMS:
            app.add_post_transform(transform)
    else:
        app.connect("html-page-context", add_saving)


def check_builder(app: Sphinx) -> None:
    """Stop, in a sentence, a builder whose pages the theme cannot make: scripts and zip count on ``page.html``."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and not isinstance(builder, CourseBuilder):
        theme, _ = builder.get_theme_config()
        if theme == THEME_NAME:
            raise ConfigError(f"The web course is made by the builder 'html'; '{builder.name}' needs another theme.")


def setup_builder(app: Sphinx) -> None:
    """Register the theme, and the builder that fits the theme which ``conf.py`` names."""
    app.setup_extension("sphinx.builders.html")  # so that it is not registered after ours
    app.add_html_theme(THEME_NAME, str(THEME))
    app.add_builder(HtmlBuilder, override=True)
    app.connect("config-inited", choose_builder)
    app.connect("builder-inited", check_builder)
