"""Social cards of a whole site: every page has one, and none is drawn twice."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from editing import FONT, Site, fonts
from kairanban.images.social.card import Card
from kairanban.images.social.drawing import Studio
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


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The titles of the cards that are drawn."""
    titles: list[str] = []
    draw = Studio.draw

    def noting(studio: Studio, card: Card, name: str) -> bytes:
        titles.append(card.title)
        return draw(studio, card, name)

    monkeypatch.setattr(Studio, "draw", noting)
    return titles


def cards(site: Site) -> set[str]:
    return {file.name for file in (site.output / "cards").iterdir()}


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
def test_a_card_is_drawn_again_only_when_what_it_shows_is_another(
    small_site: Site, drawn: list[str]
) -> None:
    site = small_site
    assert site.build() == 0
    assert len(drawn) == len(cards(site)) > 20
    before = cards(site)
    event = site.files("events")[0]
    drawn.clear()
    event.write_text(event.read_text("utf-8") + "\n雨でも開きます。\n", "utf-8")
    assert site.build() == 0
    assert drawn == []
    assert cards(site) == before
    text = event.read_text("utf-8").replace("参加費:", "状態: 中止\n参加費:")
    event.write_text(text.replace("題: 01月の会", "題: 一月の会"), "utf-8")
    assert site.build() == 0
    assert drawn == ["一月の会"]
    assert len(cards(site) - before) == len(before - cards(site)) == 1
    assert {file.name for file in (site.state.parent / "cards").iterdir()} == cards(site)


@needs_font
def test_cards_outlive_the_output_and_what_is_remembered(
    small_site: Site, drawn: list[str]
) -> None:
    site = small_site
    assert site.build() == 0
    before = {file.name: file.read_bytes() for file in (site.output / "cards").iterdir()}
    drawn.clear()
    shutil.rmtree(site.output)
    assert site.build() == 0
    site.state.unlink()
    shutil.rmtree(site.output)
    assert site.build() == 0
    assert drawn == []
    one, other, *_ = sorted((site.output / "cards").iterdir())
    one.write_bytes(b"meddled with")  # which is what was kept as well, where files can be links
    other.unlink()
    assert site.build() == 0
    assert len(drawn) <= 1
    assert {f.name: f.read_bytes() for f in (site.output / "cards").iterdir()} == before


@needs_font
def test_without_the_font_one_card_without_words_and_a_word_about_it(
    small_site: Site, drawn: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    site = small_site
    fonts(site)
    for _ in range(2):  # the second has nothing to do, and still says it
        assert site.build() == 0
        assert len(cards(site)) == 1
        assert capfd.readouterr().err.count("fonts-noto-cjk") == 1
    assert drawn == [""]
    fonts(site)
    assert site.build() == 0
    assert len(cards(site)) > 20
    assert "fonts-noto-cjk" not in capfd.readouterr().err


@needs_font
def test_a_build_with_nothing_to_do_opens_no_font(
    small_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small_site
    assert site.build() == 0
    monkeypatch.setattr("kairanban.images.social.font._identity", pytest.fail)
    assert site.build() == 0


def test_a_site_may_have_none(small_site: Site) -> None:
    site = small_site
    site.write_settings(KAIRANBAN_SOCIAL_CARDS=False)
    assert site.build() == 0
    assert not (site.output / "cards").exists()
    assert "og:image" not in (site.output / "index.html").read_text("utf-8")
