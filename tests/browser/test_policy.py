"""Every page under its own policy in a real browser: nothing is refused, nothing weighs."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from serving import served

INLINE = b"""<!doctype html><html lang="ja"><title>x</title>
<script>document.title = "ran"</script><p style="color: red">x</p>
<img src="https://elsewhere.example/x.png" alt="">"""
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(event.effectiveDirective + " " + event.blockedURI);
});
window.shifted = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const moved = entry.sources.map(({ node, previousRect: from, currentRect: to }) =>
      `${node?.outerHTML?.slice(0, 99) ?? node?.data ?? "generated"}: ${from.x},${from.y} ` +
      `${from.width}x${from.height} to ${to.x},${to.y} ${to.width}x${to.height}`);
    window.shifted.push(`${entry.value} at ${entry.startTime} ms: ${moved.join("; ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    with served(site, {"/inline/": INLINE}) as address:
        yield address


def addresses(site: Path) -> list[str]:
    """Pages of every kind as they are asked for: of each kind the first ones, and each tenth."""
    kinds: dict[str, list[str]] = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        kind = re.sub(r"[^/]+/index\.html$|\d+", "", path)
        kinds.setdefault(kind, []).append(quote(re.sub(r"(^|/)index\.html$", r"\1", path)))
    return [path for some in kinds.values() for path in (*some[:2], *some[10::10])]


def watched(browser: Browser) -> tuple[Page, list[str]]:
    """A phone's page that notes what is refused, and what its console says."""
    page = browser.new_context(viewport={"width": 390, "height": 840}).new_page()
    page.clock.set_fixed_time("2026-11-24T12:00:00+09:00")  # when the site was made
    page.add_init_script(WATCH)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def test_the_policy_refuses_what_is_inline_or_from_elsewhere(browser: Browser, server: str) -> None:
    page, said = watched(browser)
    page.goto(server + "inline/")
    refused = page.evaluate("window.refused")
    assert {each.split()[0] for each in refused} == {"script-src-elem", "style-src-attr", "img-src"}
    assert page.title() == "x"
    assert any("Content Security Policy" in each for each in said)
    page.context.close()


def test_no_kind_of_page_does_what_its_policy_refuses(
    browser: Browser, server: str, site: Path
) -> None:
    page, said = watched(browser)
    found = []
    for path in addresses(site):
        response = page.goto(server + path)
        assert response
        assert "default-src 'none'" in response.headers["content-security-policy"]
        found += [f"{path}: {each}" for each in page.evaluate("window.refused")]
        found += [f"{path}: {each}" for each in said]
        said.clear()
        assert page.evaluate("document.querySelector('link[rel=stylesheet]').sheet !== null")
    page.context.close()
    assert found == []


def light_reports(site: Path) -> list[str]:
    """The pages of reports without photos."""
    found = site.glob("reports/*/index.html")
    return [
        f"reports/{file.parent.name}/"
        for file in sorted(found)
        if not re.search(r"<img\b", file.read_text("utf-8"))
    ]


def test_a_report_without_photos_is_light_and_stands_still(
    browser: Browser, server: str, site: Path
) -> None:
    paths = light_reports(site)
    assert paths
    for path in paths:
        page, said = watched(browser)
        channel = page.context.new_cdp_session(page)
        channel.send("Network.enable")
        weights: list[float] = []
        channel.on("Network.loadingFinished", lambda e, w=weights: w.append(e["encodedDataLength"]))
        asked: list[str] = []
        page.on("request", lambda request, a=asked: a.append(request.url))
        page.goto(server + path, wait_until="networkidle")
        page.mouse.wheel(0, 20_000)
        page.wait_for_load_state("networkidle")
        assert len(weights) == len(asked) <= 6, asked
        assert 5_000 < sum(weights) <= 40_000, path
        assert [url for url in asked if not url.startswith(server)] == []
        assert page.evaluate("window.shifted") == []
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert said == []
        page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_comes_in(browser: Browser, site: Path, width: int) -> None:
    pauses = (b'<form class="finder"', b'<nav class="menu"', b"<main", b"<h1>", b"<footer")
    report = f"reports/{next(site.glob('reports/*/index.html')).parent.name}/"
    event = f"events/{next(site.glob('events/*/flyer/')).parent.name}/"
    with served(site, pauses=pauses) as address:
        for path in ("", report, event, "calls/", "events/", "reports/"):
            page, _ = watched(browser)
            page.set_viewport_size({"width": width, "height": 840})
            begun = time.monotonic()
            page.goto(address + path, wait_until="networkidle")
            assert time.monotonic() - begun > 1  # it did come in pieces
            assert page.evaluate("window.shifted") == [], path
            page.context.close()
