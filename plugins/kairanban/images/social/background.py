"""The background that all cards share, and their colours: those of the site's light theme."""

from functools import cache

from PIL import Image, ImageDraw

from .card import HEIGHT, WIDTH

Colour = tuple[int, int, int]  # red, green, blue; 0 to 255
Ramp = tuple[int, ...]  # indexes of the palette, from the background's colour to the letters'


def _between(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


_SHEET: Colour = (0xFF, 0xFD, 0xF7)
_GREEN: Colour = (0x2B, 0x5B, 0x45)
_INK: Colour = (0x22, 0x23, 0x1F)
_SEAL: Colour = (0xBB, 0x3A, 0x26)
_COLOURS: tuple[Colour, ...] = (
    (0xF6, 0xF2, 0xE7),  # paper
    _SHEET,
    (0xDD, 0xD5, 0xC1),  # rules
    _GREEN,
    _INK,
    (0x5D, 0x5B, 0x52),  # soft ink
    _SEAL,
    *(_between(_SHEET, _INK, part) for part in (0.25, 0.5)),
    *(_between(_SHEET, _GREEN, part) for part in (0.33, 0.67)),
    *(_between(_SHEET, _SEAL, part) for part in (0.25, 0.5, 0.75)),
)
# Pillow's form of a palette: red, green and blue of each colour in a row.
PALETTE = [part for colour in _COLOURS for part in colour]
PAPER, SHEET, RULE, GREEN = range(4)  # indexes of the palette
INK_RAMP, SOFT_INK_RAMP = (SHEET, 7, 8, 5, 4), (SHEET, 7, 8, 5)
GREEN_RAMP, BAND_RAMP = (SHEET, 9, 10, GREEN), (GREEN, 10, 9, SHEET)
SEAL_RAMP = (SHEET, 11, 12, 13, 6)

BAND_HEIGHT = 96  # pixels
TEXT_LEFT, TEXT_WIDTH = 104, 992  # pixels, of all text
TEXT_TOP, TEXT_BOTTOM = 154, 560  # pixels
STAMP_DEGREES = 8  # degrees, counter-clockwise, by which stamps are turned


def draw_background(*, ruled: bool) -> Image.Image:
    """Return a card without words: a clipboard (回覧板) with its clip, and a sheet on it.

    With `ruled` the sheet has lines as for writing on, and the mark. The picture's values are
    indexes of the palette.
    """
    image = Image.new("L", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((48, 132, WIDTH - 49, HEIGHT - 41), 12, SHEET, RULE, 2)
    draw.rectangle((0, 0, WIDTH, BAND_HEIGHT - 1), GREEN)
    image.paste(apply_ramp(_clip(), (PAPER, 9, 10, GREEN)), (WIDTH // 2 - 80, BAND_HEIGHT))
    if ruled:
        for line in range(214, TEXT_BOTTOM - 90, 64):
            draw.rectangle((TEXT_LEFT, line, TEXT_LEFT + TEXT_WIDTH, line + 2), RULE)
        seal = draw_mark()
        place = TEXT_LEFT + TEXT_WIDTH - seal.width, TEXT_BOTTOM - seal.height + 4
        image.paste(apply_ramp(seal, SEAL_RAMP), place)
    return image


def _clip() -> Image.Image:
    """Return the clip as grey values, drawn four times as large so that its corners are smooth."""
    large = Image.new("L", (4 * 160, 4 * 18), 0)
    ImageDraw.Draw(large).rounded_rectangle((0, -100, large.width - 1, large.height - 1), 56, 255)
    return large.resize((160, 18), Image.Resampling.BOX)


@cache
def draw_mark() -> Image.Image:
    """Return the mark 回 (for 回覧板, a circular notice) as a stamp, drawn without a font.

    Its values are grey, 0 to 255.
    """
    area = Image.new("L", (120, 120), 0)
    draw = ImageDraw.Draw(area)
    draw.rounded_rectangle((0, 0, 119, 119), 14, outline=255, width=7)
    for inset in (25, 46):
        draw.rectangle((inset, inset, 119 - inset, 119 - inset), outline=255, width=8)
    return area.rotate(STAMP_DEGREES, Image.Resampling.BICUBIC, expand=True)


def apply_ramp(area: Image.Image, ramp: Ramp) -> Image.Image:
    """Return a picture whose grey values, 0 to 255, are replaced by the ramp's indexes."""
    return area.point(_steps(ramp))


@cache
def _steps(ramp: Ramp) -> list[int]:
    last = len(ramp) - 1
    return [ramp[round(value * last / 255)] for value in range(256)]
