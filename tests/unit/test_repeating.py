"""How announcements say that something repeats, and what is wrong with what repeats."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from kairanban.content.problems import Unreadable
from kairanban.content.recurrence.repeat import Repeat, read_repeat
from kairanban.settings import Settings
from loading import load

THURSDAY = date(2024, 1, 18)
RULES = {
    "毎日": "FREQ=DAILY",
    "毎週": "FREQ=WEEKLY",
    "毎週木曜": "FREQ=WEEKLY;BYDAY=TH",
    "毎週 木曜日": "FREQ=WEEKLY;BYDAY=TH",
    "毎週の木曜日": "FREQ=WEEKLY;BYDAY=TH",
    "毎週木曜開催": "FREQ=WEEKLY;BYDAY=TH",
    "毎週月・水・金曜": "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "毎週月水金": "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "毎週火曜と木曜": "FREQ=WEEKLY;BYDAY=TU,TH",
    "毎週火曜、木曜": "FREQ=WEEKLY;BYDAY=TU,TH",
    "毎週平日": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "毎週土日": "FREQ=WEEKLY;BYDAY=SA,SU",
    "毎週日曜": "FREQ=WEEKLY;BYDAY=SU",
    "隔週": "FREQ=WEEKLY;INTERVAL=2",
    "隔週火曜": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "隔週の火曜日": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "2週間ごとの火曜": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "３週間おきに火曜": "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU",
    "毎月": "FREQ=MONTHLY",
    "毎月第3木曜": "FREQ=MONTHLY;BYDAY=3TH",
    "毎月 第３木曜日": "FREQ=MONTHLY;BYDAY=3TH",
    "毎月第三木曜日": "FREQ=MONTHLY;BYDAY=3TH",
    "第3木曜": "FREQ=MONTHLY;BYDAY=3TH",
    "毎月第1・第3木曜": "FREQ=MONTHLY;BYDAY=1TH,3TH",
    "毎月第1・3木曜": "FREQ=MONTHLY;BYDAY=1TH,3TH",
    "毎月第1、3木曜": "FREQ=MONTHLY;BYDAY=1TH,3TH",
    "毎月第2第4土曜": "FREQ=MONTHLY;BYDAY=2SA,4SA",
    "毎月第一・第三日曜": "FREQ=MONTHLY;BYDAY=1SU,3SU",
    "毎月第2土日": "FREQ=MONTHLY;BYDAY=2SA,2SU",
    "毎月第5金曜": "FREQ=MONTHLY;BYDAY=5FR",
    "毎月最終金曜": "FREQ=MONTHLY;BYDAY=-1FR",
    "毎月の最終金曜日": "FREQ=MONTHLY;BYDAY=-1FR",
    "毎月最後の金曜": "FREQ=MONTHLY;BYDAY=-1FR",
    "毎月最終平日": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "毎月第1平日": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "毎月15日": "FREQ=MONTHLY;BYMONTHDAY=15",
    "毎月1日": "FREQ=MONTHLY;BYMONTHDAY=1",
    "毎月3日": "FREQ=MONTHLY;BYMONTHDAY=3",
    "毎月第1日曜": "FREQ=MONTHLY;BYDAY=1SU",
    "毎月1日・15日": "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "毎月1・15日": "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "毎月31日": "FREQ=MONTHLY;BYMONTHDAY=31",
    "毎月末日": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "毎月月末": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "隔月第2土曜": "FREQ=MONTHLY;INTERVAL=2;BYDAY=2SA",
    "2か月ごと第2土曜": "FREQ=MONTHLY;INTERVAL=2;BYDAY=2SA",
    "3ヶ月ごとに15日": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15",
    "毎年": "FREQ=YEARLY",
    "毎年1月18日": "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=18",
    "毎年1月1日": "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1",
    "毎年5月第2日曜": "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
    "毎年5月の第2日曜日": "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
    "毎年8月最終土曜": "FREQ=YEARLY;BYMONTH=8;BYDAY=-1SA",
    "毎年2月末日": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
    "毎週木曜 全6回": "FREQ=WEEKLY;BYDAY=TH;COUNT=6",
    "毎週木曜、6回": "FREQ=WEEKLY;BYDAY=TH;COUNT=6",
    "毎週木曜（全６回）": "FREQ=WEEKLY;BYDAY=TH;COUNT=6",
    "毎月15日 12回シリーズ": "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=12",
    "FREQ=WEEKLY;BYDAY=TH": "FREQ=WEEKLY;BYDAY=TH",
    "RRULE:FREQ=WEEKLY;COUNT=3": "FREQ=WEEKLY;COUNT=3",
    "freq=weekly; byday = th;": "FREQ=WEEKLY;BYDAY=TH",
    "ＢＹＤＡＹ＝ＴＨ；ＦＲＥＱ＝ＷＥＥＫＬＹ": "FREQ=WEEKLY;BYDAY=TH",
}


@pytest.mark.parametrize("text", RULES)
def test_a_phrase_is_a_rule(text: str) -> None:
    assert read_repeat(text, THURSDAY) == Repeat(text=text, rule=RULES[text])


ENDS: dict[str, date] = {
    "3月まで": date(2024, 3, 31),
    "3月末まで": date(2024, 3, 31),
    "2月まで": date(2024, 2, 29),
    "3月28日まで": date(2024, 3, 28),
    "（3月28日まで）": date(2024, 3, 28),
    "、2024年3月28日(木)まで": date(2024, 3, 28),
    " 2024年 3月28日 まで": date(2024, 3, 28),
    "3月20日(水・祝)まで": date(2024, 3, 20),
    "2024/3/28まで": date(2024, 3, 28),
    "2024-03-28まで": date(2024, 3, 28),
    "令和6年3月28日まで": date(2024, 3, 28),
    "2025年3月まで": date(2025, 3, 31),
    "2025年まで": date(2025, 12, 31),
    "年末まで": date(2024, 12, 31),
    "年度末まで": date(2024, 3, 31),
    "1月10日まで": date(2025, 1, 10),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_last_day_is_understood(end: str) -> None:
    found = read_repeat(f"毎週木曜{end}", THURSDAY)
    assert (found.rule, found.until) == ("FREQ=WEEKLY;BYDAY=TH", ENDS[end])
    assert not found.endless


@pytest.mark.parametrize(
    "end", ["、2027年まで", " 2027年まで", "（2027年12月まで）", " 12月31日まで"]
)
def test_a_month_of_the_rule_is_not_taken_for_its_end(end: str) -> None:
    for words, rule in (("7月最終金曜", "BYDAY=-1FR"), ("7月15日", "BYMONTHDAY=15")):
        found = read_repeat(f"毎年{words}{end}", date(2027, 7, 1))
        assert found.rule == f"FREQ=YEARLY;BYMONTH=7;{rule}"
        assert found.until == date(2027, 12, 31)


def test_the_end_of_a_fiscal_year_is_the_next_march() -> None:
    assert read_repeat("毎月15日、年度末まで", date(2024, 4, 15)).until == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("until", "meant"),
    [("20241231", date(2024, 12, 31)), ("20241231T190000", datetime(2024, 12, 31, 19))],
)
def test_the_end_of_a_written_rule_is_local_time(until: str, meant: date) -> None:
    found = read_repeat(f"FREQ=MONTHLY;BYDAY=3TH;UNTIL={until}", THURSDAY)
    assert found.rule == "FREQ=MONTHLY;BYDAY=3TH"
    assert found.until == meant
    assert type(found.until) is type(meant)


@pytest.mark.parametrize(
    "text",
    [
        *("毎朝", "木曜", "15日", "末日", "平日", "毎月32日", "毎月0日", "毎月1日・32日"),
        *("毎月第6木曜", "毎月第0木曜", "毎月第3", "毎週第3木曜", "毎年第3木曜", "毎年13月1日"),
        *("毎週木曜 0回", "毎週木曜 6月から", "ときどき", "", "FREQ"),
    ],
)
def test_what_is_no_repetition_is_told(text: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_repeat(text, THURSDAY)
    assert (raised.value.code, raised.value.params) == ("unreadable-repeat", {"text": text})


WRONG = {
    "FREQ=HOURLY": "FREQ=HOURLY",
    "FREQ=WEEKLY;BYHOUR=9": "BYHOUR=9",
    "FREQ=WEEKLY;X-A=1": "X-A=1",
    "FREQ=WEEKLY;BYDAY=XX": "BYDAY=XX",
    "FREQ=WEEKLY;INTERVAL=0": "INTERVAL=0",
    "FREQ=WEEKLY;COUNT=0": "COUNT=0",
    "FREQ=MONTHLY;BYMONTHDAY=0": "BYMONTHDAY=0",
    "FREQ=MONTHLY;BYMONTHDAY=32": "BYMONTHDAY=32",
    "FREQ=YEARLY;BYMONTH=13": "BYMONTH=13",
    "FREQ=WEEKLY;UNTIL=20241331": "UNTIL=20241331",
    "FREQ=WEEKLY;UNTIL=20240331T100000Z": "UNTIL=20240331T100000Z",
    "INTERVAL=2": "FREQ",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_part_that_cannot_stand_in_a_rule_is_told(text: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_repeat(text, THURSDAY)
    assert (raised.value.code, raised.value.params) == ("wrong-rule", {"part": WRONG[text]})


CONTRADICTORY = {
    "FREQ=WEEKLY;COUNT=3;UNTIL=20240301": ("COUNT=3", "UNTIL=20240301"),
    "FREQ=WEEKLY;BYMONTHDAY=3": ("FREQ=WEEKLY", "BYMONTHDAY=3"),
    "FREQ=MONTHLY;BYWEEKNO=3": ("FREQ=MONTHLY", "BYWEEKNO=3"),
    "FREQ=DAILY;BYYEARDAY=3": ("FREQ=DAILY", "BYYEARDAY=3"),
    "FREQ=WEEKLY;BYDAY=3TH": ("FREQ=WEEKLY", "BYDAY=3TH"),
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO": ("BYWEEKNO=20", "BYDAY=1MO"),
    "FREQ=MONTHLY;BYSETPOS=1": ("FREQ=MONTHLY", "BYSETPOS=1"),
    "FREQ=WEEKLY;FREQ=DAILY": ("FREQ=WEEKLY", "FREQ=DAILY"),
}


@pytest.mark.parametrize("text", CONTRADICTORY)
def test_parts_that_make_no_sense_together_are_told(text: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_repeat(text, THURSDAY)
    first, second = CONTRADICTORY[text]
    result = raised.value
    assert (result.code, result.params) == (
        "contradictory-rule",
        {"first": first, "second": second},
    )


Told = Callable[..., list[str]]
FACTS = "会場: 市民センター\n内容: 本を持ち寄ります。\n参加費: 無料\n"
MEETING = f"題: 読書会\n{FACTS}日時: 2024-01-18 19:00-20:30\n"
SPECIAL = f"題: 特別会\n{FACTS}日時: 2024-01-26 19:00-20:30\n"
SERIES = "名称: 読書会\n会場: 市民センター\n定例: 毎月第3木曜 19:00-20:30\n"
EVERY = "繰り返し: 毎週木曜\n休み: 2024-02-08\n"


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The findings in a folder with these headers, by path."""

    def findings(files: dict[str, str]) -> list[str]:
        given = {"venues/center.md": "名称: 市民センター\n住所: 仙台市青葉区\n"} | files
        for path, text in given.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(f"---\n{text}---\n", "utf-8")
        loaded = load(tmp_path, Settings())
        return [found.text("content").partition("content/")[2] for found in loaded.findings]

    return findings


