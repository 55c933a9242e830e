"""Measures builds side by side with plain Pelican and Hugo on the same texts: `invoke bench`.

Each build is a process of its own, and is what people type; generators take turns, and what is
told is the median of their runs, so that a busy machine spoils none of them more than the others.
Results go to `docs/bench/`, as JSON and as a picture. Nothing is judged in a test, because
machines differ.
"""

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from corpus import write_corpus
from costs import run
from extension import extension_ratio
from generators import CACHED, HUGO, OURS, PLAIN, ROOT, Generator, edits, find_hugo, generators
from goals import PHOTOS_ROW, Verdict, photos_verdict, verdicts
from one_photo import measure_one_photo
from photographs import write_photographs
from plot import plot
from results import Results
from saving import serving

PHOTOS = 10  # of each report, where photos are measured
ONE_PHOTO = 4  # photos whose costs are measured by themselves
SAVES = 6  # files saved under each server
WITH_CARDS = "cold, with social cards"
# So many reports are measured once, without cards and Pelican's cache: it takes minutes.
MANY = 10_000


def measure(results: Results, size: int, runs: int, folder: Path, hugo: str | None) -> None:
    """All rows of one size."""
    results.say(f"writing {size:,} reports")
    corpus = folder / "corpus"
    write_corpus(corpus, size)
    found = generators(corpus, folder, hugo)
    results.extension = extension_ratio(corpus / "content") if size == 1000 else results.extension
    shutil.rmtree(corpus)
    slugs = [file.stem for file in sorted((found[OURS].folder / "content/reports").iterdir())]
    Random(size).shuffle(slugs)
    for number in range(runs if size < MANY else 1):
        for of, what in _steps(found, number, many=size >= MANY):
            _step(results, of, what, size=size, slug=slugs[number], mark=f"mark{number}")
    _serve(results, size, found, slugs[-SAVES:])


def _steps(
    found: dict[str, Generator], number: int, *, many: bool
) -> Iterator[tuple[Generator, str]]:
    """What is done in one round, in order. Pelican rebuilds all whatever is edited."""
    cached = found[CACHED]
    whole = [each for name, each in found.items() if name not in {PLAIN, CACHED}]
    if number == 0 and not many:  # what is measured finds code compiled, and Pelican's cache filled
        yield cached, "fill"
        yield found[OURS], "fill"
        yield found[OURS].with_cards(), WITH_CARDS
    yield from ((each, "cold") for each in (*whole, found[PLAIN]))
    yield from ((each, "no change") for each in whole)
    for what in edits():
        yield from ((each, what) for each in whole)
    if not many:
        yield cached, "body"


def _step(results: Results, of: Generator, what: str, *, size: int, slug: str, mark: str) -> None:
    """Measures one build, and sees that it made what it was to make."""
    words = ""
    if what in {"cold", "fill", WITH_CARDS}:
        of.forget()
    elif what in edits():
        words = edits()[what](of, slug, mark)
    cost = run(of.command, of.folder, of.folder / of.output, of.all_environment())
    if words not in of.shown(slug):
        sys.exit(f"{of.name}: {what} does not show {words} on {slug}")
    if what != "fill":
        results.add(size, of, what, cost)


def _serve(results: Results, size: int, found: dict[str, Generator], slugs: Sequence[str]) -> None:
    with ExitStack() as stack:
        servers = [
            stack.enter_context(serving(each, slugs[0])) for each in found.values() if each.serve
        ]
        for number, slug in enumerate(slugs):
            for server in servers:
                server.edit(slug, f"saved{number}")
        for server in servers:
            results.serve(size, server.of, server.result())


def measure_photos(results: Results, reports: int, runs: int, folder: Path, hugo: str) -> Verdict:
    """The row of photos: the same reports with photos, cold; what each makes of a photo."""
    results.say(f"drawing {reports * PHOTOS} photos")
    corpus = folder / "corpus"
    write_corpus(corpus, reports, PHOTOS)
    write_photographs(corpus / "content" / "reports", PHOTOS)
    for file in (corpus / "content" / "reports").glob("*/*.jpg"):
        shutil.copy(file, corpus / "hugo" / "reports" / file.parent.name)
    found = generators(corpus, folder, hugo)
    for _ in range(runs):
        for name in (OURS, HUGO):
            of = found[name]
            of.forget()
            cost = run(of.command, of.folder, of.folder / of.output, of.all_environment())
            results.add(reports, of, PHOTOS_ROW, cost)
    made = {name: _pictures(found[name]) / (reports * PHOTOS) for name in (OURS, HUGO)}
    return photos_verdict(reports, results.walls, made)


def _pictures(of: Generator) -> int:
    """Pictures made for the reports' photos; Hugo publishes the photos themselves as well."""
    own = {f"{number}.jpg" for number in range(1, PHOTOS + 1)} if of.name == HUGO else set()
    files = (of.folder / of.output).rglob("*")
    return sum(f.suffix in {".avif", ".webp", ".jpg"} and f.name not in own for f in files)


def machine() -> dict[str, object]:
    """What was measured on."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next(line.partition(": ")[2] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {
        "processors": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "model": model,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load before": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", default="100,1000,10000", help="numbers of reports: 100,1000,10000"
    )
    parser.add_argument("--runs", type=int, default=3, help="of each build")
    parser.add_argument("--photos", type=int, default=10, help="reports with ten photos each")
    parser.add_argument("--hugo", default=find_hugo(), help="Hugo's program")
    parser.add_argument("--folder", default=str(ROOT / "docs" / "bench"), help="for the results")
    asked = parser.parse_args()
    sizes = tuple(sorted(int(size) for size in asked.sizes.split(",")))
    results = Results(machine())
    if not asked.hugo:
        results.say(
            "Hugo is not here, so nothing is measured beside it; it is in requirements-bench.txt"
        )
    photos: list[Verdict] = []
    with TemporaryDirectory() as folder:
        for size in sizes:
            measure(results, size, asked.runs, Path(folder, str(size)), asked.hugo)
            shutil.rmtree(Path(folder, str(size)))
        if asked.photos:
            place = Path(folder, "one photo")
            costs = measure_one_photo(ONE_PHOTO, asked.runs, place, asked.hugo, results.say)
            results.one_photo = costs
            photos.append(costs.verdict())
        if asked.photos and asked.hugo:
            runs = min(2, asked.runs)
            place = Path(folder, "photos")
            photos.append(measure_photos(results, asked.photos, runs, place, asked.hugo))
    memory = results.rows[max(sizes), OURS, "cold"].memory
    goals = [*verdicts(results.walls, sizes, memory), *photos]
    print(results.table(), "", *(goal.line() for goal in goals), sep="\n")
    target = Path(asked.folder)
    target.mkdir(parents=True, exist_ok=True)
    result = json.dumps(results.as_json(goals), ensure_ascii=False, indent=1)
    (target / "results.json").write_text(f"{result}\n", "utf-8")
    (target / "speed.svg").write_text(plot(results.walls, sizes), "utf-8")
    print(f"written to {target}/")


if __name__ == "__main__":
    main()
