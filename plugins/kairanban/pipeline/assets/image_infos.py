"""Image infos of the content's pictures, probed once for the same bytes."""

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

# As stored: the digest of the file's bytes, the values of an `ImageInfo`, and (); where the picture
# cannot be published, the digest, a finding's code alone, and its parameters.
Row = tuple[bytes, tuple[Any, ...], tuple[tuple[str, Any], ...]]
ANIMATED_CODE = "moving-picture"  # code of the warning about an animated picture


class ImageInfos(Mapping[str, ImageInfo | Unreadable]):
    """A mapping of paths in the content folder to image infos, probed on access.

    The value is `Unreadable` where the picture cannot be published. `digests` are of the bytes of
    all content files, by path.
    """

    def __init__(
        self, content: Path, digests: Mapping[str, bytes], store: Store | None = None
    ) -> None:
        self._content = content
        self._digests = digests
        self._former: dict[str, Row] = (store.get("image infos") if store else None) or {}
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
        """Probe those of `paths` that are not known yet, in parallel processes."""
        new = sorted({path for path in paths if path not in self._rows})
        for rows in run_in_parallel(self._probe_batch, new):
            self._rows.update(rows)

    def mark_broken(self, path: str, fault: Unreadable) -> None:
        """Record the fault of a picture that was found only when decoding it whole."""
        self._rows[path] = self._digests[path], (fault.code,), tuple(fault.params.items())

    def findings(self, files: Iterable[SourceRecord[Any]], paths: Set[str]) -> Iterator[Problem]:
        """Yield the findings in the pictures that `files` show or link, once for each link.

        `paths` are all files that may be linked. Animated pictures are warnings.
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
                    moving = Unreadable(ANIMATED_CODE, file=name)
                    yield make_problem(file.path, link.line, key, moving, "warning")

    def paths_with_findings(self, paths: Iterable[str]) -> frozenset[str]:
        """Return those of `paths` for which `findings` has something to report."""
        return frozenset(
            path
            for path in paths
            if isinstance(found := self[path], Unreadable) or found.is_animated
        )

    def save(self, store: Store) -> None:
        """Put the image infos into the store, if any changed."""
        if self._rows != self._former:
            store.set("image infos", self._rows)

    def _probe(self, path: str) -> Row:
        # Imported here, as most builds see no new picture.
        from ...images.photos.probe import probe  # noqa: PLC0415

        try:
            return self._digests[path], tuple(probe(self._content / path)), ()
        except Unreadable as fault:
            return self._digests[path], (fault.code,), tuple(fault.params.items())

    def _probe_batch(self, paths: Iterable[str]) -> dict[str, Row]:
        return {path: self._probe(path) for path in paths}
