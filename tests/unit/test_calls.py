"""Calls for help are read from lists: what they ask for, until when, and what became of them."""

from datetime import date

import pytest
from kairanban.content.folder.links import find_links
from kairanban.reports.sections.parsed_body import Call
from reading import doubts, page, read


def call(item: str, published: date = date(2024, 1, 10)) -> Call:
    result = read(f"## 募集\n\n{item}", published=published)
    (found,) = result.calls
    assert result.findings == ()
    return found


PLACES: dict[str, int] = {
    "## 東北再生（男澤さん）\n\n### 募集\n\n- 一\n- 二": 2,
    "## 東北再生（男澤さん）\n\n手を貸してくれる人を\n募集しています。\n- 一\n- 二": 2,
    "## 東北再生（男澤さん）\n\n協力者を募集中です。\n\n・一\n・二\n・三": 3,
    "## 東北再生（男澤さん）\n\n協力者を募集中です。\n\n①一\n②二": 2,
    "## 東北再生（男澤さん）\n\n協力者を募集中です。\n\n1. 一\n2. 二": 2,
    "## 募集\n\n次のとおりです。\n\n- 一": 1,
    "## 【募集】\n\n- 一": 1,
    "## 募集\n\n- 一\n\n### 会場の声\n\n- 二": 2,
    "## 募集\n\n- 一\n\n## 別の話\n\n- 二": 1,
    "## 東北再生（男澤さん）\n\n### 募集\n\n- 一\n\n### 別の話\n\n- 二": 1,
    "## 東北再生（男澤さん）\n\n### 募集\n\n- 一\n\n---\n\n- 二": 1,
    "## 東北再生（男澤さん）\n\n**協力者を募集しています。**\n- 一": 1,
    "## 東北再生（男澤さん）\n\n　協力者を募集しております！！\n　・一\n　・二": 2,
    "## 東北再生（男澤さん）\n\n協力者を募集しています（若干名）。\n• 一\n• 二": 2,
    "＃＃　東北再生（男澤さん）\n＃＃＃　募集！\n・一\n・二": 2,
    "協力者を募集しています。\n\n- 一": 0,
    "## 東北再生（男澤さん）\n\n協力者を募集しました。\n\n- 一": 0,
}


@pytest.mark.parametrize("body", PLACES)
def test_calls_are_lists_in_these_places(body: str) -> None:
    result = read(body)
    assert len(result.calls) == PLACES[body]
    assert page(result).count('class="call"') == PLACES[body]


def test_a_call_belongs_to_its_session() -> None:
    result = read("## 東北再生（男澤さん）\n\n### 募集\n\n- 一\n\n## 募集\n\n- 二")
    inside, outside = result.calls
    assert (inside.session, inside.organization) == ("tohoku-saisei", "tohoku-saisei")
    assert (outside.session, outside.organization, outside.of) == (None, None, None)
    assert (inside.line, outside.line) == (5, 9)


WORDS: dict[str, tuple[str, str]] = {
    "- **受付**。相談に来た方を迎えます。": ("受付", "相談に来た方を迎えます。"),
    "- **受付**をもう二人。毎月です。": ("受付", "受付をもう二人。毎月です。"),
    "- 受付をする人。毎月です。": ("受付をする人", "毎月です。"),
    "・[受付](https://example.org/)": ("受付", ""),
    "①**受付** 昼": ("受付", "昼"),
    "- 受付\n  - 昼\n  - 夜": ("受付", "昼 夜"),
    "- __受付__：{聴|き}く人": ("受付", "聴く人"),
    "- 受付。\n\n  くわしく。": ("受付", "くわしく。"),
    "- 「困った。」という人の受付。毎月です。": ("「困った。」という人の受付", "毎月です。"),
    "- 車を出す人（先着3名。雨の日も）。一度だけ。": (
        "車を出す人（先着3名。雨の日も）",
        "一度だけ。",
    ),
}


@pytest.mark.parametrize("item", WORDS)
def test_a_title_is_the_bold_start_or_the_first_sentence(item: str) -> None:
    found = call(item)
    assert (found.title, found.text) == WORDS[item]


