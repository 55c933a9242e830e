"""The search index, in step with the pages: an edit changes what it must in its page's block."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from ..settings import SearchLimits
from ..site.feeds.static_files import write
from ..site.search.blocks import LEAST_SHARDS, Block, Document, Row, blocks, shards_for
from ..site.search.index_files import head, lists_of, paths_of, shard_path
from ..site.search.page_text import folded
from ..site.search.postings import changed, changed_places, pairs, shards_of
from ..site.urls import words_path
from .loading.content_loader import digest_of
from .store.store import State
from .workers import shared_out

WORTH_SHARING = 200  # texts to read; for fewer, starting a process takes longer
PART = 4  # a block of which more than one in so many documents changed is made anew


# What tells a block's state, its documents, and its shards where they are no files.
Kept = tuple[str, tuple[Row, ...], tuple[str, ...]]


class Work(NamedTuple):
    """A block that is not as it was published."""

    block: Block
    former: tuple[Document, ...]  # as numbered in it before; none where it is made anew
    numbers: Sequence[int]  # of the documents whose words must be read


class Searching(Struct, kw_only=True):
    """One build's index. What is not as it was is written to `stage`; the rest is in `output`."""

    limits: SearchLimits
    state: State
    stage: Path
    output: Path
    different: frozenset[str]  # files that are not as they were published
    files: set[str] = field(default_factory=set)  # of the index, without its head
    head: bytes = b""
    _staged: frozenset[str] = frozenset()
    _kept: dict[str, Kept] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)

    def run(self, documents: Iterable[Document], staged: Iterable[str]) -> None:
        """Brings the index in step with the documents, of whose words some were `staged`."""
        self._staged = frozenset(staged)
        former: dict[str, Kept] = self.state.shelf("search")
        every = list(blocks(documents, self.limits))
        works = []
        for block in every:
            paths = set(paths_of(block, self.limits))
            self.files |= paths
            rows = tuple(document.row for document in block.documents)
            known = former.get(block.name)
            if known and known[1] == rows and paths.isdisjoint(self.different):
                self._kept[block.name] = known
                continue
            state = digest_of(repr(rows).encode()).hex()[:8]
            shards = () if block.shards else tuple(self._all_shards(block))
            self._kept[block.name] = state, rows, shards
            self._touched.add(block.name)
            works.append(self._work(block, known[1] if known else ()))
        self._touched |= former.keys() - self._kept.keys()
        self._share_out(works)
        kept = ((block, self._kept[block.name]) for block in every)
        told = ((block, state, shards) for block, (state, _, shards) in kept)
        self.head = head(told, self.limits).encode()

    def keep(self) -> None:
        """Remembers what the index was made from."""
        self.state.put_shelf("search", self._kept, self._touched)

    def _work(self, block: Block, rows: Iterable[Row]) -> Work:
        former = tuple(Document(*row) for row in rows)
        now = block.documents
        numbers = [n for n, each in enumerate(now) if former[n : n + 1] != (each,)]
        published = {words_path(former[n].path) for n in numbers if n < len(former)}
        if (
            not former
            or [each.path for each in former] != [each.path for each in now[: len(former)]]
            or shards_for(former, self.limits) != block.shards
            or not self.different.isdisjoint((*published, *paths_of(block, self.limits)))
            or len(numbers) * PART > len(now)
        ):
            return Work(block, (), range(len(now)))
        return Work(block, former, numbers)

    def _share_out(self, works: Sequence[Work]) -> None:
        largest_first = sorted(works, key=lambda work: -len(work.numbers))
        texts = sum(len(work.numbers) for work in works)
        least = 1 if texts >= WORTH_SHARING else max(1, len(works))
        for done in shared_out(self._make, largest_first, least=least):
            assert done is None

    def _make(self, works: Sequence[Work]) -> None:
        for work in works:
            block = work.block
            for path, text in lists_of(block, self.limits):
                write(self.stage, path, text.encode())
            for shard, text in self._shards(work):
                write(self.stage, shard_path(block, shard), text.encode())

    def _shards(self, work: Work) -> Iterator[tuple[int, str]]:
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
        for shard, places in changed_places(changes, block.shards).items():
            text = (self.output / shard_path(block, shard)).read_text("ascii")
            yield shard, changed(text, places)

    def _all_shards(self, block: Block) -> list[str]:
        return shards_of(map(self._pairs, block.documents), block.shards or LEAST_SHARDS)

    def _pairs(self, document: Document) -> set[int]:
        path = words_path(document.path)
        return _pairs_in((self.stage if path in self._staged else self.output) / path)

    def _former_pairs(self, document: Document) -> set[int]:
        return _pairs_in(self.output / words_path(document.path))


def _pairs_in(file: Path) -> set[int]:
    return pairs(folded(file.read_bytes().decode()))
