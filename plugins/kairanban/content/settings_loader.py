"""The settings of a site, with nothing in them that must not be published."""

from collections.abc import Mapping
from typing import Any

from ..settings import Settings, told
from .folder.privacy import private


def settled(pelican: Mapping[str, Any]) -> Settings:
    """Ours out of Pelican's settings. Raises ValueError with sentences for people."""
    settings = Settings.from_pelican(pelican)
    for name in ("register", "mailing_list", "contact", "donate"):
        if any(private(getattr(settings, name) or "")):
            raise ValueError(told(name, "private", settings.language))
    return settings
