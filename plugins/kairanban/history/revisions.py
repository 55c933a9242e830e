"""When entries of calendars were made and last changed (RFC 5545 3.8.7), from git."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from msgspec import Struct, field

from ..calendars.revision import Revision
from ..calendars.times import EPOCH
from ..content.collection import Collection
from ..content.folder.name_matching import fold_organization_name
from ..content.schema import Event
from ..content.values import OccurrenceRef, Party
from ..settings import Settings
from ..site.relations.report_summary import ReportSummary
from .log import History
from .versions import EventVersion, FormerVersions, ReportVersion, VersionKey, as_version


def build_revisions(
    collection: Collection,
    summaries: Mapping[str, ReportSummary],
    history: History,
    former: FormerVersions,
    settings: Settings,
) -> Mapping[str, Revision]:
    """The revision of each event's entry, by the event's slug; of a report's file, as
    `reports/<slug>`, where it is committed.

    A series' regular days are an entry as well, with `series/<slug>` as its slug.
    An entry is modified when anything that it shows was touched, be it deleted or pointed
    elsewhere; where nothing of it is committed, at `modified:`, else in 2000.
    """
    related = _related_changes(collection, summaries, history, former)
    builder = _RevisionBuilder(collection, history, settings, related)
    builder.lost.update(_lost_names(history, former))
    made = {slug: builder.revision(event, slug) for slug, event in collection.events.items()}
    for slug, event in collection.regular.items():
        made[series_key(slug)] = builder.revision(event, series_key(slug))
    for slug, report in summaries.items() if history.changes else ():
        created, touched = history.created_at(report.path), history.touched_at(report.path)
        if created and touched:
            made[f"reports/{slug}"] = Revision(created=created, modified=touched)
    return made


def series_key(slug: str) -> str:
    """What a series' regular days are called among the revisions."""
    return f"series/{slug}"


class _RevisionBuilder(Struct, frozen=True):
    collection: Collection
    history: History
    settings: Settings
    related_changes: Mapping[str, datetime]
    # When a venue or organization ceased to answer to a name: events show it as plain text since.
    lost: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def revision(self, event: Event, key: str) -> Revision:
        own = [event.path, *self._former_path(event)]
        created = [self.history.created_at(path) for path in own]
        touched = [self.history.touched_at(path) for path in (*own, *self._shown(event))]
        touched += [self.related_changes.get(key), event.modified, *self._lost(event)]
        if event.repeat and event.series:
            touched.append(self.related_changes.get(series_key(event.series)))
        modified = _extreme(touched, last=True) or EPOCH
        first = _extreme(created, last=False) or modified
        return Revision(created=min(first, modified), modified=modified)

    def _former_path(self, event: Event) -> Iterator[str]:
        """The file that had this UID before it was renamed."""
        slug, _, domain = (event.uid or "").partition("@")
        if domain == self.settings.calendar_domain and slug not in self.collection.events:
            yield f"events/{slug}.md"

    def _shown(self, event: Event) -> Iterator[str]:
        """The files of what the entry shows."""
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
        for party in _parties(event):
            if party.slug is None:
                yield self.lost.get(("organizations", fold_organization_name(party.name)))
        if event.place and event.place.slug is None:
            place = fold_organization_name(
                event.place.name
            )  # with the room, as nobody knew where the name ends
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
    """By event: when what tells of it was last touched, published reports and replacements.

    By `series/<slug>`: when the days last changed for which announcements stand.
    A touch counts for what a file told of before it, and for what it tells of after.
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
            if after is None and len(changes) == 1:  # then the record says what it says
                after = today.get(path)
            for key in _touched_keys(before, after):
                latest[key] = max(change.instant, latest.get(key, EPOCH))
            before = after
    return latest


def _touched_keys(*versions: ReportVersion | EventVersion | None) -> Iterator[str]:
    days: frozenset[tuple[str, date]] = frozenset()
    for version in versions:
        if version and version.about:
            yield version.about
        if isinstance(version, EventVersion):
            days ^= version.days
    yield from {series_key(series) for series, _ in days}


def _lost_names(history: History, former: FormerVersions) -> dict[tuple[str, str], datetime]:
    """By kind and bare name."""
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
