"""Sessions are read from headings, and nobody is named in one without consent."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kairanban.records.folder.naming import directory
from kairanban.records.load import load
from kairanban.reports.consent import without_consent
from kairanban.reports.sessions import Session, sessions
from kairanban.settings import Settings

KNOWN = directory(
    [
        ("grameen-nippon-sendai", "一般社団法人グラミン日本 仙台支部", ("グラミン日本",)),
        ("hub", "せんだい・みやぎソーシャルハブ", ()),
    ]
)
HEADER = "---\n題: 報告\n公開日: 2024-01-10\n日時: 2023-12-21\nオンライン: Zoom\n概要: 報告\n"


def read(body: str) -> tuple[Session, ...]:
    return sessions(body, 1, KNOWN, hosts=("hub",))


# Heading: organization, people, title.
HEADINGS: dict[str, tuple[str | None, tuple[str, ...], str]] = {
    "## 一般社団法人グラミン日本仙台支部で活動しています(赤木さん)": (
        "grameen-nippon-sendai",
        ("赤木さん",),
        "一般社団法人グラミン日本仙台支部で活動しています",
    ),
    "＃＃ｸﾞﾗﾐﾝ日本": ("grameen-nippon-sendai", (), "ｸﾞﾗﾐﾝ日本"),
    "## 知らない会（赤木さん、男澤 氏）": (None, ("赤木さん", "男澤 氏"), "知らない会"),
    "## 二人の話（赤木さんと男澤先生） ##": (None, ("赤木さん", "男澤先生"), "二人の話"),
    "## **グラミン日本**（赤木様）": ("grameen-nippon-sendai", ("赤木様",), "グラミン日本"),
    "## ハブから（織笠さん） {#hub}": (None, ("織笠さん",), "ハブから"),
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_session_is_read_from_its_heading(heading: str) -> None:
    organization, people, title = HEADINGS[heading]
    assert read(f"前書き。\n\n{heading}\n\n本文。") == (
        Session(title=title, line=3, organization=organization, people=people),
    )


@pytest.mark.parametrize(
    "text",
    [
        "## 次の集まり（第2回）",
        "## 参加者の声",
        "## せんだい・みやぎソーシャルハブから",
        "### グラミン日本（赤木さん）",
        "> ## グラミン日本（赤木さん）",
        "```\n## グラミン日本（赤木さん）\n```",
        "グラミン日本（赤木さん）",
    ],
)
def test_another_heading_is_no_session(text: str) -> None:
    assert read(text) == ()


@given(st.text(alphabet="#＃ \n`~（）さん氏とグラミン日本赤木、{}:*", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for session in read(text):
        assert 1 <= session.line <= text.count("\n") + 1


def told(folder: Path, header: str, body: str) -> list[str]:
    (folder / "reports").mkdir()
    (folder / "reports/2023-12-21-kai.md").write_text(f"{HEADER}{header}---\n{body}", "utf-8")
    loaded = load(folder, Settings())
    assert not loaded.problems
    return [problem.text("content") for problem in without_consent(loaded.collection)]


def test_a_person_who_did_not_agree_is_a_problem_with_the_line_to_add(tmp_path: Path) -> None:
    assert told(tmp_path, "掲載同意: 赤木 さん\n", "## 会（赤木さん、男澤さん）\n") == [
        (
            "content/reports/2023-12-21-kai.md:9: 見出しに「男澤さん」とありますが、掲載の同意が"
            "記録されていません。ご本人に確かめてから、はじめの --- の間に書いてください"
            " → 掲載同意: 赤木 さん、男澤さん"
        )
    ]


def test_without_any_consent_everybody_named_is_in_the_suggestion(tmp_path: Path) -> None:
    problems = told(tmp_path, "", "## 会（赤木さん）\n\n## 別の会（男澤さん）\n")
    assert [text.rpartition(" → ")[2] for text in problems] == ["掲載同意: 赤木さん、男澤さん"] * 2


def test_the_consent_of_all_is_enough(tmp_path: Path) -> None:
    assert told(tmp_path, "掲載同意: 全員\n", "## 会（赤木さん）\n") == []
