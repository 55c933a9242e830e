"""The feed as programs of others understand it: the same entries, every instant right."""

import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import ics
import pytest
import recurring_ical_events
import vobject
import x_wr_timezone
from dateutil.tz import tzical
from ical.calendar_stream import IcsCalendarStream
from kairanban.calendars.feeds import CalendarFeeds
from kairanban.calendars.zones import timezone_bytes
from kairanban.content.dates.zones import zone_info
from kairanban.content.values import ContactMethod, Online, Party, Place
from kairanban.settings import Settings
from loading import load

Moment = date | datetime
Understood = dict[str, tuple[str, Moment, Moment]]  # by UID: summary, start, end
NODE = Path(__file__).resolve().parent.parent / "node"
REST = "会場: 市民会館 6階\n内容: 集まります。\n参加費: 無料\n"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


# By slug: the header beside title, place, summary and fee; then what a calendar must show.
CASES: dict[str, tuple[str, str, Moment, Moment]] = {
    "timed": (
        "日時: 2024年1月18日(木)19:00~20:30",
        "催し",
        utc("2024-01-18T10:00Z"),
        utc("2024-01-18T11:30Z"),
    ),
    "no-end": (
        "日時: 2024-01-18 19:00",
        "催し",
        utc("2024-01-18T10:00Z"),
        utc("2024-01-18T11:30Z"),
    ),
    "past-midnight": (
        "日時: 2024-12-31 22:00-1:00",
        "催し",
        utc("2024-12-31T13:00Z"),
        utc("2024-12-31T16:00Z"),
    ),
    "one-day": ("日時: 2024-02-29", "催し", date(2024, 2, 29), date(2024, 3, 1)),
    "several-days": ("日時: 2024-03-01〜2024-03-03", "催し", date(2024, 3, 1), date(2024, 3, 4)),
    "new-york-winter": (
        "日時: 2024-03-09 19:00-20:00\ntimezone: America/New_York",
        "催し",
        utc("2024-03-10T00:00Z"),
        utc("2024-03-10T01:00Z"),
    ),
    "new-york-summer": (
        "日時: 2024-03-10 19:00-20:00\ntimezone: America/New_York",
        "催し",
        utc("2024-03-10T23:00Z"),
        utc("2024-03-11T00:00Z"),
    ),
    "into-the-second-hour": (
        "日時: 2024-11-03 0:45\ntimezone: America/New_York",
        "催し",
        utc("2024-11-03T04:45Z"),
        utc("2024-11-03T06:15Z"),
    ),
    "sydney": (
        "日時: 2024-01-15 9:00-10:00\ntimezone: Australia/Sydney",
        "催し",
        utc("2024-01-14T22:00Z"),
        utc("2024-01-14T23:00Z"),
    ),
    "dublin": (
        "日時: 2024-07-15 9:00-10:00\ntimezone: Europe/Dublin",
        "催し",
        utc("2024-07-15T08:00Z"),
        utc("2024-07-15T09:00Z"),
    ),
    "casablanca-in-ramadan": (
        "日時: 2024-03-20 9:00-10:00\ntimezone: Africa/Casablanca",
        "催し",
        utc("2024-03-20T09:00Z"),
        utc("2024-03-20T10:00Z"),
    ),
    "bare-offset": (
        "start: 2024-01-18T19:00+05:30\nend: 2024-01-18T20:30+05:30",
        "催し",
        utc("2024-01-18T13:30Z"),
        utc("2024-01-18T15:00Z"),
    ),
    "before-1970": (
        "日時: 1964-10-10 14:00-15:00",
        "催し",
        utc("1964-10-10T05:00Z"),
        utc("1964-10-10T06:00Z"),
    ),
    "cancelled": (
        "日時: 2024-01-18 19:00-20:00\n状態: 中止",
        "【中止】催し",
        utc("2024-01-18T10:00Z"),
        utc("2024-01-18T11:00Z"),
    ),
    "postponed": (
        "日時: 2024-01-18 19:00-20:00\n状態: 延期",
        "【延期】催し",
        utc("2024-01-18T10:00Z"),
        utc("2024-01-18T11:00Z"),
    ),
    "rescheduled": (
        "日時: 2024-01-25 19:00-20:00\n状態: 日時変更\n変更前: 2024-01-18 19:00-20:00",
        "催し",
        utc("2024-01-25T10:00Z"),
        utc("2024-01-25T11:00Z"),
    ),
}
HOSTILE = 'BEGIN:VEVENT; \\n \\N "a", 👨‍👩‍👧 か\u3099 שלום %0D%0A ^n'
FULL: dict[str, object] = {
    "slug": "hostile",
    "title": HOSTILE,
    "summary": HOSTILE,
    "status_note": HOSTILE,
    "event_status": "full",
    "place": Place(name=HOSTILE, address=HOSTILE, geo=(38.26, 140.87)),
    "online": Online(service=HOSTILE, url="https://example.org/配信"),
    "host": (Party(name=HOSTILE, slug=None),),
    "contact": ContactMethod(text="hub@example.org"),
    "tags": ("防災", "a,b;c"),
}
EXPECTED: Understood = {f"{slug}@example.org": case[1:] for slug, case in CASES.items()} | {
    "hostile@example.org": (HOSTILE, utc("2024-01-18T10:00Z"), utc("2024-01-18T11:00Z"))
}


