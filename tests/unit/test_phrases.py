"""Where titles break."""

import pytest
from kairanban.reports.html.phrases import mark_phrases, mark_title_phrases


def parts(text: str) -> list[str]:
    """The parts of a title, `|` where a line may end inside one."""
    made = str(mark_title_phrases(text)).replace("<wbr>", "|")
    if "<span" not in made:
        return [made]
    return [part.split("</span>")[0] for part in made.split('<span class="part">')[1:]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "12月の情報交換会「今年のふりかえりと来年の計画」",
            ["12月の|情報交換会", "「今年の|ふりかえりと|来年の|計画」"],
        ),
        ("修理ボランティアの会 なおしびと", ["修理|ボランティアの会", "なおしびと"]),
        ("「沈黙を待つ」（2回目）", ["「沈黙を待つ」", "（2回目）"]),
        ("ロンドンの「聴くベンチ」 報告会", ["ロンドンの", "「聴くベンチ」", "報告会"]),
        ("（仮）会", ["（仮）会"]),
        ("会", ["会"]),
        ("Neighbors' Repair Library", ["Neighbors&#39; Repair Library"]),
    ],
)
def test_a_title_is_taken_apart_at_spaces_and_brackets(text: str, told: list[str]) -> None:
    assert parts(text) == told


def test_a_title_stays_as_it_is_but_for_its_breaks() -> None:
    text = "夏休み  ものの修理ひろば「<b>」＆（2回目）"
    assert mark_title_phrases(text).striptags().replace(" ", "") == text.replace(" ", "")
    assert "&lt;b&gt;" in mark_title_phrases(text)


def test_a_legal_form_is_not_broken() -> None:
    for text in ("一般社団法人東北情報機器再生推進機構", "すずかけ株式会社の見学会"):
        for form in ("一般社団法人", "株式会社"):
            assert form in mark_phrases(text) or form not in text
    assert mark_phrases("一般社団法人東北駆け込み寺").startswith("一般社団法人<wbr>")


def test_a_long_phrase_ends_where_the_script_changes() -> None:
    assert mark_phrases("9月のパソコン修理相談会レポート") == (
        "9月の<wbr>パソコン<wbr>修理相談会<wbr>レポート"
    )
    assert mark_phrases("修理レポート") == "修理レポート"


def test_a_town_stays_with_what_it_is_called_by() -> None:
    assert mark_phrases("仙台市市民活動サポートセンター").startswith("仙台市市民<wbr>活動")


def test_a_name_after_a_space_is_whole() -> None:
    assert mark_phrases("修理ボランティアの会 なおしびと").endswith("の会 <wbr>なおしびと")


def test_a_name_may_break_after_its_dot() -> None:
    assert mark_phrases("せんだい・みやぎソーシャルハブ") == (
        "せんだい・<wbr>みやぎ<wbr>ソーシャルハブ"
    )


def test_a_phrase_longer_than_the_line_of_a_phone_may_break_inside() -> None:
    assert mark_phrases("ウェブアクセシビリティ研修") == (
        '<span class="long">ウェブアクセシビリティ</span><wbr>研修'
    )
    assert "long" not in mark_phrases("Donaudampfschifffahrt")
