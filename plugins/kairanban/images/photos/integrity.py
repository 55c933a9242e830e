"""Checks of picture files by the segments and chunks that they consist of, without decoding.

Sources: ISO 10918-1 annex B (JPEG), PNG (third edition) 5, the WebP container specification.
"""

from collections.abc import Iterator

START_OF_SCAN, END_OF_IMAGE = 0xDA, b"\xff\xd9"
STANDALONE_MARKERS = {0x01, *range(0xD0, 0xD9)}  # JPEG markers without a segment


def is_whole(data: bytes, kind: str) -> bool:
    """Return whether a picture has its end; a file that was copied only in part has none.

    `kind` is one of `SUPPORTED_TYPES`. For kinds other than JPEG, PNG and WebP only decoding can
    tell, and the result is true.
    """
    if kind == "JPEG":
        scan = _first_scan(data)
        return scan is not None and data.rfind(END_OF_IMAGE, scan) >= 0
    if kind == "PNG":
        return b"IEND" in _png(data)
    if kind == "WebP":
        return len(data) >= 8 + int.from_bytes(data[4:8], "little")
    return True


def is_lossless(data: bytes, kind: str) -> bool:
    """Return whether a picture's compression has kept every pixel as it was."""
    if kind == "WebP":
        return b"VP8L" in _webp(data)
    return kind in {"PNG", "GIF"}


def _first_scan(data: bytes) -> int | None:
    """Return the offset of a JPEG's first scan, or None.

    Before it there may be smaller pictures (previews) with ends of their own.
    """
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == START_OF_SCAN:
            return at
        filled = marker == 0xFF
        length = (
            0
            if marker in STANDALONE_MARKERS or filled
            else int.from_bytes(data[at + 2 : at + 4], "big")
        )
        at += 1 if filled else 2 + length
    return None


def _png(data: bytes) -> Iterator[bytes]:
    """Yield the names of a PNG's chunks that are complete."""
    at = 8
    while at + 12 <= len(data):
        name, length = data[at + 4 : at + 8], int.from_bytes(data[at : at + 4], "big")
        at += 12 + length
        if at <= len(data):
            yield name


def _webp(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        yield data[at : at + 4]
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
