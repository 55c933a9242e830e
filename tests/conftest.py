"""Fixtures that tests share: the first site, built once, a browser, and small folders."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import encoded
import pytest
from hypothesis import settings
from kairanban.site.i18n.template_cache import KnownTemplates
from processes import module, pelican, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
settings.register_profile("kairanban", deadline=None)  # a slow machine must not fail tests
settings.load_profile("kairanban")
NOW = "1795491200"  # the builds' SOURCE_DATE_EPOCH: 2026-11-24, seconds since 1970
# KAIRANBAN_GATE=300 (`invoke test --long`) chooses the long form of tests: that many sites are
# edited at random, each edit is compared with a clean build, every attack stands on a page of its
# own, and the search runs in a browser over 1,000 reports. 0 stands for the quick form.
LONG = int(os.environ.get("KAIRANBAN_GATE") or 0)

# The test modules that take longest, in the order in which they are begun.
LONGEST = (
    *("test_incremental", "test_searching", "test_accessibility", "test_pages"),
    *("test_printed_flyers", "test_truth", "test_subscribers", "test_reproducible"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--renew-pins`, which writes what `tests/golden` pins as it is now; see `invoke pins`."""
    parser.addoption("--renew-pins", action="store_true", help="write tests/golden anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the slowest modules to the front, so that no worker waits for another at the end."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def run_build(
    output: Path,
    *,
    content: Path,
    settings: Path = ROOT / "publishconf.py",
    environment: Mapping[str, str] | None = None,
    anew: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run plain `pelican` in a process of its own, and return its exit code and what it printed.

    `environment` is added to the variables of this process. With `anew` it is a fresh Python, which
    has imported nothing and compiled no template; else it is forked from a warm one.
    """
    words = [str(content), "-s", str(settings), "-o", str(output)]
    given = {**os.environ, "SOURCE_DATE_EPOCH": NOW, "PYTHONUTF8": "1", **(environment or {})}
    if anew:
        return module("pelican", *words, env=given)
    with TemporaryDirectory() as folder:
        process = started(pelican, *words, environment=given, said=Path(folder))
        process.join()
        out, err = (Path(folder, name).read_text("utf-8") for name in ("out", "err"))
    assert process.exitcode is not None
    return subprocess.CompletedProcess(words, process.exitcode, out, err)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output folder of the first site, built for publishing; it is only to be read.

    All workers share it. It is built from a copy outside of any repository, so that tests don't
    depend on what is committed here.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "site"
    folder.mkdir(exist_ok=True)
    output = folder / "output"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not output.exists():
            shutil.copytree(ROOT / "content", folder / "content", dirs_exist_ok=True)
            encoded.recall(output)
            made = run_build(output, content=folder / "content", anew=True)
            assert made.returncode == 0, made.stderr
            encoded.keep(output)
    return output


@pytest.fixture
def photographed(site: Path, tmp_path: Path) -> Path:
    """Return an absent output folder for the first site, of which only the picture cache exists."""
    folder = ".output.kairanban/pictures"
    shutil.copytree(site.parent / folder, tmp_path / folder)
    return tmp_path / "output"


@pytest.fixture(scope="session")
def templates() -> KnownTemplates:
    """Return compiled templates that builds of a session share where they are not the subject."""
    return KnownTemplates()


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Yield Debian's Chromium, started so that it makes no requests of its own."""
    from playwright.sync_api import sync_playwright  # takes long, and few tests need it

    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing; `make test` installs it"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a copy of a content folder with one meeting, its report, and one page."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "sites" / "small", content)
    return content
