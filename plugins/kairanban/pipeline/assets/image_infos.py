"""What the content's pictures are, found out once for the same bytes."""

from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from ...content.folder.links import resolve_link
from ...content.folder.scan import is_picture
from ...content.folder.source_files import make_problem
from ...content.problems import Problem, Unreadable
from ...content.source_record import SourceRecord
from ...images.photos.image_type import ImageInfo
from ..store.store import Store
from ..workers import run_in_parallel

# As remembered: the digest of the file's bytes, and a `ImageInfo`; or a code and parameters.
Row = tuple[bytes, tuple[Any, ...], tuple[tuple[str, Any], ...]]
MOVING = "moving-picture"


class ImageInfos(Mapping[str, ImageInfo | Unreadable]):
    """By path in the content folder: what the picture is, or why it cannot be published."""

    def __init__(
        self, content: Path, digests: Mapping[str, bytes], store: Store | None = None
    ) -> None:
        self._content = content
        self._digests = digests
        self._former: dict[str, Row] = (store.get("looks") if store else None) or {}
        self._rows = {
            path: row for path, row in self._former.items() if digests.get(path) == row[0]
        }

    def __getitem__(self, path: str) -> ImageInfo | Unreadable:
        if path not in self._rows:
            self._rows[path] = self._probe(path)
        _, values, params = self._rows[path]
        if len(values) == 1:
            return Unreadable(values[0], **dict(params))
        return ImageInfo(*values)

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)

    def probe_all(self, paths: Iterable[str]) -> None:
        """Looks at these, of which there may be many."""
        new = sorted({path for path in paths if path not in self._rows})
        for rows in run_in_parallel(self._probe_batch, new):
            self._rows.update(rows)

    def mark_broken(self, path: str, fault: Unreadable) -> None:
        """Remembers what only decoding has shown."""
        self._rows[path] = self._digests[path], (fault.code,), tuple(fault.params.items())

    def findings(self, files: Iterable[SourceRecord[Any]], paths: Set[str]) -> Iterator[Problem]:
        """What is wrong or doubtful in the pictures that content files show or link.

        `paths` are all that may be linked.
        """
        for file in files:
            for link, key in file.links:
                try:
                    meant = resolve_link(link.target, file.path, paths)
                except Unreadable:
                    continue
                if meant.path not in self._digests or not is_picture(meant.path):
                    continue
                found = self[meant.path]
                if isinstance(found, Unreadable):
                    yield make_problem(file.path, link.line, key, found, file.level)
                elif found.is_animated:
                    name = meant.path.rpartition("/")[2]
                    moving = Unreadable(MOVING, file=name)
                    yield make_problem(file.path, link.line, key, moving, "warning")

    def with_findings(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of which there is something to tell."""
        return frozenset(
            path
            for path in paths
            if isinstance(found := self[path], Unreadable) or found.is_animated
        )

    def save(self, store: Store) -> None:
        """Remembers what was found out."""
        if self._rows != self._former:
            store.set("looks", self._rows)

    def _probe(self, path: str) -> Row:
        # Imported here, as most builds see no new picture.
        from ...images.photos.probe import probe  # noqa: PLC0415

        try:
            return self._digests[path], tuple(probe(self._content / path)), ()
        except Unreadable as fault:
            return self._digests[path], (fault.code,), tuple(fault.params.items())

    def _probe_batch(self, paths: Iterable[str]) -> dict[str, Row]:
        return {path: self._probe(path) for path in paths}
