"""Nothing is lost: whatever goes wrong, the last good output stays, and the exit code is 1."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, run_build
from kairanban.pipeline.output.publish import (
    ForeignOutput,
    complete_interrupted,
    publish,
    require_own,
)
from kairanban.pipeline.output.stage import WorkFolder
from outputs import contents
from processes import module
from tiny import write_settings

BROKEN = "---\n題: 二月の会\n日時: 2024年2月15日(金)19:00~\n会場: 市民会館\n---\n"


def invoked(*words: str) -> subprocess.CompletedProcess[str]:
    return module("invoke", *words, cwd=ROOT)


@pytest.mark.parametrize("command", ["pelican", "invoke"])
def test_problems_stop_the_build_and_the_last_output_stays(
    small: Path, tmp_path: Path, command: str
) -> None:
    output = tmp_path / "output"
    assert run_build(output, content=small).returncode == 0
    before = contents(output)
    (small / "events" / "2024-02-15-kai.md").write_text(BROKEN, "utf-8")
    (small / "reports" / "2024-01-18-kai.md").write_text("だめ", "utf-8")
    if command == "pelican":
        made = run_build(output, content=small)
    else:
        made = invoked("build", "--content", str(small), "--output", str(output))
    assert made.returncode == 1
    assert "Traceback" not in made.stderr
    assert made.stderr.splitlines() == [
        "content/events/2024-02-15-kai.md:1: 内容: この項目が必要です → 内容: 近況を持ち寄ります。",
        "content/events/2024-02-15-kai.md:1: 参加費: この項目が必要です → 参加費: 無料",
        (
            "content/events/2024-02-15-kai.md:3: 日時: 2024年2月15日は木曜日です"
            "(「金」と書かれています) → 2024年2月15日(木)19:00~"
        ),
        "content/reports/2024-01-18-kai.md:1: 最初の行に「---」がありません → ---",
        "直すところが4件あるので、サイトは作り直していません",
    ]
    assert contents(output) == before


def test_check_tells_the_same_and_builds_nothing(small: Path) -> None:
    (small / "events" / "2024-02-15-kai.md").write_text(BROKEN, "utf-8")
    made = invoked("check", "--content", str(small), "--format", "json")
    assert made.returncode == 1
    found = json.loads(made.stdout)
    assert [(each["path"], each["line"], each["key"], each["level"]) for each in found] == [
        ("events/2024-02-15-kai.md", 1, "内容", "problem"),
        ("events/2024-02-15-kai.md", 1, "参加費", "problem"),
        ("events/2024-02-15-kai.md", 3, "日時", "problem"),
    ]
    assert set(found[0]) == {"path", "line", "key", "level", "code", "message", "suggestion"}


def test_check_of_good_content_is_quiet(small: Path) -> None:
    made = invoked("check", "--content", str(small))
    result = "content/reports/2024-01-18-kai.md: 発表 0 · 募集 0 · 声 0 · 写真 0 · 次回 なし\n"
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == f"{result}直すところはありません\n"


def test_a_report_may_tell_how_its_event_is_asked_about(small: Path, tmp_path: Path) -> None:
    event, report = small / "events" / "2024-01-18-kai.md", small / "reports" / "2024-01-18-kai.md"
    report.write_text(
        report.read_text("utf-8") + "\n感想は織笠<orikasa@example.org>へ。\n", "utf-8"
    )
    without = event.read_text("utf-8")
    result = "「orikasa@example.org」は個人のメールアドレスのようです。"

    def build() -> tuple[int, bool]:
        made = run_build(tmp_path / "output", content=small)
        return made.returncode, result in made.stderr

    assert build() == (1, True)
    event.write_text(without.replace("\n---\n", "\n問合せ: orikasa@example.org\n---\n", 1), "utf-8")
    assert build() == (0, False)
    event.write_text(without, "utf-8")
    assert build() == (1, True)


def test_a_copied_report_is_doubted_in_every_build(small: Path, tmp_path: Path) -> None:
    copied = small / "reports" / "2024-02-15-kai.md"
    copied.write_bytes((small / "reports" / "2024-01-18-kai.md").read_bytes())
    for _ in range(2):
        made = run_build(tmp_path / "output", content=small)
        assert made.returncode == 0
        assert made.stderr.splitlines()[0] == (
            "注意: content/reports/2024-02-15-kai.md:4: イベント: 「2024-01-18-kai」のレポートは、"
            "reports/2024-01-18-kai.mdにもあります。"
            "写したもとのレポートのままになっていないか、確かめてください"
        )
    copied.unlink()
    assert "注意" not in run_build(tmp_path / "output", content=small).stderr


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("yotei.ics", b"BEGIN:VCALENDAR\r\nLOCATION:https://zoo\r\n m.us/j/123456789\r\n"),
        ("annai.pdf", b"%PDF-1.4\n<< /URI (https://us02web.ZOOM.us/j/123456789) >>\n%%EOF"),
        ("annai.csv", "日,部屋\n18,https://meet.google.com/abc-defg-hij\n".encode()),
    ],
)
def test_the_way_into_a_meeting_is_found_in_attached_files(
    small: Path, tmp_path: Path, name: str, data: bytes
) -> None:
    output = tmp_path / "output"
    assert run_build(output, content=small).returncode == 0
    before = contents(output)
    (small / "events" / name).write_bytes(data)
    event = small / "events" / "2024-01-18-kai.md"
    event.write_text(f"{event.read_text('utf-8')}\n[案内]({name})\n", "utf-8")
    made = run_build(output, content=small)
    assert made.returncode == 1
    result = "会議の入室用アドレスは公開できません。元のファイルから消してください"
    assert f"content/events/{name}: {result}" in made.stderr.splitlines()
    assert contents(output) == before
    (small / "events" / name).write_bytes(b"%PDF-1.4\nhttps://zoom.us/ja/features\n%%EOF")
    assert run_build(output, content=small).returncode == 0


def test_a_broken_template_keeps_the_output(small: Path, tmp_path: Path) -> None:
    output, theme = tmp_path / "output", tmp_path / "theme"
    assert run_build(output, content=small).returncode == 0
    before = contents(output)
    (theme / "templates").mkdir(parents=True)
    for file in (ROOT / "theme").rglob("*.*"):
        copy = theme / file.relative_to(ROOT / "theme")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (theme / "templates" / "event.html").write_text("{% if %}", "utf-8")
    settings = write_settings(tmp_path / "conf.py", THEME=str(theme))
    assert run_build(output, content=small, settings=settings).returncode != 0
    assert contents(output) == before


def test_a_broken_picture_is_told_with_its_page(small: Path, tmp_path: Path) -> None:
    (small / "events" / "e.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    event = small / "events" / "2024-01-18-kai.md"
    event.write_text(event.read_text("utf-8") + "\n![会場の様子](e.jpg)\n", "utf-8")
    made = run_build(tmp_path / "output", content=small)
    assert made.returncode == 1
    line = event.read_text("utf-8").split("\n").index("![会場の様子](e.jpg)") + 1
    assert made.stderr.startswith(f"content/events/2024-01-18-kai.md:{line}: ")
    assert "e.jpg" in made.stderr
    assert not (tmp_path / "output").exists()


def test_what_did_not_change_is_not_touched(small: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert run_build(output, content=small).returncode == 0
    times = {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}
    (small / "pages" / "about.md").write_text("---\n題: この会\n---\n別の文です。\n", "utf-8")
    assert run_build(output, content=small).returncode == 0
    gone = {file for file in times if not file.exists()}
    touched = {
        file.relative_to(output).as_posix()
        for file, time in times.items()
        if file not in gone and file.stat().st_mtime_ns != time
    }
    # The card that showed the former title has made room for that of the new one.
    assert [file.parent.name for file in gone] == ["cards"]
    assert "about/index.html" in touched
    assert "calendar.ics" not in touched
    assert "events/2024-01-18-kai.ics" not in touched


def test_a_page_that_is_gone_is_removed(small: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert run_build(output, content=small).returncode == 0
    (small / "pages" / "about.md").unlink()
    assert run_build(output, content=small).returncode == 0
    assert not (output / "about").exists()


def test_the_folder_of_somebody_else_is_left_alone(small: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / "thesis.txt").write_text("years of work", "utf-8")
    made = run_build(output, content=small)
    assert made.returncode == 1
    assert contents(output) == {"thesis.txt": b"years of work"}
    with pytest.raises(ForeignOutput):
        require_own(small.parent, small)


def test_a_publication_that_was_interrupted_is_completed(tmp_path: Path) -> None:
    stage = WorkFolder(tmp_path / "output")
    stage.files.mkdir(parents=True)
    stage.output.mkdir()
    (stage.output / "old.html").write_text("old", "utf-8")
    (stage.output / "same.html").write_text("before", "utf-8")
    (stage.files / "same.html").write_text("after", "utf-8")
    (stage.files / "new.html").write_text("new", "utf-8")
    plan = {"write": ["same.html", "new.html"], "delete": ["old.html"]}
    stage.journal.write_text(json.dumps(plan), "utf-8")
    (stage.files / "same.html").replace(stage.output / "same.html")  # and then the power failed
    complete_interrupted(stage)
    assert contents(stage.output) == {"same.html": b"after", "new.html": b"new"}
    assert not stage.journal.exists()


def test_a_half_written_journal_means_nothing_was_begun(tmp_path: Path) -> None:
    stage = WorkFolder(tmp_path / "output")
    stage.files.mkdir(parents=True)
    (stage.files / "index.html").write_text("new", "utf-8")
    stage.journal.write_text('{"write": ["ind', "utf-8")
    complete_interrupted(stage)
    assert not stage.journal.exists()
    assert publish(stage, ["index.html"], ()) == (1, 0)


@pytest.mark.parametrize("epoch", ["yesterday", "1e9", "99999999999999999999"])
def test_a_wrong_epoch_is_told(small: Path, tmp_path: Path, epoch: str) -> None:
    environment = {"SOURCE_DATE_EPOCH": epoch}
    made = run_build(tmp_path / "output", content=small, environment=environment)
    assert made.returncode == 1
    assert f"SOURCE_DATE_EPOCH「{epoch}」" in made.stderr


def test_a_plugin_that_cannot_be_loaded_stops_the_build(small: Path, tmp_path: Path) -> None:
    settings = tmp_path / "conf.py"
    settings.write_text("PLUGINS = ['kairanbann']\n", "utf-8")
    made = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys; sys.path.insert(0, sys.argv[1]);"
                "from kairanban.commands.build import build;"
                "sys.exit(build(sys.argv[2], sys.argv[3], sys.argv[4]))"
            ),
            *(str(ROOT / "plugins"), str(settings), str(small), str(tmp_path / "output")),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 1
    assert "Traceback" not in made.stderr
