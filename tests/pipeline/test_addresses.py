"""A published call keeps its address: the check says when an edit would change it."""

import subprocess
from pathlib import Path

import pytest
from conftest import run_build
from kairanban.pipeline.loading.site_loader import load_site
from kairanban.reports.markdown_renderer import MarkdownRenderer
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
    site = load_site(content, settings or Settings(), MarkdownRenderer())
    return [found.text("content") for found in site.loaded.findings]


def first_id(content: Path) -> str:
    return load_site(content, Settings(), MarkdownRenderer()).bodies["2023-12-21-kai"].calls[0].id


def sessions(content: Path) -> list[str]:
    body = load_site(content, Settings(), MarkdownRenderer()).bodies["2023-12-21-kai"]
    return [session.id for session in body.sessions]


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


TALKS = "## 知らない会（赤木さん）\n\n一年の話。\n\n## 別の会（男澤さん）\n\n道具の話。\n"


def test_a_session_whose_address_would_change_is_told_with_its_former_id(content: Path) -> None:
    header = HEADER.replace("---\n題", "---\n掲載同意: 全員\n題", 1)
    save(content, TALKS, header)
    commit(content)
    name = sessions(content)[0]
    save(content, TALKS.replace("赤木さん", "赤木花子さん"), header)
    (only,) = [text for text in told(content) if "アドレス" in text]
    assert "kai.md:9: 公開した発表のアドレスが変わってしまいます。" in only
    assert only.endswith(f" → {{#{name}}}")
    mended = TALKS.replace("赤木さん）", f"赤木花子さん） {{#{name}}}")
    save(content, f"前の段落。\n\n{mended}", header)
    assert [text for text in told(content) if "アドレス" in text] == []
    assert sessions(content)[0] == name


def test_another_session_of_one_organization_before_it_takes_no_address(content: Path) -> None:
    (content / "organizations").mkdir()
    (content / "organizations/tohoku.md").write_text("---\n名称: 東北再生\n---\n", "utf-8")
    header = HEADER.replace("---\n題", "---\n掲載同意: 全員\n題", 1)
    one, other = "## 東北再生（男澤さん）\n\n道具。\n", "## 東北再生（赤木さん）\n\n一年。\n\n"
    save(content, one, header)
    commit(content)
    save(content, other + one, header)
    (only,) = [text for text in told(content) if "アドレス" in text]
    assert "kai.md:13:" in only
    assert only.endswith(" → {#tohoku}")
    save(content, other + one.replace("さん）", "さん） {#tohoku}"), header)
    assert [text for text in told(content) if "アドレス" in text] == []
    assert sessions(content)[1] == "tohoku"


def test_what_a_build_found_unchanged_is_not_read_again(content: Path, tmp_path: Path) -> None:
    save(content, FIRST + "- **椅子**。四つ。\n")
    commit(content)
    assert run_build(tmp_path / "output", content=content).returncode == 0
    save(content, FIRST.replace("受付", "案内"))  # changed once more: both are compared again
    made = run_build(tmp_path / "output", content=content)
    assert made.returncode == 1
    assert "アドレスが変わって" in made.stderr


def test_what_was_a_draft_had_no_address(content: Path) -> None:
    (content / "reports/2023-12-21-kai.md").unlink()
    path = content / "reports/2024-01-18-kai.md"
    draft = HEADER.replace("---\n題", "---\n公開状態: 下書き\n題", 1)
    path.write_text(draft + FIRST, "utf-8")
    commit(content)
    path.write_text(HEADER + FIRST.replace("受付", "案内をする方"), "utf-8")
    assert told(content) == []
