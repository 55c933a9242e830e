"""The records joined the other way round: what belongs to an organization, a venue, a tag …"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from ...records.collection import Collection
from ...records.schema import Event, Report
from ...settings import Settings
from .. import links
from ..words.times import starts_at

Value = TypeVar("Value")
Events = Mapping[str, tuple[Event, ...]]
Reports = Mapping[str, tuple[Report, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Made once from the collection; events are in the order in which they start.

    Reports are in the order of publication. What has nothing is not a key.
    """

    events: tuple[Event, ...]
    reports: tuple[Report, ...]
    series: Events
    organizations: Events
    venues: Events
    tags: Events
    reports_of: Reports  # by event
    tagged_reports: Reports
    tag_names: Mapping[str, str]  # by tag's slug: as it is mostly written; these have a page
    position: Mapping[str, int]  # of an event in its series
    followed: Mapping[str, Event]  # by event: the next one in its series
    # By report: those of the series' meetings before and after.
    report_neighbours: Mapping[str, tuple[Report | None, Report | None]]


def indexed(collection: Collection, settings: Settings) -> Index:
    """The index of a collection, in time proportional to its size."""
    events = sorted(collection.events.values(), key=lambda e: (starts_at(e.when, settings), e.slug))
    reports = sorted(collection.reports.values(), key=lambda r: (r.date, r.slug))
    series = _grouped((e.series, e) for e in events if e.series)
    reports_of = _grouped((r.event.event, r) for r in reports if r.event)

    def slugs(tags: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(links.tag_slug(tag, settings) for tag in tags))

    return Index(
        events=tuple(events),
        reports=tuple(reports),
        series=series,
        organizations=_grouped((slug, e) for e in events for slug in organizations_of(e)),
        venues=_grouped((e.place.slug, e) for e in events if e.place and e.place.slug),
        tags=_grouped((tag, e) for e in events for tag in slugs(e.tags)),
        reports_of=reports_of,
        tagged_reports=_grouped((tag, r) for r in reports for tag in slugs(r.tags)),
        tag_names=_tag_names(collection, settings),
        position={e.slug: i for group in series.values() for i, e in enumerate(group)},
        followed={
            before.slug: after for group in series.values() for before, after in pairwise(group)
        },
        report_neighbours=_report_neighbours(series, reports_of),
    )


def organizations_of(event: Event) -> tuple[str, ...]:
    """Slugs of all who take part in an event and have a page, each once."""
    parties = [*event.host, *event.cohost, *event.support]
    parties += [s.organization for s in event.speakers if s.organization]
    return tuple(dict.fromkeys(party.slug for party in parties if party.slug))


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    groups: defaultdict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def _report_neighbours(
    series: Events, reports_of: Reports
) -> dict[str, tuple[Report | None, Report | None]]:
    neighbours: dict[str, tuple[Report | None, Report | None]] = {}
    for group in series.values():
        told = [reports_of[event.slug] for event in group if event.slug in reports_of]
        for at, reports in enumerate(told):
            before = told[at - 1][-1] if at else None
            after = told[at + 1][-1] if at + 1 < len(told) else None
            neighbours |= {report.slug: (before, after) for report in reports}
    return neighbours


def _tag_names(collection: Collection, settings: Settings) -> dict[str, str]:
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    tags = [record.tags for record in collection.events.values()]
    tags += [record.tags for record in collection.reports.values()]
    for tag in (tag for some in tags for tag in some):
        written[links.tag_slug(tag, settings)][tag] += 1
    return {
        slug: min(names, key=lambda name: (-names[name], name))
        for slug, names in sorted(written.items())
    }
