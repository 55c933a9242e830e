"""Tables on paper, set as large as they fit, or shortened; see `paper`."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..pages.views import FlyerLine, FlyerRow
from .paper import (
    ELLIPSIS,
    MM_PER_POINT,
    count_lines,
    count_packed_lines,
    shorten_to_lines,
    text_width,
)

# As in theme/static/flyer.css; em unless named otherwise.
LABEL_TYPE, LEADING, APART, RULE_MM = 0.82, 1.45, 1.4, 0.3
DETAIL_TYPE = 0.85  # em; type of lines with details
MAX_ROW_LINES = 12  # lines of a row that is being shortened


class PaperTable(Struct, frozen=True, kw_only=True):
    """The dimensions of a table with a column of labels and one of texts."""

    width: float  # mm
    label: float = 5.4  # em; width of the first column, with the gap to the second
    points: Sequence[int]  # sizes that it may be set in, the largest first
    padding: float  # em; above and below the text of a row, together

    def fit(self, rows: Sequence[FlyerRow], room: float) -> tuple[tuple[FlyerRow, ...], int]:
        """Return the rows that fit into a height of `room` mm, and their size in points.

        If they do not fit in the smallest type either, the longest rows are shortened; if that is
        not enough, the last rows are left out.
        """
        for points in self.points:
            if self.height(rows, points) <= room:
                return tuple(rows), points
        fewer: tuple[FlyerRow, ...] = ()
        for max_lines in range(MAX_ROW_LINES, 0, -1):
            fewer = tuple(self._shortened(row, points, max_lines) for row in rows)
            if self.height(fewer, points) <= room:
                return fewer, points
        while fewer and self.height(fewer, points) > room:
            fewer = fewer[:-1]
        return fewer, points

    def height(self, rows: Iterable[FlyerRow], points: int) -> float:
        """Return the height in mm of a table with these rows, in type of so many points."""
        em = points * MM_PER_POINT
        lines = (max(self._label(row) * LABEL_TYPE, self._lines(row, points)) for row in rows)
        return sum((count * LEADING + self.padding) * em + RULE_MM for count in lines)

    def _lines(self, row: FlyerRow, points: int) -> float:
        """Return the height of a row's text in lines; a line with details counts as
        `DETAIL_TYPE`."""
        if row.across:
            widths = (text_width(line.text) + APART for line in row.lines)
            return count_packed_lines(widths, self._measure(row.lines[0], points) + APART)
        return sum(
            count_lines(line.text, self._measure(line, points)) * (DETAIL_TYPE if line.soft else 1)
            for line in row.lines
        )

    def _label(self, row: FlyerRow) -> int:
        return count_lines(row.label, (self.label - 1) / LABEL_TYPE)

    def _measure(self, line: FlyerLine, points: int) -> float:
        return (self.width / (points * MM_PER_POINT) - self.label) / (
            DETAIL_TYPE if line.soft else 1
        )

    def _shortened(self, row: FlyerRow, points: int, max_lines: int) -> FlyerRow:
        """Return a row cut to at most `max_lines` lines."""
        if row.across:
            while self._lines(row, points) > max_lines and len(row.lines) > 1:
                row = replace(row, lines=row.lines[:-1], shows_until=row.lines[-2].shows_until)
            return row
        lines: list[FlyerLine] = []
        left = max_lines
        for line in row.lines:
            measure = self._measure(line, points)
            if not left:
                lines[-1] = _add_ellipsis(lines[-1], self._measure(lines[-1], points))
                break
            text = shorten_to_lines(line.text, measure, left)
            lines.append(replace(line, text=text))
            left -= count_lines(text, measure)
        return replace(row, lines=tuple(lines))


def _add_ellipsis(line: FlyerLine, measure: float) -> FlyerLine:
    """Return the line with an ellipsis, on no more lines than before."""
    if line.text.endswith(ELLIPSIS):
        return line
    max_lines = count_lines(line.text, measure)
    text = line.text + ELLIPSIS
    if count_lines(text, measure) > max_lines:
        text = shorten_to_lines(line.text[:-1] + ELLIPSIS, measure, max_lines)
    return replace(line, text=text)
