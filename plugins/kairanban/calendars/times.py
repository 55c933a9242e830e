"""Start and end of an entry in the forms of iCalendar (RFC 5545 3.3.4, 3.3.5, 3.8.2)."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from ..content.dates.instants import LATEST, in_utc
from ..content.dates.japanese_text import format_span
from ..content.dates.span import Span
from ..content.dates.zones import zone_info
from ..settings import Settings

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # SEQUENCE counts from here
FIRST_YEAR, LAST_YEAR = 1970, 2099  # described by a VTIMEZONE; other times are written in UTC
MAX_SEQUENCE = 2**31 - 1  # the largest iCalendar INTEGER (RFC 5545 3.3.8)


class Slot(Struct, frozen=True, kw_only=True):
    """DTSTART and DTEND, both dates or both aware; DTEND is exclusive.

    `end` is None only where Python's calendar ends. `zone` is the TZID, or None for dates and UTC.
    """

    start: date | datetime
    end: date | datetime | None
    zone: str | None


def slot(span: Span, settings: Settings) -> Slot:
    """Return the slot of a span: in its own zone, or in UTC where only UTC is unambiguous.

    That is so for zones that show UTC, outside of the years that a VTIMEZONE describes, and at
    local times that occur for the second time. Without an end, the default length is added.
    """
    if not isinstance(span.start, datetime):
        last = span.last_day
        after = last + timedelta(days=1) if last < date.max else last
        return Slot(start=span.start, end=after if after > span.start else None, zone=None)
    start, end = in_utc(span.start), _end_of(span, settings)
    there = zone_info(span.zone or "UTC")
    if not is_utc(there.key) and FIRST_YEAR < start.year <= end.year < LAST_YEAR:
        local_start, local_end = start.astimezone(there), end.astimezone(there)
        if not _is_repeated_time(local_start) and not _is_repeated_time(local_end):
            return Slot(start=local_start, end=local_end, zone=span.zone)
    return Slot(start=start, end=end if end > start else None, zone=None)


def slot_of_rule(span: Span, settings: Settings) -> Slot:
    """Return the slot of a repeating event: on every day by its zone's clock, as the rule is meant.

    In UTC a rule would shift with daylight saving time; an EXDATE must be the very time that the
    rule yields.
    """
    if not isinstance(span.start, datetime) or is_utc(span.zone or "UTC"):
        return slot(span, settings)
    end = span.end
    if not isinstance(end, datetime):
        length, last = _default_length(settings), LATEST.replace(tzinfo=span.start.tzinfo)
        end = min(span.start, last - length) + length
    return Slot(start=span.start, end=end, zone=span.zone)


@cache
def is_utc(name: str) -> bool:
    """Return whether a zone's clocks show UTC from `FIRST_YEAR` to `LAST_YEAR`.

    Times in such a zone are written in UTC, without a TZID.
    """
    zone, days = zone_info(name), [(y, m) for y in range(FIRST_YEAR, LAST_YEAR + 1) for m in (1, 7)]
    return not any(zone.utcoffset(datetime(year, month, 1)) for year, month in days)


def _end_of(span: Span, settings: Settings) -> datetime:
    if isinstance(span.end, datetime):
        return in_utc(span.end)
    assert isinstance(span.start, datetime)
    length = _default_length(settings)
    return min(in_utc(span.start), LATEST - length) + length


def _default_length(settings: Settings) -> timedelta:
    return timedelta(minutes=max(1, settings.default_minutes))


def _is_repeated_time(moment: datetime) -> bool:
    """Return whether the clock shows this time again; a time without a fold means the first."""
    return moment.utcoffset() != moment.replace(fold=0).utcoffset()


def sequence(modified: datetime) -> int:
    """Return the SEQUENCE of an instant: whole seconds since 2000, so that it grows with it."""
    return min(max(0, int((modified - EPOCH).total_seconds())), MAX_SEQUENCE)


def format_when(span: Span, settings: Settings) -> str:
    """Return the span in Japanese: `2024年1月18日(木) 19:00〜20:30`.

    A time in another zone is given in that zone and in the site's; one with an offset only, in
    the site's.
    """
    if span.all_day or span.zone == settings.zone:
        return format_span(span)
    here = _in_zone(span, settings.zone)
    if here is None:
        return format_span(span)
    if span.zone is None:
        return format_span(here)
    return f"{format_span(span)} {span.zone}（{format_span(here)} {settings.zone}）"


def format_moment(moment: date | datetime) -> str:
    """Return `2024年1月17日(水)` or `2024年1月17日(水) 17:00`, by the moment's own clock."""
    return format_span(Span(start=moment, end=None, zone=None)).rstrip("〜")


def _in_zone(span: Span, zone: str) -> Span | None:
    """Return the span in `zone`; None where that lies beyond the ends of the calendar."""
    assert isinstance(span.start, datetime)
    there = zone_info(zone)
    try:
        end = span.end.astimezone(there) if isinstance(span.end, datetime) else None
        return replace(span, start=span.start.astimezone(there), end=end, zone=zone)
    except OverflowError:
        return None
