"""One thing through the versions of a report: a call or a session, with its first address."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import Struct

MIN_LIKENESS = 0.5  # as difflib measures it; what is less alike is another
SAME_ID_BONUS = 0.1  # an id says little: another session of an organization may take over its id


class AnchoredPart(NamedTuple):
    """A call or session of one version. `has_written_id`: whether the editor wrote its id."""

    id: str
    has_written_id: bool
    title: str
    text: str
    line: int | None = None  # today's, in the file


class Lineage(Struct):
    """`id` is the one that it was published with first, `last` what it was last."""

    id: str
    last: AnchoredPart
    gone: bool = False


def trace_lineages(
    former: Iterable[Sequence[AnchoredPart]], today: Sequence[AnchoredPart]
) -> list[Lineage]:
    """What there ever was, as it is today, or was last."""
    lineages: list[Lineage] = []
    for version in (*former, today):
        _go_on(lineages, version)
    return lineages


def _go_on(lineages: list[Lineage], version: Sequence[AnchoredPart]) -> None:
    """Takes the lineages on to the next version."""
    left = dict(enumerate(version))
    waiting = dict(enumerate(lineages))
    # Most stay as they are; comparing all with all takes long where there are many.
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
    """Who may be whom, the likeliest lowest."""
    for at, lineage in lineages.items():
        for number, found in version.items():
            likeness = _likeness(lineage, found)
            if likeness >= MIN_LIKENESS:
                yield -likeness, at, number


def _likeness(lineage: Lineage, found: AnchoredPart) -> float:
    """Of title and text; the same text under another title is the same thing."""
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
