"""Whatever is missing or strange, a command says so in a sentence and ends with 1."""

import io
import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import ROOT, run_build
from kairanban.commands.build import build
from kairanban.commands.check import main as check
from kairanban.pipeline.output_encoding import replace_unencodable_output
from kairanban.site.share import sort_by_priority
from outputs import contents
from processes import module
from tiny import write_settings


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1705000000")
    monkeypatch.setenv("KAIRANBAN_PROCESSES", "1")


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("fault", ["deleted", "日時: きっと\n", "下書き"])
def test_check_tells_of_an_event_with_a_fault_that_a_report_names(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str, form: str
) -> None:
    settings = write_settings(tmp_path / "conf.py", PATH=str(small))
    event = small / "events" / "2024-01-18-kai.md"
    if fault == "deleted":
        event.unlink()
    elif fault == "下書き":
        event.write_text(event.read_text("utf-8").replace("題:", "公開状態: 下書き\n題:"), "utf-8")
    else:
        event.write_text(event.read_text("utf-8").replace("日時: ", fault + "とき: "), "utf-8")
    assert check(str(settings), None, form) == 1
    assert "2024-01-18-kai.md" in capsys.readouterr().out


def test_check_never_ends_in_a_traceback_whichever_file_is_missing_or_faulty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = shutil.copytree(ROOT / "content", tmp_path / "content")
    settings = write_settings(tmp_path / "conf.py", PATH=str(first))
    files = sorted(first.glob("*/*.md")) + sorted(first.glob("reports/*/index.md"))
    for file in files[::8]:
        text = file.read_bytes()
        for other in (b"---\n\xff\n---\n", text[: len(text) // 3], None):
            if other is None:
                file.unlink()
            else:
                file.write_bytes(other)
            assert check(str(settings), None, "text") in (0, 1)
        file.write_bytes(text)
    assert "直すところ" in capsys.readouterr().out


@pytest.mark.parametrize("command", [build, lambda file: check(file, None, "text")])
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"PATH": "nowhere"}, "記事のフォルダー「"),
        ({"PATH": "nowhere", "KAIRANBAN_LANGUAGE": "en"}, "the content folder “"),
        ({"THEME": "no-such-theme"}, "テーマ「no-such-theme」がありません"),
    ],
)
def test_a_folder_that_is_missing_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command, more: dict[str, str], words: str
) -> None:
    (tmp_path / "content").mkdir()
    settings = write_settings(tmp_path / "conf.py", **{"PATH": str(tmp_path / "content"), **more})
    assert command(str(settings)) == 1
    result = "".join(capsys.readouterr())
    assert words in result
    assert result.count("\n") == 1


@pytest.mark.parametrize("folder", ["content", "theme"])
def test_a_folder_that_goes_after_a_good_build_is_told_and_the_last_output_stays(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    more = {"PATH": str(small), "THEME": str(tmp_path / "theme")}
    settings = write_settings(tmp_path / "conf.py", **more)
    output = tmp_path / "output"
    assert build(str(settings), None, str(output)) == 0
    before = contents(output)
    capsys.readouterr()
    (tmp_path / folder).rename(tmp_path / "elsewhere")
    assert build(str(settings), None, str(output)) == 1
    assert f"{folder}」がありません" in capsys.readouterr().err
    assert contents(output) == before


def test_settings_that_are_no_python_are_told_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "conf.py"
    settings.write_text("PATH = 'content'\nSITENAME = ためし の会\n", "utf-8")
    assert build(str(settings)) == 1
    assert "conf.py:2: 設定がPythonとして読めません" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("SITENAME = ためし", "NameError: name 'ためし' is not defined"),
        ("import nai_to_omou", "ModuleNotFoundError: No module named 'nai_to_omou'"),
        ("PATH = open('/nai').read()", "FileNotFoundError:"),
        ("raise SystemExit(3)", "SystemExit: 3"),
    ],
)
@pytest.mark.parametrize("command", [build, lambda file: check(file, None, "text")])
def test_settings_that_fail_when_they_run_are_told_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command, line: str, reason: str
) -> None:
    settings = tmp_path / "conf.py"
    settings.write_text(f"THEME = 'x'\n{line}\n", "utf-8")
    assert command(str(settings)) == 1
    told = "".join(capsys.readouterr())
    assert f"conf.py:2: 設定に誤りがあります（{reason}" in told
    assert told.count("\n") == 1


def test_check_knows_the_languages_of_the_theme(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    catalogue = theme / "locale" / "fr" / "LC_MESSAGES" / "kairanban.po"
    catalogue.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "plugins/kairanban/locale/en/LC_MESSAGES/kairanban.po", catalogue)
    (small / "pages" / "about.fr.md").write_text("---\ntitle: Qui\nnai: 1\n---\n", "utf-8")
    more = {"PATH": str(small), "THEME": str(theme), "KAIRANBAN_LANGUAGES": ["en", "fr"]}
    settings = write_settings(tmp_path / "conf.py", **more)
    assert check(str(settings), None, "text") == 1
    told = capsys.readouterr().out
    assert "about.fr.md:3: nai" in told
    assert "扱っていません" not in told


