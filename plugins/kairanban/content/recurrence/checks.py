"""Checks of recurrences between files: excluded days, replaced occurrences, named occurrences."""

from collections.abc import Iterator, Mapping
from itertools import islice

from ..dates.notation import format_day_suggestion
from ..folder.name_matching import nearest_word
from ..folder.source_files import make_problem
from ..problems import Problem, Unreadable
from ..schema import Event, Record, Series
from ..source_record import SourceRecord
from ..values import OccurrenceRef
from .occurrences import event_recurrence


def check_recurrences(
    events: Mapping[str, SourceRecord[Event]], series: Mapping[str, SourceRecord[Series]]
) -> Iterator[Problem]:
    """Yield the problems of repeating events, of regular days and of replacements.

    `events` and `series` are by slug and include drafts.
    """
    for some in events.values():
        if some.record:
            yield from _exclusion_problems(some, some.record)
    for each in series.values():
        if each.regular:
            yield from _exclusion_problems(each, each.regular)
    taken: dict[tuple[str, object], SourceRecord[Event]] = {}
    for file in events.values():
        event = file.record
        if event and event.replaces:
            for field, fault in _replacement_faults(event, event.replaces, events):
                yield _problem_at(file, field, fault)
            other = taken.setdefault((event.replaces.event, event.replaces.day), file)
            if other is not file and event.replaces.day:
                day = format_day_suggestion(event.replaces.day)
                name = event.replaces.event
                twice = Unreadable("replaced-twice", name=name, day=day, other=other.path)
                yield _problem_at(file, "replaces", twice)


def check_occurrence(target: OccurrenceRef, event: Event | None) -> Unreadable | None:
    """Return what is wrong with an occurrence that a file (a report, say) names; else None.

    `event` is the one named, None where it has no record.
    """
    if event is None:
        return None
    recurrence = event_recurrence(event)
    if recurrence is None or target.day is None:
        on_its_day = recurrence is None and target.day in {None, event.when.first_day}
        if on_its_day:
            return None
        if target.day is None:
            return Unreadable("occurrence-day-missing", name=target.event)
        near = event.when.first_day
    elif recurrence.falls_on(target.day) and target.day not in event.except_:
        return None
    else:
        near = recurrence.nearest(target.day) or event.when.first_day
    suggestion = f"{target.event} {near.isoformat()}" if recurrence else target.event
    day = format_day_suggestion(target.day)
    return Unreadable("replaces-nothing", name=target.event, day=day, suggestion=suggestion)


def _exclusion_problems(file: SourceRecord[Record], event: Event) -> Iterator[Problem]:
    for field, fault in _exclusion_faults(event):
        yield _problem_at(file, field, fault)


def _exclusion_faults(event: Event) -> Iterator[tuple[str, Unreadable]]:
    """Yield what is wrong with an event's excluded days, as field name and fault."""
    recurrence = event_recurrence(event)
    if recurrence is None:
        if event.except_ and event.replaces is None:
            yield "except_", Unreadable("nothing-to-except")
        return
    for day in event.except_:
        if not recurrence.falls_on(day):
            near = recurrence.nearest(day)
            suggestion = format_day_suggestion(near) if near else None
            words = format_day_suggestion(day)
            yield "except_", Unreadable("except-removes-nothing", day=words, suggestion=suggestion)
    if not any(True for _ in islice(recurrence.spans(), 1)):
        yield "except_", Unreadable("nothing-left")


def _replacement_faults(
    event: Event, target: OccurrenceRef, events: Mapping[str, SourceRecord[Event]]
) -> Iterator[tuple[str, Unreadable]]:
    """Yield what is wrong with an event that replaces an occurrence, as field name and fault."""
    if event.uid:
        yield "uid", Unreadable("uid-of-replacement")
    if event.repeat:
        yield "repeat", Unreadable("repeating-replacement")
    if target.event not in events:
        near = nearest_word(target.event, sorted(events))
        yield "replaces", Unreadable("unknown-event", name=target.event, suggestion=near)
    elif known := events[target.event].record:
        if known.repeat is None:
            yield "replaces", Unreadable("replaced-does-not-repeat", name=target.event)
        elif target.day is None:
            yield "replaces", Unreadable("replaced-day-missing")
        elif fault := check_occurrence(target, known):
            yield "replaces", fault
        if known.status != "published" and event.status == "published":
            yield "replaces", Unreadable("not-published", name=target.event)


def _problem_at(file: SourceRecord[Record], field: str, fault: Unreadable) -> Problem:
    """Return the problem of a fault in a field, at the field's line."""
    line, key = file.field_positions[field]
    return make_problem(file.path, line, key, fault, file.level)
