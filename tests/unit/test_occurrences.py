"""The occurrences of what repeats, and that feeds say the same to an expander of others."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import icalendar
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from kairanban.calendars.feeds import CalendarFeeds
from kairanban.calendars.times import slot
from kairanban.content.collection import Collection
from kairanban.content.dates.span import Span
from kairanban.content.dates.zones import zone_info
from kairanban.content.recurrence.occurrences import (
    announced_days,
    event_recurrence,
    exclude_announced_days,
)
from kairanban.content.recurrence.recurrence import Recurrence, move_to_day
from kairanban.content.recurrence.repeat import Repeat, read_repeat
from kairanban.content.schema import Event
from kairanban.settings import Settings
from loading import load

SETTINGS = Settings(site_url="https://hub.example.org", calendar_domain="example.org")
Moment = date | datetime


def timed(day: date, hours: str = "19:00-20:30", zone: str = "Asia/Tokyo") -> Span:
    start, end = (
        datetime.combine(day, time.fromisoformat(clock), zone_info(zone))
        for clock in hours.split("-")
    )
    return Span(start=start, end=end if end > start else end + timedelta(days=1), zone=zone)


def whole(day: date, last: date | None = None) -> Span:
    return Span(start=day, end=last, zone=None)


def expanded(span: Span, text: str, *without: date, most: int = 8) -> list[Span]:
    repeat = read_repeat(text, span.first_day)
    return list(islice(Recurrence(span=span, repeat=repeat, excluded_days=without).spans(), most))


def days(span: Span, text: str, *without: date, most: int = 8) -> list[str]:
    return [each.first_day.isoformat() for each in expanded(span, text, *without, most=most)]


def instants(span: Span, text: str, most: int = 8) -> list[str]:
    found = []
    for each in expanded(span, text, most=most):
        assert isinstance(each.start, datetime)
        found.append(each.start.astimezone(UTC).strftime("%m-%d %H:%M"))
    return found


def test_the_third_thursday_is_found_in_every_month() -> None:
    first = timed(date(2024, 1, 18))
    assert days(first, "毎月第3木曜", most=4) == [
        "2024-01-18",
        "2024-02-15",
        "2024-03-21",
        "2024-04-18",
    ]


def test_months_without_a_31st_are_left_out() -> None:
    assert days(whole(date(2024, 1, 31)), "毎月31日", most=5) == [
        "2024-01-31",
        "2024-03-31",
        "2024-05-31",
        "2024-07-31",
        "2024-08-31",
    ]


def test_the_last_day_of_a_month_is_in_every_month() -> None:
    assert days(whole(date(2024, 1, 31)), "毎月末日", most=4) == [
        "2024-01-31",
        "2024-02-29",
        "2024-03-31",
        "2024-04-30",
    ]


def test_a_fifth_friday_is_not_in_every_month() -> None:
    assert days(timed(date(2024, 3, 29)), "毎月第5金曜", most=3) == [
        "2024-03-29",
        "2024-05-31",
        "2024-08-30",
    ]


def test_the_last_working_day_is_one_day() -> None:
    assert days(timed(date(2024, 3, 29)), "毎月最終平日", most=4) == [
        "2024-03-29",
        "2024-04-30",
        "2024-05-31",
        "2024-06-28",
    ]


def test_a_leap_day_comes_every_fourth_year_but_not_in_2100() -> None:
    found = days(whole(date(2088, 2, 29)), "毎年", most=4)
    assert found == ["2088-02-29", "2092-02-29", "2096-02-29", "2104-02-29"]


def test_every_other_week_counts_from_the_first_day() -> None:
    assert days(timed(date(2024, 12, 24)), "隔週火曜", most=3) == [
        "2024-12-24",
        "2025-01-07",
        "2025-01-21",
    ]


def test_an_evening_in_new_york_stays_the_same_when_the_clocks_change() -> None:
    spring = timed(date(2024, 3, 7), zone="America/New_York")
    assert instants(spring, "毎週木曜", 3) == ["03-08 00:00", "03-14 23:00", "03-21 23:00"]
    autumn = timed(date(2024, 10, 31), zone="America/New_York")
    assert instants(autumn, "毎週木曜", 2) == ["10-31 23:00", "11-08 00:00"]


def test_a_time_that_the_clocks_skip_is_told_by_the_offset_before() -> None:
    night = timed(date(2024, 3, 9), "02:30-03:30", "America/New_York")
    assert instants(night, "毎日", 3) == ["03-09 07:30", "03-10 07:30", "03-11 06:30"]


def test_a_time_that_comes_twice_is_the_first() -> None:
    night = timed(date(2024, 11, 2), "01:30-01:45", "America/New_York")
    assert instants(night, "毎日", 3) == ["11-02 05:30", "11-03 05:30", "11-04 06:30"]


def test_all_days_of_a_span_move_together() -> None:
    camp = whole(date(2024, 2, 28), date(2024, 3, 1))
    found = expanded(camp, "毎年", most=2)
    assert [(each.start, each.end) for each in found] == [
        (date(2024, 2, 28), date(2024, 3, 1)),
        (date(2025, 2, 28), date(2025, 3, 2)),
    ]


def test_what_goes_past_midnight_ends_on_the_day_after() -> None:
    _, second = expanded(timed(date(2024, 12, 30), "22:00-01:00"), "毎日", most=2)
    assert isinstance(second.end, datetime)
    assert second.end.isoformat() == "2025-01-01T01:00:00+09:00"


def test_the_last_day_is_meant_where_the_meeting_is() -> None:
    """19:00 in Auckland is early on the same day in UTC, in New York on the next one."""
    for zone in ("Pacific/Auckland", "America/New_York"):
        first = timed(date(2024, 1, 18), zone=zone)
        for until in ("20240201", "20240201T190000"):
            found = days(first, f"FREQ=WEEKLY;UNTIL={until}")
            assert found == ["2024-01-18", "2024-01-25", "2024-02-01"]
        assert days(first, "FREQ=WEEKLY;UNTIL=20240201T185959")[-1] == "2024-01-25"


def test_an_end_with_an_hour_counts_whole_days_whole() -> None:
    assert days(whole(date(2024, 1, 1)), "FREQ=DAILY;UNTIL=20240103T120000") == [
        "2024-01-01",
        "2024-01-02",
        "2024-01-03",
    ]


def test_days_left_out_count_among_the_times() -> None:
    first = timed(date(2024, 1, 18))
    assert days(first, "毎週木曜 全3回", date(2024, 1, 25)) == ["2024-01-18", "2024-02-01"]


def test_the_nearest_day_is_one_that_is_not_left_out() -> None:
    first = timed(date(2024, 1, 18))
    weekly = Recurrence(
        span=first,
        repeat=read_repeat("毎週木曜", first.first_day),
        excluded_days=[date(2024, 1, 25)],
    )
    assert weekly.nearest(date(2024, 1, 25)) == date(2024, 1, 18)
    assert weekly.nearest(date(2024, 1, 30)) == date(2024, 2, 1)
    assert weekly.nearest(date(1999, 1, 1)) == date(2024, 1, 18)


@cache
def collection() -> Collection:
    with TemporaryDirectory() as folder:
        events = Path(folder) / "events"
        events.mkdir()
        header = "題: 読書会\nオンライン: Zoom\n内容: 読みます。\n参加費: 無料\n日時: 2024-01-18\n"
        (events / "dokusho.md").write_text(f"---\n{header}---\n", "utf-8")
        return load(Path(folder), SETTINGS).collection


def event(span: Span, repeat: Repeat, *without: date) -> Event:
    fields = {"when": span, "repeat": repeat, "except_": without, "timezone": span.zone or ""}
    return collection().events["dokusho"].model_copy(update=fields)


def in_utc(moment: Moment) -> Moment:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def ours(some: Event, until: date) -> list[tuple[Moment, Moment]]:
    repeats = event_recurrence(some)
    assert repeats
    result = []
    for span in takewhile(lambda each: each.first_day < until, repeats.spans()):
        times = slot(span, SETTINGS)
        assert times.end
        result.append((in_utc(times.start), in_utc(times.end)))
    return result


def theirs(some: Event, until: date) -> list[tuple[Moment, Moment]]:
    """As `recurring-ical-events` understands the feed."""
    data = CalendarFeeds(collection=collection(), settings=SETTINGS).event_file(some)
    calendar = icalendar.Calendar.from_ical(data)
    first = some.when.first_day - timedelta(days=2)
    found = recurring_ical_events.of(calendar).between(first, until + timedelta(days=2))
    starts = [part for part in found if local_day(part.start, some) < until]
    return sorted((in_utc(each.start), in_utc(each.end)) for each in starts)


def local_day(moment: Moment, some: Event) -> date:
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(zone_info(some.when.zone or "UTC")).date()


def test_a_rule_of_before_1971_is_told_by_the_clock_of_its_zone() -> None:
    """Thursday morning in Tokyo is Wednesday in UTC, in which BYDAY=TH would be another day."""
    first = timed(date(1969, 1, 2), "08:00-09:00")
    some = event(first, read_repeat("毎週木曜 全3回", first.first_day))
    start = datetime(1969, 1, 1, 23, tzinfo=UTC)
    expected = [start + timedelta(days=7 * week) for week in range(3)]
    for found in (theirs(some, date(1970, 1, 1)), ours(some, date(1970, 1, 1))):
        assert found == [(each, each + timedelta(hours=1)) for each in expected]


def test_an_exception_says_the_very_time_that_the_rule_makes() -> None:
    """Even a time that the clocks skip; otherwise a day left out would still be shown."""
    first = timed(date(2024, 3, 9), "02:30-03:45", "America/New_York")
    some = event(first, read_repeat("毎日 全3回", first.first_day), date(2024, 3, 10))
    data = CalendarFeeds(collection=collection(), settings=SETTINGS).event_file(some)
    assert b"\r\nEXDATE;TZID=America/New_York:20240310T023000\r\n" in data
    assert [start for start, _ in theirs(some, date(2025, 1, 1))] == [
        datetime(2024, 3, 9, 7, 30, tzinfo=UTC),
        datetime(2024, 3, 11, 6, 30, tzinfo=UTC),
    ]


def test_a_day_left_out_twice_is_left_out_once() -> None:
    first, out = timed(date(2024, 1, 18)), date(2024, 1, 25)
    some = event(first, read_repeat("毎週木曜", first.first_day), out, out)
    assert (
        CalendarFeeds(collection=collection(), settings=SETTINGS).event_file(some).count(b"EXDATE")
        == 1
    )


def test_an_event_of_the_series_stands_for_the_day_on_which_it_was_to_be() -> None:
    first = timed(date(2024, 1, 18))
    regular = event(first, read_repeat("毎週木曜", first.first_day))
    moved = event(timed(date(2024, 1, 27)), regular.repeat or Repeat(text="", rule=""))
    moved = moved.model_copy(
        update={"repeat": None, "was": (timed(date(2024, 1, 25)),), "series": "kai"}
    )
    same_day = moved.model_copy(update={"when": timed(date(2024, 2, 8)), "was": ()})
    found = exclude_announced_days(regular, announced_days([moved, same_day])["kai"])
    assert found.except_ == (date(2024, 1, 25), date(2024, 2, 8))


WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = ["Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Sydney", "Asia/Kathmandu"]
weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)
intervals = st.sampled_from(["", ";INTERVAL=2", ";INTERVAL=3"])
ends = st.one_of(
    st.just(""),
    st.integers(1, 60).map(lambda count: f";COUNT={count}"),
    st.dates(date(2024, 1, 1), date(2029, 1, 1)).map(lambda day: f";UNTIL={day:%Y%m%d}"),
    st.dates(date(2024, 1, 1), date(2029, 1, 1)).map(lambda day: f";UNTIL={day:%Y%m%d}T093000"),
)


def listed(values: list[object]) -> str:
    return ",".join(map(str, values))


def numbers(*span: int) -> st.SearchStrategy[str]:
    few = st.lists(st.integers(*span).filter(bool), min_size=1, max_size=3, unique=True)
    return few.map(listed)


numbered = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), st.sampled_from(WEEKDAYS)),
    min_size=1,
    max_size=2,
    unique=True,
).map(lambda pairs: listed([f"{number}{day}" for number, day in pairs]))
rules = st.one_of(
    st.just("FREQ=DAILY"),
    numbers(1, 12).map("FREQ=DAILY;BYMONTH={}".format),
    st.just("FREQ=WEEKLY"),
    weekdays.map(lambda some: f"FREQ=WEEKLY;BYDAY={listed([*some])}"),
    weekdays.map(lambda some: f"FREQ=WEEKLY;WKST=SU;BYDAY={listed([*some])}"),
    numbered.map("FREQ=MONTHLY;BYDAY={}".format),
    numbers(-31, 31).map("FREQ=MONTHLY;BYMONTHDAY={}".format),
    st.sampled_from([1, 2, -1]).map("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={}".format),
    st.just("FREQ=YEARLY"),
    st.tuples(numbers(1, 12), numbered).map(lambda p: f"FREQ=YEARLY;BYMONTH={p[0]};BYDAY={p[1]}"),
    numbers(-366, 366).map("FREQ=YEARLY;BYYEARDAY={}".format),
)


@st.composite
def repeating(draw: st.DrawFn) -> Event:
    """An event that repeats, on a first day of its rule."""
    rule = draw(rules) + draw(intervals) + draw(ends)
    earliest = datetime.combine(draw(st.dates(date(2023, 6, 1), date(2025, 6, 1))), time())
    first = rrulestr(rule.partition(";COUNT")[0].partition(";UNTIL")[0], dtstart=earliest).after(
        earliest, inc=True
    )
    assume(first is not None and first.year < 2029)
    zone = draw(st.sampled_from([None, *ZONES]))
    begins = draw(st.times()).replace(second=0, microsecond=0)
    if zone is None:
        span = whole(first.date(), first.date() + timedelta(days=draw(st.integers(0, 3))))
    else:
        # Not past a change of the clocks: then programs disagree about when it ends.
        assume(begins.hour >= 4 and begins < time(23))
        start = datetime.combine(first, begins, zone_info(zone))
        span = Span(start=start, end=start + timedelta(minutes=draw(st.integers(1, 59))), zone=zone)
    repeat = read_repeat(rule, first.date())
    made = [*islice(Recurrence(span=span, repeat=repeat).spans(), 20)]
    assume(made and made[0].first_day == first.date())
    left = draw(st.lists(st.sampled_from(made[1:]), max_size=4)) if made[1:] else []
    return event(span, repeat, *(each.first_day for each in left))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(repeating())
def test_feeds_are_expanded_as_we_expand(some: Event) -> None:
    until = some.when.first_day.replace(day=1) + timedelta(days=3 * 365)
    assert theirs(some, until) == ours(some, until)


def test_the_same_hours_on_another_day_are_those_of_the_clock() -> None:
    moved = move_to_day(timed(date(2024, 3, 7), zone="America/New_York"), date(2024, 3, 14))
    assert moved == timed(date(2024, 3, 14), zone="America/New_York")