FAULTS = {
    "毎朝": "「毎朝」という繰り返しは読み取れません（例: 毎月第3木曜、隔週火曜 全6回）",
    "FREQ=HOURLY": "繰り返しの規則の「FREQ=HOURLY」は使えません",
    "FREQ=WEEKLY;COUNT=3;UNTIL=20240301": (
        "繰り返しの規則の「COUNT=3」と「UNTIL=20240301」は一緒に使えません"
    ),
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30": (
        "「FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30」にあたる日がありません"
    ),
    "FREQ=MONTHLY;BYDAY=6MO": "「FREQ=MONTHLY;BYDAY=6MO」にあたる日がありません",
    "毎週木曜 2024年1月10日まで": "「毎週木曜 2024年1月10日まで」にあたる日がありません",
    "FREQ=WEEKLY;UNTIL=20240118T180000": (
        "「FREQ=WEEKLY;UNTIL=20240118T180000」にあたる日がありません"
    ),
    "毎日 10001回": "「毎日 10001回」は10000回を超えます",
    "FREQ=DAILY;UNTIL=20990101": "「FREQ=DAILY;UNTIL=20990101」は10000回を超えます",
    "毎週金曜": (
        "最初の日2024年1月18日(木)は、この繰り返しにあたりません"
        "（この日からだと最初は2024年1月19日(金)です）"
    ),
    "毎週木曜 2024年3月28日(金)まで": (
        "2024年3月28日は木曜日です(「金」と書かれています) → 2024年3月28日(木)"
    ),
}


