"""What the content's pictures are, found out once for the same bytes."""

from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from ...content.folder.links import destination
from ...content.folder.scan import is_picture
from ...content.folder.source_files import finding
from ...content.problems import Problem, Unreadable
from ...content.source_record import SourceRecord
from ...images.photos.image_type import Look
from ..store.store import State
from ..workers import shared_out

# As remembered: the digest of the file's bytes, and a `Look`; or a code and parameters.
Row = tuple[bytes, tuple[Any, ...], tuple[tuple[str, Any], ...]]
MOVING = "moving-picture"


class Looks(Mapping[str, Look | Unreadable]):
    """By path in the content folder: what the picture is, or why it cannot be published."""

    def __init__(
        self, content: Path, digests: Mapping[str, bytes], state: State | None = None
    ) -> None:
        self._content = content
        self._digests = digests
        self._former: dict[str, Row] = (state.part("looks") if state else None) or {}
        self._rows = {
            path: row for path, row in self._former.items() if digests.get(path) == row[0]
        }

    def __getitem__(self, path: str) -> Look | Unreadable:
        if path not in self._rows:
            self._rows[path] = self._look(path)
        _, told, params = self._rows[path]
        if len(told) == 1:
            return Unreadable(told[0], **dict(params))
        return Look(*told)

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)

    def look_at(self, paths: Iterable[str]) -> None:
        """Looks at these, of which there may be many."""
        new = sorted({path for path in paths if path not in self._rows})
        for rows in shared_out(self._look_at_all, new):
            self._rows.update(rows)

    def spoil(self, path: str, fault: Unreadable) -> None:
        """Remembers what only decoding has shown."""
        self._rows[path] = self._digests[path], (fault.code,), tuple(fault.params.items())

    def findings(self, files: Iterable[SourceRecord[Any]], paths: Set[str]) -> Iterator[Problem]:
        """What is wrong or doubtful in the pictures that content files show or link.

        `paths` are all that may be linked.
        """
        for file in files:
            for link, key in file.links:
                try:
                    meant = destination(link.target, file.path, paths)
                except Unreadable:
                    continue
                if meant.path not in self._digests or not is_picture(meant.path):
                    continue
                found = self[meant.path]
                if isinstance(found, Unreadable):
                    yield finding(file.path, link.line, key, found, file.level)
                elif found.moving:
                    name = meant.path.rpartition("/")[2]
                    moving = Unreadable(MOVING, file=name)
                    yield finding(file.path, link.line, key, moving, "warning")

    def doubtful(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of which there is something to tell."""
        return frozenset(
            path for path in paths if isinstance(found := self[path], Unreadable) or found.moving
        )

    def keep(self, state: State) -> None:
        """Remembers what was found out."""
        if self._rows != self._former:
            state.put("looks", self._rows)

    def _look(self, path: str) -> Row:
        # Imported here, as most builds see no new picture.
        from ...images.photos.probe import look  # noqa: PLC0415

        try:
            return self._digests[path], tuple(look(self._content / path)), ()
        except Unreadable as fault:
            return self._digests[path], (fault.code,), tuple(fault.params.items())

    def _look_at_all(self, paths: Iterable[str]) -> dict[str, Row]:
        return {path: self._look(path) for path in paths}
