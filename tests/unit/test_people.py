"""Who is named in a heading, and who agreed."""

import pytest
from kairanban.reports.headings.people import (
    find_named_people,
    find_office_holder,
    has_consent,
    parse_people,
)

PARENTHESES: dict[str, tuple[str, ...]] = {
    "赤木さん": ("赤木さん",),
    "赤木さん、男澤 氏": ("赤木さん", "男澤 氏"),
    "赤木さんと男澤先生": ("赤木さん", "男澤先生"),
    "赤木さん 男澤さん": ("赤木さん", "男澤さん"),
    "さとうさん": ("さとうさん",),
    "さとうさんともりさん": ("さとうさん", "もりさん"),
    "代表 赤木さん": ("代表 赤木さん",),
    "代表・赤木さん": ("代表・赤木さん",),
    "ジョン・スミスさん": ("ジョン・スミスさん",),
    "赤木・男澤さん": ("赤木・男澤さん",),
    "赤木さんほか2名": ("赤木さんほか2名",),
    "赤木さん、ほか2名": ("赤木さん、ほか2名",),
    "土屋さん、金子さん、阿部さん、麻生さん": ("土屋さん", "金子さん", "阿部さん", "麻生さん"),
    "参加者の皆さん": (),
    "お客様": (),
    "保育士さん": (),
    "第2回": (),
    "赤木さん、2024年": (),
}


@pytest.mark.parametrize("text", PARENTHESES)
def test_people_stand_in_parentheses(text: str) -> None:
    assert parse_people(text) == PARENTHESES[text]


HEADINGS: dict[str, tuple[str, ...]] = {
    "会（赤木さん）": ("赤木さん",),
    "赤木さんのお話": ("赤木さん",),
    "赤木さん（グラミン日本）": ("赤木さん",),
    "グラミン日本 赤木さん": ("赤木さん",),
    "土屋さんと金子さんの対談": ("土屋さん", "金子さん"),
    "質問（赤木さん）と答え（男澤氏）": ("赤木さん", "男澤氏"),
    "会（赤木さんの話）": ("赤木さん",),
    "赤木先生に聞く": ("赤木先生",),
    "参加者の皆さんから": (),
    "市民の皆様へ": (),
    "お母さんたちの声": (),
    "学生さんの発表": (),
    "スタッフさんから": (),
    "商店街さんと考える": (),
    "多様な働き方の仕様": (),
    "様々な声": (),
    "氏名の書き方": (),
    "学校の先生と話す": (),
    "たくさんの人": (),
    "朝さんぽ": (),
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_may_name_people_anywhere(heading: str) -> None:
    assert find_named_people(heading) == HEADINGS[heading]


@pytest.mark.parametrize(
    ("text", "name"),
    [("赤木代表", "赤木代表"), ("赤木理事長", "赤木理事長"), ("赤木くん", "赤木くん")]
    + [(text, None) for text in ("代表理事", "会長", "前会長", "第2代会長", "仙台市", "2024年")],
)
def test_an_office_after_a_name_is_no_honorific_but_names_somebody(
    text: str, name: str | None
) -> None:
    assert find_office_holder(text) == name


@pytest.mark.parametrize(
    ("name", "consent", "covered"),
    [
        ("赤木さん", ["赤木"], True),
        ("赤木さん", ["赤木 花子さん"], True),
        ("赤木さん", ["赤木花子さん"], False),
        ("赤木さん", ["男澤さん"], False),
        ("代表 赤木さん", ["赤木さん"], True),
        ("代表・赤木さん", ["赤木 氏"], True),
        ("赤木・男澤さん", ["男澤さん"], False),
        ("赤木・男澤さん", ["男澤さん", "赤木さん"], True),
        ("赤木さんほか2名", ["赤木さん"], True),
        ("仙台支部赤木さん", ["赤木さん"], True),
        ("小赤木さん", ["赤木さん"], False),
        ("代表さん", ["赤木さん"], False),
    ],
)
def test_consent_covers_a_name_however_a_heading_writes_it(
    name: str, consent: list[str], covered: bool
) -> None:
    assert has_consent(name, consent) is covered
