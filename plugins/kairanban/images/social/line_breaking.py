"""Lines of a text, as large as there is room for, and balanced."""

from collections.abc import Sequence
from itertools import pairwise

from .kinsoku import CLOSING, FREE, NOT_LAST, PART, PHRASE, TORN, WORD
from .text_metrics import Line, MeasuredText

ELLIPSIS = "…"
MIN_SIZE_RATIO = 0.75  # so much smaller may letters be for the sake of better breaks
Shapes = Sequence[tuple[int, int]]  # sizes in pixels, each with a number of lines


def fit_text(text: MeasuredText, shapes: Shapes, room: float) -> tuple[int, list[Line]]:
    """The first of the shapes into which the text fits, `room` pixels wide, and its lines.

    Words are broken only where no shape fits otherwise; what fits into none is cut, and an
    ellipsis says so.
    """
    if not text.letters:
        return shapes[0][0], []
    good = [found for cost in (FREE, PHRASE, PART) if (found := _shaped(text, shapes, room, cost))]
    if good:
        largest = max(size for size, _ in good)
        return next(found for found in good if found[0] >= MIN_SIZE_RATIO * largest)
    for cost in (WORD, TORN):
        if found := _shaped(text, shapes, room, cost):
            return found
    size, count = shapes[-1]
    return size, _cut(text, room / size, count)


def _shaped(
    text: MeasuredText, shapes: Shapes, room: float, worst: float
) -> tuple[int, list[Line]] | None:
    """The same with breaks that cost no more than the worst; None where that cannot be."""
    for size, count in shapes:
        breaks = _balanced(text, room / size, count, worst)
        if breaks is not None:
            return size, [text.line(a, b) for a, b in pairwise(breaks)]
    return None


def _balanced(text: MeasuredText, room: float, count: int, worst: float) -> list[int] | None:
    """Where at most `count` lines begin, and the end, so that they are much alike; or None."""
    if text.measure(0, len(text.letters)) > room * count:
        return None
    places = [0, *(n for n, cost in enumerate(text.costs, 1) if cost <= worst)]
    needed = _needed(text, room, places)
    if needed is None or needed > count:
        return None
    if needed == 1:
        return [0, len(text.letters)]
    mean = text.places[-1] / needed
    # By place: the least cost of so many lines up to it, and where the last of them begins.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for _ in range(needed):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, way) in best.items():
            for end in places:
                if end <= start:
                    continue
                width = text.measure(start, end)
                if width > room:
                    break
                behind = text.costs[end - 1] if end < len(text.letters) else FREE
                total = cost + ((width - mean) / room) ** 2 + behind
                if end not in found or total < found[end][0]:
                    found[end] = total, (*way, end)
        best = found
    whole = best.get(len(text.letters))
    return list(whole[1]) if whole else None


def _needed(text: MeasuredText, room: float, places: Sequence[int]) -> int | None:
    """How few lines will do; None where something between two places is too wide."""
    count, start = 1, 0
    for before, end in pairwise(places):
        if text.measure(start, end) > room:
            if before == start or text.measure(before, end) > room:
                return None
            count, start = count + 1, before
    return count


def _cut(text: MeasuredText, room: float, count: int) -> list[Line]:
    """As many letters as there is room for, and an ellipsis."""
    lines: list[Line] = []
    start, length = 0, len(text.letters)
    while len(lines) < count - 1 and text.measure(start, length) > room:
        end = _filled(text, start, room)
        better = end
        while better > start + 1 and text.costs[better - 1] > TORN:
            better -= 1
        end = better if text.costs[better - 1] <= TORN else end
        lines.append(text.line(start, end))
        start = end
    if text.measure(start, length) <= room:
        return [*lines, text.line(start, length)]
    end = _filled(text, start, room)
    line = text.line(start, end)
    while len(line) > 1 and (
        line[-1][0] in NOT_LAST | CLOSING or _behind(text, line) + text.width(ELLIPSIS) > room
    ):
        line.pop()
    return [*lines, [*line, (ELLIPSIS, _behind(text, line))]]


def _filled(text: MeasuredText, start: int, room: float) -> int:
    """Where a line ends that takes as many letters as there is room for, but one at least."""
    end = start + 1
    while end < len(text.letters) and text.measure(start, end + 1) <= room:
        end += 1
    return end


def _behind(text: MeasuredText, line: Line) -> float:
    """Where the next letter would stand."""
    letter, at = line[-1]
    return at + text.width(letter[0])
