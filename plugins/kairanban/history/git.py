"""Questions to git: the repository of a folder, what its commits changed, what blobs hold."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

# Variables that git sets for hooks; they would lead to another repository than the folder's.
# Source: `git rev-parse --local-env-vars`.
HOOK_VARIABLES = frozenset(
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_DIR GIT_GRAFT_FILE GIT_IMPLICIT_WORK_TREE "
    "GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE "
    "GIT_WORK_TREE".split()
)
# Settings of a user's own git that would give other revisions than everybody else has.
NEUTRAL_OPTIONS = (
    *("-c", "log.showSignature=false", "-c", "log.follow=false"),
    *("-c", "log.diffMerges=first-parent"),
)


class GitError(OSError):
    """A repository that cannot be read, or git missing where one is; the text says why."""


class Repository(Struct, frozen=True, kw_only=True):
    """The repository that holds `folder`.

    `prefix` is the folder's path in it, ending in `/`, or `""` at its root.
    """

    folder: Path
    prefix: str
    shallow: bool  # whether the clone lacks the older part of the history


def find_repository(folder: Path) -> Repository | None:
    """Return the repository of a folder; None without one, or where it ignores the folder.

    Raise `GitError` where there is a repository that cannot be read.
    """
    if not folder.is_dir():
        return None
    made = _git(folder, "rev-parse", "--is-shallow-repository", "--show-prefix")
    if made is None:
        if any((above / ".git").exists() for above in (folder, *folder.resolve().parents)):
            raise GitError("git is not installed")
        return None
    if made.returncode:
        if "(or any" in _first_line(made):  # "not a git repository (or any parent …)"
            return None
        raise GitError(_first_line(made))
    ignored = _git(folder, "check-ignore", "-q", ".")
    if ignored and ignored.returncode == 0:
        return None
    shallow, prefix = os.fsdecode(made.stdout).split("\n")[:2]
    return Repository(folder=folder, prefix=prefix, shallow=shallow == "true")


def read_commits(found: Repository) -> Iterator[tuple[int | None, list[tuple[str, str | None]]]]:
    """Yield the commits on HEAD's first-parent line, oldest first, as `(time, changed files)`.

    The time is the committer's in seconds since 1970, None where it cannot be read. A changed
    file is its path, relative to the folder, and its new blob, None where it was deleted; a
    merge changes what it brought in. Nothing is yielded without commits. Raise `GitError` where
    git refuses.
    """
    words = "--first-parent -m --root --raw -z --no-abbrev --no-renames --relative --sparse"
    command = ("log", *words.split(), "--reverse", "--format=@%ct", "HEAD", "--", ".")
    made = _git(found.folder, *NEUTRAL_OPTIONS, *command)
    if made and made.returncode and _has_commits(found):
        raise GitError(_first_line(made))
    tokens = iter(made.stdout.split(b"\0") if made and not made.returncode else ())
    time: int | None = None
    changed: list[tuple[str, str | None]] | None = None
    for token in tokens:
        status = token.strip(b"\n").split()
        if token.startswith(b"@"):
            if changed is not None:
                yield time, changed
            time, changed = int(token[1:]) if token[1:].strip().isdigit() else None, []
        elif len(status) == 5 and changed is not None:  # modes, blobs and letter, then the path
            _, mode, before, after, _ = status
            path = os.fsdecode(next(tokens))
            if before != after:  # else only its permissions
                changed.append((path, None if mode == b"000000" else after.decode()))
    if changed is not None:
        yield time, changed


def read_uncommitted(found: Repository) -> Iterator[tuple[str, bool]]:
    """Yield the folder's files that differ from HEAD, untracked and ignored ones included.

    Each is its path, relative to the folder, and whether the file is deleted. Raise `GitError`
    where git refuses.
    """
    words = "-z --porcelain=v1 --no-renames --untracked-files=all --ignored=traditional -- ."
    made = _git(found.folder, "status", *words.split())
    if made and made.returncode:
        raise GitError(_first_line(made))
    for token in made.stdout.split(b"\0") if made else ():
        state, path = os.fsdecode(token[:2]), os.fsdecode(token[3:])
        if path.startswith(found.prefix):
            yield path.removeprefix(found.prefix), "D" in state


def read_blobs(folder: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each blob's id and bytes in the order of `ids`, from one process.

    Ids that the repository does not have are skipped; without git nothing is yielded.
    """
    program = shutil.which("git")
    with tempfile.TemporaryFile() as wanted:
        wanted.writelines(f"{each}\n".encode() for each in ids)
        if not program or not wanted.tell():
            return
        wanted.seek(0)
        command = [program, "-C", str(folder), "cat-file", "--batch", "--buffer"]
        with subprocess.Popen(  # noqa: S603  (no word of it comes from the content)
            command, stdin=wanted, stdout=subprocess.PIPE, env=_environment()
        ) as process:
            assert process.stdout
            while head := process.stdout.readline().split():
                if len(head) == 3:  # else "<id> missing"
                    data = process.stdout.read(int(head[2]) + 1)[:-1]
                    if head[1] == b"blob":
                        yield head[0].decode(), data


def _has_commits(found: Repository) -> bool:
    made = _git(found.folder, "rev-parse", "--quiet", "--verify", "HEAD")
    return made is not None and made.returncode == 0


def _first_line(made: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line of git's error message."""
    return made.stderr.decode(errors="replace").strip().split("\n")[0]


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in a folder and return the finished process; None where git is not installed."""
    program = shutil.which("git")
    if not program:
        return None
    command = [program, "-C", str(folder), *words]
    return subprocess.run(command, capture_output=True, check=False, env=_environment())  # noqa: S603


def _environment() -> dict[str, str]:
    """Return this process's environment without `HOOK_VARIABLES`, for running git.

    In it git writes English, takes no optional locks, and replaces no commit by another.
    """
    own = {name: value for name, value in os.environ.items() if name not in HOOK_VARIABLES}
    return own | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}
