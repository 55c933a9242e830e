"""Extreme and hostile events: whatever a record holds, programs agree on what the feed says."""

import json
import select
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from subprocess import Popen

import icalendar
import pytest
import readers
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from instances import CASES, SETTINGS, Instance, feed_of, instances, told
from kairanban.calendars.text import clean_line
from kairanban.content.collection import Collection
from kairanban.content.dates.span import Span
from kairanban.content.dates.zones import zone_info
from kairanban.content.schema import Event
from kairanban.content.values import ContactMethod, Online, Party, Place
from loading import load

ZONES = [
    *("Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Sydney", "Asia/Kathmandu"),
    *("UTC", "Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo", "Europe/Dublin"),
]
NASTY = st.sampled_from(
    [
        *(
            "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
            "\\",
            "\\\\n",
            "\\,",
            ";",
            ",",
            ":",
            '"',
            "^n",
        ),
        *("\x00", "\x0b", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ud800"),
        *(
            "👨‍👩‍👧‍👦",
            "🇯🇵",
            "か\u3099",
            "שלום",
            "\u202eevil\u202c",
            "\u200f",
            "ﷺ",
            "𠮷",
            "\U0010fffd",
        ),
        *("長い" * 40, "x" * 76, "é" * 37, "%0D%0A", "=\n ", "\n\tTAB", "{}", "<b>&amp;</b>"),
    ]
)
# What ical.js and vobject make of a backslash before a letter that needs none is their own.
text = st.lists(st.one_of(NASTY, st.text(max_size=12)), min_size=1, max_size=6).map("".join)
title = text.map(lambda words: "会" + words)
dates = st.one_of(
    st.dates(date(1969, 12, 25), date(1970, 1, 8)),
    st.dates(date(2000, 1, 1), date(2037, 12, 31)),
    st.dates(date(2098, 12, 25), date(2100, 3, 5)),
)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A span that an announcement can say: none begins at a time that the clocks skip."""
    day, zone = draw(dates), draw(st.sampled_from([None, *ZONES]))
    if zone is None:
        return Span(start=day, end=day + timedelta(days=draw(st.integers(0, 400))), zone=None)
    clock = draw(st.times()).replace(second=0, microsecond=0)
    start = datetime.combine(day, clock if clock >= time(4) else time(12), zone_info(zone))
    minutes = draw(st.one_of(st.none(), st.integers(1, 719)))
    end = None if minutes is None else start + timedelta(minutes=minutes)
    return Span(start=start, end=end, zone=zone)


@st.composite
def fields(draw: st.DrawFn) -> dict[str, object]:
    words = text.map(clean_line).filter(bool)
    name = draw(words)
    return {
        "title": clean_line(draw(title)),
        "summary": draw(text),
        "when": draw(spans()),
        "place": Place(
            name=name, address=draw(words), geo=draw(st.sampled_from([None, (-0.0, 180.0)]))
        ),
        "online": draw(
            st.sampled_from([None, Online(service=name, url="https://example.org/配信?a=%")])
        ),
        "host": (Party(name=draw(words), slug=None),),
        "contact": draw(
            st.sampled_from([None, ContactMethod(text="hub@example.org"), ContactMethod(text=name)])
        ),
        "tags": tuple(draw(st.lists(text, max_size=3))),
        "event_status": draw(st.sampled_from(["scheduled", "cancelled", "postponed", "full"])),
        "status_note": draw(st.one_of(st.none(), text)),
    }


def test_a_tag_that_is_only_a_byte_order_mark_is_none(collection: Collection) -> None:
    """libical calls an empty CATEGORIES an error."""
    (event,) = made(collection, [{"tags": ("\ufeff", "防災\ufeff")}])
    assert "\r\nCATEGORIES:防災\r\n" in feed_of(collection, [event]).decode()
    (event,) = made(collection, [{"tags": ("\ufeff",)}])
    assert b"CATEGORIES" not in feed_of(collection, [event])


def by_icalendar(feed: bytes) -> Iterator[Instance]:
    calendar = icalendar.Calendar.from_ical(feed)
    assert not [part.errors for part in calendar.walk() if part.errors]
    for each in calendar.events:
        yield str(each["UID"]), told(each.start), told(each.end), str(each["SUMMARY"])


def by_ical(feed: bytes) -> Iterator[Instance]:
    for each in IcsCalendarStream.calendar_from_ics(feed.decode()).events:
        yield str(each.uid), told(each.dtstart), told(each.end), str(each.summary)


def by_vobject(feed: bytes) -> Iterator[Instance]:
    for each in vobject.readOne(feed.decode()).vevent_list:
        times = told(each.dtstart.value), told(each.dtend.value)
        yield each.uid.value, *times, each.summary.value


class Program:
    """One process that is asked about many feeds; another one once it has failed."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stack = ExitStack()
        self._process: Popen[str] | None = None

    def __call__(self, feed: bytes) -> list[Instance]:
        if self._process is None or self._process.poll() is not None:
            self._process = self._stack.enter_context(readers.running(self._command))
        put, get = self._process.stdin, self._process.stdout
        assert put
        assert get
        put.write(json.dumps({"feed": feed.decode(), "until": "2200-01-01"}) + "\n")
        put.flush()
        answered, _, _ = select.select([get], [], [], readers.LIMIT)
        line = get.readline() if answered else ""
        if not line:
            self.end()
        assert line, "no answer"
        return readers.understood(line)

    def end(self) -> None:
        self._stack.close()
        self._process = None


@pytest.fixture(scope="module", params=[readers.ical_js, readers.libical], ids=lambda p: p.__name__)
def program(request: pytest.FixtureRequest) -> Iterator[Program]:
    made = Program(request.param())
    yield made
    made.end()


@pytest.fixture(scope="module")
def collection() -> Collection:
    return load(CASES, SETTINGS).collection


def made(collection: Collection, several: list[dict[str, object]]) -> list[Event]:
    first = collection.events["timed"]
    return [
        first.model_copy(update={**each, "slug": f"e{number}", "path": f"events/e{number}.md"})
        for number, each in enumerate(several)
    ]


def meant(events: list[Event]) -> list[Instance]:
    return sorted(one for each in events for one in instances(each, f"{each.slug}@example.org", {}))


LIGHT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("reader", [by_icalendar, by_ical, by_vobject])
@LIGHT
@given(several=st.lists(fields(), min_size=1, max_size=6))
def test_libraries_agree_on_hostile_events(
    collection: Collection, reader: readers.Reader, several: list[dict[str, object]]
) -> None:
    events = made(collection, several)
    assert sorted(reader(feed_of(collection, events))) == meant(events)


@LIGHT
@given(several=st.lists(fields(), min_size=1, max_size=6))
def test_programs_agree_on_hostile_events(
    collection: Collection, program: Program, several: list[dict[str, object]]
) -> None:
    events = made(collection, several)
    assert sorted(program(feed_of(collection, events))) == meant(events)


@LIGHT
@given(several=st.lists(fields(), min_size=1, max_size=6))
def test_no_text_can_leave_its_line(
    collection: Collection, several: list[dict[str, object]]
) -> None:
    """Folded at 75 octets, no control characters, no entry but those that were meant."""
    events = made(collection, several)
    feed = feed_of(collection, events)
    lines = feed.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [one for one in lines if any(octet < 32 or octet == 127 for octet in one)]
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == len(events)
    assert all(one.decode() or True for one in lines)  # no character is torn by folding
