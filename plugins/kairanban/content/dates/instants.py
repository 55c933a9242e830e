"""Instants of spans, in UTC, within what a `datetime` can hold."""

from datetime import UTC, datetime, time

from ...settings import Settings
from .span import Span
from .zones import zone_info

# The first and last second that a `datetime` can hold.
EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(microsecond=0, tzinfo=UTC)


def in_utc(moment: datetime) -> datetime:
    """Return the instant in UTC, limited to `EARLIEST` and `LATEST`."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return EARLIEST if moment.year == 1 else LATEST


def starts_at(span: Span, settings: Settings) -> datetime:
    """Return the instant at which a span starts, in UTC; a day starts in the site's zone."""
    if isinstance(span.start, datetime):
        return in_utc(span.start)
    return in_utc(datetime.combine(span.start, time(), zone_info(settings.zone)))
