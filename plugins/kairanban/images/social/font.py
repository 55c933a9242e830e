"""Search for the font of social cards, Noto Sans CJK JP, among the system's fonts."""

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from PIL import ImageFont

# Names of its files on systems and from Google; bold ones first, because titles are bold. In a
# collection (.ttc) the first font is the Japanese one.
FONT_FILES = (
    "NotoSansCJK-Bold.ttc",
    "NotoSansCJKjp-Bold.otf",
    "NotoSansJP-Bold.otf",
    "NotoSansJP-Bold.ttf",
    "NotoSansCJK-VF.ttc",
    "NotoSansCJK-VF.otf.ttc",
    "NotoSansCJKjp-VF.otf",
    "NotoSansCJKjp-VF.ttf",
    "NotoSansJP-VF.ttf",
    "NotoSansJP[wght].ttf",
    "NotoSansJP-VariableFont_wght.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKjp-Regular.otf",
    "NotoSansJP-Regular.otf",
    "NotoSansJP-Regular.ttf",
)
BOLD_WEIGHT = 700  # the weight set in variable fonts
MAX_FOLDER_DEPTH = 5  # levels of folders below the given ones


class Font(Struct, frozen=True, kw_only=True):
    """A font's file and identity."""

    file: Path
    identity: str  # digest that is the same for the same font wherever its file is


class FontSearch(Struct, frozen=True, kw_only=True):
    """The result of a search: the best font there is, and what the result depends on.

    While the times in `seen` are the same, another search would find the same.
    """

    font: Font | None
    # Paths of the folders and of the font's file -> modification times in ns; -1 for a folder that
    # cannot be read.
    seen: Mapping[str, int]


def find_font(folders: Iterable[Path]) -> FontSearch:
    """Search for the font in folders and their sub-folders; missing folders are skipped."""
    files: dict[str, list[str]] = {}
    seen: dict[str, int] = {}
    for folder in folders:
        for found in _below(str(folder), seen, MAX_FOLDER_DEPTH):
            files.setdefault(os.path.basename(found), []).append(found)  # noqa: PTH119
    for name in FONT_FILES:
        for file in sorted(files.get(name, ())):
            path = Path(file)
            identity = _identity(path)
            if identity:
                seen[file] = path.stat().st_mtime_ns
                return FontSearch(font=Font(file=path, identity=identity), seen=seen)
    return FontSearch(font=None, seen=seen)


def load_font(font: Font, size: int) -> ImageFont.FreeTypeFont:
    """Load the font at a size in pixels, with basic layout.

    That does without the system's libraries for complex scripts.
    """
    made = ImageFont.truetype(str(font.file), size, index=0, layout_engine=ImageFont.Layout.BASIC)
    if "VF" in font.file.name or "wght" in font.file.name:
        made.set_variation_by_axes([BOLD_WEIGHT])
    return made


def _below(folder: str, seen: dict[str, int], depth: int) -> Iterator[str]:
    try:
        time = os.stat(folder).st_mtime_ns  # noqa: PTH116
        with os.scandir(folder) as entries:
            every = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        seen[folder] = -1
        return
    seen[folder] = time
    for entry in every:
        if entry.name in FONT_FILES:
            yield entry.path
        elif depth and not entry.name.startswith(".") and entry.is_dir():
            yield from _below(entry.path, seen, depth - 1)


def _identity(file: Path) -> str | None:
    """Return a digest of the checksums that a font keeps of its tables.

    None for a file that is no font, or is incomplete.

    Source: OpenType 1.9, "Organization of an OpenType font".
    """
    try:
        with file.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            head = stream.read(16)
            start = struct.unpack(">I", head[12:16])[0] if head.startswith(b"ttcf") else 0
            stream.seek(start)
            kind, count = struct.unpack(">4sH6x", stream.read(12))
            if kind not in {b"OTTO", b"\0\1\0\0", b"true"}:
                return None
            tables = list(struct.iter_unpack(">4sIII", stream.read(16 * count)))
    except (OSError, struct.error):
        return None
    if len(tables) != count or any(at + length > size for _, _, at, length in tables):
        return None
    text = repr([(tag, checksum, length) for tag, checksum, _, length in tables])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
