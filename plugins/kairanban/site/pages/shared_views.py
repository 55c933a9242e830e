"""What many pages have: links, times, stamps, pictures, places, calendars."""

from msgspec import Struct

from ...reports.html.pictures import PublishedPicture


class LinkView(Struct, frozen=True, kw_only=True):
    """A link: `path` is inside the site, `url` outside; both None is plain text."""

    text: str
    path: str | None = None
    url: str | None = None
    note: str | None = None


class WhenView(Struct, frozen=True, kw_only=True):
    """A time as people read it, and as machines do."""

    text: str  # 2024年1月18日(木) 19:00〜20:30
    days: str  # 2024年1月18日(木), or 2024年3月1日(金)〜3日(日)
    times: str | None  # 19:00〜20:30; None when all day
    zone: str | None  # shown where it is not the site's: "ニューヨーク時間(EST)"
    local: str | None  # the same in the site's zone, where zone is given
    year: str  # 2024年
    day: str  # 1/18
    weekday: str  # 木曜日, or 月曜日・祝日
    start: str  # for <time datetime>: ISO 8601 with offset, or a date
    end: str | None  # the same; all day: the last day
    until: str  # instant at which it is over, ISO 8601 with offset
    # While it is today's where the site is, and not over: an ISO 8601 interval, for a script alone.
    today: str | None = None


class Stamp(Struct, frozen=True, kw_only=True):
    """A seal stamp: `kind` is cancelled, postponed, rescheduled, moved_online, full or ended."""

    kind: str
    text: str  # 中止


class PictureView(PublishedPicture, frozen=True, kw_only=True):
    """A published picture with its words."""

    alt: str
    credit: str | None = None


class PlaceView(Struct, frozen=True, kw_only=True):
    """A place with what helps to get there."""

    name: LinkView
    room: str | None
    address: str | None
    map_url: str | None
    geo: tuple[float, float] | None
    access: str | None = None
    accessibility: str | None = None
    phone: LinkView | None = None


class Pager(Struct, frozen=True, kw_only=True):
    """Pages are numbered from the oldest; the newest is shown at the list's own address."""

    text: str  # 3ページ中3ページ目
    newer: str | None  # path
    older: str | None


class FeedView(Struct, frozen=True, kw_only=True):
    """A calendar to subscribe to; `url` and `webcal` are absolute."""

    title: str
    path: str
    url: str
    webcal: str


class ShareView(Struct, frozen=True, kw_only=True):
    """How to pass a page on. All but `copy` are addresses that work without a script."""

    line: str
    mail: str
    copy: str  # what a script copies: the announcement's text, or the page's title and address
    text: str | None = None  # path of the same text
    flyer: str | None = None  # path
