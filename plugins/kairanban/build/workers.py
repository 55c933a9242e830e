"""Work shared out among processes: one for each processor.

Processes are forked, so that they have all that was read without copying it. Where a system
cannot fork, or there is little to do, the work is done here.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_IT = 48  # things to do; for fewer, starting a process takes longer than doing them


def processors() -> int:
    """How many processes are worth while; KAIRANBAN_PROCESSES says otherwise."""
    given = os.environ.get("KAIRANBAN_PROCESSES", "")
    if given.isdigit() and int(given):
        return int(given)
    # macOS can fork, but its libraries do not bear it.
    if not sys.platform.startswith("linux"):
        return 1
    return len(os.sched_getaffinity(0))


def shared_out(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], *, least: int = WORTH_IT
) -> list[Result]:
    """The results of `work` on shares of `items`, which are even but not in order.

    What goes wrong in a process is found out by doing its share here again.
    """
    count = min(processors(), max(1, len(items) // least))
    shares = [items[start::count] for start in range(count)]
    if count == 1:
        return [work(items)]
    context = multiprocessing.get_context("fork")
    started = []
    for share in shares[1:]:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_send, args=(work, share, there), daemon=True)
        process.start()
        there.close()
        started.append((process, here))
    try:
        results: list[Result] = [work(shares[0])]
        for share, (_, here) in zip(shares[1:], started, strict=True):
            try:
                results.append(here.recv())
            except EOFError:
                results.append(work(share))
    finally:
        for process, here in started:
            here.close()
            process.terminate()
            process.join()
    return results


def _send(
    work: Callable[[Sequence[Item]], Result], share: Sequence[Item], there: Connection
) -> None:
    """In a process of its own: sends the result, or nothing where there is none."""
    sys.stderr.flush()
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - what goes wrong is told by the parent
        sys.stderr = nowhere
        there.send(work(share))
        there.close()
    os._exit(0)
