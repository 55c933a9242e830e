"""The recurrence of a calendar entry (RFC 5545 3.8.5), and the occurrence that it replaces."""

from datetime import UTC, date, datetime, time

from icalendar import Event as Component
from icalendar import vRecur

from ..content.dates.instants import in_utc
from ..content.dates.zones import zone_info
from ..content.recurrence.recurrence import move_to_day
from ..content.recurrence.repeat import Repeat
from ..content.schema import Event
from ..settings import Settings
from .times import slot_of_rule


def add_recurrence(component: Component, event: Event, settings: Settings) -> None:
    """Add RRULE, and a separate EXDATE for each excluded day, if the event repeats."""
    if event.repeat is None:
        return
    rule = vRecur.from_ical(_with_leap_day(event.repeat.rule, event.when.first_day))
    if event.repeat.until is not None:
        rule["UNTIL"] = [_until(event.repeat, event, settings)]
    component.add("RRULE", rule)
    for day in sorted({*event.except_}):
        component.add("EXDATE", start_on_day(event, day, settings))


def add_recurrence_id(component: Component, day: date, target: Event, settings: Settings) -> None:
    """Add RECURRENCE-ID: the time at which `target` would have started on `day`."""
    component.add("RECURRENCE-ID", start_on_day(target, day, settings))


def start_on_day(event: Event, day: date, settings: Settings) -> date | datetime:
    """Return when an event starts on a day of its rule, in the form of its DTSTART."""
    return slot_of_rule(move_to_day(event.when, day), settings).start


def _with_leap_day(rule: str, first: date) -> str:
    """Return the rule, with month and day if it is yearly from a 29th of February.

    Without them ical.js makes it the 1st of March in other years.
    """
    if "FREQ=YEARLY" in rule and "BY" not in rule and (first.month, first.day) == (2, 29):
        return f"{rule};BYMONTH=2;BYMONTHDAY=29"
    return rule


def _until(repeat: Repeat, event: Event, settings: Settings) -> date | datetime:
    """Return UNTIL as RFC 5545 3.3.10 demands: a date for all-day events, otherwise in UTC."""
    until = repeat.until
    assert until is not None
    if event.when.all_day:
        return until.date() if isinstance(until, datetime) else until
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    local = until.replace(tzinfo=zone_info(event.when.zone or settings.zone))
    return in_utc(local).astimezone(UTC)
