"""The pictures of the site in docs/images/: all there, and light."""

import re

from conftest import ROOT
from screenshots import IMAGES, shots

MOST = 1_500_000  # bytes, of all


def test_every_picture_is_there_and_no_other() -> None:
    assert {file.name for file in IMAGES.iterdir()} == {f"{shot.name}.png" for shot in shots()}


def test_the_pictures_are_light() -> None:
    assert 0 < sum(file.stat().st_size for file in IMAGES.iterdir()) <= MOST


def test_the_readme_shows_pictures_that_are_there() -> None:
    shown = re.findall(r"!\[[^\]]+\]\((docs/[^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert shown
    assert [path for path in shown if not (ROOT / path).is_file()] == []
