"""What a report is like: earlier ones of the same organizations and tags."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from typing import Protocol

from ...records.schema import Report

MOST = 3
# Of those that share something, so many of each kind are looked at, the latest: with a tag that
# every report has, the search would else take time in proportion to the square of their number.
LOOKED_AT = 40


class Keys(Protocol):
    """What a report may share with others, each with its weight."""

    def __call__(self, report: Report) -> Iterable[tuple[str, int]]: ...


def related(reports: Iterable[Report], keys: Keys) -> Mapping[str, tuple[Report, ...]]:
    """By slug, of reports given oldest first: those before it that share most, newest first.

    Looking back only keeps a new report from changing the pages of older ones.
    """
    latest: defaultdict[str, deque[Report]] = defaultdict(lambda: deque(maxlen=LOOKED_AT))
    position: dict[str, int] = {}
    found: dict[str, tuple[Report, ...]] = {}
    for at, report in enumerate(reports):
        shared: Counter[str] = Counter()
        near: dict[str, Report] = {}
        own = list(keys(report))
        for key, weight in own:
            for other in latest[key]:
                shared[other.slug] += weight
                near[other.slug] = other
        best = sorted(near.values(), key=lambda r: (-shared[r.slug], -position[r.slug]))[:MOST]
        found[report.slug] = tuple(best)
        position[report.slug] = at
        for key, _ in own:
            latest[key].append(report)
    return found
