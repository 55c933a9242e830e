"""Probing of picture files without decoding them: type, size, traits and completeness."""

import io
import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, ImageFile, JpegImagePlugin

from ...content.problems import Unreadable
from .image_type import HEADER_BYTES, SUPPORTED_TYPES, ImageInfo, detect_type, is_text
from .integrity import is_lossless, is_whole
from .svg import svg_size

# Pixels. A JPEG is decoded only as large as it is needed; other pictures are in memory with every
# pixel at once, four bytes each. A larger picture is an accident or an attack.
MAX_JPEG_PIXELS = 250_000_000
MAX_PIXELS = 50_000_000
ORIENTATION = 0x0112  # tag (Exif 2.32, table 4)
# Bytes for each channel of a pixel: a picture that lossless compression makes smaller than this is
# a drawing or a screenshot; photographs stay larger, at about twice as much.
MAX_DRAWING_DENSITY = 0.3
OVERHEAD_BYTES = 4096  # bytes of a file allowed for headers, a palette, a colour profile
# Exceptions that Pillow's decoders raise for bytes that are no picture.
DECODER_ERRORS = (
    *(OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, AttributeError, EOFError),
    *(ArithmeticError, MemoryError, RuntimeError, struct.error, zlib.error),
)


def probe(file: Path) -> ImageInfo:
    """Return what kind of picture a file holds, without decoding its pixels.

    Raises `Unreadable`, and nothing else, for any file that cannot be published; the codes are
    those of `content.messages.media_problems`.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Unreadable("unreadable-file", reason=error.strerror or "") from error
    kind = _published_kind(data[:HEADER_BYTES], file.name)
    if kind == "SVG":
        width, height = svg_size(data, file.name)
        return ImageInfo(kind, width, height, has_transparency=True, is_drawing=True)
    try:
        with open_image(io.BytesIO(data), kind) as image:
            max_pixels = (
                MAX_JPEG_PIXELS if kind == "JPEG" and not is_progressive(image) else MAX_PIXELS
            )
            if image.width * image.height > max_pixels:
                raise Unreadable("huge-picture", file=file.name)
            found = _inspect(image, kind, data)
    except Image.DecompressionBombError as error:
        raise Unreadable("huge-picture", file=file.name) from error
    except Unreadable:
        raise
    except DECODER_ERRORS as error:
        raise Unreadable("broken-picture", file=file.name) from error
    if not is_whole(data, kind):
        raise Unreadable("broken-picture", file=file.name)
    return found


def open_image(source: "io.BytesIO | Path", kind: str) -> ImageFile.ImageFile:
    """Return the picture of a file or of bytes, with its pixels not yet decoded.

    `kind` is the detected type. Raises one of `DECODER_ERRORS`, or `DecompressionBombError`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Pillow's own, lower limit, and of odd metadata
        if kind == "JPEG":
            # Not `Image.open`: its limit would refuse pictures that are decoded at an eighth of
            # their size, and it takes the depth map that phones append for a second picture.
            return JpegImagePlugin.JpegImageFile(source)
        return Image.open(source, formats=(kind.upper(),))


def orientation_of(image: Image.Image) -> int:
    """Return the picture's Exif orientation (1 to 8 by the standard); 1 where there is none."""
    try:
        # Not PNG's own getexif, which decodes the whole picture to find Exif behind its pixels.
        return int(Image.Image.getexif(image).get(ORIENTATION, 1))
    except DECODER_ERRORS:
        return 1  # unreadable metadata are no reason to refuse the picture


def is_progressive(image: Image.Image) -> bool:
    """Return whether a JPEG is progressive.

    Such a picture is kept whole in memory while it is decoded, however small it is needed.
    """
    return bool(image.info.get("progressive"))


def _published_kind(start: bytes, name: str) -> str:
    if not start:
        raise Unreadable("empty-picture", file=name)
    kind = detect_type(start)
    if kind == "HEIC":
        raise Unreadable("heic-picture", file=name)
    if kind is None:
        raise Unreadable("text-for-picture" if is_text(start) else "no-picture", file=name)
    if kind not in SUPPORTED_TYPES:
        raise Unreadable("unsupported-picture", file=name, kind=kind)
    return kind


def _inspect(image: ImageFile.ImageFile, kind: str, data: bytes) -> ImageInfo:
    width, height = image.size
    if orientation_of(image) in {5, 6, 7, 8}:
        width, height = height, width
    colours = len([band for band in image.getbands() if band != "A"])
    density = (len(data) - OVERHEAD_BYTES) / (width * height * colours)
    flat = image.mode in {"1", "P"} or density < MAX_DRAWING_DENSITY
    return ImageInfo(
        kind=kind,
        width=width,
        height=height,
        has_transparency=kind != "JPEG" and image.has_transparency_data,
        is_drawing=flat and is_lossless(data, kind),
        is_animated=bool(getattr(image, "is_animated", False)),
    )
