"""A cache of a font's letters as small pictures, each drawn once and pasted many times."""

from functools import cache

from msgspec import Struct, field
from PIL import Image, ImageDraw, ImageFont

from .font import Font, load_font

MEASURE_PIXELS = 100  # pixels at which widths are measured
COMPARE_PIXELS = 20  # pixels at which a letter is compared with the sign for a missing one
MAX_CACHED_GLYPHS = 2500  # letters, some 15 MB
MISSING_CHARACTER = "\U0010ffff"  # a character that no font has

Glyph = tuple[Image.Image, int, int]  # a mask (grey), and its left and top from the origin


class GlyphCache(Struct, eq=False):
    """A cache of one font's letters.

    Sizes are in pixels; a letter's origin is on the baseline at its left.
    """

    font: Font
    _sizes: dict[int, ImageFont.FreeTypeFont] = field(default_factory=dict)
    _made: dict[tuple[str, int], Glyph | None] = field(default_factory=dict)
    _widths: dict[str, float] = field(default_factory=dict)

    def width(self, character: str) -> float:
        """Return a character's advance width in ems; 0 if the font does not have it."""
        found = self._widths.get(character)
        if found is None:
            font = self._at(MEASURE_PIXELS)
            found = font.getlength(character) / MEASURE_PIXELS if self._has(character) else 0.0
            self._widths[character] = found
        return found

    def put(self, onto: Image.Image, letter: str, size: int, place: tuple[int, int]) -> None:
        """Draw a letter in white onto a grey picture, with its origin at `place`.

        Characters that the font does not have are left out.
        """
        glyph = self._glyph(letter, size)
        if glyph:
            mask, left, top = glyph
            onto.paste(255, (place[0] + left, place[1] + top), mask)

    def _glyph(self, letter: str, size: int) -> Glyph | None:
        key = (letter, size)
        if key not in self._made:
            if len(self._made) >= MAX_CACHED_GLYPHS:
                self._made.clear()
            self._made[key] = self._drawn(letter, size)
        return self._made[key]

    def _drawn(self, letter: str, size: int) -> Glyph | None:
        if not self._has(letter[0]):
            return None
        there = "".join(character for character in letter if self._has(character))
        font = self._at(size)
        left, top, right, bottom = map(int, font.getbbox(there, anchor="ls"))
        if right <= left or bottom <= top:
            return None
        mask = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(mask).text((-left, -top), there, 255, font, anchor="ls")
        return mask, left, top

    def _has(self, character: str) -> bool:
        font = self._at(COMPARE_PIXELS)
        return character.isspace() or _shape(font, character) != _shape(font, MISSING_CHARACTER)

    def _at(self, size: int) -> ImageFont.FreeTypeFont:
        if size not in self._sizes:
            self._sizes[size] = load_font(self.font, size)
        return self._sizes[size]


@cache
def _shape(font: ImageFont.FreeTypeFont, character: str) -> bytes:
    mask = font.getmask(character, "1")
    return bytes(mask) if mask.size[0] else b""
