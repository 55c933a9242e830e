"""Month pages: the calendar and the list, compared with the feed; months as time goes by."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from conftest import run_build
from test_output import ADDRESS, pages

TOKYO = ZoneInfo("Asia/Tokyo")
EVENT = "題: {title}\n会場: 市民会館\n内容: あれこれ話します。\n参加費: 無料\n"


class Calendar(HTMLParser):
    """The table of a month page: by day, its words and the pages that it links."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.rows: list[list[str]] = []  # ISO dates, "" where a cell belongs to another month
        self.words: dict[str, str] = {}
        self.links: dict[str, list[str]] = {}
        self.scopes: list[str] = []
        self._day: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self._day = given.get("data-day", "")
            self.rows[-1].append(self._day)
            self.words[self._day] = ""
            self.links[self._day] = []
        elif tag == "th":
            self.scopes.append(given["scope"])
        elif tag == "a" and self._day:
            self.links[self._day].append(urljoin(ADDRESS + self.path, given["href"]))

    def handle_data(self, data: str) -> None:
        if self._day:
            self.words[self._day] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._day = None


def calendar_of(site: Path, month: str) -> Calendar:
    path = f"events/{month}/"
    html = (site / path / "index.html").read_text("utf-8")
    read = Calendar(path)
    found = re.search(r"<table.*?</table>", html, re.DOTALL)
    assert found
    read.feed(re.sub(r">\s+<", "><", found[0]))
    return read


def months_of(site: Path) -> list[str]:
    found = site.glob("events/[0-9][0-9][0-9][0-9]/*/index.html")
    return sorted("/".join(file.parts[-3:-1]) for file in found)


def days_of(event: icalendar.Event) -> list[date]:
    """The days of a feed's entry in Sendai; what runs into the next morning is of its evening."""
    start, end = event.start, event.end
    if isinstance(start, datetime):
        start, end = start.astimezone(TOKYO), end.astimezone(TOKYO)
        last = (end - timedelta(microseconds=1)).date() if end > start else start.date()
        if end - start <= timedelta(hours=12):
            last = start.date()
        first = start.date()
    else:
        first, last = start, end - timedelta(days=1)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_calendars_hold_what_the_feed_says_day_by_day(site: Path) -> None:
    feed = icalendar.Calendar.from_ical((site / "calendar.ics").read_bytes())
    months = months_of(site)
    assert months[0] == "2023/12"
    assert months[-1] == "2027/12"
    expected: dict[str, set[str]] = {}
    first, after = date(2023, 1, 1), date(2028, 1, 1)
    for event in recurring_ical_events.of(feed).between(first, after):
        for day in days_of(event):
            expected.setdefault(day.isoformat(), set()).add(str(event["URL"]))
    result: dict[str, set[str]] = {}
    for month in months:
        calendar = calendar_of(site, month)
        here = ADDRESS + calendar.path
        for day, links in calendar.links.items():
            ways = {urldefrag(link)[0] for link in links} - {here}
            if ways:
                result[day] = ways
    assert result == expected


def test_a_calendar_is_a_table_whose_weeks_begin_on_sunday(site: Path) -> None:
    calendar = calendar_of(site, "2024/02")
    assert calendar.scopes == ["col"] * 7
    _, *weeks = calendar.rows
    assert weeks[0] == ["", "", "", "", "2024-02-01", "2024-02-02", "2024-02-03"]
    assert weeks[-1] == [
        "2024-02-25",
        "2024-02-26",
        "2024-02-27",
        "2024-02-28",
        "2024-02-29",
        "",
        "",
    ]
    assert "建国記念の日" in calendar.words["2024-02-11"]
    assert "振替休日" in calendar.words["2024-02-12"]


def test_months_lead_to_those_beside_them_that_have_something(site: Path) -> None:
    months = months_of(site)
    assert "2025/03" in months
    for before, after in pairwise(months):
        html = (site / f"events/{before}/index.html").read_text("utf-8")
        assert f'<a rel="next" href="../../../events/{after}/">' in html
        html = (site / f"events/{after}/index.html").read_text("utf-8")
        assert f'<a rel="prev" href="../../../events/{before}/">' in html
    read = pages(site)
    archive = {f"../../events/{month}/" for month in months}
    assert archive <= set(read["events/past/"].links)
    assert "../../../events/2024/01/" not in read["events/"].links
    assert "../events/2027/02/" in read["events/"].links
    assert "../../events/2024/01/" in read["events/2024-01-18-johokokankai/"].links


def test_states_and_days_of_what_repeats_are_told(site: Path) -> None:
    words = calendar_of(site, "2027/02").words
    assert "中止" in words["2027-02-06"]
    assert "延期" in words["2027-02-27"]
    links = calendar_of(site, "2027/03").links["2027-03-13"]
    assert f"{ADDRESS}events/pc-shuri-sodankai/#page-2027-03-13" in links
    # Of a day that is over its event's page has no place.
    links = calendar_of(site, "2026/10").links["2026-10-10"]
    assert f"{ADDRESS}events/pc-shuri-sodankai/" in links


