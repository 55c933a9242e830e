"""The search index: what is compared, how it is written, and that an edit stays in its place."""

import sys
import unicodedata
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kairanban.settings import SearchLimits
from kairanban.site.search.blocks import MIN_SHARDS, SearchBlock, SearchDocument, build_blocks
from kairanban.site.search.index_files import block_lists, block_paths, index_head
from kairanban.site.search.page_text import EQUIVALENTS, extract_text, fold_text
from kairanban.site.search.postings import (
    PAIR_COUNT,
    build_shards,
    decode_numbers,
    encode_numbers,
    find_changed_places,
    find_pairs,
    is_indexed,
    pair_place,
    patch_shard,
)

LIMITS = SearchLimits()
LETTERS = [chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000]
TEXT = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("か゛ﾞﾟハﾊｶ゙がＡａßẞΣς １")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＮＰＯ法人", "npo法人"),
        ("ﾊﾟｿｺﾝ", "パソコン"),
        ("か\u3099っこう", "がっこう"),
        ("１９：００～", "19:00〜"),
        ("㍻二十年", "平成二十年"),
        ("①", "1"),
        ("STRASSE", "straße"),
        ("ẞ", "ss"),
        ("ΟΔΟΣ", "οδος"),
        ("葛\U000e0100城", "葛城"),
        ("soft\u00adhyphen", "SoftHyphen"),
        ("“引用”", '"引用"'),
        ("don’t", "DON'T"),
        ("全角　空白", "全角 空白"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_what_looks_alike_is_alike(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other)


@pytest.mark.parametrize(("one", "other"), [("は", "ば"), ("ー", "-"), ("か", "カ"), ("会", "會")])
def test_what_is_another_word_stays_another(one: str, other: str) -> None:
    assert fold_text(one) != fold_text(other)


def test_case_is_folded_as_unicode_does_it() -> None:
    def reference(letter: str) -> str:
        return unicodedata.normalize("NFKC", letter).casefold()

    alike = {fold_text(sign) for sign in EQUIVALENTS} | {
        "i",
        "",
    }  # and the dotless i, and what is ignored
    ours: dict[str, str] = {}
    theirs: dict[str, str] = {}
    for letter in LETTERS:
        own, given_one = fold_text(letter), reference(letter)
        if own in alike:
            continue
        assert ours.setdefault(own, given_one) == given_one, hex(ord(letter))
        assert theirs.setdefault(given_one, own) == own, hex(ord(letter))


@given(TEXT)
def test_text_is_folded_as_a_whole_though_only_what_must_be_is_looked_at(text: str) -> None:
    whole = unicodedata.normalize("NFKC", text)
    assert fold_text(whole) == fold_text(text)


@given(TEXT)
def test_pairs_are_those_that_stand_side_by_side(text: str) -> None:
    plain = fold_text(text)
    units = plain.encode("utf-16-le")
    numbers = [int.from_bytes(units[n : n + 2], "little") for n in range(0, len(units), 2)]
    apart = {0x20, 0x0A}
    neighbours = zip(pairwise(numbers), [*numbers[2:], 0x0A], strict=False)
    expected = {a | b << 16 | c % 64 << 32 for (a, b), c in neighbours if not apart & {a, b}}
    assert {pair for pair in find_pairs(plain) if is_indexed(pair)} == expected


@given(st.sets(st.integers(0, LIMITS.max_block - 1), min_size=1))
def test_numbers_come_back_as_they_were_written(numbers: set[int]) -> None:
    line = encode_numbers(sorted(numbers))
    assert list(decode_numbers(line)) == sorted(numbers)
    assert len(line) <= max(numbers) // 6 + 2


@given(st.integers(0, PAIR_COUNT - 1), st.integers(0, 63), st.integers(2, 10))
def test_no_two_pairs_share_a_place(pair: int, hint: int, power: int) -> None:
    shards = 2**power
    shard, name = pair_place(pair | hint << 32, shards)
    assert 0 <= shard < shards
    assert len(name) == 6
    assert pair_place(pair ^ 1 | hint << 32, shards) != (shard, name)
    other = pair_place(pair | (hint ^ 1) << 32, shards)
    assert other != (shard, name)
    assert (other[0], other[1][:5]) == (shard, name[:5])


@given(st.lists(st.frozensets(st.integers(0, 30)), max_size=12), st.data())
def test_shards_that_are_changed_are_as_those_made_anew(
    before: list[frozenset[int]], data: st.DataObject
) -> None:
    now = [data.draw(st.frozensets(st.integers(0, 30))) for _ in range(len(before) + 2)]
    changes = {
        n: (before[n] if n < len(before) else frozenset(), each) for n, each in enumerate(now)
    }
    shards = build_shards(before, 4)
    for shard, places in find_changed_places(changes, 4).items():
        shards[shard] = patch_shard(shards[shard], places)
    assert shards == build_shards(now, 4)


def document(number: int, day: int | None) -> SearchDocument:
    kind = "page" if day is None else "report"
    return SearchDocument(f"{kind}s/{number}/", kind, day, "ja", b"", 2000)


def many(count: int, *, every: int = 2) -> list[SearchDocument]:
    newest = date(2026, 12, 22).toordinal()
    return [document(n, newest - every * n) for n in range(count)]


def same(one: list[SearchBlock], other: list[SearchBlock]) -> int:
    """How many blocks are in both."""
    return len({(b.name, b.documents) for b in one} & {(b.name, b.documents) for b in other})


@given(st.lists(st.one_of(st.none(), st.integers(1, 3_000_000)), max_size=400))
def test_every_document_is_in_one_block_in_order(days: list[int | None]) -> None:
    documents = [document(n, day) for n, day in enumerate(days)]
    found = list(build_blocks(documents, LIMITS))
    assert sorted(d for b in found for d in b.documents) == sorted(documents)
    dated = [b for b in found if b.documents[0].day]
    assert found == [b for b in found if b not in dated] + dated
    order = [d.day or 0 for b in dated for d in reversed(b.documents)]
    assert order == sorted(order, reverse=True)
    assert len({b.name for b in found}) == len(found)


def test_old_blocks_are_large_and_young_ones_small() -> None:
    found = list(build_blocks(many(4000), LIMITS))
    assert len(found) < 16
    assert len(found[0].documents) <= LIMITS.min_block
    assert max(len(b.documents) for b in found) > 500


def test_the_order_in_which_documents_come_does_not_matter() -> None:
    documents = many(500, every=1)
    shuffled = Random(1).sample(documents, len(documents))
    assert list(build_blocks(shuffled, LIMITS)) == list(build_blocks(documents, LIMITS))


def test_a_new_report_touches_young_blocks_only() -> None:
    before = list(build_blocks(many(3000), LIMITS))
    newer = document(9999, date(2026, 12, 24).toordinal())
    now = list(build_blocks([*many(3000), newer], LIMITS))
    touched = [
        b for b in now if (b.name, b.documents) not in {(x.name, x.documents) for x in before}
    ]
    assert sum(len(b.documents) for b in touched) < 300


@pytest.mark.parametrize("number", [20, 700, 2500])
def test_what_is_taken_away_changes_its_own_block_only(number: int) -> None:
    documents = many(3000)
    before = list(build_blocks(documents, LIMITS))
    now = list(build_blocks([d for n, d in enumerate(documents) if n != number], LIMITS))
    assert same(before, now) == len(before) - 1 == len(now) - 1


def test_many_documents_of_one_day_are_parted_as_well() -> None:
    found = list(build_blocks((document(n, 738000) for n in range(5000)), LIMITS))
    assert max(len(b.documents) for b in found) <= LIMITS.max_block
    assert sum(len(b.documents) for b in found) == 5000


def test_files_say_what_documents_are() -> None:
    block = SearchBlock("d0-54", tuple(many(LIMITS.max_list + 1)), 4)
    ((path, text), (second, rest)) = block_lists(block, LIMITS)
    assert path == f"search/{block.name}/list-0.txt"
    assert second == f"search/{block.name}/list-1.txt"
    assert text.splitlines()[0] == "report 2026-12-22 ja reports/0/"
    assert (text.count("\n"), rest.count("\n")) == (LIMITS.max_list, 1)
    assert set(block_paths(block, LIMITS)) >= {path, second, "search/d0-54/3.txt"}
    assert (
        index_head([(block, "abc", ())], LIMITS) == f"d0-54 abc {LIMITS.max_list + 1} 4 2026 2026\n"
    )


def test_the_head_says_how_long_lists_are_where_a_site_has_set_it() -> None:
    block = SearchBlock("d0-54", tuple(many(3)), 4)
    few = SearchLimits(max_list=2)
    assert [text.count("\n") for _, text in block_lists(block, few)] == [2, 1]
    assert index_head([(block, "abc", ())], few) == "d0-54 abc 3 4 2026 2026 2\n"


def test_of_few_documents_the_head_says_it() -> None:
    [block] = build_blocks(many(60), LIMITS)
    assert list(block_lists(block, LIMITS)) == []
    assert set(block_paths(block, LIMITS)) == {
        f"search/{block.name}/{shard}.txt" for shard in range(block.shards)
    }
    first, *lines = index_head([(block, "abc", ())], LIMITS).splitlines()
    assert first == f"{block.name} abc 60 {block.shards} 2026 2026"
    assert len(lines) == 60
    assert lines[-1] == "report 2026-12-22 ja reports/0/"


def test_of_little_text_the_head_holds_the_postings() -> None:
    [block] = build_blocks([document(1, None), document(2, None)], LIMITS)
    assert list(block_paths(block, LIMITS)) == []
    shards = build_shards([find_pairs("仙台"), find_pairs("仙台の台")], MIN_SHARDS)
    first, *lines = index_head([(block, "abc", shards)], LIMITS).split("\n")[:-1]
    assert first == f"{block.name} abc 2 0 0 0"
    assert sorted(lines[:2]) == ["page - ja pages/1/", "page - ja pages/2/"]
    assert [line.replace(" ", "\n") for line in lines[2:]] == shards


def page(inside: str) -> str:
    return f'<main><p>ほか</p><article class="sheet" data-search="yes">{inside}</article></main>'


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<h1>月の<wbr>会</h1><p>文。</p>", "月の会\n文。\n"),
        ("<p>前</p><h1>題</h1>", "題\n前\n"),
        ('<h1>題</h1><p>一<b>つ</b>の<a href="x">言葉</a></p>', "題\n一つの言葉\n"),
        ("<h1>題</h1><p>一行\n  二行<br>三行</p>", "題\n一行 二行\n三行\n"),
        ("<h1>題</h1><ul><li>甲</li><li>乙</li></ul>", "題\n甲\n乙\n"),
        (
            '<h1>題</h1><p>&lt;/script&gt; &amp; &#39;x&#39; \u2028 "</p>',
            "題\n</script> & 'x' \"\n",
        ),
        ('<h1>題</h1><p>見る<span class="unseen">聞く</span></p>', "題\n見る\n"),
        ('<h1>題</h1><p data-until="2026">いま</p><p hidden>ない</p>', "題\n"),
        ('<h1>題</h1><div data-search="no">別<div>中</div></div>後', "題\n後\n"),
        (
            '<h1>題</h1><p>言葉<sup><a class="footnote-ref" href="#f">1</a></sup>と</p>',
            "題\n言葉と\n",
        ),
        (
            "<h1>題</h1><p><ruby>塩<rp>(</rp><rt>しお</rt><rp>)</rp>竈<rt>がま</rt></ruby>の港</p>",
            "題\n塩竈の港\n塩竈（しおがま）\n",
        ),
        ("<p>題がない</p>", "題がない\n"),
    ],
)
def test_words_are_what_a_reader_sees(inside: str, words: str) -> None:
    assert extract_text(page(inside)) == words


def test_only_what_is_marked_has_words() -> None:
    assert extract_text("<main><h1>題</h1><p>文</p></main>") == ""
    marked = '<h1 data-search="yes">題</h1><p>外</p><div data-search="yes">内</div>'
    assert extract_text(marked) == "題\n内\n"
