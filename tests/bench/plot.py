"""The picture of a measurement: how time grows with the number of reports, as SVG.

Both axes are logarithmic. Colours follow the reader's light or dark mode, where a picture in a
page is shown by itself too; lines are told apart by their dashes and names as well.
"""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from typing import NamedTuple

from generators import CACHED, HUGO, OURS, PLAIN

WIDTH, HEIGHT = 880, 430
TOP, BOTTOM = 64, 372  # of the panels
PANELS = ((64, 330), (590, 700))  # left and right; names stand right of them
APART = 15  # pixels between two names
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #22231f }
.title { font-weight: 600 } .soft { fill: #5d5b52; font-size: 12px }
.grid { stroke: #ddd5c1; stroke-width: 1 }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
.ours { stroke: #2b5b45 } .hugo { stroke: #bb3a26 } .plain { stroke: #7a7566 }
.dot.ours { fill: #2b5b45 } .dot.hugo { fill: #bb3a26 } .dot.plain { fill: #7a7566 }
.cold { stroke-dasharray: none } .edit { stroke-dasharray: 7 4 } .same { stroke-dasharray: 2 4 }
.paper { fill: #fffdf7 }
@media (prefers-color-scheme: dark) {
  text { fill: #ece8dc } .soft { fill: #b3aea0 } .grid { stroke: #3a3c35 } .paper { fill: #1f211d }
  .ours { stroke: #93c9a9 } .hugo { stroke: #ff937c } .plain { stroke: #b3aea0 }
  .dot.ours { fill: #93c9a9 } .dot.hugo { fill: #ff937c } .dot.plain { fill: #b3aea0 }
}
"""


class Line(NamedTuple):
    """One line: its name, its classes, and the seconds by number of reports."""

    name: str
    kind: str
    points: Mapping[int, float]


def plot(walls: Mapping[tuple[int, str, str], float], sizes: Sequence[int]) -> str:
    """The picture; `walls` are seconds by reports, generator and what was done."""

    def line(name: str, kind: str, of: str, what: str) -> Line:
        found = {size: walls[size, of, what] for size in sizes if (size, of, what) in walls}
        return Line(name, kind, found)

    whole = (
        line("Pelican + Typogrify, cold", "plain cold", PLAIN, "cold"),
        line("Pelican, one edit, its cache on", "plain edit", CACHED, "body"),
        line("Hugo, cold or after any edit", "hugo cold", HUGO, "cold"),
        line("Kairanban, cold", "ours cold", OURS, "cold"),
        line("Kairanban, one edit", "ours edit", OURS, "body"),
        line("Kairanban, no change", "ours same", OURS, "no change"),
    )
    served = (
        line("hugo server", "hugo edit", HUGO, "serve"),
        line("invoke serve", "ours edit", OURS, "serve"),
    )
    panels = (
        _panel(PANELS[0], "The whole command, seconds", whole, sizes),
        _panel(PANELS[1], "From saving to seeing, seconds", served, sizes),
    )
    label = "Seconds that builds take, by the number of reports"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{label}">\n<style>{STYLE}</style>\n'
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>\n{"".join(panels)}</svg>\n'
    )


def _panel(sides: tuple[int, int], title: str, lines: Sequence[Line], sizes: Sequence[int]) -> str:
    left, right = sides
    lines = [each for each in lines if each.points]
    if not lines:
        return ""
    every = [seconds for each in lines for seconds in each.points.values()]
    low, high = _floor(min(every)), _ceiling(max(every))
    wide = log10(max(sizes) / min(sizes)) or 1.0

    def x(size: int) -> float:
        return left + (right - left) * log10(size / min(sizes)) / wide

    def y(seconds: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (log10(seconds) - low) / (high - low)

    parts = [_text(left, 34, title, "title")]
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<path class="grid" d="M{left} {at:.1f}H{right}"/>')
        parts.append(_text(left - 8, at + 4, f"{10.0**power:g}", "soft", "end"))
    parts += [_text(x(size), BOTTOM + 22, f"{size:,}", "soft", "middle") for size in sizes]
    parts.append(_text((left + right) / 2, BOTTOM + 42, "reports", "soft", "middle"))
    ends = []
    for each in lines:
        points = [(x(size), y(seconds)) for size, seconds in sorted(each.points.items())]
        result = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        parts.append(f'<polyline class="line {each.kind}" points="{result}"/>')
        parts += [
            f'<circle class="dot {each.kind}" cx="{a:.1f}" cy="{d:.1f}" r="3.5"/>'
            for a, d in points
        ]
        last = each.points[max(each.points)]
        ends.append((points[-1][1], f"{each.name}: {last:.2g}"))
    parts += [_text(right + 12, at + 4, name) for at, name in _spread(ends)]
    return "\n".join(parts) + "\n"


def _spread(names: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The names from top to bottom, none nearer to the one above than people can read."""
    made: list[tuple[float, str]] = []
    for at, name in sorted(names):
        made.append((max(at, made[-1][0] + APART) if made else at, name))
    return made


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {place}>{escape(words)}</text>'


def _floor(seconds: float) -> int:
    return int(log10(seconds) // 1)


def _ceiling(seconds: float) -> int:
    return -int(-log10(seconds) // 1)
