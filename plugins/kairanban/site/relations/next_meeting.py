"""The next meeting of a report: the one after the meeting that the report is about."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from msgspec import Struct, field

from ...content.dates.span import Span
from ...content.recurrence.occurrences import event_recurrence
from ...content.recurrence.recurrence import move_to_day
from ...content.schema import Event
from ...reports.report_summary import ReportSummary
from ...settings import Settings
from ..format.times import starts_at

# An event's slug or `series/<slug>`, and the day (ordinal) where it repeats, else None.
Meeting = tuple[str, int | None]


class NextMeeting(Struct, frozen=True, kw_only=True):
    """Finder of next meetings. It lists the meetings of each series once, in order of start.

    `_starts` (UTC) and `_meetings` run in parallel, by slug of the series.
    """

    events: Mapping[str, Event]
    regular: Mapping[str, Event]  # by series' slug: the event of its regular days
    replacements: Mapping[str, Mapping[date, str]]  # by event: days with a file of their own
    settings: Settings
    _starts: dict[str, list[datetime]] = field(default_factory=dict)
    _meetings: dict[str, list[Meeting]] = field(default_factory=dict)

    def find_all(self, reports: Iterable[ReportSummary]) -> dict[str, Meeting]:
        """Return, by slug of the report, its next meeting; reports without one are left out.

        It is the meeting that the report names as `next`, or the next one in its series.
        """
        all_reports = list(reports)
        met = {report.slug: self.met_at(report) for report in all_reports}
        latest: dict[str, datetime] = {}
        for report in all_reports:
            series, start = self._series(report), met[report.slug]
            if series and start:
                latest[series] = max(start, latest.get(series, start))
        events_of: defaultdict[str, list[Event]] = defaultdict(list)
        for event in self.events.values():
            if event.series in latest:
                events_of[event.series].append(event)
        for series, last in latest.items():
            self._fill(series, events_of[series], last)
        meetings = {report.slug: self._of(report, met[report.slug]) for report in all_reports}
        return {slug: meeting for slug, meeting in meetings.items() if meeting}

    def met_at(self, report: ReportSummary) -> datetime | None:
        """Return the start (UTC) of the meeting that a report is about; None where unknown."""
        if report.event is None:
            return None if report.starts is None else datetime.fromtimestamp(report.starts, UTC)
        event = self.events.get(report.event)
        if event is None:  # its file has problems, which are reported for that file
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
        """List a series' meetings up to the first after `last`, the latest that has a report."""
        named = [(event, event.slug) for event in events]
        if series in self.regular:
            named.append((self.regular[series], f"series/{series}"))
        starts = [
            (starts_at(span, self.settings), name, span.first_day.toordinal(), event)
            for event, name in named
            for span in self._until(event, last)
        ]
        starts.sort(key=lambda each: each[:2])
        self._starts[series] = [start for start, *_ in starts]
        self._meetings[series] = [
            (name, day if event.repeat else None) for _, name, day, event in starts
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
