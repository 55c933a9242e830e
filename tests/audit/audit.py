"""Measures the first site as a phone meets it: `invoke audit`, or `python tests/audit/audit.py`.

Builds it, serves it on loopback with its own headers, compressed, and lets Lighthouse look at a
page of each kind. Prints what it finds, and ends with 1 where that is below the bar.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from conftest import ROOT, run_build  # noqa: E402
from serving import served  # noqa: E402

PAGES = {
    "home": "",
    "event": "events/2026-12-17-johokokankai/",
    "report": "reports/2023-12-21-johokokankai/",
    "report without photos": "reports/2025-08-23-kengaku/",
    "calls": "calls/",
    "month": "events/2026/12/",
}
LIGHT = "report without photos"
MOST_KB, MOST_REQUESTS = 40.0, 6  # of that one
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TRIES = 3  # a busy machine only makes a page look slower, so the best of these counts
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one look at a page gave."""

    scores: tuple[int, ...]  # of 100, in the order of CATEGORIES
    kilobytes: float  # of 1,000, as transferred
    requests: int
    shift: float
    foreign: tuple[str, ...]  # what was asked of others
    failed: tuple[str, ...]  # what costs points

    def faults(self, name: str) -> list[str]:
        """What is below the bar."""
        result = [f"{c} {s}" for c, s in zip(CATEGORIES, self.scores, strict=True) if s < 100]
        result += [f"layout shift {self.shift}"] if self.shift else []
        result += [f"asks {url}" for url in self.foreign]
        if name == LIGHT and self.kilobytes > MOST_KB:
            result.append(f"{self.kilobytes:.1f} kB")
        if name == LIGHT and self.requests > MOST_REQUESTS:
            result.append(f"{self.requests} requests")
        return result


def looked_at(url: str, program: Path, chromium: str) -> Found | None:
    """One run of Lighthouse as a phone (its default); None where it lost the page, as it may."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [str(program), url, "--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting"]
        command += [f"--chrome-path={chromium}", f"--chrome-flags={FLAGS}"]
        if subprocess.run(command, check=False).returncode:
            return None
        return _read(json.loads(report.read_text("utf-8")), urlsplit(url).netloc)


def _read(result: dict[str, Any], host: str) -> Found:
    audits, categories = result["audits"], result["categories"]
    asked = audits["network-requests"]["details"]["items"]
    wanted = [r["id"] for c in CATEGORIES for r in categories[c]["auditRefs"] if r["weight"]]
    return Found(
        scores=tuple(round(100 * (categories[c]["score"] or 0)) for c in CATEGORIES),
        kilobytes=sum(each["transferSize"] for each in asked) / 1000,
        requests=len(asked),
        shift=audits["cumulative-layout-shift"]["numericValue"],
        foreign=tuple(e["url"] for e in asked if urlsplit(e["url"]).netloc not in {host, ""}),
        failed=tuple(
            f"{name}: {audits[name]['title']} {audits[name].get('displayValue', '')}".strip()
            for name in dict.fromkeys(wanted)
            if (audits[name]["score"] or 0) < 1
            and audits[name]["scoreDisplayMode"] not in {"notApplicable", "manual"}
        ),
    )


def main() -> int:
    """Prints a line for each page; 1 where one is below the bar."""
    chromium, npm = shutil.which("chromium"), shutil.which("npm")
    if not chromium or not npm:
        print("audit: Chromium and Node with npm are needed", file=sys.stderr)
        return 1
    program = HERE / "node_modules/.bin/lighthouse"
    if not program.exists():
        install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(install, cwd=HERE, check=True)
    below = 0
    with tempfile.TemporaryDirectory() as folder:
        content, output = Path(folder) / "content", Path(folder) / "output"
        shutil.copytree(ROOT / "content", content)
        made = run_build(output, content=content, anew=True)
        if made.returncode:
            print(made.stderr, file=sys.stderr)
            return 1
        print(f"{'':22} perf. acc. best seo     kB  requests  shift")
        with served(output) as address:
            for name, path in PAGES.items():
                below += _told(name, address + path, program, chromium)
    return 1 if below else 0


def _told(name: str, url: str, program: Path, chromium: str) -> bool:
    """Looks at a page, prints what was found; whether it is below the bar."""
    best: Found | None = None
    for _ in range(TRIES):
        found = looked_at(url, program, chromium)
        if found and (best is None or sum(found.scores) > sum(best.scores)):
            best = found
        if best and not best.faults(name):
            break
    if best is None:
        print(f"{name:22} could not be measured", flush=True)
        return True
    scores = "".join(f"{score:5}" for score in best.scores)
    print(f"{name:22}{scores}{best.kilobytes:8.1f}{best.requests:9}{best.shift:9.3f}", flush=True)
    faults = best.faults(name)
    for words in (*faults, *(best.failed if faults else ())):
        print(f"    {words}", flush=True)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
