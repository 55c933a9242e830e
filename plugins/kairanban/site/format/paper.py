"""Estimates of how large a text can be set on a sheet of paper, and how much of it fits.

They are made in advance, so that a flyer is one page in every browser, whatever is on it. Widths
are in em of the type: Japanese characters are as wide as high in every font; other characters are
taken to be as wide as in wide fonts.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from ...reports.html.phrases import split_parts, split_phrases
from ..pages.views import FittedText

MM_PER_POINT = 25.4 / 72  # millimetres in a point
ELLIPSIS = "…"
MAX_CHARACTERS = 2000  # of one text; no sheet holds more
RAGGED_EMS = 1.0  # em left empty at a line's end, as no break is allowed there before punctuation

LineCounter = Callable[[str, float], int]  # (text, width of a line in em) -> number of lines


@lru_cache(maxsize=1024)
def _width(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WFA":
        return 1
    if sign in " .,:;'!|()[]-/ijltfr":
        return 0.42
    return 0.78 if sign.isupper() or sign in "mw@%&" else 0.58


@lru_cache(maxsize=1024)  # each text is tried in many sizes
def text_width(text: str) -> float:
    """Return the width of a text on one line, in em."""
    return sum(map(_width, text[:MAX_CHARACTERS]))


def count_lines(text: str, measure: float) -> int:
    """Return the number of lines that prose takes; `measure` is the width of a line in em."""
    room = max(1.0, measure - RAGGED_EMS)
    widths = map(text_width, text[:MAX_CHARACTERS].split("\n"))
    return sum(1 if wide <= measure else math.ceil(wide / room) for wide in widths)


def count_title_lines(text: str, measure: float) -> int:
    """Return the number of lines that a heading takes; `measure` is the width of a line in em.

    Its parts and phrases are not broken, as `phrases.mark_title_phrases` marks them.
    """
    parts = [part for part in split_parts(text[:MAX_CHARACTERS]) if not part.isspace()]
    if len(parts) == 1:
        return count_packed_lines(map(text_width, split_phrases(text)), measure)
    count, end = 0, 0.0
    for part in parts:
        wide = text_width(part)
        if wide > measure:  # set as a block of its own, as wide as the line
            count += count_packed_lines(map(text_width, split_phrases(part)), measure)
            end = measure
        elif not count or end + wide > measure:
            count, end = count + 1, wide
        else:
            end += wide + 0.35
    return max(1, count)


def count_address_lines(text: str, measure: float) -> int:
    """Return the number of lines that a web address takes, which is broken after `/` and `-`."""
    return count_packed_lines(
        map(text_width, re.findall("[^/-]*[/-]*", text[:MAX_CHARACTERS])), measure
    )


def count_packed_lines(widths: Iterable[float], measure: float) -> int:
    """Return the number of lines that items of these widths (em) take, each unbroken if it fits."""
    count, end = 1, 0.0
    for wide in widths:
        if end and end + wide > measure:
            count, end = count + 1, 0.0
        more = max(0, math.ceil(wide / measure) - 1)
        count, end = count + more, end + wide - more * measure
    return count


def shorten_to_lines(
    text: str, measure: float, max_lines: int, lines: LineCounter = count_lines
) -> str:
    """Return as much of a text as fits on `max_lines` lines, with an ellipsis if it is cut.

    `measure` is the width of a line in em.
    """
    if len(text) <= MAX_CHARACTERS and lines(text, measure) <= max_lines:
        return text
    low, high = 0, min(len(text), MAX_CHARACTERS)
    while low < high:
        middle = (low + high + 1) // 2
        if lines(_add_ellipsis(text[:middle]), measure) <= max_lines:
            low = middle
        else:
            high = middle - 1
    return _add_ellipsis(text[:low])


def fit_text(
    text: str, width: float, steps: Iterable[tuple[int, int]], lines: LineCounter = count_lines
) -> FittedText:
    """Return a text in the largest type in which it fits into `width` mm.

    `steps` are sizes in points, the largest first, each with the number of lines allowed in it;
    if the text does not fit in the last either, it is shortened.
    """
    points, max_lines, measure = 1, 1, width
    for points, max_lines in steps:
        measure = width / (points * MM_PER_POINT)
        if len(text) <= MAX_CHARACTERS and lines(text, measure) <= max_lines:
            return FittedText(text=text, points=points, lines=lines(text, measure))
    shortened = shorten_to_lines(text, measure, max_lines, lines)
    return FittedText(text=shortened, points=points, lines=lines(shortened, measure))


def _add_ellipsis(text: str) -> str:
    return text.rstrip(" \u3000\n、。，．,.") + ELLIPSIS
