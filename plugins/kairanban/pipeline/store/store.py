"""What builds remember: one SQLite file beside the output, which may be deleted at any time.

It is a cache of things that can be made again, and is never trusted: each value stands with its
checksum, which is of its name as well, and one that is damaged, foreign or of other versions is as
good as none. While a build
holds the state no other can, so two builds at once take turns; a build that is killed leaves the
state as it was before.
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

MAX_WAIT = 3600.0  # seconds for another build to end
Shards = Mapping[int, Sequence[str]]  # of a shelf: by number, the keys that are in it
# What SQLite raises of a damaged file: its words may hold bytes of that, which are no text.
READ_ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)
SHARDS = 61  # into which mappings are parted, so that a small change writes little
SCHEMA = """
CREATE TABLE part (name TEXT PRIMARY KEY, crc INTEGER, value BLOB) WITHOUT ROWID;
CREATE TABLE source (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, ctime INTEGER, digest BLOB,
    around BLOB, record_digest BLOB, told_digest BLOB, outline BLOB, warned INTEGER, crc INTEGER
);
CREATE TABLE text (
    path TEXT PRIMARY KEY, record BLOB, record_crc INTEGER, told BLOB, told_crc INTEGER
);
"""


class CorruptStore(ValueError):
    """What is remembered cannot be read."""


class SourceRow(NamedTuple):
    """A content file as it was read last. Times are in nanoseconds; -1 is not to be believed."""

    path: str
    size: int
    mtime: int
    ctime: int
    digest: bytes
    context_digest: bytes = b""  # what reading it depended on besides its bytes
    record_digest: bytes = b""
    body_digest: bytes = b""
    summary: bytes = b""  # of a published report, marshalled
    has_findings: int = 0  # whether something was found in it

    @property
    def crc(self) -> int:
        """Of all of it."""
        return zlib.crc32(marshal.dumps(tuple(self), 2))  # a version without references


class TextRow(NamedTuple):
    """What was read in it: the record, and of a report its body, pickled and compressed."""

    path: str
    record: bytes
    body: bytes


class StoreMemory(Struct):
    """What a process that builds again and again need not load again.

    It is right while nobody else has built since, which `generation` tells. Only `templates` are
    right whoever builds, and whatever site: a process that builds several may hand them on.
    """

    generation: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    maps: dict[str, dict[str, Any]] = field(default_factory=dict)
    shards: dict[str, Shards] = field(default_factory=dict)  # of shelves
    rows: dict[str, SourceRow] = field(default_factory=dict)
    records: dict[tuple[str, bytes], Any] = field(default_factory=dict)  # by path and digest
    summaries: dict[str, tuple[bytes, Any]] = field(
        default_factory=dict
    )  # by path: packed, and not
    published: tuple[str, ...] = ()  # the files that the last build touched
    templates: KnownTemplates = field(default_factory=KnownTemplates)


class Store:
    """The state of the site whose output is `home`'s neighbour, for the length of one build.

    `mark` tells the versions and settings with which it was made.
    """

    def __init__(self, home: Path, fingerprint: str, memory: StoreMemory | None = None) -> None:
        self.file = home / "state.sqlite"
        self.memory = memory
        self._maps: dict[str, dict[str, Any]] = {}
        self._map_shards: dict[str, Shards] = {}
        self._sources: dict[str, SourceRow] | None = None
        self._fingerprint = fingerprint
        self._connection: sqlite3.Connection | None = None
        # Written at the very end: a write that does not fit into memory would lock out the
        # processes that read.
        self._values: dict[str, Any] = {}
        self._changed_shards: dict[str, Any] = {}
        self._statements: list[tuple[str, Iterable[tuple[Any, ...]]]] = []

    def open(self, waiting: Callable[[], None]) -> bool:
        """Takes the state; `waiting` is called where another build has it.

        Gives whether there was one that can be used.
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
        if {"part", "source", "text"} <= tables:
            self._check_memory()
            if self.get("mark") == self._fingerprint:
                return True
            self._check_memory()
            for name in ("part", "source", "text"):
                connection.execute(f"DELETE FROM {name}")  # noqa: S608 - names are ours
        else:
            for name in tables - {"sqlite_sequence"}:
                if not str(name).startswith("sqlite_"):  # damaged ones may be bytes
                    raise CorruptStore(name)
            for statement in filter(str.strip, SCHEMA.split(";")):
                connection.execute(statement)
        self._values = {"mark": self._fingerprint}
        return False

    def _check_memory(self) -> None:
        """Leaves the memory as it is where it is of this state, else empties it."""
        if self.memory is None:
            return
        rows = self._rows("SELECT crc, value FROM part WHERE name = 'generation'")
        generation = unpack("generation", rows[0][1], rows[0][0]) if rows else ""
        if generation != self.memory.generation or not generation:
            self._empty(generation)

    def _empty(self, generation: str = "") -> None:
        if self.memory:
            self.memory.generation = generation
            known = self.memory
            for some in (known.values, known.maps, known.shards, known.rows):
                some.clear()

    def delete(self) -> None:
        """Deletes the state, so that everything is made again."""
        self.close()
        self._empty()
        for suffix in ("", "-journal", "-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Leaves it as it was, unless it was kept."""
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
        """Makes what was put the state for the next build.

        Where it cannot be written the next build begins anew.
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
            self._run("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", name, crc, data)
        self._run("COMMIT")

    def get(self, name: str) -> Any:
        """A value that was put; None where there is none. Raises `CorruptStore`."""
        if name in self._values:
            return self._values[name]
        if self.memory is not None and name in self.memory.values:
            return self.memory.values[name]
        rows = self._rows("SELECT crc, value FROM part WHERE name = ?", name)
        value = unpack(name, rows[0][1], rows[0][0]) if rows else None
        if self.memory is not None:
            self.memory.values[name] = value
        return value

    def set(self, name: str, value: Any) -> None:
        """Remembers a value that can be marshalled; it must not be changed afterwards."""
        self._values[name] = value

    def has_in_memory(self, name: str) -> bool:
        """Whether this process has had that shelf before."""
        return self.memory is not None and name in self.memory.maps

    def get_map(self, name: str) -> dict[str, Any]:
        """A mapping that was put in pieces; empty where there is none. Raises `CorruptStore`."""
        if self.memory is not None and self.has_in_memory(name):
            self._map_shards[name] = self.memory.shards[name]
            return dict(self.memory.maps[name])
        found: dict[str, Any] = {}
        pieces = {}
        rows = self._rows("SELECT name, crc, value FROM part WHERE name GLOB ?", f"{name} [0-9]*")
        for piece, crc, data in rows:
            values = unpack(piece, data, crc)
            pieces[int(piece.rpartition(" ")[2])] = tuple(values)
            found.update(values)
        self._map_shards[name] = pieces
        if self.memory is not None:
            self.memory.maps[name] = dict(found)
            self.memory.shards[name] = pieces
        return found

    def set_map(self, name: str, values: Mapping[str, Any], changed: Iterable[str]) -> None:
        """Remembers a mapping of which only the keys in `changed` are not as in `shelf(name)`."""
        touched: defaultdict[int, list[str]] = defaultdict(list)
        for key in changed:
            touched[_shard_of(key)].append(key)
        if name not in self._map_shards:
            self.get_map(name)
        pieces = dict(self._map_shards[name])
        for number, keys in touched.items():
            every = dict.fromkeys((*pieces.get(number, ()), *keys))
            piece = {key: values[key] for key in every if key in values}
            self._changed_shards[f"{name} {number}"] = piece
            pieces[number] = tuple(piece)
        self._map_shards[name] = pieces
        if self.memory is not None:
            self._maps[name] = dict(values)

    def sources(self) -> dict[str, SourceRow]:
        """Every content file that was read."""
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
        """Remembers files of which some `changed`, and forgets those that are gone."""
        rows = [every[path] for path in changed]
        self._sources = dict(every)
        marks = ", ".join("?" * (len(SourceRow._fields) + 1))
        statement = f"INSERT OR REPLACE INTO source VALUES ({marks})"  # noqa: S608
        self._statements.append((statement, [(*row, row.crc) for row in rows]))
        for table in ("source", "text"):
            statement = f"DELETE FROM {table} WHERE path = ?"  # noqa: S608
            self._statements.append((statement, [(path,) for path in gone]))

    def set_texts(self, rows: Iterable[TextRow]) -> None:
        """Remembers what was read in files."""
        values = (
            (path, *_checked_value("record", path, record), *_checked_value("told", path, body))
            for path, record, body in rows
        )
        self._statements.append(("INSERT OR REPLACE INTO text VALUES (?, ?, ?, ?, ?)", values))

    def texts(self) -> "RecordTexts":
        """A reader of what was read before this build, for this process or one forked from it."""
        return RecordTexts(self.file)

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._open_connection().execute(statement, values)

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._run(statement, *values).fetchall()
        except READ_ERRORS as error:
            raise CorruptStore(statement) from error

    def _open_connection(self) -> sqlite3.Connection:
        assert self._connection, "the state is not open"
        return self._connection


def _shard_of(key: str) -> int:
    return zlib.crc32(key.encode()) % SHARDS


class RecordTexts:
    """Reads what the state holds of single files; each process opens it for itself."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None

    def record(self, path: str) -> bytes:
        """The record of a file. Raises `CorruptStore`."""
        return self._value("record", path)

    def body(self, path: str) -> bytes:
        """The body of a report. Raises `CorruptStore`."""
        return self._value("told", path)

    def several(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The records of files."""
        for path in paths:
            yield path, self.record(path)

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def _value(self, column: str, path: str) -> bytes:
        if self._connection is None:
            self._connection = sqlite3.connect(self._file, isolation_level=None)
        try:
            found = self._connection.execute(
                f"SELECT {column}, {column}_crc FROM text WHERE path = ?",  # noqa: S608
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
    """Of a value, and of what it is called. Raises `CorruptStore` where the value is of another
    kind."""
    if not isinstance(data, bytes):
        raise CorruptStore(name)
    return zlib.crc32(data, zlib.crc32(name.encode()))


def unpack(name: str, data: bytes, crc: int) -> Any:
    """A marshalled value. Raises `CorruptStore` where it is not what was put under that name."""
    if checksum(name, data) != crc:
        raise CorruptStore(name)
    try:
        return marshal.loads(data)  # noqa: S302 - checked, and ours
    except (ValueError, TypeError, EOFError) as error:
        raise CorruptStore("value") from error
