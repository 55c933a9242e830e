"""View models of the calendar pages of months."""

from msgspec import Struct

from .shared_views import LinkView, Stamp


class YearView(Struct, frozen=True, kw_only=True):
    """A year with its months, January to December; those without events have no path."""

    title: str  # 2024年
    id: str  # HTML id in the archive
    months: tuple[LinkView, ...]


class CalendarCellEvent(Struct, frozen=True, kw_only=True):
    """An event in a cell of the calendar, on one of its days."""

    path: str  # of its page
    title: str
    time: str | None  # 19:00 in the site's zone, on its first day
    part: str | None  # 2日目, on the later days of several
    stamp: Stamp | None


class CalendarDay(Struct, frozen=True, kw_only=True):
    """A cell of the calendar."""

    day: int
    date: str  # ISO 8601
    during: str  # ISO 8601 interval in which this day is today
    kind: str  # "sunday", "saturday", "holiday" or ""
    holiday: str | None  # 成人の日
    place: str | None  # HTML id of the list entry with its events
    events: tuple[CalendarCellEvent, ...]


class MonthListEvent(Struct, frozen=True, kw_only=True):
    """An event in a month's list; all times are in the site's zone."""

    path: str
    title: str
    when: str  # 19:00〜20:30, 終日, or days where it lasts for several
    start: str  # ISO 8601, for <time datetime>
    elsewhere: str | None  # in its own zone: 2024年1月18日(木) 19:00〜20:30 ニューヨーク時間(EST)
    repeats: str | None
    place: str
    stamp: Stamp | None
    report: LinkView | None


class DayView(Struct, frozen=True, kw_only=True):
    """The events that begin on a day of a month, or that go on when the month begins."""

    id: str  # HTML id
    title: str  # 1月18日(木)
    holiday: str | None
    events: tuple[MonthListEvent, ...]


class MonthView(Struct, frozen=True, kw_only=True):
    """The view of month.html. The clock does not decide what is shown in it."""

    title: str  # 2024年1月の催し
    caption: str  # of the calendar: 2024年1月のカレンダー
    weekdays: tuple[tuple[str, str, str], ...]  # 日, 曜日, and the kind as in `CalendarDay`
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    holidays: tuple[str, ...]  # 8日(月) 成人の日
    days: tuple[DayView, ...]
    previous: LinkView | None
    following: LinkView | None
    year: YearView
    years: tuple[LinkView | None, LinkView | None]  # before and after, in the archive
