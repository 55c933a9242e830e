"""Division of documents into blocks, so that an edit changes the index of one block only.

Documents with a day are divided by intervals of time whose lengths are powers of two. Young
intervals are short and old ones long, so that a new report touches little and a search loads few
files. A block is determined by its documents and by the newest day, not by former blocks; its
documents are numbered from 0, the oldest first. Pages without a day have blocks of their own.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from ...settings import SearchLimits

MAX_AGE_RATIO = 4  # an old block may be at most so many times as long as it is old
SHARD_CHARACTERS = 4096  # of text for each shard of a block
MIN_SHARDS, MAX_SHARDS = 4, 1024
DAY_BITS, PATH_BITS = 22, 32  # of the sort key of documents: day, then CRC-32 of the path
UNDATED_KINDS = (
    "page",
    "venue",
    "series",
    "organization",
)  # kinds without a day; the last come first


DocumentRow = tuple[
    str, str, int | None, str, bytes, int
]  # a `SearchDocument`, as it can be marshalled


class SearchDocument(NamedTuple):
    """A page that the search can find."""

    path: str  # from the site's root: "reports/x/"
    kind: str  # report, event, organization, series, venue, page
    day: int | None  # proleptic ordinal (`date.toordinal`)
    language: str
    digest: bytes  # of its searchable text, 16 bytes
    length: int  # of its searchable text, in characters

    @property
    def row(self) -> DocumentRow:
        """Return the fields as a plain tuple, which can be marshalled."""
        return self[:]


class SearchBlock(NamedTuple):
    """A block, which is a folder of the index; a document's number is its place here, from 0."""

    name: str
    documents: tuple[SearchDocument, ...]
    shards: int  # number of files with its postings; 0 if the head of the index holds them


def count_shards(documents: Iterable[SearchDocument], limits: SearchLimits) -> int:
    """Return the number of files for the postings of a block with these documents.

    It is a power of two, or 0 for a block with so little text that the head holds its postings.
    """
    length = sum([document.length for document in documents])
    if length <= limits.max_head_text:
        return 0
    wanted = length // SHARD_CHARACTERS
    return min(MAX_SHARDS, max(MIN_SHARDS, 1 << wanted.bit_length() - 1 if wanted else 1))


def build_blocks(
    documents: Iterable[SearchDocument], limits: SearchLimits
) -> Iterator[SearchBlock]:
    """Yield the blocks in the order in which they are searched.

    Blocks of pages without a day come first, then the others from the newest to the oldest.
    """
    undated: list[tuple[int, str, SearchDocument]] = []
    dated: list[tuple[int, str, SearchDocument]] = []
    for document in documents:
        group = undated if document.day is None else dated
        order = document.day or (
            UNDATED_KINDS.index(document.kind) if document.kind in UNDATED_KINDS else 0
        )
        place = order << PATH_BITS | crc32(document.path.encode())
        group.append((place, document.path, document))
    for name, group, bits in (("s", undated, 2 + PATH_BITS), ("d", dated, DAY_BITS + PATH_BITS)):
        group.sort()
        places = [place for place, _, _ in group]
        newest = places[-1] if places and name == "d" else 1 << bits + 1
        for part, first, end in _intervals(places, newest, bits, limits):
            members = tuple([each for _, _, each in group[first:end]])
            yield SearchBlock(f"{name}{part}", members, count_shards(members, limits))


def _intervals(
    places: Sequence[int], newest: int, bits: int, limits: SearchLimits, start: int = 0
) -> Iterator[tuple[str, int, int]]:
    """Yield the intervals into which [start, start + 2 ** bits) is divided, newest first.

    Each is a name, and the indices in `places` where its documents begin and end (exclusive).
    """
    length = 1 << bits
    first, end = bisect_left(places, start), bisect_left(places, start + length)
    count = end - first
    if not count:
        return
    is_old = (newest - (start + length)) * MAX_AGE_RATIO >= length
    if count <= limits.min_block or (count <= limits.max_block and is_old) or not bits:
        yield f"{start >> bits:x}-{bits}", first, end
        return
    half = bits - 1
    yield from _intervals(places, newest, half, limits, start + (1 << half))
    yield from _intervals(places, newest, half, limits, start)
