"""A content folder read whole: what is published, what is inherited, what is joined."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from kairanban.content.dates.zones import zone_info
from kairanban.content.publication import LoadedContent
from kairanban.content.values import OccurrenceRef, Online, Party, Place, Price
from kairanban.settings import Settings
from loading import load
from PIL import Image

Site = Callable[..., LoadedContent]
JANUARY = "2024-01-18-kai"
EVENT = """題: 一月の情報交換会
日時: 2024年1月18日(木)19:00~20:30
会場: 市民センター
内容: 近況を持ち寄ります。
参加費: 無料
"""
REPORT = """題: 一月の報告
公開日: 2024年1月25日(木)
イベント: 2024-01-18-kai
"""
CENTER = {"venues/center.md": "名称: 市民センター\n住所: 仙台市青葉区\n"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Loads a content folder with these headers: by path, or events by slug."""

    def made(
        files: dict[str, str] | None = None, *, settings: Settings | None = None, **events: str
    ) -> LoadedContent:
        given = CENTER | (files or {})
        given |= {f"events/{slug.replace('_', '-')}.md": text for slug, text in events.items()}
        for path, text in given.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if path.endswith(".jpg"):
                Image.new("RGB", (4, 3)).save(file)
                continue
            closed = text if "\n---" in text else f"---\n{text}---\n"
            file.write_text(closed, encoding="utf-8")
        return load(tmp_path, settings or Settings())

    return made


def told(loaded: LoadedContent) -> list[str]:
    return [("" if f.level == "problem" else "注意: ") + f.text("content") for f in loaded.findings]


def test_an_announcement_is_a_record(site: Site) -> None:
    loaded = site({f"events/{JANUARY}.md": f"---\n{EVENT}---\n\nどなたでも。\n"})
    assert told(loaded) == []
    event = loaded.collection.events[JANUARY]
    assert (event.slug, event.path, event.title) == (
        JANUARY,
        f"events/{JANUARY}.md",
        "一月の情報交換会",
    )
    assert event.when.start == datetime(2024, 1, 18, 19, tzinfo=zone_info("Asia/Tokyo"))
    assert event.place == Place(name="市民センター", slug="center")
    assert (event.summary, event.fee) == ("近況を持ち寄ります。", (Price(text="無料", amount=0),))
    assert (event.body, event.body_line) == ("\nどなたでも。\n", 8)
    assert (event.status, event.event_status, event.timezone) == (
        "published",
        "scheduled",
        "Asia/Tokyo",
    )


@pytest.mark.parametrize("status", ["draft", "下書き", "hidden", "非公開", "ＤＲＡＦＴ"])
def test_what_is_held_back_is_checked_but_not_published(site: Site, status: str) -> None:
    loaded = site(
        {
            f"events/{JANUARY}.md": f"{EVENT}公開状態: {status}\n",
            "reports/x.md": f"{REPORT.replace('イベント: 2024-01-18-kai', '日時: 2024-01-18')}"
            f"オンライン: Zoom\n公開状態: {status}\n",
            "pages/about.md": f"題: 私たち\n公開状態: {status}\n",
        }
    )
    assert told(loaded) == []
    shown = loaded.collection
    assert (shown.events, shown.reports, shown.pages) == ({}, {}, {})
    assert list(shown.venues) == ["center"]


@pytest.mark.parametrize("status", ["下書き", "Draft", "ＤＲＡＦＴ", '"draft"'])
def test_a_draft_may_still_be_wrong(site: Site, status: str) -> None:
    event = f"題: 二月の会\n状態: 中正\n公開状態: {status}\n"
    loaded = site({"events/2024-02-15-kai.md": event})
    assert loaded.problems == ()
    assert {finding.code for finding in loaded.findings} == {"missing-field", "unknown-choice"}


def test_what_is_published_may_not_name_a_draft(site: Site) -> None:
    loaded = site({f"events/{JANUARY}.md": f"{EVENT}公開状態: 下書き\n", "reports/x.md": REPORT})
    (finding,) = told(loaded)
    assert finding.startswith(
        "content/reports/x.md:4: イベント: 「2024-01-18-kai」は公開されていません"
    )


