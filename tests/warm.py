"""The preloaded module of test processes: importing it imports Pelican and builds a small site."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from kairanban.commands.build import build
from kairanban.pipeline.store.store import StoreMemory
from kairanban.site.i18n.template_cache import KnownTemplates

ROOT = Path(__file__).resolve().parent.parent


def warmed() -> KnownTemplates:
    """Build the small site, and return the compiled templates.

    The build also imports whatever others need.
    """
    memory = StoreMemory()
    settings, content = str(ROOT / "publishconf.py"), str(ROOT / "tests/sites/small")
    os.environ["SOURCE_DATE_EPOCH"] = "0"  # each process gets an environment of its own
    with TemporaryDirectory() as folder:
        assert build(settings, content, str(Path(folder) / "output"), memory=memory) == 0
    return memory.templates


TEMPLATES = warmed()
