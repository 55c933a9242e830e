"""The `KAIRANBAN_*` settings: their names, defaults and meaning, in one place."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import fields

# What is wrong with a setting, in Japanese and English.
ERROR_MESSAGES = {
    "unknown": ("という設定はありません", "is no setting"),
    "limits": (
        "には few、most、small、listed だけに、それぞれ1以上の整数を書いてください",
        "may hold few, most, small and listed, each a whole number, 1 or more",
    ),
    "number": ("には1以上の整数を書いてください", "must be a whole number, 1 or more"),
    "address": ("はhttps://で始まるアドレスにしてください", "must begin with https://"),
    "domain": ("には英数字と「.」「-」だけを使ってください", "holds letters, digits, “.” and “-”"),
    "private": ("に会議の入室用アドレスかパスコードがあります", "lets strangers into a meeting"),
    "script": ("は、読む方には開けません", "is nothing that readers can open"),
}
UNUSABLE_SCHEME = re.compile(r"\s*(?:javascript|data|vbscript|file):", re.IGNORECASE)


class SearchLimits(Struct, frozen=True, kw_only=True):
    """How the search index is parted: what its blocks and its head may hold.

    Smaller numbers give more files, each of them smaller.
    """

    few: int = 128  # documents that no block is too young for
    most: int = 2048  # documents in one block
    # Characters of text in a block; of so many or fewer, the head of the index holds the postings.
    small: int = 16384
    listed: int = 128  # documents in one list; so many or fewer are told by the head


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
    # Some of `SearchLimits` by name: {"few": 16, "most": 256}
    search_limits: Mapping[str, int] = field(default_factory=dict)
    tag_slugs: Mapping[str, str] | None = None  # ASCII slugs for tags: {"防災": "bosai"}

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> "Settings":
        """Ours out of Pelican's settings. Raises ValueError with a sentence for each that is
        unknown or cannot be right.
        """
        given = {
            name.removeprefix("KAIRANBAN_").lower(): value
            for name, value in settings.items()
            if name.startswith("KAIRANBAN_")
        }
        unknown = set(given) - {f.name for f in fields(cls)}
        wrong = [(name, "unknown") for name in sorted(unknown)]
        for name, own in (("site_name", "SITENAME"), ("zone", "TIMEZONE")):
            if settings.get(own):
                given.setdefault(name, settings[own])
        given["site_url"] = (settings.get("SITEURL") or "http://localhost:8000").rstrip("/")
        made = cls(**{name: value for name, value in given.items() if name not in unknown})
        if wrong := [*wrong, *made._errors()]:
            raise ValueError("\n".join(setting_error(*each, made.language) for each in wrong))
        return made

    def _errors(self) -> Iterator[tuple[str, str]]:
        """The names of settings that cannot be right, each with what is wrong."""
        for name in ("default_minutes", "months_ahead", "page_size"):
            if not _is_count(getattr(self, name)):
                yield name, "number"
        limits = self.search_limits
        known = {f.name for f in fields(SearchLimits)}
        if not isinstance(limits, Mapping) or not (
            limits.keys() <= known and all(map(_is_count, limits.values()))
        ):
            yield "search_limits", "limits"
        if not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", self.site_url):
            yield "site_url", "address"
        if not re.fullmatch(r"[\w.:-]+", self.calendar_domain, re.ASCII):
            yield "calendar_domain", "domain"
        for name in ("register", "mailing_list", "contact", "donate"):
            text = getattr(self, name) or ""
            if UNUSABLE_SCHEME.match(text):
                yield name, "script"


def _is_count(value: object) -> bool:
    return isinstance(value, int) and value >= 1


def setting_error(name: str, what: str, language: str) -> str:
    """The sentence for what is wrong with a setting."""
    full = "SITEURL" if name == "site_url" else f"KAIRANBAN_{name.upper()}"
    japanese, english = ERROR_MESSAGES[what]
    return f"{full} {english}" if language == "en" else f"「{full}」{japanese}"
