"""What builds remember is never trusted: whatever happens to it is seen, or it is as it was put."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import LONG
from kairanban.pipeline.store.store import CorruptStore, RecordRow, SourceRow, Store, StoreMemory
from kairanban.pipeline.store.up_to_date import messages_if_up_to_date

MARK = "these versions and settings"
PARTS: Mapping[str, Any] = {
    "facts events": {"2024-01-18-kai": b"digest", "2024-02-15-kai": (b"digest", (738_000,))},
    "facts series": {},
    "index": (b"inputs", 0.0, 1.5),
    "compiled": {"ja base.html": ("told", bytes(range(256)) * 40)},
}
SHELVES: Mapping[str, Mapping[str, Any]] = {
    "products": {f"events/{n}/index.html": (b"digest", ("site/view",), n) for n in range(90)},
    "values entries": {"2024-01-18-kai": b"pickled"},
}
SOURCES = {
    path: SourceRow(path, 120, 1_700_000_000, 1_700_000_001, b"digest", summary=b"outline " * 9)
    for path in ("events/2024-01-18-kai.md", "reports/2024-01-18-kai.md", "pages/about.md")
}
TEXTS = {path: (f"record of {path}".encode() * 90, b"told " + path.encode()) for path in SOURCES}
STEP = 5 if LONG else 89  # of the bytes that are flipped, one after another


def remembered(home: Path, mark: str = MARK) -> Path:
    """A state with something of each kind in it; its file."""
    state = Store(home, mark)
    assert not state.open(pytest.fail)
    for name, value in PARTS.items():
        state.set(name, value)
    for name, values in SHELVES.items():
        assert state.get_map(name) == {}
        state.set_map(name, values, values)
    state.set_sources(SOURCES, SOURCES, ())
    state.set_records([RecordRow(path, *result) for path, result in TEXTS.items()])
    state.save()
    return state.file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return remembered(tmp_path)


def recalled(state: Store) -> Iterator[tuple[str, bool]]:
    """Whether each thing is there. Fails where it is another than was put; may raise
    `CorruptStore`."""
    for name, value in PARTS.items():
        found = state.get(name)
        assert found in (None, value), name
        yield name, found is not None
    for name, values in SHELVES.items():
        photo = state.get_map(name)
        assert photo.items() <= values.items(), name
        yield name, photo == values
    sources = state.sources()
    assert sources.items() <= SOURCES.items()
    yield "sources", sources == SOURCES
    texts = state.record_reader()
    try:
        for path, (record, result) in TEXTS.items():
            assert (texts.record(path), texts.body(path)) == (record, result)
            yield path, True
    finally:
        texts.close()


def seen(file: Path) -> bool:
    """Whether it is seen that a state is not what it was; fails where something else is believed.

    Afterwards it is forgotten, as by a build, and holds nothing.
    """
    state = Store(file.parent, MARK)
    try:
        if state.open(pytest.fail) and all(there for _, there in recalled(state)):
            return False
    except CorruptStore:
        state.delete()
        assert not state.open(pytest.fail)
    else:
        state.delete()
        assert not state.open(pytest.fail)
    finally:
        state.close()
    return True


def written(file: Path, data: bytes) -> None:
    for suffix in ("-journal", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    file.write_bytes(data)


def test_what_is_put_is_there_for_the_next_build(file: Path) -> None:
    assert not seen(file)


def test_a_flipped_bit_is_seen_or_makes_no_difference(file: Path) -> None:
    data = file.read_bytes()
    found = 0
    for at in range(0, len(data), STEP):
        spoilt = bytearray(data)
        spoilt[at] ^= 1 << at % 8
        written(file, spoilt)
        found += seen(file)
    assert found > len(data) // STEP // 4  # the rest is room that nothing lies in


def test_many_flipped_bits_are_seen(file: Path) -> None:
    data = file.read_bytes()
    random = Random(1)
    for _ in range(LONG or 40):
        spoilt = bytearray(data)
        for _ in range(40):
            spoilt[random.randrange(len(data))] ^= 1 << random.randrange(8)
        written(file, spoilt)
        assert seen(file)


def test_a_state_that_is_cut_off_is_seen(file: Path) -> None:
    data = file.read_bytes()
    for at in range(0, len(data) - 1, 1013):
        written(file, data[:at])
        assert seen(file)


@pytest.mark.parametrize("data", [b"", b"x", b"\n", Random(2).randbytes(5000)], ids=len)
def test_nonsense_is_as_good_as_none(file: Path, data: bytes) -> None:
    written(file, data)
    assert seen(file)


def foreign(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE recipes (name TEXT)")


def foreign_of_our_names(connection: sqlite3.Connection) -> None:
    for name in ("value", "source", "record"):
        connection.execute(f"CREATE TABLE {name} (name TEXT)")
        connection.execute(f"INSERT INTO {name} VALUES ('fingerprint')")


@pytest.mark.parametrize("fill", [foreign, foreign_of_our_names])
def test_the_database_of_somebody_else_is_as_good_as_none(
    tmp_path: Path, fill: Callable[[sqlite3.Connection], None]
) -> None:
    file = tmp_path / "state.sqlite"
    connection = sqlite3.connect(file)
    fill(connection)
    connection.commit()
    connection.close()
    assert seen(file)


def test_a_deleted_state_is_none(file: Path) -> None:
    file.unlink()
    assert seen(file)


@pytest.mark.parametrize("mark", ["older versions", "newer versions", ""])
def test_what_other_versions_remembered_is_as_good_as_none(tmp_path: Path, mark: str) -> None:
    file = remembered(tmp_path, mark)
    state = Store(tmp_path, MARK)
    assert not state.open(pytest.fail)
    # What was read in single files is asked for only where there is a row of the file.
    assert {name: state.get(name) for name in PARTS} == dict.fromkeys(PARTS)
    assert {name: state.get_map(name) for name in SHELVES} == {name: {} for name in SHELVES}
    assert state.sources() == {}
    state.close()
    assert seen(file)


INDEX = "FROM value WHERE name = 'index'"
PRODUCTS = "FROM value WHERE name GLOB 'products *'"
ABOUT = "FROM record WHERE path = 'pages/about.md'"
MEDDLING = (
    f"UPDATE value SET value = (SELECT value {INDEX}) WHERE name = 'facts events'",
    f"UPDATE value SET (crc, value) = (SELECT crc, value {INDEX}) WHERE name = 'facts events'",
    "UPDATE value SET value = 'text' WHERE name = 'index'",
    "UPDATE value SET value = NULL WHERE name = 'index'",
    "UPDATE value SET value = 7 WHERE name = 'index'",
    "UPDATE value SET crc = NULL WHERE name = 'index'",
    f"DELETE {INDEX}",
    "DELETE FROM value WHERE name GLOB 'products 1*'",
    f"UPDATE value SET name = 'products 99' WHERE name = (SELECT min(name) {PRODUCTS})",
    "DELETE FROM source WHERE path = 'pages/about.md'",
    "UPDATE source SET mtime = mtime + 1",
    "UPDATE source SET digest = NULL",
    "UPDATE source SET path = 'pages/other.md' WHERE path = 'pages/about.md'",
    "DELETE FROM record",
    "UPDATE record SET record = body, record_crc = body_crc",
    f"UPDATE record SET (record, record_crc) = (SELECT record, record_crc {ABOUT})",
    "UPDATE record SET body = NULL",
    "UPDATE record SET body = 'text'",
    "DROP TABLE record",
    "ALTER TABLE source DROP COLUMN crc",
)


@pytest.mark.parametrize("statement", MEDDLING)
def test_what_stands_in_another_s_place_is_seen(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    assert connection.execute(statement).rowcount
    connection.commit()
    connection.close()
    assert seen(file)


def test_what_a_process_has_is_believed_only_while_nobody_else_has_built(tmp_path: Path) -> None:
    memory = StoreMemory()
    for value in (1, 2):
        state = Store(tmp_path, MARK, memory)
        state.open(pytest.fail)
        state.set("index", value)
        state.save()
    other = Store(tmp_path, MARK)
    assert other.open(pytest.fail)
    other.set("index", 3)
    other.save()
    assert memory.values["index"] == 2
    state = Store(tmp_path, MARK, memory)
    assert state.open(pytest.fail)
    assert state.get("index") == 3
    state.close()


def test_a_damaged_state_never_says_that_there_is_nothing_to_do(tmp_path: Path) -> None:
    """It is asked before any state is opened, by a reader of its own."""
    content, output, theme = (tmp_path / name for name in ("content", "output", "theme"))
    settings = tmp_path / "conf.py"
    for folder in (content, output, theme):
        folder.mkdir()
    settings.write_text(
        f"PATH, OUTPUT_PATH, THEME = {str(content)!r}, {str(output)!r}, {str(theme)!r}\n", "utf-8"
    )
    for data in (b"", b"nonsense", remembered(tmp_path / "other").read_bytes()):
        home = tmp_path / ".output.kairanban"
        home.mkdir(exist_ok=True)
        (home / "state.sqlite").write_bytes(data)
        assert (
            messages_if_up_to_date([str(settings), None, None, None], {"SOURCE_DATE_EPOCH": "0"})
            == []
        )


@pytest.mark.parametrize("way", ["deleted", "of other settings", "written by another process"])
def test_the_memory_of_a_process_is_of_no_other_store_than_the_file(
    tmp_path: Path, way: str
) -> None:
    """As `invoke serve` has it, which builds again and again."""
    memory = StoreMemory()
    store = Store(tmp_path, MARK, memory)
    assert not store.open(pytest.fail)
    store.set("facts events", {"2024-01-18-kai": b"digest"})
    store.get_map("products")
    store.set_map("products", {"index.html": 1}, ["index.html"])
    store.set_sources(SOURCES, SOURCES, ())
    store.save()
    store.close()
    if way == "deleted":
        store.file.unlink()
    elif way == "written by another process":
        other = Store(tmp_path, MARK)
        assert other.open(pytest.fail)
        other.set("facts events", {"2024-01-18-kai": b"another"})
        other.save()
        other.close()
    mark = "other settings" if way == "of other settings" else MARK
    store = Store(tmp_path, mark, memory)
    assert store.open(pytest.fail) == (way == "written by another process")
    if way == "written by another process":
        assert store.get("facts events") == {"2024-01-18-kai": b"another"}
    else:
        assert store.get("facts events") is None
        assert store.get_map("products") == {}
        assert store.sources() == {}
    store.close()
