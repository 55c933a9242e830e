"""What reading reports costs beside Python-Markdown alone, on the texts of the corpus."""

import cProfile
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from markdown import Markdown

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "plugins"))

from kairanban.content.front_matter.document import split_document
from kairanban.reports.markdown_renderer import MarkdownRenderer
from kairanban.reports.parse_context import build_parse_context, organization_directory
from kairanban.reports.sections.section_parser import ParseContext
from kairanban.settings import Settings
from loading import load

Body = tuple[str, ParseContext]


class Both:
    """Python-Markdown alone, and all that is done to a report's body until it is read."""

    def __init__(self) -> None:
        self.plain, self.prose = Markdown(extensions=["extra", "sane_lists"]), MarkdownRenderer()

    def alone(self, body: Body) -> None:
        self.plain.reset()
        self.plain.convert(body[0])

    def ours(self, body: Body) -> None:
        self.prose.parse_body(*body)


def bodies(content: Path) -> list[Body]:
    """The bodies of a site's reports, with what reading them needs."""
    settings = Settings()
    collection = load(content, settings).collection
    known = organization_directory(collection)
    found = []
    for report in collection.reports.values():
        source = split_document((content / report.path).read_bytes(), report.path)
        found.append((source.body, build_parse_context(report, collection, known, settings)))
    return found


def extension_ratio(content: Path, runs: int = 9) -> float:
    """Our time as a multiple of Python-Markdown's own: medians of each report, added up.

    Both take turns at each report, so that what else the machine does troubles both.
    """
    both, times = Both(), (0.0, 0.0)
    for body in bodies(content):
        taken = [(_seconds(both.alone, body), _seconds(both.ours, body)) for _ in range(runs)]
        alone, ours = (median(each) for each in zip(*taken, strict=True))
        times = times[0] + alone, times[1] + ours
    return times[1] / times[0]


def calls_ratio(content: Path) -> float:
    """The same in calls of functions, which are as many on every machine."""
    both, found = Both(), bodies(content)
    return _calls(both.ours, found) / _calls(both.alone, found)


def _seconds(run: Callable[[Body], None], body: Body) -> float:
    begun = time.process_time()
    run(body)
    return time.process_time() - begun


def _calls(run: Callable[[Body], None], found: list[Body]) -> int:
    for body in found[:3]:
        run(body)  # so that what is made once is made
    with cProfile.Profile() as profile:
        for body in found:
            run(body)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
