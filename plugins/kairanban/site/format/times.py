"""Times as pages show them, and as programs read them."""

from collections import deque
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from msgspec.structs import replace

from ...content.dates.occurrences import Recurrence
from ...content.dates.span import Span
from ...content.dates.zones import zone_info
from ...content.schema import Event
from ...settings import Settings
from ..i18n.localized_settings import LocalizedSettings
from ..pages.views import WhenView

# A day within the ends of the calendar, so that these instants can be told in any zone.
LONG_AGO, NEVER = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def midnight(day: date, settings: Settings) -> datetime:
    """The instant at which a day begins where the site is."""
    return datetime.combine(day, time(), zone_info(settings.zone))


def day_interval(day: date, settings: Settings) -> str:
    """The instants between which it is that day where the site is."""
    return f"{midnight(day, settings).isoformat()}/{_day_after(day, settings).isoformat()}"


def starts_at(span: Span, settings: Settings) -> datetime:
    """The instant at which it starts, in UTC; of whole days, midnight where the site is."""
    if isinstance(span.start, datetime):
        return _in_utc(span.start)
    return _in_utc(midnight(span.start, settings))


def ends_at(span: Span, settings: Settings) -> datetime:
    """The instant at which it is over, in UTC; without an end, after the site's usual length."""
    if isinstance(span.start, datetime):
        if isinstance(span.end, datetime):
            return _in_utc(span.end)
        return _in_utc(span.start) + timedelta(minutes=settings.default_minutes)
    return _in_utc(_day_after(span.last_day, settings))


def event_ends_at(event: Event, settings: Settings) -> datetime:
    """The same of an event; of one that repeats, its last time."""
    if event.repeat is None:
        return ends_at(event.when, settings)
    return NEVER if event.repeat.endless else ends_at(_last(event), settings)


def _last(event: Event) -> Span:
    assert event.repeat
    return _last_of(Recurrence(span=event.when, repeat=event.repeat, excluded_days=event.except_))


@lru_cache(maxsize=1024)
def _last_of(recurrence: Recurrence) -> Span:
    return deque(recurrence.spans(), maxlen=1).pop()


def end_of(moment: date | datetime, settings: Settings) -> datetime:
    """The instant that a deadline means; a whole day counts to its end."""
    return moment if isinstance(moment, datetime) else _day_after(moment, settings)


def _in_utc(moment: datetime) -> datetime:
    """The instant in UTC, pulled in from the ends of the calendar."""
    if moment.year in {1, 9999}:
        return LONG_AGO if moment.year == 1 else NEVER
    return moment.astimezone(UTC)


def _day_after(day: date, settings: Settings) -> datetime:
    return NEVER if day.year == 9999 else midnight(day + timedelta(days=1), settings)


def whole_day(day: date) -> Span:
    return Span(start=day, end=None, zone=None)


def event_when(event: Event, settings: LocalizedSettings) -> WhenView:
    """When an event is, and until when it is worth waiting for."""
    if event.repeat:
        return when_view(event.when, settings, over=event_ends_at(event, settings))
    return day_when(event, event.when, settings)


def day_when(event: Event, span: Span, settings: LocalizedSettings) -> WhenView:
    """When one day of what repeats is, or an event that does not; and when that is today."""
    view = when_view(span, settings)
    if event.event_status in {"cancelled", "postponed"}:
        return view
    day = starts_at(span, settings).astimezone(zone_info(settings.zone)).date()
    return replace(view, today=f"{midnight(day, settings).isoformat()}/{view.until}")


def moment_view(moment: date | datetime, zone: str, settings: LocalizedSettings) -> WhenView:
    """A deadline or an opening; it is over as soon as it has come."""
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
    """A time in words and for `<time datetime>`.

    An instant that came without a zone is shown in the site's; a time of another zone in both.
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
    """The days, or the whole where times stand between them."""
    if span.all_day or settings.locale.times(span) is None:
        return settings.locale.span(span)
    return settings.locale.day(span.first_day)


def in_zone(span: Span, zone: str) -> Span:
    """The span as clocks in that zone show it; whole days are days everywhere."""
    if span.zone == zone or not isinstance(span.start, datetime):
        return span
    there = zone_info(zone)
    if span.start.year in {1, 9999}:
        return span  # the other zone may have no such day
    end = span.end.astimezone(there) if isinstance(span.end, datetime) else None
    return Span(start=span.start.astimezone(there), end=end, zone=zone)
