"""The creation and last change of calendar entries (RFC 5545 3.8.7), from git."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from msgspec import Struct, field

from ..calendars.revision import Revision
from ..calendars.times import EPOCH
from ..content.collection import Collection
from ..content.folder.name_matching import fold_organization_name
from ..content.schema import Event
from ..content.values import OccurrenceRef, Party
from ..reports.report_summary import ReportSummary
from ..settings import Settings
from .log import History
from .versions import EventVersion, FormerVersions, ReportVersion, VersionKey, as_version


def build_revisions(
    collection: Collection,
    summaries: Mapping[str, ReportSummary],
    history: History,
    former: FormerVersions,
    settings: Settings,
) -> Mapping[str, Revision]:
    """Return the revisions of calendar entries, and of the files of reports, by key.

    The key is the event's slug; `series/<slug>` for the entry of a series' regular days;
    `reports/<slug>` for a report's file, where that is committed. An entry is modified when
    anything that it shows is changed, deleted or made to point elsewhere; where nothing of it is
    committed, at the event's `modified:`, else in 2000.
    """
    related = _related_changes(collection, summaries, history, former)
    builder = _RevisionBuilder(collection, history, settings, related)
    builder.lost.update(_lost_names(history, former))
    revisions = {slug: builder.revision(event, slug) for slug, event in collection.events.items()}
    for slug, event in collection.regular.items():
        revisions[series_key(slug)] = builder.revision(event, series_key(slug))
    for slug, report in summaries.items() if history.changes else ():
        created, touched = history.created_at(report.path), history.last_changed_at(report.path)
        if created and touched:
            revisions[f"reports/{slug}"] = Revision(created=created, modified=touched)
    return revisions


def series_key(slug: str) -> str:
    """Return the key of a series' regular days among the revisions."""
    return f"series/{slug}"


class _RevisionBuilder(Struct, frozen=True):
    """What the revisions of all entries are computed from."""

    collection: Collection
    history: History
    settings: Settings
    related_changes: Mapping[str, datetime]
    # When a venue or organization last gave up a name, by kind and folded name; since then events
    # show the name as plain text.
    lost: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def revision(self, event: Event, key: str) -> Revision:
        """Return the revision of an event's entry; `key` is its key among the revisions."""
        own = [event.path, *self._former_path(event)]
        created = [self.history.created_at(path) for path in own]
        touched = [self.history.last_changed_at(path) for path in (*own, *self._shown(event))]
        touched += [self.related_changes.get(key), event.modified, *self._lost(event)]
        if event.repeat and event.series:
            touched.append(self.related_changes.get(series_key(event.series)))
        modified = _extreme(touched, last=True) or EPOCH
        first = _extreme(created, last=False) or modified
        return Revision(created=min(first, modified), modified=modified)

    def _former_path(self, event: Event) -> Iterator[str]:
        """Yield the path of the file that had this event's UID before it was renamed."""
        slug, _, domain = (event.uid or "").partition("@")
        if domain == self.settings.calendar_domain and slug not in self.collection.events:
            yield f"events/{slug}.md"

    def _shown(self, event: Event) -> Iterator[str]:
        """Yield the paths of the other files whose content the entry shows."""
        records = self.collection
        if event.replaces and event.replaces.event in records.events:
            yield records.events[event.replaces.event].path
        if series := records.series.get(event.series or ""):
            yield series.path
        if event.place and (venue := records.venues.get(event.place.slug or "")):
            yield venue.path
        for party in _parties(event):
            if organization := records.organizations.get(party.slug or ""):
                yield organization.path

    def _lost(self, event: Event) -> Iterator[datetime | None]:
        """Yield when the names that the event shows as plain text were given up."""
        for party in _parties(event):
            if party.slug is None:
                yield self.lost.get(("organizations", fold_organization_name(party.name)))
        if event.place and event.place.slug is None:
            # The name may end in the room: of plain text, nobody knows where the name ends.
            place = fold_organization_name(event.place.name)
            for (kind, name), instant in self.lost.items():
                if kind == "venues" and place.startswith(name):
                    yield instant


def _parties(event: Event) -> Iterator[Party]:
    yield from (*event.host, *event.cohost, *event.support)
    yield from (speaker.organization for speaker in event.speakers if speaker.organization)


def _extreme(instants: Iterable[datetime | None], *, last: bool) -> datetime | None:
    found = [instant for instant in instants if instant]
    if not found:
        return None
    return max(found) if last else min(found)


def _related_changes(
    collection: Collection,
    summaries: Mapping[str, ReportSummary],
    history: History,
    former: FormerVersions,
) -> dict[str, datetime]:
    """Return when entries were last changed by files about them, by key.

    Under an event's slug: the last change of a published report of it, or of an event that
    replaces one of its occurrences. Under `series/<slug>`: the last change of the regular days
    that have an announcement of their own. A change of a file counts for what it was about
    before and for what it is about after.
    """
    latest: dict[str, datetime] = {}
    if not history.changes:
        return latest
    today: dict[str, ReportVersion | EventVersion] = {
        report.path: ReportVersion.model_construct(event=OccurrenceRef(event=report.event))
        for report in summaries.values()
        if report.event
    }
    today |= {event.path: as_version(event) for event in collection.events.values()}
    versions: Mapping[VersionKey, ReportVersion | EventVersion] = {
        **former.reports,
        **former.events,
    }
    for path, changes in history.changes.items():
        if not path.startswith(("reports/", "events/")):
            continue
        before: ReportVersion | EventVersion | None = None
        for change in changes:
            after = versions.get((path, change.blob or ""))
            if after is None and len(changes) == 1:  # the record is the only version
                after = today.get(path)
            for key in _touched_keys(before, after):
                latest[key] = max(change.instant, latest.get(key, EPOCH))
            before = after
    return latest


def _touched_keys(*versions: ReportVersion | EventVersion | None) -> Iterator[str]:
    """Yield the keys of the entries that a change between these two versions changes."""
    days: frozenset[tuple[str, date]] = frozenset()
    for version in versions:
        if version and version.about:
            yield version.about
        if isinstance(version, EventVersion):
            days ^= version.days
    yield from {series_key(series) for series, _ in days}


def _lost_names(history: History, former: FormerVersions) -> dict[tuple[str, str], datetime]:
    """Return when each name was last given up, by kind (`venues` …) and folded name."""
    lost: dict[tuple[str, str], datetime] = {}
    for path in {path for path, _ in former.names}:
        before: frozenset[str] = frozenset()
        for change in history.changes[path]:
            after = former.names.get((path, change.blob or ""), frozenset())
            for name in before - after:
                key = path.partition("/")[0], name
                lost[key] = max(change.instant, lost.get(key, EPOCH))
            before = after
    return lost
