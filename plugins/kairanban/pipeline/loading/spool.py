"""What was just read, until it is remembered: in memory while it is little, else in a file."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from msgspec import Struct, field

from ..store.store import TextRow

MAX_MEMORY_BYTES = 4 << 20  # bytes


class Spool(Struct):
    """Rows by path; one that is put again takes the place of the former.

    The file lies in `folder`, without a name; without a folder all stays in memory. Processes
    that are forked read as well. Raises OSError where there is no room.
    """

    folder: Path | None = None
    _rows: dict[str, TextRow] = field(default_factory=dict)
    _places: dict[str, tuple[int, int, int]] = field(default_factory=dict)  # start, two lengths
    _file: IO[bytes] | None = None
    _end: int = 0

    def put(self, row: TextRow) -> None:
        """Takes one in."""
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

    def get(self, path: str) -> TextRow | None:
        """The row of a path, None where there is none."""
        if path in self._rows:
            return self._rows[path]
        if path not in self._places:
            return None
        start, first, second = self._places[path]
        data = self._read(start, first + second)
        return TextRow(path, data[:first], data[first:])

    def __contains__(self, path: object) -> bool:
        return path in self._rows or path in self._places

    def rows(self) -> Iterator[TextRow]:
        """All of them."""
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
        if hasattr(os, "pread"):  # does not move the place that forked processes share
            return os.pread(self._file.fileno(), length, start)
        self._file.seek(start)
        data = self._file.read(length)
        self._file.seek(self._end)
        return data
