"""Addresses of pages and files: paths from the site's root, percent-encoded, no leading slash."""

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
MAX_TAG_CHARACTERS = 80  # of a slug, so that file systems accept it as a name
UNSAFE_IN_SLUG = re.compile(r'[\0-\x20\x7f-\xa0\\/<>:"|?*#%\u2028\u2029]+')


def event_path(slug: str) -> str:
    """Return the path of an event's page."""
    return f"{EVENTS}{slug}/"


def event_calendar_path(slug: str) -> str:
    """Return the path of an event's calendar file."""
    return f"{EVENTS}{slug}.ics"


def month_path(month: str) -> str:
    """Return the path of a month's page; `month` is `2024/01`."""
    return f"{EVENTS}{month}/"


def share_text_path(slug: str) -> str:
    """Return the path of the text with which an event is shared."""
    return f"{EVENTS}{slug}/share.txt"


def flyer_path(slug: str) -> str:
    """Return the path of an event's flyer."""
    return f"{EVENTS}{slug}/flyer/"


def report_path(slug: str) -> str:
    """Return the path of a report's page."""
    return f"{REPORTS}{slug}/"


def organization_path(slug: str) -> str:
    """Return the path of an organization's page."""
    return f"{ORGANIZATIONS}{slug}/"


def venue_path(slug: str) -> str:
    """Return the path of a venue's page."""
    return f"venues/{slug}/"


def series_path(slug: str) -> str:
    """Return the path of a series' page."""
    return f"{SERIES}{slug}/"


@lru_cache(4096)
def tag_path(slug: str) -> str:
    """Return the path of a tag's page; `slug` is not yet percent-encoded."""
    return f"{TAGS}{quote(slug)}/"


def organization_calendar_path(slug: str) -> str:
    """Return the path of an organization's calendar feed."""
    return f"{ORGANIZATIONS}{slug}.ics"


def series_calendar_path(slug: str) -> str:
    """Return the path of a series' calendar feed."""
    return f"{SERIES}{slug}.ics"


def tag_calendar_path(slug: str) -> str:
    """Return the path of a tag's calendar feed; `slug` is not yet percent-encoded."""
    return f"{TAGS}{quote(slug)}.ics"


def calls_of_type_path(slug: str) -> str:
    """Return the path of the list of open calls of a type."""
    return f"{CALLS}type/{slug}/"


def calls_of_organization_path(slug: str) -> str:
    """Return the path of the list of an organization's open calls."""
    return f"{CALLS}organization/{slug}/"


def group_past_path(group: str) -> str:
    """Return the path of the list of a group's past events; `group` is its path: `tags/bosai/`."""
    return f"{group}events/"


def group_reports_path(group: str) -> str:
    """Return the path of the list of a group's reports; `group` is its path."""
    return f"{group}reports/"


def group_sessions_path(group: str) -> str:
    """Return the path of the list of a group's sessions; `group` is its path."""
    return f"{group}sessions/"


def group_calls_path(group: str) -> str:
    """Return the path of the list of a group's calls; `group` is its path."""
    return f"{group}calls/"


def call_path(report: str, call: str) -> str:
    """Return the path, with fragment, of a call or a session in its report.

    `report` is the report's slug, `call` the id of the element.
    """
    return f"{report_path(report)}#{quote(call)}"


def social_card_path(name: str) -> str:
    """Return the path of a social card; its name depends on its content, so caches may keep it."""
    return f"{CARDS}{name}.png"


def page_path(slug: str) -> str:
    """Return the path of a page that is written as such (`content/pages/`)."""
    return f"{slug}/"


def search_text_path(page: str) -> str:
    """Return the path of the searchable text of the page at `page`."""
    return f"{SEARCH_TEXTS}{page.rstrip('/')}.txt"


def tag_slug(tag: str, settings: Settings) -> str:
    """Return a tag as a folder's name, not percent-encoded.

    It is the slug from the settings, else the tag itself; in NFKC and lower case, with `-` for
    spaces and what URLs or file systems do not allow; "tag" where nothing is left.
    """
    slug = (settings.tag_slugs or {}).get(tag, tag)
    text = unicodedata.normalize("NFKC", slug).lower()
    return UNSAFE_IN_SLUG.sub("-", text).strip(".-")[:MAX_TAG_CHARACTERS].rstrip(".-") or "tag"


def list_page_path(path: str, number: int | None) -> str:
    """Return the path of a page of a paginated list; None is the newest page, at `path` itself."""
    return path if number is None else f"{path}page/{number}/"


def root_path(path: str, settings: Settings) -> str:
    """Return the relative path (`../../`) from the page at `path` to the site's root.

    For 404.html, which is served at any address, it is an absolute path; in feeds an absolute URL.
    """
    if path.startswith(FEEDS):
        return absolute_url("", settings)
    if path == NOT_FOUND:
        return urlsplit(settings.site_url).path.rstrip("/") + "/"
    return "../" * path.count("/") or "./"


def absolute_url(path: str, settings: Settings) -> str:
    """Return the absolute URL of a path."""
    return f"{settings.site_url}/{path}"


def output_path(path: str) -> str:
    """Return the file of the page or feed at `path`, relative to the output folder, with `/`."""
    return unquote(path) + ("index.html" if path.endswith("/") or not path else "")


def unquote_slug(slug: str) -> str:
    """Return a tag's slug from its percent-encoded form in a path."""
    return unquote(slug)
