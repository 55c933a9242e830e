"""Pictures that were made, kept beside the output, so that none is made twice.

Each has a folder, called like the picture, with its files and a list of their digests. The list
is written last, and the folder gets its name when it is whole; what is not as the list says is
made again.
"""

import json
import os
import shutil
from collections.abc import Iterable, Set
from pathlib import Path

from ..loading.content_loader import compute_digest

LIST = "made.json"
UNFINISHED = ".new"
MAX_UNUSED_AGE = 30 * 24 * 3600  # seconds for which a picture is kept that no page shows any more


class PictureCache:
    """The pictures in `folder`; `by` tells the encoders from others, which give other bytes."""

    def __init__(self, folder: Path, by: str) -> None:
        self._folder = folder
        self._by = by

    def take(self, name: str, target: Path) -> bool:
        """Puts the files of a picture to `<target>-…`; False where they are not here whole."""
        here = self._folder / name
        found = self._list(here)
        if found is None or any(_digest(here / file) != digest for file, digest in found.items()):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        for file in found:
            _link(here / file, target.with_name(f"{target.name}-{file}"))
        return True

    def put(self, name: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Keeps the files of a picture, of which there may be damaged ones."""
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

    def clear(self, wanted: Set[str], dropped: Set[str], now: float) -> None:
        """Deletes what no page has shown for a while.

        `dropped` are those that pages showed until now; `now` is in seconds since 1970.
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
        """The files of a picture with their digests."""
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
    """The same file under another name, where the file system knows such; else a copy."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        target.unlink()
        _link(source, target)
    except OSError:
        shutil.copyfile(source, target)
