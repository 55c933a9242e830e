"""The `KAIRANBAN_*` settings: names, defaults and meanings in one place."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import fields

# Sentence endings for what is wrong with a setting, in Japanese and English.
ERROR_MESSAGES = {
    "unknown": ("という設定はありません", "is no setting"),
    "limits": (
        "には min_block、max_block、max_head_text、max_list だけに、1以上の整数を書いてください",
        "may hold min_block, max_block, max_head_text and max_list, each a whole number, 1 or more",
    ),
    "number": ("には1以上の整数を書いてください", "must be a whole number, 1 or more"),
    "address": ("はhttps://で始まるアドレスにしてください", "must begin with https://"),
    "domain": ("には英数字と「.」「-」だけを使ってください", "holds letters, digits, “.” and “-”"),
    "private": ("に会議の入室用アドレスかパスコードがあります", "lets strangers into a meeting"),
    "script": ("は、読む方には開けません", "is nothing that readers can open"),
}
UNUSABLE_SCHEME = re.compile(r"\s*(?:javascript|data|vbscript|file):", re.IGNORECASE)


class SearchLimits(Struct, frozen=True, kw_only=True):
    """The limits by which the search index is divided into files.

    Smaller numbers give more and smaller files.
    """

    min_block: int = 128  # documents: a block of at most so many is not divided, however new
    max_block: int = 2048  # documents: a block of more is always divided
    # Characters of text: a block of at most so many has its postings in the head of the index.
    max_head_text: int = 16384
    max_list: int = 128  # documents in one list; a block of at most so many has it in the head


class Settings(Struct, frozen=True, kw_only=True):
    """The settings of a site in `pelicanconf.py`, each as `KAIRANBAN_<NAME>` in capitals."""

    site_name: str = "回覧板"  # KAIRANBAN_SITE_NAME, else Pelican's SITENAME
    site_description: str = ""
    # Absolute address without a trailing slash, for feeds and canonical links (Pelican's SITEURL).
    site_url: str = "http://localhost:8000"
    zone: str = "Asia/Tokyo"  # IANA name; Pelican's TIMEZONE
    language: str = "ja"  # of messages: "ja" or "en"
    # Codes of the languages into which content may be translated (`x.en.md`), if the language has
    # a catalogue of labels.
    languages: Collection[str] = ("en",)
    # Language -> settings in that language: {"en": {"site_name": "…", "site_description": "…",
    # "register": "…", "contact": "…", "tags": {"防災": "Disaster preparedness"}}}
    translated: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # The right side of UIDs. It must stay the same when the site moves to another address.
    calendar_domain: str = "localhost"
    default_minutes: int = 90  # length of an event whose end is not announced
    cancelled: str = "visible"  # or "strict", which adds STATUS:CANCELLED in calendars
    # Set in publishconf.py: the content must be committed then, and the clone not be shallow.
    publish: bool = False
    # Slugs of published events that may nevertheless be removed or change their day, such as
    # {"2024-01-18-kai"} when somebody's data must be removed; their entries in people's calendars
    # go with them. And "reports/<slug>" for reports whose calls may change their address.
    forget: Collection[str] = ()
    # Defaults for events that leave these out:
    host: str = ""
    register: str = ""
    mailing_list: str = ""
    contact: str = ""
    donate: str = ""
    months_ahead: int = 12  # months for which lists show events that repeat without end
    page_size: int = 20  # entries on one page of a paginated list
    # Whether each page has a picture with title, date and place for links on social sites.
    social_cards: bool = True
    # Folders that are searched for the cards' font, Noto Sans CJK JP, instead of the system's.
    font_folders: Collection[str] | None = None
    # Some of `SearchLimits` by name: {"min_block": 16, "max_block": 256}
    search_limits: Mapping[str, int] = field(default_factory=dict)
    tag_slugs: Mapping[str, str] | None = None  # ASCII slugs for tags: {"防災": "bosai"}

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> "Settings":
        """Return the plugin's settings out of Pelican's.

        Raise ValueError with a sentence for each setting that is unknown or invalid, one a line.
        """
        values = {
            name.removeprefix("KAIRANBAN_").lower(): value
            for name, value in settings.items()
            if name.startswith("KAIRANBAN_")
        }
        unknown = set(values) - {f.name for f in fields(cls)}
        wrong = [(name, "unknown") for name in sorted(unknown)]
        for name, pelican_name in (("site_name", "SITENAME"), ("zone", "TIMEZONE")):
            if settings.get(pelican_name):
                values.setdefault(name, settings[pelican_name])
        values["site_url"] = (settings.get("SITEURL") or "http://localhost:8000").rstrip("/")
        result = cls(**{name: value for name, value in values.items() if name not in unknown})
        if wrong := [*wrong, *result._errors()]:
            raise ValueError("\n".join(setting_error(*error, result.language) for error in wrong))
        return result

    def _errors(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each invalid setting with a key of `ERROR_MESSAGES`."""
        for name in ("default_minutes", "months_ahead", "page_size"):
            if not _is_count(getattr(self, name)):
                yield name, "number"
        limits = self.search_limits
        limit_names = {f.name for f in fields(SearchLimits)}
        if not isinstance(limits, Mapping) or not (
            limits.keys() <= limit_names and all(map(_is_count, limits.values()))
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
    """Return the sentence that says what is wrong with a setting.

    `name` is that of the field, `what` a key of `ERROR_MESSAGES`, `language` "en" or "ja".
    """
    full = "SITEURL" if name == "site_url" else f"KAIRANBAN_{name.upper()}"
    japanese, english = ERROR_MESSAGES[what]
    return f"{full} {english}" if language == "en" else f"「{full}」{japanese}"
