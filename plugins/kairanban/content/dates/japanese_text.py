"""Formatting of days and times in Japanese, without an OS locale."""

import functools
from datetime import date, datetime, time, timedelta

import jpholiday

from .span import Span

WEEKDAYS = "月火水木金土日"


@functools.lru_cache(maxsize=4096)
def is_holiday(day: date) -> bool:
    """Return whether a day is a national holiday of Japan, substitute holidays included."""
    # jpholiday computes the next day, which `date.max` does not have.
    return day < date.max and bool(jpholiday.is_holiday(day))


@functools.lru_cache(maxsize=4096)
def holiday_name(day: date) -> str | None:
    """Return the Japanese name of a holiday, like `成人の日`; None on other days."""
    name: str | None = jpholiday.is_holiday_name(day) if is_holiday(day) else None
    return name


def format_weekday_mark(day: date) -> str:
    """Return the weekday in ASCII parentheses, like `(木)`, or `(月・祝)` on a holiday."""
    return f"({WEEKDAYS[day.weekday()]}{'・祝' if is_holiday(day) else ''})"


def format_weekday(day: date) -> str:
    """Return the weekday in full, like `木曜日`, or `月曜日・祝日` on a holiday."""
    return f"{WEEKDAYS[day.weekday()]}曜日{'・祝日' if is_holiday(day) else ''}"


def format_day(day: date) -> str:
    """Return a day with its weekday, like `2024年1月18日(木)`."""
    return f"{day.year}年{day.month}月{day.day}日{format_weekday_mark(day)}"


def format_clock(clock: time | datetime) -> str:
    """Return hours and minutes, like `19:00` or `9:30`."""
    return f"{clock.hour}:{clock.minute:02}"


def format_days(first: date, last: date) -> str:
    """Return a range of days, like `2024年3月1日(金)〜3日(日)`, or one day if both are the same.

    The year and month of the second day are left out where they are those of the first.
    """
    if first == last:
        return format_day(first)
    year = f"{last.year}年" if last.year != first.year else ""
    month = f"{last.month}月" if year or last.month != first.month else ""
    return f"{format_day(first)}〜{year}{month}{last.day}日{format_weekday_mark(last)}"


def ends_past_midnight(span: Span) -> bool:
    """Return whether a span of at most 12 hours ends on the day after it starts."""
    if not isinstance(span.start, datetime) or not isinstance(span.end, datetime):
        return False
    next_day = span.end.date() == span.start.date() + timedelta(days=1)
    return next_day and span.end - span.start <= timedelta(hours=12)


def format_times(span: Span) -> str | None:
    """Return the times of a span: `19:00〜20:30`, `22:00〜翌1:00`, or `19:00〜` without an end.

    None for all-day spans, and for timed ones whose two days must both be shown.
    """
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
    """Return a span's days and times, like `2024年1月18日(木) 19:00〜20:30`, in its own zone."""
    if not isinstance(span.start, datetime):
        return format_days(span.first_day, span.last_day)
    times = format_times(span)
    if times:
        return f"{format_day(span.first_day)} {times}"
    assert isinstance(span.end, datetime)
    start = f"{format_day(span.first_day)} {format_clock(span.start)}"
    return f"{start}〜{format_day(span.last_day)} {format_clock(span.end)}"
