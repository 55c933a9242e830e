"""Every template for everyone: by eye at any size, by key, by ear, in colours that are forced."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import pytest
from conftest import run_build
from inspecting import Measure, asked, found, measured, violations
from playwright.sync_api import Browser, Page, expect
from serving import served
from test_policy import server

__all__ = ["server"]  # a fixture

# A page of each template,
TEMPLATES = {
    "home": "",
    "events": "events/",
    "past": "events/past/",
    "month": "events/2027/02/",
    "subscribe": "subscribe/",
    "search": "search/",
    "event": "events/2026-12-17-johokokankai/",
    "flyer": "events/2026-12-17-johokokankai/flyer/",
    "reports": "reports/",
    "report": "reports/2023-12-21-johokokankai/",
    "calls": "calls/",
    "all calls": "calls/all/",
    "organizations": "organizations/",
    "organization": "organizations/tohoku-saisei/",
    "venue": "venues/sendai-shimin-katsudo/",
    "series": "series/johokokankai/",
    "tag": "tags/%E3%81%A4%E3%81%AA%E3%81%8C%E3%82%8A/",
    "page": "accessibility/",
    "not found": "nowhere/",
    "another language": "en/",
    "translated report": "en/reports/2023-12-21-johokokankai/",
}
# of each state that looks otherwise,
STATES = {
    "month that is over": "events/2024/07/",
    "event that repeats": "events/pc-shuri-sodankai/",
    "event that is over": "events/2024-01-18-johokokankai/",
    "event that is cancelled": "events/2027-02-06-fuyu-machiaruki/",
    "event that is full": "events/2026-12-05-kikikata/",
    "event elsewhere": "events/2027-03-25-repair-library/",
    "report with open calls": "reports/2026-10-15-johokokankai/",
    "no call of a type": "calls/type/donation/",
}
# and of a site that has little to tell, with words that are hard to place.
CORNERS = {
    "home with nothing to come": "",
    "no event": "events/",
    "no report": "reports/",
    "no call": "calls/",
    "no call ever": "calls/all/",
    "long event": "events/2024-01-18-kai/",
    "long event in a month": "events/2024/01/",
    "translation of little": "en/events/2024-01-18-kai/",
}
SITE = TEMPLATES | STATES
# Pages that are walked through by key, each in a window of one width.
WALKS = [
    ("home", 1280),
    ("event", 1280),
    ("report", 1280),
    ("report with open calls", 320),
    ("calls", 320),
    ("month", 1280),
    ("subscribe", 320),
    ("organization", 1280),
]
# Width, scheme, whether colours are forced: each width and each way of colouring once.
LOOKS = [(320, "light", False), (1280, "dark", False), (768, "light", True)]
NOW = "2026-11-24T12:00:00+09:00"
LONG = "ウェブアクセシビリティコミュニケーションワークショップ" * 3 + "Donaudampfschifffahrt" * 6
CORNER = {
    "events/2024-01-18-kai.md": f"""題: {LONG}
