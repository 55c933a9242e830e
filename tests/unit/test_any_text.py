"""Whatever stands in a report's body, it can be read, and no word of it is lost."""

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from kairanban.reports.markdown.converter import MarkdownConverter
from kairanban.reports.sections.placeholders import split_at_placeholders
from markupsafe import Markup
from reading import PROSE, Links, page, read

WORDS = ["語彙", "alpha", "赤木さん", "グラミン日本", "机と椅子", "二人"]
MARKS = [
    *("## ", "### ", "# ", "＃＃", "- ", "・", "①", "1. ", "> ", "  ", "    ", "　", "---", "***"),
    *("**", "__", "*", "`", "```", "~~~", "（", "）", "(", ")", "【", "】", "募集", "会場の声"),
    *(
        "募集しています。",
        "会場からは、",
        "（6月30日まで）",
        "【募集終了】",
        "{: #a }",
        "{: 区分=物品 }",
    ),
    *("{", "}", "|", "{漢字|かんじ}", "![", "](", "[^1]", "[^1]: ", "<div>", "</div>", "<b>", "&"),
    *(": ", "| a | b |", "|---|---|", "\\", "*[alpha]: ", "参加者の声", "---\n", "===", "。", "、"),
]
LINES = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=8).map("".join)
BODIES = st.lists(st.one_of(LINES, st.just("")), max_size=14).map("\n".join)
PLAIN = [
    "## ",
    "### ",
    "- ",
    "・",
    "①",
    "1. ",
    "> ",
    "  ",
    "　",
    "**",
    "（",
    "）",
    "募集",
    "会場の声",
]
PLAIN_LINES = st.lists(st.sampled_from([*WORDS, *PLAIN, "募集しています。", "。"]), max_size=8)
PLAIN_BODIES = st.lists(PLAIN_LINES.map("".join), max_size=14).map("\n".join)


SOME, EVERY = (
    MarkdownConverter(None, footnotes=True),
    MarkdownConverter(None, footnotes=True, spares=False),
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(BODIES, st.text(max_size=200)))
def test_any_text_can_be_read(body: str) -> None:
    result = read(body)
    last = body.count("\n") + 1
    for found in (*result.sessions, *result.calls, *result.findings):
        assert found.line is not None
        assert 1 <= found.line <= last
    assert len({call.id for call in result.calls}) == len(result.calls) or result.findings
    made = PROSE.render_body(result, Links())
    kinds = [
        kind for kind, _ in split_at_placeholders(made, len(result.sessions), len(result.calls))
    ]
    assert kinds.count("session") == len(result.sessions)
    assert kinds.count("call") == len(result.calls)
    assert not re.search("[\x00-\x08]", page(result).replace("\0", ""))


@settings(max_examples=300, deadline=None)
@given(PLAIN_BODIES)
def test_no_word_is_lost(body: str) -> None:
    result = read(body)
    people = " ".join(name for session in result.sessions for name in session.people)
    shown = html.unescape(str(Markup(page(result).replace("<wbr>", "")).striptags())) + people
    for word in WORDS:
        assert shown.count(word) >= body.count(word), word


@settings(max_examples=300, deadline=None)
@given(st.one_of(BODIES, st.text("ab あ\n*_[]()!<>&`~:|{}#-=^\\.1", max_size=60)))
def test_leaving_out_what_a_text_has_nothing_for_changes_nothing(body: str) -> None:
    assert SOME.convert(body) == EVERY.convert(body)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["一。", "二。", "募集", "**机**"]), min_size=1, max_size=5),
    st.integers(0, 4),
)
def test_addresses_do_not_depend_on_what_stands_before(titles: list[str], before: int) -> None:
    calls = "\n".join(f"- {title}{at}" for at, title in enumerate(titles))
    text = "\n\n".join(f"前の段落{number}。" for number in range(before))
    alone, after = read(f"## 募集\n\n{calls}"), read(f"{text}\n\n## 募集\n\n{calls}")
    assert [call.id for call in alone.calls] == [call.id for call in after.calls]


def test_emphasis_that_python_markdown_mixes_up_keeps_its_words() -> None:
    shown = Markup(page(read("****語彙**\n**  **語彙語彙**"))).striptags()
    assert shown.count("語彙") == 3
