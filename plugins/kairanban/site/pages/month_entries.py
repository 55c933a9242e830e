"""What is on in a month, as the cells of its calendar and as the list beside it.

All days and hours are those where the site is.
"""

from calendar import Calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from msgspec import Struct

from ...content.dates.japanese_text import holiday_name
from ...content.dates.occurrences import on_day
from ...content.dates.span import Span
from .. import urls as links
from ..context import Making
from ..format.times import during, over_at, when_view
from ..i18n.locale import Language
from ..i18n.localized_settings import Spoken
from ..relations.days import site_span
from ..relations.months import Mark
from ..relations.upcoming import anchor
from .views import Anchor, CalendarDay, DayView, EventCard, InMonth, OnDay, WhenView

SUNDAY = 6  # with which the weeks of Japanese calendars begin, as Python counts
KINDS = {5: "saturday", SUNDAY: "sunday"}
Week = tuple[CalendarDay | None, ...]


class InSight(Struct, frozen=True, kw_only=True):
    """One time of an event in the month that begins on `month`."""

    month: date
    card: EventCard
    path: str
    report: Anchor | None
    when: WhenView  # as announced
    here: Span  # where the site is
    first: date
    last: date
    changes: tuple[datetime, ...]  # the instants at which it is linked otherwise

    @property
    def listed(self) -> date:
        """The day under which it is told of: its first, or the month's where it began before."""
        return max(self.first, self.month)


def in_sight(making: Making, month: date, mark: Mark) -> InSight:
    """What an index's mark means."""
    whose, own, earlier, first, last = mark
    if whose.startswith(links.SERIES):
        event = making.collection.regular[whose.removeprefix(links.SERIES).rstrip("/")]
        card = making.cards.regular(event)
    else:
        event, card = making.collection.events[whose], making.cards.events[whose]
    span, path, report = event.when, card.path, card.report
    instants: list[datetime] = []
    if own:
        span = on_day(event.when, date.fromordinal(own))
        report = _report_of(making, whose, span.first_day)
        waits = [on_day(event.when, date.fromordinal(earlier))] if earlier else []
        instants = [over_at(each, making.settings) for each in (span, *waits)]
        is_over, *fits = [making.reads.passed(instant) for instant in instants]
        if not is_over and all(fits):
            path = f"{path}#{anchor(span)}"
    return InSight(
        month=month,
        card=card,
        path=path,
        report=report,
        when=when_view(span, making.settings),
        here=site_span(span, making.settings),
        first=date.fromordinal(first),
        last=date.fromordinal(last),
        changes=tuple(instant for instant in instants if not making.reads.passed(instant)),
    )


def _report_of(making: Making, event: str, day: date) -> Anchor | None:
    """The latest report of one day of what repeats."""
    for slug in reversed(making.index.reports_of.get(event, ())):
        report = making.collection.reports[slug]
        if report.event and report.event.day == day:
            return Anchor(text=report.title, path=links.report_path(slug))
    return None


def weeks_of(month: date, every: Sequence[InSight], settings: Spoken) -> tuple[Week, ...]:
    """The rows of the calendar; days of other months are None."""
    return tuple(
        tuple(_cell(month.replace(day=day), every, settings) if day else None for day in week)
        for week in Calendar(SUNDAY).monthdayscalendar(month.year, month.month)
    )


def days_of_month(every: Iterable[InSight], tongue: Language) -> Iterator[DayView]:
    """The list: each event once, under the day on which it begins."""
    for day, some in groupby(every, key=lambda each: each.listed):
        yield DayView(
            id=_place(day),
            title=tongue.day_in_year(day),
            holiday=holiday_name(day),
            events=tuple(_in_list(each, tongue) for each in some),
        )


def _cell(day: date, every: Iterable[InSight], settings: Spoken) -> CalendarDay:
    some = [each for each in every if each.first <= day <= each.last]
    holiday = holiday_name(day)
    return CalendarDay(
        day=day.day,
        date=day.isoformat(),
        during=during(day, settings),
        kind="holiday" if holiday else KINDS.get(day.weekday(), ""),
        holiday=holiday,
        place=_place(max(each.listed for each in some)) if some else None,
        events=tuple(_in_cell(each, day, settings.tongue) for each in some),
    )


def _in_cell(each: InSight, day: date, tongue: Language) -> OnDay:
    begins, start = day == each.first, each.here.start
    return OnDay(
        path=each.path,
        title=each.card.title,
        time=tongue.clock(start.time()) if begins and isinstance(start, datetime) else None,
        part=None if begins else tongue.say("{n}日目", n=(day - each.first).days + 1),
        stamp=each.card.stamp,
    )


def _in_list(each: InSight, tongue: Language) -> InMonth:
    here, when = each.here, each.when
    lasts = each.first != each.last
    return InMonth(
        path=each.path,
        title=each.card.title,
        when=tongue.span(here) if lasts else tongue.times(here) or tongue.say("終日"),
        start=when.start,
        elsewhere=f"{when.text} {when.zone}" if when.zone else None,
        repeats=each.card.repeats,
        place=each.card.place,
        stamp=each.card.stamp,
        report=each.report,
    )


def _place(day: date) -> str:
    """The id of a day in the list."""
    return f"page-day-{day.day}"
