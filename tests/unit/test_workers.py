"""Work shared out among processes: all is done, wherever, whatever happens to the others."""

import os
import time
from collections.abc import Sequence

import pytest
from kairanban.pipeline.workers import run_in_parallel

HERE = os.getpid()


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAIRANBAN_PROCESSES", "3")


def told(items: Sequence[int]) -> tuple[int, list[int]]:
    time.sleep(0.001)
    return os.getpid(), list(items)


def all_of(parts: Sequence[tuple[int, list[int]]]) -> list[int]:
    return sorted(item for _, items in parts for item in items)


@pytest.mark.parametrize("number", [0, 1, 47, 48, 95, 96, 1000, 1001])
def test_everything_is_done_once(number: int) -> None:
    parts = list(run_in_parallel(told, range(number)))
    assert all_of(parts) == list(range(number))
    assert all(items == list(range(items[0], items[-1] + 1)) for _, items in parts)


def test_several_processes_do_it_where_it_is_worth_it() -> None:
    assert len({process for process, _ in run_in_parallel(told, range(1000))}) == 3
    assert {process for process, _ in run_in_parallel(told, range(95))} == {os.getpid()}
    assert len({process for process, _ in run_in_parallel(told, range(95), min_items=1)}) == 3


def test_results_come_as_they_are_made() -> None:
    made = run_in_parallel(told, range(1000))
    first = next(made)
    assert 0 < len(first[1]) < 100
    made.close()  # type: ignore[attr-defined] # a generator


def test_what_a_process_leaves_undone_is_done_here() -> None:
    def dying(items: Sequence[int]) -> tuple[int, list[int]]:
        if os.getpid() != HERE:
            os._exit(1)
        return told(items)

    assert all_of(list(run_in_parallel(dying, range(1000)))) == list(range(1000))


def test_what_goes_wrong_is_told_here() -> None:
    def failing(items: Sequence[int]) -> tuple[int, list[int]]:
        if 500 in items:
            raise ValueError(500)
        return told(items)

    with pytest.raises(ValueError, match="500"):
        list(run_in_parallel(failing, range(1000)))
    assert all_of(list(run_in_parallel(told, range(100)))) == list(range(100))
