"""Parsing of dates and times as people write them in Japanese announcements.

All `read_…` functions raise `Unreadable` for what cannot be right, with the corrected value as
`suggestion` where it can be known. `zone` is the IANA name of the zone of times without an
offset; `year` is the year of a date that leaves it out, taken from the file's name.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ..problems import Unreadable
from .japanese_text import ends_past_midnight, is_holiday
from .span import Span
from .tokens import (
    WEEKDAYS,
    DayToken,
    MarkToken,
    NextDayToken,
    SeparatorToken,
    TimeToken,
    Token,
    UntilToken,
    normalize,
    to_24_hours,
    tokenize,
)
from .zones import zone_info

MAX_UNDATED_LENGTH = timedelta(hours=12)  # longest span whose end has no date of its own
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Result = TypeVar("Result")


class _Side(Struct, frozen=True, kw_only=True):
    """The written parts of a span's beginning or end; each may be missing."""

    day: DayToken | None = None
    mark: MarkToken | None = None
    time: TimeToken | None = None
    next_day: bool = False  # 翌 stands before it

    def __bool__(self) -> bool:
        return bool(self.day or self.mark or self.time or self.next_day)

    @property
    def dated(self) -> bool:
        """Whether the day is written, as a date or as 翌."""
        return bool(self.day or self.next_day)


def read_span(text: str, *, zone: str, year: int | None = None) -> Span:
    """Parse a span like `2024年1月18日(木)19:00~20:30`; days without times make an all-day span."""
    start, end, open_end = _sides(text)
    return _span(start, end if end or not open_end else None, zone, year)


def read_start_end(start: str, end: str, *, zone: str, year: int | None = None) -> Span:
    """Parse a span whose start and end are two texts; `end` may be a time alone."""
    first, _, _ = _sides(start)
    last, none, _ = _sides(end)
    if none:
        raise Unreadable("unreadable-date", rest=end[:20])
    return _span(first, last, zone, year)


def read_day(text: str, *, year: int | None = None) -> date:
    """Parse a day without a time."""
    side = _only_side(text)
    if side.time:
        raise Unreadable("unreadable-date", rest=text[:20])
    day = _date(side.day, year, None)
    return _checked([(side.mark, day)], day, format_day_suggestion)


def read_deadline(
    text: str, *, zone: str, year: int | None = None, not_after: date | None = None
) -> date | datetime:
    """Parse a deadline: a day, or an aware datetime where a time is written.

    A year that is left out is `year`, or the year before if the day would else be later than
    `not_after`.
    """
    side = _only_side(text)
    day = _date(side.day, year, None)
    if side.day and side.day.year is None and not_after and day > not_after:
        day = _date(replace(side.day, year=day.year - 1), None, None)
    _checked([(side.mark, day)], day, format_day_suggestion)
    return _moment(day, side.time, zone) if side.time else day


def read_clock(text: str) -> time:
    """Parse a time of day without a date, like `18:30`, `午後6時半` or `正午`."""
    side = _only_side(text)
    if side.day or side.mark or not side.time:
        raise Unreadable("unreadable-date", rest=text[:20])
    _require_possible(side.time, latest=23)
    return time(side.time.hour, side.time.minute)


def format_day_suggestion(day: date) -> str:
    """Return a day as suggestions write it, like `2024年1月18日(木)`."""
    return f"{_plain_day(day)}({WEEKDAYS[day.weekday()]})"


def format_span_suggestion(span: Span) -> str:
    """Return a span as suggestions write it, like `2024年1月18日(木)19:00~20:30`.

    `read_span` reads it back to the same span; times with an offset are in ISO 8601.
    """
    if not isinstance(span.start, datetime):
        if span.end is None or span.end == span.start:
            return format_day_suggestion(span.start)
        return f"{format_day_suggestion(span.start)}~{format_day_suggestion(span.last_day)}"
    if span.zone is None:
        end = f"~{span.end.isoformat('T', 'minutes')}" if isinstance(span.end, datetime) else ""
        return span.start.isoformat("T", "minutes") + end
    text = f"{format_day_suggestion(span.start)}{_plain_time(span.start)}"
    if not isinstance(span.end, datetime):
        return f"{text}~"
    own_day = span.first_day != span.last_day and not ends_past_midnight(span)
    return f"{text}~{format_day_suggestion(span.end) if own_day else ''}{_plain_time(span.end)}"


