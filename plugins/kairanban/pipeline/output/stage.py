"""The staging folder, where everything is written before it is published to the output folder.

It lies beside the output folder, so that moving a file is one rename on the same file system.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct


class WorkFolder(Struct, frozen=True):
    """The paths below a build's working folder, which lies beside the output folder.

    Staged files are one part of it; the others stay from build to build.
    """

    output: Path  # the published site

    @property
    def home(self) -> Path:
        """The working folder beside the output; it may be deleted whenever no build runs."""
        return self.output.parent / f".{self.output.name}.kairanban"

    @property
    def files(self) -> Path:
        """The folder of files that are to be published, under their output paths."""
        return self.home / "stage"

    @property
    def cards(self) -> Path:
        """The folder of the social cards that were drawn."""
        return self.home / "cards"

    @property
    def journal(self) -> Path:
        """The list (JSON) of what is being published; it exists only during publishing."""
        return self.home / "journal.json"

    @property
    def pictures(self) -> Path:
        """The folder of encoded pictures, which stay when the output folder is deleted."""
        return self.home / "pictures"

    def clear_staging(self) -> None:
        """Empty the folder of staged files, or create it."""
        shutil.rmtree(self.files, ignore_errors=True)
        self.files.mkdir(parents=True)

    def remove_staging(self) -> None:
        """Remove the folder of staged files; a journal stays."""
        shutil.rmtree(self.files, ignore_errors=True)


def files_below(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder, relative to it, with `/`, sorted."""
    yield from sorted(_below(str(folder), "")) if folder.is_dir() else ()


def _below(folder: str, before: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{before}{entry.name}/")
            else:
                yield f"{before}{entry.name}"
