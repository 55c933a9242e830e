"""Markdown as people type it becomes the lists and headings that they mean."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kairanban.reports.markdown.japanese_syntax import to_markdown
from markupsafe import Markup
from test_typography import body


def made(text: str) -> str:
    return re.sub(r"\n\s*", "", body(text))


TYPED: dict[str, str] = {
    "・受付\n・案内": "<ul><li>受付</li><li>案内</li></ul>",
    "･受付": "<ul><li>受付</li></ul>",
    "　・受付": "<ul><li>受付</li></ul>",
    "①受付\n② 案内": "<ul><li>① 受付</li><li>② 案内</li></ul>",
    "募集しています。\n・受付\n・案内": (
        "<p>募集しています。</p><ul><li>受付</li><li>案内</li></ul>"
    ),
    "募集しています。\n- 受付": "<p>募集しています。</p><ul><li>受付</li></ul>",
    "順番です。\n1. 受付\n2. 案内": "<p>順番です。</p><ol><li>受付</li><li>案内</li></ol>",
    "設立は\n1983. その後": "<p>設立は1983. その後</p>",
    "・・・と思いました。": "<p>・・・と思いました。</p>",
    "・受付\n  ・昼\n  ・夜\n・案内": (
        "<ul><li>受付<ul><li>昼</li><li>夜</li></ul></li><li>案内</li></ul>"
    ),
    "- 受付\n  - 昼\n    - 一階\n- 案内": (
        "<ul><li>受付<ul><li>昼<ul><li>一階</li></ul></li></ul></li><li>案内</li></ul>"
    ),
    "- 受付\n    - 昼\n- 案内": "<ul><li>受付<ul><li>昼</li></ul></li><li>案内</li></ul>",
    "- 受付\n続き\n- 案内": "<ul><li>受付続き</li><li>案内</li></ul>",
    "- 受付\n\n  くわしく。\n\n- 案内": (
        "<ul><li><p>受付</p><p>くわしく。</p></li><li><p>案内</p></li></ul>"
    ),
    "- 受付\n\n本文。\n・案内": "<ul><li>受付</li></ul><p>本文。</p><ul><li>案内</li></ul>",
    "- 受付\n\n本文。\n\n    code": (
        "<ul><li>受付</li></ul><p>本文。</p><pre><code>code</code></pre>"
    ),
    "＃＃ 発表": "<h2>発表</h2>",
    "＃＃発表\n本文": "<h2>発表</h2><p>本文</p>",
    "## 発表\n- 一つ": "<h2>発表</h2><ul><li>一つ</li></ul>",
    "```\n・受付\n＃ 一\n```": "<pre><code>・受付＃ 一</code></pre>",
    "本文\n\n    ・受付": "<p>本文</p><pre><code>・受付</code></pre>",
    "本文です。\n---\n続き": "<p>本文です。</p><hr><p>続き</p>",
    "会（赤木さん）\n---\n続き": "<h2>会<wbr>（赤木さん）</h2><p>続き</p>",
    "本文。\n\n---\n\n- - -": "<p>本文。</p><hr><hr>",
}


@pytest.mark.parametrize("text", TYPED)
def test_what_people_type_is_what_they_get(text: str) -> None:
    assert made(text) == TYPED[text]


PIECES = st.sampled_from(
    ["・", "①", "- ", "* ", "12. ", "1. ", "＃", "# ", "  ", "    ", "　", "語", "a1", "---", "> "]
)
TEXTS = st.lists(st.lists(PIECES, max_size=6).map("".join), max_size=12)


@given(TEXTS)
def test_no_word_is_lost(lines: list[str]) -> None:
    def words(text: list[str]) -> str:
        return re.sub(r"[\s・･＃#-]", "", "".join(text))

    assert words(to_markdown(lines)) == words(lines)


@given(TEXTS)
def test_no_word_is_lost_from_the_page(lines: list[str]) -> None:
    def words(text: str) -> int:
        return text.count("語") + text.count("a1")

    page = Markup(body("\n".join(lines))).striptags()
    assert words(page) == words("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("HTMLの<style>の話。\n\n後。", "<p>HTMLの&lt;style&gt;の話。</p><p>後。</p>"),
        ("<Script>とは\n\n後。", "<p>&lt;Script&gt;とは</p><p>後。</p>"),
        (
            "`<title>`と<title>\n\n後。",
            "<p><code>&lt;title&gt;</code>と&lt;title&gt;</p><p>後。</p>",
        ),
        ("前<script>x()</script>後", "<p>前後</p>"),
        ('<iframe src="https://example.org/">\n\n後。', "<p>後。</p>"),
        ("前<svg onload=x()>中\n\n後。", "<p>前中</p><p>後。</p>"),
        ("```\n<style>\n```\n\n後。", "<pre><code>&lt;style&gt;</code></pre><p>後。</p>"),
    ],
)
def test_a_tag_that_is_spoken_of_hides_nothing(text: str, html: str) -> None:
    assert made(text) == html
