"""What flyers say: what people who stand before a notice board want to know."""

import re
from html import unescape
from pathlib import Path

import pytest
from conftest import run_build
from test_output import ADDRESS, pages


def html_of(site: Path, slug: str) -> str:
    return (site / f"events/{slug}/flyer/index.html").read_text("utf-8")


def sheet(site: Path, slug: str) -> str:
    """The words of the sheet, those apart that are hidden."""
    article = html_of(site, slug).split('<article class="flyer">')[1].split("</article>")[0]
    shown = re.sub(r"<(p|strong)\b[^>]* hidden>.*?</\1>", "", article.replace("<wbr>", ""))
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", shown).split()))


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        (
            "2026-12-17-johokokankai",
            """2026年 木曜日 19:00〜20:30 開場 18:30 会場 仙台市市民活動サポートセンター ＋ Zoom
            仙台市青葉区一番町四丁目1-3 内容 手話通訳、字幕 締切 2026年12月16日(水) 17:00
            QRコードのページからお申し込みください。 問合せ hub@socialhub.example.org
            共催 せんだい・みやぎソーシャルハブ、仙台市市民活動サポートセンター 三条さん""",
        ),
        ("2027-02-06-fuyu-machiaruki", "中止 この催しは中止になりました。 中止になったため、"),
        ("2027-02-27-shotengai-kengaku", "延期 この催しは延期になりました。"),
        ("2026-12-05-kikikata", "満席 満席のため、申し込みの受付を終了しました。"),
        ("2027-01-28-johokokankai", "日時変更 変更前: 2027年1月21日(木) 1/28"),
        ("2027-02-09-kikikata", "オンライン開催 Zoom（オンライン）"),
        ("pc-shuri-sodankai", "毎月第2土曜 14:00〜16:00 日程 2027年1月16日(土)（日時変更）"),
        ("2024-07-27-shuri-hiroba", "終了 7/27 土曜日 〜 7/28 日曜日"),
        ("2027-03-25-repair-library", "ニューヨーク時間(EDT) 日本では 2027年3月26日(金)"),
        ("2025-03-20-johokokankai", "木曜日・祝日"),
    ],
)
def test_a_flyer_says_what_matters(site: Path, slug: str, words: str) -> None:
    said = sheet(site, slug)
    for word in words.split():
        assert word in said, said
    assert f"{ADDRESS}events/{slug}/" in said


def test_nobody_is_asked_to_register_where_nobody_can(site: Path) -> None:
    for slug in ("2027-02-06-fuyu-machiaruki", "2026-12-05-kikikata", "2024-01-18-johokokankai"):
        assert "お申し込みください" not in sheet(site, slug)
    assert "受付は終了しました。" in sheet(site, "2024-01-18-johokokankai")


def test_every_announcement_has_a_flyer_and_leads_to_it_until_it_is_over(site: Path) -> None:
    read = pages(site)
    flyers = {path for path in read if path.endswith("/flyer/")}
    announced = {file.parent.name for file in site.glob("events/*/share.txt")}
    assert {path.split("/")[-3] for path in flyers if path.startswith("events/")} == announced
    assert any(path.startswith("en/") for path in flyers)
    for path in flyers:
        page = path.removesuffix("flyer/")
        assert "../" * page.count("/") + path in read[page].links
        assert "../" * path.count("/") + page in read[path].links
        assert read[path].heads["robots"] == "noindex"
    over, coming = (
        re.search(r"<li( data-until=[^>]*)><a [^>]*>チラシを印刷", (site / path).read_text("utf-8"))
        for path in (
            "events/2024-01-18-johokokankai/index.html",
            "events/2026-12-17-johokokankai/index.html",
        )
    )
    assert over
    assert coming
    assert "hidden" in over[1]
    assert "hidden" not in coming[1]


def test_a_flyer_in_another_language_leads_to_the_page_in_it(small: Path) -> None:
    words = "title: January meeting\nsummary: We share our news.\n"
    (small / "events/2024-01-18-kai.en.md").write_text(f"---\n{words}---\n", "utf-8")
    output = small.parent / "output"
    made = run_build(output, content=small)
    assert made.returncode == 0, made.stderr
    text = (output / "en/events/2024-01-18-kai/flyer/index.html").read_text("utf-8")
    assert '<html lang="en">' in text
    assert f">{ADDRESS}en/events/2024-01-18-kai/</a>" in text
    assert "We share our news." in text
    assert '<span class="weekday pt-26">Thursday</span>' in text
    assert f'<link rel="canonical" href="{ADDRESS}en/events/2024-01-18-kai/">' in text
    page = (output / "en/events/2024-01-18-kai/index.html").read_text("utf-8")
    assert 'href="../../../en/events/2024-01-18-kai/flyer/"' in page
    assert f">{ADDRESS}events/2024-01-18-kai/</a>" in (
        output / "events/2024-01-18-kai/flyer/index.html"
    ).read_text("utf-8")
