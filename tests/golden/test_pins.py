"""Sites come out as they are pinned, and what was published keeps its address."""

import shutil
import sys
from pathlib import Path

import pins
import pytest
from conftest import ROOT
from kairanban.commands.build import build
from outputs import contents
from tiny import write_settings

TINY = [ROOT / "tests/sites/small", *sorted((ROOT / "tests/sites/valid").glob("*/content"))]
NOW = "1705000000"  # 2024-01-11
AGAIN = "where this is meant, `invoke pins` writes the pins again"


def name_of(content: Path) -> str:
    """Return what a tiny site is called."""
    return content.parent.name if content.name == "content" else content.name


def pinned(name: str, files: dict[str, bytes], *, renew: bool) -> list[str]:
    """Return how an output differs from its pin, which is written anew where `renew` says so."""
    file = pins.OUTPUTS / f"{name}.txt"
    lines = pins.digests(files)
    if renew:
        file.parent.mkdir(exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return pins.difference(file.read_text("utf-8").splitlines(), lines)


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew-pins"))


@pytest.mark.parametrize("content", TINY, ids=name_of)
def test_a_tiny_site_comes_out_as_it_is_pinned(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renew: bool
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    monkeypatch.setenv("KAIRANBAN_PROCESSES", "1")
    shutil.copytree(content, tmp_path / "content")
    settings = write_settings(tmp_path / "conf.py", PATH=str(tmp_path / "content"))
    assert build(str(settings), None, str(tmp_path / "output")) == 0
    assert pinned(name_of(content), contents(tmp_path / "output"), renew=renew) == [], AGAIN


def test_the_first_site_comes_out_as_it_is_pinned(site: Path, renew: bool) -> None:
    assert pinned("first-site", contents(site), renew=renew) == [], AGAIN


def test_what_the_first_site_published_keeps_its_path_its_anchors_and_its_uids(
    site: Path, renew: bool
) -> None:
    now = list(pins.addresses(contents(site)))
    if renew:
        pins.ADDRESSES.write_text("".join(f"{line}\n" for line in now), "utf-8")
    published = pins.ADDRESSES.read_text("utf-8").splitlines()
    assert len(published) > 500
    assert sorted(set(published) - set(now)) == [], f"readers and calendars hold these; {AGAIN}"


def test_a_pin_tells_a_changed_byte_a_lost_file_and_a_new_one() -> None:
    old = pins.digests({"a.html": b"<p>", "b.ics": b"b", "images/x-480.webp": b"1"})
    new = pins.digests({"a.html": b"<b>", "c.ics": b"b", "images/x-480.webp": b"2"})
    result = [line.split() for line in pins.difference(old, new)]
    assert sorted(sign + path for sign, _, path in result) == [
        *("+a.html", "+c.ics", "-a.html", "-b.ics"),
    ]
    page = {"x/index.html": b'<h2 id="hanashi">a</h2><p id="page-q">', "cards/1.png": b""}
    feed = {"x.ics": b"BEGIN:VEVENT\r\nUID:2024@exam\r\n ple.org\r\nEND:VEVENT\r\n"}
    assert list(pins.addresses(page | feed)) == [
        *("x.ics", "x.ics UID 2024@example.org", "x/index.html", "x/index.html#hanashi"),
    ]
