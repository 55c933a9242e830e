"""The days of a span in the site's zone, and how far ahead repeating events are expanded."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from ...content.dates.japanese_text import ends_past_midnight
from ...content.dates.span import Span
from ...content.recurrence.occurrences import event_recurrence
from ...content.schema import Event
from ...settings import Settings
from ..dependencies import DependencyTracker
from ..format.times import in_zone, midnight, starts_at

MONTH = timedelta(days=31)  # the longest there is
MAX_OCCURRENCES_ON_PAGE = 60  # occurrences of a repeating event that its own page lists


def site_span(span: Span, settings: Settings) -> Span:
    """Return the span in the site's zone; all-day spans stay as they are."""
    return in_zone(span, settings.zone)


def days_of(span: Span, settings: Settings) -> tuple[date, date]:
    """Return the first and the last day of a span in the site's zone.

    A span that only runs into the next morning belongs to its evening alone, and one that ends
    at midnight ends on the day before.
    """
    here = site_span(span, settings)
    first, last = here.first_day, here.last_day
    if ends_past_midnight(here):
        last = first
    elif isinstance(here.end, datetime) and here.end.time() == time() and last > first:
        last -= timedelta(days=1)
    return first, last


def occurrences_until(
    event: Event, settings: Settings, tracker: DependencyTracker
) -> Iterator[Span]:
    """Yield the occurrences of an event in order, past ones too, as far as the site looks ahead.

    The clock is asked through `tracker`, so the answer holds until the next one becomes visible.
    """
    for span, visible_from in occurrences_with_visibility(event, settings):
        if visible_from and not tracker.is_past(visible_from):
            return
        yield span


def occurrences_with_visibility(
    event: Event, settings: Settings
) -> Iterator[tuple[Span, datetime | None]]:
    """Yield every occurrence of an event in order, with the aware instant when it becomes visible.

    None instead of an instant is always visible. The site looks ahead by whole months, so that
    all days of a month become visible together; a month of which only the beginning is shown
    would look free. An event that starts far in the future is expanded for `months_ahead` months
    from its first occurrence on.
    """
    repeats = event_recurrence(event)
    if repeats is None:
        yield event.when, None
        return
    far = settings.months_ahead * MONTH
    first = starts_at(event.when, settings)
    for span in repeats.spans():
        begin = midnight(days_of(span, settings)[0].replace(day=1), settings)
        yield span, None if begin - first <= far else _before(begin, far)


def _before(start: datetime, far: timedelta) -> datetime:
    return start - far if start.year > 1 + far.days // 365 else start
