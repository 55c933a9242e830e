"""The store of builds: one SQLite file beside the output, which may be deleted at any time.

It is a cache of what can be computed again, and is never trusted: each value has a checksum, which
covers its name as well, and a value that is damaged, foreign or of other versions counts as
missing. While a build holds the store no other can, so two builds at once take turns; a build that
is killed leaves the store as it was before.
"""

import marshal
import secrets
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct, field

from ...site.i18n.template_cache import KnownTemplates

MAX_WAIT = 3600.0  # seconds to wait for another build to end
Shards = Mapping[int, Sequence[str]]  # of a stored mapping: by shard number, the keys in the shard
# What SQLite raises for a damaged file: its message may hold bytes of the file that are not UTF-8.
READ_ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)
SHARDS = 61  # parts of a stored mapping, so that a small change writes little
SCHEMA = """
CREATE TABLE value (name TEXT PRIMARY KEY, crc INTEGER, value BLOB) WITHOUT ROWID;
CREATE TABLE source (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, ctime INTEGER, digest BLOB,
    context_digest BLOB, record_digest BLOB, body_digest BLOB, summary BLOB, has_findings INTEGER,
    crc INTEGER
);
CREATE TABLE record (
    path TEXT PRIMARY KEY, record BLOB, record_crc INTEGER, body BLOB, body_crc INTEGER
);
"""


class CorruptStore(ValueError):
    """An error where the store is damaged; its text names what could not be read."""


class SourceRow(NamedTuple):
    """A content file as it was read last."""

    path: str  # relative to the content folder
    size: int  # bytes
    mtime: int  # ns since 1970; -1 where times are not trusted
    ctime: int  # ns since 1970; -1 where times are not trusted
    digest: bytes  # of its bytes
    context_digest: bytes = b""  # of what reading it depended on besides its bytes
    record_digest: bytes = b""  # empty where it was not read yet
    body_digest: bytes = b""  # of a published report's parsed body
    summary: bytes = b""  # of a published report, marshalled; of a translation, a mark
    has_findings: int = 0  # 1 where its record has findings, else 0

    @property
    def crc(self) -> int:
        """The CRC-32 of all fields."""
        return zlib.crc32(marshal.dumps(tuple(self), 2))  # 2: marshal's last format without refs


class RecordRow(NamedTuple):
    """What was read from a content file: its record, and of a report its parsed body."""

    path: str  # relative to the content folder
    record: bytes  # a pickled `SourceRecord`
    body: bytes  # a pickled `ParsedBody`, compressed by zlib; empty where there is none


class StoreMemory(Struct):
    """The store's content in memory, for a process that builds repeatedly.

    It holds as long as no other process has built since, which `generation` shows. Only
    `templates` hold for any process and site: a process that builds several sites may hand them
    on.
    """

    generation: str = ""  # random, 16 hex digits; another with each build that is saved
    values: dict[str, Any] = field(default_factory=dict)  # by name
    maps: dict[str, dict[str, Any]] = field(default_factory=dict)  # by name
    shards: dict[str, Shards] = field(default_factory=dict)  # by name of the mapping
    rows: dict[str, SourceRow] = field(default_factory=dict)  # by path
    records: dict[tuple[str, bytes], Any] = field(default_factory=dict)  # by path and digests
    # By path: summaries of reports, packed and unpacked.
    summaries: dict[str, tuple[bytes, Any]] = field(default_factory=dict)
    published: tuple[str, ...] = ()  # output paths that the last build wrote or deleted
    templates: KnownTemplates = field(default_factory=KnownTemplates)


