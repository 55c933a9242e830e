"""Feeds read back with the library's own parser; other programs have their say in `clients`."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from icalendar.timezone import tzid
from kairanban.calendars.feeds import CalendarFeeds
from kairanban.calendars.times import is_utc, slot
from kairanban.calendars.zones import timezone_bytes
from kairanban.content.collection import Collection
from kairanban.content.dates.instants import starts_at
from kairanban.content.dates.span import Span
from kairanban.content.dates.zones import zone_info, zone_names
from kairanban.content.schema import Event
from kairanban.content.values import Online, Place
from kairanban.settings import Settings
from loading import load

SETTINGS = Settings(
    site_url="https://hub.example.org",
    calendar_domain="example.org",
    register="お申し込みは https://hub.example.org/form から",
)
FACTS = {
    "題": "一月の情報交換会",
    "日時": "2024年1月18日(木)19:00~20:30",
    "会場": "市民会館 6階とZoomにて開催",
    "内容": "近況を持ち寄ります。",
    "参加費": "無料",
}
VENUE = "---\n名称: 市民会館\n住所: 青葉区一番町4-1-3\n緯度経度: 38.26, 140.87\n---\n"
HUB = "---\n名称: ソーシャルハブ\n---\n"
PAGE = "https://hub.example.org/events/meeting/"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    files = {"venues/hall.md": VENUE, "organizations/hub.md": HUB}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "events").mkdir()
    return tmp_path


def write(path: Path, **facts: str | None) -> None:
    lines = [f"{key}: {value}" for key, value in facts.items() if value is not None]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["---", *lines, "---", ""]), "utf-8")


def collection_of(content: Path, settings: Settings = SETTINGS, **facts: str | None) -> Collection:
    """The collection with one event, `meeting`: the facts above, changed by those given."""
    write(content / "events" / "meeting.md", **(FACTS | facts))
    loaded = load(content, settings)
    assert [found.text("content") for found in loaded.problems] == []
    return loaded.collection


def entry(content: Path, settings: Settings = SETTINGS, **facts: str | None) -> Any:
    collection = collection_of(content, settings, **facts)
    return read(collection.events["meeting"], collection, settings)


def read(event: Event, collection: Collection, settings: Settings = SETTINGS) -> Any:
    """Untyped, since every property may be of any type to the library."""
    data = CalendarFeeds(collection=collection, settings=settings).event_file(event)
    (found,) = icalendar.Calendar.from_ical(data).events
    return found


def changed(content: Path, **fields: object) -> Any:
    """The entry of a record that no file could give."""
    collection = collection_of(content)
    return read(collection.events["meeting"].model_copy(update=fields), collection)


def words(component: icalendar.Event) -> list[str]:
    return str(component["DESCRIPTION"]).split("\n")


def test_an_entry_holds_what_calendars_show_in_one_order(content: Path) -> None:
    collection = collection_of(
        content, タグ="防災、つながり", 問合せ="hub@example.org", 主催="ソーシャルハブ"
    )
    data = CalendarFeeds(collection=collection, settings=SETTINGS).event_file(
        collection.events["meeting"]
    )
    unfolded = data.decode().replace("\r\n ", "").split("\r\n")
    start = unfolded.index("BEGIN:VEVENT")
    assert [text for text in unfolded[start:] if not text.startswith("DESCRIPTION")] == [
        "BEGIN:VEVENT",
        "UID:meeting@example.org",
        "DTSTAMP:20000101T000000Z",
        "CREATED:20000101T000000Z",
        "LAST-MODIFIED:20000101T000000Z",
        "SEQUENCE:0",
        "DTSTART;TZID=Asia/Tokyo:20240118T190000",
        "DTEND;TZID=Asia/Tokyo:20240118T203000",
        "SUMMARY:一月の情報交換会",
        f"URL:{PAGE}",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "CLASS:PUBLIC",
        "LOCATION:市民会館 6階（青葉区一番町4-1-3） ＋ Zoom",
        "GEO:38.26;140.87",
        (
            'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="市民会館";'
            'X-ADDRESS="青葉区一番町4-1-3":geo:38.26,140.87'
        ),
        "CATEGORIES:防災,つながり",
        "ORGANIZER;CN=ソーシャルハブ:mailto:hub@example.org",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_description_is_the_announcement_in_plain_text(content: Path) -> None:
    assert words(entry(content, 共催="ソーシャルハブ", 申込み="電話で", 締切="2024-01-17")) == [
        "日時: 2024年1月18日(木) 19:00〜20:30",
        "会場: 市民会館 6階（青葉区一番町4-1-3） ＋ Zoom",
        "内容: 近況を持ち寄ります。",
        "参加費: 無料",
        "共催: ソーシャルハブ",
        "申込み: 電話で https://hub.example.org/form （2024年1月17日(水)まで）",
        "",
        PAGE,
    ]


def test_without_a_way_to_register_the_site_s_is_told(content: Path) -> None:
    assert f"申込み: {SETTINGS.register}" in words(entry(content))
    assert "申込み: 不要です" in words(entry(content, 申込み="不要です"))
    own = "https://example.org/own"
    assert f"申込み: {own}" in words(entry(content, 申込み=own))
    assert "申込み" not in str(entry(content, Settings())["DESCRIPTION"])


def test_the_description_begins_with_the_latest_report(content: Path) -> None:
    for day, slug in (("2024-01-20", "first"), ("2024-02-01", "second")):
        facts = {"題": "報告", "公開日": day, "イベント": "meeting", "概要": "報告です。"}
        facts["資料"] = f"https://example.org/{slug}.pdf"
        write(content / "reports" / f"{slug}.md", **facts)
    found = entry(content, 状態="満席")
    assert words(found)[:3] == [
        "開催レポート: https://hub.example.org/reports/second/",
        "",
        "【満席】満席になりました。",
    ]
    attached = [str(address) for address in found["ATTACH"]]
    assert attached == ["https://example.org/first.pdf", "https://example.org/second.pdf"]


@pytest.mark.parametrize(
    ("state", "cancelled", "seen"),
    [
        ("中止", "visible", ("【中止】一月の情報交換会", "CONFIRMED", "TRANSPARENT")),
        ("中止", "strict", ("【中止】一月の情報交換会", "CANCELLED", "TRANSPARENT")),
        ("延期", "visible", ("【延期】一月の情報交換会", "TENTATIVE", "TRANSPARENT")),
        ("延期", "strict", ("【延期】一月の情報交換会", "TENTATIVE", "TRANSPARENT")),
        ("満席", "visible", ("一月の情報交換会", "CONFIRMED", "OPAQUE")),
        ("予定", "strict", ("一月の情報交換会", "CONFIRMED", "OPAQUE")),
    ],
)
def test_what_became_of_an_event_is_seen_in_every_program(
    content: Path, state: str, cancelled: str, seen: tuple[str, str, str]
) -> None:
    settings = Settings(cancelled=cancelled)
    found = entry(content, settings, 状態=state)
    assert (found["SUMMARY"], found["STATUS"], found["TRANSP"]) == seen


def test_who_wrote_the_mark_into_the_title_gets_it_once(content: Path) -> None:
    assert entry(content, 題="【中止】会", 状態="中止")["SUMMARY"] == "【中止】会"


@pytest.mark.parametrize("state", ["中止", "延期", "満席"])
def test_what_takes_nobody_any_more_says_so_and_names_no_form(content: Path, state: str) -> None:
    found = words(entry(content, 状態=state, 中止理由="雪のため。"))
    assert state in found[0]
    assert found[1] == "雪のため。"
    assert not any(text.startswith("申込み") for text in found)


def test_a_new_date_stands_with_the_old_one(content: Path) -> None:
    found = entry(content, 状態="日時変更", 変更前="2024年1月11日(木)19:00~20:30")
    assert words(found)[:2] == [
        "【日時変更】日時が変わりました。",
        "変更前: 2024年1月11日(木) 19:00〜20:30",
    ]
    assert found.start == datetime(2024, 1, 18, 10, tzinfo=UTC)


def test_a_time_of_another_zone_is_told_in_both(content: Path) -> None:
    found = entry(content, 日時="2024-03-09 19:00-20:00", タイムゾーン="America/New_York")
    expected = (
        "日時: 2024年3月9日(土) 19:00〜20:00 America/New_York"
        "（2024年3月10日(日) 9:00〜10:00 Asia/Tokyo）"
    )
    assert expected in words(found)


def test_an_instant_with_an_offset_is_in_utc_and_told_where_the_site_is(content: Path) -> None:
    found = entry(content, 日時="2024-01-18T19:00+05:30")
    assert found["DTSTART"].to_ical() == b"20240118T133000Z"
    assert found["DTEND"].to_ical() == b"20240118T150000Z"
    assert not found["DTSTART"].params
    assert "日時: 2024年1月18日(木) 22:30〜" in words(found)


def test_the_stamps_come_from_the_revision_alone(content: Path) -> None:
    found = entry(content, modified="2024-01-02T03:04+09:00")
    stamp = datetime(2024, 1, 1, 18, 4, tzinfo=UTC)
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert found[name].dt == stamp
    assert found["SEQUENCE"] == (stamp - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds()


@pytest.mark.parametrize("year", [1, 1999, 2300, 9999])
def test_a_sequence_is_a_number_that_every_program_can_hold(content: Path, year: int) -> None:
    modified = datetime(year, 12 if year > 1 else 1, 31, 23, tzinfo=zone_info("Asia/Tokyo"))
    assert 0 <= changed(content, modified=modified)["SEQUENCE"] < 2**31


def test_a_uid_given_by_hand_stays(content: Path) -> None:
    assert entry(content, uid="old@elsewhere")["UID"] == "old@elsewhere"


def test_without_a_mail_address_the_contact_is_told_in_words(content: Path) -> None:
    found = entry(content, 主催="ソーシャルハブ", 問合せ="022-000-0000")
    assert found["CONTACT"] == "ソーシャルハブ 022-000-0000"
    assert "ORGANIZER" not in found


def test_the_site_s_contact_stands_in(content: Path) -> None:
    found = entry(content, Settings(contact="問合せ: ｈｕｂ@example.org まで"))
    assert found["ORGANIZER"] == "mailto:hub@example.org"
    assert "CN" not in found["ORGANIZER"].params


def test_taking_part_from_afar_alone_names_the_service(content: Path) -> None:
    found = entry(content, 会場="Zoom")
    assert found["LOCATION"] == "Zoom"
    assert not {"GEO", "X-APPLE-STRUCTURED-LOCATION", "CONFERENCE"} & set(found)


def test_who_subscribed_is_not_sent_to_a_hall_that_is_empty(content: Path) -> None:
    found = entry(content, 状態="オンライン変更")
    assert found["LOCATION"] == "Zoom"
    assert "GEO" not in found
    assert "会場: Zoom" in words(found)


def test_a_public_page_for_taking_part_is_a_conference(content: Path) -> None:
    online = Online(service="YouTube", url="https://例え.jp/配信?v=1")
    found = changed(content, online=online)["CONFERENCE"]
    assert found == "https://xn--r8jz45g.jp/%E9%85%8D%E4%BF%A1?v=1"
    assert found.params == {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "YouTube"}


def test_a_picture_is_where_the_caller_says(content: Path) -> None:
    collection = collection_of(content)
    event = collection.events["meeting"]
    feeds = CalendarFeeds(
        collection=collection,
        settings=SETTINGS,
        picture_url=lambda event: f"https://example.org/絵/{event.slug}.jpg",
    )
    address = "https://example.org/%E7%B5%B5/meeting.jpg"
    assert f"IMAGE;VALUE=URI:{address}\r\n".encode() in feeds.event_file(event)


def test_a_point_is_written_without_exponents(content: Path) -> None:
    found = changed(content, place=Place(name="沖", geo=(-0.00001, 140.12345678)))
    assert found["GEO"].to_ical() == "0.0;140.123457"


TOKYO, NEW_YORK = zone_info("Asia/Tokyo"), zone_info("America/New_York")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(9999, 12, 31), None),
        (date(9999, 12, 30), date(9999, 12, 31)),
        (date(1, 1, 1), date(1, 1, 1)),
        (datetime(1, 1, 1, 0, 0, tzinfo=TOKYO), None),
        (datetime(1, 1, 1, 0, 0, tzinfo=NEW_YORK), None),
        (datetime(9999, 12, 31, 23, 59, tzinfo=TOKYO), None),
        (
            datetime(9999, 12, 31, 22, 0, tzinfo=NEW_YORK),
            datetime(9999, 12, 31, 23, 0, tzinfo=NEW_YORK),
        ),
    ],
)
def test_at_the_ends_of_the_calendar_no_slot_is_empty(
    start: date | datetime, end: date | datetime | None
) -> None:
    zone = getattr(getattr(start, "tzinfo", None), "key", None)
    span = Span(start=start, end=end, zone=zone)
    made = slot(span, SETTINGS)
    assert made.end is None or made.end > made.start
    assert starts_at(span, SETTINGS).tzinfo is UTC


@pytest.mark.parametrize(
    "when", ["0001-01-01 0:00", "0001-01-01", "9999-12-30", "9999-12-29 23:00"]
)
def test_the_ends_of_the_calendar_do_no_harm(content: Path, when: str) -> None:
    for zone in ("Asia/Tokyo", "America/New_York"):
        assert entry(content, 日時=when, タイムゾーン=zone)["DTEND"]


def test_an_end_in_the_hour_that_comes_twice_is_told_in_utc(content: Path) -> None:
    found = entry(content, 日時="2024-11-03 0:45", タイムゾーン="America/New_York")
    assert found["DTSTART"].to_ical() == b"20241103T044500Z"
    assert found["DTEND"].to_ical() == b"20241103T061500Z"


def test_a_feed_says_what_it_is_and_how_often_to_come(content: Path) -> None:
    collection = collection_of(content, 日時="2024-01-18")
    feeds = CalendarFeeds(collection=collection, settings=SETTINGS)
    data = feeds.subscription(
        collection.events.values(),
        path="tags/防災.ics",
        name="防災",
        description="催し",
        page="tags/防災/",
    )
    assert data.decode().replace("\r\n ", "").split("\r\nBEGIN")[0].split("\r\n") == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Kairanban//Kairanban//JA",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "NAME:防災",
        "X-WR-CALNAME:防災",
        "DESCRIPTION:催し",
        "X-WR-CALDESC:催し",
        "X-WR-TIMEZONE:Asia/Tokyo",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "SOURCE;VALUE=URI:https://hub.example.org/tags/%E9%98%B2%E7%81%BD.ics",
        "COLOR:firebrick",
        "URL:https://hub.example.org/tags/%E9%98%B2%E7%81%BD/",
    ]


def test_a_file_with_one_event_has_no_name(content: Path) -> None:
    collection = collection_of(content)
    data = CalendarFeeds(collection=collection, settings=SETTINGS).event_file(
        collection.events["meeting"]
    )
    calendar = icalendar.Calendar.from_ical(data)
    assert set(calendar) == {"PRODID", "VERSION", "CALSCALE"}
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]


def test_entries_are_ordered_by_start_then_uid(content: Path) -> None:
    one = collection_of(content).events["meeting"]
    whole_day = Span(start=date(2024, 1, 18), end=None, zone=None)
    earlier = Span(start=datetime(2024, 1, 17, 14, 59, tzinfo=UTC), end=None, zone=None)
    events = [
        one.model_copy(update={"slug": "b"}),
        one.model_copy(update={"slug": "a"}),
        one.model_copy(update={"slug": "c", "when": whole_day}),
        one.model_copy(update={"slug": "d", "when": earlier}),
    ]
    feeds = CalendarFeeds(collection=collection_of(content), settings=SETTINGS)
    for given in (events, events[::-1]):
        data = feeds.subscription(given, path="calendar.ics", name="n", description="d")
        assert re.findall(r"UID:(\w)@", data.decode()) == ["d", "c", "a", "b"]


def test_a_feed_explains_each_zone_that_it_names_once(content: Path) -> None:
    for zone in ("America/New_York", "Europe/Dublin", "UTC", "Africa/Abidjan"):
        facts = FACTS | {"タイムゾーン": zone}
        write(
            content / "events" / f"{zone.replace('/', '-').replace('_', '-').lower()}.md", **facts
        )
    collection = collection_of(content)
    feeds = CalendarFeeds(collection=collection, settings=SETTINGS)
    data = feeds.subscription(collection.events.values(), path="c.ics", name="n", description="d")
    named = set(re.findall(r"TZID=([\w/]+):", data.decode()))
    explained = re.findall(r"TZID:([\w/]+)", data.decode())
    assert sorted(named) == explained == ["America/New_York", "Asia/Tokyo", "Europe/Dublin"]


def test_the_same_records_give_the_same_bytes(content: Path) -> None:
    collection = collection_of(content)
    made = {
        CalendarFeeds(collection=collection, settings=SETTINGS).subscription(
            given, path="calendar.ics", name="n", description="d"
        )
        for given in ([*collection.events.values()], [*collection.events.values()])
    }
    assert len(made) == 1


def test_a_zone_with_summer_time_is_told_by_yearly_rules() -> None:
    text = timezone_bytes("America/New_York").decode()
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\n" in text


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Africa/Casablanca", "Africa/Monrovia"])
def test_a_zone_holds_nothing_that_programs_read_wrongly(zone: str) -> None:
    text = timezone_bytes(zone).decode()
    assert "RDATE" not in text
    assert "COMMENT" not in text
    assert all(int(year) >= 1970 for year in re.findall(r"DTSTART:(\d{4})", text))
    offsets = re.findall(r"TZOFFSET(?:FROM|TO):(.*)\r", text)
    assert all(re.fullmatch(r"[+-]\d{4}", offset) for offset in offsets)


def test_the_zones_that_show_utc_are_those_of_the_library() -> None:
    own = {name for name in zone_names() if is_utc(name)}
    theirs = {name for name in zone_names() if tzid.is_utc(zone_info(name))}
    assert own == {*theirs, "Factory"}  # of a machine that nobody has told where it is
