"""Documents parted into blocks, so that an edit changes the index of its own block only.

Those with a day are parted by intervals of time whose lengths are powers of two: young ones are
short and old ones long, so that a new report touches little and a search asks for few files. A
block is determined by what is in it and by the newest day, not by what was there before; within it
documents are numbered from the oldest. Pages without a day stand apart.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from ...settings import SearchLimits

MAX_AGE_RATIO = 4  # a block may be so many times as long as it is old
SHARD_CHARACTERS = 4096  # characters of text for each of a block's shards
MIN_SHARDS, MAX_SHARDS = 4, 1024
DAY_BITS, PATH_BITS = 22, 32  # of the number by which documents are ordered
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
    """A page that can be found: `day` is an ordinal, `length` that of its words in characters."""

    path: str  # from the site's root: "reports/x/"
    kind: str  # report, event, organization, series, venue, page
    day: int | None
    language: str
    digest: bytes  # of its words
    length: int

    @property
    def row(self) -> DocumentRow:
        """The same as a bare tuple."""
        return self[:]


class SearchBlock(NamedTuple):
    """A folder of the index. Documents are numbered as they stand here."""

    name: str
    documents: tuple[SearchDocument, ...]
    shards: int  # how many files its postings are shared out to; 0 where the head holds them


def count_shards(documents: Iterable[SearchDocument], limits: SearchLimits) -> int:
    """In how many files the postings of a block with these documents are: a power of two, or none
    of little text.
    """
    length = sum([document.length for document in documents])
    if length <= limits.small:
        return 0
    wanted = length // SHARD_CHARACTERS
    return min(MAX_SHARDS, max(MIN_SHARDS, 1 << wanted.bit_length() - 1 if wanted else 1))


def build_blocks(
    documents: Iterable[SearchDocument], limits: SearchLimits
) -> Iterator[SearchBlock]:
    """The blocks in the order in which a search asks them: first those of pages without a day,
    then the newest.
    """
    standing: list[tuple[int, str, SearchDocument]] = []
    dated: list[tuple[int, str, SearchDocument]] = []
    for document in documents:
        group = standing if document.day is None else dated
        order = document.day or (
            UNDATED_KINDS.index(document.kind) if document.kind in UNDATED_KINDS else 0
        )
        place = order << PATH_BITS | crc32(document.path.encode())
        group.append((place, document.path, document))
    for name, group, bits in (("s", standing, 2 + PATH_BITS), ("d", dated, DAY_BITS + PATH_BITS)):
        group.sort()
        places = [place for place, _, _ in group]
        newest = places[-1] if places and name == "d" else 1 << bits + 1
        for part, first, end in _intervals(places, newest, bits, limits):
            some = tuple([each for _, _, each in group[first:end]])
            yield SearchBlock(f"{name}{part}", some, count_shards(some, limits))


def _intervals(
    places: Sequence[int], newest: int, bits: int, limits: SearchLimits, start: int = 0
) -> Iterator[tuple[str, int, int]]:
    """The intervals into which [start, start + 2 ** bits) is parted, newest first.

    Each with its name, and where what is in it begins and ends in `places`.
    """
    length = 1 << bits
    first, end = bisect_left(places, start), bisect_left(places, start + length)
    count = end - first
    if not count:
        return
    is_old = (newest - (start + length)) * MAX_AGE_RATIO >= length
    if count <= limits.few or (count <= limits.most and is_old) or not bits:
        yield f"{start >> bits:x}-{bits}", first, end
        return
    half = bits - 1
    yield from _intervals(places, newest, half, limits, start + (1 << half))
    yield from _intervals(places, newest, half, limits, start)
