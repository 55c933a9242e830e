"""Relations between records: what belongs to an organization, a venue, a series and a tag.

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
from ...reports.report_summary import CallSummary, ReportSummary
from ...settings import Settings
from .. import urls
from ..dependencies import DependencyTracker
from ..format.times import end_of, event_ends_at, starts_at
from .months import MonthOccurrence, Months
from .next_meeting import NextMeeting
from .pagination import paginate
from .related import Key, KeysByReport, PublicationOrder, Related, find_related

Value = TypeVar("Value")
Groups = dict[str, tuple[Value, ...]]
CallRef = tuple[str, int]  # a report's slug, and the 0-based number of the call in it
OwnedCall = tuple[ReportSummary, int, CallSummary, str | None]  # a call, and its owner's slug
IsOpen = Callable[[ReportSummary, CallSummary], bool]
MAX_NEWEST = 20  # entries of each kind on the page of a group; all are on pages of their own
MAX_FEED_ENTRIES = 30  # entries of a feed
ROWS_PER_CARD = 5  # a page holds so many times as many rows as cards
OTHER_TYPE = "other"  # calls without a type, in addresses
DEFAULT_CALL_PERIOD = relativedelta(months=6)  # from its report on, of a call without a date
MAX_DAY = date(9999, 12, 30)  # the last one that has a day after it


class Relations(Struct, frozen=True, kw_only=True):
    """Tables of the relations between records; all records are named by their slugs.

    A group (organization, venue, series, tag) is named by the path of its page, `tags/bosai/`, and
    the whole site by ""; a list by its path, a feed by its file's name. Keys that have nothing
    are left out.
    """

    # Of events, by group: those that are not over, and all; in order of start.
    upcoming: Mapping[str, tuple[str, ...]]
    events_of: Mapping[str, tuple[str, ...]]
    # Items of lists: slugs, or slug of a report and 0-based number of a session or call in it.
    newest: Mapping[str, tuple[Any, ...]]  # by list or feed: its newest items, newest first
    list_pages: Mapping[
        str, tuple[Any, ...]
    ]  # by path of a page of a list: its items, oldest first
    full_pages: Mapping[str, int]  # by list: how many of its pages are full
    # Pairs are what comes before and after; None at the ends.
    sibling_events: Mapping[str, tuple[str | None, str | None]]  # by event: events of its series
    reports_of: Mapping[str, tuple[str, ...]]  # by event, oldest first
    sibling_reports: Mapping[str, tuple[str | None, str | None]]  # by report: reports of its series
    related: Mapping[str, tuple[str, ...]]  # by report; see `find_related`
    next_meetings: Mapping[str, tuple[str, int | None]]  # by report; see `NextMeeting`
    tag_names: Mapping[str, str]  # by tag: its most frequent spelling; all of them have a page
    tagged: Mapping[str, tuple[str, ...]]  # by tag: organizations
    hosted: Mapping[str, tuple[str, ...]]  # by organization: series whose latest meeting it hosts
    open_calls: Mapping[str, tuple[CallRef, ...]]  # by mark, "" for all: newest first
    call_filters: Mapping[
        str, tuple[str, ...]
    ]  # "" is the only key: all marks of calls, past ones too
    call_owners: Mapping[str, tuple[str | None, ...]]  # by report: organization of each call
    # By path of a page: the instant (ISO 8601) at which it loses or gains an entry that its HTML
    # does not hold yet.
    changes_at: Mapping[str, str]
    months: Mapping[str, tuple[MonthOccurrence, ...]]  # by month, `2024/01`: in order of start
    sibling_months: Mapping[str, tuple[str | None, str | None]]  # months with events around it
    years: Mapping[str, tuple[str, ...]]  # by year, `2024`: its months with events
    sibling_years: Mapping[str, tuple[str | None, str | None]]  # years with events around it


class RelationsBuilder(Struct, frozen=True, kw_only=True):
    """Builder of `Relations`. `tracker` records from when until when they hold.

    `build` fills `shared`, which is `former` for the next build.
    """

    collection: Collection  # its reports are not read
    summaries: Mapping[str, ReportSummary]  # by report
    revisions: Mapping[str, Revision]  # by event
    settings: Settings
    tracker: DependencyTracker
    former: "tuple[KeysByReport, Related] | None" = None  # of the last build
    shared: dict[str, tuple[PublicationOrder, tuple[Key, ...]]] = field(
        default_factory=dict
    )  # by report

    def build(self) -> dict[str, dict[str, Any]]:
        """Return the fields of `Relations` by name.

        It takes time in proportion to the collection's size.
        """
        collection, settings = self.collection, self.settings
        starts_of = {e.slug: starts_at(e.when, settings) for e in collection.events.values()}
        events = sorted(collection.events.values(), key=lambda e: (starts_of[e.slug], e.slug))
        reports = sorted(self.summaries.values(), key=lambda r: (r.date, r.slug))
        tag = cache(lambda name: urls.tag_slug(name, settings))
        events_of = group_values((g, e.slug) for e in events for g in groups_of(e, settings))
        ends_of = {e.slug: event_ends_at(e, settings) for e in events}
        over = {slug for slug, end in ends_of.items() if self.tracker.is_past(end)}
        coming_ends = [end for slug, end in ends_of.items() if slug not in over]
        series = group_values((e.series, e) for e in events if e.series)
        reports_of = group_values((r.event, r.slug) for r in reports if r.event)
        reports_by_group = group_values(
            (g, r) for r in reports for g in self._report_groups(r, tag)
        )
        self.shared.update((r.slug, ((r.date, r.slug), self._keys(r, tag))) for r in reports)
        call_owners = {r.slug: self._call_owners(r) for r in reports if r.calls}
        # In each report the last call first: read from the end, the newest report comes first, and
        # its calls in the order of its text.
        calls = [
            (r, n, call, whose)
            for r in reports
            if r.calls
            for n, (call, whose) in _reversed(list(zip(r.calls, call_owners[r.slug], strict=True)))
        ]
        months = Months(
            collection=collection,
            settings=settings,
            tracker=self.tracker,
            archived=min(coming_ends, default=None),
        )
        lists = _ListBuilder(settings.page_size)
        lists.add(urls.REPORTS, [r.slug for r in reports])
        lists.add(urls.PAST, [slug for slug in events_of.get("", ()) if slug in over])
        lists.add(urls.ALL_CALLS, [(r.slug, n) for r, n, _, _ in calls], rows=True)
        for group, slugs in events_of.items():
            if group:
                past = [slug for slug in slugs if slug in over]
                lists.add(urls.group_past_path(group), past, rows=True, short=True)
        for group, group_reports in reports_by_group.items():
            lists.add(
                urls.group_reports_path(group),
                [r.slug for r in group_reports],
                rows=True,
                short=True,
            )
        self._add_sessions(lists, reports)
        is_open = self._open_check()
        self._add_calls(lists, calls, is_open)
        lists.newest["reports.atom"] = tuple(r.slug for r in reports[: -MAX_FEED_ENTRIES - 1 : -1])
        lists.newest["calls.atom"] = tuple(
            (r.slug, n) for r, n, _, _ in calls[: -MAX_FEED_ENTRIES - 1 : -1]
        )
        lists.newest["calls.json"] = tuple(dict.fromkeys(r.slug for r, *_ in reversed(calls)))
        lists.newest["events.atom"] = tuple(self._latest_announced(MAX_FEED_ENTRIES))
        return {
            "upcoming": {
                group: left
                for group, slugs in events_of.items()
                if (left := tuple(slug for slug in slugs if slug not in over))
            },
            "events_of": events_of,
            "newest": lists.newest,
            "list_pages": lists.pages,
            "full_pages": lists.full_pages,
            "sibling_events": _siblings(series),
            "reports_of": reports_of,
            "sibling_reports": _neighbours(series, reports_of),
            "related": find_related(self.shared, *(self.former or ())),
            "next_meetings": NextMeeting(
                events=collection.events,
                regular=collection.regular,
                replacements=collection.replacements,
                settings=settings,
            ).find_all(reports),
            "tag_names": _tag_names(collection, reports, tag),
            "tagged": group_values(
                (slug, o.slug)
                for o in collection.organizations.values()
                for slug in dict.fromkeys(map(tag, o.tags))
            ),
            "hosted": _hosted(collection, series),
            "open_calls": _open_calls(calls, is_open),
            "call_filters": {"": tuple(sorted(_marks(calls)))},
            "call_owners": call_owners,
            **months.build(),
        }

    def _report_groups(self, report: ReportSummary, tag: Any) -> Iterator[str]:
        """Yield the groups that list a report. `tag` turns a tag into its slug."""
        event = self.collection.events[report.event] if report.event else None
        for slug in self._mentioned(report):
            yield urls.organization_path(slug)
        for slug in dict.fromkeys(map(tag, report.tags)):
            yield urls.tag_path(slug)
        place = event.place.slug if event and event.place else report.venue if not event else None
        if place:
            yield urls.venue_path(place)
        if event and event.series:
            yield urls.series_path(event.series)

    def _mentioned(self, report: ReportSummary) -> tuple[str, ...]:
        """Return the slugs of the organizations of a report's event and sessions, each once."""
        event = self.collection.events[report.event] if report.event else None
        of_event = organizations_of(event) if event else ()
        return tuple(dict.fromkeys((*of_event, *filter(None, report.sessions))))

    def _keys(self, report: ReportSummary, tag: Any) -> tuple[Key, ...]:
        return (
            *((f"organization {slug}", 2) for slug in self._mentioned(report)),
            *((f"tag {slug}", 1) for slug in dict.fromkeys(map(tag, report.tags))),
        )

    def _call_owners(self, report: ReportSummary) -> tuple[str | None, ...]:
        """Return the slug of the organization that makes each call of a report.

        It is the session's, or else the first host's of the event (without an event the site's);
        None where it has no file.
        """
        event = self.collection.events[report.event] if report.event else None
        if event:
            hosts = [p.slug for p in (*event.host, *event.cohost) if p.slug]
        else:
            organizations = self.collection.organizations.values()
            hosts = [o.slug for o in organizations if o.name == self.settings.host]
        first = next(iter(hosts), None)
        return tuple(
            c.organization or (None if c.has_unknown_owner else first) for c in report.calls
        )

    def _add_sessions(self, lists: "_ListBuilder", reports: Iterable[ReportSummary]) -> None:
        sessions = group_values(
            (slug, (r.slug, n)) for r in reports for n, slug in _reversed(r.sessions) if slug
        )
        for slug, items in sessions.items():
            path = urls.group_sessions_path(urls.organization_path(slug))
            lists.add(path, items, rows=True, short=True)

    def _add_calls(
        self, lists: "_ListBuilder", calls: Sequence[OwnedCall], is_open: IsOpen
    ) -> None:
        calls_of = group_values((whose, each) for each in calls for whose in (each[3],) if whose)
        for slug, own_calls in calls_of.items():
            path = urls.group_calls_path(urls.organization_path(slug))
            lists.add(path, [(r.slug, n) for r, n, _, _ in own_calls], rows=True, short=True)
            ended = [(r.slug, n) for r, n, call, _ in own_calls if not is_open(r, call)]
            lists.newest[path] = tuple(ended[: -MAX_NEWEST - 1 : -1])

    def _open_check(self) -> IsOpen:
        """Return the check whether a call is open; it asks the clock once for each closing day."""

        @cache
        def is_over(published: int, until: int | None) -> bool:
            last = last_call_day(date.fromordinal(published), until)
            return self.tracker.is_past(end_of(last, self.settings))

        return lambda report, call: call.status == "open" and not is_over(report.date, call.until)

    def _latest_announced(self, limit: int) -> Iterator[str]:
        """Yield the slugs of the events whose files are newest, newest first."""

        def announced(slug: str) -> tuple[Any, str]:
            return self.revisions[slug].created, slug

        yield from sorted(self.collection.events, key=announced, reverse=True)[:limit]


