"""The files of the search index: their paths, the head, and the lists of a block's documents.

Every search loads the head first. The head holds what small blocks would have in files, so that a
search loads few files before the first result, and fewer still one after the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ...settings import SearchLimits
from ..urls import SEARCH
from .blocks import SearchBlock, SearchDocument

MAX_LISTED_DOCUMENTS = (
    SearchLimits().max_list
)  # documents in one list, where the head says nothing else


def shard_path(block: SearchBlock, shard: int) -> str:
    """Return the path of the file with the postings of a shard."""
    return f"{SEARCH}{block.name}/{shard}.txt"


def block_paths(block: SearchBlock, limits: SearchLimits) -> Iterator[str]:
    """Yield the paths of all files of a block: its lists, then its shards."""
    yield from (path for path, _ in _parts(block, limits))
    yield from (shard_path(block, shard) for shard in range(block.shards))


def block_lists(block: SearchBlock, limits: SearchLimits) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file that lists documents; the head holds a short list."""
    for path, documents in _parts(block, limits):
        yield path, "".join(f"{line}\n" for line in map(_line, documents))


def index_head(
    blocks: Iterable[tuple[SearchBlock, str, Sequence[str]]], limits: SearchLimits
) -> str:
    """Return the text of the head of the index.

    `blocks` are in the order in which they are searched, each with a digest of its state, and with
    its shards if they are not files.

    A block has a line: name, state, number of documents, number of shard files, the years of the
    oldest and newest document (0 without a day), and the number of documents in one list if that
    is not the default of `find.js`. Below it is the list of its documents if that is no file. Then,
    if shards are no files, there is a line for each of four, whose own lines are joined by spaces.
    """
    return "".join(f"{line}\n" for block in blocks for line in _head_lines(*block, limits))


def _head_lines(
    block: SearchBlock, state: str, shards: Sequence[str], limits: SearchLimits
) -> Iterator[str]:
    documents = block.documents
    years = f"{_year(documents[0])} {_year(documents[-1])}"
    listed = "" if limits.max_list == MAX_LISTED_DOCUMENTS else f" {limits.max_list}"
    yield f"{block.name} {state} {len(documents)} {block.shards} {years}{listed}"
    if len(documents) <= limits.max_list:
        yield from map(_line, documents)
    yield from (shard.replace("\n", " ") for shard in shards)


def _parts(
    block: SearchBlock, limits: SearchLimits
) -> Iterator[tuple[str, Sequence[SearchDocument]]]:
    """Yield the path and the documents of each list of a block that is a file."""
    documents, size = block.documents, limits.max_list
    if len(documents) > size:
        for part in range(-(-len(documents) // size)):
            path = f"{SEARCH}{block.name}/list-{part}.txt"
            yield path, documents[part * size : (part + 1) * size]


def _line(document: SearchDocument) -> str:
    day = date.fromordinal(document.day).isoformat() if document.day else "-"
    return f"{document.kind} {day} {document.language} {document.path}"


def _year(document: SearchDocument) -> int:
    return date.fromordinal(document.day).year if document.day else 0
