"""Where lines end on phones, what stands beside what, and how much room a picture takes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from test_accessibility import CORNERS, SITE, corner, look
from test_policy import server

__all__ = ["corner", "server"]  # fixtures

# Lines that begin with what belongs to the line before: closing marks, small kana, half a day.
ILL_BEGUN = r"""() => {
  const ill = /^(?:[、。」』）ァィゥェォャュョッぁぃぅぇぉゃゅょっー]|日\(|\([月火水木金土日])/;
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let bottom = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent.checkVisibility() || parent.closest("rt, .unseen")) continue;
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (!box || !box.width || !node.data[at].trim()) continue;
      if (box.top >= bottom - 2 && ill.test(node.data.slice(at))) found.push(node.data.slice(at));
      if (box.top >= bottom - 2 || box.bottom > bottom) bottom = box.bottom;
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(reduced_motion="reduce").new_page()
    yield page
    page.context.close()


@pytest.mark.parametrize(
    "name",
    ["home", "event", "report", "all calls", "past", "month", "organization", "long event"],
)
def test_no_line_begins_with_what_belongs_to_the_one_before(
    screen: Page, server: str, corner: str, name: str
) -> None:
    screen.goto(server + SITE[name] if name in SITE else corner + CORNERS[name])
    for width in (320, 360, 390):
        look(screen, width)
        assert screen.evaluate(ILL_BEGUN) == [], width


@pytest.mark.parametrize("path", ["", "en/", "events/2026-12-17-johokokankai/"])
def test_other_languages_stand_beside_the_name_on_phones(
    screen: Page, server: str, path: str
) -> None:
    screen.goto(server + path)
    for width in (320, 360, 390, 640):
        look(screen, width)
        name = screen.locator(".brand").bounding_box()
        versions = screen.locator(".versions").bounding_box()
        assert name
        assert versions
        assert name["y"] - 4 <= versions["y"] < name["y"] + 12, width
        assert name["x"] + name["width"] <= versions["x"], width


def test_the_search_is_reached_from_other_languages_on_phones(screen: Page, server: str) -> None:
    look(screen, 320)
    screen.goto(server + "en/")
    screen.get_by_role("link", name="Search", exact=True).click()
    expect(screen.get_by_role("searchbox")).to_be_visible()


def test_ways_to_do_something_share_a_line_on_the_narrowest_phones(
    screen: Page, server: str
) -> None:
    look(screen, 320)
    screen.clock.set_fixed_time("2026-11-24T12:00:00+09:00")
    screen.goto(server + "events/2026-12-17-johokokankai/")
    register = screen.get_by_role("link", name="申し込む", exact=True).bounding_box()
    add = screen.get_by_text("カレンダーに追加", exact=True).bounding_box()
    assert register
    assert add
    assert register["y"] == add["y"]
    tops = "items => new Set(items.map(item => item.getBoundingClientRect().top)).size"
    assert screen.locator(".share li").evaluate_all(tops) == 2  # of four


def test_where_nothing_can_be_done_any_more_the_facts_go_on(screen: Page, server: str) -> None:
    look(screen, 320)
    screen.goto(server + "events/2024-01-18-johokokankai/")
    first, more = (screen.locator(".facts").nth(place).bounding_box() for place in (0, 1))
    assert first
    assert more
    assert abs(more["y"] - first["y"] - first["height"]) <= 1


def test_a_high_picture_leaves_room_for_what_is_below_it(screen: Page, server: str) -> None:
    look(screen, 1280)
    screen.goto(server + "reports/2023-12-21-johokokankai/")
    picture = screen.locator(".head-picture img")
    picture.evaluate(
        "image => { image.closest('picture')?.querySelectorAll('source').forEach(s => s.remove());"
        " image.removeAttribute('srcset'); image.removeAttribute('src');"
        " image.width = 900; image.height = 1600; }"
    )
    box = picture.bounding_box()
    assert box
    assert box["height"] <= 560
