"""How an entry repeats (RFC 5545 3.8.5), and which day of a repeating one it stands for."""

from datetime import UTC, date, datetime, time

from icalendar import Event as Component
from icalendar import vRecur

from ..content.dates.occurrences import move_to_day
from ..content.dates.repeat import Repeat
from ..content.dates.zones import zone_info
from ..content.schema import Event
from ..settings import Settings
from .times import in_utc, slot_of_rule


def add_recurrence(component: Component, event: Event, settings: Settings) -> None:
    """RRULE, and an EXDATE of its own for each day left out; nothing for what does not repeat."""
    if event.repeat is None:
        return
    rule = vRecur.from_ical(_spelt_out(event.repeat.rule, event.when.first_day))
    if event.repeat.until is not None:
        rule["UNTIL"] = [_until(event.repeat, event, settings)]
    component.add("RRULE", rule)
    for day in sorted({*event.except_}):
        component.add("EXDATE", start_on_day(event, day, settings))


def add_recurrence_id(component: Component, day: date, target: Event, settings: Settings) -> None:
    """RECURRENCE-ID: the time at which the target would have been on that day."""
    component.add("RECURRENCE-ID", start_on_day(target, day, settings))


def start_on_day(event: Event, day: date, settings: Settings) -> date | datetime:
    """When an event begins on a day of its rule, in the form of its DTSTART."""
    return slot_of_rule(move_to_day(event.when, day), settings).start


def _spelt_out(rule: str, first: date) -> str:
    """A yearly 29th of February by name: ical.js makes 1st of March of it otherwise."""
    if "FREQ=YEARLY" in rule and "BY" not in rule and (first.month, first.day) == (2, 29):
        return f"{rule};BYMONTH=2;BYMONTHDAY=29"
    return rule


def _until(repeat: Repeat, event: Event, settings: Settings) -> date | datetime:
    """UNTIL as RFC 5545 3.3.10 wants it: a date for whole days, otherwise in UTC."""
    until = repeat.until
    assert until is not None
    if event.when.all_day:
        return until.date() if isinstance(until, datetime) else until
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    local = until.replace(tzinfo=zone_info(event.when.zone or settings.zone))
    return in_utc(local).astimezone(UTC)
