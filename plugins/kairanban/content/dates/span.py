"""The span of time in which an event takes place: of instants or of days."""

from datetime import date, datetime

from msgspec import Struct


class Span(Struct, frozen=True, kw_only=True):
    """The time of an event, as announced.

    Timed: `start` is an aware datetime, `end` one too, or None where no end was announced.
    All-day: `start` and `end` are dates; `end` is the last day itself (inclusive), or None for
    one day.
    `zone` is the IANA name of the zone in which the times were written, or None where they came
    with an explicit offset (an instant without a zone, published in UTC).
    """

    start: date | datetime
    end: date | datetime | None
    zone: str | None

    @property
    def all_day(self) -> bool:
        """Whether the span is one of days, without times."""
        return not isinstance(self.start, datetime)

    @property
    def first_day(self) -> date:
        """The calendar day on which it starts, in the zone or offset of `start`."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def last_day(self) -> date:
        """The calendar day on which it ends (inclusive), in the zone or offset of `end`."""
        if self.end is None:
            return self.first_day
        return self.end.date() if isinstance(self.end, datetime) else self.end
