"""Days and times in Japanese words, without an OS locale."""

import functools
from datetime import date, datetime, time, timedelta

import jpholiday

from .span import Span

WEEKDAYS = "月火水木金土日"


@functools.lru_cache(maxsize=4096)
def is_holiday(day: date) -> bool:
    """Whether a day is a national holiday of Japan, substitutes included."""
    # The library looks at the next day, which the calendar's last day has not.
    return day < date.max and bool(jpholiday.is_holiday(day))


@functools.lru_cache(maxsize=4096)
def holiday_name(day: date) -> str | None:
    """`成人の日`; None on other days."""
    name: str | None = jpholiday.is_holiday_name(day) if is_holiday(day) else None
    return name


def format_weekday_mark(day: date) -> str:
    """`(木)`, `(月・祝)`"""
    return f"({WEEKDAYS[day.weekday()]}{'・祝' if is_holiday(day) else ''})"


def format_weekday(day: date) -> str:
    """`木曜日`, `月曜日・祝日`"""
    return f"{WEEKDAYS[day.weekday()]}曜日{'・祝日' if is_holiday(day) else ''}"


def format_day(day: date) -> str:
    """`2024年1月18日(木)`"""
    return f"{day.year}年{day.month}月{day.day}日{format_weekday_mark(day)}"


def format_clock(clock: time | datetime) -> str:
    """`19:00`"""
    return f"{clock.hour}:{clock.minute:02}"


def format_days(first: date, last: date) -> str:
    """`2024年3月1日(金)〜3日(日)`: what the second day shares with the first is left out."""
    if first == last:
        return format_day(first)
    year = f"{last.year}年" if last.year != first.year else ""
    month = f"{last.month}月" if year or last.month != first.month else ""
    return f"{format_day(first)}〜{year}{month}{last.day}日{format_weekday_mark(last)}"


def ends_past_midnight(span: Span) -> bool:
    """Whether a span of less than half a day only runs into the next morning."""
    if not isinstance(span.start, datetime) or not isinstance(span.end, datetime):
        return False
    next_day = span.end.date() == span.start.date() + timedelta(days=1)
    return next_day and span.end - span.start <= timedelta(hours=12)


def format_times(span: Span) -> str | None:
    """`19:00〜20:30`, `22:00〜翌1:00`, `19:00〜`; None for whole days and spans over several."""
    if not isinstance(span.start, datetime):
        return None
    if not isinstance(span.end, datetime):
        return f"{format_clock(span.start)}〜"
    if ends_past_midnight(span):
        return f"{format_clock(span.start)}〜翌{format_clock(span.end)}"
    if span.first_day == span.last_day:
        return f"{format_clock(span.start)}〜{format_clock(span.end)}"
    return None


def format_span(span: Span) -> str:
    """`2024年1月18日(木) 19:00〜20:30`, in the span's own zone."""
    if not isinstance(span.start, datetime):
        return format_days(span.first_day, span.last_day)
    times = format_times(span)
    if times:
        return f"{format_day(span.first_day)} {times}"
    assert isinstance(span.end, datetime)
    start = f"{format_day(span.first_day)} {format_clock(span.start)}"
    return f"{start}〜{format_day(span.last_day)} {format_clock(span.end)}"
