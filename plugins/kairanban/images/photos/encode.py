"""From a picture's pixels to the files that are published."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, features

from ...content.problems import Unreadable
from .image_type import ImageInfo
from .orientation import load_upright, scale
from .probe import DECODER_ERRORS
from .svg import clean_svg
from .variants import LOSSLESS, OPTIONS, Variant, plan_variants

PILLOW_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}


def encoder_versions() -> str:
    """What tells the encoders here from others: Pillow may bring its own, or use the system's."""
    names = ("pil", "libjpeg_turbo", "webp", "avif", "zlib_ng", "zlib", "littlecms2")
    return " ".join(f"{name} {features.version(name)}" for name in names)


def encode_variants(file: Path, info: ImageInfo) -> Iterator[tuple[Variant, bytes]]:
    """Every file of the picture's recipe, the largest first.

    The same bytes go in and out on every machine with the same Pillow. Raises `Unreadable` with
    `broken-picture`.
    """
    made = plan_variants(info)
    if info.kind == "SVG":
        yield next(made.files()), clean_svg(file.read_bytes(), file.name)
        return
    try:
        image = load_upright(file, info.kind, made.width, made.height)
        for rendition in made.files():
            size = rendition.width, rendition.height
            if size != image.size:
                image = scale(_scalable(image), size)
            yield rendition, _saved(image, rendition.format, lossless=info.is_drawing)
    except DECODER_ERRORS as error:
        raise Unreadable("broken-picture", file=file.name) from error


def _saved(image: Image.Image, form: str, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    options = LOSSLESS if lossless and form == "webp" else OPTIONS[form]
    image.save(out, PILLOW_FORMATS[form], **options)
    return out.getvalue()


def _scalable(image: Image.Image) -> Image.Image:
    """The picture without a palette, whose colours cannot be mixed."""
    if image.mode != "P":
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
