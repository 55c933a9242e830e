"""Pictures in a real browser, under the site's policy: the file that fits, no shift, galleries."""

import pytest
from playwright.sync_api import Page, expect
from test_policy import server
from windows import Window, only_window, scriptless, window

__all__ = ["only_window", "scriptless", "server", "window"]  # fixtures

REPORT = "reports/2023-12-21-johokokankai/"
SHOWN = {
    "report": REPORT,
    "another report": "reports/2025-10-25-hoshizora/",
    "event": "events/2027-03-18-johokokankai/",
    "reports": "reports/",
    "home": "",
}
# A browser takes for the width of a picture what `sizes` says, whichever file it chose.
MEASURED = """async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map(image => image.decode()));
  return [...document.images].map(image => ({
    file: image.currentSrc.split("/").pop(), said: image.naturalWidth,
    shown: image.getBoundingClientRect().width,
  }));
}"""
SCROLLED = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 200) {
    scrollTo(0, y);
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
  await Promise.all([...document.images].map(image => image.decode()));
}"""
STATE = """() => {
  const viewer = document.querySelector(".viewer");
  const image = viewer.querySelector("img");
  const box = image.getBoundingClientRect();
  return {
    open: viewer.open, focus: document.activeElement.textContent,
    link: document.activeElement.getAttribute("href"),
    file: image && image.currentSrc.split("/").pop(),
    caption: viewer.querySelector("figcaption").textContent,
    said: viewer.querySelector("[aria-live]").textContent,
    inside: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
  };
}"""


@pytest.mark.parametrize("width", [320, 640, 768, 1000, 1280])
def test_a_picture_is_loaded_as_large_as_it_is_shown(
    window: Window, server: str, width: int
) -> None:
    page = window.page
    page.set_viewport_size({"width": width, "height": 800})
    wrong = []
    for name, path in SHOWN.items():
        page.goto(server + path)
        found = page.evaluate(MEASURED)
        assert found, name
        wrong += [
            (name, each)
            for each in found
            if not 0.9 < each["said"] / each["shown"] < 1.25 or not each["file"].endswith(".avif")
        ]
    assert wrong == []
    assert window.said == []


def test_nothing_moves_when_pictures_come(window: Window, server: str) -> None:
    page = window.page
    for path in SHOWN.values():
        window.forget()
        page.goto(server + path)
        page.evaluate(SCROLLED)
        assert page.evaluate("window.shifted") == [], path


def test_what_is_seen_first_does_not_wait_and_the_rest_does(window: Window, server: str) -> None:
    page = window.page
    page.goto(server + REPORT, wait_until="networkidle")
    first, *others = page.locator("main img").all()
    assert first.get_attribute("fetchpriority") == "high"
    assert first.get_attribute("loading") is None
    assert {other.get_attribute("loading") for other in others} == {"lazy"}
    loaded = [url for url in window.asked if "/images/" in url]
    assert len(loaded) < len(others) + 1


def test_the_script_is_loaded_only_where_there_is_a_gallery(window: Window, server: str) -> None:
    page = window.page
    for path in SHOWN.values():
        page.goto(server + path)
        scripts = page.locator("script[src*=gallery]").count()
        assert scripts == min(1, page.locator(".gallery").count()), path


def test_a_gallery_opens_by_itself_without_the_script(scriptless: Page, server: str) -> None:
    page = scriptless
    page.goto(server + REPORT)
    link = page.locator(".gallery a").first
    with page.expect_navigation():
        link.click()
    assert page.url.endswith("-1600.jpg")


@pytest.fixture
def opened(window: Window, server: str) -> Window:
    """A report whose first gallery has been opened with the keyboard."""
    page = window.page
    page.goto(server + REPORT)
    page.locator(".gallery a").first.focus()
    page.keyboard.press("Enter")
    # A function to wait for would be evaluated by the page, whose policy forbids that.
    expect(page.locator(".viewer img")).to_have_js_property("complete", True)
    return window


def test_a_gallery_is_walked_with_the_keyboard(opened: Window) -> None:
    page = opened.page
    links = [
        each.get_attribute("href") for each in page.locator(".gallery").first.locator("a").all()
    ]
    assert len(links) == 2
    first = page.evaluate(STATE)
    assert first["open"]
    assert first["focus"] == "次の写真"
    assert first["said"].startswith("1 / 2 緑色の椅子")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(STATE)["said"] == first["said"]
    page.keyboard.press("ArrowRight")
    # A function to wait for would be evaluated by the page, whose policy forbids that.
    expect(page.locator(".viewer img")).to_have_js_property("complete", True)
    second = page.evaluate(STATE)
    assert second["said"].startswith("2 / 2 ")
    assert second["file"] != first["file"]
    assert second["caption"] != first["caption"]
    assert second["focus"] == "前の写真"  # the other button is of no use any more
    page.keyboard.press("Tab")
    assert page.evaluate(STATE)["focus"] == "閉じる"
    page.keyboard.press("Escape")
    assert page.evaluate(
        "[document.querySelector('.viewer').open, document.activeElement.getAttribute('href')]"
    ) == [
        False,
        links[1],
    ]
    assert opened.said == []
    assert page.evaluate("window.refused") == []


@pytest.mark.parametrize("size", [(320, 640), (640, 320), (1280, 800)])
def test_an_opened_picture_fits_its_window(opened: Window, size: tuple[int, int]) -> None:
    page = opened.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.evaluate(STATE)["inside"]
    for button in page.locator(".viewer button").all():
        box = button.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        assert min(box["width"], box["height"]) >= 24


def test_a_click_with_a_key_held_is_the_browsers_own(window: Window, server: str) -> None:
    page = window.page
    page.goto(server + REPORT)
    with page.context.expect_page() as other:
        page.locator(".gallery a").first.click(modifiers=["Control"])
    assert page.locator(".viewer").count() == 0
    other.value.close()
