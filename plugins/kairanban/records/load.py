"""A content folder read whole: its records, and every problem of every file at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from ..settings import Settings
from .collection import Collection
from .folder.scan import Found
from .folder.sources import SourceFile, finding, parsed, read_folder
from .problems import Problem, Unreadable, in_order
from .recurring.occurrences import announced_days, replacements, without_announced
from .rules import (
    Library,
    linked_files,
    rules_of_all,
    rules_of_links,
    rules_of_meetings,
    rules_of_paths,
    rules_of_report,
)
from .schema import Published, Record, Report
from .source_record import (
    DIRECTORIES,
    Called,
    SourceRecord,
    called,
    names_in,
    names_of,
    source_record,
    unreadable,
)
from .translations.reading import translation
from .translations.translation import Translation

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Loaded(Struct, frozen=True):
    """What was read. The collection may be published only when no finding is a problem."""

    collection: Collection
    findings: tuple[Problem, ...]  # problems and warnings, in the order of files and lines
    files: frozenset[str]  # all that records may link to, relative to the content folder

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings that forbid publishing."""
        return tuple(found for found in self.findings if found.level == "problem")


def load(content: Path, settings: Settings) -> Loaded:
    """Everything in `content`. Never raises for what stands in the files."""
    folder = read_folder(content, settings.languages)
    findings = list(folder.findings)
    files: dict[str, dict[str, SourceFile]] = {}
    for kind, found in folder.files.items():
        files[kind] = {}
        for slug, each in found.items():
            try:
                files[kind][slug] = open_file(content, each)
            except Unreadable as fault:
                findings.append(finding(each.path, None, None, fault, "problem"))

    def known(kind: str) -> Iterable[Called]:
        return map(called, files[kind].values())

    names = names_of(known("organizations"), known("venues"), known("series"))
    read: dict[str, dict[str, Any]] = {
        kind: {slug: source_record(file, kind, names, settings) for slug, file in some.items()}
        for kind, some in files.items()
    }
    for slug, report in read["reports"].items():
        told = report.record.event if is_shown(report.record) else None
        if told and told.event in read["events"]:
            given = read["events"][told.event].called.reached
            read["reports"][slug] = report.with_given(given)
    translations = {
        language: _translated(content, some, files, read, settings=settings)
        for language, some in folder.translations.items()
    }
    library = Library(**read, translations=translations)
    for files_read in (*read.values(), *translations_of(library)):
        findings += [told for file in files_read.values() for told in file.findings]
    findings += _between_files(library, folder.paths, settings)
    return Loaded(published(library), tuple(in_order(findings)), folder.paths)


def open_file(content: Path, found: Found) -> SourceFile:
    """A file taken apart. Raises `Unreadable`."""
    try:
        return parsed(found, (content / found.path).read_bytes())
    except OSError as error:
        raise Unreadable("unreadable-file", reason=error.strerror or "") from None


def held_back_of(*kinds: Mapping[str, SourceRecord[Record]]) -> frozenset[str]:
    """The files of what is not published, among files by slug."""
    return frozenset(
        file.path
        for some in kinds
        for file in some.values()
        if file.record and not is_shown(file.record)
    )


def published(
    library: Library,
    reports: Mapping[str, Report] | None = None,
    translations: Mapping[str, Mapping[str, Mapping[str, Translation]]] | None = None,
) -> Collection:
    """The records without drafts and what is hidden; `reports` and `translations` where they are
    chosen already."""
    events = _shown(library.events)
    announced = announced_days(events.values())
    regular = {slug: file.regular for slug, file in sorted(library.series.items()) if file.regular}
    return Collection(
        events={
            slug: without_announced(event, announced.get(event.series or "", frozenset()))
            for slug, event in events.items()
        },
        reports=_shown(library.reports) if reports is None else reports,
        organizations=_shown(library.organizations),
        venues=_shown(library.venues),
        series=_shown(library.series),
        pages=_shown(library.pages),
        regular={
            slug: without_announced(event, announced.get(slug, frozenset()))
            for slug, event in regular.items()
        },
        replacements=replacements(events.values()),
        translations=_shown_translations(library) if translations is None else translations,
    )


def is_shown(record: Record | None) -> bool:
    """Whether a record is to be published."""
    if isinstance(record, Translation):
        return not record.held_back
    return record is not None and (
        not isinstance(record, Published) or record.status == "published"
    )


def _shown_translations(library: Library) -> dict[str, dict[str, dict[str, Translation]]]:
    """Those that are published, as their originals are."""

    def shown(kind: str, some: Mapping[str, SourceRecord[Translation]]) -> dict[str, Translation]:
        originals: Mapping[str, SourceRecord[Record]] = getattr(library, kind)
        return {
            slug: each for slug, each in _shown(some).items() if is_shown(originals[slug].record)
        }

    return {
        language: {kind: shown(kind, some) for kind, some in kinds.items()}
        for language, kinds in library.translations.items()
    }


def translations_of(library: Library) -> Iterator[Mapping[str, SourceRecord[Record]]]:
    """All translations, apart by language and kind."""
    for kinds in library.translations.values():
        yield from kinds.values()


def _translated(
    content: Path,
    found: Mapping[str, Mapping[str, Found]],
    files: Mapping[str, Mapping[str, SourceFile]],
    originals: Mapping[str, Mapping[str, SourceRecord[Any]]],
    *,
    settings: Settings,
) -> dict[str, dict[str, SourceRecord[Translation]]]:
    """The translations into one language, of originals that could be taken apart."""
    opened: dict[str, dict[str, SourceFile]] = {}
    read: dict[str, dict[str, SourceRecord[Translation]]] = {kind: {} for kind in found}
    for kind, some in found.items():
        opened[kind] = {}
        for slug in filter(files[kind].__contains__, some):
            try:
                opened[kind][slug] = open_file(content, some[slug])
            except Unreadable as fault:
                read[kind][slug] = unreadable(some[slug].path, slug, fault)
    names = names_in(
        {kind: [called(file) for file in files[kind].values()] for kind in DIRECTORIES},
        {kind: [called(file) for file in opened[kind].values()] for kind in DIRECTORIES},
    )
    for kind, files_of_kind in opened.items():
        for slug, file in files_of_kind.items():
            read[kind][slug] = translation(file, originals[kind][slug], names, settings)
    return read


def _shown(files: Mapping[str, SourceRecord[AnyRecord]]) -> dict[str, AnyRecord]:
    return {
        slug: file.record
        for slug, file in sorted(files.items())
        if file.record and is_shown(file.record)
    }


def _between_files(
    library: Library, paths: frozenset[str], settings: Settings
) -> Iterable[Problem]:
    yield from rules_of_all(library, settings)
    kinds: tuple[Mapping[str, SourceRecord[Record]], ...] = (
        *(library.organizations, library.venues, library.series),
        *(library.events, library.reports, library.pages),
    )
    waiting = held_back_of(library.events, library.reports, library.pages)
    used: set[str] = set()
    for some in (*kinds, *translations_of(library)):
        for file in some.values():
            yield from rules_of_links(file, paths, waiting)
            used.update(linked_files(file, paths))
    for report in library.reports.values():
        yield from rules_of_report(report, library)
    meetings = (
        (slug, report.event.event, report.event.day.toordinal() if report.event.day else None)
        for slug, report in _shown(library.reports).items()
        if report.event
    )
    yield from rules_of_meetings(meetings, library.reports)
    slugs = {"events": set(library.events), "series": set(library.series)}
    yield from rules_of_paths(paths, used, slugs | {"organizations": set(library.organizations)})
