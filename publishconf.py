"""The settings for publishing: those of pelicanconf.py, and where the site will be."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pelicanconf import *  # noqa: F403

SITEURL = "https://socialhub.example.org"
KAIRANBAN_PUBLISH = True  # nothing uncommitted, and all of the history
