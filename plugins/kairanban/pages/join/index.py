"""The records joined the other way round: what belongs to an organization, a venue, a tag …"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from ...records.collection import Collection
from ...records.schema import Event, Organization, Report
from ...records.values import Place
from ...reports.sections.parts import Call, Session, Told
from ...settings import Settings
from .. import links
from ..words.times import starts_at
from .related import related

Value = TypeVar("Value")
Events = Mapping[str, tuple[Event, ...]]
Reports = Mapping[str, tuple[Report, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A call with the report it stands in, and whose it is: the session's, else the host's."""

    report: Report
    call: Call
    organization: str | None  # slug


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
    related: Reports  # by report
    venue_reports: Reports
    told_by: Reports  # by organization: those with a session of theirs, or of their events
    sessions: Mapping[str, tuple[tuple[Report, Session], ...]]  # by organization
    calls: tuple[Posted, ...]  # newest report first, and as they stand there
    calls_of: Mapping[str, tuple[Posted, ...]]  # by organization
    calls_in: Mapping[str, tuple[Posted, ...]]  # by report
    tagged_organizations: Mapping[str, tuple[Organization, ...]]


def indexed(collection: Collection, settings: Settings, bodies: Mapping[str, Told]) -> Index:
    """The index of a collection, in time proportional to its size."""
    events = sorted(collection.events.values(), key=lambda e: (starts_at(e.when, settings), e.slug))
    reports = sorted(collection.reports.values(), key=lambda r: (r.date, r.slug))
    series = _grouped((e.series, e) for e in events if e.series)
    reports_of = _grouped((r.event.event, r) for r in reports if r.event)

    def slugs(tags: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(links.tag_slug(tag, settings) for tag in tags))

    mentioned = {r.slug: _mentioned(r, collection, bodies) for r in reports}
    calls = tuple(_posted(collection, settings, bodies, reversed(reports)))

    def shared(report: Report) -> Iterator[tuple[str, int]]:
        yield from ((f"organization {slug}", 2) for slug in mentioned[report.slug])
        yield from ((f"tag {slug}", 1) for slug in slugs(report.tags))

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
        related=related(reports, shared),
        venue_reports=_grouped(
            (place.slug, r) for r in reports if (place := _place(r, collection)) and place.slug
        ),
        told_by=_grouped((slug, r) for r in reports for slug in mentioned[r.slug]),
        sessions=_grouped(
            (session.organization, (r, session))
            for r in reversed(reports)
            for session in bodies[r.slug].sessions
            if session.organization
        ),
        calls=calls,
        calls_in=_grouped((each.report.slug, each) for each in calls),
        calls_of=_grouped((each.organization, each) for each in calls if each.organization),
        tagged_organizations=_grouped(
            (tag, o) for o in collection.organizations.values() for tag in slugs(o.tags)
        ),
    )


def organizations_of(event: Event) -> tuple[str, ...]:
    """Slugs of all who take part in an event and have a page, each once."""
    parties = [*event.host, *event.cohost, *event.support]
    parties += [s.organization for s in event.speakers if s.organization]
    return tuple(dict.fromkeys(party.slug for party in parties if party.slug))


def _mentioned(
    report: Report, collection: Collection, bodies: Mapping[str, Told]
) -> tuple[str, ...]:
    """Slugs of all organizations that a report tells of, each once."""
    event = collection.events[report.event.event] if report.event else None
    own = organizations_of(event) if event else ()
    told = [s.organization for s in bodies[report.slug].sessions if s.organization]
    return tuple(dict.fromkeys((*own, *told)))


def _place(report: Report, collection: Collection) -> Place | None:
    event = collection.events[report.event.event] if report.event else None
    return event.place if event else report.place


def _posted(
    collection: Collection,
    settings: Settings,
    bodies: Mapping[str, Told],
    reports: Iterable[Report],
) -> Iterator[Posted]:
    own = next((o.slug for o in collection.organizations.values() if o.name == settings.host), None)
    for report in reports:
        calls = bodies[report.slug].calls
        event = collection.events[report.event.event] if report.event and calls else None
        hosts = [p.slug for p in (*event.host, *event.cohost) if p.slug] if event else [own]
        for call in calls:
            whose = call.organization or (None if call.of else next(iter(hosts), None))
            yield Posted(report=report, call=call, organization=whose)


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
    tags += [record.tags for record in collection.organizations.values()]
    for tag in (tag for some in tags for tag in some):
        written[links.tag_slug(tag, settings)][tag] += 1
    return {
        slug: min(names, key=lambda name: (-names[name], name))
        for slug, names in sorted(written.items())
    }