class Store:
    """The store of a site for the length of one build: named values, mappings and content files.

    `home` is the working folder beside the output. What was stored under another `fingerprint`
    (of versions and settings) is dropped. What is set is written by `save` alone.
    """

    def __init__(self, home: Path, fingerprint: str, memory: StoreMemory | None = None) -> None:
        self.file = home / "state.sqlite"
        self.memory = memory
        self._maps: dict[str, dict[str, Any]] = {}
        self._map_shards: dict[str, Shards] = {}
        self._sources: dict[str, SourceRow] | None = None
        self._fingerprint = fingerprint
        self._connection: sqlite3.Connection | None = None
        # Written at the very end: a write that does not fit into SQLite's memory would lock out
        # the processes that read.
        self._values: dict[str, Any] = {}
        self._changed_shards: dict[str, Any] = {}
        self._statements: list[tuple[str, Iterable[tuple[Any, ...]]]] = []

    def open(self, waiting: Callable[[], None]) -> bool:
        """Lock the store, and return whether it holds a build that can be used.

        Call `waiting` before waiting for another build that holds it. A damaged store is deleted
        and made anew.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._open(waiting)
        except (*READ_ERRORS, CorruptStore):
            self.delete()
            self._open(waiting)
            return False

    def _open(self, waiting: Callable[[], None]) -> bool:
        connection = sqlite3.connect(self.file, timeout=0.05, isolation_level=None)
        self._connection = connection
        connection.execute("PRAGMA synchronous = NORMAL")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            waiting()
            connection.execute(f"PRAGMA busy_timeout = {int(MAX_WAIT * 1000)}")
            connection.execute("BEGIN IMMEDIATE")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if {"value", "source", "record"} <= tables:
            self._check_memory()
            if self.get("fingerprint") == self._fingerprint:
                return True
            self._empty()
            for name in ("value", "source", "record"):
                connection.execute(f"DELETE FROM {name}")  # noqa: S608 - names are ours
        else:
            self._empty()
            for name in tables - {"sqlite_sequence"}:
                if not str(name).startswith("sqlite_"):  # a damaged name may be bytes
                    raise CorruptStore(name)
            for statement in filter(str.strip, SCHEMA.split(";")):
                connection.execute(statement)
        self._values = {"fingerprint": self._fingerprint}
        return False

    def _check_memory(self) -> None:
        """Empty the memory where it is of another generation than the store."""
        if self.memory is None:
            return
        rows = self._rows("SELECT crc, value FROM value WHERE name = 'generation'")
        generation = unpack("generation", rows[0][1], rows[0][0]) if rows else ""
        if generation != self.memory.generation or not generation:
            self._empty(generation)

    def _empty(self, generation: str = "") -> None:
        if self.memory:
            self.memory.generation = generation
            known = self.memory
            for some in (known.values, known.maps, known.shards, known.rows, known.records):
                some.clear()

    def delete(self) -> None:
        """Delete the store and empty the memory, so that everything is computed again."""
        self.close()
        self._empty()
        for suffix in ("", "-journal", "-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Release the store and drop what was set and not saved."""
        if self._connection:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
        self._values = {}
        self._changed_shards = {}
        self._statements = []
        self._maps = {}
        self._map_shards = {}
        self._sources = None

    def save(self) -> None:
        """Write what was set, for the next build, and close.

        Where it cannot be written the store is deleted, so the next build computes everything.
        """
        try:
            self.set("generation", secrets.token_hex(8))
            self._write()
        except (*READ_ERRORS, sqlite3.Error):
            self.delete()
            return
        if self.memory is not None:
            self.memory.generation = self._values["generation"]
            self.memory.values |= self._values
            self.memory.maps |= self._maps
            self.memory.shards |= self._map_shards
            if self._sources is not None:
                self.memory.rows.clear()
                self.memory.rows.update(self._sources)
        self.close()

    def _write(self) -> None:
        connection = self._open_connection()
        for statement, rows in self._statements:
            connection.executemany(statement, rows)
        for name, value in (self._values | self._changed_shards).items():
            data = marshal.dumps(value)
            crc = checksum(name, data)
            self._run("INSERT OR REPLACE INTO value VALUES (?, ?, ?)", name, crc, data)
        self._run("COMMIT")

    def get(self, name: str) -> Any:
        """Return the value of a name, None where there is none. Raise `CorruptStore`."""
        if name in self._values:
            return self._values[name]
        if self.memory is not None and name in self.memory.values:
            return self.memory.values[name]
        rows = self._rows("SELECT crc, value FROM value WHERE name = ?", name)
        value = unpack(name, rows[0][1], rows[0][0]) if rows else None
        if self.memory is not None:
            self.memory.values[name] = value
        return value

    def set(self, name: str, value: Any) -> None:
        """Set the value of a name; it must be marshallable, and not be changed afterwards."""
        self._values[name] = value

    def has_in_memory(self, name: str) -> bool:
        """Return whether the mapping of that name is in this process' memory."""
        return self.memory is not None and name in self.memory.maps

    def get_map(self, name: str) -> dict[str, Any]:
        """Return the mapping of a name, empty where there is none. Raise `CorruptStore`."""
        if self.memory is not None and self.has_in_memory(name):
            self._map_shards[name] = self.memory.shards[name]
            return dict(self.memory.maps[name])
        found: dict[str, Any] = {}
        shards = {}
        rows = self._rows("SELECT name, crc, value FROM value WHERE name GLOB ?", f"{name} [0-9]*")
        for shard, crc, data in rows:
            values = unpack(shard, data, crc)
            shards[int(shard.rpartition(" ")[2])] = tuple(values)
            found.update(values)
        self._map_shards[name] = shards
        if self.memory is not None:
            self.memory.maps[name] = dict(found)
            self.memory.shards[name] = shards
        return found

    def set_map(self, name: str, values: Mapping[str, Any], changed: Iterable[str]) -> None:
        """Set the mapping of a name; it differs from `get_map(name)` only in the keys `changed`.

        Only the shards of these keys are written.
        """
        touched: defaultdict[int, list[str]] = defaultdict(list)
        for key in changed:
            touched[_shard_of(key)].append(key)
        if name not in self._map_shards:
            self.get_map(name)
        shards = dict(self._map_shards[name])
        for number, keys in touched.items():
            every = dict.fromkeys((*shards.get(number, ()), *keys))
            shard = {key: values[key] for key in every if key in values}
            self._changed_shards[f"{name} {number}"] = shard
            shards[number] = tuple(shard)
        self._map_shards[name] = shards
        if self.memory is not None:
            self._maps[name] = dict(values)

    def sources(self) -> dict[str, SourceRow]:
        """Return the rows of all content files by path. Raise `CorruptStore`."""
        if self.memory is not None and self.memory.rows:
            return dict(self.memory.rows)
        found = {}
        for *values, crc in self._rows("SELECT * FROM source"):
            row = SourceRow(*values)
            if row.crc != crc:
                raise CorruptStore(row.path)
            found[row.path] = row
        if self.memory is not None:
            self.memory.rows.update(found)
        return found

    def set_sources(
        self, every: Mapping[str, SourceRow], changed: Iterable[str], gone: Iterable[str]
    ) -> None:
        """Set the rows of all content files; write those of paths in `changed`, delete `gone`."""
        rows = [every[path] for path in changed]
        self._sources = dict(every)
        placeholders = ", ".join("?" * (len(SourceRow._fields) + 1))
        statement = f"INSERT OR REPLACE INTO source VALUES ({placeholders})"  # noqa: S608
        self._statements.append((statement, [(*row, row.crc) for row in rows]))
        for table in ("source", "record"):
            statement = f"DELETE FROM {table} WHERE path = ?"  # noqa: S608
            self._statements.append((statement, [(path,) for path in gone]))

    def set_records(self, rows: Iterable[RecordRow]) -> None:
        """Set records and bodies of content files; `rows` are consumed by `save`."""
        values = (
            (path, *_checked_value("record", path, record), *_checked_value("body", path, body))
            for path, record, body in rows
        )
        self._statements.append(("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)", values))

    def record_reader(self) -> "RecordReader":
        """Return a reader of earlier builds' texts, for this process or one forked from it."""
        return RecordReader(self.file)

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._open_connection().execute(statement, values)

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._run(statement, *values).fetchall()
        except READ_ERRORS as error:
            raise CorruptStore(statement) from error

    def _open_connection(self) -> sqlite3.Connection:
        assert self._connection, "the store is not open"
        return self._connection


