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

from ...content.folder.scan import Found
from ...content.folder.source_files import Folder, read_folder
from ...content.problems import Problem, Unreadable
from ...content.publication import is_shown, open_file
from ...content.rules import Library
from ...content.schema import Event, Report
from ...content.source_record import (
    DIRECTORIES,
    Called,
    Names,
    SourceRecord,
    called,
    names_of,
    source_record,
    unreadable,
)
from ...reports.body_parsing import around_of, hosts_of
from ...reports.consent import without_consent
from ...reports.markdown_renderer import Prose
from ...reports.sections.parsed_body import Told
from ...settings import Settings
from ...site.relations.report_summary import Outline, OutlinedCall, outline
from ..store.store import SourceRow, State, TextRow, Texts
from ..workers import shared_out
from .spool import Spool

Value = TypeVar("Value")
JUST_NOW = 2_000_000_000  # ns: a file that young may be written again without looking newer
KEPT = 300  # values at hand; the bodies of so many reports are 6 MiB
NOTHING = b""
AnyFile = SourceRecord[Any]


class Read(NamedTuple):
    """One file, as it comes from a worker."""

    row: SourceRow
    text: TextRow


class Stored(Mapping[str, Value]):
    """Values that are loaded when they are looked at; the last `KEPT` of them are at hand."""

    def __init__(self, keys: Iterable[str], load: Callable[[str], Value]) -> None:
        self._keys = dict.fromkeys(keys)
        self._load = lru_cache(KEPT)(load)

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
class Reading:
    """One build's reading of the content. `rows` are of the last one and become those of this.

    `began` is when it began, in nanoseconds since 1970.
    """

    content: Path
    settings: Settings
    prose: Callable[[], Prose]
    rows: dict[str, SourceRow]
    texts: Texts | None
    began: int
    records: dict[tuple[str, bytes], Any] = field(default_factory=dict)  # by path and digests
    unpacked: dict[str, tuple[bytes, Outline]] = field(default_factory=dict)  # outlines, by path
    keeps_records: bool = False
    folder: Folder = field(init=False)
    names: Names = field(init=False)
    called: dict[str, list[Called]] = field(default_factory=dict)  # by kind: who names others
    fresh: Spool = field(default_factory=Spool)
    changed: set[str] = field(default_factory=set)  # paths whose row is another now
    gone: set[str] = field(default_factory=set)
    read_again: list[str] = field(default_factory=list)  # paths of files whose words were read
    outlines: dict[str, Outline] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)  # of the bytes of files, by path
    _events: dict[str, AnyFile] = field(default_factory=dict)
    _around: bytes = NOTHING
    _around_reports: dict[str | None, bytes] = field(default_factory=dict)  # by event

    def library(self) -> Library:
        """Everything that is there, read as far as it must be; see `translated` for the rest."""
        self.folder = read_folder(self.content, self.settings.languages)
        self.gone = set(self.rows) - self.folder.paths
        for path in self.gone:
            del self.rows[path]
        for found in self.folder.attachments:
            self._look(found)
        translations = (t for kinds in self.folder.translations.values() for t in kinds.values())
        for some in (*self.folder.files.values(), *translations):
            for found in some.values():
                self._look(found)
        directories = {kind: self._directory(kind) for kind in DIRECTORIES}
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

    def keep(self, state: State) -> None:
        """Remembers what was read."""
        state.put_sources(self.rows, self.changed, self.gone)
        state.put_texts(self.fresh.rows())

    def told(self) -> Mapping[str, Told]:
        """The bodies of published reports, by slug."""
        return self.told_at({slug: each.path for slug, each in self.outlines.items()})

    def told_at(self, paths: Mapping[str, str]) -> Mapping[str, Told]:
        """The bodies in these files, by the same keys."""

        def load(slug: str) -> Told:
            path = paths[slug]
            fresh = self.fresh.get(path)
            data = fresh.told if fresh else self._remembered().told(path)
            told: Told = pickle.loads(zlib.decompress(data))  # noqa: S301 - checked, and ours
            return told

        return Stored(sorted(paths), load)

    def record(self, path: str) -> AnyFile:
        """What the file at `path` says."""
        key = path, self.rows[path].record_digest + self.rows[path].digest
        if key in self.records:
            found: AnyFile = self.records[key]
            return found
        fresh = self.fresh.get(path)
        data = fresh.record if fresh else self._remembered().record(path)
        record: AnyFile = pickle.loads(data)  # noqa: S301 - checked, and ours
        if self.keeps_records:
            self.records[key] = record
        return record

    def findings(self) -> Iterator[Problem]:
        """What is wrong or doubtful in files by themselves."""
        yield from self.folder.findings
        for path, row in self.rows.items():
            if row.warned:
                yield from self.record(path).findings

    def _remembered(self) -> Texts:
        assert self.texts
        return self.texts

    def _look(self, found: Found) -> None:
        """Sees whether a file's bytes are those that were read."""
        here, row = found.stat, self.rows.get(found.path)
        assert here
        if row and here == (row.size, row.mtime, row.ctime):
            self.digests[found.path] = row.digest
            return
        try:
            digest = digest_of((self.content / found.path).read_bytes())
        except OSError:
            digest = NOTHING
        young = max(here[1:]) > self.began - JUST_NOW or not digest
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
        """Files by whose names others are understood; `names` are set with the last of them."""
        if kind == DIRECTORIES[0]:
            self._set_names()
        return self._read_kind(kind)

    def _set_names(self) -> None:
        self.called = self.called_in(self.folder.files)
        self.names = names_of(*(self.called[kind] for kind in DIRECTORIES))
        self._around = digest_of(repr(self.called).encode())

    def called_in(self, files: Mapping[str, Mapping[str, Found]]) -> dict[str, list[Called]]:
        """How the organizations, venues and series among these files want to be named."""
        return {
            kind: [told for found in files[kind].values() if (told := self._called(found))]
            for kind in DIRECTORIES
        }

    def _called(self, found: Found) -> Called | None:
        if self.rows[found.path].record_digest:
            file = self.record(found.path)
            return file.called if file.readable else None
        try:
            return called(open_file(self.content, found))
        except Unreadable:
            return None

    def _opened(self, found: Found, kind: str, names: Names) -> AnyFile:
        try:
            return source_record(open_file(self.content, found), kind, names, self.settings)
        except Unreadable as fault:
            return unreadable(found.path, found.slug, fault)

    def _read_kind(self, kind: str) -> dict[str, AnyFile]:
        """All of a kind, by slug; those that cannot be taken apart are only told."""
        files = self.folder.files[kind].values()
        self.renew([found for found in files if self.is_stale(found, self._around)], self._read)
        read = {found.slug: self.record(found.path) for found in files}
        return {slug: file for slug, file in read.items() if file.readable}

    def _read_reports(self) -> None:
        files = self.folder.files["reports"]
        outlines = {slug: self._outline(found) for slug, found in files.items()}
        stale = []
        for slug, found in files.items():
            told = outlines[slug]
            if self.is_stale(found, self._around_report(told.event) if told else self._around):
                stale.append(found)
        self.renew(stale, self._read)
        outlines |= {found.slug: self._outline(found) for found in stale}
        self.outlines = {slug: told for slug, told in outlines.items() if told}

    def _outline(self, found: Found) -> Outline | None:
        """What lists need to know of a published report."""
        packed = self.rows[found.path].outline
        if not packed:
            return None
        known, told = self.unpacked.get(found.path, (NOTHING, None))
        if told is None or known != packed:
            told = outlined(packed)
            self.unpacked[found.path] = packed, told
        return told

    def is_stale(self, found: Found, around: bytes) -> bool:
        """Whether a file must be read again; `around` is what reading it depends on besides."""
        row = self.rows[found.path]
        return not row.record_digest or row.around != around

    def renew(self, files: Sequence[Found], read_one: Callable[[Found], Read]) -> None:
        """Reads files again, shared out among processes."""

        def read_all(some: Sequence[Found]) -> list[Read]:
            return [read_one(found) for found in some]

        for results in shared_out(read_all, files):
            for read in results:
                self.rows[read.row.path] = read.row
                self.fresh.put(read.text)
                self.changed.add(read.row.path)
                self.read_again.append(read.row.path)

    def _read(self, found: Found) -> Read:
        assert found.kind
        file = self._opened(found, found.kind, self.names)
        around, told, outlined = self._around, NOTHING, NOTHING
        told_digest = NOTHING
        report = file.record
        if isinstance(report, Report):
            file = file.without_body()
            if is_shown(report):
                event = report.event.event if report.event else None
                body, findings = self._told(report)
                file = file.with_given(self._given(event)).with_findings(findings)
                raw = pickle.dumps(body, pickle.HIGHEST_PROTOCOL)
                told, told_digest = zlib.compress(raw, 1), digest_of(repr(body).encode())
                outlined = packed(outline(report, body, self.settings))
                around = self._around_report(event)
        record = pickle.dumps(file, pickle.HIGHEST_PROTOCOL)
        row = self.rows[found.path]._replace(
            around=around,
            record_digest=digest_of(repr((file.record, file.regular)).encode()),
            told_digest=told_digest,
            outline=outlined,
            warned=int(bool(file.findings)),
        )
        return Read(row, TextRow(found.path, record, told))

    def _told(self, report: Report) -> tuple[Told, list[Problem]]:
        event = self.event(report.event.event if report.event else None)
        known = around_of(report, event, self.names.organizations, self.settings)
        told = self.prose().told(report.body, known)
        return told, [*told.findings, *without_consent(report, told.named)]

    def event(self, slug: str | None) -> Event | None:
        """A published event."""
        file = self._events.get(slug or "")
        return file.record if file and is_shown(file.record) else None

    def _given(self, event: str | None) -> tuple[str, ...]:
        """The addresses and numbers that an event gives for all to see."""
        file = self._events.get(event or "")
        return file.called.reached if file else ()

    def _around_report(self, event: str | None) -> bytes:
        if event not in self._around_reports:
            hosts = hosts_of(self.event(event), self.names.organizations, self.settings)
            around = self._around, hosts, self._given(event)
            self._around_reports[event] = digest_of(repr(around).encode())
        return self._around_reports[event]

    def _stored(self, files: Iterable[Found]) -> Mapping[str, AnyFile]:
        return self.stored({f.slug: f.path for f in files})

    def stored(self, paths: Mapping[str, str]) -> Mapping[str, AnyFile]:
        """The files at these paths that could be taken apart, by the same keys."""
        readable = {slug: path for slug, path in paths.items() if not self._is_unreadable(path)}
        return Stored(readable, lambda slug: self.record(readable[slug]))

    def _is_unreadable(self, path: str) -> bool:
        row = self.rows[path]
        return bool(row.warned) and not row.outline and not self.record(path).readable


def packed(told: Outline) -> bytes:
    """An outline, for its row."""
    return marshal.dumps(tuple(told._replace(calls=tuple(map(tuple, told.calls)))))  # type: ignore[arg-type]


def outlined(data: bytes) -> Outline:
    """The outline of a report, from its row."""
    made = Outline._make(marshal.loads(data))  # noqa: S302 - checked, and ours
    return made._replace(calls=tuple(map(OutlinedCall._make, made.calls))) if made.calls else made


def digest_of(data: bytes) -> bytes:
    """What tells these bytes from others."""
    return hashlib.blake2b(data, digest_size=16).digest()
