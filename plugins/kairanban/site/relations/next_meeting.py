"""The meeting that followed the one a report tells of."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from msgspec import Struct, field

from ...content.dates.occurrences import move_to_day
from ...content.dates.span import Span
from ...content.recurrence.occurrences import event_recurrence
from ...content.schema import Event
from ...settings import Settings
from ..format.times import starts_at
from .report_summary import ReportSummary

Meeting = tuple[str, int | None]  # an event or series, and the day (ordinal) where it repeats


class NextMeeting(Struct, frozen=True, kw_only=True):
    """Meetings by series, each made once, in the order in which they start."""

    events: Mapping[str, Event]
    regular: Mapping[str, Event]  # by series
    replacements: Mapping[str, Mapping[date, str]]
    settings: Settings
    _starts: dict[str, list[datetime]] = field(default_factory=dict)
    _meetings: dict[str, list[Meeting]] = field(default_factory=dict)

    def find_all(self, reports: Iterable[ReportSummary]) -> dict[str, Meeting]:
        """By report: the meeting named as `next`, or the one after it in the series.

        A series' regular day is called `series/<slug>`.
        """
        known = list(reports)
        met = {report.slug: self.met_at(report) for report in known}
        latest: dict[str, datetime] = {}
        for report in known:
            series, start = self._series(report), met[report.slug]
            if series and start:
                latest[series] = max(start, latest.get(series, start))
        own: defaultdict[str, list[Event]] = defaultdict(list)
        for event in self.events.values():
            if event.series in latest:
                own[event.series].append(event)
        for series, last in latest.items():
            self._fill(series, own[series], last)
        found = {report.slug: self._of(report, met[report.slug]) for report in known}
        return {slug: meeting for slug, meeting in found.items() if meeting}

    def met_at(self, report: ReportSummary) -> datetime | None:
        """When the meeting began that a report tells of."""
        if report.event is None:
            return None if report.starts is None else datetime.fromtimestamp(report.starts, UTC)
        event = self.events.get(report.event)
        if event is None:  # it has a fault, which is told where it stands
            return None
        span = event.when
        if report.day:
            span = move_to_day(span, date.fromordinal(report.day))
        return starts_at(span, self.settings)

    def _series(self, report: ReportSummary) -> str | None:
        event = self.events.get(report.event) if report.event else None
        return event.series if event else None

    def _of(self, report: ReportSummary, after: datetime | None) -> Meeting | None:
        if report.next == "none":
            return None
        if report.next != "auto":
            event = self.events.get(report.next)
            return (report.next, self._first_after(event, after)) if event else None
        series = self._series(report)
        if series is None or after is None:
            return None
        at = bisect_right(self._starts[series], after)
        meetings = self._meetings[series]
        return meetings[at] if at < len(meetings) else None

    def _first_after(self, event: Event, after: datetime | None) -> int | None:
        if event.repeat is None:
            return None
        if after is not None:
            for span in _spans(event):
                if starts_at(span, self.settings) > after:
                    return span.first_day.toordinal()
        return event.when.first_day.toordinal()

    def _fill(self, series: str, events: Iterable[Event], last: datetime) -> None:
        """All meetings up to the first after the latest that is reported."""
        named = [(event, event.slug) for event in events]
        if series in self.regular:
            named.append((self.regular[series], f"series/{series}"))
        found = [
            (starts_at(span, self.settings), name, span.first_day.toordinal(), event)
            for event, name in named
            for span in self._until(event, last)
        ]
        found.sort(key=lambda each: each[:2])
        self._starts[series] = [start for start, *_ in found]
        self._meetings[series] = [
            (name, day if event.repeat else None) for _, name, day, event in found
        ]

    def _until(self, event: Event, last: datetime) -> Iterable[Span]:
        replaced = self.replacements.get(event.slug, {})
        for span in _spans(event):
            if span.first_day not in replaced:
                yield span
                if event.repeat and starts_at(span, self.settings) > last:
                    return


def _spans(event: Event) -> Iterator[Span]:
    repeats = event_recurrence(event)
    return repeats.spans() if repeats else iter((event.when,))
