"""Entries of lists, each made once and shown wherever its record is listed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from ...content.collection import Collection
from ...content.dates.occurrences import on_day
from ...content.dates.span import Span
from ...content.event_text import place_of
from ...content.schema import Event, Report
from ...reports.sections.parsed_body import Told
from ...reports.summary import shortened
from .. import urls as links
from ..dependencies import Derived, Reads
from ..format import status
from ..format.times import event_when, when_view, whole_day
from ..format.values import attendance_line, place_line, price_line
from ..i18n.localized_settings import Spoken
from ..pages.views import Anchor, EventCard, ReportCard, SessionCard
from .content_links import Files
from .relations import Index

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Cards by slug."""

    collection: Collection
    bodies: Mapping[str, Told]
    settings: Spoken
    reads: Reads
    index: Index
    files: Files
    events: Derived[EventCard] = field(init=False)
    reports: Derived[ReportCard] = field(init=False)
    sessions: Derived[tuple[SessionCard, ...]] = field(init=False)  # by report

    def __post_init__(self) -> None:
        for name, made in (
            ("events", self._derived("event-cards", self._event_of)),
            ("reports", self._derived("report-cards", self._report_of)),
            ("sessions", self._derived("session-cards", self._sessions_of)),
        ):
            object.__setattr__(self, name, made)

    def _derived(self, name: str, make: Callable[[str], Value]) -> Derived[Value]:
        return Derived(f"{name}{self.settings.suffix}", make, self.reads, self.settings.around)

    def regular(self, event: Event) -> EventCard:
        """A card for a series' regular days, which have no page but the series'."""
        return replace(self._event_card(event), path=links.series_path(event.slug), report=None)

    def met(self, report: Report) -> Span | None:
        """When the meeting was that a report tells of."""
        if report.event is None:
            return report.when
        span = self.collection.events[report.event.event].when
        return on_day(span, report.event.day) if report.event.day else span

    def summary(self, report: Report) -> str:
        """What a report is about, in a sentence or two."""
        return shortened(report.summary) if report.summary else self.bodies[report.slug].opening

    def tags(self, tags: tuple[str, ...]) -> tuple[Anchor, ...]:
        """Tags, linked."""
        slugs = [(tag, links.tag_slug(tag, self.settings)) for tag in tags]
        said = self.settings.tags
        return tuple(Anchor(text=said.get(tag, tag), path=links.tag_path(s)) for tag, s in slugs)

    def day_of(self, report: str) -> date:
        """When a report was published."""
        return self.collection.reports[report].date

    def _event_of(self, slug: str) -> EventCard:
        return self._event_card(self.collection.events[slug])

    def _event_card(self, event: Event) -> EventCard:
        reports = self.index.reports_of.get(event.slug, ())
        report = self.collection.reports[reports[-1]] if reports else None
        return EventCard(
            path=links.event_path(event.slug),
            title=event.title,
            when=event_when(event, self.settings),
            stamp=status.stamp_of(event, self.settings),
            place=place_line(place_of(event), event.online, self.settings),
            fee=self.settings.tongue.listed(*(price_line(p, self.settings) for p in event.fee)),
            summary=event.summary,
            repeats=self.settings.tongue.repeats(event.repeat) if event.repeat else None,
            report=Anchor(text=report.title, path=links.report_path(report.slug))
            if report
            else None,
            form=status.form_view(event, self.settings, self.reads),
            calendar=links.event_calendar_path(event.slug),
        )

    def _report_of(self, slug: str) -> ReportCard:
        report = self.collection.reports[slug]
        met = self.met(report)
        return ReportCard(
            path=links.report_path(slug),
            title=report.title,
            published=when_view(whole_day(report.date), self.settings),
            met=when_view(met, self.settings) if met else None,
            attendance=attendance_line(report.attendance, self.settings)
            if report.attendance
            else None,
            summary=self.summary(report),
            picture=self.files.of(report.path).picture_view(report.image),
            tags=self.tags(report.tags),
        )

    def _sessions_of(self, slug: str) -> tuple[SessionCard, ...]:
        report = self.collection.reports[slug]
        when = when_view(self.met(report) or whole_day(report.date), self.settings)
        return tuple(
            SessionCard(
                path=links.call_path(slug, session.id),
                title=report.title,
                when=when,
                people=session.people,
                opening=session.opening,
            )
            for session in self.bodies[slug].sessions
        )
