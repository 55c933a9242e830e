"""The cases, and every instance of their events between two days as the records understand it.

An instance is a UID, a start, an end and a summary. Whole days are `2024-01-18`, their end the
day after the last; instants are `2024-01-18T10:00:00Z`.
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
FROM, UNTIL = "2024-01-01", "2025-09-01"  # instances that start in between, in UTC
CASES = Path(__file__).parent / "cases" / "content"
SETTINGS = Settings(calendar_domain="example.org", site_url="https://example.org")
MARKS = {"cancelled": "【中止】", "postponed": "【延期】"}


def cases(settings: Settings = SETTINGS) -> Collection:
    loaded = load(CASES, settings)
    assert [found.text("content") for found in loaded.findings] == []
    return loaded.collection


def feed_of(
    collection: Collection, events: Iterable[Event] | None = None, settings: Settings = SETTINGS
) -> bytes:
    """The site's feed; of some events only, without the series' regular days."""
    regular = collection.regular.values() if events is None else ()
    return CalendarFeeds(collection=collection, settings=settings).subscription(
        collection.events.values() if events is None else events,
        regular=regular,
        path="calendar.ics",
        name="回覧板",
        description="催しの一覧",
    )


def expected(collection: Collection, settings: Settings = SETTINGS) -> list[Instance]:
    """What every program must show, from the records themselves."""
    found = [each for some in by_event(collection, settings).values() for each in some]
    return within(found)


def by_event(collection: Collection, settings: Settings = SETTINGS) -> Mapping[str, list[Instance]]:
    """The same by the slug of the event; `series/` before that of regular days."""
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
    """What programs show that know no recurrence: each entry once, on its own day."""
    once = {"repeat": None, "except_": ()}

    def first(events: Mapping[str, Event]) -> dict[str, Event]:
        return {slug: event.model_copy(update=once) for slug, event in events.items()}

    events, regular = first(collection.events), first(collection.regular)
    return expected(replace(collection, events=events, regular=regular, replacements={}))


def instances(
    event: Event, uid: str, replaced: Mapping[date, str], settings: Settings = SETTINGS
) -> Iterator[Instance]:
    summary = MARKS.get(event.event_status, "") + event.title
    for span in spans(event):
        if span.first_day not in replaced:
            times = slot(span, settings)
            assert times.end
            yield uid, told(times.start), told(times.end), summary


def spans(event: Event) -> Iterable[Span]:
    repeats = event_recurrence(event)
    if repeats is None:
        return [event.when]
    last = date.fromisoformat(UNTIL)
    return takewhile(lambda span: span.first_day <= last, repeats.spans())


def told(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return moment.isoformat()


def within(found: Iterable[Instance], begin: str = FROM, until: str = UNTIL) -> list[Instance]:
    """Those that start between two days, in a fixed order."""
    return sorted(each for each in found if begin <= each[1] < until)
