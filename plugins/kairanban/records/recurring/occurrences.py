"""What repeats, joined: which days are left out, replaced, or have an announcement of their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from ..dates.occurrences import Recurrence
from ..schema import Event


def recurrence(event: Event) -> Recurrence | None:
    """How an event repeats; None where it does not."""
    if event.repeat is None:
        return None
    return Recurrence(span=event.when, repeat=event.repeat, without=event.except_)


def without_announced(event: Event, others: Iterable[Event]) -> Event:
    """A repeating event, the days left out on which others of its series stand for it.

    An event stands for the day on which it is, and for those on which it was to be.
    """
    days = {day for other in others for day in _days(other)} - {*event.except_}
    repeats = recurrence(event)
    if not days or not repeats:
        return event
    last = max(days)
    found = []
    for span in repeats.spans():
        if span.first_day > last:
            break
        if span.first_day in days:
            found.append(span.first_day)
    return event.model_copy(update={"except_": (*event.except_, *found)})


def _days(event: Event) -> Iterable[date]:
    if event.repeat or event.replaces:
        return ()
    return (event.when.first_day, *(span.first_day for span in event.was))


def in_series(events: Iterable[Event]) -> Mapping[str, list[Event]]:
    """The events of each series."""
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.series:
            found[event.series].append(event)
    return found


def replacements(events: Iterable[Event]) -> Mapping[str, Mapping[date, str]]:
    """By a repeating event's slug: the days that have a file of their own, and its slug."""
    found: defaultdict[str, dict[date, str]] = defaultdict(dict)
    for event in events:
        if event.replaces and event.replaces.day:
            found[event.replaces.event][event.replaces.day] = event.slug
    return {slug: dict(sorted(days.items())) for slug, days in sorted(found.items())}
