"""The content folder, read: each file once, and again only when what it says may be different.

Records of reports stay where they are remembered until somebody looks at them; joins need only
their outlines.
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
from ...content.publication import is_published, open_source_file
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
from ...reports.body_parsing import hosts_of, parse_context_for
from ...reports.consent import find_missing_consent
from ...reports.markdown_renderer import MarkdownRenderer
from ...reports.sections.parsed_body import ParsedBody
from ...settings import Settings
from ...site.relations.report_summary import CallSummary, ReportSummary, summarize_report
from ..store.store import RecordTexts, SourceRow, Store, TextRow
from ..workers import run_in_parallel
from .spool import Spool

Value = TypeVar("Value")
MAX_UNTRUSTED_AGE = (
    2_000_000_000  # ns: a file that young may be written again without looking newer
)
MAX_CACHED_VALUES = 300  # values at hand; the bodies of so many reports are 6 MiB
NO_DIGEST = b""
AnyFile = SourceRecord[Any]


class ReadResult(NamedTuple):
    """One file, as it comes from a worker."""

    row: SourceRow
    text: TextRow


class LazyMapping(Mapping[str, Value]):
    """Values that are loaded when they are looked at; the last `MAX_CACHED_VALUES` of them are at
    hand."""

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
    """One build's reading of the content. `rows` are of the last one and become those of this.

    `began` is when it began, in nanoseconds since 1970.
    """

    content: Path
    settings: Settings
    renderer: Callable[[], MarkdownRenderer]
    rows: dict[str, SourceRow]
    texts: RecordTexts | None
    began: int
    records: dict[tuple[str, bytes], Any] = field(default_factory=dict)  # by path and digests
    unpacked_summaries: dict[str, tuple[bytes, ReportSummary]] = field(
        default_factory=dict
    )  # outlines, by path
    keeps_records: bool = False
    folder: ContentFolder = field(init=False)
    directories: Directories = field(init=False)
    directory_entries: dict[str, list[DirectoryEntry]] = field(
        default_factory=dict
    )  # by kind: who names others
    fresh: Spool = field(default_factory=Spool)
    changed: set[str] = field(default_factory=set)  # paths whose row is another now
    gone: set[str] = field(default_factory=set)
    reread: list[str] = field(default_factory=list)  # paths of files whose words were read
    summaries: dict[str, ReportSummary] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)  # of the bytes of files, by path
    _events: dict[str, AnyFile] = field(default_factory=dict)
    _context_digest: bytes = NO_DIGEST
    _report_context_digests: dict[str | None, bytes] = field(default_factory=dict)  # by event

    def load_library(self) -> Library:
        """Everything that is there, read as far as it must be; see `translated` for the rest."""
        self.folder = scan_folder(self.content, self.settings.languages)
        self.gone = set(self.rows) - self.folder.paths
        for path in self.gone:
            del self.rows[path]
        for found in self.folder.attachments:
            self._check_bytes(found)
        translations = (t for kinds in self.folder.translations.values() for t in kinds.values())
        for some in (*self.folder.files.values(), *translations):
            for found in some.values():
                self._check_bytes(found)
        directories = {kind: self._directory(kind) for kind in DIRECTORY_KINDS}
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
        """Remembers what was read."""
        store.set_sources(self.rows, self.changed, self.gone)
        store.set_texts(self.fresh.rows())

    def bodies(self) -> Mapping[str, ParsedBody]:
        """The bodies of published reports, by slug."""
        return self.bodies_at({slug: each.path for slug, each in self.summaries.items()})

    def bodies_at(self, paths: Mapping[str, str]) -> Mapping[str, ParsedBody]:
        """The bodies in these files, by the same keys."""

        def load(slug: str) -> ParsedBody:
            path = paths[slug]
            fresh = self.fresh.get(path)
            data = fresh.body if fresh else self._stored_texts().body(path)
            body: ParsedBody = pickle.loads(zlib.decompress(data))  # noqa: S301 - checked, and ours
            return body

        return LazyMapping(sorted(paths), load)

    def record(self, path: str) -> AnyFile:
        """What the file at `path` says."""
        key = path, self.rows[path].record_digest + self.rows[path].digest
        if key in self.records:
            found: AnyFile = self.records[key]
            return found
        fresh = self.fresh.get(path)
        data = fresh.record if fresh else self._stored_texts().record(path)
        record: AnyFile = pickle.loads(data)  # noqa: S301 - checked, and ours
        if self.keeps_records:
            self.records[key] = record
        return record

    def findings(self) -> Iterator[Problem]:
        """What is wrong or doubtful in files by themselves."""
        yield from self.folder.findings
        for path, row in self.rows.items():
            if row.has_findings:
                yield from self.record(path).findings

    def _stored_texts(self) -> RecordTexts:
        assert self.texts
        return self.texts

    def _check_bytes(self, found: ContentFile) -> None:
        """Sees whether a file's bytes are those that were read."""
        here, row = found.stat, self.rows.get(found.path)
        assert here
        if row and here == (row.size, row.mtime, row.ctime):
            self.digests[found.path] = row.digest
            return
        try:
            digest = compute_digest((self.content / found.path).read_bytes())
        except OSError:
            digest = NO_DIGEST
        young = max(here[1:]) > self.began - MAX_UNTRUSTED_AGE or not digest
        size, mtime, ctime = (here[0], -1, -1) if young else here
        self.digests[found.path] = digest
        if row and row.digest == digest:
            row = row._replace(size=size, mtime=mtime, ctime=ctime)
        else:
            row = SourceRow(found.path, size, mtime, ctime, digest)
        if self.rows.get(found.path) != row:
            self.changed.add(found.path)
            self.rows[found.path] = row

    def _directory(self, kind: str) -> dict[str, AnyFile]:
        """Files by whose names others are understood; `directories` are set with the last of
        them."""
        if kind == DIRECTORY_KINDS[0]:
            self._set_directories()
        return self._read_kind(kind)

    def _set_directories(self) -> None:
        self.directory_entries = self.directory_entries_in(self.folder.files)
        self.directories = build_directories(
            *(self.directory_entries[kind] for kind in DIRECTORY_KINDS)
        )
        self._context_digest = compute_digest(repr(self.directory_entries).encode())

    def directory_entries_in(
        self, files: Mapping[str, Mapping[str, ContentFile]]
    ) -> dict[str, list[DirectoryEntry]]:
        """How the organizations, venues and series among these files want to be named."""
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
            return directory_entry(open_source_file(self.content, found))
        except Unreadable:
            return None

    def _opened(self, found: ContentFile, kind: str, directories: Directories) -> AnyFile:
        try:
            return read_source_record(
                open_source_file(self.content, found), kind, directories, self.settings
            )
        except Unreadable as fault:
            return unreadable_record(found.path, found.slug, fault)

    def _read_kind(self, kind: str) -> dict[str, AnyFile]:
        """All of a kind, by slug; those that cannot be taken apart are only told."""
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
        """What lists need to know of a published report."""
        packed = self.rows[found.path].summary
        if not packed:
            return None
        known, summary = self.unpacked_summaries.get(found.path, (NO_DIGEST, None))
        if summary is None or known != packed:
            summary = unpack_summary(packed)
            self.unpacked_summaries[found.path] = packed, summary
        return summary

    def is_stale(self, found: ContentFile, context_digest: bytes) -> bool:
        """Whether a file must be read again; `around` is what reading it depends on besides."""
        row = self.rows[found.path]
        return not row.record_digest or row.context_digest != context_digest

    def refresh(
        self, files: Sequence[ContentFile], read_one: Callable[[ContentFile], ReadResult]
    ) -> None:
        """Reads files again, shared out among processes."""

        def read_all(some: Sequence[ContentFile]) -> list[ReadResult]:
            return [read_one(found) for found in some]

        for results in run_in_parallel(read_all, files):
            for read in results:
                self.rows[read.row.path] = read.row
                self.fresh.put(read.text)
                self.changed.add(read.row.path)
                self.reread.append(read.row.path)

    def _read(self, found: ContentFile) -> ReadResult:
        assert found.kind
        file = self._opened(found, found.kind, self.directories)
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
        return ReadResult(row, TextRow(found.path, record, body_data))

    def _parse_body(self, report: Report) -> tuple[ParsedBody, list[Problem]]:
        event = self.event(report.event.event if report.event else None)
        context = parse_context_for(report, event, self.directories.organizations, self.settings)
        parsed = self.renderer().parse_body(report.body, context)
        return parsed, [*parsed.findings, *find_missing_consent(report, parsed.named_people)]

    def event(self, slug: str | None) -> Event | None:
        """A published event."""
        file = self._events.get(slug or "")
        return file.record if file and is_published(file.record) else None

    def _public_contacts(self, event: str | None) -> tuple[str, ...]:
        """The addresses and numbers that an event gives for all to see."""
        file = self._events.get(event or "")
        return file.directory_entry.public_contacts if file else ()

    def _report_context_digest(self, event: str | None) -> bytes:
        if event not in self._report_context_digests:
            hosts = hosts_of(self.event(event), self.directories.organizations, self.settings)
            context = self._context_digest, hosts, self._public_contacts(event)
            self._report_context_digests[event] = compute_digest(repr(context).encode())
        return self._report_context_digests[event]

    def _stored(self, files: Iterable[ContentFile]) -> Mapping[str, AnyFile]:
        return self.stored({f.slug: f.path for f in files})

    def stored(self, paths: Mapping[str, str]) -> Mapping[str, AnyFile]:
        """The files at these paths that could be taken apart, by the same keys."""
        readable = {slug: path for slug, path in paths.items() if not self._is_unreadable(path)}
        return LazyMapping(readable, lambda slug: self.record(readable[slug]))

    def _is_unreadable(self, path: str) -> bool:
        row = self.rows[path]
        return bool(row.has_findings) and not row.summary and not self.record(path).readable


def pack_summary(summary: ReportSummary) -> bytes:
    """An outline, for its row."""
    return marshal.dumps(tuple(summary._replace(calls=tuple(map(tuple, summary.calls)))))  # type: ignore[arg-type]


def unpack_summary(data: bytes) -> ReportSummary:
    """The outline of a report, from its row."""
    made = ReportSummary._make(marshal.loads(data))  # noqa: S302 - checked, and ours
    return made._replace(calls=tuple(map(CallSummary._make, made.calls))) if made.calls else made


def compute_digest(data: bytes) -> bytes:
    """What tells these bytes from others."""
    return hashlib.blake2b(data, digest_size=16).digest()
