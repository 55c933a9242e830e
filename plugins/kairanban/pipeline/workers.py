"""Parallel work in forked processes, one for each processor.

Forked processes share everything that was read without copying it. Where a system cannot fork,
or there is little to do, the work is done in this process.
"""

import multiprocessing
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MIN_ITEMS = 48  # items for each process; for fewer, starting it takes longer than their work
MAX_BATCH = 64  # items in a batch, so that its results fit into little memory
MIN_BATCHES_PER_WORKER = 8  # so that all processes end at about the same time


def worker_count() -> int:
    """Return the number of processes to use, this one included.

    It is the environment's KAIRANBAN_PROCESSES where that is a positive number, else the
    number of usable processors on Linux, and 1 elsewhere.
    """
    given = os.environ.get("KAIRANBAN_PROCESSES", "")
    if given.isdigit() and int(given):
        return int(given)
    # macOS can fork, but its system libraries are not safe after a fork.
    if not sys.platform.startswith("linux"):
        return 1
    return len(os.sched_getaffinity(0))


def run_in_parallel(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], *, min_items: int = MIN_ITEMS
) -> Iterator[Result]:
    """Yield the results of `work` on batches of `items`, each as soon as it is ready, in any order.

    A batch is a slice of `items`. Each process, this one included, takes the next batch when it
    is done with one. A batch that fails in another process is worked on here again, so that its
    exception is raised here. Results must be picklable; `min_items` is for each process.
    """
    count = min(worker_count(), max(1, len(items) // min_items))
    size = (
        MAX_BATCH
        if count == 1
        else max(1, min(MAX_BATCH, len(items) // (count * MIN_BATCHES_PER_WORKER)))
    )
    parts = [items[start : start + size] for start in range(0, len(items), size)]
    left = deque(range(len(parts)))
    others = [_WorkerProcess(work, parts) for _ in range(count - 1)]
    for other in others:
        other.start(left)

    def of_others(*, to_the_end: bool) -> Iterator[Result]:
        for other in others:
            for number, result in other.results(to_the_end=to_the_end):
                yield work(parts[number]) if result is None else pickle.loads(result)  # noqa: S301

    try:
        while (number := _next(left)) is not None:
            yield work(parts[number])
            yield from of_others(to_the_end=False)
        yield from of_others(to_the_end=True)
    finally:
        for other in others:
            other.terminate()


class _WorkerProcess:
    """A forked process that works on batches by number, and the thread here that feeds it."""

    def __init__(
        self, work: Callable[[Sequence[Item]], Result], parts: Sequence[Sequence[Item]]
    ) -> None:
        context = multiprocessing.get_context("fork")
        self._here, there = context.Pipe()
        self._results: SimpleQueue[tuple[int, bytes | None] | None] = SimpleQueue()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(work, parts, there, self._here), daemon=True
        )
        self._process.start()
        there.close()

    def start(self, left: "deque[int]") -> None:
        """Start the thread that takes numbers of batches from `left`, which all threads share."""
        self._feeder_thread = Thread(target=self._feed, args=(left,), daemon=True)
        self._feeder_thread.start()

    def results(self, *, to_the_end: bool) -> Iterator[tuple[int, bytes | None]]:
        """Yield the number and the pickled result of each finished batch, None where it failed.

        With `to_the_end` wait for all that is still to come; else yield what is there so far.
        """
        while to_the_end or not self._results.empty():
            found = self._results.get()
            if found is None:
                self._results.put(None)
                return
            yield found

    def terminate(self) -> None:
        """End the process and its thread, whether or not there is work left."""
        self._process.terminate()
        self._process.join()
        self._feeder_thread.join()
        self._here.close()

    def _feed(self, left: "deque[int]") -> None:
        while (number := _next(left)) is not None:
            try:
                self._here.send(number)
                self._results.put((number, self._here.recv_bytes()))
            except (EOFError, OSError):
                self._results.put((number, None))
                break
        self._results.put(None)


def _next(left: "deque[int]") -> int | None:
    try:
        return left.popleft()
    except IndexError:  # another thread may have taken the last one
        return None


def _serve(
    work: Callable[[Sequence[Item]], Result],
    parts: Sequence[Sequence[Item]],
    there: Connection,
    here: Connection,
) -> None:
    """Work on batches in the forked process until it is ended, or a batch fails."""
    here.close()
    sys.stderr.flush()
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the parent reports what goes wrong
        sys.stderr = nowhere
        while True:
            result = work(parts[there.recv()])
            there.send_bytes(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
