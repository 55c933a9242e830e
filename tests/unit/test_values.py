"""What people write in the header, and the values that are understood."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kairanban.content import readers
from kairanban.content.dates.zones import zone_info
from kairanban.content.folder.name_matching import build_directory
from kairanban.content.front_matter.document import split_document
from kairanban.content.front_matter.fields import read_header
from kairanban.content.front_matter.normalization import split_off_online
from kairanban.content.problems import Unreadable
from kairanban.content.readers.context import ReadContext
from kairanban.content.schema import Event
from kairanban.content.values import (
    Attendance,
    ContactMethod,
    Count,
    MaterialLink,
    OccurrenceRef,
    Online,
    Party,
    Picture,
    Place,
    Price,
    Registration,
    Speaker,
)
from pydantic import ConfigDict, ValidationError, create_model

ORGANIZATIONS = build_directory(
    [
        ("aoba", "特定非営利活動法人あおば", ("あおば会",)),
        ("momiji", "さくら/もみじの会", ()),
        ("grameen", "一般社団法人グラミン日本 仙台支部", ()),
    ]
)
VENUES = build_directory(
    [("center", "市民センター", ("センター",)), ("center-annex", "市民センター別館", ())]
)
SERIES = build_directory([("kokan", "情報交換会", ())])
AOBA = Party(name="特定非営利活動法人あおば", slug="aoba")
GRAMEEN = Party(name="一般社団法人グラミン日本 仙台支部", slug="grameen")


def context() -> ReadContext:
    return ReadContext(
        zone="Asia/Tokyo", year=2024, organizations=ORGANIZATIONS, venues=VENUES, series=SERIES
    )


def one(kind: object) -> Any:
    """A record of one field of this kind."""
    fields: dict[str, Any] = {"field": (kind, ...)}
    return create_model("One", __config__=ConfigDict(arbitrary_types_allowed=True), **fields)


def value(kind: object, text: str, circumstances: ReadContext | None = None) -> Any:
    """The value that a field of this kind has where `text` stands behind the key."""
    (entry,) = split_document(f"---\nx: {text}\n---\n".encode(), "x.md").header_entries
    return (
        one(kind).model_validate({"field": entry.value}, context=circumstances or context()).field
    )


def fault(kind: object, text: str) -> Unreadable:
    with pytest.raises(ValidationError) as caught:
        value(kind, text)
    (error,) = caught.value.errors()
    found = error["ctx"]["error"]
    assert isinstance(found, Unreadable)
    return found


def warnings(kind: object, text: str) -> list[tuple[str, object, str | None]]:
    circumstances = context()
    value(kind, text, circumstances)
    return [(w.code, w.params["name"], w.suggestion) for _, w in circumstances.warnings]


def where(text: str) -> tuple[Place | None, Online | None]:
    """Where an event is whose venue's line is `text`."""
    entries = split_document(f"---\n会場: {text}\n---\n".encode(), "x.md").header_entries
    fields = split_off_online(dict(read_header(entries, Event).fields))
    kinds = {"place": readers.PlaceField, "online": readers.OnlineService}
    found = {}
    for name, entry in fields.items():
        model = one(kinds[name])
        found[name] = model.model_validate({"field": entry.value}, context=context()).field
    return found.get("place"), found.get("online")


