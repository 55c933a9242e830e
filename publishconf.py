"""The settings for publishing: those of pelicanconf.py with the address of the site."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pelicanconf import *  # noqa: F403

SITEURL = "https://socialhub.example.org"
KAIRANBAN_PUBLISH = True  # requires that everything is committed, and the whole history