SERIES = {
    "series/kokan.md": "名称: 情報交換会\n内容: 近況を持ち寄ります。\n参加費: 無料\n"
    "会場: 市民センター 6階とZoomにて開催\n共催: あおば\n概要: 月に一度の集まりです。\n",
    "organizations/aoba.md": "名称: NPO法人あおば\n",
}
SHORT = "題: 一月の情報交換会\n日時: 1月18日(木)19:00~20:30\nシリーズ: 情報交換会\n"


def test_an_event_inherits_what_its_series_says(site: Site) -> None:
    loaded = site(SERIES | {f"events/{JANUARY}.md": SHORT})
    assert told(loaded) == []
    event = loaded.collection.events[JANUARY]
    assert event.series == "kokan"
    assert event.summary == "近況を持ち寄ります。"
    assert event.place == Place(name="市民センター", slug="center", room="6階")
    assert event.online == Online(service="Zoom")
    assert event.cohost == (Party(name="NPO法人あおば", slug="aoba"),)


def test_an_event_s_own_words_win_over_its_series(site: Site) -> None:
    own = f"{SHORT}会場: 市民センター\n参加費: 500円\nオンライン: なし\n"
    event = site(SERIES | {f"events/{JANUARY}.md": own}).collection.events[JANUARY]
    assert event.place == Place(name="市民センター", slug="center")
    assert event.fee == (Price(text="500円", amount=500),)
    assert event.online is None


def test_the_room_of_a_series_belongs_to_its_own_venue(site: Site) -> None:
    series = "名称: 情報交換会\n会場: 市民センター\n部屋: 6階\n内容: x\n参加費: 無料\n"
    files = {"series/kokan.md": series, f"events/{JANUARY}.md": SHORT}
    assert site(files).collection.events[JANUARY].place == Place(
        name="市民センター", slug="center", room="6階"
    )
    files[f"events/{JANUARY}.md"] = f"{SHORT}会場: {{name: 公園, address: 仙台市}}\n"
    assert site(files).collection.events[JANUARY].place == Place(name="公園", address="仙台市")


def test_a_fault_in_a_series_is_told_of_the_series_file_once(site: Site) -> None:
    files = dict(SERIES)
    files["series/kokan.md"] += "締切: そのうち\n"
    files |= {"events/2024-01-18-a.md": SHORT, "events/2024-01-18-b.md": SHORT}
    assert told(site(files)) == [
        "content/series/kokan.md:8: 締切: 「そのうち」を日時として読み取れません"
    ]


HUB = Settings(host="せんだいハブ")


def test_the_site_s_host_stands_in_where_nobody_is_named(site: Site) -> None:
    loaded = site(
        {
            "organizations/hub.md": "名称: 一般社団法人せんだいハブ\n",
            "events/2024-01-18-a.md": EVENT,
            "events/2024-01-18-b.md": f"{EVENT}共催: 一般社団法人せんだいハブ\n",
            "events/2024-01-18-c.md": f"{EVENT}主催: せんだい ハブ\n",
        },
        settings=HUB,
    )
    assert told(loaded) == []
    hub = Party(name="一般社団法人せんだいハブ", slug="hub")
    hosts = {slug[-1]: (e.host, e.cohost) for slug, e in loaded.collection.events.items()}
    assert hosts == {"a": ((hub,), ()), "b": ((), (hub,)), "c": ((hub,), ())}


def test_a_host_without_a_file_of_its_own_is_a_name(site: Site) -> None:
    loaded = site({f"events/{JANUARY}.md": EVENT}, settings=HUB)
    assert loaded.collection.events[JANUARY].host == (Party(name="せんだいハブ", slug=None),)


def test_no_host_is_made_up(site: Site) -> None:
    assert site({f"events/{JANUARY}.md": EVENT}).collection.events[JANUARY].host == ()


def test_a_report_names_its_event_and_the_next(site: Site) -> None:
    loaded = site(
        {
            f"events/{JANUARY}.md": EVENT,
            "events/2024-02-15-kai.md": EVENT.replace("2024年1月18日(木)", "2024年2月15日(木)"),
            "reports/2024-01-18-kai/index.md": f"{REPORT}次回: 2024-02-15-kai\n",
        }
    )
    assert told(loaded) == []
    report = loaded.collection.reports["2024-01-18-kai"]
    assert (report.event, report.next) == (OccurrenceRef(event=JANUARY), "2024-02-15-kai")
    assert report.date == date(2024, 1, 25)


