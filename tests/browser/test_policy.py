"""Every page under its own policy in a real browser: nothing is refused, nothing weighs."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import Gate, served
from windows import Window, only_window, window

__all__ = ["only_window", "window"]  # fixtures

INLINE = b"""<!doctype html><html lang="ja"><title>x</title>
<script>document.title = "ran"</script><p style="color: red">x</p>
<img src="https://elsewhere.example/x.png" alt="">"""


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


def test_the_policy_refuses_what_is_inline_or_from_elsewhere(window: Window, server: str) -> None:
    page = window.page
    page.goto(server + "inline/")
    refused = page.evaluate("window.refused")
    assert {each.split()[0] for each in refused} == {"script-src-elem", "style-src-attr", "img-src"}
    assert page.title() == "x"
    assert any("Content Security Policy" in each for each in window.said)


def test_no_kind_of_page_does_what_its_policy_refuses(
    window: Window, server: str, site: Path
) -> None:
    page = window.page
    found = []
    for path in addresses(site):
        response = page.goto(server + path)
        assert response
        assert "default-src 'none'" in response.headers["content-security-policy"]
        found += [f"{path}: {each}" for each in page.evaluate("window.refused")]
        found += [f"{path}: {each}" for each in window.said]
        window.said.clear()
        assert page.evaluate("document.querySelector('link[rel=stylesheet]').sheet !== null")
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
    window: Window, server: str, site: Path
) -> None:
    page = window.page
    weights: list[float] = []
    channel = page.context.new_cdp_session(page)
    channel.send("Network.enable")
    channel.on(
        "Network.loadingFinished", lambda result: weights.append(result["encodedDataLength"])
    )
    paths = light_reports(site)
    assert paths
    for path in paths:
        window.renew()
        weights.clear()
        page.goto(server + path, wait_until="networkidle")
        page.mouse.wheel(0, 20_000)
        page.wait_for_load_state("networkidle")
        assert len(weights) == len(window.asked) <= 6, window.asked
        assert 5_000 < sum(weights) <= 40_000, path
        assert [url for url in window.asked if not url.startswith(server)] == []
        assert page.evaluate("window.shifted") == []
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert window.said == []
    channel.detach()


# What pages are cut before, and how each is found once it is there.
PIECES = {
    b'<form class="finder"': ".finder",
    b'<nav class="menu"': "nav.menu",
    b"<main": "main",
    b"<h1>": "h1",
    b"<footer": "footer",
}
# Two frames: what is there has been shown.
SHOWN = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done()));
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_comes_in(window: Window, site: Path, width: int) -> None:
    report = f"reports/{next(site.glob('reports/*/index.html')).parent.name}/"
    event = f"events/{next(site.glob('events/*/flyer/')).parent.name}/"
    page, gate = window.page, Gate(PIECES)
    with served(site, gate=gate) as address:
        for path in ("", report, event, "calls/", "events/", "reports/"):
            window.renew()
            page.set_viewport_size({"width": width, "height": 840})
            page.goto(address + path, wait_until="commit")
            html = (site / path / "index.html").read_bytes()
            cuts = sorted((cut for cut in PIECES if cut in html), key=html.find)
            assert len(cuts) >= 4
            for there in ("body", *(PIECES[cut] for cut in cuts[:-1])):
                gate.reached()
                page.wait_for_selector(there, state="attached")
                page.evaluate(SHOWN)
                gate.open()
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.shifted") == [], path