@pytest.fixture(scope="session")
def feed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    content = tmp_path_factory.mktemp("content")
    (content / "events").mkdir()
    for slug, (header, *_) in CASES.items():
        text = f"---\n題: 催し\n{REST}{header}\n---\n"
        (content / "events" / f"{slug}.md").write_text(text, "utf-8")
    settings = Settings(calendar_domain="example.org", site_url="https://example.org")
    loaded = load(content, settings)
    assert not loaded.problems
    events = dict(loaded.collection.events)
    events["hostile"] = events["cancelled"].model_copy(update=FULL)
    feeds = CalendarFeeds(
        collection=loaded.collection,
        settings=settings,
        picture_url=lambda event: f"https://example.org/{event.slug}.jpg",
    )
    return feeds.subscription(
        events.values(), path="calendar.ics", name="回覧板", description="催しの一覧"
    )


def moment(value: Moment | None) -> Moment:
    assert value
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def by_icalendar(feed: bytes) -> Understood:
    calendar = icalendar.Calendar.from_ical(feed)
    assert not [part.errors for part in calendar.walk() if part.errors]
    return {
        str(event["UID"]): (str(event["SUMMARY"]), moment(event.start), moment(event.end))
        for event in calendar.events
    }


def by_recurring_ical_events(feed: bytes) -> Understood:
    calendar = x_wr_timezone.to_standard(icalendar.Calendar.from_ical(feed))
    found = recurring_ical_events.of(calendar).between(date(1960, 1, 1), date(2030, 1, 1))
    return {
        str(event["UID"]): (str(event["SUMMARY"]), moment(event.start), moment(event.end))
        for event in found
    }


def by_vobject(feed: bytes) -> Understood:
    calendar = vobject.readOne(feed.decode())
    return {
        event.uid.value: (
            event.summary.value,
            moment(event.dtstart.value),
            moment(event.dtend.value),
        )
        for event in calendar.vevent_list
    }


def by_ics(feed: bytes) -> Understood:
    def result(event: ics.Event) -> tuple[str, Moment, Moment]:
        if event.all_day:  # of such an event `end` is the last moment
            return event.name, event.begin.date(), event.begin.date() + event.duration
        return event.name, moment(event.begin.datetime), moment(event.end.datetime)

    return {event.uid: result(event) for event in ics.Calendar(feed.decode()).events}


def by_ical(feed: bytes) -> Understood:
    """What Home Assistant reads with."""
    calendar = IcsCalendarStream.calendar_from_ics(feed.decode())
    return {
        str(event.uid): (str(event.summary), moment(event.dtstart), moment(event.dtend))
        for event in calendar.events
    }


def by_ical_js(feed: bytes) -> Understood:
    """What Thunderbird reads with."""
    return {
        event["uid"]: (event["summary"], read_js(event["start"]), read_js(event["end"]))
        for event in with_ical_js(feed)
    }


def read_js(text: str) -> Moment:
    return utc(text) if "T" in text else date.fromisoformat(text)