def _shard_of(key: str) -> int:
    return zlib.crc32(key.encode()) % SHARDS


class RecordReader:
    """A reader of the stored records and bodies of files; it connects when it is used first."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None

    def record(self, path: str) -> bytes:
        """Return the pickled record of a file. Raise `CorruptStore`."""
        return self._value("record", path)

    def body(self, path: str) -> bytes:
        """Return the pickled, compressed body of a report. Raise `CorruptStore`."""
        return self._value("body", path)

    def several(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each path with its file's pickled record. Raise `CorruptStore`."""
        for path in paths:
            yield path, self.record(path)

    def close(self) -> None:
        """Close the connection; the next access connects again."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _value(self, column: str, path: str) -> bytes:
        if self._connection is None:
            self._connection = sqlite3.connect(self._file, isolation_level=None)
        try:
            found = self._connection.execute(
                f"SELECT {column}, {column}_crc FROM record WHERE path = ?",  # noqa: S608
                (path,),
            ).fetchone()
        except READ_ERRORS as error:
            raise CorruptStore(path) from error
        if found is None or checksum(f"{column} {path}", found[0]) != found[1]:
            raise CorruptStore(path)
        return bytes(found[0])


def _checked_value(column: str, path: str, data: bytes) -> tuple[bytes, int]:
    return data, checksum(f"{column} {path}", data)


def checksum(name: str, data: bytes) -> int:
    """Return the CRC-32 of a name and its value. Raise `CorruptStore` where `data` is no bytes."""
    if not isinstance(data, bytes):
        raise CorruptStore(name)
    return zlib.crc32(data, zlib.crc32(name.encode()))


def unpack(name: str, data: bytes, crc: int) -> Any:
    """Return a marshalled value. Raise `CorruptStore` where `crc` is not of that name and value."""
    if checksum(name, data) != crc:
        raise CorruptStore(name)
    try:
        return marshal.loads(data)  # noqa: S302 - checked, and ours
    except (ValueError, TypeError, EOFError) as error:
        raise CorruptStore("value") from error
