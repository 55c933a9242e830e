"""Formatting of times for pages, and the instants at which days, spans and events begin and end."""

from collections import deque
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from msgspec.structs import replace

from ...content.dates.span import Span
from ...content.dates.zones import zone_info
from ...content.recurrence.recurrence import Recurrence
from ...content.schema import Event
from ...settings import Settings
from ..i18n.localized_settings import LocalizedSettings
from ..pages.views import WhenView

# One day inside the range of `datetime`, so that these instants can be converted to any zone.
EARLIEST_CONVERTIBLE, LATEST_CONVERTIBLE = (
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(9999, 12, 30, tzinfo=UTC),
)


def midnight(day: date, settings: Settings) -> datetime:
    """Return the instant at which a day begins, in the site's zone."""
    return datetime.combine(day, time(), zone_info(settings.zone))


def day_interval(day: date, settings: Settings) -> str:
    """Return the interval of a day in the site's zone: `start/end`, in ISO 8601."""
    return f"{midnight(day, settings).isoformat()}/{_day_after(day, settings).isoformat()}"


def starts_at(span: Span, settings: Settings) -> datetime:
    """Return the instant at which a span starts, in UTC; a day starts in the site's zone."""
    if isinstance(span.start, datetime):
        return _in_utc(span.start)
    return _in_utc(midnight(span.start, settings))


def ends_at(span: Span, settings: Settings) -> datetime:
    """Return the instant at which a span is over, in UTC.

    A timed span without an end is over after the site's `default_minutes`.
    """
    if isinstance(span.start, datetime):
        if isinstance(span.end, datetime):
            return _in_utc(span.end)
        return _in_utc(span.start) + timedelta(minutes=settings.default_minutes)
    return _in_utc(_day_after(span.last_day, settings))


def event_ends_at(event: Event, settings: Settings) -> datetime:
    """Return the instant at which an event is over, in UTC, or after its last occurrence.

    For an event that repeats without end it is `LATEST_CONVERTIBLE`.
    """
    if event.repeat is None:
        return ends_at(event.when, settings)
    return LATEST_CONVERTIBLE if event.repeat.endless else ends_at(_last(event), settings)


def _last(event: Event) -> Span:
    assert event.repeat
    return _last_of(Recurrence(span=event.when, repeat=event.repeat, excluded_days=event.except_))


@lru_cache(maxsize=1024)
def _last_of(recurrence: Recurrence) -> Span:
    return deque(recurrence.spans(), maxlen=1).pop()


def end_of(moment: date | datetime, settings: Settings) -> datetime:
    """Return the instant (aware) at which a deadline has passed; a day counts to its end."""
    return moment if isinstance(moment, datetime) else _day_after(moment, settings)


def _in_utc(moment: datetime) -> datetime:
    """Return the instant in UTC; in the years 1 and 9999, `EARLIEST_CONVERTIBLE` and
    `LATEST_CONVERTIBLE` stand for it."""
    if moment.year in {1, 9999}:
        return EARLIEST_CONVERTIBLE if moment.year == 1 else LATEST_CONVERTIBLE
    return moment.astimezone(UTC)


def _day_after(day: date, settings: Settings) -> datetime:
    return LATEST_CONVERTIBLE if day.year == 9999 else midnight(day + timedelta(days=1), settings)


def whole_day(day: date) -> Span:
    """Return the all-day span of one day."""
    return Span(start=day, end=None, zone=None)


def event_when(event: Event, settings: LocalizedSettings) -> WhenView:
    """Return when an event is, for a page; a recurring one is over after its last occurrence."""
    if event.repeat:
        return when_view(event.when, settings, over=event_ends_at(event, settings))
    return day_when(event, event.when, settings)


def day_when(event: Event, span: Span, settings: LocalizedSettings) -> WhenView:
    """Return when one occurrence of an event is, for a page, and in which interval it is today.

    `today` runs from midnight of its first day, in the site's zone, until the span is over; events
    that are cancelled or postponed have none.
    """
    view = when_view(span, settings)
    if event.event_status in {"cancelled", "postponed"}:
        return view
    day = starts_at(span, settings).astimezone(zone_info(settings.zone)).date()
    return replace(view, today=f"{midnight(day, settings).isoformat()}/{view.until}")


def moment_view(moment: date | datetime, zone: str, settings: LocalizedSettings) -> WhenView:
    """Return a deadline or an opening for a page; it is over as soon as it has come."""
    span = Span(start=moment, end=None, zone=zone if isinstance(moment, datetime) else None)
    view = when_view(span, settings, over=end_of(moment, settings))
    if not isinstance(moment, datetime):
        return view
    start = _shown(span, settings).start
    assert isinstance(start, datetime)
    clock = settings.locale.clock(start.time())
    text = settings.say("{day} {time}", day=view.days, time=clock)
    return replace(view, text=text, times=clock)


def when_view(span: Span, settings: LocalizedSettings, *, over: datetime | None = None) -> WhenView:
    """Return a span for a page, in words and for `<time datetime>`.

    An instant written without a zone is shown in the site's zone; a time in another zone in both.
    `over` (aware) is when it is over, if that is not the end of the span.
    """
    shown, locale = _shown(span, settings), settings.locale
    foreign = not shown.all_day and shown.zone != settings.zone
    first = shown.first_day
    return WhenView(
        text=locale.span(shown),
        days=_days(shown, settings),
        times=locale.times(shown),
        zone=locale.zone(shown) if foreign else None,
        local=locale.span(in_zone(span, settings.zone)) if foreign else None,
        year=locale.year(first.year),
        day=locale.month_and_day(first),
        weekday=locale.weekday(first),
        start=shown.start.isoformat(),
        end=shown.end.isoformat() if shown.end else None,
        until=(over or ends_at(span, settings)).astimezone(zone_info(settings.zone)).isoformat(),
    )


def _shown(span: Span, settings: Settings) -> Span:
    return span if span.zone or span.all_day else in_zone(span, settings.zone)


def _days(span: Span, settings: LocalizedSettings) -> str:
    """Return the days of a span in words; with the times where these differ from day to day."""
    if span.all_day or settings.locale.times(span) is None:
        return settings.locale.span(span)
    return settings.locale.day(span.first_day)


def in_zone(span: Span, zone: str) -> Span:
    """Return the span in the time of a zone (IANA name); all-day spans stay as they are."""
    if span.zone == zone or not isinstance(span.start, datetime):
        return span
    target_zone = zone_info(zone)
    if span.start.year in {1, 9999}:
        return span  # the other zone may have no such day
    end = span.end.astimezone(target_zone) if isinstance(span.end, datetime) else None
    return Span(start=span.start.astimezone(target_zone), end=end, zone=zone)
