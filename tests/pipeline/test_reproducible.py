"""The same input gives the same bytes, wherever and however it is built."""

import os
import shutil
from pathlib import Path

from conftest import ROOT, run_build
from outputs import contents
from tiny import write_settings


def copied_backwards(source: Path, target: Path) -> None:
    """The same files, made in the opposite order, so that a folder lists them differently."""
    for file in sorted(source.rglob("*"), reverse=True):
        if file.is_file():
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
            os.utime(copy, (86400, 86400))


def test_place_time_zone_locale_and_order_change_no_byte(site: Path, tmp_path: Path) -> None:
    """All but one of the photos are taken from there, as each goes the same way."""
    elsewhere = tmp_path / "another place"
    for name in ("content", "theme", "plugins"):
        copied_backwards(ROOT / name, elsewhere / name)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copyfile(ROOT / name, elsewhere / name)
    environment = {
        "TZ": "America/St_Johns",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4711",
    }
    output = tmp_path / "out" / "output"
    pictures = shutil.copytree(
        site.parent / ".output.kairanban" / "pictures",
        output.parent / ".output.kairanban" / "pictures",
    )
    shutil.rmtree(min(pictures.iterdir()))
    made = run_build(
        output,
        content=elsewhere / "content",
        settings=elsewhere / "publishconf.py",
        environment=environment,
        anew=True,
    )
    assert made.returncode == 0, made.stderr
    first, second = contents(site), contents(output)
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


def test_the_clock_reaches_no_calendar(site: Path, photographed: Path) -> None:
    later = photographed
    content = site.parent / "content"
    made = run_build(later, content=content, environment={"SOURCE_DATE_EPOCH": "1900000000"})
    assert made.returncode == 0, made.stderr
    for file in site.rglob("*.ics"):
        assert (later / file.relative_to(site)).read_bytes() == file.read_bytes()


def test_another_python_remembers_what_one_has_read(small: Path, tmp_path: Path) -> None:
    edited, other = small / "reports" / "2024-01-18-kai.md", small / "reports" / "other.md"
    text = edited.read_text("utf-8")
    other.write_text(
        text.replace("イベント: 2024-01-18-kai", "日時: 2024年1月19日\n会場: 会館"), "utf-8"
    )
    settings = write_settings(
        tmp_path / "conf.py", KAIRANBAN_FORGET={f"reports/{n}" for n in "abcdefgh"}
    )
    for seed, result in (("1", 2), ("2", 1), ("3", 1)):
        edited.write_text(text + seed, "utf-8")
        made = run_build(
            tmp_path / "output",
            content=small,
            settings=settings,
            environment={"PYTHONHASHSEED": seed},
            anew=True,
        )
        assert made.returncode == 0, made.stderr
        assert made.stdout.count(": 発表 0") == result
