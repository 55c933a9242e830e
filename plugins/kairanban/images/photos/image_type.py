"""Detection of a picture file's type by its first bytes, because names are often wrong."""

from typing import NamedTuple

HEADER_BYTES = 4096  # bytes at a file's start that are enough
# Types that are published.
SUPPORTED_TYPES = frozenset({"JPEG", "PNG", "WebP", "GIF", "AVIF", "SVG"})
# Files of other types: the name that people know, and the bytes that they begin with.
OTHER_SIGNATURES = {
    "TIFF": (b"II*\0", b"MM\0*"),
    "BMP": (b"BM",),
    "PDF": (b"%PDF",),
    "JPEG XL": (b"\xff\x0a", b"\0\0\0\x0cJXL "),
    "JPEG 2000": (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"),
    "Photoshop": (b"8BPS",),
    "ZIP": (b"PK\x03\x04",),
}
# Brands of files in ISO's base media file format.
HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
AVIF = {b"avif", b"avis"}
VIDEO = {b"qt  ", b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"M4V ", b"3gp4", b"3gp5"}
PROLOG = (b"<?xml", b"<!--", b"<!DOCTYPE svg")


class ImageInfo(NamedTuple):
    """The facts that probing finds about a picture; its size is in pixels, as shown upright."""

    kind: str  # one of `SUPPORTED_TYPES`
    width: int
    height: int
    has_transparency: bool = False  # whether the background may show through it
    is_drawing: bool = False  # has flat areas and sharp lines, which need lossless compression
    is_animated: bool = False  # has more than one frame


def detect_type(start: bytes) -> str | None:
    """Return a file's type (`JPEG`, `HEIC`, `PDF` …), or None for an unknown one.

    `start` are the file's first `HEADER_BYTES` bytes, or all it has.
    """
    if start.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if start.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WebP"
    if start[4:8] == b"ftyp":
        return _of_brands(start)
    for kind, beginnings in OTHER_SIGNATURES.items():
        if start.startswith(beginnings):
            return kind
    return "SVG" if _is_svg(start) else None


def is_text(start: bytes) -> bool:
    """Return whether a file that begins with `start` seems to be a text in UTF-8."""
    try:
        text = start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 3:  # not in a character that is cut off
            return False
        text = start[: error.start].decode("utf-8")
    return all(character.isprintable() or character in "\t\r\n" for character in text)


def _of_brands(start: bytes) -> str | None:
    """Return the type of a file in ISO's base media file format by its brands, or None.

    Source: ISO 14496-12, 4.3.
    """
    length = int.from_bytes(start[:4], "big")
    box = start[8 : min(max(length, 16), HEADER_BYTES)]
    brands = {box[at : at + 4] for at in range(0, len(box) - 3, 4) if at != 4}
    if brands & AVIF:
        return "AVIF"
    if brands & HEIF:
        return "HEIC"
    return "video" if brands & VIDEO else None


def _is_svg(start: bytes) -> bool:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"<svg") or (text.startswith(PROLOG) and b"<svg" in text)
