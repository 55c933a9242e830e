"""What stopped one build stops the next ones in the same words, until somebody mends it."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from conftest import ROOT
from kairanban.commands.build import build
from kairanban.pipeline.store.store import StoreMemory
from outputs import contents
from tiny import write_settings

INVALID = sorted(path.parent for path in (ROOT / "tests/sites/invalid").glob("*/expected.txt"))
MORE = {
    "events/2024-02-15-kai.md": (
        "題: 二月の会\n日時: 2024-02-15 19:00\n会場: 市民会館\n内容: 続きです。\n参加費: 無料\n"
        "公開状態: 下書き"
    ),
    "events/2024-01-18-kai.en.md": "title: January\nsummary: News.\nfee: Free",
    "reports/2024-01-18-kai.en.md": "title: January, a report",
    "series/kai.md": "名称: 月の会\n概要: 毎月の会です。",
}
KINDS = (
    *("reports/2024-01-18-kai.md", "reports/2024-01-18-kai.en.md", "events/2024-01-18-kai.md"),
    *("events/2024-01-18-kai.en.md", "pages/about.md", "organizations/machi.md", "series/kai.md"),
)
FAULTS = {
    "a dead link": "[名簿](nai.csv)",
    "a missing picture": "![絵](nai.png)",
    "a link to a draft": "[次](/events/2024-02-15-kai/) [次]({filename}/events/2024-02-15-kai.md)",
    "a picture that is none": "![絵](../e.png)",
    "a dead link inside the site": "[次](/events/nai/)",
    "a way into a meeting": "https://zoom.us/j/12345678901?pwd=abcdefgh",
}


class Site:
    """A content folder that was built well, and what its builds say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.output = folder / "output"
        self.settings = write_settings(folder / "conf.py", PATH=str(self.content))
        self.restore()

    def restore(self) -> None:
        """Put the good content back."""
        shutil.rmtree(self.content, ignore_errors=True)
        shutil.copytree(ROOT / "tests/sites/small", self.content)
        for path, header in MORE.items():
            file = self.content / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"---\n{header}\n---\n", "utf-8")
        (self.content / "e.png").write_bytes(b"no picture")

    def build(
        self, capfd: pytest.CaptureFixture[str], memory: StoreMemory | None
    ) -> tuple[int, str]:
        """Build in this process; return the exit code and what was said on stderr."""
        code = build(str(self.settings), None, str(self.output), memory=memory)
        return code, capfd.readouterr().err


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    known = {name: os.environ.get(name) for name in ("SOURCE_DATE_EPOCH", "KAIRANBAN_PROCESSES")}
    compiled, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    os.environ |= {"SOURCE_DATE_EPOCH": "1705000000", "KAIRANBAN_PROCESSES": "1"}
    site = Site(tmp_path_factory.mktemp("good"))
    (site.content / "e.png").unlink()
    assert build(str(site.settings), None, str(site.output)) == 0
    yield site
    sys.dont_write_bytecode = compiled
    for name, value in known.items():
        os.environ.pop(name)
        if value is not None:
            os.environ[name] = value


def refuse_thrice(
    site: Site,
    wanted: Mapping[str, bytes],
    capfd: pytest.CaptureFixture[str],
    memory: StoreMemory | None = None,
) -> str:
    """Build three times what is refused each time in the same words; return these."""
    capfd.readouterr()
    code, first = site.build(capfd, memory)
    assert code == 1, first
    assert "Traceback" not in first
    assert [site.build(capfd, memory) for _ in range(2)] == [(1, first)] * 2
    assert contents(site.output) == wanted
    return first


