"""The files of the index: where they are, and the lists in which documents are told by number."""

from collections.abc import Iterable, Iterator
from datetime import date

from ..links import SEARCH
from .blocks import Block, Document

LISTED = 64  # documents in one list


def shard_path(block: Block, shard: int) -> str:
    """Where the postings of a shard are."""
    return f"{SEARCH}{block.name}/{shard}.txt"


def paths_of(block: Block) -> Iterator[str]:
    """All files of a block."""
    yield from (_list_path(block, start) for start in range(0, len(block.documents), LISTED))
    yield from (shard_path(block, shard) for shard in range(block.shards))


def lists_of(block: Block) -> Iterator[tuple[str, str]]:
    """The lists of a block's documents: each file's path, and its text."""
    for start in range(0, len(block.documents), LISTED):
        lines = map(_line, block.documents[start : start + LISTED])
        yield _list_path(block, start), "".join(lines)


def head(blocks: Iterable[tuple[Block, str]]) -> str:
    """All blocks, in the order in which they are searched, each with what tells its state.

    A line: name, state, documents, shards, and the years of the oldest and newest, or 0.
    """
    return "".join(
        f"{block.name} {state} {len(block.documents)} {block.shards}"
        f" {_year(block.documents[0])} {_year(block.documents[-1])}\n"
        for block, state in blocks
    )


def _list_path(block: Block, start: int) -> str:
    return f"{SEARCH}{block.name}/list-{start // LISTED}.txt"


def _line(document: Document) -> str:
    day = date.fromordinal(document.day).isoformat() if document.day else "-"
    return f"{document.kind} {day} {document.language} {document.path}\n"


def _year(document: Document) -> int:
    return date.fromordinal(document.day).year if document.day else 0
