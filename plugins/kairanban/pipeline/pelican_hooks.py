"""What Kairanban does at the moments of Pelican's life cycle."""

from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from pelican import Pelican
from pelican.generators import Generator
from pelican.settings import DEFAULT_THEME

from ..content.settings_loader import settled
from ..reports.html.phrases import phrases, title
from ..reports.html.pictures import pictured
from ..site.i18n.jinja_gettext import EXTENSIONS
from .console import never_fail_to_print, stop
from .output.stage import Stage
from .site_build import Build

OURS = "_kairanban"  # the setting in which a build stays until it is published
# Pelican's own generators and its copying of files get nothing: they write what did not change,
# and publish photos with their GPS positions.
NOTHING_ELSE: dict[str, Any] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "TEMPLATE_PAGES": {},
    "OUTPUT_SOURCES": False,
    "FEED_ATOM": None,
    "FEED_RSS": None,
    "FEED_ALL_ATOM": None,
    "FEED_ALL_RSS": None,
    "CATEGORY_FEED_ATOM": None,
    "CATEGORY_FEED_RSS": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
    "TRANSLATION_FEED_RSS": None,
    "TAG_FEED_ATOM": None,
    "TAG_FEED_RSS": None,
    # A build that fails must leave the last good output; we remove old files ourselves.
    "DELETE_OUTPUT_DIRECTORY": False,
}


def start(pelican: Pelican) -> None:
    """`initialized`: everything that any generator writes goes to the staging folder."""
    never_fail_to_print()
    pelican.settings.update(NOTHING_ELSE)
    pelican.delete_outputdir = False
    jinja = {
        **pelican.settings["JINJA_ENVIRONMENT"],
        "autoescape": True,
        "undefined": StrictUndefined,
        "extensions": [*pelican.settings["JINJA_ENVIRONMENT"].get("extensions", ()), *EXTENSIONS],
    }
    pelican.settings["JINJA_ENVIRONMENT"] = jinja
    # A setting, because Pelican's own generators compile templates of this theme as well.
    filters = {"phrases": phrases, "title_phrases": title, "pictured": pictured}
    pelican.settings["JINJA_FILTERS"] = filters | pelican.settings["JINJA_FILTERS"]
    if pelican.settings["THEME"] == DEFAULT_THEME:
        pelican.settings["THEME"] = pelican.theme = str(own_theme())
    pelican.output_path = str(stage_of(pelican.settings).files)


def own_theme() -> Path:
    """The theme that comes with the plugin: inside the wheel, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent.parent / "theme"


def stage_of(settings: Any) -> Stage:
    """The staging folder of a site's output."""
    return Stage(Path(settings["OUTPUT_PATH"]).resolve())


class Reader(Generator):  # type: ignore[misc]
    """The first of our generators: reads the content, and stops where it has problems."""

    def generate_context(self) -> None:
        """Keeps the `Build` in Pelican's settings for what follows."""
        try:
            settings = settled(self.settings)
        except ValueError as error:
            stop(str(error))
        build = Build(
            settings=settings,
            pelican=self.settings,
            content=Path(self.path),
            stage=stage_of(self.settings),
            theme=Path(self.theme),
        )
        self.settings[OURS] = build
        build.read()


class Writer(Generator):  # type: ignore[misc]
    """Makes what must be made, into Pelican's output path (our staging folder)."""

    def generate_output(self, writer: Any) -> None:
        """Pelican's moment for writing.

        Its writer is not used: it copies the whole context for every page, which costs more
        than the page itself.
        """
        del writer
        build: Build = self.settings[OURS]
        build.write(self.env)


def finish(pelican: Pelican) -> None:
    """`finalized`: what was staged is checked, and then becomes the output."""
    build: Build | None = pelican.settings.get(OURS)
    assert build
    build.publish()
