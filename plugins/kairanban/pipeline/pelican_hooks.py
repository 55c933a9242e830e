"""Kairanban's handlers of Pelican's signals, and its two Pelican generators."""

from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from pelican import Pelican
from pelican.generators import Generator
from pelican.settings import DEFAULT_THEME

from ..content.settings_loader import load_settings
from ..reports.html.phrases import mark_phrases, mark_title_phrases
from ..reports.html.pictures import picture_markup
from ..site.i18n.jinja_gettext import EXTENSIONS
from .messages import exit_with
from .output.stage import WorkFolder
from .output_encoding import replace_unencodable_output
from .pelican_settings import default_theme
from .site_build import SiteBuild

BUILD_SETTING = "_kairanban"  # the Pelican setting that holds the `SiteBuild` between signals
# Pelican's own generators and its static copying get no input: they rewrite unchanged files, and
# publish photos with their GPS positions.
DISABLED_SETTINGS: dict[str, Any] = {
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
    # A failed build must leave the last good output; `publish` deletes old files itself.
    "DELETE_OUTPUT_DIRECTORY": False,
}


def on_initialized(pelican: Pelican) -> None:
    """Prepare Pelican's settings on `initialized`, and redirect its output to the staging folder.

    Disable Pelican's own outputs, set up Jinja (autoescape, strict undefined values, our
    extensions and filters), and use Kairanban's theme where the site names none.
    """
    replace_unencodable_output()
    pelican.settings.update(DISABLED_SETTINGS)
    pelican.delete_outputdir = False
    jinja = {
        **pelican.settings["JINJA_ENVIRONMENT"],
        "autoescape": True,
        "undefined": StrictUndefined,
        "extensions": [*pelican.settings["JINJA_ENVIRONMENT"].get("extensions", ()), *EXTENSIONS],
    }
    pelican.settings["JINJA_ENVIRONMENT"] = jinja
    # Filters go into the setting because Pelican's own generators compile this theme's templates
    # as well.
    filters = {
        "phrases": mark_phrases,
        "title_phrases": mark_title_phrases,
        "pictured": picture_markup,
    }
    pelican.settings["JINJA_FILTERS"] = filters | pelican.settings["JINJA_FILTERS"]
    if pelican.settings["THEME"] == DEFAULT_THEME:
        pelican.settings["THEME"] = pelican.theme = str(default_theme())
    pelican.output_path = str(staging_folder(pelican.settings).files)


def staging_folder(settings: Any) -> WorkFolder:
    """Return the staging folder that belongs to `OUTPUT_PATH` of Pelican's settings."""
    return WorkFolder(Path(settings["OUTPUT_PATH"]).resolve())


class ContentGenerator(Generator):  # type: ignore[misc]
    """The generator that loads the content; it exits with code 1 where that has problems."""

    def generate_context(self) -> None:
        """Start the `SiteBuild`, keep it in Pelican's settings for later steps, and load."""
        try:
            settings = load_settings(self.settings)
        except ValueError as error:
            exit_with(str(error))
        build = SiteBuild(
            settings=settings,
            pelican_settings=self.settings,
            content_folder=Path(self.path),
            stage=staging_folder(self.settings),
            theme=Path(self.theme),
        )
        self.settings[BUILD_SETTING] = build
        build.read()


class OutputGenerator(Generator):  # type: ignore[misc]
    """The generator that builds the output files into Pelican's output path, our staging folder."""

    def generate_output(self, writer: Any) -> None:
        """Build and stage the output files at the moment when Pelican writes.

        Pelican's writer is not used: it copies the whole context for every page, which costs
        more than the page itself.
        """
        del writer
        build: SiteBuild = self.settings[BUILD_SETTING]
        build.write(self.env)


def on_finalized(pelican: Pelican) -> None:
    """Check what was staged and publish it to the output folder, on `finalized`."""
    build: SiteBuild | None = pelican.settings.get(BUILD_SETTING)
    assert build
    build.publish()
