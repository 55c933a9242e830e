"""What is written beside the pages: the theme's files, files for machines."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from ...settings import Settings
from .. import links

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write(folder: Path, path: str, data: bytes) -> None:
    """One file below `folder`; `path` is relative to it, with `/`."""
    target = folder / path
    try:
        target.write_bytes(data)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def theme_files(theme: Path) -> Mapping[str, tuple[str, bytes]]:
    """The theme's static files by name: the path at which each is published, and its bytes.

    A path holds a part of its content's hash, so that browsers may keep a file for ever.
    """
    found = {}
    for file in sorted((theme / "static").iterdir()):
        if file.is_file() and not file.name.startswith("."):
            data = file.read_bytes()
            mark = hashlib.sha256(data).hexdigest()[:10]
            found[file.name] = f"theme/{file.stem}.{mark}{file.suffix}", data
    return found


def sitemap(paths: Iterable[str], settings: Settings) -> bytes:
    """sitemap.xml. Source: sitemaps.org, protocol 0.9."""
    urls = "".join(
        f"<url><loc>{escape(links.absolute(path, settings))}</loc></url>\n"
        for path in sorted(paths)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<urlset xmlns="{SITEMAP}">\n{urls}</urlset>\n'.encode()


def robots(settings: Settings) -> bytes:
    """robots.txt: everything may be read, calendars too."""
    address = links.absolute("sitemap.xml", settings)
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}\n".encode()
