"""Encoding of a picture's variants, the files that are published."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, features

from ...content.problems import Unreadable
from .decoding import load_upright, scale
from .image_type import ImageInfo
from .probe import DECODER_ERRORS
from .svg import clean_svg
from .variants import LOSSLESS, OPTIONS, Variant, plan_variants

# Endings of file names -> Pillow's names of formats.
PILLOW_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}


def encoder_versions() -> str:
    """Return the names and versions of the encoders, which decide the encoded bytes.

    Pillow may bring its own encoders, or use the system's.
    """
    names = ("pil", "libjpeg_turbo", "webp", "avif", "zlib_ng", "zlib", "littlecms2")
    return " ".join(f"{name} {features.version(name)}" for name in names)


def encode_variants(file: Path, info: ImageInfo) -> Iterator[tuple[Variant, bytes]]:
    """Yield every variant of a picture with its bytes, the largest first.

    The same input gives the same bytes on every machine with the same Pillow. Raises `Unreadable`
    (`broken-picture`).
    """
    variants = plan_variants(info)
    if info.kind == "SVG":
        yield next(variants.files()), clean_svg(file.read_bytes(), file.name)
        return
    try:
        image = load_upright(file, info.kind, variants.width, variants.height)
        for variant in variants.files():
            size = variant.width, variant.height
            if size != image.size:
                image = scale(_scalable(image), size)
            yield variant, _saved(image, variant.format, lossless=info.is_drawing)
    except DECODER_ERRORS as error:
        raise Unreadable("broken-picture", file=file.name) from error


def _saved(image: Image.Image, form: str, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    options = LOSSLESS if lossless and form == "webp" else OPTIONS[form]
    image.save(out, PILLOW_FORMATS[form], **options)
    return out.getvalue()


def _scalable(image: Image.Image) -> Image.Image:
    """Return the picture without a palette, because a palette's colours cannot be mixed."""
    if image.mode != "P":
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
