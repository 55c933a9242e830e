"""Measures a cold build beside plain Pelican on the same texts: `invoke bench`.

Each build is a process of its own whose output folder is not there yet; those that are compared
take turns, and the best run of each counts, so that a busy machine spoils neither. Memory is
that of the largest process of a build. Nothing is judged here: what is fast enough stands in no
test, because machines differ.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import write_corpus
from extension import extension_ratio

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = "1795491200"  # SOURCE_DATE_EPOCH of all builds
MAXRSS = 1 if sys.platform == "darwin" else 1024  # bytes in one unit of ru_maxrss
OURS, PLAIN = "Kairanban", "Pelican + Typogrify"
# What `invoke build` calls.
BUILD = "import sys; from kairanban.build.command import build; sys.exit(build(*sys.argv[1:]))"
# As `pelican-quickstart` writes them, with Typogrify.
SETTINGS = """\
SITENAME = "plain"
SITEURL = ""
TIMEZONE = "Asia/Tokyo"
DEFAULT_LANG = "ja"
SLUGIFY_SOURCE = "basename"
TYPOGRIFY = True
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = 10
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one build: seconds of wall clock and of processors, and bytes."""

    wall: float
    cpu: float
    memory: int


def builders(folder: Path, theme: str) -> Mapping[str, Sequence[str]]:
    """The commands that build the corpus in `folder`, by name."""
    settings = folder / "plain.py"
    settings.write_text(f"{SETTINGS}THEME = {theme!r}\n", "utf-8")
    content, articles, output = (str(folder / name) for name in ("content", "articles", "output"))
    pelican = ["-m", "pelican", articles, "--settings", str(settings), "--output", output]
    return {
        OURS: [sys.executable, "-c", BUILD, str(ROOT / "pelicanconf.py"), content, output],
        PLAIN: [sys.executable, *pelican, "--quiet", "--fatal", "errors"],
    }


def measured(command: Sequence[str], folder: Path) -> Cost:
    """What one build of the corpus in `folder` costs, its start included."""
    shutil.rmtree(folder / "output", ignore_errors=True)
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "plugins"),
        "PYTHONPYCACHEPREFIX": str(folder.parent / "pycache"),
        "PYTHONDONTWRITEBYTECODE": "",
        "SOURCE_DATE_EPOCH": NOW,
    }
    with (folder / "said.txt").open("w") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not (folder / "output" / "index.html").is_file():
        sys.exit((folder / "said.txt").read_text("utf-8") or f"{command} failed")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS)


def best(costs: Sequence[Cost]) -> Cost:
    """The least of each."""
    return Cost(
        min(cost.wall for cost in costs),
        min(cost.cpu for cost in costs),
        min(cost.memory for cost in costs),
    )


def compared(reports: int, runs: int, theme: str, folder: Path) -> dict[str, Cost]:
    """The best of so many runs of each builder, taking turns; one more goes before them."""
    folder.mkdir()
    write_corpus(folder, reports)
    commands = builders(folder, theme)
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            cost = measured(command, folder)
            if run:
                costs[name].append(cost)
    return {name: best(some) for name, some in costs.items()}


def show(reports: int, costs: Mapping[str, Cost]) -> None:
    """Prints the rows of one size."""
    ours, plain = costs[OURS], costs[PLAIN]
    for name, cost in costs.items():
        row(f"{reports:,}", name, cost.wall, cost.cpu, cost.memory / 2**20)
    ratios = ours.wall / plain.wall, ours.cpu / plain.cpu, ours.memory / plain.memory
    row("", "ratio", *ratios)


def show_growth(costs: Mapping[int, Mapping[str, Cost]]) -> None:
    """Prints the time per report beside that of the next smaller size."""
    sizes = sorted(costs)
    for small, large in pairwise(sizes):

        def growth(of: Callable[[Cost], float], small: int = small, large: int = large) -> float:
            return (of(costs[large][OURS]) / large) / (of(costs[small][OURS]) / small)

        wall, cpu = growth(lambda cost: cost.wall), growth(lambda cost: cost.cpu)
        print(f"\nper report, {large:,} to {small:,}: wall {wall:.2f}, cpu {cpu:.2f}")


def row(size: str, name: str, wall: float, cpu: float, memory: float) -> None:
    """Prints one line of the table."""
    print(f"{size:>7}  {name:<20}{wall:>8.2f}{cpu:>8.2f}{memory:>8.2f}", flush=True)


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000", help="numbers of reports: 100,1000,10000")
    parser.add_argument("--runs", type=int, default=3, help="of each build")
    parser.add_argument("--theme", default="notmyidea", help="of plain Pelican; simple is another")
    asked = parser.parse_args()
    print(f"{'reports':>7}  {'cold build':<20}{'wall s':>8}{'cpu s':>8}{'MiB':>8}")
    costs: dict[int, Mapping[str, Cost]] = {}
    with TemporaryDirectory() as folder:
        for size in map(int, asked.sizes.split(",")):
            costs[size] = compared(size, asked.runs, asked.theme, Path(folder, str(size)))
            show(size, costs[size])
            ratio = extension_ratio(Path(folder, str(size), "content"))
            print(f"         reading reports, to Python-Markdown alone: {ratio:.2f}", flush=True)
    show_growth(costs)


if __name__ == "__main__":
    main()
