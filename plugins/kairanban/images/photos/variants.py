"""What is made of a picture: widths, formats, qualities, and what the files are called.

A file's name stands for the bytes of its source and for the recipe, so that browsers and
we ourselves may keep it for ever. Whoever changes what comes out raises `VARIANTS_VERSION`.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL import __version__ as pillow

from .image_type import ImageInfo

VARIANTS_VERSION = 1
FOLDER = "images/"
WIDTHS = (480, 960, 1600)  # pixels; nothing is enlarged
MIN_WIDTH_RATIO = 1.15  # a width is left out whose next is less than so many times as wide
MAX_HEIGHT = 16_000  # pixels; WebP knows no more than 16,383
# By Pillow's names. A WebP is chosen by few browsers, so it is made quickly; AVIF's speed 8 makes
# files a quarter smaller than WebP's in a third of the time that its default takes.
OPTIONS: dict[str, dict[str, object]] = {
    "avif": {"quality": 55, "speed": 8, "max_threads": 1},  # more threads give other bytes
    "webp": {"quality": 80, "method": 2},
    "jpg": {"quality": 82, "optimize": True, "progressive": True},
    "png": {"optimize": True},
}
LOSSLESS: dict[str, object] = {"lossless": True, "quality": 70, "method": 4, "exact": False}


class Variant(NamedTuple):
    """One file to be made."""

    width: int
    height: int
    format: str  # avif, webp, jpg, png: as its name ends


class Variants(NamedTuple):
    """All that is made of one picture; each of `formats` in each of `widths`, narrowest first.

    `fallback` is the format of one more file in the largest width, for those who know no other.
    """

    width: int  # of the largest
    height: int
    widths: tuple[int, ...]
    formats: tuple[str, ...]  # best first
    fallback: str

    def files(self) -> Iterator[Variant]:
        """Every file, each once; the largest first."""
        yield Variant(self.width, self.height, self.fallback)
        for width in reversed(self.widths):
            height = max(1, round(self.height * width / self.width))
            for form in self.formats:
                if (width, form) != (self.width, self.fallback):
                    yield Variant(width, height, form)


def plan_variants(info: ImageInfo) -> Variants:
    """What is made of such a picture.

    Photographs: AVIF, WebP, and a JPEG. What is drawn, screenshots too, stays without loss,
    because other formats smear letters and thin lines: WebP, and a PNG. Through a photograph
    that lets something through shows the page in WebP as well; a PNG of it would be huge.
    """
    width = min(info.width, WIDTHS[-1], max(1, round(MAX_HEIGHT * info.width / info.height)))
    height = max(1, round(info.height * width / info.width))
    if info.kind == "SVG":
        return Variants(info.width, info.height, (), (), "svg")
    if info.is_drawing:
        return Variants(width, height, _widths(width), ("webp",), "png")
    fallback = "webp" if info.has_transparency else "jpg"
    return Variants(width, height, _widths(width), ("avif", "webp"), fallback)


def variant_key(digest: str) -> str:
    """What the files of a picture are called; `digest` is that of its source's bytes."""
    text = f"{VARIANTS_VERSION} {pillow} {digest}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def variant_stem(digest: str) -> str:
    """The beginning of their paths from the site's root: `images/3f9c…`."""
    return FOLDER + variant_key(digest)


def _widths(largest: int) -> tuple[int, ...]:
    return (*(width for width in WIDTHS if width * MIN_WIDTH_RATIO <= largest), largest)