ENDINGS: dict[str, date | None] = {
    "（6月30日まで）": date(2024, 6, 30),
    "(6/30まで)": date(2024, 6, 30),
    "（2025年6月30日(月)まで）。": date(2025, 6, 30),
    "（令和6年6月30日まで）": date(2024, 6, 30),
    "（締切：６月３０日）": date(2024, 6, 30),
    "（6月30日必着）": date(2024, 6, 30),
    "（6月末まで）": date(2024, 6, 30),
    "（4月1日から6月30日まで）": date(2024, 6, 30),
    "（年度内まで）": date(2024, 3, 31),
    "（6月30日まで）【募集中】": date(2024, 6, 30),
    "【6月30日まで】": date(2024, 6, 30),
    "［締切 6月30日］": date(2024, 6, 30),
    "（～6/30）": date(2024, 6, 30),
    "（募集は6月30日まで）": date(2024, 6, 30),
    "（6月30日 17時まで）": date(2024, 6, 30),
    "（6月30日24時まで）": date(2024, 6, 30),
    "（6月いっぱい）": date(2024, 6, 30),
    "（先着3名、6月30日まで）": date(2024, 6, 30),
    "（6月30日まで。先着3名）": date(2024, 6, 30),
    "6月30日まで。": date(2024, 6, 30),
    "締切は6月30日です。": date(2024, 6, 30),
    "6月30日まで募集しています。": date(2024, 6, 30),
    "（来月末まで）": date(2024, 2, 29),
    "{: 区分=物品 }（6月30日まで）。": date(2024, 6, 30),
    "（毎年3月31日に開く会）": None,
    "（夜8時まで）": None,
    "（6月30日に開きます）": None,
    "（若干名）": None,
    "※6月30日まで": date(2024, 6, 30),
    " ※締切は6月末です。": date(2024, 6, 30),
    " ※6月30日の会で使います": None,
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_deadlines_end_a_call_naturally(ending: str) -> None:
    assert call(f"- **受付**。来た方を迎えます。{ending}").until == ENDINGS[ending]


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ("**受付**（6月30日まで）。昼だけ。", "<strong>受付</strong>。昼だけ。"),
        ("**受付（6月30日まで）**。昼だけ。", "<strong>受付</strong>。昼だけ。"),
        ("受付をする人を探しています（6月30日まで）。", "受付をする人を探しています。"),
        ("**受付**。昼だけ。6月30日まで。", "<strong>受付</strong>。昼だけ。"),
        ("**車**（6月30日まで、先着3名）", "<strong>車</strong>（6月30日まで、先着3名）"),
    ],
)
def test_a_deadline_may_stand_where_people_put_it(item: str, shown: str) -> None:
    result = read(f"## 募集\n\n- {item}")
    assert result.calls[0].until == date(2024, 6, 30)
    assert f">{shown}[call 0]</li>" in page(result)


def test_the_end_of_something_else_is_no_deadline() -> None:
    found = call("- 展示（6月30日まで）の受付をする人")
    assert (found.until, found.title) == (None, "展示（6月30日まで）の受付をする人")


def test_a_deadline_without_its_year_is_near_the_report() -> None:
    assert call("- 一（3月31日まで）", date(2026, 10, 27)).until == date(2027, 3, 31)
    assert call("- 一（2月29日まで）", date(2023, 12, 27)).until == date(2024, 2, 29)


def test_what_is_understood_is_not_said_twice() -> None:
    result = read("## 募集\n\n- **受付**。昼だけです。（6月30日まで）【募集終了】{: #a }")
    assert '<li class="call" id="a"><strong>受付</strong>。昼だけです。[call 0]</li>' in page(
        result
    )


STATES = {
    "- **机**【募集終了】。椅子": "closed",
    "- 【募集終了】**机**": "closed",
    "- **机**。【決定】": "filled",
    "- **机**。［締め切りました］": "closed",
    "- **机**。【急募】": "open",
    "- **机** {: 状態=決まりました }": "filled",
    "- **机** {: status=closed }": "closed",
    "- **机**【募集終了】 {: 状態=募集中 }": "open",
    "- **机**（募集終了）": "closed",
    "- **机**。募集は終了しました。": "closed",
    "- **机**。おかげさまで、決まりました。": "filled",
    "- **机**（6月30日まで） 【募集終了】": "closed",
    "- **机** 【募集終了】（6月30日まで）": "closed",
    "- **机**。終了した会で使ったもの。": "open",
    "- **机**（決まりました。ありがとうございました）": "filled",
    "- **机** ※募集は終了しました。": "closed",
}