def _plain_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _plain_time(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}"


def _sides(text: str) -> tuple[_Side, _Side, bool]:
    """Return what stands before and after the separator, and whether there is a separator."""
    found = list(tokenize(normalize(text)))
    cuts = [i for i, token in enumerate(found) if isinstance(token, SeparatorToken)]
    if len(cuts) > 1:
        raise Unreadable("unreadable-date", rest=text[:20])
    cut = cuts[0] if cuts else len(found)
    return _side(found[:cut], text), _side(found[cut + 1 :], text), bool(cuts)


def _only_side(text: str) -> _Side:
    side, other, _ = _sides(text)
    if other or side.next_day:
        raise Unreadable("unreadable-date", rest=text[:20])
    return side


def _side(found: Sequence[Token], text: str) -> _Side:
    """Return the parts of one side: 翌, a day, its mark and a time, each at most once, in order."""
    side = _Side()
    for token in found:
        if isinstance(token, NextDayToken) and not side:
            side = replace(side, next_day=True)
        elif isinstance(token, DayToken) and not (side.day or side.mark or side.time):
            side = replace(side, day=token)
        elif isinstance(token, MarkToken) and side.dated and not side.mark and not side.time:
            side = replace(side, mark=token)
        elif isinstance(token, TimeToken) and not side.time:
            side = replace(side, time=token)
        elif not isinstance(token, UntilToken):
            raise Unreadable("unreadable-date", rest=text[:20])
    return side


def _date(day: DayToken | None, year: int | None, start: date | None) -> date:
    """Return a written day as a date, its missing parts filled in.

    An end takes month and year from `start` (a January after December is in the next year), other
    dates take `year`.
    """
    if day is None:
        raise Unreadable("no-day")
    month = (start.month if start else None) if day.month is None else day.month
    known = (start.year if start else year) if day.year is None else day.year
    if month is None:
        raise Unreadable("unreadable-date", rest=f"{day.day}日")
    if known is None:
        raise Unreadable("year-unknown")
    if day.year is None and start and start.month == 12 and month == 1:
        known += 1
    try:
        return date(known, month, day.day)
    except ValueError:
        raise Unreadable("impossible-day", day=f"{known}年{month}月{day.day}日") from None


def _span(start: _Side, end: _Side | None, zone: str, year: int | None) -> Span:
    first = _date(start.day, year, None)
    if start.next_day:
        raise Unreadable("unreadable-date", rest="翌")
    last = _last(first, end, year)
    marks = [(start.mark, first), (end.mark if end else None, last)]
    if end and end.dated and bool(start.time) != bool(end.time):
        raise Unreadable("end-without-time")
    if start.time is None:
        if end and end.time:
            raise Unreadable("end-without-time")
        span = Span(start=first, end=last if end and end.dated else None, zone=zone)
    else:
        span = _timed(first, start.time, last, end, zone)
    _require_order(span)
    return _checked(marks, span, format_span_suggestion)


def _last(first: date, end: _Side | None, year: int | None) -> date:
    """Return the day of the end: its date, the next day for 翌, else the day of the beginning."""
    last = _date(end.day, year, first) if end and end.day else first
    if not end or not end.next_day:
        return last
    if first == date.max:
        raise Unreadable("impossible-day", day=f"{_plain_day(first)}の翌日")
    following = first + timedelta(days=1)
    if end.day and last != following:
        raise Unreadable("not-the-next-day", day=_plain_day(last), first=_plain_day(first))
    if end.time:
        _require_possible(end.time, latest=23)  # 翌25:00 would be ambiguous
    return following


def _timed(first: date, start: TimeToken, last: date, end: _Side | None, zone: str) -> Span:
    begins = _moment(first, start, zone)
    own_zone = None if start.offset else zone
    if not end or not end.time:
        return Span(start=begins, end=None, zone=own_zone)
    finish = end.time if end.dated else _with_start_half(start, end.time)
    if start.offset and not finish.offset:
        finish = replace(finish, offset=start.offset)
    if not end.dated and (finish.hour, finish.minute) < (start.hour, start.minute):
        last = _last(first, replace(end, next_day=True, time=None), None)
    span = Span(start=begins, end=_moment(last, finish, zone), zone=own_zone)
    assert isinstance(span.end, datetime)
    if not end.dated and span.end.astimezone(UTC) - begins.astimezone(UTC) > MAX_UNDATED_LENGTH:
        raise Unreadable("too-long", suggestion=_suggest_span(span, end.time))
    return span


