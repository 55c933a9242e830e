"""Social cards: where titles break, what is drawn, and that the same is drawn every time."""

import io
import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kairanban.images.social.card import SocialCard, card_fingerprint, card_name, is_card
from kairanban.images.social.card_renderer import CardRenderer
from kairanban.images.social.font import Font, find_font
from kairanban.images.social.kinsoku import NOT_FIRST, NOT_LAST, OPENING
from kairanban.images.social.line_breaking import Shapes, fit_text
from kairanban.images.social.text_metrics import Line, MeasuredText
from kairanban.reports.html.phrases import split_phrases
from PIL import Image

SYSTEM = find_font([Path("/usr/share/fonts"), Path.home() / ".local/share/fonts"]).font
needs_font = pytest.mark.skipif(SYSTEM is None, reason="Noto Sans CJK JP is not installed")
MANY: Shapes = tuple((1, count) for count in range(1, 40))


def em(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def words(line: Line) -> str:
    return "".join(letter for letter, _ in line)


def broken(title: str, room: float, shapes: Shapes = MANY) -> list[str]:
    return [
        words(line) for line in fit_text(MeasuredText(split_phrases(title), em), shapes, room)[1]
    ]


@pytest.mark.parametrize(
    ("title", "room", "lines"),
    [
        (
            "9月の情報交換会「聴くこと、待つこと」",
            12,
            ["9月の情報交換会", "「聴くこと、待つこと」"],
        ),
        ("聴き方の勉強会（春から秋 全6回）", 10, ["聴き方の勉強会", "（春から秋全6回）"]),
        ("ニューヨークの図書館から、道具を貸す", 14, ["ニューヨークの図書館から、", "道具を貸す"]),
        ("「直す」を学ぶ会の記録と写真", 8, ["「直す」を", "学ぶ会の", "記録と写真"]),
        ("オンライン開催", 5, ["オンライン", "開催"]),
        ("夏休み　ものの修理ひろば", 9, ["夏休み", "ものの修理ひろば"]),
        ("Tool Library Open House", 7, ["ToolLibrary", "OpenHouse"]),
        ("募集", 10, ["募集"]),
        ("", 10, []),
    ],
)
def test_titles_break_where_people_would_break_them(
    title: str, room: float, lines: list[str]
) -> None:
    assert broken(title, room) == lines


# Words of Japanese with stops and brackets between them, as titles have.
STOPS = ["", *"、。！？・：ー々っ…」）（「 　"]
TITLES = st.lists(
    st.tuples(
        st.sampled_from(
            ["会", "情報", "交換", "まち歩き", "ソーシャル", "NPO", "2024", "を", "語る"]
        ),
        st.sampled_from(STOPS),
    ).map("".join),
    min_size=1,
    max_size=30,
).map("".join)


@given(TITLES, st.integers(7, 20), st.integers(1, 6))
def test_no_line_begins_or_ends_with_what_must_not_stand_there(
    title: str, room: int, count: int
) -> None:
    shapes = tuple((1, n) for n in range(1, count + 1))
    lines = fit_text(MeasuredText(split_phrases(title), em), shapes, room)[1]
    assert 1 <= len(lines) <= count
    for number, line in enumerate(lines):
        text = words(line)
        assert number == 0 or text[0] not in NOT_FIRST, text
        assert number == len(lines) - 1 or text[-1] not in NOT_LAST, text
        letter, at = line[-1]
        assert at + (0.5 if letter in "、。」）" else em(letter)) <= room + 0.001, text
    whole = re.sub(r"\s", "", title)
    result = "".join(map(words, lines))
    assert result == whole or (result.endswith("…") and whole.startswith(result[:-1]))


@given(st.text(max_size=80), st.integers(2, 12))
def test_any_text_fits(title: str, room: int) -> None:
    lines = fit_text(MeasuredText([title], em), ((2, 1), (1, 3)), room)[1]
    assert len(lines) <= 3
    for line in lines:
        assert line[-1][1] <= room


def test_lines_are_alike_in_length() -> None:
    lines = broken("みんなで考えるこれからのまちづくりと暮らしの学校", 16)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 4


def test_a_bracket_at_the_start_of_a_line_stands_at_its_edge() -> None:
    line = MeasuredText(["「はい」"], em).line(0, 4)
    assert line == [("「", -0.5), ("は", 0.5), ("い", 1.5), ("」", 2.5)]
    assert MeasuredText(["」「"], em).places == [0, 0.5, 1.5]


def test_marks_stay_with_their_letters() -> None:
    letters = ["か\u3099", "ぎ", "葛\U000e0100", "城"]
    assert MeasuredText(["か\u3099ぎ", "葛\U000e0100城"], em).letters == letters


def test_what_the_font_does_not_have_leaves_no_gap() -> None:
    def width(character: str) -> float:
        return 0.0 if character > "\U0001f000" else em(character)

    assert MeasuredText(["🎍 冬の", "集い 👨\u200d👩\u200d👧 と", "茶会 🍵🏽"], width).letters == [
        *"冬の集い と茶会"
    ]
    assert MeasuredText(["🎍🎍"], width).letters == []


def test_long_titles_are_set_smaller_and_at_last_cut() -> None:
    shapes = ((4, 1), (2, 2), (1, 3))
    assert fit_text(MeasuredText(["短い題"], em), shapes, 20)[0] == 4
    assert fit_text(MeasuredText(split_phrases("もう少し長い題です"), em), shapes, 20)[0] == 2
    size, lines = fit_text(MeasuredText(split_phrases("とても長い題です。" * 20), em), shapes, 20)
    assert (size, len(lines)) == (1, 3)
    assert words(lines[-1]).endswith("…")


CARD = SocialCard(
    site="ためしの会",
    kind="催しのご案内",
    title="9月の情報交換会「聴くこと、待つこと」",
    when="2026年9月17日(木) 19:00〜20:30",
    place="仙台市市民活動サポートセンター ＋ Zoom",
    stamp="中止",
)


def drawn(card: SocialCard, font: Font | None = SYSTEM) -> bytes:
    return CardRenderer(font, split_phrases).render(card, card_name(card, "recipe"))


@needs_font
def test_a_card_is_a_small_png_of_the_size_that_is_asked_for() -> None:
    data = drawn(CARD)
    assert len(data) < 30_000
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "P")
        colours = {colour for _, colour in picture.convert("RGB").getcolors() or ()}
    assert {(0x2B, 0x5B, 0x45), (0xFF, 0xFD, 0xF7), (0xBB, 0x3A, 0x26)} <= colours


