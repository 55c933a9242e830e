"""Every instance of every case, as programs of others understand the feed: all the same.

khal has its say in `test_subscribers`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

import pytest
import readers
from instances import (
    SETTINGS,
    Instance,
    by_event,
    cases,
    entries,
    expected,
    feed_of,
    within,
)
from kairanban.calendars.feeds import CalendarFeeds
from kairanban.content.collection import Collection
from msgspec.structs import replace

EXPANDING = [
    readers.by_icalendar,
    readers.by_ical,
    readers.by_vobject,
    readers.by_ical_js,
    readers.by_node_ical,
    readers.by_libical,
    readers.by_sabre,
    readers.by_perl,
]
PLAIN = [readers.by_ics, readers.by_ts_ics]
# Where a program is mistaken about a case, by its UID.
MISTAKEN = {
    # A whole day of a rule that has hours for once: is shown as a whole day.
    "by_node_ical": {"fair", "hostile"},
    # The last time of a counted rule that is moved to far behind the others takes them along,
    # and `\,` stays as it is (both in version 2).
    "by_sabre": {"novels", "hostile"},
    # An escaped backslash before an n is taken for a line break, here as in node-ical.
    "by_ics": {"hostile"},
    # Removes BEGIN:VEVENT from wherever it stands; reads the first hour of summer an hour late.
    "by_ts_ics": {"hostile", "new-york-first-summer-hour"},
}


def name_of(reader: Callable[..., object]) -> str:
    return reader.__name__


@pytest.fixture(scope="module")
def collection() -> Collection:
    return cases()


@pytest.fixture(scope="module")
def feed(collection: Collection) -> bytes:
    return feed_of(collection)


def understood(reader: readers.Reader, found: Iterable[Instance]) -> list[Instance]:
    """Without the cases that this reader is known to mistake."""
    mistaken = {f"{slug}@example.org" for slug in MISTAKEN.get(reader.__name__, ())}
    return [each for each in within(found) if each[0] not in mistaken]


def test_the_cases_are_many(collection: Collection) -> None:
    found = expected(collection)
    assert len(collection.events) + len(collection.regular) >= 60
    assert len(found) > 500
    assert len({*found}) == len(found)


@pytest.mark.parametrize("reader", EXPANDING, ids=name_of)
def test_every_program_shows_the_same_instances(
    collection: Collection, feed: bytes, reader: readers.Reader
) -> None:
    assert understood(reader, reader(feed)) == understood(reader, expected(collection))


@pytest.mark.parametrize("reader", PLAIN, ids=name_of)
def test_programs_that_know_no_recurrence_show_the_same_entries(
    collection: Collection, feed: bytes, reader: readers.Reader
) -> None:
    assert understood(reader, reader(feed)) == understood(reader, entries(collection))


@pytest.mark.parametrize("reader", [readers.by_icalendar, readers.by_libical], ids=name_of)
def test_cancelled_events_stay_where_they_were_if_their_status_says_so_too(
    reader: readers.Reader,
) -> None:
    strict = replace(SETTINGS, cancelled="strict")
    found = cases(strict)
    data = feed_of(found, settings=strict)
    assert data.count(b"\r\nSTATUS:CANCELLED\r\n") == 4
    assert within(reader(data)) == expected(found, strict)


@pytest.mark.parametrize("program", [readers.ical_js, readers.libical], ids=name_of)
def test_a_file_to_import_holds_all_of_one_event_and_nothing_else(
    collection: Collection, program: readers.Program
) -> None:
    """Of one that repeats, with all that replaces a day of it."""
    feeds = CalendarFeeds(collection=collection, settings=SETTINGS)
    events = list(collection.events.values())
    result = readers.asked(program(), [feeds.event_file(event) for event in events])
    of_set: defaultdict[str, list[Instance]] = defaultdict(list)
    for slug, found in by_event(collection).items():
        event = collection.events.get(slug)
        of_set[event.replaces.event if event and event.replaces else slug] += found
    for event, found in zip(events, result, strict=True):
        target = event.replaces.event if event.replaces else event.slug
        assert within(found) == within(of_set[target]), event.slug


def test_each_occurrence_is_in_the_feed_once(feed: bytes) -> None:
    """A UID with a RECURRENCE-ID, or without, is one entry."""
    seen = set()
    for entry in feed.split(b"BEGIN:VEVENT\r\n")[1:]:
        lines = entry.split(b"\r\n")
        key = tuple(line for line in lines if line.startswith((b"UID:", b"RECURRENCE-ID")))
        assert key not in seen
        seen.add(key)
