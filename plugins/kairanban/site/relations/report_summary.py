"""What lists need to know of a report: little enough that a site's reports fit in memory."""

from datetime import datetime
from typing import NamedTuple

from ...content.schema import Report
from ...reports.sections.parsed_body import ParsedBody
from ...settings import Settings
from ..format.times import starts_at


class CallSummary(NamedTuple):
    """A call: `until` is a day's ordinal; `of` tells that somebody unknown to the site calls."""

    type: str | None
    organization: str | None
    of: bool
    until: int | None
    status: str


class ReportSummary(NamedTuple):
    """A report. Days are ordinals, instants seconds since 1970; all values can be marshalled."""

    slug: str
    path: str
    date: int
    event: str | None
    day: int | None  # of an event that repeats
    starts: float | None  # where the report tells itself when it was
    venue: str | None
    tags: tuple[str, ...]
    next: str
    sessions: tuple[str | None, ...]  # their organizations
    calls: tuple[CallSummary, ...]
    voices: int
    photos: int


def summarize_report(report: Report, body: ParsedBody, settings: Settings) -> ReportSummary:
    """The outline of a report."""
    starts: datetime | None = starts_at(report.when, settings) if report.when else None
    return ReportSummary(
        slug=report.slug,
        path=report.path,
        date=report.date.toordinal(),
        event=report.event.event if report.event else None,
        day=report.event.day.toordinal() if report.event and report.event.day else None,
        starts=starts.timestamp() if starts and not report.event else None,
        venue=report.place.slug if report.place else None,
        tags=report.tags,
        next=report.next,
        sessions=tuple(session.organization for session in body.sessions),
        calls=tuple(
            CallSummary(
                type=call.type,
                organization=call.organization,
                of=call.of is not None,
                until=call.until.toordinal() if call.until else None,
                status=call.status,
            )
            for call in body.calls
        ),
        voices=body.voices,
        photos=body.photos,
    )
