"""From saving a file to seeing the page, with the server that each generator brings."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import IncompleteRead
from pathlib import Path
from statistics import median

from generators import Generator, edits

PAUSE = 0.02  # seconds between two looks at the page: to be asked all the time slows a server down
PATIENCE = 600.0  # seconds for a server to show something
APART = 1.0  # seconds between an edit that is seen and the next, in which a server may settle


@dataclass(frozen=True, slots=True)
class Served:
    """Medians in seconds: until the page is seen, and what the server itself says it took."""

    visible: float
    told: float | None
    memory: int  # bytes at the end, of the server's largest process


@dataclass(slots=True)
class Server:
    """One that runs, and what it took."""

    of: Generator
    process: "subprocess.Popen[bytes]"
    url: str
    visible: list[float]

    def page(self, slug: str) -> str:
        """A report as it is served now; empty where it is not."""
        try:
            with urllib.request.urlopen(f"{self.url}reports/{slug}/", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, IncompleteRead):  # it is being written
            return ""

    def edit(self, slug: str, mark: str) -> None:
        """Saves a new sentence and waits until it can be read."""
        begun = time.perf_counter()
        words = edits()["body"](self.of, slug, mark)
        self.wait(slug, words, begun)
        self.visible.append(time.perf_counter() - begun)

    def wait(self, slug: str, words: str, begun: float) -> None:
        """Until a page shows these words; `begun` is of `perf_counter`."""
        while words not in self.page(slug):
            if self.process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                said = (self.of.folder / "served.txt").read_text("utf-8")
                sys.exit(f"{self.of.name} does not show {words} on {slug}:\n{said}")
            time.sleep(PAUSE)

    def result(self) -> Served:
        """The medians, without the first edit, at which a server may load what it needs."""
        result = list(_told((self.of.folder / "served.txt").read_text("utf-8")))
        return Served(
            median(self.visible[1:]),
            median(result[-len(self.visible) + 1 :]) if result else None,
            _memory(self.process.pid),
        )


@contextmanager
def serving(of: Generator, slug: str) -> Iterator[Server]:
    """A server that shows the page of a report."""
    assert of.serve
    port = _free_port()
    command = [word.format(port=port) for word in of.serve]
    with (of.folder / "served.txt").open("w") as said:
        process = subprocess.Popen(
            command,
            cwd=of.folder,
            env=of.all_environment(),
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        server = Server(of, process, f"http://127.0.0.1:{port}/", [])
        try:
            server.wait(slug, "</html>", time.perf_counter())
            yield server
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _told(said: str) -> Iterator[float]:
    """Hugo's own words of each build."""
    for words in re.findall(r"^Total in (\d+) ms", said, re.M):
        yield int(words) / 1000


def _memory(process: int) -> int:
    """The most that a process has held, in bytes; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0]) * 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