def with_ical_js(feed: bytes) -> list[dict[str, str]]:
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    probe = [node, "-e", "require('ical.js')"]
    if subprocess.run(probe, cwd=NODE, capture_output=True, check=False).returncode:
        pytest.skip("ical.js is not installed")
    script = str(NODE / "ical_js.cjs")
    made = subprocess.run(
        [node, script],
        input=feed,
        capture_output=True,
        check=True,
        env={**os.environ, "TZ": "America/Los_Angeles"},
    )
    events: list[dict[str, str]] = json.loads(made.stdout)
    return events


READERS = [
    by_icalendar,
    by_recurring_ical_events,
    by_vobject,
    by_ics,
    by_ical,
    by_ical_js,
]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_other_programs_read_every_entry_as_it_was_meant(
    feed: bytes, reader: Callable[[bytes], Understood]
) -> None:
    read = reader(feed)
    if reader is by_ics:  # takes an escaped backslash before an n for a line break
        read["hostile@example.org"] = (HOSTILE, *read["hostile@example.org"][1:])
    assert read == EXPECTED


ZONES = [
    "Asia/Tokyo",
    "America/New_York",
    "Europe/London",
    "Australia/Sydney",
    "America/Sao_Paulo",  # had summer time until 2019
    "Africa/Casablanca",  # follows the moon
    "Africa/Cairo",  # a rule that crosses the end of a month
    "Asia/Kathmandu",
    "Pacific/Apia",  # went from one side of the date line to the other
    "Europe/Dublin",  # its summer is the rule
    "America/Nuuk",
    "America/Santiago",
    "Asia/Jerusalem",
    "Australia/Lord_Howe",  # half an hour
    "Africa/Monrovia",  # 44 minutes and 30 seconds until 1972
]


def noons(zone: str) -> list[datetime]:
    """Local noon on the first of each month and on days near to changes, 1972 to 2036."""
    days = [(month, 1) for month in range(1, 13)] + [(3, 12), (3, 30), (10, 29), (11, 5)]
    there = zone_info(zone)
    return [
        datetime(year, month, day, 12, tzinfo=there)
        for year in range(1972, 2037)
        for month, day in days
        if (zone, year) != ("Africa/Monrovia", 1972)
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_is_read_right_by_icalendar(zone: str) -> None:
    component = icalendar.Timezone.from_ical(timezone_bytes(zone))
    assert isinstance(component, icalendar.Timezone)
    read = component.to_tz(lookup_tzid=False)
    for noon in noons(zone):
        assert noon.replace(tzinfo=read).utcoffset() == noon.utcoffset(), noon


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_is_read_right_by_dateutil(zone: str) -> None:
    text = timezone_bytes(zone).decode().replace("\r\n ", "").replace("\r\n", "\n")
    read = tzical(io.StringIO(text)).get(zone)
    for noon in noons(zone):
        assert noon.replace(tzinfo=read).utcoffset() == noon.utcoffset(), noon


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_is_read_right_by_ical_js(zone: str) -> None:
    """Under a name that nobody knows, so that the description alone counts."""
    parts = [b"BEGIN:VCALENDAR\r\n", timezone_bytes(zone).replace(zone.encode(), b"X/Y")]
    expected = {}
    for number, noon in enumerate(noons(zone)):
        event = icalendar.Event()
        event.add("UID", str(number))
        event.add("DTSTART", noon.replace(tzinfo=None), {"TZID": "X/Y"})
        parts.append(event.to_ical())
        expected[str(number)] = noon.astimezone(UTC)
    read = with_ical_js(b"".join([*parts, b"END:VCALENDAR\r\n"]))
    assert {event["uid"]: utc(event["start"]) for event in read} == expected


def test_an_empty_feed_is_a_calendar_for_all(feed: bytes) -> None:
    settings = Settings(calendar_domain="example.org")
    collection = load(Path("no-such-folder"), settings).collection
    feeds = CalendarFeeds(collection=collection, settings=settings)
    empty = feeds.subscription([], path="calendar.ics", name="回覧板", description="")
    for reader in READERS[:3]:
        if reader is not by_vobject:  # has no list where there is nothing
            assert reader(empty) == {}
    assert not IcsCalendarStream.calendar_from_ics(empty.decode()).events
    assert not ics.Calendar(empty.decode()).events
    assert empty.count(b"BEGIN:VTIMEZONE") == 1
