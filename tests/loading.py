"""Loading of content folders for tests, as builds and `invoke check` load them."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import ROOT
from kairanban.content.publication import LoadedContent
from kairanban.pipeline.loading.site_loader import LoadedSite, load_site
from kairanban.settings import Settings


def load_folder(content: Path, settings: Settings | None = None) -> LoadedSite:
    """Load a content folder; one of this repository is loaded without its git history."""
    if not (content.is_dir() and content.resolve().is_relative_to(ROOT)):
        return load_site(content, settings or Settings())
    with TemporaryDirectory() as folder:
        copy = shutil.copytree(content, Path(folder) / "content")
        return load_site(copy, settings or Settings())


def load(content: Path, settings: Settings | None = None) -> LoadedContent:
    """Return the records of a content folder, and the findings of all of its files."""
    return load_folder(content, settings).loaded