class _ListBuilder(Struct):
    """Builder of paginated lists, all given oldest first; the fields are those of `Relations`."""

    size: int  # cards on a page
    newest: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    pages: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    full_pages: dict[str, int] = field(default_factory=dict)

    def add(
        self, path: str, items: Sequence[Any], *, rows: bool = False, short: bool = False
    ) -> None:
        """Add the list at `path`; `rows` tells that its entries are rows, not cards.

        A `short` one gets pages of its own only when the group's page does not show all of it.
        """
        self.newest[path] = tuple(items[: -MAX_NEWEST - 1 : -1])
        if not short or len(items) > MAX_NEWEST:
            self.full_pages[path], pages = paginate(
                items, self.size * (ROWS_PER_CARD if rows else 1), path
            )
            self.pages |= pages


def organizations_of(event: Event) -> tuple[str, ...]:
    """Return the slugs of the organizations with a page that take part in an event, each once."""
    parties = [*event.host, *event.cohost, *event.support]
    parties += [s.organization for s in event.speakers if s.organization]
    return tuple(dict.fromkeys(party.slug for party in parties if party.slug))


def groups_of(event: Event, settings: Settings) -> Iterator[str]:
    """Yield the groups that list an event, by path; "" is the whole site."""
    yield ""
    if event.series:
        yield urls.series_path(event.series)
    for slug in organizations_of(event):
        yield urls.organization_path(slug)
    if event.place and event.place.slug:
        yield urls.venue_path(event.place.slug)
    for slug in dict.fromkeys(urls.tag_slug(tag, settings) for tag in event.tags):
        yield urls.tag_path(slug)


