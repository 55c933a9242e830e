"""Which documents of a block hold which pairs of characters, in files small enough to be asked for.

A pair is two UTF-16 code units that stand side by side, the first in the lower half of 32 bits; the
six bits above them are the last of the unit that follows: a hint, thanks to which hardly a document
is looked through in vain for three characters and more. Pairs are scattered by an odd factor, which
loses nothing; the upper bits of the product say in which shard a pair is, the others are its name
there. A shard has a line for each pair and hint: the name in five digits, the hint in one, and the
documents that hold them, as distances from one to the next or, where that is shorter, as a picture
of bits. Digits are those of base64, six bits each. `find.js` reads the same.
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
NAME = 6  # digits, the lowest first, then the hint
MORE = (
    32  # added to a digit of a distance after which another follows: five bits each, lowest first
)
PICTURE = "."  # begins a picture; the first document is the upper bit of its first digit
APART = {ord(" "), ord("\n")}
HINTS = tuple(byte % 64 << 32 for byte in range(256))  # by the lower half of a unit
TWO_DIGITS = tuple(one + other for other in DIGITS for one in DIGITS)

Place = tuple[int, str]  # of a pair: a shard, and a name in it


def find_pairs(folded: str) -> set[int]:
    """The pairs of a text with their hints; some hold a space or the end of a line, see
    `is_indexed`.

    After the last stands the end of a line.
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
    """Every second pair."""
    return struct.unpack_from(f"<{count}I", data, start)


def is_indexed(pair: int) -> bool:
    """Words are searched one by one, each in a line."""
    return pair & 0xFFFF not in APART and pair >> 16 & 0xFFFF not in APART


def pair_place(pair: int, shards: int) -> Place:
    """Where a pair and its hint are found. `shards` is a power of two, four or more."""
    shard, name = divmod(pair * SCATTER % PAIR_COUNT, PAIR_COUNT // shards)
    digits = TWO_DIGITS[name & 0xFFF] + TWO_DIGITS[name >> 12 & 0xFFF] + DIGITS[name >> 24]
    return shard, digits + DIGITS[pair >> 32]


def build_shards(documents: Iterable[Set[int]], shards: int) -> list[str]:
    """All shards of a block, from the pairs of its documents."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(documents):
        deque(map(list.append, map(holders.__getitem__, found), repeat(number)), 0)
    lines: list[list[str]] = [[] for _ in range(shards)]
    for pair, numbers in holders.items():
        if not is_indexed(pair):
            continue
        shard, name = pair_place(pair, shards)
        lines[shard].append(f"\n{name}{encode_numbers(numbers)}")
    return ["".join(sorted(some)) for some in lines]


def find_changed_places(
    changes: Mapping[int, tuple[Set[int], Set[int]]], shards: int
) -> dict[int, dict[str, set[int]]]:
    """By shard and name the documents that hold a pair now and did not, or the other way round.

    `changes` are by document's number: its pairs before, and now.
    """
    found: dict[int, dict[str, set[int]]] = {}
    for number, (before, now) in changes.items():
        for pair in filter(is_indexed, before ^ now):
            shard, name = pair_place(pair, shards)
            found.setdefault(shard, {}).setdefault(name, set()).add(number)
    return found


def patch_shard(shard: str, changes: Mapping[str, set[int]]) -> str:
    """A shard after such changes: the same as when it is made anew."""
    lines = {line[:NAME]: line[NAME:] for line in shard.split("\n")[1:]}
    for name, numbers in changes.items():
        now = numbers ^ set(decode_numbers(lines.pop(name, "")))
        if now:
            lines[name] = encode_numbers(sorted(now))
    return "".join(sorted(f"\n{name}{line}" for name, line in lines.items()))


def encode_numbers(numbers: Sequence[int]) -> str:
    """The numbers of one document or more, ascending."""
    digits = numbers[-1] // 6 + 1  # of a picture
    if len(numbers) <= digits + 1:
        distances = "".join(map(_distance, map(sub, numbers, chain((0,), numbers))))
        if len(distances) <= digits + 1:
            return distances
    bits = bytearray(b"0") * (numbers[-1] // 24 * 24 + 24)
    for number in numbers:
        bits[number] = ord("1")
    picture = b2a_base64(int(bits, 2).to_bytes(len(bits) // 8, "big")).decode()
    return PICTURE + picture[:digits]


def decode_numbers(line: str) -> Iterator[int]:
    """The numbers again."""
    if line.startswith(PICTURE):
        for place, digit in enumerate(line[1:]):
            yield from (place * 6 + bit for bit in range(6) if VALUES[digit] << bit & 32)
    else:
        yield from accumulate(_distances(line))


def _distances(line: str) -> Iterator[int]:
    distance = bits = 0
    for digit in map(VALUES.__getitem__, line):
        distance |= digit % MORE << bits
        bits += 5
        if digit < MORE:
            yield distance
            distance = bits = 0


@cache  # there are as many as documents in the largest block
def _distance(distance: int) -> str:
    digits = ""
    while distance >= MORE:
        digits += DIGITS[distance % MORE + MORE]
        distance //= MORE
    return digits + DIGITS[distance]
