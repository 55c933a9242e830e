"""The staging folder: everything is written there first, and reaches `output/` only at the end.

It lies beside `output/`, so that moving a file is one rename on the same file system.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct


class StagingFolder(Struct, frozen=True):
    """Where a build writes (`files`), where its journal is, and what it replaces (`output`)."""

    output: Path

    @property
    def home(self) -> Path:
        """Our folder beside the output; it may be deleted whenever no build runs."""
        return self.output.parent / f".{self.output.name}.kairanban"

    @property
    def files(self) -> Path:
        """What is to be published."""
        return self.home / "stage"

    @property
    def cards(self) -> Path:
        """The social cards that were drawn."""
        return self.home / "cards"

    @property
    def journal(self) -> Path:
        """The list of what is being published; it exists only while that happens."""
        return self.home / "journal.json"

    @property
    def pictures(self) -> Path:
        """Pictures that were made; they outlive the output."""
        return self.home / "pictures"

    def clear(self) -> None:
        """Makes an empty staging folder."""
        shutil.rmtree(self.files, ignore_errors=True)
        self.files.mkdir(parents=True)

    def discard(self) -> None:
        """Removes what a build left, except an unfinished journal."""
        shutil.rmtree(self.files, ignore_errors=True)


def files_below(folder: Path) -> Iterator[str]:
    """The files below a folder, relative to it with `/`, in the order of their paths."""
    yield from sorted(_below(str(folder), "")) if folder.is_dir() else ()


def _below(folder: str, before: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{before}{entry.name}/")
            else:
                yield f"{before}{entry.name}"