def test_a_report_may_name_its_events_file(site: Site) -> None:
    report = REPORT.replace("2024-01-18-kai", "{filename}/events/2024-01-18-kai.md")
    loaded = site({f"events/{JANUARY}.md": EVENT, "reports/y.md": report})
    assert told(loaded) == []
    assert loaded.collection.reports["y"].event == OccurrenceRef(event=JANUARY)
    assert loaded.collection.reports["y"].next == "auto"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "イベント: 2024-01-18-kia",
            "イベント: 催し「2024-01-18-kia」がありません → 2024-01-18-kai",
        ),
        ("event: none-such", "event: 催し「none-such」がありません"),
        ("シリーズ: 情報交換", "シリーズ: 「シリーズ」という項目はありません"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(site: Site, words: str, message: str) -> None:
    report = "題: x\n公開日: 2024-01-25\n日時: 2024-01-18\n会場: 市民センター\n"
    loaded = site({f"events/{JANUARY}.md": EVENT, "reports/x.md": f"{report}{words}\n"})
    assert told(loaded) == [f"content/reports/x.md:6: {message}"]


def test_a_report_names_the_event_that_comes_next_or_is_told(site: Site) -> None:
    loaded = site(
        {f"events/{JANUARY}.md": EVENT, "reports/x.md": f"{REPORT}次回: 2024-02-15-kai\n"}
    )
    assert told(loaded) == [
        "content/reports/x.md:5: 次回: 催し「2024-02-15-kai」がありません → 2024-01-18-kai"
    ]


def test_a_report_may_stand_without_an_event_s_file(site: Site) -> None:
    words = "題: x\n公開日: 2024-01-25\n日時: 2024-01-18 19:00\n会場: 市民センターとZoom\n"
    loaded = site({"reports/x.md": words})
    assert told(loaded) == []
    report = loaded.collection.reports["x"]
    assert report.event is None
    assert report.when is not None
    assert report.place == Place(name="市民センター", slug="center")
    assert report.online == Online(service="Zoom")


@pytest.mark.parametrize(
    ("lines", "early"),
    [
        ("公開日: 2024年1月17日\nイベント: 2024-01-18-kai\n", True),
        ("公開日: 2024年1月18日\nイベント: 2024-01-18-kai\n", False),
        ("公開日: 2024年1月20日\n日時: 2024年1月21日\nオンライン: Zoom\n", True),
        ("公開日: 2024年1月26日\nイベント: mai-shu 2024-01-27\n", True),
        ("公開日: 2024年1月26日\nイベント: mai-shu 2024-01-20\n", False),
    ],
)
def test_a_report_that_appeared_before_its_meeting_is_doubted(
    site: Site, lines: str, early: bool
) -> None:
    weekly = EVENT.replace("18日(木)", "6日(土)") + "繰り返し: 毎週土曜\n"
    report = {"reports/kai.md": f"題: 報告\n{lines}"}
    loaded = site(report | {f"events/{JANUARY}.md": EVENT, "events/mai-shu.md": weekly})
    assert [found.code for found in loaded.findings] == ["published-before"] * early
    assert all((f.level, f.line, f.key) == ("warning", 3, "公開日") for f in loaded.findings)


@pytest.mark.parametrize(
    ("meeting", "twice"),
    [
        ("イベント: 2024-01-18-kai\n", True),
        ("イベント: 2024-01-18-kai\n公開状態: 下書き\n", False),
        ("イベント: mai-shu 2024-01-20\n", True),
        ("イベント: mai-shu 2024-01-27\n", False),
        ("日時: 2024年1月18日\nオンライン: Zoom\n", False),
    ],
)
def test_two_reports_of_one_meeting_are_doubted(site: Site, meeting: str, twice: bool) -> None:
    weekly = EVENT.replace("18日(木)", "6日(土)") + "繰り返し: 毎週土曜\n"
    header = "題: 報告\n公開日: 2024年2月1日\n"
    reports = {
        "reports/a.md": f"{header}イベント: 2024-01-18-kai\n",
        "reports/b.md": f"{header}イベント: mai-shu 2024-01-20\n",
        "reports/c.md": header + meeting,
    }
    loaded = site(reports | {f"events/{JANUARY}.md": EVENT, "events/mai-shu.md": weekly})
    found = [(f.code, f.level, f.path, f.line, f.key) for f in loaded.findings]
    assert found == [("reported-twice", "warning", "reports/c.md", 4, "イベント")] * twice


def test_an_unknown_organization_is_a_warning_with_the_nearest(site: Site) -> None:
    loaded = site(
        {
            "organizations/aoba.md": "名称: NPO法人あおばの会\n",
            f"events/{JANUARY}.md": f"{EVENT}共催: あおば会、まったく別の名前\n",
        }
    )
    assert loaded.problems == ()
    place = f"注意: content/events/{JANUARY}.md:7: 共催: "
    plain = "は登録されていません。名前だけを載せます"
    assert told(loaded) == [
        f"{place}団体「あおば会」{plain} → NPO法人あおばの会",
        f"{place}団体「まったく別の名前」{plain}",
    ]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("日時: 2024-01-18 19:00-20:30", "19:00", "20:30"),
        ("日付: 2024-01-18\n時間: 19:00〜20:30", "19:00", "20:30"),
        ("開催日: 1月18日(木)\n時刻: 19時から20時半まで", "19:00", "20:30"),
        ("start: 2024-01-18 19:00\nend: 2024-01-18 20:30", "19:00", "20:30"),
        ("開始: 1月18日 19:00\n終了: 20:30", "19:00", "20:30"),
        ("日時: 1月18日 19:00\n終了: 20:30", "19:00", "20:30"),
        ("開始: 1月18日\n時間: 19:00-20:30", "19:00", "20:30"),
        ("日時:\n  start: 2024-01-18 19:00\n  end: 2024-01-18 20:30", "19:00", "20:30"),
        ("when: {開始: 2024-01-18 19:00, 終了: 20:30}", "19:00", "20:30"),
        ("日時: >\n  2024年1月18日(木)\n  19:00~20:30", "19:00", "20:30"),
    ],
)
def test_the_time_may_be_written_in_several_fields(
    site: Site, words: str, start: str, end: str
) -> None:
    event = "題: x\n会場: 市民センター\n内容: x\n参加費: 無料\n"
    loaded = site({f"events/{JANUARY}.md": f"{event}{words}\n"})
    assert told(loaded) == []
    when = loaded.collection.events[JANUARY].when
    assert isinstance(when.start, datetime)
    assert isinstance(when.end, datetime)
    assert (f"{when.start:%Y-%m-%d %H:%M}", f"{when.end:%H:%M}") == (f"2024-01-18 {start}", end)


