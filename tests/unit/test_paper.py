"""What is reckoned of words on paper: nothing is larger than the room it has."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kairanban.site.format import paper
from kairanban.site.format.paper import (
    MM_PER_POINT,
    LineCounter,
    count_address_lines,
    count_lines,
    count_packed_lines,
    count_title_lines,
    fit_text,
    shorten_to_lines,
)
from kairanban.site.pages import flyer
from kairanban.site.pages.views import FlyerLine, FlyerRow

CSS = Path(__file__).parents[2] / "theme" / "static" / "flyer.css"
WIDTH, TABLE = flyer.WIDTH, flyer.TABLE
TEXTS = st.text("あ漢字、。ア ab Wi1.\n（）", min_size=1, max_size=60).flatmap(
    lambda text: st.integers(1, 60).map(lambda times: text * times)
)
ROWS = st.lists(
    st.builds(
        FlyerRow,
        label=st.sampled_from(("会場", "参加のサポート", "How to register")),
        lines=st.lists(
            st.builds(FlyerLine, text=TEXTS, soft=st.booleans()), min_size=1, max_size=8
        ).map(tuple),
        across=st.booleans(),
    ),
    max_size=13,
)


def row(text: str) -> FlyerRow:
    return FlyerRow(label="内容", lines=(FlyerLine(text=text),))


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("あ" * 20, 20, 1),
        ("あ" * 21, 20, 2),
        ("あ" * 40, 20, 3),  # not every sign may begin a line
        ("あ\nい", 20, 2),
        ("Kairanban", 6, 1),
        ("", 20, 1),
    ],
)
def test_lines_are_counted(text: str, measure: float, lines: int) -> None:
    assert count_lines(text, measure) == lines


@given(TEXTS, st.floats(4, 60), st.integers(1, 6))
def test_what_is_shortened_has_room_and_says_that_it_goes_on(
    text: str, measure: float, most: int
) -> None:
    made = shorten_to_lines(text, measure, most)
    assert count_lines(made, measure) <= most
    if made != text:
        assert made.endswith("…")
        assert text.startswith(made[:-1])
        assert count_lines(text, measure) > most or len(text) > paper.MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("12月の情報交換会「今年のふりかえりと来年の計画」", 26, 1),
        ("12月の情報交換会「今年のふりかえりと来年の計画」", 20, 2),
        ("12月の情報交換会「今年のふりかえりと来年の計画」", 14, 3),
        ("修理ボランティアの会 なおしびと", 11, 2),
        ("会", 1, 1),
        ("Unbroken" * 9, 10, 5),
    ],
)
def test_lines_of_titles_are_counted_by_their_phrases(
    text: str, measure: float, lines: int
) -> None:
    assert count_title_lines(text, measure) == lines


def test_addresses_are_broken_after_their_parts() -> None:
    address = "https://example.org/events/2026-12-17-johokokankai/"
    assert count_address_lines(address, 40) == 1
    assert count_address_lines(address, 16) == 2
    assert count_packed_lines([3, 3, 3], 6) == 2
    assert count_packed_lines([20, 1], 6) == 4


@given(
    TEXTS,
    st.sampled_from(
        (
            (flyer.TITLE, count_title_lines),
            (flyer.REPEATS, count_title_lines),
            (flyer.STATUS, count_lines),
            (flyer.ADDRESS, count_address_lines),
        )
    ),
)
def test_words_are_as_large_as_they_can_be(
    text: str, way: tuple[tuple[tuple[int, int], ...], LineCounter]
) -> None:
    steps, lines = way
    made = fit_text(text, WIDTH, steps, lines)
    most = dict(steps)
    assert lines(made.text, WIDTH / (made.points * MM_PER_POINT)) == made.lines <= most[made.points]
    larger = [points for points in most if points > made.points]
    assert all(lines(text, WIDTH / (points * MM_PER_POINT)) > most[points] for points in larger)


@given(ROWS, st.floats(20, 150))
def test_a_table_has_room_whatever_it_says(rows: list[FlyerRow], room: float) -> None:
    made, points = TABLE.fit(rows, room)
    assert TABLE.height(made, points) <= room
    larger = [each for each in TABLE.points if each > points]
    assert all(TABLE.height(rows, each) > room for each in larger)
    assert [each.label for each in made] == [each.label for each in rows][: len(made)]
    for before, after in zip(rows, made, strict=False):
        for one, other in zip(before.lines, after.lines, strict=False):
            assert one.text.startswith(other.text.removesuffix("…").rstrip())


def test_little_is_set_large_and_much_is_cut_where_most_is_said() -> None:
    short, long = row("近況を持ち寄ります。"), row("長い説明が続きます。" * 200)
    assert TABLE.fit([short], 100) == ((short,), TABLE.points[0])
    (first, second), points = TABLE.fit([short, long], 40)
    assert points == TABLE.points[-1]
    assert first == short
    assert second.lines[0].text.endswith("…")
    assert len(second.lines[0].text) > 100


def test_a_row_of_many_lines_says_that_there_are_more() -> None:
    many = FlyerRow(label="登壇者", lines=tuple(FlyerLine(text=f"{n}さん") for n in range(90)))
    (made,), _ = TABLE.fit([many], 60)
    assert 1 < len(made.lines) < 90
    assert [line.text[-1] for line in made.lines] == ["ん"] * (len(made.lines) - 1) + ["…"]


def test_every_size_is_in_the_stylesheet() -> None:
    css = CSS.read_text("utf-8")
    known = {int(points) for points in re.findall(r"\.pt-(\d+) \{ --size: \1pt; \}", css)}
    steps = (*flyer.TITLE, *flyer.REPEATS, *flyer.STATUS, *flyer.ADDRESS)
    used = {points for points, _ in steps} | {flyer.YEAR, flyer.WEEKDAY, flyer.CLOCK}
    used |= {*flyer.DAYS, *TABLE.points, *flyer.PEOPLE.points}
    assert used <= known


def test_the_day_is_the_largest_thing_on_the_sheet() -> None:
    titles = [points for points, _ in flyer.TITLE]
    assert flyer.DAYS[4] > max(titles)
