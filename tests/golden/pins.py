"""What was published is pinned: digests of whole outputs, and addresses that never change.

`invoke pins` writes both kinds of files again, after a change that is meant.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUTPUTS = HERE / "outputs"  # a file a site: a digest and a path a line
ADDRESSES = HERE / "addresses.txt"  # of the first site
# Named by the font that a machine has, and by the theme's own bytes, which are copied as they are.
CARD = re.compile(rb"cards/[0-9a-f]+\.png")
THEME = re.compile(rb"(theme/[\w-]+)\.[0-9a-f]{10}\.")
COPIED = re.compile(r"(?:theme|images)/")  # or encoded: encoders differ
ID = re.compile(r'\sid="([^"]+)"')
UID = re.compile(r"^UID:([^\r\n]*(?:\r\n [^\r\n]*)*)", re.MULTILINE)


def digests(files: Mapping[str, bytes]) -> list[str]:
    """Return a line for each file of an output, with what tells its bytes from others.

    Of photos and of the theme's files only the names are told, of social cards nothing.
    """
    lines = []
    for path, data in sorted(files.items()):
        if path.startswith("cards/"):
            continue
        plain = THEME.sub(rb"\1.", CARD.sub(b"cards/a-card.png", data))
        digest = hashlib.sha256(plain).hexdigest()[:16]
        name = THEME.sub(rb"\1.", path.encode()).decode()
        lines.append(f"{'-' * 16 if COPIED.match(path) else digest} {name}")
    return lines


def addresses(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the paths of an output, the anchors of its content, and the UIDs in its calendars.

    What is named by its content (photos, social cards, the theme's files, the search index) is
    named anew with each content, and left out; so are places that the theme names (`page-…`).
    """
    for path, data in sorted(files.items()):
        if re.match(r"(?:cards|images|theme)/|search/.+/", path):
            continue
        yield path
        if path.endswith(".html"):
            names = sorted(ID.findall(data.decode()))
            yield from (f"{path}#{name}" for name in names if not name.startswith("page-"))
        elif path.endswith(".ics"):
            found = {uid.replace("\r\n ", "").strip() for uid in UID.findall(data.decode())}
            yield from (f"{path} UID {uid}" for uid in sorted(found))


def difference(expected: Iterable[str], now: Iterable[str]) -> list[str]:
    """Return the lines that only one of both has, with `-` and `+` before them."""
    old, new = set(expected), set(now)
    return [f"- {line}" for line in sorted(old - new)] + [f"+ {line}" for line in sorted(new - old)]
