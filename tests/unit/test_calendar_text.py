"""Whatever stands in a record, the file stays a calendar, and says the same."""

import re
from datetime import UTC, datetime
from typing import Any

import icalendar
from hypothesis import example, given
from hypothesis import strategies as st
from kairanban.calendars.feeds import CalendarFeeds
from kairanban.calendars.text import clean_line, clean_lines, clean_parameter, encode_uri
from kairanban.content.collection import Collection
from kairanban.content.dates.span import Span
from kairanban.content.schema import Event
from kairanban.content.values import ContactMethod, Online, Party, Place
from kairanban.settings import Settings

# With what tears calendars apart more often than chance would have it.
NASTY = ["\r\n", "\n", "\r", "\t", "\\", "\\n", "\\N", ";", ",", ":", '"', "^", "^n", "\x85"]
NASTY += [
    "\u2028",
    "\x00",
    "\x1b",
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    "👨‍👩‍👧",
    "か\u3099",
    "שלום",
    "あ",
]
TEXT = st.lists(st.sampled_from(NASTY) | st.text(max_size=12), max_size=12).map("".join)
SETTINGS = Settings(site_url="https://example.org", calendar_domain="example.org")
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
KNOWN = {"BEGIN", "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND"}
KNOWN |= {"SUMMARY", "DESCRIPTION", "URL", "STATUS", "TRANSP", "CLASS", "LOCATION", "GEO"}
KNOWN |= {"X-APPLE-STRUCTURED-LOCATION", "CATEGORIES", "ORGANIZER", "CONFERENCE", "END"}
LONGEST = 75  # octets of a line (RFC 5545 3.1)
EMPTY = Collection(events={}, reports={}, organizations={}, venues={}, series={}, pages={})


def event(text: str) -> Event:
    """An event with the text wherever text can stand, as no reader would let it through."""
    return Event.model_construct(
        slug="meeting",
        path="events/meeting.md",
        title=text,
        when=Span(start=datetime(2024, 1, 18, 10, tzinfo=UTC), end=None, zone=None),
        place=Place(name=text, room=text, address=text, geo=(38.26, 140.87)),
        online=Online(service=text, url=f"https://example.org/{text}"),
        summary=text,
        fee=(),
        host=(Party(name=text, slug=None),),
        cohost=(Party(name=text, slug=None),),
        contact=ContactMethod(text="hub@example.org"),
        tags=(text,),
        status_note=text,
        event_status="cancelled",
    )


@given(TEXT)
def test_no_text_breaks_out_of_its_property(text: str) -> None:
    feeds = CalendarFeeds(collection=EMPTY, settings=SETTINGS)
    data = feeds.subscription([event(text)], path="c.ics", name=text, description=text)
    calendar = icalendar.Calendar.from_ical(data)
    found: Any = calendar.events[0]
    assert len(calendar.events) == 1
    assert not calendar.errors
    assert not found.errors
    assert found["SUMMARY"] == "【中止】" + clean_line(text).removeprefix("【中止】")
    assert {name for name, _ in found.property_items()} <= KNOWN
    assert found["ORGANIZER"].params.get("CN", "") == clean_parameter(text)
    assert found["CONFERENCE"].isascii()


@given(TEXT)
def test_lines_are_folded_at_75_octets_between_characters(text: str) -> None:
    data = CalendarFeeds(collection=EMPTY, settings=SETTINGS).event_file(event(text))
    assert data.endswith(b"END:VCALENDAR\r\n")
    for part in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(part) <= LONGEST
        assert not FORBIDDEN.search(part.decode("utf-8"))
        assert b"\n" not in part


@given(TEXT)
@example("\ufeffあ")
def test_text_loses_controls_and_byte_order_marks_only(text: str) -> None:
    stored = clean_lines(text)
    assert not FORBIDDEN.search(stored)
    spaces = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
    assert spaces.sub("", stored) == spaces.sub("", text)
    assert "\n" not in clean_line(text)
    assert '"' not in clean_parameter(text)


@given(TEXT)
def test_an_address_is_ascii_and_encoded_once(text: str) -> None:
    made = encode_uri(f"https://example.org/{text}?{text}#{text}")
    assert re.fullmatch(r"[!-~]*", made)
    assert encode_uri(made) == made


def test_addresses_keep_what_they_say() -> None:
    assert encode_uri("https://例え.jp:8080/あ い/%E3%81%82?q=あ&r=1#節") == (
        "https://xn--r8jz45g.jp:8080/%E3%81%82%20%E3%81%84/%E3%81%82?q=%E3%81%82&r=1#%E7%AF%80"
    )
    assert encode_uri("https://[::1]/") == "https://[::1]/"
    assert encode_uri("https://[x") == "https://%5Bx"
    assert encode_uri("100%") == "100%25"
