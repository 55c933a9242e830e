"""The loader of the content folder: it reads each file once, and again only when it is stale.

A file is stale where its bytes changed, or what reading it depends on besides (its context).
Records of reports stay in the store until somebody looks at them; relations need only their
summaries.
"""

import hashlib
import marshal
import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ...content.folder.scan import ContentFile
from ...content.folder.source_files import ContentFolder, scan_folder
from ...content.problems import Problem, Unreadable
from ...content.publication import is_published, read_source_file
from ...content.rules import Library
from ...content.schema import Event, Report
from ...content.source_record import (
    DIRECTORY_KINDS,
    Directories,
    DirectoryEntry,
    SourceRecord,
    build_directories,
    directory_entry,
    read_source_record,
    unreadable_record,
)
from ...reports.consent import find_missing_consent
from ...reports.markdown_renderer import MarkdownRenderer
from ...reports.parse_context import build_parse_context_for_event, hosts_of
from ...reports.report_summary import CallSummary, ReportSummary, summarize_report
from ...reports.sections.parsed_body import ParsedBody
from ...settings import Settings
from ..store.store import RecordReader, RecordRow, SourceRow, Store
from ..workers import run_in_parallel
from .spool import Spool

Value = TypeVar("Value")
# Nanoseconds: a file that was changed so shortly before the build may be written again without
# getting a newer time, so its times are not trusted.
MAX_UNTRUSTED_AGE = 2_000_000_000
MAX_CACHED_VALUES = 300  # values of a `LazyMapping`; the bodies of so many reports are 6 MiB
NO_DIGEST = b""
AnySourceRecord = SourceRecord[Any]


class ReadResult(NamedTuple):
    """A file's row and text for the store, as a worker process hands them back."""

    row: SourceRow
    text: RecordRow


class LazyMapping(Mapping[str, Value]):
    """A mapping that loads each value on access, and caches the last `MAX_CACHED_VALUES`."""

    def __init__(self, keys: Iterable[str], load: Callable[[str], Value]) -> None:
        self._keys = dict.fromkeys(keys)
        self._load = lru_cache(MAX_CACHED_VALUES)(load)

    def __getitem__(self, key: str) -> Value:
        if key not in self._keys:
            raise KeyError(key)
        return self._load(key)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(slots=True, kw_only=True)
