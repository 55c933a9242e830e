"""The cases for calendar programs, and the instances of their events computed from the records.

An instance is a UID, a start, an end and a summary. Days of all-day events are `2024-01-18`, and
their end is the day after the last; instants are `2024-01-18T10:00:00Z`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import takewhile
from pathlib import Path

from kairanban.calendars.feeds import CalendarFeeds
from kairanban.calendars.identity import event_identity, regular_identity
from kairanban.calendars.times import slot
from kairanban.content.collection import Collection
from kairanban.content.dates.span import Span
from kairanban.content.recurrence.occurrences import event_recurrence
from kairanban.content.schema import Event
from kairanban.settings import Settings
from loading import load
from msgspec.structs import replace

Instance = tuple[str, str, str, str]
FROM, UNTIL = "2024-01-01", "2025-09-01"  # the days between which instances start, in UTC
CASES = Path(__file__).parent / "cases" / "content"
SETTINGS = Settings(calendar_domain="example.org", site_url="https://example.org")
MARKS = {"cancelled": "【中止】", "postponed": "【延期】"}


def cases(settings: Settings = SETTINGS) -> Collection:
    """Load the records of the cases, which must have no findings."""
    loaded = load(CASES, settings)
    assert [found.text("content") for found in loaded.findings] == []
    return loaded.collection


def feed_of(
    collection: Collection, events: Iterable[Event] | None = None, settings: Settings = SETTINGS
) -> bytes:
    """Return the site's feed (iCalendar); with `events` only theirs, without regular days."""
    regular = collection.regular.values() if events is None else ()
    return CalendarFeeds(collection=collection, settings=settings).subscription(
        collection.events.values() if events is None else events,
        regular=regular,
        path="calendar.ics",
        name="回覧板",
        description="催しの一覧",
    )


def expected(collection: Collection, settings: Settings = SETTINGS) -> list[Instance]:
    """Return the instances that every program must show, from the records, sorted."""
    found = [each for some in by_event(collection, settings).values() for each in some]
    return within(found)


def by_event(collection: Collection, settings: Settings = SETTINGS) -> Mapping[str, list[Instance]]:
    """Return the instances by the event's slug; those of regular days by `series/` and the slug."""
    found = {}
    for slug, event in collection.events.items():
        uid = event_identity(event, collection, settings).uid
        replaced = collection.replacements.get(slug, {})
        found[slug] = [*instances(event, uid, replaced, settings)]
    for slug, event in collection.regular.items():
        uid = regular_identity(event, settings).uid
        found[f"series/{slug}"] = [*instances(event, uid, {}, settings)]
    return found


def entries(collection: Collection) -> list[Instance]:
    """Return the instances that programs without recurrence show: each entry once."""
    once = {"repeat": None, "except_": ()}

    def first(events: Mapping[str, Event]) -> dict[str, Event]:
        return {slug: event.model_copy(update=once) for slug, event in events.items()}

    events, regular = first(collection.events), first(collection.regular)
    return expected(replace(collection, events=events, regular=regular, replacements={}))


def instances(
    event: Event, uid: str, replaced: Mapping[date, str], settings: Settings = SETTINGS
) -> Iterator[Instance]:
    """Yield the instances of an event, except those on days that another event replaces."""
    summary = MARKS.get(event.event_status, "") + event.title
    for span in spans(event):
        if span.first_day not in replaced:
            times = slot(span, settings)
            assert times.end
            yield uid, told(times.start), told(times.end), summary


def spans(event: Event) -> Iterable[Span]:
    """Return the spans of an event up to the day `UNTIL`."""
    repeats = event_recurrence(event)
    if repeats is None:
        return [event.when]
    last = date.fromisoformat(UNTIL)
    return takewhile(lambda span: span.first_day <= last, repeats.spans())


def told(moment: date | datetime) -> str:
    """Return a day as ISO date, an aware instant in UTC such as `2024-01-18T10:00:00Z`."""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return moment.isoformat()


def within(found: Iterable[Instance], begin: str = FROM, until: str = UNTIL) -> list[Instance]:
    """Return the instances that start from `begin` until before `until` (ISO dates), sorted."""
    return sorted(each for each in found if begin <= each[1] < until)
