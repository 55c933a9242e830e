"""Social cards of a whole site: every page has one, and none is drawn twice."""

import os
import shutil
import sys
from pathlib import Path
from random import Random

import pytest
from editing import FONT, Site, fonts
from kairanban.images.social.card import SocialCard, card_fingerprint, card_name
from kairanban.pipeline.assets.social_cards import stage_cards
from outputs import contents
from PIL import Image
from test_output import ADDRESS, pages

needs_font = pytest.mark.skipif(not FONT, reason="Noto Sans CJK JP is not installed")


@pytest.fixture
def small_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setenv("KAIRANBAN_PROCESSES", "1")
    made = Site(tmp_path, Random(7))
    made.begin()
    return made


def cards(site: Site) -> set[str]:
    return {file.name for file in (site.output / "cards").iterdir()}


def drawn(site: Site) -> dict[str, int]:
    """The cards that were drawn and kept, and when."""
    stored = site.state.parent / "cards"
    return {file.name: file.stat().st_mtime_ns for file in stored.iterdir()}


def test_every_page_shares_a_picture_that_is_there(site: Path) -> None:
    named = set()
    for path, page in pages(site).items():
        picture = page.heads["og:image"]
        assert picture.startswith(f"{ADDRESS}cards/"), path
        assert page.heads["twitter:card"] == "summary_large_image"
        assert page.heads["og:image:alt"], path
        size = int(page.heads["og:image:width"]), int(page.heads["og:image:height"])
        with Image.open(site / picture.removeprefix(ADDRESS)) as card:
            assert card.size == size == (1200, 630)
        named.add(picture.rpartition("/")[2])
    assert named == {file.name for file in (site / "cards").iterdir()}


def test_the_card_of_an_event_says_in_words_what_it_shows(site: Path) -> None:
    read = pages(site)
    event = read["events/2027-02-06-fuyu-machiaruki/"].heads["og:image:alt"]
    assert event.startswith("【中止】")
    assert "2027年2月6日(土)" in event
    assert "開催" in read["reports/2023-12-21-johokokankai/"].heads["og:image:alt"]


@needs_font
def test_a_card_is_drawn_again_only_when_what_it_shows_is_another(small_site: Site) -> None:
    site = small_site
    assert site.build() == 0
    before, first = cards(site), drawn(site)
    assert first.keys() == before
    assert len(before) > 20
    event = site.files("events")[0]
    event.write_text(event.read_text("utf-8") + "\n雨でも開きます。\n", "utf-8")
    assert site.build() == 0
    assert cards(site) == before
    assert drawn(site) == first
    text = event.read_text("utf-8").replace("参加費:", "状態: 中止\n参加費:")
    event.write_text(text.replace("題: 01月の会", "題: 一月の会"), "utf-8")
    assert site.build() == 0
    [new] = cards(site) - before
    assert len(before - cards(site)) == 1
    heads = pages(site.output)[f"events/{event.stem}/"].heads
    assert heads["og:image"].endswith(f"/cards/{new}")
    assert "一月の会" in heads["og:image:alt"]
    assert {name: at for name, at in drawn(site).items() if first.get(name) != at}.keys() == {new}
    assert drawn(site).keys() == cards(site)


def test_a_card_is_drawn_once(tmp_path: Path) -> None:
    every = {f"cards/{name}.png": SocialCard(title=name) for name in ("one", "other", "third")}
    stored = tmp_path / "kept"
    assert stage_cards(every, None, stored, tmp_path / "first") == 3
    assert stage_cards(every, None, stored, tmp_path / "second") == 0
    (stored / "one.png").unlink()
    (stored / "one.png").write_bytes(b"meddled with")
    assert stage_cards(every, None, stored, tmp_path / "third") == 1
    assert contents(tmp_path / "third") == contents(tmp_path / "first")


@needs_font
def test_cards_outlive_the_output_and_what_is_remembered(small_site: Site) -> None:
    site = small_site
    assert site.build() == 0
    before, first = contents(site.output / "cards"), drawn(site)
    shutil.rmtree(site.output)
    assert site.build() == 0
    site.state.unlink()
    shutil.rmtree(site.output)
    assert site.build() == 0
    assert drawn(site) == first
    one, other, *_ = sorted((site.output / "cards").iterdir())
    one.write_bytes(b"meddled with")  # which is what was kept as well, where files can be links
    other.unlink()
    assert site.build() == 0
    assert {name for name, at in drawn(site).items() if first[name] != at} <= {one.name}
    assert contents(site.output / "cards") == before


@needs_font
def test_without_the_font_one_card_without_words_and_a_word_about_it(
    small_site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    site = small_site
    fonts(site)
    times = []
    for _ in range(2):  # the second has nothing to do, and still says it
        assert site.build() == 0
        assert cards(site) == {f"{card_name(SocialCard(), card_fingerprint(None))}.png"}
        assert capfd.readouterr().err.count("fonts-noto-cjk") == 1
        times.append(drawn(site))
    assert times[0] == times[1]
    assert times[0].keys() == cards(site)
    fonts(site)
    assert site.build() == 0
    assert len(cards(site)) > 20
    assert "fonts-noto-cjk" not in capfd.readouterr().err


@needs_font
def test_a_build_with_nothing_to_do_opens_no_font(
    small_site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    """One that opened it would find that it is no font any more, and say so."""
    site = small_site
    font = site.fonts / FONT[0].name
    font.unlink()
    shutil.copyfile(FONT[0], font)
    assert site.build() == 0
    before, at = cards(site), font.stat().st_mtime_ns
    with font.open("r+b") as file:
        file.write(bytes(64))
    os.utime(font, ns=(at, at))
    assert site.build() == 0
    assert cards(site) == before
    os.utime(font, ns=(at + 1, at + 1))
    capfd.readouterr()
    assert site.build() == 0
    assert "fonts-noto-cjk" in capfd.readouterr().err
    assert cards(site) != before


def test_a_site_may_have_none(small_site: Site) -> None:
    site = small_site
    site.write_settings(KAIRANBAN_SOCIAL_CARDS=False)
    assert site.build() == 0
    assert not (site.output / "cards").exists()
    assert "og:image" not in (site.output / "index.html").read_text("utf-8")
