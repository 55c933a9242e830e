"""The files of the index: where they are, and the lists in which documents are told by number.

The head is what every search loads first. It holds what small blocks would have in files, so that
a search asks few files before the first result, and one after the other fewer still.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..links import SEARCH
from .blocks import Block, Document

LISTED = 128  # documents in one list; so many or fewer are told by the head


def shard_path(block: Block, shard: int) -> str:
    """Where the postings of a shard are."""
    return f"{SEARCH}{block.name}/{shard}.txt"


def paths_of(block: Block) -> Iterator[str]:
    """All files of a block."""
    yield from (_list_path(block, start) for start in _starts(block))
    yield from (shard_path(block, shard) for shard in range(block.shards))


def lists_of(block: Block) -> Iterator[tuple[str, str]]:
    """The lists of a block's documents: each file's path, and its text; none of a short one."""
    for start in _starts(block):
        lines = map(_line, block.documents[start : start + LISTED])
        yield _list_path(block, start), "".join(f"{line}\n" for line in lines)


def head(blocks: Iterable[tuple[Block, str, Sequence[str]]]) -> str:
    """All blocks, in the order in which they are searched, each with what tells its state, and
    with its shards if they are not files.

    A line: name, state, documents, files of shards, and the years of the oldest and newest, or 0.
    Below it is a list of so few documents that it has no file; then, where shards are no files, a
    line for each of four, whose lines stand there side by side.
    """
    return "".join(f"{line}\n" for block in blocks for line in _head_lines(*block))


def _head_lines(block: Block, state: str, shards: Sequence[str]) -> Iterator[str]:
    documents = block.documents
    years = f"{_year(documents[0])} {_year(documents[-1])}"
    yield f"{block.name} {state} {len(documents)} {block.shards} {years}"
    if len(documents) <= LISTED:
        yield from map(_line, documents)
    yield from (shard.replace("\n", " ") for shard in shards)


def _starts(block: Block) -> Iterable[int]:
    """The numbers of the documents with which lists of a block begin."""
    count = len(block.documents)
    return range(0, count, LISTED) if count > LISTED else ()


def _list_path(block: Block, start: int) -> str:
    return f"{SEARCH}{block.name}/list-{start // LISTED}.txt"


def _line(document: Document) -> str:
    day = date.fromordinal(document.day).isoformat() if document.day else "-"
    return f"{document.kind} {day} {document.language} {document.path}"


def _year(document: Document) -> int:
    return date.fromordinal(document.day).year if document.day else 0
