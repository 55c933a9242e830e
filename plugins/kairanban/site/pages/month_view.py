"""The calendars of months."""

from msgspec import Struct

from .shared_views import LinkView, Stamp


class YearView(Struct, frozen=True, kw_only=True):
    """A year's months, from January to December; those that have nothing have no path."""

    title: str  # 2024年
    id: str  # where it stands in the archive
    months: tuple[LinkView, ...]


class CalendarCellEvent(Struct, frozen=True, kw_only=True):
    """An event in a cell of the calendar, on one of its days."""

    path: str
    title: str
    time: str | None  # 19:00, where the site is, on the day on which it starts
    part: str | None  # 2日目, where it lasts for several
    stamp: Stamp | None


class CalendarDay(Struct, frozen=True, kw_only=True):
    """A cell of the calendar."""

    day: int
    date: str  # ISO 8601
    during: str  # the instants between which it is today
    kind: str  # "sunday", "saturday", "holiday" or ""
    holiday: str | None  # 成人の日
    place: str | None  # the id of what is told of its events below
    events: tuple[CalendarCellEvent, ...]


class MonthListEvent(Struct, frozen=True, kw_only=True):
    """An event in a month's list: all times where the site is."""

    path: str
    title: str
    when: str  # 19:00〜20:30, 終日, or days where it lasts for several
    start: str  # for <time datetime>
    elsewhere: str | None  # 2024年1月18日(木) 19:00〜20:30 ニューヨーク時間(EST)
    repeats: str | None
    place: str
    stamp: Stamp | None
    report: LinkView | None


class DayView(Struct, frozen=True, kw_only=True):
    """What begins on a day of a month, or is going on when the month begins."""

    id: str
    title: str  # 1月18日(木)
    holiday: str | None
    events: tuple[MonthListEvent, ...]


class MonthPageView(Struct, frozen=True, kw_only=True):
    """month.html. Nothing in it is told apart by the clock."""

    title: str  # 2024年1月の催し
    caption: str
    weekdays: tuple[tuple[str, str, str], ...]  # 日, 曜日, and its kind
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    holidays: tuple[str, ...]  # 8日(月) 成人の日
    days: tuple[DayView, ...]
    previous: LinkView | None
    following: LinkView | None
    year: YearView
    years: tuple[LinkView | None, LinkView | None]  # before and after: their places in the archive
