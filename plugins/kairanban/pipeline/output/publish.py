"""Publishing from the staging folder to the output folder, file by file under a journal.

A build that is killed leaves either the old site or, after the next run, the new one: the
journal is written when everything is staged, and a build that finds one completes it.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from .stage import WorkFolder

# Files of which a site of ours has at least one; an output folder without them is foreign.
OWN_FILES = (".nojekyll", "calendar.ics", "sitemap.xml")


class ForeignOutput(ValueError):
    """An error where the output folder holds files of others; its text is the folder's path."""


def require_own(output: Path, content: Path) -> None:
    """Raise `ForeignOutput` where publishing to `output` would delete files that are not ours.

    That is where it and the content folder lie one in the other, or it has other files.
    """
    target, source = output.resolve(), content.resolve()
    if source.is_relative_to(target) or target.is_relative_to(source):
        raise ForeignOutput(str(output))
    if output.is_dir() and any(output.iterdir()):
        if not any((output / mark).exists() for mark in OWN_FILES):
            raise ForeignOutput(str(output))
    elif output.exists() and not output.is_dir():
        raise ForeignOutput(str(output))


def complete_interrupted(stage: WorkFolder) -> None:
    """Complete the publishing that a killed build had begun, if there is a journal of one."""
    try:
        plan = json.loads(stage.journal.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        # Where the journal is incomplete, its publishing had not begun.
        stage.journal.unlink(missing_ok=True)
        return
    _apply(stage, plan["write"], plan["delete"])
    stage.journal.unlink()


def publish(stage: WorkFolder, staged: Iterable[str], delete: Iterable[str]) -> tuple[int, int]:
    """Move the staged files to the output folder, and delete others; return both counts.

    `staged` and `delete` are output paths. Files whose bytes are the same are not touched.
    """
    new = sorted(staged)
    if not stage.output.exists() and stage.files.exists():  # renaming the folder is enough
        stage.files.replace(stage.output)
        return len(new), 0
    write = [path for path in new if not _same(stage.files / path, stage.output / path)]
    gone = sorted(path for path in delete if (stage.output / path).exists())
    if write or gone:
        _write_durably(stage.journal, json.dumps({"write": write, "delete": gone}))
        _apply(stage, write, gone)
        stage.journal.unlink()
    return len(write), len(gone)


def _same(new: Path, old: Path) -> bool:
    try:
        return (
            not old.is_symlink()
            and new.stat().st_size == old.stat().st_size
            and new.read_bytes() == old.read_bytes()
        )
    except OSError:
        return False


def _write_durably(path: Path, text: str) -> None:
    """Write a file so that after a crash it is either complete or absent."""
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _apply(stage: WorkFolder, write: Iterable[str], delete: Iterable[str]) -> None:
    """Delete and move files; repeating it after an interruption gives the same result."""
    for path in delete:
        (stage.output / path).unlink(missing_ok=True)
        _remove_empty(stage.output, (stage.output / path).parent)
    for path in write:
        source, target = stage.files / path, stage.output / path
        if not source.exists():
            continue  # moved before the interruption
        if target.is_dir():
            _remove_tree_of_empty(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _remove_empty(top: Path, folder: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _remove_tree_of_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir()
    folder.rmdir()
