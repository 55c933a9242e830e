"""Planning of a picture's variants: widths, formats, qualities and names of the files.

A file's name is made from its source's bytes, Pillow's version and `VARIANTS_VERSION`, so that
browsers and builds may keep it for ever. Whoever changes the encoded bytes raises
`VARIANTS_VERSION`.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL import __version__ as pillow

from .image_type import ImageInfo

VARIANTS_VERSION = 1
FOLDER = "images/"  # relative to the site's root
WIDTHS = (480, 960, 1600)  # pixels; pictures are never enlarged
MIN_WIDTH_RATIO = 1.15  # a width is left out if the largest is less than this many times as wide
MAX_HEIGHT = 16_000  # pixels; WebP allows at most 16,383
# Pillow's options by format. Few browsers choose a WebP, so it is encoded quickly; AVIF's speed 8
# makes files a quarter smaller than WebP's in a third of the time that its default takes.
OPTIONS: dict[str, dict[str, object]] = {
    "avif": {"quality": 55, "speed": 8, "max_threads": 1},  # more threads give other bytes
    "webp": {"quality": 80, "method": 2},
    "jpg": {"quality": 82, "optimize": True, "progressive": True},
    "png": {"optimize": True},
}
# Pillow's options for drawings in WebP.
LOSSLESS: dict[str, object] = {"lossless": True, "quality": 70, "method": 4, "exact": False}


class Variant(NamedTuple):
    """One file to be encoded."""

    width: int  # pixels
    height: int
    format: str  # ending of its name: avif, webp, jpg, png, svg


class Variants(NamedTuple):
    """The files planned for one picture: each of `formats` in each of `widths`, and a fallback.

    `fallback` is the format of a file in the largest width for browsers that know no other.
    """

    width: int  # of the largest, pixels
    height: int
    widths: tuple[int, ...]  # pixels, narrowest first
    formats: tuple[str, ...]  # best first
    fallback: str

    def files(self) -> Iterator[Variant]:
        """Yield every file, each once, the largest first."""
        yield Variant(self.width, self.height, self.fallback)
        for width in reversed(self.widths):
            height = max(1, round(self.height * width / self.width))
            for form in self.formats:
                if (width, form) != (self.width, self.fallback):
                    yield Variant(width, height, form)


def plan_variants(info: ImageInfo) -> Variants:
    """Return the variants planned for a picture.

    Photographs become AVIF, WebP and a JPEG. Drawings and screenshots become lossless WebP and a
    PNG, because other formats smear letters and thin lines. A photograph with transparency has
    WebP as its fallback, because a PNG of it would be huge.
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
    """Return the name that a picture's files share; `digest` is that of its source's bytes."""
    text = f"{VARIANTS_VERSION} {pillow} {digest}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def variant_stem(digest: str) -> str:
    """Return the beginning of the files' paths relative to the site's root: `images/3f9c…`."""
    return FOLDER + variant_key(digest)


def _widths(largest: int) -> tuple[int, ...]:
    return (*(width for width in WIDTHS if width * MIN_WIDTH_RATIO <= largest), largest)