def test_another_zone_holds_for_all_times_of_an_event(site: Site) -> None:
    loaded = site({f"events/{JANUARY}.md": f"{EVENT}締切: 1月17日 12:00\ntimezone: Asia/Kolkata\n"})
    event = loaded.collection.events[JANUARY]
    kolkata = zone_info("Asia/Kolkata")
    assert event.when.start == datetime(2024, 1, 18, 19, tzinfo=kolkata)
    assert event.deadline == datetime(2024, 1, 17, 12, tzinfo=kolkata)


def test_a_deadline_without_a_year_comes_before_the_event(site: Site) -> None:
    event = site({f"events/{JANUARY}.md": f"{EVENT}締切: 12月28日\n"}).collection.events[JANUARY]
    assert event.deadline == date(2023, 12, 28)


def test_records_come_in_the_order_of_their_slugs(site: Site) -> None:
    files = {f"pages/{slug}.md": "題: x\n" for slug in ("c", "a", "b")}
    assert list(site(files).collection.pages) == ["a", "b", "c"]


def test_findings_come_in_the_order_of_files_and_lines(site: Site) -> None:
    loaded = site(
        {
            "pages/b.md": "題: x\nq: 1\nr: 2\n",
            "pages/a.md": "題: x\nq: 1\n",
            f"events/{JANUARY}.md": f"{EVENT}q: 1\n",
        }
    )
    assert [(f.path, f.line) for f in loaded.findings] == [
        (f"events/{JANUARY}.md", 7),
        ("pages/a.md", 3),
        ("pages/b.md", 3),
        ("pages/b.md", 4),
    ]


