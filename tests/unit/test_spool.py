"""What was just read is at hand, be it in memory or in a file, for forked processes as well."""

from pathlib import Path

import pytest
from kairanban.pipeline.loading.spool import MAX_MEMORY_BYTES, Spool
from kairanban.pipeline.store.store import RecordRow
from kairanban.pipeline.workers import run_in_parallel


def row(number: int, size: int = 50_000) -> RecordRow:
    return RecordRow(f"reports/{number}.md", b"%d" % number * 3, bytes([number % 251]) * size)


@pytest.mark.parametrize("number", [0, 1, 3 * MAX_MEMORY_BYTES // 50_000])
@pytest.mark.parametrize("in_a_file", [True, False])
def test_rows_come_back_as_they_were_put(tmp_path: Path, number: int, in_a_file: bool) -> None:
    spool = Spool(tmp_path if in_a_file else None)
    for each in range(number):
        spool.put(row(each))
    assert [spool.get(f"reports/{each}.md") for each in range(number)] == list(
        map(row, range(number))
    )
    assert list(spool.rows()) == list(map(row, range(number)))
    assert spool.get("reports/no.md") is None
    assert "reports/no.md" not in spool
    assert list(tmp_path.iterdir()) == []  # the file has no name


def test_a_row_that_is_put_again_takes_the_place_of_the_former(tmp_path: Path) -> None:
    for size in (10, MAX_MEMORY_BYTES):
        spool = Spool(tmp_path)
        for each in (row(1, size), row(2, size), row(1, 7)):
            spool.put(each)
        assert spool.get("reports/1.md") == row(1, 7)
        assert {each.path for each in spool.rows()} == {"reports/1.md", "reports/2.md"}
        assert len(list(spool.rows())) == 2


def test_forked_processes_read_it_at_the_same_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAIRANBAN_PROCESSES", "3")
    spool = Spool(tmp_path)
    for each in range(500):
        spool.put(row(each, 20_000))
    wanted = list(range(500)) * 4
    parts = run_in_parallel(lambda some: [spool.get(row(n, 0).path) for n in some], wanted)
    found = [each for part in parts for each in part]
    assert sorted(filter(None, found)) == sorted(row(n, 20_000) for n in wanted)