def built(small: Path, output: Path, events: Mapping[str, str], now: str) -> Path:
    """The small site with other events, built on a day (UTC)."""
    for slug, header in events.items():
        text = EVENT.format(title=slug) + header
        (small / f"events/{slug}.md").write_text(f"---\n{text}\n---\n", "utf-8")
    epoch = str(int(datetime.fromisoformat(f"{now}+00:00").timestamp()))
    made = run_build(output, content=small, environment={"SOURCE_DATE_EPOCH": epoch})
    assert made.returncode == 0, made.stderr
    return output


def test_a_series_tells_its_hours_as_its_events_do(site: Path) -> None:
    page = (site / "series" / "johokokankai" / "index.html").read_text("utf-8")
    assert "毎月第3木曜 19:00〜20:30" in page


def test_hours_and_days_are_those_of_the_site(small: Path, tmp_path: Path) -> None:
    events = {
        "fair": "日時: 2026年2月27日(金)〜3月2日(月)",
        "night": "日時: 2026-03-10 22:00-1:00",
        "abroad": "start: 2026-03-14 19:00\nend: 2026-03-14 20:00\nタイムゾーン: America/New_York",
        "stay": "start: 2026-03-20 13:00\nend: 2026-03-22 00:00",
        "day": "日時: 2026-03-25",
    }
    site = built(small, tmp_path / "output", events, "2026-01-01")
    february, march = calendar_of(site, "2026/02"), calendar_of(site, "2026/03")
    result = {**february.words, **march.words}
    on = {
        slug: [day[5:] for day, words in sorted(result.items()) if slug in words] for slug in events
    }
    assert on == {
        "fair": ["02-27", "02-28", "03-01", "03-02"],
        "night": ["03-10"],
        "abroad": ["03-15"],  # summer time began there that day: 8:00 in Japan
        "stay": ["03-20", "03-21"],
        "day": ["03-25"],
    }
    assert "（3日目）" in result["2026-03-01"]
    assert "8:00" in result["2026-03-15"]
    assert "22:00" in result["2026-03-10"]
    html = (site / "events/2026/03/index.html").read_text("utf-8")
    listed = re.findall(r'<h3 id="page-day-\d+-title">([^< ]+)', html)
    marks = ["3月1日(日)", "3月10日(火)", "3月15日(日)", "3月20日(金・祝)", "3月25日(水)"]
    assert listed == marks
    assert "2026年2月27日(金)〜3月2日(月)" in html
    assert "現地では 2026年3月14日(土) 19:00〜20:00 ニューヨーク時間(EDT)" in html
    assert "22:00〜翌1:00" in html
    assert "終日" in html


def test_what_repeats_without_end_fills_months_as_they_come_into_sight(
    small: Path, tmp_path: Path
) -> None:
    daily = {"daily": "日時: 2026-03-02 6:30-7:00\n繰り返し: 毎日"}
    site = built(small, tmp_path / "before", daily, "2027-01-23T14:59:59")
    months = months_of(site)
    assert months[:2] == ["2024/01", "2026/03"]
    assert months[-1] == "2028/01"  # whose first day is 372 days ahead at most
    assert "daily" in calendar_of(site, "2028/01").words["2028-01-31"]
    last = site / "events/2028/01/index.html"
    assert 'rel="next"' not in last.read_text("utf-8")
    # So many days as its own page holds are linked to their places there.
    linked = {
        urldefrag(link).fragment[5:]
        for month in months
        for links in calendar_of(site, month).links.values()
        for link in links
        if "daily/#" in link
    }
    held = re.findall(
        r'id="page-(\d{4}-\d\d-\d\d)"', (site / "events/daily/index.html").read_text()
    )
    assert sorted(linked) == held
    assert len(held) == 60


def test_the_next_change_names_months_that_will_tell_of_more(small: Path, tmp_path: Path) -> None:
    monthly = {
        "monthly": "日時: 2025-01-16 19:00-20:00\n繰り返し: 毎月第3木曜",
        "far": "日時: 2026-09-01 19:00-20:00",
    }
    turn = datetime(2026, 8, 1, tzinfo=TOKYO) - timedelta(days=372)
    before = turn - timedelta(seconds=1)
    sites = []
    for name, now in (("before", before), ("after", turn)):
        moment = now.astimezone(ZoneInfo("UTC")).replace(tzinfo=None).isoformat()
        sites.append(built(small, tmp_path / name, monthly, moment))
    one, other = sites
    assert set(months_of(other)) - set(months_of(one)) == {"2026/08"}
    result = json.loads((one / "next-change.json").read_text("utf-8"))
    assert datetime.fromisoformat(result["at"]) == turn
    own = {f"/events/{month}/" for month in ("2026/01", "2026/05", "2026/07", "2026/09")}
    assert own | {"/events/past/"} <= set(result["pages"])
    for month in months_of(one):
        page = f"events/{month}/index.html"
        changed = (one / page).read_bytes() != (other / page).read_bytes()
        assert (f"/events/{month}/" in result["pages"]) is changed, month
