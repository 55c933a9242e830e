"""Flyers, printed by a real browser: one sheet of A4, all of its words, a code that leads there."""

import io
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import zxingcpp
from conftest import ROOT, run_build
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader
from serving import served
from windows import Window, only_window, window

__all__ = ["only_window", "window"]  # fixtures

A4 = (595, 842)  # points
LONG = """題: {title}
日時: 2024年3月21日(木)19:00~20:30
開場: 18:30
会場: {place}
内容: {summary}
参加費: 一般500円、高校生まで無料、{fee}
定員: 先着30名（{fee}）
対象: {place}
主催: {names}
共催: {names}
後援: {names}
登壇者: {names}
申込み: {place}。お電話 022-123-4567、またはメール kai@example.org でお申し込みください。
締切: 2024年3月18日(月) 17:00
問合せ: 事務局 022-123-4567（{fee}）
参加のサポート: 手話通訳、字幕、要約筆記、託児、{names}
状態: 日時変更
変更前: 2024年3月14日(木)19:00~20:30
変更理由: {summary}
"""
UNBROKEN = """題: Unbroken{title}
日時: 2024年3月22日(金)
オンライン: Zoom
内容: {summary}
参加費: 無料
"""
SHORT = """題: 会
日時: 2024年3月23日(土)
オンライン: あり
内容: 話します。
参加費: 無料
"""
REPEATING = """題: 毎月の会
日時: 2024年4月6日(土)14:00~16:00
繰り返し: 毎月第1土曜
会場: 市民会館
内容: 近況を持ち寄ります。
参加費: 無料
状態: 中止
中止理由: 部屋がとれませんでした。
"""
EVENTS = {
    "2024-03-21-nagai": LONG.format(
        title="長い題の集まり「" + "持ち寄って語り合う" * 12 + "」",
        place="とても長い名前の会館" * 8,
        summary="長い説明が続きます。" * 90,
        fee="資料代は別にいただきます" * 5,
        names="、".join(f"{n}番目の町内会連絡協議会" for n in range(1, 31)),
    ),
    "2024-03-22-" + "and-longer-" * 12 + "x": UNBROKEN.format(
        title="xyz" * 60, summary="unbroken" * 90
    ),
    "2024-03-23-kai": SHORT,
    "maitsuki": REPEATING,
}
EPOCH = {"SOURCE_DATE_EPOCH": "1704067200"}  # 2024-01-01
# What is cut off, and what reaches beyond the sheet.
CUT = """() => [".flyer", ".flyer > dl"].filter((name) => {
  const box = document.querySelector(name);
  return box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
})"""


class Served(NamedTuple):
    site: Path
    address: str


@pytest.fixture(scope="module")
def extremes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of the longest announcements, and of the shortest."""
    folder = tmp_path_factory.mktemp("flyers")
    content = folder / "content"
    shutil.copytree(ROOT / "tests" / "sites" / "small", content)
    for slug, header in EVENTS.items():
        (content / f"events/{slug}.md").write_text(f"---\n{header}\n---\n", "utf-8")
    made = run_build(folder / "output", content=content, environment=EPOCH)
    assert made.returncode == 0, made.stderr
    with served(folder / "output") as address:
        yield Served(folder / "output", address)


@pytest.fixture(scope="module")
def first(site: Path) -> Iterator[Served]:
    with served(site) as address:
        yield Served(site, address)


def opened(window: Window, address: str, path: str) -> Page:
    window.renew()
    page = window.page
    page.set_viewport_size({"width": 1100, "height": 900})
    page.clock.set_fixed_time("2024-01-02T00:00:00+09:00")
    response = page.goto(f"{address}{path}flyer/")
    assert response
    assert response.ok
    return page


def words(text: str) -> str:
    return re.sub(r"[\s・‧‐-―]+", "", unicodedata.normalize("NFKC", text))


def is_in(line: str, printed: str) -> bool:
    """A PDF may tell a sign's radical instead of the sign, which looks the same: ⺠ for 民."""
    signs = (f"[{sign}⺀-⻿]" if "一" <= sign <= "鿿" else re.escape(sign) for sign in line)
    return re.search("".join(signs), printed) is not None


def paths(site: Path) -> list[str]:
    """Of the pages that have a flyer."""
    found = site.rglob("events/*/flyer/index.html")
    return sorted(f"{file.parents[1].relative_to(site).as_posix()}/" for file in found)


@pytest.mark.parametrize(
    "path",
    [
        *(f"events/{slug}/" for slug in EVENTS),
        "events/2024-07-27-shuri-hiroba/",
        "en/events/2026-12-17-johokokankai/",
        "en/events/pc-shuri-sodankai/",
    ],
    ids=lambda path: path[:30],
)
def test_a_flyer_is_one_sheet_and_its_code_leads_to_the_page(
    window: Window, extremes: Served, first: Served, path: str
) -> None:
    where = extremes if path.split("/")[1] in EVENTS else first
    page = opened(window, where.address, path)
    said = page.locator(".flyer").inner_text()
    page.emulate_media(media="print")
    (sheet,) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4
    printed = words(sheet.extract_text())
    address = f"https://socialhub.example.org/{path}"
    assert address in printed
    for line in filter(None, map(words, said.split("\n"))):
        assert is_in(line, printed), line
    for word in ("ブラウザー", "検索", "催しのページに戻る"):
        assert word not in printed
    picture = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [address]


def test_no_flyer_is_cut_off(window: Window, extremes: Served, first: Served) -> None:
    wrong = []
    for where, found in (
        (extremes, paths(extremes.site)),
        (first, paths(first.site)[::5]),  # all take a while
    ):
        assert len(found) >= len(EVENTS)
        page = opened(window, where.address, found[0])
        page.emulate_media(media="print")
        for path in found:
            page.goto(f"{where.address}{path}flyer/")
            wrong += [f"{path}: {each}" for each in page.evaluate(CUT)]
    assert wrong == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_flyer_fits_every_screen(window: Window, extremes: Served, width: int) -> None:
    page = window.page
    page.set_viewport_size({"width": width, "height": 800})
    for slug in EVENTS:
        page.goto(f"{extremes.address}events/{slug}/flyer/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, slug
    assert window.said == []