CENTER = Place(name="市民センター", slug="center")
SIXTH = Place(name="市民センター", slug="center", room="6階")
ZOOM = Online(service="Zoom")
SOMEHOW = Online(service="オンライン")


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("無料", [Price(text="無料", amount=0)]),
        ("参加無料", [Price(text="参加無料", amount=0)]),
        ("無料（部品代は実費）", [Price(text="無料（部品代は実費）", amount=0)]),
        ("500円", [Price(text="500円", amount=500)]),
        ("資料代500円", [Price(text="資料代500円", amount=500)]),
        ("１，０００円", [Price(text="１，０００円", amount=1000)]),
        ("￥500", [Price(text="￥500", amount=500)]),
        ("1000", [Price(text="1000円", amount=1000)]),
        ("0", [Price(text="0円", amount=0)]),
        ("カンパ歓迎", [Price(text="カンパ歓迎")]),
        ("無料駐車場あり", [Price(text="無料駐車場あり")]),
        ("1,000円（学生500円）", [Price(text="1,000円（学生500円）")]),
        ("99999999999円", [Price(text="99999999999円")]),
        (",", [Price(text=",")]),
        (
            "一般500円、高校生まで無料",
            [
                Price(text="500円", label="一般", amount=500),
                Price(text="無料", label="高校生まで", amount=0),
            ],
        ),
        (
            "一般：１，０００円／高校生以下は無料",
            [
                Price(text="１，０００円", label="一般", amount=1000),
                Price(text="無料", label="高校生以下", amount=0),
            ],
        ),
        (
            "大人 500円、子ども　無料",
            [
                Price(text="500円", label="大人", amount=500),
                Price(text="無料", label="子ども", amount=0),
            ],
        ),
        (
            "500円、学生300円",
            [Price(text="500円", amount=500), Price(text="300円", label="学生", amount=300)],
        ),
        (
            "500円（飲み物つき）、学生300円",
            [
                Price(text="500円（飲み物つき）", amount=500),
                Price(text="学生300円", amount=300),
            ],
        ),
        ("500円、ドリンク代別", [Price(text="500円、ドリンク代別", amount=500)]),
        ("500円/人", [Price(text="500円/人", amount=500)]),
        ("入場無料、出展料は一机1,000円", [Price(text="入場無料、出展料は一机1,000円")]),
        (
            "\n- 区分: 一般\n  金額: 1,000\n- {label: 学生, price: 500円}\n- 高校生まで無料",
            [
                Price(text="1,000円", label="一般", amount=1000),
                Price(text="500円", label="学生", amount=500),
                Price(text="無料", label="高校生まで", amount=0),
            ],
        ),
        ("\n- 一般500円\n-\n", [Price(text="一般500円", amount=500)]),
    ],
)
def test_fees_are_text_with_the_amounts_that_can_be_read(text: str, prices: list[Price]) -> None:
    assert list(value(readers.Fee, text)) == prices


def test_a_price_needs_its_amount() -> None:
    assert fault(readers.Fee, "{label: 一般}").code == "no-price"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("30", 30),
        ("先着30名", 30),
        ("１，０００人", 1000),
        ("30名（Zoomは50名）", None),
        ("なし", None),
    ],
)
def test_a_capacity_is_the_only_number_in_its_words(text: str, number: int | None) -> None:
    assert value(readers.CountField, text) == Count(text=text, number=number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15", Attendance(text="15名")),
        ("１５", Attendance(text="15名")),
        ("約20名", Attendance(text="約20名")),
        ("会場15名、Zoom10名", Attendance(text="会場15名、Zoom10名", venue=15, online=10)),
        ("オンライン ３人", Attendance(text="オンライン ３人", online=3)),
        (
            "{会場: 15, オンライン: 10名}",
            Attendance(text="会場15名、オンライン10名", venue=15, online=10),
        ),
        ("{venue: 15}", Attendance(text="会場15名", venue=15)),
    ],
)
def test_attendance_knows_who_was_in_the_room(text: str, expected: Attendance) -> None:
    assert value(readers.AttendanceField, text) == expected


