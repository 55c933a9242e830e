"""The records joined the other way round: what belongs to an organization, a venue, a tag …

All values are slugs and numbers, in tuples, so that those of two builds can be compared.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

from dateutil.relativedelta import relativedelta
from msgspec import Struct, field

from ...calendars.revision import Revision
from ...content.collection import Collection
from ...content.schema import Event
from ...reports.calls.call_types import TYPES
from ...settings import Settings
from .. import urls as links
from ..dependencies import Reads
from ..format.times import end_of, event_over_at, starts_at
from .months import Mark, Months
from .next_meeting import Following
from .pagination import shelved
from .related import Key, Place, Related, Shared, related
from .report_summary import Outline, OutlinedCall

Value = TypeVar("Value")
Groups = dict[str, tuple[Value, ...]]
Call = tuple[str, int]  # a report's slug, and which of its calls
Posted = tuple[Outline, int, OutlinedCall, str | None]  # the same, and whose it is
IsOpen = Callable[[Outline, OutlinedCall], bool]
NEWEST = 20  # of each kind, on the page of a group; all are on pages of their own
FED = 30  # entries of a feed
ROWS = 5  # so many times as many rows as cards are on a page
OTHERS = "other"  # in addresses, calls of no type
OPEN_FOR = relativedelta(months=6)  # a call without a date, from its report on
LAST_DAY = date(9999, 12, 30)


class Index(Struct, frozen=True, kw_only=True):
    """What has nothing is not a key. A group is the path of its page: `tags/bosai/`, "" for all."""

    ahead: Mapping[str, tuple[str, ...]]  # by group: events that are not over, as they start
    events_of: Mapping[str, tuple[str, ...]]  # by group: all of them
    newest: Mapping[str, tuple[Any, ...]]  # by list: its newest items, newest first
    shelves: Mapping[str, tuple[Any, ...]]  # by address: a list's page, oldest first
    full: Mapping[str, int]  # by list: how many of its pages are full
    beside: Mapping[str, tuple[str | None, str | None]]  # events before and after in the series
    reports_of: Mapping[str, tuple[str, ...]]  # by event
    neighbours: Mapping[str, tuple[str | None, str | None]]  # reports before and after
    related: Mapping[str, tuple[str, ...]]  # by report
    next: Mapping[str, tuple[str, int | None]]  # by report; see `following`
    tag_names: Mapping[str, str]  # by tag's slug: as it is mostly written; these have a page
    tagged: Mapping[str, tuple[str, ...]]  # by tag: organizations
    hosted: Mapping[str, tuple[str, ...]]  # by organization: series whose latest meeting it hosts
    open_calls: Mapping[str, tuple[Call, ...]]  # by mark, "" for all: newest first
    marks: Mapping[str, tuple[str, ...]]  # "": every mark that a call ever had
    posted_by: Mapping[str, tuple[str | None, ...]]  # by report: whose its calls are
    # By page: the instant (ISO 8601) at which it loses or gains something that no HTML tells yet.
    turning: Mapping[str, str]
    months: Mapping[str, tuple[Mark, ...]]  # by month, `2024/01`: what is on, as it starts
    months_beside: Mapping[str, tuple[str | None, str | None]]  # before and after, of these
    years: Mapping[str, tuple[str, ...]]  # by year: its months
    years_beside: Mapping[str, tuple[str | None, str | None]]


class Indexing(Struct, frozen=True, kw_only=True):
    """What an index is made from. `reads` notes when it would be another."""

    collection: Collection  # its reports are not looked at
    outlines: Mapping[str, Outline]
    revisions: Mapping[str, Revision]
    settings: Settings
    reads: Reads
    former: "tuple[Shared, Related] | None" = None  # of the last build: what is related
    shared: dict[str, tuple[Place, tuple[Key, ...]]] = field(default_factory=dict)

    def tables(self) -> dict[str, dict[str, Any]]:
        """The fields of an `Index`, in time proportional to the collection's size."""
        collection, settings = self.collection, self.settings
        starts = {e.slug: starts_at(e.when, settings) for e in collection.events.values()}
        events = sorted(collection.events.values(), key=lambda e: (starts[e.slug], e.slug))
        reports = sorted(self.outlines.values(), key=lambda r: (r.date, r.slug))
        tag = cache(lambda name: links.tag_slug(name, settings))
        events_of = grouped((g, e.slug) for e in events for g in groups_of(e, settings))
        ends = {e.slug: event_over_at(e, settings) for e in events}
        over = {slug for slug, end in ends.items() if self.reads.passed(end)}
        turns = [end for slug, end in ends.items() if slug not in over]
        series = grouped((e.series, e) for e in events if e.series)
        reports_of = grouped((r.event, r.slug) for r in reports if r.event)
        told = grouped((g, r) for r in reports for g in self._groups_told(r, tag))
        self.shared.update((r.slug, ((r.date, r.slug), self._keys(r, tag))) for r in reports)
        posted = {r.slug: self._posted_by(r) for r in reports if r.calls}
        # So that, read from the end, the newest report comes first and its calls as they stand.
        calls = [
            (r, n, call, whose)
            for r in reports
            if r.calls
            for n, (call, whose) in _reversed(list(zip(r.calls, posted[r.slug], strict=True)))
        ]
        months = Months(
            collection=collection,
            settings=settings,
            reads=self.reads,
            archived=min(turns, default=None),
        )
        lists = _Lists(settings.page_size)
        lists.add(links.REPORTS, [r.slug for r in reports])
        lists.add(links.PAST, [slug for slug in events_of.get("", ()) if slug in over])
        lists.add(links.ALL_CALLS, [(r.slug, n) for r, n, _, _ in calls], rows=True)
        for group, slugs in events_of.items():
            if group:
                past = [slug for slug in slugs if slug in over]
                lists.add(links.past_of(group), past, rows=True, short=True)
        for group, some in told.items():
            lists.add(links.reports_of(group), [r.slug for r in some], rows=True, short=True)
        self._add_sessions(lists, reports)
        is_open = self._openness()
        self._add_calls(lists, calls, is_open)
        lists.newest["reports.atom"] = tuple(r.slug for r in reports[: -FED - 1 : -1])
        lists.newest["calls.atom"] = tuple((r.slug, n) for r, n, _, _ in calls[: -FED - 1 : -1])
        lists.newest["calls.json"] = tuple(dict.fromkeys(r.slug for r, *_ in reversed(calls)))
        lists.newest["events.atom"] = tuple(self._latest_announced(FED))
        return {
            "ahead": {
                group: left
                for group, slugs in events_of.items()
                if (left := tuple(slug for slug in slugs if slug not in over))
            },
            "events_of": events_of,
            "newest": lists.newest,
            "shelves": lists.shelves,
            "full": lists.full,
            "beside": _beside(series),
            "reports_of": reports_of,
            "neighbours": _neighbours(series, reports_of),
            "related": related(self.shared, *(self.former or ())),
            "next": Following(
                events=collection.events,
                regular=collection.regular,
                replacements=collection.replacements,
                settings=settings,
            ).all(reports),
            "tag_names": _tag_names(collection, reports, tag),
            "tagged": grouped(
                (slug, o.slug)
                for o in collection.organizations.values()
                for slug in dict.fromkeys(map(tag, o.tags))
            ),
            "hosted": _hosted(collection, series),
            "open_calls": _open_calls(calls, is_open),
            "marks": {"": tuple(sorted(_marks(calls)))},
            "posted_by": posted,
            **months.tables(),
        }

    def _groups_told(self, report: Outline, tag: Any) -> Iterator[str]:
        """The groups that list a report."""
        event = self.collection.events[report.event] if report.event else None
        for slug in self._mentioned(report):
            yield links.organization_path(slug)
        for slug in dict.fromkeys(map(tag, report.tags)):
            yield links.tag_path(slug)
        place = event.place.slug if event and event.place else report.venue if not event else None
        if place:
            yield links.venue_path(place)
        if event and event.series:
            yield links.series_path(event.series)

    def _mentioned(self, report: Outline) -> tuple[str, ...]:
        """Slugs of all organizations that a report tells of, each once."""
        event = self.collection.events[report.event] if report.event else None
        own = organizations_of(event) if event else ()
        return tuple(dict.fromkeys((*own, *filter(None, report.sessions))))

    def _keys(self, report: Outline, tag: Any) -> tuple[Key, ...]:
        return (
            *((f"organization {slug}", 2) for slug in self._mentioned(report)),
            *((f"tag {slug}", 1) for slug in dict.fromkeys(map(tag, report.tags))),
        )

    def _posted_by(self, report: Outline) -> tuple[str | None, ...]:
        """Whose the calls are: the session's organization, else the host's."""
        event = self.collection.events[report.event] if report.event else None
        if event:
            hosts = [p.slug for p in (*event.host, *event.cohost) if p.slug]
        else:
            known = self.collection.organizations.values()
            hosts = [o.slug for o in known if o.name == self.settings.host]
        first = next(iter(hosts), None)
        return tuple(c.organization or (None if c.of else first) for c in report.calls)

    def _add_sessions(self, lists: "_Lists", reports: Iterable[Outline]) -> None:
        sessions = grouped(
            (slug, (r.slug, n)) for r in reports for n, slug in _reversed(r.sessions) if slug
        )
        for slug, some in sessions.items():
            path = links.sessions_of(links.organization_path(slug))
            lists.add(path, some, rows=True, short=True)

    def _add_calls(self, lists: "_Lists", calls: Sequence[Posted], is_open: IsOpen) -> None:
        by = grouped((whose, each) for each in calls for whose in (each[3],) if whose)
        for slug, some in by.items():
            path = links.calls_of(links.organization_path(slug))
            lists.add(path, [(r.slug, n) for r, n, _, _ in some], rows=True, short=True)
            ended = [(r.slug, n) for r, n, call, _ in some if not is_open(r, call)]
            lists.newest[path] = tuple(ended[: -NEWEST - 1 : -1])

    def _openness(self) -> IsOpen:
        """Whether calls are open; the clock is asked once for all that end on one day."""

        @cache
        def is_over(published: int, until: int | None) -> bool:
            last = last_day(date.fromordinal(published), until)
            return self.reads.passed(end_of(last, self.settings))

        return lambda report, call: call.status == "open" and not is_over(report.date, call.until)

    def _latest_announced(self, most: int) -> Iterator[str]:
        def announced(slug: str) -> tuple[Any, str]:
            return self.revisions[slug].created, slug

        yield from sorted(self.collection.events, key=announced, reverse=True)[:most]