def call_marks(call: CallSummary, whose: str | None) -> tuple[str, ...]:
    """Return the marks of a call, which the board's filters look for.

    They are `type-volunteer` and, of an organization with the slug `whose`, `organization-<slug>`.
    """
    kind = f"type-{TYPES[call.type] if call.type else OTHER_TYPE}"
    return (kind, f"organization-{whose}") if whose else (kind,)


def last_call_day(published: date, until: int | None) -> date:
    """Return the last day on which one can respond to a call.

    That is `until` (an ordinal), or else six months after its report was published, `MAX_DAY` for
    one published in the year 9999.
    """
    if until:
        return date.fromordinal(until)
    return MAX_DAY if published.year >= MAX_DAY.year else published + DEFAULT_CALL_PERIOD


def group_values(pairs: Iterable[tuple[str, Value]]) -> Groups[Value]:
    """Return the values of each key in their given order; the keys are sorted."""
    groups: defaultdict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def _open_calls(calls: Sequence[OwnedCall], is_open: IsOpen) -> Groups[CallRef]:
    open_calls: defaultdict[str, list[CallRef]] = defaultdict(list)
    for report, n, call, whose in reversed(calls):
        if is_open(report, call):
            for mark in ("", *call_marks(call, whose)):
                open_calls[mark].append((report.slug, n))
    return {mark: tuple(marked) for mark, marked in open_calls.items()}