@pytest.mark.parametrize("invalid", INVALID, ids=lambda path: path.name)
def test_an_invalid_site_is_refused_however_often_it_is_built(
    good: Site, invalid: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    good.restore()
    wanted = contents(good.output)
    shutil.copytree(invalid / "content", good.content, dirs_exist_ok=True)
    refuse_thrice(good, wanted, capfd)


# Each kind as by a new process each time; and one of each way of loading as by `invoke serve`.
WAYS = [*((path, False) for path in KINDS), *((path, True) for path in (*KINDS[:2], KINDS[4]))]


@pytest.mark.parametrize(("path", "remembers"), WAYS)
def test_a_fault_in_any_file_is_told_until_it_is_mended(
    good: Site, path: str, remembers: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    good.restore()
    memory = StoreMemory() if remembers else None
    file = good.content / path
    text = file.read_text("utf-8")
    for fault, line in FAULTS.items():
        code, words = good.build(capfd, memory)
        assert code == 0, words
        wanted = contents(good.output)
        file.write_text(f"{text}\n{line}\n", "utf-8")
        words = refuse_thrice(good, wanted, capfd, memory)
        name = path.rpartition("/")[2].partition(".")[0]  # links into the site are told by page
        assert name in words, (fault, words)
        # What somebody mends elsewhere meanwhile does not hide it.
        other = good.content / "venues" / "kaikan.md"
        other.write_text(other.read_text("utf-8") + "\n裏口もあります。\n", "utf-8")
        assert good.build(capfd, memory) == (1, words)
        file.write_text(text, "utf-8")


@pytest.mark.parametrize("remembers", [False, True], ids=["new process", "same process"])
def test_an_address_that_an_event_gives_no_longer_is_told(
    good: Site, remembers: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    """The report itself does not change; what its findings depend on does."""
    good.restore()
    memory = StoreMemory() if remembers else None
    event, report = (good.content / kind / "2024-01-18-kai.md" for kind in ("events", "reports"))
    without = event.read_text("utf-8")
    event.write_text(without.replace("タグ:", "問合せ: ask@example.org\nタグ:"), "utf-8")
    report.write_text(report.read_text("utf-8") + "\n連絡は ask@example.org へ。\n", "utf-8")
    assert good.build(capfd, memory)[0] == 0
    wanted = contents(good.output)
    event.write_text(without, "utf-8")
    assert "ask@example.org" in refuse_thrice(good, wanted, capfd, memory)


def test_findings_of_a_translation_go_with_its_original(
    good: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    good.restore()
    assert "2024-01-18-kai.en.md:1" in good.build(capfd, None)[1]
    (good.content / "reports" / "2024-01-18-kai.md").unlink()
    _, words = good.build(capfd, None)
    assert "reports/2024-01-18-kai.en.md: 訳のもとになる" in words
    assert "reports/2024-01-18-kai.en.md:4" not in words


@pytest.mark.parametrize("way", ["deleted", "made a draft"])
def test_a_link_that_another_file_breaks_is_told_until_it_is_mended(
    good: Site, way: str, capfd: pytest.CaptureFixture[str]
) -> None:
    good.restore()
    report = good.content / "reports" / "2024-01-18-kai.md"
    about, text = good.content / "pages" / "about.md", report.read_text("utf-8")
    report.write_text(text + "\n[会](../pages/about.md)\n", "utf-8")
    assert good.build(capfd, None)[0] == 0
    wanted = contents(good.output)
    if way == "deleted":
        about.unlink()
    else:
        header = about.read_text("utf-8").replace("題:", "公開状態: 下書き\n題:")
        about.write_text(header, "utf-8")
    assert "reports/2024-01-18-kai.md" in refuse_thrice(good, wanted, capfd)
    good.restore()
    assert good.build(capfd, None)[0] == 0


def test_a_report_of_an_unknown_event_is_refused_however_often_it_is_built(
    good: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    good.restore()
    assert good.build(capfd, None)[0] == 0
    report = good.content / "reports" / "2024-01-18-kai.md"
    wanted, text = contents(good.output), report.read_text("utf-8")
    report.write_text(text.replace("イベント: 2024-01-18-kai", "イベント: 2024-01-19-kai"), "utf-8")
    assert "2024-01-19-kai" in refuse_thrice(good, wanted, capfd)