日時: 2024年1月18日(木)19:00~20:30
会場: {LONG[:50]} 6階とZoom
内容: 近況を持ち寄ります。{LONG}
参加費: 無料
共催: {LONG[:40]}の会
申込み: https://example.org/{"form" * 20}
タグ: {LONG[:20]}""",
    "events/2024-01-18-kai.en.md": "title: January meeting\nsummary: We share our news.",
    "organizations/kai.md": f"名称: {LONG[:40]}の会",
}


@pytest.fixture(scope="module")
def corner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("corner")
    for path, header in CORNER.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{header}\n---\n", "utf-8")
    made = run_build(folder / "output", content=folder / "content")
    assert made.returncode == 0, made.stderr
    with served(folder / "output") as address:
        yield address


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    """One page for everything, on which nothing moves."""
    page = browser.new_context(reduced_motion="reduce").new_page()
    yield page
    page.context.close()


class Look(NamedTuple):
    """One way in which pages are shown, and which of `inspecting.js` measures them then."""

    width: int
    measures: tuple[Measure, ...]
    scheme: str = "light"
    forced: bool = False
    wide: bool = False  # whether texts are set as wide as readers may set them

    def key(self, measure: Measure) -> tuple[Measure, int, str]:
        """What tells what a measure found then."""
        how = "wide" if self.wide else "forced" if self.forced else self.scheme
        return measure, self.width, how


# Each is laid out once, and everything measured that is asked of it; "unmarked" moves the focus,
# and is last. 640 and 320 are 1280 at 200 % and 400 %.
ALL_LOOKS = (
    Look(320, ("untold", "moving", "spoilt", "small", "dim", "unmarked")),
    Look(320, ("spoilt",), wide=True),
    Look(320, ("dim",), "dark"),
    Look(640, ("spoilt",)),
    Look(768, ("spoilt",)),
    Look(768, ("forced", "unmarked"), forced=True),
    Look(1280, ("dim", "unmarked"), "dark"),
    Look(1280, ("spoilt", "small", "dim")),
    Look(1280, ("spoilt",), wide=True),
)


class Shown(NamedTuple):
    """What was found on a page: by axe, by rules and width, and by measure, width and look."""

    axe: Mapping[int, list[str]]
    found: Mapping[tuple[Measure, int, str], list[str]]


@pytest.fixture(scope="module", params=[*SITE, *CORNERS])
def shown(screen: Page, server: str, corner: str, request: pytest.FixtureRequest) -> Shown:
    """Each template in its turn, loaded once and shown in all ways, for all that is asked of it."""
    name: str = request.param
    screen.goto(server + SITE[name] if name in SITE else corner + CORNERS[name])
    screen.keyboard.press("Shift")  # from now on it is a keyboard that moves the focus
    # Every other template is dark on phones and light on desks; the rest are the other way round.
    dark_first = name in TEMPLATES and [*TEMPLATES].index(name) % 2
    on_phones, on_desks = ("dark", "light") if dark_first else ("light", "dark")
    axe: dict[int, list[str]] = {}
    result: dict[tuple[Measure, int, str], list[str]] = {}
    for each in ALL_LOOKS:
        look(screen, each.width, each.scheme, forced=each.forced)
        if each.wide:
            asked(screen, "setWide(true)")
        for measure, wrong in zip(each.measures, measured(screen, each.measures), strict=True):
            result[each.key(measure)] = wrong
        if each.wide:
            asked(screen, "setWide(false)")
        if name in TEMPLATES and not (each.forced or each.wide):
            if (each.width, each.scheme) == (320, on_phones):
                axe[320] = violations(screen)
            if (each.width, each.scheme) == (1280, on_desks):  # all else is the same in both
                axe[1280] = violations(screen, ["color-contrast"])
    return Shown(axe, result)


def look(page: Page, width: int, scheme: str = "light", *, forced: bool = False) -> None:
    """Shows a page in a window of that width."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light",
        forced_colors="active" if forced else "none",
    )


@pytest.mark.parametrize("shown", TEMPLATES, indirect=True, scope="module")
def test_axe_finds_nothing(shown: Shown) -> None:
    assert shown.axe == {320: [], 1280: []}


def test_words_stand_out_from_their_ground(shown: Shown) -> None:
    for width, scheme in ((320, "light"), (320, "dark"), (1280, "dark"), (1280, "light")):
        assert shown.found["dim", width, scheme] == []


def test_those_who_listen_miss_nothing_and_nothing_moves(shown: Shown) -> None:
    assert shown.found["untold", 320, "light"] == []
    assert shown.found["moving", 320, "light"] == []


def test_nothing_is_cut_covered_or_too_small_at_any_zoom(shown: Shown) -> None:
    for width in (1280, 768, 640, 320):
        assert shown.found["spoilt", width, "light"] == []
    for width in (1280, 320):
        assert shown.found["small", width, "light"] == []


def test_nothing_is_cut_where_texts_are_set_wide(shown: Shown) -> None:
    for width in (320, 1280):
        assert shown.found["spoilt", width, "wide"] == []


def test_focus_is_seen_and_nothing_is_lost_where_colours_are_forced(shown: Shown) -> None:
    for width, how in ((320, "light"), (1280, "dark"), (768, "forced")):
        assert shown.found["unmarked", width, how] == []
    assert shown.found["forced", 768, "forced"] == []


