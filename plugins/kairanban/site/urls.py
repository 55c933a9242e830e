"""Addresses inside the site: paths from its root, without a leading slash, percent-encoded."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from ..content.gettext_noop import N_
from ..settings import Settings

EVENTS, PAST, REPORTS = "events/", "events/past/", "reports/"
ORGANIZATIONS, SERIES, TAGS, SUBSCRIBE = "organizations/", "series/", "tags/", "subscribe/"
CALLS, ALL_CALLS, CALLS_JSON = "calls/", "calls/all/", "calls.json"
FEEDS, CARDS = "feeds/", "cards/"
REPORTS_FEED, EVENTS_FEED, CALLS_FEED = (
    f"{FEEDS}{name}.atom" for name in ("reports", "events", "calls")
)
CALENDAR, NOT_FOUND, SEARCH = "calendar.ics", "404.html", "search/"
SEARCH_INDEX, SEARCH_TEXTS = f"{SEARCH}blocks.txt", f"{SEARCH}words/"
FEED_TITLES = {
    REPORTS_FEED: N_("開催レポート"),
    EVENTS_FEED: N_("催しの案内"),
    CALLS_FEED: N_("募集"),
}
MAX_TAG_CHARACTERS = 80  # characters, so that a file system takes it
UNSAFE_IN_SLUG = re.compile(r'[\0-\x20\x7f-\xa0\\/<>:"|?*#%\u2028\u2029]+')


def event_path(slug: str) -> str:
    return f"{EVENTS}{slug}/"


def event_calendar_path(slug: str) -> str:
    return f"{EVENTS}{slug}.ics"


def month_path(month: str) -> str:
    """Of `2024/01`."""
    return f"{EVENTS}{month}/"


def share_text_path(slug: str) -> str:
    return f"{EVENTS}{slug}/share.txt"


def flyer_path(slug: str) -> str:
    return f"{EVENTS}{slug}/flyer/"


def report_path(slug: str) -> str:
    return f"{REPORTS}{slug}/"


def organization_path(slug: str) -> str:
    return f"{ORGANIZATIONS}{slug}/"


def venue_path(slug: str) -> str:
    return f"venues/{slug}/"


def series_path(slug: str) -> str:
    return f"{SERIES}{slug}/"


@lru_cache(4096)
def tag_path(slug: str) -> str:
    return f"{TAGS}{quote(slug)}/"


def organization_calendar_path(slug: str) -> str:
    return f"{ORGANIZATIONS}{slug}.ics"


def series_calendar_path(slug: str) -> str:
    return f"{SERIES}{slug}.ics"


def tag_calendar_path(slug: str) -> str:
    return f"{TAGS}{quote(slug)}.ics"


def calls_of_type_path(slug: str) -> str:
    return f"{CALLS}type/{slug}/"


def calls_of_organization_path(slug: str) -> str:
    return f"{CALLS}organization/{slug}/"


def group_past_path(group: str) -> str:
    """All that is over of a group, with its own address: `tags/bosai/`."""
    return f"{group}events/"


def group_reports_path(group: str) -> str:
    return f"{group}reports/"


def group_sessions_path(group: str) -> str:
    return f"{group}sessions/"


def group_calls_path(group: str) -> str:
    return f"{group}calls/"


def call_path(report: str, call: str) -> str:
    """The paragraph of a call, or of a session, in its report."""
    return f"{report_path(report)}#{quote(call)}"


def social_card_path(name: str) -> str:
    """A social card's; its name tells it from every other, so it may be kept for ever."""
    return f"{CARDS}{name}.png"


def page_path(slug: str) -> str:
    return f"{slug}/"


def search_text_path(page: str) -> str:
    """The words of a page that can be found, for the search."""
    return f"{SEARCH_TEXTS}{page.rstrip('/')}.txt"


def tag_slug(tag: str, settings: Settings) -> str:
    """The tag as a folder's name: itself (NFKC, lower case, `-` for spaces), or the one set."""
    given = (settings.tag_slugs or {}).get(tag, tag)
    text = unicodedata.normalize("NFKC", given).lower()
    return UNSAFE_IN_SLUG.sub("-", text).strip(".-")[:MAX_TAG_CHARACTERS].rstrip(".-") or "tag"


def list_page_path(path: str, number: int | None) -> str:
    """One page of a paginated list; None is the newest, at the list's own address."""
    return path if number is None else f"{path}page/{number}/"


def root_path(path: str, settings: Settings) -> str:
    """From the page at `path` to the root; absolute for 404.html, which is served anywhere.

    In feeds it is the full address.
    """
    if path.startswith(FEEDS):
        return absolute_url("", settings)
    if path == NOT_FOUND:
        return urlsplit(settings.site_url).path.rstrip("/") + "/"
    return "../" * path.count("/") or "./"


def absolute_url(path: str, settings: Settings) -> str:
    """The full address of a path."""
    return f"{settings.site_url}/{path}"


def output_path(path: str) -> str:
    """The file, relative to the output folder, in which the page at `path` is kept."""
    return unquote(path) + ("index.html" if path.endswith("/") or not path else "")


def unquote_slug(slug: str) -> str:
    """A tag's slug, from its address."""
    return unquote(slug)
