"""Rules that need more than one record: references, identities, names, links."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..settings import Settings
from .folder.links import Link, destination, links
from .folder.naming import bare, nearest_word
from .folder.sources import SourceFile, Sources, finding
from .front_matter.nodes import Entry
from .problems import Level, Problem, Unreadable
from .readers.text import read_materials
from .recurring.rules import broken_repetitions, wrong_occurrence
from .schema import Event, Organization, Page, Report, Series, Venue

FED = ("events", "series", "organizations")  # each of these has a calendar of its own
# What an editor calls the fields that rules miss.
FIELDS = {"place": "会場", "event": "イベント"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Every record that could be read, drafts included, by slug."""

    organizations: Mapping[str, Organization]
    venues: Mapping[str, Venue]
    series: Mapping[str, Series]
    events: Mapping[str, Event]
    reports: Mapping[str, Report]
    pages: Mapping[str, Page]
    regular: Mapping[str, Event]  # by series, its regular days


def broken_rules(records: Records, sources: Sources, settings: Settings) -> Iterator[Problem]:
    """What is wrong between the files."""
    yield from _two_of_one_name(sources, "organizations")
    yield from _two_of_one_name(sources, "venues")
    yield from _two_of_one_name(sources, "series")
    for file in sources.files["events"]:
        yield from _event(file, records.events.get(file.slug))
    yield from broken_repetitions(records.events, records.regular, sources)
    yield from _two_of_one_uid(sources, records.events, settings)
    for file in sources.files["reports"]:
        yield from _report(file, records, sources)
    yield from _links(records, sources)
    yield from _taken_addresses(sources)


def _about(file: SourceFile, field: str, fault: Unreadable, level: Level = "problem") -> Problem:
    """A finding about one field of a file, on its line; on the first where nobody wrote it."""
    entry = file.header.fields.get(field)
    level = "warning" if file.level == "warning" else level
    line, key = (entry.line, entry.key) if entry else (1, FIELDS[field])
    return finding(file.path, line, key, fault, level)


def _two_of_one_name(sources: Sources, kind: str) -> Iterator[Problem]:
    owners: dict[str, SourceFile] = {}
    for file in sources.files[kind]:
        for field in ("name", "aliases"):
            for name in file.names(field):
                other = owners.setdefault(bare(name), file)
                if other is not file:
                    yield _about(file, field, Unreadable("same-name", name=name, other=other.path))


def _event(file: SourceFile, event: Event | None) -> Iterator[Problem]:
    if event is None:
        return
    if event.place is None and event.online is None:
        fault = Unreadable("no-place", suggestion="オンライン: Zoom")
        yield _about(file, "place", fault)
    if event.event_status == "rescheduled" and not event.was:
        yield _about(file, "event_status", Unreadable("no-former-date"))


def _two_of_one_uid(
    sources: Sources, events: Mapping[str, Event], settings: Settings
) -> Iterator[Problem]:
    owners: dict[str, SourceFile] = {}
    for file in sources.files["events"]:
        event = events.get(file.slug)
        if event and event.replaces is None:
            uid = event.uid or f"{event.slug}@{settings.calendar_domain}"
            other = owners.setdefault(uid, file)
            if other is not file:
                # The file that wrote it by hand is the one to mend.
                culprit, rival = (file, other) if event.uid else (other, file)
                yield _about(culprit, "uid", Unreadable("same-uid", uid=uid, other=rival.path))


def _report(file: SourceFile, records: Records, sources: Sources) -> Iterator[Problem]:
    report = records.reports.get(file.slug)
    if report is None:
        return
    if report.event:
        yield from _names_event(file, "event", report.event.event, records, sources)
        if fault := wrong_occurrence(report.event, records.events):
            yield _about(file, "event", fault)
    elif report.when is None:
        yield _about(file, "event", Unreadable("no-event-or-time"))
    elif report.place is None and report.online is None:
        yield _about(file, "place", Unreadable("no-place", suggestion="オンライン: Zoom"))
    if report.next not in {"auto", "none"}:
        yield from _names_event(file, "next", report.next, records, sources)


def _names_event(
    file: SourceFile, field: str, slug: str, records: Records, sources: Sources
) -> Iterator[Problem]:
    """An event that is named must be there, and be published if its namer is."""
    known = sources.slugs["events"]
    if slug not in known:
        near = nearest_word(slug, sorted(known))
        yield _about(file, field, Unreadable("unknown-event", name=slug, suggestion=near))
    elif slug in records.events and records.events[slug].status != "published":
        yield _about(file, field, Unreadable("not-published", name=slug))


def _links(records: Records, sources: Sources) -> Iterator[Problem]:
    used: set[str] = set()
    held_back = {
        record.path
        for some in (records.events, records.reports, records.pages)
        for record in some.values()
        if record.status != "published"
    }
    for files in sources.files.values():
        for file in files:
            yield from _links_of(file, sources.paths, held_back, used)
    for path in sorted(sources.paths - used):
        if PurePosixPath(path).suffix != ".md":
            yield finding(path, None, None, Unreadable("unused-file"), "warning")


def _taken_addresses(sources: Sources) -> Iterator[Problem]:
    """A calendar file of the editor's must not take the place of a feed of the site's."""
    for path in sorted(sources.paths):
        kind, _, name = path.rpartition("/")
        slug, dot, _ = name.partition(".ics")
        if path == "calendar.ics" or (dot and kind in FED and slug in sources.slugs[kind]):
            taken = Unreadable("taken-address", file=name, address=path)
            yield finding(path, None, None, taken, "problem")


def _links_of(
    file: SourceFile, paths: Set[str], held_back: Set[str], used: set[str]
) -> Iterator[Problem]:
    for link, key in _written_links(file):
        if link.picture and link.text == "":
            nameless = Unreadable("no-alt", file=link.target[:60])
            yield finding(file.path, link.line, key, nameless, file.level)
        try:
            meant = destination(link.target, file.path, paths)
        except Unreadable as fault:
            yield finding(file.path, link.line, key, fault, file.level)
            continue
        if meant.kind in {"file", "attach"}:
            used.add(meant.path)
            if meant.path in held_back and file.level == "problem":
                held = Unreadable("not-published", name=meant.path)
                yield finding(file.path, link.line, key, held, "problem")


def _written_links(file: SourceFile) -> Iterable[tuple[Link, str | None]]:
    """The links in a file's body, with its line, and in the fields that hold Markdown or files."""
    for link in links(file.source.body, file.source.body_line):
        yield link, None
    for name, entry in file.header.fields.items():
        if name in {"image", "logo"}:
            target = _file_of(file, name)
            if target:
                yield Link(target=target, line=entry.line, picture=True, text=None), entry.key
        elif name == "materials":
            for target in _files_of(entry):
                yield Link(target=target, line=entry.line, picture=False, text=None), entry.key
        elif name in {"notice", "note", "program", "plain"}:
            text = getattr(entry.value, "text", None) or getattr(entry.value, "source", "")
            for link in links(str(text), entry.value.line):
                yield link, entry.key


def _files_of(materials: Entry) -> tuple[str, ...]:
    """The files and addresses of the materials, as far as they can be read."""
    try:
        return tuple(link.url for link in read_materials(materials.value))
    except Unreadable:
        return ()


def _file_of(file: SourceFile, name: str) -> str | None:
    """The file that a picture's field names."""
    value = file.header.fields[name].value
    text = getattr(value, "text", None)
    if text is not None:
        return str(text)
    for key, node in getattr(value, "pairs", ()):
        if key.text in {"file", "ファイル", "画像"}:
            return str(getattr(node, "text", "")) or None
    return None
