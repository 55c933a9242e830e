"""Related reports: earlier ones that share organizations and tags with a report."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

MAX_RELATED = 3  # for one report
# For each shared key only so many reports, the latest, are compared: with a tag that every report
# has, the search would otherwise take time in proportion to the square of their number.
MAX_COMPARED = 40

Key = tuple[str, int]  # an organization or a tag, and its weight
PublicationOrder = tuple[int, str]  # the day of publication as an ordinal, and the slug
KeysByReport = Mapping[str, tuple[PublicationOrder, tuple[Key, ...]]]  # by report's slug
Related = dict[str, tuple[str, ...]]  # by report's slug: slugs of its related reports


def find_related(
    reports: KeysByReport, former: KeysByReport | None = None, known: Related | None = None
) -> Related:
    """Return, by slug of each report, the earlier reports that share most with it.

    The one with most in common comes first, of several the newest. Only earlier reports count, so
    that a new report does not change the pages of older ones. `known` is the result for `former`,
    the reports of the last build; only entries that may differ from it are computed again.
    """
    latest: defaultdict[str, list[PublicationOrder]] = defaultdict(list)
    for place, keys in reports.values():
        for key, _ in keys:
            latest[key].append(place)
    for places in latest.values():
        places.sort()
    if former is None or known is None:
        wanted: Iterable[str] = reports
        related: Related = {}
    else:
        wanted = _affected_reports(reports, former, latest)
        related = {slug: answer for slug, answer in known.items() if slug in reports}
    for slug in wanted:
        related[slug] = _most_similar(*reports[slug], latest)
    return related


def _most_similar(
    place: PublicationOrder,
    keys: tuple[Key, ...],
    latest: Mapping[str, list[PublicationOrder]],
) -> tuple[str, ...]:
    shared: Counter[PublicationOrder] = Counter()
    for key, weight in keys:
        at = bisect_left(latest[key], place)
        for other in latest[key][max(0, at - MAX_COMPARED) : at]:
            shared[other] += weight
    best = sorted(shared, key=lambda other: (shared[other], other), reverse=True)[:MAX_RELATED]
    return tuple(slug for _, slug in best)


def _affected_reports(
    reports: KeysByReport, former: KeysByReport, latest: Mapping[str, list[PublicationOrder]]
) -> set[str]:
    """Return the slugs of the reports whose related reports may have changed.

    These are the reports that changed, and those that compare themselves with one of them.
    """
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