def _marks(calls: Iterable[OwnedCall]) -> set[str]:
    """Return the marks of all calls, whether they are open or not."""
    seen = {(call.type, whose): call for _, _, call, whose in calls}
    return {mark for (_, whose), call in seen.items() for mark in call_marks(call, whose)}


def _reversed(items: Sequence[Value]) -> Iterator[tuple[int, Value]]:
    return reversed(list(enumerate(items)))


def _siblings(series: Groups[Event]) -> dict[str, tuple[str | None, str | None]]:
    siblings: dict[str, tuple[str | None, str | None]] = {}
    for group in series.values():
        slugs = (None, *(event.slug for event in group), None)
        for before, own, after in zip(slugs, slugs[1:], slugs[2:], strict=False):
            assert own
            siblings[own] = before, after
    return siblings


def _neighbours(
    series: Groups[Event], reports_of: Groups[str]
) -> dict[str, tuple[str | None, str | None]]:
    neighbours: dict[str, tuple[str | None, str | None]] = {}
    for group in series.values():
        reported = [reports_of[event.slug] for event in group if event.slug in reports_of]
        for before, own, after in zip(
            [None, *reported], reported, [*reported[1:], None], strict=False
        ):
            siblings = before[-1] if before else None, after[-1] if after else None
            neighbours |= dict.fromkeys(own, siblings)
    return neighbours


def _tag_names(
    collection: Collection, reports: Iterable[ReportSummary], tag: Any
) -> dict[str, str]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    tag_lists = [event.tags for event in collection.events.values()]
    tag_lists += [report.tags for report in reports]
    tag_lists += [organization.tags for organization in collection.organizations.values()]
    for name, times in Counter(name for tags in tag_lists for name in tags).items():
        spellings[tag(name)][name] += times
    return {
        slug: min(names, key=lambda name: (-names[name], name))
        for slug, names in sorted(spellings.items())
    }


def _hosted(collection: Collection, series: Groups[Event]) -> Groups[str]:
    return group_values(
        (party, slug)
        for slug in collection.series
        if slug in series
        for party in dict.fromkeys(
            p.slug for p in (*series[slug][-1].host, *series[slug][-1].cohost) if p.slug
        )
    )
