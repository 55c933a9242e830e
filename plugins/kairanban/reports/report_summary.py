"""Summaries of reports for lists, small enough that those of a whole site fit in memory."""

from datetime import datetime
from typing import NamedTuple

from ..content.dates.instants import starts_at
from ..content.schema import Report
from ..settings import Settings
from .sections.parsed_body import ParsedBody


class CallSummary(NamedTuple):
    """The summary of a call for help, as `parsed_body.Call` has it."""

    type: str | None  # one of `call_types.TYPES`
    organization: str | None  # slug
    has_unknown_owner: bool  # whether somebody makes it whom the site does not know
    until: int | None  # last day, as an ordinal
    status: str  # as written: open, filled or closed


class ReportSummary(NamedTuple):
    """The summary of a report.

    Days are ordinals, instants are seconds since 1970 (UTC); all values can be marshalled.
    """

    slug: str
    path: str  # of its file, relative to the content folder
    date: int  # of publication
    event: str | None  # slug
    day: int | None  # of the occurrence, where the event repeats
    starts: float | None  # of the meeting, where the report has no event and says it itself
    venue: str | None  # slug, as the report itself says
    tags: tuple[str, ...]  # as written
    next: str  # "auto", "none", or an event's slug
    sessions: tuple[str | None, ...]  # slugs of their organizations
    calls: tuple[CallSummary, ...]
    voices: int  # how many
    photos: int  # how many


def summarize_report(report: Report, body: ParsedBody, settings: Settings) -> ReportSummary:
    """Return the summary of a report; `body` is its parsed body."""
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
                has_unknown_owner=call.of is not None,
                until=call.until.toordinal() if call.until else None,
                status=call.status,
            )
            for call in body.calls
        ),
        voices=body.voices,
        photos=body.photos,
    )
