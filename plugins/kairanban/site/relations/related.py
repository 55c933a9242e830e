"""What a report is like: earlier ones of the same organizations and tags."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

MAX_RELATED = 3
# Of those that share something, so many of each kind are looked at, the latest: with a tag that
# every report has, the search would else take time in proportion to the square of their number.
MAX_COMPARED = 40

Key = tuple[str, int]  # what reports may share, and its weight
Place = tuple[int, str]  # the day of publication as an ordinal, and the slug
Shared = Mapping[str, tuple[Place, tuple[Key, ...]]]  # by slug
Related = dict[str, tuple[str, ...]]


def find_related(
    reports: Shared, former: Shared | None = None, known: Related | None = None
) -> Related:
    """By slug: the reports before each that share most with it, newest first.

    Looking back only keeps a new report from changing the pages of older ones. `known` are the
    answers for `former`; only those that may differ are sought again.
    """
    latest: defaultdict[str, list[Place]] = defaultdict(list)
    for place, keys in reports.values():
        for key, _ in keys:
            latest[key].append(place)
    for places in latest.values():
        places.sort()
    if former is None or known is None:
        wanted: Iterable[str] = reports
        found: Related = {}
    else:
        wanted = _touched(reports, former, latest)
        found = {slug: answer for slug, answer in known.items() if slug in reports}
    for slug in wanted:
        found[slug] = _like(*reports[slug], latest)
    return found


def _like(
    place: Place,
    keys: tuple[Key, ...],
    latest: Mapping[str, list[Place]],
) -> tuple[str, ...]:
    shared: Counter[Place] = Counter()
    for key, weight in keys:
        at = bisect_left(latest[key], place)
        for other in latest[key][max(0, at - MAX_COMPARED) : at]:
            shared[other] += weight
    best = sorted(shared, key=lambda other: (shared[other], other), reverse=True)[:MAX_RELATED]
    return tuple(slug for _, slug in best)


def _touched(reports: Shared, former: Shared, latest: Mapping[str, list[Place]]) -> set[str]:
    """The reports whose answer may have changed: what changed, and those that looked at it."""
    touched: set[str] = set()
    for slug in reports.keys() | former.keys():
        if reports.get(slug) == former.get(slug):
            continue
        if slug in reports:
            touched.add(slug)
        for place, keys in filter(None, (reports.get(slug), former.get(slug))):
            for key, _ in keys:
                at = bisect_left(latest.get(key, []), place)
                touched.update(
                    other for _, other in latest.get(key, [])[at : at + MAX_COMPARED + 1]
                )
    return touched