def test_loading_twice_gives_the_same(site: Site, tmp_path: Path) -> None:
    first = site(SERIES | {f"events/{JANUARY}.md": SHORT})
    assert load(tmp_path, Settings()) == first


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (finding,) = load(tmp_path / "none", Settings()).problems
    assert finding.code == "no-content"


def test_a_link_out_of_the_folder_is_not_followed(site: Site, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text(f"---\n{EVENT}---\n", encoding="utf-8")
    (tmp_path / "events").mkdir()
    (tmp_path / "events/2024-01-18-kai.md").symlink_to(outside)
    loaded = site()
    assert loaded.collection.events == {}
    assert told(loaded) == [
        "content/events/2024-01-18-kai.md: 「events/2024-01-18-kai.md」は記事のフォルダーの外です"
    ]


def test_a_file_is_found_however_its_name_is_composed(site: Site) -> None:
    composed, apart = "reports/2024-01-18-kai/がくぶち.jpg", "reports/2024-01-18-kai/ばら.jpg"
    apart = unicodedata.normalize("NFD", apart)
    header = f"{REPORT}画像: ばら.jpg\n画像の説明: ばら\n"
    body = unicodedata.normalize("NFD", "![額](がくぶち.jpg)")
    loaded = site(
        {
            f"events/{JANUARY}.md": EVENT,
            "reports/2024-01-18-kai/index.md": f"---\n{header}---\n\n{body}\n",
            composed: "",
            apart: "",
        }
    )
    assert told(loaded) == []


def test_people_are_reached_only_where_they_said_so(site: Site) -> None:
    loaded = site(
        {
            "organizations/kawa.md": "名称: 川の会\n連絡先: taro@example.com\n",
            f"events/{JANUARY}.md": f"---\n{EVENT}申込み:\n  アドレス: https://example.org/\n"
            "  補足: 電話は080-1234-5678\n---\n電話は080 1234 5678、または090-1234-5678。\n",
            "pages/a.md": "---\n題: 頁\n---\n\ntaro@example.comかhanako@example.comへ。\n",
        },
    )
    say = "公開してよければ「問合せ」か団体の「連絡先」に書いてください"
    assert told(loaded) == [
        f"content/events/{JANUARY}.md:11: 「090-1234-5678」は携帯電話の番号のようです。{say}",
        f"content/pages/a.md:5: 「hanako@example.com」は個人のメールアドレスのようです。{say}",
    ]


def test_a_name_in_other_capitals_is_offered(site: Site) -> None:
    body = f"---\n{REPORT}---\n\n![壁](img_1.jpg)\n"
    loaded = site(
        {
            f"events/{JANUARY}.md": EVENT,
            "reports/2024-01-18-kai/index.md": body,
            "reports/2024-01-18-kai/IMG_1.JPG": "",
            "reports/2024-01-18-kai/IMG_2.JPG": "",
        }
    )
    [problem] = loaded.problems
    assert problem.text("content").endswith("リンク先「img_1.jpg」がありません → IMG_1.JPG")


def test_what_is_embedded_is_told_to_be_left_out(site: Site) -> None:
    body = (
        "`<iframe src=x>`と\n\n<iframe width='9' src='https://example.org/'></iframe>\n\n<b>太</b>"
    )
    loaded = site({"pages/a.md": f"---\n題: 頁\n---\n{body}\n"})
    [warning] = told(loaded)
    assert warning.startswith(
        "注意: content/pages/a.md:6: 「<iframe>」の部分は取り除いて公開します"
    )


def test_a_title_that_nobody_can_see_is_none(site: Site) -> None:
    loaded = site({"pages/a.md": "題: \u200b\u2060\n概要: \ufeff\n"})
    assert [(p.key, p.code) for p in loaded.findings] == [("題", "missing-field")]
