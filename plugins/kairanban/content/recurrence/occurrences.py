"""What repeats, joined: which days are left out, replaced, or have an announcement of their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import date

from ..dates.occurrences import Recurrence
from ..schema import Event


def event_recurrence(event: Event) -> Recurrence | None:
    """How an event repeats; None where it does not."""
    if event.repeat is None:
        return None
    return Recurrence(span=event.when, repeat=event.repeat, excluded_days=event.except_)


def exclude_announced_days(event: Event, announced: Set[date]) -> Event:
    """A repeating event, the days left out that others of its series have `announced`."""
    repeats = event_recurrence(event)
    if not announced or not repeats:
        return event
    last = max(announced)
    found = []
    for span in repeats.spans():
        if span.first_day > last:
            break
        if span.first_day in announced:
            found.append(span.first_day)
    return event.model_copy(update={"except_": (*event.except_, *found)})


def announced_days(events: Iterable[Event]) -> Mapping[str, Set[date]]:
    """By series: the days for which single events of it stand, in time proportional to them.

    An event stands for the day on which it is, and for those on which it was to be.
    """
    found: defaultdict[str, set[date]] = defaultdict(set)
    for event in events:
        if event.series and not event.repeat and not event.replaces:
            found[event.series].add(event.when.first_day)
            found[event.series].update(span.first_day for span in event.was)
    return found


def find_replacements(events: Iterable[Event]) -> Mapping[str, Mapping[date, str]]:
    """By a repeating event's slug: the days that have a file of their own, and its slug."""
    found: defaultdict[str, dict[date, str]] = defaultdict(dict)
    for event in events:
        if event.replaces and event.replaces.day:
            found[event.replaces.event][event.replaces.day] = event.slug
    return {slug: dict(sorted(days.items())) for slug, days in sorted(found.items())}
