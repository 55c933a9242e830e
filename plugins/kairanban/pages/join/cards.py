"""Entries of lists, each made once and shown wherever its record is listed."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from ...records.announcing import place_words, price_words
from ...records.collection import Collection
from ...records.dates.occurrences import on_day
from ...records.dates.span import Span
from ...records.schema import Event, Report
from ...reports.summary import plain_text, shortened
from ...settings import Settings
from .. import links
from ..views import Anchor, EventCard, ReportCard
from ..words import status
from ..words.times import event_when, when_view, whole_day
from .files import Files
from .index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Cards by slug."""

    collection: Collection
    settings: Settings
    now: datetime
    index: Index
    files: Files
    _events: dict[str, EventCard] = field(default_factory=dict)
    _reports: dict[str, ReportCard] = field(default_factory=dict)

    def event(self, event: Event) -> EventCard:
        if event.slug not in self._events:
            self._events[event.slug] = self._event_card(event)
        return self._events[event.slug]

    def regular(self, event: Event) -> EventCard:
        """A card for a series' regular days, which have no page but the series'."""
        return replace(self._event_card(event), path=links.series_path(event.slug), report=None)

    def report(self, report: Report) -> ReportCard:
        if report.slug not in self._reports:
            self._reports[report.slug] = self._report_card(report)
        return self._reports[report.slug]

    def met(self, report: Report) -> Span | None:
        """When the meeting was that a report tells of."""
        if report.event is None:
            return report.when
        span = self.collection.events[report.event.event].when
        return on_day(span, report.event.day) if report.event.day else span

    def summary(self, report: Report) -> str:
        return shortened(report.summary) if report.summary else plain_text(report.body)

    def tags(self, tags: tuple[str, ...]) -> tuple[Anchor, ...]:
        """Tags, linked where they have a page."""
        slugs = [(tag, links.tag_slug(tag, self.settings)) for tag in tags]
        pages = self.index.tag_names
        return tuple(
            Anchor(text=tag, path=links.tag_path(slug) if slug in pages else None)
            for tag, slug in slugs
        )

    def _event_card(self, event: Event) -> EventCard:
        reports = self.index.reports_of.get(event.slug, ())
        report = reports[-1] if reports else None
        return EventCard(
            path=links.event_path(event.slug),
            title=event.title,
            when=event_when(event, self.settings),
            stamp=status.stamp_of(event),
            place=place_words(event.place, event.online),
            fee="、".join(price_words(price) for price in event.fee),
            summary=event.summary,
            repeats=event.repeat.text if event.repeat else None,
            report=Anchor(text=report.title, path=links.report_path(report.slug))
            if report
            else None,
            form=status.form_view(event, self.settings, self.now),
            calendar=links.event_calendar_path(event.slug),
        )

    def _report_card(self, report: Report) -> ReportCard:
        met = self.met(report)
        return ReportCard(
            path=links.report_path(report.slug),
            title=report.title,
            published=when_view(whole_day(report.date), self.settings),
            met=when_view(met, self.settings) if met else None,
            attendance=report.attendance.text if report.attendance else None,
            summary=self.summary(report),
            picture=self.files.of(report.path).picture_view(report.image),
            tags=self.tags(report.tags),
        )
