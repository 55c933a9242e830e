"""Postings of a block: which documents hold which pairs of characters, in files small to load.

A pair is two adjacent UTF-16 code units, the first in the lower half of 32 bits. The six bits above
them are a hint, the lowest six bits of the unit that follows; with it, hardly a document is read in
vain for a word of three characters or more. Pairs are scattered by an odd factor, which loses
nothing: the upper bits of the product (32 bits) are the shard of a pair, the others its name there.
A shard has a line for each pair and hint: the name in five digits, the hint in one, and the numbers
of the documents that hold them, as distances from one to the next or, if that is shorter, as a
bitmap. Digits are those of base64, six bits each. `find.js` reads this format.
"""

import struct
from binascii import b2a_base64
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import accumulate, chain, repeat
from operator import or_, sub

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
VALUES = {digit: value for value, digit in enumerate(DIGITS)}
PAIR_COUNT = 1 << 32
SCATTER = 0x9E3779B1
KEY_LENGTH = 6  # digits before the documents: five of the name, the lowest first, and the hint
# Added to a digit of a distance if another digit follows; digits have five bits, the lowest first.
CONTINUATION = 32
BITMAP = "."  # starts a bitmap; document 0 is the highest bit of its first digit
SEPARATORS = {ord(" "), ord("\n")}  # code units that separate words
HINTS = tuple(byte % 64 << 32 for byte in range(256))  # by the lower byte of a code unit
TWO_DIGITS = tuple(one + other for other in DIGITS for one in DIGITS)

PairPlace = tuple[int, str]  # of a pair: number of its shard, and name with hint in it


def find_pairs(folded: str) -> set[int]:
    """Return the pairs of a folded text, each with its hint.

    Some hold a space or a line end, see `is_indexed`. The hint of the last pair is a line end.
    """
    data = f"{folded}\n".encode("utf-16-le")
    units = len(data) // 2 - 1
    if units < 2:
        return set()
    return {
        *map(or_, _pairs_from(data, 0, units // 2), map(HINTS.__getitem__, data[4::4])),
        *map(or_, _pairs_from(data, 2, (units - 1) // 2), map(HINTS.__getitem__, data[6::4])),
    }


def _pairs_from(data: bytes, start: int, count: int) -> tuple[int, ...]:
    """Return every second pair of UTF-16 text, from the byte `start`."""
    return struct.unpack_from(f"<{count}I", data, start)


def is_indexed(pair: int) -> bool:
    """Return whether a pair holds no space or line end; words are searched one by one."""
    return pair & 0xFFFF not in SEPARATORS and pair >> 16 & 0xFFFF not in SEPARATORS


def pair_place(pair: int, shards: int) -> PairPlace:
    """Return the place of a pair with its hint; `shards` is a power of two, four or more."""
    shard, name = divmod(pair * SCATTER % PAIR_COUNT, PAIR_COUNT // shards)
    digits = TWO_DIGITS[name & 0xFFF] + TWO_DIGITS[name >> 12 & 0xFFF] + DIGITS[name >> 24]
    return shard, digits + DIGITS[pair >> 32]


def build_shards(documents: Iterable[Set[int]], shards: int) -> list[str]:
    """Return the texts of all shards of a block; `documents` are the pairs of each, by number."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, pairs in enumerate(documents):
        deque(map(list.append, map(holders.__getitem__, pairs), repeat(number)), 0)
    lines: list[list[str]] = [[] for _ in range(shards)]
    for pair, numbers in holders.items():
        if not is_indexed(pair):
            continue
        shard, name = pair_place(pair, shards)
        lines[shard].append(f"\n{name}{encode_numbers(numbers)}")
    return ["".join(sorted(shard_lines)) for shard_lines in lines]


def find_changed_places(
    changes: Mapping[int, tuple[Set[int], Set[int]]], shards: int
) -> dict[int, dict[str, set[int]]]:
    """Return the numbers of the documents that gained or lost a pair, by shard and name.

    `changes` maps a document's number to its pairs before and now.
    """
    found: dict[int, dict[str, set[int]]] = {}
    for number, (before, now) in changes.items():
        for pair in filter(is_indexed, before ^ now):
            shard, name = pair_place(pair, shards)
            found.setdefault(shard, {}).setdefault(name, set()).add(number)
    return found


def patch_shard(shard: str, changes: Mapping[str, set[int]]) -> str:
    """Return a shard after the changes from `find_changed_places`, as if it were built anew."""
    lines = {line[:KEY_LENGTH]: line[KEY_LENGTH:] for line in shard.split("\n")[1:]}
    for name, numbers in changes.items():
        holders = numbers ^ set(decode_numbers(lines.pop(name, "")))
        if holders:
            lines[name] = encode_numbers(sorted(holders))
    return "".join(sorted(f"\n{name}{line}" for name, line in lines.items()))


def encode_numbers(numbers: Sequence[int]) -> str:
    """Encode ascending numbers of documents, at least one, as distances or as a bitmap."""
    digits = numbers[-1] // 6 + 1  # of a bitmap
    if len(numbers) <= digits + 1:
        distances = "".join(map(_distance, map(sub, numbers, chain((0,), numbers))))
        if len(distances) <= digits + 1:
            return distances
    bits = bytearray(b"0") * (numbers[-1] // 24 * 24 + 24)
    for number in numbers:
        bits[number] = ord("1")
    picture = b2a_base64(int(bits, 2).to_bytes(len(bits) // 8, "big")).decode()
    return BITMAP + picture[:digits]


def decode_numbers(line: str) -> Iterator[int]:
    """Yield the numbers that `encode_numbers` has encoded; none for ""."""
    if line.startswith(BITMAP):
        for place, digit in enumerate(line[1:]):
            yield from (place * 6 + bit for bit in range(6) if VALUES[digit] << bit & 32)
    else:
        yield from accumulate(_distances(line))


def _distances(line: str) -> Iterator[int]:
    distance = bits = 0
    for digit in map(VALUES.__getitem__, line):
        distance |= digit % CONTINUATION << bits
        bits += 5
        if digit < CONTINUATION:
            yield distance
            distance = bits = 0


@cache  # holds at most as many as the largest block has documents
def _distance(distance: int) -> str:
    digits = ""
    while distance >= CONTINUATION:
        digits += DIGITS[distance % CONTINUATION + CONTINUATION]
        distance //= CONTINUATION
    return digits + DIGITS[distance]
