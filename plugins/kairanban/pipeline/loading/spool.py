"""A buffer for texts that were read and are not stored yet: in memory, or in a temporary file."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from msgspec import Struct, field

from ..store.store import RecordRow

MAX_MEMORY_BYTES = 4 << 20  # bytes of records and bodies; more go to a file


class Spool(Struct):
    """A mapping of paths to rows that moves to a file when it grows beyond `MAX_MEMORY_BYTES`.

    A row that is put again replaces the former one. The file lies in `folder`, without a name;
    without a folder all rows stay in memory. Forked processes can read it as well. Methods raise
    OSError where the disk is full.
    """

    folder: Path | None = None
    _rows: dict[str, RecordRow] = field(default_factory=dict)
    # By path: the offset in the file, and the lengths of record and body (bytes).
    _places: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    _file: IO[bytes] | None = None
    _end: int = 0  # bytes in the file, or in memory while there is none

    def put(self, row: RecordRow) -> None:
        """Add a row, or replace the one of the same path."""
        if self._file is None:
            self._rows[row.path] = row
            self._end += len(row.record) + len(row.body)
            if self.folder and self._end > MAX_MEMORY_BYTES:
                self._spill(self.folder)
            return
        self._file.write(row.record + row.body)
        self._file.flush()
        self._places[row.path] = self._end, len(row.record), len(row.body)
        self._end += len(row.record) + len(row.body)

    def get(self, path: str) -> RecordRow | None:
        """Return the row of a path, None where there is none."""
        if path in self._rows:
            return self._rows[path]
        if path not in self._places:
            return None
        start, first, second = self._places[path]
        data = self._read(start, first + second)
        return RecordRow(path, data[:first], data[first:])

    def __contains__(self, path: object) -> bool:
        return path in self._rows or path in self._places

    def rows(self) -> Iterator[RecordRow]:
        """Yield all rows, each path once."""
        for path in (*self._rows, *self._places):
            if row := self.get(path):
                yield row

    def _spill(self, folder: Path) -> None:
        rows, self._rows, self._end = self._rows, {}, 0
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed with the build
        for row in rows.values():
            self.put(row)

    def _read(self, start: int, length: int) -> bytes:
        assert self._file
        if hasattr(os, "pread"):  # does not move the file position that forked processes share
            return os.pread(self._file.fileno(), length, start)
        self._file.seek(start)
        data = self._file.read(length)
        self._file.seek(self._end)
        return data
