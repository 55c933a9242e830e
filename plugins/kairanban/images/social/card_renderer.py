"""Drawing of social cards: paper, a clipboard's green band, a sheet, vermilion stamps.

A card has fourteen colours, which are drawn as indexes in a grey picture and get their palette at
the end; that and run-length compression make a PNG in a few milliseconds.
"""

import io
from collections.abc import Callable, Sequence

from msgspec import Struct, field
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from .background import (
    BAND_HEIGHT,
    BAND_RAMP,
    GREEN_RAMP,
    INK_RAMP,
    PALETTE,
    RULE,
    SEAL_RAMP,
    SOFT_INK_RAMP,
    STAMP_DEGREES,
    TEXT_BOTTOM,
    TEXT_LEFT,
    TEXT_TOP,
    TEXT_WIDTH,
    Ramp,
    apply_ramp,
    draw_background,
    draw_mark,
)
from .card import PNG_TEXT_KEY, WIDTH, SocialCard
from .font import Font
from .glyphs import GlyphCache
from .line_breaking import Shapes, fit_text
from .text_metrics import Line, MeasuredText

# Sizes of letters in pixels with numbers of lines, the best first: one large line, else more.
TITLE: Shapes = (
    *((116, 1), (104, 1), (92, 1), (84, 1), (96, 2), (84, 2), (74, 2), (64, 2), (70, 1)),
    *((84, 3), (74, 3), (64, 3), (56, 3), (48, 3), (60, 4), (52, 4), (44, 4), (48, 5), (36, 5)),
)
NAME_SHAPES: Shapes = ((34, 1), (30, 1), (26, 1))
KIND: Shapes = ((28, 1),)
WHEN: Shapes = ((46, 1), (40, 1), (34, 1), (30, 1))
PLACE: Shapes = ((32, 1), (28, 1), (26, 2))
NOTE: Shapes = ((32, 2), (28, 2))
STAMP: Shapes = ((76, 1), (60, 2), (46, 2), (36, 2), (30, 3))
MARK_SPACE = 90  # pixels kept free below the title where nothing but the mark stands there
STAMP_WIDTH = 250  # pixels that a stamp takes from the text beside it
LEADING = 1.32  # height of a line, in ems
BASELINE = 0.88  # ems below the top of an ideograph


