"""A published call keeps its address: the check says when an edit would change it."""

import subprocess
from pathlib import Path

import pytest
from kairanban.build.site import read_site
from kairanban.reports.body import Prose
from kairanban.settings import Settings

HEADER = "---\n題: 報告\n公開日: 2024-01-10\n日時: 2023-12-21\nオンライン: Zoom\n概要: 報告\n---\n"
FIRST = "## 募集\n\n- **受付**。来た方を迎えます。\n- **机と椅子**。折りたためるもの。\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "reports").mkdir(parents=True)
    git(tmp_path, "init", "-q")
    save(folder, FIRST)
    commit(folder)
    return folder


def git(folder: Path, *words: str) -> None:
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *names, *words], cwd=folder, check=True, capture_output=True)


def save(content: Path, body: str, header: str = HEADER) -> None:
    (content / "reports/2023-12-21-kai.md").write_text(header + body, "utf-8")


def commit(content: Path) -> None:
    git(content, "add", ".")
    git(content, "commit", "-qm", "x")


def told(content: Path, settings: Settings | None = None) -> list[str]:
    site = read_site(content, settings or Settings(), Prose())
    return [found.text("content") for found in site.loaded.findings]


def first_id(content: Path) -> str:
    return read_site(content, Settings(), Prose()).bodies["2023-12-21-kai"].calls[0].id


@pytest.mark.parametrize("committed", [False, True])
def test_a_new_title_would_change_the_address(content: Path, *, committed: bool) -> None:
    name = first_id(content)
    save(content, FIRST.replace("受付", "相談会の受付係"))
    if committed:
        commit(content)
    assert told(content) == [
        (
            "content/reports/2023-12-21-kai.md:10: 公開した募集のアドレスが変わってしまいます。"
            "前のアドレスで来る人のために、項目の終わりに書き足してください → {: #" + name + " }"
        )
    ]


def test_the_id_that_is_shown_mends_it(content: Path) -> None:
    name = first_id(content)
    save(
        content,
        FIRST.replace("受付**。", "相談会の受付係**。").replace("ます。", f"ます。{{: #{name} }}"),
    )
    assert told(content) == []
    assert first_id(content) == name


def test_the_first_address_counts_however_often_the_title_changed(content: Path) -> None:
    name = first_id(content)
    for title in ("受付係", "受付係の方"):
        save(content, FIRST.replace("受付", title))
        commit(content)
    (only,) = told(content)
    assert only.endswith("{: #" + name + " }")


def test_what_else_is_edited_changes_no_address(content: Path) -> None:
    save(
        content,
        "前の段落。\n\n## 募集\n\n- **新しい募集**。\n- **机と椅子**。二つ。【募集終了】\n"
        "- **受付**。昼だけ。（2024年6月30日まで）\n",
    )
    assert told(content) == []


def test_a_call_that_is_gone_is_told(content: Path) -> None:
    save(content, FIRST.replace("- **机と椅子**。折りたためるもの。\n", ""))
    commit(content)
    assert told(content) == [
        (
            "content/reports/2023-12-21-kai.md: 公開した募集「机と椅子」がなくなっています。"
            "終わったのなら、消さずに【募集終了】と書き足してください"
        )
    ]
    assert told(content, Settings(forget={"reports/2023-12-21-kai"})) == []


def test_what_was_a_draft_had_no_address(content: Path) -> None:
    (content / "reports/2023-12-21-kai.md").unlink()
    path = content / "reports/2024-01-18-kai.md"
    draft = HEADER.replace("---\n題", "---\n公開状態: 下書き\n題", 1)
    path.write_text(draft + FIRST, "utf-8")
    commit(content)
    path.write_text(HEADER + FIRST.replace("受付", "案内をする方"), "utf-8")
    assert told(content) == []
