"""What Kairanban does at the moments of Pelican's life cycle."""

import sys
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from pelican import Pelican
from pelican.generators import Generator
from pelican.settings import DEFAULT_THEME

from ..reports.body import Prose
from ..reports.html.phrases import phrases
from ..settings import Settings
from .checks import broken_links
from .publish import ForeignOutput, complete, publish, require_own
from .recognised import recognised
from .report import say, slowly, stop, tell
from .site import BadEpoch, read_site
from .stage import Stage

TOLD = 100  # reports of which a build says what was recognised, the newest
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
    pelican.settings.update(NOTHING_ELSE)
    pelican.delete_outputdir = False
    jinja = {
        **pelican.settings["JINJA_ENVIRONMENT"],
        "autoescape": True,
        "undefined": StrictUndefined,
    }
    pelican.settings["JINJA_ENVIRONMENT"] = jinja
    # A setting, because Pelican's own generators compile templates of this theme as well.
    filters = {"phrases": phrases}
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
        """Puts the `Site` into Pelican's context for the generators that follow."""
        try:
            settings = Settings.from_pelican(self.settings)
        except ValueError as error:
            stop(str(error))
        stage = stage_of(self.settings)
        content = Path(self.path)
        try:
            require_own(stage.output, content)
            complete(stage)
            with slowly("reading", settings.language):
                site = read_site(content, settings, Prose(self.settings["MARKDOWN"]))
        except ForeignOutput as error:
            stop(say("foreign-output", settings.language, path=error))
        except BadEpoch as error:
            stop(say("bad-epoch", settings.language, value=error))
        tell(site.loaded.findings, content.name, settings.language)
        if site.loaded.problems:
            stop(say("not-built", settings.language, count=len(site.loaded.problems)))
        for line in recognised(site, most=TOLD):
            print(line)
        stage.clear()
        self.context["KAIRANBAN"] = site


def finish(pelican: Pelican) -> None:
    """`finalized`: what was staged is checked, and then becomes the output."""
    settings = Settings.from_pelican(pelican.settings)
    stage = stage_of(pelican.settings)
    with slowly("checking", settings.language):
        broken = list(broken_links(stage.files))
    if broken:
        for page, target in broken:
            print(say("broken-link", settings.language, page=page, target=target), file=sys.stderr)
        stop(say("not-built", settings.language, count=len(broken)))
    written, deleted = publish(stage, pelican.settings["OUTPUT_RETENTION"])
    stage.discard()
    print(say("built", settings.language, path=stage.output.name, written=written, deleted=deleted))
