"""The search index, in step with the pages: an edit changes what it must in its page's block."""

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
REBUILD_FRACTION = 4  # a block of which more than one in so many documents changed is made anew


# What tells a block's state, its documents, and its shards where they are no files.
StoredBlock = tuple[str, tuple[DocumentRow, ...], tuple[str, ...]]


class BlockWork(NamedTuple):
    """A block that is not as it was published."""

    block: SearchBlock
    former: tuple[SearchDocument, ...]  # as numbered in it before; none where it is made anew
    numbers: Sequence[int]  # of the documents whose words must be read


class SearchIndexer(Struct, kw_only=True):
    """One build's index. What is not as it was is written to `stage`; the rest is in `output`."""

    limits: SearchLimits
    store: Store
    stage: Path
    output: Path
    different: frozenset[str]  # files that are not as they were published
    files: set[str] = field(default_factory=set)  # of the index, without its head
    head: bytes = b""
    _staged: frozenset[str] = frozenset()
    _stored: dict[str, StoredBlock] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)

    def run(self, documents: Iterable[SearchDocument], staged: Iterable[str]) -> None:
        """Brings the index in step with the documents, of whose words some were `staged`."""
        self._staged = frozenset(staged)
        former: dict[str, StoredBlock] = self.store.get_map("search")
        every = list(build_blocks(documents, self.limits))
        works = []
        for block in every:
            paths = set(block_paths(block, self.limits))
            self.files |= paths
            rows = tuple(document.row for document in block.documents)
            known = former.get(block.name)
            if known and known[1] == rows and paths.isdisjoint(self.different):
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
        """Remembers what the index was made from."""
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
            or not self.different.isdisjoint((*published, *block_paths(block, self.limits)))
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
        """The shards that are files, and not as they were."""
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
