"""Keys of the header, in every way of writing them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kairanban.content.folder.source_files import RECORD_TYPES
from kairanban.content.front_matter.fields import EVENT_ONLY_FIELDS, header_keys, read_header
from kairanban.content.front_matter.keys import NESTED_KEYS, NESTED_LABELS, fold_key
from kairanban.content.front_matter.nodes import HeaderEntry, Scalar
from kairanban.content.schema import Event, Record, Report, Series

Spelling = tuple[type[Record], str, str]  # a record, a field, and how it may be written

SPELLINGS: list[Spelling] = [
    (record, field, word)
    for record in RECORD_TYPES.values()
    for field, key in header_keys(record).items()
    for word in (key.name or field, *key.labels)
]


def entry(key: str, line: int = 2, text: str = "x") -> HeaderEntry:
    return HeaderEntry(key, line, Scalar(text, line), "events/x.md")


@st.composite
def variants(draw: st.DrawFn) -> Spelling:
    """A spelling with its width, case, spaces, underscores and hyphens changed."""
    record, field, word = draw(st.sampled_from(SPELLINGS))
    text = ""
    for character in word:
        forms = {character, character.upper(), character.lower(), _wide(character)}
        text += draw(st.sampled_from(sorted(forms)))
        text += draw(st.sampled_from(["", "", "", " ", "　", "_", "-", "\t", "＿", "－"]))
    form = draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
    return record, field, unicodedata.normalize(form, text)


def _wide(character: str) -> str:
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character


@settings(deadline=None)
@given(variants())
def test_width_case_spaces_underscores_and_hyphens_do_not_matter(spelling: Spelling) -> None:
    record, field, word = spelling
    found = read_header([entry(word)], record)
    assert list(found.fields) == [field]
    assert not found.faults


@pytest.mark.parametrize("record", RECORD_TYPES.values())
def test_no_spelling_is_claimed_by_two_fields(record: type[Record]) -> None:
    owners: dict[str, str] = {}
    for field, key in header_keys(record).items():
        for word in (key.name or field, *key.labels):
            assert owners.setdefault(fold_key(word), field) == field, word


def test_no_spelling_inside_lists_and_maps_is_claimed_by_two_fields() -> None:
    owners: dict[str, str] = {}
    for name, labels in NESTED_LABELS.items():
        for word in (name, *labels):
            assert owners.setdefault(fold_key(word), name) == name, word
    assert owners == NESTED_KEYS


def test_the_english_key_of_a_field_is_the_one_that_is_documented() -> None:
    found = read_header([entry("venue"), entry("except"), entry("register")], Event)
    assert set(found.fields) == {"place", "except_", "registration"}
    (fault,) = read_header([entry("place")], Event).faults
    assert fault[1].code == "unknown-key"


def test_both_languages_mix() -> None:
    found = read_header([entry("title"), entry("日時"), entry("Fee"), entry("会場")], Event)
    assert set(found.fields) == {"title", "when", "fee", "place"}


def test_a_field_written_twice_is_told_in_either_language() -> None:
    found = read_header([entry("参加費", 2), entry("ＦＥＥ", 3), entry("料 金", 4)], Event)
    assert [(fault.code, each.line, fault.params) for each, fault in found.faults] == [
        ("duplicate-key", 3, {"name": "ＦＥＥ", "first": "参加費", "at": 2}),
        ("duplicate-key", 4, {"name": "料 金", "first": "参加費", "at": 2}),
    ]


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("持物", "持ち物"),
        ("whne", "when"),
        ("参加料金", "料金"),
        ("申込み方法", "申込方法"),
        ("q", None),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest(key: str, nearest: str | None) -> None:
    ((_, fault),) = read_header([entry(key)], Event).faults
    assert (fault.code, fault.params, fault.suggestion) == ("unknown-key", {"name": key}, nearest)


def test_a_key_that_a_series_may_give_to_its_events_is_suggested_there_too() -> None:
    ((_, fault),) = read_header([entry("申込み方法")], Series).faults
    assert fault.suggestion == "申込方法"


def test_an_empty_value_is_as_good_as_none() -> None:
    assert read_header([entry("定員", text="")], Event).fields == {}


def test_a_series_takes_its_own_fields_and_those_of_its_events() -> None:
    found = read_header([entry("名称"), entry("参加費"), entry("会場"), entry("定例")], Series)
    assert set(found.fields) == {"name", "repeat"}
    assert set(found.defaults) == {"fee", "place"}


@pytest.mark.parametrize("field", sorted(EVENT_ONLY_FIELDS - {"start"}))
def test_a_series_cannot_say_what_is_each_event_s_own(field: str) -> None:
    ((_, fault),) = read_header([entry(field)], Series).faults
    assert fault.code == "unknown-key"


def test_a_word_may_mean_different_fields_in_different_records() -> None:
    assert set(read_header([entry("対象")], Event).fields) == {"audience"}
    assert set(read_header([entry("開催日")], Report).fields) == {"when"}
    assert set(read_header([entry("日付")], Event).fields) == {"when"}
