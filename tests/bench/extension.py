"""What reading reports costs beside Python-Markdown alone, on the texts of the corpus."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "plugins"))

from kairanban.records.load import load
from kairanban.reports.bodies import around, organizations
from kairanban.reports.body import Prose
from kairanban.settings import Settings


def extension_ratio(content: Path, runs: int = 5) -> float:
    """The time of Markdown with our extensions, as a multiple of that without; reports only."""
    settings = Settings()
    collection = load(content, settings).collection
    known = organizations(collection)
    reports = collection.reports.values()
    each = [(r.body, around(r, collection, known, settings)) for r in reports]
    plain, prose = Markdown(extensions=["extra", "sane_lists"]), Prose()

    def alone() -> None:
        for body, _ in each:
            plain.reset()
            plain.convert(body)

    def ours() -> None:
        for body, circumstances in each:
            prose.told(body, circumstances)

    best = [min(_seconds(run) for _ in range(runs)) for run in (alone, ours)]
    return best[1] / best[0]


def _seconds(run: Callable[[], None]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun
