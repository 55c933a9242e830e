"""The `KAIRANBAN_*` settings: their names, defaults and meaning, in one place."""

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import fields


class Settings(Struct, frozen=True, kw_only=True):
    """What a site may set in `pelicanconf.py`, each as `KAIRANBAN_<NAME>` in capitals."""

    site_name: str = "回覧板"  # KAIRANBAN_SITE_NAME, else Pelican's SITENAME
    site_description: str = ""
    # Absolute address without a trailing slash, for feeds and canonical links (Pelican's SITEURL).
    site_url: str = "http://localhost:8000"
    zone: str = "Asia/Tokyo"  # IANA name; Pelican's TIMEZONE
    language: str = "ja"  # of messages: "ja" or "en"
    # Into which content may be translated (`x.en.md`); each has its labels in a catalogue.
    languages: Collection[str] = ("en",)
    # By language, what the site says in it: {"en": {"site_name": "…", "site_description": "…",
    # "register": "…", "contact": "…", "tags": {"防災": "Disaster preparedness"}}}
    translated: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # The right side of UIDs. It stays when the site moves to another address.
    calendar_domain: str = "localhost"
    default_minutes: int = 90  # the length of an event that announces no end
    cancelled: str = "visible"  # or "strict": STATUS:CANCELLED as well
    # Set in publishconf.py: then all of the content must be committed, and the clone not shallow.
    publish: bool = False
    # Slugs of published events that may go, or change their day, all the same: {"2024-01-18-kai"}
    # when somebody's data must be removed, say. Entries in people's calendars go with them.
    # And "reports/<slug>" for reports whose calls for help may change their address.
    forget: Collection[str] = ()
    # For events that leave these out:
    host: str = ""
    register: str = ""
    mailing_list: str = ""
    contact: str = ""
    donate: str = ""
    months_ahead: int = 12  # how far lists follow what repeats without end
    page_size: int = 20  # entries on one page of a paginated list
    # A picture with title, date and place for each page, which social sites show beside links.
    social_cards: bool = True
    # Folders in which their font, Noto Sans CJK JP, is looked for instead of the system's.
    font_folders: Collection[str] | None = None
    tag_slugs: Mapping[str, str] | None = None  # ASCII slugs for tags: {"防災": "bosai"}

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> "Settings":
        """Ours out of Pelican's settings; unknown KAIRANBAN_ names raise ValueError."""
        given = {
            name.removeprefix("KAIRANBAN_").lower(): value
            for name, value in settings.items()
            if name.startswith("KAIRANBAN_")
        }
        unknown = set(given) - {f.name for f in fields(cls)}
        if unknown:
            names = ", ".join(f"KAIRANBAN_{name.upper()}" for name in sorted(unknown))
            raise ValueError(f"unknown settings: {names}")
        for name, own in (("site_name", "SITENAME"), ("zone", "TIMEZONE")):
            if settings.get(own):
                given.setdefault(name, settings[own])
        given["site_url"] = (settings.get("SITEURL") or "http://localhost:8000").rstrip("/")
        return cls(**given)
