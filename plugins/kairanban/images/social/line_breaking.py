"""Breaking of a text into balanced lines, with letters as large as there is room for."""

from collections.abc import Sequence
from itertools import pairwise

from .kinsoku import CLOSING, NOT_LAST, PART_COST, PHRASE_COST, STOP_COST, TORN_COST, WORD_COST
from .text_metrics import Line, MeasuredText

ELLIPSIS = "…"
MIN_SIZE_RATIO = 0.75  # the least part of the largest size that is taken for better breaks
Shapes = Sequence[tuple[int, int]]  # sizes of letters in pixels, each with a number of lines


def fit_text(text: MeasuredText, shapes: Shapes, room: float) -> tuple[int, list[Line]]:
    """Return the size of letters (pixels) and the lines of a text in `room` pixels of width.

    They are of the first of the shapes, the best first, into which the text fits; worse breaks
    are taken where better ones would make the letters much smaller. Words are broken only where
    no shape fits otherwise. A text that fits into none is cut and ends with an ellipsis.
    """
    if not text.letters:
        return shapes[0][0], []
    good = [
        found
        for cost in (STOP_COST, PHRASE_COST, PART_COST)
        if (found := _fit(text, shapes, room, cost))
    ]
    if good:
        largest = max(size for size, _ in good)
        return next(found for found in good if found[0] >= MIN_SIZE_RATIO * largest)
    for cost in (WORD_COST, TORN_COST):
        if found := _fit(text, shapes, room, cost):
            return found
    size, count = shapes[-1]
    return size, _truncate(text, room / size, count)


def _fit(
    text: MeasuredText, shapes: Shapes, room: float, worst: float
) -> tuple[int, list[Line]] | None:
    """Return size and lines with breaks that cost no more than `worst`, or None."""
    for size, count in shapes:
        breaks = _balanced(text, room / size, count, worst)
        if breaks is not None:
            return size, [text.line(a, b) for a, b in pairwise(breaks)]
    return None


def _balanced(text: MeasuredText, room: float, count: int, worst: float) -> list[int] | None:
    """Return the indexes where lines of about equal width begin, and the end; or None.

    There are as few lines as fit, at most `count`. `room` is in ems; breaks cost at most `worst`.
    """
    if text.measure(0, len(text.letters)) > room * count:
        return None
    places = [0, *(n for n, cost in enumerate(text.costs, 1) if cost <= worst)]
    needed = _needed(text, room, places)
    if needed is None or needed > count:
        return None
    if needed == 1:
        return [0, len(text.letters)]
    mean = text.places[-1] / needed
    # By index: the least cost of the lines so far that end there, and all their breaks.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for _ in range(needed):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, breaks) in best.items():
            for end in places:
                if end <= start:
                    continue
                width = text.measure(start, end)
                if width > room:
                    break
                behind = text.costs[end - 1] if end < len(text.letters) else STOP_COST
                total = cost + ((width - mean) / room) ** 2 + behind
                if end not in found or total < found[end][0]:
                    found[end] = total, (*breaks, end)
        best = found
    whole = best.get(len(text.letters))
    return list(whole[1]) if whole else None


def _needed(text: MeasuredText, room: float, places: Sequence[int]) -> int | None:
    """Return the least number of lines; None where the text between two places is too wide."""
    count, start = 1, 0
    for before, end in pairwise(places):
        if text.measure(start, end) > room:
            if before == start or text.measure(before, end) > room:
                return None
            count, start = count + 1, before
    return count


def _truncate(text: MeasuredText, room: float, count: int) -> list[Line]:
    """Return `count` lines at most, cut with an ellipsis; `room` is a line's width in ems."""
    lines: list[Line] = []
    start, length = 0, len(text.letters)
    while len(lines) < count - 1 and text.measure(start, length) > room:
        end = _fill_end(text, start, room)
        better = end
        while better > start + 1 and text.costs[better - 1] > TORN_COST:
            better -= 1
        end = better if text.costs[better - 1] <= TORN_COST else end
        lines.append(text.line(start, end))
        start = end
    if text.measure(start, length) <= room:
        return [*lines, text.line(start, length)]
    end = _fill_end(text, start, room)
    line = text.line(start, end)
    while len(line) > 1 and (
        line[-1][0] in NOT_LAST | CLOSING or _next_offset(text, line) + text.width(ELLIPSIS) > room
    ):
        line.pop()
    return [*lines, [*line, (ELLIPSIS, _next_offset(text, line))]]


def _fill_end(text: MeasuredText, start: int, room: float) -> int:
    """Return the end of a line with as many letters as fit, but at least one."""
    end = start + 1
    while end < len(text.letters) and text.measure(start, end + 1) <= room:
        end += 1
    return end


def _next_offset(text: MeasuredText, line: Line) -> float:
    """Return the place of a further letter of the line, in ems."""
    letter, at = line[-1]
    return at + text.width(letter[0])