class _Lists(Struct):
    """Lists as they grow, all given oldest first."""

    size: int
    newest: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    shelves: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    full: dict[str, int] = field(default_factory=dict)

    def add(
        self, path: str, items: Sequence[Any], *, rows: bool = False, short: bool = False
    ) -> None:
        """`short`: no pages of its own while a group's page shows all of it."""
        self.newest[path] = tuple(items[: -NEWEST - 1 : -1])
        if not short or len(items) > NEWEST:
            self.full[path], pages = shelved(items, self.size * (ROWS if rows else 1), path)
            self.shelves |= pages


def organizations_of(event: Event) -> tuple[str, ...]:
    """Slugs of all who take part in an event and have a page, each once."""
    parties = [*event.host, *event.cohost, *event.support]
    parties += [s.organization for s in event.speakers if s.organization]
    return tuple(dict.fromkeys(party.slug for party in parties if party.slug))


def groups_of(event: Event, settings: Settings) -> Iterator[str]:
    """The groups that list an event; "" is the site."""
    yield ""
    if event.series:
        yield links.series_path(event.series)
    for slug in organizations_of(event):
        yield links.organization_path(slug)
    if event.place and event.place.slug:
        yield links.venue_path(event.place.slug)
    for slug in dict.fromkeys(links.tag_slug(tag, settings) for tag in event.tags):
        yield links.tag_path(slug)


