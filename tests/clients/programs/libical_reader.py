"""Every instance in a feed as libical understands it, the library of GNOME's and KDE's calendars.

Run by Debian's own python3 with python3-gi and gir1.2-ical-3.0. Each line of the input is a JSON
object with a feed and the day up to which it is wanted; each is answered by one line.
"""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

UTC = ICalGLib.Timezone.get_utc_timezone()


def told(time):
    """A day, or the instant in UTC."""
    if time.is_date():
        return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    there = time.convert_to_zone(UTC)
    clock = f"{there.get_hour():02}:{there.get_minute():02}:{there.get_second():02}Z"
    return f"{there.get_year():04}-{there.get_month():02}-{there.get_day():02}T{clock}"


def properties(component, kind):
    """All of a kind; as a list, since the component has but one cursor."""
    made = []
    found = component.get_first_property(kind)
    while found:
        made.append(found)
        found = component.get_next_property(kind)
    return made


def starts(event, start, until):
    """The times of a rule, without those that are left out."""
    left_out = {
        told(each.get_datetime_with_component(event))
        for each in properties(event, ICalGLib.PropertyKind.EXDATE_PROPERTY)
    }
    for rule in properties(event, ICalGLib.PropertyKind.RRULE_PROPERTY):
        iterator = ICalGLib.RecurIterator.new(rule.get_rrule(), start)
        found = iterator.next()
        while not found.is_null_time() and told(found) < until:
            found.set_timezone(start.get_timezone())
            if told(found) not in left_out:
                yield found.clone()
            found = iterator.next()


def instances(feed, until):
    calendar = ICalGLib.Component.new_from_string(feed)
    errors = calendar.count_errors()
    assert not errors, f"{errors} errors"
    events = []
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event:
        events.append(event)
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    recurrence = ICalGLib.PropertyKind.RECURRENCEID_PROPERTY
    replaced = {
        (event.get_uid(), told(each.get_datetime_with_component(event)))
        for event in events
        for each in properties(event, recurrence)
    }
    for event in events:
        uid, summary = event.get_uid(), event.get_summary()
        start, end = event.get_dtstart(), event.get_dtend()
        if not event.get_first_property(ICalGLib.PropertyKind.RRULE_PROPERTY):
            yield uid, told(start), told(end), summary
            continue
        length = end.subtract(start)
        for each in starts(event, start, until):
            if (uid, told(each)) not in replaced:
                yield uid, told(each), told(each.add(length)), summary


for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = list(instances(asked["feed"], asked["until"]))
    except AssertionError as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
