"""Draws the photos of the sample content: `python tests/bench/photos.py content`.

No people, no faces: rooms, benches, streets and skies in flat colours. The same pixels come out
each time. The files carry what cameras write (orientation, date, place), so that publishing them
is real work. Run by hand; the results are part of the content.
"""

import math
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDE, TALL = (3000, 2000), (2000, 3000)
FINE = 2  # drawn larger, then scaled down: smooth edges
GRAIN = 5  # of 255
QUALITY = 82
SENDAI = (38.2605, 140.8720)

PAPER, GREEN, RED = "#f6f2e7", "#2b5b45", "#bb3a26"
CREAM, SAND, STRAW = "#efe6d2", "#dcc9a3", "#e9c46f"
LEAF, MOSS, PINE = "#6f9d7c", "#4c7d62", "#1d4334"
WOOD, BARK, DARK = "#b98a5b", "#80593a", "#3b322b"
SKY, DUSK, NIGHT = "#cfe0dc", "#5d6c8c", "#14233a"
BLUSH, STEEL, WHITE = "#e3a18f", "#8d9894", "#fffdf8"

Point = tuple[float, float]
Colour = str | tuple[int, int, int]


class Scene:
    """A picture to draw on, in the pixels of the finished one."""

    def __init__(self, size: tuple[int, int], seed: int, *stops: tuple[float, str]) -> None:
        self.width, self.height = size
        self.random = Random(seed)
        self.image = Image.new("RGB", (size[0] * FINE, size[1] * FINE))
        self.draw = ImageDraw.Draw(self.image)
        self.shade((0, 0, *size), *stops)

    def shade(self, box: Sequence[float], *stops: tuple[float, str]) -> None:
        """A box filled from top to bottom with colours, each at its part of the height."""
        left, top, right, bottom = (round(side * FINE) for side in box)
        for y in range(max(top, 0), min(bottom, self.image.height)):
            colour = between((y - top) / max(1, bottom - top), stops)
            self.draw.line(((left, y), (right, y)), fill=colour)

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, round_: float = 0
    ) -> None:
        sides = [side * FINE for side in (left, top, right, bottom)]
        self.draw.rounded_rectangle(sides, round_ * FINE, fill=fill)

    def shape(self, fill: Colour, *points: Point) -> None:
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)

    def disc(
        self, x: float, y: float, across: float, fill: Colour, high: float | None = None
    ) -> None:
        high = across if high is None else high
        self.draw.ellipse(
            [side * FINE for side in (x - across, y - high, x + across, y + high)], fill=fill
        )

    def line(self, fill: Colour, width: float, *points: Point) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self.draw.line(scaled, fill=fill, width=round(width * FINE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, fill)

    def arc(
        self, fill: Colour, width: float, box: Sequence[float], start: float, end: float
    ) -> None:
        self.draw.arc(
            [side * FINE for side in box], start, end, fill=fill, width=round(width * FINE)
        )

    def light(self, fill: Colour, strength: float, blur: float, *shapes: Sequence[Point]) -> None:
        """Soft light, or shadow, where the shapes are."""
        small = 10
        mask = Image.new("L", (self.width // small, self.height // small))
        pen = ImageDraw.Draw(mask)
        for points in shapes:
            pen.polygon([(x / small, y / small) for x, y in points], fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(blur / small)).resize(
            self.image.size, Image.Resampling.BICUBIC
        )
        self.image.paste(Image.new("RGB", self.image.size, fill), mask=mask)

    def glow(self, x: float, y: float, across: float, fill: Colour, strength: float) -> None:
        self.light(fill, strength, across / 2.5, ring(x, y, across, across))

    def shadow(
        self, x: float, y: float, across: float, high: float, strength: float = 0.35
    ) -> None:
        self.light(DARK, strength, high * 0.6, ring(x, y, across, high))

    def finished(self) -> Image.Image:
        """The picture in its own size, with a little grain and darker corners."""
        image = self.image.resize((self.width, self.height), Image.Resampling.BOX)
        corners = Image.new("L", (60, 60), 46)
        ImageDraw.Draw(corners).ellipse((-6, -6, 65, 65), fill=0)
        corners = corners.filter(ImageFilter.GaussianBlur(11)).resize(
            image.size, Image.Resampling.BICUBIC
        )
        image.paste(Image.new("RGB", image.size, DARK), mask=corners)
        noise = Image.frombytes(
            "L",
            (self.width // 2, self.height // 2),
            self.random.randbytes(self.width * self.height // 4),
        )
        noise = noise.resize(image.size, Image.Resampling.BICUBIC).point(
            lambda v: 128 + (v - 128) * GRAIN // 128
        )
        return ImageChops.add(image, Image.merge("RGB", (noise,) * 3), offset=-128)


def between(part: float, stops: Sequence[tuple[float, str]]) -> tuple[int, int, int]:
    """The colour at `part` of a gradient."""
    first = last = stops[0]
    for _, last in pairwise(stops):
        if part <= last[0]:
            break
    share = min(1.0, max(0.0, (part - first[0]) / max(1e-6, last[0] - first[0])))
    return mixed(first[1], last[1], share)


def mixed(one: str, other: str, share: float) -> tuple[int, int, int]:
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return red, green, blue


def ring(x: float, y: float, across: float, high: float) -> list[Point]:
    turns = [math.tau * step / 48 for step in range(48)]
    return [(x + across * math.cos(t), y + high * math.sin(t)) for t in turns]


def mug(s: Scene, x: float, y: float, colour: str) -> None:
    """A cup with steam; `y` is where it stands."""
    s.shadow(x + 40, y - 6, 190, 34)
    s.arc(mixed(colour, DARK, 0.15), 30, (x + 70, y - 190, x + 200, y - 60), -90, 95)
    s.box(x - 110, y - 240, x + 110, y, colour, 34)
    s.box(x + 50, y - 236, x + 92, y - 26, mixed(colour, DARK, 0.12), 20)
    s.disc(x, y - 236, 110, mixed(colour, WHITE, 0.35), 30)
    s.disc(x, y - 232, 92, BARK, 22)
    for side, high in ((-34, 250), (30, 300)):
        curve = [(x + side + 26 * math.sin(t / 4), y - 280 - high * t / 20) for t in range(21)]
        s.light(
            WHITE,
            0.55,
            14,
            [*((a - 9, b) for a, b in curve), *((a + 9, b) for a, b in reversed(curve))],
        )


def plant(s: Scene, x: float, y: float, size: float = 1) -> None:
    s.shadow(x + 20, y - 4, 150 * size, 30 * size)
    for turn, long in ((-62, 300), (-34, 380), (-6, 430), (22, 390), (50, 320), (74, 240)):
        angle = math.radians(turn)
        tip = (x + long * size * math.sin(angle), y - 170 * size - long * size * math.cos(angle))
        middle = ((x + tip[0]) / 2, (y - 170 * size + tip[1]) / 2)
        wide = 46 * size
        side = (wide * math.cos(angle), wide * math.sin(angle))
        leaf = (
            (x, y - 170 * size),
            (middle[0] - side[0], middle[1] - side[1]),
            tip,
            (middle[0] + side[0], middle[1] + side[1]),
        )
        s.shape(LEAF if turn % 4 else MOSS, *leaf)
        s.line(GREEN, 5 * size, (x, y - 170 * size), tip)
    s.shape(
        RED,
        (x - 120 * size, y - 190 * size),
        (x + 120 * size, y - 190 * size),
        (x + 88 * size, y),
        (x - 88 * size, y),
    )
    s.box(
        x - 132 * size, y - 212 * size, x + 132 * size, y - 158 * size, mixed(RED, WHITE, 0.15), 12
    )


def table_at_dusk() -> Scene:
    """A table by the window on a winter evening."""
    s = Scene(WIDE, 1, (0, CREAM), (1, SAND))
    s.shade(
        (300, 130, 2700, 1260), (0, "#39496d"), (0.45, "#8d7f95"), (0.75, "#e0a184"), (1, "#f3d2a3")
    )
    s.glow(1900, 1120, 520, "#ffe3b0", 0.7)
    for layer, (base, tone) in enumerate(((930, "#7d7590"), (1010, "#5a5f78"), (1090, "#3a4a58"))):
        x = 300.0
        while x < 2700:
            wide, high = s.random.randint(90, 230), s.random.randint(0, 240)
            right = min(x + wide, 2700)
            s.box(x, base - high, right, 1260, tone)
            for row in range(int(base - high) + 30, 1230, 52):
                for column in range(int(x) + 22, int(right) - 30, 46):
                    if s.random.random() < 0.10 + layer * 0.08:
                        s.box(column, row, column + 20, row + 26, mixed(STRAW, tone, 0.15), 3)
            x += wide
    frame = "#f1e9d8"
    for box in (
        (240, 80, 2760, 150),
        (240, 1220, 2760, 1310),
        (240, 80, 320, 1300),
        (2680, 80, 2760, 1300),
        (1080, 100, 1124, 1260),
        (1880, 100, 1924, 1260),
    ):
        s.box(*box, frame)
    s.box(200, 1290, 2800, 1350, mixed(frame, DARK, 0.12), 8)
    s.shape(MOSS, (0, 0), (330, 0), (300, 700), (210, 1420), (0, 1480))
    s.shape(MOSS, (3000, 0), (2670, 0), (2700, 700), (2790, 1420), (3000, 1480))
    for x in (70, 150, 230):
        s.line(GREEN, 10, (x, 0), (x * 0.86, 1420))
        s.line(GREEN, 10, (3000 - x, 0), (3000 - x * 0.86, 1420))
    s.shade((0, 1500, 3000, 2000), (0, "#c99c6b"), (1, "#a9774a"))
    s.box(0, 1490, 3000, 1516, "#dcb485")
    for y in (1600, 1725, 1880):
        s.line("#b98856", 5, (0, y), (3000, y + 8))
    s.light("#ffe6b8", 0.45, 120, [(900, 1500), (2300, 1500), (2600, 2000), (600, 2000)])
    plant(s, 480, 1660)
    s.shadow(1500, 1850, 420, 46)
    s.shape(mixed(GREEN, DARK, 0.2), (1110, 1690), (1870, 1690), (1990, 1880), (1010, 1880))
    s.shape(WHITE, (1140, 1680), (1490, 1680), (1482, 1860), (1040, 1860))
    s.shape(PAPER, (1510, 1680), (1840, 1680), (1956, 1860), (1500, 1860))
    for row in range(5):
        y = 1712 + row * 27
        s.line("#c9c2b0", 5, (1160 - row * 14, y), (1440, y))
        if row < 3:
            s.line("#c9c2b0", 5, (1540, y), (1790 + row * 14, y))
    s.line(RED, 20, (1690, 1820), (1930, 1700))
    mug(s, 880, 1720, RED)
    mug(s, 2160, 1700, GREEN)
    mug(s, 2520, 1800, "#e7d7b4")
    return s


def chair(s: Scene, x: float, y: float, size: float, colour: str) -> None:
    """A stacking chair from behind; `y` is the floor."""
    s.shadow(x, y, 120 * size, 24 * size, 0.3)
    for side in (-1, 1):
        s.line(STEEL, 11 * size, (x + side * 84 * size, y), (x + side * 76 * size, y - 330 * size))
        s.line(
            mixed(STEEL, DARK, 0.3),
            9 * size,
            (x + side * 62 * size, y - 34 * size),
            (x + side * 60 * size, y - 170 * size),
        )
    s.box(
        x - 92 * size,
        y - 190 * size,
        x + 92 * size,
        y - 150 * size,
        mixed(colour, DARK, 0.25),
        16 * size,
    )
    s.box(x - 96 * size, y - 370 * size, x + 96 * size, y - 218 * size, colour, 30 * size)
    s.box(
        x - 80 * size,
        y - 358 * size,
        x + 80 * size,
        y - 316 * size,
        mixed(colour, WHITE, 0.16),
        18 * size,
    )


def meeting_room() -> Scene:
    """The room of the meetings before people come."""
    s = Scene(WIDE, 2, (0, "#efe5cf"), (0.62, "#f8f1e0"), (1, CREAM))
    s.shape("#e3d8bf", (0, 0), (430, 170), (430, 1240), (0, 1560))
    s.shape("#e9dfc8", (3000, 0), (2570, 170), (2570, 1240), (3000, 1560))
    s.shape("#fbf7ec", (0, 0), (3000, 0), (2570, 170), (430, 170))
    s.shade((0, 1240, 3000, 2000), (0, "#cda678"), (1, "#b0814f"))
    for step in range(-8, 9):
        s.line("#bd9060", 4, (1500 + step * 120, 1242), (1500 + step * 420, 2000))
    s.shape("#e3d8bf", (0, 1200), (430, 1240), (0, 1560))
    s.shape("#e9dfc8", (3000, 1200), (2570, 1240), (3000, 1560))
    for x in (90, 260):
        near, far = 1.0 - x / 900, 1.0 - (x + 120) / 900
        s.shape(
            "#fdf9ee",
            (x - 14, 700 - 420 * near),
            (x + 134, 700 - 420 * far),
            (x + 134, 700 + 330 * far),
            (x - 14, 700 + 330 * near),
        )
        s.shape(
            "#40536f",
            (x, 700 - 390 * near),
            (x + 120, 700 - 390 * far),
            (x + 120, 700 + 300 * far),
            (x, 700 + 300 * near),
        )
        s.shape(
            "#6a6f88", (x, 820), (x + 120, 820), (x + 120, 700 + 300 * far), (x, 700 + 300 * near)
        )
    s.box(960, 300, 2040, 930, "#d9cdb3", 10)
    s.box(980, 320, 2020, 910, WHITE)
    s.box(1080, 410, 1520, 452, GREEN, 8)
    for row, long in enumerate((520, 430, 560)):
        s.disc(1100, 560 + row * 100, 20, RED if row == 1 else LEAF)
        s.box(1150, 546 + row * 100, 1150 + long, 574 + row * 100, "#d7d2c4", 10)
    s.disc(1860, 760, 90, STRAW)
    s.disc(1790, 690, 60, BLUSH)
    s.light(WHITE, 0.5, 140, [(960, 300), (2040, 300), (2300, 1240), (700, 1240)])
    s.box(2180, 420, 2480, 900, "#dad0b8", 6)
    s.box(2200, 440, 2460, 880, "#f3eee0")
    for row in range(3):
        for column in range(2):
            tone = (STRAW, BLUSH, LEAF, SKY)[(row * 2 + column) % 4]
            s.box(
                2232 + column * 112, 474 + row * 128, 2322 + column * 112, 564 + row * 128, tone, 4
            )
    s.line(STEEL, 14, (2220, 900), (2200, 1250))
    s.line(STEEL, 14, (2440, 900), (2460, 1250))
    plant(s, 640, 1290, 0.8)
    for x in (900, 1500, 2100):
        s.line("#8a8173", 6, (x, 70), (x, 190))
        s.shape(GREEN, (x - 46, 190), (x + 46, 190), (x + 110, 260), (x - 110, 260))
        s.disc(x, 262, 78, "#fff1c8", 16)
        s.glow(x, 290, 330, "#ffedbd", 0.42)
    back = [math.radians(angle) for angle in (200, 216, 233, 251, 270, 289, 307, 324, 340)]
    for angle in back:
        x, y = 1500 + 900 * math.cos(angle), 1620 + 330 * math.sin(angle) * -0.35
        chair(s, x, y - 60, 0.86, MOSS)
    for step in range(6):
        chair(s, 480 + step * 408, 1760 + abs(step - 2.5) * -24, 1.12, RED if step == 4 else GREEN)
    s.shadow(1500, 1990, 1500, 60, 0.4)
    s.shape("#e5c493", (170, 1850), (2830, 1850), (3000, 2000), (0, 2000))
    s.box(150, 1846, 2850, 1858, "#f1d9b0")
    for x, tilt in ((620, -14), (1180, 10), (1980, -8)):
        s.shape(WHITE, (x + tilt, 1874), (x + 230 + tilt, 1874), (x + 250, 1960), (x - 20, 1960))
        for row in range(3):
            s.line("#cfc8b6", 5, (x + 24, 1894 + row * 20), (x + 190, 1894 + row * 20))
    for x, tone in ((960, RED), (1700, WHITE), (2420, GREEN)):
        s.box(x - 46, 1820, x + 46, 1930, tone, 14)
        s.disc(x, 1822, 46, mixed(tone, WHITE, 0.4), 12)
    return s


def shopping_street() -> Scene:
    """A shopping arcade in the morning, seen along its axis."""
    s = Scene(TALL, 3, (0, "#dfe9e0"), (0.5, "#fbf3dc"), (1, SAND))
    middle, far = 1000, 1340
    s.glow(middle, 1150, 620, "#fff6d8", 0.9)

    def top(k: float) -> float:
        return far - 1080 * k

    def edge(k: float) -> float:
        return far + 900 * k

    steps = [0.16 + 0.84 * (i / 9) ** 1.7 for i in range(10)]
    for i in range(9):
        near, back = steps[9 - i], steps[8 - i]
        for side in (-1, 1):
            inner, outer = middle + side * 1120 * back, middle + side * 1120 * near
            wall = ("#e7d9bb", "#d9e2d3", "#efe0cc", "#dccfc0")[(i + (side > 0)) % 4]
            s.shape(
                mixed(wall, "#fff8e6", 0.6 * (1 - near)),
                (inner, top(back)),
                (outer, top(near)),
                (outer, edge(near)),
                (inner, edge(back)),
            )
            sign = (RED, GREEN, STRAW, MOSS)[(i * 3 + (side > 0) * 2) % 4]
            pale = mixed(sign, "#fff4dc", 0.55 * (1 - near))
            a, b = inner + (outer - inner) * 0.12, inner + (outer - inner) * 0.9
            ka, kb = back + (near - back) * 0.12, back + (near - back) * 0.9
            s.shape(
                mixed("#6b5a48", "#fff4dc", 0.65 * (1 - near)),
                (a, far + 130 * ka),
                (b, far + 130 * kb),
                (b, edge(kb) - 10 * kb),
                (a, edge(ka) - 10 * ka),
            )
            s.shape(
                mixed("#ffe9b8", "#fff4dc", 0.3),
                (a, far + 210 * ka),
                (b, far + 210 * kb),
                (b, far + 640 * kb),
                (a, far + 640 * ka),
            )
            reach = side * -120
            s.shape(
                pale,
                (a, far + 20 * ka),
                (b, far + 20 * kb),
                (b + reach * kb, far + 200 * kb),
                (a + reach * ka, far + 200 * ka),
            )
            for stripe in (0.2, 0.6):
                one, two = a + (b - a) * stripe, a + (b - a) * (stripe + 0.2)
                k1, k2 = ka + (kb - ka) * stripe, ka + (kb - ka) * (stripe + 0.2)
                s.shape(
                    mixed(PAPER, "#fff4dc", 0.3),
                    (one, far + 20 * k1),
                    (two, far + 20 * k2),
                    (two + reach * k2, far + 200 * k2),
                    (one + reach * k1, far + 200 * k1),
                )
            s.shape(
                mixed(PAPER, "#fff4dc", 0.2),
                (a, far - 190 * ka),
                (b, far - 190 * kb),
                (b, far - 40 * kb),
                (a, far - 40 * ka),
            )
            s.shape(
                pale,
                (a + (b - a) * 0.2, far - 150 * ka),
                (a + (b - a) * 0.8, far - 150 * kb),
                (a + (b - a) * 0.8, far - 80 * kb),
                (a + (b - a) * 0.2, far - 80 * ka),
            )
    s.shape(
        "#e9dcc2",
        (middle - 1120 * 0.16, far + 144),
        (middle + 1120 * 0.16, far + 144),
        (middle + 2600, 3000),
        (middle - 2600, 3000),
    )
    s.shape(
        "#e4d3b3",
        (middle - 1120 * 0.16, edge(0.16)),
        (middle + 1120 * 0.16, edge(0.16)),
        (middle + 1120 * 1.9, edge(1.9)),
        (middle - 1120 * 1.9, edge(1.9)),
    )
    rows = [0.16 * 1.27**i for i in range(12)]
    for i, k in enumerate(rows[:-1]):
        for j in range(-4, 4):
            if (i + j) % 2 == 0:
                kn = rows[i + 1]
                s.shape(
                    "#d6bd94" if j in (-4, 3) else "#dcc8a2",
                    (middle + j * 280 * k, edge(k)),
                    (middle + (j + 1) * 280 * k, edge(k)),
                    (middle + (j + 1) * 280 * kn, edge(kn)),
                    (middle + j * 280 * kn, edge(kn)),
                )
    s.light(
        "#fff6d8",
        0.6,
        90,
        [
            (middle - 150, edge(0.18)),
            (middle + 150, edge(0.18)),
            (middle + 620, 3000),
            (middle - 620, 3000),
        ],
    )
    for i, k in enumerate((*steps, 1.3)):
        tone = mixed(GREEN, "#f2efd9", 0.8 * (1 - min(k, 1)))
        box = (middle - 1120 * k, far - 1500 * k, middle + 1120 * k, far - 640 * k)
        s.arc(tone, 30 * k, box, 180, 360)
        for side in (-1, 1):
            s.line(
                tone,
                26 * k,
                (middle + side * 1105 * k, far - 1080 * k),
                (middle + side * 1105 * k, far + 60 * k),
            )
        if 2 <= i <= 8 and i % 2 == 0:
            drop, half = far - 1490 * k, 70 * k
            for x in (-420 * k, 420 * k):
                y = drop + 150 * k
                s.line(tone, 5 * k, (middle + x, y - 60 * k), (middle + x, y))
                s.box(
                    middle + x - half,
                    y,
                    middle + x + half,
                    y + 330 * k,
                    mixed(RED if x < 0 else GREEN, "#fff4dc", 0.6 * (1 - k)),
                    6,
                )
                s.disc(middle + x, y + 120 * k, 40 * k, mixed(PAPER, "#fff4dc", 0.2))
    for angle in (-68, -40, -14, 14, 40, 68):
        turn = math.radians(angle)
        ends = [
            (middle + 1105 * k * math.sin(turn), far - 1070 * k - 415 * k * math.cos(turn))
            for k in (0.17, 1.3)
        ]
        s.line(mixed(MOSS, "#f2efd9", 0.45), 9, *ends)
    for side, k in ((-1, 0.62), (1, 0.5), (1, 0.92), (-1, 0.95)):
        plant(s, middle + side * 800 * k, edge(k) + 30 * k, 0.95 * k)
    s.shadow(1330, 2640, 170, 26)
    s.shape(BARK, (1270, 2400), (1310, 2400), (1240, 2650), (1196, 2650))
    s.shape(BARK, (1350, 2400), (1390, 2400), (1464, 2650), (1420, 2650))
    s.box(1180, 2180, 1480, 2470, PAPER, 16)
    s.box(1205, 2205, 1455, 2445, GREEN, 10)
    for y, long in ((2250, 180), (2310, 140), (2370, 190)):
        s.box(1235, y, 1235 + long, y + 18, PAPER, 8)
    return s


def laptop(s: Scene, x: float, y: float, size: float, screen: str) -> None:
    """An open laptop from the front; `y` is where it stands."""
    s.shadow(x, y, 420 * size, 40 * size)
    s.box(x - 330 * size, y - 520 * size, x + 330 * size, y - 70 * size, "#4b5450", 26 * size)
    s.box(x - 300 * size, y - 490 * size, x + 300 * size, y - 104 * size, screen, 8)
    s.shape(
        "#aeb6b0",
        (x - 330 * size, y - 76 * size),
        (x + 330 * size, y - 76 * size),
        (x + 410 * size, y),
        (x - 410 * size, y),
    )
    s.box(x - 410 * size, y - 4, x + 410 * size, y + 22 * size, "#868f8a", 10)
    for row in range(3):
        y0 = y - 66 * size + row * 17 * size
        s.line(
            "#6c7671",
            9 * size,
            (x - (290 + row * 18) * size, y0),
            (x + (290 + row * 18) * size, y0),
        )


def repair_bench() -> Scene:
    """A bench at which computers are repaired."""
    s = Scene(WIDE, 4, (0, "#d8e0d0"), (0.7, "#eae6d2"), (1, CREAM))
    s.box(160, 110, 2840, 1130, "#c9a877", 24)
    s.box(190, 140, 2810, 1100, "#d9bb8b", 14)
    for y in range(200, 1080, 70):
        for x in range(250, 2780, 70):
            s.disc(x, y, 7, "#b9945f")
    for x, long, tone in ((420, 360, RED), (540, 300, GREEN), (660, 400, STRAW), (780, 260, RED)):
        s.shadow(x + 18, 300 + long / 2, 40, long / 2, 0.16)
        s.box(x - 30, 260, x + 30, 260 + long * 0.45, tone, 22)
        s.box(x - 8, 260 + long * 0.45, x + 8, 260 + long, STEEL, 6)
        s.box(x - 46, 300, x + 46, 318, BARK, 6)
    for x, turn in ((1010, -1), (1010, 1)):
        s.line(STEEL, 40, (x + turn * 16, 330), (x - turn * 40, 470))
        s.line(GREEN if turn > 0 else MOSS, 44, (x - turn * 30, 480), (x + turn * 80, 800))
    s.disc(1010, 470, 30, "#6f7a75")
    s.arc(RED, 26, (1180, 290, 1520, 630), 0, 360)
    s.arc(RED, 22, (1220, 330, 1480, 590), 0, 360)
    s.line(RED, 22, (1350, 620), (1390, 780), (1330, 860))
    for column in range(3):
        for row in range(3):
            left, top = 1640 + column * 190, 280 + row * 180
            s.box(left, top, left + 170, top + 150, "#f3ecd9", 10)
            s.box(
                left + 10,
                top + 70,
                left + 160,
                top + 142,
                (LEAF, BLUSH, STRAW, SKY)[(column + row * 2) % 4],
                8,
            )
            s.box(left + 55, top + 24, left + 115, top + 48, "#cfc3a5", 8)
    s.box(2280, 260, 2720, 820, PAPER, 6)
    s.shape(BLUSH, (2430, 235), (2570, 235), (2570, 285), (2430, 285))
    for row in range(5):
        s.box(2330, 350 + row * 90, 2372, 392 + row * 90, "#e7dfca", 6)
        if row < 3:
            s.line(RED, 12, (2336, 372 + row * 90), (2350, 386 + row * 90), (2384, 344 + row * 90))
        s.box(
            2410,
            362 + row * 90,
            2410 + (250, 200, 260, 170, 220)[row],
            380 + row * 90,
            "#bfb69d",
            8,
        )
    s.shade((0, 1420, 3000, 2000), (0, "#c3915d"), (1, "#9b6b40"))
    s.box(0, 1405, 3000, 1440, "#dcb07c")
    s.shape("#5f8a73", (520, 1500), (2480, 1500), (2700, 1910), (300, 1910))
    s.shape("#6d9880", (545, 1515), (2455, 1515), (2660, 1890), (340, 1890))
    for step in range(1, 8):
        s.line("#7ea58f", 4, (545 + 239 * step, 1515), (340 + 290 * step, 1890))
    laptop(s, 1120, 1640, 1.0, "#1e3b44")
    s.disc(1120, 1345, 92, mixed(LEAF, WHITE, 0.2))
    s.line(WHITE, 26, (1075, 1345), (1108, 1380), (1170, 1312))
    s.box(970, 1470, 1270, 1486, "#4a6a70", 8)
    s.box(970, 1470, 1190, 1486, STRAW, 8)
    s.shadow(1960, 1690, 420, 50)
    s.box(1640, 1120, 2260, 1680, "#d9d5c6", 26)
    s.box(1680, 1160, 2220, 1640, "#3c4a44", 12)
    s.box(1720, 1200, 2010, 1540, "#2f6b50", 10)
    s.box(1780, 1260, 1900, 1380, "#c9c4b0", 8)
    s.box(1806, 1286, 1874, 1354, "#8c948d", 6)
    for x in (1930, 1956, 1982):
        s.box(x, 1230, x + 14, 1500, STRAW if x == 1956 else "#e7e2d0", 4)
    for x in range(1740, 1910, 34):
        s.disc(x, 1450, 12, STRAW)
        s.disc(x, 1495, 9, "#cdd6cd")
    s.disc(2115, 1290, 84, "#59655f")
    s.disc(2115, 1290, 66, "#75827b")
    for blade in range(6):
        turn = math.tau * blade / 6
        s.line(
            "#49544f", 20, (2115, 1290), (2115 + 54 * math.cos(turn), 1290 + 54 * math.sin(turn))
        )
    s.disc(2115, 1290, 22, PAPER)
    s.box(2036, 1420, 2196, 1600, "#a9aca0", 8)
    s.line(RED, 12, (2060, 1420), (2040, 1390), (1990, 1400))
    s.line(STRAW, 12, (2100, 1420), (2080, 1392), (2010, 1560))
    s.box(420, 1730, 760, 1850, "#eee5cc", 20)
    s.box(440, 1748, 740, 1834, "#cfc2a0", 14)
    for _ in range(16):
        x, y = s.random.randint(466, 716), s.random.randint(1766, 1818)
        s.disc(x, y, 13, "#7d8781")
        s.line("#dfe3dd", 4, (x - 7, y), (x + 7, y))
    s.line(RED, 44, (2330, 1830), (2520, 1770))
    s.line(STEEL, 14, (2340, 1826), (2110, 1898))
    s.box(1280, 1760, 1700, 1830, "#3f6d55", 8)
    for x in range(1310, 1680, 62):
        s.box(x, 1774, x + 44, 1816, DARK, 4)
    s.box(1290, 1830, 1690, 1842, STRAW)
    s.shadow(2700, 1530, 170, 34)
    s.disc(2700, 1510, 150, GREEN, 34)
    s.line(GREEN, 30, (2700, 1500), (2800, 1130), (2520, 900))
    s.disc(2800, 1130, 30, PINE)
    s.shape(GREEN, (2560, 820), (2610, 930), (2330, 1080), (2280, 960))
    s.disc(2320, 1030, 66, "#fff3cc")
    s.light("#fff0c2", 0.5, 130, [(2290, 1000), (2360, 1070), (2200, 1920), (900, 1920)])
    return s


def tree(s: Scene, x: float, y: float, high: float, tone: Colour) -> None:
    """A fir as a dark shape; `y` is the ground."""
    s.box(x - high * 0.025, y - high * 0.2, x + high * 0.025, y + 20, tone)
    for step in range(6):
        wide = high * (0.24 - step * 0.034) * s.random.uniform(0.9, 1.1)
        top, bottom = y - high * (0.34 + step * 0.134), y - high * (0.08 + step * 0.14)
        s.shape(
            tone,
            (x, top),
            (x + wide, bottom),
            (x + wide * 0.3, bottom - high * 0.03),
            (x - wide * 0.3, bottom - high * 0.03),
            (x - wide, bottom),
        )


def night_sky() -> Scene:
    """Stars over a clearing, with a telescope."""
    s = Scene(
        WIDE,
        5,
        (0, "#0c1830"),
        (0.5, "#1e3553"),
        (0.78, "#48617a"),
        (0.9, "#b58d78"),
        (1, "#d8a67c"),
    )
    band = [(300 + 260 * t, -150 + 170 * t + 50 * math.sin(t)) for t in range(12)]
    s.light(
        "#9fb4c9",
        0.26,
        150,
        [*((x - 40, y - 240) for x, y in band), *((x + 60, y + 240) for x, y in reversed(band))],
    )
    s.light(
        "#d9d4cf",
        0.2,
        80,
        [*((x, y - 90) for x, y in band), *((x + 30, y + 90) for x, y in reversed(band))],
    )
    for _ in range(1500):
        x, y = s.random.uniform(0, 3000), 1500 * s.random.random() ** 1.3
        bright = s.random.random() ** 3
        share = min(1.0, (0.25 + bright) * (1 - y / 1750))
        s.disc(
            x,
            y,
            1.4 + 3.6 * bright,
            mixed("#24405f", s.random.choice(("#fff7e2", "#eaf2ff", "#ffe3c2")), share),
        )
    for _ in range(900):
        t = s.random.uniform(0, 11)
        x, y = 300 + 260 * t + s.random.gauss(0, 110), -150 + 170 * t + s.random.gauss(0, 100)
        if y < 1350:
            s.disc(
                x,
                y,
                1.2 + 1.6 * s.random.random(),
                mixed("#48617a", "#fff7e2", s.random.uniform(0.3, 0.85)),
            )
    ladle = ((620, 400), (800, 350), (930, 420), (1080, 470), (1120, 610), (1330, 600), (1350, 440))
    for x, y in ladle:
        s.glow(x, y, 44, "#fff3d6", 0.5)
        s.disc(x, y, 8, "#fffaf0")
    s.line("#e9e2d2", 5, (2250, 260), (2520, 400))
    s.light("#fff7e2", 0.5, 22, [(2200, 232), (2530, 392), (2526, 412), (2200, 250)])
    s.disc(2520, 400, 7, WHITE)
    hill = [
        (x, 1560 - 120 * math.sin(x / 640) - 60 * math.sin(x / 230 + 1)) for x in range(0, 3001, 30)
    ]
    s.shape("#324a57", *hill, (3000, 2000), (0, 2000))
    near = [
        (x, 1690 - 70 * math.sin(x / 480 + 2) - 22 * math.sin(x / 130)) for x in range(0, 3001, 30)
    ]
    s.shape("#1f3a3a", *near, (3000, 2000), (0, 2000))
    for x in range(20, 3000, 74):
        if not 1050 < x < 2150:
            tree(s, x + s.random.randint(-20, 20), 1720, s.random.randint(210, 380), "#1a3335")
    for x, high in ((60, 1150), (290, 900), (520, 640), (2560, 700), (2780, 1080), (2960, 860)):
        tree(s, x, 1880, high, "#0f2527")
    s.shape(
        "#14291f",
        *((x, 1830 - 30 * math.sin(x / 700 + 0.6)) for x in range(0, 3001, 50)),
        (3000, 2000),
        (0, 2000),
    )
    for _ in range(700):
        x, y = s.random.uniform(0, 3000), s.random.uniform(1830, 2000)
        s.line(
            s.random.choice(("#1f3b2a", "#0f2119", "#2b4a32")),
            4,
            (x, y),
            (x + s.random.uniform(-12, 12), y - s.random.uniform(18, 52)),
        )
    s.glow(1180, 1800, 330, "#ffbf6e", 0.62)
    s.box(1140, 1740, 1220, 1850, STRAW, 18)
    s.box(1132, 1722, 1228, 1746, DARK, 8)
    s.box(1132, 1846, 1228, 1868, DARK, 8)
    s.arc(DARK, 8, (1140, 1670, 1220, 1770), 180, 360)
    s.disc(1180, 1796, 22, "#fff6d6", 34)
    dark = "#0c1a1a"
    for foot in (1600, 1740, 1880):
        s.line(dark, 18, (1740, 1560), (foot, 1890))
    s.line(dark, 84, (1620, 1640), (1930, 1360))
    s.line("#26403f", 20, (1650, 1590), (1930, 1338))
    s.line(dark, 110, (1900, 1388), (1950, 1342))
    s.line(dark, 30, (1600, 1656), (1560, 1620))
    s.light("#ffbf6e", 0.22, 16, [(1590, 1668), (1690, 1600), (1720, 1640), (1640, 1700)])
    return s


def night_walk() -> Scene:
    """A residential street by night, with lanterns set down at the corner."""
    s = Scene(WIDE, 6, (0, "#101d36"), (0.6, "#2b3f5f"), (1, "#41506a"))
    for _ in range(260):
        s.disc(
            s.random.uniform(0, 3000),
            s.random.uniform(0, 800),
            1.3 + 2.2 * s.random.random(),
            "#cfd8e2",
        )
    s.glow(2300, 330, 330, "#f4e9c8", 0.35)
    outer = ring(2300, 330, 104, 104)
    inner = [(x + 44, y - 28) for x, y in ring(2300, 330, 98, 98)]
    s.shape("#f7efd6", *outer[6:32], *reversed(inner[8:30]))
    for x, wide, high, tone in (
        (-60, 560, 620, "#22324b"),
        (520, 420, 480, "#2a3a52"),
        (2060, 460, 520, "#2a3a52"),
        (2500, 620, 680, "#22324b"),
    ):
        top = 1380 - high
        s.box(x, top, x + wide, 1400, tone)
        s.shape("#18263c", (x - 50, top + 10), (x + wide / 2, top - 190), (x + wide + 50, top + 10))
        for row in range(2):
            for column in range(2):
                left, up = x + wide * (0.16 + 0.42 * column), top + 90 + row * 220
                lit = s.random.random() < 0.62
                if lit:
                    s.glow(left + 60, up + 60, 150, "#ffcf86", 0.3)
                s.box(left, up, left + 120, up + 120, "#ffd892" if lit else "#34465f", 6)
                s.line(tone, 8, (left + 60, up), (left + 60, up + 120))
                s.line(tone, 8, (left, up + 60), (left + 120, up + 60))
    s.shade((0, 1380, 3000, 2000), (0, "#39475c"), (1, "#2a3547"))
    s.shape("#4b586c", (1180, 1380), (1760, 1380), (3000, 1960), (3000, 2000), (0, 2000), (0, 1960))
    for step in range(5):
        k = 1.45**step
        s.shape(
            "#8b93a0",
            (1464 - 6 * k, 1400 + 60 * (k - 1)),
            (1476 + 6 * k, 1400 + 60 * (k - 1)),
            (1478 + 8 * k, 1400 + 60 * (k * 1.2 - 1)),
            (1462 - 8 * k, 1400 + 60 * (k * 1.2 - 1)),
        )
    for x, tone in ((960, "#1b2b3a"), (1990, "#1b2b3a")):
        s.box(x - 12, 560, x + 12, 1440, tone)
        arm = 150 if x < 1500 else -150
        s.line(tone, 18, (x, 580), (x + arm, 540))
        s.shape(
            tone, (x + arm - 50, 540), (x + arm + 50, 540), (x + arm + 80, 590), (x + arm - 80, 590)
        )
        s.disc(x + arm, 592, 66, "#fff0c4", 16)
        s.light(
            "#ffe2a0",
            0.32,
            90,
            [
                (x + arm - 40, 600),
                (x + arm + 40, 600),
                (x + arm + 420, 1600),
                (x + arm - 420, 1600),
            ],
        )
    for x, y, size in ((700, 1800, 1.0), (1080, 1880, 1.15), (2160, 1830, 1.05)):
        s.glow(x, y - 170 * size, 430 * size, "#ff9c54", 0.55)
        s.light("#ffb066", 0.4, 40, ring(x, y + 10, 260 * size, 44 * size))
        s.box(x - 100 * size, y - 350 * size, x + 100 * size, y - 20 * size, "#e9583a", 86 * size)
        s.box(x - 62 * size, y - 346 * size, x + 40 * size, y - 24 * size, "#ff9a5c", 50 * size)
        for rib in range(1, 7):
            s.line(
                "#c9432b",
                5 * size,
                (x - 96 * size, y - (350 - rib * 47) * size),
                (x + 96 * size, y - (350 - rib * 47) * size),
            )
        s.box(x - 62 * size, y - 376 * size, x + 62 * size, y - 338 * size, DARK, 10)
        s.box(x - 62 * size, y - 34 * size, x + 62 * size, y + 4 * size, DARK, 10)
        s.arc(
            DARK,
            10 * size,
            (x - 52 * size, y - 460 * size, x + 52 * size, y - 300 * size),
            180,
            360,
        )
    for x in (1620, 1780):
        s.shadow(x, 1880, 80, 20, 0.4)
        s.line("#d9b27a", 44, (x - 60, 1870), (x + 110, 1810))
    s.line(RED, 10, (1700, 1842), (1730, 1790), (1860, 1792), (1890, 1812))
    return s


def sticky_notes() -> Scene:
    """A whiteboard after the talk, full of notes."""
    s = Scene(WIDE, 7, (0, "#e7e0cb"), (1, "#d8cfb4"))
    s.shadow(1500, 1640, 1360, 80, 0.4)
    s.box(150, 120, 2850, 1620, "#aab3ab", 30)
    s.box(190, 160, 2810, 1580, "#fbfaf4", 12)
    s.light("#ffffff", 0.8, 160, [(300, 160), (1100, 160), (700, 1580), (190, 1580), (190, 900)])
    s.light("#e6e6da", 0.8, 120, [(2100, 160), (2810, 160), (2810, 1580), (2500, 1580)])
    titles = ((560, GREEN), (1500, RED), (2440, GREEN))
    for x, tone in titles:
        s.box(x - 240, 220, x + 240, 300, mixed(tone, WHITE, 0.82), 40)
        marks(s, x - 170, 262, 340, tone, 13)
        s.line(tone, 8, (x - 330, 334), (x + 330, 340))
    for x in (1030, 1970):
        s.line("#c7cdc4", 7, (x, 220), (x + 6, 1520))
    tones = (
        ("#f7dc86", "#f3cf66"),
        ("#b9d7bd", "#a4c8aa"),
        ("#f0b7a6", "#e9a28e"),
        ("#c9dfe4", "#b4d0d7"),
    )
    spots = [(x, y) for x in (330, 590, 800) for y in (400, 660, 920, 1190)]
    stored = 0
    for column, left in enumerate((0, 940, 1880)):
        for x, y in spots:
            if s.random.random() < (0.16, 0.02, 0.3)[column]:
                continue
            tone = tones[(stored * 3 + column) % 4 if s.random.random() < 0.7 else 0]
            note(
                s,
                left + x * 0.98 + 14 + s.random.uniform(-18, 18),
                y + 110 + s.random.uniform(-22, 22),
                tone,
            )
            stored += 1
    s.arc(RED, 10, (1070, 350, 1900, 940), 0, 360)
    s.line(GREEN, 10, (930, 1040), (1120, 900))
    s.line(GREEN, 10, (1062, 896), (1120, 900), (1108, 958))
    s.box(420, 1600, 2580, 1660, "#8f9a92", 16)
    for x, tone in ((560, RED), (800, GREEN), (1040, DARK)):
        s.box(x, 1572, x + 200, 1610, tone, 18)
        s.box(x + 150, 1572, x + 200, 1610, mixed(tone, WHITE, 0.25), 18)
    s.box(2140, 1530, 2440, 1608, "#5d6d66", 14)
    s.box(2140, 1586, 2440, 1608, PAPER, 6)
    s.shade((0, 1840, 3000, 2000), (0, "#c39a68"), (1, "#ab8151"))
    s.box(0, 1820, 3000, 1850, "#efe7d3")
    for x in (520, 2480):
        s.line("#8f9a92", 36, (x, 1660), (x, 1960))
        s.line("#8f9a92", 30, (x - 160, 1960), (x + 160, 1960))
    return s


def note(s: Scene, x: float, y: float, tones: tuple[str, str]) -> None:
    turn, half = math.radians(s.random.uniform(-5, 5)), 104
    corners = [
        (
            x + half * (a * math.cos(turn) - b * math.sin(turn)),
            y + half * (a * math.sin(turn) + b * math.cos(turn)),
        )
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    s.light(DARK, 0.26, 12, [(a + 10, b + 14) for a, b in corners])
    s.shape(tones[0], *corners)
    s.shape(
        tones[1],
        corners[0],
        corners[1],
        *(
            (a + (c - a) * 0.16, b + (d - b) * 0.16)
            for (a, b), (c, d) in ((corners[1], corners[2]), (corners[0], corners[3]))
        ),
    )
    for row in range(s.random.randint(2, 3)):
        marks(s, x - 74, y - 26 + row * 46, s.random.uniform(90, 150), "#57524a", 7)


def marks(s: Scene, x: float, y: float, long: float, tone: Colour, width: float) -> None:
    """Something like a handwritten line, which nobody can read."""
    end, size = x + long, width * 2.6
    while x < end:
        for _ in range(3):
            a, b = s.random.uniform(0, size), s.random.uniform(-size / 2, size / 2)
            s.line(
                tone,
                width * 0.62,
                (x + a, y + b),
                (x + s.random.uniform(0, size), y + s.random.uniform(-size / 2, size / 2)),
            )
        x += size * 1.45


def river_in_spring() -> Scene:
    """A river with a bridge and cherry trees."""
    s = Scene(WIDE, 8, (0, "#bcd6d6"), (0.4, "#e8ead9"), (0.6, "#fbeedd"), (1, SAND))
    s.glow(2200, 420, 480, "#fff8df", 0.8)
    for x, y, size in ((500, 300, 1.0), (1400, 210, 0.8), (2650, 250, 0.7)):
        for a, b, c in ((-130, 20, 90), (-30, -20, 120), (90, 6, 100), (190, 30, 70)):
            s.disc(x + a * size, y + b * size, c * size, "#fbfaf2", c * size * 0.55)
    for base, tone, wave in ((860, "#a9c1b4", 520), (960, "#86a992", 400), (1060, MOSS, 330)):
        s.shape(
            tone,
            *(
                (x, base - 130 * math.sin(x / wave + base) - 40 * math.sin(x / 170))
                for x in range(0, 3001, 25)
            ),
            (3000, 1300),
            (0, 1300),
        )
    s.shade((0, 1180, 3000, 2000), (0, "#a8cbc6"), (0.5, "#7fb0ad"), (1, "#5b9295"))
    for _ in range(150):
        y = 1210 + 780 * s.random.random() ** 1.2
        x, long = s.random.uniform(0, 3000), (y - 1150) * s.random.uniform(0.1, 0.4)
        s.line(
            s.random.choice(("#bcd9d3", "#93c0bb", "#6aa0a1")),
            3 + (y - 1200) / 110,
            (x, y),
            (x + long, y),
        )
    s.light("#fff5da", 0.55, 80, [(2080, 1190), (2320, 1190), (2560, 2000), (1760, 2000)])
    s.shape("#6f8f63", (0, 1180), (0, 1120), (900, 1170), (1150, 1230), (500, 1330), (0, 1400))
    s.shape("#87a873", (0, 1140), (800, 1180), (1080, 1226), (460, 1290), (0, 1340))
    s.shape(
        "#6f8f63",
        (3000, 1180),
        (3000, 1130),
        (2300, 1170),
        (2080, 1210),
        (2600, 1270),
        (3000, 1340),
    )
    s.shape("#87a873", (3000, 1140), (2360, 1180), (2140, 1208), (2600, 1246), (3000, 1290))
    stone = "#e6dbc3"
    s.shape(stone, (700, 1060), (2380, 1060), (2380, 1130), (700, 1130))
    for left in (740, 1290, 1840):
        s.box(left - 30, 1100, left + 30, 1270, mixed(stone, DARK, 0.12), 6)
        s.arc(stone, 46, (left, 1076, left + 550, 1400), 180, 360)
        s.light(
            DARK,
            0.2,
            24,
            [(left + 20, 1280), (left + 530, 1280), (left + 500, 1330), (left + 50, 1330)],
        )
    s.box(2360, 1100, 2420, 1270, mixed(stone, DARK, 0.12), 6)
    s.box(680, 1044, 2400, 1072, mixed(stone, DARK, 0.1), 6)
    s.line(RED, 12, (690, 980), (2390, 980))
    for x in range(700, 2400, 84):
        s.line(RED, 10, (x, 984), (x, 1044))
    for x, y, size in ((330, 1230, 1.25), (2780, 1180, 1.1), (2480, 1170, 0.62), (690, 1180, 0.55)):
        cherry(s, x, y, size)
    s.shape("#5e7f55", (0, 2000), (0, 1780), (700, 1850), (1300, 2000))
    s.shape("#7a9b66", (0, 2000), (0, 1840), (560, 1890), (1020, 2000))
    for _ in range(420):
        x = s.random.uniform(0, 1050)
        y = s.random.uniform(1800 + x * 0.14, 2000)
        s.line(
            s.random.choice(("#5e7f55", "#8fb078", "#4d6d47")),
            5,
            (x, y),
            (x + s.random.uniform(-16, 16), y - s.random.uniform(20, 60)),
        )
        if s.random.random() < 0.22:
            s.disc(x, y - 50, 13, s.random.choice((STRAW, "#f4e2a4", WHITE)))
    for _ in range(170):
        x, y = s.random.uniform(0, 3000), s.random.uniform(500, 2000)
        s.disc(
            x,
            y,
            s.random.uniform(5, 12),
            s.random.choice(("#f6d3cd", "#f2bdb5", "#fbe6e0")),
            s.random.uniform(4, 8),
        )
    return s


def welcome_table() -> Scene:
    """The table by the door, with name cards and cups."""
    s = Scene(WIDE, 9, (0, "#efe5cf"), (0.7, "#f6eedb"), (1, CREAM))
    s.box(330, 180, 1130, 1180, "#c9a877", 20)
    s.box(370, 220, 1090, 1140, PAPER, 8)
    for row, long in enumerate((520, 430, 560, 380)):
        marks(s, 470, 360 + row * 180, long, GREEN if row == 0 else BARK, 26)
    s.shade((0, 1300, 3000, 2000), (0, "#b98a5b"), (1, "#9a6d42"))
    s.shadow(1500, 1330, 1450, 60, 0.2)
    for column in range(4):
        for row in range(2):
            left, top = 1180 + column * 250 - row * 60, 1460 + row * 190
            s.shadow(left + 110, top + 120, 130, 26, 0.25)
            s.shape(
                WHITE,
                (left + 26, top),
                (left + 216, top),
                (left + 232, top + 120),
                (left, top + 120),
            )
            marks(s, left + 50, top + 62, 130, BARK, 12)
    for x, colour in ((420, RED), (700, GREEN), (980, STRAW)):
        mug(s, x, 1640, colour)
    plant(s, 2640, 1500, 1.5)
    return s


def saved_computers() -> Scene:
    """Shelves of computers that wait for their next users, three of them running."""
    s = Scene(WIDE, 10, (0, "#dfe4d6"), (0.75, "#eae6d2"), (1, CREAM))
    for photo, y in enumerate((660, 1230, 1800)):
        s.shadow(1500, y + 60, 1380, 40, 0.25)
        s.box(120, y, 2880, y + 54, WOOD, 10)
        for column in range(4):
            x = 480 + column * 680
            if (photo + column) % 4 == 1:
                laptop(s, x, y - 10, 0.72, SKY)
                s.line(MOSS, 26, (x - 60, y - 230), (x - 15, y - 180), (x + 75, y - 290))
                continue
            for layer in range(3 + (photo * 2 + column) % 3):
                top = y - 62 * (layer + 1)
                tone = ("#6c7671", "#868f8a", "#4b5450")[(layer + column) % 3]
                s.box(x - 250, top, x + 250, top + 54, tone, 14)
                s.box(x - 236, top + 24, x + 190, top + 32, mixed(tone, DARK, 0.3), 4)
            label = y - 62 * (3 + (photo * 2 + column) % 3) - 44
            s.box(x + 70, label, x + 210, label + 90, (STRAW, BLUSH, PAPER)[column % 3], 6)
    return s


def cherry(s: Scene, x: float, y: float, size: float) -> None:
    bark = "#5b4437"
    s.shadow(x, y, 240 * size, 36 * size, 0.3)
    s.shape(
        bark,
        (x - 46 * size, y),
        (x + 46 * size, y),
        (x + 22 * size, y - 420 * size),
        (x - 26 * size, y - 420 * size),
    )
    for a, b in ((-250, -640), (-90, -760), (120, -740), (270, -600)):
        s.line(bark, 24 * size, (x, y - 380 * size), (x + a * size, y + b * size))
    for tone, drop, spread in (
        ("#d99a94", 60, 1.0),
        ("#eab8b0", 10, 0.94),
        ("#f6d3cc", -50, 0.84),
        ("#fce9e3", -110, 0.6),
    ):
        for _ in range(46):
            turn, far = s.random.uniform(0, math.tau), s.random.random() ** 0.6
            cx = x + 390 * size * spread * far * math.cos(turn)
            cy = y + (-690 + drop) * size + 230 * size * spread * far * math.sin(turn)
            s.disc(cx, cy, s.random.uniform(34, 82) * size, tone)


def saved(scene: Scene, file: Path, camera: str, taken: str, turned: bool, seen: bool) -> None:
    """Writes a JPEG as a camera does: `turned` as a phone held upright, `seen` with the place."""
    image = scene.finished()
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = camera.split(" ", 1)
    exif[0x0112] = 6 if turned else 1
    exif[0x0132] = taken
    exif[0x0131] = "kairanban tests/bench/photos.py"
    detail = exif.get_ifd(0x8769)
    detail[0x9003] = detail[0x9004] = taken
    detail[0x9011] = "+09:00"
    detail[0x829A], detail[0x829D], detail[0x8827] = 1 / 60, 2.2, 200
    if seen:
        place = exif.get_ifd(0x8825)
        place[0] = b"\x02\x03\x00\x00"
        for tag, (letter, degrees) in zip(
            (1, 3), (("N", SENDAI[0]), ("E", SENDAI[1])), strict=True
        ):
            minutes = degrees % 1 * 60
            place[tag], place[tag + 1] = (
                letter,
                (int(degrees), int(minutes), round(minutes % 1 * 60, 2)),
            )
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(file, "JPEG", quality=QUALITY, optimize=True, exif=exif, dpi=(72, 72))
    print(f"{file}: {image.width}x{image.height}, {file.stat().st_size // 1024} KB")


PHOTOS: Sequence[tuple[str, Callable[[], Scene], str, datetime, bool, bool]] = (
    (
        "reports/2023-12-21-johokokankai/uketsuke.jpg",
        welcome_table,
        "Denwa Phone 12",
        datetime(2023, 12, 21, 18, 40, 11),
        False,
        True,
    ),
    (
        "reports/2023-12-21-johokokankai/pasokon.jpg",
        saved_computers,
        "Kairanban K-1",
        datetime(2023, 12, 16, 14, 5, 30),
        False,
        True,
    ),
    (
        "reports/2023-12-21-johokokankai/header.jpg",
        table_at_dusk,
        "Kairanban K-1",
        datetime(2023, 12, 21, 16, 48, 5),
        False,
        True,
    ),
    (
        "reports/2023-12-21-johokokankai/kaijo.jpg",
        meeting_room,
        "Kairanban K-1",
        datetime(2023, 12, 21, 18, 32, 40),
        False,
        True,
    ),
    (
        "reports/2024-05-16-johokokankai/shotengai.jpg",
        shopping_street,
        "Denwa Phone 12",
        datetime(2024, 5, 14, 9, 20, 11),
        True,
        True,
    ),
    (
        "reports/2024-07-27-shuri-hiroba/sagyodai.jpg",
        repair_bench,
        "Denwa Phone 12",
        datetime(2024, 7, 27, 10, 5, 59),
        False,
        True,
    ),
    (
        "reports/2025-10-25-hoshizora/hoshizora.jpg",
        night_sky,
        "Kairanban K-1",
        datetime(2025, 10, 25, 22, 41, 30),
        False,
        False,
    ),
    (
        "reports/2025-10-25-hoshizora/yomawari.jpg",
        night_walk,
        "Kairanban K-1",
        datetime(2025, 10, 26, 0, 12, 3),
        False,
        True,
    ),
    (
        "reports/2026-10-15-johokokankai/fusen.jpg",
        sticky_notes,
        "Denwa Phone 15",
        datetime(2026, 10, 15, 20, 20, 20),
        False,
        True,
    ),
    (
        "events/haru-no-kawa.jpg",
        river_in_spring,
        "Kairanban K-1",
        datetime(2026, 4, 10, 10, 30, 0),
        False,
        False,
    ),
)


def main(content: Path, only: str = "") -> None:
    for name, scene, camera, taken, turned, seen in PHOTOS:
        if only in name:
            saved(
                scene(), content / name, camera, taken.strftime("%Y:%m:%d %H:%M:%S"), turned, seen
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