@pytest.mark.parametrize("repeat", FAULTS)
def test_a_repetition_that_cannot_be_is_told(told: Told, repeat: str) -> None:
    found = told({"events/dokusho.md": f"{MEETING}繰り返し: {repeat}\n"})
    assert found == [f"events/dokusho.md:7: 繰り返し: {FAULTS[repeat]}"]


@pytest.mark.parametrize("repeat", ["毎日 10000回", "毎年", "FREQ=YEARLY;INTERVAL=8", ""])
def test_a_repetition_that_can_be_is_not(told: Told, repeat: str) -> None:
    assert told({"events/dokusho.md": f"{MEETING}繰り返し: {repeat}\n"}) == []


def test_an_offset_tells_no_rule_of_a_zone(told: Told) -> None:
    times = "start: 2024-01-18T19:00+09:00\nend: 2024-01-18T20:30+09:00\n"
    found = told({"events/dokusho.md": f"題: 読書会\n{FACTS}{times}繰り返し: 毎週木曜\n"})
    assert found == [
        (
            "events/dokusho.md:8: 繰り返し: 時差のついた日時は繰り返せません。"
            "時差を消して「タイムゾーン」に書いてください"
        )
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "繰り返し: 毎週木曜\n休み: 2024-01-19\n",
            "8: 休み: 2024年1月19日(金)は繰り返しにあたらないので、除けません → 2024年1月18日(木)",
        ),
        (
            "繰り返し: 毎週木曜 2回\n休み: 2024-01-18、2024-01-25\n",
            "8: 休み: 繰り返しの日がすべて除かれています",
        ),
        ("休み: 2024-01-25\n", "7: 休み: 繰り返しではないので、除外する日はありません"),
    ],
)
def test_days_that_cannot_be_left_out_are_told(told: Told, header: str, expected: str) -> None:
    assert told({"events/dokusho.md": MEETING + header}) == [f"events/dokusho.md:{expected}"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "振替元: dokusho\n",
            ["7: 振替元: どの日の回を置き換えるのか、日付を書いてください"],
        ),
        (
            "振替元: dokusho 2024-01-26\n",
            ["7: 振替元: 「dokusho」は2024年1月26日(金)には開かれません → dokusho 2024-01-25"],
        ),
        (  # left out already; a day that is left out is not proposed
            "振替元: dokusho 2024-02-08\n",
            ["7: 振替元: 「dokusho」は2024年2月8日(木)には開かれません → dokusho 2024-02-01"],
        ),
        (
            "振替元: dokusyo 2024-01-25\n",
            ["7: 振替元: 催し「dokusyo」がありません → dokusho"],
        ),
        (
            "振替元: once 2024-01-18\n",
            ["7: 振替元: 「once」は繰り返しの催しではありません"],
        ),
        (
            "振替元: dokusho 2024-01-25\nuid: a@b\n",
            ["8: uid: 「振替元」のある催しに識別子は書けません（置き換える催しのものを使います）"],
        ),
        (
            "振替元: dokusho 2024-01-25\n繰り返し: 毎週\n",
            ["8: 繰り返し: 「振替元」のある催しは繰り返せません"],
        ),
        ("振替元: dokusho 2024-01-25\n", []),
        ("振替元: {event: dokusho, date: 2024-01-25}\n", []),
    ],
)
def test_what_replaces_a_day_must_name_a_day_of_the_rule(
    told: Told, header: str, expected: list[str]
) -> None:
    files = {"events/dokusho.md": MEETING + EVERY, "events/once.md": MEETING}
    found = told(files | {"events/special.md": SPECIAL + header})
    assert found == [f"events/special.md:{line}" for line in expected]


