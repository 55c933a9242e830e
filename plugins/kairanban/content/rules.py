"""Rules that need more than one record: references, identities, names, links.

Those of one file tell what is wrong in it given the others, so that they can be asked again for
that file alone; those of all files are few and quickly gone through.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import PurePosixPath

from msgspec import Struct, field

from ..settings import Settings
from .folder.links import resolve_link
from .folder.name_matching import fold_organization_name, nearest_word
from .folder.scan import is_picture
from .folder.source_files import make_problem
from .problems import Level, Problem, Unreadable
from .recurrence.rules import check_occurrence, check_repetitions
from .schema import Event, Organization, Page, Record, Report, Series, Venue
from .source_record import DirectoryEntry, SourceRecord
from .translations.translation import Translation

CALENDAR_KINDS = ("events", "series", "organizations")  # each of these has a calendar of its own
TWICE = 2
# What an editor calls the fields that rules miss.
FIELDS = {"place": "会場", "event": "イベント"}


class Library(Struct, frozen=True, kw_only=True):
    """Every file that could be taken apart, drafts included, by slug."""

    organizations: Mapping[str, SourceRecord[Organization]]
    venues: Mapping[str, SourceRecord[Venue]]
    series: Mapping[str, SourceRecord[Series]]
    events: Mapping[str, SourceRecord[Event]]
    reports: Mapping[str, SourceRecord[Report]]
    pages: Mapping[str, SourceRecord[Page]]
    # By language and kind.
    translations: Mapping[str, Mapping[str, Mapping[str, SourceRecord[Translation]]]] = field(
        default_factory=dict
    )

    def event(self, slug: str) -> Event | None:
        """An event's record, drafts included; None where there is none that could be read."""
        file = self.events.get(slug)
        return file.record if file else None


def check_library(library: Library, settings: Settings) -> Iterator[Problem]:
    """What is wrong between the directories' and the events' files."""
    for kind in ("organizations", "venues", "series"):
        originals: Iterable[SourceRecord[Record]] = getattr(library, kind).values()
        yield from _two_of_one_name(originals)
        for translated in library.translations.values():
            yield from _two_of_one_name((*originals, *translated[kind].values()))
    for file in library.events.values():
        yield from _event(file)
    yield from check_repetitions(library.events, library.series)
    yield from _two_of_one_uid(library.events.values(), settings)


def check_report(file: SourceRecord[Report], library: Library) -> Iterator[Problem]:
    """What is wrong with what a report names."""
    report = file.record
    if report is None:
        return
    if report.event:
        yield from _names_event(file, "event", report.event.event, library)
        if fault := check_occurrence(report.event, library.event(report.event.event)):
            yield _about(file, "event", fault)
    elif report.when is None:
        yield _about(file, "event", Unreadable("no-event-or-time"))
    elif report.place is None and report.online is None:
        yield _about(file, "place", Unreadable("no-place", suggestion="オンライン: Zoom"))
    yield from _published_before(file, report, library)
    if report.next not in {"auto", "none"}:
        yield from _names_event(file, "next", report.next, library)


def check_meetings(
    reported: Iterable[tuple[str, str, int | None]], reports: Mapping[str, SourceRecord[Report]]
) -> Iterator[Problem]:
    """Two reports that tell of the same meeting: the later was probably copied from the other.

    `reported` are the slugs of published reports in order, each with its event's, and the ordinal
    of
    the day where that repeats. Where a meeting has more reports, that is meant.
    """
    meetings: dict[tuple[str, int | None], list[str]] = {}
    for slug, event, day in reported:
        meetings.setdefault((event, day), []).append(slug)
    for (event, _), slugs in meetings.items():
        if len(slugs) == TWICE:
            other, slug = slugs
            twice = Unreadable("reported-twice", name=event, other=reports[other].path)
            yield _about(reports[slug], "event", twice, "warning")


def _published_before(
    file: SourceRecord[Report], report: Report, library: Library
) -> Iterator[Problem]:
    """A report that appeared before the meeting: its day is probably that of the file it was
    copied from."""
    event = library.event(report.event.event) if report.event else None
    when = event.when if event else report.when
    met = report.event.day if report.event and report.event.day else when and when.first_day
    if met and report.date < met:
        early = Unreadable("published-before", date=report.date.isoformat(), day=met.isoformat())
        yield _about(file, "date", early, "warning")


def check_links(
    file: SourceRecord[Record], paths: Set[str], held_back: Set[str]
) -> Iterator[Problem]:
    """What is wrong with a file's links. `held_back` are the files that are not published."""
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
    """The content files that a file's links mean."""
    for link, _ in file.links:
        try:
            meant = resolve_link(link.target, file.path, paths)
        except Unreadable:
            continue
        if meant.kind in {"file", "attach"}:
            yield meant.path


def check_paths(
    paths: Iterable[str], used: Set[str], slugs: Mapping[str, Set[str]]
) -> Iterator[Problem]:
    """Files that nothing links, and those that would take the place of a feed of the site's."""
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


def _about(
    file: SourceRecord[Record], field: str, fault: Unreadable, level: Level = "problem"
) -> Problem:
    """A finding about one field of a file, on its line; on the first where nobody wrote it."""
    level = "warning" if file.level == "warning" else level
    line, key = file.field_positions[field] if field in file.field_positions else (1, FIELDS[field])
    return make_problem(file.path, line, key, fault, level)


def _two_of_one_name(files: Iterable[SourceRecord[Record]]) -> Iterator[Problem]:
    owners: dict[str, DirectoryEntry] = {}
    for file in files:
        for key, names in (
            ("name", file.directory_entry.names),
            ("aliases", file.directory_entry.aliases),
        ):
            for name in names:
                other = owners.setdefault(fold_organization_name(name), file.directory_entry)
                if other.slug != file.directory_entry.slug:
                    yield _about(file, key, Unreadable("same-name", name=name, other=other.path))


def _event(file: SourceRecord[Event]) -> Iterator[Problem]:
    event = file.record
    if event is None:
        return
    if event.place is None and event.online is None:
        fault = Unreadable("no-place", suggestion="オンライン: Zoom")
        yield _about(file, "place", fault)
    if event.event_status == "rescheduled" and not event.was:
        yield _about(file, "event_status", Unreadable("no-former-date"))
    if event.event_status == "moved_online" and event.online is None:
        fault = Unreadable("not-online", suggestion="オンライン: Zoom")
        yield _about(file, "event_status", fault)


def _two_of_one_uid(files: Iterable[SourceRecord[Event]], settings: Settings) -> Iterator[Problem]:
    owners: dict[str, SourceRecord[Event]] = {}
    for file in files:
        event = file.record
        if event and event.replaces is None:
            uid = event.uid or f"{event.slug}@{settings.calendar_domain}"
            other = owners.setdefault(uid, file)
            if other is not file:
                # The file that wrote it by hand is the one to mend.
                culprit, rival = (file, other) if event.uid else (other, file)
                yield _about(culprit, "uid", Unreadable("same-uid", uid=uid, other=rival.path))


def _names_event(
    file: SourceRecord[Report], field: str, slug: str, library: Library
) -> Iterator[Problem]:
    """An event that is named must be there, and be published if its namer is."""
    if slug not in library.events:
        near = nearest_word(slug, sorted(library.events))
        yield _about(file, field, Unreadable("unknown-event", name=slug, suggestion=near))
        return
    event = library.event(slug)
    if event and event.status != "published":
        yield _about(file, field, Unreadable("not-published", name=slug))