def marks(call: OutlinedCall, whose: str | None) -> tuple[str, ...]:
    """What a call on the board is marked with, for its filters."""
    kind = f"type-{TYPES[call.type] if call.type else OTHERS}"
    return (kind, f"organization-{whose}") if whose else (kind,)


def last_day(published: date, until: int | None) -> date:
    """The last day on which one can respond to a call."""
    if until:
        return date.fromordinal(until)
    return LAST_DAY if published.year >= LAST_DAY.year else published + OPEN_FOR


def grouped(pairs: Iterable[tuple[str, Value]]) -> Groups[Value]:
    """The values of each key, in the order in which they came."""
    groups: defaultdict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def _open_calls(calls: Sequence[Posted], is_open: IsOpen) -> Groups[Call]:
    found: defaultdict[str, list[Call]] = defaultdict(list)
    for report, n, call, whose in reversed(calls):
        if is_open(report, call):
            for mark in ("", *marks(call, whose)):
                found[mark].append((report.slug, n))
    return {mark: tuple(some) for mark, some in found.items()}


def _marks(calls: Iterable[Posted]) -> set[str]:
    """All that there ever were."""
    seen = {(call.type, whose): call for _, _, call, whose in calls}
    return {mark for (_, whose), call in seen.items() for mark in marks(call, whose)}


def _reversed(items: Sequence[Value]) -> Iterator[tuple[int, Value]]:
    return reversed(list(enumerate(items)))


def _beside(series: Groups[Event]) -> dict[str, tuple[str | None, str | None]]:
    found: dict[str, tuple[str | None, str | None]] = {}
    for group in series.values():
        slugs = (None, *(event.slug for event in group), None)
        for before, own, after in zip(slugs, slugs[1:], slugs[2:], strict=False):
            assert own
            found[own] = before, after
    return found


def _neighbours(
    series: Groups[Event], reports_of: Groups[str]
) -> dict[str, tuple[str | None, str | None]]:
    neighbours: dict[str, tuple[str | None, str | None]] = {}
    for group in series.values():
        told = [reports_of[event.slug] for event in group if event.slug in reports_of]
        for before, own, after in zip([None, *told], told, [*told[1:], None], strict=False):
            beside = before[-1] if before else None, after[-1] if after else None
            neighbours |= dict.fromkeys(own, beside)
    return neighbours


def _tag_names(collection: Collection, reports: Iterable[Outline], tag: Any) -> dict[str, str]:
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    every = [event.tags for event in collection.events.values()]
    every += [report.tags for report in reports]
    every += [organization.tags for organization in collection.organizations.values()]
    for name, times in Counter(name for some in every for name in some).items():
        written[tag(name)][name] += times
    return {
        slug: min(names, key=lambda name: (-names[name], name))
        for slug, names in sorted(written.items())
    }


def _hosted(collection: Collection, series: Groups[Event]) -> Groups[str]:
    return grouped(
        (party, slug)
        for slug in collection.series
        if slug in series
        for party in dict.fromkeys(
            p.slug for p in (*series[slug][-1].host, *series[slug][-1].cohost) if p.slug
        )
    )
