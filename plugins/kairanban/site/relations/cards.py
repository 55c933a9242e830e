"""The cards (list entries) of records: computed once each, and shown in every list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from ...content.collection import Collection
from ...content.dates.span import Span
from ...content.event_text import meeting_place
from ...content.recurrence.recurrence import move_to_day
from ...content.schema import Event, Report
from ...reports.excerpt import shorten
from ...reports.sections.parsed_body import ParsedBody
from .. import urls
from ..dependencies import DependencyTracker, Query
from ..format import status
from ..format.times import event_when, when_view, whole_day
from ..format.values import format_attendance, format_localized_place, format_localized_price
from ..i18n.localized_settings import LocalizedSettings
from ..pages.views import EventCard, LinkView, ReportCard, SessionCard
from .content_links import ContentLinks
from .relations import Relations

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Queries for the cards of events, reports and sessions, by slug of the record."""

    collection: Collection
    bodies: Mapping[str, ParsedBody]
    settings: LocalizedSettings
    tracker: DependencyTracker
    relations: Relations
    content_links: ContentLinks
    events: Query[EventCard] = field(init=False)
    reports: Query[ReportCard] = field(init=False)
    sessions: Query[tuple[SessionCard, ...]] = field(init=False)  # by report's slug

    def __post_init__(self) -> None:
        for name, query in (
            ("events", self._query("event-cards", self._event_of)),
            ("reports", self._query("report-cards", self._report_of)),
            ("sessions", self._query("session-cards", self._sessions_of)),
        ):
            object.__setattr__(self, name, query)

    def _query(self, name: str, make: Callable[[str], Value]) -> Query[Value]:
        return Query(
            f"{name}{self.settings.query_suffix}",
            make,
            self.tracker,
            self.settings.shared_dependencies,
        )

    def regular_card(self, event: Event) -> EventCard:
        """Return the card for a series' regular days, which have no page but the series' own.

        `event` is the one that stands for them in `Collection.regular`.
        """
        return replace(self._event_card(event), path=urls.series_path(event.slug), report=None)

    def meeting_span(self, report: Report) -> Span | None:
        """Return when the meeting took place that a report is about; None where it does not say.

        It comes from the report's event (moved to the day that the report names, if it repeats),
        or from the report itself where it belongs to no event.
        """
        if report.event is None:
            return report.when
        span = self.collection.events[report.event.event].when
        return move_to_day(span, report.event.day) if report.event.day else span

    def summary(self, report: Report) -> str:
        """Return a report's summary as plain text, or the opening of its body where it has none."""
        return shorten(report.summary) if report.summary else self.bodies[report.slug].opening

    def tags(self, tags: tuple[str, ...]) -> tuple[LinkView, ...]:
        """Return tags, in the language of the page, as links to their pages."""
        slugs = [(tag, urls.tag_slug(tag, self.settings)) for tag in tags]
        names = self.settings.tags
        return tuple(LinkView(text=names.get(tag, tag), path=urls.tag_path(s)) for tag, s in slugs)

    def publication_day(self, report: str) -> date:
        """Return the day on which a report, given by its slug, was published."""
        return self.collection.reports[report].date

    def _event_of(self, slug: str) -> EventCard:
        return self._event_card(self.collection.events[slug])

    def _event_card(self, event: Event) -> EventCard:
        reports = self.relations.reports_of.get(event.slug, ())
        report = self.collection.reports[reports[-1]] if reports else None
        return EventCard(
            path=urls.event_path(event.slug),
            title=event.title,
            when=event_when(event, self.settings),
            stamp=status.build_stamp(event, self.settings),
            place=format_localized_place(meeting_place(event), event.online, self.settings),
            fee=self.settings.locale.listed(
                *(format_localized_price(p, self.settings) for p in event.fee)
            ),
            summary=event.summary,
            repeats=self.settings.locale.describe_repeat(event.repeat) if event.repeat else None,
            report=LinkView(text=report.title, path=urls.report_path(report.slug))
            if report
            else None,
            form=status.form_view(event, self.settings, self.tracker),
            calendar=urls.event_calendar_path(event.slug),
        )

    def _report_of(self, slug: str) -> ReportCard:
        report = self.collection.reports[slug]
        met = self.meeting_span(report)
        return ReportCard(
            path=urls.report_path(slug),
            title=report.title,
            published=when_view(whole_day(report.date), self.settings),
            met=when_view(met, self.settings) if met else None,
            attendance=format_attendance(report.attendance, self.settings)
            if report.attendance
            else None,
            summary=self.summary(report),
            picture=self.content_links.for_source(report.path).picture_view(report.image),
            tags=self.tags(report.tags),
        )

    def _sessions_of(self, slug: str) -> tuple[SessionCard, ...]:
        report = self.collection.reports[slug]
        when = when_view(self.meeting_span(report) or whole_day(report.date), self.settings)
        return tuple(
            SessionCard(
                path=urls.call_path(slug, session.id),
                title=report.title,
                when=when,
                people=session.people,
                opening=session.opening,
            )
            for session in self.bodies[slug].sessions
        )
