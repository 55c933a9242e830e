"""On which days something is where the site is, and how far what repeats is followed."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from ...content.dates.japanese_text import ends_past_midnight
from ...content.dates.span import Span
from ...content.recurrence.occurrences import event_recurrence
from ...content.schema import Event
from ...settings import Settings
from ..dependencies import DependencyTracker
from ..format.times import in_zone, midnight, starts_at

MONTH = timedelta(days=31)
MAX_OCCURRENCES_ON_PAGE = 60  # days of what repeats on its own page


def site_span(span: Span, settings: Settings) -> Span:
    """The span as clocks show it where the site is; whole days stay as they are."""
    return in_zone(span, settings.zone)


def days_of(span: Span, settings: Settings) -> tuple[date, date]:
    """The first day and the last, where the site is.

    What only runs into the next morning is of its evening alone, and midnight ends the day before.
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
    """Every time of an event, past ones too, as far as the site looks ahead now."""
    for span, visible_from in occurrences_with_visibility(event, settings):
        if visible_from and not tracker.is_past(visible_from):
            return
        yield span


def occurrences_with_visibility(
    event: Event, settings: Settings
) -> Iterator[tuple[Span, datetime | None]]:
    """Every time of an event, in order, and the instant from which it is in sight; None is always.

    The site looks ahead by whole months: the days of one come into sight together, or a month
    would seem free of which only the beginning is told. What was announced far ahead is followed
    as far from its first time on.
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
