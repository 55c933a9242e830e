"""Measures the search as a phone has it: `python tests/bench/search.py --sizes 1000,10000`.

Each size is a site of so many reports in `corpus.py`, served uncompressed on loopback, shown by
Chromium with a slowed down processor. A query is typed into a page that has loaded
nothing yet. Told are the milliseconds to the first result, what was loaded until then, and the
time until a page of results stands and their number is said: the medians of several times.
"""

import argparse
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from corpus import write_corpus
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tiny import write_settings

SLOWER = 4.0  # a phone to a usual computer; a slow computer is slower by itself
QUERIES = (
    "防災",
    "参加者",
    "紙芝居",
    "青葉市民活動センター",
    "遠藤さんは、渡し場の工房で",
    "紙芝居 長机 さんの話では",
    "第3回",
    "かさ直し",
)
MEASURE = """(query) => new Promise((told) => {
  const before = performance.now();
  let first = null, loaded = [];
  new MutationObserver((_, observer) => {
    const now = performance.now();
    if (first === null && document.querySelector(".found li")) {
      first = now - before;
      loaded = performance.getEntriesByType("resource").filter((e) => e.startTime >= before);
    }
    const said = document.querySelector("main [role=status]").textContent;
    if (!said) return;
    observer.disconnect();
    const bytes = loaded.reduce((sum, each) => sum + each.decodedBodySize + 300, 0);
    told({ first, all: now - before, bytes, files: loaded.length, said });
  }).observe(document.querySelector("main"), { subtree: true, childList: true });
  document.querySelector("main input").value = query;
  document.querySelector("main .finder").requestSubmit();
})"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder; says nothing."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True  # what hosts send does not wait for what phones acknowledge

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def built(folder: Path, reports: int) -> Path:
    """A site of so many reports."""
    write_corpus(folder, reports)
    write_settings(folder / "conf.py")
    command = [sys.executable, "-m", "pelican", "content", "-s", "conf.py", "-o", "output"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "output"


def measure(browser: Browser, address: str, query: str, slower: float, runs: int) -> None:
    """Prints a line for one query."""
    every = [_measured(browser, address, query, slower) for _ in range(runs)]
    first = [result["first"] for result in every if result["first"] is not None]
    print(
        f"  first {f'{median(first):6.0f}' if first else '     -'} ms,"
        f" {every[0]['bytes'] / 1000:6.1f} kB in {every[0]['files']:>2} files;"
        f" all {median(result['all'] for result in every):6.0f} ms  {query}: {every[0]['said']}",
        flush=True,
    )


def _measured(browser: Browser, address: str, query: str, slower: float) -> dict[str, Any]:
    page = browser.new_context(viewport={"width": 390, "height": 840}).new_page()
    page.goto(address + "search/", wait_until="networkidle")
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    result: dict[str, Any] = page.evaluate(MEASURE, query)
    page.context.close()
    return result


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000", help="numbers of reports: 1000,10000")
    parser.add_argument("--slower", type=float, default=SLOWER, help="the processor, so many times")
    parser.add_argument("--runs", type=int, default=5, help="of each query")
    asked = parser.parse_args()
    chromium = shutil.which("chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for size in map(int, asked.sizes.split(",")):
            site = built(Path(folder, str(size)), size)
            files = [f.stat().st_size for f in (site / "search").rglob("*.txt")]
            words = [f.stat().st_size for f in (site / "search" / "words").rglob("*.txt")]
            print(
                f"{size:,} reports: index {(sum(files) - sum(words)) / 1e6:.1f} MB in"
                f" {len(files) - len(words)} files, words {sum(words) / 1e6:.1f} MB in {len(words)}"
            )
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}/"
            for query in QUERIES:
                measure(browser, address, query, asked.slower, asked.runs)
            server.shutdown()
        browser.close()


if __name__ == "__main__":
    main()
