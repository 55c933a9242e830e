"""What a picture's file is, told by its first bytes: names are often wrong."""

from typing import NamedTuple

HEADER_BYTES = 4096  # bytes of a file that are enough
SUPPORTED_TYPES = frozenset(
    {"JPEG", "PNG", "WebP", "GIF", "AVIF", "SVG"}
)  # those that are published
# How files of other kinds begin, and what people call them.
OTHER_SIGNATURES = {
    "TIFF": (b"II*\0", b"MM\0*"),
    "BMP": (b"BM",),
    "PDF": (b"%PDF",),
    "JPEG XL": (b"\xff\x0a", b"\0\0\0\x0cJXL "),
    "JPEG 2000": (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"),
    "Photoshop": (b"8BPS",),
    "ZIP": (b"PK\x03\x04",),
}
HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
AVIF = {b"avif", b"avis"}
VIDEO = {b"qt  ", b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"M4V ", b"3gp4", b"3gp5"}
PROLOG = (b"<?xml", b"<!--", b"<!DOCTYPE svg")


class ImageInfo(NamedTuple):
    """A picture's nature: size in pixels as it is shown, upright."""

    kind: str  # of `SUPPORTED_TYPES`
    width: int
    height: int
    has_transparency: bool = False  # whether something may show through it
    is_drawing: bool = False  # flat areas and sharp lines, which must be kept as they are
    is_animated: bool = False  # whether it is more than one picture


def detect_type(start: bytes) -> str | None:
    """`JPEG`, `HEIC`, `PDF` …, from the first `HEADER_BYTES` bytes; None where nobody can tell."""
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
    """Whether a file begins like something that people write."""
    try:
        text = start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 3:  # not in a character that is cut off
            return False
        text = start[: error.start].decode("utf-8")
    return all(character.isprintable() or character in "\t\r\n" for character in text)


def _of_brands(start: bytes) -> str | None:
    """The kind of a file in ISO's base format (ISO 14496-12, 4.3): the brands it claims to be."""
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
