"""Decoding of pictures as they are published: upright, in sRGB, no larger than needed.

Phones write into a photo where it was taken; this module returns nothing but the pixels.
"""

import io
from pathlib import Path

from PIL import Image, ImageCms

from .probe import DECODER_ERRORS, open_image, orientation_of

# Exif orientation -> the transposition that turns the picture upright.
TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Pillow's `reducing_gap`: quick averaging leaves the picture this many times as large, at least,
# as the slow filter then makes it.
REDUCING_GAP = 2.0


def load_upright(file: Path, kind: str, width: int, height: int) -> Image.Image:
    """Return a file's picture in a size (pixels, upright), in mode L, P, RGB or RGBA.

    Its `info` holds nothing but the transparency of a palette. `kind` is the detected type. Raises
    one of `DECODER_ERRORS`.
    """
    with open_image(file, kind) as image:
        orientation = orientation_of(image)
        target = (width, height) if orientation < 5 else (height, width)
        scaling = target != image.size
        profile = image.info.get("icc_profile")
        # `draft` lets the JPEG decoder skip pixels that scaling would discard: that is four times
        # faster, in less memory.
        image.draft(None, target)
        image.load()
        result = _plain_mode(image) if scaling or profile or image.mode not in {"P", "L"} else image
    if scaling:
        result = scale(result, target)
    if orientation in TRANSPOSITIONS:
        result = result.transpose(TRANSPOSITIONS[orientation])
    result = _in_srgb(result, profile)
    transparency = result.info.get("transparency")
    result.info = {} if transparency is None else {"transparency": transparency}
    return result


def scale(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the picture in another size (width, height; pixels)."""
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=REDUCING_GAP)


def _plain_mode(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be scaled and saved."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"RGB", "L", "CMYK", "RGBA"} and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB, which browsers assume where there is no profile.

    `profile` is the picture's ICC profile, None for none; an unusable one is ignored.
    """
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            colours = image.convert("RGB") if alpha else image
            converted = ImageCms.profileToProfile(
                colours, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            image = converted or image
        except (ImageCms.PyCMSError, *DECODER_ERRORS):
            pass  # a profile for another colour mode, or a damaged one: the pixels stay
    if image.mode == "CMYK":
        image = image.convert("RGB")
    if alpha and image.mode == "RGB":
        image.putalpha(alpha)
    return image
