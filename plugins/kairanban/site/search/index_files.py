"""The files of the index: where they are, and the lists in which documents are told by number.

The head is what every search loads first. It holds what small blocks would have in files, so that
a search asks few files before the first result, and one after the other fewer still.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ...settings import SearchLimits
from ..urls import SEARCH
from .blocks import SearchBlock, SearchDocument

MAX_LISTED_DOCUMENTS = (
    SearchLimits().listed
)  # documents in one list, where the head says nothing else


def shard_path(block: SearchBlock, shard: int) -> str:
    """Where the postings of a shard are."""
    return f"{SEARCH}{block.name}/{shard}.txt"


def block_paths(block: SearchBlock, limits: SearchLimits) -> Iterator[str]:
    """All files of a block."""
    yield from (path for path, _ in _parts(block, limits))
    yield from (shard_path(block, shard) for shard in range(block.shards))


def block_lists(block: SearchBlock, limits: SearchLimits) -> Iterator[tuple[str, str]]:
    """The lists of a block's documents: each file's path, and its text; none of a short one."""
    for path, documents in _parts(block, limits):
        yield path, "".join(f"{line}\n" for line in map(_line, documents))


def index_head(
    blocks: Iterable[tuple[SearchBlock, str, Sequence[str]]], limits: SearchLimits
) -> str:
    """All blocks, in the order in which they are searched, each with what tells its state, and
    with its shards if they are not files.

    A line: name, state, documents, files of shards, and the years of the oldest and newest, or 0;
    then how many documents one list holds, where that is not what `find.js` takes it for.
    Below it is a list of so few documents that it has no file; then, where shards are no files, a
    line for each of four, whose lines stand there side by side.
    """
    return "".join(f"{line}\n" for block in blocks for line in _head_lines(*block, limits))


def _head_lines(
    block: SearchBlock, state: str, shards: Sequence[str], limits: SearchLimits
) -> Iterator[str]:
    documents = block.documents
    years = f"{_year(documents[0])} {_year(documents[-1])}"
    listed = "" if limits.listed == MAX_LISTED_DOCUMENTS else f" {limits.listed}"
    yield f"{block.name} {state} {len(documents)} {block.shards} {years}{listed}"
    if len(documents) <= limits.listed:
        yield from map(_line, documents)
    yield from (shard.replace("\n", " ") for shard in shards)


def _parts(
    block: SearchBlock, limits: SearchLimits
) -> Iterator[tuple[str, Sequence[SearchDocument]]]:
    """The lists of a block that are files: the path of each, and its documents."""
    every, size = block.documents, limits.listed
    if len(every) > size:
        for part in range(-(-len(every) // size)):
            path = f"{SEARCH}{block.name}/list-{part}.txt"
            yield path, every[part * size : (part + 1) * size]


def _line(document: SearchDocument) -> str:
    day = date.fromordinal(document.day).isoformat() if document.day else "-"
    return f"{document.kind} {day} {document.language} {document.path}"


def _year(document: SearchDocument) -> int:
    return date.fromordinal(document.day).year if document.day else 0
