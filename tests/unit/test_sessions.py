"""Sessions are read from headings, and nobody is named in one without consent."""

from pathlib import Path

import pytest
from loading import load
from reading import doubts, page, read

HEADER = "---\n題: 報告\n公開日: 2024-01-10\n日時: 2023-12-21\nオンライン: Zoom\n概要: 報告\n"

# Heading: organization, people, title.
HEADINGS: dict[str, tuple[str | None, tuple[str, ...], str]] = {
    "## 一般社団法人グラミン日本仙台支部で活動しています(赤木さん)": (
        "grameen-nippon-sendai",
        ("赤木さん",),
        "一般社団法人グラミン日本仙台支部で活動しています",
    ),
    "＃＃ｸﾞﾗﾐﾝ日本": ("grameen-nippon-sendai", (), "ｸﾞﾗﾐﾝ日本"),
    "## NPO法人グラミン日本（赤木さん）": (
        "grameen-nippon-sendai",
        ("赤木さん",),
        "NPO法人グラミン日本",
    ),
    "## 東北情報機器 再生推進機構": ("tohoku-saisei", (), "東北情報機器 再生推進機構"),
    "## 知らない会（赤木さん、男澤 氏）": (None, ("赤木さん", "男澤 氏"), "知らない会"),
    "## 二人の話（赤木さんと男澤先生） ##": (None, ("赤木さん", "男澤先生"), "二人の話"),
    "## **グラミン日本**（赤木様）": ("grameen-nippon-sendai", ("赤木様",), "グラミン日本"),
    "## **グラミン日本（赤木様）**": ("grameen-nippon-sendai", ("赤木様",), "グラミン日本"),
    "## ハブから（織笠さん） {#hub}": (None, ("織笠さん",), "ハブから"),
    "## せんだい・みやぎソーシャルハブ（織笠さん）": (
        "hub",
        ("織笠さん",),
        "せんだい・みやぎソーシャルハブ",
    ),
    "## グラミン日本の一年とこれから（代表 赤木さん）": (
        "grameen-nippon-sendai",
        ("代表 赤木さん",),
        "グラミン日本の一年とこれから",
    ),
    "## グラミン日本（赤木さんほか2名）": (
        "grameen-nippon-sendai",
        ("赤木さんほか2名",),
        "グラミン日本",
    ),
    "## 知らない会（さとうさん）": (None, ("さとうさん",), "知らない会"),
    "## ① グラミン日本（赤木さん）": ("grameen-nippon-sendai", ("赤木さん",), "① グラミン日本"),
    "## 発表1：【グラミン日本】（赤木さん）": (
        "grameen-nippon-sendai",
        ("赤木さん",),
        "発表1：【グラミン日本】",
    ),
    "## ｸﾞﾗﾐﾝ日本　仙台 支部で（赤木さん）": (
        "grameen-nippon-sendai",
        ("赤木さん",),
        "ｸﾞﾗﾐﾝ日本 仙台 支部で",
    ),
    "## グラミン日本（赤木さん） ｛#a｝": ("grameen-nippon-sendai", ("赤木さん",), "グラミン日本"),
    "　＃＃　グラミン日本（赤木さん）": ("grameen-nippon-sendai", ("赤木さん",), "グラミン日本"),
    "   ## グラミン日本（赤木さん）": ("grameen-nippon-sendai", ("赤木さん",), "グラミン日本"),
    "グラミン日本（赤木さん）\n-----": ("grameen-nippon-sendai", ("赤木さん",), "グラミン日本"),
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_session_is_read_from_its_heading(heading: str) -> None:
    organization, people, title = HEADINGS[heading]
    result = read(f"前書き。\n\n{heading}\n\n本文の**はじめ**。\n続き。\n\n次の段落。")
    (session,) = result.sessions
    assert (session.organization, session.people, session.title) == (organization, people, title)
    assert session.line == 3
    assert session.opening == "本文のはじめ。続き。"
    assert page(result).count("<section") == 1


@pytest.mark.parametrize(
    "text",
    [
        "## 次の集まり（第2回）",
        "## 参加者の声",
        "## せんだい・みやぎソーシャルハブから",
        "## 参加者の声（市民の皆さん）",
        "## （赤木さん）",
        "## 赤木さん（グラミン日本）",
        "### グラミン日本（赤木さん）",
        "> ## グラミン日本（赤木さん）",
        "```\n## グラミン日本（赤木さん）\n```",
        "グラミン日本（赤木さん）",
    ],
)
def test_another_heading_is_no_session(text: str) -> None:
    assert read(text).sessions == ()


def test_a_session_runs_to_the_next_heading_or_rule() -> None:
    result = read(
        "前。\n\n## グラミン日本（赤木さん）\n\n一。\n\n### 小見出し\n\n二。\n\n---\n\n外。\n\n"
        "## 東北再生（男澤さん）\n\n三。\n\n## その他\n\n四。"
    )
    made = page(result).replace("\n", "").replace("<wbr>", "")
    assert made == (
        '<p>前。</p><section class="session" id="grameen-nippon-sendai">[session 0]'
        "<h2>グラミン日本</h2><p>一。</p><h3>小見出し</h3><p>二。</p></section><hr><p>外。</p>"
        '<section class="session" id="tohoku-saisei">[session 1]<h2>東北再生</h2><p>三。</p>'
        "</section><h2>その他</h2><p>四。</p>"
    )


def test_an_anchor_stays_when_a_session_is_edited_or_others_come_before_it() -> None:
    first = read("## 知らない会の話（赤木さん）\n\n一。\n\n## 東北再生（男澤さん）\n\n二。")
    later = read(
        "## 別の会（織笠さん）\n\n零。\n\n## 題を直した（赤木 さん）\n\n直した。\n\n"
        "## 東北情報機器再生推進機構です（男澤さん）\n\n二。"
    )
    assert [s.id for s in first.sessions] == [s.id for s in later.sessions[1:]]
    assert first.sessions[1].id == "tohoku-saisei"


def test_two_sessions_of_one_organization_have_two_anchors() -> None:
    result = read("## 東北再生（男澤さん）\n\n一。\n\n## 東北再生（赤木さん）\n\n二。")
    names = [session.id for session in result.sessions]
    assert len(set(names)) == 2
    assert all(f'id="{name}"' in page(result) for name in names)


def test_an_id_that_the_editor_wrote_is_taken_by_nothing_before_it() -> None:
    result = read(
        "## 東北再生（男澤さん）\n\n一。\n\n## 別の会（赤木さん） {#tohoku-saisei}\n\n二。"
    )
    assert result.sessions[1].id == "tohoku-saisei"
    assert result.sessions[0].id.startswith("tohoku-saisei-")
    calls = read("## 募集\n\n- **机**\n- **椅子**").calls
    again = read(f"## 募集\n\n- **机**\n- **長机** {{: #{calls[0].id} }}").calls
    assert again[1].id == calls[0].id != again[0].id


def test_an_id_of_the_editors_is_the_sessions() -> None:
    result = read("## 東北再生（男澤さん） {#pc}\n\n一。")
    assert result.sessions[0].id == "pc"
    assert '<section class="session" id="pc">' in page(result)


# A body: its findings, and what the last one suggests.
DOUBTS: dict[str, tuple[list[str], str | None]] = {
    "## グラミン日木せんだい（赤木さん）": (
        ["1: unknown-session"],
        "一般社団法人グラミン日本 仙台支部",
    ),
    "### グラミン日本（赤木さん）": (
        ["1: skipped-level", "1: session-level"],
        "## グラミン日本（赤木さん）",
    ),
    "# グラミン日本（赤木さん）": (["1: session-level"], "## グラミン日本（赤木さん）"),
    "## 東北再生（男澤さん）\n\n一。\n\n### グラミン日本（赤木さん）\n\n二。": (
        ["5: session-level"],
        "## グラミン日本（赤木さん）",
    ),
    "前。\n\n> ## グラミン日本（赤木さん）": (["3: session-inside"], None),
    "- 一\n\n    ## グラミン日本（赤木さん）": (["3: session-inside"], None),
    "- 一\n  ## グラミン日本（赤木さん）": (["2: session-inside"], None),
    "・一\n　　＃＃ 次の話\n・二": (["2: session-inside"], None),
    "- 一\n  #タグ": ([], None),
    "## グラミン日本（赤木代表）": (["1: session-officer"], "赤木代表さん"),
    "## グラミン日本（第2回）": ([], None),
    "## グラミン日本 赤木さん": (["1: session-unread"], "## グラミン日本（赤木さん）"),
    "## グラミン日本から、赤木さんのお話": (
        ["1: session-unread"],
        "## グラミン日本（赤木さん）",
    ),
    "## 赤木さん（グラミン日本）": (["1: session-unread"], "## グラミン日本（赤木さん）"),
    "## 赤木さんのお話": (["1: session-unread"], None),
    "## グラミン日本（赤木さん） {#page-main}": (["1: taken-id"], None),
    "## グラミン日本（赤木さん） {: #a .b": (["1: unclosed-attributes"], "{#id}"),
    "段落。\n{: #a .b": (["2: unclosed-attributes"], "{: … }"),
    "段落です。 {: 区分=物品 }": (["1: stray-attributes"], None),
    "`{: 区分=物品 }`と書きます。": ([], None),
    "<div markdown=1>\n\n## グラミン日本（赤木さん）\n\n</div>": (["3: session-inside"], None),
    "## 講演（赤木代表）": (["1: session-officer"], "赤木代表さん"),
    "## 一\n\n#### 二": (["3: skipped-level"], "###"),
    "## 一 {#a}\n\n二。\n\n## 三 {#a}": (["5: duplicate-id"], None),
    "## 次回のご案内\n\n日時：2024年2月15日(木)19:00〜20:30\n会場：北ホール\n参加費：無料\n": (
        ["3: announcement-inside"],
        "events/2024-02-15-kai.md",
    ),
    "- **日時** 2月15日(木)\n- **会場** 北ホール\n- **内容** 話": (
        ["1: announcement-inside"],
        "events/2024-02-15-kai.md",
    ),
    "日時や会場は追ってお知らせします。\n\n参加費：未定": ([], None),
}


@pytest.mark.parametrize("body", DOUBTS)
def test_a_near_miss_is_told_with_its_line(body: str) -> None:
    result = read(body)
    codes, suggestion = DOUBTS[body]
    assert doubts(result) == codes
    if codes:
        assert result.findings[-1].suggestion == suggestion


def consent(folder: Path, header: str, body: str) -> list[str]:
    (folder / "reports").mkdir()
    (folder / "reports/2023-12-21-kai.md").write_text(f"{HEADER}{header}---\n{body}", "utf-8")
    return [problem.text("content") for problem in load(folder).problems]


def test_a_person_who_did_not_agree_is_a_problem_with_the_line_to_add(tmp_path: Path) -> None:
    assert consent(tmp_path, "掲載同意: 赤木 さん\n", "## 会（赤木さん、男澤さん）\n") == [
        (
            "content/reports/2023-12-21-kai.md:9: 見出しに「男澤さん」とありますが、掲載の同意が"
            "記録されていません。ご本人に確かめてから、はじめの --- の間に書いてください"
            " → 掲載同意: 赤木 さん、男澤さん"
        )
    ]


def test_without_any_consent_everybody_named_is_in_the_suggestion(tmp_path: Path) -> None:
    problems = consent(tmp_path, "", "## 会（赤木さん）\n\n## 別の会（男澤さん）\n")
    assert [text.rpartition(" → ")[2] for text in problems] == ["掲載同意: 赤木さん、男澤さん"] * 2


@pytest.mark.parametrize(
    "heading",
    [
        "### 質問（赤木さん）",
        "## 赤木さんのお話",
        "## グラミン日本 赤木さん",
        "> ## 会（赤木さん）",
        "- 一\n\n    ## 会（赤木さん）",
        "- 一\n  ## 会（赤木さん）",
        "## 会（赤木さん） {: #a",
        "# 会（代表・赤木さん）",
        "会（赤木さん）\n---",
        "<h2>会（赤木さん）</h2>",
        '<div markdown="1">\n\n## 会（赤木さん）\n\n</div>',
    ],
)
def test_no_heading_names_anybody_without_consent(tmp_path: Path, heading: str) -> None:
    found = [text for text in consent(tmp_path, "", f"前。\n\n{heading}\n") if "同意" in text]
    assert len(found) == 1
    assert found[0].endswith("赤木さん")
    assert found[0].startswith("content/reports/2023-12-21-kai.md:1")


@pytest.mark.parametrize(
    "words", ["全員", "参加者全員", "全員（口頭で確かめました）", "全員の同意あり"]
)
def test_the_consent_of_all_may_be_said_in_other_words(tmp_path: Path, words: str) -> None:
    assert consent(tmp_path, f"掲載同意: {words}\n", "## 会（赤木さん）\n") == []


def test_not_all_are_not_all(tmp_path: Path) -> None:
    assert consent(tmp_path, "掲載同意: 全員ではない\n", "## 会（赤木さん）\n") != []


def test_the_consent_of_all_is_enough(tmp_path: Path) -> None:
    assert consent(tmp_path, "掲載同意: 全員\n", "## 会（赤木さん）\n") == []
