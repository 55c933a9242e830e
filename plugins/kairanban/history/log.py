"""The history of a content folder, read in one walk over the commits of its repository."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct, field

from ..calendars.times import EPOCH, MAX_SEQUENCE
from . import git


class FileChange(Struct, frozen=True):
    """A commit's change of one file: its instant, and the file's new blob, None if deleted."""

    instant: datetime  # aware, UTC
    blob: str | None


class History(Struct, frozen=True, kw_only=True):
    """The changes committed on HEAD's first-parent line, by file.

    Paths are relative to the content folder, with `/`; `changes` holds each path's, oldest
    first. Instants are in UTC, each commit's later than that of its first parent, so that they
    never fall. Without a repository all is empty; where there is one that cannot be read,
    `error` says why.
    """

    content: Path
    changes: Mapping[str, tuple[FileChange, ...]] = field(default_factory=dict)
    uncommitted: frozenset[str] = frozenset()  # edited, deleted, or never committed
    shallow: bool = False
    error: str | None = None

    def created_at(self, path: str) -> datetime | None:
        """Return the instant of the path's first commit; None if it was never committed.

        A file that was deleted and written again keeps it, as calendars know it by one UID.
        """
        changes = self.changes.get(path)
        return changes[0].instant if changes else None

    def last_changed_at(self, path: str) -> datetime | None:
        """Return the instant of the path's last commit, a deletion included; None without one."""
        changes = self.changes.get(path)
        return changes[-1].instant if changes else None


def read_history(content: Path, files: Set[str]) -> History:
    """Return the history of the folder `content`.

    `files` are the paths in it that are read or published; only these, and deleted ones, can be
    `uncommitted`. Never raises for what git says: see `History.error`.
    """
    try:
        found = git.find_repository(content)
        if found is None:
            return History(content=content)
        changes = _changes(found)
        edited = list(git.read_uncommitted(found))
    except git.GitError as error:
        return History(content=content, error=str(error))
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
    """Return a commit's instant, later than `before`: merges come late, clocks are wrong.

    `seconds` are the committer's, since 1970. A time outside of what SEQUENCE can count is
    ignored, or all later revisions would have the same number.
    """
    least = before + timedelta(seconds=1)
    first = int(EPOCH.timestamp())
    if seconds is None or not first <= seconds <= first + MAX_SEQUENCE:
        return least
    return max(EPOCH + timedelta(seconds=seconds - first), least)
