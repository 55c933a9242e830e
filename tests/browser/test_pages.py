"""What pages do in a real browser: true at any time, filtered, copied, whole without a script."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from windows import Window, only_window, scriptless, window

__all__ = ["only_window", "scriptless", "window"]  # fixtures


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()


@pytest.fixture
def page(window: Window) -> Page:
    """A window of middling width, in which nothing moves."""
    window.show(800)
    window.page.emulate_media(reduced_motion="reduce")
    return window.page


def test_a_meeting_leaves_home_when_it_is_over(page: Page, server: str) -> None:
    page.clock.set_fixed_time("2026-12-05T11:00:00+09:00")
    page.goto(server)
    assert page.locator(".event:visible h3").first.inner_text() == "聴き方の勉強会「沈黙を待つ」"
    page.clock.set_fixed_time("2026-12-05T12:00:01+09:00")
    page.goto(server)
    assert page.locator(".event:visible h3").first.inner_text() == "パソコン修理相談会"
    page.clock.set_fixed_time("2026-12-12T16:00:01+09:00")
    page.goto(server)
    assert page.locator(".event:visible h3").first.inner_text().startswith("12月の情報交換会")
    page.clock.set_fixed_time("2031-01-01T00:00:00+09:00")
    page.goto(server)
    assert page.locator(".event:visible").count() == 0
    assert page.get_by_text("ここに載せた催しは終わりました").is_visible()


def test_home_tells_at_a_glance_when_what_who_and_how(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.clock.set_fixed_time("2026-11-24T12:00:00+09:00")
    page.goto(server)
    day = page.locator(".first-large .date-day").first
    report = page.locator(".opening-row").get_by_role("link")
    call = page.locator(".offer h3").first
    calendar = page.get_by_role("link", name="購読する")
    for answer in (day, report, call, calendar):
        expect(answer).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 320, "height": 640})
    expect(day).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_calendar_marks_today_as_it_is_where_the_site_is(
    page: Page, server: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    today = page.locator("td[aria-current=date]")
    for clock, days in (
        ("2027-02-05T14:59:59Z", ["2027-02-05"]),
        ("2027-02-05T15:00:00Z", ["2027-02-06"]),
        ("2027-03-01T00:00:00+09:00", []),
    ):
        page.clock.set_fixed_time(clock)
        page.goto(server + "events/2027/02/")
        assert today.evaluate_all("cells => cells.map(cell => cell.dataset.day)") == days


def test_a_narrow_calendar_leads_to_the_words_below_it(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(server + "events/2027/02/")
    cell = page.locator("td[data-day='2027-02-06']")
    assert cell.locator("li").count() == 1
    assert not cell.locator("li").is_visible()
    assert page.get_by_text("祝日: 11日(木) 建国記念の日、23日(火) 天皇誕生日").is_visible()
    link = page.get_by_role("link", name=re.compile(r"^6\s?日、催し1件$"))
    box = link.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    link.click()
    day = page.locator(page.evaluate("location.hash"))
    assert day.get_by_role("heading", name="2月6日(土)").is_visible()
    assert day.get_by_text("中止").is_visible()


def test_the_next_day_of_what_repeats_takes_its_turn(page: Page, server: str) -> None:
    title = page.get_by_role("link", name="パソコン修理相談会", exact=True)
    days = page.locator(".event:visible").filter(has=title).locator(".date-day")
    for clock, day in (
        ("2026-12-01T00:00:00+09:00", "12/12"),
        ("2026-12-12T15:59:59+09:00", "12/12"),
        ("2026-12-12T16:00:00+09:00", "2/13"),  # that of January has an announcement of its own
        ("2027-02-13T16:00:00+09:00", "3/13"),
    ):
        page.clock.set_fixed_time(clock)
        page.goto(server + "events/")
        assert days.all_inner_texts() == [day]


BEFORE, AFTER = "2026-11-30T23:59:59+09:00", "2026-12-01T00:00:00+09:00"  # a call's last day
CLOSING = "教室の机を運ぶ車"


@pytest.mark.parametrize("path", ["", "calls/", "calls/organization/kotonoha-bashi/"])
def test_a_call_leaves_lists_when_its_time_is_over(page: Page, server: str, path: str) -> None:
    for clock, there in ((BEFORE, True), (AFTER, False)):
        page.clock.set_fixed_time(clock)
        page.goto(server + path)
        assert page.get_by_role("link", name=CLOSING).is_visible() is there
    page.clock.set_fixed_time("2031-01-01T00:00:00+09:00")
    page.goto(server + path)
    assert page.locator(".offer:visible").count() == 0
    assert page.locator(".offers .empty").is_visible()


@pytest.mark.parametrize("path", ["reports/2026-10-15-johokokankai/", "calls/all/"])
def test_a_call_says_that_it_is_over(page: Page, server: str, path: str) -> None:
    call = page.locator(".call, .past-call").filter(has_text=CLOSING)
    for clock, state in ((BEFORE, "募集中"), (AFTER, "募集終了")):
        page.clock.set_fixed_time(clock)
        page.goto(server + path)
        assert call.locator(".stamp:visible").all_inner_texts() == [state]
        if "calls" not in path:
            assert call.get_by_text("応募先").is_visible() is (state == "募集中")


def test_a_page_left_open_corrects_itself(browser: Browser, server: str) -> None:
    page = browser.new_context().new_page()  # of its own, as its clock runs
    page.clock.install(time="2026-11-30T23:59:30+09:00")
    page.goto(server + "calls/")
    assert page.get_by_role("link", name=CLOSING).is_visible()
    page.clock.run_for(90_000)
    assert not page.get_by_role("link", name=CLOSING).is_visible()
    page.context.close()


def test_the_next_meeting_of_a_report_is_right_when_it_is_read(page: Page, server: str) -> None:
    next_one = page.locator("section:has(> #page-next)")
    page.clock.set_fixed_time("2026-11-19T20:29:59+09:00")
    page.goto(server + "reports/2026-10-15-johokokankai/")
    assert next_one.locator(".event").is_visible()
    assert not next_one.locator(".empty").is_visible()
    page.clock.set_fixed_time("2026-11-19T20:30:00+09:00")
    page.goto(server + "reports/2026-10-15-johokokankai/")
    assert not next_one.locator(".event").is_visible()
    assert next_one.get_by_role("link", name="情報交換会", exact=True).is_visible()


def test_filters_need_no_page_where_there_is_a_script(
    page: Page, window: Window, server: str
) -> None:
    page.clock.set_fixed_time(BEFORE)
    page.goto(server + "calls/")
    shown = page.locator(".offer:visible")
    everything = shown.count()
    page.get_by_role("link", name="プロボノ", exact=True).first.click()
    assert page.url == server + "calls/#type-pro-bono"
    assert shown.locator("h2").all_inner_texts() == ["台帳づくり"]
    assert page.get_by_role("status").inner_text() == "1件"
    page.get_by_role("link", name="寄付", exact=True).click()
    assert shown.count() == 0
    assert page.locator(".offers .empty").is_visible()
    page.go_back()
    assert shown.count() == 1
    page.get_by_role("link", name="すべて", exact=True).click()
    assert shown.count() == everything
    page.goto(server + "calls/#organization-tohoku-saisei")
    assert shown.count() == 2
    assert window.said == []
    assert window.elsewhere == []


def test_filters_are_links_where_there_is_no_script(scriptless: Page, server: str) -> None:
    page = scriptless
    page.goto(server + "calls/")
    page.get_by_role("link", name="プロボノ", exact=True).first.click()
    assert page.url == server + "calls/type/pro-bono/"
    assert page.locator(".offer h2").all_inner_texts() == ["台帳づくり"]
    page.locator(".offer h2 a").click()
    assert page.url.startswith(server + "reports/2026-10-15-johokokankai/#call-")
    assert page.locator(".call:target").is_visible()
    for path in ("reports/2026-10-15-johokokankai/", "calls/", ""):
        page.goto(server + path)
        words = page.locator("main").inner_text()
        for word in ("次回は", "まもなく", "本日", "明日"):
            assert word not in words


def test_registration_closes_itself(page: Page, server: str) -> None:
    page.clock.set_fixed_time("2026-12-01T12:00:00+09:00")
    page.goto(server + "events/2026-12-17-johokokankai/")
    assert page.get_by_role("link", name="申し込む").is_visible()
    assert not page.locator(".stamp-ended").is_visible()
    page.clock.set_fixed_time("2026-12-17T20:30:00+09:00")
    page.goto(server + "events/2026-12-17-johokokankai/")
    assert not page.get_by_role("link", name="申し込む").is_visible()
    assert page.get_by_text("受付は終了しました").is_visible()
    assert page.locator(".stamp-ended").is_visible()


@pytest.mark.parametrize(
    "path", ["events/2026-12-05-kikikata/", "events/2027-02-06-fuyu-machiaruki/", ""]
)
def test_what_is_full_or_off_offers_no_registration(page: Page, server: str, path: str) -> None:
    page.clock.set_fixed_time("2026-12-01T12:00:00+09:00")
    page.goto(server + path)
    cards = page.locator(
        ".event:has(.stamp-full), .event:has(.stamp-cancelled)" if not path else "article"
    )
    assert cards.count() > 0
    assert cards.get_by_role("link", name="申し込む").count() == 0


def test_without_script_pages_are_whole(scriptless: Page, server: str) -> None:
    page = scriptless
    page.goto(server)
    assert page.locator(".event:visible").count() == 4
    for word in ("次回", "まもなく", "本日", "明日"):
        assert word not in page.locator("main .upcoming").inner_text()


def test_an_announcement_is_copied_and_that_is_said(
    page: Page, window: Window, server: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server + "events/2026-12-17-johokokankai/")
    page.get_by_role("link", name="案内文をコピー").click()
    status = page.locator(".share").get_by_role("status")
    status.get_by_text("コピーしました").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied.startswith("12月の情報交換会")
    assert page.url == server + "events/2026-12-17-johokokankai/"
    page.goto(server + "reports/2023-12-21-johokokankai/")
    page.get_by_role("link", name="リンクをコピー").click()
    status.get_by_text("コピーしました").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/reports/2023-12-21-johokokankai/")
    assert window.said == []
    assert window.elsewhere == []


def test_an_announcement_can_be_copied_without_a_script(scriptless: Page, server: str) -> None:
    page = scriptless
    page.goto(server + "reports/2023-12-21-johokokankai/")
    assert not page.get_by_text("リンクをコピー").is_visible()
    page.goto(server + "events/2026-12-17-johokokankai/")
    page.get_by_role("link", name="案内文をコピー").click()
    assert page.url.endswith("/events/2026-12-17-johokokankai/share.txt")
    # From a server that names no encoding.
    assert page.locator("body").inner_text().startswith("12月の情報交換会")
