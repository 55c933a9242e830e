"""Content, loaded as builds and `invoke check` load it."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import ROOT
from kairanban.content.publication import Loaded
from kairanban.pipeline.loading.site_loader import Site, read_site
from kairanban.settings import Settings


def load_site(content: Path, settings: Settings | None = None) -> Site:
    """Load a content folder. One of this repository is loaded without its history in git."""
    if not (content.is_dir() and content.resolve().is_relative_to(ROOT)):
        return read_site(content, settings or Settings())
    with TemporaryDirectory() as folder:
        copy = shutil.copytree(content, Path(folder) / "content")
        return read_site(copy, settings or Settings())


def load(content: Path, settings: Settings | None = None) -> Loaded:
    """Return the records of a content folder, and the findings of all of its files."""
    return load_site(content, settings).loaded
