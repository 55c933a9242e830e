"""Where builds of tests begin: Pelican is imported, and has built a small site already."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from done import Done
from kairanban.build.command import build

ROOT = Path(__file__).resolve().parent.parent


def warmed() -> Done:
    """What a build of the small site has to do, besides importing whatever a build needs."""
    done = Done()
    settings, content = str(ROOT / "publishconf.py"), str(ROOT / "tests/sites/small")
    at = mock.patch.dict(os.environ, {"SOURCE_DATE_EPOCH": "0"})
    with TemporaryDirectory() as folder, done.shared(), at:
        assert build(settings, content, str(Path(folder) / "output")) == 0
    return done


DONE = warmed()
