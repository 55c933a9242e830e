"""The gate: whatever is edited, a build from what is remembered gives what a clean build gives."""

import os
import shutil
import sys
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

import pytest
from done import Done
from editing import Site, edit_body, mend, publish_again
from kairanban.pages.search import blocks, files
from outputs import contents

EDITS = 14  # of each site
# How many sites are edited; more of them take longer and find more: KAIRANBAN_GATE=100 make test
SITES = int(os.environ.get("KAIRANBAN_GATE") or 6)
DONE = Done()  # by clean builds
Times = dict[str, int]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Site:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setenv("KAIRANBAN_PROCESSES", "1")
    seed = getattr(request, "param", 0)
    made = Site(tmp_path, Random(seed))
    made.begin()
    return made


def clean(site: Site) -> tuple[int, dict[str, bytes]]:
    """What a build makes that remembers nothing.

    Compiling templates and drawing cards is most of its work, so all but every fourth find that
    done by others that were clean.
    """
    output = site.folder / "clean" / "output"
    shutil.rmtree(output.parent, ignore_errors=True)
    output.parent.mkdir()
    anew = site.random.random() < 0.25
    with (Done() if anew else DONE).shared():
        code = site.build(output)
    return code, contents(output) if output.exists() else {}


def code_of(build: ForkServerProcess) -> int | None:
    """Waits for a build; its exit code, if it ends."""
    build.join(120)
    return build.exitcode


def times(folder: Path) -> Times:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.stat().st_mtime_ns for file in files}


def difference(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def check(site: Site) -> None:
    """Builds, and compares with a clean build; what did not change is not touched."""
    before = (contents(site.output), times(site.output)) if site.output.exists() else ({}, {})
    code = site.build()
    expected_code, expected = clean(site)
    story = " ".join(site.told)
    assert code == expected_code, story
    if code:
        after = contents(site.output) if site.output.exists() else {}
        assert difference(before[0], after) == [], story
        return
    after, now = contents(site.output), times(site.output)
    assert difference(after, expected) == [], story
    touched = [p for p in after if after[p] == before[0].get(p) and now[p] != before[1][p]]
    assert touched == [], story


@pytest.mark.parametrize("site", range(SITES), indirect=True)
def test_an_incremental_build_gives_what_a_clean_one_gives(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So few documents in a block of the search index that there are some, and they grow and go.
    # Some are small enough for the head of the index.
    for module, name, value in (
        (blocks, "FEW", 3),
        (blocks, "MOST", 8),
        (blocks, "SMALL", 300),
        (files, "LISTED", 2),
    ):
        monkeypatch.setattr(module, name, value)
    check(site)
    for _ in range(EDITS):
        for _ in range(site.random.choice((1, 1, 1, 2, 3))):
            site.edit()
        check(site)
        if site.random.random() < 0.5:
            mend(site)
            publish_again(site)


@pytest.mark.parametrize("site", range(100, 104), indirect=True)
def test_a_build_that_is_killed_leaves_nothing_wrong(site: Site) -> None:
    check(site)
    for _ in range(6):
        edit_body(site)
        site.edit()
        build = site.start()
        build.join(0.05 + site.random.random() * 0.6)
        build.kill()
        build.join()
        check(site)
        mend(site)


@pytest.mark.parametrize("site", range(200, 203), indirect=True)
def test_a_damaged_state_is_not_trusted(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    check(site)
    for way in ("flip", "cut", "nonsense", "foreign", "flip", "flip", "empty", "delete"):
        edit_body(site)
        _damage(site.state, way, site.random)
        check(site)
    assert "Traceback" not in capfd.readouterr().err


def test_two_builds_at_once_take_turns(site: Site) -> None:
    check(site)
    for _ in range(3):
        edit_body(site)
        assert [code_of(build) for build in [site.start(), site.start()]] == [0, 0]
        check(site)


def test_a_full_disk_leaves_the_last_site(site: Site) -> None:
    pytest.importorskip("resource")
    check(site)
    before = contents(site.output)
    edit_body(site)
    long = "---\n題: 長い\n---\n" + "長い文です。\n\n" * 4000
    (site.content / "pages" / "long.md").write_text(long, "utf-8")
    wanted = clean(site)[1]
    failed = 0
    for limit in (100, 6_000, 60_000, 200_000):
        failed += code_of(site.start(limit)) != 0
        assert contents(site.output) in (before, wanted)
    assert failed
    check(site)


def _damage(file: Path, way: str, random: Random) -> None:
    data = bytearray(file.read_bytes()) if file.exists() else bytearray(b"x")
    if way == "flip":
        for _ in range(20):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    elif way == "cut":
        data = data[: len(data) // 2]
    elif way == "nonsense":
        data = bytearray(random.randbytes(5000))
    elif way == "foreign":
        import sqlite3

        file.unlink()
        connection = sqlite3.connect(file)
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()
        connection.close()
        return
    elif way == "empty":
        data = bytearray()
    elif way == "delete":
        shutil.rmtree(file.parent)
        return
    file.write_bytes(bytes(data))