def test_a_day_is_replaced_once(told: Told) -> None:
    special = f"{SPECIAL}振替元: dokusho 2024-01-25\n"
    files = {"events/dokusho.md": MEETING + EVERY, "events/a.md": special, "events/b.md": special}
    assert told(files) == [
        "events/b.md:7: 振替元: 2024年1月25日(木)の「dokusho」はevents/a.mdも置き換えています"
    ]


def test_a_draft_has_no_days_to_replace(told: Told) -> None:
    draft = f"{MEETING}{EVERY}公開状態: 下書き\n"
    special = f"{SPECIAL}振替元: dokusho 2024-01-25\n"
    assert told({"events/dokusho.md": draft, "events/special.md": special}) == [
        "events/special.md:7: 振替元: 「dokusho」は公開されていません（下書きか非公開です）"
    ]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (
            "dokusho",
            [
                (
                    "イベント: 「dokusho」は繰り返しの催しです。"
                    "どの日の回かを、名前のあとに書いてください"
                )
            ],
        ),
        (
            "dokusho 2024-01-24",
            ["イベント: 「dokusho」は2024年1月24日(水)には開かれません → dokusho 2024-01-25"],
        ),
        ("dokusho 2024-01-25", []),
    ],
)
def test_a_report_names_the_day_of_what_repeats(
    told: Told, target: str, expected: list[str]
) -> None:
    report = f"題: 報告\n公開日: 2024-01-30\nイベント: {target}\n"
    found = told({"events/dokusho.md": MEETING + EVERY, "reports/a.md": report})
    assert found == [f"reports/a.md:4: {line}" for line in expected]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "",
            [
                (
                    "4: 定例: 「開始」に最初の日を書くと、定例の日が予定とカレンダーに載ります"
                    " → 開始: 2024年1月18日(木)"
                )
            ],
        ),
        ("開始: 2024-01-18\n", []),
        (
            "開始: 2024-01-19\n",
            [
                (
                    "4: 定例: 最初の日2024年1月19日(金)は、この繰り返しにあたりません"
                    "（この日からだと最初は2024年2月15日(木)です）"
                )
            ],
        ),
        (
            "開始: 2024-01-18\n休み: 2024-02-16\n",
            [
                (
                    "6: 休み: 2024年2月16日(金)は繰り返しにあたらないので、除けません"
                    " → 2024年2月15日(木)"
                )
            ],
        ),
    ],
)
def test_regular_days_of_a_series_are_checked(told: Told, header: str, expected: list[str]) -> None:
    found = told({"series/dokusho.md": SERIES + header})
    assert found == [f"series/dokusho.md:{line}" for line in expected]
