"""Processes that build sites, forked from one that has built before, as starting Python is slow."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
multiprocessing.set_forkserver_preload(["warm", "processes"])


def module(
    *words: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    encoding: str = "utf-8",
) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with these arguments in a fresh Python, and return what came of it.

    `encoding` is that of its output.
    """
    return subprocess.run(
        [sys.executable, "-m", *words],
        env=env,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding=encoding,
        check=False,
    )


def pelican(*words: str) -> None:
    """Run `python -m pelican` with these arguments in this process, with compiled templates."""
    # Imported here, as they take long, and modules that only start processes do not need them.
    from kairanban.pipeline.store.store import StoreMemory
    from pelican import Pelican, main, signals
    from warm import TEMPLATES

    def remember(made: Pelican) -> None:
        made.settings["_memory"] = StoreMemory(templates=TEMPLATES)

    signals.initialized.connect(remember)
    main(words)


def invoke_build(settings: str, output: str) -> int:
    """Do what `invoke build` does, and return the exit code."""
    from kairanban.commands.build import build

    return build(settings, None, output)


def started(
    work: Callable[..., int | None],
    *words: str,
    environment: Mapping[str, str],
    said: Path | None = None,
    longest: int | None = None,
) -> ForkServerProcess:
    """Start one of the functions above in a process of its own, whose exit code is its result.

    The process has exactly the variables of `environment`. Its stdout and stderr go to the files
    `out` and `err` in the folder `said`, if given. It may write no file longer than `longest`
    bytes.
    """
    given = work, words, dict(environment), said, longest
    process = multiprocessing.get_context("forkserver").Process(target=_work, args=given)
    # The first start also starts the server from which all processes are forked.
    paths = os.pathsep.join(str(ROOT / name) for name in ("plugins", "tests"))
    before = dict(os.environ)
    os.environ |= {"PYTHONPATH": paths, "PYTHONUTF8": "1"}
    try:
        process.start()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return process


def _work(
    work: Callable[..., int | None],
    words: Sequence[str],
    environment: Mapping[str, str],
    said: Path | None,
    longest: int | None,
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, name in ((1, "out"), (2, "err")):
        with Path(said / name if said else os.devnull).open("wb") as file:
            os.dup2(file.fileno(), number)
    if longest:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))
    sys.exit(work(*words))