@needs_font
def test_the_same_card_has_the_same_bytes_whatever_was_drawn_before() -> None:
    studio = CardRenderer(SYSTEM, split_phrases)
    cards = [
        CARD,
        SocialCard(title="募集"),
        SocialCard(site="ためしの会", title="English only", stamp="満席"),
    ]
    names = [card_name(card, "recipe") for card in cards]
    first = [studio.render(*pair) for pair in zip(cards, names, strict=True)]
    again = [studio.render(*pair) for pair in reversed([*zip(cards, names, strict=True)])]
    assert first == again[::-1] == [drawn(card) for card in cards]


@needs_font
def test_everything_that_a_card_tells_is_seen() -> None:
    def pixels(**other: str) -> bytes:
        from msgspec.structs import replace

        with Image.open(io.BytesIO(drawn(replace(CARD, **other)))) as picture:
            return picture.tobytes()

    changes = ("site", "kind", "title", "when", "place", "note", "stamp")
    seen = {pixels(), *(pixels(**{name: "別の言葉"}) for name in changes)}
    assert len(seen) == len(changes) + 1
    assert (
        len({card_name(CARD, "one"), card_name(CARD, "other"), card_name(SocialCard(), "one")}) == 3
    )


@needs_font
@pytest.mark.parametrize("words", ["長い" * 200, "https://" + "a" * 300, "، ไทย", "🎉祭🎉", " "])
def test_odd_words_are_drawn_all_the_same(words: str) -> None:
    card = SocialCard(site=words, kind=words, title=words, when=words, place=words, stamp=words)
    assert is_card(drawn(card), card_name(card, "recipe"))


@needs_font
def test_letters_that_the_font_has_not_are_left_out() -> None:
    with_them, without = drawn(SocialCard(title="🎉祭🎉")), drawn(SocialCard(title="祭"))
    with Image.open(io.BytesIO(with_them)) as one, Image.open(io.BytesIO(without)) as other:
        assert one.tobytes() == other.tobytes()


def test_without_a_font_there_is_a_card_without_words() -> None:
    data = drawn(SocialCard(), None)
    assert is_card(data, card_name(SocialCard(), "recipe"))
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (1200, 630)
        assert len(picture.convert("RGB").getcolors() or ()) > 3


def test_damaged_cards_and_other_cards_are_told_from_the_one_wanted() -> None:
    name = card_name(SocialCard(), "recipe")
    data = drawn(SocialCard(), None)
    assert is_card(data, name)
    assert not is_card(data, card_name(CARD, "recipe"))
    for at in range(0, len(data), 97):
        assert not is_card(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], name)
    for wrong in (b"", data[:-1], data[:-12], data + b"x", data[8:]):
        assert not is_card(wrong, name)
    plain = data.replace(name.encode(), b"0" * len(name))
    assert not is_card(plain, name)
    body = b"tEXtkairanban\0" + name.encode()
    assert zlib.crc32(body).to_bytes(4) in data


def test_a_folder_without_the_font_gives_none(tmp_path: Path) -> None:
    (tmp_path / "noto").mkdir()
    (tmp_path / "noto" / "NotoSansCJK-Bold.ttc").write_bytes(b"ttcf no font")
    (tmp_path / "NotoSansJP-Bold.otf").write_bytes(b"")
    (tmp_path / "Other.ttf").write_bytes(b"\0\1\0\0")
    found = find_font([tmp_path, tmp_path / "not there"])
    assert found.font is None
    assert set(found.seen) == {str(tmp_path), str(tmp_path / "noto"), str(tmp_path / "not there")}


@needs_font
def test_a_font_is_the_same_wherever_it_lies_and_is_not_taken_when_cut_off(tmp_path: Path) -> None:
    assert SYSTEM
    (tmp_path / SYSTEM.file.name).symlink_to(SYSTEM.file)
    found = find_font([tmp_path])
    assert found.font
    assert found.font.identity == SYSTEM.identity
    assert card_fingerprint(found.font.identity) != card_fingerprint(None)
    cut = tmp_path / "cut" / SYSTEM.file.name
    cut.parent.mkdir()
    cut.write_bytes(SYSTEM.file.read_bytes()[:-1000])
    assert find_font([cut.parent]).font is None


def test_a_bold_font_is_taken_before_a_regular_one(tmp_path: Path) -> None:
    head = b"OTTO\0\1" + bytes(6) + b"cmap" + bytes(12)
    for name in ("NotoSansCJK-Regular.ttc", "NotoSansJP-Bold.otf"):
        (tmp_path / name).write_bytes(head)
    found = find_font([tmp_path])
    assert found.font
    assert found.font.file.name == "NotoSansJP-Bold.otf"


def test_an_opening_bracket_is_not_first_by_mistake() -> None:
    assert not NOT_FIRST & NOT_LAST
    assert OPENING <= NOT_LAST