@pytest.mark.parametrize("item", STATES)
def test_what_became_of_a_call_is_read(item: str) -> None:
    assert call(item).status == STATES[item]


def test_an_attribute_list_says_everything() -> None:
    found = call(
        "- **受付**。来た方を迎えます。 {: #pc-reception 区分=ボランティア 期限=2024-06-30 "
        "状態=募集中 申込先=https://example.org/a_b_c?x=1 }"
    )
    assert (found.id, found.type, found.until) == (
        "pc-reception",
        "ボランティア",
        date(2024, 6, 30),
    )
    assert found.apply
    assert found.apply.href == "https://example.org/a_b_c?x=1"
    assert found.text == "来た方を迎えます。"


@pytest.mark.parametrize(
    "written",
    [
        "{: type=goods until=2024-06-30 apply='022-123-4567' }",
        '{ 区分=物品 期限="2024年6月30日(日)まで" 申込先="事務局（022-123-4567）" }',
        "｛：区分＝物品　期限＝6月30日 申込先=022-123-4567｝",
        "\n  {: 区分=物品 期限=6/30 申込先=022-123-4567 }",
        "{: 区分=物品 期限=6/30 }{: 申込先=022-123-4567 }",
        "{: 区分=物品 期限=6/30 申込先=022-123-4567 }。",
        "{: 区分=物品 申込先=022-123-4567 }（6月30日まで）",
    ],
)
def test_attribute_lists_may_be_written_in_many_ways(written: str) -> None:
    found = call(f"- **机** {written}")
    assert (found.type, found.until) == ("物品", date(2024, 6, 30))
    assert found.apply
    assert found.apply.href == "tel:0221234567"


def test_a_type_that_is_not_written_is_read_from_the_words() -> None:
    assert call("- **台帳**。プロボノの方").type == "プロボノ"
    assert call("- 机を譲ってください。").type == "物品"
    assert call("- **鍵当番**。閉める方を2人。").type is None


def test_an_address_stays_while_others_come_and_go() -> None:
    first = read("## 募集\n\n- **受付**。昼。\n- **机**。二つ。").calls
    later = read("## 募集\n\n- **椅子**。\n- **机**。三つ。（6月30日まで）\n- **受付**。夜。").calls
    assert {c.title: c.id for c in first}.items() <= {c.title: c.id for c in later}.items()


def test_two_calls_of_one_title_have_two_addresses() -> None:
    result = read(
        "## 東北再生（男澤さん）\n\n### 募集\n\n- **受付**。昼。\n\n"
        "## グラミン日本（赤木さん）\n\n### 募集\n\n- **受付**。夜。\n- **受付**。朝。"
    )
    assert len({found.id for found in result.calls}) == 3


FAULTS: dict[str, tuple[str, str | None]] = {
    "- 机 {: 区分=ボランテア }": ("unknown-choice", "ボランティア"),
    "- 机 {: 区文=物品 }": ("unknown-attribute", None),
    "- 机 {: 状態=検討中 }": ("unknown-choice", "募集中、募集終了、決定"),
    "- 机 {: 期限=2024-02-30 }": ("impossible-day", None),
    "- 机 {: 期限=2024年6月30日(月) }": ("weekday-mismatch", "2024年6月30日(日)"),
    "- 机（6月30日(月)まで）": ("weekday-mismatch", "2024年6月30日(日)"),
    "- 机 {: 区分=物品 区分=寄付 }": ("attribute-twice", None),
    "- 机 {: 区分 }": ("bad-attribute", None),
    "- 机 {: #desk 区分=物品": ("unclosed-attributes", "{: … }"),
    "- 机 {: #page-main }": ("taken-id", None),
    "- 机 {: 申込先=https://[ }": ("not-a-url", None),
    "- 机 {: #a }\n- 椅子 {: #a }": ("duplicate-id", None),
    "- 机 {: #a }{: #b }": ("attribute-twice", None),
    "- 机（6月31日まで）": ("impossible-day", None),
}