def test_a_build_that_ends_early_does_not_make_the_next_one_wait(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = write_settings(tmp_path / "conf.py", PATH=str(small))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "99999999999999999999")
    assert build(str(settings), None, str(tmp_path / "output")) == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1705000000")
    assert build(str(settings), None, str(tmp_path / "output")) == 0
    assert "待っています" not in capsys.readouterr().err


def test_a_translation_with_another_number_of_calls_is_built_without_them(
    small: Path, tmp_path: Path
) -> None:
    report = small / "reports" / "2024-01-18-kai.md"
    text = report.read_text("utf-8").replace("イベント:", "掲載同意: 全員\nイベント:")
    own = "\n## 町の会（赤木さん）\n\n話。\n\n### 募集\n\n- **手伝い**。机\n"
    report.write_text(text + own, "utf-8")
    (small / "organizations" / "machi.en.md").write_text("---\nname: Town\n---\n", "utf-8")
    theirs = (
        "News.\n\n## Talk\n\nA.\n\n## Town (Ms Akagi)\n\nT.\n\n### 募集\n\n- **A**. x\n- **B**. y\n"
    )
    translation = report.with_name("2024-01-18-kai.en.md")
    translation.write_text(f"---\ntitle: January\n---\n{theirs}", "utf-8")
    settings = write_settings(tmp_path / "conf.py", PATH=str(small))
    assert build(str(settings), None, str(tmp_path / "output")) == 0
    files = contents(tmp_path / "output")
    assert "手伝い" in files["organizations/machi/index.html"].decode()
    assert "手伝い" not in files["en/organizations/machi/index.html"].decode()


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "theme" / "static").iterdir()))
def test_a_theme_need_not_have_any_of_our_files(small: Path, tmp_path: Path, name: str) -> None:
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    (theme / "static" / name).unlink()
    settings = write_settings(tmp_path / "conf.py", PATH=str(small), THEME=str(theme))
    assert build(str(settings), None, str(tmp_path / "output")) == 0
    pages = (tmp_path / "output").rglob("*.html")
    stem = name.partition(".")[0]
    assert all(f"theme/{stem}." not in page.read_text("utf-8") for page in pages)


def test_a_theme_without_static_files_is_built(small: Path, tmp_path: Path) -> None:
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    shutil.rmtree(theme / "static")
    settings = write_settings(tmp_path / "conf.py", PATH=str(small), THEME=str(theme))
    assert build(str(settings), None, str(tmp_path / "output")) == 0
    assert not (tmp_path / "output" / "theme").exists()


def test_sub_folders_of_static_are_published_where_stylesheets_look_for_them(
    small: Path, tmp_path: Path
) -> None:
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    (theme / "static" / "fonts" / "own").mkdir(parents=True)
    (theme / "static" / "fonts" / "own" / "x.woff2").write_bytes(b"a font")
    (theme / "static" / "fonts" / ".hidden").write_bytes(b"nothing")
    settings = write_settings(tmp_path / "conf.py", PATH=str(small), THEME=str(theme))
    output = tmp_path / "output"
    assert build(str(settings), None, str(output)) == 0
    assert contents(output)["theme/fonts/own/x.woff2"] == b"a font"
    assert not (output / "theme" / "fonts" / ".hidden").exists()


def test_a_row_that_a_mail_does_not_know_comes_last() -> None:
    assert sort_by_priority(["持ち物", "内容", "会場", "雨天時"]) == [
        "会場",
        "内容",
        "持ち物",
        "雨天時",
    ]


@pytest.mark.parametrize(
    ("encoding", "printed"),
    [
        ("cp932", "発表 3 ・ 10:00～12:00 ? é".replace("é", "?")),
        ("utf-8", "発表 3 · 10:00〜12:00 😀 é"),
    ],
)
def test_any_text_can_be_printed_in_any_encoding(
    monkeypatch: pytest.MonkeyPatch, encoding: str, printed: str
) -> None:
    data = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(data, encoding=encoding))
    replace_unencodable_output()
    print("発表 3 · 10:00〜12:00 😀 é", flush=True)
    assert data.getvalue().decode(encoding).strip() == printed


@pytest.mark.parametrize("words", [("check",), ("check", "--format", "json"), ("build",)])
def test_commands_work_where_the_terminal_has_a_japanese_encoding(
    small: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (small / "pages" / "kigo.md").write_text("---\n題: 記号😀·−\n謎: 😀·−\n---\n", "utf-8")
    given = ["--content", str(small)]
    if words == ("build",):
        given += ["--output", str(tmp_path / "output")]
    environment = {**os.environ, "PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"}
    made = module("invoke", *words, *given, env=environment, cwd=ROOT, encoding="cp932")
    assert made.returncode == 1, made.stderr
    assert "Traceback" not in made.stderr
    assert "kigo.md" in made.stdout + made.stderr


def test_plain_pelican_works_where_the_terminal_has_a_japanese_encoding(
    small: Path, tmp_path: Path
) -> None:
    environment = {"PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"}
    made = run_build(tmp_path / "output", content=small, environment=environment)
    assert made.returncode == 0, made.stderr
