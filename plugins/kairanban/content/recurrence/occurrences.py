"""The days of repeating events that are excluded, replaced, or announced by events of their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import date

from ..schema import Event
from .recurrence import Recurrence


def event_recurrence(event: Event) -> Recurrence | None:
    """Return the recurrence of an event; None if it does not repeat."""
    if event.repeat is None:
        return None
    return Recurrence(span=event.when, repeat=event.repeat, excluded_days=event.except_)


def exclude_announced_days(event: Event, announced: Set[date]) -> Event:
    """Return a repeating event that excludes its occurrences on the `announced` days.

    Those are the days for which other events of its series stand. An event that does not repeat
    is returned as it is.
    """
    recurrence = event_recurrence(event)
    if not announced or not recurrence:
        return event
    last = max(announced)
    found = []
    for span in recurrence.spans():
        if span.first_day > last:
            break
        if span.first_day in announced:
            found.append(span.first_day)
    return event.model_copy(update={"except_": (*event.except_, *found)})


def announced_days(events: Iterable[Event]) -> Mapping[str, Set[date]]:
    """Return the days for which single events of a series stand, by the series' slug.

    An event stands for the first day of its date and for those of its former dates (`was`). The
    time taken is proportional to the number of events.
    """
    found: defaultdict[str, set[date]] = defaultdict(set)
    for event in events:
        if event.series and not event.repeat and not event.replaces:
            found[event.series].add(event.when.first_day)
            found[event.series].update(span.first_day for span in event.was)
    return found


def find_replacements(events: Iterable[Event]) -> Mapping[str, Mapping[date, str]]:
    """Return, by a repeating event's slug, its replaced days with the slugs of their events."""
    found: defaultdict[str, dict[date, str]] = defaultdict(dict)
    for event in events:
        if event.replaces and event.replaces.day:
            found[event.replaces.event][event.replaces.day] = event.slug
    return {slug: dict(sorted(days.items())) for slug, days in sorted(found.items())}
