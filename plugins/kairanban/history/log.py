"""The history of a content folder: one walk over the repository that holds it."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct, field

from ..calendars.times import EPOCH, MAX_SEQUENCE
from . import git


class FileChange(Struct, frozen=True):
    """What a commit did to a file: the blob that it became, None where it was deleted."""

    instant: datetime
    blob: str | None


class History(Struct, frozen=True, kw_only=True):
    """What is committed on the way to HEAD. Paths are relative to the content folder, with `/`.

    `changes` holds each path's, oldest first. Instants are in UTC and each commit's is later
    than that of its first parent, so that they never fall. Without a repository all is empty;
    `refused` says why, where there is one that cannot be read.
    """

    content: Path
    changes: Mapping[str, tuple[FileChange, ...]] = field(default_factory=dict)
    uncommitted: frozenset[str] = frozenset()  # edited, deleted, or never committed
    shallow: bool = False
    refused: str | None = None

    def created_at(self, path: str) -> datetime | None:
        """The path's first commit.

        A file that was deleted and written again keeps it, as calendars know it by one UID.
        """
        changes = self.changes.get(path)
        return changes[0].instant if changes else None

    def touched_at(self, path: str) -> datetime | None:
        """The path's last commit, be it a deletion."""
        changes = self.changes.get(path)
        return changes[-1].instant if changes else None


def read_history(content: Path, files: Set[str]) -> History:
    """The history of `content`; `files` are those in it that are read or published."""
    try:
        found = git.find_repository(content)
        if found is None:
            return History(content=content)
        changes = _changes(found)
        edited = list(git.read_uncommitted(found))
    except git.GitError as error:
        return History(content=content, refused=str(error))
    return History(
        content=content,
        changes=changes,
        uncommitted=frozenset(
            path for path, gone in edited if path in files or (gone and path in changes)
        ),
        shallow=found.shallow,
    )


def _changes(found: git.Repository) -> dict[str, tuple[FileChange, ...]]:
    changes: dict[str, list[FileChange]] = {}
    instant = EPOCH - timedelta(seconds=1)
    for seconds, changed in git.read_commits(found):
        instant = _instant(seconds, instant)
        for path, blob in changed:
            changes.setdefault(path, []).append(FileChange(instant, blob))
    return {path: tuple(each) for path, each in changes.items()}


def _instant(seconds: int | None, before: datetime) -> datetime:
    """A commit's instant, later than its predecessor's: merges come late, clocks are wrong.

    A clock outside of what SEQUENCE can count is not believed at all, or it would leave all
    later revisions one number.
    """
    least = before + timedelta(seconds=1)
    first = int(EPOCH.timestamp())
    if seconds is None or not first <= seconds <= first + MAX_SEQUENCE:
        return least
    return max(EPOCH + timedelta(seconds=seconds - first), least)
