"""Tracing of calls and sessions through the versions of a report, back to their first anchors."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import Struct

MIN_LIKENESS = 0.5  # difflib's ratio; parts that are less alike are different ones
# Added to the ratio. It is small, as another session of an organization may take over its id.
SAME_ID_BONUS = 0.1


class AnchoredPart(NamedTuple):
    """A call or session in one version of a report."""

    id: str  # the anchor
    has_written_id: bool  # whether the editor wrote the id
    title: str
    text: str
    line: int | None = None  # in the version's file


class Lineage(Struct):
    """A call or session through all versions of a report."""

    id: str  # the anchor with which it was published first
    last: AnchoredPart  # as it is in the newest version that has it
    gone: bool = False  # whether the newest version lacks it


def trace_lineages(
    former: Iterable[Sequence[AnchoredPart]], today: Sequence[AnchoredPart]
) -> list[Lineage]:
    """Return the lineages of all parts in the `former` versions (oldest first) and in today's."""
    lineages: list[Lineage] = []
    for version in (*former, today):
        _extend_lineages(lineages, version)
    return lineages


def _extend_lineages(lineages: list[Lineage], version: Sequence[AnchoredPart]) -> None:
    """Match the lineages with the parts of the next version, and begin new ones for the others."""
    left = dict(enumerate(version))
    waiting = dict(enumerate(lineages))
    # Most parts stay the same; comparing all with all takes long where there are many.
    same = {(each.id, each.title, each.text): number for number, each in left.items()}
    for at, lineage in list(waiting.items()):
        number = same.pop((lineage.last.id, lineage.last.title, lineage.last.text), None)
        if number is not None:
            waiting.pop(at).last, lineage.gone = left.pop(number), False
    for _, at, number in sorted(_pairs(waiting, left)):
        if at in waiting and number in left:
            lineage = waiting.pop(at)
            lineage.last, lineage.gone = left.pop(number), False
    for lineage in waiting.values():
        lineage.gone = True
    lineages += [Lineage(each.id, each) for each in left.values()]


def _pairs(
    lineages: dict[int, Lineage], version: dict[int, AnchoredPart]
) -> Iterator[tuple[float, int, int]]:
    """Yield each possible match, the likeliest lowest: negated likeness, and the keys of both."""
    for at, lineage in lineages.items():
        for number, found in version.items():
            likeness = _likeness(lineage, found)
            if likeness >= MIN_LIKENESS:
                yield -likeness, at, number


def _likeness(lineage: Lineage, found: AnchoredPart) -> float:
    """Return how alike a lineage's last part and a part are: 0 to 1 by difflib, more where certain.

    The larger one of whole and title counts, so the same text under another title still matches.
    """
    last = lineage.last
    if (last.title, last.text) == (found.title, found.text):
        return 2.0 + (found.id == last.id)
    if found.has_written_id and found.id in {last.id, lineage.id}:
        return 1.5
    if lineage.gone:  # only its own id brings it back
        return 1.0 if found.id in {last.id, lineage.id} else 0.0
    whole = SequenceMatcher(None, last.title + last.text, found.title + found.text).ratio()
    titles = SequenceMatcher(None, last.title, found.title).ratio()
    return max(whole, titles) + (SAME_ID_BONUS if found.id == last.id else 0.0)
