"""Work shared out among processes: one for each processor.

Processes are forked, so that they have all that was read without copying it. Where a system
cannot fork, or there is little to do, the work is done here.
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

MIN_ITEMS = 48  # things to do; for fewer, starting a process takes longer than doing them
MAX_BATCH = 64  # things at most that are dealt out together: their results fit into little memory
MIN_BATCHES_PER_WORKER = (
    8  # parts for each process at least, so that all end at about the same time
)


def worker_count() -> int:
    """How many processes are worth while; KAIRANBAN_PROCESSES says otherwise."""
    given = os.environ.get("KAIRANBAN_PROCESSES", "")
    if given.isdigit() and int(given):
        return int(given)
    # macOS can fork, but its libraries do not bear it.
    if not sys.platform.startswith("linux"):
        return 1
    return len(os.sched_getaffinity(0))


def run_in_parallel(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], *, min_items: int = MIN_ITEMS
) -> Iterator[Result]:
    """The results of `work` on parts of `items`, each as soon as it is there, in any order.

    Parts are neighbours in `items`. Whoever is done with one takes the next, this process as
    well. What goes wrong in another process is found out by doing its part here again.
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
            for number, result in other.done(to_the_end=to_the_end):
                yield work(parts[number]) if result is None else pickle.loads(result)  # noqa: S301

    try:
        while (number := _next(left)) is not None:
            yield work(parts[number])
            yield from of_others(to_the_end=False)
        yield from of_others(to_the_end=True)
    finally:
        for other in others:
            other.end()


class _WorkerProcess:
    """A process that does what it is told by number; a thread here tells it."""

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
        """Lets it take from the numbers that are left."""
        self._dealing = Thread(target=self._deal, args=(left,), daemon=True)
        self._dealing.start()

    def done(self, *, to_the_end: bool) -> Iterator[tuple[int, bytes | None]]:
        """What is done: the part's number and its pickled result, None where something went wrong.

        Either so far, or with what is still to come.
        """
        while to_the_end or not self._results.empty():
            found = self._results.get()
            if found is None:
                self._results.put(None)
                return
            yield found

    def end(self) -> None:
        self._process.terminate()
        self._process.join()
        self._dealing.join()
        self._here.close()

    def _deal(self, left: "deque[int]") -> None:
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
    except IndexError:  # another one may have taken the last
        return None


def _serve(
    work: Callable[[Sequence[Item]], Result],
    parts: Sequence[Sequence[Item]],
    there: Connection,
    here: Connection,
) -> None:
    """In a process of its own: does parts until it is ended, or something goes wrong."""
    here.close()
    sys.stderr.flush()
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - what goes wrong is told by the parent
        sys.stderr = nowhere
        while True:
            result = work(parts[there.recv()])
            there.send_bytes(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