def test_attendance_in_parts_is_numbers() -> None:
    found = fault(readers.AttendanceField, "\n  会場: 多数\n  オンライン: 3")
    assert (found.code, found.params, found.line) == ("not-a-number", {"text": "多数"}, 3)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("赤木さん、男澤さん", [Speaker(name="赤木さん"), Speaker(name="男澤さん")]),
        ("赤木さん/男澤さん", [Speaker(name="赤木さん"), Speaker(name="男澤さん")]),
        ("ジョン・スミス", [Speaker(name="ジョン・スミス")]),
        ("赤木さん（代表）", [Speaker(name="赤木さん（代表）")]),
        ("赤木さん（あおば）", [Speaker(name="赤木さん", organization=AOBA)]),
        ("グラミン日本仙台支部（赤木さん）", [Speaker(name="赤木さん", organization=GRAMEEN)]),
        (
            "\n- 氏名: 赤木さん\n  所属: NPO法人あおば\n  テーマ: 居場所\n- 男澤さん",
            [Speaker(name="赤木さん", organization=AOBA, topic="居場所"), Speaker(name="男澤さん")],
        ),
        ("{name: 赤木さん, topic: 居場所}", [Speaker(name="赤木さん", topic="居場所")]),
    ],
)
def test_speakers_come_with_their_organization_and_topic(
    text: str, speakers: list[Speaker]
) -> None:
    assert list(value(readers.Speakers, text)) == speakers


def test_a_speaker_has_a_name_and_no_unknown_keys() -> None:
    assert fault(readers.Speakers, "\n- 所属: あおば").code == "no-name"
    found = fault(readers.Speakers, "\n- 氏名: 赤木さん\n  金額: 0")
    assert (found.code, found.params, found.line) == ("unknown-key", {"name": "金額"}, 4)


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("https://example.org/form", "https://example.org/form"),
        ("フォーム（https://example.org/form）から", "https://example.org/form"),
        ("ｈｔｔｐｓ：／／example.org/form", "https://example.org/form"),
        ("https://example.org/formからどうぞ", "https://example.org/form"),
        ("https://example.org/form(しめきり1月)", "https://example.org/form"),
        ("(https://example.org/form)から", "https://example.org/form"),
        ("https://example.org/form.", "https://example.org/form"),
        ("https://example.org/から", "https://example.org/"),
        ("https://example.org/催し/一月", "https://example.org/催し/一月"),
        ("https://example.org/a_(b)?x=一", "https://example.org/a_(b)?x=一"),
        ("hub@example.org までメールで", "mailto:hub@example.org"),
        ("電話 022-123-4567（平日）", "tel:0221234567"),
        ("０２２－１２３－４５６７", "tel:0221234567"),
        ("022(123)4567", "tel:0221234567"),
        ("09012345678", "tel:09012345678"),
        ("当日参加も歓迎", None),
        ("2024-01-17まで", None),
    ],
)
def test_words_about_registering_carry_the_first_way_to_do_it(text: str, href: str | None) -> None:
    assert value(readers.Register, text) == Registration(
        contact=ContactMethod(text=text, href=href)
    )
    assert value(readers.Contact, text) == ContactMethod(text=text, href=href)


def test_a_registration_may_open_and_close() -> None:
    found = value(
        readers.Register,
        "{url: https://example.org/form, opens: 2024-01-05, 締切: 1月17日(水)17:00, note: 先着順}",
    )
    assert found == Registration(
        contact=ContactMethod(text="https://example.org/form", href="https://example.org/form"),
        opens=date(2024, 1, 5),
        until=datetime(2024, 1, 17, 17, tzinfo=zone_info("Asia/Tokyo")),
        note="先着順",
    )


def test_a_contact_with_a_note_needs_an_address() -> None:
    found = value(readers.Contact, "{url: https://example.org/ml, note: どなたでも}")
    assert found == ContactMethod(
        text="https://example.org/ml（どなたでも）", href="https://example.org/ml"
    )
    assert fault(readers.Contact, "{note: どなたでも}").code == "no-address"
    assert fault(readers.Register, "{締切日: 1月17日}").suggestion == "締切"


