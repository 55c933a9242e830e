"""The Atom feeds, read by parsers that others wrote."""

import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import atoma
import feedparser
import pytest
from conftest import ROOT, run_build
from test_output import ADDRESS, Reading

FEEDS = ("reports", "events", "calls")


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_read_by_others(site: Path, name: str) -> None:
    data = (site / f"feeds/{name}.atom").read_bytes()
    loose, strict = feedparser.parse(data), atoma.parse_atom_bytes(data)
    assert not loose.bozo
    assert loose.version == "atom10"
    assert len(loose.entries) == len(strict.entries) > 5
    assert strict.id_ == f"tag:socialhub.example.org,2023:feeds/{name}.atom"
    assert strict.updated == max(entry.updated for entry in strict.entries)
    own = [link.href for link in strict.links if link.rel == "self"]
    assert own == [f"{ADDRESS}feeds/{name}.atom"]
    ids = [entry.id_ for entry in strict.entries]
    assert len(set(ids)) == len(ids)
    for entry in strict.entries:
        assert entry.title.value
        assert entry.published <= entry.updated
        assert entry.links[0].href.startswith(ADDRESS)


@pytest.mark.parametrize("name", FEEDS)
def test_addresses_in_a_feed_are_absolute_and_lead_somewhere(site: Path, name: str) -> None:
    for entry in feedparser.parse((site / f"feeds/{name}.atom").read_bytes()).entries:
        reading = Reading()
        reading.feed(entry.content[0].value)
        for link in reading.links:
            parts = urlsplit(link)
            assert parts.scheme in {"http", "https", "mailto", "tel"}, link
            if link.startswith(ADDRESS) and parts.path not in {"/form", "/ml", "/donate"}:
                target = site / parts.path.lstrip("/")
                assert target.is_file() or (target / "index.html").is_file(), link


def test_a_report_is_in_its_feed_whole(site: Path) -> None:
    feed = feedparser.parse((site / "feeds/reports.atom").read_bytes())
    (entry,) = [e for e in feed.entries if "2023-12-21" in e.link]
    words = entry.content[0].value
    for part in ("能登半島地震", "赤木さん", "データ消去の指導", "コピーライターです", "<figure>"):
        assert part in words
    pictures = re.findall(r"<img [^>]*>", words)
    assert len(pictures) == 4
    for picture in pictures:
        found = dict(re.findall(r' ([a-z]+)="([^"]*)"', picture))
        assert set(found) == {"src", "alt", "width", "height"}
        assert re.fullmatch(f"{re.escape(ADDRESS)}images/[0-9a-f]{{16}}-1600.jpg", found["src"])
        assert (site / found["src"].removeprefix(ADDRESS)).is_file()
    assert not re.search(r"[\x00-\x08]", words)
    assert entry.published_parsed[:3] == (2024, 1, 9)  # midnight in Sendai
    assert entry.id == "tag:socialhub.example.org,2023:reports/2023-12-21-johokokankai/"


def test_no_entry_says_what_may_be_over_when_it_is_read(site: Path) -> None:
    for name in FEEDS:
        text = (site / f"feeds/{name}.atom").read_text("utf-8")
        assert "募集中&lt;" not in text
        assert "data-until" not in text


def test_ids_stay_when_the_site_moves(site: Path, photographed: Path, tmp_path: Path) -> None:
    settings = tmp_path / "moved.py"
    settings.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom publishconf import *\n"
        "SITEURL = 'https://moved.example.org/blog'\nKAIRANBAN_PUBLISH = False\n"
    )
    made = run_build(photographed, content=site.parent / "content", settings=settings)
    assert made.returncode == 0, made.stderr
    for name in FEEDS:
        before = atoma.parse_atom_bytes((site / f"feeds/{name}.atom").read_bytes())
        after = atoma.parse_atom_bytes((photographed / f"feeds/{name}.atom").read_bytes())
        assert [e.id_ for e in before.entries] == [e.id_ for e in after.entries]
        assert after.entries[0].links[0].href.startswith("https://moved.example.org/blog/")


def test_an_empty_feed_takes_no_time_from_the_clock(small: Path, tmp_path: Path) -> None:
    report = next((small / "reports").rglob("*.md"))
    words = report.read_text("utf-8").replace("---\n", "---\n公開状態: 下書き\n", 1)
    report.write_text(words, "utf-8")
    (event,) = (small / "events").glob("*.md")
    event.write_text(event.read_text("utf-8").partition("\n---\n")[0] + "\n---\n", "utf-8")
    made = run_build(tmp_path / "output", content=small)
    assert made.returncode == 0, made.stderr
    feed = atoma.parse_atom_bytes((tmp_path / "output/feeds/reports.atom").read_bytes())
    assert feed.entries == []
    assert feed.updated == datetime(2000, 1, 1, tzinfo=UTC)
