"""What one command costs: time, memory, and the files that it wrote."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MAXRSS = 1 if sys.platform == "darwin" else 1024  # bytes in one unit of ru_maxrss
Seen = Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall clock and of all processors, bytes of the largest process, files written."""

    wall: float
    cpu: float
    memory: int
    written: int


def run(command: Sequence[str], folder: Path, output: Path, environment: Mapping[str, str]) -> Cost:
    """Runs a command in `folder` that writes to `output`; ends the program where it fails.

    What it says goes to `said.txt` in the folder. Disks are given time to finish what others
    have written.
    """
    before = _seen(output)
    os.sync()
    with (folder / "said.txt").open("w") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} failed:\n{(folder / 'said.txt').read_text('utf-8')}")
    after = _seen(output)
    written = sum(before.get(path) != each for path, each in after.items())
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS, written)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        round(median(cost.memory for cost in costs)),
        round(median(cost.written for cost in costs)),
    )


def _seen(folder: Path) -> Seen:
    """The files below a folder, with what changes when one is written."""
    found = {}
    for here, _, names in os.walk(folder):
        for name in names:
            stat = os.stat(os.path.join(here, name))  # noqa: PTH116, PTH118 - there are many
            found[os.path.join(here, name)] = stat.st_ino, stat.st_mtime_ns, stat.st_size  # noqa: PTH118
    return found
