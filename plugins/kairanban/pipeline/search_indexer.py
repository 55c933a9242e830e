"""Incremental building of the search index: an edit rewrites only parts of its page's block."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from ..settings import SearchLimits
from ..site.feeds.static_files import write_file
from ..site.search.blocks import (
    MIN_SHARDS,
    DocumentRow,
    SearchBlock,
    SearchDocument,
    build_blocks,
    count_shards,
)
from ..site.search.index_files import block_lists, block_paths, index_head, shard_path
from ..site.search.page_text import fold_text
from ..site.search.postings import build_shards, find_changed_places, find_pairs, patch_shard
from ..site.urls import search_text_path
from .loading.content_loader import compute_digest
from .store.store import Store
from .workers import run_in_parallel

MIN_SHARED_TEXTS = 200  # texts to read; for fewer, starting a process takes longer
REBUILD_FRACTION = 4  # a block is rebuilt where more than one in so many of its documents changed


# As stored, for each block: the digest of its rows (8 hex digits), its rows, and the texts of its
# shards where these are not files of their own.
StoredBlock = tuple[str, tuple[DocumentRow, ...], tuple[str, ...]]


class BlockWork(NamedTuple):
    """A block that differs from what was published, and how much of it must be written."""

    block: SearchBlock
    former: tuple[SearchDocument, ...]  # in their former order; empty where it is rebuilt
    numbers: Sequence[int]  # 0-based, in `block.documents`: whose texts must be read


class SearchIndexer(Struct, kw_only=True):
    """The search index of one build: changed files go to `stage`, the rest stays in `output`."""

    limits: SearchLimits
    store: Store
    stage: Path
    output: Path
    changed: frozenset[str]  # output paths of files that are gone or differ from the published
    files: set[str] = field(default_factory=set)  # output paths of the index, without its head
    head: bytes = b""  # the content of the index's head file
    _staged: frozenset[str] = frozenset()
    _stored: dict[str, StoredBlock] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)

    def run(self, documents: Iterable[SearchDocument], staged: Iterable[str]) -> None:
        """Write the changed files of the index of `documents` to the stage, and set `head`.

        `staged` are output paths: search texts among them are read from the stage, all others
        from the output. Raise `CorruptStore`.
        """
        self._staged = frozenset(staged)
        former: dict[str, StoredBlock] = self.store.get_map("search")
        every = list(build_blocks(documents, self.limits))
        works = []
        for block in every:
            paths = set(block_paths(block, self.limits))
            self.files |= paths
            rows = tuple(document.row for document in block.documents)
            known = former.get(block.name)
            if known and known[1] == rows and paths.isdisjoint(self.changed):
                self._stored[block.name] = known
                continue
            state = compute_digest(repr(rows).encode()).hex()[:8]
            shards = () if block.shards else tuple(self._all_shards(block))
            self._stored[block.name] = state, rows, shards
            self._touched.add(block.name)
            works.append(self._work(block, known[1] if known else ()))
        self._touched |= former.keys() - self._stored.keys()
        self._share_out(works)
        stored = ((block, self._stored[block.name]) for block in every)
        stored_blocks = ((block, state, shards) for block, (state, _, shards) in stored)
        self.head = index_head(stored_blocks, self.limits).encode()

    def save(self) -> None:
        """Put the blocks' digests, rows and embedded shards into the store."""
        self.store.set_map("search", self._stored, self._touched)

    def _work(self, block: SearchBlock, rows: Iterable[DocumentRow]) -> BlockWork:
        former = tuple(SearchDocument(*row) for row in rows)
        now = block.documents
        numbers = [n for n, each in enumerate(now) if former[n : n + 1] != (each,)]
        published = {search_text_path(former[n].path) for n in numbers if n < len(former)}
        if (
            not former
            or [each.path for each in former] != [each.path for each in now[: len(former)]]
            or count_shards(former, self.limits) != block.shards
            or not self.changed.isdisjoint((*published, *block_paths(block, self.limits)))
            or len(numbers) * REBUILD_FRACTION > len(now)
        ):
            return BlockWork(block, (), range(len(now)))
        return BlockWork(block, former, numbers)

    def _share_out(self, works: Sequence[BlockWork]) -> None:
        largest_first = sorted(works, key=lambda work: -len(work.numbers))
        texts = sum(len(work.numbers) for work in works)
        least = 1 if texts >= MIN_SHARED_TEXTS else max(1, len(works))
        for done in run_in_parallel(self._make, largest_first, min_items=least):
            assert done is None

    def _make(self, works: Sequence[BlockWork]) -> None:
        for work in works:
            block = work.block
            for path, text in block_lists(block, self.limits):
                write_file(self.stage, path, text.encode())
            for shard, text in self._shards(work):
                write_file(self.stage, shard_path(block, shard), text.encode())

    def _shards(self, work: BlockWork) -> Iterator[tuple[int, str]]:
        """Yield the number and the text of each shard that is a file and must be written."""
        block, former = work.block, work.former
        if not block.shards:
            return
        if not former:
            yield from enumerate(self._all_shards(block))
            return
        changes = {
            number: (
                self._former_pairs(former[number]) if number < len(former) else set(),
                self._pairs(block.documents[number]),
            )
            for number in work.numbers
        }
        for shard, places in find_changed_places(changes, block.shards).items():
            text = (self.output / shard_path(block, shard)).read_text("ascii")
            yield shard, patch_shard(text, places)

    def _all_shards(self, block: SearchBlock) -> list[str]:
        return build_shards(map(self._pairs, block.documents), block.shards or MIN_SHARDS)

    def _pairs(self, document: SearchDocument) -> set[int]:
        path = search_text_path(document.path)
        return _pairs_in((self.stage if path in self._staged else self.output) / path)

    def _former_pairs(self, document: SearchDocument) -> set[int]:
        return _pairs_in(self.output / search_text_path(document.path))


def _pairs_in(file: Path) -> set[int]:
    return find_pairs(fold_text(file.read_bytes().decode()))
