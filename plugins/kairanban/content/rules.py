"""Rules that need more than one record: references, identities, names and links.

The rules of one report and of one file's links yield the problems of that file given the others,
so that they can run again for that file alone. The rules over all files are few and quick.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import PurePosixPath

from msgspec import Struct, field

from ..settings import Settings
from .folder.links import resolve_link
from .folder.name_matching import fold_organization_name, nearest_word
from .folder.scan import is_picture
from .folder.source_files import make_problem
from .front_matter.fields import header_keys
from .problems import Level, Problem, Unreadable
from .recurrence.checks import check_occurrence, check_recurrences
from .schema import Event, Organization, Page, Record, Report, Series, Venue
from .source_record import DirectoryEntry, SourceRecord
from .translations.translation import Translation

CALENDAR_KINDS = ("events", "series", "organizations")  # each of these has a calendar of its own
COPIED_REPORTS = 2
# The labels, as editors write them, of fields whose absence a rule reports.
LABELS = {"place": "会場", "event": "イベント"}


class Library(Struct, frozen=True, kw_only=True):
    """The source records of all files that could be parsed, by slug, drafts included."""

    organizations: Mapping[str, SourceRecord[Organization]]
    venues: Mapping[str, SourceRecord[Venue]]
    series: Mapping[str, SourceRecord[Series]]
    events: Mapping[str, SourceRecord[Event]]
    reports: Mapping[str, SourceRecord[Report]]
    pages: Mapping[str, SourceRecord[Page]]
    # By language, kind (`events` …) and slug.
    translations: Mapping[str, Mapping[str, Mapping[str, SourceRecord[Translation]]]] = field(
        default_factory=dict
    )

    def event(self, slug: str) -> Event | None:
        """Return an event, drafts included; None if it is unknown or its file has no record."""
        file = self.events.get(slug)
        return file.record if file else None


def check_library(library: Library, settings: Settings) -> Iterator[Problem]:
    """Yield the problems between files of organizations, venues, series and events.

    These are duplicate names (originals and translations), events without a place, statuses that
    lack what belongs to them, wrong recurrences and duplicate calendar UIDs.
    """
    for kind in ("organizations", "venues", "series"):
        originals: Iterable[SourceRecord[Record]] = getattr(library, kind).values()
        yield from _duplicate_names(originals)
        for translated in library.translations.values():
            yield from _duplicate_names((*originals, *translated[kind].values()))
    for file in library.events.values():
        yield from _check_event(file)
    yield from check_recurrences(library.events, library.series)
    yield from _duplicate_uids(library.events.values(), settings)


def check_report(file: SourceRecord[Report], library: Library) -> Iterator[Problem]:
    """Yield the problems in a report's references: its event, the occurrence and the next event.

    A report without an event needs a time and a place of its own.
    """
    report = file.record
    if report is None:
        return
    if report.event:
        yield from _check_event_reference(file, "event", report.event.event, library)
        if fault := check_occurrence(report.event, library.event(report.event.event)):
            yield _field_problem(file, "event", fault)
    elif report.when is None:
        yield _field_problem(file, "event", Unreadable("no-event-or-time"))
    elif report.place is None and report.online is None:
        yield _field_problem(file, "place", Unreadable("no-place", suggestion="オンライン: Zoom"))
    yield from _check_date_after_meeting(file, report, library)
    if report.next not in {"auto", "none"}:
        yield from _check_event_reference(file, "next", report.next, library)


def check_duplicate_reports(
    reported: Iterable[tuple[str, str, int | None]], reports: Mapping[str, SourceRecord[Report]]
) -> Iterator[Problem]:
    """Yield a warning for each meeting with two reports: the later was probably copied.

    `reported` holds, for each published report in the order of slugs, its slug, its event's slug,
    and the proleptic ordinal of the occurrence's day where the event repeats, else None. `reports`
    is by slug. Three or more reports of one meeting are taken as intended.
    """
    meetings: dict[tuple[str, int | None], list[str]] = {}
    for slug, event, day in reported:
        meetings.setdefault((event, day), []).append(slug)
    for (event, _), slugs in meetings.items():
        if len(slugs) == COPIED_REPORTS:
            other, slug = slugs
            twice = Unreadable("reported-twice", name=event, other=reports[other].path)
            yield _field_problem(reports[slug], "event", twice, "warning")


def _check_date_after_meeting(
    file: SourceRecord[Report], report: Report, library: Library
) -> Iterator[Problem]:
    """Yield a warning if a report's date is before its meeting.

    The date was then probably copied with the file of another report.
    """
    event = library.event(report.event.event) if report.event else None
    when = event.when if event else report.when
    met = report.event.day if report.event and report.event.day else when and when.first_day
    if met and report.date < met:
        early = Unreadable("published-before", date=report.date.isoformat(), day=met.isoformat())
        yield _field_problem(file, "date", early, "warning")


def check_links(
    file: SourceRecord[Record], paths: Set[str], held_back: Set[str]
) -> Iterator[Problem]:
    """Yield the problems in a file's links and pictures.

    `paths` are all paths of the content folder and `held_back` those of unpublished records, both
    relative to the content folder. An unpublished record may link to another one.
    """
    for link, key in file.links:
        if link.picture and link.text == "":
            nameless = Unreadable("no-alt", file=link.target[:60])
            yield make_problem(file.path, link.line, key, nameless, file.level)
        try:
            meant = resolve_link(link.target, file.path, paths)
            if link.picture and meant.kind in {"outside", "site"}:
                raise Unreadable("foreign-picture", file=link.target[:60])
        except Unreadable as fault:
            yield make_problem(file.path, link.line, key, fault, file.level)
            continue
        if meant.kind not in {"file", "attach"}:
            continue
        if meant.path in held_back and file.level == "problem":
            held = Unreadable("not-published", name=meant.path)
            yield make_problem(file.path, link.line, key, held, "problem")
        elif link.picture and not is_picture(meant.path):
            wrong = Unreadable("no-picture", file=PurePosixPath(meant.path).name)
            yield make_problem(file.path, link.line, key, wrong, file.level)


def linked_files(file: SourceRecord[Record], paths: Set[str]) -> Iterator[str]:
    """Yield the path of each content file that a file links to; broken links are skipped.

    `paths` are all paths of the content folder; all are relative to it.
    """
    for link, _ in file.links:
        try:
            meant = resolve_link(link.target, file.path, paths)
        except Unreadable:
            continue
        if meant.kind in {"file", "attach"}:
            yield meant.path


def check_attachments(
    paths: Iterable[str], used: Set[str], slugs: Mapping[str, Set[str]]
) -> Iterator[Problem]:
    """Yield a warning for each unused file, and a problem for each at a calendar's address.

    `paths` are files that are no records, and `used` those that records link to, both relative to
    the content folder; `.md` files are skipped. `slugs` holds the slugs of each of
    `CALENDAR_KINDS`, whose calendars are published at `<kind>/<slug>.ics`.
    """
    for path in sorted(paths):
        if PurePosixPath(path).suffix == ".md":
            continue
        if path not in used:
            yield make_problem(path, None, None, Unreadable("unused-file"), "warning")
        kind, _, name = path.rpartition("/")
        slug, dot, _ = name.partition(".ics")
        if path == "calendar.ics" or (dot and kind in CALENDAR_KINDS and slug in slugs[kind]):
            taken = Unreadable("taken-address", file=name, address=path)
            yield make_problem(path, None, None, taken, "problem")


def _field_problem(
    file: SourceRecord[Record], field: str, fault: Unreadable, level: Level = "problem"
) -> Problem:
    """Return a problem in one field of a file, on the field's line.

    A field that this file does not write (a series may give it) is reported on line 1, under its
    label.
    """
    level = "warning" if file.level == "warning" else level
    line, key = file.field_positions.get(field) or (1, _label(file, field))
    return make_problem(file.path, line, key, fault, level)


def _label(file: SourceRecord[Record], field: str) -> str:
    key = header_keys(type(file.record)).get(field) if file.record else None
    return LABELS.get(field) or (key.labels[0] if key and key.labels else field)


def _duplicate_names(files: Iterable[SourceRecord[Record]]) -> Iterator[Problem]:
    owners: dict[str, DirectoryEntry] = {}
    for file in files:
        for key, names in (
            ("name", file.directory_entry.names),
            ("aliases", file.directory_entry.aliases),
        ):
            for name in names:
                other = owners.setdefault(fold_organization_name(name), file.directory_entry)
                if other.slug != file.directory_entry.slug:
                    yield _field_problem(
                        file, key, Unreadable("same-name", name=name, other=other.path)
                    )


def _check_event(file: SourceRecord[Event]) -> Iterator[Problem]:
    event = file.record
    if event is None:
        return
    if event.place is None and event.online is None:
        fault = Unreadable("no-place", suggestion="オンライン: Zoom")
        yield _field_problem(file, "place", fault)
    if event.event_status == "rescheduled" and not event.was:
        yield _field_problem(file, "event_status", Unreadable("no-former-date"))
    if event.event_status == "moved_online" and event.online is None:
        fault = Unreadable("not-online", suggestion="オンライン: Zoom")
        yield _field_problem(file, "event_status", fault)


def _duplicate_uids(files: Iterable[SourceRecord[Event]], settings: Settings) -> Iterator[Problem]:
    owners: dict[str, SourceRecord[Event]] = {}
    for file in files:
        event = file.record
        if event and event.replaces is None:
            uid = event.uid or f"{event.slug}@{settings.calendar_domain}"
            other = owners.setdefault(uid, file)
            if other is not file:
                # The file with the UID written by hand is the one to correct.
                culprit, rival = (file, other) if event.uid else (other, file)
                yield _field_problem(
                    culprit, "uid", Unreadable("same-uid", uid=uid, other=rival.path)
                )


def _check_event_reference(
    file: SourceRecord[Report], field: str, slug: str, library: Library
) -> Iterator[Problem]:
    """Yield a problem if the event `slug`, named in `field`, is unknown or not published.

    In an unpublished report the finding is a warning.
    """
    if slug not in library.events:
        near = nearest_word(slug, sorted(library.events))
        yield _field_problem(file, field, Unreadable("unknown-event", name=slug, suggestion=near))
        return
    event = library.event(slug)
    if event and event.status != "published":
        yield _field_problem(file, field, Unreadable("not-published", name=slug))