def _with_start_half(start: TimeToken, end: TimeToken) -> TimeToken:
    """Return the end with the start's 午前 or 午後, which people write only once.

    An end that would then be before an afternoon's start stays as it is.
    """
    if start.half and not end.half and end.hour < 12:
        carried = replace(end, hour=to_24_hours(end.hour, start.half))
        if start.half == "am" or (carried.hour, carried.minute) >= (start.hour, start.minute):
            return carried
    return end


def _suggest_span(span: Span, end: TimeToken) -> str:
    """Return the likely span for a suggestion: `午前10時~1時` is until 13:00.

    Where that does not help, it is the span as read, with both dates written out.
    """
    assert isinstance(span.start, datetime)
    assert isinstance(span.end, datetime)
    if end.hour < 12:
        moment = span.start.replace(hour=end.hour + 12, minute=end.minute)
        if timedelta() < moment - span.start <= MAX_UNDATED_LENGTH:
            return format_span_suggestion(replace(span, end=moment))
    start = f"{format_day_suggestion(span.start)}{_plain_time(span.start)}"
    return f"{start}~{format_day_suggestion(span.end)}{_plain_time(span.end)}"


def _require_possible(clock: TimeToken, latest: int) -> None:
    if clock.minute > 59 or clock.hour > latest or (clock.hour == 30 and clock.minute):
        raise Unreadable("impossible-time", time=f"{clock.hour}:{clock.minute:02}")


def _moment(day: date, clock: TimeToken, zone: str) -> datetime:
    """Return an aware datetime; hours from 24 to 30 belong to the next day."""
    _require_possible(clock, latest=30)
    try:
        days, hour = divmod(clock.hour, 24)
        local = datetime.combine(day + timedelta(days=days), time(hour, clock.minute))
        if clock.offset:
            return local.replace(tzinfo=_offset(clock.offset))
        return _in_zone(local, zone)
    except OverflowError:
        raise Unreadable("impossible-day", day=_plain_day(day)) from None


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if delta >= timedelta(hours=24) or int(digits[2:]) > 59:
        raise Unreadable("impossible-time", time=text)
    return timezone(-delta if text[0] == "-" else delta)


def _in_zone(local: datetime, zone: str) -> datetime:
    """Return a naive local time as an aware datetime in `zone`.

    Raises `Unreadable` where the clocks skip that time or show it twice.
    """
    moment = local.replace(tzinfo=zone_info(zone))
    other = moment.replace(fold=1)
    if moment.utcoffset() == other.utcoffset():
        return moment
    both = [each.astimezone(UTC).astimezone(moment.tzinfo) for each in (moment, other)]
    code = "ambiguous" if both[0].replace(tzinfo=None, fold=0) == local else "nonexistent"
    raise Unreadable(
        f"{code}-local-time",
        time=f"{_plain_day(local)}{_plain_time(local)}",
        zone=zone,
        suggestion=" / ".join(each.isoformat("T", "minutes") for each in both),
    )


def _require_order(span: Span) -> None:
    if span.end is None:
        return
    if isinstance(span.start, datetime) and isinstance(span.end, datetime):
        wrong = span.end.astimezone(UTC) <= span.start.astimezone(UTC)
    else:
        wrong = span.last_day < span.first_day
    if wrong:
        raise Unreadable("end-before-start")


def _checked(
    marks: Sequence[tuple[MarkToken | None, date]], value: Result, words: Callable[[Result], str]
) -> Result:
    """Return `value` if each day has the weekday and holiday written beside it.

    Raises `Unreadable` otherwise, with `words(value)` as suggestion.
    """
    for mark, day in marks:
        if mark and mark.weekday is not None and mark.weekday != day.weekday():
            raise Unreadable(
                "weekday-mismatch",
                day=_plain_day(day),
                right=WEEKDAYS[day.weekday()],
                right_en=ENGLISH_DAYS[day.weekday()],
                written=mark.written,
                suggestion=words(value),
            )
        if mark and mark.holiday and not is_holiday(day):
            raise Unreadable("not-a-holiday", day=_plain_day(day), suggestion=words(value))
    return value