@pytest.mark.parametrize(("name", "width"), WALKS)
def test_tab_leads_through_everything_in_the_order_it_is_read(
    screen: Page, server: str, name: str, width: int
) -> None:
    look(screen, width)
    screen.goto(server + SITE[name])
    count = asked(screen, "controls().length")
    asked(screen, "noteStops()")
    for _ in range(count + 1):
        screen.keyboard.press("Tab")
    skip, *stops = screen.evaluate("window.stops")
    assert skip["name"].startswith("a.skip")
    assert [stop["at"] for stop in stops] == list(range(count))
    for stop, after in pairwise(stops):
        higher = after["bottom"] <= stop["top"]
        assert not higher or after["left"] >= stop["right"], (stop["name"], after["name"])
    screen.keyboard.press("Tab")  # out of the page, or back to its top
    assert asked(screen, "named(document.activeElement)").startswith(("body.", "a.skip"))


def test_the_first_key_leads_to_the_text(screen: Page, server: str) -> None:
    look(screen, 1280)
    screen.goto(server + TEMPLATES["event"])
    screen.keyboard.press("Tab")
    skip = screen.get_by_role("link", name="本文へ移る")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    screen.keyboard.press("Enter")
    screen.keyboard.press("Tab")
    first = "document.activeElement === document.querySelector('main a, main button')"
    assert screen.evaluate(first)


def test_ways_into_a_calendar_open_and_close_by_key(screen: Page, server: str) -> None:
    look(screen, 320)
    screen.clock.set_fixed_time(NOW)
    screen.goto(server + TEMPLATES["event"])
    ways = screen.locator("details.adding")
    ways.locator("summary").focus()
    screen.keyboard.press("Enter")
    screen.keyboard.press("Tab")
    expect(ways.get_by_role("link").first).to_be_focused()
    assert found(screen, "spoilt") == []
    screen.keyboard.press("Shift+Tab")
    screen.keyboard.press("Space")
    expect(ways.get_by_role("link").first).to_be_hidden()


def test_calls_are_filtered_by_key(screen: Page, server: str) -> None:
    look(screen, 1280)
    screen.clock.set_fixed_time(NOW)
    screen.goto(server + TEMPLATES["calls"])
    choice = screen.locator(".filters").get_by_role("link", name="プロボノ", exact=True)
    choice.focus()
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("status")).to_have_text("1件")
    expect(choice).to_be_focused()
    expect(choice).to_have_attribute("aria-current", "true")


def test_a_search_is_made_and_given_up_by_key(screen: Page, server: str) -> None:
    look(screen, 1280)
    screen.goto(server + TEMPLATES["event"])
    box = screen.get_by_role("searchbox")
    for _ in range(5):
        screen.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    screen.keyboard.type("パソコン")
    screen.keyboard.press("Enter")
    said = screen.get_by_role("status")
    expect(said).to_contain_text("件見つかりました")
    expect(screen).to_have_title(re.compile("検索"))
    box.focus()
    screen.keyboard.press("Escape")
    expect(said).to_be_empty()
    expect(screen.locator(".found li")).to_have_count(0)
    screen.keyboard.type("募集")
    expect(said).to_contain_text("件見つかりました")
    for _ in range(40):
        screen.keyboard.press("Tab")
        if screen.evaluate("Boolean(document.activeElement.closest('.found'))"):
            break
    for width, scheme, forced in LOOKS:
        look(screen, width, scheme, forced=forced)
        for measure in ("spoilt", "small", "forced" if forced else "dim"):
            assert found(screen, measure) == [], (width, measure)
    title = screen.evaluate("document.activeElement.textContent")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", level=1)).to_have_text(title)


def test_an_opened_gallery_is_accessible(screen: Page, server: str) -> None:
    screen.goto(server + TEMPLATES["report"])
    screen.locator(".gallery a").first.focus()
    screen.keyboard.press("Enter")
    for width, scheme, forced in (
        (320, "light", False),
        (1280, "dark", False),
        (768, "light", True),
    ):
        look(screen, width, scheme, forced=forced)
        assert (found(screen, "forced") if forced else violations(screen)) == []
        assert found(screen, "small") == []
    for _ in range(6):
        screen.keyboard.press("Tab")
        within = (
            "document.activeElement === document.body || document.activeElement.closest('dialog')"
        )
        assert screen.evaluate(f"Boolean({within})")
    screen.keyboard.press("Escape")
    expect(screen.locator(".gallery a").first).to_be_focused()
