"""The gate: whatever is edited, a build from what is remembered gives what a clean build gives."""

import shutil
import sys
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

import pytest
from conftest import LONG
from editing import Site, edit_body, mend, publish_again
from kairanban.pipeline.store.store import StoreMemory
from kairanban.site.i18n.template_cache import KnownTemplates
from outputs import contents

EDITS = 14  # of each site
SITES = LONG or 6
EVERY = 1 if LONG else 3  # after how many edits a site is compared with a clean build
KILLED = range(100, 104 if LONG else 102)
DAMAGED = range(200, 203 if LONG else 201)
WAYS = ("flip", "cut", "nonsense", "foreign", "flip", "flip", "empty", "delete")
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


@dataclass(frozen=True)
class Cleans:
    """Builds that remember nothing of their site.

    Compiling templates and drawing cards is most of their work, so all but every fourth find
    that done by others that were clean; `cards` is the folder of those drawn.
    """

    cards: Path
    templates: KnownTemplates = field(default_factory=KnownTemplates)

    def build(self, site: Site) -> tuple[int, dict[str, bytes]]:
        """The exit code, and what such a build makes."""
        output = site.folder / "clean" / "output"
        drawn = output.parent / ".output.kairanban" / "cards"
        shutil.rmtree(output.parent, ignore_errors=True)
        output.parent.mkdir()
        if site.random.random() < 0.25:
            code = site.build(output)
        else:
            shutil.copytree(self.cards, drawn)
            code = site.build(output, StoreMemory(templates=self.templates))
        if drawn.exists():
            shutil.copytree(drawn, self.cards, dirs_exist_ok=True)
        return code, contents(output) if output.exists() else {}


@pytest.fixture(scope="module")
def cleans(tmp_path_factory: pytest.TempPathFactory) -> Cleans:
    return Cleans(tmp_path_factory.mktemp("cards"))


def code_of(build: ForkServerProcess) -> int | None:
    """Waits for a build; its exit code, if it ends."""
    build.join(120)
    return build.exitcode


def times(folder: Path) -> Times:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.stat().st_mtime_ns for file in files}


def difference(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def check(site: Site, cleans: Cleans, *, whole: bool = True) -> None:
    """Builds; what did not change is not touched, and nothing is where the build is refused.

    The `whole` of it is compared with a clean build. Otherwise only a refusal is, which takes
    little, and a site that is accepted must be right in the eyes of `invoke check`.
    """
    before = (contents(site.output), times(site.output)) if site.output.exists() else ({}, {})
    code = site.build()
    story = " ".join(site.told)
    after = contents(site.output) if site.output.exists() else {}
    expected = after
    if whole or code:
        expected_code, expected = cleans.build(site)
        assert code == expected_code, story
    else:
        assert site.check() == 0, story
    if code:
        assert difference(before[0], after) == [], story
        return
    now = times(site.output)
    assert difference(after, expected) == [], story
    touched = [p for p in after if after[p] == before[0].get(p) and now[p] != before[1][p]]
    assert touched == [], story


@pytest.mark.parametrize("site", range(SITES), indirect=True)
def test_an_incremental_build_gives_what_a_clean_one_gives(site: Site, cleans: Cleans) -> None:
    check(site, cleans)
    for number in range(1, EDITS + 1):
        for _ in range(site.random.choice((1, 1, 1, 2, 3))):
            site.edit()
        check(site, cleans, whole=number % EVERY == 0 or number == EDITS)
        if site.random.random() < 0.5:
            mend(site)
            publish_again(site)


@pytest.mark.parametrize("site", KILLED, indirect=True)
def test_a_build_that_is_killed_leaves_nothing_wrong(site: Site, cleans: Cleans) -> None:
    check(site, cleans)
    for number in range(1, 7):
        edit_body(site)
        site.edit()
        build = site.start()
        build.join(0.05 + site.random.random() * 0.6)
        build.kill()
        build.join()
        check(site, cleans, whole=number % EVERY == 0)
        mend(site)


@pytest.mark.parametrize("site", DAMAGED, indirect=True)
def test_a_damaged_state_is_not_trusted(
    site: Site, cleans: Cleans, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every damage that a file can take is in `test_state`; here a site is built after a few."""
    check(site, cleans)
    for way in WAYS if LONG else WAYS[:2]:
        edit_body(site)
        _damage(site.state, way, site.random)
        check(site, cleans)
    assert "Traceback" not in capfd.readouterr().err


def test_two_builds_at_once_take_turns(site: Site, cleans: Cleans) -> None:
    check(site, cleans)
    for number in range(1, 4):
        edit_body(site)
        assert [code_of(build) for build in [site.start(), site.start()]] == [0, 0]
        check(site, cleans, whole=number % EVERY == 0)


def test_a_full_disk_leaves_the_last_site(site: Site, cleans: Cleans) -> None:
    pytest.importorskip("resource")
    check(site, cleans)
    before = contents(site.output)
    edit_body(site)
    long = "---\n題: 長い\n---\n" + "長い文です。\n\n" * 4000
    (site.content / "pages" / "long.md").write_text(long, "utf-8")
    wanted = cleans.build(site)[1]
    failed = 0
    for limit in (100, 6_000, 60_000, 200_000):
        failed += code_of(site.start(limit)) != 0
        assert contents(site.output) in (before, wanted)
    assert failed
    check(site, cleans)


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
