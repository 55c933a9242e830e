"""A cache of encoded pictures beside the output, so that none is encoded twice.

Each picture has a folder of its name, with its variants and a list of their digests. The list is
written last, and the folder gets its name when it is complete. A picture whose files differ from
the list is encoded again.
"""

import json
import os
import shutil
from collections.abc import Iterable, Set
from pathlib import Path

from ..loading.content_loader import compute_digest

LIST = "made.json"  # name of the list in each folder
UNFINISHED = ".new"  # suffix of a folder that is not complete yet
MAX_UNUSED_AGE = 30 * 24 * 3600  # seconds for which a picture stays that no page shows any more


class PictureCache:
    """The cached pictures in `folder` that the encoders `by` made.

    `by` identifies the encoders' versions, as others give other bytes.
    """

    def __init__(self, folder: Path, by: str) -> None:
        self._folder = folder
        self._by = by

    def take(self, name: str, target: Path) -> bool:
        """Link or copy the variants of a picture to `<target>-<variant>`.

        Return False where they are missing, damaged or made by other encoders.
        """
        here = self._folder / name
        found = self._list(here)
        if found is None or any(_digest(here / file) != digest for file, digest in found.items()):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        for file in found:
            _link(here / file, target.with_name(f"{target.name}-{file}"))
        return True

    def put(self, name: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Store the variants of a picture (name and bytes), in place of any that are there."""
        draft, here = self._folder / f"{name}{UNFINISHED}", self._folder / name
        for folder in (draft, here):
            shutil.rmtree(folder, ignore_errors=True)
        draft.mkdir(parents=True)
        digests = {}
        for file, data in files:
            (draft / file).write_bytes(data)
            digests[file] = compute_digest(data).hex()
        listing = {"by": self._by, "files": digests}
        (draft / LIST).write_text(json.dumps(listing), "utf-8")
        draft.replace(here)

    def prune(self, wanted: Set[str], dropped: Set[str], now: float) -> None:
        """Delete pictures that no page has shown for longer than `MAX_UNUSED_AGE`.

        `wanted` are the names of pictures that pages show; for those in `dropped`, which pages
        showed until now, the time begins. `now` is in seconds since 1970.
        """
        if not self._folder.is_dir():
            return
        for folder in sorted(self._folder.iterdir()):
            if folder.name in wanted:
                continue
            if folder.name in dropped:
                os.utime(folder, (now, now))
            elif folder.stat().st_mtime < now - MAX_UNUSED_AGE:
                shutil.rmtree(folder, ignore_errors=True)

    def _list(self, here: Path) -> dict[str, str] | None:
        """Return the listed files of a picture with their digests (hex), None where invalid."""
        try:
            listing = json.loads((here / LIST).read_bytes())
            files = listing["files"] if listing["by"] == self._by else None
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return files if isinstance(files, dict) and all(map(_is_name, files)) else None


def _is_name(file: object) -> bool:
    return isinstance(file, str) and file == Path(file).name


def _digest(file: Path) -> str:
    try:
        return compute_digest(file.read_bytes()).hex()
    except OSError:
        return ""


def _link(source: Path, target: Path) -> None:
    """Hard-link a file to `target`, or copy it where the file system cannot link."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        target.unlink()
        _link(source, target)
    except OSError:
        shutil.copyfile(source, target)
