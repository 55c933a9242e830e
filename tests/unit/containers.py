"""A parser of the containers of picture files, independent of the library that writes them."""

from collections.abc import Iterator


def parts(data: bytes) -> list[str]:
    """Return the names of the segments, chunks or boxes of a picture file, in order.

    The file is a JPEG, PNG, WebP or AVIF. JPEG markers are hex, such as "FFE0".
    """
    if data.startswith(b"\xff\xd8"):
        return list(_jpeg(data))
    if data.startswith(b"\x89PNG"):
        return list(_png(data))
    if data.startswith(b"RIFF"):
        return list(_riff(data, 12))
    assert data[4:8] == b"ftyp", data[:16]
    return list(_boxes(data))


# The parts that pixels need. JFIF's APP0 ("FFE0") holds nothing but the density.
NEEDED = {
    *("FFD8", "FFE0", "FFDB", "FFC0", "FFC2", "FFC4", "FFDA", "FFD9", "FFDD"),
    *("IHDR", "PLTE", "tRNS", "IDAT", "IEND", "VP8 ", "VP8L", "VP8X", "ALPH"),
    *("ftyp", "meta", "hdlr", "pitm", "iloc", "iinf", "infe av01", "iprp", "ipco", "ipma", "iref"),
    *("ispe", "pixi", "av1C", "colr nclx", "auxC", "mdat", "auxl"),
}


def _jpeg(data: bytes) -> Iterator[str]:
    at = 0
    while at < len(data):
        assert data[at] == 0xFF, at
        marker = data[at + 1]
        yield f"FF{marker:02X}"
        if marker in {0xD8, 0xD9}:
            at += 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            while data[at] != 0xFF or data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
                at += 1


def _png(data: bytes) -> Iterator[str]:
    at = 8
    while at < len(data):
        yield data[at + 4 : at + 8].decode("ascii")
        at += 12 + int.from_bytes(data[at : at + 4], "big")


def _riff(data: bytes, at: int) -> Iterator[str]:
    while at < len(data):
        yield data[at : at + 4].decode("ascii")
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + length % 2


# Boxes that hold boxes: the number of bytes before the first of them.
INSIDE = {"meta": 4, "iprp": 0, "ipco": 0, "iref": 4}


def _boxes(data: bytes) -> Iterator[str]:
    at = 0
    while at < len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8].decode()
        inner = data[at + 8 : at + (length or len(data))]
        at += length or len(data)
        if name == "colr":
            name += " " + inner[:4].decode()
        yield name
        if name in INSIDE:
            yield from _boxes(inner[INSIDE[name] :])
        elif name == "iinf":
            for entry in inner[6:].split(b"infe")[1:]:
                yield "infe " + entry[8:12].decode()