class CardRenderer(Struct, eq=False):
    """A renderer of social cards that reuses what they have in common.

    Without a `font` the cards have no text. `phrases` splits a text where it may break.
    """

    font: Font | None
    phrases: Callable[[str], Sequence[str]]
    _blank: Image.Image | None = None
    _glyphs: GlyphCache | None = None
    _bands: dict[str, Image.Image] = field(default_factory=dict)  # by site name
    _seals: dict[str, Image.Image] = field(default_factory=dict)  # by words

    def render(self, card: SocialCard, name: str) -> bytes:
        """Render a card as a PNG of 1200 × 630 pixels with `name` in its text chunk."""
        if self._blank is None:
            self._blank = draw_background(ruled=self.font is None)
        picture = self._blank.copy()
        if self.font:
            self._write(picture, card)
        return _png(picture, name)

    def _write(self, picture: Image.Image, card: SocialCard) -> None:
        """Draw kind and title from the top, time and place or a note from the bottom."""
        if card.site:
            picture.paste(self._band(card.site), (0, 0))
        top = TEXT_TOP
        if card.kind:
            kind = self._block(card.kind, KIND, GREEN_RAMP, TEXT_WIDTH)
            picture.paste(kind, (TEXT_LEFT, top))
            top += kind.height + 6
        room = TEXT_WIDTH - (STAMP_WIDTH if card.stamp else 0)
        facts = [
            self._block(words, shapes, ramp, room)
            for words, shapes, ramp in (
                (card.when, WHEN, GREEN_RAMP),
                (card.place, PLACE, SOFT_INK_RAMP),
                (card.note, NOTE, SOFT_INK_RAMP),
            )
            if words
        ]
        bottom = TEXT_BOTTOM if facts else TEXT_BOTTOM - MARK_SPACE
        for fact in reversed(facts):
            bottom -= fact.height
            picture.paste(fact, (TEXT_LEFT, bottom))
        if facts:
            bottom -= 14
            line = (TEXT_LEFT, bottom, TEXT_LEFT + TEXT_WIDTH, bottom + 1)
            ImageDraw.Draw(picture).rectangle(line, RULE)
        height = bottom - top
        shapes = [(size, n) for size, n in TITLE if round(size * LEADING) * n <= height - 6]
        title = self._block(card.title, shapes, INK_RAMP, TEXT_WIDTH)
        picture.paste(title, (TEXT_LEFT, top + (height - title.height) // 2))
        if card.stamp or not facts:
            seal = self._seal(card.stamp) if card.stamp else draw_mark()
            at = TEXT_LEFT + TEXT_WIDTH - seal.width + 16, TEXT_BOTTOM - seal.height + 12
            picture.paste(apply_ramp(seal, SEAL_RAMP), at, seal.point(OPAQUE_MASK))

    def _band(self, site: str) -> Image.Image:
        """Return the band with the site's name, which most cards share."""
        if site not in self._bands:
            assert self._blank
            band = self._blank.crop((0, 0, WIDTH, BAND_HEIGHT))
            name = self._block(site, NAME_SHAPES, BAND_RAMP, TEXT_WIDTH)
            band.paste(name, (TEXT_LEFT - 40, (BAND_HEIGHT - name.height) // 2))
            self._bands[site] = band
        return self._bands[site]

    def _block(self, words: str, shapes: Shapes, ramp: Ramp, room: int) -> Image.Image:
        """Return words drawn as `fit_text` breaks them, on the ramp's first colour.

        `room` is the block's width in pixels.
        """
        several = any(count > 1 for _, count in shapes)
        text = MeasuredText(self.phrases(words) if several else (words,), self._letters.width)
        size, lines = fit_text(text, shapes, room)
        height = round(size * LEADING)
        area = Image.new("L", (room, height * len(lines) + 2), 0)
        self._put(area, lines, size, height, (0, (height - size) // 2))
        return apply_ramp(area, ramp)

    def _seal(self, words: str) -> Image.Image:
        """Return framed words as a stamp that is turned a little; its values are grey."""
        if words not in self._seals:
            halves = (words[:2], words[2:]) if len(words) == 4 else (words,)
            size, lines = fit_text(
                MeasuredText(halves, self._letters.width), STAMP, STAMP_WIDTH - 70
            )
            height, pad = round(size * 1.12), 20
            wide = max((round((line[-1][1] + 1) * size) for line in lines), default=size)
            area = Image.new("L", (wide + 2 * pad, height * len(lines) + 2 * pad - 2), 0)
            frame = (0, 0, area.width - 1, area.height - 1)
            ImageDraw.Draw(area).rounded_rectangle(frame, 16, outline=255, width=7)
            for number, line in enumerate(lines):
                left = (area.width - round((line[-1][1] + 1) * size)) // 2
                self._put(area, [line], size, height, (left, pad + number * height))
            self._seals[words] = area.rotate(STAMP_DEGREES, Image.Resampling.BICUBIC, expand=True)
        return self._seals[words]

    def _put(
        self,
        area: Image.Image,
        lines: Sequence[Line],
        size: int,
        height: int,
        place: tuple[int, int],
    ) -> None:
        """Draw lines of letters below and right of `place`; `height` is that of a line (pixels)."""
        baseline = place[1] + round(size * BASELINE)
        for number, line in enumerate(lines):
            for letter, at in line:
                there = place[0] + round(at * size), baseline + number * height
                self._letters.put(area, letter, size, there)

    @property
    def _letters(self) -> GlyphCache:
        if self._glyphs is None:
            assert self.font
            self._glyphs = GlyphCache(self.font)
        return self._glyphs


# Grey values -> a mask that is opaque wherever a stamp covers at least an eighth of a pixel.
OPAQUE_MASK = [0] * 32 + [255] * 224


def _png(picture: Image.Image, name: str) -> bytes:
    picture.putpalette(PALETTE)
    about = PngInfo()
    about.add_text(PNG_TEXT_KEY, name)
    out = io.BytesIO()
    # Run lengths are the fastest; only compression that takes ten times as long is smaller.
    picture.save(out, "PNG", bits=4, compress_level=1, compress_type=3, pnginfo=about)
    return out.getvalue()
