"""The search in a real browser: it finds what a plain scan finds, loads little, suits everybody."""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, run_build
from inspecting import RULES
from playwright.sync_api import Browser, Page, expect
from scan import scanned, texts_of
from serving import served
from tiny import write_settings

sys.path.insert(0, str(ROOT / "tests" / "bench"))
from corpus import write_corpus

MOST = 150_000  # bytes before the first result
# How many bytes are loaded, uncompressed, until the first result stands there.
LOADED = """(query) => new Promise((told) => {
  const before = performance.now();
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".found li")) return;
    observer.disconnect();
    const loaded = performance.getEntriesByType("resource").filter((e) => e.startTime >= before);
    told(loaded.reduce((sum, each) => sum + each.decodedBodySize + 300, 0));
  }).observe(document.querySelector(".found"), { childList: true });
  document.querySelector("main input").value = query;
  document.querySelector("main .finder").requestSubmit();
})"""
FIND = """async ([words, kind, year]) => {
  const query = { words: Finder.wordsOf(words), kind, year };
  const found = [];
  const index = new URL(".", location.href);
  for await (const each of Finder.results(index, query)) found.push(each.path);
  return found;
}"""


class Served(NamedTuple):
    """A site, and its address under the headers that it is published with."""

    site: Path
    address: str


@pytest.fixture(scope="module")
def first(site: Path) -> Iterator[Served]:
    with served(site) as address:
        yield Served(site, address)


def built(folder: Path, reports: int) -> Path:
    """A site of so many reports."""
    write_corpus(folder, reports)
    settings = write_settings(folder / "conf.py")
    made = run_build(folder / "output", content=folder / "content", settings=settings)
    assert made.returncode == 0, made.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = built(tmp_path_factory.mktemp("some"), 200)
    with served(site) as address:
        yield Served(site, address)


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = built(tmp_path_factory.mktemp("thousand"), 1000)
    with served(site) as address:
        yield Served(site, address)