@pytest.mark.parametrize(
    ("text", "place", "online"),
    [
        ("市民センター", CENTER, None),
        ("センター", CENTER, None),
        ("center", CENTER, None),
        ("市民 センター　6階", SIXTH, None),
        ("市民センター（6階）", SIXTH, None),
        ("市民センターの6階", SIXTH, None),
        (
            "市民センターのぞみ室",
            Place(name="市民センター", slug="center", room="のぞみ室"),
            None,
        ),
        ("市民センター別館", Place(name="市民センター別館", slug="center-annex"), None),
        (
            "市民センター 6階 セミナーホール",
            Place(name="市民センター", slug="center", room="6階 セミナーホール"),
            None,
        ),
        ("市民センター6階とZoomにて開催", SIXTH, ZOOM),
        ("市民センター 6階 と ＺＯＯＭ の同時開催", SIXTH, ZOOM),
        ("市民センター6階／Zoom", SIXTH, ZOOM),
        ("市民センター＋オンライン", CENTER, SOMEHOW),
        ("市民センター、オンライン（Zoom）", CENTER, ZOOM),
        ("市民センター（Zoom併用）", CENTER, ZOOM),
        ("市民センター（Zoomでも参加できます）", CENTER, ZOOM),
        ("市民センター及びオンラインでの開催", CENTER, SOMEHOW),
        ("市民センターまたはZoom", CENTER, ZOOM),
        ("市民センター＆YouTubeライブ配信", CENTER, Online(service="YouTube")),
        ("市民センター（ハイブリッド開催）", CENTER, SOMEHOW),
        ("市民センターでのハイブリッド開催（会場とZoom）", CENTER, ZOOM),
        ("Zoom", None, ZOOM),
        ("オンライン（Zoom）", None, ZOOM),
        ("オンライン開催", None, SOMEHOW),
        ("Zoomのみ", None, ZOOM),
        ("Zoom（前日に案内）", None, Online(service="Zoom(前日に案内)")),
        (
            "YouTube https://example.org/live",
            None,
            Online(service="YouTube", url="https://example.org/live"),
        ),
        ("ふれあいと憩いの家", Place(name="ふれあいと憩いの家"), None),
        ("ふれあいと憩いの家とZoom", Place(name="ふれあいと憩いの家"), ZOOM),
        ("{name: 公園, address: 仙台市}", Place(name="公園", address="仙台市"), None),
        ("{名称: 市民センター, 部屋: 6階}", SIXTH, None),
        (
            "{name: 公園, address: 仙台市, geo: '38.26, 140.87'}",
            Place(name="公園", address="仙台市", geo=(38.26, 140.87)),
            None,
        ),
    ],
)
def test_a_venue_s_line_tells_the_place_the_room_and_what_is_online(
    text: str, place: Place | None, online: Online | None
) -> None:
    assert where(text) == (place, online)


def test_an_unknown_place_without_an_address_is_doubtful() -> None:
    assert warnings(readers.PlaceField, "市民センタ") == [
        ("unknown-venue", "市民センタ", "市民センター")
    ]
    assert warnings(readers.PlaceField, "{name: 公園}") == [("unknown-venue", "公園", None)]
    assert warnings(readers.PlaceField, "{name: 公園, address: 仙台市}") == []
    assert fault(readers.PlaceField, "{address: 仙台市}").code == "no-name"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あり", SOMEHOW),
        ("true", SOMEHOW),
        ("なし", None),
        ("no", None),
        ("ズーム", ZOOM),
        ("オンライン（Zoom）", ZOOM),
        ("Zoomにて", ZOOM),
        ("https://example.org/live", Online(service="オンライン", url="https://example.org/live")),
        (
            "YouTube: https://example.org/live",
            Online(service="YouTube", url="https://example.org/live"),
        ),
    ],
)
def test_online_is_a_service_or_a_public_page(text: str, expected: Online | None) -> None:
    assert value(readers.OnlineService, text) == expected


@pytest.mark.parametrize("text", ["http://", "https:// example.org", "https://[x"])
def test_a_broken_address_is_no_service(text: str) -> None:
    assert fault(readers.OnlineService, text).code == "not-a-url"


@pytest.mark.parametrize("separator", ["/", "／", "、", ",", "，", " 、 ", " / "])
def test_names_are_split_at_slashes_and_commas(separator: str) -> None:
    assert value(readers.Names, f"手話通訳{separator}託児") == ("手話通訳", "託児")


