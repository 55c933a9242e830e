"""The meeting that followed the one a report tells of."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from ...records.collection import Collection
from ...records.dates.occurrences import on_day
from ...records.dates.span import Span
from ...records.recurring.occurrences import recurrence
from ...records.schema import Event, Report
from ...settings import Settings
from ..words.times import starts_at

Meeting = tuple[Event, Span]  # of what repeats, one of its days


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Meetings by series, each made once, in the order in which they start."""

    collection: Collection
    settings: Settings
    _latest: dict[str, datetime] = field(default_factory=dict)  # by series, that is reported
    _starts: dict[str, list[datetime]] = field(default_factory=dict)
    _meetings: dict[str, list[Meeting]] = field(default_factory=dict)

    def of(self, report: Report) -> Meeting | None:
        """The meeting named as `next`, or the one after it in the series; None without either."""
        if report.next == "none":
            return None
        met = self._met(report)
        after = starts_at(met, self.settings) if met else None
        if report.next != "auto":
            event = self.collection.events[report.next]
            return event, self._first_after(event, after)
        about = self.collection.events[report.event.event] if report.event else None
        if about is None or about.series is None or after is None:
            return None
        return self._in_series(about.series, after)

    def _met(self, report: Report) -> Span | None:
        if report.event is None:
            return report.when
        span = self.collection.events[report.event.event].when
        return on_day(span, report.event.day) if report.event.day else span

    def _first_after(self, event: Event, after: datetime | None) -> Span:
        if after is not None:
            for span in _spans(event):
                if starts_at(span, self.settings) > after:
                    return span
        return event.when

    def _in_series(self, series: str, after: datetime) -> Meeting | None:
        if series not in self._meetings:
            self._fill(series)
        at = bisect_right(self._starts[series], after)
        meetings = self._meetings[series]
        return meetings[at] if at < len(meetings) else None

    def _fill(self, series: str) -> None:
        """All meetings up to the first after the latest that is reported."""
        found = sorted(
            (
                (starts_at(span, self.settings), event.slug, (event, span))
                for event in self._events(series)
                for span in self._until(event, self._last(series))
            ),
            key=lambda each: each[:2],
        )
        self._starts[series] = [start for start, _, _ in found]
        self._meetings[series] = [meeting for _, _, meeting in found]

    def _events(self, series: str) -> Iterator[Event]:
        yield from (e for e in self.collection.events.values() if e.series == series)
        if series in self.collection.regular:
            yield self.collection.regular[series]

    def _last(self, series: str) -> datetime:
        if not self._latest:
            for report in self.collection.reports.values():
                event = self.collection.events[report.event.event] if report.event else None
                met = self._met(report)
                if event and event.series and met:
                    start = starts_at(met, self.settings)
                    known = self._latest.get(event.series, start)
                    self._latest[event.series] = max(known, start)
        return self._latest[series]

    def _until(self, event: Event, last: datetime) -> Iterable[Span]:
        replaced = self.collection.replacements.get(event.slug, {})
        for span in _spans(event):
            if span.first_day not in replaced:
                yield span
                if event.repeat and starts_at(span, self.settings) > last:
                    return


def _spans(event: Event) -> Iterator[Span]:
    repeats = recurrence(event)
    return repeats.spans() if repeats else iter((event.when,))
