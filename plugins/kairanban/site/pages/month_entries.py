"""The entries of a month's page: the cells of its calendar, and the list beside it.

All days and hours are in the site's zone.
"""

from calendar import Calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from msgspec import Struct

from ...content.dates.japanese_text import holiday_name
from ...content.dates.span import Span
from ...content.recurrence.recurrence import move_to_day
from .. import urls
from ..context import RenderContext
from ..format.times import day_interval, ends_at, when_view
from ..i18n.locale import Locale
from ..i18n.localized_settings import LocalizedSettings
from ..relations.days import site_span
from ..relations.months import MonthOccurrence
from ..relations.upcoming import occurrence_anchor
from .views import (
    CalendarCellEvent,
    CalendarDay,
    DayView,
    EventCard,
    LinkView,
    MonthListEvent,
    WhenView,
)

SUNDAY = 6  # first day of the week in Japanese calendars; Monday is 0
DAY_KINDS = {5: "saturday", SUNDAY: "sunday"}  # of days, by weekday
Week = tuple[CalendarDay | None, ...]  # Sunday first; None is a day of another month


class MonthEntry(Struct, frozen=True, kw_only=True):
    """One occurrence of an event in the month that begins on `month`."""

    month: date
    card: EventCard
    path: str  # of its page, with a fragment where the page lists the occurrence
    report: LinkView | None
    when: WhenView  # as announced
    here: Span  # in the site's zone
    first: date
    last: date
    changes: tuple[datetime, ...]  # future instants at which `path` changes

    @property
    def listed(self) -> date:
        """The day under which it is listed: its first, or the month's first if it began before."""
        return max(self.first, self.month)


def build_month_entry(context: RenderContext, month: date, mark: MonthOccurrence) -> MonthEntry:
    """Return the entry for a mark of `Relations.months`; see `MonthOccurrence`."""
    whose, own_day, earlier, first, last = mark
    if whose.startswith(urls.SERIES):
        event = context.collection.regular[whose.removeprefix(urls.SERIES).rstrip("/")]
        card = context.cards.regular_card(event)
    else:
        event, card = context.collection.events[whose], context.cards.events[whose]
    span, path, report = event.when, card.path, card.report
    instants: list[datetime] = []
    if own_day:
        span = move_to_day(event.when, date.fromordinal(own_day))
        report = _report_of(context, whose, span.first_day)
        earlier_spans = [move_to_day(event.when, date.fromordinal(earlier))] if earlier else []
        instants = [ends_at(each, context.settings) for each in (span, *earlier_spans)]
        is_over, *fits = [context.tracker.is_past(instant) for instant in instants]
        if not is_over and all(fits):
            path = f"{path}#{occurrence_anchor(span)}"
    return MonthEntry(
        month=month,
        card=card,
        path=path,
        report=report,
        when=when_view(span, context.settings),
        here=site_span(span, context.settings),
        first=date.fromordinal(first),
        last=date.fromordinal(last),
        changes=tuple(instant for instant in instants if not context.tracker.is_past(instant)),
    )


def _report_of(context: RenderContext, event: str, day: date) -> LinkView | None:
    """Return the link to the latest report of one occurrence of a repeating event."""
    for slug in reversed(context.relations.reports_of.get(event, ())):
        report = context.collection.reports[slug]
        if report.event and report.event.day == day:
            return LinkView(text=report.title, path=urls.report_path(slug))
    return None


def weeks_of(
    month: date, every: Sequence[MonthEntry], settings: LocalizedSettings
) -> tuple[Week, ...]:
    """Return the rows of the calendar; days of other months are None."""
    return tuple(
        tuple(_cell(month.replace(day=day), every, settings) if day else None for day in week)
        for week in Calendar(SUNDAY).monthdayscalendar(month.year, month.month)
    )


def days_of_month(every: Iterable[MonthEntry], locale: Locale) -> Iterator[DayView]:
    """Yield the days of the list: each entry once, under the day on which it begins."""
    for day, entries in groupby(every, key=lambda each: each.listed):
        yield DayView(
            id=_place(day),
            title=locale.day_in_year(day),
            holiday=holiday_name(day),
            events=tuple(_in_list(each, locale) for each in entries),
        )


def _cell(day: date, every: Iterable[MonthEntry], settings: LocalizedSettings) -> CalendarDay:
    entries = [each for each in every if each.first <= day <= each.last]
    holiday = holiday_name(day)
    return CalendarDay(
        day=day.day,
        date=day.isoformat(),
        during=day_interval(day, settings),
        kind="holiday" if holiday else DAY_KINDS.get(day.weekday(), ""),
        holiday=holiday,
        place=_place(max(each.listed for each in entries)) if entries else None,
        events=tuple(_in_cell(each, day, settings.locale) for each in entries),
    )


def _in_cell(each: MonthEntry, day: date, locale: Locale) -> CalendarCellEvent:
    begins, start = day == each.first, each.here.start
    return CalendarCellEvent(
        path=each.path,
        title=each.card.title,
        time=locale.clock(start.time()) if begins and isinstance(start, datetime) else None,
        part=None if begins else locale.say("{n}日目", n=(day - each.first).days + 1),
        stamp=each.card.stamp,
    )


def _in_list(each: MonthEntry, locale: Locale) -> MonthListEvent:
    here, when = each.here, each.when
    lasts = each.first != each.last
    return MonthListEvent(
        path=each.path,
        title=each.card.title,
        when=locale.span(here) if lasts else locale.times(here) or locale.say("終日"),
        start=when.start,
        elsewhere=f"{when.text} {when.zone}" if when.zone else None,
        repeats=each.card.repeats,
        place=each.card.place,
        stamp=each.card.stamp,
        report=each.report,
    )


def _place(day: date) -> str:
    """Return the HTML id of a day in the list."""
    return f"page-day-{day.day}"
