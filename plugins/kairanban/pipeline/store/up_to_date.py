"""The quick check whether a site is up to date, made before anything heavy is imported.

Everything that a site depends on is compared with what the last build saw: the files of content,
theme, code and settings by their sizes and times, the installed packages by their names, the
commit, the clock, and the output folder. Where there is any doubt a build follows, which looks
closer.
"""

import hashlib
import marshal
import os
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[2]  # the folder of the package `kairanban`
PACKAGE_SUFFIXES = (".py", ".po")  # of the package's files on which pages depend
MAX_REREAD_FILES = 20  # files that are read again here because their times are not trusted
Stats = dict[str, tuple[int, int, int]]  # by path: size (bytes), mtime and ctime (ns)


def messages_if_up_to_date(
    request: Sequence[str | None], environment: Mapping[str, str]
) -> list[str]:
    """Return the last build's messages, its summary last, if a build would give the same site.

    Else, or where there is any doubt, return an empty list. `request` is what was asked for: the
    settings file, and what overrides it (content folder, output folder, site URL), None where
    nothing does.
    """
    paths = _paths(request)
    if paths is None:
        return []
    content, output, theme = paths
    home = os.path.join(os.path.dirname(output), f".{os.path.basename(output)}.kairanban")  # noqa: PTH118, PTH119, PTH120
    file, now = os.path.join(home, "state.sqlite"), _now(environment)  # noqa: PTH118
    try:
        (seen,) = _stored_values(file, "inputs")
        unchanged = (
            seen.get("request") == [*request]
            and seen["theme"] == theme
            and seen["environment"] == environment_versions()
            and seen["since"] <= now < seen["until"]
            and not os.path.exists(os.path.join(home, "journal.json"))  # noqa: PTH110, PTH118
            and stats_below(PACKAGE, PACKAGE_SUFFIXES) == seen["code"]
            and stats_below(theme, "") == seen["theme_files"]
            and all(stats_below(f, "") == stats for f, stats in seen["overrides"].items())
            and stats_of_settings(request[0]) == seen["settings"]
            and all(time_of(path) == time for path, time in seen["fonts"].items())
            and _same_content(content, seen["content"])
            and commit_of(content) == seen["commit"]
            and _same_output(output, *_stored_values(file, "output [0-9]*", "folders [0-9]*"))
        )
    except (OSError, sqlite3.Error, ValueError, EOFError, TypeError, KeyError):
        return []
    return seen["messages"] if unchanged else []


def environment_versions() -> list[str]:
    """Return the interpreter's version, and the installed distributions as their folders' names."""
    found = [sys.version]
    for place in sys.path:
        if place.endswith("-packages") and os.path.isdir(place):  # noqa: PTH112
            found += sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))  # noqa: PTH208
    return found


def stats_below(folder: Path | str, ending: str | tuple[str, ...]) -> Stats:
    """Return sizes and times of the files below a folder whose paths end in `ending`.

    Hidden files and compiled code are left out.
    """
    found: Stats = {}
    if not os.path.isdir(folder):  # noqa: PTH112
        return found
    for path, entry in entries_below(str(folder), ""):
        if path.endswith(ending):
            stat = entry.stat()
            found[path] = stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
    return found


def stats_of_settings(file: str | None) -> Stats:
    """Return sizes and times of the modules beside the settings file, which it may import."""
    found = {}
    for entry in os.scandir(os.path.dirname(file)) if file else ():  # noqa: PTH120
        if entry.name.endswith(".py"):
            stat = entry.stat()
            found[entry.name] = stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
    return found


def time_of(path: str) -> int:
    """Return when a file or folder was modified (ns since 1970); -1 where there is none."""
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116
    except OSError:
        return -1


def entries_below(folder: str, before: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield the path of each file below a folder, prefixed with `before`, and its entry.

    Hidden files and folders, and `__pycache__`, are left out.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") or name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from entries_below(entry.path, f"{before}{name}/")
            else:
                yield f"{before}{name}", entry


def commit_of(content: str) -> str:
    """Return git's answer on the content's checked-out commit, and whether the clone is shallow.

    It is "" where git is not installed or answers nothing.
    """
    command = ["git", "-C", content, "rev-parse", "--is-shallow-repository", "HEAD"]
    try:
        made = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return os.fsdecode(made.stdout)


def _paths(request: Sequence[str | None]) -> tuple[str, str, str] | None:
    """Return the folders of content, output and theme, as the settings and what overrides them say.

    Return None where the settings cannot be run, or a path is not absolute.
    """
    file, content, output, _ = request
    if not file or not os.path.isfile(file):  # noqa: PTH113
        return None
    path = list(sys.path)
    own: dict[str, Any] = {"__file__": file, "__name__": "settings"}
    try:
        exec(compile(Path(file).read_text("utf-8"), file, "exec"), own)  # noqa: S102 - as Pelican does
    except (Exception, SystemExit):  # noqa: BLE001 - the build that follows reports it
        return None
    finally:
        sys.path[:] = path
    found = (content or own.get("PATH"), output or own.get("OUTPUT_PATH"), own.get("THEME"))
    texts = [str(each) for each in found]
    if not all(map(os.path.isabs, texts)):
        return None
    return texts[0], os.path.realpath(texts[1]), texts[2]


def _stored_values(file: str, *patterns: str) -> list[dict[str, Any]]:
    if not os.path.exists(file):  # noqa: PTH110 - connecting would make one
        raise KeyError(file)
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=0)

    def values(pattern: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        query = "SELECT name, crc, value FROM value WHERE name GLOB ?"
        for name, crc, data in connection.execute(query, (pattern,)):
            if zlib.crc32(data, zlib.crc32(name.encode())) != crc:
                raise ValueError(name)
            found.update(marshal.loads(data))  # noqa: S302 - checked, and ours
        return found

    try:
        return [values(pattern) for pattern in patterns]
    finally:
        connection.close()


def _now(environment: Mapping[str, str]) -> float:
    given = environment.get("SOURCE_DATE_EPOCH")
    if not given:
        return int(time.time())
    return float(given) if given.isdigit() else float("nan")


def _same_content(content: str, seen: Mapping[str, tuple[int, int, int, bytes]]) -> bool:
    """Return whether the content's files are those that the last build read.

    Files whose times are not trusted are compared by their digests.
    """
    young: list[tuple[str, bytes]] = []
    count = 0
    for path, entry in entries_below(content, ""):
        known = seen.get(path)
        if known is None:
            if _is_junk(entry.name):
                continue
            return False
        count += 1
        stat = entry.stat()
        if (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) != known[:3]:
            if known[1] != -1 or stat.st_size != known[0] or len(young) == MAX_REREAD_FILES:
                return False
            young.append((entry.path, known[3]))
    return count == len(seen) and all(_digest(path) == digest for path, digest in young)


def _is_junk(name: str) -> bool:
    return name.endswith("~") or name in {"Thumbs.db", "desktop.ini"}


def _digest(path: str) -> bytes:
    return hashlib.blake2b(Path(path).read_bytes(), digest_size=16).digest()


def _same_output(
    output: str, files: Mapping[str, tuple[int, int]], folders: Mapping[str, int]
) -> bool:
    stat = os.stat
    try:
        for path, seen in files.items():
            found = stat(f"{output}/{path}", follow_symlinks=False)
            if (found.st_size, found.st_mtime_ns) != seen:
                return False
        return all(stat(f"{output}/{f}").st_mtime_ns == time for f, time in folders.items())
    except OSError:
        return False