@pytest.mark.parametrize(
    "name", ["ジョン・スミス", "あおば・はな", "A & B", "みんなの家 一号館", "と・も・だ・ち"]
)
def test_names_are_never_split_at_what_names_contain(name: str) -> None:
    assert value(readers.Names, name) == (name,)


@pytest.mark.parametrize(
    "text", ["[手話通訳, 託児]", "\n- 手話通訳\n- 託児", "\n・手話通訳\n・託児", "手話通訳\n  託児"]
)
def test_names_may_be_a_list_in_any_form(text: str) -> None:
    assert value(readers.Names, text) == ("手話通訳", "託児")


def test_items_of_a_list_are_not_split_again() -> None:
    assert value(readers.Names, "\n- 甲、乙\n- 丙") == ("甲、乙", "丙")


def test_the_same_name_twice_counts_once() -> None:
    assert value(readers.Names, "託児、託児") == ("託児",)


def test_a_list_that_is_not_closed_is_told() -> None:
    found = fault(readers.Names, "[手話通訳, 託児")
    assert (found.code, found.suggestion) == ("unclosed-list", "[手話通訳, 託児]")


def test_organizations_are_found_without_their_legal_form() -> None:
    assert value(readers.Parties, "NPO法人あおば、グラミン日本仙台支部") == (AOBA, GRAMEEN)
    assert value(readers.Parties, "ＡＯＢＡ / あおば会") == (AOBA, AOBA)


def test_an_organization_s_own_slash_does_not_split_its_name() -> None:
    momiji = Party(name="さくら/もみじの会", slug="momiji")
    assert value(readers.Parties, "さくら/もみじの会") == (momiji,)
    assert value(readers.Parties, "\n- さくら/もみじの会\n- あおば") == (momiji, AOBA)


def test_an_unknown_organization_stays_a_name_with_a_warning() -> None:
    assert value(readers.Parties, "あおばの会") == (Party(name="あおばの会", slug=None),)
    assert warnings(readers.Parties, "あおば、あおばの会") == [
        ("unknown-organization", "あおばの会", "特定非営利活動法人あおば")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-18-kai", OccurrenceRef(event="2024-01-18-kai")),
        ("{filename}/events/2024-01-18-kai.md", OccurrenceRef(event="2024-01-18-kai")),
        ("soudankai 5月16日(木)", OccurrenceRef(event="soudankai", day=date(2024, 5, 16))),
        (
            "{event: soudankai, date: 2024-05-16}",
            OccurrenceRef(event="soudankai", day=date(2024, 5, 16)),
        ),
    ],
)
def test_an_event_is_named_by_its_slug_and_a_day(text: str, expected: OccurrenceRef) -> None:
    assert value(readers.OccurrenceRefField, text) == expected