@pytest.mark.parametrize("item", FAULTS)
def test_an_attribute_that_cannot_be_right_is_a_problem_with_its_line(item: str) -> None:
    result = read(f"## 募集\n\n{item}")
    code, suggestion = FAULTS[item]
    (found,) = result.findings
    assert (found.code, found.suggestion, found.level) == (code, suggestion, "problem")
    assert found.line == (4 if code == "duplicate-id" else 3)


def test_a_deadline_before_the_report_appeared_is_told() -> None:
    result = read("## 募集\n\n- 机（12月25日まで）")
    assert doubts(result) == ["3: call-over-before"]
    assert result.findings[0].level == "warning"
    assert result.calls[0].until == date(2023, 12, 25)
    assert doubts(read("## 募集\n\n- 机（12月25日まで）【決定】")) == []


NEARLY: dict[str, list[str]] = {
    "## ボランティア募集\n\n- 一": ["1: nearly-calls"],
    "## 一\n\n### 募集\n\n- 一": ["3: nearly-calls"],
    "## 東北再生（男澤さん）\n\n一。\n\n### お手伝いのお願い\n\n- 一": ["5: nearly-calls"],
    "## 東北再生（男澤さん）\n\n協力者を募集します。\n\n- 一": ["3: nearly-calling"],
    "## 東北再生（男澤さん）\n\n協力者を\n募っています。\n\n- 一": ["4: nearly-calling"],
    "協力者を募集しています。\n\n- 一": ["1: calling-outside"],
    "## 東北再生（男澤さん）\n\n【募集】\n- 一": ["3: nearly-calling"],
    "## みなさんの声\n\n- 一": ["1: nearly-voices"],
    "## 東北再生（男澤さん）\n\n受付を募集しています。毎月です。\n\n- 一": ["3: nearly-calling"],
    "## 東北再生（男澤さん）\n\n受付を募集しています。\n\n次の話。": ["3: calling-alone"],
    "## 東北再生（男澤さん）\n\n受付を募集しています。": ["3: calling-alone"],
    "## 東北再生（男澤さん）\n\n### 募集\n\n受付をする人。\n\n### 次の話": ["3: no-calls"],
    "## 募集\n\n今回の募集はありません。": [],
    "## 参加者の声\n\n「よかった。」": ["1: no-voices"],
    "次のような感想をいただきました。\n\n- 一": ["1: nearly-speaking"],
    "持ち物です。\n１．机\n２．椅子": ["2: unlisted"],
    "持ち物です。\n● 机\n● 椅子": ["2: unlisted"],
    "持ち物です。\n-机\n-椅子": ["2: unlisted"],
    "持ち物です。\n(1) 机\n(2) 椅子": ["2: unlisted"],
    "会場から声がありました。\n「よかった」\n「また来たい」": ["2: unlisted"],
    "会場から声がありました。\n「よかった。」（40代）\n「また来たい」 — 女性": ["2: unlisted"],
    "会場から声がありました。\n「よかった」という声。\n「また来たい」とも聞きました。": [],
    "友人の言葉です。\n「よかった」\n「また来たい」": [],
    "-5度の朝でした。\n寒い日です。": [],
    "## 募集について\n\n本文だけです。": [],
    "## 東北再生（男澤さん）\n\n協力者を募集しました。\n\n- 一": [],
}


@pytest.mark.parametrize("body", NEARLY)
def test_what_nearly_is_a_call_or_a_voice_is_told(body: str) -> None:
    result = read(body)
    assert doubts(result) == NEARLY[body]
    assert result.calls == ()


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("- 受付。{: 区分=物品 } まだです。", 3),
        ("- 受付。\n  - 昼 {: 区分=物品 }\n  - 夜", 4),
    ],
)
def test_attributes_that_no_call_ends_with_are_told(item: str, line: int) -> None:
    assert doubts(read(f"## 募集\n\n{item}")) == [f"{line}: stray-attributes"]


@pytest.mark.parametrize("words", ["締切は6月の30日ごろ、6/30の前。", "毎年6月30日必着で送る係。"])
def test_words_about_a_deadline_that_is_not_read_are_told(words: str) -> None:
    result = read(f"## 募集\n\n- **受付**。{words}")
    assert doubts(result) == ["3: nearly-deadline"]
    assert result.calls[0].until is None


