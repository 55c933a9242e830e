"""View models that many pages use: links, times, stamps, pictures, places, calendars."""

from msgspec import Struct

from ...reports.html.pictures import PublishedPicture


class LinkView(Struct, frozen=True, kw_only=True):
    """A link; without `path` and `url` it is plain text."""

    text: str
    path: str | None = None  # inside the site, from its root
    url: str | None = None  # address outside the site, or tel:
    note: str | None = None  # plain text beside the link


class WhenView(Struct, frozen=True, kw_only=True):
    """A time in words, and for machines."""

    text: str  # 2024年1月18日(木) 19:00〜20:30
    days: str  # 2024年1月18日(木), or 2024年3月1日(金)〜3日(日)
    times: str | None  # 19:00〜20:30; None when all day
    zone: str | None  # shown where it is not the site's: "ニューヨーク時間(EST)"
    local: str | None  # the time in the site's zone, where `zone` is given
    year: str  # 2024年
    day: str  # 1/18
    weekday: str  # 木曜日, or 月曜日・祝日
    start: str  # for <time datetime>: ISO 8601 with offset, or a date
    end: str | None  # in the same form; of an all-day event its last day
    until: str  # instant at which it is over, ISO 8601 with offset
    # ISO 8601 interval in which it is today in the site's zone and not over; for a script alone.
    today: str | None = None


class Stamp(Struct, frozen=True, kw_only=True):
    """A seal stamp on an event."""

    kind: str  # cancelled, postponed, rescheduled, moved_online, full or ended
    text: str  # 中止


class PictureView(PublishedPicture, frozen=True, kw_only=True):
    """A published picture with its description and its credit."""

    alt: str
    credit: str | None = None


class PlaceView(Struct, frozen=True, kw_only=True):
    """A place, and how to get there."""

    name: LinkView
    room: str | None
    address: str | None
    map_url: str | None
    geo: tuple[float, float] | None  # latitude and longitude in degrees, WGS 84
    access: str | None = None
    accessibility: str | None = None
    phone: LinkView | None = None


class Pager(Struct, frozen=True, kw_only=True):
    """The links from a page of a list to its neighbours.

    Pages are numbered from the oldest; the newest is at the list's own path.
    """

    text: str  # 古いほうから3ページ目
    newer: str | None  # path
    older: str | None  # path


class FeedView(Struct, frozen=True, kw_only=True):
    """A calendar to subscribe to."""

    title: str
    path: str  # of its .ics
    url: str  # full address
    webcal: str  # full address, webcal://


class ShareView(Struct, frozen=True, kw_only=True):
    """The ways to share a page; all but `copy` are links that work without a script."""

    line: str  # address that shares it on LINE
    mail: str  # mailto:
    copy: str  # what a script copies: the event's share text, or the page's title and address
    text: str | None = None  # path of a file with that text
    flyer: str | None = None  # path of the flyer's page
