"""The manifest of the output folder, and its comparison with what is there now."""

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from msgspec import Struct, field

from ...site.urls import SEARCH_INDEX
from ..loading.content_loader import compute_digest
from ..store.store import Store
from .stage import files_below

SITE_WIDE_FILES = ("sitemap.xml", "next-change.json", SEARCH_INDEX)  # made from all other files

GONE = -1  # the time of a folder that does not exist
Seen = dict[str, tuple[int, int]]  # by path: size and time (ns)


class OutputManifest(Struct, kw_only=True):
    """The output folder as the last build left it, and what is different there now.

    All paths are relative to the output folder, with `/`.
    """

    output: Path
    files: Seen  # as the last build left them
    folders: dict[str, int]  # by path ("" is the output itself): modification time (ns)
    changed: frozenset[str]  # files that are gone or changed
    unknown_files: frozenset[str]  # files that no build has published
    digests: dict[str, bytes] = field(default_factory=dict)  # by path: of a file's source
    _fresh: dict[str, bytes] = field(default_factory=dict)  # `digests` for the next build

    @classmethod
    def compare(cls, output: Path, store: Store, retained: Set[str]) -> "OutputManifest":
        """Compare the output folder with what the last build left there. Raise `CorruptStore`.

        `retained` are names right in the output folder that are left alone. A process that
        builds repeatedly looks only whether files were added or removed in the output folder and
        the folders right in it; what is changed by hand further below is seen by the next process.
        """
        again = store.has_in_memory("output")
        files, folders = store.get_map("output"), store.get_map("folders")
        digests = store.get("digests") or {}
        root = str(output)
        if again and output.is_dir() and not any(_changed(root, _upper(folders))):
            return cls(
                output=output,
                files=files,
                folders=folders,
                changed=frozenset(),
                unknown_files=frozenset(),
                digests=digests,
            )
        if not files and output.is_dir():  # the store knows nothing of it
            foreign = {path for path in files_below(output) if path.split("/")[0] not in retained}
        else:
            foreign = {
                path
                for folder in _changed(root, folders)
                for path in _files_in(output, folder)
                if path not in files and path.split("/")[0] not in retained
            }
        return cls(
            output=output,
            files=files,
            folders=folders,
            changed=frozenset(changed_files(root, files)),
            unknown_files=frozenset(foreign),
            digests=digests,
        )

    def to_delete(self, files: Set[str], retained: Set[str]) -> list[str]:
        """Return the paths to delete so that only `files` and retained ones are left, sorted."""
        gone = {path for path in self.files.keys() - files if path.split("/")[0] not in retained}
        return sorted(gone | (self.unknown_files - files))

    def is_published(self, path: str, source: bytes) -> bool:
        """Return whether the file at `path` is published unchanged, and was made from `source`.

        The digest of `source` is kept for the next build.
        """
        self._fresh[path] = compute_digest(source)
        same = self.digests.get(path) == self._fresh[path]
        return same and path in self.files and path not in self.changed

    def save(self, store: Store, files: Set[str], touched: Iterable[str]) -> None:
        """Put the sizes and times of the output's `files` into the store.

        `touched` are the paths that were written or deleted.
        """
        known = set(self.files)
        gone = known - files
        renewed = (set(touched) & files) | (files - known)
        seen = {**self.files, **{path: _seen(f"{self.output}/{path}") for path in renewed}}
        for path in gone:
            del seen[path]
        above = {folder for path in renewed | gone for folder in _above(path)}
        folders = dict(self.folders)
        for folder in above:
            folders[folder] = _time(f"{self.output}/{folder}")
        there = {folder: time for folder, time in folders.items() if time != GONE}
        store.set_map("output", seen, renewed | gone)
        store.set_map("folders", there, above)
        store.set("digests", self._fresh)


def changed_files(output: str, files: Seen) -> Iterable[str]:
    """Yield the paths of files that are gone, or whose size or time differs from `files`."""
    stat = os.stat
    for path, seen in files.items():
        try:
            found = stat(f"{output}/{path}", follow_symlinks=False)
        except OSError:
            yield path
            continue
        if (found.st_size, found.st_mtime_ns) != seen:
            yield path


def _upper(folders: Mapping[str, int]) -> dict[str, int]:
    """Return the entries of the output folder and of the folders right in it."""
    return {folder: time for folder, time in folders.items() if "/" not in folder}


def _changed(root: str, folders: Mapping[str, int]) -> Iterator[str]:
    """Yield the folders in which something was added or removed, by their times."""
    return (folder for folder, time in folders.items() if _time(f"{root}/{folder}") != time)


def _seen(file: str) -> tuple[int, int]:
    found = os.stat(file, follow_symlinks=False)  # noqa: PTH116 - there are many
    return found.st_size, found.st_mtime_ns


def _time(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 - there are many
    except OSError:
        return GONE


def _above(path: str) -> Iterable[str]:
    """Yield the folders above a file, up to the output folder itself ("")."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def _files_in(output: Path, folder: str) -> Iterable[str]:
    """Yield the paths of all files below a folder of the output."""
    here = output / folder
    if not here.is_dir():
        return
    for entry in sorted(here.iterdir()):
        path = entry.relative_to(output).as_posix()
        if entry.is_dir() and not entry.is_symlink():
            yield from (f"{path}/{below}" for below in files_below(entry))
        else:
            yield path