class ContentLoader:
    """One build's loading of the content: the files' rows, records, summaries and bodies.

    `rows` come from the last build and are brought up to date in place. Without `record_reader` (a
    store)
    everything is read anew. All paths are relative to the content folder, with `/`.
    """

    content: Path
    settings: Settings
    renderer: Callable[[], MarkdownRenderer]
    rows: dict[str, SourceRow]  # by path
    record_reader: RecordReader | None  # what the store holds of files
    started_ns: int  # when the build began, in nanoseconds since 1970
    records: dict[tuple[str, bytes], Any] = field(default_factory=dict)  # by path and digests
    # By path: summaries of reports, packed and unpacked.
    unpacked_summaries: dict[str, tuple[bytes, ReportSummary]] = field(default_factory=dict)
    keeps_records: bool = False  # whether loaded records are added to `records`
    folder: ContentFolder = field(init=False)
    directories: Directories = field(init=False)
    # By kind: the organizations, venues and series that other files name.
    directory_entries: dict[str, list[DirectoryEntry]] = field(default_factory=dict)
    fresh_records: Spool = field(default_factory=Spool)  # what this build has read
    changed: set[str] = field(default_factory=set)  # paths whose row changed
    gone: set[str] = field(default_factory=set)  # paths of files that no longer exist
    reread_paths: list[str] = field(default_factory=list)  # paths of files that were parsed now
    summaries: dict[str, ReportSummary] = field(default_factory=dict)  # of published reports
    digests: dict[str, bytes] = field(default_factory=dict)  # of the bytes of files, by path
    _events: dict[str, AnySourceRecord] = field(default_factory=dict)  # by slug
    _context_digest: bytes = NO_DIGEST  # of all names in the directories
    _report_context_digests: dict[str | None, bytes] = field(default_factory=dict)  # by event

    def load_library(self) -> Library:
        """Scan the content folder, read what is stale, and return all records by kind and slug.

        Translations are left to `TranslationLoader`. Raise `CorruptStore`.
        """
        self.folder = scan_folder(self.content, self.settings.languages)
        self.gone = set(self.rows) - self.folder.paths
        for path in self.gone:
            del self.rows[path]
        for found in self.folder.attachments:
            self._check_bytes(found)
        for found in self._source_files():
            self._check_bytes(found)
        self._set_directories()
        directories = {kind: self._read_kind(kind) for kind in DIRECTORY_KINDS}
        self._events = self._read_kind("events")
        pages = self._read_kind("pages")
        self._read_reports()
        return Library(
            events=self._events,
            reports=self._stored(self.folder.files["reports"].values()),
            pages=pages,
            organizations=directories["organizations"],
            venues=directories["venues"],
            series=directories["series"],
        )

    def save(self, store: Store) -> None:
        """Put the rows that changed, and what was read, into the store."""
        store.set_sources(self.rows, self.changed, self.gone)
        store.set_records(self.fresh_records.rows())

    def bodies(self) -> Mapping[str, ParsedBody]:
        """Return the parsed bodies of published reports, by slug; each is loaded on access."""
        return self.bodies_at({slug: each.path for slug, each in self.summaries.items()})

    def bodies_at(self, paths: Mapping[str, str]) -> Mapping[str, ParsedBody]:
        """Return the parsed bodies of the files at `paths`, under the same keys, loaded on access.

        Access raises `CorruptStore`.
        """

        def load(slug: str) -> ParsedBody:
            path = paths[slug]
            fresh = self.fresh_records.get(path)
            data = fresh.body if fresh else self._stored_texts().body(path)
            body: ParsedBody = pickle.loads(zlib.decompress(data))  # noqa: S301 - checked, and ours
            return body

        return LazyMapping(sorted(paths), load)

    def record(self, path: str) -> AnySourceRecord:
        """Return the record of the file at `path`, as it was read last. Raise `CorruptStore`."""
        # Its findings depend on the context as well.
        row = self.rows[path]
        key = path, row.record_digest + row.digest + row.context_digest
        if key in self.records:
            found: AnySourceRecord = self.records[key]
            return found
        fresh = self.fresh_records.get(path)
        data = fresh.record if fresh else self._stored_texts().record(path)
        record: AnySourceRecord = pickle.loads(data)  # noqa: S301 - checked, and ours
        if self.keeps_records:
            self.records[key] = record
        return record

    def findings(self) -> Iterator[Problem]:
        """Yield the findings in single files, without those of rules between files."""
        yield from self.folder.findings
        for found in self._source_files():
            if self.rows[found.path].has_findings:
                yield from self.record(found.path).findings

    def _source_files(self) -> Iterator[ContentFile]:
        """Yield the files of all records, and then their translations."""
        translations = (t for kinds in self.folder.translations.values() for t in kinds.values())
        for some in (*self.folder.files.values(), *translations):
            yield from some.values()

    def _stored_texts(self) -> RecordReader:
        assert self.record_reader
        return self.record_reader

    def _check_bytes(self, found: ContentFile) -> None:
        """Bring a file's row and digest up to date; where its bytes changed, it needs reading.

        The bytes are read only where size or times differ from the row's.
        """
        here, row = found.stat, self.rows.get(found.path)
        assert here
        if row and here == (row.size, row.mtime, row.ctime):
            self.digests[found.path] = row.digest
            return
        try:
            digest = compute_digest((self.content / found.path).read_bytes())
        except OSError:
            digest = NO_DIGEST
        young = max(here[1:]) > self.started_ns - MAX_UNTRUSTED_AGE or not digest
        size, mtime, ctime = (here[0], -1, -1) if young else here
        self.digests[found.path] = digest
        if row and row.digest == digest:
            row = row._replace(size=size, mtime=mtime, ctime=ctime)
        else:
            row = SourceRow(found.path, size, mtime, ctime, digest)
        if self.rows.get(found.path) != row:
            self.changed.add(found.path)
            self.rows[found.path] = row

    def _set_directories(self) -> None:
        self.directory_entries = self.directory_entries_in(self.folder.files)
        self.directories = build_directories(
            *(self.directory_entries[kind] for kind in DIRECTORY_KINDS)
        )
        self._context_digest = compute_digest(repr(self.directory_entries).encode())

    def directory_entries_in(
        self, files: Mapping[str, Mapping[str, ContentFile]]
    ) -> dict[str, list[DirectoryEntry]]:
        """Return the directory entries of organizations, venues and series among `files`, by kind.

        `files` are by kind and slug. Files that cannot be parsed are left out.
        """
        return {
            kind: [
                entry for found in files[kind].values() if (entry := self._directory_entry(found))
            ]
            for kind in DIRECTORY_KINDS
        }

    def _directory_entry(self, found: ContentFile) -> DirectoryEntry | None:
        if self.rows[found.path].record_digest:
            file = self.record(found.path)
            return file.directory_entry if file.readable else None
        try:
            return directory_entry(read_source_file(self.content, found))
        except Unreadable:
            return None

    def _read_record(
        self, found: ContentFile, kind: str, directories: Directories
    ) -> AnySourceRecord:
        try:
            return read_source_record(
                read_source_file(self.content, found), kind, directories, self.settings
            )
        except Unreadable as fault:
            return unreadable_record(found.path, found.slug, fault)

    def _read_kind(self, kind: str) -> dict[str, AnySourceRecord]:
        """Return the records of a kind by slug, read again where stale.

        Files that cannot be parsed are left out; they only have findings.
        """
        files = self.folder.files[kind].values()
        self.refresh(
            [found for found in files if self.is_stale(found, self._context_digest)], self._read
        )
        read = {found.slug: self.record(found.path) for found in files}
        return {slug: file for slug, file in read.items() if file.readable}

    def _read_reports(self) -> None:
        files = self.folder.files["reports"]
        summaries = {slug: self._summary(found) for slug, found in files.items()}
        stale = []
        for slug, found in files.items():
            summary = summaries[slug]
            if self.is_stale(
                found,
                self._report_context_digest(summary.event) if summary else self._context_digest,
            ):
                stale.append(found)
        self.refresh(stale, self._read)
        summaries |= {found.slug: self._summary(found) for found in stale}
        self.summaries = {slug: summary for slug, summary in summaries.items() if summary}

    def _summary(self, found: ContentFile) -> ReportSummary | None:
        """Return the summary of a published report, None for drafts and unreadable files."""
        packed = self.rows[found.path].summary
        if not packed:
            return None
        known, summary = self.unpacked_summaries.get(found.path, (NO_DIGEST, None))
        if summary is None or known != packed:
            summary = unpack_summary(packed)
            self.unpacked_summaries[found.path] = packed, summary
        return summary

    def is_stale(self, found: ContentFile, context_digest: bytes) -> bool:
        """Return whether a file must be read again.

        `context_digest` is the digest of what reading it depends on besides its bytes.
        """
        row = self.rows[found.path]
        return not row.record_digest or row.context_digest != context_digest

    def refresh(
        self, files: Sequence[ContentFile], read_one: Callable[[ContentFile], ReadResult]
    ) -> None:
        """Read files again with `read_one`, in parallel processes, and take in the results."""

        def read_all(some: Sequence[ContentFile]) -> list[ReadResult]:
            return [read_one(found) for found in some]

        for results in run_in_parallel(read_all, files):
            for read in results:
                self.rows[read.row.path] = read.row
                self.fresh_records.put(read.text)
                self.changed.add(read.row.path)
                self.reread_paths.append(read.row.path)

    def _read(self, found: ContentFile) -> ReadResult:
        assert found.kind
        file = self._read_record(found, found.kind, self.directories)
        context_digest, body_data, summary = self._context_digest, NO_DIGEST, NO_DIGEST
        body_digest = NO_DIGEST
        report = file.record
        if isinstance(report, Report):
            file = file.without_body()
            if is_published(report):
                event = report.event.event if report.event else None
                body, findings = self._parse_body(report)
                file = file.with_public_contacts(self._public_contacts(event)).with_findings(
                    findings
                )
                raw = pickle.dumps(body, pickle.HIGHEST_PROTOCOL)
                body_data, body_digest = zlib.compress(raw, 1), compute_digest(repr(body).encode())
                summary = pack_summary(summarize_report(report, body, self.settings))
                context_digest = self._report_context_digest(event)
        record = pickle.dumps(file, pickle.HIGHEST_PROTOCOL)
        row = self.rows[found.path]._replace(
            context_digest=context_digest,
            record_digest=compute_digest(repr((file.record, file.regular)).encode()),
            body_digest=body_digest,
            summary=summary,
            has_findings=int(bool(file.findings)),
        )
        return ReadResult(row, RecordRow(found.path, record, body_data))

    def _parse_body(self, report: Report) -> tuple[ParsedBody, list[Problem]]:
        event = self.event(report.event.event if report.event else None)
        context = build_parse_context_for_event(
            report, event, self.directories.organizations, self.settings
        )
        parsed = self.renderer().parse_body(report.body, context)
        return parsed, [*parsed.findings, *find_missing_consent(report, parsed.named_people)]

    def event(self, slug: str | None) -> Event | None:
        """Return the published event of a slug, None where there is none."""
        file = self._events.get(slug or "")
        return file.record if file and is_published(file.record) else None

    def _public_contacts(self, event: str | None) -> tuple[str, ...]:
        """Return the mail addresses and telephone numbers that an event itself publishes."""
        file = self._events.get(event or "")
        return file.directory_entry.public_contacts if file else ()

    def _report_context_digest(self, event: str | None) -> bytes:
        if event not in self._report_context_digests:
            hosts = hosts_of(self.event(event), self.directories.organizations, self.settings)
            context = self._context_digest, hosts, self._public_contacts(event)
            self._report_context_digests[event] = compute_digest(repr(context).encode())
        return self._report_context_digests[event]

    def _stored(self, files: Iterable[ContentFile]) -> Mapping[str, AnySourceRecord]:
        return self.records_at({f.slug: f.path for f in files})

    def records_at(self, paths: Mapping[str, str]) -> Mapping[str, AnySourceRecord]:
        """Return the records at `paths` that could be parsed, under the same keys.

        They are loaded on access, which raises `CorruptStore`.
        """
        readable = {slug: path for slug, path in paths.items() if not self._is_unreadable(path)}
        return LazyMapping(readable, lambda slug: self.record(readable[slug]))

    def _is_unreadable(self, path: str) -> bool:
        row = self.rows[path]
        return bool(row.has_findings) and not row.summary and not self.record(path).readable


def pack_summary(summary: ReportSummary) -> bytes:
    """Return a report's summary marshalled for its `SourceRow`."""
    return marshal.dumps(tuple(summary._replace(calls=tuple(map(tuple, summary.calls)))))  # type: ignore[arg-type]


def unpack_summary(data: bytes) -> ReportSummary:
    """Return a report's summary from the bytes in its `SourceRow`."""
    made = ReportSummary._make(marshal.loads(data))  # noqa: S302 - checked, and ours
    return made._replace(calls=tuple(map(CallSummary._make, made.calls))) if made.calls else made


def compute_digest(data: bytes) -> bytes:
    """Return the BLAKE2b digest of `data`, 16 bytes long."""
    return hashlib.blake2b(data, digest_size=16).digest()
