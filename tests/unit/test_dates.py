"""Dates and times as people write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kairanban.content.dates import japanese_text, notation
from kairanban.content.dates.span import Span
from kairanban.content.dates.zones import zone_info
from kairanban.content.messages.catalogue import sentence
from kairanban.content.problems import Unreadable

TOKYO = "Asia/Tokyo"
NEW_YORK = "America/New_York"
JAPAN = timezone(timedelta(hours=9))


def read(text: str, year: int | None = None, zone: str = TOKYO) -> Span:
    return notation.read_span(text, zone=zone, year=year)


def at(day: int, clock: str, month: int = 1, year: int = 2024) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=zone_info(TOKYO))


def span(start: date, end: date | None = None) -> Span:
    return Span(start=start, end=end, zone=TOKYO)


def told(call: Callable[[], object], language: str = "ja") -> str:
    with pytest.raises(Unreadable) as caught:
        call()
    fault = caught.value
    message = sentence(fault.code, fault.params, "en" if language == "en" else "ja")
    return message + (f" → {fault.suggestion}" if fault.suggestion else "")


TOO_LONG = "始まりから終わりまで12時間を超えます。日をまたぐときは両方に日付を書いてください"
JANUARY_EVENING = span(at(18, "19:00"), at(18, "20:30"))


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-18 19:00-20:30",
        "2024/1/18 19:00〜20:30",
        "2024年1月18日(木)19:00~20:30",
        "2024年1月18日（木曜日）19時～20時30分",
        "令和6年1月18日（木）午後7時から8時30分まで",
        "令和6年1月18日（木）午後7時〜午後8時半",
        "令和6年（2024年）1月18日 19:00-20:30",
        "2024年（令和6年）1月18日 19:00-20:30",
        "R6.1.18 19:00-20:30",
        "2024.1.18(木) 19:00-20:30",
        "２０２４年１月１８日（木）１９：００～２０：３０",
        "2024年 1月 18日 (木) 19:00 ~ 20:30",
        "2024年1月18日　木曜日　19:00　ー　20:30",
        "2024年1月18日【木】19:00-20:30",
        "2024年1月18日[木]19:00-20:30",
        "2024年1月18日(Thu) 7pm-8:30pm",
        "2024年1月18日(木)PM7:00〜8:30",
        "2024年1月18日(木)19:00開始〜20:30終了",
        "2024年1月18日(木)19:00:00-20:30:00",
        "2024-01-18T19:00/20:30",
        "2024-01-18T19:00/2024-01-18T20:30",
        "2024年1月18日(木)19:00 → 2024年1月18日(木)20:30",
        "2024年1月18日(木)、19:00〜20:30",
    ],
)
def test_many_ways_of_writing_mean_the_same_evening(text: str) -> None:
    assert read(text) == JANUARY_EVENING


@pytest.mark.parametrize("text", ["1月18日(木)19:00~20:30", "1/18 19:00~20:30"])
def test_the_year_may_be_left_out_when_the_file_is_named_after_it(text: str) -> None:
    assert read(text, 2024) == JANUARY_EVENING


@pytest.mark.parametrize("sign", [*"-‐‑‒–—―−ーｰ－─~〜～∼˜⁓→⇒➡", "--", "から", "より"])
@pytest.mark.parametrize("space", ["", " ", "　"])
def test_every_dash_and_tilde_people_type_separates(sign: str, space: str) -> None:
    assert read(f"2024-01-18 19:00{space}{sign}{space}20:30") == JANUARY_EVENING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年1月18日(木)", span(date(2024, 1, 18))),
        ("2024年1月18日(木)終日", span(date(2024, 1, 18))),
        ("2024年3月1日(金)~3日(日)", span(date(2024, 3, 1), date(2024, 3, 3))),
        ("2024年3月1日～3月3日", span(date(2024, 3, 1), date(2024, 3, 3))),
        ("2024-03-01/2024-03-03", span(date(2024, 3, 1), date(2024, 3, 3))),
        ("2024年3月1日から3日まで", span(date(2024, 3, 1), date(2024, 3, 3))),
        ("2024年3月1日〜翌日", span(date(2024, 3, 1), date(2024, 3, 2))),
        ("2024年12月30日~1月3日", span(date(2024, 12, 30), date(2025, 1, 3))),
        ("2024年3月1日~3月1日", span(date(2024, 3, 1), date(2024, 3, 1))),
        ("平成元年1月8日", span(date(1989, 1, 8))),
        ("令和元年5月1日", span(date(2019, 5, 1))),
        ("昭和64年1月7日", span(date(1989, 1, 7))),
    ],
)
def test_days_without_times_are_all_day_and_inclusive(text: str, expected: Span) -> None:
    assert read(text) == expected
    assert expected.all_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-18 19:00", span(at(18, "19:00"))),
        ("2024-01-18 19:00~", span(at(18, "19:00"))),
        ("2024-01-18 19:00から", span(at(18, "19:00"))),
        ("2024-01-18 正午~午後1時", span(at(18, "12:00"), at(18, "13:00"))),
        ("2024-01-18 午前10時~正午", span(at(18, "10:00"), at(18, "12:00"))),
        ("2024-01-18 午前10時半~11時", span(at(18, "10:30"), at(18, "11:00"))),
        ("2024-01-18 午前12時~1時", span(at(18, "0:00"), at(18, "1:00"))),
        ("2024-01-18 午後0時30分~2時", span(at(18, "12:30"), at(18, "14:00"))),
        ("2024-01-18 午前10時~15時", span(at(18, "10:00"), at(18, "15:00"))),
        ("2024-01-18 22:00~25:00", span(at(18, "22:00"), at(19, "1:00"))),
        ("2024-01-18 22:00~24:00", span(at(18, "22:00"), at(19, "0:00"))),
        ("2024-01-18 22:00~30:00", span(at(18, "22:00"), at(19, "6:00"))),
        ("2024-01-18 25:00~27:30", span(at(19, "1:00"), at(19, "3:30"))),
        ("2024-01-18 22:00~1:00", span(at(18, "22:00"), at(19, "1:00"))),
        ("2024-01-18 午後10時~1時", span(at(18, "22:00"), at(19, "1:00"))),
        ("2024-01-18 22:00~1月20日 9:00", span(at(18, "22:00"), at(20, "9:00"))),
        ("2024-01-31 22:00~1:00", span(at(31, "22:00"), at(1, "1:00", month=2))),
        (
            "2024-12-31 22:00~25:00",
            span(at(31, "22:00", month=12), at(1, "1:00", year=2025)),
        ),
    ],
)
def test_times_are_read_as_they_are_meant(text: str, expected: Span) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "end",
    [
        "翌1:00",
        "翌日1:00",
        "翌日午前1時",
        "翌 1時",
        "翌19日 1:00",
        "翌19日(金)1:00",
        "翌(金)1:00",
        "翌１：００まで",
    ],
)
def test_an_end_on_the_next_day_may_be_called_so(end: str) -> None:
    assert read(f"2024年1月18日(木) 22:00〜{end}") == span(at(18, "22:00"), at(19, "1:00"))
    assert read(f"2024年1月18日(木) 午後10時〜{end}") == span(at(18, "22:00"), at(19, "1:00"))


def test_the_next_day_may_be_more_than_twelve_hours_away_when_it_is_named() -> None:
    assert read("2024-01-18 18:00〜翌朝8時") == span(at(18, "18:00"), at(19, "8:00"))
    assert read("2024-01-18 18:00〜翌日20:00") == span(at(18, "18:00"), at(19, "20:00"))


@pytest.mark.parametrize(
    "mark",
    [
        "(月・祝)",
        "(月祝)",
        "(祝)",
        "(月・祝日)",
        "(月、祝)",
        "（成人の日）",
        "（月・成人の日）",
        "月曜日",
        "(Mon)",
    ],
)
def test_weekdays_and_holidays_are_checked_and_right_ones_accepted(mark: str) -> None:
    assert read(f"2024年1月8日{mark}") == span(date(2024, 1, 8))


def test_names_of_holidays_may_hold_a_long_vowel() -> None:
    assert read("2024年10月14日(月・スポーツの日)") == span(date(2024, 10, 14))


def test_an_explicit_offset_is_kept_as_an_instant_without_a_zone() -> None:
    start = datetime(2024, 1, 18, 19, tzinfo=JAPAN)
    end = datetime(2024, 1, 18, 20, 30, tzinfo=JAPAN)
    assert read("2024-01-18T19:00+09:00") == Span(start=start, end=None, zone=None)
    assert read("2024-01-18T19:00+0900") == Span(start=start, end=None, zone=None)
    both = Span(start=start, end=end, zone=None)
    assert read("2024-01-18T19:00+09:00~20:30") == both
    assert read("2024-01-18T19:00+09:00/2024-01-18T20:30+09:00") == both
    assert read("2024-01-18T10:00Z").start == datetime(2024, 1, 18, 10, tzinfo=UTC)


def test_times_are_local_to_the_zone() -> None:
    found = read("2024-07-01 19:00", zone=NEW_YORK)
    assert isinstance(found.start, datetime)
    assert found.start.utcoffset() == timedelta(hours=-4)
    assert found.zone == NEW_YORK


def test_start_and_end_may_be_two_values() -> None:
    def both(start: str, end: str) -> Span:
        return notation.read_start_end(start, end, zone=TOKYO, year=2024)

    assert both("2024-01-18 19:00", "2024-01-18 20:30") == JANUARY_EVENING
    assert both("1月18日 午後7時", "8時半") == JANUARY_EVENING
    assert both("1月18日 22:00", "翌1:00") == span(at(18, "22:00"), at(19, "1:00"))
    assert both("2024-03-01", "3月3日") == span(date(2024, 3, 1), date(2024, 3, 3))
    assert told(lambda: both("1月18日 19:00", "20:30~21:00")) == (
        "「20:30~21:00」を日時として読み取れません"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18:30", time(18, 30)),
        ("１８：３０～", time(18, 30)),
        ("午後6時半", time(18, 30)),
        ("18時", time(18)),
        ("正午", time(12)),
        ("0:00", time(0)),
        ("18:30開始", time(18, 30)),
    ],
)
def test_a_time_alone(text: str, expected: time) -> None:
    assert notation.read_clock(text) == expected


@pytest.mark.parametrize(
    "text", ["", "1月18日 18:30", "夕方", "18:30-19:00", "翌1:00", "24:00", "18:60"]
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        notation.read_clock(text)


def test_a_day_alone() -> None:
    assert notation.read_day("2024年1月18日(木)") == date(2024, 1, 18)
    assert notation.read_day("1/18", year=2024) == date(2024, 1, 18)
    for text in ("2024-01-18 19:00", "2024-01-18~19日", "翌日", "翌1月18日"):
        with pytest.raises(Unreadable):
            notation.read_day(text, year=2024)


def test_a_deadline_is_a_day_or_a_moment() -> None:
    def read_moment(text: str, not_after: date | None = None) -> date:
        return notation.read_deadline(text, zone=TOKYO, year=2024, not_after=not_after)

    assert read_moment("1月17日(水)") == date(2024, 1, 17)
    assert read_moment("1月17日(水)必着") == date(2024, 1, 17)
    assert read_moment("1月17日(水)17:00まで") == at(17, "17:00")
    assert read_moment("1月17日 24:00") == at(18, "0:00")


def test_a_deadline_without_a_year_is_not_after_the_event() -> None:
    event = date(2024, 1, 18)
    found = notation.read_deadline("12月28日", zone=TOKYO, year=2024, not_after=event)
    assert found == date(2023, 12, 28)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2024年1月18日(金)19:00~20:30",
            "2024年1月18日は木曜日です(「金」と書かれています) → 2024年1月18日(木)19:00~20:30",
        ),
        (
            "2024年1月18日 Friday 19:00",
            "2024年1月18日は木曜日です(「Friday」と書かれています) → 2024年1月18日(木)19:00~",
        ),
        (
            "2024年3月1日(金)~3日(月)",
            "2024年3月3日は日曜日です(「月」と書かれています) → 2024年3月1日(金)~2024年3月3日(日)",
        ),
        (
            "2024年1月18日(木)22:00〜翌(木)1:00",
            "2024年1月19日は金曜日です(「木」と書かれています) → 2024年1月18日(木)22:00~1:00",
        ),
        (
            "令和6年1月18日（木・祝）午後7時から8時30分まで",
            "2024年1月18日は祝日ではありません → 2024年1月18日(木)19:00~20:30",
        ),
        ("2024年1月9日(成人の日)", "2024年1月9日は祝日ではありません → 2024年1月9日(火)"),
        ("1月18日 19:00", "何年のことかわかりません。年も書いてください"),
        ("2024年2月30日", "2024年2月30日という日はありません"),
        ("2024年13月1日", "2024年13月1日という日はありません"),
        ("0000年1月1日", "0年1月1日という日はありません"),
        ("2024-00-10", "2024年0月10日という日はありません"),
        ("9999年12月31日 22:00~1:00", "9999年12月31日の翌日という日はありません"),
        ("9999年12月31日 25:00", "9999年12月31日という日はありません"),
        ("2023年(令和6年)1月18日", "令和6年は2024年です"),
        ("令和6年(2023年)1月18日", "令和6年は2024年です"),
        ("令和0年1月18日", "令和0年という年はありません"),
        ("平成36年1月18日", "平成36年という年はありません"),
        ("S65.1.18", "S65年という年はありません"),
        ("2024-01-18 19:70", "19:70という時刻はありません"),
        ("2024-01-18 31:00", "31:00という時刻はありません"),
        ("2024-01-18 22:00~30:30", "30:30という時刻はありません"),
        ("2024-01-18 22:00〜翌25:00", "25:00という時刻はありません"),
        ("2024-01-18T19:00+09:99", "+09:99という時刻はありません"),
        ("2024-01-18 19:00~19:00", "終わりが始まりより前です"),
        ("2024-01-18 19:00~2024-01-17 20:00", "終わりが始まりより前です"),
        ("2024-03-03~2024-03-01", "終わりが始まりより前です"),
        (
            "2024-01-18 22:00〜翌20日 1:00",
            "2024年1月20日は2024年1月18日の翌日ではありません",
        ),
        (
            "2024年1月18日 午前10時~1時",
            TOO_LONG + " → 2024年1月18日(木)10:00~13:00",
        ),
        (
            "2024年1月18日 19:00~18:00",
            TOO_LONG + " → 2024年1月18日(木)19:00~2024年1月19日(金)18:00",
        ),
        ("2024-03-01~3月3日 10:00", "始まりと終わりの一方にだけ時刻があります"),
        ("2024-03-01 10:00~3月3日", "始まりと終わりの一方にだけ時刻があります"),
        ("2024-03-01~10:00", "始まりと終わりの一方にだけ時刻があります"),
        ("2024-03-01 10:00~翌", "始まりと終わりの一方にだけ時刻があります"),
        ("19:00~20:30", "日付がありません"),
        ("~2024年1月18日", "日付がありません"),
        ("(木)", "「(木)」を日時として読み取れません"),
        ("18日 19:00", "「18日」を日時として読み取れません"),
        ("2024年1月18日ごろ", "「ごろ」を日時として読み取れません"),
        ("2024年1月18日(大安)", "「(大安)」を日時として読み取れません"),
        ("翌1月18日", "何年のことかわかりません。年も書いてください"),
        ("翌2024年1月18日", "「翌」を日時として読み取れません"),
        ("2024-01-18 22:00 翌1:00", "「2024-01-18 22:00 翌1:」を日時として読み取れません"),
        ("2024-01-18 10:00-12:00-14:00", "「2024-01-18 10:00-12:」を日時として読み取れません"),
        ("2024-01-18 10:00 12:00", "「2024-01-18 10:00 12:」を日時として読み取れません"),
        ("99999年1月1日", "「99999年1月1日」を日時として読み取れません"),
        ("", "日付がありません"),
        ("1" * 300, "「11111111111111111111…」を日時として読み取れません"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_correction(text: str, message: str) -> None:
    assert told(lambda: read(text)) == message


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        (
            "2024-03-10 2:30",
            "2024年3月10日2:30はAmerica/New_Yorkでは時計が進むため存在しません",
            "2024-03-10T03:30-04:00 / 2024-03-10T01:30-05:00",
        ),
        (
            "2024-11-03 1:30",
            "2024年11月3日1:30はAmerica/New_Yorkでは時計が戻るため二度あります。時差も書いてください",
            "2024-11-03T01:30-04:00 / 2024-11-03T01:30-05:00",
        ),
    ],
)
def test_local_times_that_the_clocks_skip_or_repeat_are_told(
    text: str, message: str, suggestion: str
) -> None:
    assert told(lambda: read(text, zone=NEW_YORK)) == f"{message} → {suggestion}"
    assert read(text)


def test_both_instants_that_are_suggested_for_a_repeated_time_can_be_written() -> None:
    with pytest.raises(Unreadable) as caught:
        read("2024-11-03 1:30", zone=NEW_YORK)
    assert caught.value.suggestion
    first, second = (read(text).start for text in caught.value.suggestion.split(" / "))
    assert isinstance(first, datetime)
    assert isinstance(second, datetime)
    assert second - first == timedelta(hours=1)


def test_an_unknown_zone_is_told_with_the_nearest() -> None:
    assert (
        told(lambda: zone_info("Asia/Tokio"))
        == "「Asia/Tokio」という標準時はありません → Asia/Tokyo"
    )
    assert (
        told(lambda: zone_info("日本時間")) == "「日本時間」という標準時はありません → Asia/Tokyo"
    )
    assert told(lambda: zone_info("JST"), "en") == "there is no time zone “JST” → Asia/Tokyo"


def test_problems_of_dates_are_told_in_english_too() -> None:
    assert told(lambda: read("2024年1月18日(金)"), "en") == (
        "2024年1月18日 is a Thursday (“金” is written) → 2024年1月18日(木)"
    )
    assert told(lambda: read("1月18日"), "en") == "the year is not known; please write it"
    assert told(lambda: read("2024-01-18 22:00〜翌20日 1:00"), "en") == (
        "2024年1月20日 is not the day after 2024年1月18日"
    )


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 30))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
SEPARATORS = st.sampled_from([*"-–—−ー~〜～→", "から"])
WIDE = str.maketrans("0123456789:()-", "０１２３４５６７８９：（）－")


@st.composite
def evenings(draw: st.DrawFn) -> Span:
    """A timed span of up to twelve hours, perhaps past midnight."""
    start = datetime.combine(draw(DAYS), draw(CLOCKS), zone_info(TOKYO))
    return span(start, start + timedelta(minutes=draw(st.integers(1, 720))))


@st.composite
def any_spans(draw: st.DrawFn) -> Span:
    kind = draw(st.sampled_from(["evening", "open", "day", "days", "long"]))
    if kind == "evening":
        return draw(evenings())
    first = draw(DAYS)
    later = first + timedelta(days=draw(st.integers(1, 400)))
    start = datetime.combine(first, draw(CLOCKS), zone_info(TOKYO))
    if kind == "open":
        return span(start)
    if kind == "long":
        return span(start, datetime.combine(later, draw(CLOCKS), zone_info(TOKYO)))
    return span(first, later if kind == "days" else None)


@settings(deadline=None)
@given(any_spans())
def test_what_suggestions_write_reads_back(found: Span) -> None:
    assert read(notation.format_span_suggestion(found)) == found


@settings(deadline=None)
@given(any_spans())
def test_what_our_pages_write_reads_back(found: Span) -> None:
    assert read(japanese_text.format_span(found)) == found


def _iso(day: date) -> str:
    return day.isoformat()


def _slashes(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _kanji(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日({'月火水木金土日'[day.weekday()]})"


def _reiwa(day: date) -> str:
    if day < date(2019, 5, 1):
        return _kanji(day)
    year = "元" if day.year == 2019 else str(day.year - 2018)
    return f"令和{year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}曜日）"


def _wide(day: date) -> str:
    return _kanji(day).translate(WIDE)


def _clock_24(moment: datetime, _: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}"


def _clock_wide(moment: datetime, _: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}".translate(WIDE)


def _clock_kanji(moment: datetime, _: datetime) -> str:
    return f"{moment.hour}時" + (f"{moment.minute}分" if moment.minute else "")


def _clock_half(moment: datetime, _: datetime) -> str:
    half = "午前" if moment.hour < 12 else "午後"
    return f"{half}{moment.hour % 12}時" + (f"{moment.minute:02}分" if moment.minute else "")


def _clock_past_midnight(moment: datetime, start: datetime) -> str:
    hours = moment.hour + 24 * (moment.date() - start.date()).days
    return f"{hours}:{moment.minute:02}"


def _clock_next_day(moment: datetime, start: datetime) -> str:
    return "翌" * (moment.date() - start.date()).days + f"{moment.hour}:{moment.minute:02}"


@settings(deadline=None)
@given(
    evenings(),
    st.sampled_from([_iso, _slashes, _kanji, _reiwa, _wide]),
    st.sampled_from(["", " ", "　", "、"]),
    st.sampled_from([_clock_24, _clock_wide, _clock_kanji, _clock_half]),
    SEPARATORS,
    st.sampled_from([_clock_24, _clock_wide, _clock_kanji, _clock_half, _clock_next_day]),
)
def test_any_mixture_of_notations_reads_back(
    found: Span,
    day: Callable[[date], str],
    space: str,
    clock: Callable[[datetime, datetime], str],
    separator: str,
    end_clock: Callable[[datetime, datetime], str],
) -> None:
    assert isinstance(found.start, datetime)
    assert isinstance(found.end, datetime)
    if clock is _clock_half and end_clock in (_clock_24, _clock_wide, _clock_kanji):
        end_clock = _clock_half  # 午後 would be carried over
    space = space or ("" if day in (_kanji, _reiwa, _wide) else " ")
    begin, end = clock(found.start, found.start), end_clock(found.end, found.start)
    assert read(f"{day(found.first_day)}{space}{begin}{separator}{end}") == found


@settings(deadline=None)
@given(evenings())
def test_hours_past_24_read_back(found: Span) -> None:
    assert isinstance(found.start, datetime)
    assert isinstance(found.end, datetime)
    end = _clock_past_midnight(found.end, found.start)
    if int(end.split(":")[0]) < 30 or end == "30:00":
        assert read(f"{_iso(found.first_day)} {_clock_24(found.start, found.start)}~{end}") == found


@settings(deadline=None)
@given(evenings(), st.sampled_from([NEW_YORK, "Europe/London", "Australia/Lord_Howe", "UTC"]))
def test_instants_with_offsets_read_back_in_any_zone(found: Span, zone: str) -> None:
    assert isinstance(found.start, datetime)
    assert isinstance(found.end, datetime)
    start, end = (each.astimezone(ZoneInfo(zone)) for each in (found.start, found.end))
    text = f"{start.isoformat('T', 'minutes')}/{end.isoformat('T', 'minutes')}"
    again = read(text)
    assert (again.start, again.end, again.zone) == (start, end, None)


WORDS = "2024 1 18 19 00 令和 正午 午前 午後 まで から pm Fri".split()
FRAGMENTS = st.sampled_from([*"年月日(木)祝:~-/.TZ+時分半翌元R,、　 ９１", *WORDS])


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=14).map("".join)))
def test_arbitrary_text_is_read_or_unreadable_and_nothing_else(text: str) -> None:
    readers: list[Callable[[], object]] = [
        lambda: read(text),
        lambda: read(text, 2024, NEW_YORK),
        lambda: notation.read_start_end(text, text, zone=TOKYO, year=2024),
        lambda: notation.read_start_end("2024-01-18 19:00", text, zone=TOKYO),
        lambda: notation.read_day(text, year=2024),
        lambda: notation.read_deadline(text, zone=TOKYO, year=1, not_after=date(1, 1, 1)),
        lambda: notation.read_clock(text),
    ]
    for reader in readers:
        try:
            reader()
        except Unreadable as fault:
            assert sentence(fault.code, fault.params, "ja")
            assert sentence(fault.code, fault.params, "en")