def opened(browser: Browser, address: str, width: int = 800, scheme: str = "light") -> Page:
    """A page of which every word on the console is an error."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda message: pytest.fail(message.text))
    page.goto(address)
    return page


def queries(texts: dict[str, str], count: int, seed: int) -> Iterator[str]:
    """What people might type: pieces of the texts, words, other widths and cases, and nonsense."""
    random, every = Random(seed), sorted(texts.values())

    def piece() -> str:
        while True:
            text = random.choice(every)
            at = random.randrange(len(text))
            found = text[at : at + random.randint(2, 12)]
            if len(found) > 1 and not set(found) & set("\n "):
                return found

    wide = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz0123456789()"}
    for number in range(count):
        found = piece()
        yield (
            found,
            found.upper(),
            found.translate(wide),
            f"{found}　{piece()}",
            f" {piece()} {piece()[:1]} ",
            found[::-1],
            found + random.choice("龘𠮷ゑ"),
            found[: random.randint(2, len(found))],
        )[number % 8]


@pytest.mark.parametrize(("name", "count"), [("first", 320), ("some", 240)])
def test_what_is_found_is_what_a_scan_finds(
    browser: Browser, request: pytest.FixtureRequest, name: str, count: int
) -> None:
    served: Served = request.getfixturevalue(name)
    texts = texts_of(served.site)
    page = opened(browser, served.address + "search/")
    wrong, hits = [], 0
    for query in queries(texts, count, seed=7):
        expected = scanned(texts, query)
        found = page.evaluate(FIND, [query, "", ""])
        hits += bool(expected)
        if set(found) != expected or len(found) != len(expected):
            wrong.append((query, set(found) ^ expected))
    page.context.close()
    assert wrong == []
    assert hits > count / 2


def test_every_letter_is_folded_as_when_the_index_was_made(browser: Browser, first: Served) -> None:
    from kairanban.pages.search.words import folded

    page = opened(browser, first.address + "search/")
    planes = [range(0xD800), range(0xE000, 0x10000), range(0x10000, 0x20000)]
    # Letters that are younger than Python's Unicode are not looked at.
    from unicodedata import category

    for plane in planes:
        letters = [chr(c) for c in plane if category(chr(c)) != "Cn"]
        theirs = page.evaluate("(letters) => letters.map(Finder.folded)", letters)
        assert [folded(letter) for letter in letters] == theirs
    marked = [base + mark for base in "かハｶﾊeE가" for mark in "\u3099\u309aﾞﾟ\u0301\u11a8"]
    marked += ["ΑΣ", "ΑΣ Β", "Σ", "İI", "ǅ", "ﬃ", "㍿", "〜～−－", "葛\U000e0100", "👨‍👩‍👧"]
    theirs = page.evaluate("(texts) => texts.map(Finder.folded)", marked)
    assert [folded(text) for text in marked] == theirs
    page.context.close()


def test_nothing_is_loaded_before_somebody_types(browser: Browser, thousand: Served) -> None:
    page = opened(browser, thousand.address + "search/")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("main input[name=q]").click()
    page.keyboard.type("駅")
    expect(page.get_by_role("status")).to_have_text("二文字以上の言葉で探してください。")
    # A browser asks for a site's icon when it likes.
    assert [url for url in asked if "/icon." not in url] == []
    page.context.close()


def test_what_is_needed_first_is_loaded_while_somebody_types(
    browser: Browser, thousand: Served
) -> None:
    page = browser.new_context().new_page()
    page.clock.install()
    page.goto(thousand.address + "search/")
    page.clock.pause_at(datetime(2100, 1, 1, tzinfo=UTC))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("main input[name=q]").click()
    with page.expect_request(re.compile(r"/d[^/]*/\d+\.txt")):
        page.keyboard.type("防災")
    assert results(page) == []
    assert [url for url in asked if "/words/" in url] == []
    page.clock.run_for(1000)
    expect(page.get_by_role("status")).to_contain_text("20件を表示しています。")
    page.context.close()


def test_what_is_put_in_at_once_is_searched_at_once(browser: Browser, some: Served) -> None:
    page = browser.new_context().new_page()
    page.clock.install()
    page.goto(some.address + "search/")
    page.clock.pause_at(datetime(2100, 1, 1, tzinfo=UTC))
    page.locator("main input[name=q]").fill("防災")
    expect(page.get_by_role("status")).to_contain_text("20件を表示しています。")
    assert page.url.endswith("/search/")
    page.clock.run_for(1)
    assert page.url.endswith("?q=%E9%98%B2%E7%81%BD")
    page.context.close()


@pytest.mark.parametrize(
    "query",
    ["防災", "紙芝居", "青葉市民活動センター", "紙芝居 長机", "第7回", "遠藤さんは、渡し場の工房"],
)
def test_the_first_result_takes_little(browser: Browser, thousand: Served, query: str) -> None:
    page = opened(browser, thousand.address + "search/")
    page.wait_for_load_state("networkidle")
    assert 0 < page.evaluate(LOADED, query) <= MOST
    page.context.close()


def results(page: Page) -> list[str]:
    """The titles that are shown."""
    return page.locator(".found h2").all_inner_texts()


def count_of(served: Served, query: str) -> str:
    """What is said when so many are found."""
    return f"{len(scanned(texts_of(served.site), query))}件見つかりました。"


def test_every_page_leads_to_the_search(browser: Browser, first: Served) -> None:
    page = opened(browser, first.address + "events/")
    box = page.get_by_role("searchbox", name="サイト内を検索")
    box.fill("パソコン 修理")
    box.press("Enter")
    expect(page.get_by_role("status")).to_have_text(count_of(first, "パソコン 修理"))
    assert page.get_by_role("searchbox").input_value() == "パソコン 修理"
    assert "パソコン修理相談会" in results(page)
    page.context.close()


def test_results_show_the_passage_with_the_words_marked(browser: Browser, first: Served) -> None:
    page = opened(browser, first.address + "search/?q=" + "ﾊﾟｿｺﾝ")
    item = page.locator(".found li").filter(has_text="9月のパソコン修理相談会レポート")
    expect(item).to_have_count(1)
    assert item.locator("h2 mark").inner_text() == "パソコン"
    assert set(item.locator(".passages mark").all_inner_texts()) == {"パソコン"}
    assert item.locator(".soft").inner_text() == "レポート 2026年9月12日(土)"
    item.get_by_role("link").click()
    assert page.url == first.address + "reports/2026-09-12-pc-shuri/"
    page.context.close()


def test_kind_and_year_are_in_the_address(browser: Browser, first: Served) -> None:
    page = opened(browser, first.address + "search/")
    page.get_by_role("searchbox").fill("仙台")
    expect(page.get_by_role("button", name="レポート")).to_be_visible()
    page.get_by_role("button", name="レポート").click()
    page.wait_for_url("**/search/?q=*&kind=report")
    page.get_by_label("年", exact=True).select_option("2026")
    page.wait_for_url("**/search/?q=*&kind=report&year=2026")
    reports = [p for p in scanned(texts_of(first.site), "仙台") if p.startswith("reports/2026")]
    said = f"{len(reports)}件見つかりました。"
    expect(page.get_by_role("status")).to_have_text(said)
    assert {t[:4] for t in page.locator(".found time").all_inner_texts()} == {"2026"}
    again = opened(browser, page.url)
    expect(again.get_by_role("status")).to_have_text(said)
    assert results(again) == results(page)
    pressed = again.locator("[data-kind][aria-pressed=true]")
    assert pressed.inner_text() == "レポート"
    assert again.get_by_label("年", exact=True).input_value() == "2026"
    for each in (page, again):
        each.context.close()


@pytest.mark.parametrize(
    ("kind", "year"), [("report", ""), ("event", "2026"), ("", "2026"), ("venue", "")]
)
def test_filters_leave_what_they_say(browser: Browser, some: Served, kind: str, year: str) -> None:
    texts = texts_of(some.site)
    page = opened(browser, some.address + "search/")
    folder = f"{kind}s/" if kind else ""
    expected = {p for p in scanned(texts, "図書室") if p.startswith(folder) and year in p}
    assert set(page.evaluate(FIND, ["図書室", kind, year])) == expected
    assert expected
    page.context.close()


def test_newest_come_first_after_pages_without_a_day(browser: Browser, some: Served) -> None:
    page = opened(browser, some.address + "search/?q=" + "坂の上図書室")
    expect(page.get_by_role("status")).to_have_text(
        "新しいものから20件を表示しています。ほかにもあります。"
    )
    assert results(page)[0] == "坂の上図書室"
    days = page.locator(".found time").evaluate_all("(all) => all.map((e) => e.dateTime)")
    dated = list(filter(None, days))
    assert days[-len(dated) :] == dated == sorted(dated, reverse=True)
    page.context.close()


def test_more_can_be_shown_by_keyboard(browser: Browser, some: Served) -> None:
    page = opened(browser, some.address + "search/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("集会所")
    expect(page.locator(".found li")).to_have_count(20)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="検索")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="すべて")).to_be_focused()
    more = page.get_by_role("button", name="さらに表示")
    for _ in range(40):
        page.keyboard.press("Tab")
        if more.evaluate("(element) => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".found li")).to_have_count(40)
    expect(page.locator(".found li").nth(20).get_by_role("link")).to_be_focused()
    page.context.close()


def test_nothing_is_searched_while_words_are_composed(browser: Browser, first: Served) -> None:
    page = opened(browser, first.address + "search/")
    client = page.context.new_cdp_session(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("searchbox").focus()
    for text in ("ぼ", "ぼし", "ぼしゅう"):
        typing = {"text": text, "selectionStart": 0, "selectionEnd": 0}
        client.send("Input.imeSetComposition", typing)
        page.wait_for_timeout(250)
    assert [url for url in asked if "/icon." not in url] == []
    assert page.get_by_role("status").inner_text() == ""
    client.send("Input.insertText", {"text": "募集"})
    expect(page.get_by_role("status")).to_contain_text("件見つかりました。")
    assert [url for url in asked if "/search/" in url] != []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_with_and_without_results(
    browser: Browser, first: Served, width: int, scheme: str
) -> None:
    page = opened(browser, first.address + "search/", width, scheme)
    found = []
    saying = {"": "", "ぬるぬる": "「ぬるぬる」を含む", "募集": count_of(first, "募集")}
    for query, said in saying.items():
        page.get_by_role("searchbox").fill(query)
        expect(page.get_by_role("status")).to_contain_text(said)
        # All but contrast is the same in both schemes.
        rules = ["color-contrast"] if scheme == "dark" else RULES
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        report = Axe().run(page, options=options)
        found += [(query, v["id"]) for v in report.response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
    page.context.close()


def test_without_javascript_lists_are_named(browser: Browser, first: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(first.address + "search/?q=x")
    # Switched off in this way, Chromium does not show what is in <noscript>.
    assert "検索にはJavaScriptを使います。" in page.locator("noscript").text_content()
    for name in ("開催レポート", "催しの予定", "これまでの催し", "募集", "団体"):
        expect(page.locator("main").get_by_role("link", name=name, exact=True)).to_be_visible()
    context.close()


def test_a_lost_connection_is_told(browser: Browser, first: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(first.address + "search/")
    context.set_offline(True)
    page.get_by_role("searchbox").fill("募集")
    expect(page.get_by_role("status")).to_contain_text("読み込めませんでした")
    context.set_offline(False)
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("件見つかりました。")
    context.close()