def test_a_series_is_named_by_slug_or_name() -> None:
    assert value(readers.SeriesRef, "kokan") == value(readers.SeriesRef, "情報交換会") == "kokan"
    assert fault(readers.SeriesRef, "情報交換").suggestion == "情報交換会"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("shiryo.pdf", [MaterialLink(title="shiryo.pdf", url="shiryo.pdf")]),
        ("[配布資料](shiryo.pdf)", [MaterialLink(title="配布資料", url="shiryo.pdf")]),
        ("配布資料 shiryo.pdf", [MaterialLink(title="配布資料", url="shiryo.pdf")]),
        (
            "配布資料：https://example.org/a.pdf",
            [MaterialLink(title="配布資料", url="https://example.org/a.pdf")],
        ),
        (
            "\n- {title: 配布資料, url: a.pdf}\n-\n- 次第 b.pdf",
            [MaterialLink(title="配布資料", url="a.pdf"), MaterialLink(title="次第", url="b.pdf")],
        ),
    ],
)
def test_materials_are_titled_links(text: str, links: list[MaterialLink]) -> None:
    assert list(value(readers.Materials, text)) == links


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (readers.EventStatusField, "中止", "cancelled"),
        (readers.EventStatusField, "Canceled", "cancelled"),
        (readers.EventStatusField, "moved-online", "moved_online"),
        (readers.EventStatusField, "満員", "full"),
        (readers.PublicationStatusField, "下書き", "draft"),
        (readers.PublicationStatusField, "ＨＩＤＤＥＮ", "hidden"),
        (readers.Next, "なし", "none"),
        (readers.Next, "自動", "auto"),
        (readers.Order, "１", 1),
        (readers.Geo, "３８．２６、１４０．８７", (38.26, 140.87)),
        (readers.Geo, "[38.26, 140.87]", (38.26, 140.87)),
        (readers.Line, "[重要]", "[重要]"),
        (readers.Line, "情報\n  交換会", "情報交換会"),
        (readers.Line, "study\n  group", "study group"),
        (readers.Markdown, "\n- 一\n- 二", "- 一\n- 二"),
        (readers.DaysField, "8月15日、12/31", (date(2024, 8, 15), date(2024, 12, 31))),
        (readers.DaysField, "\n- 8/15\n-\n- 12/31", (date(2024, 8, 15), date(2024, 12, 31))),
    ],
)
def test_short_values(kind: object, text: str, expected: object) -> None:
    assert value(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "code", "suggestion"),
    [
        (
            readers.EventStatusField,
            "中正",
            "unknown-choice",
            "予定・中止・延期・日時変更・オンライン変更・満席",
        ),
        (readers.EventStatusField, "cancelld", "unknown-choice", "cancelled"),
        (readers.PublicationStatusField, "ひみつ", "unknown-choice", "公開・下書き・非公開"),
        (readers.Order, "最初", "not-a-number", None),
        (readers.Url, "example.org/x", "not-a-url", "https://example.org/x"),
        (readers.Uid, "会 1", "bad-uid", None),
        (readers.Geo, "140.87, 38.26", "swapped-geo", "38.26, 140.87"),
        (readers.Geo, "仙台駅", "bad-geo", None),
        (readers.Tags, "防災?", "bad-tag", None),
        (readers.Line, "\n- 一\n- 二", "not-text", None),
        (readers.Materials, "{title: 資料}", "no-address", None),
        (readers.OccurrenceRefField, "{date: 2024-01-18}", "no-event", None),
        (readers.When, "{end: 2024-01-18}", "no-start", None),
        (readers.Image, "a.jpg", "no-alt", None),
        (readers.Image, "{alt: 会場}", "no-file", None),
        (readers.Zone, "Asia/Tokio", "unknown-zone", "Asia/Tokyo"),
    ],
)
def test_what_cannot_be_right_is_refused(
    kind: object, text: str, code: str, suggestion: str | None
) -> None:
    found = fault(kind, text)
    assert (found.code, found.suggestion) == (code, suggestion)


def test_a_picture_may_bring_its_description() -> None:
    found = value(readers.Image, "{ファイル: a.jpg, 説明: 会場, 撮影: 広報係}")
    assert found == Picture(file="a.jpg", alt="会場", credit="広報係")


KINDS = st.sampled_from([getattr(readers, name) | None for name in readers.__all__])
MARKS = ["\n- ", "- \n", "\n  ", ": ", "| \n  ", "9" * 30, *"[]{}：、,/~翌円０と#'\"　"]
WORDS = (
    "氏名: url: 金額: 日付: event: file: 会場: start: until: 2024-01-18 19:00 さん （あおば） &a *a"
)
ADDRESSES = ["https://", "https://[", "https://example.org/", "@example.org", "022", "Zoom", "無料"]
FRAGMENTS = st.sampled_from([*MARKS, *WORDS.split(), *ADDRESSES])


@settings(deadline=None)
@given(KINDS, st.one_of(st.text(max_size=30), st.lists(FRAGMENTS, max_size=8).map("".join)))
def test_whatever_is_written_is_a_value_or_unreadable(kind: object, text: str) -> None:
    try:
        value(kind, text)
    except Unreadable as found:
        assert found.code
    except ValidationError as error:
        for each in error.errors():
            assert isinstance(each["ctx"]["error"], Unreadable), each
    except ValueError as error:
        assert "unpack" in str(error)  # the text made no single field of it
