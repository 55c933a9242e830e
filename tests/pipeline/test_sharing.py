"""What people pass on: the text of an announcement, and links that fill it in."""

import codecs
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from conftest import run_build
from test_output import ADDRESS, pages

LABELS = ["日時", "会場", "内容", "参加費", "主催", "共催", "申込み", "問い合わせ"]


def text_of(site: Path, slug: str) -> str:
    data = (site / f"events/{slug}/share.txt").read_bytes()
    assert data.startswith(codecs.BOM_UTF8)  # else browsers guess another encoding
    return data.removeprefix(codecs.BOM_UTF8).decode()


def link(site: Path, path: str, start: str) -> str:
    text = (site / path / "index.html").read_text("utf-8")
    found = re.search(f'href="({re.escape(start)}[^"]*)"', text)
    assert found, f"{path}: {start}"
    return unescape(found[1])


def slugs(site: Path) -> list[str]:
    return sorted(file.parent.name for file in site.glob("events/*/share.txt"))


def test_an_announcement_is_passed_on_as_people_write_it(site: Path) -> None:
    assert text_of(site, "2024-01-18-johokokankai") == (
        "1月の情報交換会\n"
        "\n"
        "日時：2024年1月18日(木) 19:00〜20:30\n"
        "会場：仙台市市民活動サポートセンター 6階 セミナーホール"
        "（仙台市青葉区一番町四丁目1-3） ＋ Zoom\n"
        "内容：社会課題とその解決について、自由に情報や意見を交わします。今回は、"
        "能登半島地震の被災地からの情報と、被災地へ届けたい情報を特に取り上げます。\n"
        "参加費：無料\n"
        "共催：せんだい・みやぎソーシャルハブ、仙台市市民活動サポートセンター\n"
        "申込み：https://socialhub.example.org/form\n"
        "問い合わせ：hub@socialhub.example.org\n"
        "\n"
        "https://socialhub.example.org/events/2024-01-18-johokokankai/\n"
    )


def test_every_announcement_has_a_text_with_its_lines_in_order(site: Path) -> None:
    events = {path.split("/")[1] for path in pages(site) if re.match(r"events/[^/]+-[^/]+/$", path)}
    assert set(slugs(site)) == events
    for slug in events:
        text = text_of(site, slug)
        result = [line.partition("：")[0] for line in text.split("\n\n")[1].split("\n")]
        order = [LABELS.index(label) for label in result if label in LABELS]
        assert order == sorted(order), slug
        assert {"日時", "会場", "内容", "参加費"} <= set(result), slug
        assert text.endswith(f"\n{ADDRESS}events/{slug}/\n")
        assert "zoom.us" not in text


@pytest.mark.parametrize(
    ("slug", "state", "word"),
    [
        ("2027-02-06-fuyu-machiaruki", "【中止】", None),
        ("2027-02-27-shotengai-kengaku", "【延期】", None),
        ("2026-12-05-kikikata", "【満席】", None),
        ("2027-01-28-johokokankai", "【日時変更】", "変更前：2027年1月21日(木) 19:00〜20:30"),
        ("2027-02-09-kikikata", "【オンライン開催】", "会場：Zoom"),
        ("pc-shuri-sodankai", None, "日時：毎月第2土曜 14:00〜16:00（2024年6月8日(土)から）"),
        ("2027-03-25-repair-library", None, "（日本では 2027年3月26日(金) 8:00〜9:15）"),
    ],
)
def test_what_became_of_it_is_passed_on(
    site: Path, slug: str, state: str | None, word: str | None
) -> None:
    text = text_of(site, slug)
    if state:
        assert text.split("\n")[1].startswith(state)
    if word:
        assert word in text
    closed = state in {"【中止】", "【延期】", "【満席】"}
    assert ("申込み：" in text) is not closed


def test_a_mail_is_filled_in_and_short_enough(site: Path) -> None:
    for slug in slugs(site):
        address = link(site, f"events/{slug}", "mailto:?")
        assert len(address) <= 1900
        parts = parse_qs(urlsplit(address).query, strict_parsing=True)
        text = text_of(site, slug)
        assert parts["subject"] == [text.split("\n")[0]]
        (body,) = parts["body"]
        assert "\n" not in body.replace("\r\n", "")
        lines = body.split("\r\n")
        assert set(lines) <= set(text.split("\n"))
        assert f"{ADDRESS}events/{slug}/" in lines
        assert any(line.startswith("日時：") for line in lines)


def test_reports_are_passed_on_with_the_day_of_the_meeting(site: Path) -> None:
    path = "reports/2023-12-21-johokokankai"
    address = link(site, path, "mailto:?")
    body = parse_qs(urlsplit(address).query)["body"][0]
    assert body.endswith(f"（2023年12月21日(木)開催）\r\n{ADDRESS}{path}/\r\n")


@pytest.mark.parametrize("path", ["events/pc-shuri-sodankai", "reports/2025-08-23-kengaku"])
def test_line_gets_the_page_and_its_title(site: Path, path: str) -> None:
    address = link(site, path, "https://social-plugins.line.me/lineit/share?")
    result = parse_qs(urlsplit(address).query, strict_parsing=True)
    assert result["url"] == [f"{ADDRESS}{path}/"]
    text = (site / path / "index.html").read_text("utf-8")
    assert result["text"][0] in re.sub("<wbr>", "", text)
    assert unquote(address).isprintable()


def test_a_long_announcement_is_mailed_without_what_matters_least(small: Path) -> None:
    event = next((small / "events").glob("*.md"))
    lines = event.read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("内容"))
    lines[at] = "内容: " + "長い説明が続きます。" * 60
    title = next(n for n, line in enumerate(lines) if line.startswith("題"))
    lines[title] = "題: " + "長い題" * 40
    event.write_text("\n".join(lines), "utf-8")
    output = small.parent / "output"
    made = run_build(output, content=small)
    assert made.returncode == 0, made.stderr
    address = link(output, f"events/{event.stem}", "mailto:?")
    assert len(address) <= 1900
    parts = parse_qs(urlsplit(address).query)
    assert parts["subject"][0].endswith("…")
    assert "日時：" in parts["body"][0]
    assert "内容：" not in parts["body"][0]
    assert "長い説明が続きます。" * 60 in text_of(output, event.stem)
