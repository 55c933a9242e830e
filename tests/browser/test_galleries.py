"""Pictures in a real browser, under the site's policy: the file that fits, no shift, galleries."""

import pytest
from playwright.sync_api import Browser, Page
from test_policy import server, watched

__all__ = ["server"]  # a fixture

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
    await new Promise(done => setTimeout(done, 30));
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
    browser: Browser, server: str, width: int
) -> None:
    page, said = watched(browser)
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
    page.context.close()
    assert wrong == []
    assert said == []


def test_nothing_moves_when_pictures_come(browser: Browser, server: str) -> None:
    for path in SHOWN.values():
        page, _ = watched(browser)
        page.goto(server + path)
        page.evaluate(SCROLLED)
        assert page.evaluate("window.shifted") == [], path
        page.context.close()


def test_what_is_seen_first_does_not_wait_and_the_rest_does(browser: Browser, server: str) -> None:
    page, _ = watched(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + REPORT, wait_until="networkidle")
    first, *others = page.locator("main img").all()
    assert first.get_attribute("fetchpriority") == "high"
    assert first.get_attribute("loading") is None
    assert {other.get_attribute("loading") for other in others} == {"lazy"}
    loaded = [url for url in asked if "/images/" in url]
    assert len(loaded) < len(others) + 1
    page.context.close()


def test_the_script_is_loaded_only_where_there_is_a_gallery(browser: Browser, server: str) -> None:
    page, _ = watched(browser)
    for path in SHOWN.values():
        page.goto(server + path)
        scripts = page.locator("script[src*=gallery]").count()
        assert scripts == min(1, page.locator(".gallery").count()), path
    page.context.close()


def test_a_gallery_opens_by_itself_without_the_script(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + REPORT)
    link = page.locator(".gallery a").first
    with page.expect_navigation():
        link.click()
    assert page.url.endswith("-1600.jpg")
    context.close()


def opened(browser: Browser, server: str) -> tuple[Page, list[str]]:
    """A report whose first gallery has been opened with the keyboard."""
    page, said = watched(browser)
    page.goto(server + REPORT)
    page.locator(".gallery a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.viewer img').complete")
    return page, said


def test_a_gallery_is_walked_with_the_keyboard(browser: Browser, server: str) -> None:
    page, said = opened(browser, server)
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
    page.wait_for_function("document.querySelector('.viewer img').complete")
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
    assert said == []
    assert page.evaluate("window.refused") == []
    page.context.close()


@pytest.mark.parametrize("size", [(320, 640), (640, 320), (1280, 800)])
def test_an_opened_picture_fits_its_window(
    browser: Browser, server: str, size: tuple[int, int]
) -> None:
    page, _ = opened(browser, server)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.evaluate(STATE)["inside"]
    for button in page.locator(".viewer button").all():
        box = button.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        assert min(box["width"], box["height"]) >= 24
    page.context.close()


def test_a_click_with_a_key_held_is_the_browsers_own(browser: Browser, server: str) -> None:
    page, _ = watched(browser)
    page.goto(server + REPORT)
    with page.context.expect_page() as other:
        page.locator(".gallery a").first.click(modifiers=["Control"])
    assert page.locator(".viewer").count() == 0
    other.value.close()
    page.context.close()
