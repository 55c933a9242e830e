"""How a header is read."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kairanban.content.front_matter.document import split_document
from kairanban.content.front_matter.nodes import HeaderEntry, ListNode, MapNode, Scalar
from kairanban.content.problems import Unreadable


def entries(text: str) -> tuple[HeaderEntry, ...]:
    return split_document(f"---\n{text}\n---\n本文\n".encode(), "events/x.md").header_entries


def value(text: str) -> object:
    (entry,) = entries(text)
    return entry.value


@pytest.mark.parametrize(
    "text",
    [
        "情報交換会 #12",
        "[重要] 場所変更",
        "[重要]の[お知らせ]",
        "@会場",
        "報告: 前半",
        "19:00",
        "no",
        "*",
        "&x",
        "!",
        "%",
        "- ",
        '"回覧板"の"会"',
        "{漢字",
        "a: b: c",
    ],
)
def test_a_value_on_one_line_is_text_whatever_yaml_would_make_of_it(text: str) -> None:
    assert value(f"題: {text}") == Scalar(text.strip(), 2)


def test_a_list_in_brackets_keeps_the_text_it_was_written_as() -> None:
    assert value("題: [重要]") == ListNode((Scalar("重要", 2),), 2, "[重要]")


def test_quotes_around_the_whole_value_are_not_part_of_it() -> None:
    assert value('題: "回覧板: 一月"') == Scalar("回覧板: 一月", 2)
    assert value("題: '回覧板'") == Scalar("回覧板", 2)


@pytest.mark.parametrize("escape", [r"\u000b", r"\x85", r"\r\n", r"\ud800", r"\uffff", r"\0"])
def test_quotes_do_not_make_characters_that_no_page_can_hold(escape: str) -> None:
    assert value(f'題: "x{escape}y"') == Scalar(f'"x{escape}y"', 2)
    found = value(f'タグ:\n  - "x{escape}y"')
    assert isinstance(found, Scalar)
    assert found.broken == 3


def test_a_map_on_one_line_is_a_map() -> None:
    node = value("日時: {start: 2024-01-18 19:00, end: 2024-01-18 20:30}")
    assert isinstance(node, MapNode)
    assert [(key.text, each.text) for key, each in node.pairs if isinstance(each, Scalar)] == [
        ("start", "2024-01-18 19:00"),
        ("end", "2024-01-18 20:30"),
    ]


def test_list_items_are_literal_and_know_their_lines() -> None:
    node = value("登壇者:\n  - 報告: 前半\n  - @会場 # 1\n  - [重要] x")
    assert isinstance(node, ListNode)
    assert node.items == (Scalar("報告: 前半", 3), Scalar("@会場 # 1", 4), Scalar("[重要] x", 5))


def test_items_may_begin_with_a_middle_dot_and_stand_at_the_margin() -> None:
    node = value("登壇者:\n・赤木さん\n・男澤さん")
    assert isinstance(node, ListNode)
    assert node.items == (Scalar("赤木さん", 3), Scalar("男澤さん", 4))


def test_full_width_colons_tabs_and_spaces_work_inside_lists_too() -> None:
    node = value("登壇者:\n\t- 氏名：赤木さん\n\t　所属：あおば")
    assert isinstance(node, ListNode)
    (speaker,) = node.items
    assert isinstance(speaker, MapNode)
    assert [key.text for key, _ in speaker.pairs] == ["氏名", "所属"]


def test_block_text_keeps_its_lines_and_folded_text_does_not() -> None:
    assert value("プログラム: |\n  - 一\n    - 二\n\n  三") == Scalar("- 一\n  - 二\n\n三", 2)
    assert value("内容: >\n  one\n  two") == Scalar("one two", 2)
    assert value("内容: >\n  一\n  二\n\n  三") == Scalar("一二\n\n三", 2)


def test_a_value_goes_on_in_indented_lines() -> None:
    assert value("内容: 一行目\n  二行目") == Scalar("一行目\n二行目", 2)


@pytest.mark.parametrize("colon", [":", "：", " : ", "　：　", ":  "])
def test_any_colon_separates_key_and_value(colon: str) -> None:
    (entry,) = entries(f"日時{colon}2024年1月18日 19:00")
    assert (entry.key, entry.value) == ("日時", Scalar("2024年1月18日 19:00", 2))


@pytest.mark.parametrize(
    "mangle",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b"\n", b"\r"),
        lambda text: b"\n\n" + text,
        lambda text: text.replace(b"---", "－－－".encode()),
        lambda text: text.replace(b"---", b"-----"),
    ],
)
def test_marks_and_line_ends_of_other_systems_do_not_matter(
    mangle: Callable[[bytes], bytes],
) -> None:
    text = "---\n題: 一月の会\n---\n本文\n".encode()
    found = split_document(mangle(text), "x.md")
    assert [entry.key for entry in found.header_entries] == ["題"]
    assert found.body.strip() == "本文"


def test_comments_and_blank_lines_in_a_header_say_nothing() -> None:
    assert [entry.key for entry in entries("# 先月のファイルから\n\n題: x\n\n日時: y")] == [
        "題",
        "日時",
    ]


def test_the_body_knows_its_line() -> None:
    found = split_document("---\n題: x\n---\n\n本文\n".encode(), "x.md")
    assert found.body_line == 4
    assert found.body == "\n本文\n"


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        split_document(data, "x.md")
    except Unreadable as fault:
        assert fault.code


@given(st.text(max_size=300))
def test_arbitrary_headers_are_read_or_refused(text: str) -> None:
    try:
        split_document(f"---\n題: x\n{text}\n---\n".encode(errors="ignore"), "x.md")
    except Unreadable as fault:
        assert fault.code


def test_deep_nesting_is_text_and_no_crash() -> None:
    assert isinstance(value("題: " + "[" * 5000 + "]" * 5000), Scalar)


def test_aliases_do_not_multiply() -> None:
    node = value("題: [&a x, *a, *a]")
    assert isinstance(node, Scalar)
