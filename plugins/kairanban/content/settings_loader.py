"""Loading of a site's settings, refused where they hold what must not be published."""

from collections.abc import Mapping
from typing import Any

from ..settings import Settings, setting_error
from .folder.privacy import find_meeting_secrets


def load_settings(pelican: Mapping[str, Any]) -> Settings:
    """Return the plugin's settings out of Pelican's.

    Raises `ValueError` with sentences for people, also for a meeting's address or secret in a
    setting that pages show.
    """
    settings = Settings.from_pelican(pelican)
    for name in ("register", "mailing_list", "contact", "donate"):
        if any(find_meeting_secrets(getattr(settings, name) or "")):
            raise ValueError(setting_error(name, "private", settings.language))
    return settings
