"""What pages show on paper: nothing to press, where links lead, photos that are whole."""

import io

import pytest
from pypdf import PdfReader
from test_policy import server
from windows import Window, only_window, window

__all__ = ["only_window", "server", "window"]  # fixtures

EVENT = "events/2026-12-17-johokokankai/"
PAGES = ["", EVENT, "reports/2023-12-21-johokokankai/", "reports/", "calls/", "events/2027/02/"]
TO_PRESS = "nav, form, button, summary, .button, .share, .pager, .filters, .crumbs, .skip, .foot ul"
# Photos that are loaded, and have another shape than the file has.
CUT = """async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map(image => image.decode()));
  return [...document.images].filter(image => {
    const { width, height } = image.getBoundingClientRect();
    const shape = width / height / (image.naturalWidth / image.naturalHeight);
    return width === 0 || Math.abs(shape - 1) > 0.02;
  }).map(image => image.alt);
}"""


@pytest.mark.parametrize("path", PAGES)
def test_paper_shows_what_it_is_good_for(window: Window, server: str, path: str) -> None:
    page = window.page
    page.goto(server + path)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(TO_PRESS).locator("visible=true").all_inner_texts() == []
    # At the head, so that no sheet has the foot alone.
    head = page.locator(".band").get_by_text(f"https://socialhub.example.org/{path}", exact=True)
    assert head.is_visible()
    assert not page.locator(".foot").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(34, 35, 31)"
    assert page.evaluate(CUT) == []
    assert window.said == []


def test_a_printed_announcement_tells_how_to_register_and_is_short(
    window: Window, server: str
) -> None:
    page = window.page
    page.clock.set_fixed_time("2026-12-01T12:00:00+09:00")
    page.goto(server + EVENT)
    page.emulate_media(media="print")
    assert page.get_by_text("https://socialhub.example.org/form", exact=True).is_visible()
    for words in ("下の「申し込む」", "地図", "地図を開く"):
        assert not page.get_by_text(words, exact=words != "下の「申し込む」").is_visible()
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert len(sheets) <= 2