VOICES: dict[str, int] = {
    "### 会場の声\n\n- 一\n- 二": 2,
    "## 参加者の声\n\n・一\n・二": 2,
    "## 【会場の声】\n\n1. 一": 1,
    "会場からは、次の案が出ました。\n\n- 一\n- 二": 2,
    "参加者から声をいただきました。\n\n> 一\n\n> 二": 2,
    "## 参加者の声\n\n> 一": 1,
    "会場は北ホールでした。\n\n- 一": 0,
}


@pytest.mark.parametrize("body", VOICES)
def test_voices_are_quoted(body: str) -> None:
    result = read(body)
    assert result.voices == VOICES[body]
    assert page(result).count("<blockquote") == (
        0 if not result.voices else max(1, VOICES[body])
    ) or ("> " in body)


def test_photos_alone_in_their_paragraph_are_figures_and_in_a_row_a_gallery() -> None:
    result = read(
        '![机](a.jpg "受付の\\"机\\"")\n\n本文と![印](b.jpg)。\n\n![一](c.jpg)\n\n![二](d.jpg)\n'
    )
    made = page(result)
    assert result.photos == 3
    assert made.count("<figure>") == 3
    assert made.count("<figcaption>") == 1
    assert '<div class="gallery"><figure>' in made.replace("\n", "")
    assert 'alt="印"' in made


@pytest.mark.parametrize(
    "typed",
    [
        '![机](a.jpg "受付")',
        "![机](a.jpg “受付”)",
        "![机](a.jpg　「受付」)",
        "！［机］（a.jpg　「受付」）",
        "![机]（a.jpg ”受付”）",
    ],
)
def test_a_photo_is_one_however_its_marks_are_typed(typed: str) -> None:
    result = read(f"前。\n\n{typed}\n\n後。")
    assert result.photos == 1
    assert "<figcaption>受付</figcaption>" in page(result)
    (link,) = find_links(typed, 1)
    assert (link.target, link.text, link.picture) == ("a.jpg", "机", True)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("![机](写真 1.jpg)", "写真 1.jpg"),
        ('![机](<写真 1.jpg> "受付")', "写真 1.jpg"),
        ('![机](IMG (1).JPG "受付 (朝)")', "IMG (1).JPG"),
        ("！［机］（写真 (1).jpg「受付」）", "写真 (1).jpg"),
        ("![机](写真　（２）.jpg “受付”)", "写真　（２）.jpg"),
        ("[次第](会の 次第 (案).pdf)", "会の 次第 (案).pdf"),
        ("[次第](https://example.org/a_(b)_c)", "https://example.org/a_(b)_c"),
    ],
)
def test_names_of_files_may_hold_spaces_and_parentheses(typed: str, name: str) -> None:
    (link,) = find_links(typed, 1)
    assert link.target == name
    if link.picture:
        assert read(f"前。\n\n{typed}\n\n後。").photos == 1


def test_a_link_may_go_on_in_the_next_line() -> None:
    text = "前と[一](a.pdf)と\n![長い\n説明](b.jpg)\n後。\n\n<img\n  src='c.jpg' alt='三'>\n"
    found = [(link.target, link.line, link.text) for link in find_links(text, 10)]
    assert found == [("a.pdf", 10, "一"), ("b.jpg", 12, "長い\n説明"), ("c.jpg", 16, None)]


RUBIES = {
    "{漢字|かんじ}です": "<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>です",
    "{漢字|かん|じ}": (
        "<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>"
    ),
    "**{字|じ}**": "<strong><ruby>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby></strong>",
    "`{字|じ}`": "<code>{字|じ}</code>",
}


@pytest.mark.parametrize("text", RUBIES)
def test_readings_stand_beside_their_characters(text: str) -> None:
    assert page(read(text)).strip() == f"<p>{RUBIES[text]}</p>"


def test_english_passages_are_marked() -> None:
    made = page(
        read("We sat on the bench and waited.\n\nABC株式会社\n\nThe Listening Bench\n\n- To be")
    )
    assert made.count('lang="en"') == 1
    assert '<p lang="en">We sat' in made


def test_headings_break_between_phrases() -> None:
    assert "<wbr>" in page(read("## 困っていることを付箋に書き出して貼りました"))
